//! The options of an article's names side by side: what the resolver compares, laid out so that all options of a name are
//! compared at once. Made once an article; only chances change from reading to reading.

use super::context::apart_km;
use super::features::kind_class;
use super::group::{Group, Kin};
use crate::gazetteer::PlaceRef;
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::ops::Range;

/// Countries and divisions of an article's options, numbered as they come; 0 is none.
#[derive(Debug)]
struct Numbers<K> {
    of: FxHashMap<K, u32>,
}

impl<K: Hash + Eq> Numbers<K> {
    fn of(&mut self, key: Option<K>) -> u32 {
        let next = self.of.len() as u32 + 1;
        key.map_or(0, |key| *self.of.entry(key).or_insert(next))
    }

    fn len(&self) -> usize {
        self.of.len() + 1
    }
}

impl<K> Default for Numbers<K> {
    fn default() -> Self {
        Self { of: FxHashMap::default() }
    }
}

/// The options of one name, field by field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'g> {
    pub x: &'g [f32],
    pub y: &'g [f32],
    pub z: &'g [f32],
    /// Numbers of the country and the divisions.
    pub country: &'g [u32],
    pub admin1: &'g [u32],
    pub admin2: &'g [u32],
    /// What else follows from the names alone.
    pub kin: &'g [Kin],
    /// Countries, and first-order divisions, among the options: how many.
    pub grand: usize,
    pub log_largest: f32,
}

/// All options of an article, those of one group after those of another.
#[derive(Debug, Default)]
pub(in crate::geoparsing) struct Ground {
    x: Vec<f32>,
    y: Vec<f32>,
    z: Vec<f32>,
    country: Vec<u32>,
    admin1: Vec<u32>,
    admin2: Vec<u32>,
    kin: Vec<Kin>,
    groups: Vec<Extent>,
    countries: Numbers<u16>,
    divisions: Numbers<PlaceRef>,
    districts: Numbers<PlaceRef>,
}

/// Where a group's options lie.
#[derive(Debug)]
struct Extent {
    range: Range<usize>,
    grand: usize,
    log_largest: f32,
}

impl Ground {
    pub(in crate::geoparsing) fn of(groups: &[Group]) -> Self {
        let mut ground = Self::default();
        for group in groups {
            ground.add(group);
        }
        ground
    }

    fn add(&mut self, group: &Group) {
        let options = &group.options;
        let start = self.kin.len();
        for option in options {
            let [x, y, z] = option.xyz;
            self.x.push(x);
            self.y.push(y);
            self.z.push(z);
            self.country.push(self.countries.of(Some(option.country).filter(|code| *code != 0)));
            self.admin1.push(self.divisions.of(option.admin1));
            self.admin2.push(self.districts.of(option.admin2));
        }
        self.kin.extend(options.iter().map(|option| option.kin));
        let grand = options.iter().filter(|o| kind_class(o.kind) < 2).count();
        self.groups.push(Extent { range: start..self.kin.len(), grand, log_largest: log_population(group.largest) });
    }

    /// The options of the group of this number.
    pub(super) fn get(&self, group: usize) -> Option<Field<'_>> {
        let Extent { range, grand, log_largest } = self.groups.get(group)?;
        Some(Field {
            x: self.x.get(range.clone())?,
            y: self.y.get(range.clone())?,
            z: self.z.get(range.clone())?,
            country: self.country.get(range.clone())?,
            admin1: self.admin1.get(range.clone())?,
            admin2: self.admin2.get(range.clone())?,
            kin: self.kin.get(range.clone())?,
            grand: *grand,
            log_largest: *log_largest,
        })
    }

    /// How many countries, first- and second-order divisions there are, and none.
    pub(super) fn sizes(&self) -> [usize; 3] {
        [self.countries.len(), self.divisions.len(), self.districts.len()]
    }

    /// The number of a country, if an option lies there.
    pub(super) fn country(&self, code: u16) -> Option<u32> {
        self.countries.of.get(&code).copied()
    }
}

impl Field<'_> {
    pub(super) const fn len(&self) -> usize {
        self.kin.len()
    }

    /// Kilometres of each option from a point.
    pub(super) fn apart(&self, point: [f32; 3], out: &mut Vec<f32>) {
        out.clear();
        out.extend(self.x.iter().zip(self.y).zip(self.z).map(|((&x, &y), &z)| apart_km(point, [x, y, z])));
    }
}

pub(super) fn log_population(population: u32) -> f32 {
    (population as f32 + 1.0).log10()
}

//! What the other names of an article make likely: its countries, its provinces, its points.

use super::group::{Group, Option_};
use crate::gazetteer::{PlaceKind, PlaceRef};
use crate::geoparsing::evidence::Known;
use rustc_hash::FxHashMap;

/// Most names whose points are compared: keeps long texts linear.
const MOST_POINTS: usize = 48;

/// A name's present best place, and how much it speaks.
#[derive(Debug, Clone, Copy)]
pub(in crate::geoparsing) struct Point {
    pub group: usize,
    /// Its name: "Idlib province" is no neighbour of "Idlib".
    pub known: Known,
    pub xyz: [f32; 3],
    pub weight: f32,
}

/// What is known of an article besides its place names.
#[derive(Debug, Clone, Default)]
pub(in crate::geoparsing) struct Background {
    /// Home of the outlet, or 0.
    pub outlet_country: u16,
    /// Countries in which the forces it names fight, with weights.
    pub theatres: Vec<(u16, f32)>,
}

#[derive(Debug, Default)]
pub(in crate::geoparsing) struct Context {
    pub points: Vec<Point>,
    countries: FxHashMap<u16, f32>,
    admin1: FxHashMap<Option<PlaceRef>, f32>,
    admin2: FxHashMap<Option<PlaceRef>, f32>,
    named_admin1: FxHashMap<Option<PlaceRef>, f32>,
    named_countries: FxHashMap<u16, f32>,
    pub total: f32,
    pub outlet_country: u16,
}

pub(super) fn weight_of(group: &Group) -> f32 {
    (1.0 + group.mentions.len() as f32).ln() * if group.demonym { 0.5 } else { 1.0 }
}

impl Context {
    pub(in crate::geoparsing) fn of(groups: &[Group], background: &Background) -> Self {
        let mut context = Self { outlet_country: background.outlet_country, ..Self::default() };
        for &(country, weight) in &background.theatres {
            context.total += weight;
            *context.countries.entry(country).or_default() += weight;
            *context.named_countries.entry(country).or_default() += weight;
        }
        for (index, group) in groups.iter().enumerate() {
            let weight = weight_of(group);
            context.total += weight;
            for option in &group.options {
                let share = weight * option.chance;
                if share < 1e-4 {
                    continue;
                }
                *context.countries.entry(option.country).or_default() += share;
                *context.admin1.entry(option.admin1).or_default() += share;
                *context.admin2.entry(option.admin2).or_default() += share;
                match option.kind {
                    PlaceKind::Country => *context.named_countries.entry(option.country).or_default() += share,
                    PlaceKind::Admin1 => *context.named_admin1.entry(option.admin1).or_default() += share,
                    _ => {}
                }
            }
            if let Some(best) =
                group.best().filter(|b| !group.demonym && b.chance > 0.15 && !matches!(b.kind, PlaceKind::Country | PlaceKind::Continent))
            {
                let size = if best.kind == PlaceKind::Admin1 { 0.3 } else { 1.0 };
                context.points.push(Point { group: index, known: group.known, xyz: best.xyz, weight: weight * best.chance * size });
            }
        }
        if context.points.len() > MOST_POINTS {
            context.points.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.group.cmp(&b.group)));
            context.points.truncate(MOST_POINTS);
        }
        context
    }

    /// Shares of the other names in the option's country, first and second order division, 0–1.
    pub(super) fn shares(&self, group: &Group, option: &Option_) -> [f32; 3] {
        let weight = weight_of(group);
        let rest = (self.total - weight).max(0.5);
        let mut own = [0.0; 3];
        for other in &group.options {
            let share = weight * other.chance;
            own = [
                own[0] + share * f32::from(u8::from(other.country == option.country)),
                own[1] + share * f32::from(u8::from(other.admin1 == option.admin1)),
                own[2] + share * f32::from(u8::from(other.admin2 == option.admin2)),
            ];
        }
        let share = |all: Option<&f32>, own: f32, known: bool| {
            if known { ((all.copied().unwrap_or(0.0) - own) / rest).clamp(0.0, 1.0) } else { 0.0 }
        };
        [
            share(self.countries.get(&option.country), own[0], option.country != 0),
            share(self.admin1.get(&option.admin1), own[1], option.admin1.is_some()),
            share(self.admin2.get(&option.admin2), own[2], option.admin2.is_some()),
        ]
    }

    /// Is the option's country, its province, named as such by another name?
    pub(super) fn named(&self, group: &Group, option: &Option_) -> (bool, bool) {
        let own = |kind: PlaceKind| group.options.iter().any(|o| o.kind == kind && o.country == option.country);
        let country = self.named_countries.get(&option.country).is_some_and(|&w| w > 0.3) && !own(PlaceKind::Country);
        let admin1 = option.admin1.is_some() && self.named_admin1.get(&option.admin1).is_some_and(|&w| w > 0.3) && !own(PlaceKind::Admin1);
        (country, admin1)
    }
}

/// Great-circle distance of two unit vectors, kilometres (chord for speed; within 1 % below 2,000 km).
pub(in crate::geoparsing) fn apart_km(a: [f32; 3], b: [f32; 3]) -> f32 {
    let (x, y, z) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    6371.0 * (x * x + y * y + z * z).sqrt()
}

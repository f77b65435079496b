//! What the other names of an article make likely: its countries, its provinces, its points.

use super::ground::{Field, Ground};
use super::group::Group;
use crate::gazetteer::{PlaceKind, PlaceRef};

/// Most names whose points are compared: keeps long texts linear.
const MOST_POINTS: usize = 48;

/// A name's present best place, and how much it speaks.
#[derive(Debug, Clone, Copy)]
pub(in crate::geoparsing) struct Point {
    pub group: usize,
    /// Its name: "Idlib province" is no neighbour of "Idlib".
    pub key: u64,
    pub place: PlaceRef,
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
    /// Weights of countries, first- and second-order divisions, by the numbers of the [`Ground`].
    pub(super) sums: [Vec<f32>; 3],
    named_countries: Vec<f32>,
    named_admin1: Vec<f32>,
    pub total: f32,
    pub outlet_country: u16,
}

pub(super) fn weight_of(group: &Group) -> f32 {
    (1.0 + group.mentions.len() as f32).ln() * if group.demonym { 0.5 } else { 1.0 }
}

fn add(list: &mut [f32], number: u32, share: f32) {
    if let Some(sum) = list.get_mut(number as usize) {
        *sum += share;
    }
}

impl Context {
    pub(in crate::geoparsing) fn of(groups: &[Group], ground: &Ground, background: &Background) -> Self {
        let sizes = ground.sizes();
        let mut context = Self {
            outlet_country: background.outlet_country,
            sums: sizes.map(|size| vec![0.0; size]),
            named_countries: vec![0.0; sizes[0]],
            named_admin1: vec![0.0; sizes[1]],
            ..Self::default()
        };
        let [countries, admin1, admin2] = &mut context.sums;
        for &(country, weight) in &background.theatres {
            context.total += weight;
            if let Some(number) = ground.country(country) {
                add(countries, number, weight);
                add(&mut context.named_countries, number, weight);
            }
        }
        for (index, group) in groups.iter().enumerate() {
            let weight = weight_of(group);
            context.total += weight;
            let Some(field) = ground.get(index) else { continue };
            let numbers = field.country.iter().zip(field.admin1).zip(field.admin2);
            for (option, ((&in_country, &in_admin1), &in_admin2)) in group.options.iter().zip(numbers) {
                let share = weight * option.chance;
                if share < 1e-4 {
                    continue;
                }
                add(countries, in_country, share);
                add(admin1, in_admin1, share);
                add(admin2, in_admin2, share);
                match option.kind {
                    PlaceKind::Country => add(&mut context.named_countries, in_country, share),
                    PlaceKind::Admin1 => add(&mut context.named_admin1, in_admin1, share),
                    _ => {}
                }
            }
        }
        context.points = points(groups);
        context
    }

    /// Is the option's country, its province, named as such by another name?
    pub(super) fn named(&self, at: usize, field: Field<'_>) -> (bool, bool) {
        let Some(kin) = field.kin.get(at) else { return (false, false) };
        let told = |list: &[f32], number: u32| list.get(number as usize).is_some_and(|&weight| weight > 0.3);
        let country = field.country.get(at).is_some_and(|&number| told(&self.named_countries, number)) && !kin.country_itself;
        let admin1 = field.admin1.get(at).is_some_and(|&number| number != 0 && told(&self.named_admin1, number)) && !kin.admin1_itself;
        (country, admin1)
    }
}

/// The present best places of the names, the weightiest if there are too many.
pub(in crate::geoparsing) fn points(groups: &[Group]) -> Vec<Point> {
    let mut points = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        if let Some(best) =
            group.best().filter(|b| !group.demonym && b.chance > 0.15 && !matches!(b.kind, PlaceKind::Country | PlaceKind::Continent))
        {
            let size = if best.kind == PlaceKind::Admin1 { 0.3 } else { 1.0 };
            let weight = weight_of(group) * best.chance * size;
            points.push(Point { group: index, key: group.key, place: best.place, xyz: best.xyz, weight });
        }
    }
    if points.len() > MOST_POINTS {
        points.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.group.cmp(&b.group)));
        points.truncate(MOST_POINTS);
    }
    points
}

/// Great-circle distance of two unit vectors, kilometres (chord for speed; within 1 % below 2,000 km).
pub(in crate::geoparsing) fn apart_km(a: [f32; 3], b: [f32; 3]) -> f32 {
    let (x, y, z) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    6371.0 * (x * x + y * y + z * z).sqrt()
}

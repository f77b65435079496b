//! What speaks for and against a place being meant, as numbers for the fitted weights.

use super::context::{Context, apart_km};
use super::group::{Group, Option_, Relation};
use crate::gazetteer::PlaceKind;

pub(in crate::geoparsing) const COUNT: usize = 80;

/// One option's features.
#[derive(Debug, Clone)]
pub(in crate::geoparsing) struct Row(pub [f32; COUNT]);

impl Default for Row {
    fn default() -> Self {
        Self([0.0; COUNT])
    }
}

impl Row {
    pub(super) fn dot(&self, weights: &[f32]) -> f32 {
        self.0.iter().zip(weights).map(|(a, b)| a * b).sum()
    }

    fn set(&mut self, at: usize, value: f32) {
        if let Some(slot) = self.0.get_mut(at) {
            *slot = value;
        }
    }

    fn flag(&mut self, at: usize, yes: bool) {
        self.set(at, f32::from(u8::from(yes)));
    }
}

fn log_population(population: u32) -> f32 {
    (population as f32 + 1.0).log10()
}

pub(super) fn kind_class(kind: PlaceKind) -> usize {
    use PlaceKind as K;
    match kind {
        K::Country | K::Continent => 0,
        K::Admin1 => 1,
        K::Admin2 => 2,
        K::Settlement => 3,
        K::Neighbourhood => 4,
        K::Region | K::Sea => 5,
        K::Mountain | K::River | K::Lake | K::Island => 6,
        _ => 7,
    }
}

/// Does the place that a container's name most likely means hold this option?
fn holds(container: &Group, option: &Option_) -> (f32, f32) {
    let (mut inside, mut sure) = (0.0, 0.0);
    for other in &container.options {
        let chance = other.chance;
        sure += chance;
        let held = match other.kind {
            PlaceKind::Country => other.country == option.country && option.country != 0,
            PlaceKind::Admin1 => other.admin1 == option.admin1 && option.admin1.is_some(),
            PlaceKind::Admin2 => other.admin2 == option.admin2 && option.admin2.is_some() || apart_km(other.xyz, option.xyz) < 40.0,
            PlaceKind::Region | PlaceKind::Continent | PlaceKind::Sea => apart_km(other.xyz, option.xyz) < other.radius_km,
            _ => apart_km(other.xyz, option.xyz) < 50.0,
        };
        if held {
            inside += chance;
        }
    }
    (inside, sure)
}

/// Any meaning at all of the container that holds the option.
fn could_hold(container: &Group, option: &Option_) -> bool {
    container.options.iter().any(|other| match other.kind {
        PlaceKind::Country => other.country == option.country && option.country != 0 && option.kind != PlaceKind::Country,
        PlaceKind::Admin1 => {
            other.admin1 == option.admin1 && option.admin1.is_some() && !matches!(option.kind, PlaceKind::Country | PlaceKind::Admin1)
        }
        PlaceKind::Admin2 => other.admin2 == option.admin2 && option.admin2.is_some(),
        _ => false,
    })
}

pub(in crate::geoparsing) fn of_option(group: &Group, index: usize, option: &Option_, groups: &[Group], context: &Context, row: &mut Row) {
    row.0.fill(0.0);
    let class = kind_class(option.kind);
    row.flag(class, true);
    let size = log_population(option.population);
    row.set(8, size / 7.0);
    row.flag(9 + (size as usize).saturating_sub(1).min(6), option.kind == PlaceKind::Settlement);
    row.flag(16, option.population == group.largest && option.kind == PlaceKind::Settlement);
    let below = size - log_population(group.largest);
    row.set(17, (below / 3.0).max(-2.0));
    row.flag(18, option.exact);
    row.flag(58, option.preferred);
    row.flag(59, option.capital);
    row.flag(19, group.options.len() == 1);
    let cued = group.cues & 1 << option.kind as u32 != 0;
    row.flag(20, cued);
    row.flag(21, group.cues != 0 && !cued);
    row.flag(66 + class, cued);
    let (mut comma, mut comma_other, mut inside, mut outside) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let (mut near, mut near_country, mut could_comma) = (0.0_f32, 0.0_f32, false);
    let mut close_to = 0.0_f32;
    for &(other, relation) in &group.relations {
        let Some(container) = groups.get(other).filter(|g| g.known != group.known) else { continue };
        let (holding, sure) = holds(container, option);
        match relation {
            Relation::Comma => {
                comma = comma.max(holding);
                comma_other = comma_other.max(sure - holding);
                could_comma |= could_hold(container, option);
            }
            Relation::Inside => {
                inside = inside.max(holding);
                outside = outside.max(sure - holding);
            }
            Relation::Close => {
                for spot in &container.options {
                    close_to = close_to.max(spot.chance * (-apart_km(spot.xyz, option.xyz) / 40.0).exp());
                }
            }
            Relation::Near => {}
        }
        for spot in container.options.iter().filter(|s| s.chance > 0.1) {
            near = near.max(spot.chance * (-apart_km(spot.xyz, option.xyz) / 100.0).exp());
            near_country = near_country.max(if spot.country == option.country { spot.chance } else { 0.0 });
        }
    }
    row.set(22, comma);
    row.set(23, comma_other);
    row.set(24, inside);
    row.set(78, close_to);
    row.set(25, outside);
    row.flag(49, could_comma);
    let (country, admin1) = context.named(group, option);
    row.flag(26, country);
    row.flag(27, admin1);
    let [in_country, in_admin1, in_admin2] = context.shares(group, option);
    row.set(28, in_country);
    row.set(29, in_admin1);
    row.set(30, in_admin2);
    let small = option.kind == PlaceKind::Settlement && option.population < 100_000;
    let (mut nearest, mut close, mut middle, mut far, mut weights) = (f32::MAX, 0.0_f32, 0.0_f32, 0.0_f32, 0.3_f32);
    for point in context.points.iter().filter(|p| p.group != index && p.known != group.known) {
        let km = apart_km(point.xyz, option.xyz);
        nearest = nearest.min(km);
        // One exponential serves three reaches: 1000 km, 200 km, 50 km.
        let thousand = (-km / 1000.0).exp();
        let squared = thousand * thousand;
        let two_hundred = squared * squared * thousand;
        let fourth = two_hundred * two_hundred;
        close += point.weight * fourth * fourth;
        middle += point.weight * two_hundred;
        far += point.weight * thousand;
        weights += point.weight;
    }
    let bin = [10.0, 30.0, 80.0, 160.0, 400.0, 1000.0].iter().filter(|&&edge| nearest > edge).count();
    row.flag(31 + bin, nearest < f32::MAX);
    row.set(38, close / weights);
    row.set(39, middle / weights);
    row.set(40, far / weights);
    row.set(41, near);
    row.set(42, near_country);
    row.flag(43, context.outlet_country != 0 && option.country == context.outlet_country);
    let grander = group.options.iter().any(|o| kind_class(o.kind) < 2 && o.place != option.place);
    row.flag(45, grander && class > 1);
    row.flag(46, option.population >= 1_000_000 && option.kind == PlaceKind::Settlement);
    if small {
        row.set(47, in_admin1);
        row.set(48, middle / weights);
        row.set(50, in_country);
    }
    row.set(51, in_country * f32::from(u8::from(class == 3)));
    row.set(52, far / weights * f32::from(u8::from(class > 3)));
    row.flag(53, option.population == 0 && class == 3);
    row.flag(54, class > 3 && group.largest > 100_000);
    row.set(55, if in_country > 0.0 { 0.0 } else { 1.0 });
    row.set(56, if context.total < 2.0 { size / 7.0 } else { 0.0 });
    // A province that bears its chief town's name, and that town.
    let twin = |kind_of: usize| {
        option.admin1.is_some()
            && group.options.iter().any(|o| kind_class(o.kind) == kind_of && o.admin1 == option.admin1 && o.place != option.place)
    };
    let divided = group.cues & (1 << PlaceKind::Admin1 as u32 | 1 << PlaceKind::Admin2 as u32) != 0;
    row.flag(74, !divided && matches!(class, 1 | 2) && twin(3));
    row.flag(75, !divided && class == 3 && (twin(1) || twin(2)));
    row.flag(76, divided && matches!(class, 1 | 2) && twin(3));
    row.flag(77, divided && class == 3 && (twin(1) || twin(2)));
    row.flag(57, grander && class == 3 && in_admin1 > 0.3);
}

pub(in crate::geoparsing) fn of_none(group: &Group, row: &mut Row) {
    row.0.fill(0.0);
    row.set(60, 1.0);
    row.flag(61, group.options.len() == 1);
    row.set(62, (group.recognised / 4.0).clamp(-1.0, 2.0));
    row.set(63, log_population(group.largest) / 7.0);
    row.set(64, (group.options.len() as f32).ln() / 4.0);
}

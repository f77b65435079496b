//! What speaks for and against a place being meant, as numbers for the fitted weights.

use super::context::Context;
use super::ground::Field;
use super::group::{Group, Option_};
use super::reach::Reach;
use crate::gazetteer::PlaceKind;

pub(in crate::geoparsing) const COUNT: usize = 80;

/// Takes in the features of one option, by rising number; those not told are zero.
pub(super) trait Sheet {
    fn set(&mut self, at: usize, value: f32);

    fn flag(&mut self, at: usize, yes: bool) {
        if yes {
            self.set(at, 1.0);
        }
    }
}

/// One option's features, for the trainer.
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
}

impl Sheet for Row {
    fn set(&mut self, at: usize, value: f32) {
        if let Some(slot) = self.0.get_mut(at) {
            *slot = value;
        }
    }
}

/// Their weighted sum, for the reader: the same as [`Row::dot`] to the last bit, because zeros add nothing.
pub(super) struct Score<'w> {
    weights: &'w [f32; COUNT],
    pub total: f32,
}

impl<'w> Score<'w> {
    pub(super) const fn new(weights: &'w [f32; COUNT]) -> Self {
        Self { weights, total: 0.0 }
    }
}

impl Sheet for Score<'_> {
    #[inline(always)]
    fn set(&mut self, at: usize, value: f32) {
        if let Some(weight) = self.weights.get(at) {
            self.total += value * weight;
        }
    }
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

/// The features of the option at `at` of a group, given what [`Reach`] found of all of them.
pub(super) fn of_option(
    group: &Group,
    at: usize,
    option: &Option_,
    field: Field<'_>,
    reach: &Reach,
    context: &Context,
    sheet: &mut impl Sheet,
) {
    let Some(kin) = field.kin.get(at) else { return };
    let class = kind_class(option.kind);
    let settlement = option.kind == PlaceKind::Settlement;
    let size = kin.log_population;
    let cued = group.cues & 1 << option.kind as u32 != 0;
    let of = |list: &[f32]| list.get(at).copied().unwrap_or(0.0);
    let (country, admin1) = context.named(at, field);
    let [in_country, in_admin1, in_admin2] = reach.shares.get(at).copied().unwrap_or_default();
    let (middle, far) = (of(&reach.middle) / reach.weights, of(&reach.far) / reach.weights);
    let small = settlement && option.population < 100_000;
    let grander = field.grand > usize::from(class < 2);
    let divided = group.cues & super::DIVISIONS != 0;

    sheet.flag(class, true);
    sheet.set(8, size / 7.0);
    sheet.flag(9 + (size as usize).saturating_sub(1).min(6), settlement);
    sheet.flag(16, option.population == group.largest && settlement);
    sheet.set(17, ((size - field.log_largest) / 3.0).max(-2.0));
    sheet.flag(18, option.exact);
    sheet.flag(19, group.options.len() == 1);
    sheet.flag(20, cued);
    sheet.flag(21, group.cues != 0 && !cued);
    sheet.set(22, of(&reach.comma));
    sheet.set(23, of(&reach.comma_other));
    sheet.set(24, of(&reach.inside));
    sheet.set(25, of(&reach.outside));
    sheet.flag(26, country);
    sheet.flag(27, admin1);
    sheet.set(28, in_country);
    sheet.set(29, in_admin1);
    sheet.set(30, in_admin2);
    let nearest = reach.nearest.get(at).copied().unwrap_or(f32::MAX);
    let bin = [10.0, 30.0, 80.0, 160.0, 400.0, 1000.0].iter().filter(|&&edge| nearest > edge).count();
    sheet.flag(31 + bin, nearest < f32::MAX);
    sheet.set(38, of(&reach.close) / reach.weights);
    sheet.set(39, middle);
    sheet.set(40, far);
    sheet.set(41, of(&reach.near));
    sheet.set(42, of(&reach.near_country));
    sheet.flag(43, context.outlet_country != 0 && option.country == context.outlet_country);
    sheet.flag(45, grander && class > 1);
    sheet.flag(46, option.population >= 1_000_000 && settlement);
    if small {
        sheet.set(47, in_admin1);
        sheet.set(48, middle);
    }
    sheet.flag(49, reach.could_comma.get(at).copied().unwrap_or(false));
    if small {
        sheet.set(50, in_country);
    }
    sheet.set(51, in_country * f32::from(u8::from(class == 3)));
    sheet.set(52, far * f32::from(u8::from(class > 3)));
    sheet.flag(53, option.population == 0 && class == 3);
    sheet.flag(54, class > 3 && group.largest > 100_000);
    sheet.flag(55, in_country <= 0.0);
    sheet.set(56, if context.total < 2.0 { size / 7.0 } else { 0.0 });
    sheet.flag(57, grander && class == 3 && in_admin1 > 0.3);
    sheet.flag(58, option.preferred);
    sheet.flag(59, option.capital);
    sheet.flag(66 + class, cued);
    // A province that bears its chief town's name, and that town.
    sheet.flag(74, !divided && kin.town_twin);
    sheet.flag(75, !divided && kin.division_twin);
    sheet.flag(76, divided && kin.town_twin);
    sheet.flag(77, divided && kin.division_twin);
    sheet.set(78, of(&reach.close_to));
}

/// The features of "none of these".
pub(super) fn of_none(group: &Group, field: Field<'_>, sheet: &mut impl Sheet) {
    sheet.set(60, 1.0);
    sheet.flag(61, group.options.len() == 1);
    sheet.set(62, (group.recognised / 4.0).clamp(-1.0, 2.0));
    sheet.set(63, field.log_largest / 7.0);
    sheet.set(64, (group.options.len() as f32).ln() / 4.0);
}

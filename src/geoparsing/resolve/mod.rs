//! From names to places: one coherent reading per article.
//!
//! In: the names that recognition found. Out: for each name its candidates with a probability, best first, or none when
//! nothing fits. A name keeps one meaning in one article. The article is read three times: each reading sees what the one
//! before it made of the other names.

mod context;
pub(super) mod features;
mod ground;
mod group;
mod reach;
pub(super) mod train;
mod twins;

pub(super) use context::{Background, Point, apart_km, points};
pub(super) use ground::Ground;
pub(super) use group::{Group, Option_ as Choice, Relation, bearers, country_code, gather, introduce, option, unit_vector};

use super::model::GeoModel;
use crate::gazetteer::PlaceKind;
use context::Context;
use reach::Reach;

/// Readings of the article; the first knows only populations, cue words and containers.
pub(super) const READINGS: usize = 3;

/// Gives every option of every group its probability, and sorts the options best first.
pub(super) fn resolve(groups: &mut [Group], background: &Background, model: &GeoModel) {
    let ground = Ground::of(groups);
    let mut reach = Reach::default();
    for reading in 0..READINGS {
        let context = Context::of(groups, &ground, background);
        let chances: Vec<Vec<f32>> =
            (0..groups.len()).map(|index| chances(groups, index, &ground, &context, &mut reach, model.ranking_of(reading))).collect();
        for (group, chances) in groups.iter_mut().zip(chances).filter(|(group, _)| !group.pinned) {
            group.take_chances(&chances);
        }
    }
    for group in groups.iter_mut() {
        sort(&mut group.options);
    }
    twins::prefer_towns(groups);
}

fn sort(options: &mut [Choice]) {
    options.sort_by(|a, b| b.chance.total_cmp(&a.chance).then(a.place.cmp(&b.place)));
}

/// Kinds that set a mention apart from the settlement of the same name.
const DIVISIONS: u32 = 1 << PlaceKind::Admin1 as u32 | 1 << PlaceKind::Admin2 as u32;

/// The chance of each option of a group, and last of "none of these".
pub(super) fn chances(
    groups: &[Group],
    index: usize,
    ground: &Ground,
    context: &Context,
    reach: &mut Reach,
    weights: &[f32; features::COUNT],
) -> Vec<f32> {
    let (Some(group), Some(field)) = (groups.get(index), ground.get(index)) else { return Vec::new() };
    reach.read(index, groups, ground, context);
    let mut scores: Vec<f32> = Vec::with_capacity(group.options.len() + 1);
    for (at, option) in group.options.iter().enumerate() {
        let mut score = features::Score::new(weights);
        features::of_option(group, at, option, field, reach, context, &mut score);
        scores.push(score.total);
    }
    let mut score = features::Score::new(weights);
    features::of_none(group, field, &mut score);
    scores.push(score.total);
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for score in &mut scores {
        *score = (*score - top).exp();
        total += *score;
    }
    for score in &mut scores {
        *score /= total;
    }
    scores
}

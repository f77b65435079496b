//! Fits the resolver: maximum likelihood of the labelled places, one set of weights a reading, each reading fitted on what
//! the one before it made of the articles.

use super::context::Context;
use super::features::{self, COUNT, Row};
use super::group::Group;
use super::reach::Reach;
use super::{Background, Ground, READINGS};
use crate::geodesy::LatLon;

/// A resolved place counts as right within this distance of the label (100 miles, the usual measure) …
const NEAR_ENOUGH_KM: f64 = 161.0;
/// … but among several right ones only those about as near as the nearest are learnt.
const AS_GOOD_KM: f64 = 25.0;

/// An article's groups with the labelled points of their mentions.
pub(in crate::geoparsing) struct Lesson {
    pub groups: Vec<Group>,
    /// Labelled point of each group, if any mention has one.
    pub points: Vec<Option<LatLon>>,
    pub background: Background,
    pub weight: f32,
}

struct Case {
    rows: Vec<Row>,
    /// Right answers; the last row is "none".
    right: Vec<bool>,
    weight: f32,
}

/// The weights of all readings.
pub(in crate::geoparsing) fn fit(lessons: &mut [Lesson]) -> Vec<f32> {
    let mut all = Vec::new();
    for _ in 0..READINGS {
        let mut cases = Vec::new();
        for lesson in lessons.iter() {
            let ground = Ground::of(&lesson.groups);
            let context = Context::of(&lesson.groups, &ground, &lesson.background);
            for (index, group) in lesson.groups.iter().enumerate() {
                cases.extend(
                    lesson.points.get(index).copied().flatten().and_then(|point| case(lesson, group, index, point, &ground, &context)),
                );
            }
        }
        let weights = descend(&cases);
        for lesson in lessons.iter_mut() {
            let ground = Ground::of(&lesson.groups);
            let context = Context::of(&lesson.groups, &ground, &lesson.background);
            let mut reach = Reach::default();
            let chances: Vec<Vec<f32>> =
                (0..lesson.groups.len()).map(|n| super::chances(&lesson.groups, n, &ground, &context, &mut reach, &weights)).collect();
            for (group, chances) in lesson.groups.iter_mut().zip(chances) {
                group.take_chances(&chances);
            }
        }
        all.extend(weights);
    }
    all
}

fn case(lesson: &Lesson, group: &Group, index: usize, point: LatLon, ground: &Ground, context: &Context) -> Option<Case> {
    if group.demonym || group.options.is_empty() {
        return None;
    }
    let distances: Vec<f64> = group.options.iter().map(|o| o.at.distance_km(point)).collect();
    let nearest = distances.iter().copied().fold(f64::INFINITY, f64::min);
    let found = nearest <= NEAR_ENOUGH_KM;
    let mut right: Vec<bool> = distances.iter().map(|&d| found && d <= nearest + AS_GOOD_KM).collect();
    right.push(!found);
    let mut rows = Vec::with_capacity(right.len());
    let field = ground.get(index)?;
    let mut reach = Reach::default();
    reach.read(index, &lesson.groups, ground, context);
    for (at, option) in group.options.iter().enumerate() {
        let mut row = Row::default();
        features::of_option(group, at, option, field, &reach, context, &mut row);
        rows.push(row);
    }
    let mut row = Row::default();
    features::of_none(group, field, &mut row);
    rows.push(row);
    let weight = lesson.weight * (1.0 + group.mentions.len() as f32).ln();
    Some(Case { rows, right, weight })
}

/// AdaGrad on the log-likelihood of the right rows.
fn descend(cases: &[Case]) -> [f32; COUNT] {
    const ROUNDS: usize = 60;
    const RATE: f32 = 0.1;
    const PENALTY: f32 = 2e-4;
    let mut weights = [0.0_f32; COUNT];
    let mut squares = vec![1e-3_f32; COUNT];
    for _ in 0..ROUNDS {
        for case in cases {
            let scores: Vec<f32> = case.rows.iter().map(|row| row.dot(&weights)).collect();
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let raw: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
            let total: f32 = raw.iter().sum();
            let good: f32 = raw.iter().zip(&case.right).filter(|(_, right)| **right).map(|(r, _)| r).sum::<f32>().max(1e-12);
            let mut gradient = [0.0_f32; COUNT];
            for ((row, &r), &right) in case.rows.iter().zip(&raw).zip(&case.right) {
                let error = (r / total - if right { r / good } else { 0.0 }) * case.weight;
                for (g, f) in gradient.iter_mut().zip(row.0) {
                    *g += error * f;
                }
            }
            for ((weight, square), g) in weights.iter_mut().zip(&mut squares).zip(gradient) {
                let g = g + PENALTY * *weight;
                *square += g * g;
                *weight -= RATE * g / square.sqrt();
            }
        }
    }
    weights
}

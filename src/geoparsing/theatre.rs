//! Where the forces that an article names fight: "the Houthis" speak of Yemen without naming it.
//!
//! In: the article's pieces. Out: countries with weights, evidence for the resolver as a demonym is. Refused: states (their
//! armies fight anywhere) and forces of many countries.

use super::forms::Marks;
use super::pieces::{Piece, word_hash};
use super::resolve::country_code;
use crate::actors::{ActorKind, Register};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A force of so many countries still tells something.
const MOST_COUNTRIES: usize = 2;
/// As much as a demonym weighs.
const WEIGHT: f32 = 0.5;

/// Hash of a one-word name of a force → its countries.
static FORCES: LazyLock<FxHashMap<u32, Vec<u16>>> = LazyLock::new(|| {
    let mut forces: FxHashMap<u32, Vec<u16>> = FxHashMap::default();
    for actor in Register::embedded().actors() {
        let local = !matches!(actor.kind, ActorKind::State | ActorKind::International | ActorKind::Coalition);
        if !local || actor.countries.is_empty() || actor.countries.len() > MOST_COUNTRIES {
            continue;
        }
        for alias in actor.aliases.iter().filter(|alias| !alias.generic) {
            let word = alias.words.as_str();
            if word.len() > 2 && word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(char::is_alphanumeric) {
                forces.insert(word_hash(&word.to_lowercase()), actor.countries.iter().map(|code| country_code(code)).collect());
            }
        }
    }
    forces
});

/// Is the word of this hash the name of a force ("Fano")?
pub(super) fn is_force(hash: u32) -> bool {
    FORCES.contains_key(&hash)
}

/// Countries that the article's forces speak of, with their weight, by code.
pub(super) fn countries(pieces: &[Piece<'_>]) -> Vec<(u16, f32)> {
    let mut counts: Vec<(u16, f32)> = Vec::new();
    for piece in pieces.iter().filter(|p| p.marks.any(Marks::FORCE) && p.shape.is_capital()) {
        let Some(countries) = FORCES.get(&piece.hash) else { continue };
        for &country in countries {
            let share = 1.0 / countries.len() as f32;
            match counts.iter_mut().find(|(code, _)| *code == country) {
                Some((_, count)) => *count += share,
                None => counts.push((country, share)),
            }
        }
    }
    for (_, count) in &mut counts {
        *count = (1.0 + *count).ln() * WEIGHT;
    }
    counts.sort_by_key(|&(code, _)| code);
    counts
}

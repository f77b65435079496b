//! The best of many sequences of moves.
//!
//! A greedy parser cannot take back an early mistake ("In October | the team" read as an apposition). So several
//! readings go on side by side, and the sums of their moves' scores decide (Zhang & Clark 2008).

use super::super::weights::Scorer;
use super::features::{Sight, features};
use super::state::{MOVES, Move, State};

/// Readings that go on side by side.
pub(in crate::text) const WIDTH: usize = 6;

/// A reading this far behind the best is given up: half the time for a tenth of a point. In units of stored weights.
pub(super) const MARGIN: f32 = 700.0;

/// Longer sentences are read greedily, so that time stays linear.
const LONGEST: usize = 450;

/// The last move of a reading and where the one before stands in the arena.
#[derive(Debug, Clone, Copy)]
pub(in crate::text) struct Step {
    before: usize,
    next: Move,
}

pub(in crate::text) struct Reading {
    pub score: f32,
    /// Index into the arena plus one; 0 before the first move.
    pub last: usize,
    /// All its moves are those of the treebank (in training).
    pub golden: bool,
    state: State,
}

/// The moves of a reading, first to last.
pub(in crate::text) fn moves_of(arena: &[Step], mut last: usize) -> Vec<Move> {
    let mut moves = Vec::new();
    while let Some(step) = last.checked_sub(1).and_then(|at| arena.get(at)) {
        moves.push(step.next);
        last = step.before;
    }
    moves.reverse();
    moves
}

/// The head of each word; the number of words stands for the root. Readings more than `margin` behind the best are given
/// up. `golden` are the treebank's moves in training, else empty. `watch` sees the best reading after each move.
pub(in crate::text) fn search<S: Scorer<MOVES>>(
    words: usize,
    sight: &Sight,
    scorer: &S,
    margin: f32,
    golden: &[Move],
    mut watch: impl FnMut(usize, &Reading, &[Step]),
) -> Vec<usize> {
    let width = if words > LONGEST { 1 } else { WIDTH };
    let mut arena: Vec<Step> = Vec::with_capacity(2 * words * width);
    let mut readings = vec![Reading { score: 0.0, last: 0, golden: true, state: State::new(words) }];
    let mut seen = Vec::with_capacity(128);
    let mut choices: Vec<(f32, usize, Move)> = Vec::new();
    // Each word is shifted once and attached once.
    for at in 0..2 * words {
        choices.clear();
        for (parent, reading) in readings.iter().enumerate() {
            features(&reading.state, sight, &mut seen);
            for (class, score) in scorer.score(&seen).into_iter().enumerate() {
                let next = Move::from_index(class);
                if reading.state.allows(next) {
                    choices.push((reading.score + score, parent, next));
                }
            }
        }
        choices.sort_by(|a, b| b.0.total_cmp(&a.0));
        choices.truncate(width);
        let least = choices.first().map_or(0.0, |&(best, _, _)| best - margin);
        choices.retain(|&(score, _, _)| score >= least);
        // The last that goes on from a reading takes its state, the others a copy.
        let mut next_readings = Vec::with_capacity(width);
        for (n, &(score, parent, next)) in choices.iter().enumerate() {
            let shared = choices.iter().skip(n + 1).any(|(_, other, _)| *other == parent);
            let Some(old) = readings.get_mut(parent) else { continue };
            let mut state = if shared { old.state.clone() } else { std::mem::take(&mut old.state) };
            state.apply(next);
            arena.push(Step { before: old.last, next });
            next_readings.push(Reading { score, last: arena.len(), golden: old.golden && golden.get(at) == Some(&next), state });
        }
        readings = next_readings;
        if let Some(best) = readings.first() {
            watch(at, best, &arena);
        }
    }
    let empty = State::default();
    let state = readings.first().map_or(&empty, |best| &best.state);
    (0..words).map(|word| state.node(word).head).collect()
}

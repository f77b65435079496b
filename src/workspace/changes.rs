//! When each place of the replay changes, packed together: the state of twenty thousand places on a day is a walk over a few
//! hundred kilobytes instead of a hop through every history.

use super::day::{Day, day_of};
use crate::geodesy::MercatorPoint;
use crate::map::{Brief, PlacedState};
use crate::timeline::{PlaceHistory, Replay};

#[derive(Debug, Default)]
pub struct Changes {
    /// Of each history, where its days lie and how many they are.
    runs: Vec<(u32, u32)>,
    days: Vec<Day>,
    /// Of each of `days`, the state that begins there.
    briefs: Vec<Brief>,
    /// Days that no history uses any more.
    stale: usize,
    /// Days that were cleared away before the first of `days`.
    cleared: u64,
}

/// The changes of one history.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// Ascending.
    pub days: &'a [Day],
    /// Of its first state; a history that is computed anew gets numbers that nothing had before.
    pub first: u64,
}

impl Changes {
    #[must_use]
    pub fn new(replay: &Replay) -> Self {
        let mut changes = Self::default();
        changes.pack(replay);
        changes
    }

    /// Takes in the histories at these positions, which are others than before.
    pub fn renew(&mut self, replay: &Replay, changed: &[u32]) {
        for &at in changed {
            let (Some(history), Some(old)) = (replay.histories().get(at as usize), self.runs.get(at as usize)) else { continue };
            self.stale += old.1 as usize;
            let run = self.push(history);
            self.runs.get_mut(at as usize).into_iter().for_each(|slot| *slot = run);
        }
        if self.stale > self.days.len() / 2 {
            self.pack(replay);
        }
    }

    fn pack(&mut self, replay: &Replay) {
        self.cleared += self.days.len() as u64;
        self.days.clear();
        self.briefs.clear();
        self.stale = 0;
        self.runs = replay.histories().iter().map(|history| self.push(history)).collect();
    }

    fn push(&mut self, history: &PlaceHistory) -> (u32, u32) {
        let from = u32::try_from(self.days.len()).unwrap_or(u32::MAX);
        self.days.extend(history.states.iter().map(|(day, _)| day_of(*day)));
        // Where it lies does not bear on how it looks.
        let placed = |state| PlacedState::projected(&history.place, MercatorPoint { x: 0.0, y: 0.0 }, state);
        self.briefs.extend(history.states.iter().map(|(_, state)| Brief::of(&placed(state))));
        (from, u32::try_from(history.states.len()).unwrap_or(u32::MAX))
    }

    /// Of the state with this number.
    #[must_use]
    pub fn brief(&self, number: u64) -> Option<Brief> {
        self.briefs.get(usize::try_from(number.checked_sub(self.cleared)?).ok()?).copied()
    }

    /// Of each history in order.
    pub fn each(&self) -> impl Iterator<Item = Run<'_>> {
        self.runs.iter().map(|&(from, count)| Run {
            days: self.days.get(from as usize..from as usize + count as usize).unwrap_or(&[]),
            first: self.cleared + u64::from(from),
        })
    }
}

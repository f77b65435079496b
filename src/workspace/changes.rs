//! When each place of the replay changes, packed together: the state of twenty thousand places on a day is a walk over a few
//! hundred kilobytes instead of a hop through every history.

use super::day::{Day, day_of};
use crate::calendar::Date;
use crate::timeline::Replay;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct Changes {
    /// Where each history's days begin; one more than there are histories.
    starts: Vec<u32>,
    days: Vec<Day>,
    /// How many places change on each day that has a change.
    counts: BTreeMap<Day, u32>,
}

impl Changes {
    #[must_use]
    pub fn new(replay: &Replay) -> Self {
        let mut changes = Self { starts: vec![0], ..Self::default() };
        for history in replay.histories() {
            for (day, _) in &history.states {
                let day = day_of(*day);
                changes.days.push(day);
                *changes.counts.entry(day).or_default() += 1;
            }
            changes.starts.push(u32::try_from(changes.days.len()).unwrap_or(u32::MAX));
        }
        changes
    }

    /// Of each history in order, the days of its changes.
    pub fn each(&self) -> impl Iterator<Item = &[Day]> {
        self.starts.windows(2).map(|pair| match pair {
            [from, to] => self.days.get(*from as usize..*to as usize).unwrap_or(&[]),
            _ => &[],
        })
    }

    /// Places that change their state on this day.
    #[must_use]
    pub fn count_on(&self, day: Date) -> usize {
        self.counts.get(&day_of(day)).map_or(0, |count| *count as usize)
    }
}

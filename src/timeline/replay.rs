//! Every state of every place over time, computed once for one second clock; a cursor is then a binary search.

use super::control_state::{ControlState, PlaceState};
use super::{Assertion, PlaceAssertions, decide::decide, known_by};
use crate::calendar::Date;
use crate::claims::ClaimPlace;
use jiff::ToSpan;
use std::collections::BTreeMap;

/// How long fighting, presence, siege and pressure stand without being repeated, days.
pub const UNDECIDED_LASTS_DAYS: i32 = 30;

/// One place's states, each from its day until the next.
#[derive(Debug, Clone)]
pub struct PlaceHistory {
    pub place: ClaimPlace,
    /// Ascending by day, no two neighbours alike.
    pub states: Vec<(Date, PlaceState)>,
}

impl PlaceHistory {
    /// The state at the end of `day`; `None` before the first claim.
    #[must_use]
    pub fn at(&self, day: Date) -> Option<&PlaceState> {
        let after = self.states.partition_point(|(from, _)| *from <= day);
        self.states.get(after.checked_sub(1)?).map(|(_, state)| state)
    }
}

impl PlaceHistory {
    /// Whether it enters another state on this very day.
    #[must_use]
    pub fn changes_on(&self, day: Date) -> bool {
        self.states.binary_search_by_key(&day, |(from, _)| *from).is_ok()
    }
}

#[derive(Debug, Clone, Default)]
pub struct Replay {
    known_at: Option<Date>,
    histories: Vec<PlaceHistory>,
    /// How many places change state on each day on which some do.
    counts: BTreeMap<Date, usize>,
    /// Its days, ascending.
    change_days: Vec<Date>,
}

impl Replay {
    pub(super) fn new(places: &[PlaceAssertions], known_at: Option<Date>) -> Self {
        let histories: Vec<PlaceHistory> = places
            .iter()
            .map(|place| PlaceHistory { place: place.place.clone(), states: states(place, known_at, Date::MIN, None) })
            .collect();
        let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
        for (day, _) in histories.iter().flat_map(|history| &history.states) {
            *counts.entry(*day).or_default() += 1;
        }
        let change_days = counts.keys().copied().collect();
        Self { known_at, histories, counts, change_days }
    }

    /// Computes these places anew, as known by another day, each from the first day of which something else is known; returns
    /// those that differ.
    pub(super) fn relearn(&mut self, places: &[PlaceAssertions], touched: &[u32], known_at: Option<Date>) -> Vec<u32> {
        let before = std::mem::replace(&mut self.known_at, known_at);
        let mut changed = Vec::new();
        for &at in touched {
            let (Some(history), Some(place)) = (self.histories.get_mut(at as usize), places.get(at as usize)) else { continue };
            let other = |a: &&Assertion| known_by(a.published, before) != known_by(a.published, known_at);
            let Some(from) = place.assertions.iter().find(other).map(|a| a.effective) else { continue };
            let stays = history.states.partition_point(|(day, _)| *day < from);
            let (same, old) = history.states.split_at(stays);
            let now = states(place, known_at, from, same.last().map(|(_, state)| state));
            if old == now {
                continue;
            }
            for (day, _) in old {
                if let Some(count) = self.counts.get_mut(day) {
                    *count -= 1;
                }
            }
            for (day, _) in &now {
                *self.counts.entry(*day).or_default() += 1;
            }
            history.states.truncate(stays);
            history.states.extend(now);
            changed.push(at);
        }
        if !changed.is_empty() {
            self.counts.retain(|_, count| *count > 0);
            self.change_days = self.counts.keys().copied().collect();
        }
        changed
    }

    /// The day of knowledge; `None` knows everything.
    #[must_use]
    pub fn known_at(&self) -> Option<Date> {
        self.known_at
    }

    /// All places of the timeline in the order of their ids, also those of which nothing is known yet: a place keeps its
    /// position on every day of knowledge.
    #[must_use]
    pub fn histories(&self) -> &[PlaceHistory] {
        &self.histories
    }

    /// Of a place of which something is known.
    #[must_use]
    pub fn history(&self, place: &str) -> Option<&PlaceHistory> {
        let at = self.histories.binary_search_by(|h| h.place.id.as_str().cmp(place)).ok()?;
        self.histories.get(at).filter(|history| !history.states.is_empty())
    }

    /// Places that change their state on this day.
    #[must_use]
    pub fn changed_on(&self, day: Date) -> usize {
        self.counts.get(&day).copied().unwrap_or(0)
    }

    /// Every place of which something is known at the end of `day`, with its state.
    pub fn states_at(&self, day: Date) -> impl Iterator<Item = (&ClaimPlace, &PlaceState)> {
        self.histories.iter().filter_map(move |h| h.at(day).map(|state| (&h.place, state)))
    }

    #[must_use]
    pub fn change_days(&self) -> &[Date] {
        &self.change_days
    }

    /// The first change after `day`.
    #[must_use]
    pub fn next_change(&self, day: Date) -> Option<Date> {
        self.change_days.get(self.change_days.partition_point(|d| *d <= day)).copied()
    }

    /// The last change before `day`.
    #[must_use]
    pub fn previous_change(&self, day: Date) -> Option<Date> {
        self.change_days.get(self.change_days.partition_point(|d| *d < day).checked_sub(1)?).copied()
    }
}

/// One place's states from a day on, each with the day from which it stands. `before` is the one in which it stands until then.
fn states(place: &PlaceAssertions, known_at: Option<Date>, from: Date, before: Option<&PlaceState>) -> Vec<(Date, PlaceState)> {
    let known: Vec<&Assertion> = place.assertions.iter().filter(|a| known_by(a.published, known_at)).collect();
    let mut days: Vec<Date> = Vec::with_capacity(known.len());
    for assertion in &known {
        days.extend([assertion.effective, assertion.as_of]);
        if assertion.is_undecided() {
            days.extend(assertion.effective.checked_add((UNDECIDED_LASTS_DAYS + 1).days()).ok());
        }
    }
    // A place that only inherits is not on the map by itself.
    let first_own = known.iter().filter(|a| !a.from_parent).map(|a| a.effective).min();
    days.retain(|day| *day >= from && first_own.is_some_and(|first| first <= *day));
    days.sort_unstable();
    days.dedup();
    let mut states: Vec<(Date, PlaceState)> = Vec::new();
    for day in days {
        let spoken = known.partition_point(|a| a.effective <= day);
        let mut state = decide(&place.place.id, known.get(..spoken).unwrap_or(&[]), day);
        let previous = states.last().map(|(_, state)| state).or(before);
        state.since = match previous {
            Some(previous) if same_control(&previous.state, &state.state) => previous.since,
            _ => Some(day),
        };
        if previous.is_none_or(|previous| *previous != state) {
            states.push((day, state));
        }
    }
    states
}

/// Alike but for the claims behind it.
fn same_control(a: &ControlState, b: &ControlState) -> bool {
    match (a, b) {
        (ControlState::Control(a), ControlState::Control(b)) => a.side == b.side,
        _ => a == b,
    }
}

//! What follows from the corpus and the view: computed when one of them changes, then read by every frame.

use super::changes::{Changes, Run};
use super::corpus::LoadedCorpus;
use super::day::{date_of, day_of};
use super::density::Density;
use super::filters::Filters;
use super::passing::Passing;
use super::time_axis::TimeAxis;
use super::view::View;
use crate::calendar::Date;
use crate::claims::ClaimPlace;
use crate::map::Brief;
use crate::provenance::ClaimId;
use crate::timeline::{PlaceHistory, PlaceState, Replay};
use rustc_hash::FxHashSet;

#[derive(Debug, Default)]
pub struct Derived {
    pub axis: TimeAxis,
    pub density: Density,
    pub replay: Replay,
    /// Claims that pass the filters and were known by the second clock.
    pub shown: FxHashSet<ClaimId>,
    passing: Passing,
    changes: Changes,
    /// Every place that the map draws, in order of id.
    at_cursor: Vec<AtCursor>,
    /// Differs whenever the places at the cursor were looked up anew, so that what is drawn from them can be kept until then.
    pub generation: u64,
    /// Differs whenever other claims are shown or the corpus under them is another.
    pub shown_generation: u64,
    /// Differs whenever another corpus or other filters may let other articles through.
    pub articles_generation: u64,
    /// Places that change their state on the cursor's day.
    pub changed_at_cursor: usize,
    /// Differs whenever the replay is that of another corpus: until then a place keeps its position in it.
    pub replay_generation: u64,
    /// Of each place of the replay, how many claims the folder has of it, whether they are shown or not.
    said: Vec<u32>,
    key: Key,
}

/// A place and its state at the cursor, by their positions in the replay: nothing is copied when the cursor moves.
#[derive(Debug, Clone, Copy)]
struct AtCursor {
    history: u32,
    state: u32,
    /// Tells this state of this place from every other that was or will be.
    number: u64,
    /// The state begins on the cursor's day.
    fresh: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Key {
    filters: Filters,
    known: Option<Date>,
    cursor: Option<Date>,
    cumulative: bool,
    range: Option<(Date, Date)>,
}

impl Derived {
    #[must_use]
    pub fn new(corpus: &LoadedCorpus, view: &View) -> Self {
        let spans = || corpus.readings.iter().flat_map(|r| r.claims.iter().map(|claim| claim.when.span));
        let replay = corpus.replay(view.known_at());
        let said = |history: &PlaceHistory| u32::try_from(corpus.claims_at_place(&history.place.id)).unwrap_or(u32::MAX);
        let mut derived = Self {
            axis: TimeAxis::new(spans()),
            changes: Changes::new(&replay),
            said: replay.histories().iter().map(said).collect(),
            replay,
            replay_generation: 1,
            ..Self::default()
        };
        derived.filter(corpus, view);
        derived.rebuild_places(view);
        derived.key = Key::of(view);
        derived
    }

    /// Takes the place of `old`: what is drawn from it must not be mistaken for this.
    pub(super) fn follow_on(&mut self, old: &Self) {
        self.generation += old.generation;
        self.replay_generation += old.replay_generation;
        self.shown_generation += old.shown_generation;
        self.articles_generation += old.articles_generation;
    }

    /// Brings everything up to date with the view, doing no more than what changed asks for. The corpus is that of [`Self::new`].
    pub fn refresh(&mut self, corpus: &LoadedCorpus, view: &View) {
        let key = Key::of(view);
        if key == self.key {
            return;
        }
        if key.known != self.key.known {
            let changed = corpus.timeline.relearn(&mut self.replay, key.known);
            self.changes.renew(&self.replay, &changed);
        }
        if key.filters != self.key.filters {
            self.filter(corpus, view);
        } else if self.passing.know(key.known, &mut self.shown, &mut self.density) {
            self.shown_generation += 1;
            // Without filters every article is listed, known or not.
            self.articles_generation += u64::from(!key.filters.is_empty());
        }
        self.rebuild_places(view);
        self.key = key;
    }

    fn filter(&mut self, corpus: &LoadedCorpus, view: &View) {
        self.shown_generation += 1;
        self.articles_generation += 1;
        self.shown.clear();
        self.density = Density::new(corpus.sides.len() + 1);
        self.passing = Passing::new(corpus, &self.replay, &view.filters);
        self.passing.know(view.known_at(), &mut self.shown, &mut self.density);
    }

    fn rebuild_places(&mut self, view: &View) {
        self.generation += 1;
        self.at_cursor.clear();
        self.changed_at_cursor = view.cursor.map_or(0, |day| self.changed_on(day));
        let Some(cursor) = view.cursor else { return };
        let recent = view.recent_from().map(day_of);
        let today = day_of(cursor);
        let range = view.range.map(|(from, to)| day_of(from)..=day_of(to));
        for ((Run { days, first }, shown), history) in self.changes.each().zip(self.passing.places()).zip(0_u32..) {
            if !shown {
                continue;
            }
            // Mostly so few that counting beats a search.
            let begun = if days.len() < 32 {
                days.iter().take_while(|day| **day <= today).count()
            } else {
                days.partition_point(|day| *day <= today)
            };
            let Some(state) = begun.checked_sub(1) else { continue };
            let recent = recent.is_none_or(|from| days.get(state).is_some_and(|day| *day >= from));
            if !(view.cumulative || recent) || range.as_ref().is_some_and(|range| !days.iter().any(|day| range.contains(day))) {
                continue;
            }
            let fresh = days.get(state) == Some(&today);
            let number = first + state as u64;
            self.at_cursor.extend(u32::try_from(state).ok().map(|state| AtCursor { history, state, number, fresh }));
        }
    }

    /// Every place that the map draws with its state at the cursor, in order of id.
    pub fn places(&self) -> impl Iterator<Item = (&ClaimPlace, &PlaceState)> {
        self.at_cursor.iter().filter_map(|at| self.resolve(*at))
    }

    /// Those of [`Self::places`] that change on the cursor's day, by their positions there, each with how much is said of it.
    pub fn changed_places(&self) -> impl Iterator<Item = (usize, u32)> {
        let said = |at: &AtCursor| self.said.get(at.history as usize).copied().unwrap_or(0);
        self.at_cursor.iter().enumerate().filter(|(_, at)| at.fresh).map(move |(index, at)| (index, said(at)))
    }

    #[must_use]
    pub fn place_count(&self) -> usize {
        self.at_cursor.len()
    }

    /// Of each of [`Self::places`], its position in the replay and the number of its state there, which no other state of the
    /// same replay has; ascending by position.
    pub fn numbers(&self) -> impl Iterator<Item = (u32, u64)> {
        self.at_cursor.iter().map(|at| (at.history, at.number))
    }

    /// Its position in the replay.
    #[must_use]
    pub fn position(&self, index: usize) -> Option<u32> {
        self.at_cursor.get(index).map(|at| at.history)
    }

    /// Of the place at a position among [`Self::places`], what its mark needs to know.
    #[must_use]
    pub fn brief(&self, index: usize) -> Option<Brief> {
        self.changes.brief(self.at_cursor.get(index)?.number)
    }

    /// The place at a position among [`Self::places`].
    #[must_use]
    pub fn place(&self, index: usize) -> Option<(&ClaimPlace, &PlaceState)> {
        self.resolve(*self.at_cursor.get(index)?)
    }

    fn resolve(&self, at: AtCursor) -> Option<(&ClaimPlace, &PlaceState)> {
        let history = self.replay.histories().get(at.history as usize)?;
        Some((&history.place, history.states.get(at.state as usize).map(|(_, state)| state)?))
    }

    /// Position of a place among [`Self::places`].
    #[must_use]
    pub fn index_of(&self, place: &str) -> Option<usize> {
        let id = |at: &AtCursor| self.replay.histories().get(at.history as usize).map_or("", |history| history.place.id.as_str());
        self.at_cursor.binary_search_by(|at| id(at).cmp(place)).ok()
    }

    #[must_use]
    pub fn state_of(&self, place: &str) -> Option<&PlaceState> {
        self.place(self.index_of(place)?).map(|(_, state)| state)
    }

    /// First and last day on which a place changes; without changes, the ends of the axis.
    #[must_use]
    pub fn ends(&self) -> Option<(Date, Date)> {
        let axis = self.axis.ends().map(|(a, b)| (date_of(a), date_of(b - 1)))?;
        // What fades because nobody repeats it changes states after the last report; that is no place to start.
        let days = self.replay.change_days();
        match days.get(..days.partition_point(|day| *day <= axis.1)) {
            Some([first, .., last]) => Some((*first, *last)),
            Some([only]) => Some((*only, *only)),
            _ => Some(axis),
        }
    }

    /// The last day of which something is said to the day: where an opened folder starts.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.ends().map(|(_, last)| last)
    }

    /// Places that change their state on this day.
    #[must_use]
    pub fn changed_on(&self, day: Date) -> usize {
        self.replay.changed_on(day)
    }

    /// Whether the day lies on a change of some place.
    #[must_use]
    pub fn changes_on(&self, day: Date) -> bool {
        self.replay.change_days().binary_search(&day).is_ok()
    }

    /// Days of the axis as numbers, for tests and drawing.
    #[must_use]
    pub fn change_day_numbers(&self) -> Vec<i32> {
        self.replay.change_days().iter().map(|day| day_of(*day)).collect()
    }
}

impl Key {
    fn of(view: &View) -> Self {
        Self { filters: view.filters.clone(), known: view.known_at(), cursor: view.cursor, cumulative: view.cumulative, range: view.range }
    }
}

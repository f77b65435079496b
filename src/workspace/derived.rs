//! What follows from the corpus and the view: computed when one of them changes, then read by every frame.

use super::corpus::LoadedCorpus;
use super::day::{date_of, day_of};
use super::density::Density;
use super::filters::Filters;
use super::time_axis::TimeAxis;
use super::view::View;
use crate::calendar::{Date, DateSpan};
use crate::claims::ClaimPlace;
use crate::provenance::ClaimId;
use crate::timeline::{PlaceState, Replay};
use rustc_hash::FxHashSet;

#[derive(Debug, Default)]
pub struct Derived {
    pub axis: TimeAxis,
    pub density: Density,
    pub replay: Replay,
    /// Claims that pass the filters and were known by the second clock.
    pub shown: FxHashSet<ClaimId>,
    /// Places of which such a claim is told.
    shown_places: FxHashSet<String>,
    /// Those, at the cursor: every place that the map draws, in order of id.
    pub places: Vec<(ClaimPlace, PlaceState)>,
    /// Differs whenever `places` was rebuilt, so that what is drawn from it can be kept until then.
    pub generation: u64,
    key: Key,
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
        let mut derived = Self { axis: TimeAxis::new(spans()), ..Self::default() };
        derived.rebuild_replay(corpus, view);
        derived.rebuild_shown(corpus, view);
        derived.rebuild_places(view);
        derived.key = Key::of(view);
        derived
    }

    /// Brings everything up to date with the view, doing no more than what changed asks for.
    pub fn refresh(&mut self, corpus: &LoadedCorpus, view: &View) {
        let key = Key::of(view);
        if key == self.key {
            return;
        }
        if key.known != self.key.known {
            self.rebuild_replay(corpus, view);
        }
        if key.known != self.key.known || key.filters != self.key.filters {
            self.rebuild_shown(corpus, view);
        }
        self.rebuild_places(view);
        self.key = key;
    }

    fn rebuild_replay(&mut self, corpus: &LoadedCorpus, view: &View) {
        self.replay = corpus.replay(view.known_at());
    }

    fn rebuild_shown(&mut self, corpus: &LoadedCorpus, view: &View) {
        let known_at = view.known_at();
        let known = |published: Option<crate::timex::Published>| {
            known_at.is_none_or(|limit| published.and_then(|p| p.span.latest).is_some_and(|day| day <= limit))
        };
        self.shown.clear();
        self.shown_places.clear();
        let mut dated: Vec<(DateSpan, usize)> = Vec::new();
        for (_, _, claim) in corpus.visible(&view.filters).filter(|(_, reading, _)| known(reading.published)) {
            self.shown.insert(claim.id);
            if !self.shown_places.contains(&claim.place.id) {
                self.shown_places.insert(claim.place.id.clone());
            }
            let side = claim.actor.as_ref().and_then(|actor| corpus.side_index(&actor.side));
            dated.push((claim.when.span, side.unwrap_or(corpus.sides.len())));
        }
        // The last index stands for claims without a known side.
        self.density = Density::new(dated, corpus.sides.len() + 1);
    }

    fn rebuild_places(&mut self, view: &View) {
        self.generation += 1;
        self.places.clear();
        let Some(cursor) = view.cursor else { return };
        let recent = view.recent_from();
        for history in self.replay.histories() {
            let Some(state) = history.at(cursor) else { continue };
            if !self.shown_places.contains(&history.place.id) {
                continue;
            }
            let changed = history.states.iter().rfind(|(day, _)| *day <= cursor).map(|(day, _)| *day);
            if !view.cumulative && recent.is_some_and(|from| changed.is_none_or(|day| day < from)) {
                continue;
            }
            if let Some((from, to)) = view.range
                && !history.states.iter().any(|(day, _)| (from..=to).contains(day))
            {
                continue;
            }
            self.places.push((history.place.clone(), state.clone()));
        }
    }

    #[must_use]
    pub fn state_of(&self, place: &str) -> Option<&PlaceState> {
        let at = self.places.binary_search_by(|(p, _)| p.id.as_str().cmp(place)).ok()?;
        self.places.get(at).map(|(_, state)| state)
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
        self.replay.histories().iter().filter(|h| h.states.binary_search_by_key(&day, |(from, _)| *from).is_ok()).count()
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

//! Questions to the gazetteer that only geoparsing asks.

use crate::gazetteer::{Gazetteer, Match, PlaceKind, PlaceRef, Scratch};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Most ranks that a superlative asks for ("the country's seventh-largest city") and a few more.
const MOST_CITIES: usize = 12;

/// Answers that cost a walk through a country, remembered: a text may ask for the same one a thousand times.
#[derive(Debug, Default)]
pub(super) struct Lookups {
    cities: RefCell<BTreeMap<String, Vec<PlaceRef>>>,
    seats: RefCell<BTreeMap<PlaceRef, Option<PlaceRef>>>,
}

impl Lookups {
    /// The `n` most populous settlements of a country, most people first.
    pub(super) fn cities(&self, gazetteer: &Gazetteer, code: &str, n: usize) -> Vec<PlaceRef> {
        let mut kept = self.cities.borrow_mut();
        let cities = kept.entry(code.to_owned()).or_insert_with(|| nth_cities(gazetteer, code, MOST_CITIES));
        cities.iter().take(n).copied().collect()
    }

    /// The seat of a first-order division.
    pub(super) fn seat(&self, gazetteer: &Gazetteer, division: PlaceRef) -> Option<PlaceRef> {
        *self.seats.borrow_mut().entry(division).or_insert_with(|| seat(gazetteer, division))
    }
}

/// The places that bear a name, best match first; no spelling is corrected.
pub(super) fn find(gazetteer: &Gazetteer, name: &str, scratch: &mut Scratch) -> Vec<(PlaceRef, Match)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    gazetteer.names_at(&words, 0, scratch).into_iter().find(|found| found.end == words.len()).map_or_else(Vec::new, |found| found.places)
}

/// The country whose people or things the word names.
pub(super) fn demonym(gazetteer: &Gazetteer, word: &str) -> Option<PlaceRef> {
    gazetteer.demonym(word).and_then(|code| gazetteer.country(code))
}

/// The seat of a first-order division: the largest settlement in it that is one.
fn seat(gazetteer: &Gazetteer, division: PlaceRef) -> Option<PlaceRef> {
    let reach_km = f64::from(gazetteer.radius_m(division)) / 1000.0;
    let inside = |place: &PlaceRef| {
        gazetteer.kind(*place) == PlaceKind::Settlement && gazetteer.admin1(*place) == Some(division) && gazetteer.is_seat(*place)
    };
    let near = gazetteer.near(gazetteer.at(division), reach_km.clamp(50.0, 500.0) * 1.5);
    near.into_iter().map(|(place, _)| place).filter(inside).max_by_key(|place| gazetteer.population(*place))
}

/// The `n` most populous settlements of a country, most people first.
fn nth_cities(gazetteer: &Gazetteer, code: &str, n: usize) -> Vec<PlaceRef> {
    let Some(country) = gazetteer.country(code) else { return Vec::new() };
    let reach_km = f64::from(gazetteer.radius_m(country)) / 1000.0;
    let mut cities: Vec<PlaceRef> = gazetteer
        .near(gazetteer.at(country), (reach_km * 1.6).min(4000.0))
        .into_iter()
        .map(|(place, _)| place)
        .filter(|place| gazetteer.kind(*place) == PlaceKind::Settlement && gazetteer.country_code(*place) == code)
        .collect();
    cities.sort_by_key(|place| (std::cmp::Reverse(gazetteer.population(*place)), *place));
    cities.truncate(n);
    cities
}

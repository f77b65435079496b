//! Questions to the gazetteer that only geoparsing asks.

use crate::gazetteer::{Gazetteer, Match, PlaceKind, PlaceRef, Scratch};

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
pub(super) fn seat(gazetteer: &Gazetteer, division: PlaceRef) -> Option<PlaceRef> {
    let reach_km = f64::from(gazetteer.radius_m(division)) / 1000.0;
    let inside = |place: &PlaceRef| {
        gazetteer.kind(*place) == PlaceKind::Settlement && gazetteer.admin1(*place) == Some(division) && gazetteer.is_seat(*place)
    };
    let near = gazetteer.near(gazetteer.at(division), reach_km.clamp(50.0, 500.0) * 1.5);
    near.into_iter().map(|(place, _)| place).filter(inside).max_by_key(|place| gazetteer.population(*place))
}

/// The `n` most populous settlements of a country, most people first.
pub(super) fn nth_cities(gazetteer: &Gazetteer, code: &str, n: usize) -> Vec<PlaceRef> {
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

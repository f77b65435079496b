//! Which settlements stand out: the largest of each country, the seat of each first-order division.
//!
//! In: all layers, walked once on the first question. Out: answers that cost nothing after that. Refused: ranks beyond the
//! dozen that words such as "the country's seventh-largest city" ask for.

use super::layers::Gazetteer;
use super::{PlaceKind, PlaceRef};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Ranks kept of each country.
const RANKS: usize = 12;

#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    cities: FxHashMap<String, Vec<(Reverse<u32>, PlaceRef)>>,
    seats: FxHashMap<PlaceRef, (u32, PlaceRef)>,
}

impl Gazetteer {
    /// The `n` most populous settlements of a country (at most a dozen), most people first.
    #[must_use]
    pub fn largest(&self, code: &str, n: usize) -> Vec<PlaceRef> {
        let cities = self.standing().cities.get(code).map_or(&[][..], Vec::as_slice);
        cities.iter().take(n).map(|&(_, place)| place).collect()
    }

    /// The seat of a first-order division: the most populous settlement in it that is one.
    #[must_use]
    pub fn seat(&self, division: PlaceRef) -> Option<PlaceRef> {
        self.standing().seats.get(&division).map(|&(_, place)| place)
    }

    fn standing(&self) -> &Standing {
        self.standing.get_or_init(|| {
            let mut standing = Standing::default();
            for layer in &self.layers {
                // By number of the country: most settlements are no match for the dozen.
                let mut ranked: Vec<Vec<(Reverse<u32>, PlaceRef)>> = vec![Vec::new(); usize::from(u8::MAX) + 1];
                for (number, record) in (layer.base..).zip(layer.index.records()) {
                    let place = PlaceRef(number);
                    if PlaceKind::from_code(record.kind()) != PlaceKind::Settlement || self.is_replaced(place) {
                        continue;
                    }
                    let people = record.population();
                    let entry = (Reverse(people), place);
                    if let Some(cities) = ranked.get_mut(record.country()).filter(|_| people > 0)
                        && (cities.len() < RANKS || cities.last().is_some_and(|last| entry < *last))
                    {
                        cities.insert(cities.partition_point(|city| *city < entry), entry);
                        cities.truncate(RANKS);
                    }
                    if record.is_seat()
                        && let Some(division) = self.admin1(place)
                    {
                        let best = standing.seats.entry(division).or_insert((people, place));
                        *best = (*best).max((people, place));
                    }
                }
                for (country, cities) in ranked.into_iter().enumerate().filter(|(_, cities)| !cities.is_empty()) {
                    let code = country.checked_sub(1).and_then(|nth| layer.index.country(nth)).map_or("", |country| country.code());
                    let of_country = standing.cities.entry(code.to_owned()).or_default();
                    of_country.extend(cities);
                    of_country.sort_unstable();
                    of_country.truncate(RANKS);
                }
            }
            standing
        })
    }
}

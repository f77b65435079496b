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
            for place in self.places().filter(|place| self.kind(*place) == PlaceKind::Settlement) {
                let people = self.population(place);
                if people > 0 {
                    let code = self.country_code(place);
                    if !standing.cities.contains_key(code) {
                        standing.cities.insert(code.to_owned(), Vec::with_capacity(RANKS + 1));
                    }
                    if let Some(cities) = standing.cities.get_mut(code) {
                        let entry = (Reverse(people), place);
                        let at = cities.partition_point(|city| *city < entry);
                        if at < RANKS {
                            cities.insert(at, entry);
                            cities.truncate(RANKS);
                        }
                    }
                }
                if self.is_seat(place)
                    && let Some(division) = self.admin1(place)
                {
                    let best = standing.seats.entry(division).or_insert((people, place));
                    *best = (*best).max((people, place));
                }
            }
            standing
        })
    }

    /// All places that stand for themselves, in order of their number.
    fn places(&self) -> impl Iterator<Item = PlaceRef> + '_ {
        (0..self.len() as u32).map(PlaceRef).filter(|place| !self.is_replaced(*place))
    }
}

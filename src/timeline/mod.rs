//! Claims → what is known of each place at a date, and who says otherwise.
//!
//! In: claims with their articles' publication dates. Out: [`Timeline`], whose [`Replay`] answers `control(place, t, known_at)`
//! with the claims for it, the claims against it and the rule that decided. Refused: averaging a disagreement away; turning a
//! place over because somebody entered it.
//!
//! How a day is decided, in this order:
//! 1. A claim speaks from its *effective day*: the last day of its interval for a change, the first day for a state that is
//!    said to have lasted over a dated interval, which then speaks of every day up to its last. Before it, it says nothing.
//! 2. The newest capture or hold of the whole ends what other sides were said to have before it; what they are said to have on
//!    that day or later stands against it.
//! 3. A part that another side takes or holds contests the whole; fighting inside contests it; being inside does not.
//! 4. On equal days a side that only speaks in its own favour gives way to acknowledged or verified words against it;
//!    otherwise both stand, and the place is contested.
//! 5. A withdrawal ends what that side was said to have. If another side is inside or holds a part, it now holds the place alone.
//! 6. A city that falls as a whole takes its districts with it, not its airports or bases; a district never takes its city.
//! 7. Fighting, presence and pressure that nobody repeats fade after [`replay::UNDECIDED_LASTS_DAYS`].

mod assertion;
mod control_state;
pub mod corroboration;
mod decide;
pub mod replay;
#[cfg(test)]
mod tests;

pub use assertion::Assertion;
pub use control_state::{ControlState, Holder, PlaceState, Rule};
pub use replay::{PlaceHistory, Replay};

use crate::calendar::Date;
use crate::claims::{Claim, ClaimPlace};
use crate::gazetteer::PlaceKind;
use crate::timex::Published;
use std::collections::BTreeMap;

/// All datable assertions, by place, in the order they take effect.
#[derive(Debug, Default, Clone)]
pub struct Timeline {
    places: Vec<PlaceAssertions>,
    /// When each assertion came to be known and of which place it is, in that order; the undated last.
    told: Vec<(Option<Date>, u32)>,
}

#[derive(Debug, Clone)]
pub(crate) struct PlaceAssertions {
    /// As first named.
    pub place: ClaimPlace,
    pub assertions: Vec<Assertion>,
}

impl Timeline {
    /// Claims without any date, or without an actor, assert nothing that can be put on a timeline; they are left out.
    #[must_use]
    pub fn build<'a>(claims: impl IntoIterator<Item = (&'a Claim, Option<Published>)>) -> Self {
        let mut by_place: BTreeMap<&str, PlaceAssertions> = BTreeMap::new();
        for (claim, published) in claims {
            let Some(assertion) = Assertion::of(claim, published) else { continue };
            by_place
                .entry(&claim.place.id)
                .or_insert_with(|| PlaceAssertions { place: claim.place.clone(), assertions: Vec::new() })
                .assertions
                .push(assertion);
        }
        let inherited: Vec<(String, Vec<Assertion>)> = by_place
            .values()
            .filter(|child| child.place.kind == PlaceKind::Neighbourhood)
            .filter_map(|child| {
                let parent = by_place.get(child.place.parent.as_deref()?)?;
                (parent.place.kind == PlaceKind::Settlement)
                    .then(|| (child.place.id.clone(), parent.assertions.iter().filter_map(Assertion::for_child).collect()))
            })
            .collect();
        for (child, assertions) in inherited {
            if let Some(place) = by_place.get_mut(child.as_str()) {
                place.assertions.extend(assertions);
            }
        }
        let mut places: Vec<PlaceAssertions> = by_place.into_values().collect();
        for place in &mut places {
            place.assertions.sort_by_key(|a| (a.effective, a.id));
        }
        let of = |(place, at): (&PlaceAssertions, u32)| place.assertions.iter().map(|a| (a.published, at)).collect::<Vec<_>>();
        let mut told: Vec<(Option<Date>, u32)> = places.iter().zip(0..).flat_map(of).collect();
        told.sort_unstable_by_key(|(published, at)| (published.is_none(), *published, *at));
        told.dedup();
        Self { places, told }
    }

    /// The timeline as it could be known at the end of `known_at`; `None` knows everything.
    #[must_use]
    pub fn replay(&self, known_at: Option<Date>) -> Replay {
        Replay::new(&self.places, known_at)
    }

    /// Brings a replay of this timeline to another day of knowledge, looking only at the places of which something was told
    /// between the two days. Returns the positions of those whose history is another now, ascending.
    pub fn relearn(&self, replay: &mut Replay, known_at: Option<Date>) -> Vec<u32> {
        let before = self.told.partition_point(|(published, _)| known_by(*published, replay.known_at()));
        let after = self.told.partition_point(|(published, _)| known_by(*published, known_at));
        let between = self.told.get(before.min(after)..before.max(after)).unwrap_or(&[]);
        let mut touched: Vec<u32> = between.iter().map(|(_, place)| *place).collect();
        touched.sort_unstable();
        touched.dedup();
        replay.relearn(&self.places, &touched, known_at)
    }

    /// First and last effective day, if anything is datable.
    #[must_use]
    pub fn extent(&self) -> Option<(Date, Date)> {
        let days = || self.places.iter().flat_map(|place| place.assertions.iter().map(|a| a.effective));
        Some((days().min()?, days().max()?))
    }
}

/// What was published by the end of the day is known; without a day of knowledge, everything is.
#[must_use]
pub fn known_by(published: Option<Date>, known_at: Option<Date>) -> bool {
    known_at.is_none_or(|limit| published.is_some_and(|published| published <= limit))
}

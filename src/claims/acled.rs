//! What ACLED would call a claim: its sub-event type, spelled exactly as its codebook spells it.
//!
//! In: the change, what kind of actor gains by it, and where. Out: a sub-event type or none. Refused: calling a transfer non-violent on the
//! ground that no fighting was mentioned. Source: ACLED Codebook (2023), event type "Battles".

use super::{Change, Claim};
use crate::actors::{Actor, ActorKind};

/// `actor` is the claim's actor as the register knows it. A foreign army that takes a place counts with the non-state actors, as in the codebook.
#[must_use]
pub fn sub_event(claim: &Claim, actor: Option<&Actor>) -> Option<&'static str> {
    match claim.change {
        Change::Captured => {
            let actor = actor?;
            let home = actor.countries.first().is_some_and(|home| *home == claim.place.country);
            Some(if actor.kind == ActorKind::State && home { "Government regains territory" } else { "Non-state actor overtakes territory" })
        }
        Change::Contested | Change::Repelled => Some("Armed clash"),
        Change::Lost | Change::Held | Change::Entered | Change::Advancing | Change::Besieged => None,
    }
}

//! What ACLED would call a claim: its sub-event type, spelled exactly as its codebook spells it.
//!
//! In: a claim and the register. Out: a sub-event type or none. Refused: calling a transfer non-violent on the ground that no fighting was
//! mentioned. Source: ACLED Codebook (2023), event type "Battles".

use super::{Change, Claim};
use crate::actors::{ActorKind, Register};

/// A foreign army that takes a place counts with the non-state actors, as in the codebook.
#[must_use]
pub fn sub_event(claim: &Claim, register: &Register) -> Option<&'static str> {
    match claim.change {
        Change::Captured => {
            let actor = register.actor(&claim.actor.as_ref()?.id)?;
            // The register lists the state of a country before the foreign armies that fight there.
            let home = |country: &str| {
                register.actors().iter().find(|a| a.kind == ActorKind::State && a.countries.first().is_some_and(|first| first == country))
            };
            let regains = home(&claim.place.country)
                .is_some_and(|state| state.id == actor.id || state.side == actor.side && actor.kind == ActorKind::State);
            Some(if regains { "Government regains territory" } else { "Non-state actor overtakes territory" })
        }
        Change::Contested | Change::Repelled => Some("Armed clash"),
        Change::Lost | Change::Held | Change::Entered | Change::Advancing | Change::Besieged => None,
    }
}

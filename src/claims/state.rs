//! Frames of standing, by the word that opens them: states, seats of power, compounds and adjectives.
//!
//! In: a [`View`] and a word that the vocabulary knows. Out: candidates, or why there are none. Refused: areas without a
//! name and things that are no place ("state-run television").

use super::attributive::{alone, compound};
use super::candidate::Found;
use super::seat::seat;
use super::standing::standing;
use super::view::View;
use super::vocabulary::Trigger;

/// Words of a trigger that opens a frame of this file.
pub(super) fn opens(view: &View, at: usize) -> Option<Found> {
    if view.vocabulary.compound(view.norm(at)).is_some() {
        return Some(compound(view, at));
    }
    for trigger in view.triggers(at) {
        match *trigger {
            Trigger::State { frame } => {
                let found = standing(view, at, frame);
                if found.is_ok() || found.as_ref().is_err_and(|w| !w.is("no state of a place") && !w.is("no noun")) {
                    return Some(found);
                }
            }
            Trigger::Seat => return Some(seat(view, at)),
            Trigger::Alone { change } => {
                let found = alone(view, at, change);
                if found.as_ref().is_err_and(|w| w.is("used as a verb")) {
                    continue;
                }
                return Some(found);
            }
            Trigger::Verb { .. } | Trigger::Noun { .. } => {}
        }
    }
    None
}

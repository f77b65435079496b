//! A place's state in words, for hover, for the list and for readers of the page who do not see it.

use super::palette::ActorStyles;
use super::scene::long_date;
use crate::timeline::{ControlState, Holder, PlaceState};
use crate::wording::control as say;

/// "contested by Hayat Tahrir al-Sham and the Syrian government since 29 November 2024".
#[must_use]
pub fn state_words(state: &PlaceState, actors: &ActorStyles) -> String {
    let name = |holder: &Holder| actors.name(&holder.actor);
    let list = |holders: &[Holder]| match holders {
        [] => say::unnamed_sides().to_owned(),
        [one] => name(one),
        [most @ .., last] => say::several(most.iter().map(name).collect::<Vec<_>>().join(", "), name(last)),
    };
    let mut words = match &state.state {
        ControlState::Unknown => say::unreported().to_owned(),
        ControlState::Control(holder) => say::held_by(name(holder)),
        ControlState::Contested(holders) => say::contested_by(list(holders)),
        ControlState::Joint(holders) => say::held_jointly_by(list(holders)),
        ControlState::Besieged { holder: Some(holder), by } => say::held_and_besieged(name(holder), name(by)),
        ControlState::Besieged { holder: None, by } => say::besieged_by(name(by)),
        ControlState::Infiltration { holder: Some(holder), by } => say::held_and_entered(name(holder), name(by)),
        ControlState::Infiltration { holder: None, by } => say::entered_by(name(by)),
    };
    if let Some(since) = state.since
        && state.state != ControlState::Unknown
    {
        words.push_str(&say::since(long_date(since)));
    }
    if !state.pressed_by.is_empty() {
        words.push_str(&say::advancing(list(&state.pressed_by)));
    }
    if state.self_favourable_only {
        words.push_str(say::own_word());
    }
    words
}

//! A place's state in words, for hover, for the list and for readers of the page who do not see it.

use super::palette::ActorStyles;
use super::scene::long_date;
use crate::timeline::{ControlState, Holder, PlaceState};

/// "contested by Hayat Tahrir al-Sham and the Syrian government since 29 November 2024".
#[must_use]
pub fn state_words(state: &PlaceState, actors: &ActorStyles) -> String {
    let name = |holder: &Holder| actors.name(&holder.actor);
    let list = |holders: &[Holder]| match holders {
        [] => "unnamed sides".to_owned(),
        [one] => name(one),
        [most @ .., last] => format!("{} and {}", most.iter().map(name).collect::<Vec<_>>().join(", "), name(last)),
    };
    let mut words = match &state.state {
        ControlState::Unknown => "holder not reported".to_owned(),
        ControlState::Control(holder) => format!("held by {}", name(holder)),
        ControlState::Contested(holders) => format!("contested by {}", list(holders)),
        ControlState::Joint(holders) => format!("held jointly by {}", list(holders)),
        ControlState::Besieged { holder: Some(holder), by } => format!("held by {}, besieged by {}", name(holder), name(by)),
        ControlState::Besieged { holder: None, by } => format!("besieged by {}", name(by)),
        ControlState::Infiltration { holder: Some(holder), by } => format!("held by {}, entered by {}", name(holder), name(by)),
        ControlState::Infiltration { holder: None, by } => format!("entered by {}", name(by)),
    };
    if let Some(since) = state.since
        && state.state != ControlState::Unknown
    {
        words.push_str(" since ");
        words.push_str(&long_date(since));
    }
    if !state.pressed_by.is_empty() {
        words.push_str(&format!("; {} advancing on it", list(&state.pressed_by)));
    }
    if state.self_favourable_only {
        words.push_str("; only the gaining side says so");
    }
    words
}

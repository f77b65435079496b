//! Dates, states and counts in words: the one place where the panels' sentences are made.

use crate::calendar::DatePrecision;
use crate::gazetteer::PlaceKind;
use crate::map::ActorStyles;
use crate::timeline::{ControlState, Holder, PlaceState, Rule};
use crate::timex::PublishedBasis;
use crate::workspace::day;

pub use crate::workspace::day::span;
pub use crate::workspace::phrases::claimant;

/// How an article's date is known, for a label and for its tooltip.
#[must_use]
pub const fn basis(basis: PublishedBasis) -> (&'static str, &'static str) {
    match basis {
        PublishedBasis::User => ("set by you", "You set this date."),
        PublishedBasis::Metadata => ("stated", "The file states its date."),
        PublishedBasis::FileName => ("from file name", "The date stands in the file's name."),
        PublishedBasis::Text => ("from text", "The date is written in the text."),
        PublishedBasis::Calendar => ("from calendar", "Weekday, day and month in the text fit only this year."),
        PublishedBasis::Corpus => ("from other articles", "Aligned with the other articles of the folder."),
        PublishedBasis::FileTime => ("undated", "Nothing dates it: it came out after what it names, and before its file was written."),
    }
}

/// `Contested: opposition, government`.
#[must_use]
pub fn state(state: &ControlState, styles: &ActorStyles) -> String {
    let name = |holder: &Holder| styles.name(&holder.actor);
    let names = |holders: &[Holder]| holders.iter().map(name).collect::<Vec<_>>().join(", ");
    let held = |holder: &Option<Holder>| holder.as_ref().map_or_else(String::new, |h| format!(", held by {}", name(h)));
    match state {
        ControlState::Unknown => "Nothing decided".to_owned(),
        ControlState::Control(holder) => format!("Held by {}", name(holder)),
        ControlState::Contested(holders) => format!("Contested: {}", names(holders)),
        ControlState::Joint(holders) => format!("Held jointly: {}", names(holders)),
        ControlState::Besieged { holder, by } => format!("Besieged by {}{}", name(by), held(holder)),
        ControlState::Infiltration { holder, by } => format!("{} inside{}", name(by), held(holder)),
    }
}

/// `since 29 Nov 2024`, as exactly as the claims tell.
#[must_use]
pub fn since(state: &PlaceState) -> Option<String> {
    let since = state.since?;
    Some(match state.date_precision {
        DatePrecision::Day => format!("since {}", day::long(since)),
        DatePrecision::Days | DatePrecision::Week => format!("since about {}", day::long(since)),
        DatePrecision::Month => format!("since {} {}", day::month_name(since), since.year()),
        DatePrecision::Year => format!("since {}", since.year()),
    })
}

/// Why the state is what it is.
#[must_use]
pub const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::NoClaim => "No claim is dated by then.",
        Rule::OnlyPressure => "Only movement towards it is reported.",
        Rule::LatestWhole => "The latest claim on the whole place stands unopposed.",
        Rule::SoleHolder => "The other side is said to have left; this one is inside or holds a part.",
        Rule::LeftEmpty => "The last holder is said to have left, and nobody to have come.",
        Rule::FromParent => "The city around it is said to have changed hands as a whole.",
        Rule::BetterEvidence => "Acknowledged or verified words stand against the other side's own word.",
        Rule::PartContests => "A part changed hands, which contests the whole.",
        Rule::FightingInside => "Fighting inside is reported and not yet decided.",
        Rule::Disagreement => "Equally recent claims name different sides.",
        Rule::InsideNotHolding => "Someone is inside; control is not claimed.",
        Rule::Siege => "It is said to be surrounded.",
    }
}

/// "settlement", "air base", as people call it.
#[must_use]
pub fn place_kind(kind: PlaceKind) -> String {
    match kind {
        PlaceKind::Admin1 => "province".to_owned(),
        PlaceKind::Admin2 => "district".to_owned(),
        kind => kind.as_str().replace('-', " "),
    }
}

/// `1 claim`, `7 claims`.
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// `800 m`, `12 km`.
#[must_use]
pub fn distance(metres: u32) -> String {
    if metres >= 1000 { format!("{} km", (metres + 500) / 1000) } else { format!("{metres} m") }
}

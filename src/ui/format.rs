//! Dates, states and counts in words: the one place where the panels' sentences are made.

use crate::calendar::DatePrecision;
use crate::gazetteer::PlaceKind;
use crate::geodesy::LatLon;
use crate::map::ActorStyles;
use crate::timeline::{ControlState, Holder, PlaceState, Rule};
use crate::timex::PublishedBasis;
use crate::wording::facts as say;
use crate::wording::shared;
use crate::workspace::day;

pub use crate::workspace::day::span;
pub use crate::workspace::phrases::claimant;

/// How an article's date is known, for a label and for its tooltip.
#[must_use]
pub const fn basis(basis: PublishedBasis) -> (&'static str, &'static str) {
    match basis {
        PublishedBasis::User => (say::basis_user(), say::basis_user_tip()),
        PublishedBasis::Metadata => (say::basis_metadata(), say::basis_metadata_tip()),
        PublishedBasis::FileName => (say::basis_file_name(), say::basis_file_name_tip()),
        PublishedBasis::Text => (say::basis_text(), say::basis_text_tip()),
        PublishedBasis::Calendar => (say::basis_calendar(), say::basis_calendar_tip()),
        PublishedBasis::Corpus => (say::basis_corpus(), say::basis_corpus_tip()),
        PublishedBasis::FileTime => (shared::undated(), say::basis_file_time_tip()),
    }
}

/// `Contested: opposition, government`.
#[must_use]
pub fn state(state: &ControlState, styles: &ActorStyles) -> String {
    let name = |holder: &Holder| styles.name(&holder.actor);
    let names = |holders: &[Holder]| holders.iter().map(name).collect::<Vec<_>>().join(", ");
    let held = |holder: &Option<Holder>| holder.as_ref().map_or_else(String::new, |h| say::and_held_by(name(h)));
    match state {
        ControlState::Unknown => say::nothing_decided().to_owned(),
        ControlState::Control(holder) => say::held_by(name(holder)),
        ControlState::Contested(holders) => say::contested(names(holders)),
        ControlState::Joint(holders) => say::held_jointly(names(holders)),
        ControlState::Besieged { holder, by } => say::besieged_by(name(by), held(holder)),
        ControlState::Infiltration { holder, by } => say::inside(name(by), held(holder)),
    }
}

/// `since 29 Nov 2024`, as exactly as the claims tell.
#[must_use]
pub fn since(state: &PlaceState) -> Option<String> {
    let since = state.since?;
    Some(match state.date_precision {
        DatePrecision::Day => say::since(day::long(since)),
        DatePrecision::Days | DatePrecision::Week => say::since_about(day::long(since)),
        DatePrecision::Month => say::since_month(day::month_name(since), since.year()),
        DatePrecision::Year => say::since(since.year()),
    })
}

/// Why the state is what it is.
#[must_use]
pub const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::NoClaim => say::rule_no_claim(),
        Rule::OnlyPressure => say::rule_only_pressure(),
        Rule::LatestWhole => say::rule_latest_whole(),
        Rule::SoleHolder => say::rule_sole_holder(),
        Rule::LeftEmpty => say::rule_left_empty(),
        Rule::FromParent => say::rule_from_parent(),
        Rule::BetterEvidence => say::rule_better_evidence(),
        Rule::PartContests => say::rule_part_contests(),
        Rule::FightingInside => say::rule_fighting_inside(),
        Rule::Disagreement => say::rule_disagreement(),
        Rule::InsideNotHolding => say::rule_inside_not_holding(),
        Rule::Siege => say::rule_siege(),
    }
}

/// "settlement", "air base", as people call it.
#[must_use]
pub fn place_kind(kind: PlaceKind) -> String {
    match kind {
        PlaceKind::Admin1 => say::province().to_owned(),
        PlaceKind::Admin2 => say::district().to_owned(),
        kind => kind.as_str().replace('-', " "),
    }
}

/// `36.202° N 37.134° E`.
#[must_use]
pub fn coordinates(at: LatLon) -> String {
    let north = if at.lat < 0.0 { say::south() } else { say::north() };
    let east = if at.lon < 0.0 { say::west() } else { say::east() };
    say::coordinates(at.lat.abs(), north, at.lon.abs(), east)
}

/// `800 m`, `12 km`.
#[must_use]
pub fn distance(metres: u32) -> String {
    if metres >= 1000 { say::kilometres((metres + 500) / 1000) } else { say::metres(metres) }
}

//! A claim as a sentence, and what was seen in a sentence as rows of words: the same in the window and on the command line.
//!
//! In: claims and [`Finding`]s. Out: words. Refused: colour and layout; a row names whom and what it is about, and the window paints.

use super::day;
use super::filters::evidence_label;
use crate::actors::{ActorId, Outlets, SideId};
use crate::claims::{ActorMention, Change, Claim, ClaimantKind, Extent, Finding, Unread};
use crate::map::ActorStyles;
use crate::provenance::{ClaimId, Span};
use crate::timex::WhenBasis;
use crate::wording::claims as say;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    Actor,
    Place,
    Time,
    Speaker,
    Refused,
    Claim,
    Unread,
}

impl RowKind {
    /// In a word or two.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Actor => say::kind_actor(),
            Self::Place => say::kind_place(),
            Self::Time => say::kind_time(),
            Self::Speaker => say::kind_speaker(),
            Self::Refused => say::kind_refused(),
            Self::Claim => say::kind_claim(),
            Self::Unread => say::kind_unread(),
        }
    }

    /// For who points at the label.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Actor => say::kind_actor_tip(),
            Self::Place => say::kind_place_tip(),
            Self::Time => say::kind_time_tip(),
            Self::Speaker => say::kind_speaker_tip(),
            Self::Refused => say::kind_refused_tip(),
            Self::Claim => say::kind_claim_tip(),
            Self::Unread => say::kind_unread_tip(),
        }
    }
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub kind: RowKind,
    /// Where in the article the words stand that it is about; none for what sentences before named.
    pub span: Option<Span>,
    /// What they mean.
    pub meaning: String,
    /// Id of a place in the gazetteer.
    pub place: Option<String>,
    /// Whose colour it bears.
    pub side: Option<(ActorId, SideId)>,
    pub claim: Option<ClaimId>,
    /// Roles of a claim: "who" → "“the rebels”, Syrian opposition".
    pub roles: Vec<(&'static str, String)>,
}

/// One finding in words; `text` is the article's.
#[must_use]
pub fn row(finding: &Finding, text: &str, styles: &ActorStyles) -> Row {
    let plain = |kind, span, meaning| Row { kind, span, meaning, place: None, side: None, claim: None, roles: Vec::new() };
    match finding {
        Finding::Actor { words, who: Some((actor, side)) } => {
            Row { side: Some((actor.clone(), side.clone())), ..plain(RowKind::Actor, Some(*words), with_side(actor, side, styles)) }
        }
        Finding::Actor { words, who: None } => plain(RowKind::Actor, Some(*words), say::nobody_known().to_owned()),
        Finding::Place { words, id, name } => {
            let before = if words.is_none() { say::named_before() } else { "" };
            Row { place: Some(id.clone()), ..plain(RowKind::Place, *words, format!("{name}{before}")) }
        }
        Finding::Time { words, when } => {
            plain(RowKind::Time, Some(*words), when.map_or_else(|| say::no_certain_days().to_owned(), day::span))
        }
        Finding::Speaker { id, kind, side, mention, verb, said } => {
            let who = speaker(id, *kind, *mention, text, styles);
            let meaning = format!("{who}: “{}”", one_line(said.of(text)));
            Row { side: side.clone().map(|side| (ActorId(id.clone()), side)), ..plain(RowKind::Speaker, Some(*verb), meaning) }
        }
        Finding::Refused { word, why } => plain(RowKind::Refused, Some(*word), curly(why)),
        Finding::Claim { claim, word, again } => {
            let again = if *again { say::said_twice() } else { "" };
            Row {
                side: claim.actor.as_ref().map(|a| (a.id.clone(), a.side.clone())),
                claim: Some(claim.id),
                roles: roles(claim, text, styles),
                ..plain(RowKind::Claim, Some(*word), format!("{}{again}", sentence(claim, styles)))
            }
        }
        Finding::Unread(why) => plain(RowKind::Unread, None, unread(*why).to_owned()),
    }
}

/// Rows as text, a line each, roles below their claim.
#[must_use]
pub fn explained(findings: &[Finding], text: &str, styles: &ActorStyles) -> String {
    let mut out = String::new();
    for row in findings.iter().map(|finding| row(finding, text, styles)) {
        let words = row.span.map_or_else(String::new, |span| format!("“{}”: ", one_line(span.of(text))));
        let id = row.place.map_or_else(String::new, |id| format!(" ({id})"));
        out.push_str(&format!("    {:<9}{words}{}{id}\n", row.kind.label(), row.meaning));
        for (role, meaning) in row.roles {
            out.push_str(&format!("             {role}: {meaning}\n"));
        }
    }
    out
}

/// The claim as a sentence: "HTS captured the west of Aleppo".
#[must_use]
pub fn sentence(claim: &Claim, styles: &ActorStyles) -> String {
    let name = |mention: &Option<ActorMention>| mention.as_ref().map(|m| styles.name(&m.id));
    let actor = name(&claim.actor).unwrap_or_else(|| say::someone().to_owned());
    let part = match (claim.extent, claim.side.as_deref()) {
        (_, Some(side)) => say::of_part(compass(side)),
        (Extent::Part, None) => say::of_a_part().to_owned(),
        (Extent::Whole, None) => String::new(),
    };
    let place = &claim.place.name;
    let opponent = name(&claim.opponent);
    match claim.change {
        Change::Captured => say::captured_it(actor, part, place),
        Change::Lost => say::lost_it(actor, part, place),
        Change::Held => say::held_it(actor, part, place),
        Change::Entered => say::entered_it(actor, part, place),
        Change::Advancing => say::advanced_towards_it(actor, part, place),
        Change::Contested => match opponent {
            Some(opponent) => say::both_fought_in_it(actor, opponent, part, place),
            None => say::fought_in_it(actor, part, place),
        },
        Change::Besieged => say::besieged_it(actor, part, place),
        Change::Repelled => say::repelled_it(actor, part, place),
    }
}

/// Who does what to whom, where, when, in whose words, and how sure.
fn roles(claim: &Claim, text: &str, styles: &ActorStyles) -> Vec<(&'static str, String)> {
    let quoted = |span: Span| format!("“{}”", one_line(span.of(text)));
    let actor = |mention: &ActorMention| format!("{}, {}", quoted(mention.mention), with_side(&mention.id, &mention.side, styles));
    let mut roles = vec![(say::role_who(), claim.actor.as_ref().map_or_else(|| say::nobody_named().to_owned(), actor))];
    roles.extend(claim.opponent.as_ref().map(|opponent| (say::role_against(), actor(opponent))));
    roles.push((say::role_where(), format!("{}, {}", quoted(claim.place.mention), claim.place.name)));
    let when = match claim.when.mention {
        Some(words) => format!("{}, {}", quoted(words), day::span(claim.when.span)),
        None => format!("{}, {}", day::span(claim.when.span), basis(claim.when.basis)),
    };
    roles.push((say::role_when(), when));
    let claimant = &claim.claimant;
    let by = speaker(&claimant.id, claimant.kind, claimant.mention, text, styles);
    roles.push((say::role_claimant(), format!("{by} ({})", evidence_label(claim.evidence).to_lowercase())));
    let doubts: Vec<&str> = [
        (claim.hedged, say::tag_hedged()),
        (claim.denied, say::but_denied()),
        (claim.unverified, say::but_unverified()),
        (claim.self_favourable == Some(true), say::tag_self_favourable()),
    ]
    .into_iter()
    .filter_map(|(holds, words)| holds.then_some(words))
    .collect();
    if !doubts.is_empty() {
        roles.push((say::role_but(), doubts.join(", ")));
    }
    roles.push((say::role_frame(), say::frame(claim.frame.replace(['_', '-'], " "))));
    roles
}

/// "Hayat Tahrir al-Sham, side: Syrian opposition".
fn with_side(actor: &ActorId, side: &SideId, styles: &ActorStyles) -> String {
    let name = styles.name(actor);
    if actor.0 == side.0 { name } else { say::with_side(name, styles.name(&ActorId(side.0.clone()))) }
}

fn speaker(id: &str, kind: ClaimantKind, mention: Option<Span>, text: &str, styles: &ActorStyles) -> String {
    if kind == ClaimantKind::Outlet {
        return claimant(kind).to_owned();
    }
    let name = Outlets::embedded().by_id(id).map_or_else(|| styles.name(&ActorId(id.to_owned())), |outlet| outlet.name.clone());
    let words = mention.map(|span| one_line(span.of(text))).unwrap_or_default();
    if words.is_empty() || words.to_lowercase() == name.to_lowercase() { name } else { format!("“{words}”, {name}") }
}

#[must_use]
pub const fn claimant(kind: ClaimantKind) -> &'static str {
    match kind {
        ClaimantKind::Outlet => say::by_outlet(),
        ClaimantKind::Belligerent => say::by_belligerent(),
        ClaimantKind::Official => say::by_official(),
        ClaimantKind::Monitor => say::by_monitor(),
        ClaimantKind::RescueGroup => say::by_rescue_group(),
        ClaimantKind::Residents => say::by_residents(),
        ClaimantKind::Activists => say::by_activists(),
        ClaimantKind::Video => say::by_video(),
        ClaimantKind::OtherMedia => say::by_other_media(),
        ClaimantKind::Other => say::by_other(),
    }
}

#[must_use]
pub fn compass(side: &str) -> &'static str {
    match side {
        "N" => say::the_north(),
        "NE" => say::the_north_east(),
        "E" => say::the_east(),
        "SE" => say::the_south_east(),
        "S" => say::the_south(),
        "SW" => say::the_south_west(),
        "W" => say::the_west(),
        "NW" => say::the_north_west(),
        _ => say::the_centre(),
    }
}

const fn basis(basis: WhenBasis) -> &'static str {
    match basis {
        WhenBasis::Explicit => say::basis_explicit(),
        WhenBasis::Weekday => say::basis_weekday(),
        WhenBasis::Relative => say::basis_relative(),
        WhenBasis::SinceUntil => say::basis_since_until(),
        WhenBasis::ArticleDate => say::basis_article_date(),
        WhenBasis::Inherited => say::basis_inherited(),
    }
}

const fn unread(why: Unread) -> &'static str {
    match why {
        Unread::NoProse => say::unread_no_prose(),
        Unread::NoTrigger => say::unread_no_trigger(),
        Unread::NoPlace => say::unread_no_place(),
        Unread::TooLong => say::unread_too_long(),
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `"a" is no place` → `“a” is no place`.
fn curly(words: &str) -> String {
    let mut open = false;
    let turn = |letter: char| match letter {
        '"' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        other => other,
    };
    words.chars().map(turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles() -> ActorStyles {
        ActorStyles::new(crate::actors::Register::embedded().actors())
    }

    #[test]
    fn a_finding_says_in_words_what_was_seen_and_why_nothing_came_of_it() {
        let text = "Rebels may take Qarat.";
        let refused = Finding::Refused { word: Span::new(11, 15), why: "\"may\" is a modal verb".to_owned() };
        let stranger = Finding::Actor { words: Span::new(0, 6), who: None };
        let before = Finding::Place { words: None, id: "at:1".to_owned(), name: "Qarat".to_owned() };
        let words = explained(&[stranger, before, refused, Finding::Unread(Unread::NoPlace)], text, &styles());
        let lines: Vec<&str> = words.lines().map(str::trim).collect();
        assert_eq!(lines.first(), Some(&"actor    “Rebels”: nobody known here"));
        assert_eq!(lines.get(1), Some(&"place    Qarat, named before (at:1)"));
        assert_eq!(lines.get(2), Some(&"no claim “take”: “may” is a modal verb"));
        assert!(lines.get(3).is_some_and(|line| line.starts_with("not read") && line.contains("known place")));
    }
}

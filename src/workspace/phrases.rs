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
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Time => "time",
            Self::Speaker => "says so",
            Self::Refused => "no claim",
            Self::Claim => "claim",
            Self::Unread => "not read",
        }
    }

    /// For who points at the label.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Actor => "Words for somebody who may take, hold or lose a place",
            Self::Place => "Words for a place, and the place of the gazetteer that they mean here",
            Self::Time => "Time words, and the days that they mean here",
            Self::Speaker => "Who is said to say so",
            Self::Refused => "A word that may tell of control, and why it makes no claim here",
            Self::Claim => "What the sentence asserts, and the word that carries it",
            Self::Unread => "Why the sentence was not searched for claims",
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
        Finding::Actor { words, who: None } => plain(RowKind::Actor, Some(*words), "nobody known here".to_owned()),
        Finding::Place { words, id, name } => {
            let before = if words.is_none() { ", named before" } else { "" };
            Row { place: Some(id.clone()), ..plain(RowKind::Place, *words, format!("{name}{before}")) }
        }
        Finding::Time { words, when } => plain(RowKind::Time, Some(*words), when.map_or_else(|| "no certain days".to_owned(), day::span)),
        Finding::Speaker { id, kind, side, mention, verb, said } => {
            let who = speaker(id, *kind, *mention, text, styles);
            let meaning = format!("{who}: “{}”", one_line(said.of(text)));
            Row { side: side.clone().map(|side| (ActorId(id.clone()), side)), ..plain(RowKind::Speaker, Some(*verb), meaning) }
        }
        Finding::Refused { word, why } => plain(RowKind::Refused, Some(*word), curly(why)),
        Finding::Claim { claim, word, again } => {
            let again = if *again { " (said twice, kept once)" } else { "" };
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
    let actor = name(&claim.actor).unwrap_or_else(|| "Someone".to_owned());
    let part = match (claim.extent, claim.side.as_deref()) {
        (_, Some(side)) => format!("{} of ", compass(side)),
        (Extent::Part, None) => "a part of ".to_owned(),
        (Extent::Whole, None) => String::new(),
    };
    let place = &claim.place.name;
    let opponent = name(&claim.opponent);
    match claim.change {
        Change::Captured => format!("{actor} captured {part}{place}"),
        Change::Lost => format!("{actor} lost or left {part}{place}"),
        Change::Held => format!("{actor} held {part}{place}"),
        Change::Entered => format!("{actor} entered {part}{place}"),
        Change::Advancing => format!("{actor} advanced towards {part}{place}"),
        Change::Contested => match opponent {
            Some(opponent) => format!("{actor} and {opponent} fought in {part}{place}"),
            None => format!("{actor} fought in {part}{place}"),
        },
        Change::Besieged => format!("{actor} besieged {part}{place}"),
        Change::Repelled => format!("{actor} repelled an attack on {part}{place}"),
    }
}

/// Who does what to whom, where, when, in whose words, and how sure.
fn roles(claim: &Claim, text: &str, styles: &ActorStyles) -> Vec<(&'static str, String)> {
    let quoted = |span: Span| format!("“{}”", one_line(span.of(text)));
    let actor = |mention: &ActorMention| format!("{}, {}", quoted(mention.mention), with_side(&mention.id, &mention.side, styles));
    let mut roles = vec![("who", claim.actor.as_ref().map_or_else(|| "the words leave it open".to_owned(), actor))];
    roles.extend(claim.opponent.as_ref().map(|opponent| ("against", actor(opponent))));
    roles.push(("where", format!("{}, {}", quoted(claim.place.mention), claim.place.name)));
    let when = match claim.when.mention {
        Some(words) => format!("{}, {}", quoted(words), day::span(claim.when.span)),
        None => format!("{}, {}", day::span(claim.when.span), basis(claim.when.basis)),
    };
    roles.push(("when", when));
    let claimant = &claim.claimant;
    let by = speaker(&claimant.id, claimant.kind, claimant.mention, text, styles);
    roles.push(("in the words of", format!("{by} ({})", evidence_label(claim.evidence).to_lowercase())));
    let doubts: Vec<&str> = [
        (claim.hedged, "hedged"),
        (claim.denied, "denied by a side"),
        (claim.unverified, "could not be checked"),
        (claim.self_favourable == Some(true), "favours its source"),
    ]
    .into_iter()
    .filter_map(|(holds, words)| holds.then_some(words))
    .collect();
    if !doubts.is_empty() {
        roles.push(("but", doubts.join(", ")));
    }
    roles.push(("found by", format!("frame {}", claim.frame.replace(['_', '-'], " "))));
    roles
}

/// "Hayat Tahrir al-Sham, side: Syrian opposition".
fn with_side(actor: &ActorId, side: &SideId, styles: &ActorStyles) -> String {
    let name = styles.name(actor);
    if actor.0 == side.0 { name } else { format!("{name}, side: {}", styles.name(&ActorId(side.0.clone()))) }
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
        ClaimantKind::Outlet => "the outlet itself",
        ClaimantKind::Belligerent => "a side of the war",
        ClaimantKind::Official => "an official",
        ClaimantKind::Monitor => "a monitor",
        ClaimantKind::RescueGroup => "a rescue group",
        ClaimantKind::Residents => "residents",
        ClaimantKind::Activists => "activists",
        ClaimantKind::Video => "a video",
        ClaimantKind::OtherMedia => "another outlet",
        ClaimantKind::Other => "another source",
    }
}

#[must_use]
pub fn compass(side: &str) -> &'static str {
    match side {
        "N" => "the north",
        "NE" => "the north-east",
        "E" => "the east",
        "SE" => "the south-east",
        "S" => "the south",
        "SW" => "the south-west",
        "W" => "the west",
        "NW" => "the north-west",
        _ => "the centre",
    }
}

const fn basis(basis: WhenBasis) -> &'static str {
    match basis {
        WhenBasis::Explicit => "the date is written out",
        WhenBasis::Weekday => "from a weekday",
        WhenBasis::Relative => "reckoned from the article's date",
        WhenBasis::SinceUntil => "from “since” or “until”",
        WhenBasis::ArticleDate => "no time words: the article's own date",
        WhenBasis::Inherited => "the day that the sentence before names",
    }
}

const fn unread(why: Unread) -> &'static str {
    match why {
        Unread::NoProse => "a byline, a date line or boilerplate",
        Unread::NoTrigger => "no word that may tell of who takes, holds or loses a place",
        Unread::NoPlace => "neither it nor a sentence before names a known place",
        Unread::TooLong => "too long for a sentence: a table or a list",
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

//! Who is speaking: the source that a phrase of a sentence names.
//!
//! In: a [`View`], a phrase of it, the speakers of the article so far. Out: a [`Source`]. Refused: what it says; that is
//! `attribution`.

use super::claim::ClaimantKind;
use super::subject::actor_in;
use super::view::{Phrase, View};
use crate::actors::{MentionKind, OutletKind, Outlets, SideId, Who, slug};
use crate::text::Upos;

/// A source of words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Source {
    pub id: String,
    pub kind: ClaimantKind,
    pub side: Option<SideId>,
    /// The armed or political actor that speaks, if it is one.
    pub who: Option<Who>,
    /// Bytes of the article.
    pub mention: Option<crate::provenance::Span>,
    /// Speaks for a side: its own words are claims.
    pub partisan: bool,
}

/// What the article has told of speakers so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Speakers {
    /// The last source that spoke.
    pub last: Option<Source>,
    /// Surname → source, from "SOHR director Rami Abdel Rahman".
    pub people: Vec<(String, Source)>,
    /// "a spokesman for A", whom the next sentence may name.
    unnamed: Option<Source>,
}

/// What stands after "according to".
pub(super) fn source_from(view: &View, outlets: &Outlets, speakers: &mut Speakers, at: usize) -> Option<(Source, bool)> {
    let mut i = at;
    while i < at + 3 && view.phrase(i).is_none() {
        i += 1;
    }
    let phrase = view.phrase(i)?;
    // "according to senior diplomatic and A security officials"
    let next = Some(phrase.end + 1).filter(|_| view.norm(phrase.end) == "and" && view.tag(phrase.head) == Upos::Adj);
    source_of_phrase(view, outlets, speakers, phrase)
        .or_else(|| source_of_phrase(view, outlets, speakers, next.and_then(|n| view.phrase(n))?))
}

/// The source that a phrase names, and whether the words hedge.
pub(super) fn source_of_phrase(view: &View, outlets: &Outlets, speakers: &mut Speakers, phrase: Phrase) -> Option<(Source, bool)> {
    if view.known(phrase.head).pictures() {
        return None;
    }
    // "an alliance that calls itself the X Command said"
    let own = usize::from(view.is(phrase.start, &["itself", "themselves", "himself", "herself"]));
    let mention = Some(view.span(phrase.start + own, apposition_end(view, phrase)));
    if let Some((_, owner)) = view.possessors.iter().find(|(token, _)| *token == phrase.start)
        && phrase.end - phrase.start <= 6
        // "its spokesman", "its spokesman Colonel X"
        && (phrase.start..phrase.end).any(|n| view.known(n).speaker())
    {
        let source = belligerent(owner.who.clone(), mention);
        if view.tag(phrase.head) == Upos::Propn {
            remember(speakers, view.norm(phrase.head).to_owned(), &source);
        }
        return Some((source, false));
    }
    let outlet_source = (phrase.start..phrase.end).find_map(|n| {
        let (outlet, count) = outlets.starting((n..view.len()).map(|m| view.norm(m)))?;
        // Short names must be written as names.
        let upper = |n: usize| view.shown(n).chars().any(char::is_uppercase);
        let capital = upper(n) && (view.norm(n) != "the" || n > 0) || view.norm(n) == "the" && upper(n + 1);
        // "The National Transitional Council" is no newspaper: a name that goes on is another.
        let last = view.mention(n + count - 1).and_then(|m| view.mentions.get(m));
        (capital && last.is_none_or(|m| m.end <= n + count)).then_some((outlet, n, count))
    });
    let surname = view.norm(phrase.head).to_owned();
    // "AFP spokesman X": no agency speaks through one; a force of that name does.
    let spokesman = |n: usize| view.is(n, &["spokesman", "spokeswoman", "spokesperson"]);
    let prints = |kind: OutletKind| !matches!(kind, OutletKind::Monitor | OutletKind::ThinkTank | OutletKind::Official);
    let own_voice = outlet_source.filter(|(outlet, n, count)| !(prints(outlet.kind) && spokesman(n + count)));
    if let Some((outlet, n, count)) = own_voice {
        let kind = match outlet.kind {
            OutletKind::Monitor | OutletKind::ThinkTank if outlet.id == "white-helmets" => ClaimantKind::RescueGroup,
            OutletKind::Monitor | OutletKind::ThinkTank => ClaimantKind::Monitor,
            OutletKind::Official => ClaimantKind::Official,
            _ => ClaimantKind::OtherMedia,
        };
        let partisan =
            matches!(outlet.kind, OutletKind::StateMedia | OutletKind::PartisanMedia | OutletKind::Official) && outlet.leans.is_some();
        let source = Source {
            id: outlet.id.clone(),
            kind,
            side: outlet.leans.clone(),
            who: None,
            // "a UN spokesman, X X," as a whole.
            mention: Some(if (n + count..phrase.end).any(|n| view.known(n).speaker()) {
                view.span(n, speaker_end(view, phrase))
            } else {
                view.span(n, n + count)
            })
            .filter(|s| !s.is_empty()),
            partisan,
        };
        if view.tag(phrase.head) == Upos::Propn && phrase.head >= n + count {
            remember(speakers, surname, &source);
        }
        return Some((source, false));
    }
    if let Some((_, source)) = speakers.people.iter().find(|(name, _)| bare(name) == bare(&surname)) {
        return Some((Source { mention, ..source.clone() }, false));
    }
    // "military sources in A's army", "a spokesman for A": of whom the phrase after tells.
    if view.is(phrase.end, &["in", "of", "from", "with", "for", "at"])
        && view.known(phrase.head).speaker()
        && let Some(next) = view.phrase(phrase.end + 1)
        && let Some(who) = actor_in(view, next).and_then(|m| view.who.get(m).cloned().flatten())
        && (who.by_name || view.known(phrase.head).speaks_for() && view.norm(phrase.end) == "for")
    {
        // "X, a spokesman for A"
        let person = phrase.start.checked_sub(2).filter(|_| view.norm(phrase.start.wrapping_sub(1)) == ",").and_then(|n| view.phrase(n));
        let person = person.filter(|p| view.tag(p.head) == Upos::Propn && view.place(p.head).is_none());
        let from = person.map_or(phrase.start, |p| p.start);
        let source = belligerent(who, Some(view.span(from, next.end)));
        if let Some(person) = person {
            remember(speakers, view.norm(person.head).to_owned(), &source);
        }
        speakers.unnamed = Some(source.clone()).filter(|_| view.known(phrase.head).speaks_for());
        return Some((source, false));
    }
    let modifier = (phrase.start..phrase.end).filter_map(|n| view.mention(n)).find(|&m| view.who.get(m).is_some_and(Option::is_some));
    let noun = (phrase.start..phrase.end)
        .rev()
        .find_map(|n| view.known(n).speaker().then(|| view.vocabulary.speakers.get(view.norm(n)).map(|kind| (n, kind.as_str()))).flatten());
    if let Some(m) = actor_in(view, phrase).or(modifier.filter(|_| noun.is_some() || view.tag(phrase.head) == Upos::Propn))
        && let (Some(who), Some(words)) = (view.who.get(m).cloned().flatten(), view.mentions.get(m))
    {
        let civil = noun.is_some_and(|(_, kind)| matches!(kind, "residents" | "activists" | "monitor"));
        if !civil && words.kind != MentionKind::Anaphor
            || words.kind == MentionKind::Anaphor && !view.is(phrase.start, &["it", "they", "he", "we"])
        {
            let kind = match noun {
                Some((_, "officials")) => ClaimantKind::Official,
                Some((_, "other-media")) => ClaimantKind::OtherMedia,
                _ => ClaimantKind::Belligerent,
            };
            let source = Source { id: who.id.0.clone(), kind, side: Some(who.side.clone()), who: Some(who), mention, partisan: true };
            if view.tag(phrase.head) == Upos::Propn {
                remember(speakers, surname, &source);
            } else if view.known(phrase.head).speaks_for() && view.is(phrase.start, &["a", "an"]) {
                speakers.unnamed = Some(source.clone());
            }
            return Some((source, false));
        }
    }
    if view.is(phrase.head, &["it", "they", "he", "she", "we", "who"])
        || view.known(phrase.head).speaks_for() && phrase.end - phrase.start <= 2
    {
        // "He said": who spoke a sentence or two before, rather than the last person that was spoken of.
        let begun = view.span(0, 1).start;
        let spoke = speakers.last.as_ref().filter(|last| last.mention.is_some_and(|m| m.start < begun && m.end + JUST_SPOKE > begun));
        let named = view.mentions.iter().any(|m| m.person && m.anaphor.is_none() && m.end <= phrase.start);
        if let Some(last) = spoke.filter(|_| view.is(phrase.head, &["he", "she"]) && !named) {
            return Some((Source { mention: last.mention.or(mention), ..last.clone() }, false));
        }
        if let Some(m) = view.mention(phrase.head)
            && let Some(who) = view.who.get(m).cloned().flatten()
        {
            return Some((belligerent(who, mention), false));
        }
        return speakers.last.clone().map(|s| (Source { mention: s.mention.or(mention), ..s }, false));
    }
    if let Some((_, kind)) = noun {
        let reports = view.is(phrase.head, &["reports", "report"]);
        if reports {
            return None;
        }
        let kind = match kind {
            "residents" => ClaimantKind::Residents,
            "activists" => ClaimantKind::Activists,
            "officials" => ClaimantKind::Official,
            "monitor" => ClaimantKind::Monitor,
            "rescue-group" => ClaimantKind::RescueGroup,
            "belligerent" => ClaimantKind::Belligerent,
            "other-media" => ClaimantKind::OtherMedia,
            _ => ClaimantKind::Other,
        };
        let words = view.words(phrase.start, phrase.end).to_owned();
        let source = Source { id: slug(&words), kind, side: None, who: None, mention, partisan: false };
        if view.tag(phrase.head) == Upos::Propn && kind == ClaimantKind::Official && view.place(phrase.head).is_none() {
            remember(speakers, surname, &source);
        }
        return Some((source, false));
    }
    // "General X, commander of the army's 7th Corps, said": of whom the apposition tells.
    if view.tag(phrase.head) == Upos::Propn
        && view.norm(phrase.end) == ","
        && let Some(office) = view.phrase(phrase.end + 1).filter(|p| (p.start..p.end).any(|n| view.known(n).speaker()))
        && !view.known(office.head).say()
    {
        let of = Some(office.end).filter(|&n| view.is(n, &["of", "for", "in", "with"])).and_then(|n| view.phrase(n + 1));
        let within = |p: Phrase| (p.start..p.end).filter_map(|n| view.mention(n)).find_map(|m| view.who.get(m).cloned().flatten());
        if let Some(who) = of.and_then(within).or_else(|| within(office)).filter(|who| who.by_name || who.index.is_some()) {
            let source = belligerent(who, mention);
            remember(speakers, surname, &source);
            return Some((source, false));
        }
    }
    if view.tag(phrase.head) == Upos::Propn && view.place(phrase.head).is_none() {
        // "But a spokesman for A denied it. \"We are still there,\" X said.": X is the spokesman.
        let begun = view.span(0, 1).start;
        let just = |s: &Source| s.mention.is_some_and(|m| m.end <= begun && m.end + JUST_SPOKE > begun);
        let words = view.words(phrase.start, phrase.end).to_owned();
        let stranger = Source { id: slug(&words), kind: ClaimantKind::Other, side: None, who: None, mention, partisan: false };
        let source = speakers.unnamed.take().filter(just).map_or(stranger, |spokesman| Source { mention, ..spokesman });
        remember(speakers, surname, &source);
        return Some((source, false));
    }
    None
}

/// "a UN spokesman in A, X X, said": where the name ends.
fn speaker_end(view: &View, phrase: Phrase) -> usize {
    let mut last = phrase;
    while view.is(last.end, &["in", "for", "at", "of"])
        && let Some(next) = view.phrase(last.end + 1)
    {
        last = next;
    }
    apposition_end(view, last).max(phrase.end)
}

/// "al-Obeidi" and "Obeidi" are one name.
fn bare(name: &str) -> &str {
    ["al-", "el-", "al ", "el "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

/// Bytes after which "he" may be somebody else than the last speaker.
const JUST_SPOKE: u32 = 500;

/// "the rebel coalition, the Military Operations Command": a name in apposition belongs to the speaker.
fn apposition_end(view: &View, phrase: Phrase) -> usize {
    if view.norm(phrase.end) == ","
        && let Some(next) = view.phrase(phrase.end + 1)
        && (next.start..next.end)
            .any(|n| view.mention(n).is_some_and(|m| view.mentions.get(m).is_some_and(|m| m.kind == MentionKind::Full)))
        && !view.is_verb(next.end)
    {
        return next.end;
    }
    // "a rebel spokesman, Lul Ruai Koang, confirmed"
    if view.norm(phrase.end) == ","
        && let Some(next) = view.phrase(phrase.end + 1)
        && (next.start..next.end).all(|n| view.tag(n) == Upos::Propn && view.place(n).is_none())
        && view.norm(next.end) == ","
    {
        return next.end;
    }
    phrase.end
}

fn remember(speakers: &mut Speakers, surname: String, source: &Source) {
    if surname.len() > 2 && speakers.people.len() < 200 {
        speakers.people.retain(|(name, _)| bare(name) != bare(&surname));
        speakers.people.push((surname, source.clone()));
    }
}

/// A party to the war speaks, for itself.
fn belligerent(who: Who, mention: Option<crate::provenance::Span>) -> Source {
    Source { id: who.id.0.clone(), kind: ClaimantKind::Belligerent, side: Some(who.side.clone()), who: Some(who), mention, partisan: true }
}

//! Who says so: "SOHR reported that …", "…, the army said", "according to residents", quotations.
//!
//! In: a [`View`]. Out: [`Attribution`]s, each with the tokens that it covers. Refused: passives without a speaker ("it was
//! reported"): the outlet says those.

use super::claim::ClaimantKind;
use super::subject::{actor_in, group, subject};
use super::view::{Phrase, View};
use crate::actors::{MentionKind, OutletKind, Outlets, Setting, SideId, Who};
use crate::calendar::Date;
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

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Attribution {
    pub source: Source,
    /// Tokens that it covers.
    pub from: usize,
    pub to: usize,
    /// Token of the verb or preposition.
    pub at: usize,
    /// "acknowledged", "admitted".
    pub admits: bool,
    /// "reports say", "is believed".
    pub hedged: bool,
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

pub(super) fn attributions(view: &View, outlets: &Outlets, speakers: &mut Speakers) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    for at in 0..view.len() {
        if view.norm(at) == "according" && view.norm(at + 1) == "to" {
            if let Some((source, hedged)) = source_from(view, outlets, speakers, at + 2) {
                speakers.last = Some(source.clone());
                found.push(Attribution { source, from: 0, to: view.len(), at, admits: false, hedged });
            }
            continue;
        }
        if !view.known(at).say() || !view.is_verb(at) || view.phrase(at).is_some() {
            continue;
        }
        if let Some(attribution) = said(view, outlets, speakers, at) {
            speakers.last = Some(attribution.source.clone());
            found.push(attribution);
        }
    }
    if let Some(verified) = checked_by(view, outlets) {
        found.push(verified);
    }
    found
}

/// "The defence minister", "police": they speak for whoever governs where the article plays, if nothing else tells for whom.
pub(super) fn officials(said: &mut [Attribution], view: &View, setting: &Setting, (near, on): (&[&str], Option<Date>)) {
    let offices = [
        "president",
        "prime minister",
        "premier",
        "minister of",
        "defence minist",
        "defense minist",
        "military",
        "army",
        "police",
        "navy",
        "air force",
        "interior minist",
    ];
    for attribution in said.iter_mut().filter(|a| a.source.side.is_none() && a.source.who.is_none()) {
        let words = attribution.source.mention.map_or_else(String::new, |span| span.of(view.text).to_lowercase());
        let office = offices.iter().any(|office| words.contains(office)) && !["former", "ex-"].iter().any(|past| words.contains(past));
        if !office || !matches!(attribution.source.kind, ClaimantKind::Official | ClaimantKind::Belligerent | ClaimantKind::Other) {
            continue;
        }
        if let Some(who) = setting.best(view.register, &view.register.readings_of("army"), near, on) {
            attribution.source.side = Some(who.side.clone());
            attribution.source.partisan = true;
            attribution.source.kind = ClaimantKind::Belligerent;
            attribution.source.who = Some(who);
        }
    }
}

/// "was declared captured by A": who declares it.
fn said_by(view: &View, outlets: &Outlets, speakers: &mut Speakers, at: usize) -> Option<Attribution> {
    let by =
        (at + 1..at + 9).take_while(|&n| !view.is(n, &[",", ";", "."])).find(|&n| view.norm(n) == "by" && view.time(n + 1).is_none())?;
    if !view.known(at).declared() {
        return None;
    }
    let (source, hedged) = source_from(view, outlets, speakers, by + 1)?;
    let subject = subject(view, group(view, at).start, 0);
    let from = subject.phrases.iter().map(|p| p.start).min().filter(|&n| n < at).unwrap_or(at);
    Some(Attribution { source, from, to: view.len(), at, admits: view.known(at).admit(), hedged })
}

fn said(view: &View, outlets: &Outlets, speakers: &mut Speakers, at: usize) -> Option<Attribution> {
    let verb = group(view, at);
    let word = view.norm(at);
    if verb.passive && !matches!(word, "quoted" | "quoting") {
        return said_by(view, outlets, speakers, at).filter(|_| !verb.modal && !verb.negated);
    }
    if verb.modal || verb.negated {
        return None;
    }
    let admits = view.known(at).admit();
    // "said the rebel coalition": the speaker follows.
    let after = at + 1;
    let quote_before = at > 0
        && (view.is(at - 1, &["\"", "”", "''", "’", "'"]) || view.norm(at - 1) == "," && view.is(at.wrapping_sub(2), &["\"", "”", "''"]));
    let clause_follows = (after..view.len()).any(|n| view.is_verb(n));
    let subject = subject(view, verb.start, 0);
    let before = subject.phrases.first().copied().filter(|p| p.end <= at && p.end + 14 > at);
    let direct = before.is_some_and(|p| p.end + 8 > verb.start && source_of_phrase(view, outlets, speakers, p).is_some() && !quote_before);
    if (word == "said" || word == "says" || word == "added") && !direct || quote_before {
        if let Some(phrase) = view.phrase(after)
            && !(clause_follows && !quote_before && (phrase.end..view.len().min(phrase.end + 3)).any(|n| view.is_verb(n)))
            && let Some((source, hedged)) = source_of_phrase(view, outlets, speakers, phrase)
        {
            return Some(Attribution { source, from: 0, to: after, at, admits, hedged });
        }
        if quote_before
            && let Some(phrase) = before
            && let Some((source, hedged)) = source_of_phrase(view, outlets, speakers, phrase)
        {
            return Some(Attribution { source, from: 0, to: after, at, admits, hedged });
        }
    }
    let phrase = before?;
    let (mut source, mut hedged) = subject
        .phrases
        .iter()
        .find_map(|p| source_of_phrase(view, outlets, speakers, *p))
        .or_else(|| source_of_phrase(view, outlets, speakers, phrase))?;
    // A speaker at the end speaks for what stands before: "…, residents and a monitor said".
    let rest = (after..view.len()).filter(|&n| view.tag(n) != Upos::Punct && view.time(n).is_none()).count();
    let mut start = subject.phrases.iter().map(|p| p.start).min().unwrap_or(at);
    // "residents and the exiled government said": the first of them.
    while view.is(start.wrapping_sub(1), &["and", "or"])
        && let Some(first) = start.checked_sub(2).and_then(|n| view.phrase(n)).filter(|p| view.known(p.head).speaker())
    {
        start = first.start;
        if let Some(found) = source_of_phrase(view, outlets, speakers, first) {
            (source, hedged) = found;
        }
    }
    // "…, the army said on Wednesday, weeks after …"
    let mut after = after;
    for _ in 0..3 {
        while view.time(after).is_some() || view.is(after, &["on", "late", "early", "in"]) && view.time(after + 1).is_some() {
            after += 1;
        }
        // "wrote on Twitter", "said in a statement", "told reporters in P"
        let manner = usize::from(view.is(after, &["on", "in", "by", "via", "to", "at", "from"]));
        let phrase = view.phrase(after + manner).filter(|p| p.start == after + manner && p.end - p.start <= 5);
        let reporters =
            view.is(after, &["reporters", "journalists", "broadcaster", "parliament"]) || view.norm(after) == "the" && word == "told";
        match phrase.filter(|p| (manner > 0 || reporters) && view.mention(p.head).is_none()) {
            Some(phrase) => after = phrase.end,
            None => break,
        }
    }
    // "A took B, the army said, while C …": set off by commas, for what stands before.
    let told = (0..start).any(|n| view.is_verb(n) && view.phrase(n).is_none());
    let closed = told && view.norm(after) == "," && view.norm(start.wrapping_sub(1)) == ",";
    let goes_on = ["while", "as", "but", "and", "although", "though", "whereas", "adding", "with", "after", "which", "in"];
    let gerund = view.tag(after + 1) == Upos::Verb && view.norm(after + 1).ends_with("ing");
    let set_off =
        closed && (gerund || view.is(after + 1, &goes_on) || (after + 1..after + 6).any(|n| view.is(n, &["after", "before", "since"])));
    let trailing =
        set_off || rest <= 3 && start > 2 && !view.is(after, &["that"]) || view.is(after, &[".", ""]) || quote_ends_before(view, start);
    // "…, a claim that the army denied": who denies it does not say it.
    if trailing && view.known(at).denial() {
        return None;
    }
    let (from, to) = if trailing { (0, start) } else { (verb.start.min(at), end_of_scope(view, at)) };
    Some(Attribution { source, from, to, at, admits, hedged })
}

/// "…", he said: the quotation before the speaker.
fn quote_ends_before(view: &View, start: usize) -> bool {
    start > 1 && (view.is(start - 1, &["\"", "”", "''"]) || view.norm(start - 1) == "," && view.is(start - 2, &["\"", "”", "''"]))
}

/// ", but CNN could not …" and "; …" are no longer the speaker's words; "and multiple residents say" opens a new one.
fn end_of_scope(view: &View, at: usize) -> usize {
    let mut told = false;
    for n in at + 1..view.len() {
        // "declared the city a capital after he had taken it": only what is told is in his words.
        let finite = view.is_verb(n) && view.phrase(n).is_none() && view.norm(n.wrapping_sub(1)) != "to";
        told |= finite || view.is(n, &["that"]);
        if !told && view.is(n, &["after", "since", "when", "while", "before", "as"]) && view.phrase(n.wrapping_sub(1)).is_some() {
            return n;
        }
        if view.is(n, &[";"]) {
            return n;
        }
        if view.is(n, &["but", "while", "although", "though", "as"]) && view.is(n.wrapping_sub(1), &[","]) {
            return n;
        }
    }
    view.len()
}

/// "geolocated by CNN", "verified by Reuters".
fn checked_by(view: &View, outlets: &Outlets) -> Option<Attribution> {
    for at in 0..view.len() {
        if view.is(at, &["geolocated", "geo-located", "verified", "authenticated", "analyzed", "analysed"]) && view.norm(at + 1) == "by" {
            let mut from = at + 2;
            if view.norm(from) == "the" {
                from += 1;
            }
            let words = (from..view.len()).map(|n| view.norm(n));
            if let Some((outlet, count)) = outlets.starting(words) {
                let source = Source {
                    id: outlet.id.clone(),
                    kind: ClaimantKind::OtherMedia,
                    side: None,
                    who: None,
                    mention: Some(view.span(from, from + count)),
                    partisan: false,
                };
                return Some(Attribution { source, from: 0, to: view.len(), at, admits: false, hedged: false });
            }
        }
    }
    None
}

fn source_from(view: &View, outlets: &Outlets, speakers: &mut Speakers, at: usize) -> Option<(Source, bool)> {
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
fn source_of_phrase(view: &View, outlets: &Outlets, speakers: &mut Speakers, phrase: Phrase) -> Option<(Source, bool)> {
    if view.known(phrase.head).pictures() {
        return None;
    }
    // "an alliance that calls itself the X Command said"
    let own = usize::from(view.is(phrase.start, &["itself", "themselves", "himself", "herself"]));
    let mention = Some(view.span(phrase.start + own, apposition_end(view, phrase)));
    if let Some((_, owner)) = view.possessors.iter().find(|(token, _)| *token == phrase.start)
        && phrase.end - phrase.start <= 3
        && view.known(phrase.head).speaker()
    {
        let who = owner.who.clone();
        return Some((belligerent(who, mention), false));
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
    if let Some((outlet, n, count)) = outlet_source {
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
            mention: Some(view.span(n, n + count)).filter(|s| !s.is_empty()),
            partisan,
        };
        if view.tag(phrase.head) == Upos::Propn && phrase.head >= n + count {
            remember(speakers, surname, &source);
        }
        return Some((source, false));
    }
    if let Some((_, source)) = speakers.people.iter().find(|(name, _)| *name == surname) {
        return Some((Source { mention, ..source.clone() }, false));
    }
    // "military sources in A's army", "a spokesman for A": of whom the phrase after tells.
    if view.is(phrase.end, &["in", "of", "from", "with", "for", "at"])
        && view.known(phrase.head).speaker()
        && let Some(next) = view.phrase(phrase.end + 1)
        && let Some(who) = actor_in(view, next).and_then(|m| view.who.get(m).cloned().flatten())
        && (who.by_name || view.known(phrase.head).speaks_for() && view.norm(phrase.end) == "for")
    {
        let source = belligerent(who, Some(view.span(phrase.start, next.end)));
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
        return Some((Source { id: kebab(&words), kind, side: None, who: None, mention, partisan: false }, false));
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
        let stranger = Source { id: kebab(&words), kind: ClaimantKind::Other, side: None, who: None, mention, partisan: false };
        let source = speakers.unnamed.take().filter(just).map_or(stranger, |spokesman| Source { mention, ..spokesman });
        remember(speakers, surname, &source);
        return Some((source, false));
    }
    None
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
        speakers.people.retain(|(name, _)| *name != surname);
        speakers.people.push((surname, source.clone()));
    }
}

fn kebab(words: &str) -> String {
    let mut id = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// A party to the war speaks, for itself.
fn belligerent(who: Who, mention: Option<crate::provenance::Span>) -> Source {
    Source { id: who.id.0.clone(), kind: ClaimantKind::Belligerent, side: Some(who.side.clone()), who: Some(who), mention, partisan: true }
}

//! Who says so: "SOHR reported that …", "…, the army said", "according to residents", quotations.
//!
//! In: a [`View`]. Out: [`Attribution`]s, each with the tokens that it covers. Refused: passives without a speaker ("it was
//! reported"): the outlet says those.

use super::claim::ClaimantKind;
use super::speaker::{Source, Speakers, source_from, source_of_phrase};
use super::subject::{group, subject};
use super::view::{Phrase, View};
use crate::actors::{Outlets, Setting};
use crate::calendar::Date;
use crate::text::Upos;

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

pub(super) fn attributions(view: &View, outlets: &Outlets, speakers: &mut Speakers) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    for at in 0..view.len() {
        if view.norm(at) == "according" && view.norm(at + 1) == "to" {
            if let Some((source, hedged)) = source_from(view, outlets, speakers, at + 2) {
                speakers.last = Some(source.clone());
                let inside = in_relative(view, at);
                let (from, to) = inside.map_or((0, view.len()), |to| (at, to));
                found.push(Attribution { source, from, to, at, admits: false, hedged });
            }
            continue;
        }
        if !(view.known(at).say() || says_that(view, at)) || !view.is_verb(at) || view.phrase(at).is_some() {
            continue;
        }
        if let Some(first) = found.last_mut().filter(|first| first.at < at && but_later(view, at)) {
            // "said that A held on, but later admitted …": the same voice.
            let (source, to) = (first.source.clone(), end_of_scope(view, at));
            first.to = first.to.min(at);
            found.push(Attribution { source, from: at, to, at, admits: view.known(at).admit(), hedged: false });
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
pub(super) fn officials(
    said: &mut [Attribution],
    (view, outlets): (&View, &Outlets),
    setting: &Setting,
    (near, on): (&[&str], Option<Date>),
) {
    let offices = [
        "president",
        "head of state",
        "prime minister",
        "premier",
        "minister",
        "ministry",
        "governor",
        "provincial council",
        "defence headquarters",
        "defense headquarters",
        "military",
        "army",
        "police",
        "navy",
        "air force",
    ];
    for attribution in said.iter_mut().filter(|a| a.source.side.is_none() && a.source.who.is_none()) {
        // The office of somebody named before is in his id.
        let id = attribution.source.id.replace('-', " ");
        let words = attribution.source.mention.map_or_else(String::new, |span| span.of(view.text).to_lowercase()) + " " + &id;
        let office = offices.iter().any(|office| words.contains(office)) && !["former", "ex-"].iter().any(|past| words.contains(past));
        // "A UN military source" speaks for no army.
        let foreign = outlets.by_id(&attribution.source.id).is_some();
        let speaks = match attribution.source.kind {
            ClaimantKind::Official | ClaimantKind::Belligerent | ClaimantKind::Other => true,
            // "The website of the defence ministry"
            ClaimantKind::OtherMedia => words.contains("ministry"),
            _ => false,
        };
        if !office || foreign || !speaks {
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

/// "maintains that …", "reiterated on Monday that …", "telling a broadcaster that …".
fn says_that(view: &View, at: usize) -> bool {
    let that = Some(at).filter(|_| view.known(at).say_that()).and_then(|at| (at + 1..at + 7).find(|&n| view.norm(n) == "that"));
    let day = |n: usize| view.time(n).is_some() || view.is(n, &["on", "late", "early"]) && view.time(n + 1).is_some();
    let whom = |n: usize| view.norm(at) == "telling" && view.phrase(n).is_some() && !view.is_verb(n);
    that.is_some_and(|that| (at + 1..that).all(|n| day(n) || whom(n)))
}

/// "…, but later admitted", "…, telling a broadcaster that": a second verb of whoever the sentence began with.
fn but_later(view: &View, at: usize) -> bool {
    if view.norm(at).ends_with("ing") && view.norm(at.wrapping_sub(1)) == "," {
        return true;
    }
    let light = |n: &usize| view.tag(*n) == Upos::Adv || view.time(*n).is_some();
    let before = (0..group(view, at).start).rev().find(|n| !light(n));
    before.is_some_and(|n| view.norm(n) == "but")
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
            && let Some((mut source, hedged)) = source_of_phrase(view, outlets, speakers, phrase)
        {
            widen(view, &mut source, &subject.phrases, verb.start);
            return Some(Attribution { source, from: 0, to: after, at, admits, hedged });
        }
    }
    let mut phrases = subject.phrases;
    phrases.extend(before.filter(|p| !phrases.contains(p)));
    let mut named = before.and_then(|_| phrases.iter().find_map(|p| source_of_phrase(view, outlets, speakers, *p)));
    if named.is_none() {
        phrases = before_aside(view, verb.start);
        named = phrases.iter().find_map(|p| source_of_phrase(view, outlets, speakers, *p));
    }
    let (mut source, mut hedged) = named?;
    widen(view, &mut source, &phrases, verb.start);
    // A speaker at the end speaks for what stands before: "…, residents and a monitor said".
    let rest = (after..view.len()).filter(|&n| view.tag(n) != Upos::Punct && view.time(n).is_none()).count();
    let mut start = phrases.iter().map(|p| p.start).min().unwrap_or(at);
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
    let inside = in_relative(view, start);
    let (from, to) = if trailing { (0, start) } else { (verb.start.min(at), inside.unwrap_or_else(|| end_of_scope(view, at))) };
    Some(Attribution { source, from, to, at, admits, hedged })
}

/// "The UN mission in A, which shelters thousands, said", "The spokesman, a man of few words, said": who stands before the
/// commas, with the phrases that he is told by.
fn before_aside(view: &View, start: usize) -> Vec<Phrase> {
    let close = start.checked_sub(1).filter(|&n| view.norm(n) == ",");
    let opens = |n: usize| {
        let explained = view.is(n + 1, &["a", "an", "the", "one", "whose", "where"]) || view.tag(n + 1) == Upos::Num;
        view.norm(n) == "," && (explained || view.relative(n + 1))
    };
    let open = close.and_then(|close| (close.saturating_sub(ASIDE)..close).rev().find(|&n| opens(n)));
    let mut found: Vec<Phrase> = Vec::new();
    let mut next = open.and_then(|open| open.checked_sub(1)).and_then(|n| view.phrase(n));
    while let Some(phrase) = next.filter(|_| found.len() < 4) {
        found.insert(0, phrase);
        let led = phrase.start.checked_sub(1).filter(|&n| view.is(n, &["of", "in", "for", "at", "from", "with"]));
        next = led.and_then(|n| n.checked_sub(1)).and_then(|n| view.phrase(n));
    }
    found
}

/// "The governor of A, X X, said": the words that name the speaker are all those before the verb.
fn widen(view: &View, source: &mut Source, phrases: &[Phrase], verb: usize) {
    let Some(mention) = source.mention else { return };
    let Some(close) = (0..verb).rev().find_map(|n| view.phrase(n)).map(|p| p.end) else { return };
    let close = close + usize::from(view.norm(close) == ")");
    let from = |n: usize| view.span(n, n + 1).start;
    // "on Telegram, the staff said" names nobody.
    let led = |p: &Phrase| p.start.checked_sub(1).is_some_and(|n| view.tag(n) == Upos::Adp);
    let named = phrases.iter().filter(|p| !led(p)).map(|p| p.start).filter(|&n| from(n) <= mention.start).min();
    let Some(mut start) = named.or_else(|| (0..close).find(|&n| from(n) == mention.start)) else { return };
    // "Gen. X X, the rebel commander, said"
    let person = start.checked_sub(2).filter(|_| view.norm(start.wrapping_sub(1)) == ",").and_then(|n| view.phrase(n));
    if let Some(person) = person.filter(|p| view.tag(p.head) == Upos::Propn && view.place(p.head).is_none() && view.time(p.head).is_none())
    {
        start = person.start;
    }
    let whole = start < close && close - start <= WIDEST && !(start..close).any(|n| view.is_verb(n) && view.phrase(n).is_none());
    let span = view.span(start, close);
    if whole && span.contains(mention) {
        source.mention = Some(span);
    }
}

/// No speaker is named by more words.
const WIDEST: usize = 16;

/// An explanation between commas is no longer than this.
const ASIDE: usize = 40;

/// "A, which according to residents had fallen,": where the relative clause ends in which a word stands.
fn in_relative(view: &View, at: usize) -> Option<usize> {
    let before = at.checked_sub(if view.norm(at.wrapping_sub(1)) == "," { 2 } else { 1 })?;
    if !view.is(before, &["which", "who", "that", "where"]) || view.norm(before) == "that" && !view.relative(before) {
        return None;
    }
    // The comma that closes it, or else its second verb: "which the UN says is backed by B | has taken A".
    let mut verbs = 0;
    for n in at + 2..view.len() {
        if view.norm(n) == "," && n > at + 3 {
            return Some(n);
        }
        let finite = view.is_verb(n) && view.phrase(n).is_none() && !view.norm(n).ends_with("ing");
        let starts = finite && !view.is_verb(n.wrapping_sub(1)) && !view.is(n.wrapping_sub(1), &["to", "and", "or", "by"]);
        if starts && verbs > 0 && view.phrase(n.wrapping_sub(1)).is_some() && view.tag(n) == Upos::Aux {
            return Some(n);
        }
        verbs += usize::from(starts);
    }
    Some(view.len())
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

//! Clauses that leave their verb out: "A fell on Monday and B two days later", "A was lost in May; B and C followed in June".
//!
//! In: a [`View`], the candidates of its sentence and the last event told before it. Out: more candidates. Refused: a place
//! after "and" without a time of its own, which belongs to another clause.

use super::candidate::Candidate;
use super::claim::Change;
use super::place_hit::PlaceHit;
use super::place_phrase::place_phrase;
use super::reality::Reality;
use super::spoken_of::places_of;
use super::subject::{Agent, group, subject};
use super::view::View;
use crate::actors::Who;

/// An event that later words may take up: "… followed".
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub change: Change,
    pub who: Vec<Who>,
}

/// The event that a candidate tells, if others may follow it.
pub(super) fn told(candidate: &Candidate) -> Option<Told> {
    let happens = matches!(candidate.change, Change::Captured | Change::Lost) && !candidate.denied;
    happens.then(|| Told { change: candidate.change, who: candidate.actors.iter().map(|a| a.who.clone()).collect() })
}

pub(super) fn more(view: &View, found: &[Candidate], before: Option<&Told>) -> Vec<Candidate> {
    let claimed = |hits: &[PlaceHit]| hits.iter().any(|h| found.iter().flat_map(|c| &c.places).any(|p| p.place == h.place));
    let mut out: Vec<Candidate> = Vec::new();
    for candidate in found.iter().filter(|c| told(c).is_some() && !c.elided && !c.attributive) {
        let mut last = candidate.clone();
        for _ in 0..6 {
            let Some(next) = without_verb(view, &last) else { break };
            last = next.clone();
            if !claimed(&next.places) {
                out.push(next);
            }
        }
    }
    for at in (2..view.len()).filter(|&n| view.norm(n) == "as" && view.norm(n - 1) == ",") {
        if let Some(event) = found.iter().rfind(|c| c.at < at && !c.denied && !c.attributive && c.change != Change::Contested)
            && let Some(next) = as_has(view, at, event)
            && !claimed(&next.places)
        {
            out.push(next);
        }
    }
    for at in (0..view.len()).filter(|&n| view.norm(n) == "followed" && view.is_verb(n)) {
        let here = found.iter().filter(|c| c.at < at).filter_map(told).next_back();
        if let Some(event) = here.as_ref().or(before)
            && let Some(next) = followed(view, at, event)
            && !claimed(&next.places)
        {
            out.push(next);
        }
    }
    out
}

/// ", and B two days later": a place and a time after the clause of `first`.
fn without_verb(view: &View, first: &Candidate) -> Option<Candidate> {
    let mut next = first.end;
    // "A on Monday, B on Tuesday": a comma joins where a place follows it at once.
    let joins = |n: usize| view.is(n, &[";", "and"]) || view.norm(n) == "," && view.place(n + 1).is_some();
    for _ in 0..16 {
        if joins(next) && !view.is_verb(next + 1) || view.is_verb(next) || view.norm(next).is_empty() {
            break;
        }
        next += 1;
    }
    // The first of them may stand right before: "and on 4 April A was taken".
    let timed = |range: std::ops::Range<usize>| range.into_iter().any(|n| view.time(n).is_some());
    if !joins(next) || !timed(first.end.saturating_sub(1)..next) {
        return None;
    }
    let start = next + 1 + usize::from(view.norm(next + 1) == "and");
    let mut phrase = place_phrase(view, start).ok()?;
    // "B on Monday and C on Tuesday" is no list of B and C.
    if let Some(day) = (start..phrase.end).find(|&n| view.time(n).is_some()) {
        phrase.hits.retain(|hit| view.places.get(hit.place).is_some_and(|p| p.end <= day));
        phrase.end = phrase.hits.iter().filter_map(|hit| view.places.get(hit.place)).map(|p| p.end).max()?;
    }
    let mut at = phrase.end;
    // "B, whose garrison had fled, on the 9th"
    if view.norm(at) == ","
        && (view.relative(at + 1) || view.is(at + 1, &["where", "whose"]))
        && let Some(close) = (at + 2..(at + 20).min(view.len())).find(|&n| view.norm(n) == ",")
    {
        at = close + 1;
    }
    let passed = at;
    while view.is(at, &["itself", "too", "also", "on", "in", "the", ",", "a", "just", "only", "since", "until", "by"])
        && view.time(at).is_none()
        && at < passed + 4
    {
        at += 1;
    }
    let timex = view.times.get(view.time(at)?)?;
    let mut end = timex.end;
    while view.is(end, &["later", "after", "before", "that", "earlier"]) && end < timex.end + 2 {
        end += 1;
    }
    let ends = view.norm(end).is_empty() || view.is(end, &[".", ",", ";", "and", "\"", "”"]);
    if !ends || phrase.hits.iter().any(|h| view.places.get(h.place).is_some_and(|p| p.admin_none)) {
        return None;
    }
    // Past an aside, so that its day is the one after it.
    let told = if passed > phrase.end { passed } else { start };
    Some(Candidate { places: phrase.hits, at: told, start, end, ..first.clone() })
}

/// "A has been held since August, as has B".
fn as_has(view: &View, at: usize, event: &Candidate) -> Option<Candidate> {
    if !view.is(at + 1, &["has", "have", "had", "did", "does", "do", "was", "were", "is", "are"]) {
        return None;
    }
    let phrase = place_phrase(view, at + 2).ok()?;
    let ends = view.norm(phrase.end).is_empty() || view.is(phrase.end, &[",", ".", ";", "and"]);
    let hits_towns = phrase.hits.iter().all(|h| view.places.get(h.place).is_some_and(|p| !p.admin_none));
    (ends && hits_towns).then(|| Candidate { places: phrase.hits, start: at, end: phrase.end, ..event.clone() })
}

/// "B and C followed", "followed suit within weeks".
fn followed(view: &View, at: usize, event: &Told) -> Option<Candidate> {
    let next = at + 1 + usize::from(view.norm(at + 1) == "suit");
    let alone = view.norm(next).is_empty()
        || view.time(next).is_some()
        || view.is(next, &[".", ",", ";", "soon", "shortly", "within", "on", "in", "days", "weeks", "hours", "later", "and", "a", "the"])
            && !(view.is(next, &["a", "the", "in", "on"]) && view.time(next + 1).is_none());
    if !alone {
        return None;
    }
    let verb = group(view, at);
    if verb.passive || verb.modal || verb.negated {
        return None;
    }
    let subject = subject(view, verb.start, 0);
    let head = subject.phrases.first()?;
    view.place(head.head)?;
    let places = places_of(view, &subject)?;
    if places.iter().any(|h| view.places.get(h.place).is_none_or(|p| p.admin_none || p.start >= view.len())) {
        return None;
    }
    let actors = event.who.iter().map(|who| Agent { who: who.clone(), start: at, end: at + 1 }).collect();
    let start = places.iter().filter_map(|h| view.places.get(h.place)).map(|p| p.start).min().unwrap_or(head.start);
    Some(Candidate::new("followed", event.change, actors, places, (at, start.min(head.start), at + 1), &Reality::default()))
}

//! On which day what a candidate tells took place.
//!
//! In: a [`Candidate`] in its sentence, what was dated before. Out: one [`When`] for the sentence, another for a place that has a
//! day of its own. Refused: which words of time date a clause; that is `timex`.

use super::assemble::Assembly;
use super::candidate::Candidate;
use super::claim::{Change, ClaimPlace};
use super::discourse::Discourse;
use super::place_hit::PlaceHit;
use super::subject::group;
use super::view::View;
use crate::calendar::{Date, DateSpan};
use crate::corpus::BlockKind;
use crate::provenance::Span;
use crate::text::Upos;
use crate::timex::{Clause, When, WhenBasis, touching, when_for, when_it_speaks};

pub(super) fn dated(from: &Assembly, candidate: &Candidate, quote: Span, discourse: &Discourse) -> Option<When> {
    let view = from.view;
    let trigger = view.span(candidate.at, candidate.at + 1);
    let state = matches!(candidate.change, Change::Held | Change::Besieged);
    let narrative = from.input.runs_on();
    if candidate.attributive && candidate.frame != "seat" && !narrative {
        // A description in passing holds when the article speaks.
        return from.input.published.map(when_it_speaks);
    }
    let verbs = if view.times.is_empty() { Vec::new() } else { other_verbs(view, candidate.at) };
    let clause = Clause {
        text: view.text,
        sentence: from.sentence.span,
        clause: quote,
        trigger,
        verbs: &verbs,
        state,
        narrative,
        before: discourse.last_when.or_else(|| opening_day(from).filter(|_| narrative && (!state || candidate.attributive))),
    };
    // "since 2016 when his forces retook X", "last May, when …": the time before "when" dates the clause after it.
    let when = (candidate.at.saturating_sub(14)..candidate.at).rev().find(|&n| view.norm(n) == "when");
    // "Until May, when the attack began, they held A": its clause has ended.
    let goes_on = |n: &usize| !(*n..candidate.at).any(|m| view.norm(m) == "," && (*n..m).any(|verb| view.is_verb(verb)));
    let when = when.filter(goes_on).and_then(|n| n.checked_sub(if view.norm(n.wrapping_sub(1)) == "," { 2 } else { 1 }));
    if let Some(timex) = when.and_then(|n| view.time(n)).and_then(|n| view.times.get(n)) {
        let span = view.span(timex.start, timex.end);
        if let Some((days, mention)) = touching(from.input.timexes, span).next().and_then(|t| t.when.map(|w| (w, t.span))) {
            return Some(When { span: days, mention: Some(mention), basis: WhenBasis::Explicit });
        }
    }
    let found = when_for(&clause, from.input.timexes, from.input.published, from.tools.timex_rules);
    // A voice that is quoted speaks on the article's own days.
    let speaks = view.is(0, &["\"", "“", "``"]);
    // In a chronology the line above tells the day.
    let before = discourse.chapters.partition_point(|(start, _)| *start <= from.sentence.span.start);
    let chapter = before.checked_sub(1).and_then(|n| discourse.chapters.get(n));
    match found {
        Some(f) if matches!(f.basis, WhenBasis::ArticleDate | WhenBasis::Inherited) && chapter.is_some() => {
            chapter.map(|(_, day)| When { span: DateSpan::day(*day), mention: None, basis: WhenBasis::Inherited })
        }
        // "Our forces have begun to enter": what has been done is told of the article's own days.
        Some(f) if f.basis == WhenBasis::ArticleDate && !state && !speaks && !group(view, candidate.at).perfect => {
            Some(carried(from).unwrap_or(f))
        }
        other => other,
    }
}

/// The first day that a history tells, for what it tells before.
fn opening_day(from: &Assembly) -> Option<When> {
    let near = |days: &DateSpan| days.days().is_some_and(|n| n <= 62);
    let told = from.input.timexes.iter().filter(|t| t.basis == WhenBasis::Explicit && t.span.start > from.sentence.span.start);
    let span = told.filter_map(|t| t.when).find(near)?;
    // A page of history, not the background of news.
    let past = from.input.published.and_then(|p| p.anchor()).is_none_or(|out| span.latest.is_some_and(|day| (out - day).get_days() > 45));
    past.then_some(When { span, mention: None, basis: WhenBasis::Inherited })
}

/// The verbs of the sentence that assert something, but for the candidate's own.
fn other_verbs(view: &View, at: usize) -> Vec<Span> {
    let asserts = |n: usize| view.tag(n) == Upos::Verb && view.phrase(n).is_none() && view.norm(n) != "'s";
    // "The town, once a stronghold, fell in May": what a noun asserts has the verb after it.
    let own = if asserts(at) { at } else { (at..view.len()).find(|&n| asserts(n)).unwrap_or(at) };
    let verb = |n: &usize| *n != own && asserts(*n);
    (0..view.len()).filter(verb).map(|n| view.span(n, n + 1)).collect()
}

/// "took A on 5 May and B, with its airport, on 14 May": the day right behind one of several places is that one's.
pub(super) fn day_of_place(from: &Assembly, candidate: &Candidate, hit: &PlaceHit) -> Option<When> {
    let view = from.view;
    let place = view.places.get(hit.place).filter(|p| candidate.places.len() > 1 && p.end < view.len())?;
    let mut n = place.end;
    // ", on the northern shore," and ", whose fall" may stand before it.
    let comma = view.norm(n) == ",";
    if comma && view.norm(n + 1) == "whose" {
        n += 3;
    } else if comma {
        let close = (n + 1..n + 10).find(|&m| view.norm(m) == ",")?;
        let aside = |m: usize| view.tag(m) == Upos::Verb && view.phrase(m).is_none() || view.time(m).is_some();
        let led = view.tag(n + 1) == Upos::Adp || view.is(n + 1, &["the", "a", "together", "along"]);
        n = if led && !(n + 1..close).any(aside) { close + 1 } else { return None };
    }
    while view.is(n, &["on", "in", "by", "late", "early"]) && view.time(n).is_none() {
        n += 1;
    }
    let time = view.time(n).and_then(|t| view.times.get(t)).filter(|t| t.start == n)?;
    let timex = touching(from.input.timexes, view.span(time.start, time.end)).next()?;
    let named = timex.when.filter(|_| !matches!(timex.modifier.as_deref(), Some("since" | "until" | "till" | "before" | "after")))?;
    Some(When { span: named, mention: Some(timex.span), basis: timex.basis })
}

/// The story goes on: an event without a date of its own takes the day that the sentence before it named.
fn carried(from: &Assembly) -> Option<When> {
    let before = from.index.checked_sub(1).and_then(|n| from.input.analysis.sentences.get(n))?;
    let line = from.input.article.blocks.get(before.block).map(|block| block.kind);
    if before.block + 1 < from.sentence.block || matches!(line, Some(BlockKind::DateLine | BlockKind::Byline | BlockKind::Title)) {
        return None;
    }
    let published = from.input.published?;
    let recent = |w: &DateSpan| {
        w.days().is_some_and(|n| n <= 2)
            && w.latest.is_some_and(|day| match published.anchor() {
                Some(anchor) => day <= anchor && (anchor - day).get_days() <= 4,
                // Nothing else tells when an undated text speaks.
                None => published.contains(day),
            })
    };
    let day = touching(from.input.timexes, before.span).filter_map(|t| t.when).filter(recent).last()?;
    Some(When { span: day, mention: None, basis: WhenBasis::Inherited })
}

/// Open ends take the war's first day and the day of publication.
pub(super) fn open_ends(from: &Assembly, candidate: &Candidate, place: &ClaimPlace, when: Option<When>) -> When {
    let mut when = when.unwrap_or(When { span: DateSpan::default(), mention: None, basis: WhenBasis::ArticleDate });
    let published = from.input.published.and_then(|p| p.latest);
    if when.span.earliest.is_none() && when.span.latest.is_some() {
        let actor = candidate.actors.first().and_then(|a| from.tools.register.war_began(&a.who.id));
        let began = actor.or_else(|| from.tools.register.war_began_in(&place.country));
        when.span.earliest = began.filter(|b| when.span.latest.is_none_or(|l| *b <= l));
    }
    // "since May", written in March, is last year's.
    if let (WhenBasis::SinceUntil, Some(earliest), Some(out)) = (when.basis, when.span.earliest, published)
        && earliest > out
    {
        when.span.earliest = Date::new(earliest.year() - 1, earliest.month(), earliest.day()).ok();
    }
    // "earlier this month" ends when the article came out.
    if let (Some(latest), Some(out), Some(earliest)) = (when.span.latest, published, when.span.earliest)
        && latest > out
        && earliest <= out
    {
        when.span.latest = Some(out);
    }
    if when.span.latest.is_none() && when.span.earliest.is_some() {
        when.span.latest = published.filter(|p| when.span.earliest.is_none_or(|e| e <= *p));
    }
    when
}

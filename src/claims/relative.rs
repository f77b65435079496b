//! Relative clauses whose place stands before them: "A, which B has held", "A, from where B had been chased".
//!
//! In: a [`View`], a verb and its frame. Out: candidates, if the clause has that shape. Refused: a clause with an object of its
//! own.

use super::candidate::Candidate;
use super::chain::{chain, past_containers};
use super::claim::Change;
use super::inflection::Form;
use super::place_hit::PlaceHit;
use super::spoken_of::{context_place, listed_before, places_of, relative_places, said_before};
use super::subject::{Group, Subject, subject};
use super::tail::{agent_after, tail};
use super::verb::candidate;
use super::view::View;
use super::vocabulary::{Element, Pattern, VerbFrame};
use super::who::{agent, force_before, forceful, with_partners};

/// May a clause that ends here be about what stands before it? Asked once a verb, before its patterns are tried.
pub(super) fn may_be_relative(view: &View, end: usize) -> bool {
    (1..end).any(|n| matches!(view.norm(n), "which" | "that" | "where" | "it" | "they" | "he" | "we"))
}

/// "A, which B has held since May": the object stands before the subject.
pub(super) fn in_object_relative(view: &View, at: usize, frame: &VerbFrame, pattern: &Pattern, group: Group) -> Option<Vec<Candidate>> {
    let place = pattern.tail.iter().position(|e| *e == Element::Place)?;
    if pattern.subject != Element::Actor {
        return None;
    }
    // "A, where B are holding out": the preposition goes with the place.
    let begins = subject(view, group.start, 0).phrases.first().map(|p| p.start);
    let where_ = begins.and_then(|n| n.checked_sub(1)).filter(|&n| view.norm(n) == "where");
    let leads = where_.and_then(|_| place.checked_sub(1));
    if where_.is_some() && leads.is_none_or(|n| n == 0 || !matches!(pattern.tail.get(n), Some(Element::Words(_)))) {
        return None;
    }
    let kept = pattern.tail.iter().enumerate().filter(|(n, _)| *n != place && Some(*n) != leads);
    let rest: Vec<Element> = kept.map(|(_, e)| e.clone()).collect();
    let tail = tail(view, at + 1, &rest, &[]).ok()?;
    // "… recaptured only last month"
    let next = (tail.end..tail.end + 3)
        .find(|&n| view.time(n).is_some() || !view.is_light(n) && !view.is(n, &["only", "just", "back", "ever", "since"]))
        .unwrap_or(tail.end);
    // "has held since the start of the war": when, no object.
    let when = (tail.end..tail.end + 3).find(|&n| !view.is_light(n));
    let when = when.is_some_and(|n| view.is(n, &["since", "until", "after", "before", "when", "during", "despite", "while", "throughout"]));
    let open = when || view.place(next).is_none() && (view.phrase(next).is_none() || view.time(next).is_some());
    let subject = subject(view, group.start, 0);
    let actor = subject.actor(view)?;
    if frame.requires_head && !forceful(view, actor) && !force_before(view, actor) {
        return None;
    }
    let places = where_
        .map_or_else(|| relative_places(view, &subject), |at| antecedent(view, at))
        .filter(|hits| open && hits.iter().all(|h| view.places.get(h.place).is_some_and(|p| !p.admin_none)))?;
    view.who.get(actor)?.as_ref()?;
    let mut found =
        candidate(view, frame, pattern, (with_partners(view, actor), None, places), at, (&subject, group.start, tail.end), false);
    found.aside = said_before(view, &subject).is_none();
    Some(vec![found])
}

/// The place that "where" at `at` takes up.
fn antecedent(view: &View, at: usize) -> Option<Vec<PlaceHit>> {
    let last = at.checked_sub(1 + usize::from(view.norm(at - 1) == ","))?;
    view.place(last)?;
    let phrase = past_containers(view, view.phrase(last)?);
    places_of(view, &Subject { nearest: true, ..chain(view, phrase) })
}

/// "A, from where B had been chased": the place stands before its clause.
pub(super) fn from_where(view: &View, at: usize, (frame, form): (&VerbFrame, Form), group: Group) -> Option<Vec<Candidate>> {
    if frame.change != Change::Lost || !group.passive && form.gerund {
        return None;
    }
    let subject = subject(view, group.start, 0);
    let start = subject.phrases.first()?.start;
    let (from, where_) = (start.checked_sub(2)?, start.checked_sub(1)?);
    if view.norm(from) != "from" || !view.is(where_, &["where", "which"]) {
        return None;
    }
    let drives = frame.patterns.iter().any(|p| p.subject == Element::Opponent);
    if drives != group.passive || frame.requires_head {
        return None;
    }
    let actor = subject.actor(view)?;
    view.who.get(actor)?.as_ref()?;
    let beside = |hits: &Vec<PlaceHit>| hits.iter().all(|h| view.places.get(h.place).is_some_and(|p| p.end <= from && p.end + 2 > from));
    let places = context_place(view, from, false, None).filter(beside)?;
    let listed = listed_before(view, from.saturating_sub(1 + usize::from(view.norm(from - 1) == ",")));
    let places = if listed.len() > 1 { listed } else { places };
    let pattern = frame.patterns.first()?;
    let opponent = if drives { agent_after(view, at + 1).and_then(|m| agent(view, m)) } else { None };
    let who = with_partners(view, actor);
    let made = candidate(view, frame, pattern, (who, opponent, places), at, (&subject, group.start, at + 1), false);
    Some(vec![Candidate { change: Change::Lost, aside: true, ..made }])
}

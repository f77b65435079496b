//! Verbs whose place is left to the context: "withdrew", "regained control", "dug in".
//!
//! In: a [`View`], a verb of a frame that allows it and its group. Out: candidates at the place spoken of, or why there are none.
//! Refused: verbs with another object or goal.

use super::candidate::Found;
use super::claim::{Change, Extent};
use super::inflection::Form;
use super::place_hit::PlaceHit;
use super::reality;
use super::spoken_of::{context_place, told_before};
use super::subject::{Group, group, subject};
use super::tail::agent_after;
use super::verb::candidate;
use super::view::View;
use super::vocabulary::{Trigger, VerbFrame};
use super::who::{forceful, with_partners};

/// "withdrew", "regained control": the place is the one spoken of.
pub(super) fn elided(view: &View, at: usize, (frame, form, lemma): (&VerbFrame, Form, usize), group: Group) -> Option<Found> {
    let base = view.vocabulary.lemma(lemma);
    let next = view.norm(at + 1);
    let exact = frame.ellipsis.iter().find(|e| **e == base || e.strip_prefix(base).and_then(|e| e.strip_prefix(' ')) == Some(next))?;
    let after = at + 1 + usize::from(exact.contains(' '));
    // "were forced to retreat in the north-east of A"
    if view.is(after, &["in", "across", "inside"])
        && view.time(after + 1).is_none()
        && (after + 1..after + 7).take_while(|&n| !view.is_verb(n) && view.norm(n) != ",").any(|n| view.place(n).is_some())
    {
        return None;
    }
    // "dug in on the western edge of A"
    if view.is(after, &["on", "near", "along", "outside"])
        && (after + 1..after + 7).any(|n| view.place(n).is_some())
        && view.time(after + 1).is_none()
    {
        return None;
    }
    // "The army fled towards B" of a town that others have just come into.
    let elsewhere = frame.change == Change::Lost
        && view.is(after, &["to", "toward", "towards", "across"])
        && !view.is_verb(after + 1)
        && (after + 1..after + 5).any(|n| view.place(n).and_then(|p| view.places.get(p)).is_some_and(|p| !p.description));
    let told = if view.inside.is_empty() { None } else { told_before(view, at) };
    let told = told.or_else(|| taken_here(view, at).filter(|_| frame.change == Change::Lost));
    if frame.needs.as_deref() == Some("told") && told.is_none() {
        return None;
    }
    // "had withdrawn and retreated east": the last verb says it.
    let again = |t: &Trigger| matches!(*t, Trigger::Verb { frame, .. } if view.vocabulary.verbs.get(frame).is_some_and(|f| f.change == Change::Lost));
    if view.norm(after) == "and" && view.is_verb(after + 1) && frame.change == Change::Lost && view.triggers(after + 1).iter().any(again) {
        return None;
    }
    // Another object or goal follows: not this sense.
    if !(elsewhere && told.is_some())
        && view.is(after, &["to", "from", "into", "of", "over", "its", "his", "their", "toward", "towards"])
        && !view.is(after + 1, &["their", "its"])
        || view.place(after).is_some()
        || view.phrase(after).is_some_and(|p| !passing_object(view, frame, p.head)) && view.time(after).is_none()
    {
        return None;
    }
    if form.gerund
        && !group.auxiliary
        && view.phrase(at.wrapping_sub(1)).is_none()
        && !view.is(group.start.wrapping_sub(1), &["before", "after", ",", "and"])
    {
        return None;
    }
    // "looted villages as they retreated": from no place that is spoken of.
    let vague = |n: usize| view.known(n).settlement_nouns() && view.norm(n).ends_with('s') && view.place(n).is_none();
    if (group.start.saturating_sub(6)..group.start).any(vague)
        && view.phrase(group.start.wrapping_sub(1)).is_some_and(|p| p.end == p.start + 1)
    {
        return None;
    }
    let pattern = frame.patterns.first()?;
    let subject = subject(view, group.start, 0);
    // "launched an assault on A but were repelled by B": B holds.
    let actor = if group.passive { agent_after(view, after)? } else { subject.actor(view)? };
    view.who.get(actor)?.as_ref()?;
    let leaves = told.is_some()
        && (elsewhere
            || view.is(after, &["without", "at", "before", "after", "when", "as", "during", "under", ",", ";", "overnight", "in"]));
    // "A is free, the rebels have left and …"
    let here = group.perfect && view.is(after, &["and", ","]) && view.places.iter().any(|p| p.end <= group.start && !p.division);
    if frame.requires_head && !here && (!forceful(view, actor) || !leaves && view.time(after).is_none() && !view.is(after, &["on", "."])) {
        return None;
    }
    // Who is said to be there goes on from it: "had to pull back to B" is told of somebody else.
    if elsewhere && view.who.get(actor).and_then(Option::as_ref).is_some_and(|who| view.inside.contains(&who.side)) {
        return None;
    }
    let mut places = if elsewhere || leaves { told? } else { context_place(view, at, false, None)? };
    // "regained control and began an offensive that took A": not A.
    let beyond = |p: usize| view.places.get(p).is_some_and(|p| p.start > at && (after..p.start.min(view.len())).any(|n| view.is_verb(n)));
    if places.iter().all(|hit| beyond(hit.place))
        && let Some(topic) = view.places.iter().position(|p| p.start >= view.len() && !p.division)
    {
        places = vec![PlaceHit { place: topic, extent: Extent::Whole, side: None }];
    }
    let reality = reality::of_verb(view, at, group, form);
    if let Some(why) = reality.refused {
        return Some(Err(why));
    }
    let mut candidate =
        candidate(view, frame, pattern, (with_partners(view, actor), None, places), at, (&subject, group.start, after), true);
    candidate.change = frame.change;
    candidate.hedged = reality.hedged;
    candidate.denied = reality.denied;
    Some(Ok(vec![candidate]))
}

/// "fought off several counterattacks", "retreated a short distance".
fn passing_object(view: &View, frame: &VerbFrame, head: usize) -> bool {
    frame.change == Change::Repelled && view.register.is_operation(view.norm(head))
        || view.known(head).distances()
        || view.known(head).spans() && view.is(head + 1, &["before", "earlier", "after", "later", "of"])
}

/// "B entered P as A's men fled": the place that a verb before took or entered, in the clause that this one hangs on.
fn taken_here(view: &View, at: usize) -> Option<Vec<PlaceHit>> {
    let joint = (at.saturating_sub(8)..at).rev().find(|&n| view.is(n, &["as", "after", "when", "while", "because"]))?;
    let (place, found) = view.places.iter().enumerate().filter(|(_, p)| p.end <= joint && !p.admin_none).max_by_key(|(_, p)| p.end)?;
    let takes = |t: &Trigger| matches!(*t, Trigger::Verb { frame, .. } if view.vocabulary.verbs.get(frame).is_some_and(|f| matches!(f.change, Change::Captured | Change::Entered)));
    let verb = (found.start.saturating_sub(7)..found.start).rev().find(|&n| view.is_verb(n))?;
    let settled = !found.division && view.triggers(verb).iter().any(takes) && !group(view, verb).negated;
    settled.then(|| vec![PlaceHit { place, extent: Extent::Whole, side: None }])
}

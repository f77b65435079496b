//! Verbs whose place is left to the context: "withdrew", "regained control", "dug in".
//!
//! In: a [`View`], a verb of a frame that allows it and its group. Out: candidates at the place spoken of, or why there are none.
//! Refused: verbs with another object or goal.

use super::candidate::Found;
use super::claim::Change;
use super::inflection::Form;
use super::reality;
use super::spoken_of::context_place;
use super::subject::{Group, subject};
use super::tail::agent_after;
use super::verb::candidate;
use super::view::View;
use super::vocabulary::VerbFrame;
use super::who::{forceful, with_partners};

/// "withdrew", "regained control": the place is the one spoken of.
pub(super) fn elided(view: &View, at: usize, (frame, form, lemma): (&VerbFrame, Form, usize), group: Group) -> Option<Found> {
    let base = view.vocabulary.lemma(lemma);
    let next = view.norm(at + 1);
    let exact = frame.ellipsis.iter().find(|e| **e == base || e.strip_prefix(base).and_then(|e| e.strip_prefix(' ')) == Some(next))?;
    let after = at + 1 + usize::from(exact.contains(' '));
    // "dug in on the western edge of A"
    if view.is(after, &["on", "near", "along", "outside"])
        && (after + 1..after + 7).any(|n| view.place(n).is_some())
        && view.time(after + 1).is_none()
    {
        return None;
    }
    // Another object or goal follows: not this sense.
    if view.is(after, &["to", "from", "into", "of", "over", "its", "his", "their", "toward", "towards"])
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
    let pattern = frame.patterns.first()?;
    let subject = subject(view, group.start, 0);
    // "launched an assault on A but were repelled by B": B holds.
    let actor = if group.passive { agent_after(view, after)? } else { subject.actor(view)? };
    view.who.get(actor)?.as_ref()?;
    if frame.requires_head && (!forceful(view, actor) || view.time(after).is_none() && !view.is(after, &["on", "."])) {
        return None;
    }
    let places = context_place(view, at, false, None)?;
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
    frame.change == Change::Repelled && view.register.is_operation(view.norm(head)) || view.known(head).distances()
}

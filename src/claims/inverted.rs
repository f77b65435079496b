//! Clauses that begin with their participle: "Still held by A: P and Q", "Also captured by B was the village of P".
//!
//! In: a [`View`] and a participle. Out: candidates, if the clause has that shape. Refused: a participle that hangs on a noun.

use super::candidate::{Candidate, Found};
use super::claim::Change;
use super::inflection::Form;
use super::place_phrase::place_phrase;
use super::reality;
use super::spoken_of::context_place;
use super::subject::{Group, Subject};
use super::tail::agent_after;
use super::verb::candidate;
use super::view::View;
use super::vocabulary::{Element, VerbFrame};
use super::who::with_partners;

pub(super) fn inverted(view: &View, at: usize, (frame, form): (&VerbFrame, Form), group: Group) -> Option<Found> {
    if !form.participle || form.gerund || group.auxiliary || view.norm(at + 1) != "by" {
        return None;
    }
    if !matches!(frame.change, Change::Captured | Change::Held | Change::Besieged | Change::Lost) {
        return None;
    }
    let pattern = frame.patterns.iter().find(|p| p.subject == Element::Actor && p.tail.as_slice() == [Element::Place])?;
    // Nothing but an adverb stands before it.
    let mut start = at;
    while start > 0
        && view.is(start - 1, &["still", "also", "now", "already", "yet", "long", "only", "recently", "meanwhile", "-", "*", "•"])
    {
        start -= 1;
    }
    if start > 0 && !view.is(start - 1, &[".", ";", ":", "\"", "“"]) {
        return None;
    }
    let by = agent_after(view, at + 1)?;
    let end = view.mentions.get(by)?.end;
    let ends = view.norm(end).is_empty() || view.is(end, &["."]) && end + 1 >= view.len();
    let (places, end, elided) = if ends {
        // "Still held by A." under a heading that names the place.
        let spoken_of = view.places.iter().any(|p| p.start >= view.len() && !p.division);
        (context_place(view, at, false, None).filter(|_| spoken_of && start < at)?, end, true)
    } else {
        let be = (end..end + 4).find(|&n| view.is(n, &["is", "are", "was", "were", "remains", "remain", ":", "-", "–", "—"]))?;
        let found = (be + 1..be + 3).find_map(|n| place_phrase(view, n).ok())?;
        let stop = found.end;
        (found.hits, stop, false)
    };
    let reality = reality::of_verb(view, at, group, form);
    if reality.refused.is_some() {
        return None;
    }
    let subject = Subject::default();
    let made = candidate(view, frame, pattern, (with_partners(view, by), None, places), at, (&subject, start, end), elided);
    // What stands without a day is how things are.
    let change = if elided || start < at { frame.lasting.unwrap_or(made.change) } else { made.change };
    Some(Ok(vec![Candidate { change, hedged: reality.hedged, denied: reality.denied, ..made }]))
}

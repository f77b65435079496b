//! Sentences that list what was taken: "Among the towns captured by A were P and Q", "The first region to fall was P".
//!
//! In: a [`View`]. Out: candidates. Refused: lists of what is only planned, and nouns that are no settlements.

use super::candidate::Candidate;
use super::claim::{Change, Extent};
use super::place_hit::PlaceHit;
use super::place_phrase::place_phrase;
use super::reality::Reality;
use super::subject::Agent;
use super::tail::agent_after;
use super::view::View;
use super::vocabulary::{Element, Pattern, Trigger, VerbFrame};
use super::who::{mention_at, with_partners};
use crate::actors::Who;

/// What the sentence lists after "were", "are" or "include"; who took it is told there, or is whom the text is about.
pub(super) fn listings(view: &View, focus: Option<&Who>) -> Vec<Candidate> {
    let be = |n: usize| view.is(n, &["was", "were", "are", "is", "include", "included", "includes"]);
    (2..view.len()).filter(|&n| be(n)).filter_map(|n| listing(view, n, focus)).collect()
}

fn listing(view: &View, be: usize, focus: Option<&Who>) -> Option<Candidate> {
    let stops = |n: usize| view.is(n, &[".", ";", ":", "\"", "that", "which", "but", "if", "where", "who"]);
    let begins = (be.saturating_sub(18)..be).rev().find(|&n| stops(n)).map_or(be.saturating_sub(18), |n| n + 1);
    let told = (begins..be).find_map(|n| told_of_towns(view, n, be))?;
    // The names follow at once.
    let names = be + 1 + usize::from(view.is(be + 1, &["the", "also"]));
    let direct = view.place(names).is_some() || view.known(names).settlements() && view.norm(names + 1) == "of";
    let list = place_phrase(view, be + 1).ok().filter(|_| direct)?;
    let named = |hit: &PlaceHit| view.places.get(hit.place).is_some_and(|p| !p.admin_none && p.start < view.len());
    if list.hits.is_empty() || !list.hits.iter().all(named) {
        return None;
    }
    let by = told.agent.map(|m| with_partners(view, m)).unwrap_or_default();
    let taken_up = focus.filter(|_| by.is_empty()).map(|who| Agent { who: who.clone(), start: told.at, end: told.at + 1 });
    let actors = if by.is_empty() { taken_up.into_iter().collect() } else { by };
    let places = list.hits.into_iter().map(|hit| PlaceHit { extent: Extent::Whole, side: None, ..hit }).collect();
    Some(Candidate::new("listing", told.change, actors, places, (told.at, begins, list.end), &Reality::default()))
}

struct Towns {
    change: Change,
    at: usize,
    agent: Option<usize>,
}

/// "the liberated towns", "towns captured by A", "the first town to fall to A" before the copula at `be`.
fn told_of_towns(view: &View, noun: usize, be: usize) -> Option<Towns> {
    let settlement = view.known(noun).settlement_nouns() || view.known(noun).divisions() && !view.known(noun).facilities();
    if !settlement || view.place(noun).is_some_and(|p| view.places.get(p).is_some_and(|p| !p.description)) {
        return None;
    }
    // Between the noun and the copula nothing else is said to happen.
    let finite = |from: usize| (from..be).any(|n| view.is_verb(n) && view.norm(n.wrapping_sub(1)) != "to");
    if let Some(change) = noun.checked_sub(1).and_then(|n| taking(view, n))
        && !finite(noun + 1)
        && !view.is(noun.wrapping_sub(2), &["be", "is", "was", "were", "are", "been"])
    {
        return Some(Towns { change, at: noun - 1, agent: agent_after(view, noun + 1) });
    }
    if let Some(change) = taking(view, noun + 1)
        && !finite(noun + 2)
    {
        return Some(Towns { change, at: noun + 1, agent: agent_after(view, noun + 2) });
    }
    let ordinal = (noun.saturating_sub(4)..noun).any(|n| view.known(n).ranks());
    let falls = view.norm(noun + 1) == "to" && view.norm(noun + 2) == "fall";
    let ends = noun + 3 == be || view.is(noun + 3, &["to", "in", "on", ",", "under", "into"]) || view.time(noun + 3).is_some();
    if ordinal && falls && ends {
        let to = Some(noun + 3).filter(|&n| view.norm(n) == "to").and_then(|n| mention_at(view, n + 1));
        return Some(Towns { change: Change::Captured, at: noun + 2, agent: to });
    }
    None
}

/// A participle of taking, as in "captured towns".
fn taking(view: &View, at: usize) -> Option<Change> {
    let object = |pattern: &Pattern| pattern.subject == Element::Actor && pattern.tail.as_slice() == [Element::Place];
    let takes = |frame: &VerbFrame| frame.change == Change::Captured && frame.patterns.iter().any(object);
    view.triggers(at).iter().find_map(|trigger| match *trigger {
        Trigger::Verb { frame, form, .. } if form.participle && !form.gerund => {
            view.vocabulary.verbs.get(frame).filter(|frame| takes(frame)).map(|frame| frame.change)
        }
        _ => None,
    })
}

//! Attacks that fail: "an attack on P was repulsed by A", "A threw back an attempt by B to land at P".
//!
//! In: a [`View`], a verb of throwing back and its group. Out: candidates at the place that was attacked. Refused: an attack on
//! no place that is named or spoken of.

use super::candidate::Candidate;
use super::claim::{Change, Extent};
use super::place_hit::PlaceHit;
use super::place_phrase::place_phrase;
use super::spoken_of::context_place;
use super::subject::{Group, subject};
use super::tail::agent_after;
use super::verb::candidate;
use super::view::View;
use super::vocabulary::{Pattern, Trigger, VerbFrame};
use super::who::{agent, with_partners};

/// "attack", "attempt", "column": what is thrown back.
fn striking(view: &View, n: usize) -> bool {
    view.register.is_operation(view.norm(n))
        || view.is(
            n,
            &[
                "attempt",
                "attempts",
                "bid",
                "counterattacks",
                "counterattack",
                "counter-attacks",
                "counter-attack",
                "assaults",
                "raids",
                "sieges",
                "thrusts",
                "pushes",
                "column",
                "columns",
            ],
        )
}

fn led(view: &View, n: usize) -> bool {
    view.is(n, &["on", "against", "toward", "towards", "at", "near", "in", "into", "around", "of", "to", "for"])
}

/// "an attack by B on P was repulsed", "attempts on P had been beaten back by A": who held is told by "by", or by whose words
/// they are.
pub(super) fn passive(view: &View, at: usize, frame: &VerbFrame, pattern: &Pattern, group: Group) -> Option<Vec<Candidate>> {
    if frame.change != Change::Repelled || !group.passive {
        return None;
    }
    let subject = subject(view, group.start, 0);
    // "soldiers had twice been repulsed at P by A"
    if let Some(repulsed) = subject.actor(view).and_then(|m| agent(view, m))
        && view.is(at + 1, &["at", "near", "outside", "before"])
        && let Ok(found) = place_phrase(view, at + 2)
    {
        let by = agent_after(view, found.end).map(|m| with_partners(view, m)).unwrap_or_default();
        return Some(vec![candidate(
            view,
            frame,
            pattern,
            (by, Some(repulsed), found.hits),
            at,
            (&subject, group.start, found.end),
            false,
        )]);
    }
    // "tried to storm P and were repulsed"
    if let Some(repulsed) = subject.actor(view).and_then(|m| agent(view, m))
        && let Some(hits) = attempted(view, group.start)
    {
        let by = agent_after(view, at + 1).map(|m| with_partners(view, m)).unwrap_or_default();
        return Some(vec![candidate(view, frame, pattern, (by, Some(repulsed), hits), at, (&subject, group.start, at + 1), false)]);
    }
    // Back over the list of places to what was thrown back.
    let attack = (group.start.saturating_sub(24)..group.start)
        .rev()
        .take_while(|&n| striking(view, n) || !view.is_verb(n) || view.norm(n.wrapping_sub(1)) == "to")
        .find(|&n| striking(view, n))?;
    let target = |n: usize| {
        // "attempts to reach A"
        let n = n + usize::from(view.norm(n.wrapping_sub(1)) == "to" && view.is_verb(n));
        view.norm(n) == "it" || view.is(n, &["its", "their", "the"]) && view.known(n + 1).facilities() || place_phrase(view, n).is_ok()
    };
    let by = agent_after(view, at + 1).map(|m| with_partners(view, m)).unwrap_or_default();
    let Some(from) = (attack + 1..(attack + 9).min(group.start)).find(|&n| led(view, n) && view.norm(n) != "of" && target(n + 1)) else {
        // "the assault was repelled": on what the text is about just now.
        let here = |from: usize| {
            let told = (0..from).rev().find(|&n| view.known(n).strikes())?;
            view.places.iter().any(|p| p.end <= from && p.start + 12 > told && !p.division).then_some(told)
        };
        let whole = view.phrase(attack).filter(|p| {
            p.end == group.start
                && (view.focused || view.struck || here(p.start).is_some())
                && view.is(p.start, &["the", "this", "that", "these", "another"])
        })?;
        let places = context_place(view, whole.start, false, None)?;
        return Some(vec![candidate(view, frame, pattern, (by, None, places), at, (&subject, group.start, at + 1), true)]);
    };
    let struck = view.places.iter().enumerate().filter(|(_, p)| p.start > from && p.end <= group.start && !p.admin_none);
    let mut places: Vec<PlaceHit> = struck.map(|(place, _)| PlaceHit { place, extent: Extent::Whole, side: None }).collect();
    if view.norm(from + 1) == "it" || places.is_empty() {
        places = context_place(view, from, false, None)?;
    }
    Some(vec![candidate(view, frame, pattern, (by, None, places), at, (&subject, group.start, at + 1), false)])
}

/// The place that somebody set out to take, where "and" or "but" tells how that ended.
fn attempted(view: &View, end: usize) -> Option<Vec<PlaceHit>> {
    let joint = (end.saturating_sub(4)..end).rev().find(|&n| view.is(n, &["and", "but"]))?;
    let taking = |n: usize| {
        view.is(n, &["attack", "assault", "storm", "raid"])
            || view.triggers(n).iter().any(|trigger| match *trigger {
                Trigger::Verb { frame, .. } => {
                    view.vocabulary.verbs.get(frame).is_some_and(|f| matches!(f.change, Change::Captured | Change::Entered))
                }
                _ => false,
            })
    };
    let verb = (joint.saturating_sub(16)..joint).rev().find(|&n| view.is_verb(n) && view.phrase(n).is_none())?;
    let tried =
        view.norm(verb.wrapping_sub(1)) == "to" && view.is(verb.wrapping_sub(2), &["tried", "attempted", "sought", "moved", "trying"]);
    let found = place_phrase(view, verb + 1).ok().filter(|_| tried && taking(verb))?;
    found.hits.iter().all(|h| view.places.get(h.place).is_some_and(|p| !p.admin_none)).then_some(found.hits)
}

/// "A threw back an attempt by B to land at P", "held off an advance that reached the outskirts of P".
pub(super) fn active(view: &View, at: usize, frame: &VerbFrame, pattern: &Pattern, group: Group) -> Option<Vec<Candidate>> {
    if frame.change != Change::Repelled || group.passive {
        return None;
    }
    let stop = |n: usize| view.is(n, &[";", ".", "but", "while", "after", "before", "when"]) || n >= view.len();
    // Its object: a phrase that ends in an attack.
    let other = |n: usize| led(view, n) || view.is(n, &["during", "amid"]);
    let attack =
        (at + 1..at + 7).take_while(|&n| !stop(n) && !view.is_verb(n) && (!other(n) || n < at + 2)).find(|&n| striking(view, n))?;
    let subject = subject(view, group.start, 0);
    let actor = subject.actor(view)?;
    view.who.get(actor)?.as_ref()?;
    let (mut hits, mut end) = (None, attack + 1);
    if view.norm(attack + 1) == "there" {
        hits = context_place(view, at, false, None);
    }
    for n in (attack + 1..attack + 16).take_while(|&n| !stop(n) && hits.is_none()) {
        let outskirts = view.is(n, &["reached", "threatened", "approached"]);
        if (led(view, n) || outskirts)
            && let Ok(found) = place_phrase(view, n + 1)
            && found.hits.iter().all(|h| view.places.get(h.place).is_some_and(|p| !p.admin_none))
        {
            end = found.end;
            hits = Some(found.hits.into_iter().map(|h| PlaceHit { extent: Extent::Whole, side: None, ..h }).collect::<Vec<_>>());
            break;
        }
        if view.norm(n) == "and" && view.is_verb(n + 1) {
            break;
        }
    }
    let opponent = (attack + 1..attack + 3).find(|&n| view.norm(n) == "by").and_then(|n| super::who::mention_at(view, n + 1));
    let opponent = opponent.and_then(|m| agent(view, m));
    Some(vec![candidate(view, frame, pattern, (with_partners(view, actor), opponent, hits?), at, (&subject, group.start, end), false)])
}

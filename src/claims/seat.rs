//! Seats of power: "a rebel stronghold", "the stronghold of A in X", "A's bastion, X".
//!
//! In: a [`View`] and the noun. Out: candidates, or why there are none. Refused: what no longer is one.

use super::candidate::{Candidate, Found};
use super::claim::{Change, Extent};
use super::place_hit::PlaceHit;
use super::place_phrase::place_phrase;
use super::reality;
use super::spoken_of::places_of;
use super::subject::{Agent, group, subject};
use super::view::{Phrase, View};
use super::who::{agent, mention_at, with_partners};

/// "a rebel stronghold", "the stronghold of A in X", "A's bastion, X".
pub(super) fn seat(view: &View, at: usize) -> Found {
    let phrase = view.phrase(at).ok_or("no noun")?;
    let mut end = at + 1;
    let mut places: Vec<PlaceHit> = Vec::new();
    let mut actors: Vec<Agent> = Vec::new();
    for n in phrase.start..at {
        // "his southern stronghold": a bearing, whoever is called the southerners.
        let bearing = |m: &usize| view.known(n).compass() && view.mentions.get(*m).is_some_and(|m| m.end == n + 1);
        if let Some(m) = view.mention_starting(n).filter(|m| !bearing(m))
            && view.place(n).is_none()
        {
            let found: Vec<Agent> = agent(view, m).into_iter().collect();
            if !found.is_empty() {
                actors = found;
            }
        }
        if actors.is_empty()
            && let Some((_, owner)) = view.possessors.iter().find(|(token, _)| *token == n)
        {
            actors.push(owner.clone());
        }
        if let Some(p) = view.place(n)
            && view.places.get(p).is_some_and(|place| place.end == at && place.start == n)
        {
            places.push(PlaceHit { place: p, extent: Extent::Whole, side: None });
        }
    }
    let mut next = at + 1;
    for _ in 0..2 {
        if view.is(next, &["of", "in", "for", "at"]) {
            if places.is_empty()
                && let Ok(found) = place_phrase(view, next + 1)
                && (view.norm(next) == "of" || !actors.is_empty() && !located(view, phrase))
                && !(view.norm(at).ends_with('s')
                    && found.hits.iter().all(|h| view.places.get(h.place).is_some_and(|p| p.description && p.division)))
                && !(view.norm(next) == "in" && found.hits.iter().all(|h| view.places.get(h.place).is_some_and(|p| p.admin_none)))
            {
                end = found.end;
                places = found.hits;
                next = end;
                continue;
            }
            if actors.is_empty()
                && view.norm(next) != "in"
                && let Some(m) = mention_at(view, next + 1)
            {
                actors = with_partners(view, m);
                end = view.mentions.get(m).map_or(end, |m| m.end);
                next = end;
                continue;
            }
        }
        if places.is_empty()
            && !located(view, phrase)
            && view.norm(next) == ","
            && view.place(next + 1).is_some()
            && let Ok(found) = place_phrase(view, next + 1)
        {
            end = found.end;
            places = found.hits;
        }
        break;
    }
    let mut start = phrase.start;
    let mut reality = reality::of_noun(view, phrase, at, end);
    if places.is_empty() {
        let (found, from, verb) = holder_before(view, phrase).ok_or("no place")?;
        places = found;
        start = from;
        if let Some(verb) = verb {
            let form =
                super::inflection::Form { past: true, gerund: view.norm(verb).ends_with("ing"), ..super::inflection::Form::default() };
            reality = reality::of_verb(view, verb, group(view, verb), form);
        } else {
            // In apposition it holds whatever the clause around it only plans.
            reality.refused = None;
        }
    } else if view.known(phrase.start).denial() {
        return Err("denied".into());
    } else {
        // A description in passing holds whatever the clause around it only plans.
        reality.refused = None;
    }
    if actors.is_empty() {
        return Err("nobody is named".into());
    }
    if let Some(why) = reality.refused {
        return Err(why);
    }
    let change = if reality.ended || view.is(phrase.start, &["former"]) || (phrase.start..at).any(|n| view.is(n, &["former", "ex"])) {
        Change::Lost
    } else {
        Change::Held
    };
    if change == Change::Lost {
        return Err("no longer a stronghold".into());
    }
    let mut found = Candidate::new("seat", change, actors, places, (at, start, end), &reality);
    found.attributive = true;
    Ok(vec![found])
}

/// Does the phrase already stand in apposition or after a copula, so that what follows only says where?
fn located(view: &View, phrase: Phrase) -> bool {
    holder_before(view, phrase).is_some()
}

/// The place that a description holds of: "X, a rebel stronghold", "X was long a rebel stronghold", "X (a rebel stronghold)".
pub(super) fn holder_before(view: &View, phrase: Phrase) -> Option<(Vec<PlaceHit>, usize, Option<usize>)> {
    let mut start = phrase.start;
    // "one of the last strongholds", "as a stronghold".
    for _ in 0..3 {
        if view.is(start.wrapping_sub(1), &["of"]) && start >= 2 && view.is(start - 2, &["one", "some", "part"]) {
            start -= 2;
        } else if start > 0
            && (view.is(start - 1, &["as", "once", "still", "long", "now", "formerly", "already", "into"]) || view.is_light(start - 1))
        {
            start -= 1;
        } else {
            break;
        }
    }
    // "the capital and main stronghold of": the first of the pair stands in apposition.
    if view.is(start.wrapping_sub(1), &["and"])
        && let Some(pair) = start.checked_sub(2).and_then(|n| view.phrase(n))
        && view.place(pair.head).is_none()
    {
        start = pair.start;
    }
    let before = start.checked_sub(1)?;
    let verb = if view.is_verb(before) { Some(before) } else { None };
    if let Some(verb) = verb {
        if !view.known(verb).copulas() {
            return None;
        }
        let subject = subject(view, group(view, verb).start, 0);
        let places = places_of(view, &subject)?;
        let from = subject.phrases.first().map_or(verb, |p| p.start);
        return Some((places, from, Some(verb)));
    }
    let before = if view.is(before, &["its", "their", "his"]) { before.checked_sub(1)? } else { before };
    let apposed = if view.is(before, &[",", "-", "–", "—", "--", "("]) { before.checked_sub(1)? } else { before };
    let named = view.place(apposed).is_none() && view.known(apposed).settlements();
    let apposed = if named { apposed.checked_sub(1)? } else { apposed };
    let place = view.place(apposed)?;
    let found = view.places.get(place)?;
    // "in Deir Ezzor a stronghold of …": lost commas.
    if found.end != apposed + 1 {
        return None;
    }
    // "the town of A in B, a stronghold": A, whatever division it lies in.
    let inner = found.start.checked_sub(2).filter(|&n| found.division && view.norm(n + 1) == "in").and_then(|n| view.place(n));
    let place = inner.filter(|&p| view.places.get(p).is_some_and(|p| !p.division && !p.description)).unwrap_or(place);
    let found = view.places.get(place)?;
    let hit = |place| PlaceHit { place, extent: Extent::Whole, side: None };
    // "leaving A and B as holdouts": both.
    let pair = found.start.checked_sub(2).filter(|_| view.norm(before + 1) == "as" && view.norm(found.start - 1) == "and");
    let pair = pair.and_then(|n| view.place(n)).filter(|&p| p != place);
    Some((pair.into_iter().chain([place]).map(hit).collect(), found.start, None))
}

//! Frames that a noun opens: "the fall of X to A", "A's capture of X", "its recapture by A", "withdrawal from X".
//!
//! In: a [`View`] and a noun that the vocabulary knows. Out: candidates, or why there are none. Refused: nouns that only
//! name a goal ("the battle for the liberation of X").

use super::candidate::{Candidate, Found, Reason};
use super::claim::{Change, Extent};
use super::place_hit::PlaceHit;
use super::place_phrase::place_phrase;
use super::reality;
use super::spoken_of::context_place;
use super::subject::{Agent, group, subject};
use super::tail::discourse_noun;
use super::view::{Phrase, View};
use super::vocabulary::{NounFrame, Owner, Trigger};
use super::who::{agent, mention_at, with_partners};
use crate::actors::MentionKind;
use crate::text::Upos;

pub(super) fn candidates(view: &View, at: usize) -> Found {
    let mut reason = Reason::Plain("");
    for trigger in view.triggers(at) {
        if let Trigger::Noun { frame } = *trigger
            && let Some(frame) = view.vocabulary.nouns.get(frame)
        {
            match attempt(view, at, frame) {
                Ok(found) => return Ok(found),
                Err(why) => reason = why,
            }
        }
    }
    Err(reason)
}

fn attempt(view: &View, at: usize, frame: &NounFrame) -> Found {
    let Some(phrase) = view.phrase(at) else { return Err("used as a verb".into()) };
    if matches!(view.tag(at), Upos::Verb | Upos::Aux) && view.norm(at) != "fighting" {
        return Err("used as a verb".into());
    }
    if phrase.head != at {
        return Err(format!("only modifies \"{}\"", view.norm(phrase.head)).into());
    }
    let mut end = at + 1;
    let mut places: Vec<PlaceHit> = Vec::new();
    let mut actors: Vec<Agent> = Vec::new();
    // "capture by A of X", "clashes between A and B in X".
    let mut next = at + 1;
    for _ in 0..5 {
        let word = view.norm(next);
        if frame.actor.iter().any(|w| w == word)
            && actors.is_empty()
            && let Some(m) = mention_at(view, next + 1)
            && view.time(next + 1).is_none()
        {
            actors = with_partners(view, m);
            next = actors.iter().map(|a| a.end).max().unwrap_or(next + 2).max(view.mentions.get(m).map_or(next + 2, |m| m.end));
            end = next;
            continue;
        }
        if word == "for"
            && view.is(next + 1, &["control", "the"])
            && view.is(next + 2, &["of", "control"])
            && frame.place.iter().any(|w| w == "for")
        {
            let skip = if view.norm(next + 2) == "of" { next + 3 } else { next + 4 };
            if places.is_empty()
                && let Ok(found) = place_phrase(view, skip)
            {
                places = found.hits;
                end = found.end;
                next = end;
                continue;
            }
        }
        if places.is_empty() && frame.place.iter().any(|w| w == word) {
            // "the loss of contact with X"
            if view.is(next + 1, &["contact", "communication", "communications", "life", "lives"]) {
                return Err("something else is lost".into());
            }
            // "the loss of control over X"
            let control = view.norm(next + 1) == "control" && view.is(next + 2, &["of", "over"]);
            match place_phrase(view, if control { next + 3 } else { next + 1 }) {
                Ok(found) => {
                    places = found.hits;
                    end = found.end;
                    next = end;
                    continue;
                }
                Err(super::place_hit::Refusal::Vague { part, side, end: stop })
                    if view.is(next + 1, &["the", "this"]) && (discourse_noun(view, next + 1, stop) || seat_of_power(view, stop - 1)) =>
                {
                    if let Some(found) = context_place(view, next + 1, part, side) {
                        places = found;
                        end = stop;
                        next = stop;
                        continue;
                    }
                }
                Err(_) => {}
            }
        }
        // "the capture in April 2000 of A", "a \"tactical withdrawal\" from A"
        if let Some(time) = view.time(next).and_then(|t| view.times.get(t)) {
            next = time.end.max(next + 1);
            continue;
        }
        if view.is(next, &["on", "in", "last"]) && view.time(next + 1).is_some() || view.is(next, &["\"", "”", "''", "’", "'"]) {
            next += 1;
            continue;
        }
        break;
    }
    let mut happens = false;
    if places.is_empty() && frame.occurs {
        // "Fighting raged in A", "Clashes between X and Y continued in A".
        if let Some((found, stop)) = after_verb(view, next) {
            places = found;
            end = stop;
            happens = true;
        }
    }
    let between = (next..=end).find(|&n| view.norm(n) == "between").filter(|_| happens && actors.is_empty());
    if let Some(m) = between.and_then(|n| mention_at(view, n + 1)) {
        actors = with_partners(view, m);
    }
    owners(view, frame, phrase, at, &mut places, &mut actors);
    if places.is_empty()
        && frame.owner != Owner::Actor
        && frame.owner != Owner::None
        && !actors.is_empty()
        && view.is(phrase.start, &["its", "their", "the"])
        && (phrase.start == at || phrase.start + 1 == at || view.is(phrase.start, &["its"]))
    {
        // "until its recapture by A": the place spoken of.
        places = context_place(view, phrase.start, false, None).unwrap_or_default();
    }
    let announced = announcer(view, phrase).or_else(|| announced_by(view, end).filter(|_| frame.own));
    if actors.is_empty() && frame.own {
        actors.extend(announced.clone());
    }
    if places.is_empty() && frame.own && frame.owner == Owner::Either {
        // "its capture was announced by A", "P, the liberation of which was announced by A"
        let which = view.norm(at + 1) == "of" && view.norm(at + 2) == "which";
        if which || announced.is_some() && view.norm(phrase.start) == "its" && phrase.start + 1 == at {
            places = context_place(view, phrase.start, false, None).unwrap_or_default();
        }
    }
    if places.is_empty() && frame.occurs {
        // "Witnesses in P reported street battles"
        places = where_it_is_reported(view, phrase, at).unwrap_or_default();
        happens |= !places.is_empty();
    }
    if actors.is_empty() && frame.change == Change::Lost {
        // "The loss of X is a setback for A."
        actors = suffers(view, end);
    }
    let elided = places.is_empty()
        && frame.ellipsis
        && !actors.is_empty()
        && announced.is_some()
        && says(view, phrase)
        && !frame.place.iter().any(|w| w == view.norm(at + 1));
    if elided {
        // "Berlin admits evacuation": the capital speaks, it is not left.
        let speaks = |hit: &PlaceHit| {
            announced.as_ref().is_some_and(|a| view.places.get(hit.place).is_some_and(|p| p.start < a.end && a.start < p.end))
        };
        places = context_place(view, 0, false, None).unwrap_or_default();
        places.retain(|hit| !speaks(hit));
    }
    if places.is_empty() {
        return Err("no place".into());
    }
    if actors.is_empty() && (frame.needs_owner || matches!(frame.change, Change::Lost | Change::Held | Change::Entered | Change::Advancing))
    {
        return Err("nobody is named".into());
    }
    if frame.occurs && !happens && !occurs(view, phrase, end) {
        return Err("the fighting is named, not reported".into());
    }
    // "broke the siege of A", "lifted the blockade on A"
    let ended = (phrase.start.saturating_sub(2)..phrase.start).any(|n| view.known(n).siege_enders());
    if frame.change == Change::Besieged && ended {
        return Err("the siege is said to have ended".into());
    }
    let reality = reality::of_noun(view, phrase, at, end);
    if let Some(why) = reality.refused {
        return Err(why);
    }
    let start =
        announced.filter(|a| elided || actors.iter().any(|b| b.start == a.start)).map_or(phrase.start, |a| a.start.min(phrase.start));
    let span = (at, start, end.max(at + 1));
    Ok(vec![Candidate { elided, ..Candidate::new(&frame.id, frame.change, actors, places, span, &reality) }])
}

/// "the fall of the stronghold"
fn seat_of_power(view: &View, at: usize) -> bool {
    view.norm(at) == "capital" || view.triggers(at).iter().any(|t| matches!(t, Trigger::Seat))
}

fn under_way(view: &View, at: usize) -> bool {
    view.norm(at) == "under" && view.norm(at + 1) == "way"
}

fn takes_place(view: &View, at: usize) -> bool {
    view.is(at, &["taking", "took", "takes", "taken"]) && view.norm(at + 1) == "place"
}

/// The place after the verb that says the fighting goes on.
fn after_verb(view: &View, from: usize) -> Option<(Vec<PlaceHit>, usize)> {
    let verb = (from..view.len().min(from + 6)).find(|&n| {
        (view.is_verb(n) || view.is(n, &["ongoing", "underway"])) && view.known(n).occurring()
            || under_way(view, n)
            || takes_place(view, n) && view.norm(from) != "of"
    })?;
    let mut verb = verb + usize::from(under_way(view, verb) || takes_place(view, verb));
    // "took place throughout the day in A"
    if view.is(verb + 1, &["during", "throughout"]) && view.is(verb + 2, &["the", "much"]) {
        let day = (verb + 3..verb + 6).find(|&n| view.is(n, &["day", "night", "morning", "afternoon", "evening", "week", "weekend"]));
        verb = day.unwrap_or(verb);
    }
    // "continues between government and rebels in A"
    let between = view.norm(verb + 1) == "between";
    let reach = if between { 14 } else { 7 };
    // "went on" is no "on the edge".
    let leads = |n: usize| {
        let going_for = view.norm(n) == "for" && place_phrase(view, n + 1).is_ok();
        let ground = going_for
            || view.is(n, &["in", "inside", "within", "at"])
            || view.norm(n) == "on" && view.is(n + 1, &["the", "its"]) && view.norm(n + 2) != "ground";
        ground && view.time(n + 1).is_none()
    };
    let into = (verb + 1..view.len().min(verb + reach)).find(|&n| leads(n))?;
    if !between && (verb + 1..into).any(|n| view.is_noun(n) && view.time(n).is_none()) {
        return None;
    }
    match place_phrase(view, into + 1) {
        Ok(found) => Some((found.hits, found.end)),
        // "fighting was still going on in the western neighbourhoods"
        Err(super::place_hit::Refusal::Vague { part, side, end }) if view.is(into + 1, &["the", "its"]) => {
            Some((context_place(view, into + 1, part, side)?, end))
        }
        Err(_) => None,
    }
}

/// Possessives and modifiers inside the noun's own phrase: "Aleppo's fall", "the rebel capture", "their control".
fn owners(view: &View, frame: &NounFrame, phrase: Phrase, at: usize, places: &mut Vec<PlaceHit>, actors: &mut Vec<Agent>) {
    for n in phrase.start..at {
        let mut fallen = false;
        let country = view.place(n).and_then(|p| view.places.get(p)).is_some_and(|p| p.admin_none);
        if let Some(p) = view.place(n)
            && places.is_empty()
            && !(country && frame.owner == Owner::Either)
            && matches!(frame.owner, Owner::Place | Owner::Either)
            && view.places.get(p).is_some_and(|place| {
                // "the towns' capture": which, nothing says.
                let several = place.description && place.others.is_empty() && view.norm(place.end - 1).ends_with('s');
                place.start == n && (view.possessive(place.end) || place.end == at) && !several
            })
        {
            places.push(PlaceHit { place: p, extent: Extent::Whole, side: None });
            fallen = true;
        }
        // "Azerbaijan's capture of A": a country that owns the deed acts.
        if let Some(m) = view.mention_starting(n)
            && actors.is_empty()
            && matches!(frame.owner, Owner::Actor | Owner::Either)
            && !fallen
            && view.mentions.get(m).is_some_and(|m| m.kind != MentionKind::Anaphor || m.possessive)
        {
            actors.extend(agent(view, m));
        }
        if actors.is_empty()
            && (frame.owner == Owner::Actor || frame.owner == Owner::Either && !places.is_empty() && view.norm(n) == "their")
            && let Some((_, owner)) = view.possessors.iter().find(|(token, _)| *token == n)
        {
            actors.push(owner.clone());
        }
    }
}

/// "The army announced a withdrawal": the subject of the verb before, when it is an actor.
fn announcer(view: &View, phrase: Phrase) -> Option<Agent> {
    let verb = (phrase.start.saturating_sub(14)..phrase.start)
        .rev()
        .find(|&n| view.tag(n) == Upos::Verb && view.phrase(n).is_none() && view.norm(n) != "including")?;
    if (verb..phrase.start).any(|n| view.is(n, &[";", ",", "that", "after", "when"])) {
        return None;
    }
    let verbs = group(view, verb);
    // "has not confirmed a withdrawal"
    if verbs.negated {
        return None;
    }
    let subject = subject(view, verbs.start, 0);
    if let Some(actor) = subject.actor(view) {
        return agent(view, actor);
    }
    // "Ukraine's general staff", "the Syrian defence ministry": whose officials they are.
    let phrase = subject.phrases.first()?;
    let official = view.known(phrase.head).speaker() || view.is(phrase.head, &["staff", "command"]);
    (phrase.start..phrase.end).filter_map(|n| view.mention(n)).find_map(|m| agent(view, m)).filter(|_| official)
}

/// "… was announced by A": who says it of himself.
fn announced_by(view: &View, from: usize) -> Option<Agent> {
    let verb = (from..from + 4).find(|&n| view.is(n, &["announced", "declared", "proclaimed", "hailed"]))?;
    let by = (verb + 1..verb + 6).find(|&n| view.norm(n) == "by" && view.time(n + 1).is_none())?;
    let passive = view.is(verb.wrapping_sub(1), &["was", "were", "been"]);
    mention_at(view, by + 1).filter(|_| passive).and_then(|m| agent(view, m))
}

/// "Witnesses in P reported battles": where those are who hear them.
fn where_it_is_reported(view: &View, phrase: Phrase, at: usize) -> Option<Vec<PlaceHit>> {
    let verb = phrase.start.checked_sub(1).filter(|&n| view.is(n, &["reported", "report", "described", "reporting"]))?;
    let place = verb.checked_sub(1).and_then(|n| view.place(n)).filter(|&p| view.places.get(p).is_some_and(|p| !p.division))?;
    let start = view.places.get(place)?.start;
    let speakers = start.checked_sub(2).is_some_and(|n| view.known(n).speaker()) && view.is(start - 1, &["in", "of", "inside"]);
    let elsewhere = view.is(at + 1, &["in", "near", "outside", "at", "between", "on"]) && (at + 2..at + 6).any(|n| view.place(n).is_some());
    (speakers && !elsewhere).then(|| vec![PlaceHit { place, extent: Extent::Whole, side: None }])
}

/// Is the verb before the noun one of saying, with nothing between?
fn says(view: &View, phrase: Phrase) -> bool {
    phrase.start.checked_sub(1).is_some_and(|n| view.is_verb(n) && view.known(n).say())
}

/// "… a blow to A", "… a setback for A".
fn suffers(view: &View, from: usize) -> Vec<Agent> {
    for n in from..view.len().min(from + 14) {
        if view.is(n, &["for", "to"])
            && view.known(n.wrapping_sub(1)).setbacks()
            && let Some(m) = mention_at(view, n + 1)
        {
            return with_partners(view, m);
        }
    }
    Vec::new()
}

/// Is the fighting said to go on, rather than named?
fn occurs(view: &View, phrase: Phrase, end: usize) -> bool {
    let after = (end..view.len().min(end + 7))
        .take_while(|&n| !view.is(n, &[";", "."]))
        .any(|n| (view.is_verb(n) || view.is(n, &["underway", "ongoing"])) && view.known(n).occurring() || under_way(view, n));
    let before = (phrase.start.saturating_sub(4)..phrase.start).any(|n| {
        (view.is_verb(n) && view.known(n).occurring())
            || view.is(n, &["show", "shows", "showed", "showing", "amid", "reported", "days", "weeks", "hours", "there"])
    });
    after || before
}

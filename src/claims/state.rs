//! Frames of standing: "under regime control", "in rebel hands", "a stronghold of", "rebel-held", "the besieged town of".
//!
//! In: a [`View`] and a word that the vocabulary knows. Out: candidates, or why there are none. Refused: areas without a
//! name and things that are no place ("state-run television").

use super::candidate::{Candidate, Found};
use super::claim::{Change, Extent};
use super::place_phrase::{PlaceHit, Refusal, place_phrase};
use super::reality::{self, Reality};
use super::subject::{Agent, chain, group, subject};
use super::verb::{agent, context_place, mention_at, places_of, with_partners};
use super::view::{Phrase, View};
use super::vocabulary::Trigger;
use crate::actors::MentionKind;
use crate::text::Upos;

fn made(
    frame: &str,
    change: Change,
    actors: Vec<Agent>,
    places: Vec<PlaceHit>,
    (at, start, end): (usize, usize, usize),
    reality: &Reality,
) -> Candidate {
    Candidate {
        frame: frame.to_owned(),
        change,
        extent: None,
        actors,
        opponent: None,
        places,
        at,
        start,
        end,
        hedged: reality.hedged,
        denied: reality.denied,
        attributive: false,
        elided: false,
    }
}

/// "under A control", "in the hands of A", "under siege".
pub(super) fn standing(view: &View, at: usize, frame: usize) -> Found {
    let frame = view.vocabulary.states.get(frame).ok_or("")?;
    let phrase = view.phrase(at).ok_or("no noun")?;
    let before = phrase.start.checked_sub(1).ok_or("no preposition")?;
    if !frame.before.iter().any(|w| w == view.norm(before)) || phrase.head != at {
        return Err("no state of a place".to_owned());
    }
    if view.norm(before) != "under" && !matches!(view.norm(at), "hands" | "control") {
        return Err("no state of a place".to_owned());
    }
    let mut end = at + 1;
    let mut actors: Vec<Agent> = Vec::new();
    for n in phrase.start..at {
        if let Some(m) = view.mention_starting(n)
            && actors.is_empty()
        {
            actors.extend(agent(view, m));
        }
        if actors.is_empty()
            && let Some((_, owner)) = view.possessors.iter().find(|(token, _)| *token == n)
        {
            actors.push(owner.clone());
        }
    }
    if actors.is_empty() && view.is(at + 1, &["of", "by"]) {
        if let Some(m) = mention_at(view, at + 2) {
            actors = with_partners(view, m);
            end = view.mentions.get(m).map_or(end, |m| m.end);
        }
    } else if actors.is_empty() && frame.change == Change::Besieged {
        let by = (at + 1..view.len().min(at + 8)).find(|&n| view.norm(n) == "by");
        if let Some(m) = by.and_then(|n| mention_at(view, n + 1)) {
            actors = with_partners(view, m);
            end = view.mentions.get(m).map_or(end, |m| m.end);
        }
    }
    if actors.is_empty() && frame.change != Change::Besieged {
        return Err("nobody is named".to_owned());
    }
    // The verb or noun before the preposition.
    let mut link = before.checked_sub(1).ok_or("no place before")?;
    let mut longer = false;
    while link > 0
        && (view.is(link, &["longer", "no"])
            || view.is_light(link)
            || view.tag(link) == Upos::Adj && view.phrase(link).is_none()
            || view.is(link, &["still", "firmly", "back"]))
    {
        longer |= view.norm(link) == "longer";
        link -= 1;
    }
    let (places, start, reality) = if let Some(owner) = view.phrase(link) {
        let head = chain(view, owner);
        let places = match place_phrase(view, owner.start) {
            Ok(found) => found.hits,
            Err(refusal) => after_or_context(view, at, end, owner, &refusal)?,
        };
        let start = head.phrases.last().map_or(owner.start, |p| p.start);
        // "was seen under control": the phrase is an object of a verb that may state nothing.
        (places, start, reality::of_noun(view, owner, owner.head, end))
    } else if view.is_verb(link) {
        let verbs = group(view, link);
        let subject = subject(view, verbs.start, 0);
        let places = match places_of(view, &subject) {
            Some(found) => found,
            None => {
                let owner = subject.phrases.first().copied().ok_or("no place before")?;
                let refusal = place_phrase(view, owner.start).err().unwrap_or(Refusal::Nothing);
                after_or_context(view, at, end, owner, &refusal)?
            }
        };
        let form = super::inflection::Form { past: true, gerund: view.norm(link).ends_with("ing"), ..super::inflection::Form::default() };
        let start = subject.phrases.first().map_or(verbs.start, |p| p.start);
        (places, start, reality::of_verb(view, link, verbs, form))
    } else {
        return Err("no place before".to_owned());
    };
    if let Some(why) = reality.refused {
        return Err(why);
    }
    let change = if reality.ended || longer { Change::Lost } else { frame.change };
    let came = view.is(link, &["came", "come", "comes", "fell", "fallen", "coming", "brought", "falling", "passed", "bringing", "fall"]);
    let change = if came && change == Change::Held { Change::Captured } else { change };
    let end = end.max(
        places
            .iter()
            .filter_map(|h| view.places.get(h.place))
            .map(|p| p.end)
            .filter(|&e| e <= view.len())
            .max()
            .unwrap_or(end)
            .min(end + 12),
    );
    Ok(vec![made("standing", change, actors, places, (at, start, end), &reality)])
}

/// "areas under rebel control in X"; "several neighbourhoods remain under …" of a place named before.
fn after_or_context(view: &View, at: usize, end: usize, owner: Phrase, refusal: &Refusal) -> Result<Vec<PlaceHit>, String> {
    let after = if end > at + 1 { end } else { at + 1 };
    if view.is(after, &["in", "of", "inside", "across", "around"])
        && let Ok(found) = place_phrase(view, after + 1)
    {
        return Ok(found.hits.into_iter().map(|h| PlaceHit { extent: Extent::Part, ..h }).collect());
    }
    match refusal {
        Refusal::Vague { part, side, .. } => {
            // "several neighbourhoods remain under …" of a place of this sentence; areas at large are nowhere.
            let here = view.places.iter().any(|p| p.start < view.len());
            let definite = view.is(owner.start, &["the", "this", "its", "their"]);
            let found = if here || definite { context_place(view, owner.start, *part, side.clone()) } else { None };
            found.ok_or_else(|| "a vague place without a name".to_owned())
        }
        Refusal::Nothing => Err("no place before".to_owned()),
        Refusal::NotAPlace(words) | Refusal::Modifier(words) => Err(format!("\"{words}\" is no place")),
    }
}

/// "a rebel stronghold", "the stronghold of A in X", "A's bastion, X".
pub(super) fn seat(view: &View, at: usize) -> Found {
    let phrase = view.phrase(at).ok_or("no noun")?;
    let mut end = at + 1;
    let mut places: Vec<PlaceHit> = Vec::new();
    let mut actors: Vec<Agent> = Vec::new();
    for n in phrase.start..at {
        if let Some(m) = view.mention_starting(n)
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
        }
    } else if view.vocabulary.phrases.denial(view.norm(phrase.start)) {
        return Err("denied".to_owned());
    } else {
        // A description in passing holds whatever the clause around it only plans.
        reality.refused = None;
    }
    if actors.is_empty() {
        return Err("nobody is named".to_owned());
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
        return Err("no longer a stronghold".to_owned());
    }
    let mut found = made("seat", change, actors, places, (at, start, end), &reality);
    found.attributive = true;
    Ok(vec![found])
}

/// Does the phrase already stand in apposition or after a copula, so that what follows only says where?
fn located(view: &View, phrase: Phrase) -> bool {
    holder_before(view, phrase).is_some()
}

/// The place that a description holds of: "X, a rebel stronghold", "X was long a rebel stronghold", "X (a rebel stronghold)".
fn holder_before(view: &View, phrase: Phrase) -> Option<(Vec<PlaceHit>, usize, Option<usize>)> {
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
        if !view.is(
            verb,
            &[
                "is",
                "are",
                "was",
                "were",
                "been",
                "be",
                "become",
                "became",
                "remain",
                "remains",
                "remained",
                "served",
                "serves",
                "serving",
                "considered",
                "being",
                "seen",
                "known",
                "becoming",
                "remaining",
                "turned",
            ],
        ) {
            return None;
        }
        let subject = subject(view, group(view, verb).start, 0);
        let places = places_of(view, &subject)?;
        let from = subject.phrases.first().map_or(verb, |p| p.start);
        return Some((places, from, Some(verb)));
    }
    let apposed = if view.is(before, &[",", "-", "–", "—", "--", "("]) { before.checked_sub(1)? } else { before };
    let place = view.place(apposed)?;
    let found = view.places.get(place)?;
    // "in Deir Ezzor a stronghold of …": lost commas.
    (found.end == apposed + 1).then(|| (vec![PlaceHit { place, extent: Extent::Whole, side: None }], found.start, None))
}

/// "rebel-held X", "X's rebel-held east", "X, a rebel-held town".
pub(super) fn compound(view: &View, at: usize) -> Found {
    let Some((_, change)) = view.vocabulary.compound(view.norm(at)) else { return Err(String::new()) };
    let who = view.compounds.iter().find(|(token, _)| *token == at).map(|(_, who)| who.clone()).ok_or("nobody known is named")?;
    attributive(view, at, change, vec![Agent { who, start: at, end: at + 1 }], "compound")
}

/// "the besieged town of X".
pub(super) fn alone(view: &View, at: usize, change: Change) -> Found {
    let phrase = view.phrase(at).ok_or("used as a verb")?;
    let after_noun = at > phrase.start
        && (view.is_noun(at - 1) || view.mention(at - 1).is_some() || view.place(at - 1).is_some_and(|p| view.place(at) != Some(p)));
    if at + 1 >= phrase.end || after_noun || view.norm(at + 1) == "by" || group(view, at).auxiliary {
        return Err("used as a verb".to_owned());
    }
    attributive(view, at, change, Vec::new(), "besieged")
}

fn attributive(view: &View, at: usize, change: Change, actors: Vec<Agent>, frame: &str) -> Found {
    let phrase = view.phrase(at).unwrap_or(Phrase { start: at, end: at + 1, head: at });
    let reality = Reality::default();
    let refused = match place_phrase(view, at + 1) {
        Ok(found) => {
            let mut found = made(frame, change, actors, found.hits, (at, phrase.start.min(at), found.end), &reality);
            found.attributive = true;
            return Ok(vec![found]);
        }
        Err(refusal) => refusal,
    };
    let words = match refused {
        Refusal::Vague { part, side, end } => {
            let plural = vague_plural(view, at + 1, end);
            // "X, a rebel-held town", "X is a rebel-held town".
            if !plural && let Some((places, start, _)) = holder_before(view, phrase) {
                let mut found = made(frame, change, actors, places, (at, start, end), &reality);
                found.attributive = true;
                return Ok(vec![found]);
            }
            // "Homs rebel-held areas", "Aleppo's rebel-held east".
            let before = at.checked_sub(1).map(|n| if view.possessive(n) { n - 1 } else { n }).and_then(|n| view.place(n));
            let near =
                before.map(|place| vec![PlaceHit { place, extent: if part { Extent::Part } else { Extent::Whole }, side: side.clone() }]);
            // "a government-held area on Aleppo's outskirts"
            if view.is(end, &["on", "at", "near"])
                && let Ok(found) = place_phrase(view, end + 1)
                && found.hits.iter().all(|h| h.extent == Extent::Part)
            {
                let mut found = made(frame, change, actors, found.hits, (at, phrase.start.min(at), found.end), &reality);
                found.attributive = true;
                return Ok(vec![found]);
            }
            let area = (at + 1..end).any(|n| area_noun(view, n));
            let here = near.filter(|_| area || !plural).or_else(|| if area { named_before(view, at, part, side) } else { None });
            let places = here.ok_or("an area without a name")?;
            let start = places.first().and_then(|h| view.places.get(h.place)).map_or(at, |p| p.start.min(at));
            let mut found = made(frame, change, actors, places, (at, start, end), &reality);
            found.attributive = true;
            return Ok(vec![found]);
        }
        Refusal::NotAPlace(words) | Refusal::Modifier(words) => words,
        Refusal::Nothing => view.norm(at + 1).to_owned(),
    };
    // "rebel-held and regime-held areas" of a place named before.
    if view.is(at + 1, &["and", "or", ","]) && view.vocabulary.compound(view.norm(at + 2)).is_some()
        || view.is(at + 1, &["and"]) && view.vocabulary.compound(view.norm(at + 3)).is_some()
    {
        let places = named_before(view, at, true, None).ok_or("an area without a name")?;
        let start = places.first().and_then(|h| view.places.get(h.place)).map_or(at, |p| p.start.min(at));
        let mut found = made(frame, change, actors, places, (at, start, at + 3), &reality);
        found.attributive = true;
        return Ok(vec![found]);
    }
    Err(format!("\"{words}\" is no place"))
}

fn vague_plural(view: &View, from: usize, end: usize) -> bool {
    (from..end).any(|n| view.norm(n).ends_with('s') && view.tag(n) == Upos::Noun)
}

/// Nouns for parts of a place, rather than things in it.
fn area_noun(view: &View, at: usize) -> bool {
    view.vocabulary.compass.contains_key(view.norm(at))
        || view.is(
            at,
            &[
                "area",
                "areas",
                "district",
                "districts",
                "neighbourhood",
                "neighbourhoods",
                "neighborhood",
                "neighborhoods",
                "part",
                "parts",
                "half",
                "side",
                "suburb",
                "suburbs",
                "sector",
                "sectors",
                "quarter",
                "quarters",
                "city",
                "town",
                "zone",
                "zones",
                "enclave",
            ],
        )
}

/// A place named in the two dozen words before, in the same sentence.
fn named_before(view: &View, at: usize, part: bool, side: Option<String>) -> Option<Vec<PlaceHit>> {
    let extent = if part { Extent::Part } else { Extent::Whole };
    let (place, _) = view
        .places
        .iter()
        .enumerate()
        .filter(|(_, p)| p.end <= at && p.end + 25 > at && p.start < view.len() && !p.admin_none)
        .max_by_key(|(_, p)| p.end)?;
    Some(vec![PlaceHit { place, extent, side }])
}

/// "rebel areas of X": a modifier and a noun of area, with the place after.
pub(super) fn modified_area(view: &View, mention: usize) -> Found {
    let m = view.mentions.get(mention).ok_or("")?;
    // "rebel and government sectors": both modify the noun.
    let shared = view.norm(m.end) == "and"
        && view
            .mention_starting(m.end + 1)
            .and_then(|n| view.mentions.get(n))
            .is_some_and(|next| next.kind == MentionKind::Modifier && sector(view, next.end));
    if m.kind != MentionKind::Modifier || !(sector(view, m.end) || shared) {
        return Err(String::new());
    }
    let actors: Vec<Agent> = agent(view, mention).into_iter().collect();
    if actors.is_empty() {
        return Err("nobody known is named".to_owned());
    }
    let noun =
        if shared { view.mention_starting(m.end + 1).and_then(|n| view.mentions.get(n)).map_or(m.end, |next| next.end) } else { m.end };
    let divided = (m.start.saturating_sub(5)..m.start).any(|n| view.is(n, &["between", "into"]))
        && (m.start.saturating_sub(14)..m.start).any(|n| view.is(n, &["split", "divided", "partitioned"]));
    let (places, end) = match place_phrase(view, noun) {
        Ok(found) => (found.hits, found.end),
        Err(_) if divided => (named_before(view, m.start, true, None).ok_or("an area without a name")?, noun + 1),
        Err(_) => return Err("an area without a name".to_owned()),
    };
    if !places.iter().all(|h| h.extent == Extent::Part) {
        return Err("no part of a place".to_owned());
    }
    let mut made = made("rebel-areas", Change::Held, actors, places, (m.start, m.start, end), &Reality::default());
    made.attributive = true;
    Ok(vec![made])
}

fn sector(view: &View, at: usize) -> bool {
    view.is(
        at,
        &["areas", "districts", "neighbourhoods", "neighborhoods", "territory", "suburbs", "sectors", "side", "zones", "quarters", "parts"],
    )
}

/// Words of a trigger that opens a frame of this file.
pub(super) fn opens(view: &View, at: usize) -> Option<Found> {
    if view.vocabulary.compound(view.norm(at)).is_some() {
        return Some(compound(view, at));
    }
    for trigger in view.vocabulary.triggers(view.norm(at)) {
        match *trigger {
            Trigger::State { frame } => {
                let found = standing(view, at, frame);
                if found.is_ok() || found.as_ref().is_err_and(|w| w != "no state of a place" && w != "no noun") {
                    return Some(found);
                }
            }
            Trigger::Seat => return Some(seat(view, at)),
            Trigger::Alone { change } => {
                let found = alone(view, at, change);
                if found.as_ref().is_err_and(|w| w == "used as a verb") {
                    continue;
                }
                return Some(found);
            }
            Trigger::Verb { .. } | Trigger::Noun { .. } => {}
        }
    }
    None
}

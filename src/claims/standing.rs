//! "under regime control", "in rebel hands", "under siege", and who or what is said to be.
//!
//! In: a [`View`] and a noun of standing. Out: candidates, or why there are none. Refused: standing without a holder, except
//! a siege.

use super::candidate::{Candidate, Found, Reason};
use super::chain::chain;
use super::claim::{Change, Extent};
use super::inflection::Form;
use super::place_hit::{PlaceHit, Refusal};
use super::place_phrase::place_phrase;
use super::reality;
use super::reduced::by_the_way;
use super::spoken_of::{context_place, places_of};
use super::subject::{Agent, group, subject};
use super::view::{Phrase, View};
use super::who::{agent, mention_at, with_partners};
use crate::text::Upos;

/// "under A control", "in the hands of A", "under siege".
pub(super) fn standing(view: &View, at: usize, frame: usize) -> Found {
    let frame = view.vocabulary.states.get(frame).ok_or("")?;
    let phrase = view.phrase(at).ok_or("no noun")?;
    let before = phrase.start.checked_sub(1).ok_or("no preposition")?;
    if !frame.before.iter().any(|w| w == view.norm(before)) || phrase.head != at {
        return Err("no state of a place".into());
    }
    if view.norm(before) != "under" && !matches!(view.norm(at), "hands" | "control" | "possession" | "grip" | "grasp") {
        return Err("no state of a place".into());
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
        return Err("nobody is named".into());
    }
    // "under a government-imposed siege"
    if actors.is_empty()
        && let Some((_, who)) = view.compounds.iter().find(|(token, _)| (phrase.start..at).contains(token))
    {
        actors.push(Agent { who: who.clone(), start: at, end: at + 1 });
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
    // "A was empty of its people and in rebel hands"
    if view.norm(link) == "and"
        && let Some(be) = (link.saturating_sub(8)..link).rev().find(|&n| view.is(n, &["is", "are", "was", "were", "remains", "remained"]))
        && !(be + 1..link).any(|n| view.is_verb(n) || view.is(n, &[",", ";"]))
    {
        link = be;
    }
    // "A, also under siege, received …", "B, still in rebel hands,"
    if view.norm(link) == ","
        && view.is(link + 1, &["also", "still", "now", "itself", "already"])
        && link.checked_sub(1).is_some_and(|n| view.place(n).is_some())
    {
        link -= 1;
    }
    // "leaves only A, 12 miles south of B, in rebel hands"
    if view.norm(link) == ","
        && let Some(open) = (link.saturating_sub(14)..link).rev().find(|&n| view.norm(n) == "," || view.is_verb(n))
        && view.norm(open) == ","
        && let Some(place) = open.checked_sub(1).filter(|&n| view.place(n).is_some())
    {
        link = place;
    }
    // "A, the capital, in rebel hands since May": set off by a comma, it holds whatever the clause around it only plans.
    let set_off = before.checked_sub(1).is_some_and(|n| view.norm(n) == ",");
    let aside = view.is_verb(link) && by_the_way(view, group(view, link), Form::default());
    let (places, start, reality) = if let Some(owner) = view.phrase(link) {
        let head = chain(view, owner);
        // "some parts of A under the control of B": the parts are what is controlled.
        let parts = head.phrases.first().filter(|p| **p != owner && view.known(p.head).parts()).map(|p| p.start);
        let whole = parts.and_then(|from| place_phrase(view, from).ok()).filter(|found| found.end > owner.start);
        let places = match whole.map_or_else(|| place_phrase(view, owner.start), Ok) {
            Ok(found) => found.hits,
            Err(refusal) => after_or_context(view, at, end, owner, &refusal)?,
        };
        let start = head.phrases.last().map_or(owner.start, |p| p.start);
        // "was seen under control": the phrase is an object of a verb that may state nothing.
        let mut reality = reality::of_noun(view, owner, owner.head, end);
        if set_off {
            reality.refused = None;
        }
        (places, start, reality)
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
        let form = Form { past: true, gerund: view.norm(link).ends_with("ing"), ..Form::default() };
        let start = subject.phrases.first().map_or(verbs.start, |p| p.start);
        (places, start, reality::of_verb(view, link, verbs, form))
    } else {
        return Err("no place before".into());
    };
    // "The country was in the iron grip of X": a manner of rule.
    let country = || places.iter().all(|h| view.places.get(h.place).is_none_or(|p| p.admin_none));
    if view.is(at, &["grip", "grasp"]) && country() {
        return Err("a whole country is gripped in another sense".into());
    }
    if let Some(why) = reality.refused {
        return Err(why);
    }
    let change = if reality.ended || longer { Change::Lost } else { frame.change };
    let came = view.is(
        link,
        &[
            "came",
            "come",
            "comes",
            "fell",
            "fallen",
            "coming",
            "brought",
            "bring",
            "taken",
            "took",
            "take",
            "put",
            "placed",
            "falling",
            "passed",
            "bringing",
            "fall",
            "restored",
            "returned",
            "restoring",
            "returning",
            "return",
            "returns",
            "passes",
            "reverted",
        ],
    );
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
    let mut made = Candidate::new("standing", change, actors, places, (at, start, end), &reality);
    made.aside = aside;
    Ok(vec![made])
}

/// "areas under rebel control in X"; "several neighbourhoods remain under …" of a place named before.
fn after_or_context(view: &View, at: usize, end: usize, owner: Phrase, refusal: &Refusal) -> Result<Vec<PlaceHit>, Reason> {
    let after = if end > at + 1 { end } else { at + 1 };
    // "the main towns under rebel control are: A, B and C", "… include A".
    let told = after + usize::from(view.is(after, &["are", "were", "include", "included", "includes"]));
    let told = told + usize::from(view.norm(told) == ":");
    if told > after
        && let Ok(found) = place_phrase(view, told)
    {
        return Ok(found.hits);
    }
    if view.is(after, &["in", "of", "inside", "across", "around"])
        && let Ok(found) = place_phrase(view, after + 1)
    {
        // "people live under siege in X": people are no part of it.
        let ground = view.known(owner.head).parts() || view.known(owner.head).generic_place();
        return Ok(found.hits.into_iter().map(|h| PlaceHit { extent: if ground { Extent::Part } else { h.extent }, ..h }).collect());
    }
    match refusal {
        Refusal::Vague { part, side, .. } => {
            // "several neighbourhoods remain under …" of a place of this sentence; areas at large are nowhere.
            let here = view.places.iter().any(|p| p.start < view.len());
            let definite = view.is(owner.start, &["the", "this", "its", "their"]);
            let found = if here || definite { context_place(view, owner.start, *part, side.clone()) } else { None };
            found.ok_or_else(|| "a vague place without a name".into())
        }
        Refusal::Nothing => Err("no place before".into()),
        Refusal::NotAPlace(start, end) | Refusal::Modifier(start, end) => Err(Reason::Quoted("\"", *start, *end, "\" is no place")),
    }
}

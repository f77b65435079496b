//! The places that a subject names, or that the words take up from before: "it", "the town", "which".
//!
//! In: a [`View`] and a subject or the start of a phrase. Out: [`PlaceHit`]s. Refused: whole countries as "the city".

use super::apposed::{Meant, apposed};
use super::chain::{chain, past_containers};
use super::claim::Extent;
use super::place_hit::{PlaceHit, Refusal};
use super::place_phrase::place_phrase;
use super::subject::{Subject, group, subject};
use super::view::{Phrase, View};
use crate::text::Upos;

/// Places that a subject names.
pub(super) fn places_of(view: &View, subject: &Subject) -> Option<Vec<PlaceHit>> {
    let head = subject.phrases.first()?;
    // "They were captured" tells of people far more often than of towns.
    // "when it last fell": the adverb is read into the phrase.
    let alone = head.end - head.start == 1 || head.end - head.start == 2 && view.is(head.end - 1, &["last", "first", "once"]);
    if view.is(head.start, &["it", "which", "that"]) && alone {
        return context_place(view, head.start, false, None);
    }
    if view.norm(head.start) == "both" && head.end == head.start + 1 && !view.pair.is_empty() {
        return Some(the_pair(view));
    }
    if let Some(place) = measured(view, head) {
        return place.map(|place| vec![PlaceHit { place, extent: Extent::Whole, side: None }]);
    }
    if let Some(found) = predicate(view, head) {
        return Some(found);
    }
    // "Control of A has passed to B"
    if view.norm(head.head) == "control"
        && view.is(head.end, &["of", "over"])
        && let Ok(found) = place_phrase(view, head.end + 1)
    {
        return Some(found.hits);
    }
    // "Bama the second biggest town in Borno was retaken": an apposition, its commas lost.
    if view.norm(head.start) == "the"
        && view.known(head.head).settlements()
        && let Some(place) = head.start.checked_sub(1).and_then(|n| view.place(n))
        && view.places.get(place).is_some_and(|p| !p.division && !p.description)
    {
        return Some(vec![PlaceHit { place, extent: Extent::Whole, side: None }]);
    }
    if subject.nearest {
        match subject.phrases.last().and_then(|inner| apposed(view, inner.end)) {
            Some(Meant::Place(place)) => return Some(vec![PlaceHit { place, extent: Extent::Whole, side: None }]),
            Some(Meant::List(last)) => return Some(listed_before(view, last)).filter(|places| places.len() > 1),
            Some(Meant::Other) => return None,
            None => {}
        }
        if let Some(found) = described(view, subject) {
            return Some(found);
        }
        // "the town in A province which fell", "a district of the city of A held by": from the name out to what it names.
        let common = |p: &Phrase| {
            // "an industrial settlement east of A"
            let beside = view.known(p.head).compass() && p.head > p.start && view.known(p.head - 1).generic_place();
            beside
                || view.known(p.head).parts()
                || view.known(p.head).generic_place()
                || (p.start..p.end).any(|n| view.place(n).and_then(|i| view.places.get(i)).is_some_and(|place| place.description))
        };
        let mut chosen: Option<&Phrase> = None;
        for (n, phrase) in subject.phrases.iter().rev().take(5).enumerate() {
            if common(phrase) {
                chosen = Some(phrase);
            } else if n > 0 || view.place(phrase.head).is_none() {
                break;
            }
        }
        let inner = subject.phrases.last();
        if let Some(found) = chosen.and_then(|p| place_at(view, p.start)).or_else(|| inner.and_then(|p| place_at(view, p.start))) {
            // "A and B, which fell in May, are …": both.
            let listed = inner.filter(|_| chosen.is_none()).map(|p| listed_before(view, p.end - 1)).unwrap_or_default();
            let opens = listed.first().and_then(|h| view.places.get(h.place)).is_some_and(|p| p.start == 0);
            if opens && listed.len() > 1 && view.is(inner.map_or(0, |p| p.end), &["which", "that", ","]) {
                return Some(listed);
            }
            return Some(found);
        }
        // "half of A, a shift in a city that had been …": the place named shortly before.
        let vague = chosen?;
        let near = view.places.iter().any(|p| p.end <= vague.start && p.end + 10 > vague.start);
        return if near && view.is(vague.head, &["city", "town", "village"]) {
            context_place(view, vague.start, false, None)
        } else {
            None
        };
    }
    // "A and B have been retaken": the list before the verb.
    let mut start = head.start;
    let mut listed: Vec<PlaceHit> = Vec::new();
    for _ in 0..8 {
        let Some(join) = start.checked_sub(1).filter(|&n| view.is(n, &["and", ","])) else { break };
        let Some(before) = join.checked_sub(1).and_then(|n| view.phrase(n)).filter(|p| view.place(p.head).is_some()) else { break };
        let says = |n: usize| view.known(n).say();
        // "the villages of A and B were": the list is of them.
        let villages = |n: usize| view.norm(n) == "of" && n > 0 && view.known(n - 1).settlements();
        let free = before.start.checked_sub(1).is_none_or(|n| (!view.is_verb(n) || says(n)) && view.tag(n) != Upos::Adp || villages(n));
        if !free || view.place(head.head).is_none() && place_phrase(view, head.start).is_err() {
            break;
        }
        start = before.start;
        listed.splice(0..0, place_at(view, start).unwrap_or_default());
    }
    // Each by itself: before a verb a list looks like the start of another clause.
    let last = place_at(view, head.start)?;
    listed.extend(last);
    listed.dedup_by_key(|hit| hit.place);
    Some(listed)
}

/// The place of the sentences before, where this one has named no other so far.
pub(super) fn told_before(view: &View, at: usize) -> Option<Vec<PlaceHit>> {
    let place = view.places.iter().position(|p| p.start >= view.len() && !p.division)?;
    let topic = view.places.get(place)?;
    let other = view.places.iter().any(|p| p.start < at && !p.admin_none && p.id != topic.id);
    (!other).then(|| vec![PlaceHit { place, extent: Extent::Whole, side: None }])
}

/// "both": the two places named together before.
pub(super) fn the_pair(view: &View) -> Vec<PlaceHit> {
    view.pair.iter().map(|&place| PlaceHit { place, extent: Extent::Whole, side: None }).collect()
}

/// "A, an industrial settlement east of B, which fell": the settlement, not what it lies beside.
fn described(view: &View, subject: &Subject) -> Option<Vec<PlaceHit>> {
    let inner = subject.phrases.last()?;
    let compass = inner.start.checked_sub(2).filter(|&n| view.norm(n + 1) == "of" && view.vocabulary.compass.contains_key(view.norm(n)))?;
    let noun = view.phrase(compass).filter(|p| p.start < compass).or_else(|| compass.checked_sub(1).and_then(|n| view.phrase(n)))?;
    let place = view.place(noun.start).filter(|_| view.is(noun.start, &["a", "an", "one"]))?;
    view.places.get(place).filter(|p| p.description)?;
    Some(vec![PlaceHit { place, extent: Extent::Whole, side: None }])
}

/// "A about 130 kilometres south of B was seized": A, or, where a thing lies there, nothing.
fn measured(view: &View, head: &Phrase) -> Option<Option<usize>> {
    let mut at = head.start.checked_sub(2).filter(|&n| view.is(n + 1, &["of", "from"]))?;
    while at > 0 && view.known(at).compass() {
        at -= 1;
    }
    if !view.known(at).distances() || view.tag(at.wrapping_sub(1)) != Upos::Num {
        return None;
    }
    let about = |n: usize| view.tag(n) == Upos::Num || view.is_light(n) || view.is(n, &[",", "about", "some", "around", "roughly"]);
    let named = (0..at).rev().take(6).find(|&n| !about(n))?;
    Some(view.place(named).filter(|&p| view.places.get(p).is_some_and(|p| !p.division && p.end == named + 1)))
}

/// "A and B are the last towns that C holds", "A became the first city captured by B": what the sentence says it of.
fn predicate(view: &View, head: &Phrase) -> Option<Vec<PlaceHit>> {
    let be = head.start.checked_sub(1)?;
    // "P is one of the towns", "P and Q are among the towns"
    let (be, among) = match (view.norm(be), view.norm(be.wrapping_sub(1))) {
        ("among", _) => (be.checked_sub(1)?, true),
        ("of", "one") => (be.checked_sub(2)?, true),
        _ => (be, false),
    };
    let single = among || (head.start..head.end).any(|n| view.known(n).ranks());
    let ground = view.known(head.head).generic_place() || view.known(head.head).parts();
    if !single
        || !ground
        || view.place(head.head).and_then(|p| view.places.get(p)).is_some_and(|p| !p.description)
        || !view.is(be, &["is", "are", "was", "were", "remains", "remained", "became", "becomes", "become", "remain"])
    {
        return None;
    }
    let subject = subject(view, group(view, be).start, 0);
    let named = subject.phrases.first().filter(|p| !view.is(p.head, &["it", "this", "that", "which"]))?;
    places_of(view, &Subject { phrases: vec![*named], ..Subject::default() })
}

/// "a drone over A", "a convoy near A": the place only says where the thing was.
fn thing_at(view: &View, place: Phrase) -> bool {
    let Some(before) = place.start.checked_sub(1).filter(|&n| view.is(n, &["over", "near", "in", "at", "outside", "inside", "around"]))
    else {
        return false;
    };
    let Some(thing) = before.checked_sub(1).and_then(|n| view.phrase(n)) else { return false };
    let noun = view.norm(thing.head);
    let acts = (thing.start..thing.end).any(|n| view.mention(n).is_some() || view.place(n).is_some() || view.time(n).is_some());
    !acts
        && !view.register.is_operation(noun)
        && !view.known(thing.head).generic_place()
        && !view.known(thing.head).parts()
        && !view.known(thing.head).occurring()
}

/// The verb of saying right before a subject: "which B says it has taken".
pub(super) fn said_before(view: &View, subject: &Subject) -> Option<usize> {
    subject.phrases.first()?.start.checked_sub(1).filter(|&n| view.is_verb(n) && view.known(n).say())
}

/// "A, which the rebels have held": the places that a relative pronoun before the subject takes up.
pub(super) fn relative_places(view: &View, subject: &Subject) -> Option<Vec<PlaceHit>> {
    let mut first = *subject.phrases.first()?;
    // "A, which B says it has taken": B's own relative clause.
    if let Some(says) = said_before(view, subject) {
        first = *super::subject::subject(view, group(view, says).start, 0).phrases.first()?;
    }
    // "a town that Russian forces hold": the pronoun is read into the phrase.
    let start = first.start + usize::from(view.norm(first.start) == "that" && first.end > first.start + 1);
    let owned = start.checked_sub(1).is_some_and(|n| view.is(n, &["its", "their", "his", "her"]));
    let pronoun = start.checked_sub(1 + usize::from(owned))?;
    if let Some(found) = of_which(view, pronoun) {
        return Some(found);
    }
    // "the only town it does not hold": no pronoun before "it".
    let contact = view.is(start, &["it", "they", "he", "we"]) && view.phrase(pronoun).is_some();
    if contact {
        let phrase = view.phrase(pronoun)?;
        let place = view.place(phrase.head).is_some() || view.known(phrase.head).settlements();
        return places_of(view, &Subject { nearest: true, ..chain(view, phrase) }).filter(|_| place && phrase.end == start);
    }
    if !view.is(pronoun, &["which", "that"]) {
        return None;
    }
    let end = pronoun.checked_sub(1)?;
    let end = if view.norm(end) == "," { end.checked_sub(1)? } else { end };
    let phrase = past_containers(view, view.phrase(end)?);
    places_of(view, &Subject { nearest: true, ..chain(view, phrase) })
}

/// "A and B, both of which C took", "A, parts of which C holds".
fn of_which(view: &View, pronoun: usize) -> Option<Vec<PlaceHit>> {
    let share = pronoun.checked_sub(2).filter(|&n| view.norm(pronoun) == "which" && view.norm(n + 1) == "of")?;
    let comma = view.phrase(share)?.start.checked_sub(1).filter(|&n| view.norm(n) == ",")?;
    let part = !view.is(share, &["both", "all", "each", "whole"]);
    let mut places = listed_before(view, comma.checked_sub(1)?);
    if part {
        places.drain(..places.len().saturating_sub(1));
        places.iter_mut().for_each(|hit| hit.extent = Extent::Part);
    }
    let one = places.len() == 1;
    (part == one || view.is(share, &["all", "whole"])).then_some(places).filter(|places| !places.is_empty())
}

/// The places of the phrase that begins here; a noun of place without a name takes up one named before.
fn place_at(view: &View, start: usize) -> Option<Vec<PlaceHit>> {
    match place_phrase(view, start) {
        Ok(phrase) => Some(phrase.hits),
        Err(Refusal::Vague { part, side, .. }) => {
            if let Some(found) = spelled_out(view, start) {
                return Some(found);
            }
            let definite = view.is(start, &["the", "this", "that", "its", "their", "it"]);
            if definite {
                return context_place(view, start, part, side);
            }
            // "Madaya, a town near Damascus besieged by …".
            let mut before = start.checked_sub(1)?;
            if view.is(before, &["once", "long", "formerly", "now", "still"]) {
                before = before.checked_sub(1)?;
            }
            let before = if view.is(before, &[",", "-", "–", "(", "—"]) { before.checked_sub(1)? } else { before };
            // "A and B, two towns that fell to …".
            if view.is(start, &["two", "both", "three", "four"]) {
                let listed = listed_before(view, before);
                return Some(listed).filter(|places| places.len() > 1);
            }
            let place = view.place(before).filter(|_| view.is(start, &["a", "an", "one"]))?;
            Some(vec![PlaceHit { place, extent: if part && side.is_some() { Extent::Part } else { Extent::Whole }, side }])
        }
        // "4 are controlled by B (A, C and D)"
        Err(_) if view.tag(start) == Upos::Num => spelled_out(view, start),
        Err(_) => None,
    }
}

/// The places of a list whose last one ends at this token.
pub(super) fn listed_before(view: &View, last: usize) -> Vec<PlaceHit> {
    let mut hits: Vec<PlaceHit> = Vec::new();
    let mut at = Some(last);
    while let Some(place) = at.and_then(|n| view.place(n)) {
        hits.push(PlaceHit { place, extent: Extent::Whole, side: None });
        let before = view.places.get(place).and_then(|p| p.start.checked_sub(1)).filter(|&n| view.is(n, &["and", ","]));
        at = before.and_then(|n| n.checked_sub(1 + usize::from(view.norm(n) == "and" && view.norm(n.wrapping_sub(1)) == ",")));
    }
    hits.reverse();
    hits
}

/// "Four towns have fallen this week: A, B, C and D": the names at the end.
fn spelled_out(view: &View, start: usize) -> Option<Vec<PlaceHit>> {
    let phrase = view.phrase(start)?;
    let several = view.norm(phrase.head).ends_with('s') && (view.known(phrase.head).settlement_nouns() || view.known(phrase.head).parts());
    // "4 are controlled by B (A, C and D)"
    let several = several || view.tag(phrase.head) == Upos::Num;
    let opens = |n: &usize| view.is(*n, &[":", "(", "–", "—", ";", "that", "which", "while"]);
    let colon = (phrase.end..view.len()).find(opens).filter(|&n| view.is(n, &[":", "(", "–", "—"]))?;
    let list = place_phrase(view, colon + 1).ok().filter(|found| several && found.hits.len() > 1)?;
    let ends = view.norm(list.end).is_empty() || view.is(list.end, &[".", ";"]) || view.norm(colon) == "(" && view.norm(list.end) == ")";
    ends.then(|| list.hits.into_iter().map(|hit| PlaceHit { extent: Extent::Whole, side: None, ..hit }).collect())
}

/// The place spoken of: the last one named before `at` in this sentence, else the one that the discourse is about.
pub(super) fn context_place(view: &View, at: usize, part: bool, side: Option<String>) -> Option<Vec<PlaceHit>> {
    let extent = if part { Extent::Part } else { Extent::Whole };
    let named = || view.places.iter().enumerate().filter(|(_, p)| p.end <= at && p.start < view.len() && !p.admin_none);
    // "it" is a town rather than the region that it lies in.
    let town = named().filter(|(_, p)| view.norm(at) == "it" && !p.division).max_by_key(|(_, p)| p.end);
    let here = town.or_else(|| named().max_by_key(|(_, p)| p.end));
    // "At A, 70 kilometres north of B, the army has been dug in": A.
    let fronted = view.places.iter().position(|p| p.start > 0 && p.start <= 2 && view.is(p.start - 1, &["at", "in"]) && !p.admin_none);
    let aside = |p: &super::view::ViewPlace| view.is(p.start.wrapping_sub(1), &["of", "from", "to", "near", "the"]);
    // "A, one of the last bastions in B, is forcing troops to withdraw": A.
    let explained = here.filter(|(_, p)| view.norm(p.end) == ",").and_then(|(_, p)| match apposed(view, p.end) {
        Some(Meant::Place(place)) => view.places.get(place).map(|p| (place, p)),
        _ => None,
    });
    let here = explained.or(here);
    let here = here.map(|(place, p)| fronted.filter(|_| aside(p)).unwrap_or_else(|| within(view, place)));
    let after = view.places.iter().position(|p| p.start >= at && p.start < view.len() && !p.admin_none);
    // "took the bridge, coming close to B": another clause.
    let own = |place: &usize| view.places.get(*place).is_some_and(|p| !view.claimed || !(at..p.start).any(|n| view.is_verb(n)));
    let later = after.filter(own);
    let before = view.places.iter().position(|p| p.start >= view.len() && !p.admin_none);
    let taken_up = view.is(at, &["its", "their", "it"]);
    let found = if taken_up { here.or(before).or(after) } else { here.or(later).or(before).or(after) };
    found.map(|place| vec![PlaceHit { place, extent, side }])
}

/// "the palace in central Khartoum": what is spoken of is the palace, not where it lies.
fn within(view: &View, place: usize) -> usize {
    let Some(container) = view.places.get(place) else { return place };
    let inner = view.places.iter().enumerate().filter(|(_, p)| p.end < container.start).max_by_key(|(_, p)| p.end);
    let Some((inner, found)) = inner else { return place };
    let between = found.end..container.start;
    let lies = view.is(found.end, &["in", "near", "outside", "inside"])
        && between.len() < 5
        && between.clone().skip(1).all(|n| matches!(view.tag(n), Upos::Det | Upos::Adj) || view.known(n).compass());
    // "A, 40 km (25 miles) north of B": what is spoken of is A.
    let bearing = |n: usize| view.vocabulary.compass.contains_key(view.norm(n)) && view.norm(n + 1) == "of";
    let far = view.is(found.end, &[",", "("]) || between.clone().take(3).any(|n| view.tag(n) == Upos::Num);
    let measured = between.len() < 18
        && far
        && between.clone().any(|n| bearing(n) || view.is(n, &["miles", "kilometres", "kilometers", "km"]) && view.norm(n + 1) == "from")
        && !between.clone().any(|n| view.is_verb(n) || view.is(n, &["and", "but", ";"]));
    if (lies || measured) && !found.description { inner } else { place }
}

/// Does "it" at `at`, the object of a verb, take up a place? The nearest thing named before it tells: a place, or something else
/// that can be taken.
pub(super) fn it_is_a_place(view: &View, at: usize) -> bool {
    let mut end = at;
    while let Some(n) = end.checked_sub(1) {
        let Some(phrase) = view.phrase(n) else {
            end = n;
            continue;
        };
        end = phrase.start;
        if view.place(phrase.head).is_some() {
            let town = view.place(phrase.head).and_then(|p| view.places.get(p)).is_some_and(|p| !p.admin_none);
            return town && !thing_at(view, phrase);
        }
        let noun = view.norm(phrase.head);
        let actor = (phrase.start..phrase.end).any(|n| view.mention(n).is_some()) || view.register.is_member(noun);
        let plural = noun.ends_with('s') && !noun.ends_with("ss");
        if view.time(phrase.head).is_some() || actor || plural || view.tag(phrase.head) == Upos::Pron {
            continue;
        }
        return view.known(phrase.head).taken_up() && (phrase.start..phrase.end).any(|n| view.place(n).is_some());
    }
    // "they had withdrawn from it": nothing here that it could be; the sentence before was about a place.
    let spoken_of = view.places.iter().any(|p| p.start >= view.len() && !p.division);
    spoken_of && view.is(at.wrapping_sub(1), &["from", "of", "into", "over", "inside"])
}

//! Ground beside places: "north of A (near B) and west of C", "2 km east of A", "the A direction".
//!
//! In: a [`View`] and the token where it begins. Out: the places it is measured from. Refused: a compass word without "of",
//! which names a part of a place and is read by [`super::place_phrase`].

use super::claim::Extent;
use super::place_hit::{PlaceHit, PlacePhrase};
use super::place_phrase::place_phrase;
use super::view::View;
use crate::text::Upos;

/// Most items that one list holds.
const MOST: usize = 12;

pub(super) fn beside(view: &View, at: usize) -> Option<PlacePhrase> {
    if let Some(found) = direction(view, at) {
        return Some(found);
    }
    let mut hits: Vec<PlaceHit> = Vec::new();
    let (mut end, mut next) = (at, at);
    for _ in 0..MOST {
        let Some(place) = bearing(view, next) else { break };
        let Ok(found) = place_phrase(view, place) else { break };
        hits.extend(found.hits);
        end = found.end;
        next = joined(view, end)?;
    }
    for hit in &mut hits {
        hit.extent = Extent::Whole;
        hit.side = None;
    }
    (!hits.is_empty()).then_some(PlacePhrase { hits, start: at, end })
}

/// The token after "[2 km] north of", "near", "just outside".
fn bearing(view: &View, at: usize) -> Option<usize> {
    let mut next = at;
    let compass = |n: usize| view.known(n).compass() && view.norm(n + 1) == "of";
    while next < at + 5
        && !compass(next)
        && (view.is_light(next)
            || view.tag(next) == Upos::Num
            || view
                .is(next, &["just", "further", "km", "kilometres", "kilometers", "miles", "metres", "meters", "immediately", "to", "the"]))
    {
        next += 1;
    }
    if compass(next) {
        return Some(next + 2);
    }
    view.is(next, &["near"]).then_some(next + 1)
}

/// Past brackets and a joining word; the end itself where nothing joins.
fn joined(view: &View, end: usize) -> Option<usize> {
    let mut next = end;
    if view.norm(next) == "(" {
        next = (next..view.len().min(next + 14)).find(|&n| view.norm(n) == ")")? + 1;
    }
    if view.norm(next) == "," {
        next += 1;
    }
    Some(if view.is(next, &["and", "&"]) { next + 1 } else { next })
}

/// "in the A direction", "on the A axis", "in the A tactical area".
fn direction(view: &View, at: usize) -> Option<PlacePhrase> {
    if !view.is(at, &["in", "on", "along"]) {
        return None;
    }
    let start = (at + 1..at + 4).find(|&n| view.place(n).is_some())?;
    let place = view.place(start)?;
    let mut end = view.places.get(place)?.end;
    if view.is(end, &["tactical", "operational"]) {
        end += 1;
    }
    let named = view.known(end).directions();
    named.then(|| PlacePhrase { hits: vec![PlaceHit { place, extent: Extent::Whole, side: None }], start: at, end: end + 1 })
}

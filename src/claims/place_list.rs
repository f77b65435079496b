//! Lists of places: how the next one joins, and where the list ends.
//!
//! In: a [`View`] and the end of a place. Out: where the next begins. Refused: what only says where the last one lies.

use super::place_hit::PlaceHit;
use super::place_noun::singular;
use super::view::{View, ViewPlace};
use crate::text::Upos;

/// "the neighbourhoods of": a plural that the names after it spell out.
pub(super) fn named_districts(view: &View, at: usize) -> bool {
    (at..at + 4).any(|n| view.is(n, &["neighbourhoods", "neighborhoods", "districts", "suburbs", "areas"]) && view.norm(n + 1) == "of")
        && view.is(at, &["the", "two", "three", "four"])
}

/// Where a list of names begins that spells out the places before: "… including A", "… - A B and C".
pub(super) fn listed(view: &View, from: usize) -> Option<usize> {
    for n in from..view.len().min(from + 7) {
        if view.is(n, &["including", "notably", "namely"]) && (n + 1..n + 5).any(|m| view.place(m).is_some()) {
            return Some(n + 1);
        }
        if view.norm(n) == "such" && view.norm(n + 1) == "as" && (n + 2..n + 5).any(|m| view.place(m).is_some()) {
            return Some(n + 2);
        }
        if view.is(n, &["-", "--", "–", "—", ":"]) && view.place(n + 1).is_some() {
            return Some(n + 1);
        }
        if view.is_verb(n) || view.is(n, &[".", ";", "and", "but"]) {
            return None;
        }
    }
    None
}

/// "its capital, A, fell", "the city, A.", "two other towns, A and B,": does the name after this comma say which?
pub(super) fn name_follows(view: &View, comma: usize) -> bool {
    let next = comma + 1;
    let Some(place) = view.place(next).and_then(|p| view.places.get(p)).filter(|p| p.start == next) else { return false };
    let named =
        comma.checked_sub(1).is_some_and(|n| singular(view, n)) && (view.is(place.end, &[",", ".", "", ")"]) || view.is_verb(place.end));
    let spelled = comma.checked_sub(1).is_some_and(|n| view.known(n).settlement_nouns())
        && view.norm(place.end) == "and"
        && view.place(place.end + 1).is_some();
    view.norm(comma) == "," && (named || spelled)
}

/// "the town, A, fell", "the largest town in the region, A, fell": where the name begins that says which town.
pub(super) fn named_after(view: &View, town: &ViewPlace) -> Option<usize> {
    if !town.description || !(view.known(town.end - 1).town() || view.norm(town.end - 1) == "capital") {
        return None;
    }
    let around = if view.is(town.end, &["in", "of"]) { view.place(town.end + 1).and_then(|p| view.places.get(p)) } else { None };
    let end = around.filter(|p| p.division).map_or(town.end, |p| p.end);
    let comma = (end..end + 2).find(|&n| view.norm(n) == ",")?;
    name_follows(view, comma).then_some(comma + 1)
}

/// "two towns in D province, A, 65 km south of B, and C": where the names begin that spell out `at..from`.
pub(super) fn spelled_out(view: &View, at: usize, from: usize) -> Option<usize> {
    let several = (at..from).any(|n| view.known(n).settlement_nouns() && view.norm(n).ends_with('s'));
    let within = view.places.iter().rfind(|p| p.start >= at && p.end <= from);
    let within = within.is_some_and(|p| p.division || view.known(p.end).larger() || view.known(p.end).divisions());
    let first = view.place(from + 1).and_then(|p| view.places.get(p)).filter(|p| p.start == from + 1 && !p.division && !p.description)?;
    // "the largest town in D province, A, fell"
    let one = !several && (at..from).any(|n| view.known(n).settlements());
    let ends = view.is(first.end, &[",", ".", "", "on", "after", "from", "last", "this"]) || view.time(first.end).is_some();
    if one && ends && within && view.norm(from) == "," {
        return Some(from + 1);
    }
    let more = (first.end..view.len().min(first.end + 26)).any(|n| view.norm(n) == "and" && view.place(n + 1).is_some());
    (view.norm(from) == "," && several && within && more && !view.is_verb(first.end)).then_some(from + 1)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    Comma,
    And,
    /// "parts of A and B": the extent goes on.
    Parts,
    /// Nothing stands between: a list that lost its commas.
    Lost,
}

pub(super) fn connective(view: &View, at: usize) -> Option<(usize, Join)> {
    let mut next = at;
    // "(…)" after a name.
    if view.norm(next) == "(" {
        let close = (next..view.len().min(next + 8)).find(|&n| view.norm(n) == ")")?;
        next = close + 1;
    }
    // "A in May and B": when it was, passed over.
    if view.is(next, &["in", "on", "by", "since"])
        && let Some(time) = view.time(next + 1).and_then(|t| view.times.get(t))
        && view.is(time.end, &["and", ","])
        && let Some(place) = (time.end + 1..time.end + 3).find_map(|n| view.place(n)).and_then(|p| view.places.get(p))
        && !(place.end..place.end + 5).any(|n| view.time(n).is_some())
    {
        next = time.end;
    }
    // "Tal-Arous in the southwestern countryside of Damascus, Tal Meri …": the container is passed over.
    if view.is(next, &["in", "near", "outside", "at", "on", "west", "east", "south", "north"])
        && let Some(place) = (next..view.len().min(next + 8)).find(|&n| view.place(n).is_some())
        && (next..place).all(|n| !view.is_verb(n) && !view.is(n, &[",", "and"]))
        && let Some(p) = view.place(place).and_then(|p| view.places.get(p))
    {
        let after = p.end + usize::from(view.known(p.end).divisions() || view.known(p.end).larger());
        let listed = view.is(after, &[",", "and"]) || view.place(after).is_some();
        let follows = if view.is(after, &[",", "and"]) {
            (after + 1..after + 4).any(|n| view.place(n).is_some())
        } else {
            view.place(after).is_some()
        };
        if listed && follows {
            next = after;
        } else {
            return None;
        }
    }
    // "A, together with B"
    let with = next + usize::from(view.norm(next) == ",");
    if view.is(with, &["together", "along"]) && view.norm(with + 1) == "with" && (with + 2..with + 5).any(|n| view.place(n).is_some()) {
        return Some((with + 2, Join::And));
    }
    let as_well = view.norm(next) == "as" && view.norm(next + 1) == "well" && view.norm(next + 2) == "as";
    if as_well {
        return Some((next + 3, Join::And));
    }
    if view.is(next, &["and", "&", "plus"]) {
        if let Some(place) = set_off(view, next + 1) {
            return Some((place, Join::And));
        }
        let skip = usize::from(view.is(next + 1, &["then", "finally", "later", "eventually", "subsequently", "lastly"]));
        return Some((next + 1 + skip, if view.place(next + 1).is_some() { Join::Parts } else { Join::And }));
    }
    if view.norm(next) == "but" && view.norm(next + 1) == "also" {
        return Some((next + 2, Join::And));
    }
    if view.norm(next) == "," {
        if view.is(next + 1, &["and", "&"]) {
            return Some((next + 2, Join::And));
        }
        if view.norm(next + 1) == "as" && view.norm(next + 2) == "well" {
            return Some((next + 4, Join::And));
        }
        // "A, 65 km (40 miles) south of B on the road to D, and C"
        if view.tag(next + 1) == Upos::Num
            && let Some(and) = (next + 2..view.len().min(next + 26)).take_while(|&n| !view.is_verb(n)).find(|&n| view.norm(n) == "and")
            && view.norm(and - 1) == ","
            && view.place(and + 1).is_some()
        {
            return Some((and + 1, Join::And));
        }
        // "most of A, including the airport".
        if view.is(next + 1, &["including", "notably"]) && (next + 2..next + 6).any(|n| view.place(n).is_some()) {
            return Some((next + 2, Join::And));
        }
        // "A, the capital of B, as well as C": on from where the explanation ends.
        if view.is(next + 1, &["a", "an", "the"])
            && let Some(close) = (next + 2..view.len().min(next + 16))
                .take_while(|&n| !view.is_verb(n) && !view.is(n, &[";", "."]))
                .find(|&n| view.norm(n) == ",")
            && (view.is(close + 1, &["and", "plus"]) || view.norm(close + 1) == "as" && view.norm(close + 2) == "well")
            && let Some((place, _)) = connective(view, close)
            && (place..place + 6).any(|n| view.place(n).is_some())
        {
            return Some((place, Join::And));
        }
        // "A, Unknownville, and B": a name that no gazetteer has does not end the list.
        let name = next + 1;
        let capital = view.shown(name).chars().next().is_some_and(char::is_uppercase);
        if capital
            && view.tag(name) == Upos::Propn
            && view.place(name).is_none()
            && view.mention(name).is_none()
            && view.is(name + 1, &[",", "and", "("])
            && let Some((place, join)) = connective(view, name + 1)
            && view.place(place).is_some()
        {
            return Some((place, join));
        }
        // "A, then B"
        if view.is(next + 1, &["then", "later", "next", "finally"]) && view.place(next + 2).is_some() {
            return Some((next + 2, Join::And));
        }
        // ", a town in …" explains the place before it.
        if view.is(next + 1, &["a", "an", "one", "the", "which", "where", "who", "once", "home", "about", "some", "just"]) {
            return None;
        }
        return Some((next + 1, Join::Comma));
    }
    if next == at && view.place(next).is_some() && view.phrase(at.saturating_sub(1)) == view.phrase(at) {
        return Some((next, Join::Lost));
    }
    None
}

/// "A and, further south, B": where B begins.
fn set_off(view: &View, at: usize) -> Option<usize> {
    let comma = view.norm(at) == ",";
    let from = at + usize::from(comma);
    let aside = |n: usize| {
        view.is_light(n)
            || view.known(n).compass()
            || view.is(n, &["further", "farther", "to", "in", "on", "the", "later", "finally", "most", "recently", "days"])
    };
    let end = (from..view.len().min(from + 7)).take_while(|&n| aside(n) && view.place(n).is_none()).last()? + 1;
    let place = if comma { (view.norm(end) == ",").then_some(end + 1)? } else { end };
    let led_to = |n: usize| view.tag(n) == Upos::Det && (n..n + 5).any(|m| view.place(m).is_some());
    let compass = (from..end).any(|n| view.known(n).compass() && view.norm(n + 1) != "of");
    ((comma || compass && view.norm(end) != ",") && (view.place(place).is_some() || comma && led_to(place))).then_some(place)
}

/// "districts of the province and nearby Turkey": a country does not go on a list of smaller places.
pub(super) fn foreign(view: &View, hits: &[PlaceHit], before: usize) -> bool {
    let country = |hit: &PlaceHit| view.places.get(hit.place).is_some_and(|p| p.admin_none);
    hits.get(before).is_some_and(country) && !hits.first().is_some_and(country)
}

/// After this item a clause goes on of which it is the subject: "took A and B fell".
pub(super) fn starts_clause(view: &View, end: usize, join: Join) -> bool {
    let verb = view.tag(end) == Upos::Aux
        || view.tag(end) == Upos::Verb && !view.is(end, &["held", "located", "including"]) && !view.norm(end).ends_with("ing");
    verb && join != Join::Lost
}

/// ", Syria" and "Aleppo province" after a smaller place are where that place lies.
pub(super) fn is_container(view: &View, hits: &[PlaceHit], before: usize, join: Join) -> bool {
    if matches!(join, Join::And | Join::Parts) {
        return false;
    }
    let (Some(previous), Some(added)) = (hits.get(before.wrapping_sub(1)), hits.get(before)) else { return false };
    let (Some(a), Some(b)) = (view.places.get(previous.place), view.places.get(added.place)) else { return false };
    // "Afrin, Raqqa, Qamishli and Hasakah": bare names go on as a list, whatever the gazetteer takes one for.
    let bare = !view.known(b.end.wrapping_sub(1)).generic_place() && !view.known(b.end).generic_place();
    let goes_on = bare && !b.admin_none && connective(view, b.end).is_some_and(|(next, _)| view.place(next).is_some());
    !goes_on && b.division && !a.division && (a.country == b.country)
}

/// "… and other towns", "… and several villages": a list ends here whose last members have no names.
pub(super) fn goes_on_unnamed(view: &View, end: usize) -> bool {
    view.norm(end) == "and" && (end + 2..end + 5).any(|n| view.known(n).settlement_nouns() && view.norm(n).ends_with('s'))
}

//! What a place is explained to be: "A, a ridge on the road between B and C that fell", "A, one of the towns near B held by …".
//!
//! In: a [`View`] and where the explanation ends. Out: the place before the comma. Refused: explanations of people and things, and
//! a last word of its own ("a town beside a base that fell").

use super::view::View;
use crate::text::Upos;

/// Tokens that an explanation takes at most.
const LONGEST: usize = 24;

/// What an explanation leaves open.
pub(super) enum Meant {
    /// The place before the comma; of "A and B, two towns that fell" the last one of the list.
    Place(usize),
    List(usize),
    /// The thing named last.
    Other,
}

/// The place that the words up to `end` explain, if a comma or dash opens them and no verb stands between.
pub(super) fn apposed(view: &View, end: usize) -> Option<Meant> {
    let mut asides = 0;
    for opener in (end.saturating_sub(LONGEST)..end).rev() {
        if view.is(opener, &[";", ":", "\"", "“", "”", "but", "that", "which", "who", "where"]) {
            return None;
        }
        if view.is_verb(opener) && view.phrase(opener).is_none() && !describes(view, opener) {
            return None;
        }
        if !view.is(opener, &[",", "-", "--", "–", "—", "("]) {
            continue;
        }
        let Some(noun) = explanation(view, opener + 1, end) else {
            // "A, a town on the river, south of B, that fell": one aside within.
            asides += 1;
            if asides > 1 {
                return None;
            }
            continue;
        };
        let place = opener.checked_sub(1).and_then(|n| view.place(n))?;
        let named = view.places.get(place).filter(|p| p.end == opener && !p.description && !p.admin_none)?;
        // The one noun that explains is followed by where it lies; another thing named last may be what is meant.
        let last = view.phrase(end.wrapping_sub(1))?;
        let thing = view.known(last.head);
        let ground = thing.settlements()
            || thing.facilities()
            || thing.quarters()
            || view.is(last.head, &["country", "state", "province", "camp", "island"]);
        if last.start > noun && view.is(last.start, &["a", "an", "another"]) && ground {
            return ground_noun(view, noun).then_some(Meant::Other);
        }
        let around = named.division && view.known(noun).settlements();
        let list = view.known(opener + 1).numbers();
        return (!around).then_some(if list { Meant::List(opener - 1) } else { Meant::Place(place) });
    }
    None
}

/// "overlooking the plain", "located near B", "called A by the Serbs": part of the explanation.
fn describes(view: &View, verb: usize) -> bool {
    view.norm(verb).ends_with("ing")
        || view.tag(verb) == Upos::Verb
            && view.is(verb + 1, &["in", "on", "by", "near", "at", "along", "between", "as", "just", "some", "about"])
}

fn ground_noun(view: &View, noun: usize) -> bool {
    let known = view.known(noun);
    known.generic_place() || known.parts() || known.settlements() || known.taken_up()
}

/// The noun of "a|an|one of the|the NOUN …".
fn explanation(view: &View, from: usize, end: usize) -> Option<usize> {
    let start = from + usize::from(view.is(from, &["once", "formerly", "now", "long"]));
    if !view.is(start, &["a", "an", "one", "the", "another"]) && !view.known(start).numbers() {
        return None;
    }
    let inside = |n: usize| matches!(view.tag(n), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv | Upos::Pron);
    let one_of = view.norm(start) == "one" && view.norm(start + 1) == "of";
    let first = if one_of { start + 2 } else { start };
    let stop = (first..end).find(|&n| !inside(n) && view.phrase(n).is_none()).unwrap_or(end);
    let noun = (first..stop).rev().find(|&n| view.is_noun(n) && view.mention(n).is_none())?;
    if (first..stop).any(|n| view.mention(n).and_then(|m| view.mentions.get(m)).is_some_and(|m| m.end > noun)) {
        return None;
    }
    let ground = ground_noun(view, noun);
    let person = view.known(noun).speaker() || view.register.is_force(view.norm(noun)) || view.register.is_member(view.norm(noun));
    (ground || !person && view.is(start, &["a", "an"])).then_some(noun)
}

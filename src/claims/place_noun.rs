//! Nouns beside a place: those that belong to its name, those that it only modifies.
//!
//! In: a [`View`] and tokens. Out: yes or no. Refused: nothing.

use super::view::View;
use super::vocabulary::Trigger;
use crate::text::Upos;

/// Only settlements are named: a number of towns somewhere.
pub(super) fn settlements(view: &View, from: usize, to: usize) -> bool {
    (from..to).any(|n| view.known(n).settlement_nouns())
        && !(from..to).any(|n| view.is(n, &["half", "most", "third", "thirds", "percent", "%", "majority", "parts", "much", "all"]))
}

/// Texts that lost their apostrophes: "Aleppos western outskirts".
pub(super) fn lost_possessive(view: &View, start: usize, end: usize) -> bool {
    let word = view.norm(end - 1);
    let shown_s = word.ends_with('s') && word.len() > 4;
    let next_noun = view.is_noun(end) || view.tag(end) == Upos::Adj || view.vocabulary.compound(view.norm(end)).is_some();
    shown_s
        && next_noun
        && end == start + 1
        && view.places.iter().any(|p| p.start == start && !p.id.is_empty())
        && (view.known(end).parts() || view.known(end).compass())
}

/// Is the place that ends at `end` a modifier of the noun there?
pub(super) fn modified_noun(view: &View, start: usize, end: usize) -> bool {
    // "Tripoli International Airport", "Homs Military Academy": a name of its own that the gazetteer lacks.
    let capital = |n: usize| view.shown(n).chars().next().is_some_and(char::is_uppercase) && view.place(n).is_none();
    if (end..end + 4).take_while(|&n| capital(n)).any(|n| view.known(n).facilities()) {
        return true;
    }
    if !view.is_noun(end) || view.place(end).is_some() || view.time(end).is_some() {
        return false;
    }
    // "Idlib army base" is none of the town.
    if let Some(mention) = view.mention_starting(end).and_then(|m| view.mentions.get(m)) {
        return view.known(mention.end).facilities() && view.phrase(start) == view.phrase(mention.end);
    }
    // "took the village of A days after …"
    if view.is(end, &["days", "hours", "weeks", "months", "minutes", "years"])
        && view.is(end + 1, &["after", "before", "later", "ago", "earlier", "into"])
    {
        return false;
    }
    // Proper nouns after a place may be the next item of a list that lost its commas.
    view.tag(end) == Upos::Noun && view.phrase(start).is_some() && view.phrase(start) == view.phrase(end)
}

/// "a junction village north of A": another, which has no name here.
pub(super) fn another_beside(view: &View, (from, place): (usize, usize), noun: Option<usize>) -> bool {
    let beside = view.known(place).compass() && view.norm(place + 1) == "of";
    beside && noun.is_some_and(|n| view.is(n, &["village", "town", "hamlet"])) && view.is(from, &["a", "an", "another"])
}

/// "Mindanao State University": a site of its own, called after a region.
pub(super) fn named_site(view: &View, from: usize, to: usize) -> bool {
    (from..to).any(|n| view.known(n).facilities() && view.shown(n).chars().next().is_some_and(char::is_uppercase))
}

/// "the rebel holdout of P"
pub(super) fn seat_of(view: &View, at: usize) -> bool {
    view.norm(at + 1) == "of" && view.triggers(at).iter().any(|t| matches!(t, Trigger::Seat))
}

/// A noun for a place or for a part of one.
pub(super) fn ground(view: &View, at: usize) -> bool {
    view.known(at).generic_place() || view.known(at).parts()
}

/// One place, whose name may follow: "its capital", "a city".
pub(super) fn singular(view: &View, at: usize) -> bool {
    view.known(at).taken_up() && !view.norm(at).ends_with('s') || view.is(at, &["capital", "province", "hub"])
}

/// "… railway [junction] town": a settlement within the same phrase, after nouns only.
pub(super) fn leads_to_settlement(view: &View, from: usize) -> bool {
    (from..from + 3)
        .take_while(|&n| matches!(view.tag(n), Upos::Noun | Upos::Adj))
        .any(|n| view.known(n).settlements() || view.known(n).facilities() || view.is(n, &["port", "hub"]))
}

/// "the southern side of", "its outskirts".
pub(super) fn on_a_side(view: &View, from: usize) -> bool {
    (from..from + 4).take_while(|&n| matches!(view.tag(n), Upos::Det | Upos::Adj | Upos::Noun | Upos::Pron)).any(|n| view.known(n).edges())
}

/// "Unknownville and A": a name that no gazetteer has does not hide the one after it.
pub(super) fn past_unknown(view: &View, at: usize) -> Option<usize> {
    let mut end = at;
    let name = |n: usize| {
        view.tag(n) == Upos::Propn
            && view.shown(n).chars().next().is_some_and(char::is_uppercase)
            && view.place(n).is_none()
            && view.mention(n).is_none()
    };
    while name(end) && end < at + 3 {
        end += 1;
    }
    let joined = end > at && view.is(end, &["and", ","]);
    let next = end + 1 + usize::from(view.norm(end) == "," && view.norm(end + 1) == "and");
    (joined && (next..next + 5).any(|n| view.place(n).is_some())).then_some(next)
}

/// "the capital of A, B, fell", "the capital of A state, B,": B.
pub(super) fn seat_named(view: &View, noun: Option<usize>, end: usize) -> Option<usize> {
    noun.filter(|&n| view.is(n, &["capital", "centre", "center", "seat", "port"]))?;
    let comma = end + usize::from(view.known(end).divisions());
    let named = view.place(comma + 1).and_then(|p| view.places.get(p)).filter(|p| view.norm(comma) == "," && p.start == comma + 1)?;
    (!named.division && (view.norm(named.end) == "," || view.is_verb(named.end))).then_some(named.start)
}

/// "the UNESCO World Heritage town of A": the town, past the capitals that say what it is known for.
pub(super) fn famed(view: &View, at: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let capital = |n: usize| {
        view.shown(n).starts_with(char::is_uppercase) && view.place(n).is_none() && view.mention(n).is_none() && view.time(n).is_none()
    };
    let town = (at..at + LONGEST).find(|&n| !capital(n)).filter(|&n| n > at && (view.known(n).settlements() || view.norm(n) == "site"))?;
    let named = town + 1 + usize::from(view.norm(town + 1) == "of");
    view.place(named).is_some().then_some(town)
}

/// ", ruby town of A": what the place before it is known for.
pub(super) fn explains(view: &View, at: usize) -> bool {
    let noun = (at..at + 4).find(|&n| view.place(n).is_some() || !(view.is_noun(n) || view.tag(n) == Upos::Adj)).unwrap_or(at);
    noun > at
        && view.norm(noun) == "of"
        && view.shown(at).chars().next().is_some_and(char::is_lowercase)
        && view.is(
            noun - 1,
            &[
                "town",
                "city",
                "capital",
                "port",
                "hub",
                "seat",
                "centre",
                "center",
                "village",
                "stronghold",
                "gateway",
                "birthplace",
                "home",
            ],
        )
}

/// "most of A", "parts of A": the whole place is spoken of, with what is listed after it.
pub(super) fn share(view: &View, noun: Option<usize>) -> bool {
    noun.is_some_and(|n| view.is(n, &["most", "much", "half", "part", "parts", "some", "majority", "all", "bulk"]))
}

/// "the area around the post": some ground, not the place that "the area" takes up.
pub(super) fn around_something(view: &View, end: usize) -> bool {
    view.is(end, &["around", "near", "between", "beside", "behind", "surrounding"])
        && view.phrase(end + 1).is_some_and(|p| (p.start..p.end).all(|n| view.place(n).is_none()) && view.time(p.head).is_none())
}

/// "the centre of A", "A's city center": the middle of a place, not what the place is ("the diamond center of A").
pub(super) fn middle(view: &View, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let plain = view.is(before, &["the", "city", "town", "village", "very", "its", "dead", "exact"]) || view.place(before).is_some();
    view.is(at, &["centre", "center", "heart"]) && (plain || view.norm(before) == "'s") && !view.is(at + 1, &["for", "and"])
}

/// "the diamond center of A": what the place is.
pub(super) fn hub(view: &View, at: usize) -> bool {
    view.is(at, &["centre", "center"]) && view.norm(at + 1) == "of" && !middle(view, at)
}

/// "the area around A", "areas near A": the land about it is no part of it.
pub(super) fn around(view: &View, at: usize) -> bool {
    view.is(at, &["area", "areas"]) && view.is(at + 1, &["around", "near", "surrounding", "about"])
}

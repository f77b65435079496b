//! Participles without their auxiliary, and what is said of a place in passing.
//!
//! In: a [`View`] and a verb group. Out: whether the verb is a passive that hangs on the noun before it, whether its clause is
//! only an aside. Refused: a past tense with an object of its own.

use super::inflection::Form;
use super::place_phrase::place_phrase;
use super::subject::Group;
use super::view::View;
use crate::text::Upos;

/// ", which rebels hold," and "controlled by rebels" after its noun: said of a place in passing.
pub(super) fn by_the_way(view: &View, group: Group, form: Form) -> bool {
    let before = group.start.wrapping_sub(1);
    // "A, a city that had been": the comma stands before the explanation.
    let explained = before
        .checked_sub(1)
        .and_then(|n| view.phrase(n))
        .is_some_and(|p| view.is(p.start, &["a", "an", "one"]) && view.norm(p.start.wrapping_sub(1)) == ",");
    let relative =
        view.is(before, &["which", "that", "who"]) && view.relative(before) && (view.norm(before.wrapping_sub(1)) == "," || explained);
    relative
        || form.participle && !form.gerund && !group.auxiliary && view.place(before).is_some_and(|_| view.norm(group.start + 1) == "by")
}

/// "the district seized by rebels", "a town held by X": a participle right after its noun.
pub(super) fn reduced_passive(view: &View, at: usize, group: Group) -> bool {
    if group.auxiliary {
        return false;
    }
    let mut next = at + 1;
    while view.is_light(next)
        || view.is(next, &["until", "till", "then"]) && view.is(next + 1, &["then", "now", "recently", "by"])
        || view.is(next, &["over", "on", "in", "late", "early"]) && (view.time(next + 1).is_some() || view.norm(next + 1) == "by")
        || view.known(next).negation()
    {
        next += 1;
    }
    if view.norm(next) == "by" {
        // "captured X by force" has an object first, so "by" right here means a passive.
        return !(view.time(next + 1).is_some() && view.mention(next + 2).is_none());
    }
    // "B, itself freed on Monday,", "B, twice overrun in May,"
    let mut before = at.checked_sub(1);
    while let Some(n) = before.filter(|&n| view.is(n, &["itself", "twice", "once", "already", "later", "first", "only", "recently"])) {
        before = n.checked_sub(1);
    }
    let before = before.and_then(|n| if view.norm(n) == "," { n.checked_sub(1) } else { Some(n) });
    let after_place = before.is_some_and(|n| view.place(n).is_some() && view.mention(n).is_none());
    after_place
        && view.tag(at) == Upos::Verb
        && place_phrase(view, at + 1).is_err()
        && (view.is(at + 1, &["from", "in", "last", "earlier", "on", "during"]) || view.time(at + 1).is_some())
}

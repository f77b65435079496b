//! What a noun phrase hangs on: "members of the alliance", "fighters backed by X", "units loyal to X".
//!
//! In: a [`View`] and a phrase. Out: a [`Subject`], the head first. Refused: what a verb before it took as its object.

use super::subject::{Subject, actor_in};
use super::view::{Phrase, View};
use crate::text::Upos;

/// A phrase and the heads that it hangs on: "members of the alliance", "the town in Idlib province". Head first.
pub(super) fn chain(view: &View, phrase: Phrase) -> Subject {
    // "Sudzha itself was …"
    let reflexive = view.is(phrase.start, &["itself", "themselves", "himself", "herself"]) && phrase.end == phrase.start + 1;
    let whom = phrase.start.checked_sub(1).filter(|_| reflexive).and_then(|n| view.phrase(n));
    let phrase = whom.unwrap_or(phrase);
    let mut found = vec![phrase];
    let mut first = phrase;
    for _ in 0..8 {
        let Some(before) = first.start.checked_sub(1) else { break };
        // "HTS and allied units": a participle that only colours the noun.
        let before =
            if view.tag(before) == Upos::Verb && view.register.is_filler(view.norm(before)) && before > 0 { before - 1 } else { before };
        if matches!(view.tag(before), Upos::Adp)
            && !view.is(before, &["by", "after", "before", "since", "until", "during", "despite", "as", "than"])
            || view.is(before, &["of", "from", "in"])
        {
            let Some(outer) = before.checked_sub(1) else { break };
            if let Some(phrase) = view.phrase(outer)
                && view.time(outer).is_none()
            {
                // "captured A in B": B hangs on the verb's object, which is no subject of what follows; still the head.
                found.push(phrase);
                first = phrase;
                continue;
            }
            // "forces east of A": what lies there acts.
            if view.norm(before) == "of"
                && view.known(outer).compass()
                && let Some(owner) = outer.checked_sub(1).and_then(|n| view.phrase(n)).filter(|p| actor_in(view, *p).is_some())
            {
                found.push(owner);
                first = owner;
                continue;
            }
            // "units loyal to X": whose they are follows.
            if view.is(before, &["to", "with"])
                && view.known(outer).loyal()
                && let Some(owner) = outer.checked_sub(1).and_then(|n| view.phrase(n))
            {
                found.push(owner);
                first = owner;
                continue;
            }
            // "fighters operating in A", "troops stationed at B".
            if view.is_verb(outer)
                && !view.is(before, &["off", "back", "up", "out", "down", "away"])
                && let Some(owner) = reduced_owner(view, outer)
            {
                found.push(owner);
                first = owner;
                continue;
            }
            break;
        }
        // "rebels fighting the army in A": what the gerund takes is no subject of what follows.
        if view.tag(before) == Upos::Verb
            && view.norm(before).ends_with("ing")
            && view.norm(before.wrapping_sub(1)) != ","
            && let Some(owner) = reduced_owner(view, before).filter(|p| actor_in(view, *p).is_some() && p.end == before)
        {
            found.push(owner);
            first = owner;
            continue;
        }
        if view.is(before, &["by"])
            && let Some(owner) = before.checked_sub(1).and_then(|verb| reduced_owner(view, verb))
        {
            found.push(owner);
            first = owner;
            continue;
        }
        // "The SDF (…) an Arab-Kurdish alliance surrounded": an apposition, its commas lost.
        if matches!(view.norm(first.start), "a" | "an") && actor_in(view, first).is_none() {
            let at = if view.norm(before) == ")" {
                (0..before).rev().take(6).find(|&n| view.norm(n) == "(").and_then(|n| n.checked_sub(1))
            } else {
                Some(before)
            };
            if let Some(owner) = at.and_then(|n| view.phrase(n)).filter(|p| actor_in(view, *p).is_some()) {
                found.push(owner);
                first = owner;
                continue;
            }
        }
        // "troops backed by A planes and B guns": both hang on the participle.
        if view.is(before, &["and", "or", ","])
            && let Some(pair) = before.checked_sub(1).and_then(|n| view.phrase(n))
            && pair
                .start
                .checked_sub(1)
                .is_some_and(|n| view.norm(n) == "by" && n.checked_sub(1).and_then(|v| reduced_owner(view, v)).is_some())
        {
            found.push(pair);
            first = pair;
            continue;
        }
        // "rebels and allied factions seized": the first of a pair of phrases.
        if view.is(before, &["and", "or"])
            && let Some(pair) = before.checked_sub(1).and_then(|n| view.phrase(n))
            && actor_in(view, pair).is_some()
            && (!object_of_verb(view, pair) || home_of_a_force(view, pair))
        {
            found.push(pair);
            first = pair;
            continue;
        }
        break;
    }
    found.reverse();
    Subject { phrases: found, ..Subject::default() }
}

/// "soldiers from A and B": A.
fn home_of_a_force(view: &View, phrase: Phrase) -> bool {
    let outer = phrase.start.checked_sub(2).filter(|&n| view.is(n + 1, &["from", "of"])).and_then(|n| view.phrase(n));
    outer.is_some_and(|p| view.register.is_combatant(view.norm(p.head)))
}

/// Does a verb that is not passive end right before this phrase?
fn object_of_verb(view: &View, phrase: Phrase) -> bool {
    phrase.start.checked_sub(1).is_some_and(|n| {
        let opens_clause = view.is(n, &["after", "before", "as", "while", "when", "since", "until", "because"]);
        view.is_verb(n) || view.tag(n) == Upos::Adp && !opens_clause
    })
}

/// "fighters backed by Turkey", "troops fighting in A": the phrase before a participle that stands right after it.
fn reduced_owner(view: &View, verb: usize) -> Option<Phrase> {
    if view.tag(verb) != Upos::Verb {
        return None;
    }
    let word = view.norm(verb);
    if !(word.ends_with("ed")
        || word.ends_with("ing")
        || word.ends_with("en")
        || word.ends_with("own")
        || matches!(word, "led" | "based" | "held" | "sent"))
    {
        return None;
    }
    let mut at = verb.checked_sub(1)?;
    while view.is_light(at) && at > 0 {
        at -= 1;
    }
    // "rebels widely believed to be backed by A"
    let thought = || view.is(at - 2, &["believed", "thought", "said", "reported", "suspected", "alleged", "known", "understood"]);
    if at > 2 && view.norm(at) == "be" && view.norm(at - 1) == "to" && thought() {
        at -= 3;
        while view.is_light(at) && at > 0 {
            at -= 1;
        }
    }
    if view.norm(at) == "," {
        at = at.checked_sub(1)?;
    }
    view.phrase(at)
}

/// "the town of P, Q Territory, Republic of R, which …": P, whatever lies around it.
pub(super) fn past_containers(view: &View, last: Phrase) -> Phrase {
    let mut phrase = last;
    for _ in 0..3 {
        let place = view.place(phrase.head).and_then(|p| view.places.get(p));
        let outer = place.is_some_and(|p| p.division && !p.description && p.start == phrase.start && p.end == phrase.end);
        // "A, in B province, which …": A.
        let inside = usize::from(view.norm(phrase.start.wrapping_sub(1)) == "in");
        let comma = phrase.start.checked_sub(2 + inside).filter(|&n| outer && view.norm(n + 1) == ",");
        // "the town of A in B province, which …": the town.
        let lies = phrase.start.checked_sub(2).filter(|&n| {
            outer && inside > 0 && view.place(n).and_then(|p| view.places.get(p)).is_some_and(|p| !p.division && p.end == n + 1)
        });
        let inner = comma.or(lies.filter(|_| view.norm(last.end) == ",")).and_then(|n| view.phrase(n));
        let Some(inner) = inner.filter(|p| view.place(p.head).is_some()) else { break };
        phrase = inner;
    }
    phrase
}

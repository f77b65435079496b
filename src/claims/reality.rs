//! Did it happen? Plans, threats, conditions, forecasts, questions and negations are no control changes.
//!
//! In: a [`View`] and a trigger. Out: [`Reality`]. Refused: doubt about facts; "reportedly" only hedges.

use super::candidate::Reason;
use super::inflection::Form;
use super::subject::Group;
use super::view::{Phrase, View};
use crate::text::Upos;

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reality {
    pub refused: Option<Reason>,
    pub hedged: bool,
    pub denied: bool,
    /// "no longer controls".
    pub ended: bool,
}

fn refuse(why: impl Into<Reason>) -> Reality {
    Reality { refused: Some(why.into()), ..Reality::default() }
}

pub(super) fn of_verb(view: &View, at: usize, group: Group, form: Form) -> Reality {
    let mut reality = general(view, group.start);
    if reality.refused.is_some() {
        return reality;
    }
    if group.modal {
        return refuse("a modal verb: it may happen");
    }
    if group.negated {
        let longer = (group.start..at).any(|n| view.norm(n) == "longer");
        let only = view.norm(at.wrapping_sub(1)) == "only" || (group.start..at).any(|n| view.norm(n) == "only");
        if longer {
            reality.ended = true;
        } else if !only {
            return refuse("negated");
        }
    }
    if group.infinitive && !took_time(view, group.start) {
        match governor(view, group.start) {
            Some(word) if view.known(word).factual_to() && !negated_near(view, word) => {
                reality.hedged |= view.known(word).hedging();
                let chained = super::subject::group(view, word);
                if chained.modal {
                    return refuse("a modal verb: it may happen");
                }
                if chained.infinitive {
                    return refuse("an intention");
                }
            }
            // "used to be the stronghold of A"
            Some(word) if view.norm(word) == "used" && view.is(at, &["be", "hold", "control", "rule", "govern", "occupy"]) => {}
            Some(word) => return refuse(format!("an infinitive after \"{}\" states nothing that happened", view.norm(word))),
            None => return refuse("an infinitive states nothing that happened"),
        }
    }
    // "no soldier had been able to enter"
    let subject = super::subject::subject(view, group.start, 0);
    // "no word from the rebels, who have held A": the rebels.
    let who = if subject.nearest { subject.phrases.last() } else { subject.phrases.first() };
    let nobody = who.is_some_and(|p| view.is(p.start, &["no", "neither", "nobody", "none", "few"]));
    if nobody {
        return refuse("negated");
    }
    let habit = (group.start.saturating_sub(2)..at).any(|n| view.known(n).habitual());
    if habit {
        return refuse("a habit, no event");
    }
    // "a deal that would see the regime take control", "would not let X fall": a bare form under a modal.
    let base = form.present && !form.past && !view.norm(at).ends_with('s') && !group.auxiliary;
    if base {
        let modal = (0..group.start)
            .rev()
            .take(12)
            .take_while(|&n| !view.is(n, &[",", ";", ":", "that", "which", "who", "when", "as", "because", "but"]))
            .find(|&n| view.known(n).modal() && view.tag(n) == Upos::Aux);
        // "recommended that the troops withdraw"
        let asked =
            (0..group.start).rev().take(12).take_while(|&n| !view.is(n, &[",", ";", ":", "which", "who", "when", "as", "because", "but"]));
        let wishes = [
            "recommended",
            "recommends",
            "recommend",
            "demanded",
            "demands",
            "demand",
            "urged",
            "urges",
            "proposed",
            "requested",
            "insisted",
            "suggested",
            "recommending",
            "demanding",
        ];
        // "insisted that they still hold A": how things are.
        let already = view.is(at.wrapping_sub(1), &["still", "now", "already"]);
        if !already && asked.into_iter().any(|n| view.is(n, &wishes) && view.is_verb(n)) {
            return refuse("depends on a wish: it may happen");
        }
        if modal.is_some_and(|m| (m + 1..group.start).any(|n| view.tag(n) == Upos::Verb)) {
            return refuse("depends on a modal verb: it may happen");
        }
    }
    let bare_gerund = form.gerund && !group.auxiliary;
    if bare_gerund {
        let mut before = group.start;
        while before > 0 && (view.is_light(before - 1) || view.is(before - 1, &["\"", "“"])) {
            before -= 1;
        }
        let word = view.norm(before.wrapping_sub(1));
        let fact =
            matches!(word, "after" | "before" | "by" | "since" | "while" | "upon" | "following" | "despite" | "when" | "and" | "," | "");
        let adp = matches!(
            word,
            "of" | "at" | "for" | "from" | "in" | "on" | "about" | "against" | "toward" | "towards" | "without" | "to" | "with"
        );
        if adp && !fact {
            let succeeded = word == "in" && view.is(before.wrapping_sub(2), &["succeeded", "success", "succeed", "successful"]);
            if !succeeded {
                return refuse(format!("\"{word} {}\" states nothing that happened", view.norm(at)));
            }
        }
        if before > 0 && view.is_verb(before - 1) && view.known(before.wrapping_sub(1)).intention() {
            return refuse("an intention");
        }
        if before > 0
            && view.is_verb(before - 1)
            && let Some(verb) = before.checked_sub(1)
        {
            let chained = super::subject::group(view, verb);
            if chained.modal || chained.infinitive && !governor(view, chained.start).is_some_and(|g| view.known(g).factual_to()) {
                return refuse("depends on a verb that states nothing that happened");
            }
        }
        // A list of gerunds takes the mood of the first: "aims at taking A and holding B".
        if matches!(word, "and" | ",")
            && let Some(verb) =
                (0..before.saturating_sub(1)).rev().take(20).find(|&n| view.tag(n) == Upos::Verb && view.phrase(n).is_none())
        {
            let chained = super::subject::group(view, verb);
            if chained.modal || chained.infinitive && !governor(view, chained.start).is_some_and(|g| view.known(g).factual_to()) {
                return refuse("depends on a verb that states nothing that happened");
            }
        }
    }
    // "could attack and seize", "to attack A and seize B": the mood of the first verb holds for the second.
    if !group.auxiliary
        && (form.present && !form.past || form.past && !bare_gerund)
        && view.is(group.start.wrapping_sub(1), &["and", "or", "then", "but"])
    {
        let coordinate = (0..group.start.saturating_sub(1)).rev().take(20).find(|&n| view.tag(n) == Upos::Verb && view.phrase(n).is_none());
        if let Some(verb) = coordinate {
            let chained = super::subject::group(view, verb);
            let base = form.present && !form.past;
            if chained.modal && (base || form.participle && chained.perfect) {
                return refuse("a modal verb: it may happen");
            }
            if base && chained.infinitive && !governor(view, chained.start).is_some_and(|g| view.known(g).factual_to()) {
                return refuse("an intention");
            }
        }
    }
    // "expects to see X captured", "threatening to have it taken".
    for n in at.saturating_sub(3)..=at {
        reality.hedged |= view.known(n).hedging() && n != at;
    }
    reality
}

pub(super) fn of_noun(view: &View, phrase: Phrase, at: usize, end: usize) -> Reality {
    let mut reality = general(view, phrase.start);
    if reality.refused.is_some() {
        return reality;
    }
    for n in phrase.start..at {
        if view.known(n).unreal_adjectives() {
            return refuse(format!("\"{}\": it has not happened", view.norm(n)));
        }
        reality.hedged |= view.known(n).hedging();
    }
    if view.is(phrase.start, &["no", "any"]) || view.is(phrase.start.wrapping_sub(1), &["without", "against"]) {
        return refuse("negated");
    }
    // "the next stage is a blockade of A": planned.
    let is = phrase.start.checked_sub(1).filter(|&n| view.is(n, &["is", "be", "was"]));
    if is.is_some_and(|n| (n.saturating_sub(8)..n).any(|m| view.known(m).purposes())) {
        return refuse("it is a plan");
    }
    // The verb or noun that it depends on: "prevent the fall of", "battle for the capture of", "plan for the withdrawal".
    let from = phrase.start.saturating_sub(7);
    for n in (from..phrase.start).rev() {
        let word = view.norm(n);
        if matches!(word, "," | ";" | ":" | "." | "after" | "since" | "when" | "following" | "until" | "before" | "despite") {
            break;
        }
        // "marked by attempts to make peace and by the capture of A"
        if word == "and" && view.norm(n + 1) == "by" {
            break;
        }
        // "what he called a withdrawal"
        let named = word == "called" && (n.saturating_sub(3)..n).any(|m| view.norm(m) == "what");
        if view.known(n).intention() && !named && !matches!(word, "set" | "order" | "orders" | "ordered" | "yet") {
            return refuse(format!("depends on \"{word}\""));
        }
        if view.known(n).modal() && view.tag(n) == Upos::Aux {
            return refuse("a modal verb: it may happen");
        }
        let verb = n + 1 + usize::from(view.is(n + 1, &["\"", "“", "``"]));
        if word == "to" && view.is_verb(verb) && !governor(view, n).is_some_and(|g| view.known(g).factual_to()) {
            return refuse("depends on an infinitive");
        }
        if matches!(word, "for" | "to" | "toward" | "towards") && n + 1 == phrase.start && n > 0 && view.known(n - 1).goals() {
            return refuse(format!("a {} for it, not the thing itself", view.norm(n - 1)));
        }
    }
    // "the fall of A was not inevitable", "is imminent": it has not happened.
    let be = (end..view.len().min(end + 4))
        .find(|&n| view.is(n, &["is", "was", "were", "are", "looked", "seemed", "appeared", "looks", "seems"]));
    if be.is_some_and(|n| (n + 1..n + 4).any(|m| view.known(m).unreal_adjectives() || view.is(m, &["inevitable", "inevitability"]))) {
        return refuse("it is spoken of as to come");
    }
    // "the fall of A and of B, who had fled, seemed certain"
    let certain = |n: usize| view.is(n, &["certain", "inevitable", "likely", "close", "near", "unlikely"]);
    let seems = |n: usize| view.is(n, &["seemed", "seems", "looked", "looks", "appeared", "appears"]);
    if (end..view.len().min(end + 24)).any(|n| seems(n) && (n + 1..n + 4).any(certain)) {
        return refuse("it is spoken of as to come");
    }
    let verb = (end..view.len().min(end + 10)).find(|&n| view.is_verb(n) || view.is(n, &[",", ";"]));
    if verb.is_some_and(|n| view.known(n).modal() && view.tag(n) == Upos::Aux) {
        return refuse("a modal verb: it may happen");
    }
    reality
}

/// What holds for the whole clause.
fn general(view: &View, start: usize) -> Reality {
    let question = view
        .len()
        .checked_sub(1)
        .is_some_and(|last| view.norm(last) == "?" || (view.is(last, &["\"", "”", "''"]) && view.norm(last.wrapping_sub(1)) == "?"));
    if question {
        return refuse("a question");
    }
    for n in (0..start).rev().take(25) {
        let word = view.norm(n);
        if matches!(word, ";" | ":") {
            break;
        }
        if view.known(n).conditional() && view.tag(n) != Upos::Noun {
            // "If A falls, B …" is conditional as a whole as well.
            return refuse(format!("a condition: \"{word}\""));
        }
    }
    // "would not stop until he captured X".
    let until = (start.saturating_sub(6)..start).rev().find(|&n| view.is(n, &["until", "before", "unless", "till", "once"]));
    // "would go on until A and B, where its leaders hide, had been freed": a subject may be long.
    let until = until.or_else(|| (start.saturating_sub(20)..start).rev().find(|&n| view.norm(n) == "until" && view.norm(start) == "had"));
    if let Some(until) = until
        && (until.saturating_sub(10)..until).any(|n| view.known(n).modal() && view.tag(n) == Upos::Aux)
    {
        return refuse("depends on a modal verb: it may happen");
    }
    let mut reality = Reality::default();
    for n in (0..start).rev().take(18) {
        let word = view.norm(n);
        if matches!(word, ";" | "but" | "while") {
            break;
        }
        if view.known(n).denial() && view.is_verb(n) {
            let about = (n + 1..start).any(|m| view.is(m, &["that", "reports", "claims", "having", "losing", "report", "claim", "saying"]))
                || n + 1 >= start.saturating_sub(1);
            reality.denied = about;
        }
    }
    reality
}

/// The word that an infinitive at `to` depends on: "forced [the army] to withdraw" → forced.
/// "it took three weeks for the army to recapture it": told as done.
fn took_time(view: &View, to: usize) -> bool {
    let took = (to.saturating_sub(12)..to).rev().find(|&n| view.is(n, &["took", "taken"]) && view.is_verb(n));
    took.is_some_and(|n| {
        let dummy = (n.saturating_sub(3)..n).any(|n| view.norm(n) == "it") && !super::subject::group(view, n).modal;
        dummy && (n + 1..to).any(|n| view.time(n).is_some())
    })
}

fn governor(view: &View, to: usize) -> Option<usize> {
    let mut at = to.checked_sub(1)?;
    // "fell in May, only to be abandoned in June"
    if view.norm(at) == "only" && at.checked_sub(1).is_some_and(|n| view.norm(n) == ",") {
        return Some(at);
    }
    // "claimed to have crushed them and to be in possession of P": what the first infinitive depends on.
    if view.is(at, &["and", "or"])
        && let Some(first) = (at.saturating_sub(18)..at).rev().find(|&n| view.norm(n) == "to" && view.is_verb(n + 1))
    {
        return governor(view, first);
    }
    // "went on to besiege", "moved in to take"
    if view.is(at, &["on", "in", "ahead"]) && at.checked_sub(1).is_some_and(|n| view.is(n, &["went", "gone", "goes", "moved", "going"])) {
        return at.checked_sub(1);
    }
    for _ in 0..4 {
        if view.is_light(at) || view.is(at, &["\"", "“", "not"]) {
            at = at.checked_sub(1)?;
        }
    }
    if let Some(phrase) = view.phrase(at) {
        let actor = (phrase.start..phrase.end).any(|n| view.mention(n).is_some()) || view.tag(phrase.head) == Upos::Pron;
        let place = view.place(phrase.head).is_some();
        let ordinal = (phrase.start..phrase.end).any(|n| view.known(n).ranks());
        if (actor || place) && !ordinal {
            return (0..phrase.start).rev().take(6).find(|&n| view.is_verb(n) || view.is_noun(n) && view.phrase(n) != Some(phrase));
        }
        // "the first city to fall", "the last to leave".
        if let Some(first) = (phrase.start..phrase.end).find(|&n| view.known(n).ranks()) {
            return Some(first);
        }
        if view.known(at).factual_to() {
            return Some(at);
        }
        return Some(phrase.head);
    }
    Some(at)
}

fn negated_near(view: &View, word: usize) -> bool {
    (word.saturating_sub(3)..word).any(|n| view.known(n).negation())
}

//! Nouns beside a place: those that belong to its name, those that it only modifies.
//!
//! In: a [`View`] and tokens. Out: yes or no. Refused: nothing.

use super::view::View;
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
    let capital =
        |n: usize| view.shown(n).chars().next().is_some_and(char::is_uppercase) && view.place(n).is_none() && view.mention(n).is_none();
    if (end..end + 4).take_while(|&n| capital(n)).any(|n| view.known(n).facilities()) {
        return true;
    }
    if !view.is_noun(end) || view.place(end).is_some() || view.time(end).is_some() {
        return false;
    }
    if view.mention_starting(end).is_some() {
        return false;
    }
    // Proper nouns after a place may be the next item of a list that lost its commas.
    view.tag(end) == Upos::Noun && view.phrase(start).is_some() && view.phrase(start) == view.phrase(end)
}

//! Where a clause ends, so that its verb stands alone: "Aleppo fell on Monday".
//!
//! In: a [`View`] and the token after a verb. Out: whether nothing follows that gives the verb another sense. Refused: objects.

use super::view::View;
use crate::text::Upos;

/// Does the clause end here, so that "Aleppo fell" stands alone?
pub(super) fn ends_here(view: &View, at: usize) -> bool {
    // "fell to the same column": somebody who is not told.
    let unnamed = view.norm(at) == "to"
        && view.phrase(at + 1).is_some_and(|p| {
            let noun = view.norm(p.head);
            view.register.is_force(noun) || view.register.is_member(noun) || view.register.is_operation(noun)
        });
    unnamed
        || view.norm(at).is_empty()
        || view.known(at).clause_ends()
        || view.time(at).is_some()
        || view.is(at, &["on", "in", "at"]) && view.time(at + 1).is_some()
        // "fell at 11.43 this morning"
        || view.norm(at) == "at" && view.tag(at + 1) == Upos::Num
        // "fell on the night of 11 June", "in the early hours of Monday"
        || view.is(at, &["on", "in", "during"])
            && view.norm(at + 1) == "the"
            && (at + 2..at + 5).any(|n| view.norm(n) == "of" && (view.time(n + 1).is_some() || view.known(n - 1).spans()))
}

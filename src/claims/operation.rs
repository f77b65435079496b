//! Whose deed a passive tells by its circumstances: "was captured in a rebel offensive", "In the army's offensive, A was retaken".
//!
//! In: a [`View`] and where the clause ends. Out: who led the operation. Refused: an operation that nobody leads.

use super::subject::Agent;
use super::view::View;
use super::who::{agent, mention_at};

pub(super) fn in_operation(view: &View, end: usize) -> Option<Agent> {
    let later = (end..view.len().min(end + 6))
        .take_while(|&n| !view.is(n, &[",", ";", "and", "but", "by"]))
        .find(|&n| view.is(n, &["in", "during", "after", "following"]));
    // "In the army's offensive, A and B were retaken"
    let fronted = || Some(0).filter(|&n| view.is(n, &["in", "during"]));
    later.and_then(|n| leader(view, n + 1)).or_else(|| fronted().and_then(|n| leader(view, n + 1)))
}

/// Who leads the operation whose phrase begins here.
fn leader(view: &View, at: usize) -> Option<Agent> {
    // "after a week-long siege": how long it took is no part of the phrase.
    let begins = (at..at + 4).find(|&n| view.time(n).is_none() && !view.is(n, &["a", "an", "the"]))?;
    let phrase = view.phrase(begins)?;
    let head = phrase.end.checked_sub(1).filter(|&n| view.register.is_operation(view.norm(n)))?;
    if let Some(found) = (phrase.start..head).filter_map(|n| view.mention(n)).find_map(|m| agent(view, m)) {
        return Some(found);
    }
    mention_at(view, phrase.end + 1).filter(|_| view.is(phrase.end, &["by", "of"])).and_then(|m| agent(view, m))
}

//! Punctuation: taken out before parsing, hung into the finished tree afterwards.
//!
//! Marks mislead a greedy parser more than they help it, and careless copies of articles have lost them. So the moves
//! see words only, each with what kinds of marks stand before it; a mark is a leaf that a rule attaches.

use super::super::analysis::{Arc, Deprel};
use super::super::word::mark;
use super::state::NONE;

/// How far a rule looks, so that no text makes it slow.
const REACH: usize = 200;

/// Hangs each token that has no arc yet below a word. `marks` are the kinds of the tokens.
pub(super) fn attach(arcs: &mut [Option<Arc>], marks: &[u32]) {
    let words: Vec<Option<Arc>> = arcs.to_vec();
    let tree = Tree { arcs: &words };
    let root = words.iter().position(|arc| arc.is_some_and(|arc| arc.head.is_none()));
    let Some(root) = root else {
        // Nothing but marks: the first bears the others.
        for (n, arc) in arcs.iter_mut().enumerate() {
            *arc = Some(Arc { head: (n > 0).then_some(0), deprel: if n > 0 { Deprel::Punct } else { Deprel::Root } });
        }
        return;
    };
    let partner = partners(marks);
    let mut before = NONE;
    let mut after = next_words(&words);
    for (at, arc) in arcs.iter_mut().enumerate() {
        if words.get(at).is_some_and(Option::is_some) {
            before = at;
            continue;
        }
        let next = after.get_mut(at).map_or(NONE, |next| *next);
        let head = match partner.get(at) {
            Some(&Some(other)) => tree.top_within(at.min(other), at.max(other)),
            _ => None,
        };
        let head = head.unwrap_or_else(|| if next == NONE || before == NONE { root } else { tree.between(at, before, next, root) });
        *arc = Some(Arc { head: Some(head), deprel: Deprel::Punct });
    }
}

/// For each token the next word from there on.
fn next_words(words: &[Option<Arc>]) -> Vec<usize> {
    let mut next = NONE;
    let mut all: Vec<usize> = words
        .iter()
        .enumerate()
        .rev()
        .map(|(n, arc)| {
            if arc.is_some() {
                next = n;
            }
            next
        })
        .collect();
    all.reverse();
    all
}

/// The other mark of each pair of quotation marks or brackets.
fn partners(marks: &[u32]) -> Vec<Option<usize>> {
    let mut partner = vec![None; marks.len()];
    let (mut quote, mut brackets) = (None, Vec::new());
    let mut pair = |a: usize, b: usize| {
        partner.get_mut(a).into_iter().for_each(|slot| *slot = Some(b));
        partner.get_mut(b).into_iter().for_each(|slot| *slot = Some(a));
    };
    for (at, &kind) in marks.iter().enumerate() {
        match kind {
            mark::QUOTE => match quote.take() {
                None => quote = Some(at),
                Some(open) => pair(open, at),
            },
            mark::OPEN => brackets.push(at),
            mark::CLOSE => {
                if let Some(open) = brackets.pop() {
                    pair(open, at);
                }
            }
            _ => {}
        }
    }
    partner
}

struct Tree<'a> {
    arcs: &'a [Option<Arc>],
}

impl Tree<'_> {
    fn arc(&self, at: usize) -> Option<Arc> {
        self.arcs.get(at).copied().flatten()
    }

    /// The word between two marks whose head is outside them.
    fn top_within(&self, open: usize, close: usize) -> Option<usize> {
        if close - open > REACH {
            return None;
        }
        (open + 1..close).find(|&at| self.arc(at).is_some_and(|arc| arc.head.is_none_or(|head| head < open || head > close)))
    }

    /// The highest word above `from` on its side of the mark at `at`.
    fn climb(&self, mut from: usize, at: usize) -> usize {
        let left = from < at;
        for _ in 0..REACH {
            match self.arc(from).and_then(|arc| arc.head) {
                Some(head) if (head < at) == left => from = head,
                _ => break,
            }
        }
        from
    }

    /// A comma and its like: what it parts from the rest of the sentence bears it.
    fn between(&self, at: usize, before: usize, next: usize, root: usize) -> usize {
        let (left, right) = (self.climb(before, at), self.climb(next, at));
        if let Some(Arc { head: Some(head), .. }) = self.arc(left) {
            return head;
        }
        match self.arc(right) {
            Some(Arc {
                head: Some(head),
                deprel:
                    Deprel::Obl
                    | Deprel::OblTmod
                    | Deprel::Nmod
                    | Deprel::Advmod
                    | Deprel::Advcl
                    | Deprel::Xcomp
                    | Deprel::Ccomp
                    | Deprel::Parataxis,
            }) => head,
            Some(_) => right,
            None => root,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_words_still_make_a_tree() {
        let mut arcs = vec![None; 3];
        attach(&mut arcs, &[mark::QUOTE, mark::OPEN, mark::QUOTE]);
        let heads: Vec<_> = arcs.iter().map(|arc| arc.unwrap().head).collect();
        assert_eq!(heads, [None, Some(0), Some(0)]);
    }

    #[test]
    fn a_pair_hangs_below_the_word_it_encloses() {
        // He "left" .
        let word = |head, deprel| Some(Arc { head, deprel });
        let mut arcs = vec![word(Some(2), Deprel::Nsubj), None, word(None, Deprel::Root), None, None];
        attach(&mut arcs, &[0, mark::QUOTE, 0, mark::QUOTE, mark::OTHER]);
        let heads: Vec<_> = arcs.iter().map(|arc| arc.unwrap().head).collect();
        assert_eq!(heads, [Some(2), Some(2), None, Some(2), Some(2)]);
    }
}

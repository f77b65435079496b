//! Names one edit away from a misspelling.

use super::Gazetteer;
use super::format::{EXACT, POSTING_SHIFT, PREFERRED, TRANSLITERATED};
use super::{Match, MatchKind, PlaceRef};
use fst::raw::{Fst, Node};

/// Shorter names have too many neighbours to be corrected.
const SHORTEST_LETTERS: usize = 7;

impl Gazetteer {
    /// Places whose key is one letter changed, added, left out or swapped from the text's; the first letter must stand.
    pub(super) fn corrections_into(&self, exact: &str, transliterated: &str, found: &mut Vec<(PlaceRef, Match)>) {
        let letters = |key: &str| key.bytes().filter(u8::is_ascii_alphabetic).count();
        // "Al Shifa" has five: an article makes no name longer.
        if letters(exact) < SHORTEST_LETTERS || letters(transliterated) < SHORTEST_LETTERS {
            return;
        }
        for layer in &self.layers {
            for (key, flag) in [(exact, EXACT), (transliterated, TRANSLITERATED)] {
                let mut values = Vec::new();
                one_edit(layer.index.names(), key.as_bytes(), &mut values);
                for value in values {
                    for posting in layer.index.postings(value).filter(|posting| posting & flag != 0) {
                        let place = PlaceRef(layer.base + (posting >> POSTING_SHIFT));
                        found.push((self.current(place), Match { kind: MatchKind::Corrected, alternate: posting & PREFERRED == 0 }));
                    }
                }
            }
        }
    }
}

/// Values of all keys at distance one (insertion, deletion, substitution, transposition) after the first byte.
fn one_edit<D: AsRef<[u8]>>(names: &Fst<D>, key: &[u8], values: &mut Vec<u64>) {
    let mut node = names.root();
    let mut output = 0;
    let mut rest = key;
    let mut first = true;
    while let Some((&byte, after)) = rest.split_first() {
        if !first {
            // Left out in the key: any letter, then the rest; changed: any letter instead of this one.
            for transition in node.transitions().filter(|t| t.inp.is_ascii_alphabetic()) {
                let next = names.node(transition.addr);
                let so_far = output + transition.out.value();
                values.extend(finish(names, next, so_far, rest));
                if transition.inp != byte {
                    values.extend(finish(names, next, so_far, after));
                }
            }
            // One too many in the key.
            values.extend(finish(names, node, output, after));
            // Two swapped.
            if let Some((&second, tail)) = after.split_first()
                && second != byte
                && let Some((next, out)) = step(names, node, second)
                && let Some((next, out2)) = step(names, next, byte)
            {
                values.extend(finish(names, next, output + out + out2, tail));
            }
        }
        first = false;
        let Some((next, out)) = step(names, node, byte) else { break };
        (node, output, rest) = (next, output + out, after);
    }
    if rest.is_empty() {
        for transition in node.transitions().filter(|t| t.inp.is_ascii_alphabetic()) {
            values.extend(finish(names, names.node(transition.addr), output + transition.out.value(), &[]));
        }
    }
    values.sort_unstable();
    values.dedup();
}

fn step<'f, D: AsRef<[u8]>>(names: &'f Fst<D>, node: Node<'f>, byte: u8) -> Option<(Node<'f>, u64)> {
    let transition = node.transition(node.find_input(byte)?);
    Some((names.node(transition.addr), transition.out.value()))
}

fn finish<'f, D: AsRef<[u8]>>(names: &'f Fst<D>, mut node: Node<'f>, mut output: u64, rest: &[u8]) -> Option<u64> {
    for &byte in rest {
        let (next, out) = step(names, node, byte)?;
        (node, output) = (next, output + out);
    }
    node.is_final().then(|| output + node.final_output().value())
}

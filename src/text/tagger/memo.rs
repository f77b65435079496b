//! What a thread remembers of the words that it has tagged.
//!
//! In: tokens. Out: tags. A third of a word's features are its own and another sixth its neighbours', so that their weights
//! are summed once a word and not once a place. A fixed table, in which a word gives way to the next one of its slot:
//! nothing grows, and what is found never depends on what was read before.

use super::super::analysis::{Token, Upos};
use super::super::weights::{Weights, best};
use super::super::word::{Word, shape_of};
use super::{PLACE_FEATURES, SURE, TAGS, TagLexicon, of_place, of_second_after, of_second_before, of_word, of_word_after, of_word_before};
use rustc_hash::FxHasher;
use std::cell::RefCell;
use std::hash::Hasher;

type Scores = [i16; TAGS];

/// Slots of the table: more than the words of any folder's language, so that few give way. A full table takes 8 MB.
const SLOTS: usize = 1 << 15;

/// A word and what it says of tags, in parts that do not depend on where it stands.
#[derive(Debug, Clone, Copy)]
struct Part {
    word: Word,
    known: u32,
    own: Scores,
    before: Scores,
    second_before: Scores,
    after: Scores,
    second_after: Scores,
}

impl Part {
    fn new(word: Word, lexicon: &TagLexicon, weights: &Weights<TAGS>) -> Self {
        let known = lexicon.get(&word.form).copied().unwrap_or(0);
        Self {
            word,
            known,
            own: sum(weights, |push| of_word(&word, known, push)),
            before: sum(weights, |push| of_word_before(&word, push)),
            second_before: sum(weights, |push| of_second_before(&word, push)),
            after: sum(weights, |push| of_word_after(&word, known, push)),
            second_after: sum(weights, |push| of_second_after(&word, push)),
        }
    }
}

#[inline]
fn sum(weights: &Weights<TAGS>, features: impl FnOnce(&mut dyn FnMut(u32))) -> Scores {
    let mut scores = [0; TAGS];
    features(&mut |feature| weights.add(feature, &mut scores));
    scores
}

pub(super) struct Memo<'a> {
    lexicon: &'a TagLexicon,
    weights: &'a Weights<TAGS>,
    kept: &'a mut Kept,
}

/// A word in lower case, and its part; the part holds how it was shown.
type Slot = Option<Box<(Box<str>, Part)>>;

/// The part of a memo that outlives a sentence.
struct Kept {
    /// Of which tagger; 0 of none.
    number: u64,
    slots: Vec<Slot>,
    edge: Option<Part>,
    sentence: Vec<Part>,
}

thread_local! {
    static KEPT: RefCell<Kept> = const { RefCell::new(Kept { number: 0, slots: Vec::new(), edge: None, sentence: Vec::new() }) };
}

/// Runs `work` with what this thread remembers of the tagger `number`.
pub(super) fn with<T>(number: u64, lexicon: &TagLexicon, weights: &Weights<TAGS>, work: impl FnOnce(&mut Memo) -> T) -> T {
    KEPT.with_borrow_mut(|kept| {
        if kept.number != number {
            *kept = Kept { number, slots: Vec::new(), edge: Some(Part::new(Word::edge(), lexicon, weights)), sentence: Vec::new() };
            kept.slots.resize_with(SLOTS, || None);
        }
        work(&mut Memo { lexicon, weights, kept })
    })
}

impl Memo<'_> {
    pub(super) fn tag(&mut self, tokens: &[Token], text: &str) -> Vec<Upos> {
        let mut parts = std::mem::take(&mut self.kept.sentence);
        parts.clear();
        parts.extend(tokens.iter().map(|token| self.part(token, text)));
        let mut tags = Vec::with_capacity(tokens.len());
        if let Some(edge) = &self.kept.edge {
            let at = |n: Option<usize>| n.and_then(|n| parts.get(n)).unwrap_or(edge);
            let mut before = [31, 31];
            for (n, part) in parts.iter().enumerate() {
                let class = if part.known & SURE != 0 {
                    part.known.trailing_zeros() as usize
                } else {
                    let around = [at(n.checked_sub(2)), at(n.checked_sub(1)), part, at(Some(n + 1)), at(Some(n + 2))];
                    best(&self.scores(around, before, n == 0), |_| true)
                };
                before = [u32::try_from(class).unwrap_or(31), before[0]];
                tags.push(Upos::from_index(class));
            }
        }
        self.kept.sentence = parts;
        tags
    }

    fn scores(&self, [w2, w1, w, n1, n2]: [&Part; 5], tags: [u32; 2], first: bool) -> Scores {
        let mut scores = w.own;
        for part in [&w1.before, &w2.second_before, &n1.after, &n2.second_after] {
            for (score, more) in scores.iter_mut().zip(part) {
                *score += more;
            }
        }
        let known = [w2, w1, w, n1, n2].map(|part| part.known);
        let (mut features, mut slots) = ([0; PLACE_FEATURES], 0..);
        of_place([&w1.word, &w.word, &n1.word], known, tags, first, &mut |feature| {
            if let Some(slot) = slots.next().and_then(|n: usize| features.get_mut(n)) {
                *slot = feature;
            }
        });
        self.weights.add_all(&features, &mut scores);
        scores
    }

    fn part(&mut self, token: &Token, text: &str) -> Part {
        let shape = shape_of(token.span.of(text));
        let mut hasher = FxHasher::default();
        hasher.write(token.norm.as_bytes());
        hasher.write_u32(shape);
        // The upper bits are the well mixed ones.
        let slot = usize::try_from(hasher.finish() >> 32).unwrap_or(0) % SLOTS;
        let Some(slot) = self.kept.slots.get_mut(slot) else { return Part::new(Word::edge(), self.lexicon, self.weights) };
        if let Some(kept) = slot
            && kept.1.word.shape == shape
            && *kept.0 == *token.norm
        {
            return kept.1;
        }
        let part = Part::new(Word::of(&token.norm, shape), self.lexicon, self.weights);
        *slot = Some(Box::new((token.norm.as_str().into(), part)));
        part
    }
}

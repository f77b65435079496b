//! Dependencies by greedy arc-hybrid transitions, then labels.
//!
//! In: the tokens of one sentence and their tags. Out: one [`Arc`] a token: always a tree with one root, whatever the
//! tokens. The model is `assets/models/parser.bin`, trained with a dynamic oracle (Goldberg & Nivre 2013) by
//! `train-text parser`. Refused: crossing arcs, which this system cannot build.

pub(in crate::text) mod features;
pub(in crate::text) mod labeller;
mod marks;
pub(in crate::text) mod state;

use super::analysis::{Arc, Deprel, Token, Upos};
use super::weights::{Scorer, Weights, best};
use super::word::Word;
use features::{Sight, features};
use labeller::{LABELS, label};
use state::{MOVES, Move, State};
use std::sync::LazyLock;

#[derive(Debug)]
pub struct Parser {
    moves: Weights<MOVES>,
    labels: Weights<LABELS>,
}

const MAGIC: &[u8] = b"SLNT-PAR1";

impl Parser {
    /// The parser that the binary carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Parser> = LazyLock::new(|| {
            Parser::from_bytes(include_bytes!("../../../assets/models/parser.bin"))
                .unwrap_or(Parser { moves: Weights::EMPTY, labels: Weights::EMPTY })
        });
        &EMBEDDED
    }

    /// `None` when the bytes are no model of this version.
    #[must_use]
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let (moves, rest) = Weights::read(bytes.strip_prefix(MAGIC)?)?;
        let (labels, _) = Weights::read(rest)?;
        Some(Self { moves, labels })
    }

    pub(in crate::text) fn write(moves: &[[f32; MOVES]], labels: &[[f32; LABELS]]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        Weights::write(moves, &mut out);
        Weights::write(labels, &mut out);
        out
    }

    /// One arc for each token; `tokens` are those of one sentence of `text`, `tags` what the tagger says of them.
    #[must_use]
    pub fn parse(&self, tokens: &[Token], tags: &[Upos], text: &str) -> Vec<Arc> {
        let words: Vec<Word> = tokens.iter().map(|token| Word::new(token, text)).collect();
        let sight = Sight::new(&words, tags);
        let heads = build(sight.kept.len(), &sight, &self.moves);
        let labels = label(&heads, &sight, |_, features| best(&self.labels.score(features), |class| class != Deprel::Root as usize));
        let mut arcs = vec![None; words.len()];
        for ((&at, &head), deprel) in sight.kept.iter().zip(&heads).zip(labels) {
            arcs.get_mut(at).into_iter().for_each(|arc| *arc = Some(Arc { head: sight.kept.get(head).copied(), deprel }));
        }
        marks::attach(&mut arcs, &words.iter().map(|word| word.mark).collect::<Vec<_>>());
        arcs.into_iter().map(|arc| arc.unwrap_or(Arc { head: None, deprel: Deprel::Dep })).collect()
    }
}

/// The head of each word; the number of words stands for the root.
pub(in crate::text) fn build<S: Scorer<MOVES>>(words: usize, sight: &Sight, scorer: &S) -> Vec<usize> {
    let mut state = State::new(words);
    let mut seen = Vec::with_capacity(128);
    while !state.done() {
        features(&state, sight, &mut seen);
        let next = Move::from_index(best(&scorer.score(&seen), |class| state.allows(Move::from_index(class))));
        state.apply(next);
    }
    (0..words).map(|word| state.node(word).head).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Tagger, analyse};
    use super::*;
    use proptest::prelude::*;

    fn assert_tree(arcs: &[Arc]) {
        assert!(arcs.is_empty() || arcs.iter().filter(|arc| arc.head.is_none()).count() == 1, "one root");
        for start in 0..arcs.len() {
            let mut at = start;
            for step in 0.. {
                assert!(step <= arcs.len(), "a cycle through {start}");
                let Some(head) = arcs[at].head else { break };
                at = head;
            }
        }
    }

    #[test]
    fn the_embedded_model_is_whole() {
        assert!(Parser::from_bytes(include_bytes!("../../../assets/models/parser.bin")).is_some());
    }

    proptest! {
        #[test]
        fn any_tokens_give_a_tree(text in "[ a-zA-Z.,'\"\\-\n()]{0,200}", shift in 0_usize..17) {
            let analysis = analyse(&text, &[]);
            let tags: Vec<Upos> = Tagger::embedded().tag(&analysis.tokens, &text).into_iter().map(|tag| Upos::from_index((tag as usize + shift) % 17)).collect();
            assert_tree(&Parser::embedded().parse(&analysis.tokens, &tags, &text));
            assert_tree(&Parser::embedded().parse(&analysis.tokens, &[], &text));
            let empty = Parser { moves: Weights::EMPTY, labels: Weights::EMPTY };
            assert_tree(&empty.parse(&analysis.tokens, &tags, &text));
        }
    }
}

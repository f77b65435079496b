//! Dependencies by arc-hybrid transitions under a small beam, then labels.
//!
//! In: the tokens of one sentence and their tags. Out: one [`Arc`] a token: always a tree with one root, whatever the
//! tokens. The model is `assets/models/parser.bin`, trained by `train-text parser`. Refused: crossing arcs, which this system cannot build.

pub(in crate::text) mod beam;
pub(in crate::text) mod features;
pub(in crate::text) mod labeller;
pub(in crate::text) mod state;

use super::analysis::{Arc, Deprel, Token, Upos};
use super::weights::{Weights, best};
use super::word::Word;
use features::Sight;
use labeller::{LABELS, label};
use state::MOVES;
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
        let sight = Sight::new(tokens, &words, tags);
        let heads = beam::search(words.len(), &sight, &self.moves, beam::MARGIN, &[], |_, _, _| {});
        let labels = label(&heads, &sight, |_, features| best(&self.labels.score(features), |class| class != Deprel::Root as usize));
        heads.iter().zip(labels).map(|(&head, deprel)| Arc { head: (head < heads.len()).then_some(head), deprel }).collect()
    }
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

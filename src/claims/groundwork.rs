//! What an article's sentences show whatever its date, kept from the reading without a date for the one with it.
//!
//! In: what a sentence was found to hold. Out: the same, not sought again. Refused: anything that a date, a place or a sentence
//! before may change.

use crate::actors::Mention;
use crate::text::Upos;

/// Of the sentences of one article, by their index; fits no other article.
#[derive(Debug, Clone, Default)]
pub struct Groundwork(Vec<Ground>);

#[derive(Debug, Clone, Default)]
struct Ground {
    mentions: Option<Box<[Mention]>>,
    /// As the tagger gave them.
    tags: Option<Box<[Upos]>>,
}

impl Groundwork {
    /// Nothing has been laid yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn mentions(&mut self, sentence: usize, find: impl FnOnce() -> Vec<Mention>) -> Vec<Mention> {
        self.slot(sentence).map_or_else(Vec::new, |ground| ground.mentions.get_or_insert_with(|| find().into()).to_vec())
    }

    pub(super) fn tags(&mut self, sentence: usize, find: impl FnOnce() -> Vec<Upos>) -> Vec<Upos> {
        self.slot(sentence).map_or_else(Vec::new, |ground| ground.tags.get_or_insert_with(|| find().into()).to_vec())
    }

    fn slot(&mut self, sentence: usize) -> Option<&mut Ground> {
        if self.0.len() <= sentence {
            self.0.resize_with(sentence + 1, Ground::default);
        }
        self.0.get_mut(sentence)
    }
}

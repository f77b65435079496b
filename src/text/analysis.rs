//! The plain data of this stage.

use crate::provenance::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A word, number or mark. `norm` is for matching: lower case, typographic quotes and dashes folded to ASCII,
/// a leading/trailing stray mark removed; the shown word is `span.of(text)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub norm: String,
    /// White space stands before it.
    pub space_before: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Index range into [`Analysis::tokens`].
    pub tokens: Range<usize>,
    /// Index into the article's blocks.
    pub block: usize,
}

/// Words between quotation marks, whose speaker the claims stage finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks; may cover several sentences.
    pub span: Span,
    /// False when the closing mark is missing and the end is the end of the paragraph.
    pub closed: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    pub quotations: Vec<Quotation>,
}

impl Analysis {
    /// The tokens of a sentence ("" range when the index is foreign).
    #[must_use]
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.clone()).unwrap_or(&[])
    }

    /// The sentence that holds this byte.
    #[must_use]
    pub fn sentence_at(&self, byte: u32) -> Option<usize> {
        let at = self.sentences.partition_point(|s| s.span.end <= byte);
        self.sentences.get(at).filter(|s| s.span.start <= byte).map(|_| at)
    }
}

/// Universal part of speech (universaldependencies.org, UPOS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// Universal dependency relation, subtypes that matter to claims kept (`nsubj:pass`, `obl:agent`, `acl:relcl`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Deprel {
    Root,
    Nsubj,
    NsubjPass,
    Obj,
    Iobj,
    Csubj,
    Ccomp,
    Xcomp,
    Obl,
    OblAgent,
    OblTmod,
    Vocative,
    Expl,
    Dislocated,
    Advcl,
    Advmod,
    Discourse,
    Aux,
    AuxPass,
    Cop,
    Mark,
    Nmod,
    NmodPoss,
    Appos,
    Nummod,
    Acl,
    AclRelcl,
    Amod,
    Det,
    Clf,
    Case,
    Conj,
    Cc,
    Fixed,
    Flat,
    Compound,
    CompoundPrt,
    List,
    Parataxis,
    Orphan,
    Goeswith,
    Reparandum,
    Punct,
    Dep,
}

/// One token's place in the tree of its sentence: `head` is an index into the sentence's tokens, `None` for the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    pub head: Option<usize>,
    pub deprel: Deprel,
}

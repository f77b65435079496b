//! Language without geography: sentences, tokens, parts of speech, dependencies, quotations.
//!
//! In: an article's text and blocks. Out: [`Analysis`] (sentences and tokens of the whole article); tagging
//! and parsing are asked for sentence by sentence, because most sentences of an article claim nothing and
//! the parser is the slowest stage. Refused: any word list of places or actors.

mod analyse;
mod analysis;
mod fold;
mod labels;
mod lemma;
mod lexicon;
mod parser;
mod quotation;
mod sentence;
mod tagger;
mod token;
#[doc(hidden)]
pub mod training;
mod tree;
mod weights;
mod word;

pub use analyse::analyse;
pub use analysis::{Analysis, Arc, Deprel, Quotation, Sentence, Token, Upos};
pub use lemma::lemma;
pub use parser::Parser;
pub use tagger::Tagger;
pub use tree::Tree;

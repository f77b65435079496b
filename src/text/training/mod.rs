//! How the models of [`crate::text`] are made and measured; only the command `train-text` comes here.
//!
//! In: treebanks as text. Out: model files as bytes, and scores. Refused: files; the command reads and writes them.

mod conllu;
mod linear;
mod parser;
mod tagger;

pub use conllu::{Example, read_conllu};
pub use parser::{ParserPlan, ParserScore, test_parser, train_parser};
pub use tagger::{TaggerPlan, test_tagger, train_tagger};

//! Files → articles.
//!
//! In: bytes with a name and a file time. Out: [`Article`]s as plain text with what the file says of itself,
//! and a diagnostic for every file that could not be read. Refused: following links out of the folder,
//! fetching anything, executing anything.

mod article;
pub use article::{Article, Block, BlockKind};

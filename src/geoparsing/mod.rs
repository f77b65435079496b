//! Spans that look like places → candidates → features → one reading per article, with reasons.
//!
//! In: analysis, gazetteer, the article's date and outlet. Out: [`Toponym`]s. Refused: dropping a place that the gazetteer
//! lacks but whose parent is known: it is placed at the parent with an honest radius and says so.

mod toponym;
pub use toponym::{Candidate, Resolution, Toponym, ToponymKind};

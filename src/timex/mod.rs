//! Time expressions: found by rules, then resolved against the article's date and tense; and the article's own date.
//!
//! In: text, sentences, what the file says of its date. Out: [`Timex`]es with TIMEX3 values and [`DateSpan`]s,
//! and the article's [`Published`] interval with its basis. Refused: the computer's clock.

mod expression;
pub use expression::{Published, PublishedBasis, Timex, TimexKind, WhenBasis};

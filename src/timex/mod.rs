//! Time expressions: found by rules, then resolved against the article's date and tense; and the article's own date.
//!
//! In: text, sentences, what the file says of its date. Out: [`Timex`]es with TIMEX3 values and [`DateSpan`](crate::calendar::DateSpan)s,
//! and the article's [`Published`] interval with its basis. Refused: the computer's clock.

mod align;
mod article_date;
mod attachment;
mod builtin;
mod expression;
mod find;
mod lexicon;
mod meaning;
mod narrative;
mod pattern;
mod period;
mod resolve;
mod rules;
mod scan;
mod second;
mod slots;
mod steps;
mod story;

pub use align::align;
pub use article_date::{DateEvidence, date_article, day_headings};
pub use attachment::{Clause, NEWS_REACH_DAYS, When, touching, when_for, when_it_speaks};
pub use expression::{Published, PublishedBasis, Timex, TimexKind, WhenBasis};
pub use find::{Found, find};
pub use narrative::is_narrative;
pub use resolve::resolve;
pub use rules::{Means, TimexRules};
pub use slots::{Slot, Slots};
pub use story::StoryWords;

#[cfg(test)]
mod tests;

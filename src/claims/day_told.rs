//! On which day a sentence's actors are to be sought: "the army" of 1994 is another than today's.
//!
//! In: the times of a sentence, the article's day. Out: the day told of, where it lies in another time. Refused: bounds, and in
//! news a sentence of several days.

use crate::calendar::{Date, DateSpan, shift_days};
use crate::timex::{Timex, WhenBasis};

/// The middle of the last time told of that lies long before the article; of the only one where the article is no history that
/// `runs_on` from day to day.
pub(super) fn day_told<'a>(timexes: impl Iterator<Item = &'a Timex>, article: Option<Date>, runs_on: bool) -> Option<Date> {
    let bound = |t: &Timex| t.basis == WhenBasis::SinceUntil || matches!(t.modifier.as_deref(), Some("since" | "until"));
    let told: Vec<DateSpan> = timexes.filter(|t| !bound(t)).filter_map(|t| t.when).collect();
    let middle = |w: &DateSpan| Some(shift_days(w.earliest?, w.days().filter(|&n| n <= 366)? / 2));
    let long_ago = |day: &Date| article.is_none_or(|article| DateSpan::between(*day, article).days().is_some_and(|n| n > LONG_AGO));
    told.iter().filter_map(middle).rfind(long_ago).filter(|_| runs_on || told.len() == 1)
}

/// So many days before the article, an event belongs to another time.
const LONG_AGO: i32 = 2 * 366;

//! "Two days after rebels took it", "nearly a year since the fall of A": a day that is told by its distance from another.
//!
//! In: a length of time in its sentence and the clause that wants a date. Out: the days that it leads back to. Refused: lengths
//! that count from what nobody has dated, and clauses that another verb stands before.

use super::attachment::{Clause, When, filed};
use super::expression::{Timex, TimexKind, WhenBasis};
use super::rules::TimexRules;
use crate::calendar::{Date, DateSpan, shift_days};

/// The clause tells what the length of time counts from; the sentence around it, or else the article, tells up to when.
pub(super) fn counted_back(
    clause: &Clause,
    sentence: &[&Timex],
    at: usize,
    published: Option<DateSpan>,
    rules: &TimexRules,
) -> Option<(usize, When)> {
    let timex = sentence.get(at).filter(|timex| timex.kind == TimexKind::Duration && timex.span.end < clause.trigger.start)?;
    let told = clause.text.get(timex.span.end as usize..clause.trigger.start as usize)?;
    let rest = told.strip_prefix(" after ").or_else(|| told.strip_prefix(" since "))?;
    let from = clause.trigger.start as usize - rest.len();
    let other = |verb: &&crate::provenance::Span| {
        verb.start as usize >= from && verb.end <= clause.trigger.start && !rules.has_word("report_verb", verb.of(clause.text))
    };
    if rest.contains([';', '"', '“']) || rest.contains(',') && clause.verbs.iter().any(|verb| other(&verb)) {
        return None;
    }
    let day = |timex: &&&Timex| timex.when.filter(|days| days.days().is_some_and(|n| n <= 2)).and_then(|days| days.latest);
    let here = sentence.get(..at)?.iter().rev().find(|timex| day(timex).is_some() && !filed(clause, timex));
    let to = here.and_then(|timex| day(&timex)).or_else(|| published.and_then(|days| days.anchor()))?;
    let days = days_of(&timex.value).filter(|days| *days > 0)?;
    let span = back(to, days, slack(&timex.value, days), &timex.span.of(clause.text).to_lowercase());
    Some((rest.len() / 8 + 2, When { span, mention: Some(timex.span), basis: WhenBasis::Relative }))
}

fn back(to: Date, days: i32, slack: i32, words: &str) -> DateSpan {
    let says = |words_of: &[&str]| words_of.iter().any(|word| words.contains(word));
    if says(&["less than", "fewer than", "under"]) {
        return DateSpan::between(shift_days(to, -days), shift_days(to, -days / 2));
    }
    let (before, after) = if says(&["more than", "over"]) { (slack.saturating_mul(2), 0) } else { (slack, slack) };
    DateSpan::between(shift_days(to, -(days + before)), shift_days(to, after - days))
}

/// Days by which a round length of time may be off.
fn slack(value: &str, days: i32) -> i32 {
    match value.chars().next_back() {
        Some('D') => i32::from(days > 9),
        Some('W') => 3,
        Some('M') => 10.max(days / 8),
        _ => 45.max(days / 8),
    }
}

/// The days of a TIMEX3 duration.
pub(super) fn days_of(value: &str) -> Option<i32> {
    let body = value.strip_prefix('P')?;
    let digits = body.find(|c: char| !c.is_ascii_digit())?;
    let count: i32 = body.get(..digits)?.parse().ok().filter(|n| (0..10_000).contains(n))?;
    Some(match body.get(digits..)? {
        "D" => count,
        "W" => count * 7,
        "M" => count.checked_mul(304)? / 10,
        "Y" => count.checked_mul(36_525)? / 100,
        "DE" => count.checked_mul(3653)?,
        _ => return None,
    })
}

//! Days as numbers, and dates as people type and read them.
//!
//! In: civil dates, or the words typed into a date field. Out: whole days since 1970-01-01, so that the time axis can do
//! sums; and short date labels. Refused: times of day and time zones.

use crate::calendar::{Date, DateSpan};
use crate::wording::dates as say;
use jiff::ToSpan;
pub use say::{MONTHS, WEEKDAYS};

/// Whole days since 1970-01-01; day `n` covers `n..n + 1` on the axis.
pub type Day = i32;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

#[must_use]
pub fn day_of(date: Date) -> Day {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

/// The nearest date that the calendar has (years −9999 to 9999).
#[must_use]
pub fn date_of(day: Day) -> Date {
    EPOCH.saturating_add(day.days())
}

#[must_use]
pub fn plus_days(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}

/// `Nov`.
#[must_use]
pub fn month_name(date: Date) -> &'static str {
    MONTHS.get(usize::try_from(date.month() - 1).unwrap_or(0)).copied().unwrap_or("")
}

/// `Sat`.
#[must_use]
pub fn weekday_name(date: Date) -> &'static str {
    let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    WEEKDAYS.get(at).copied().unwrap_or("")
}

/// `30 Nov 2024`.
#[must_use]
pub fn long(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

/// `30 Nov`.
#[must_use]
pub fn short(date: Date) -> String {
    format!("{} {}", date.day(), month_name(date))
}

/// `29–30 Nov 2024`, `Nov 2024`, `2016`, `since 1 Jan 2016`.
#[must_use]
pub fn span(span: DateSpan) -> String {
    match (span.earliest, span.latest) {
        (None, None) => say::undated().to_owned(),
        (Some(a), None) => say::since(whole(DateSpan::day(a))),
        (None, Some(b)) => say::until(whole(DateSpan::day(b))),
        (Some(_), Some(_)) => whole(span),
    }
}

fn whole(span: DateSpan) -> String {
    let (Some(a), Some(b)) = (span.earliest, span.latest) else { return String::new() };
    let year_starts = a.month() == 1 && a.day() == 1;
    let year_ends = b.month() == 12 && b.day() == 31;
    let month_ends = b.day() == b.days_in_month();
    if a == b {
        long(a)
    } else if year_starts && year_ends && a.year() == b.year() {
        a.year().to_string()
    } else if year_starts && year_ends {
        format!("{}–{}", a.year(), b.year())
    } else if a.day() == 1 && month_ends && (a.year(), a.month()) == (b.year(), b.month()) {
        format!("{} {}", month_name(a), a.year())
    } else if (a.year(), a.month()) == (b.year(), b.month()) {
        format!("{}–{}", a.day(), long(b))
    } else if a.year() == b.year() {
        format!("{} – {}", short(a), long(b))
    } else {
        format!("{} – {}", long(a), long(b))
    }
}

/// What a person types: `2024-11-30`, `30 Nov 2024`, `30.11.2024`, `Nov 30, 2024`, `30 Nov` (year of `near`), a year
/// of four digits (its first day), `+3` and `-1` (days from `near`). `None` when it names no day; nothing is guessed.
#[must_use]
pub fn parse_typed(text: &str, near: Date) -> Option<Date> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['+', '-'])
        && let Ok(days) = rest.trim().parse::<i32>()
    {
        return Some(plus_days(near, if text.starts_with('-') { -days } else { days }));
    }
    let mut words: Vec<String> = Vec::new();
    for part in text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        words.push(part.to_lowercase());
    }
    let month_at = words.iter().position(|word| month_number(word).is_some());
    let numbers: Vec<i16> = words.iter().filter_map(|word| word.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok()).collect();
    match (month_at, numbers.as_slice()) {
        (Some(at), numbers) => {
            let month = words.get(at).and_then(|word| month_number(word))?;
            match *numbers {
                [] => Date::new(near.year(), month, 1).ok(),
                [year] if year >= 1000 => Date::new(year, month, 1).ok(),
                [day] => Date::new(near.year(), month, i8::try_from(day).ok()?).ok(),
                [year, day] if year >= 1000 => Date::new(year, month, i8::try_from(day).ok()?).ok(),
                [day, year] => Date::new(year, month, i8::try_from(day).ok()?).ok(),
                _ => None,
            }
        }
        (None, &[year]) if year >= 1000 => Date::new(year, 1, 1).ok(),
        (None, &[year, month]) if year >= 1000 => Date::new(year, i8::try_from(month).ok()?, 1).ok(),
        (None, &[year, month, day]) if year >= 1000 => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok(),
        (None, &[day, month, year]) if year >= 1000 => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok(),
        _ => None,
    }
}

fn month_number(word: &str) -> Option<i8> {
    if word.chars().count() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|name| word.starts_with(&name.to_lowercase()))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_span_is_written_as_briefly_as_it_can_be_without_losing_a_day() {
        let between = |a: (i16, i8, i8), b: (i16, i8, i8)| span(DateSpan::between(date(a.0, a.1, a.2), date(b.0, b.1, b.2)));
        assert_eq!(between((2024, 11, 30), (2024, 11, 30)), "30 Nov 2024");
        assert_eq!(between((2024, 11, 29), (2024, 11, 30)), "29–30 Nov 2024");
        assert_eq!(between((2024, 11, 29), (2024, 12, 3)), "29 Nov – 3 Dec 2024");
        assert_eq!(between((2016, 1, 1), (2016, 12, 31)), "2016");
        assert_eq!(between((2011, 1, 1), (2016, 12, 31)), "2011–2016");
        assert_eq!(between((2024, 2, 1), (2024, 2, 29)), "Feb 2024");
        assert_eq!(between((2023, 12, 30), (2024, 1, 2)), "30 Dec 2023 – 2 Jan 2024");
        assert_eq!(span(DateSpan::since(date(2016, 1, 1))), "since 1 Jan 2016");
        assert_eq!(span(DateSpan::default()), "undated");
    }

    #[test]
    fn a_day_and_its_number_go_there_and_back_over_four_centuries() {
        for day in (-80_000..80_000).step_by(37) {
            assert_eq!(day_of(date_of(day)), day);
        }
        assert_eq!(day_of(date(2024, 11, 30)), 20057);
    }

    #[test]
    fn a_typed_date_is_read_in_each_common_order() {
        let near = date(2024, 11, 27);
        for text in ["2024-11-30", "30 Nov 2024", "30.11.2024", "Nov 30, 2024", "30 November", "november 30th", "+3", " 30/11/2024 "] {
            assert_eq!(parse_typed(text, near), Some(date(2024, 11, 30)), "{text}");
        }
        assert_eq!(parse_typed("2016", near), Some(date(2016, 1, 1)));
        assert_eq!(parse_typed("-2", near), Some(date(2024, 11, 25)));
    }

    #[test]
    fn a_typed_date_that_is_none_is_refused() {
        for text in ["", "x", "2024-13-01", "31 Nov 2024", "99", "1/2", "yesterday-ish"] {
            assert_eq!(parse_typed(text, date(2024, 11, 27)), None, "{text}");
        }
    }
}

//! Dates that a file states of itself: front matter, meta tags, mail headers, JSON fields, file names.
//!
//! In: a short string. Out: the days it names, as [`DateSpan`]. Refused: guessing between day/month and month/day when both fit
//! (`03/04/2024` names no day), relative words, and dates of running text (that is `timex`).

use crate::calendar::{Date, DateSpan};
use std::ops::Range;

/// A date written to the day, and the bytes that write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub date: Date,
    pub at: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Number(u64, usize),
    Word(&'a str),
    /// Everything between, white space trimmed.
    Mark(&'a str),
}

/// The whole value of a date field: `2024-11-30T18:20:00+02:00`, `Sat, 30 Nov 2024 18:20:00 GMT`, `November 30, 2024`, `2024-11`, `2024`,
/// seconds or milliseconds since 1970. The day is the day as written, whatever the zone.
#[must_use]
pub fn parse(value: &str) -> Option<DateSpan> {
    let value = value.trim();
    if let Some(found) = find(value) {
        return Some(DateSpan::day(found.date));
    }
    let parts = parts(value);
    let plain: Vec<Part> = parts.iter().map(|(part, _)| *part).filter(|part| !matches!(part, Part::Mark("" | ","))).collect();
    match plain.as_slice() {
        [Part::Number(seconds, 9 | 10)] => epoch_day(*seconds),
        [Part::Number(millis, 12 | 13)] => epoch_day(millis / 1000),
        [Part::Number(year, 4)] => {
            let year = i16::try_from(*year).ok()?;
            Some(DateSpan::between(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        [Part::Number(year, 4), Part::Mark("-" | "/" | "."), Part::Number(month, 1 | 2)] => month_span(*year, i8::try_from(*month).ok()?),
        [Part::Word(name), Part::Number(year, 4)] => month_span(*year, month_of(name)?),
        _ => None,
    }
}

/// The first date in a line that is written to the day.
#[must_use]
pub fn find(line: &str) -> Option<Found> {
    let parts = parts(line);
    (0..parts.len()).find_map(|first| date_at(&parts, first))
}

/// The date in a path such as `2024/11/30/aleppo.txt`, `2024-11-30_aleppo.txt`, `aleppo-20241130.html`.
#[must_use]
pub fn in_file_name(name: &str) -> Option<DateSpan> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, ending)| if ending.len() <= 5 { stem } else { name });
    // An underscore is a letter to no reader of file names.
    let spaced = stem.replace('_', " ");
    let parts = parts(&spaced);
    (0..parts.len()).find_map(|first| {
        // A run of digits glued to letters is a serial number or a hash.
        let glued = |index: Option<usize>| {
            index
                .and_then(|i| parts.get(i))
                .is_some_and(|(part, _)| matches!(part, Part::Word(word) if month_of(word).is_none() && *word != "T"))
        };
        let found = date_at(&parts, first)?;
        let last = parts.iter().position(|(_, at)| at.end == found.at.end)?;
        (!glued(first.checked_sub(1)) && !glued(last.checked_add(1))).then(|| DateSpan::day(found.date))
    })
}

fn epoch_day(seconds: u64) -> Option<DateSpan> {
    let stamp = jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    Some(DateSpan::day(stamp.to_zoned(jiff::tz::TimeZone::UTC).date()))
}

fn month_span(year: u64, month: i8) -> Option<DateSpan> {
    let first = Date::new(i16::try_from(year).ok()?, month, 1).ok()?;
    plausible(first).then(|| DateSpan::between(first, first.last_of_month()))
}

fn plausible(date: Date) -> bool {
    (1900..=2199).contains(&date.year())
}

fn day(year: u64, month: u64, day: u64) -> Option<Date> {
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    plausible(date).then_some(date)
}

/// English month by its full name or the first three letters ("Sept" too).
fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| *month == word || (matches!(word.len(), 3 | 4) && month.starts_with(&word)))?;
    i8::try_from(at + 1).ok()
}

/// Months in numbers, words and marks, white space left out.
fn parts(line: &str) -> Vec<(Part<'_>, Range<usize>)> {
    let class = |c: char| if c.is_ascii_digit() { 0 } else { 2 - u8::from(c.is_alphabetic()) };
    let mut out = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let kind = class(first);
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = rest.peek() {
            if class(c) != kind {
                break;
            }
            end = at + c.len_utf8();
            rest.next();
        }
        let words = line.get(start..end).unwrap_or("");
        let part = match kind {
            0 => Part::Number(words.parse().unwrap_or(u64::MAX), words.len()),
            1 => Part::Word(words),
            _ => Part::Mark(words.trim()),
        };
        out.push((part, start..end));
    }
    out
}

fn date_at(parts: &[(Part<'_>, Range<usize>)], first: usize) -> Option<Found> {
    let rest = parts.get(first..)?;
    let at = |n: usize| rest.get(n).map(|(part, _)| *part);
    let until = |n: usize, date: Option<Date>| {
        let (start, end) = (rest.first()?.1.start, rest.get(n)?.1.end);
        date.map(|date| Found { date, at: start..end })
    };
    match (at(0)?, at(1), at(2), at(3), at(4)) {
        (Part::Number(y, 4), Some(Part::Mark(a)), Some(Part::Number(m, 1 | 2)), Some(Part::Mark(b)), Some(Part::Number(d, 1 | 2)))
            if a == b && matches!(a, "-" | "/" | "." | "" | "–" | "‑") =>
        {
            until(4, day(y, m, d))
        }
        // 2024 Nov 30
        (Part::Number(y, 4), Some(Part::Mark(_)), Some(Part::Word(m)), Some(Part::Mark(_)), Some(Part::Number(d, 1 | 2))) => {
            until(4, month_of(m).and_then(|m| day(y, u64::from(m.unsigned_abs()), d)))
        }
        (Part::Number(ymd, 8), next, ..) if !matches!(next, Some(Part::Number(..))) => {
            until(0, day(ymd / 10_000, ymd / 100 % 100, ymd % 100))
        }
        (Part::Number(a, 1 | 2), Some(Part::Mark(s)), Some(Part::Number(b, 1 | 2)), Some(Part::Mark(t)), Some(Part::Number(y, 4)))
            if s == t && matches!(s, "-" | "/" | ".") =>
        {
            let (d, m) = match s {
                _ if a > 12 => (a, b),
                _ if b > 12 => (b, a),
                _ if a == b => (a, b),
                "." => (a, b),
                _ => return None,
            };
            until(4, day(y, m, d))
        }
        (Part::Number(d, 1 | 2), ..) => {
            let (n, month) = word_after(rest, 0)?;
            let (n, year) = year_after(rest, n)?;
            until(n, day(year, u64::from(month.unsigned_abs()), d))
        }
        (Part::Word(name), ..) => {
            let month = month_of(name)?;
            let n = skip_marks(rest, 1, &["", "."]);
            let Part::Number(d, 1 | 2) = rest.get(n)?.0 else { return None };
            let n = if matches!(rest.get(n + 1), Some((Part::Word("st" | "nd" | "rd" | "th"), _))) { n + 1 } else { n };
            let (n, year) = year_after(rest, n)?;
            until(n, day(year, u64::from(month.unsigned_abs()), d))
        }
        _ => None,
    }
}

fn skip_marks(rest: &[(Part<'_>, Range<usize>)], from: usize, marks: &[&str]) -> usize {
    match rest.get(from) {
        Some((Part::Mark(mark), _)) if marks.contains(mark) => from + 1,
        _ => from,
    }
}

/// The month after a day number: `30 Nov`, `30th of November`, `30-Nov`.
fn word_after(rest: &[(Part<'_>, Range<usize>)], from: usize) -> Option<(usize, i8)> {
    let mut n = from + 1;
    for _ in 0..5 {
        match rest.get(n)?.0 {
            Part::Mark("" | "-" | "." | "/") | Part::Word("st" | "nd" | "rd" | "th" | "of") => n += 1,
            Part::Word(word) => return Some((n, month_of(word)?)),
            _ => return None,
        }
    }
    None
}

fn year_after(rest: &[(Part<'_>, Range<usize>)], from: usize) -> Option<(usize, u64)> {
    let n = skip_marks(rest, from + 1, &["", ",", ".", "-", ".,", "/"]);
    match rest.get(n)?.0 {
        Part::Number(year, 4) => Some((n, year)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of(value: &str) -> Option<String> {
        let span = parse(value)?;
        (span.days() == Some(1)).then(|| span.earliest.unwrap().to_string())
    }

    #[test]
    fn dates_of_fields_are_read_in_the_orders_that_files_use() {
        for value in [
            "2024-11-30",
            "2024-11-30T23:50:00+02:00",
            "2024/11/30 18:20",
            "20241130T182000Z",
            "Sat, 30 Nov 2024 18:20:00 GMT",
            "30 November 2024",
            "30th of November, 2024",
            "November 30, 2024",
            "Nov. 30, 2024 5:01 PM EST",
            "30.11.2024",
            "11/30/2024",
            "30-Nov-2024",
            "1732989600",
            "1732989600000",
        ] {
            assert_eq!(day_of(value).as_deref(), Some("2024-11-30"), "{value}");
        }
    }

    #[test]
    fn a_day_and_month_that_could_be_swapped_name_no_day() {
        assert_eq!(parse("03/04/2024"), None);
        assert_eq!(day_of("03.04.2024").as_deref(), Some("2024-04-03"));
        assert_eq!(day_of("04/04/2024").as_deref(), Some("2024-04-04"));
    }

    #[test]
    fn a_month_or_a_year_alone_is_a_span() {
        assert_eq!(parse("2024-11").unwrap().days(), Some(30));
        assert_eq!(parse("November 2024").unwrap().days(), Some(30));
        assert_eq!(parse("2024").unwrap().days(), Some(366));
        assert_eq!(parse("yesterday"), None);
        assert_eq!(parse("2024-13-45"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn file_names_give_dates_but_hashes_do_not() {
        let name = |n: &str| in_file_name(n).and_then(|s| s.earliest).map(|d| d.to_string());
        assert_eq!(name("2024-11-30_aleppo.txt").as_deref(), Some("2024-11-30"));
        assert_eq!(name("wire/2024/11/30/aleppo.html").as_deref(), Some("2024-11-30"));
        assert_eq!(name("aleppo-20241130.md").as_deref(), Some("2024-11-30"));
        assert_eq!(name("Aleppo 30 Nov 2024.txt").as_deref(), Some("2024-11-30"));
        assert_eq!(name("001_ec59bbebd20241130.txt"), None);
        assert_eq!(name("1923848264.txt"), None);
        assert_eq!(name("000_abcc25d2902c5aac.txt"), None);
    }
}

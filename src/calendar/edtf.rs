//! Spans as Extended Date/Time Format, level 1 (loc.gov/standards/datetime), in the forms that reports need.
//!
//! `2024-11-29` a day, `2024-11` a month, `2016` a year, `A/B` an interval, `../A` and `A/..` open ends. A span prints
//! as the shortest form that reads back as the same days..

use super::{Date, DateSpan};
use std::fmt;
use std::str::FromStr;

/// Why a string is no EDTF date that this program reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no date: write a day (2024-11-29), a month (2024-11), a year (2016), an interval (2024-11-29/2024-11-30) or an open one (2016/..)"
)]
pub struct EdtfError(String);

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (None, None) => f.write_str("../.."),
            (Some(a), None) => write!(f, "{}/..", day(a)),
            (None, Some(b)) => write!(f, "../{}", day(b)),
            (Some(a), Some(b)) if a == b => f.write_str(&day(a)),
            (Some(a), Some(b)) => {
                let whole_months = a.day() == 1 && b == b.last_of_month();
                if whole_months && a.year() == b.year() && a.month() == b.month() {
                    write!(f, "{}-{:02}", year(a.year()), a.month())
                } else if whole_months && a.year() == b.year() && a.month() == 1 && b.month() == 12 {
                    f.write_str(&year(a.year()))
                } else {
                    write!(f, "{}/{}", day(a), day(b))
                }
            }
        }
    }
}

fn year(year: i16) -> String {
    if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") }
}

fn day(date: Date) -> String {
    format!("{}-{:02}-{:02}", year(date.year()), date.month(), date.day())
}

impl FromStr for DateSpan {
    type Err = EdtfError;

    /// Reads the forms above; an open end takes a month or a year too (`../2016` ends with 31 December).
    fn from_str(text: &str) -> Result<Self, EdtfError> {
        let refuse = || EdtfError(text.to_owned());
        let trimmed = text.trim();
        let Some((from, to)) = trimmed.split_once('/') else {
            return point(trimmed).ok_or_else(refuse);
        };
        let earliest = if from == ".." { None } else { Some(point(from).and_then(|p| p.earliest).ok_or_else(refuse)?) };
        let latest = if to == ".." { None } else { Some(point(to).and_then(|p| p.latest).ok_or_else(refuse)?) };
        if matches!((earliest, latest), (Some(a), Some(b)) if a > b) {
            return Err(refuse());
        }
        Ok(Self { earliest, latest })
    }
}

/// A day, month or year.
fn point(text: &str) -> Option<DateSpan> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut parts = digits.split('-');
    let number = |part: &str, len: usize| -> Option<i16> {
        (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    let year = number(parts.next()?, 4)? * if negative { -1 } else { 1 };
    let month = parts.next().map(|m| number(m, 2)).map_or(Some(None), |m| m.map(Some))?;
    let day = parts.next().map(|d| number(d, 2)).map_or(Some(None), |d| d.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => DateSpan::year(year),
        (Some(month), None) => DateSpan::month(year, i8::try_from(month).ok()?),
        (Some(month), Some(day)) => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(DateSpan::day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reads(text: &str) -> DateSpan {
        text.parse().unwrap()
    }

    #[test]
    fn each_form_reads_and_prints_alike() {
        for text in [
            "2024-11-29",
            "2024-11-29/2024-11-30",
            "2024-11",
            "2016",
            "../2016-12-31",
            "2016-01-01/..",
            "../..",
            "-0489",
            "2024-02/2024-03",
        ] {
            let span = reads(text);
            assert_eq!(reads(&span.to_string()), span, "{text}");
        }
        assert_eq!(reads("2024-02").to_string(), "2024-02");
        assert_eq!(reads("2016-01-01/2016-12-31").to_string(), "2016");
        assert_eq!(reads("../2016"), DateSpan::until(Date::constant(2016, 12, 31)));
        assert_eq!(reads("2016/.."), DateSpan::since(Date::constant(2016, 1, 1)));
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_words() {
        for text in ["", "soon", "2024-13", "2024-02-30", "24-11-29", "2024-11-30/2024-11-29", "2024-11-29-01", "2024/", "é/…"] {
            assert!(text.parse::<DateSpan>().is_err(), "{text}");
        }
        assert!("soon".parse::<DateSpan>().unwrap_err().to_string().contains("soon"));
    }

    proptest! {
        #[test]
        fn any_span_survives_print_and_parse(a in -9999_i16..=9999, m in 1_i8..=12, d in 1_i8..=28, len in 0_i32..4000, open in 0_u8..4) {
            let first = Date::new(a, m, d).unwrap();
            let last = first.checked_add(jiff::Span::new().days(len)).unwrap_or(first);
            let span = DateSpan { earliest: (open & 1 == 0).then_some(first), latest: (open & 2 == 0).then_some(last) };
            prop_assert_eq!(span.to_string().parse::<DateSpan>().unwrap(), span);
        }

        #[test]
        fn any_string_is_read_or_refused_without_panic(text in "\\PC{0,24}") {
            let _ = text.parse::<DateSpan>();
        }
    }
}

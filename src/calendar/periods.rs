//! Named stretches of days: months, quarters, seasons, years, decades, centuries.

use super::{Date, DateSpan};

/// Meteorological seasons of the northern half of the Earth, as English-language reports mean them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl DateSpan {
    /// `None` when the month does not exist.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::months(year, month, 1)
    }

    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Self::months(year, 1, 12)
    }

    /// Quarter 1–4.
    #[must_use]
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        (1..=4).contains(&quarter).then(|| Self::months(year, quarter * 3 - 2, 3)).flatten()
    }

    /// Half 1–2.
    #[must_use]
    pub fn half(year: i16, half: i8) -> Option<Self> {
        (1..=2).contains(&half).then(|| Self::months(year, half * 6 - 5, 6)).flatten()
    }

    /// Spring is March to May. "The winter of 1941" may begin in either December, so it spans both.
    #[must_use]
    pub fn season(year: i16, season: Season) -> Option<Self> {
        match season {
            Season::Spring => Self::months(year, 3, 3),
            Season::Summer => Self::months(year, 6, 3),
            Season::Autumn => Self::months(year, 9, 3),
            Season::Winter => {
                let from = Date::new(year.checked_sub(1)?, 12, 1).ok()?;
                let to = Date::new(year.checked_add(1)?, 2, 1).ok()?.last_of_month();
                Some(Self::between(from, to))
            }
        }
    }

    /// Whole years, both inside.
    #[must_use]
    pub fn years(first: i16, last: i16) -> Option<Self> {
        Some(Self { earliest: Self::year(first)?.earliest, latest: Self::year(last)?.latest })
    }

    /// Monday to Sunday of the ISO week that holds the day.
    #[must_use]
    pub fn week_of(date: Date) -> Self {
        let since_monday = i32::from(date.weekday().to_monday_zero_offset());
        let monday = shift_days(date, -since_monday);
        Self::between(monday, shift_days(monday, 6))
    }

    /// The days inside both, or `None` when there are none.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        if !self.overlaps(other) {
            return None;
        }
        let later = |a: Option<Date>, b: Option<Date>| a.max(b);
        let sooner = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Some(Self { earliest: later(self.earliest, other.earliest), latest: sooner(self.latest, other.latest) })
    }

    fn months(year: i16, first: i8, count: i8) -> Option<Self> {
        let from = Date::new(year, first, 1).ok()?;
        let to = Date::new(year, first + count - 1, 1).ok()?.last_of_month();
        Some(Self::between(from, to))
    }
}

/// The day `days` after (before, when negative); stays at the calendar's end instead of passing it.
#[must_use]
pub fn shift_days(date: Date, days: i32) -> Date {
    date.saturating_add(jiff::Span::new().days(days.clamp(-7_000_000, 7_000_000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> DateSpan {
        text.parse().unwrap()
    }

    #[test]
    fn periods_have_their_first_and_last_day() {
        assert_eq!(DateSpan::quarter(2024, 1), Some(span("2024-01-01/2024-03-31")));
        assert_eq!(DateSpan::half(2024, 2), Some(span("2024-07-01/2024-12-31")));
        assert_eq!(DateSpan::season(2024, Season::Autumn), Some(span("2024-09-01/2024-11-30")));
        assert_eq!(DateSpan::season(2024, Season::Winter), Some(span("2023-12-01/2025-02-28")));
        assert_eq!(DateSpan::years(1990, 1999), Some(span("1990-01-01/1999-12-31")));
        assert_eq!(DateSpan::week_of(Date::constant(2024, 12, 1)), span("2024-11-25/2024-12-01"));
        assert_eq!(DateSpan::month(2023, 2), Some(span("2023-02-01/2023-02-28")));
        assert_eq!((DateSpan::month(2023, 0), DateSpan::quarter(2023, 5), DateSpan::year(10_000)), (None, None, None));
    }

    #[test]
    fn an_intersection_holds_the_days_of_both_and_open_ends_give_way() {
        assert_eq!(span("2016/..").intersection(&span("../2016-03-01")), Some(span("2016-01-01/2016-03-01")));
        assert_eq!(span("2016").intersection(&span("2017")), None);
    }

    #[test]
    fn a_shift_past_the_calendar_stays_at_its_end() {
        assert_eq!(shift_days(Date::MAX, i32::MAX), Date::MAX);
        assert_eq!(shift_days(Date::constant(2024, 2, 28), 2), Date::constant(2024, 3, 1));
    }
}

//! An interval of days with open ends: "in 2016", "27–30 November", "since 2014".

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days from `earliest` to `latest`, both inside; `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
pub struct DateSpan {
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
}

/// UCDP `date_prec`: 1 day, 2 two to six days, 3 week, 4 month, 5 year or longer (open included).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DatePrecision {
    Day = 1,
    Days = 2,
    Week = 3,
    Month = 4,
    Year = 5,
}

impl DateSpan {
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self { earliest: Some(date), latest: Some(date) }
    }

    /// The span between two days in whichever order they come.
    #[must_use]
    pub fn between(a: Date, b: Date) -> Self {
        Self { earliest: Some(a.min(b)), latest: Some(a.max(b)) }
    }

    #[must_use]
    pub fn since(date: Date) -> Self {
        Self { earliest: Some(date), latest: None }
    }

    #[must_use]
    pub fn until(date: Date) -> Self {
        Self { earliest: None, latest: Some(date) }
    }

    /// Days inside, or `None` with an open end.
    #[must_use]
    pub fn days(&self) -> Option<i32> {
        let (a, b) = (self.earliest?, self.latest?);
        Some((b - a).get_days() + 1)
    }

    /// The day that dates in a text of this time count from: its last; none where it is known no better than to a year.
    #[must_use]
    pub fn anchor(&self) -> Option<Date> {
        self.latest.filter(|_| self.days().is_some_and(|days| days <= 366))
    }

    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.earliest.is_none_or(|a| a <= date) && self.latest.is_none_or(|b| date <= b)
    }

    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |latest: Option<Date>, earliest: Option<Date>| matches!((latest, earliest), (Some(l), Some(e)) if l < e);
        !before(self.latest, other.earliest) && !before(other.latest, self.earliest)
    }

    /// The days in both; meant for spans that overlap.
    #[must_use]
    pub fn narrowed(&self, other: &Self) -> Self {
        let latest = match (self.latest, other.latest) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { earliest: self.earliest.max(other.earliest), latest }
    }

    #[must_use]
    pub fn precision(&self) -> DatePrecision {
        match self.days() {
            Some(..=1) => DatePrecision::Day,
            Some(2..=6) => DatePrecision::Days,
            Some(7) => DatePrecision::Week,
            Some(8..=31) => DatePrecision::Month,
            _ => DatePrecision::Year,
        }
    }
}

//! A stretch of the calendar as a time expression names it: its TIMEX3 value, its days, and steps from it.

use crate::calendar::{Date, DateSpan, Season, shift_days};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Day(Date),
    /// The Monday of an ISO week.
    Week(Date),
    Month(i16, i8),
    Season(i16, Season),
    Quarter(i16, i8),
    Half(i16, i8),
    /// Astronomical: 0 is 1 BC.
    Year(i16),
    /// Tens of years, 199 for the 1990s.
    Decade {
        tens: i16,
        before_christ: bool,
    },
    /// Hundreds of years, 19 for the twentieth century.
    Century {
        hundreds: i16,
        before_christ: bool,
    },
}

/// Fine to coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

impl Unit {
    pub fn from_code(code: i32) -> Option<Self> {
        Some(match code {
            0 => Self::Second,
            1 => Self::Minute,
            2 => Self::Hour,
            3 => Self::Day,
            4 => Self::Week,
            5 => Self::Month,
            6 => Self::Year,
            7 => Self::Decade,
            8 => Self::Century,
            _ => return None,
        })
    }

    /// As in a TIMEX3 duration, with its sign of time.
    pub fn duration(self, number: &str) -> String {
        match self {
            Self::Second => format!("PT{number}S"),
            Self::Minute => format!("PT{number}M"),
            Self::Hour => format!("PT{number}H"),
            Self::Day => format!("P{number}D"),
            Self::Week => format!("P{number}W"),
            Self::Month => format!("P{number}M"),
            Self::Year => format!("P{number}Y"),
            Self::Decade => format!("P{number}DE"),
            Self::Century => format!("P{number}CE"),
        }
    }
}

/// "BC0490", "1944".
pub(super) fn year_value(year: i16) -> String {
    if year <= 0 { format!("BC{:04}", 1 - i32::from(year)) } else { format!("{year:04}") }
}

impl Period {
    pub fn value(self) -> String {
        let era = |bc: bool| if bc { "BC" } else { "" };
        match self {
            Self::Day(date) => format!("{}-{:02}-{:02}", year_value(date.year()), date.month(), date.day()),
            Self::Week(monday) => {
                let week = monday.iso_week_date();
                format!("{}-W{:02}", year_value(week.year()), week.week())
            }
            Self::Month(year, month) => format!("{}-{month:02}", year_value(year)),
            Self::Season(year, season) => format!("{}-{}", year_value(year), season_code(season)),
            Self::Quarter(year, quarter) => format!("{}-Q{quarter}", year_value(year)),
            Self::Half(year, half) => format!("{}-H{half}", year_value(year)),
            Self::Year(year) => year_value(year),
            Self::Decade { tens, before_christ } => format!("{}{tens:03}", era(before_christ)),
            Self::Century { hundreds, before_christ } => format!("{}{hundreds:02}", era(before_christ)),
        }
    }

    pub fn span(self) -> Option<DateSpan> {
        match self {
            Self::Day(date) => Some(DateSpan::day(date)),
            Self::Week(monday) => Some(DateSpan::week_of(monday)),
            Self::Month(year, month) => DateSpan::month(year, month),
            Self::Season(year, season) => DateSpan::season(year, season),
            Self::Quarter(year, quarter) => DateSpan::quarter(year, quarter),
            Self::Half(year, half) => DateSpan::half(year, half),
            Self::Year(year) => DateSpan::year(year),
            Self::Decade { tens, before_christ: false } => DateSpan::years(tens.checked_mul(10)?, tens.checked_mul(10)?.checked_add(9)?),
            Self::Decade { tens, before_christ: true } => {
                DateSpan::years((-tens).checked_mul(10)?.checked_sub(8)?, 1 - tens.checked_mul(10)?)
            }
            Self::Century { hundreds, before_christ: false } => {
                DateSpan::years(hundreds.checked_mul(100)?, hundreds.checked_mul(100)?.checked_add(99)?)
            }
            Self::Century { hundreds, before_christ: true } => {
                DateSpan::years((-hundreds).checked_mul(100)?.checked_sub(99)?, -hundreds.checked_mul(100)?)
            }
        }
    }

    /// Its first day; the month that the winter of a year is counted in is January.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Self::Season(year, Season::Winter) => Date::new(year, 1, 1).ok(),
            other => other.span()?.earliest,
        }
    }

    pub fn year(self) -> Option<i16> {
        match self {
            Self::Decade { .. } | Self::Century { .. } => None,
            Self::Season(year, _) => Some(year),
            other => other.first_day().map(Date::year),
        }
    }

    /// The year and month, when it is no coarser than a month.
    pub fn month(self) -> Option<(i16, i8)> {
        match self {
            Self::Day(date) | Self::Week(date) => Some((date.year(), date.month())),
            Self::Month(year, month) => Some((year, month)),
            _ => None,
        }
    }

    /// `count` units on (back, when negative), at the grain of the unit; `None` when this period is coarser than that.
    pub fn step(self, count: i32, unit: Unit) -> Option<Self> {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => match self {
                Self::Day(date) => Some(Self::Day(date)),
                _ => None,
            },
            Unit::Day => match self {
                Self::Day(date) => Some(Self::Day(shift_days(date, count))),
                _ => None,
            },
            Unit::Week => match self {
                Self::Day(date) | Self::Week(date) => DateSpan::week_of(shift_days(date, count.saturating_mul(7))).earliest.map(Self::Week),
                _ => None,
            },
            Unit::Month => {
                let (year, month) = self.month()?;
                let total = i32::from(year).saturating_mul(12).saturating_add(i32::from(month) - 1).saturating_add(count);
                let year = calendar_year(total.div_euclid(12))?;
                Some(Self::Month(year, i8::try_from(total.rem_euclid(12) + 1).ok()?))
            }
            Unit::Year => calendar_year(i32::from(self.year()?).saturating_add(count)).map(Self::Year),
            Unit::Decade => match self {
                Self::Decade { tens, before_christ } => {
                    let step = if before_christ { count.saturating_neg() } else { count };
                    let tens = i16::try_from(i32::from(tens).saturating_add(step)).ok()?;
                    (tens >= 0).then_some(Self::Decade { tens, before_christ })
                }
                other => {
                    let year = calendar_year(i32::from(other.year()?).saturating_add(count.saturating_mul(10)))?;
                    Some(if year > 0 {
                        Self::Decade { tens: year / 10, before_christ: false }
                    } else {
                        Self::Decade { tens: (1 - year) / 10, before_christ: true }
                    })
                }
            },
            Unit::Century => match self {
                Self::Century { hundreds, before_christ } => {
                    let step = if before_christ { count.saturating_neg() } else { count };
                    let hundreds = i16::try_from(i32::from(hundreds).saturating_add(step)).ok()?;
                    (hundreds >= 0).then_some(Self::Century { hundreds, before_christ })
                }
                other => {
                    let year = calendar_year(i32::from(other.year()?).saturating_add(count.saturating_mul(100)))?;
                    Some(if year > 0 {
                        Self::Century { hundreds: year / 100, before_christ: false }
                    } else {
                        Self::Century { hundreds: (1 - year) / 100, before_christ: true }
                    })
                }
            },
        }
    }
}

/// A year that the calendar has.
pub(super) fn calendar_year(year: i32) -> Option<i16> {
    i16::try_from(year).ok().filter(|year| (-9998..=9998).contains(year))
}

pub(super) fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// First month of a season, for choosing a year: winter counts as January.
pub(super) fn season_month(season: Season) -> i8 {
    match season {
        Season::Spring => 4,
        Season::Summer => 7,
        Season::Autumn => 10,
        Season::Winter => 1,
    }
}

pub(super) fn season_from_code(code: i32) -> Option<Season> {
    Some(match code {
        1 => Season::Spring,
        2 => Season::Summer,
        3 => Season::Autumn,
        4 => Season::Winter,
        _ => return None,
    })
}

/// Western Easter Sunday of a year (the anonymous Gregorian computus, Meeus 1991).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let a = y.rem_euclid(19);
    let (b, c) = (y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l).div_euclid(451);
    let total = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(total / 31).ok()?, i8::try_from(total % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_before_christ_have_their_value_and_days() {
        assert_eq!(Period::Year(-489).value(), "BC0490");
        assert_eq!(
            Period::Decade { tens: 47, before_christ: true }.span().map(|s| s.to_string()),
            Some("-0478-01-01/-0469-12-31".to_owned())
        );
        assert_eq!(Period::Century { hundreds: 3, before_christ: true }.value(), "BC03");
    }

    #[test]
    fn steps_keep_the_grain_of_their_unit() {
        let day = Period::Day(Date::constant(2024, 11, 29));
        assert_eq!(day.step(1, Unit::Week).map(Period::value), Some("2024-W49".to_owned()));
        assert_eq!(day.step(2, Unit::Month).map(Period::value), Some("2025-01".to_owned()));
        assert_eq!(Period::Month(2024, 11).step(1, Unit::Day), None);
    }

    #[test]
    fn easter_falls_on_known_sundays() {
        assert_eq!(easter(1972), Some(Date::constant(1972, 4, 2)));
        assert_eq!(easter(2024), Some(Date::constant(2024, 3, 31)));
    }
}

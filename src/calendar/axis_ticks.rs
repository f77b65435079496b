//! Ticks of a calendar axis: which days get a mark at a zoom, and what stands under them, in two rows.
//!
//! In: the visible range in days since 1970-01-01 (fractions allowed) and its width in pixels. Out: an upper row of
//! fine ticks ("29", "Nov", "2016") and a lower row that names what they are inside of ("November 2024", "2016").

use super::{Date, shift_days};

/// A mark at the start of a day, with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Days since 1970-01-01.
    pub at: f64,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct AxisTicks {
    pub fine: Vec<Tick>,
    pub coarse: Vec<Tick>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Days(i32),
    /// Monday to Monday.
    Week,
    Months(i32),
    Years(i32),
}

impl Step {
    fn days(self) -> f64 {
        match self {
            Self::Days(n) => f64::from(n),
            Self::Week => 7.0,
            Self::Months(n) => f64::from(n) * 30.44,
            Self::Years(n) => f64::from(n) * 365.25,
        }
    }

    /// Room that its label needs, in pixels.
    fn label_px(self) -> f64 {
        match self {
            Self::Days(_) | Self::Week => 26.0,
            Self::Months(_) => 34.0,
            Self::Years(_) => 42.0,
        }
    }

    fn coarser(self) -> Self {
        match self {
            Self::Days(_) | Self::Week => Self::Months(1),
            Self::Months(_) => Self::Years(1),
            Self::Years(n) => Self::Years(if n < 10 { 10 } else { 100.max(n) }),
        }
    }
}

/// Fine to coarse; the first whose labels fit is taken.
const LADDER: [Step; 15] = [
    Step::Days(1),
    Step::Days(2),
    Step::Week,
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(500),
    Step::Years(1000),
];

/// Both rows for the days `from..to` drawn over `pixels`; empty when the range or the width is.
#[must_use]
pub fn ticks(from: f64, to: f64, pixels: f32) -> AxisTicks {
    if !(from.is_finite() && to.is_finite() && pixels.is_finite()) || to <= from || pixels < 1.0 {
        return AxisTicks::default();
    }
    let days_per_px = (to - from) / f64::from(pixels);
    let step = LADDER.into_iter().find(|step| step.days() / days_per_px >= step.label_px()).unwrap_or(Step::Years(1000));
    let coarse = step.coarser();
    AxisTicks { fine: row(step, from, to, days_per_px, false), coarse: row(coarse, from, to, days_per_px, true) }
}

/// More ticks than any screen can show means that the range is absurd: then the row stays empty.
const MOST: usize = 4096;

fn row(step: Step, from: f64, to: f64, days_per_px: f64, coarse: bool) -> Vec<Tick> {
    let mut at = floor_to(step, from_day_number(from));
    let mut out = Vec::new();
    while out.len() < MOST {
        let number = day_number(at);
        if number > to {
            break;
        }
        let next = next_of(step, at);
        if number >= from {
            out.push(Tick { at: number, label: label(step, at, coarse, days_per_px) });
        } else if coarse && day_number(next) > from && (day_number(next) - from) / days_per_px > 80.0 {
            // The period that is already under way at the left edge is named there.
            out.push(Tick { at: from, label: label(step, at, coarse, days_per_px) });
        }
        if next <= at {
            break;
        }
        at = next;
    }
    out
}

fn label(step: Step, at: Date, coarse: bool, days_per_px: f64) -> String {
    const SHORT: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const LONG: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let index = usize::try_from(at.month() - 1).unwrap_or(0);
    let month = |names: &[&'static str; 12]| names.get(index).copied().unwrap_or("");
    let year = || if at.year() <= 0 { format!("{} BC", 1 - i32::from(at.year())) } else { at.year().to_string() };
    match step {
        Step::Days(_) | Step::Week => at.day().to_string(),
        Step::Months(_) if coarse && 30.0 / days_per_px < 90.0 => format!("{} {}", month(&SHORT), year()),
        Step::Months(_) if coarse => format!("{} {}", month(&LONG), year()),
        Step::Months(3) => format!("Q{}", (at.month() + 2) / 3),
        Step::Months(_) => month(&SHORT).to_owned(),
        Step::Years(n) if coarse && n >= 10 => format!("{}s", year()),
        Step::Years(_) => year(),
    }
}

/// The last start of a step at or before the day.
fn floor_to(step: Step, date: Date) -> Date {
    match step {
        // Every second day counts from the month's first, so that labels stay odd and never jump while panning.
        Step::Days(n) => {
            let back = (i32::from(date.day()) - 1) % n.max(1);
            shift_days(date, -back)
        }
        Step::Week => shift_days(date, -i32::from(date.weekday().to_monday_zero_offset())),
        Step::Months(n) => {
            let month0 = i32::from(date.month()) - 1;
            let month = i8::try_from(month0 - month0 % n.max(1) + 1).unwrap_or(1);
            Date::new(date.year(), month, 1).unwrap_or(date)
        }
        Step::Years(n) => {
            let year = i32::from(date.year()).div_euclid(n.max(1)) * n.max(1);
            Date::new(i16::try_from(year).unwrap_or(i16::MIN), 1, 1).unwrap_or(Date::MIN)
        }
    }
}

fn next_of(step: Step, at: Date) -> Date {
    match step {
        Step::Days(n) => {
            let next = shift_days(at, n);
            // No tick on the 31st right before the 1st.
            if next.month() != at.month() || (n > 1 && next.day() == 31) { shift_days(at.last_of_month(), 1) } else { next }
        }
        Step::Week => shift_days(at, 7),
        Step::Months(n) => at.saturating_add(jiff::Span::new().months(n)),
        Step::Years(n) => at.saturating_add(jiff::Span::new().years(n)),
    }
}

/// Days from 1970-01-01 to the start of the date.
#[must_use]
pub fn day_number(date: Date) -> f64 {
    f64::from((date - Date::constant(1970, 1, 1)).get_days())
}

/// The date that holds this day number; ends of the calendar for what lies beyond.
#[must_use]
pub fn from_day_number(days: f64) -> Date {
    if days.is_nan() {
        return Date::constant(1970, 1, 1);
    }
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the calendar just before")]
    let whole = days.floor().clamp(-5_000_000.0, 5_000_000.0) as i32;
    shift_days(Date::constant(1970, 1, 1), whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(row: &[Tick]) -> Vec<&str> {
        row.iter().map(|tick| tick.label.as_str()).collect()
    }

    fn between(a: (i16, i8, i8), b: (i16, i8, i8), pixels: f32) -> AxisTicks {
        let at = |(y, m, d)| day_number(Date::constant(y, m, d));
        ticks(at(a), at(b), pixels)
    }

    #[test]
    fn a_week_shows_days_over_months() {
        let axis = between((2024, 11, 27), (2024, 12, 3), 700.0);
        assert_eq!(labels(&axis.fine), ["27", "28", "29", "30", "1", "2", "3"]);
        assert_eq!(labels(&axis.coarse), ["November 2024", "December 2024"]);
    }

    #[test]
    fn a_year_shows_months_over_years_and_a_century_shows_decades() {
        let axis = between((2016, 1, 1), (2016, 12, 31), 800.0);
        assert_eq!(axis.fine.len(), 12);
        assert_eq!(labels(&axis.coarse), ["2016"]);
        let century = between((1900, 1, 1), (2000, 1, 1), 600.0);
        assert_eq!(century.fine.first().map(|t| t.label.as_str()), Some("1900"));
        assert!(century.fine.len() <= 12);
    }

    #[test]
    fn two_years_show_quarters_when_months_do_not_fit() {
        let axis = between((2015, 1, 1), (2016, 12, 31), 400.0);
        assert_eq!(labels(&axis.fine), ["Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"]);
    }

    proptest! {
        #[test]
        fn ticks_rise_stay_inside_and_keep_room_for_their_labels(from in -800_000.0_f64..800_000.0, len in 0.5_f64..500_000.0, px in 50.0_f32..4000.0) {
            let axis = ticks(from, from + len, px);
            let per_day = f64::from(px) / len;
            for pair in axis.fine.windows(2) {
                prop_assert!((pair[1].at - pair[0].at) * per_day >= 20.0 || pair[1].label == "1" || len < 2.0, "{pair:?}");
            }
            for tick in axis.fine.iter().chain(&axis.coarse) {
                prop_assert!(tick.at >= from && tick.at <= from + len);
                prop_assert!(!tick.label.is_empty());
            }
        }

        #[test]
        fn a_day_number_goes_there_and_back(n in -2_000_000_i32..2_000_000) {
            prop_assert_eq!(day_number(from_day_number(f64::from(n) + 0.3)), f64::from(n));
        }
    }

    #[test]
    fn absurd_ranges_give_no_ticks_and_no_panic() {
        for (from, to, px) in [(0.0, 0.0, 10.0), (f64::NAN, 1.0, 10.0), (0.0, f64::INFINITY, 10.0), (5.0, 1.0, 10.0), (0.0, 10.0, 0.0)] {
            assert_eq!(ticks(from, to, px), AxisTicks::default());
        }
        let _ = ticks(-1e12, 1e12, 900.0);
    }
}

//! What one expression comes to: its TIMEX3 value and its days.

use super::expression::{TimexKind, WhenBasis};
use super::period::{Period, Unit, calendar_year, season_code, season_from_code, year_value};
use super::slots::{DAYPARTS, Slot, Slots};
use crate::calendar::{DateSpan, shift_days};

/// A value with its days: what one expression resolves to.
pub(super) struct Meaning {
    pub value: String,
    pub when: Option<DateSpan>,
    pub kind: TimexKind,
    pub basis: WhenBasis,
}

impl Meaning {
    pub fn vague(value: impl Into<String>, kind: TimexKind) -> Self {
        Self { value: value.into(), when: None, kind, basis: WhenBasis::Relative }
    }
}

pub(super) fn duration(s: &Slots) -> Meaning {
    let unit = s.get(Slot::Unit).and_then(Unit::from_code).unwrap_or(Unit::Day);
    let number = match s.get(Slot::Number) {
        None | Some(0) => "X".to_owned(),
        Some(halves) if halves % 2 == 1 => format!("{}.5", halves / 2),
        Some(halves) => (halves / 2).to_string(),
    };
    Meaning::vague(unit.duration(&number), TimexKind::Duration)
}

pub(super) fn set(s: &Slots, fixed: Option<&str>) -> Meaning {
    let value = match (fixed, s.get(Slot::Weekday), s.get(Slot::Unit).and_then(Unit::from_code)) {
        (Some(value), ..) => value.to_owned(),
        (None, Some(weekday), _) => format!("XXXX-WXX-{weekday}{}", time_of_day(s).0),
        (None, None, Some(Unit::Hour)) => "XXXX-XX-XXTXX".to_owned(),
        (None, None, Some(Unit::Day)) => "XXXX-XX-XX".to_owned(),
        (None, None, Some(Unit::Week)) => "XXXX-WXX".to_owned(),
        (None, None, Some(Unit::Month)) => "XXXX-XX".to_owned(),
        (None, None, Some(Unit::Year)) => "XXXX".to_owned(),
        (None, None, _) => format!("XXXX-XX-XX{}", time_of_day(s).0),
    };
    Meaning::vague(value, TimexKind::Set)
}

/// `TMO`, `T17:30`, or nothing.
pub(super) fn time_of_day(s: &Slots) -> (String, TimexKind) {
    if let Some(hour) = s.get(Slot::Hour) {
        let hour = match s.get(Slot::Meridiem) {
            Some(12) if hour < 12 => hour + 12,
            Some(0) if hour == 12 => 0,
            _ => hour,
        };
        return (format!("T{hour:02}:{:02}", s.get(Slot::Minute).unwrap_or(0)), TimexKind::Time);
    }
    match s.get(Slot::Daypart).and_then(|at| usize::try_from(at).ok()).and_then(|at| DAYPARTS.get(at)) {
        Some(part) => (format!("T{part}"), TimexKind::Time),
        None => (String::new(), TimexKind::Date),
    }
}

/// What is written when the context does not settle a date.
pub(super) fn unresolved(s: &Slots) -> String {
    let year = s.get(Slot::Year).and_then(calendar_year).map_or_else(|| "XXXX".to_owned(), year_value);
    if let Some(month) = s.get(Slot::Month) {
        return match s.get(Slot::Day) {
            Some(day) => format!("{year}-{month:02}-{day:02}"),
            None => format!("{year}-{month:02}"),
        };
    }
    if let Some(season) = s.get(Slot::Season).and_then(season_from_code) {
        return format!("{year}-{}", season_code(season));
    }
    if let Some(quarter) = s.get(Slot::Quarter) {
        return format!("{year}-Q{quarter}");
    }
    if let Some(day) = s.get(Slot::Day) {
        return format!("XXXX-XX-{day:02}");
    }
    if let Some(weekday) = s.get(Slot::Weekday) {
        return format!("XXXX-WXX-{weekday}");
    }
    "XXXX-XX-XX".to_owned()
}

/// The edge of a week that is its Saturday and Sunday.
pub(super) const WEEKEND: i32 = 4;

/// The first to the fourth and the last week of a month.
pub(super) const WEEKS_OF_MONTH: std::ops::RangeInclusive<i32> = 5..=9;

/// "Early", "mid" and "late" narrow the days.
pub(super) fn part(span: DateSpan, s: &Slots) -> DateSpan {
    let (Some(edge), Some(first), Some(days)) = (s.get(Slot::Edge), span.earliest, span.days()) else { return span };
    if days < 7 {
        return span;
    }
    let at = |percent: i32| shift_days(first, (days - 1) * percent / 100);
    // Of a year or more a quarter is early or late, of a month a third.
    let (early, late) = if days > 100 { (25, 75) } else { (33, 70) };
    match edge {
        1 => DateSpan::between(first, at(early)),
        2 => DateSpan::between(at(if days > 100 { 41 } else { 33 }), at(66)),
        3 => DateSpan { earliest: Some(at(late)), latest: span.latest },
        WEEKEND => DateSpan::between(shift_days(first, 5), shift_days(first, 6)),
        // "The first week of May".
        5..=8 if days > 27 => DateSpan::between(shift_days(first, (edge - 5) * 7), shift_days(first, (edge - 5) * 7 + 6)),
        9 if days > 27 => DateSpan::between(shift_days(first, days - 8), shift_days(first, days - 1)),
        _ => span,
    }
}

/// "A month ago", "two weeks later": about so long from the day, whatever month or week of the calendar that falls in.
pub(super) fn about(from: Period, count: i32, unit: Unit) -> Option<DateSpan> {
    let Period::Day(day) = from else { return None };
    let (days, slack) = match unit {
        Unit::Week => (count.checked_mul(7)?, 3),
        Unit::Month => (count.checked_mul(304)? / 10, count.abs().saturating_mul(5).clamp(10, 60)),
        _ => return None,
    };
    Some(DateSpan::between(shift_days(day, days - slack), shift_days(day, days + slack)))
}

/// A night reaches into the next morning.
pub(super) fn night(span: DateSpan, s: &Slots) -> DateSpan {
    let is_night = s.get(Slot::Daypart).and_then(|at| usize::try_from(at).ok()).and_then(|at| DAYPARTS.get(at)) == Some(&"NI");
    match span.latest {
        // "Overnight" in a morning's news is the night before.
        Some(latest) if is_night && s.get(Slot::Shift) == Some(0) && s.get(Slot::Told) == Some(0) && span.days() == Some(1) => {
            DateSpan { earliest: Some(shift_days(latest, -1)), latest: Some(latest) }
        }
        _ => span,
    }
}

//! How much is said of each day, by side.
//!
//! In: dated claims with their side. Out: a count a day and side, where a claim spread over a few days gives each its
//! share; and bars for claims known only to the month or year. Refused: a false peak: "in 2016" is a bar, never a tick on
//! 1 January.

use super::day::{Day, day_of};
use super::time_axis::{AxisView, TimeAxis};
use crate::calendar::DateSpan;
use std::collections::BTreeMap;

/// Index of a side in the loaded corpus' list of sides.
pub type SideIndex = usize;

/// Up to this many days a claim is spread over its days; beyond, it is a bar.
const SPREAD_DAYS: i32 = 10;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    pub start: Day,
    /// Exclusive.
    pub end: Day,
    pub open_start: bool,
    pub open_end: bool,
    pub side: SideIndex,
    pub claims: usize,
}

/// Counts are kept in parts of a claim, so that what is added can be taken away without a rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Density {
    days: BTreeMap<Day, Vec<u32>>,
    counted: BTreeMap<BarKey, usize>,
    pub bars: Vec<Bar>,
    /// `bars` are no longer those of `counted`.
    stale: bool,
    sides: usize,
}

/// Start, end, whether each is open, side.
type BarKey = (Day, Day, bool, bool, SideIndex);

/// Parts of one claim: every number up to [`SPREAD_DAYS`] divides them.
const PARTS: u32 = 2520;

/// Where a claim is counted.
enum Count {
    /// On each of these days, by so many parts.
    Days(std::ops::Range<Day>, u32),
    Bar(BarKey),
}

/// What stands in one column of the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub from_px: f64,
    pub to_px: f64,
    pub by_side: Vec<f32>,
}

impl Column {
    #[must_use]
    pub fn total(&self) -> f32 {
        self.by_side.iter().sum()
    }
}

impl Density {
    /// Without claims.
    #[must_use]
    pub fn new(sides: usize) -> Self {
        Self { sides, ..Self::default() }
    }

    /// Of all of these claims, settled.
    #[must_use]
    pub fn of(claims: impl IntoIterator<Item = (DateSpan, SideIndex)>, sides: usize) -> Self {
        let mut density = Self::new(sides);
        for (span, side) in claims {
            density.add(span, side);
        }
        density.settle();
        density
    }

    fn count(span: DateSpan, side: SideIndex) -> Option<Count> {
        match (span.earliest, span.latest) {
            (Some(a), Some(b)) => {
                let (start, end) = (day_of(a.min(b)), day_of(a.max(b)) + 1);
                let days = u32::try_from(end - start).unwrap_or(1).max(1);
                let spread = end - start <= SPREAD_DAYS;
                Some(if spread { Count::Days(start..end, PARTS / days) } else { Count::Bar((start, end, false, false, side)) })
            }
            (Some(a), None) => Some(Count::Bar((day_of(a), day_of(a) + 32, false, true, side))),
            (None, Some(b)) => Some(Count::Bar((day_of(b) - 31, day_of(b) + 1, true, false, side))),
            (None, None) => None,
        }
    }

    /// [`Self::settle`] comes after the last one.
    pub fn add(&mut self, span: DateSpan, side: SideIndex) {
        match Self::count(span, side) {
            Some(Count::Days(days, parts)) => {
                for day in days {
                    let counts = self.days.entry(day).or_insert_with(|| vec![0; self.sides]);
                    counts.get_mut(side).into_iter().for_each(|count| *count += parts);
                }
            }
            Some(Count::Bar(key)) => {
                *self.counted.entry(key).or_default() += 1;
                self.stale = true;
            }
            None => {}
        }
    }

    /// Takes away what was added before. [`Self::settle`] comes after the last one.
    pub fn remove(&mut self, span: DateSpan, side: SideIndex) {
        match Self::count(span, side) {
            Some(Count::Days(days, parts)) => {
                for day in days {
                    let Some(counts) = self.days.get_mut(&day) else { continue };
                    counts.get_mut(side).into_iter().for_each(|count| *count = count.saturating_sub(parts));
                    if counts.iter().all(|count| *count == 0) {
                        self.days.remove(&day);
                    }
                }
            }
            Some(Count::Bar(key)) => {
                self.stale = true;
                if let Some(count) = self.counted.get_mut(&key) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        self.counted.remove(&key);
                    }
                }
            }
            None => {}
        }
    }

    /// Brings the bars up to date.
    pub fn settle(&mut self) {
        if std::mem::take(&mut self.stale) {
            let bar = |(&(start, end, open_start, open_end, side), &claims): (&BarKey, &usize)| Bar {
                start,
                end,
                open_start,
                open_end,
                side,
                claims,
            };
            self.bars = self.counted.iter().map(bar).collect();
        }
    }

    /// Claims on one day by side, each counted by its share.
    #[must_use]
    pub fn on(&self, day: Day) -> Vec<f32> {
        self.days.get(&day).map_or_else(Vec::new, |counts| counts.iter().copied().map(claims).collect())
    }

    /// One column a day, or where a day is narrower than `min_px`, one for as many days as reach that width.
    /// Only what touches `0..width_px`.
    #[must_use]
    pub fn columns(&self, axis: &TimeAxis, view: &AxisView, width_px: f64, min_px: f64) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        let first = axis.day_from_px(0.0, view).floor();
        let last = axis.day_from_px(width_px, view).ceil();
        #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and days beyond i32 hold no claims")]
        let range = (first as Day)..=(last as Day).max(first as Day);
        for (&day, counts) in self.days.range(range) {
            let from_px = axis.px_from_day(f64::from(day), view);
            let to_px = axis.px_from_day(f64::from(day + 1), view);
            match columns.last_mut() {
                Some(column) if to_px - from_px < min_px && from_px < column.from_px + min_px => {
                    column.to_px = column.to_px.max(to_px);
                    for (sum, count) in column.by_side.iter_mut().zip(counts) {
                        *sum += claims(*count);
                    }
                }
                _ => columns.push(Column { from_px, to_px, by_side: counts.iter().copied().map(claims).collect() }),
            }
        }
        columns
    }

    /// The greatest count on one day.
    #[must_use]
    pub fn peak(&self) -> f32 {
        self.days.values().map(|counts| claims(counts.iter().sum())).fold(0.0, f32::max)
    }

    #[must_use]
    pub fn sides(&self) -> usize {
        self.sides
    }
}

fn claims(parts: u32) -> f32 {
    parts as f32 / PARTS as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn density() -> Density {
        let day = |d| DateSpan::day(date(2024, 11, d));
        Density::of(
            [
                (day(29), 0),
                (day(29), 1),
                (DateSpan::between(date(2024, 11, 29), date(2024, 11, 30)), 0),
                (DateSpan::between(date(2016, 1, 1), date(2016, 12, 31)), 1),
                (DateSpan::since(date(2016, 1, 1)), 1),
            ],
            2,
        )
    }

    #[test]
    fn a_claim_over_two_days_gives_each_half() {
        let density = density();
        assert_eq!(density.on(day_of(date(2024, 11, 29))), [1.5, 1.0]);
        assert_eq!(density.on(day_of(date(2024, 11, 30))), [0.5, 0.0]);
    }

    #[test]
    fn a_year_is_a_bar_and_not_a_tick() {
        let density = density();
        assert!(density.on(day_of(date(2016, 1, 1))).is_empty());
        assert_eq!(density.bars.len(), 2);
        assert!(density.bars.iter().any(|bar| bar.open_end));
    }

    #[test]
    fn columns_hold_every_claim_at_any_zoom() {
        let density = density();
        let axis = TimeAxis::new([DateSpan::day(date(2024, 11, 29)), DateSpan::day(date(2024, 11, 30))]);
        for factor in [0.01, 1.0, 20.0] {
            let fitted = axis.fit(800.0);
            let anchor = axis.px_from_day(f64::from(day_of(date(2024, 11, 30))), &fitted);
            let view = axis.zoomed(&fitted, anchor, factor);
            let total: f32 = density.columns(&axis, &view, 800.0, 3.0).iter().map(Column::total).sum();
            assert!((total - 3.0).abs() < 1e-4, "{total} at {factor}");
        }
    }
}

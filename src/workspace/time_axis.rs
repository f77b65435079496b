//! Days ↔ pixels with the empty years folded.
//!
//! In: the days that claims speak of. Out: a piecewise linear, strictly rising map between days and pixels. A stretch where
//! something is dated to the day has the full scale; a stretch known only to the year gets a small fixed share; a stretch
//! without anything is a fold of constant width. Refused: dropping a day: every day has its pixel, also inside a fold and
//! beyond both ends, so that a cursor can stand anywhere.
//!
//! Positions are f64: with 150 years on one axis an f32 pixel would jitter while zooming.

use super::day::{Day, day_of};
use crate::calendar::DateSpan;

/// Width of a fold, whatever the zoom.
pub const FOLD_PX: f64 = 30.0;
/// A span of more days is a bar, not a day.
const LONG_DAYS: i32 = 31;
/// A span of more days unfolds only its beginning.
const YEAR_DAYS: i32 = 366;
/// Share of all dense days that one coarse year takes.
const COARSE_SHARE: f64 = 0.09;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StretchKind {
    /// Something is dated to days here.
    Dense,
    /// Only spans of months and years lie here.
    Coarse,
    /// Nothing is dated here: folded.
    Fold,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    pub kind: StretchKind,
    /// Half open: `start..end`.
    pub start: Day,
    pub end: Day,
    /// Width in units; a dense day is one unit. Folds have none: their width is [`FOLD_PX`].
    units: f64,
}

/// The stretches in order, touching; the shape of the axis before it is zoomed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimeAxis {
    stretches: Vec<Stretch>,
}

/// Zoom and pan: `px = left_px` at the first stretch, `px_per_day` in dense stretches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AxisView {
    pub px_per_day: f64,
    pub left_px: f64,
}

impl Default for AxisView {
    fn default() -> Self {
        Self { px_per_day: 24.0, left_px: 0.0 }
    }
}

impl TimeAxis {
    /// `spans` in any order; open ends count as the closed end alone.
    #[must_use]
    pub fn new(spans: impl IntoIterator<Item = DateSpan>) -> Self {
        let mut dense: Vec<(Day, Day)> = Vec::new();
        let mut coarse: Vec<(Day, Day)> = Vec::new();
        for (start, end) in spans.into_iter().filter_map(closed) {
            if end - start <= LONG_DAYS {
                dense.push((start - 1, end + 1));
            } else {
                // A span of years is drawn as a bar over what lies inside, and must not unfold it.
                coarse.push((start, if end - start <= YEAR_DAYS { end } else { start + LONG_DAYS }));
            }
        }
        if dense.is_empty() {
            dense = std::mem::take(&mut coarse);
        }
        if dense.is_empty() {
            return Self { stretches: Vec::new() };
        }
        let exact = union(dense, 0);
        let dense_days: i32 = exact.iter().map(|(a, b)| b - a).sum();
        // A hole is worth folding when it is long beside what there is to see: a week beside nine days, half a year beside years.
        let fold_over = (dense_days / 3).clamp(7, 180);
        let dense = union(exact, fold_over);
        let dense_days: i32 = dense.iter().map(|(a, b)| b - a).sum();
        let coarse_unit = f64::from(dense_days) * COARSE_SHARE;

        let mut stretches: Vec<Stretch> = Vec::new();
        let coarse = without(&union(coarse, 0), &dense);
        let mut all: Vec<(Day, Day, StretchKind)> = dense.into_iter().map(|(a, b)| (a, b, StretchKind::Dense)).collect();
        all.extend(coarse.into_iter().map(|(a, b)| (a, b, StretchKind::Coarse)));
        all.sort_by_key(|&(start, ..)| start);
        for (start, end, kind) in all {
            if let Some(last) = stretches.last()
                && last.end < start
            {
                stretches.push(Stretch { kind: StretchKind::Fold, start: last.end, end: start, units: 0.0 });
            }
            let days = f64::from(end - start);
            let units = if kind == StretchKind::Dense { days } else { (days / 366.0).clamp(0.5, 4.0) * coarse_unit };
            stretches.push(Stretch { kind, start, end, units });
        }
        Self { stretches }
    }

    #[must_use]
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// First day and the day after the last one.
    #[must_use]
    pub fn ends(&self) -> Option<(Day, Day)> {
        Some((self.stretches.first()?.start, self.stretches.last()?.end))
    }

    fn units(&self) -> f64 {
        self.stretches.iter().map(|s| s.units).sum()
    }

    fn folds(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a handful of folds")]
        let folds = self.stretches.iter().filter(|s| s.kind == StretchKind::Fold).count() as f64;
        folds
    }

    /// All of it in `width_px`, with a little air at both ends.
    #[must_use]
    pub fn fit(&self, width_px: f64) -> AxisView {
        let air = (width_px * 0.02).min(24.0);
        let room = (width_px - 2.0 * air - self.folds() * FOLD_PX).max(16.0);
        let units = self.units();
        if units <= 0.0 {
            return AxisView { px_per_day: 24.0, left_px: air };
        }
        AxisView { px_per_day: (room / units).min(400.0), left_px: air }
    }

    fn width_of(stretch: &Stretch, view: &AxisView) -> f64 {
        if stretch.kind == StretchKind::Fold { FOLD_PX } else { (stretch.units * view.px_per_day).max(1e-6) }
    }

    /// Each stretch with its pixels `from..to`.
    pub fn laid_out<'a>(&'a self, view: &'a AxisView) -> impl Iterator<Item = (&'a Stretch, f64, f64)> {
        let mut at = view.left_px;
        self.stretches.iter().map(move |stretch| {
            let from = at;
            at += Self::width_of(stretch, view);
            (stretch, from, at)
        })
    }

    /// `day` may be fractional: noon of day `n` is `n + 0.5`.
    #[must_use]
    pub fn px_from_day(&self, day: f64, view: &AxisView) -> f64 {
        let Some((first, _)) = self.ends() else { return view.left_px + day * view.px_per_day };
        if day < f64::from(first) {
            return view.left_px + (day - f64::from(first)) * view.px_per_day;
        }
        let (mut end_day, mut end_px) = (f64::from(first), view.left_px);
        for (stretch, from, to) in self.laid_out(view) {
            let (a, b) = (f64::from(stretch.start), f64::from(stretch.end));
            if day < b {
                return from + (day - a) / (b - a) * (to - from);
            }
            (end_day, end_px) = (b, to);
        }
        end_px + (day - end_day) * view.px_per_day
    }

    #[must_use]
    pub fn day_from_px(&self, px: f64, view: &AxisView) -> f64 {
        let per_day = view.px_per_day.max(1e-9);
        let Some((first, _)) = self.ends() else { return (px - view.left_px) / per_day };
        if px < view.left_px {
            return f64::from(first) + (px - view.left_px) / per_day;
        }
        let (mut end_day, mut end_px) = (f64::from(first), view.left_px);
        for (stretch, from, to) in self.laid_out(view) {
            let (a, b) = (f64::from(stretch.start), f64::from(stretch.end));
            if px < to {
                return a + (px - from) / (to - from) * (b - a);
            }
            (end_day, end_px) = (b, to);
        }
        end_day + (px - end_px) / per_day
    }

    /// Zooms by `factor` so that the day under `anchor_px` stays there.
    #[must_use]
    pub fn zoomed(&self, view: &AxisView, anchor_px: f64, factor: f64) -> AxisView {
        let day = self.day_from_px(anchor_px, view);
        let mut zoomed = AxisView { px_per_day: (view.px_per_day * factor).clamp(1e-3, 2_000.0), left_px: view.left_px };
        zoomed.left_px += anchor_px - self.px_from_day(day, &zoomed);
        zoomed
    }

    /// Pans so that the day is inside `0..width_px`, moving no more than needed; nothing moves when it is.
    #[must_use]
    pub fn revealing(&self, view: &AxisView, day: f64, width_px: f64) -> AxisView {
        let px = self.px_from_day(day, view);
        let margin = (width_px * 0.05).min(32.0);
        let shift = if px < margin {
            margin - px
        } else if px > width_px - margin {
            width_px - margin - px
        } else {
            0.0
        };
        AxisView { left_px: view.left_px + shift, ..*view }
    }
}

/// Half-open days of a span; an open end counts as the other end's year-less self.
fn closed(span: DateSpan) -> Option<(Day, Day)> {
    let (earliest, latest) = match (span.earliest, span.latest) {
        (Some(a), Some(b)) => (a.min(b), a.max(b)),
        (Some(a), None) | (None, Some(a)) => (a, a),
        (None, None) => return None,
    };
    let open = span.earliest.is_none() || span.latest.is_none();
    // "since 2016" is known to the year only: it must not unfold that year's first of January as a day.
    let end = if open { day_of(earliest) + LONG_DAYS + 1 } else { day_of(latest) + 1 };
    Some((day_of(earliest), end))
}

/// Merges what overlaps, touches, or lies within `gap` days.
fn union(mut spans: Vec<(Day, Day)>, gap: i32) -> Vec<(Day, Day)> {
    spans.sort_unstable();
    let mut merged: Vec<(Day, Day)> = Vec::new();
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start <= last.1.saturating_add(gap) => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// `spans` less `holes`; both sorted and disjoint.
fn without(spans: &[(Day, Day)], holes: &[(Day, Day)]) -> Vec<(Day, Day)> {
    let mut rest = Vec::new();
    for &(start, end) in spans {
        let mut at = start;
        for &(from, to) in holes.iter().filter(|hole| hole.1 > start && hole.0 < end) {
            if from > at {
                rest.push((at, from));
            }
            at = at.max(to);
        }
        if at < end {
            rest.push((at, end));
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::day::date_of;
    use jiff::civil::date;

    fn aleppo() -> TimeAxis {
        let day = |d| DateSpan::day(date(2024, 11, d));
        let year = |y| DateSpan::between(date(y, 1, 1), date(y, 12, 31));
        TimeAxis::new([year(2016), year(2011), day(27), day(29), DateSpan::between(date(2024, 11, 29), date(2024, 12, 3)), day(30)])
    }

    #[test]
    fn every_pixel_goes_to_a_day_and_back_to_the_same_pixel() {
        let axis = aleppo();
        for factor in [0.05, 1.0, 3.7, 40.0] {
            let fitted = axis.fit(900.0);
            let view = axis.zoomed(&fitted, 333.0, factor);
            let mut last = f64::NEG_INFINITY;
            for px in -200..1400 {
                let px = f64::from(px);
                let day = axis.day_from_px(px, &view);
                assert!(day > last, "days rise with pixels: {day} after {last} at {px}");
                last = day;
                assert!((axis.px_from_day(day, &view) - px).abs() < 1e-6, "{px} → {day}");
            }
        }
    }

    #[test]
    fn every_day_goes_to_a_pixel_and_back_to_the_same_day() {
        let axis = aleppo();
        let view = axis.fit(1200.0);
        let (first, end) = axis.ends().unwrap();
        for day in (first - 400)..(end + 400) {
            let back = axis.day_from_px(axis.px_from_day(f64::from(day) + 0.5, &view), &view);
            assert_eq!(back.floor() as i32, day, "{}", date_of(day));
        }
    }

    #[test]
    fn nine_days_of_november_keep_most_of_the_width_beside_empty_years() {
        let axis = aleppo();
        let view = axis.fit(1000.0);
        let from = axis.px_from_day(f64::from(day_of(date(2024, 11, 27))), &view);
        let to = axis.px_from_day(f64::from(day_of(date(2024, 12, 4))), &view);
        assert!(to - from > 500.0, "{from}..{to}");
        assert_eq!(axis.stretches().iter().filter(|s| s.kind == StretchKind::Fold).count(), 2);
        assert_eq!(axis.stretches().iter().filter(|s| s.kind == StretchKind::Coarse).count(), 2);
    }

    #[test]
    fn a_fit_axis_lies_inside_the_width() {
        let axis = aleppo();
        let view = axis.fit(700.0);
        let (first, end) = axis.ends().unwrap();
        assert!(axis.px_from_day(f64::from(first), &view) >= 0.0);
        assert!(axis.px_from_day(f64::from(end), &view) <= 700.0);
    }

    #[test]
    fn zooming_keeps_the_day_under_the_pointer() {
        let axis = aleppo();
        let view = axis.fit(900.0);
        for anchor in [-50.0, 3.0, 120.0, 450.0, 880.0, 1000.0] {
            let day = axis.day_from_px(anchor, &view);
            let zoomed = axis.zoomed(&view, anchor, 2.5);
            assert!((axis.px_from_day(day, &zoomed) - anchor).abs() < 1e-6);
        }
    }

    #[test]
    fn a_span_of_many_years_does_not_unfold_them() {
        let held = DateSpan::between(date(2011, 3, 15), date(2024, 11, 27));
        let axis = TimeAxis::new([held, DateSpan::day(date(2024, 11, 27)), DateSpan::day(date(2024, 11, 30))]);
        let fold = axis.stretches().iter().find(|s| s.kind == StretchKind::Fold).unwrap();
        assert!(fold.end - fold.start > 4000);
        assert_eq!(axis.ends().unwrap().0, day_of(date(2011, 3, 15)));
    }

    #[test]
    fn years_of_weekly_reports_are_not_folded() {
        let axis = TimeAxis::new((0..150).map(|week| DateSpan::day(date_of(19_000 + week * 9))));
        assert_eq!(axis.stretches().len(), 1);
    }

    #[test]
    fn without_claims_the_axis_still_maps_days() {
        let axis = TimeAxis::new([]);
        let view = axis.fit(500.0);
        assert!((axis.day_from_px(axis.px_from_day(20_000.0, &view), &view) - 20_000.0).abs() < 1e-6);
    }

    #[test]
    fn revealing_moves_only_when_the_day_is_outside() {
        let axis = aleppo();
        let view = axis.fit(900.0);
        let inside = f64::from(day_of(date(2024, 11, 29)));
        assert_eq!(axis.revealing(&view, inside, 900.0), view);
        let far = axis.revealing(&view, inside + 300.0, 900.0);
        assert!(axis.px_from_day(inside + 300.0, &far) < 900.0);
    }
}

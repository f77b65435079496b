//! Time that runs by itself, over empty stretches in one step.
//!
//! In: seconds since the last frame. Out: the next cursor. Refused: the clock; the caller measures.

use super::day::{Day, date_of, day_of};
use super::time_axis::{StretchKind, TimeAxis};
use super::view::{Loop, View};
use crate::calendar::Date;

/// Fraction of a day that has run since the cursor's day began.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Playback {
    part: f64,
}

/// What the clock does to the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    Stay,
    Go(Date),
    /// Reached the end with looping off.
    Stop,
}

impl Playback {
    pub fn restart(&mut self) {
        self.part = 0.0;
    }

    /// Runs `secs` at the view's speed from its cursor. `ends` are the first and last day to play.
    pub fn advance(&mut self, view: &View, axis: &TimeAxis, ends: (Date, Date), secs: f64) -> Tick {
        let Some(cursor) = view.cursor else { return Tick::Stop };
        let (first, last) = match (view.looping, view.range) {
            (Loop::Range, Some((a, b))) => (day_of(a), day_of(b)),
            _ => (day_of(ends.0), day_of(ends.1)),
        };
        self.part += secs.clamp(0.0, 1.0) * f64::from(view.speed);
        let days = self.part.floor();
        if days < 1.0 {
            return Tick::Stay;
        }
        self.part -= days;
        let mut day = day_of(cursor);
        #[expect(clippy::cast_possible_truncation, reason = "speed × one second is far below i32")]
        for _ in 0..(days as i32) {
            day = skip(day + 1, axis);
            if day > last {
                if view.looping == Loop::Off {
                    return if cursor == date_of(last) { Tick::Stop } else { Tick::Go(date_of(last)) };
                }
                day = first;
            }
        }
        Tick::Go(date_of(day))
    }
}

/// The day itself, or the end of the fold that it lies in; a coarse stretch is passed year by year.
fn skip(day: Day, axis: &TimeAxis) -> Day {
    axis.stretches().iter().find(|s| s.start <= day && day < s.end).map_or(day, |s| match s.kind {
        StretchKind::Fold => s.end,
        StretchKind::Coarse if s.start < day => (day + 364).min(s.end),
        StretchKind::Dense | StretchKind::Coarse => day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::DateSpan;
    use jiff::civil::date;

    fn axis() -> TimeAxis {
        TimeAxis::new([DateSpan::day(date(2016, 7, 1)), DateSpan::day(date(2024, 11, 27)), DateSpan::day(date(2024, 12, 1))])
    }

    const ENDS: (Date, Date) = (date(2016, 7, 1), date(2024, 12, 1));

    #[test]
    fn playing_skips_eight_empty_years_in_one_step() {
        let view = View { cursor: Some(date(2016, 7, 2)), ..View::default() };
        assert_eq!(Playback::default().advance(&view, &axis(), ENDS, 1.0), Tick::Go(date(2024, 11, 26)));
    }

    #[test]
    fn playing_stops_at_the_end_and_loops_when_asked() {
        let mut view = View { cursor: Some(date(2024, 12, 1)), ..View::default() };
        assert_eq!(Playback::default().advance(&view, &axis(), ENDS, 1.0), Tick::Stop);
        view.looping = Loop::All;
        assert_eq!(Playback::default().advance(&view, &axis(), ENDS, 1.0), Tick::Go(date(2016, 7, 1)));
        view.looping = Loop::Range;
        view.range = Some((date(2024, 11, 28), date(2024, 12, 1)));
        assert_eq!(Playback::default().advance(&view, &axis(), ENDS, 1.0), Tick::Go(date(2024, 11, 28)));
    }

    #[test]
    fn half_a_day_is_kept_until_it_is_whole() {
        let view = View { cursor: Some(date(2024, 11, 28)), ..View::default() };
        let mut playback = Playback::default();
        assert_eq!(playback.advance(&view, &axis(), ENDS, 0.5), Tick::Stay);
        assert_eq!(playback.advance(&view, &axis(), ENDS, 0.5), Tick::Go(date(2024, 11, 29)));
    }
}

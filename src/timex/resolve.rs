//! Second stage: what each found expression means, given the article's date and what the text told before it.
//!
//! In: [`Found`]s in order and the publication span. Out: one [`Timex`] each, with its TIMEX3 value and its days.
//! Two readings exist. News counts from its publication: "on Friday" is the last one, "in June" the last one. A
//! narrative of history ignores it and counts from the date told last. Which one a text is, its own dates tell.

use super::expression::{Timex, TimexKind, WhenBasis};
use super::find::Found;
use super::meaning::{Meaning, WEEKEND, WEEKS_OF_MONTH, about, duration, night, part, set, time_of_day, unresolved};
use super::narrative::{asides, is_narrative, spelled_year};
use super::period::{Period, Unit, calendar_year, easter, season_from_code, season_month, year_value};
use super::rules::{Means, TimexRules};
use super::slots::{Slot, Slots};
use crate::calendar::{Date, DateSpan, Season, shift_days};

/// Gives each finding its value. Without a publication date, weekdays and "last year" of news stay unresolved.
#[must_use]
pub fn resolve(found: &[Found], published: Option<DateSpan>, rules: &TimexRules) -> Vec<Timex> {
    // A publication known only to the month or year cannot anchor a weekday, but still a year.
    let reference = published.and_then(|span| span.anchor());
    let exact = published.and_then(|span| span.days()).is_some_and(|days| days <= 6);
    let narrative = is_narrative(found, reference);
    let asides = if narrative { asides(found) } else { vec![false; found.len()] };
    let first_year = found.iter().find_map(spelled_year).and_then(|(year, _)| calendar_year(year));
    let alone = |first: &i16| found.iter().filter_map(spelled_year).all(|(year, _)| year == i32::from(*first));
    let only_year = first_year.filter(alone);
    let mut discourse = Discourse { reference, exact, narrative, first_year, only_year, ..Discourse::default() };
    found
        .iter()
        .zip(asides)
        .map(|(f, aside)| {
            discourse.aside = aside;
            discourse.read(f, rules)
        })
        .collect()
}

#[derive(Default)]
struct Discourse {
    reference: Option<Date>,
    /// The publication is known within a week.
    exact: bool,
    narrative: bool,
    told: Option<Period>,
    told_day: Option<Date>,
    told_sentence: u32,
    /// The sentence began with it: "In 2016, …".
    told_opens: bool,
    /// The expression at hand only looks aside.
    aside: bool,
    /// The first year that a narrative names, for dates before it.
    first_year: Option<i16>,
    /// The one year that the whole text names.
    only_year: Option<i16>,
    /// What was resolved last, asides too, and its sentence.
    latest: Option<(Period, u32)>,
}

impl Discourse {
    fn read(&mut self, f: &Found, rules: &TimexRules) -> Timex {
        let fixed = rules.rules.get(usize::from(f.rule)).and_then(|rule| rule.value.as_deref());
        let meaning = match f.means {
            Means::Date => self.date(f),
            Means::Shift => self.shift(f),
            Means::Duration => duration(&f.slots),
            Means::Set => set(&f.slots, fixed),
            Means::Ref => self.fixed(fixed.unwrap_or(""), f),
        };
        Timex {
            span: f.span,
            kind: meaning.kind,
            value: meaning.value,
            when: meaning.when,
            basis: meaning.basis,
            modifier: f.modifier.clone(),
        }
    }

    /// "That year" right after an aside means the aside's.
    fn latest_in(&self, f: &Found) -> Option<Period> {
        let (latest, sentence) = self.latest?;
        let year_grained = f.slots.get(Slot::Unit).and_then(Unit::from_code).is_some_and(|unit| unit >= Unit::Year);
        (year_grained && f.sentence.saturating_sub(sentence) <= 1 && self.told != Some(latest)).then_some(latest)
    }

    /// Where "last", "this", "ago" count from.
    fn here(&self) -> Option<Period> {
        if self.narrative { self.told } else { self.reference.map(Period::Day) }
    }

    fn tell(&mut self, period: Period, f: &Found) {
        let sentence = f.sentence;
        self.latest = Some((period, sentence));
        // A decade is background, too wide to go on from.
        if self.aside || matches!(period, Period::Decade { .. } | Period::Century { .. }) {
            return;
        }
        self.told = Some(period);
        self.told_sentence = sentence;
        self.told_opens = f.opens;
        if let Period::Day(day) = period {
            self.told_day = Some(day);
        }
    }

    fn fixed(&self, value: &str, _found: &Found) -> Meaning {
        let when = match (value, self.reference) {
            ("PRESENT_REF", Some(date)) if !self.narrative => Some(DateSpan::day(date)),
            _ => None,
        };
        Meaning { value: value.to_owned(), when, kind: TimexKind::Date, basis: WhenBasis::Relative }
    }

    /// Fields of the calendar.
    fn date(&mut self, f: &Found) -> Meaning {
        let s = &f.slots;
        let basis = if s.has(Slot::Month)
            || s.has(Slot::Year)
            || s.has(Slot::Day)
            || s.has(Slot::Season)
            || s.has(Slot::Decade)
            || s.has(Slot::Century)
        {
            WhenBasis::Explicit
        } else if s.has(Slot::Weekday) {
            WhenBasis::Weekday
        } else {
            WhenBasis::Relative
        };
        let period = self.period(f);
        if let Some(period) = period {
            // "For the winter" looks ahead: the story does not go on from there.
            self.aside |= matches!(period, Period::Season(_, Season::Winter)) && !s.has(Slot::Year);
            // What has lasted since a year is no news of that year.
            self.aside |= !self.narrative && f.modifier.as_deref() == Some("since");
            self.tell(period, f);
        }
        let (time, kind) = time_of_day(s);
        let mut value = period.map_or_else(|| unresolved(s), Period::value);
        if s.get(Slot::Edge).is_some_and(|edge| WEEKS_OF_MONTH.contains(&edge)) {
            // TIMEX3 has no value for the last week of a month but its length.
            Unit::Week.duration("1").clone_into(&mut value);
        }
        if !time.is_empty() && !matches!(period, Some(Period::Day(_)) | None) {
            // "a Saturday morning in May": the day stays open.
            value.push_str("-XX");
        }
        value.push_str(&time);
        let when = period.and_then(Period::span).map(|span| part(span, s)).map(|span| night(span, s));
        Meaning { value, when, kind, basis }
    }

    fn period(&self, f: &Found) -> Option<Period> {
        let s = &f.slots;
        let before_christ = s.get(Slot::Era) == Some(1)
            || (s.get(Slot::Era).is_none()
                && self.told.and_then(Period::year).is_some_and(|y| y <= 0)
                && s.get(Slot::Year).is_some_and(|y| y < 1000));
        if let Some(decade) = s.get(Slot::Decade) {
            return Some(Period::Decade { tens: i16::try_from(self.full_year(decade, decade < 100) / 10).ok()?, before_christ });
        }
        if let Some(century) = s.get(Slot::Century) {
            return Some(Period::Century { hundreds: i16::try_from(century - 1).ok().filter(|n| (0..100).contains(n))?, before_christ });
        }
        let mut year = s.get(Slot::Year).map(|y| if before_christ { 1 - y } else { y });
        if let Some(yy) = s.get(Slot::YearInCentury) {
            year = Some(match year {
                Some(y) => {
                    let same = y.div_euclid(100) * 100 + yy;
                    if same < y { same + 100 } else { same }
                }
                None => self.full_year(yy, true),
            });
        } else if year.is_none() && s.get(Slot::Told).is_some() && s.has(Slot::Shift) && !s.has(Slot::Weekday) {
            // "April of the same year", "last November".
            let base = if s.get(Slot::Told) == Some(1) { self.latest_in(f).or(self.told).or(self.here()) } else { self.here() };
            year = self.shifted_year(base?, s);
        }
        let year = match year {
            Some(year) => Some(calendar_year(year)?),
            None => None,
        };
        if let Some(feast) = s.get(Slot::Feast) {
            let year = match year {
                Some(year) => year,
                None => self.nearest_year(4, f)?,
            };
            return easter(year).map(|sunday| Period::Day(shift_days(sunday, feast - 100)));
        }
        if let Some(month) = s.get(Slot::Month) {
            let month = i8::try_from(month).ok()?;
            let year = match (year, s.get(Slot::Day), s.get(Slot::Weekday)) {
                (Some(year), ..) => year,
                (None, Some(day), Some(weekday)) => self.year_with_weekday(month, day, weekday, f)?,
                (None, ..) => self.nearest_year_for(month, s.get(Slot::Day).unwrap_or(15), f)?,
            };
            return match s.get(Slot::Day) {
                Some(day) => Date::new(year, month, i8::try_from(day).ok()?).ok().map(Period::Day),
                None => Some(Period::Month(year, month)),
            };
        }
        if let Some(season) = s.get(Slot::Season).and_then(season_from_code) {
            let year = match year {
                Some(year) => year,
                None => self.nearest_year(season_month(season), f)?,
            };
            return Some(Period::Season(year, season));
        }
        if let Some(quarter) = s.get(Slot::Quarter) {
            let quarter = i8::try_from(quarter).ok().filter(|q| (1..=4).contains(q))?;
            let year = year.or_else(|| self.nearest_year(quarter * 3 - 1, f))?;
            return Some(Period::Quarter(year, quarter));
        }
        if let Some(half) = s.get(Slot::Half) {
            let half = i8::try_from(half).ok().filter(|h| (1..=2).contains(h))?;
            let year = year.or_else(|| self.nearest_year(half * 6 - 3, f))?;
            return Some(Period::Half(year, half));
        }
        if let Some(day) = s.get(Slot::Day) {
            let (year, month) =
                self.told.and_then(Period::month).or_else(|| self.reference.filter(|_| !self.narrative).map(|d| (d.year(), d.month())))?;
            return Date::new(year, month, i8::try_from(day).ok()?).ok().map(Period::Day);
        }
        if let Some(weekday) = s.get(Slot::Weekday) {
            return self.weekday(weekday, f).map(Period::Day);
        }
        if let Some(year) = year {
            return Some(Period::Year(year));
        }
        if s.has(Slot::Hour) || s.has(Slot::Daypart) {
            // A bare time belongs to the day told in the same sentence, in news else to the day of publication.
            let near =
                self.told_day.filter(|_| f.sentence.saturating_sub(self.told_sentence) <= 2 && matches!(self.told, Some(Period::Day(_))));
            return near.or(self.reference.filter(|_| !self.narrative && self.exact)).map(Period::Day);
        }
        None
    }

    /// Two digits of a year or decade: in a narrative the century of what was told, else the nearest past one.
    fn full_year(&self, year: i32, short: bool) -> i32 {
        if !short {
            return year;
        }
        let base = if self.narrative { self.told.and_then(Period::year) } else { None };
        let reference =
            base.or_else(|| self.reference.map(Date::year)).or_else(|| self.told.and_then(Period::year)).map_or(2000, i32::from);
        let same = reference.div_euclid(100) * 100 + year;
        if same > reference + 10 { same - 100 } else { same }
    }

    fn shifted_year(&self, base: Period, s: &Slots) -> Option<i32> {
        let shift = s.get(Slot::Shift)?;
        let year = i32::from(base.year()?);
        // "April of last year" names its unit; "last November" means the last one that has passed.
        if s.has(Slot::Unit) || shift == 0 {
            return Some(year + shift);
        }
        let month = s.get(Slot::Month).or_else(|| s.get(Slot::Season).and_then(season_from_code).map(|x| i32::from(season_month(x))));
        let here = match base {
            Period::Season(_, season) => Some(i32::from(season_month(season))),
            other => other.month().map(|(_, m)| i32::from(m)),
        };
        Some(match (month, here) {
            (Some(month), Some(here)) if shift < 0 => year - i32::from(month >= here),
            (Some(month), Some(here)) => year + i32::from(month <= here),
            _ => year + shift,
        })
    }

    fn nearest_year(&self, month: i8, f: &Found) -> Option<i16> {
        self.nearest_year_for(month, 15, f)
    }

    /// The year of a month that is named without one.
    fn nearest_year_for(&self, month: i8, day: i32, f: &Found) -> Option<i16> {
        let month = i32::from(month);
        let from_told = |told: Period| -> Option<i16> {
            let year = told.year()?;
            let Some(told_month) = (match told {
                // A winter has two ends; its year is the year.
                Period::Season(_, Season::Winter) => None,
                Period::Season(_, season) => Some(season_month(season)),
                other => other.month().map(|(_, m)| m),
            }) else {
                return Some(year);
            };
            // Stories run forward: up to five months back is a look back, more is the year after.
            let ahead = month - i32::from(told_month);
            let turn = if ahead < -NARRATIVE_LOOK_BACK || ahead == -NARRATIVE_LOOK_BACK && !self.narrative {
                1
            } else if ahead > 12 - NARRATIVE_LOOK_BACK {
                -1
            } else {
                0
            };
            calendar_year(i32::from(year) + turn)
        };
        if self.narrative {
            return self.told.and_then(from_told).or(self.first_year);
        }
        // News that has just told of another year goes on in it: "In 2016 … In December the army …"; a day of the last weeks is
        // this year's all the same: "divided since mid-2012. Rebels took it on August 6".
        let recent = |reference: Date| {
            let date = i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(m, d)| Date::new(reference.year(), m, d).ok());
            f.slots.has(Slot::Day) && date.is_some_and(|date| (0..=RECENT_DAYS).contains(&(reference - date).get_days()))
        };
        if let (Some(told), Some(reference)) = (self.told, self.reference)
            && !recent(reference)
            // "In their hands since June" counts to the day of the article.
            && f.modifier.as_deref() != Some("since")
            && (f.sentence == self.told_sentence || self.told_opens && f.sentence == self.told_sentence + 1)
            && told.year().is_some_and(|year| year != reference.year())
            && !matches!(told, Period::Day(_))
        {
            return from_told(told);
        }
        let Some(reference) = self.reference else { return self.told.and_then(from_told).or(self.only_year) };
        let here = i32::from(reference.month()) * 31 + i32::from(reference.day());
        let there = month * 31 + if day == 15 { 1 } else { day };
        let year = i32::from(reference.year());
        let by_deadline = f.future;
        calendar_year(if by_deadline {
            year + i32::from(there < here - 31)
        } else {
            // A few days ahead is an announced date or a date line of tomorrow, not last year's.
            year - i32::from(there > here + ANNOUNCED_DAYS)
        })
    }

    /// "Friday, November 29": the weekday chooses among the years around.
    fn year_with_weekday(&self, month: i8, day: i32, weekday: i32, f: &Found) -> Option<i16> {
        let near = self.nearest_year_for(month, day, f)?;
        [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5]
            .into_iter()
            .filter_map(|step| near.checked_add(step))
            .find(|year| {
                let date = i8::try_from(day).ok().and_then(|day| Date::new(*year, month, day).ok());
                date.is_some_and(|date| i32::from(date.weekday().to_monday_one_offset()) == weekday)
            })
            .or(Some(near))
    }

    fn weekday(&self, weekday: i32, f: &Found) -> Option<Date> {
        let s = &f.slots;
        let told = s.get(Slot::Told) == Some(1) || self.narrative;
        let from = if told {
            self.told_day.or(self.reference.filter(|_| !self.narrative && self.exact))
        } else {
            self.reference.filter(|_| self.exact)
        };
        let from = from?;
        let back = (i32::from(from.weekday().to_monday_one_offset()) - weekday).rem_euclid(7);
        let ahead = (7 - back) % 7;
        Some(match s.get(Slot::Shift) {
            Some(-1) => shift_days(from, if back == 0 { -7 } else { -back }),
            Some(1) => shift_days(from, if ahead == 0 { 7 } else { ahead }),
            _ if told && !s.has(Slot::Shift) => {
                // A narrative's weekday is the one nearest to the day told.
                if ahead <= 3 { shift_days(from, ahead) } else { shift_days(from, -back) }
            }
            _ if f.future => shift_days(from, ahead),
            _ => shift_days(from, -back),
        })
    }

    /// So many units before or after.
    fn shift(&mut self, f: &Found) -> Meaning {
        let s = &f.slots;
        let shift = s.get(Slot::Shift).unwrap_or(0);
        let told = s.get(Slot::Told) == Some(1);
        let Some(unit) = s.get(Slot::Unit).and_then(Unit::from_code) else { return Meaning::vague("", TimexKind::Date) };
        let number = s.get(Slot::Number);
        if number == Some(0) {
            return self.vague_shift(shift, unit, told);
        }
        let count = number.map_or(shift, |halves| (halves / 2).saturating_mul(shift));
        let anchor = if told { self.latest_in(f).or_else(|| self.told_anchor(unit)) } else { self.here() };
        let period = anchor.and_then(|anchor| anchor.step(count, unit));
        // "At the weekend", read on a Tuesday: the one before, unless something is to come.
        let ahead = |period: &Period| {
            let saturday = period.span().map(|week| part(week, s)).and_then(|days| days.earliest);
            saturday.zip(self.reference).is_some_and(|(saturday, here)| saturday > here)
        };
        let weekend = s.get(Slot::Edge) == Some(WEEKEND) && shift == 0 && !f.future && !told;
        let period = match period {
            Some(week) if weekend && ahead(&week) => week.step(-1, unit),
            other => other,
        };
        let (time, kind) = time_of_day(s);
        let Some(period) = period else {
            let open = match (anchor, unit) {
                (_, Unit::Second | Unit::Minute | Unit::Hour) => "XXXX-XX-XXTXX".to_owned(),
                (Some(Period::Month(year, month)), Unit::Day | Unit::Week) => format!("{}-{month:02}-XX", year_value(year)),
                (Some(Period::Year(year)), Unit::Day) => format!("{}-XX-XX", year_value(year)),
                (Some(Period::Year(year)), Unit::Week) => format!("{}-WXX", year_value(year)),
                (Some(Period::Year(year)), Unit::Month) => format!("{}-XX", year_value(year)),
                (_, Unit::Day) => "XXXX-XX-XX".to_owned(),
                (_, Unit::Week) => "XXXX-WXX".to_owned(),
                (_, Unit::Month) => "XXXX-XX".to_owned(),
                _ => "XXXX".to_owned(),
            };
            return Meaning::vague(open + &time, kind);
        };
        // "Two years earlier" looks back and the story returns.
        self.aside |= unit >= Unit::Year && count < 0;
        self.tell(period, f);
        let mut value = period.value() + &time;
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) && time.is_empty() {
            value.push_str("TXX");
        }
        let counted = anchor.filter(|_| number.is_some()).and_then(|from| about(from, count, unit));
        let when = counted.or_else(|| period.span().map(|span| part(span, s)).map(|span| night(span, s)));
        let kind = if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) { TimexKind::Time } else { kind };
        Meaning { value, when, kind, basis: WhenBasis::Relative }
    }

    /// The last told date at the grain that a step needs.
    fn told_anchor(&self, unit: Unit) -> Option<Period> {
        let fine = unit <= Unit::Week;
        match self.told {
            Some(told) if !fine || matches!(told, Period::Day(_) | Period::Week(_)) => Some(told),
            Some(told) => {
                // A coarser date since then ("in June") takes the day's place, unless the day lies inside it.
                let inside = self.told_day.filter(|day| told.span().is_some_and(|span| span.contains(*day)));
                Some(inside.map_or(told, Period::Day))
            }
            None => self.reference.filter(|_| !self.narrative).map(Period::Day),
        }
    }

    fn vague_shift(&self, shift: i32, unit: Unit, told: bool) -> Meaning {
        let value = if shift < 0 { "PAST_REF" } else { "FUTURE_REF" };
        let when = match (shift, self.reference, unit) {
            // "A few days ago" is within two weeks before; coarser units would say nothing.
            (-1, Some(date), Unit::Day) if !told && !self.narrative && self.exact => {
                Some(DateSpan::between(shift_days(date, -14), shift_days(date, -1)))
            }
            _ => None,
        };
        Meaning { value: value.to_owned(), when, kind: TimexKind::Date, basis: WhenBasis::Relative }
    }
}

/// Months that a narrative may look back without changing year.
const NARRATIVE_LOOK_BACK: i32 = 6;
/// A bare day this shortly before the publication is of its year.
const RECENT_DAYS: i32 = 31;
/// Days by which news may name a date ahead of it without "will".
const ANNOUNCED_DAYS: i32 = 45;

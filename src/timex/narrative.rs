//! History or news, and which years of a history only look aside.

use super::find::Found;
use super::period::Unit;
use super::rules::Means;
use super::slots::Slot;
use crate::calendar::Date;

/// History rather than news: the text names days and months of years that are not the article's own, and few weekdays.
#[must_use]
pub fn is_narrative(found: &[Found], reference: Option<Date>) -> bool {
    let mut years: Vec<i32> = Vec::new();
    let mut deictic = 0_usize;
    let mut with_month = 0_usize;
    for f in found {
        let s = &f.slots;
        // "On Friday, 21 March 2025": a day of the week beside its date is how news writes.
        deictic += usize::from(s.has(Slot::Weekday) && s.has(Slot::Day));
        if f.means == Means::Date && s.has(Slot::Year) {
            let year = s.get(Slot::Year).unwrap_or(0);
            with_month += usize::from(s.has(Slot::Month));
            years.push(if s.get(Slot::Era) == Some(1) { 1 - year } else { year });
        } else if s.has(Slot::Weekday) && !s.has(Slot::Day) && s.get(Slot::Told) != Some(1) {
            // Days of a week are news, whatever history it tells beside.
            deictic += 2;
        } else if f.means == Means::Shift && s.get(Slot::Told) == Some(0) && s.has(Slot::Unit) {
            // "Ten days ago" counts from the day of writing.
            let near = s.get(Slot::Unit).and_then(Unit::from_code).is_some_and(|unit| (Unit::Day..=Unit::Week).contains(&unit));
            deictic += if near { 3 } else { 1 };
        }
    }
    if deictic == 0 && reference.is_some_and(|date| looks_back(found, date)) {
        return true;
    }
    // A few bare years are the background that any report gives.
    let enough = with_month >= 2 || years.len() >= 8 || years.first().is_some_and(|year| *year <= 0);
    if years.len() < 3 || !enough || years.len() <= deictic {
        return false;
    }
    years.sort_unstable();
    let middle = years.get(years.len() / 2).copied().unwrap_or(0);
    match reference {
        Some(date) => (i32::from(date.year()) - middle).abs() > 1 || years.len() > 12 && years.len() > deictic * 3,
        None => true,
    }
}

/// Nothing that it dates with its year lies in the months before it came out, nor any day in the week before: a page of history
/// that was saved since.
fn looks_back(found: &[Found], reference: Date) -> bool {
    let small = |f: &Found, slot| f.slots.get(slot).and_then(|n| i8::try_from(n).ok());
    let months = |year: i32, month: i8| year * 12 + i32::from(month);
    let here = months(i32::from(reference.year()), reference.month());
    let own = |f: &&Found| {
        let year = f.slots.get(Slot::Year).and_then(|year| i16::try_from(year).ok());
        (year, small(f, Slot::Month), small(f, Slot::Day)) == (Some(reference.year()), Some(reference.month()), Some(reference.day()))
    };
    let dates = || found.iter().filter(|f| f.means == Means::Date && f.slots.get(Slot::Era) != Some(1) && !own(f));
    let spelled = dates().filter_map(|f| Some(months(f.slots.get(Slot::Year)?, small(f, Slot::Month)?))).max();
    let fresh = |f: &Found| {
        let (month, day) = (small(f, Slot::Month)?, small(f, Slot::Day)?);
        let date = Date::new(reference.year(), month, day).ok()?;
        (!f.slots.has(Slot::Year)).then(|| (-FRESH_DAYS..=FRESH_DAYS).contains(&(reference - date).get_days()))
    };
    dates().nth(2).is_some() && spelled.is_some_and(|latest| here - latest >= LONG_PAST_MONTHS) && !dates().any(|f| fresh(f) == Some(true))
}

/// News tells of at least one day this near to its own.
const FRESH_DAYS: i32 = 5;
/// So many months later a text about them is history.
const LONG_PAST_MONTHS: i32 = 3;

/// The year that an expression spells out, astronomical, and whether a month stands with it.
pub(super) fn spelled_year(f: &Found) -> Option<(i32, bool)> {
    if f.means != Means::Date || f.slots.has(Slot::YearInCentury) {
        return None;
    }
    let year = f.slots.get(Slot::Year)?;
    Some((if f.slots.get(Slot::Era) == Some(1) { 1 - year } else { year }, f.slots.has(Slot::Month)))
}

/// Years that only look aside ("recruits born in 1899", "a report of 2005"): the story returns at once to the years it
/// was in, so they must not date what follows.
pub(super) fn asides(found: &[Found]) -> Vec<bool> {
    let years: Vec<(usize, i32, bool)> =
        found.iter().enumerate().filter_map(|(at, f)| spelled_year(f).map(|(year, month)| (at, year, month))).collect();
    let mut out = vec![false; found.len()];
    let mut last: Option<i32> = None;
    for (n, &(at, year, with_month)) in years.iter().enumerate() {
        let aside = last.is_some_and(|last| {
            let jump = if with_month { 2 } else { 0 };
            let opens = found.get(at).is_some_and(|f| f.opens);
            let returns =
                years.iter().skip(n + 1).take(4).any(|&(_, next, month)| (last..=last + i32::from(month)).contains(&next) && next != year);
            (year - last).abs() > jump && returns && !(opens && (0..=2).contains(&(year - last)))
        });
        if aside {
            if let Some(mark) = out.get_mut(at) {
                *mark = true;
            }
        } else {
            last = Some(year);
        }
    }
    out
}

//! When the article came out: from its metadata, its name, its dateline, or by reasoning from the days it names.
//!
//! In: an [`Article`] and its [`Found`]s. Out: [`Published`] where the article alone settles it, and the
//! [`DateEvidence`] that [`super::align`] weighs against the rest of the folder. Rather nothing than a guess: history
//! ("On January 13, 2007, he was appointed") never dates the text that tells it; only news signs do (a weekday,
//! "today (23 December)").

use super::expression::{Published, PublishedBasis};
use super::find::Found;
use super::narrative::is_narrative;
use super::rules::{Means, TimexRules};
use super::slots::Slot;
use super::story::StoryWords;
use crate::calendar::{Date, DateSpan, shift_days};
use crate::corpus::{Article, BlockKind};
use crate::provenance::Span;
use std::collections::BTreeSet;

/// What an article says of its own date, for comparison with others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DateEvidence {
    pub published: Option<Published>,
    /// The last weekday (1 Monday – 7 Sunday) on which something has happened, when only weekdays are named.
    pub last_weekday: Option<i8>,
    /// It says that the last weekday is its own day ("earlier Friday").
    pub own_day: bool,
    /// Days of publication that weekday, day and month leave open, one a year, when no year is named.
    pub candidates: Vec<Date>,
    /// The latest year the text names; it came out in that year or later.
    pub latest_year: Option<i16>,
    /// The latest day that the text names with its year.
    pub latest_day: Option<Date>,
    pub file_date: Option<Date>,
    /// When those whom it names were at war where it says so; open where nothing tells.
    pub era: DateSpan,
    /// What it tells of.
    pub story: StoryWords,
}

/// A dateline stands this near to the head of the body, in bytes.
const HEAD: u32 = 250;
/// "Weekday, day and month after the last year named" settle a year only this far ahead: the pattern returns then.
const WEEKDAY_PATTERN_YEARS: i16 = 6;
/// Years in which undated texts may have been written, when no file time bounds them.
const FIRST_YEAR: i16 = 1990;
const LAST_YEAR: i16 = 2040;

/// The article's own date as far as it settles it itself, and the evidence either way.
#[must_use]
pub fn date_article(article: &Article, found: &[Found], rules: &TimexRules) -> DateEvidence {
    let published = |span, basis| Some(Published { span, basis });
    let named: Vec<(Span, NamedDay)> =
        found.iter().enumerate().filter_map(|(at, f)| Some((f.span, named_day(article, found, at, f, rules)?))).collect();
    let days: Vec<NamedDay> = named.iter().map(|(_, day)| *day).collect();
    let mut evidence = DateEvidence {
        latest_year: found.iter().filter(|f| !f.future).filter_map(plain_year).max(),
        file_date: article.file_date,
        story: StoryWords::of(article),
        ..DateEvidence::default()
    };
    let line = |wanted: fn(&NamedDay) -> bool| days.iter().filter(|day| wanted(day)).find_map(|day| day.date());
    let chapters = day_headings(article, named.iter().filter_map(|(span, day)| Some((*span, day.date()?))));
    evidence.published = if let Some((_, last)) = chapters.iter().max_by_key(|(_, date)| *date) {
        // A chronology came out when its last day was told.
        published(DateSpan::day(*last), PublishedBasis::Text)
    } else if let Some(date) = line(|day| day.place == Place::Head) {
        published(DateSpan::day(date), PublishedBasis::Text)
    } else if let Some(span) = article.stated_date {
        published(span, PublishedBasis::Metadata)
    } else if let Some(date) = line(|day| day.place == Place::DateLine) {
        published(DateSpan::day(date), PublishedBasis::Text)
    } else if let Some(span) = article.file_name_date {
        published(span, PublishedBasis::FileName)
    } else {
        None
    };
    if evidence.published.is_none() {
        reason(&mut evidence, &days, found);
    }
    evidence
}

/// The days that head the chapters of a chronology ("Sunday, 26 January 2025" on a line of its own, "26 January 2025: the army
/// took …"), each with where its line begins; empty unless there are two days at least.
#[must_use]
pub fn day_headings(article: &Article, days: impl Iterator<Item = (Span, Date)>) -> Vec<(u32, Date)> {
    let mut headings: Vec<(u32, Date)> = Vec::new();
    let mut blocks = article.blocks.iter().peekable();
    for (span, date) in days {
        while blocks.peek().is_some_and(|block| block.span.end <= span.start) {
            blocks.next();
        }
        let alone = blocks.peek().is_some_and(|block| {
            let line = block.span.of(&article.text).trim();
            block.span.contains(span)
                && line.len() < span.len() + 12
                && line.chars().filter(|c| c.is_alphabetic()).count() < span.len() + 10
        });
        let text = |from: u32, to: u32| article.text.get(from as usize..to as usize).unwrap_or("");
        let opens = blocks.peek().is_some_and(|block| {
            let after = text(span.end, block.span.end);
            let stops = [". ", ": ", " - ", " – ", " — "].iter().any(|mark| after.starts_with(mark));
            block.span.contains(span) && stops && !text(block.span.start, span.start).chars().any(char::is_alphanumeric)
        });
        if alone || opens {
            headings.push((span.start, date));
        }
    }
    let several = headings.windows(2).any(|pair| matches!(pair, [a, b] if a.1 != b.1));
    if several { headings } else { Vec::new() }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// "BEIRUT, 5 March 2015 —", "Published August 3 2015", "AFP Monday 2 Feb 2015".
    Head,
    /// A line that holds a date and no sentence.
    DateLine,
    /// "ADDIS ABABA, Dec 6 (Agency) -": a dateline without its year.
    Filed,
    Body,
}

/// A day named with its month, and with its year or its weekday, neither or both.
#[derive(Debug, Clone, Copy)]
struct NamedDay {
    year: Option<i16>,
    month: i8,
    day: i8,
    weekday: Option<i32>,
    place: Place,
    /// "Today (23 December)".
    own: bool,
    future: bool,
}

impl NamedDay {
    fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    fn in_year(&self, year: i16) -> Option<Date> {
        let date = Date::new(self.year.unwrap_or(year), self.month, self.day).ok()?;
        let fits = self.weekday.is_none_or(|weekday| self.year.is_some() || i32::from(date.weekday().to_monday_one_offset()) == weekday);
        fits.then_some(date)
    }
}

fn plain_year(f: &Found) -> Option<i16> {
    if f.means != Means::Date || f.slots.get(Slot::Era) == Some(1) || f.slots.has(Slot::YearInCentury) {
        return None;
    }
    f.slots.get(Slot::Year).and_then(|year| i16::try_from(year).ok()).filter(|year| (1500..=LAST_YEAR).contains(year))
}

fn named_day(article: &Article, found: &[Found], at: usize, f: &Found, rules: &TimexRules) -> Option<NamedDay> {
    if f.means != Means::Date {
        return None;
    }
    let small = |slot| f.slots.get(slot).and_then(|n| i8::try_from(n).ok());
    let (month, day) = (small(Slot::Month)?, small(Slot::Day)?);
    let year = plain_year(f);
    if year.is_none() && f.slots.has(Slot::Year) {
        return None;
    }
    // "Today (23 December)": only marks stand between the two.
    let own = at.checked_sub(1).and_then(|before| found.get(before)).is_some_and(|before| {
        is_today(before)
            && article.text.get(before.span.end as usize..f.span.start as usize).is_some_and(|gap| !gap.chars().any(char::is_alphanumeric))
    });
    let place = place_of(article, f, rules);
    Some(NamedDay { year, month, day, weekday: f.slots.get(Slot::Weekday), place, own, future: f.future })
}

fn is_today(f: &Found) -> bool {
    f.means == Means::Shift
        && f.slots.get(Slot::Told) == Some(0)
        && f.slots.get(Slot::Shift) == Some(0)
        && f.slots.get(Slot::Unit) == Some(3)
}

fn place_of(article: &Article, f: &Found, rules: &TimexRules) -> Place {
    let Some(block) = article.blocks.iter().find(|block| block.span.contains(f.span)) else { return Place::Body };
    if block.kind == BlockKind::DateLine {
        return Place::DateLine;
    }
    if matches!(block.kind, BlockKind::Caption | BlockKind::Boilerplate) {
        return Place::Body;
    }
    if !f.slots.has(Slot::Year) {
        return if filed_without_year(article, block.span, f.span) { Place::Filed } else { Place::Body };
    }
    let body_start = article
        .blocks
        .iter()
        .find(|block| !matches!(block.kind, BlockKind::Title | BlockKind::DateLine | BlockKind::Byline | BlockKind::Boilerplate))
        .map_or(0, |block| block.span.start);
    // "Daily map note - 20 August 2024 - Kursk axis", "Evening summary, 4 December 2024": what comes out day by day.
    if block.kind == BlockKind::Title {
        let title = block.span.of(&article.text);
        let daily = title.split(|c: char| !c.is_alphanumeric()).any(|word| rules.has_word("daily_title", word));
        if daily {
            return Place::Head;
        }
    }
    if f.span.start > body_start + HEAD {
        return Place::Body;
    }
    let before = article.text.get(block.span.start as usize..f.span.start as usize).unwrap_or("").trim_end();
    // "On January 13, 2007, he …" tells a story; a dateline has no preposition.
    let last_word = before.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let first = before.split_whitespace().next().unwrap_or("").to_lowercase();
    // "Posted by Admin on Friday 27 March 2015"
    let posted = matches!(first.as_str(), "posted" | "published" | "updated" | "issued" | "released") && before.len() < 60;
    if last_word.is_some_and(|word| rules.has_word("day_cue", word) || rules.has_word("modifier", word))
        && !posted
        && !rules.has_phrase_end("dateline", before)
    {
        return Place::Body;
    }
    let starts = before.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    let cued = rules.has_phrase_end("dateline", before);
    // "BEIRUT, 5 March 2015 —" or "CITY (Agency) 5 March 2015": capitals only before it.
    let capitals = before.len() < 40 && before.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let after = article.text.get(f.span.end as usize..).unwrap_or("").trim_start();
    // "Kyiv, 14 August 2024. …", "Mekelle, Ethiopia, 29 June 2021 (AFP) - …": names of places up to the comma.
    let names = before.ends_with(',')
        && before.len() < 60
        && before.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('))
        && (after.starts_with(['-', '–', '—', '(', '.', ':', '|'])
            || after.strip_prefix(", ").is_some_and(|next| next.starts_with(char::is_uppercase)))
        && block.span.start == body_start;
    // "Colombo Sunday 25 January 2009", "A, B and C | 16 May 2025": a line that only says where and when.
    let line = block.span.of(&article.text).trim();
    let alone = line.len() < 70
        && article.text.get(f.span.end as usize..block.span.end as usize).is_some_and(|rest| !rest.chars().any(char::is_alphanumeric))
        && (before.ends_with(['|', '·', '•', '–', '—', '-', ',', '(']) || before.split_whitespace().count() <= 3 && !before.is_empty())
        && before.split_whitespace().all(|word| word == "and" || word.starts_with(|c: char| !c.is_lowercase()));
    let opens = after.is_empty()
        || after.starts_with(|c: char| c.is_uppercase() || matches!(c, '-' | '–' | '—' | '(' | '|' | '"' | '“' | ':' | '.'));
    if cued || names || alone || posted || (opens && (starts || capitals)) { Place::Head } else { Place::Body }
}

/// "ADDIS ABABA, Dec 6 (Agency) - Soldiers …" at the head of the first paragraph.
fn filed_without_year(article: &Article, block: Span, day: Span) -> bool {
    let first = article.blocks.iter().find(|block| block.kind == BlockKind::Paragraph).map(|block| block.span);
    let text = |from: u32, to: u32| article.text.get(from as usize..to as usize).unwrap_or("");
    let (before, after) = (text(block.start, day.start), text(day.end, block.end).trim_start());
    let names = before.len() < 60 && before.trim_end().ends_with([',', '(']) && before.starts_with(char::is_uppercase);
    let capitals = before.split([',', ' ']).next().is_some_and(|word| word.len() > 2 && word.chars().all(char::is_uppercase));
    let agency = after.strip_prefix('(').and_then(|rest| rest.split_once(')')).filter(|(agency, _)| agency.len() < 24);
    let rest = agency.map_or(after, |(_, rest)| rest).trim_start_matches([')', ' ']);
    first == Some(block) && names && capitals && rest.starts_with(['-', '–', '—'])
}

/// Calendar reasoning over the days and weekdays of the text.
fn reason(evidence: &mut DateEvidence, days: &[NamedDay], found: &[Found]) {
    let mut weekdays: BTreeSet<i8> = BTreeSet::new();
    let mut own_weekday = None;
    let mut news = false;
    for f in found {
        let counted =
            f.means == Means::Date && !f.future && !f.slots.has(Slot::Month) && !f.slots.has(Slot::Day) && !f.slots.has(Slot::Shift);
        if let Some(weekday) = f.slots.get(Slot::Weekday).and_then(|n| i8::try_from(n).ok()) {
            news = true;
            if counted && !matches!(f.modifier.as_deref(), Some("through" | "until" | "till")) {
                weekdays.insert(weekday);
                if f.slots.get(Slot::OwnDay) == Some(1) {
                    own_weekday = Some(weekday);
                }
            }
        }
    }
    news |= days.iter().any(|day| day.own);
    evidence.latest_day = days.iter().filter(|day| !day.future).filter_map(NamedDay::date).max();
    evidence.own_day = own_weekday.is_some();
    evidence.last_weekday = own_weekday.or_else(|| last_of_week(&weekdays));
    if !news || is_narrative(found, None) {
        return;
    }
    let filed = days.iter().find(|day| day.place == Place::Filed);
    if let Some(filed) = filed {
        // It was filed on the last weekday that it names, or the day after.
        let last = last_of_week(&weekdays);
        let fits = |date: &Date| {
            last.is_none_or(|last| *date == on_or_after(*date, last) || *date == shift_days(on_or_after(shift_days(*date, -1), last), 1))
        };
        let years = evidence.latest_year.unwrap_or(FIRST_YEAR)..=evidence.file_date.map_or(LAST_YEAR, Date::year);
        evidence.candidates = years.filter_map(|year| filed.in_year(year)).filter(fits).collect();
        return;
    }
    let told: Vec<&NamedDay> = days.iter().filter(|day| !day.future).collect();
    let years = plausible_years(evidence, &told);
    let latest: Vec<(Date, bool)> = years
        .iter()
        .filter_map(|year| {
            let dates = told.iter().filter_map(|day| day.in_year(*year));
            let own = told.iter().filter(|day| day.own).find_map(|day| day.in_year(*year));
            own.map(|date| (date, true)).or_else(|| dates.max().map(|date| (date, false)))
        })
        .collect();
    match latest.as_slice() {
        [] => {}
        [(date, own)] => {
            let spelled = told.iter().any(|day| day.year.is_some());
            let basis = if spelled { PublishedBasis::Text } else { PublishedBasis::Calendar };
            let span = published_after(*date, *own, own_weekday, &weekdays);
            evidence.published = Some(Published { span, basis });
        }
        several => {
            evidence.candidates =
                several.iter().filter_map(|(date, own)| published_after(*date, *own, own_weekday, &weekdays).earliest).collect();
        }
    }
}

/// Years in which all weekdays fall on the days beside them, not before any year named.
fn plausible_years(evidence: &DateEvidence, told: &[&NamedDay]) -> Vec<i16> {
    if let Some(year) = told.iter().filter_map(|day| day.year).max() {
        return vec![year];
    }
    let with_weekday: Vec<_> = told.iter().filter(|day| day.weekday.is_some()).collect();
    if with_weekday.is_empty() {
        return Vec::new();
    }
    let last = evidence.file_date.map_or(LAST_YEAR, |date| date.year().saturating_add(1));
    let fits = |year: &i16| with_weekday.iter().all(|day| day.in_year(*year).is_some());
    match evidence.latest_year {
        Some(named) => (named..=named.saturating_add(WEEKDAY_PATTERN_YEARS).min(last)).find(fits).into_iter().collect(),
        None => (FIRST_YEAR..=last).filter(fits).collect(),
    }
}

/// The article tells of `date`; it came out on the last weekday that it names after that, or the day after.
fn published_after(date: Date, own: bool, own_weekday: Option<i8>, weekdays: &BTreeSet<i8>) -> DateSpan {
    if own {
        return DateSpan::day(date);
    }
    if let Some(weekday) = own_weekday {
        return DateSpan::day(on_or_after(date, weekday));
    }
    let mut all = weekdays.clone();
    all.insert(date.weekday().to_monday_one_offset());
    let last = last_of_week(&all).map_or(date, |weekday| on_or_after(date, weekday));
    let slack = if weekdays.is_empty() { 2 } else { 1 };
    DateSpan::between(last, shift_days(last, slack))
}

pub(super) fn on_or_after(date: Date, weekday: i8) -> Date {
    let ahead = (i32::from(weekday) - i32::from(date.weekday().to_monday_one_offset())).rem_euclid(7);
    shift_days(date, ahead)
}

/// The weekday that a week's story ends with: the one before the longest pause. "Wednesday, Friday, Saturday" ends on
/// Saturday. `None` when the pause is no longer than any other.
fn last_of_week(weekdays: &BTreeSet<i8>) -> Option<i8> {
    let all: Vec<i8> = weekdays.iter().copied().collect();
    let first = *all.first()?;
    let nexts = all.iter().skip(1).copied().chain(std::iter::once(first + 7));
    let pauses: Vec<(i8, i8)> = all.iter().zip(nexts).map(|(day, next)| (next - day, *day)).collect();
    let longest = pauses.iter().map(|(pause, _)| *pause).max()?;
    let mut ends = pauses.iter().filter(|(pause, _)| *pause == longest);
    match (ends.next(), ends.next()) {
        (Some((_, day)), None) => Some(*day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_before_its_longest_pause() {
        let last = |days: &[i8]| last_of_week(&days.iter().copied().collect());
        assert_eq!(last(&[3, 6]), Some(6));
        assert_eq!(last(&[1, 7]), Some(1));
        assert_eq!(last(&[3, 5, 6, 7]), Some(7));
        assert_eq!((last(&[]), last(&[4])), (None, Some(4)));
    }
}

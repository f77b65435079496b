//! Which time words date a clause, and what days "by", "since" and "until" make of them.
//!
//! In: a clause with the word that asserts something in it, its sentence, the article's [`Timex`]es and publication.
//! Out: one [`When`]. Refused: time words of another clause ("since forces regained it in 2016" does not date the
//! clause before "since"), sets ("every night") and vague references ("recently").

use super::expression::{Timex, TimexKind, WhenBasis};
use super::rules::TimexRules;
use super::steps;
use crate::calendar::{Date, DateSpan, shift_days};
use crate::provenance::Span;

/// When something is said to have happened or held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub span: DateSpan,
    /// The time words, when there are any.
    pub mention: Option<Span>,
    pub basis: WhenBasis,
}

/// One assertion that wants a date.
#[derive(Debug, Clone, Copy)]
pub struct Clause<'a> {
    pub text: &'a str,
    pub sentence: Span,
    /// Inside the sentence; the sentence itself will do.
    pub clause: Span,
    /// The verb or noun that asserts it.
    pub trigger: Span,
    /// The other verbs of the sentence that assert something, in order: time words beside one of them are rather its own.
    pub verbs: &'a [Span],
    /// It holds over time ("controls", "a stronghold"), rather than happens.
    pub state: bool,
    /// From [`super::is_narrative`]: history, in which dates run on from sentence to sentence.
    pub narrative: bool,
    /// What the assertion before it, in the same article, was dated.
    pub before: Option<When>,
}

/// News without time words tells of the last days before it came out.
pub const NEWS_REACH_DAYS: i32 = 3;

/// More than this and the words belong to another clause.
const TOO_FAR: usize = 60;

/// The time expressions, of all in order, that touch these words.
pub fn touching(timexes: &[Timex], words: Span) -> impl Iterator<Item = &Timex> {
    let from = timexes.partition_point(|t| t.span.end <= words.start);
    timexes.get(from..).unwrap_or(&[]).iter().take_while(move |t| t.span.start < words.end)
}

/// The date of a clause; `None` when neither words nor publication give one.
#[must_use]
pub fn when_for(clause: &Clause, timexes: &[Timex], published: Option<DateSpan>, rules: &TimexRules) -> Option<When> {
    let sentence: Vec<&Timex> = touching(timexes, clause.sentence).collect();
    let best = (0..sentence.len())
        .filter_map(|at| attach(clause, &sentence, at, published, rules))
        .filter(|(cost, _)| *cost < TOO_FAR)
        .min_by_key(|(cost, when)| (*cost, when.mention));
    if let Some((_, when)) = best {
        return Some(when);
    }
    // History runs on from the last day told, be it in the same sentence.
    let told = |timex: &&&Timex| timex.span.end <= clause.trigger.start && timex.kind != TimexKind::Set;
    if let Some(timex) = sentence.iter().filter(|_| clause.narrative && !clause.state).rfind(told)
        && let Some(span) = timex.when.filter(|days| days.days().is_some_and(|n| n <= 62))
    {
        return Some(When { span, mention: None, basis: WhenBasis::Inherited });
    }
    if let Some(before) = clause.before.filter(|_| goes_on(clause, rules)) {
        return Some(When { basis: WhenBasis::Inherited, mention: None, ..before });
    }
    published.map(when_it_speaks)
}

/// Without words of time: the days up to publication.
#[must_use]
pub fn when_it_speaks(published: DateSpan) -> When {
    // Where only bounds are known, they are wide enough.
    let reach = published.anchor().map_or(0, |_| NEWS_REACH_DAYS);
    let span = DateSpan { earliest: published.earliest.map(|day| shift_days(day, -reach)), latest: published.latest };
    When { span, mention: None, basis: WhenBasis::ArticleDate }
}

/// Does the sentence plainly carry on with the date before it?
fn goes_on(clause: &Clause, rules: &TimexRules) -> bool {
    if clause.before.is_none_or(|before| before.basis == WhenBasis::ArticleDate) {
        return false;
    }
    let first = words(clause.sentence.of(clause.text)).next().map(|(word, _)| word);
    clause.narrative || first.is_some_and(|word| rules.has_word("goes_on", word))
}

/// What a timex of the sentence makes of the clause, and how far fetched that is.
fn attach(clause: &Clause, sentence: &[&Timex], at: usize, published: Option<DateSpan>, rules: &TimexRules) -> Option<(usize, When)> {
    let (timex, next) = (*sentence.get(at)?, sentence.get(at + 1).copied());
    if timex.kind == TimexKind::Set || filed(clause, timex) || told_closer(clause.text, timex, next) {
        return None;
    }
    let joined = range(clause.text, timex, next, rules);
    // Both ends of a range are in hand: "from" has done its work.
    let modifier = timex.modifier.as_deref().filter(|_| joined.is_none()).unwrap_or("");
    let days = match timex.when {
        Some(span) => joined.unwrap_or(span),
        // "For two years it has held …" reaches back from the publication.
        None if timex.kind == TimexKind::Duration && modifier == "for" && clause.state => {
            // "attacked it in October, holding it for two days": from the day told.
            if sentence.iter().take(at).any(|told| told.when.is_some() && told.span.end <= clause.trigger.start) {
                return None;
            }
            back_from(published?, &timex.value)?
        }
        None => return steps::counted_back(clause, sentence, at, published, rules),
    };
    // "for the first time since 2016", "for the third time this year": when else it happened.
    let before = clause.text.get(clause.sentence.start as usize..timex.span.start as usize).unwrap_or("").trim_end();
    let before = before.strip_suffix(" since").or(before.strip_suffix(" in")).unwrap_or(before);
    if before.strip_suffix(" time").and_then(|counted| counted.rfind(" the ").map(|the| counted.len() - the < 16)).unwrap_or(false) {
        return None;
    }
    let leading = leads(clause, timex);
    let earlier = timex.span.end <= clause.trigger.start;
    // "A, a town that nobody had entered since 2014, was occupied": an event has a day of its own.
    if !clause.state && modifier == "since" && earlier && !leading {
        return None;
    }
    let between = gap(clause.trigger, timex.span);
    let words_between = between.of(clause.text);
    let reported = report(clause, timex, days, rules);
    let mut cost = words_between.len() / 8;
    if !clause.clause.contains(timex.span) {
        cost += if leading || earlier && heads(clause, timex, rules) {
            4
        } else if trails(clause, timex) {
            8
        } else {
            25
        };
    }
    let until_clause =
        openers(clause, timex, words_between, rules).any(|word| word.eq_ignore_ascii_case("until") || word.eq_ignore_ascii_case("till"));
    if clause.state && until_clause && timex.span.start > clause.trigger.start {
        let span = DateSpan { earliest: None, latest: days.latest };
        return Some((cost + 10, When { span, mention: Some(timex.span), basis: WhenBasis::SinceUntil }));
    }
    cost += elsewhere(clause, timex, words_between, reported.is_some(), rules)?;
    let mut soon_before = false;
    for word in openers(clause, timex, words_between, rules) {
        let same_time = earlier && rules.has_word("same_time", word);
        soon_before |= same_time && !leading;
        // "took A after a battle on Friday": before a noun it opens no clause.
        let from = clause.trigger.end + u32::try_from(word.as_ptr() as usize - words_between.as_ptr() as usize).unwrap_or(0);
        let noun = || !clause.verbs.iter().any(|verb| verb.start > from && verb.end <= timex.span.start);
        cost += match word {
            "that" if reported.is_some() => 0,
            _ if leading => 15,
            // "intervened in March after rebels took A": about then.
            _ if same_time => 20,
            "after" | "before" | "despite" | "following" if !earlier && noun() => 20,
            // "encircled A after they had taken B in March": history runs on.
            "after" | "when" if !earlier && clause.narrative && !clause.state => 40,
            _ => TOO_FAR,
        };
    }
    cost += words_between.matches([';', '“', '"']).count() * 20;
    if let Some(reported) = reported {
        return Some((cost + 6, reported));
    }
    let (span, basis) = governed(modifier, days, timex, published, clause.state);
    let span = if soon_before && !clause.state && span.days().is_some_and(|n| n <= 2) {
        DateSpan { earliest: span.earliest.map(|day| shift_days(day, -NEWS_REACH_DAYS)), latest: span.latest }
    } else {
        span
    };
    Some((cost, When { span, mention: Some(timex.span), basis }))
}

/// Conjunctions between the trigger and the date: they open another clause, unless they govern the date itself ("since 2016")
/// or stand in a relative clause that a comma has closed.
fn openers<'a>(clause: &Clause, timex: &Timex, words_between: &'a str, rules: &TimexRules) -> impl Iterator<Item = &'a str> {
    let later = timex.span.start > clause.trigger.start;
    let aside = closed_aside(clause, timex, words_between);
    words(words_between)
        .filter(move |(word, at)| {
            let governs = later && words_between.get(at + word.len()..).is_some_and(|rest| few_words(rest, 1));
            let closed = aside.is_some_and(|(from, to)| (from..to).contains(at));
            rules.has_word("clause_opener", word) && !governs && !closed
        })
        .map(|(word, _)| word)
}

/// "took A, which had served as a base, on 4 May": from where to where the relative clause that a comma has closed.
fn closed_aside(clause: &Clause, timex: &Timex, words_between: &str) -> Option<(usize, usize)> {
    let from = RELATIVES.iter().find_map(|opens| words_between.find(opens))?;
    let to = words_between.rfind(',').filter(|to| *to > from && timex.span.start > clause.trigger.start)?;
    words_between.get(to + 1..).is_some_and(|last| few_words(last, 1)).then_some((from, to))
}

const RELATIVES: [&str; 5] = [", which ", ", who ", ", where ", ", whose ", ", that "];

/// How much rather the time words belong to another verb of the sentence; `None` when they can be no other's.
fn elsewhere(clause: &Clause, timex: &Timex, words_between: &str, reported: bool, rules: &TimexRules) -> Option<usize> {
    let head = clause.text.get(clause.sentence.start as usize..timex.span.start as usize).unwrap_or("");
    let tells = |verb: &Span| rules.has_word("report_verb", verb.of(clause.text));
    if timex.span.end <= clause.trigger.start {
        if leads(clause, timex) {
            return Some(if clause.text.get(timex.span.end as usize..).is_some_and(|rest| rest.starts_with(':')) { 12 } else { 0 });
        }
        let verb_since = |from: usize| {
            let from = clause.sentence.start + u32::try_from(from).unwrap_or(0);
            clause.verbs.iter().any(|verb| verb.start >= from && verb.end <= timex.span.start && !tells(verb))
        };
        // "A, which had fallen on 15 April, was retaken on 5 May": a day inside the relative clause is that clause's.
        let inside = |opens: &str| head.rfind(opens).filter(|at| !inner(head, at + opens.len()));
        if words_between.contains(',') && RELATIVES.iter().any(|opens| inside(opens).is_some()) {
            return Some(15);
        }
        // "The group which began its offensive in May already holds A": so is one that no comma closes.
        let unclosed = [" which ", " who "].into_iter().filter_map(inside).any(verb_since);
        if unclosed && few_words(words_between, 3) && !words_between.contains([',', ';']) && !words_between.contains(" and ") {
            return (!clause.state).then_some(15);
        }
        // "took A on 8 January, only to withdraw": the day of the verb before it.
        let joint = words_between.find(',').or_else(|| words_between.find(" and ")).or_else(|| words_between.find(" but "));
        let opened = head.rfind([',', ';', ']']).map_or(0, |at| at + 1);
        return Some(if joint.is_some() && verb_since(opened) { 15 } else { 0 });
    }
    let aside = closed_aside(clause, timex, words_between);
    let closed = |verb: &Span| aside.is_some_and(|(from, to)| (from..to).contains(&((verb.start - clause.trigger.end) as usize)));
    let others = clause.verbs.iter().filter(|v| v.start >= clause.trigger.end && v.end <= timex.span.start && !closed(v));
    let rather = |verb: &Span| {
        let own = clause.text.get(clause.trigger.end as usize..verb.start as usize).unwrap_or("").trim_end();
        let joined = own.ends_with([',', ';']) || [" and", " or", " but", " to"].iter().any(|joint| own.ends_with(joint));
        if joined || verb.of(clause.text).ends_with("ing") { 6 } else { 30 }
    };
    Some(others.filter(|verb| !(reported && tells(verb))).map(rather).sum())
}

/// "a week later, on 7 May", "last week on Tuesday": the next words of time say the same more closely.
fn told_closer(text: &str, timex: &Timex, next: Option<&Timex>) -> bool {
    let Some((next, when)) = next.and_then(|next| next.when.map(|when| (next, when))) else { return false };
    let joint = gap(timex.span, next.span).of(text).trim_matches(|c: char| c == ',' || c.is_whitespace());
    let closer = timex.when.is_some_and(|wide| wide.days() > when.days());
    closer && matches!(joint, "" | "on" | "in") && timex.span.end <= next.span.start
}

/// What the preposition makes of the days.
fn governed(modifier: &str, days: DateSpan, timex: &Timex, published: Option<DateSpan>, state: bool) -> (DateSpan, WhenBasis) {
    let day_before = |day: Option<Date>| day.map(|day| shift_days(day, -1));
    match modifier {
        // Reached at some time up to it; the night before is as likely.
        "by" if days.days().is_some_and(|n| n <= 2) => (DateSpan { earliest: day_before(days.earliest), latest: days.latest }, timex.basis),
        "from" if !state => (days, timex.basis),
        "since" | "from" => {
            let to = published.and_then(|span| span.latest).filter(|to| days.earliest.is_none_or(|from| from <= *to));
            (DateSpan { earliest: days.earliest, latest: to }, WhenBasis::SinceUntil)
        }
        "until" | "till" | "through" if state => (DateSpan { earliest: None, latest: days.latest }, WhenBasis::SinceUntil),
        "before" | "prior" if state => (DateSpan { earliest: None, latest: day_before(days.earliest) }, WhenBasis::SinceUntil),
        _ => (days, timex.basis),
    }
}

/// "The army said Saturday that rebels had entered …": what is told happened by then, in the days before.
fn report(clause: &Clause, timex: &Timex, days: DateSpan, rules: &TimexRules) -> Option<When> {
    let text = clause.text;
    let (from, to) = (clause.sentence.start as usize, timex.span.start as usize);
    let before = text.get(from..to)?;
    // "told reporters on Friday", "said in a statement late on Monday"
    let mut back = words_back(before).take(6).skip_while(|word| rules.has_word("report_filler", word));
    let verb = back.next().filter(|verb| rules.has_word("report_verb", verb))?;
    let verb_at = verb.as_ptr() as usize - text.as_ptr() as usize;
    let trigger = clause.trigger.start as usize;
    if trigger == verb_at {
        return None;
    }
    // "Rebels took it, the army said on Saturday" as well as "said on Saturday that rebels took it".
    let other_clause = trigger > timex.span.end as usize || trigger < verb_at;
    let single = days.days().is_some_and(|n| n <= 2);
    let reach = if single { NEWS_REACH_DAYS } else { 0 };
    (other_clause && !clause.state).then(|| When {
        span: DateSpan { earliest: days.earliest.map(|day| shift_days(day, -reach)), latest: days.latest },
        mention: Some(timex.span),
        basis: timex.basis,
    })
}

/// The words from the last to the first.
fn words_back(text: &str) -> impl Iterator<Item = &str> {
    text.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Does the clause that opens at `from` end before the text does?
fn inner(head: &str, from: usize) -> bool {
    head.get(from..).is_some_and(|rest| rest.contains(','))
}

/// "ADDIS ABABA, Dec 2, 2021 - …", "Kyiv (AFP) 3 May –": the day of the report, not of what it tells.
#[must_use]
pub fn filed(clause: &Clause, timex: &Timex) -> bool {
    let (from, at) = (clause.sentence.start as usize, timex.span.start as usize);
    let before = clause.text.get(from..at).unwrap_or("");
    let after = clause.text.get(timex.span.end as usize..clause.sentence.end as usize).unwrap_or("");
    let names = before.len() < 60 && before.split_whitespace().all(|word| word.starts_with(|c: char| !c.is_lowercase()));
    let dash = after
        .char_indices()
        .take(24)
        .find(|(at, c)| matches!(c, '–' | '—') || *c == '-' && after.get(..*at).is_some_and(|b| b.ends_with([' ', ')', '-'])));
    let small = |words: &str| words.contains(|c: char| c.is_lowercase()) && !words.trim().starts_with('(');
    let short = dash.is_some_and(|(at, _)| after.get(..at).is_some_and(|words| !small(words)));
    // "JUBA South Sudan Nov 22 2012 Thousands …": the marks are lost.
    let bare = || {
        let first = before.split_whitespace().next().unwrap_or("");
        let capitals = first.len() > 2 && first.chars().all(char::is_uppercase);
        let dated = timex.span.of(clause.text);
        let year = dated.len() > 8 && dated.bytes().rev().take(4).all(|b| b.is_ascii_digit());
        capitals && year && after.trim_start().starts_with(char::is_uppercase)
    };
    names && (timex.span.end as usize) < clause.trigger.start as usize && (short || bare())
}

/// "From 27 to 30 November", "between Friday and Sunday": both ends at once.
fn range(text: &str, timex: &Timex, next: Option<&Timex>, rules: &TimexRules) -> Option<DateSpan> {
    let next = next?;
    let (first, last) = (timex.when?, next.when?);
    let joint = gap(timex.span, next.span).of(text).trim();
    let joined = match joint {
        "-" | "–" | "—" => true,
        "and" => timex.modifier.as_deref() == Some("between"),
        word => matches!(timex.modifier.as_deref(), Some("from" | "between" | "since")) && rules.has_word("range_joint", word),
    };
    (joined && first.earliest <= last.latest).then_some(DateSpan { earliest: first.earliest, latest: last.latest })
}

/// The days of "for two years" up to the publication.
fn back_from(published: DateSpan, value: &str) -> Option<DateSpan> {
    let days = steps::days_of(value)?;
    Some(DateSpan { earliest: published.earliest.map(|day| shift_days(day, -days)), latest: published.latest })
}

/// It opens the sentence: "By Saturday morning, …", "On 5 May the …".
fn leads(clause: &Clause, timex: &Timex) -> bool {
    timex.span.start < clause.trigger.start
        && Span { start: clause.sentence.start, end: timex.span.start.max(clause.sentence.start) }
            .of(clause.text)
            .split_whitespace()
            .count()
            <= 3
}

/// It opens a clause inside the sentence: "…, and two days later they …", "…, only to …".
fn heads(clause: &Clause, timex: &Timex, rules: &TimexRules) -> bool {
    let head = clause.text.get(clause.sentence.start as usize..timex.span.start as usize).unwrap_or("").trim_end();
    let led = words_back(head).take(3).find(|word| !rules.has_word("lead", word));
    let joint = led.is_some_and(|word| matches!(word, "and" | "but" | "then" | "only"));
    let end = head.trim_end_matches(|c: char| c.is_alphanumeric() || c.is_whitespace());
    joint
        || end.ends_with([',', ';', ':', ']', '–', '—'])
            && words(head.get(end.len()..).unwrap_or("")).all(|(word, _)| rules.has_word("lead", word))
}

/// It follows the clause at once: "… took the town | on Friday".
fn trails(clause: &Clause, timex: &Timex) -> bool {
    let gap = clause.text.get(clause.clause.end as usize..timex.span.start as usize);
    gap.is_some_and(|gap| few_words(gap, 2))
}

fn few_words(text: &str, most: usize) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count() <= most
}

fn gap(a: Span, b: Span) -> Span {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    Span { start: first.end.min(second.start), end: second.start }
}

/// Words with their byte offsets.
fn words(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word, word.as_ptr() as usize - text.as_ptr() as usize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timex::{find, resolve};

    /// Dates the word `trigger` in a one-sentence text published on 2024-11-30 (a Saturday).
    fn dated(text: &str, trigger: &str, state: bool) -> (String, WhenBasis) {
        let (rules, diagnostics) = TimexRules::embedded();
        assert_eq!(diagnostics, []);
        let published = Some("2024-11-30".parse().unwrap());
        let timexes = resolve(&find(text, &rules), published, &rules);
        let at = text.find(trigger).unwrap();
        let sentence = Span::new(0, text.len());
        let trigger = Span::new(at, at + trigger.len());
        let clause = Clause { text, sentence, clause: sentence, trigger, verbs: &[], state, narrative: false, before: None };
        let when = when_for(&clause, &timexes, published, &rules).unwrap();
        (when.span.to_string(), when.basis)
    }

    #[test]
    fn a_state_reached_by_a_morning_spans_the_night() {
        assert_eq!(dated("By Saturday morning the brigade had taken the bridge.", "taken", false).0, "2024-11-29/2024-11-30");
    }

    #[test]
    fn since_reaches_to_the_publication_and_until_is_open() {
        let since = dated("The port has been under army control since 2016.", "control", true);
        assert_eq!(since, ("2016-01-01/2024-11-30".to_owned(), WhenBasis::SinceUntil));
        assert_eq!(dated("They held the pass until March 2017.", "held", true).0, "../2017-03-31");
        assert_eq!(dated("The town was a base of theirs until troops stormed it in 2016.", "base", true).0, "../2016-12-31");
    }

    #[test]
    fn a_date_in_another_clause_does_not_count() {
        let text = "Fighters entered the valley for the first time since troops retook it in 2016.";
        assert_eq!(dated(text, "entered", false), ("2024-11-27/2024-11-30".to_owned(), WhenBasis::ArticleDate));
        assert_eq!(dated(text, "retook", false), ("2016".to_owned(), WhenBasis::Explicit));
    }

    #[test]
    fn a_date_at_the_head_or_beside_the_verb_counts() {
        assert_eq!(
            dated("In 2016, after years of shelling, the insurgents were pushed out and the town was retaken.", "retaken", false).0,
            "2016"
        );
        assert_eq!(dated("Troops seized the airfield on Thursday.", "seized", false), ("2024-11-28".to_owned(), WhenBasis::Weekday));
    }

    #[test]
    fn the_date_of_a_report_bounds_what_it_tells() {
        assert_eq!(dated("The army said Friday that insurgents had entered the suburb.", "entered", false).0, "2024-11-26/2024-11-29");
    }

    #[test]
    fn both_ends_of_a_range_count() {
        assert_eq!(dated("The town was shelled from 27 to 29 November.", "shelled", false).0, "2024-11-27/2024-11-29");
        assert_eq!(dated("Guards surrounded it between Tuesday and Thursday.", "surrounded", false).0, "2024-11-26/2024-11-28");
    }

    #[test]
    fn for_two_years_reaches_back() {
        assert_eq!(dated("The militia has controlled the district for two years.", "controlled", true).0, "2022-12-01/2024-11-30");
    }
}

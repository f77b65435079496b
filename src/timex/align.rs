//! Dating by the rest of the folder: an article that only says "Saturday" came out on the Saturday of the story that
//! others tell with a date.
//!
//! In: the [`DateEvidence`] of every article. Out: for each, when it came out, if anything tells. Refused: lining up
//! articles that do not tell the same story, or that are years apart by what they name. File time comes last, and only
//! as a bound: a text is often saved years after it was written.

use super::article_date::{DateEvidence, on_or_after};
use super::expression::{Published, PublishedBasis};
use crate::calendar::{Date, DateSpan, shift_days};
use rustc_hash::FxHashMap;

/// Articles this alike tell one story; unrelated reports of one war stay below.
const SAME_STORY: f64 = 0.13;
/// Articles this alike tell at least of one war.
const SAME_WAR: f64 = 0.03;
/// One story runs no longer than this between two reports of it.
const STORY_DAYS: i32 = 3;
/// A year named last and the story's year may lie this far apart.
const YEAR_GAP: i16 = 12;

/// Settles the folder; the result has the order of the input. Articles dated by the first round help in the second.
#[must_use]
pub fn align(articles: &[DateEvidence]) -> Vec<Option<Published>> {
    let mut dates: Vec<Option<Published>> = articles.iter().map(|article| article.published).collect();
    for _round in 0..2 {
        if dates.iter().all(Option::is_some) {
            break;
        }
        let mut dated = Dated::of(articles, &dates);
        for (article, slot) in articles.iter().zip(&mut dates).filter(|(_, slot)| slot.is_none()) {
            *slot = from_others(article, &mut dated);
        }
    }
    for (article, slot) in articles.iter().zip(&mut dates) {
        if slot.is_none() {
            *slot = from_bounds(article);
        }
    }
    dates
}

/// The articles whose day is known, by the names in them: who shares none with an article is never compared with it.
struct Dated<'a> {
    articles: Vec<(&'a DateEvidence, DateSpan, i16)>,
    by_name: FxHashMap<u32, Vec<u32>>,
    /// Of each article: how many names it shares with the one that asks; zero in between.
    shared: Vec<u32>,
}

impl<'a> Dated<'a> {
    fn of(articles: &'a [DateEvidence], known: &[Option<Published>]) -> Self {
        let known = articles.iter().zip(known).filter_map(|(article, published)| {
            let span = published.filter(|p| p.span.days().is_some_and(|days| days <= 4))?.span;
            Some((article, span, span.latest?.year()))
        });
        let articles: Vec<_> = known.collect();
        let mut by_name: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for ((article, ..), at) in articles.iter().zip(0..) {
            for name in article.story.names() {
                by_name.entry(*name).or_default().push(at);
            }
        }
        let shared = vec![0; articles.len()];
        Self { articles, by_name, shared }
    }

    /// The most alike, at most so many, most alike first; of equally alike ones those that come first in the folder.
    fn most_alike(&mut self, article: &DateEvidence, most: usize) -> Vec<(f64, DateSpan)> {
        let mut sharing: Vec<u32> = Vec::new();
        for at in article.story.names().iter().filter_map(|name| self.by_name.get(name)).flatten() {
            let Some(shared) = self.shared.get_mut(*at as usize) else { continue };
            if *shared == 0 {
                sharing.push(*at);
            }
            *shared += 1;
        }
        // The greatest likeness that is possible, position, names in common.
        let mut possible: Vec<(f64, u32, usize)> = Vec::new();
        for at in sharing {
            let names = self.shared.get_mut(at as usize).map_or(0, std::mem::take) as usize;
            let Some((other, _, year)) = self.articles.get(at as usize) else { continue };
            let fits = article.latest_year.is_none_or(|named| named <= *year && *year - named <= YEAR_GAP);
            let most = article.story.likeness_at_most(&other.story, names);
            if fits && most >= SAME_WAR {
                possible.push((most, at, names));
            }
        }
        possible.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut alike: Vec<(f64, u32, DateSpan)> = Vec::new();
        for (at_most, at, names) in possible {
            if alike.get(most - 1).is_some_and(|(least, ..)| *least > at_most) {
                break;
            }
            let Some((other, span, _)) = self.articles.get(at as usize) else { continue };
            let likeness = article.story.likeness(&other.story, names);
            if likeness >= SAME_WAR {
                let place = alike.partition_point(|(known, before, _)| known.total_cmp(&likeness).reverse().then(before.cmp(&at)).is_lt());
                alike.insert(place, (likeness, at, *span));
                alike.truncate(most);
            }
        }
        alike.into_iter().map(|(likeness, _, span)| (likeness, span)).collect()
    }
}

/// So many of the most alike tell the years of a war.
const YEARS_OF: usize = 8;

fn from_others(article: &DateEvidence, dated: &mut Dated<'_>) -> Option<Published> {
    let corpus = |span| Some(Published { span, basis: PublishedBasis::Corpus });
    if !article.candidates.is_empty() {
        // Of all years the calendar and the war leave one.
        let mut at_war = article.candidates.iter().filter(|date| article.era.contains(**date));
        if let (Some(date), None) = (at_war.next(), at_war.next())
            && article.era.latest.is_some()
        {
            return Some(Published { span: DateSpan::day(*date), basis: PublishedBasis::Calendar });
        }
        let others = dated.most_alike(article, YEARS_OF);
        return year_of_the_war(&article.candidates, &others).and_then(|date| corpus(DateSpan::day(date)));
    }
    let weekday = article.last_weekday?;
    let (_, story) = *dated.most_alike(article, 1).first().filter(|(likeness, _)| *likeness >= SAME_STORY)?;
    let day = nearest(story, weekday)?;
    corpus(if article.own_day { DateSpan::day(day) } else { DateSpan::between(day, shift_days(day, 1)) })
}

/// Of the days that the calendar leaves open, the one in the years of the most alike articles, when it is alone there.
fn year_of_the_war(candidates: &[Date], others: &[(f64, DateSpan)]) -> Option<Date> {
    let years = || others.iter().filter_map(|(_, span)| span.earliest).map(Date::year);
    let (first, last) = (years().min()?, years().max()?);
    let mut inside = candidates.iter().filter(|date| (first..=last).contains(&date.year()));
    match (inside.next(), inside.next()) {
        (Some(date), None) => Some(*date),
        _ => None,
    }
}

/// The weekday nearest to the story's day, within the days that one story runs.
fn nearest(story: DateSpan, weekday: i8) -> Option<Date> {
    let (from, to) = (story.earliest?, story.latest?);
    let after = on_or_after(from, weekday);
    let before = shift_days(after, -7);
    let distance = |date: Date| ((date - to).get_days().max(0)).max((from - date).get_days().max(0));
    let best = if distance(after) <= distance(before) { after } else { before };
    (distance(best) <= STORY_DAYS).then_some(best)
}

/// Not before what it names, not after its file was written: bounds, and often years apart.
fn from_bounds(article: &DateEvidence) -> Option<Published> {
    let named = article.latest_year.and_then(DateSpan::year).and_then(|year| year.earliest).max(article.latest_day);
    let written = article.file_date.or(article.era.latest)?;
    // A file made today from an old report tells little; what its war's end tells, it tells only of reports of that war.
    let latest = article.era.latest.filter(|end| named.is_none_or(|named| named <= *end)).map_or(written, |end| end.min(written));
    let earliest = named.max(article.era.earliest).filter(|day| *day <= latest);
    Some(Published { span: DateSpan { earliest, latest: Some(latest) }, basis: PublishedBasis::FileTime })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::read;
    use crate::timex::{TimexRules, date_article, find};

    fn folder(texts: &[&str]) -> Vec<Option<String>> {
        let (rules, _) = TimexRules::embedded();
        let evidence: Vec<DateEvidence> = texts
            .iter()
            .flat_map(|text| read("a.txt", text.as_bytes(), None).0)
            .map(|article| date_article(&article, &find(&article.text, &rules), &rules))
            .collect();
        align(&evidence).iter().map(|p| p.map(|p| p.span.to_string())).collect()
    }

    const DATED: &str = "The governor of Ostrava province met commanders of the Vltava Brigade near Kladno on Friday, 14 March 2014, \
        officials in Prague and Vienna said. Shelling of the Kladno steelworks by the Vltava Brigade went on through the night, and \
        residents of Ostrava fled towards Vienna.";
    const WEEKDAY_ONLY: &str = "Residents fled towards Vienna after the Vltava Brigade resumed its shelling of the Kladno steelworks on \
        Saturday. The governor of Ostrava province said in Prague that commanders of the Vltava Brigade had met him near Kladno a day before.";

    #[test]
    fn the_most_alike_are_those_of_a_search_through_all() {
        let (rules, _) = TimexRules::embedded();
        let mut chance = 7_u32;
        let mut below = |n: u32| {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (chance >> 8) % n
        };
        let mut evidence = Vec::new();
        for n in 0..160_u32 {
            // Every fourth is a copy of another but for its date.
            let told = if n % 4 == 3 { n - 3 } else { n };
            let words: Vec<String> = (0..40)
                .map(|k| (below(2 + 3 * (k % 12)) + told % 4 * 9, k % 2 == 0))
                .map(|(word, name)| {
                    let letters: String = (0..6).map(|at| char::from(b'a' + ((word * 7 + at * 5 + word / 3) % 26) as u8)).collect();
                    if name { format!("q N{letters}") } else { letters }
                })
                .collect();
            let date = if n % 5 == 0 { String::new() } else { format!("Kladno, {} May {}\n\n", 1 + n % 28, 2001 + n % 9) };
            let text = format!("{date}They say {} .", words.join(" "));
            evidence.extend(read("a.txt", text.as_bytes(), None).0.iter().map(|a| date_article(a, &find(&a.text, &rules), &rules)));
        }
        let known: Vec<Option<Published>> = evidence.iter().map(|article| article.published).collect();
        let mut dated = Dated::of(&evidence, &known);
        assert!(dated.articles.len() > 100);
        let mut found = 0;
        for article in evidence.iter().filter(|article| article.published.is_none()) {
            let names = |other: &DateEvidence| article.story.names().iter().filter(|name| other.story.names().contains(name)).count();
            let mut all: Vec<(f64, DateSpan)> = dated
                .articles
                .iter()
                .filter(|(_, _, year)| article.latest_year.is_none_or(|named| named <= *year && *year - named <= YEAR_GAP))
                .map(|(other, span, _)| (article.story.likeness(&other.story, names(other)), *span))
                .filter(|(likeness, _)| *likeness >= SAME_WAR)
                .collect();
            all.sort_by(|a, b| b.0.total_cmp(&a.0));
            found += all.len();
            for most in [1, YEARS_OF] {
                let expected: Vec<_> = all.iter().take(most).copied().collect();
                assert_eq!(dated.most_alike(article, most), expected);
            }
        }
        assert!(found > 200, "{found}");
    }

    #[test]
    fn a_weekday_is_dated_by_the_same_story_elsewhere() {
        assert_eq!(folder(&[DATED, WEEKDAY_ONLY]).get(1), Some(&Some("2014-03-15/2014-03-16".to_owned())));
    }

    #[test]
    fn a_chronology_came_out_on_its_last_day_and_a_daily_report_on_the_day_in_its_title() {
        let chronology =
            "The war in brief\n\nSunday, 26 January 2025\n\nRebels shelled Kladno.\n\nTuesday, 28 January 2025\n\nThey entered it.";
        let run_in = "The war in brief\n\n26 January 2025: Rebels shelled Kladno.\n\n- 28 January 2025. They entered it.";
        let daily = "Daily map note - 20 August 2024 - Kladno axis\n\nThe army holds the steelworks.";
        let history = "Battle of Kladno (20 August 1824)\n\nThe army held the steelworks.";
        assert_eq!(folder(&[chronology]), [Some("2025-01-28".to_owned())]);
        assert_eq!(folder(&[run_in]), [Some("2025-01-28".to_owned())]);
        assert_eq!(folder(&[daily]), [Some("2024-08-20".to_owned())]);
        assert_ne!(folder(&[history]), [Some("1824-08-20".to_owned())]);
    }

    #[test]
    fn datelines_name_places_up_to_their_comma() {
        let line = |dateline: &str| format!("{dateline} Rebels took the steelworks.\n\nThe army said nothing of it.");
        assert_eq!(folder(&[&line("Kladno, 14 August 2024.")]), [Some("2024-08-14".to_owned())]);
        assert_eq!(folder(&[&line("KLADNO, Bohemia, 29 June 2021 (AFP) -")]), [Some("2021-06-29".to_owned())]);
    }

    #[test]
    fn a_dateline_without_its_year_was_filed_on_the_last_weekday_that_it_names() {
        let (rules, _) = TimexRules::embedded();
        let text = "Kladno falls\n\nPRAGUE, Dec 6 (Agency) - Rebels entered the steelworks on Saturday and left it on Sunday, the army said on Monday.";
        let mut evidence: Vec<DateEvidence> = read("a.txt", text.as_bytes(), None)
            .0
            .iter()
            .map(|article| date_article(article, &find(&article.text, &rules), &rules))
            .collect();
        let day = |evidence: &[DateEvidence]| align(evidence).first().copied().flatten().map(|p| p.span.to_string());
        assert_eq!(day(&evidence), None);
        for article in &mut evidence {
            article.era = DateSpan::between(Date::constant(2020, 11, 3), Date::constant(2022, 11, 2));
        }
        assert_eq!(day(&evidence), Some("2021-12-06".to_owned()));
    }

    #[test]
    fn another_story_dates_nothing() {
        let other = "Fishermen of Bergen and Stavanger blocked the port of Oslo on Saturday over the price of cod, the Fisheries Ministry in \
            Norway said, while Denmark and Sweden watched.";
        assert_eq!(folder(&[DATED, other]).get(1), Some(&None));
    }

    #[test]
    fn a_later_year_named_forbids_the_alignment() {
        let later = format!("{WEEKDAY_ONLY} The steelworks had been rebuilt in 2019.");
        assert_eq!(folder(&[DATED, &later]).get(1), Some(&None));
    }
}

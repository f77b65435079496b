//! The fixtures of `tests/suite/timex`: their format is told at the head of `news.txt`.

use super::*;
use crate::calendar::DateSpan;
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::OnceLock;

const FIXTURES: [(&str, &str); 2] = [
    ("news.txt", include_str!("../../tests/suite/timex/news.txt")),
    ("narrative.txt", include_str!("../../tests/suite/timex/narrative.txt")),
];

/// Compiled once for all cases of a property.
fn rules() -> &'static TimexRules {
    static RULES: OnceLock<TimexRules> = OnceLock::new();
    RULES.get_or_init(|| TimexRules::embedded().0)
}

struct Marked {
    words: String,
    value: String,
    days: Option<String>,
    start: usize,
}

/// Takes the marks out of a text.
fn unmark(marked: &str) -> (String, Vec<Marked>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("[[") {
        text.push_str(before);
        let (inside, tail) = after.split_once("]]").expect("a mark that is not closed");
        let mut fields = inside.split('|');
        let words = fields.next().unwrap_or("").to_owned();
        let value = fields.next().expect("a mark needs a value").to_owned();
        marks.push(Marked { start: text.len(), value, days: fields.next().map(str::to_owned), words: words.clone() });
        text.push_str(&words);
        rest = tail;
    }
    text.push_str(rest);
    (text, marks)
}

/// Texts of a file with their publication.
fn texts(file: &str) -> Vec<(Option<DateSpan>, String)> {
    let mut out: Vec<(Option<DateSpan>, String)> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some(date) = line.strip_prefix("published: ") {
            out.push((Some(date.parse().expect("a date")), String::new()));
        } else if line == "undated" {
            out.push((None, String::new()));
        } else if let Some((_, text)) = out.last_mut() {
            let _ = writeln!(text, "{line}");
        }
    }
    out
}

#[test]
fn every_marked_expression_is_found_with_its_value_and_nothing_else() {
    let (rules, diagnostics) = TimexRules::embedded();
    assert_eq!(diagnostics, []);
    let mut wrong = String::new();
    let mut count = 0;
    for (name, file) in FIXTURES {
        for (published, marked) in texts(file) {
            let (text, marks) = unmark(&marked);
            let timexes = resolve(&find(&text, &rules), published, &rules);
            count += marks.len();
            for mark in &marks {
                let hit =
                    timexes.iter().find(|t| (t.span.start as usize) < mark.start + mark.words.len() && mark.start < t.span.end as usize);
                let got = hit.map(|t| (t.span.of(&text).to_owned(), t.value.clone(), t.when.map(|w| w.to_string()).unwrap_or_default()));
                let expected = (mark.words.clone(), mark.value.clone(), mark.days.clone());
                let fits =
                    got.as_ref().is_some_and(|(_, value, days)| *value == expected.1 && expected.2.as_ref().is_none_or(|d| d == days));
                if !fits {
                    let _ = writeln!(wrong, "{name}: {expected:?} got {got:?}");
                }
            }
            for timex in &timexes {
                if !marks.iter().any(|m| m.start < timex.span.end as usize && (timex.span.start as usize) < m.start + m.words.len()) {
                    let _ = writeln!(wrong, "{name}: not marked: {} = {}", timex.span.of(&text), timex.value);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count >= 120, "only {count} expressions");
}

#[test]
fn a_broken_rule_is_left_out_with_a_diagnostic_and_the_rest_works() {
    let file = "[class.month]\nslot = \"month\"\nwords = { January = 1 }\n\
        [[rule]]\nname = \"bad\"\nfind = \"{nothing}\"\nmeans = \"date\"\n\
        [[rule]]\nname = \"good\"\nfind = \"{day} {month}\"\nmeans = \"date\"\n";
    let (rules, diagnostics) = TimexRules::from_toml(&[("own.toml", file), ("torn.toml", "[[rule]\n")]);
    assert_eq!(diagnostics.len(), 2);
    assert!(diagnostics.iter().any(|d| d.message.contains("bad") && d.file == "own.toml"));
    assert_eq!(find("on 5 January", &rules).len(), 1);
}

#[test]
fn a_long_line_of_date_words_is_read_in_linear_time() {
    let (rules, _) = TimexRules::embedded();
    for unit in ["the the the early ", "1 2 3 4 ", "twenty hundred thousand ", "May May May ", "5-6-7-8-", "((((", "a few several "] {
        let text = unit.repeat(20_000);
        let found = find(&text, &rules);
        assert!(resolve(&found, None, &rules).len() <= text.len());
    }
}

/// Pieces that time expressions are made of, and some that they are not.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "in",
            "the",
            "last",
            "next",
            "May",
            "5",
            "31",
            "2016",
            "999999999999",
            "BC",
            "–",
            "’",
            "“",
            "\n",
            "th",
            "Friday",
            "Feb",
            "30",
            "later",
            "two",
            "years",
            "ago",
            "century",
            "0",
            "00:61",
            "12:30",
            "p.m.",
            "é",
            "حلب",
            "99th",
            "1990s",
            "0000-00-00",
            "31/31/9999",
            "Easter",
            "hundred",
            "thousand",
            "and",
            "a",
            "half",
            "of",
            "that",
            "year",
            "winter",
            "quarter",
            "first",
            "decade",
            "before",
            "9999",
            "2199",
            "1000 BC",
            "9999 BC",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn any_text_gives_ordered_spans_on_character_boundaries(text in soup(), year in proptest::option::of(-9999_i16..=9999)) {
        let rules = rules();
        let found = find(&text, rules);
        let published = year.and_then(DateSpan::year);
        let timexes = resolve(&found, published, rules);
        let mut end = 0;
        for timex in &timexes {
            prop_assert!(text.get(timex.span.start as usize..timex.span.end as usize).is_some_and(|words| !words.is_empty()));
            prop_assert!(timex.span.start >= end);
            end = timex.span.end;
            if let Some(DateSpan { earliest: Some(a), latest: Some(b) }) = timex.when {
                prop_assert!(a <= b);
            }
        }
    }
}

//! Articles in shapes that blow up careless readers, each with a bound on its time.

use super::bodies;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Unoptimised code is that much slower than what ships.
const PATIENCE: f64 = if cfg!(debug_assertions) { 10.0 } else { 1.0 };

/// Runs it; fails when it takes more than `seconds` of this thread's processor in an optimised build.
#[track_caller]
pub fn within(seconds: f64, what: &str, work: impl FnOnce()) {
    let (clock, processor) = (Instant::now(), processor_time());
    work();
    let spent = match (processor, processor_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => clock.elapsed(),
    };
    println!("{:8.3} s  {what}", spent.as_secs_f64());
    assert!(spent.as_secs_f64() < seconds * PATIENCE, "{what} takes {spent:?}, more than {seconds} s × {PATIENCE}");
}

/// Time that this thread has run, so that a busy machine does not count (Linux).
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Entities that call each other, ten times each.
pub fn laughs() -> String {
    let mut text = "<!ENTITY lol0 \"lol\">".to_owned();
    for n in 1..10 {
        let _ = write!(text, "<!ENTITY lol{n} \"{}\">", format!("&lol{};", n - 1).repeat(10));
    }
    text
}

const SENTENCE: &str = "Rebels captured Saraqib on Friday, residents said, and the army withdrew from Khan Sheikhoun. ";

#[test]
fn an_article_of_five_megabytes_in_one_line_is_read_in_seconds() {
    // A tenth of it tells as much where the code is not optimised: the time grows with the length.
    let bytes = if cfg!(debug_assertions) { 500_000 } else { 5_000_000 };
    let words = SENTENCE.repeat(bytes / SENTENCE.len());
    within(10.0, "a line of 5 MB", || bodies::claims("txt", words.as_bytes()));
}

#[test]
fn marks_without_end_cost_no_more_than_their_number() {
    let shapes: [(&str, String); 16] = [
        ("100,000 quotation marks", "\"".repeat(100_000)),
        ("100,000 opening quotes", "“Aleppo ".repeat(100_000)),
        ("100,000 closing quotes", "Aleppo” ".repeat(100_000)),
        ("100,000 single quotes", "‘the town’s ".repeat(50_000)),
        ("10,000 nested brackets", format!("{}Aleppo{}", "(".repeat(10_000), ")".repeat(10_000))),
        ("10,000 nested quotes and brackets", format!("Rebels said {}Aleppo fell{}.", "(“".repeat(10_000), "”)".repeat(10_000))),
        ("200,000 stops", ". ".repeat(200_000)),
        ("200,000 initials", "A. ".repeat(200_000)),
        ("200,000 commas", "Aleppo, ".repeat(100_000)),
        ("200,000 ands", "Aleppo and ".repeat(100_000)),
        ("200,000 hyphens", "al-".repeat(200_000)),
        ("one word of a megabyte", "a".repeat(1_000_000)),
        ("one capital word of a megabyte", "A".repeat(1_000_000)),
        ("a megabyte of marks over letters", "a\u{301}".repeat(300_000)),
        ("a megabyte of line ends", "\n".repeat(1_000_000)),
        ("a megabyte of blanks", format!("Aleppo{}fell", " ".repeat(1_000_000))),
    ];
    for (what, text) in &shapes {
        within(4.0, what, || bodies::claims("txt", text.as_bytes()));
    }
}

#[test]
fn a_sentence_without_end_is_read_in_seconds() {
    let clause = "rebels who captured Saraqib, which the army had held since 2019, entered Aleppo and ";
    within(10.0, "a sentence of 1 MB", || bodies::claims("txt", clause.repeat(1_000_000 / clause.len()).as_bytes()));
    let dates = "on Friday, November 29, 2024, and the next day, ";
    within(6.0, "20,000 dates in a sentence", || bodies::claims("txt", dates.repeat(20_000).as_bytes()));
    let numbers = "1,000,000,000 2024 11 29 ";
    within(6.0, "200,000 numbers", || bodies::claims("txt", numbers.repeat(40_000).as_bytes()));
}

#[test]
fn an_article_may_make_thousands_of_groups_and_speakers_known() {
    let letters = |n: usize, k: u32| char::from(b'A' + u8::try_from(n / 26_usize.pow(k) % 26).unwrap());
    let name = |n: usize| format!("{}{}{}{}", letters(n, 0), letters(n, 1), letters(n, 2), letters(n, 0));
    let groups: String = (0..4_000)
        .map(|n| format!("The rebel group {0}ara Front ({0}F) took Saraqib and fighters of the {0}F entered Aleppo.\n\n", name(n)))
        .collect();
    within(4.0, "4,000 groups", || bodies::claims("txt", groups.as_bytes()));
    let speakers: String =
        (0..4_000).map(|n| format!("\"We hold Saraqib. They left Aleppo,\" said {}ara Front's spokesman.\n\n", name(n))).collect();
    within(4.0, "4,000 speakers", || bodies::claims("txt", speakers.as_bytes()));
    let days: String = (0..4_000).map(|n| format!("{} May 2015. Rebels took Saraqib.\n\n", 1 + n % 28)).collect();
    within(4.0, "a chronology of 4,000 days", || bodies::claims("txt", days.as_bytes()));
}

#[test]
fn files_nested_without_end_are_read_in_seconds() {
    let body = SENTENCE.repeat(4);
    let shapes: [(&str, &str, String); 16] = [
        ("html", "100,000 nested divs", format!("<html><body>{}{body}", "<div>".repeat(100_000))),
        ("html", "100,000 nested bold", format!("<html><body><p>{}{body}", "<b>".repeat(100_000))),
        ("html", "100,000 nested spans, closed", format!("<html><body><p>{}{body}{}", "<span>".repeat(100_000), "</span>".repeat(100_000))),
        ("html", "30,000 nested tables", format!("<html><body>{}{body}", "<table><tr><td>".repeat(30_000))),
        ("html", "100,000 attributes", format!("<html><body><p {}>{body}</p>", "a=b ".repeat(100_000))),
        ("html", "20,000 links", format!("<html><body><article>{}</article>", "<a href=x>Aleppo</a> fell. ".repeat(20_000))),
        ("html", "100,000 stray ends", format!("<html><body><p>{body}{}", "</i></b></p>".repeat(100_000))),
        ("json", "JSON lists nested 100,000 deep", "[".repeat(100_000)),
        ("json", "JSON objects nested 100,000 deep", r#"{"articles":["#.repeat(100_000)),
        ("json", "100,000 small objects", format!("[{}{{}}]", r#"{"text":"x"},"#.repeat(100_000))),
        ("xml", "XML nested 100,000 deep", format!("<?xml version=\"1.0\"?><rss>{}", "<item>".repeat(100_000))),
        (
            "xml",
            "a billion laughs",
            format!(
                "<?xml version=\"1.0\"?><!DOCTYPE rss [{}]><rss><channel><item><title>&lol9;</title><description>&lol9;</description></item></channel></rss>",
                laughs()
            ),
        ),
        ("md", "Markdown quotes nested 20,000 deep", format!("{}{body}", "> ".repeat(20_000))),
        ("md", "Markdown emphasis without end", "*a **b _c ".repeat(30_000)),
        ("md", "Markdown links without end", "[".repeat(100_000)),
        ("csv", "a table with 200,000 open quotes", format!("text\n{}", "\"a\n".repeat(200_000))),
    ];
    for (ending, what, text) in &shapes {
        within(4.0, what, || bodies::claims(ending, text.as_bytes()));
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_or_read_around() {
    let words = SENTENCE.repeat(200);
    let latin: Vec<u8> = words.bytes().flat_map(|b| if b == b'a' { vec![0xE9, b'a'] } else { vec![b] }).collect();
    let shapes: [(&str, Vec<u8>); 5] = [
        ("NUL between all letters", words.bytes().flat_map(|b| [b, 0, 0]).collect()),
        ("one NUL in each sentence", words.replace('.', ".\0").into_bytes()),
        ("Latin-1", latin),
        ("broken UTF-8", words.bytes().flat_map(|b| if b == b'e' { vec![0xC3, 0x28] } else { vec![b] }).collect()),
        ("half of a UTF-16 pair", words.encode_utf16().flat_map(u16::to_le_bytes).chain([0xD8]).collect()),
    ];
    for ending in bodies::ARTICLE_ENDINGS {
        for (what, bytes) in &shapes {
            within(4.0, &format!("{what} as {ending}"), || bodies::claims(ending, bytes));
        }
    }
}

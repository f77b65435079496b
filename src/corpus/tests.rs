//! Whole files through [`read`](super::read).

use super::{Article, BlockKind, read};
use crate::diagnostic::{Diagnostic, Severity};

fn one(name: &str, text: &str) -> Article {
    let (mut articles, diagnostics) = read(name, text.as_bytes(), None);
    assert_eq!(articles.len(), 1, "{diagnostics:?}");
    articles.remove(0)
}

fn blocks(article: &Article, kind: BlockKind) -> Vec<&str> {
    article.blocks.iter().filter(|b| b.kind == kind).map(|b| b.span.of(&article.text)).collect()
}

fn worst(diagnostics: &[Diagnostic]) -> Option<Severity> {
    diagnostics.iter().map(|d| d.severity).max()
}

const BODY: &str = "Fighters of the eastern command entered the river town of Qarat on Monday after the garrison left its posts along the northern road, two residents said by telephone. The command said that it held the bridge, and the ministry did not comment on the report.";

#[test]
fn a_plain_text_keeps_its_bytes_and_gets_a_title() {
    let text = format!("Garrison leaves river town\n\n{BODY}\n\nCredit: Example News");
    let article = one("a.txt", &text);
    assert_eq!(article.text, text);
    assert_eq!(article.title, "Garrison leaves river town");
    assert_eq!(article.outlet.as_deref(), Some("Example News"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(article.blocks.iter().map(|b| b.kind).collect::<Vec<_>>(), [BlockKind::Title, BlockKind::Paragraph, BlockKind::Byline]);
}

#[test]
fn a_text_without_a_title_is_named_by_its_first_words() {
    let article = one("a.txt", &format!("{BODY}\n\n{BODY}"));
    assert!(article.title.starts_with("Fighters of the eastern") && article.title.ends_with('…') && article.title.chars().count() <= 91);
    assert!(blocks(&article, BlockKind::Title).is_empty());
}

#[test]
fn markdown_gives_front_matter_headings_and_words_without_marks() {
    let article = one(
        "a.md",
        &format!(
            "---\ntitle: Garrison leaves\ndate: 2024-11-30\nsource: \"Example News\"\nurl: https://example.org/a\n---\n\n## What is known\n\n{BODY}\n\n- one *bold* item\n- [linked](https://x.y) item\n"
        ),
    );
    assert_eq!(
        (article.title.as_str(), article.outlet.as_deref(), article.url.as_deref()),
        ("Garrison leaves", Some("Example News"), Some("https://example.org/a"))
    );
    assert_eq!(article.stated_date.and_then(|d| d.earliest).unwrap().to_string(), "2024-11-30");
    assert_eq!(blocks(&article, BlockKind::Title), ["Garrison leaves", "What is known"]);
    assert_eq!(blocks(&article, BlockKind::ListItem), ["one bold item", "linked item"]);
}

fn page(body: &str, head: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0025)https://example.org/story -->\n<html><head><title>Garrison leaves river town - Example News</title>{head}<script>var secret = 'never shown';</script><style>p{{color:red}}</style></head><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>{body}<footer>All rights reserved</footer><script>alert('never shown')</script></body></html>"
    )
}

#[test]
fn a_saved_page_gives_its_article_and_metadata_without_scripts() {
    let body = format!(
        "<article><h1>Garrison leaves river town</h1><p>{BODY}</p><figure><img src=x><figcaption>The bridge of Qarat on Monday.</figcaption></figure><p>{BODY}</p><ul><li>Item of a list that stays</li></ul></article>"
    );
    let head = r#"<meta property="og:site_name" content="Example News"><script type="application/ld+json">{"@graph":[{"@type":"WebSite","datePublished":"2001-01-01"},{"@type":"NewsArticle","datePublished":"2024-11-30T09:00:00Z"}]}</script>"#;
    let article = one("a.html", &page(&body, head));
    assert_eq!(article.title, "Garrison leaves river town");
    assert_eq!(article.outlet.as_deref(), Some("Example News"));
    assert_eq!(article.url.as_deref(), Some("https://example.org/story"));
    assert_eq!(article.stated_date.and_then(|d| d.earliest).unwrap().to_string(), "2024-11-30");
    assert_eq!(blocks(&article, BlockKind::Paragraph).len(), 2, "{:?}", article.text);
    assert_eq!(blocks(&article, BlockKind::Caption), ["The bridge of Qarat on Monday."]);
    assert!(!article.text.contains("never shown") && !article.text.contains("color:red") && !article.text.contains("Home"));
}

#[test]
fn a_page_that_breaks_off_is_read_as_far_as_it_goes() {
    let whole = page(&format!("<article><p>{BODY}</p><p>{BODY}"), "");
    let (cut, _) = whole.rsplit_once("said that it held").unwrap();
    let (articles, diagnostics) = read("a.html", cut.as_bytes(), None);
    assert!(articles[0].text.contains("two residents said"));
    assert!(diagnostics.iter().any(|d| d.message.contains("cut off")));
    assert!(!read("b.html", b"<html><body><p>Only this", None).0.is_empty());
}

#[test]
fn a_page_nested_deeper_than_any_real_one_is_no_panic() {
    let deep = format!("<html><body>{}{BODY}", "<div>".repeat(20_000));
    assert!(read("deep.html", deep.as_bytes(), None).0[0].text.contains("river town"));
}

#[test]
fn json_lists_objects_and_lines_give_articles() {
    let object = |n: u8| {
        format!(
            r#"{{"title":"Report {n}","body":"{BODY}","date":"2024-11-2{n}","source":{{"name":"Example News"}},"url":"https://example.org/{n}"}}"#
        )
    };
    for text in [
        format!("[{},{}]", object(1), object(2)),
        format!("{}\n{}\n", object(1), object(2)),
        format!(r#"{{"articles":[{},{}]}}"#, object(1), object(2)),
    ] {
        let (articles, diagnostics) = read("a.json", text.as_bytes(), None);
        assert_eq!(articles.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["a.json#1", "a.json#2"], "{diagnostics:?}");
        assert_eq!(articles[1].outlet.as_deref(), Some("Example News"));
        assert_eq!(articles[1].stated_date.and_then(|d| d.earliest).unwrap().to_string(), "2024-11-22");
    }
    let (articles, diagnostics) = read("a.jsonl", format!("{}\n{{broken\n{{\"id\":1}}\n", object(1)).as_bytes(), None);
    assert_eq!((articles.len(), diagnostics.len()), (1, 2), "{diagnostics:?}");
    assert!(diagnostics[0].message.contains("line 2"));
    assert_eq!(worst(&read("a.json", b"{not json", None).1), Some(Severity::Error));
}

#[test]
fn tables_give_an_article_a_row_and_name_bad_rows() {
    let text = format!(
        "Headline;Published;Source;Text\n\"One; two\";2024-11-21;Example;\"{BODY}\nSecond line \"\"quoted\"\".\"\nEmpty;2024-11-22;Example;\n"
    );
    let (articles, diagnostics) = read("a.csv", text.as_bytes(), None);
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].title, "One; two");
    assert!(articles[0].text.contains("Second line \"quoted\"."));
    assert!(diagnostics.iter().any(|d| d.message.contains("row 4")), "{diagnostics:?}");
    assert!(read("a.csv", b"a,b\n1,2\n", None).1[0].message.contains("no column"));
}

#[test]
fn feeds_give_their_entries() {
    let rss = format!(
        "<?xml version=\"1.0\"?><rss><channel><title>Example News</title><item><title>Garrison leaves</title><link>https://example.org/1</link><pubDate>Sat, 30 Nov 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item></channel></rss>"
    );
    let article = one("a.xml", &rss);
    assert_eq!((article.title.as_str(), article.outlet.as_deref()), ("Garrison leaves", Some("Example News")));
    assert_eq!(article.stated_date.and_then(|d| d.earliest).unwrap().to_string(), "2024-11-30");
    assert!(article.text.contains("river town") && !article.text.contains('<'));
    assert!(read("b.xml", b"<note><to>x</to></note>", None).1[0].message.contains("no RSS"));
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    assert!(read("a.pdf", b"%PDF-1.4", None).1[0].message.contains("as text"));
    assert!(read("a.docx", b"PK\x03\x04....word/document.xml", None).1[0].message.contains("plain text"));
    assert!(read("a.txt", b"", None).1[0].message.contains("empty"));
    assert!(read("a.txt", b" \n \n", None).1[0].message.contains("no words"));
    assert_eq!(worst(&read("app.js", b"let a = 1;", None).1), Some(Severity::Note));
}

#[test]
fn the_same_file_has_the_same_id_and_another_name_another() {
    assert_eq!(one("a.txt", BODY).id, one("a.txt", BODY).id);
    assert_ne!(one("a.txt", BODY).id, one("b.txt", BODY).id);
}

proptest::proptest! {
    #[test]
    fn any_bytes_give_articles_whose_blocks_are_ordered_and_inside(bytes: Vec<u8>, ending in "(txt|md|html|json|csv|xml|eml)") {
        let (articles, _) = read(&format!("a.{ending}"), &bytes, None);
        for article in articles {
            let mut end = 0;
            for block in &article.blocks {
                proptest::prop_assert!(block.span.start >= end && !block.span.of(&article.text).is_empty());
                end = block.span.end;
            }
        }
    }

    #[test]
    fn any_text_in_any_format_is_no_panic(text in "(\\PC|\n|[<>{}\\[\\]\",:;#*-]|<p>|</p>|<li>|---\n){0,200}", ending in "(txt|md|html|json|csv|xml|eml)") {
        let (articles, _) = read(&format!("a.{ending}"), text.as_bytes(), None);
        for article in articles {
            proptest::prop_assert!(!article.text.contains(['\r', '\0']));
        }
    }
}

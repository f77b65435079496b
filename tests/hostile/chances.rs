//! The engine's doors under seeded chance.

use super::bodies;
use super::chance::{Chance, every_seed, noise, texts, wounded};

const JSON: &str = r#"{"articles":[{"title":"Garrison leaves","body":"Rebels captured Saraqib on Friday, residents said.","date":"2024-11-29","source":{"name":"Example News"},"url":"https://example.org/1"},{"title":"Second","text":"<p>The army said it <b>retook</b> Khan Sheikhoun.</p>"}]}"#;
const TABLE: &str = "Headline;Published;Source;Text\n\"One; two\";2024-11-21;Example;\"Rebels captured Saraqib on Friday.\nSecond line \"\"quoted\"\".\"\nEmpty;2024-11-22;Example;\n";
const FEED: &str = "<?xml version=\"1.0\"?><rss><channel><title>Example News</title><item><title>Garrison leaves</title><link>https://example.org/1</link><pubDate>Sat, 30 Nov 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;Rebels captured Saraqib.&lt;/p&gt;</description></item></channel></rss>";
const PAGE: &str = "<!DOCTYPE html><html><head><title>Garrison leaves - Example</title><meta property=\"og:site_name\" content=\"Example News\"><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-11-30T09:00:00Z\"}</script></head><body><nav><a href='/'>Home</a></nav><article><h1>Garrison leaves</h1><p>Fighters of the eastern command entered the river town of Saraqib on Monday after the garrison left its posts, two residents said.</p><figure><figcaption>The bridge.</figcaption></figure><ul><li>Item</li></ul><table><tr><td>cell</td></tr></table></article></body></html>";
const MARKDOWN: &str = "---\ntitle: Garrison leaves\ndate: 2024-11-30\nsource: \"Example News\"\n---\n\n## What is known\n\nRebels *captured* [Saraqib](https://x.y) on Friday.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
const MAIL: &str = "From: Desk <desk@example.org>\nSubject: Garrison leaves\nDate: Sat, 30 Nov 2024 10:00:00 +0000\nContent-Type: text/plain\n\nRebels captured Saraqib on Friday.\n";

fn files() -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = [JSON, TABLE, FEED, PAGE, MARKDOWN, MAIL].iter().map(|text| text.as_bytes().to_vec()).collect();
    files.extend(texts());
    files
}

/// Mostly a wounded file, sometimes noise.
fn hostile(files: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    if chance.below(6) == 0 { noise(chance) } else { wounded(&files[chance.below(files.len())], files, chance) }
}

#[test]
fn broken_files_of_every_format_give_articles_or_a_reason() {
    let files = files();
    every_seed(300, |seed| {
        let mut chance = Chance::new(seed);
        let bytes = hostile(&files, &mut chance);
        bodies::articles(chance.of(&bodies::ARTICLE_ENDINGS), &bytes);
    });
}

#[test]
fn broken_files_give_claims_whose_words_are_in_the_article() {
    let files = files();
    every_seed(60, |seed| {
        let mut chance = Chance::new(seed ^ 0xC1A1);
        let bytes = hostile(&files, &mut chance);
        bodies::claims(chance.of(&bodies::ARTICLE_ENDINGS), &bytes);
    });
}

#[test]
fn broken_texts_give_toponyms_inside_the_text() {
    let files = files();
    every_seed(80, |seed| {
        let mut chance = Chance::new(seed ^ 0x9E0);
        bodies::recognition(&String::from_utf8_lossy(&hostile(&files, &mut chance)));
    });
}

#[test]
fn broken_texts_give_time_expressions_inside_the_text() {
    let files = files();
    every_seed(300, |seed| {
        let mut chance = Chance::new(seed ^ 0x71E);
        bodies::time(&String::from_utf8_lossy(&hostile(&files, &mut chance)));
    });
}

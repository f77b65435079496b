//! From bytes to claims: what a folder costs, stage by stage.
//!
//! `cargo bench --no-default-features --bench reading` reads the bundled articles again and again, `… -- FOLDER` those of a
//! folder. Beside each figure stands its ratio to the cheapest honest pass over the same text (decode it, split it at white
//! space), which is what to compare between machines.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench prints its table and stops at what it did not expect"
)]

#[path = "support/clock.rs"]
mod clock;

use clock::seconds;
use salient::corpus;
use salient::gazetteer::Gazetteer;
use salient::geoparsing::Memory;
use salient::knowledge::Knowledge;
use salient::text::{Parser, Tagger};
use salient::{geoparsing, pipeline, text, timex};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Text read for one figure.
const ROUND_BYTES: usize = 4_000_000;

fn main() {
    let (knowledge, cold_ms) = timed(Knowledge::embedded);
    let files = files();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let articles: Vec<corpus::Article> = files.iter().flat_map(|(name, bytes)| corpus::read(name, bytes, None).0).collect();
    let text_bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    // Whatever decodes on first use does so here.
    let (_, first_ms) = timed(|| read_all(&articles, &knowledge));
    let rounds = (ROUND_BYTES / text_bytes.max(1)).max(1);
    let per_round = |work: &dyn Fn()| per_round(rounds, work);
    let floor = per_round(&|| {
        for article in &articles {
            black_box(String::from_utf8_lossy(article.text.as_bytes()).split_whitespace().count());
        }
    });

    println!("{} articles, {bytes} bytes in files, {text_bytes} bytes of text", articles.len());
    println!("  knowledge opened          {cold_ms:9.3} ms");
    println!("  first reading of all      {first_ms:9.3} ms");
    println!("  stage                          µs/article       MB/s   bar   passes over the text");
    let row = |name: &str, bar: Option<u32>, seconds: f64| {
        let rate = text_bytes as f64 / 1e6 / seconds;
        let bar = bar.map_or_else(|| "–".to_owned(), |bar| bar.to_string());
        println!("  {name:<28} {:12.1} {rate:10.2} {bar:>5} {:10.1}", seconds * 1e6 / articles.len() as f64, seconds / floor);
    };
    row("split at white space", None, floor);
    let corpus = per_round(&|| files.iter().for_each(|(name, bytes)| drop(black_box(corpus::read(name, bytes, None)))));
    row("files to articles", None, corpus);
    row("sentences and tokens", None, per_round(&|| articles.iter().for_each(|a| drop(black_box(text::analyse(&a.text, &a.blocks))))));
    let times = per_round(&|| articles.iter().for_each(|a| drop(black_box(timex::find(&a.text, &knowledge.timex_rules)))));
    row("time expressions", None, times);
    let analysed: Vec<_> = articles.iter().map(|a| (a, text::analyse(&a.text, &a.blocks))).collect();
    let find = |article: &corpus::Article, analysis: &text::Analysis, memory: &Memory| {
        let context = geoparsing::ArticleContext::default();
        black_box(geoparsing::geoparse(&article.text, analysis, &context, &knowledge.gazetteer, knowledge.geo_model, memory));
    };
    // A folder as it is read: each article once, and nothing remembered from the round before.
    let folder = per_round(&|| {
        let memory = Memory::default();
        analysed.iter().for_each(|(article, analysis)| find(article, analysis, &memory));
    });
    row("toponyms found and placed", Some(20), folder);
    let alone = per_round(&|| analysed.iter().for_each(|(article, analysis)| find(article, analysis, &Memory::default())));
    row("  each article as the first", None, alone);
    let memory = Memory::default();
    row("  when all words are known", None, per_round(&|| analysed.iter().for_each(|(a, analysis)| find(a, analysis, &memory))));
    row("articles to claims", None, per_round(&|| read_all(&articles, &knowledge)));
    let bytes_to_claims = per_round(&|| {
        knowledge.geo_memory.forget();
        let read = files.iter().flat_map(|(name, bytes)| corpus::read(name, bytes, None).0);
        black_box(pipeline::settle(read.map(|article| pipeline::read_article(article, &knowledge)).collect(), &knowledge));
    });
    row("bytes to claims, settled", Some(3), bytes_to_claims);
    println!("  {:.0} articles a second on one core", articles.len() as f64 / bytes_to_claims);

    // Sentence by sentence, as claims ask for them.
    let sentences: Vec<_> =
        analysed.iter().flat_map(|(a, analysis)| analysis.sentences.iter().map(|s| (&*a.text, analysis.tokens_of(s)))).collect();
    let tokens: usize = sentences.iter().map(|(_, tokens)| tokens.len()).sum();
    let tags: Vec<_> = sentences.iter().map(|(text, tokens)| Tagger::embedded().tag(tokens, text)).collect();
    let tagging = per_round(&|| sentences.iter().for_each(|(text, tokens)| drop(black_box(Tagger::embedded().tag(tokens, text)))));
    let parsing = per_round(&|| {
        sentences.iter().zip(&tags).for_each(|((text, tokens), tags)| drop(black_box(Parser::embedded().parse(tokens, tags, text))));
    });
    println!("  tagged                    {:9.0} tokens/s (bar 500,000)", tokens as f64 / tagging);
    println!("  parsed                    {:9.0} tokens/s (bar 100,000)", tokens as f64 / parsing);

    let gazetteer = Gazetteer::embedded();
    let names = ["Aleppo", "Kyiv", "al-Rashidin", "Deir ez-Zor", "Springfield", "Nowhere at all"];
    let lookup = per_round(&|| names.iter().for_each(|name| drop(black_box(gazetteer.candidates(name)))));
    println!("  a name in the gazetteer   {:9.3} µs (bound 2 µs)", lookup * 1e6 / names.len() as f64);
}

fn read_all(articles: &[corpus::Article], knowledge: &Knowledge) {
    knowledge.geo_memory.forget();
    for article in articles {
        black_box(pipeline::read_article(article.clone(), knowledge));
    }
}

fn files() -> Vec<(String, Vec<u8>)> {
    // `cargo bench` hands its own flags on.
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let folder = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/aleppo-2024"));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).expect("the sample").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), std::fs::read(&path).expect("a readable file"))).collect()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed().as_secs_f64() * 1e3)
}

/// Seconds a round, the best of five runs: the least disturbed one.
fn per_round(rounds: usize, work: &dyn Fn()) -> f64 {
    let rounds = rounds.div_ceil(5);
    let run = |_| seconds(|| (0..rounds).for_each(|_| work())) / rounds as f64;
    (0..5).map(run).fold(f64::INFINITY, f64::min)
}

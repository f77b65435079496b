//! What must hold whatever the bytes are, one function for each door of the engine.
//!
//! The fuzz targets beside this file call these, and `tests/hostile.rs` does with shapes and seeds of its own, so that
//! a machine without a fuzzer checks the same. Each panics where a promise is broken: a span outside its text or inside
//! a character, a point off the globe, a block out of order, a diagnostic without words.

use salient::corpus::{self, Article};
use salient::diagnostic::Diagnostic;
use salient::gazetteer::{self, Gazetteer};
use salient::geoparsing::{self, ArticleContext, Toponym};
use salient::knowledge::Knowledge;
use salient::pipeline::{self, ArticleReading};
use salient::provenance::Span;
use salient::{text, timex};
use std::sync::LazyLock;

/// Endings that choose a reader; the last leaves the choice to what the file looks like.
pub const ARTICLE_ENDINGS: [&str; 8] = ["html", "md", "json", "csv", "xml", "eml", "txt", ""];
/// Files of places by what they are called; what they are shows in their bytes.
pub const PLACE_FILES: [&str; 5] = ["SY.txt", "SY.zip", "places.csv", "places.geojson", "places.kml"];

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);

/// The kind that the first byte chooses, and the bytes after it.
#[allow(dead_code, reason = "the tests name the kind themselves")]
pub fn kind_and_rest<'a>(kinds: &[&'a str], bytes: &'a [u8]) -> (&'a str, &'a [u8]) {
    let Some((first, rest)) = bytes.split_first() else { return ("", bytes) };
    (kinds[usize::from(*first) % kinds.len()], rest)
}

/// Bytes → articles.
pub fn articles(ending: &str, bytes: &[u8]) -> Vec<Article> {
    let name = if ending.is_empty() { "file".to_owned() } else { format!("file.{ending}") };
    let (articles, diagnostics) = corpus::read(&name, bytes, None);
    said(&diagnostics);
    assert!(!articles.is_empty() || !diagnostics.is_empty(), "a file that gives nothing must say why");
    for article in &articles {
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.span.start >= end, "blocks out of order: {:?}", block.span);
            inside(block.span, &article.text, "block");
            end = block.span.end;
        }
        assert!(!article.text.contains(['\0', '\r']));
    }
    articles
}

/// Bytes → places of the user's own.
pub fn places(file: &str, bytes: &[u8]) {
    let (rows, diagnostics) = gazetteer::read_user_file(file, bytes);
    said(&diagnostics);
    assert!(!rows.is_empty() || !diagnostics.is_empty(), "a file without places must say so");
    assert!(diagnostics.len() < 100, "thousands of bad rows are counted, not listed: {}", diagnostics.len());
    for row in &rows {
        assert!(!row.id.is_empty() && !row.name.trim().is_empty() && !row.name.contains('\0'), "{row:?}");
        assert!(row.at.lat.abs() <= 90.0 && row.at.lon.abs() <= 180.0, "{row:?}");
        assert!(row.names.iter().all(|name| !name.trim().is_empty() && name.chars().count() <= 200), "{row:?}");
    }
}

/// Bytes → a gazetteer that knows every place of the file by its name and by its id.
pub fn layered(file: &str, bytes: &[u8]) {
    let (rows, _) = gazetteer::read_user_file(file, bytes);
    let (layered, diagnostics) = Gazetteer::embedded().with_file(file, bytes);
    said(&diagnostics);
    for row in rows.iter().take(200) {
        // A row that joined a place of ours goes by our id; a name of marks alone has no key.
        let Some(place) = layered.by_id(&row.id) else { continue };
        assert!(layered.at(place).lat.abs() <= 90.0, "{row:?}");
        for (found, _) in layered.candidates(&row.name) {
            assert!(!layered.name(found).is_empty() && !layered.id(found).is_empty());
            let _ = (layered.parents(found).count(), layered.place(found));
        }
        assert!(layered.near(row.at, 1.0).len() <= layered.len());
    }
}

/// Text → toponyms, each inside the text, in its sentence, with a point on the globe.
pub fn recognition(text: &str) {
    let article = corpus::verbatim("fuzz", text, None);
    let analysis = text::analyse(&article.text, &article.blocks);
    analysed(&article.text, &analysis);
    let (toponyms, diagnostics) = geoparsing::geoparse(
        &article.text,
        &analysis,
        &ArticleContext::default(),
        &KNOWLEDGE.gazetteer,
        KNOWLEDGE.geo_model,
        &KNOWLEDGE.geo_memory,
    );
    said(&diagnostics);
    placed(&article.text, &analysis, &toponyms);
}

/// Text → time expressions, found and then resolved.
pub fn time(text: &str) {
    let found = timex::find(text, &KNOWLEDGE.timex_rules);
    let article = corpus::verbatim("fuzz", text, Some("2024-11-30"));
    let evidence = timex::date_article(&article, &found, &KNOWLEDGE.timex_rules);
    let _ = timex::is_narrative(&found, None);
    for published in [None, evidence.published.map(|p| p.span), article.stated_date] {
        for timex in timex::resolve(&found, published, &KNOWLEDGE.timex_rules) {
            inside(timex.span, text, "time expression");
            let days = timex.when.map(|span| (span.earliest, span.latest));
            assert!(!matches!(days, Some((Some(from), Some(to))) if from > to), "ends before it begins: {timex:?}");
        }
    }
}

/// Bytes → claims, alone and settled as a folder of one file; every word of evidence is in the article.
pub fn claims(ending: &str, bytes: &[u8]) {
    let readings: Vec<ArticleReading> =
        articles(ending, bytes).into_iter().take(50).map(|article| pipeline::read_article(article, &KNOWLEDGE)).collect();
    for reading in pipeline::settle(readings, &KNOWLEDGE) {
        let words = reading.article.text.as_str();
        said(&reading.diagnostics);
        analysed(words, &reading.analysis);
        placed(words, &reading.analysis, &reading.toponyms);
        reading.timexes.iter().for_each(|timex| inside(timex.span, words, "time expression"));
        for claim in &reading.claims {
            assert_eq!(claim.article, reading.article.id);
            assert!((1..=6).contains(&claim.credibility), "{}", claim.credibility);
            let mentions = [
                Some(claim.quote),
                Some(claim.sentence),
                Some(claim.place.mention),
                claim.actor.as_ref().map(|actor| actor.mention),
                claim.opponent.as_ref().map(|actor| actor.mention),
                claim.when.mention,
                claim.claimant.mention,
            ];
            mentions.into_iter().flatten().for_each(|span| inside(span, words, "evidence"));
            assert!(claim.sentence.contains(claim.quote), "the quote leaves its sentence: {claim:?}");
        }
        let explained = pipeline::explain(&reading, &KNOWLEDGE);
        assert!(explained.len() <= reading.analysis.sentences.len());
    }
}

fn analysed(words: &str, analysis: &text::Analysis) {
    let mut end = 0;
    for token in &analysis.tokens {
        assert!(token.span.start >= end, "tokens out of order: {:?}", token.span);
        inside(token.span, words, "token");
        end = token.span.end;
    }
    for sentence in &analysis.sentences {
        inside(sentence.span, words, "sentence");
        assert!(sentence.tokens.end <= analysis.tokens.len(), "{sentence:?}");
    }
    analysis.quotations.iter().for_each(|quotation| inside(quotation.span, words, "quotation"));
}

fn placed(words: &str, analysis: &text::Analysis, toponyms: &[Toponym]) {
    for toponym in toponyms {
        inside(toponym.span, words, "toponym");
        assert!(toponym.sentence < analysis.sentences.len().max(1), "{toponym:?}");
        if let Some(resolution) = &toponym.resolution {
            let (lat, lon) = (resolution.at.lat, resolution.at.lon);
            assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0, "{resolution:?}");
            assert!((0.0..=1.0).contains(&resolution.confidence), "{resolution:?}");
        }
    }
}

/// Not empty, and on character boundaries inside the text.
fn inside(span: Span, words: &str, what: &str) {
    assert!(words.get(span.start as usize..span.end as usize).is_some_and(|words| !words.is_empty()), "{what} {span:?} of {}", words.len());
}

fn said(diagnostics: &[Diagnostic]) {
    assert!(diagnostics.iter().all(|d| !d.message.trim().is_empty()), "{diagnostics:?}");
}

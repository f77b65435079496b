//! Text of a file → drafts of its articles, by its ending and by what it looks like.
//!
//! In: name and text. Out: [`Draft`]s. Refused: file kinds that hold no articles, named in [`not_an_article`].

mod feed;
mod front_matter;
mod html;
mod html_depth;
mod html_meta;
mod json;
mod mail;
mod markdown;
mod table;

use super::Draft;
use crate::diagnostic::{Diagnostic, Severity, Stage};

/// What a reader gives: drafts, and what went wrong on the way.
pub(super) type Drafts = (Vec<Draft>, Vec<Diagnostic>);

/// Why a file of this name is not read, judged by its ending alone.
pub(super) fn not_an_article(name: &str) -> Option<String> {
    let kind = match ending(name).as_str() {
        "js" | "mjs" | "css" | "map" | "py" | "rs" | "sh" | "toml" | "yaml" | "yml" | "ini" | "cfg" | "lock" | "svg" | "sql" | "r"
        | "ipynb" => "not an article (a program, a style or settings)",
        "geojson" | "kml" | "gpx" | "pmtiles" | "gpkg" | "shp" | "dbf" | "prj" | "topojson" => {
            "not an article (map data). Add it as a gazetteer instead, if it names places"
        }
        "mhtml" | "mht" => "format not read: MHTML. Save the page as HTML",
        "msg" => "format not read: Outlook mail. Save it as .eml or as text",
        "mbox" => "format not read: a mailbox. Save the mails as .eml files",
        _ => return None,
    };
    Some(format!("{kind}."))
}

pub(super) fn read(name: &str, text: String) -> Drafts {
    match ending(name).as_str() {
        "md" | "markdown" | "mdown" => single(markdown::read(&text)),
        "html" | "htm" | "xhtml" => html::read(name, &text),
        "json" | "jsonl" | "ndjson" => json::read(name, &text),
        "csv" => table::read(name, &text, table::separator(&text)),
        "tsv" | "tab" => table::read(name, &text, '\t'),
        "rss" | "atom" | "xml" | "rdf" => feed::read(name, &text),
        "eml" => mail::read(name, &text),
        _ => by_look(name, text),
    }
}

/// Files without a telling ending.
fn by_look(name: &str, text: String) -> Drafts {
    let start: String = text.trim_start().chars().take(300).flat_map(char::to_lowercase).collect();
    if start.starts_with("<!doctype html") || start.starts_with("<html") || (start.starts_with("<!--") && start.contains("<html")) {
        return html::read(name, &text);
    }
    if start.starts_with("<?xml") && ["<rss", "<feed", "<rdf"].iter().any(|root| start.contains(root)) {
        return feed::read(name, &text);
    }
    if start.starts_with('{') && serde_json::from_str::<serde_json::Value>(text.trim().lines().next().unwrap_or("")).is_ok() {
        return json::read(name, &text);
    }
    let (matter, body) = front_matter::split(&text);
    let mut draft = Draft::of_plain_text(if matter.is_empty() { text } else { body.to_owned() });
    for (key, value) in matter {
        draft.set_field(&key, &value);
    }
    single(draft)
}

fn single(draft: Draft) -> Drafts {
    (vec![draft], Vec::new())
}

fn ending(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

fn report(name: &str, severity: Severity, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(severity, Stage::Corpus, name, message)
}

/// At most this many rows of one file are reported one by one.
const ROWS_REPORTED: usize = 20;

/// Keeps the first reports and counts the others.
fn capped(name: &str, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diagnostics.len() > ROWS_REPORTED {
        let more = diagnostics.len() - ROWS_REPORTED;
        diagnostics.truncate(ROWS_REPORTED);
        diagnostics.push(report(name, Severity::Warning, format!("{more} more rows could not be read.")));
    }
    diagnostics
}

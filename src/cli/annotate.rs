//! `salient annotate`: texts in as JSON lines, what was found in them out as JSON lines.
//!
//! A text stands for itself: no file time, no neighbours, no boilerplate; offsets count code points of the text exactly as given.

use super::arguments::Annotate;
use super::out::Out;
use super::{FAILURE, claim_line, loading};
use crate::corpus;
use crate::geoparsing::ToponymKind;
use crate::jobs::{guarded, in_order};
use crate::knowledge::Knowledge;
use crate::pipeline::{self, ArticleReading};
use crate::provenance::CodePoints;
use crate::timex::TimexKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, BufRead, Read};

/// Lines read before they are annotated together.
const CHUNK: usize = 64;
/// Bytes of one line at most.
const LINE_LIMIT: u64 = 64 * 1024 * 1024;

#[derive(Debug, Deserialize)]
struct Text {
    id: Value,
    text: String,
    #[serde(default)]
    published: Option<String>,
}

#[derive(Debug, Serialize)]
struct Annotated<'a> {
    id: &'a Value,
    toponyms: Vec<ToponymLine<'a>>,
    timexes: Vec<TimexLine<'a>>,
    claims: Vec<claim_line::ClaimLine<'a>>,
}

#[derive(Debug, Serialize)]
struct ToponymLine<'a> {
    start: usize,
    end: usize,
    kind: ToponymKind,
    place: Option<PlaceLine<'a>>,
}

#[derive(Debug, Serialize)]
struct PlaceLine<'a> {
    id: &'a str,
    name: &'a str,
    lon: f64,
    lat: f64,
    confidence: f32,
}

#[derive(Debug, Serialize)]
struct TimexLine<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: TimexKind,
    value: &'a str,
}

pub(super) fn run(options: &Annotate, out: &mut Out) -> u8 {
    let knowledge = match loading::knowledge(&options.layers, out) {
        Ok(knowledge) => knowledge,
        Err(code) => return code,
    };
    let mut input = io::stdin().lock();
    let (mut number, mut read, mut done) = (0_usize, 0_usize, false);
    while !done {
        let mut chunk: Vec<(usize, Vec<u8>)> = Vec::new();
        while chunk.len() < CHUNK {
            let mut line = Vec::new();
            match input.by_ref().take(LINE_LIMIT).read_until(b'\n', &mut line) {
                Ok(0) => done = true,
                Ok(_) => {
                    number += 1;
                    if !line.trim_ascii().is_empty() {
                        chunk.push((number, line));
                    }
                    continue;
                }
                Err(error) => {
                    out.complain(&format!("error: standard input, line {}: {error}.", number + 1));
                    done = true;
                }
            }
            break;
        }
        let results = in_order(&chunk, |_, (_, line)| annotate(line, &knowledge));
        for ((number, _), result) in chunk.iter().zip(results) {
            match result {
                Ok(json) => {
                    read += 1;
                    if out.line(&json).is_err() {
                        return 0;
                    }
                }
                Err(reason) => out.complain(&format!("error: standard input, line {number}: {reason}; skipped.")),
            }
        }
        out.progress(&format!("{number} lines"));
        // Whoever waits for the answers of a chunk gets them now.
        if out.flush().is_err() {
            return 0;
        }
    }
    if number == 0 {
        out.complain("error: there is nothing on standard input. Give one JSON object a line: {\"id\":1,\"text\":\"…\"}.");
    }
    if read == 0 { FAILURE } else { 0 }
}

fn annotate(line: &[u8], knowledge: &Knowledge) -> Result<String, String> {
    let words = std::str::from_utf8(line).map_err(|e| format!("not UTF-8 after byte {}", e.valid_up_to()))?;
    let input: Text = serde_json::from_str(words.trim_start_matches('\u{FEFF}')).map_err(|e| e.to_string())?;
    let name = input.id.as_str().map_or_else(|| input.id.to_string(), str::to_owned);
    let reading = guarded(|| {
        let article = corpus::verbatim(&name, &input.text, input.published.as_deref());
        pipeline::settle(vec![pipeline::read_article(article, knowledge)], knowledge)
    })
    .map_err(|fault| format!("a fault of the program: {fault}"))?;
    let reading = reading.first().ok_or("it was not read")?;
    serde_json::to_string(&annotated(&input.id, reading, knowledge)).map_err(|e| e.to_string())
}

fn annotated<'a>(id: &'a Value, reading: &'a ArticleReading, knowledge: &'a Knowledge) -> Annotated<'a> {
    let text = reading.article.text.as_str();
    let points = CodePoints::new(text);
    let toponyms = reading.toponyms.iter().filter(|t| t.kind != ToponymKind::Description).map(|t| ToponymLine {
        start: points.before(text, t.span.start),
        end: points.before(text, t.span.end),
        kind: t.kind,
        place: t.resolution.as_ref().map(|r| PlaceLine {
            id: &r.id,
            name: &r.name,
            lon: r.at.lon,
            lat: r.at.lat,
            confidence: r.confidence,
        }),
    });
    let timexes = reading.timexes.iter().map(|t| TimexLine {
        start: points.before(text, t.span.start),
        end: points.before(text, t.span.end),
        kind: t.kind,
        value: &t.value,
    });
    Annotated { id, toponyms: toponyms.collect(), timexes: timexes.collect(), claims: claim_line::of_reading(reading, knowledge) }
}

//! `salient gazetteer`: what places bear a name, and where each comes from.

use super::FAILURE;
use super::arguments::Gazetteer;
use super::loading;
use super::out::Out;
use crate::gazetteer::{CandidateRow, PlaceKind};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    name: &'a str,
    kind: PlaceKind,
    country: &'a str,
    admin1: &'a str,
    lat: f64,
    lon: f64,
    population: u32,
    radius_m: u32,
    r#match: &'static str,
    source: &'a str,
    confidence: &'a str,
}

pub(super) fn run(options: &Gazetteer, out: &mut Out) -> u8 {
    let knowledge = match loading::knowledge(&options.layers, out) {
        Ok(knowledge) => knowledge,
        Err(code) => return code,
    };
    let rows = knowledge.gazetteer.rows(&options.name);
    if options.json {
        for row in &rows {
            let Ok(json) = serde_json::to_string(&json(row)) else { continue };
            if out.line(&json).is_err() {
                return 0;
            }
        }
    } else if !rows.is_empty() {
        let header = ["NAME", "KIND", "COUNTRY", "DIVISION", "LATITUDE", "LONGITUDE", "PEOPLE", "MATCH", "SOURCE", "ID"].map(str::to_owned);
        if table(std::iter::once(header).chain(rows.iter().map(cells)), out).is_err() {
            return 0;
        }
    }
    if rows.is_empty() {
        out.complain(&format!("no place is named \u{201c}{}\u{201d}. Try another spelling, or fewer words.", options.name));
        return FAILURE;
    }
    0
}

fn json(row: &CandidateRow) -> Row<'_> {
    Row {
        id: &row.id,
        name: &row.name,
        kind: row.kind,
        country: &row.country,
        admin1: &row.admin1,
        lat: row.at.lat,
        lon: row.at.lon,
        population: row.population,
        radius_m: row.radius_m,
        r#match: row.match_word(),
        source: &row.source,
        confidence: &row.confidence,
    }
}

fn cells(row: &CandidateRow) -> [String; 10] {
    let kind = serde_json::to_value(row.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let people = if row.population == 0 { String::new() } else { row.population.to_string() };
    [
        row.name.clone(),
        kind,
        row.country.clone(),
        row.admin1.clone(),
        format!("{:.5}", row.at.lat),
        format!("{:.5}", row.at.lon),
        people,
        row.match_word().to_owned(),
        row.source.clone(),
        row.id.clone(),
    ]
}

/// Columns as wide as their widest cell; the last one ends the line.
fn table<const N: usize>(rows: impl Iterator<Item = [String; N]>, out: &mut Out) -> Result<(), super::out::Closed> {
    let rows: Vec<[String; N]> = rows.collect();
    let mut widths = [0_usize; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count()) + 2));
        }
        out.line(line.trim_end())?;
    }
    Ok(())
}

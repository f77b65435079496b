//! Airports, ports and the supplement.

use crate::divisions::tidy;
use crate::fold::Folding;
use crate::merge::{Near, divisions_near};
use crate::patterns::Patterns;
use crate::sources::{Problem, cell, json, list, number, table};
use crate::world::{World, kind};
use crate::write::Row;
use std::collections::BTreeSet;
use std::path::Path;

/// A supplement row with the names of what it lies in.
pub struct Site {
    pub row: Row,
    pub admin1: String,
    pub parent: String,
}

pub fn supplement(world: &mut World, path: &Path) -> Result<Vec<Site>, Problem> {
    let mut sites = Vec::new();
    for row in table(path, true)? {
        let (Some(lat), Some(lon)) = (number(&row, 3), number(&row, 4)) else {
            return Err(format!("{}: no point in {row:?}", path.display()).into());
        };
        let kind_name = match cell(&row, 5) {
            "village" | "town" | "city" => "settlement",
            "airbase" => "air-base",
            "military_base" => "military-site",
            "border_crossing" => "crossing",
            "oil_field" => "oil-field",
            "power_plant" => "power-plant",
            other => other,
        };
        // Sources that tell how one point was estimated are as many as points: their common beginning says enough here.
        let told = cell(&row, 10);
        let source = if told.starts_with("relative") { "Salient's supplement: point estimated from a neighbour" } else { told };
        let source = source.split(['(', ';', '\'']).next().unwrap_or_default().trim();
        let short: String = source.chars().take(80).collect();
        let source = world.source(&short);
        sites.push(Site {
            row: Row {
                id: cell(&row, 0).to_owned(),
                name: cell(&row, 1).to_owned(),
                names: list(cell(&row, 2), ','),
                lat,
                lon,
                kind: kind(kind_name),
                country: cell(&row, 6).to_owned(),
                radius_m: number(&row, 9).unwrap_or(1000.0) as u32,
                source,
                confidence: match cell(&row, 11) {
                    "high" => 0,
                    "medium" => 1,
                    _ => 2,
                },
                ..Row::default()
            },
            admin1: cell(&row, 7).to_owned(),
            parent: cell(&row, 8).to_owned(),
        });
    }
    Ok(sites)
}

/// Words that make an airfield an air base.
const MILITARY: [&str; 14] = [
    "air base",
    "airbase",
    "air force",
    "military",
    "army",
    "naval",
    "afb",
    "raf ",
    "air station",
    "barracks",
    "camp ",
    " ab ",
    "aviation base",
    "combat",
];

pub fn airports(world: &mut World, path: &Path, near: &Near, patterns: &Patterns, folding: &Folding) -> Result<(), Problem> {
    let source = world.source("OurAirports");
    for row in table(path, true)? {
        let (Some(lat), Some(lon)) = (number(&row, 3), number(&row, 4)) else { continue };
        let (ident, size, name, country, town, keywords) =
            (cell(&row, 0), cell(&row, 1), cell(&row, 2), cell(&row, 5), cell(&row, 6), list(cell(&row, 8), ','));
        let told = format!(" {name} , {} ", keywords.join(" , ")).to_lowercase();
        let kind_name = if MILITARY.iter().any(|word| told.contains(word)) { "air-base" } else { "airport" };
        let mut names: Vec<String> = Vec::new();
        let (stem, _) = patterns.stem(&["air-base", "airport"], name);
        names.extend(patterns.forms(kind_name, country, stem));
        for keyword in keywords.iter().filter(|k| **k != ident && k.chars().count() > 3) {
            let (stem, had_words) = patterns.stem(&["air-base", "airport"], keyword);
            if keyword.is_ascii() {
                names.extend(patterns.forms(kind_name, country, stem));
            } else if had_words || keyword.contains(' ') {
                names.push(keyword.clone());
            }
        }
        // "Aleppo airport" is the airport that serves Aleppo, whatever its own name.
        let serves = matches!(size, "large_airport" | "medium_airport") || cell(&row, 7) == "1";
        let parent = (!town.is_empty())
            .then(|| {
                let wanted = folding.transliterated(&folding.exact(town)).0;
                near.around(&world.rows, (lat, lon), 60.0)
                    .filter_map(|(n, d)| world.rows.get(n).map(|r| (n, r, d)))
                    .filter(|(_, r, _)| {
                        r.country == country
                            && std::iter::once(&r.name)
                                .chain(&r.names)
                                .any(|name| name.is_ascii() && folding.transliterated(&folding.exact(name)).0 == wanted)
                    })
                    .max_by(|a, b| a.1.population.cmp(&b.1.population).then(b.2.total_cmp(&a.2)))
                    .map(|(n, ..)| n)
            })
            .flatten();
        if serves && !town.is_empty() {
            names.extend(patterns.forms(kind_name, country, town.split(['(', '/', ',']).next().unwrap_or(town).trim()));
        }
        let (admin1, admin2) = divisions_near(world, near, (lat, lon), country);
        let mut airport = Row {
            id: format!("oa:{ident}"),
            name: name.to_owned(),
            names,
            lat,
            lon,
            kind: kind(kind_name),
            country: country.to_owned(),
            radius_m: if size == "large_airport" { 3000 } else { 2000 },
            admin1,
            admin2,
            parent,
            source,
            ..Row::default()
        };
        tidy(&mut airport);
        world.rows.push(airport);
    }
    Ok(())
}

pub fn ports(world: &mut World, path: &Path, near: &Near, patterns: &Patterns) -> Result<(), Problem> {
    let source = world.source("searoute ports");
    let mut seen = BTreeSet::new();
    let document = json(path)?;
    for feature in document.get("features").and_then(|f| f.as_array()).into_iter().flatten() {
        let text = |pointer: &str| feature.pointer(pointer).and_then(|value| value.as_str());
        let number = |pointer: &str| feature.pointer(pointer).and_then(|value| value.as_f64());
        let (Some(name), Some(code)) = (text("/properties/name"), text("/properties/port")) else { continue };
        let (Some(lon), Some(lat)) = (number("/geometry/coordinates/0"), number("/geometry/coordinates/1")) else { continue };
        let country = code.get(..2).unwrap_or_default();
        if !seen.insert(code.to_owned()) || !world.countries.iter().any(|c| c.code == country) {
            continue;
        }
        // The bare name is the town's; the port is called by its kind.
        let (stem, _) = patterns.stem(&["port"], name);
        let mut forms = patterns.forms("port", country, stem);
        if forms.is_empty() {
            continue;
        }
        forms.sort();
        let preferred = forms.remove(0);
        let (admin1, admin2) = divisions_near(world, near, (lat, lon), country);
        let mut port = Row {
            id: format!("port:{code}"),
            name: preferred,
            names: forms,
            lat,
            lon,
            kind: kind("port"),
            country: country.to_owned(),
            radius_m: 3000,
            admin1,
            admin2,
            source,
            ..Row::default()
        };
        tidy(&mut port);
        world.rows.push(port);
    }
    Ok(())
}

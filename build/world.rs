//! All sources together: countries, divisions, settlements, airports, ports, regions, and the supplement.

use crate::fold::Folding;
use crate::format::*;
use crate::merge::Near;
use crate::patterns::Patterns;
use crate::sources::{Problem, cell, list, number, table};
use crate::write::{CountryRow, Row};
use crate::{divisions, merge, sites};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Default)]
pub struct World {
    pub rows: Vec<Row>,
    pub countries: Vec<CountryRow>,
    pub sources: Vec<String>,
    /// Rows of divisions by GeoNames code.
    pub admin1: BTreeMap<String, usize>,
    pub admin2: BTreeMap<String, usize>,
}

impl World {
    /// The number of a source text, added on first use; beyond 255 distinct texts the last is shared.
    pub fn source(&mut self, text: &str) -> u8 {
        let at = self.sources.iter().position(|s| s == text).unwrap_or_else(|| {
            if self.sources.len() < 255 {
                self.sources.push(text.to_owned());
            }
            self.sources.len() - 1
        });
        at as u8
    }
}

pub fn kind(name: &str) -> u8 {
    KINDS.iter().position(|k| *k == name).unwrap_or(KINDS.len() - 1) as u8
}

pub fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (la, lb) = (a.0.to_radians(), b.0.to_radians());
    let h = ((lb - la) / 2.0).sin().powi(2) + la.cos() * lb.cos() * ((b.1 - a.1).to_radians() / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}

pub fn build(folder: &Path, folding: &Folding) -> Result<World, Problem> {
    let mut world = World::default();
    let patterns = Patterns::read(&folder.join("patterns.tsv"), folding)?;
    countries(&mut world, &folder.join("countries.tsv"))?;
    divisions::names(&mut world, folder, &patterns)?;
    settlements(&mut world, &folder.join("places.tsv.xz"))?;
    capitals(&mut world, folding);
    let mut supplement = sites::supplement(&mut world, &folder.join("places-supplement.tsv"))?;
    supplement.extend(sites::supplement(&mut world, &folder.join("places-salient.tsv"))?);
    divisions::points(&mut world, &supplement, folding);
    divisions::ours(&mut world, &folder.join("divisions.tsv"))?;
    regions(&mut world, &folder.join("regions.tsv"), folding)?;
    let near = Near::new(&world.rows);
    merge::parents_of_quarters(&mut world, &near);
    sites::airports(&mut world, &folder.join("airports.tsv.xz"), &near, &patterns, folding)?;
    sites::ports(&mut world, &folder.join("ports.geojson.xz"), &near, &patterns)?;
    merge::supplement(&mut world, supplement, &near, &patterns, folding);
    merge::aliases(&mut world, &folder.join("aliases.tsv"))?;
    divisions::shown(&mut world, &patterns, folding);
    // GeoNames gives a few cities the number of their division.
    let cities: BTreeSet<String> = world.rows.iter().filter(|row| row.code.is_empty()).map(|row| row.id.clone()).collect();
    for row in world.rows.iter_mut().filter(|row| !row.code.is_empty() && cities.contains(&row.id)) {
        row.id = format!("{}:{}", if row.kind == kind("admin1") { "adm1" } else { "adm2" }, row.code);
    }
    let mut ids = BTreeSet::new();
    if let Some(twice) = world.rows.iter().find(|row| !ids.insert(row.id.as_str())) {
        return Err(format!("two places have the id {}", twice.id).into());
    }
    Ok(world)
}

fn countries(world: &mut World, path: &Path) -> Result<(), Problem> {
    let source = world.source("GeoNames; names by Salient");
    for row in table(path, true)? {
        let (Some(lat), Some(lon), Some(radius)) = (number(&row, 5), number(&row, 6), number(&row, 7)) else {
            return Err(format!("{}: no point in {row:?}", path.display()).into());
        };
        let code = cell(&row, 0);
        let mut flags = 0;
        flags |= if cell(&row, 12) == "other" { COUNTRY_TRANSLITERATED } else { 0 };
        flags |= if cell(&row, 13) == "arabic" { COUNTRY_ARTICLES } else { 0 };
        world.countries.push(CountryRow {
            code: code.to_owned(),
            place: Some(world.rows.len()),
            capital: None,
            flags,
            neighbours: cell(&row, 11).to_owned(),
            demonyms: list(cell(&row, 3), '|'),
        });
        world.rows.push(Row {
            id: format!("iso:{code}"),
            name: cell(&row, 1).to_owned(),
            // The capital's name rides along in `code` until capitals are found.
            code: cell(&row, 4).to_owned(),
            names: list(cell(&row, 2), '|'),
            lat,
            lon,
            kind: kind("country"),
            country: code.to_owned(),
            population: number(&row, 8).unwrap_or(0.0) as u32,
            radius_m: (radius * 1000.0) as u32,
            source,
            ..Row::default()
        });
    }
    Ok(())
}

fn settlements(world: &mut World, path: &Path) -> Result<(), Problem> {
    let source = world.source("GeoNames");
    let foreign: BTreeSet<String> =
        world.countries.iter().filter(|c| c.flags & COUNTRY_TRANSLITERATED != 0).map(|c| c.code.clone()).collect();
    for row in table(path, true)? {
        let (Some(lat), Some(lon)) = (number(&row, 3), number(&row, 4)) else { continue };
        let country = cell(&row, 5);
        let population = number(&row, 6).unwrap_or(0.0) as u32;
        let feature = cell(&row, 7);
        let admin1 = world.admin1.get(&format!("{country}.{}", cell(&row, 8))).copied();
        let admin2 = world.admin2.get(&format!("{country}.{}.{}", cell(&row, 8), cell(&row, 9))).copied();
        world.rows.push(Row {
            id: format!("gn:{}", cell(&row, 0)),
            name: cell(&row, 1).to_owned(),
            names: cell(&row, 2)
                .split('|')
                .map(str::trim)
                .filter(|name| worth_keeping(name) && is_script_kept(name, population, foreign.contains(country)))
                .map(str::to_owned)
                .collect(),
            lat,
            lon,
            kind: kind(if feature == "PPLX" { "neighbourhood" } else { "settlement" }),
            country: country.to_owned(),
            population,
            radius_m: settlement_radius_m(population),
            admin1,
            admin2,
            source,
            flags: match feature {
                "PPLC" => CAPITAL | SEAT_ADMIN1,
                "PPLA" => SEAT_ADMIN1,
                "PPLA2" => SEAT_ADMIN2,
                _ => 0,
            },
            ..Row::default()
        });
    }
    Ok(())
}

/// GeoNames alternates hold machine transliterations ("a lei po", "hlb"), codes ("ALP") and lists; none is a name that
/// a text would use.
fn worth_keeping(name: &str) -> bool {
    let first = name.chars().next().unwrap_or(' ');
    let article = name.chars().take(4).any(|c| matches!(c, '-' | '\'' | '’'));
    let code = name.len() <= 4 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    !(first.is_ascii_lowercase() && !article || code || name.contains("  ") || name.chars().count() > 60 || name.len() < 2)
}

/// Scripts that the name of a place of so many people is kept in: Latin always; Arabic, Cyrillic, Hebrew, Greek, Georgian,
/// Armenian, Ethiopic where such scripts are written or for towns; any script for cities.
fn is_script_kept(name: &str, population: u32, foreign: bool) -> bool {
    let latin = |c: char| matches!(c, '\0'..='\u{036F}' | '\u{1E00}'..='\u{20FF}');
    let wide = |c: char| latin(c) || matches!(c, '\u{0370}'..='\u{06FF}' | '\u{10A0}'..='\u{10FF}' | '\u{1200}'..='\u{139F}');
    match (foreign, population) {
        (_, 50_000..) => true,
        (true, 10_000..) => true,
        (true, _) | (false, 10_000..) => name.chars().all(wide),
        (false, _) => name.chars().all(latin),
    }
}

/// A disc about as wide as a town of so many people.
pub fn settlement_radius_m(population: u32) -> u32 {
    ((1000.0 + 6.2 * f64::from(population).sqrt()) as u32).min(25_000)
}

fn capitals(world: &mut World, folding: &Folding) {
    let mut best: BTreeMap<String, (bool, bool, u32, usize)> = BTreeMap::new();
    let wanted: BTreeMap<String, String> =
        world.countries.iter().filter_map(|c| Some((c.code.clone(), folding.exact(&world.rows.get(c.place?)?.code)))).collect();
    for (number, row) in world.rows.iter().enumerate().filter(|(_, row)| row.kind == kind("settlement")) {
        let named = wanted.get(&row.country).is_some_and(|name| *name == folding.exact(&row.name));
        let rank = (row.flags & CAPITAL != 0, named, row.population, number);
        if (rank.0 || rank.1) && best.get(&row.country).is_none_or(|old| rank > *old) {
            best.insert(row.country.clone(), rank);
        }
    }
    for country in &mut world.countries {
        country.capital = best.get(&country.code).map(|rank| rank.3);
        if let Some(row) = country.place.and_then(|at| world.rows.get_mut(at)) {
            row.code.clear();
        }
        if let Some(row) = country.capital.and_then(|at| world.rows.get_mut(at)) {
            row.flags |= CAPITAL;
        }
    }
}

/// Regions; one that is a division under the same name only lends it its names, point and radius.
fn regions(world: &mut World, path: &Path, folding: &Folding) -> Result<(), Problem> {
    let source = world.source("Salient's list of regions");
    let mut divisions: BTreeMap<(String, String), usize> = BTreeMap::new();
    for &at in world.admin1.values() {
        if let Some(row) = world.rows.get(at) {
            for name in std::iter::once(&row.name).chain(&row.names) {
                divisions.entry((row.country.clone(), folding.exact(name))).or_insert(at);
            }
        }
    }
    for row in table(path, true)? {
        let (Some(lat), Some(lon), Some(radius)) = (number(&row, 3), number(&row, 4), number(&row, 5)) else {
            return Err(format!("{}: no point in {row:?}", path.display()).into());
        };
        let (name, names, country) = (cell(&row, 1), list(cell(&row, 2), '|'), cell(&row, 7));
        let radius_m = (radius * 1000.0) as u32;
        let division = std::iter::once(name)
            .chain(names.iter().map(String::as_str))
            .find_map(|name| divisions.get(&(country.to_owned(), folding.exact(name))).copied());
        if let Some(division) = division.and_then(|at| world.rows.get_mut(at)) {
            division.names.push(name.to_owned());
            division.names.extend(names);
            (division.lat, division.lon, division.radius_m, division.confidence) = (lat, lon, radius_m, 0);
            continue;
        }
        world.rows.push(Row {
            id: format!("region:{}", cell(&row, 0)),
            name: name.to_owned(),
            names,
            lat,
            lon,
            kind: kind(cell(&row, 6)),
            country: country.to_owned(),
            radius_m,
            source,
            ..Row::default()
        });
    }
    Ok(())
}

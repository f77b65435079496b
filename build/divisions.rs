//! First- and second-order divisions: names from GeoNames and ISO, points from the places inside them.

use crate::fold::Folding;
use crate::patterns::Patterns;
use crate::sources::{Problem, cell, json, list, number, table};
use crate::world::{World, kind, km};
use crate::write::Row;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Names of every division, without points yet.
pub fn names(world: &mut World, folder: &Path, patterns: &Patterns) -> Result<(), Problem> {
    let source = world.source("GeoNames, ISO 3166-2; point derived from the places inside");
    for (file, level) in [("admin1.json.xz", "admin1"), ("admin2.json.xz", "admin2")] {
        for entry in json(&folder.join(file))?.as_array().into_iter().flatten() {
            let (Some(code), Some(name)) = (entry.get("code").and_then(|c| c.as_str()), entry.get("name").and_then(|n| n.as_str())) else {
                continue;
            };
            add(world, level, code, name, source);
        }
    }
    for row in table(&folder.join("subdivisions.tsv.xz"), false)? {
        let level = match cell(&row, 6) {
            "1" => "admin1",
            "2" => "admin2",
            _ => continue,
        };
        let at = add(world, level, cell(&row, 2), cell(&row, 0), source);
        let Some(division) = world.rows.get_mut(at) else { continue };
        if !cell(&row, 3).is_empty() {
            division.id = format!("gn:{}", cell(&row, 3));
        }
        let iso_type = cell(&row, 4);
        division.names.extend(list(cell(&row, 5), '|'));
        division.names.push(cell(&row, 0).to_owned());
        if !iso_type.is_empty() && level == "admin1" && !iso_type.contains(['(', '[']) {
            let stem = patterns.stem(&["admin1"], &division.name).0.to_owned();
            division.names.push(format!("{stem} {iso_type}"));
        }
    }
    for row in &mut world.rows {
        let level = match row.kind {
            k if k == kind("admin1") => "admin1",
            k if k == kind("admin2") => "admin2",
            _ => continue,
        };
        let all: BTreeSet<String> = std::iter::once(&row.name).chain(&row.names).cloned().collect();
        for name in &all {
            let (stem, had_words) = patterns.stem(&[level], name);
            // "Laurel County" is never "Laurel", nor "Red Sea State" the "Red Sea"; elsewhere the bare name is used too.
            let bare_is_used = !matches!(row.country.as_str(), "US");
            if had_words && bare_is_used {
                row.names.push(stem.to_owned());
            }
            if level == "admin1" && name.is_ascii() || *name == row.name {
                row.names.extend(patterns.forms(level, &row.country, stem));
            }
        }
        tidy(row);
    }
    Ok(())
}

fn add(world: &mut World, level: &str, code: &str, name: &str, source: u8) -> usize {
    let divisions = if level == "admin1" { &mut world.admin1 } else { &mut world.admin2 };
    if let Some(&at) = divisions.get(code) {
        return at;
    }
    let at = world.rows.len();
    divisions.insert(code.to_owned(), at);
    let mut parts = code.split('.');
    let country = parts.next().unwrap_or_default();
    let first_order = parts.next().unwrap_or_default();
    let admin1 = if level == "admin1" { Some(at) } else { world.admin1.get(&format!("{country}.{first_order}")).copied() };
    world.rows.push(Row {
        id: format!("{}:{code}", if level == "admin1" { "adm1" } else { "adm2" }),
        name: name.to_owned(),
        code: code.to_owned(),
        lat: f64::NAN,
        lon: f64::NAN,
        kind: kind(level),
        country: country.to_owned(),
        admin1,
        admin2: (level == "admin2").then_some(at),
        source,
        ..Row::default()
    });
    at
}

/// Names once each, the preferred one not among them.
pub fn tidy(row: &mut Row) {
    let mut seen = BTreeSet::from([row.name.clone()]);
    row.names.retain(|name| !name.is_empty() && seen.insert(name.clone()));
}

/// Points: the centre of the area that the places inside span; without places the seat of the same name; else, marked
/// low, the division above. The radius covers nine of ten of its places.
pub fn points(world: &mut World, supplement: &[crate::sites::Site], folding: &Folding) {
    let mut members: BTreeMap<usize, Vec<(f64, f64, u32)>> = BTreeMap::new();
    for row in world.rows.iter().filter(|row| row.lat.is_finite() && row.kind != kind("country")) {
        for division in [row.admin1, row.admin2].into_iter().flatten() {
            members.entry(division).or_default().push((row.lat, row.lon, row.population));
        }
    }
    let mut by_name: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, row) in world.rows.iter().enumerate().filter(|(_, row)| row.kind <= 2 && row.kind > 0) {
        for name in std::iter::once(&row.name).chain(&row.names).filter(|name| name.is_ascii()) {
            by_name.entry((row.country.clone(), folding.transliterated(&folding.exact(name)).0)).or_default().push(at);
        }
    }
    for site in supplement {
        for name in [&site.parent, &site.admin1].into_iter().filter(|name| !name.is_empty()) {
            let key = (site.row.country.clone(), folding.transliterated(&folding.exact(name)).0);
            let mut named = by_name.get(&key).cloned().unwrap_or_default();
            named.sort_unstable();
            named.dedup();
            for at in named {
                members.entry(at).or_default().push((site.row.lat, site.row.lon, 0));
            }
        }
    }
    // Looked up, never walked: its order cannot reach the index.
    let mut seats: FxHashMap<(Option<usize>, String), usize> = FxHashMap::default();
    // Only divisions without places inside need a seat.
    let childless: BTreeSet<Option<usize>> = world
        .rows
        .iter()
        .enumerate()
        .filter(|(at, row)| row.lat.is_nan() && !members.contains_key(at))
        .map(|(_, row)| row.admin1)
        .collect();
    for (at, row) in world.rows.iter().enumerate().filter(|(_, row)| row.kind == kind("settlement") && childless.contains(&row.admin1)) {
        for name in std::iter::once(&row.name).chain(&row.names).filter(|name| name.is_ascii()) {
            let key = (row.admin1, folding.transliterated(&folding.exact(name)).0);
            let best = seats.entry(key).or_insert(at);
            if world.rows.get(*best).is_some_and(|old| old.population < row.population) {
                *best = at;
            }
        }
    }
    for at in 0..world.rows.len() {
        let Some(row) = world.rows.get(at).filter(|row| row.lat.is_nan()) else { continue };
        let first_order = row.kind == kind("admin1");
        let seat = std::iter::once(&row.name)
            .chain(&row.names)
            .filter(|name| name.is_ascii())
            .find_map(|name| seats.get(&(row.admin1, folding.transliterated(&folding.exact(name)).0)));
        let above = if first_order { country_of(world, &row.country) } else { row.admin1 };
        let inside = members.get(&at).map_or(&[][..], Vec::as_slice);
        let (point, radius_m, confidence) = if !inside.is_empty() {
            let centre = if first_order { hull_centre(inside) } else { mean(inside) };
            let mut distances: Vec<f64> = inside.iter().map(|m| km(centre, (m.0, m.1))).collect();
            distances.sort_by(f64::total_cmp);
            let reach = distances.get(distances.len() * 9 / 10).or(distances.last()).copied().unwrap_or(0.0);
            (centre, (reach * 1000.0) as u32, u8::from(inside.len() < 3))
        } else if let Some(seat) = seat.and_then(|&seat| world.rows.get(seat)) {
            ((seat.lat, seat.lon), 0, 1)
        } else if let Some(above) = above.and_then(|at| world.rows.get(at)).filter(|row| row.lat.is_finite()) {
            ((above.lat, above.lon), above.radius_m, 2)
        } else {
            ((0.0, 0.0), 0, 2)
        };
        let population = inside.iter().map(|m| u64::from(m.2)).sum::<u64>().min(u64::from(u32::MAX)) as u32;
        if let Some(row) = world.rows.get_mut(at) {
            (row.lat, row.lon) = point;
            row.radius_m = radius_m.max(if first_order { 25_000 } else { 10_000 });
            row.confidence = confidence;
            row.population = population;
        }
    }
    // A division that nothing can place (its country is unknown) would lie at 0, 0: better none.
    let lost: Vec<usize> =
        world.rows.iter().enumerate().filter(|(_, r)| r.code.contains('.') && r.lat == 0.0 && r.lon == 0.0).map(|(at, _)| at).collect();
    for at in lost {
        if let Some(row) = world.rows.get_mut(at) {
            row.names.clear();
            row.radius_m = 1_000_000;
        }
    }
}

/// Abbreviations of divisions, and points where towns lie all at one side (`divisions.tsv`: code, names, lat, lon).
pub fn ours(world: &mut World, path: &Path) -> Result<(), Problem> {
    for row in table(path, true)? {
        let Some(&at) = world.admin1.get(cell(&row, 0)) else {
            println!("cargo::warning={}: no division has the code {}", path.display(), cell(&row, 0));
            continue;
        };
        let Some(division) = world.rows.get_mut(at) else { continue };
        division.names.extend(list(cell(&row, 1), '|'));
        if let (Some(lat), Some(lon)) = (number(&row, 2), number(&row, 3)) {
            (division.lat, division.lon) = (lat, lon);
        }
        tidy(division);
    }
    Ok(())
}

/// A town that may share its name with a division.
struct Namesake {
    admin1: Option<usize>,
    admin2: Option<usize>,
    people: u32,
}

/// A division that shares its name with a town is shown with its kind: "Idlib Governorate". Its names stay as they are.
pub fn shown(world: &mut World, patterns: &Patterns, folding: &Folding) {
    /// A town of so many people is meant by its name anywhere in its country.
    const KNOWN_EVERYWHERE: u32 = 100_000;
    let mut towns: BTreeMap<(String, String), Vec<Namesake>> = BTreeMap::new();
    for row in world.rows.iter().filter(|row| row.kind == kind("settlement")) {
        let key = (row.country.clone(), folding.exact(&row.name));
        towns.entry(key).or_default().push(Namesake { admin1: row.admin1, admin2: row.admin2, people: row.population });
    }
    for at in 0..world.rows.len() {
        let Some(row) = world.rows.get_mut(at) else { continue };
        let level = match row.kind {
            k if k == kind("admin1") => "admin1",
            k if k == kind("admin2") => "admin2",
            _ => continue,
        };
        let namesakes = towns.get(&(row.country.clone(), folding.exact(&row.name))).map_or(&[][..], Vec::as_slice);
        let shared = namesakes.iter().any(|town| {
            let inside = town.admin1 == Some(at) || town.admin2 == Some(at) || level == "admin2" && town.admin1 == row.admin1;
            town.people >= KNOWN_EVERYWHERE || inside
        });
        if shared && !patterns.stem(&[level], &row.name).1 {
            row.shown = patterns.usual(level, &row.country, &row.name);
            row.names.push(row.shown.clone());
            tidy(row);
        }
    }
}

pub fn country_of(world: &World, code: &str) -> Option<usize> {
    let at = world.countries.binary_search_by(|c| c.code.as_str().cmp(code)).ok()?;
    world.countries.get(at)?.place
}

fn mean(points: &[(f64, f64, u32)]) -> (f64, f64) {
    let n = points.len().max(1) as f64;
    let first = points.first().map_or(0.0, |p| p.1);
    let lon = points.iter().map(|p| unwrap(p.1, first)).sum::<f64>() / n;
    (points.iter().map(|p| p.0).sum::<f64>() / n, wrap(lon))
}

/// Longitude within half a turn of another, so that divisions over the antimeridian stay whole.
fn unwrap(lon: f64, near: f64) -> f64 {
    if lon - near > 180.0 {
        lon - 360.0
    } else if near - lon > 180.0 {
        lon + 360.0
    } else {
        lon
    }
}

fn wrap(lon: f64) -> f64 {
    (lon + 540.0).rem_euclid(360.0) - 180.0
}

/// Centroid of the convex hull: nearer to the middle of a province than the mean of its towns.
fn hull_centre(points: &[(f64, f64, u32)]) -> (f64, f64) {
    let first = points.first().map_or(0.0, |p| p.1);
    let mut xy: Vec<(f64, f64)> = points.iter().map(|p| (unwrap(p.1, first), p.0)).collect();
    xy.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    xy.dedup();
    let cross = |o: (f64, f64), a: (f64, f64), b: (f64, f64)| (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0);
    let half = |order: &mut dyn Iterator<Item = (f64, f64)>| {
        let mut hull: Vec<(f64, f64)> = Vec::new();
        for p in order {
            while let [.., a, b] = hull.as_slice() {
                if cross(*a, *b, p) > 0.0 {
                    break;
                }
                hull.pop();
            }
            hull.push(p);
        }
        hull.pop();
        hull
    };
    let mut hull = half(&mut xy.iter().copied());
    hull.extend(half(&mut xy.iter().rev().copied()));
    let (mut area, mut cx, mut cy) = (0.0, 0.0, 0.0);
    for (n, a) in hull.iter().enumerate() {
        let Some(b) = hull.get((n + 1) % hull.len()) else { continue };
        let w = a.0 * b.1 - b.0 * a.1;
        area += w;
        cx += (a.0 + b.0) * w;
        cy += (a.1 + b.1) * w;
    }
    if area.abs() < 1e-6 {
        return mean(points);
    }
    (cy / (3.0 * area), wrap(cx / (3.0 * area)))
}

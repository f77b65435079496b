//! One place, one record: rows of several sources joined by name and distance, parents found.

use crate::divisions::tidy;
use crate::fold::Folding;
use crate::format::*;
use crate::patterns::Patterns;
use crate::sites::Site;
use crate::sources::{Problem, cell, list, table};
use crate::world::{World, kind, km};
use crate::write::Row;
use std::collections::BTreeMap;
use std::path::Path;

/// Settlements by 1° cell.
pub struct Near {
    cells: BTreeMap<usize, Vec<usize>>,
}

impl Near {
    pub fn new(rows: &[Row]) -> Self {
        let mut cells: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.kind == kind("settlement")) {
            cells.entry(cell_of(row.lat, row.lon)).or_default().push(at);
        }
        Self { cells }
    }

    /// Settlements within `reach` km (under 100) of a point, with their distance.
    pub fn around<'a>(&'a self, rows: &'a [Row], at: (f64, f64), reach: f64) -> impl Iterator<Item = (usize, f64)> + 'a {
        // A degree of longitude shrinks to the poles.
        let columns = (1.0 / at.0.to_radians().cos().max(0.05)).ceil() as i32;
        let cells = (-1..=1).flat_map(move |y| (-columns..=columns).map(move |x| cell_of(at.0 + f64::from(y), at.1 + f64::from(x))));
        cells
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .filter_map(move |&row| rows.get(row).map(|r| (row, km(at, (r.lat, r.lon)))))
            .filter(move |&(_, distance)| distance <= reach)
    }
}

/// Quarters of towns belong to the largest settlement near by.
pub fn parents_of_quarters(world: &mut World, near: &Near) {
    for at in 0..world.rows.len() {
        let Some(row) = world.rows.get(at).filter(|row| row.kind == kind("neighbourhood")) else { continue };
        let parent = near
            .around(&world.rows, (row.lat, row.lon), 15.0)
            .filter_map(|(n, d)| world.rows.get(n).map(|r| (r, n, d)))
            .filter(|(r, ..)| r.country == row.country && r.population > row.population.max(20_000))
            .max_by_key(|(r, n, _)| (r.population, *n))
            .map(|(_, n, _)| n);
        if let Some(row) = world.rows.get_mut(at) {
            row.parent = parent;
        }
    }
}

/// Division of the nearest settlement of the same country.
pub fn divisions_near(world: &World, near: &Near, at: (f64, f64), country: &str) -> (Option<usize>, Option<usize>) {
    near.around(&world.rows, at, 60.0)
        .filter_map(|(n, d)| world.rows.get(n).map(|row| (row, d)))
        .filter(|(row, _)| row.country == country && row.admin1.is_some())
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map_or((None, None), |(row, _)| (row.admin1, row.admin2))
}

/// The kinds that one site may bear in two sources.
fn family(kind_code: u8) -> u8 {
    match KINDS.get(usize::from(kind_code)).copied().unwrap_or_default() {
        "settlement" | "neighbourhood" => 1,
        "airport" | "air-base" | "military-site" => 2,
        "port" => 3,
        "region" | "mountain" => 4,
        _ => 0,
    }
}

/// Lays the supplement over the rest. A row that the rest has by name near by lends it names, parent and kind.
pub fn supplement(world: &mut World, sites: Vec<Site>, near: &Near, patterns: &Patterns, folding: &Folding) {
    let countries: std::collections::BTreeSet<&str> = sites.iter().map(|site| site.row.country.as_str()).collect();
    let mut by_key: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    let keys = |row: &Row| {
        let mut keys: Vec<String> = std::iter::once(&row.name)
            .chain(&row.names)
            .map(|name| {
                let stem = if family(row.kind) == 2 { patterns.stem(&["air-base", "airport"], name).0 } else { name };
                let exact = folding.exact(stem);
                if exact.is_ascii() { folding.transliterated(&exact).0 } else { exact }
            })
            .filter(|key| key.chars().count() > 2)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    for (at, row) in world.rows.iter().enumerate().filter(|(_, row)| countries.contains(row.country.as_str())) {
        for key in keys(row) {
            by_key.entry((row.country.clone(), key)).or_default().push(at);
        }
    }
    let mut placed = Vec::with_capacity(sites.len());
    for site in sites {
        let names = keys(&site.row);
        let here = (site.row.lat, site.row.lon);
        let reach = match family(site.row.kind) {
            1 => 4.0,
            2 => 8.0,
            3 => 6.0,
            4 => 40.0,
            _ => 0.0,
        };
        let twin = names
            .iter()
            .filter_map(|key| by_key.get(&(site.row.country.clone(), key.clone())))
            .flatten()
            .filter_map(|&at| world.rows.get(at).map(|row| (at, km(here, (row.lat, row.lon)), row.kind)))
            .filter(|&(_, distance, kind)| family(kind) == family(site.row.kind) && distance <= reach)
            .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let at = if let Some((at, ..)) = twin {
            if let Some(row) = world.rows.get_mut(at) {
                adopt(row, &site.row);
            }
            at
        } else {
            let at = world.rows.len();
            let mut row = site.row.clone();
            (row.admin1, row.admin2) = divisions_near(world, near, here, &row.country);
            for key in names {
                by_key.entry((row.country.clone(), key)).or_default().push(at);
            }
            world.rows.push(row);
            at
        };
        if let Some(row) = world.rows.get_mut(at)
            && family(row.kind) == 2
        {
            let forms_kind = if row.kind == kind("air-base") { "air-base" } else { "airport" };
            let all: Vec<String> = std::iter::once(&row.name).chain(&row.names).filter(|name| name.is_ascii()).cloned().collect();
            for name in all {
                let (stem, had_words) = patterns.stem(&["air-base", "airport"], &name);
                if had_words {
                    row.names.extend(patterns.forms(forms_kind, &row.country, stem));
                }
            }
            tidy(row);
        }
        placed.push((at, site));
    }
    for (at, site) in placed {
        let Some(row) = world.rows.get(at) else { continue };
        let here = (row.lat, row.lon);
        let find = |name: &str, kinds: &dyn Fn(u8) -> bool, reach: f64| {
            let exact = folding.exact(name);
            let key = (row.country.clone(), folding.transliterated(&exact).0);
            by_key
                .get(&key)
                .into_iter()
                .flatten()
                .filter(|&&n| n != at)
                .filter_map(|&n| world.rows.get(n).map(|r| (n, r)))
                .filter(|(_, r)| kinds(r.kind))
                .map(|(n, r)| (n, family(r.kind) != 1, km(here, (r.lat, r.lon)) - f64::from(r.radius_m) / 1000.0))
                .filter(|&(.., d)| d <= reach)
                // The town of the name before the division of the name.
                .min_by(|a, b| a.1.cmp(&b.1).then(a.2.total_cmp(&b.2)).then(a.0.cmp(&b.0)))
                .map(|(n, ..)| n)
        };
        let parent = if site.parent.is_empty() { None } else { find(&site.parent, &|k| matches!(family(k), 1) || k <= 2, 40.0) };
        let admin1 = if site.admin1.is_empty() { None } else { find(&site.admin1, &|k| k == 1, 150.0) };
        let division = parent.filter(|&p| world.rows.get(p).is_some_and(|r| r.kind == kind("admin2")));
        if let Some(row) = world.rows.get_mut(at) {
            row.parent = parent.or(row.parent);
            row.admin1 = admin1.or(row.admin1);
            row.admin2 = division.or(row.admin2);
        }
    }
}

/// `row` takes what the supplement knows better.
fn adopt(row: &mut Row, site: &Row) {
    row.names.push(site.name.clone());
    row.names.extend(site.names.iter().cloned());
    let aviation = family(row.kind) == 2;
    if aviation {
        row.names.push(std::mem::replace(&mut row.name, site.name.clone()));
    }
    if aviation || site.kind == kind("neighbourhood") && row.population < 50_000 || family(row.kind) == 4 {
        row.kind = site.kind;
    }
    if site.confidence == 0 && aviation {
        row.radius_m = site.radius_m;
    }
    tidy(row);
}

/// Names of ours for places by id (`aliases.tsv`: id, names parted by `|`; a leading `*` makes one the preferred name).
pub fn aliases(world: &mut World, path: &Path) -> Result<(), Problem> {
    let wanted: BTreeMap<String, Vec<String>> =
        table(path, true)?.iter().map(|row| (cell(row, 0).to_owned(), list(cell(row, 2), '|'))).collect();
    let mut missing: std::collections::BTreeSet<&String> = wanted.keys().collect();
    for row in &mut world.rows {
        let Some((id, names)) = wanted.get_key_value(&row.id) else { continue };
        missing.remove(id);
        for name in names {
            if let Some(preferred) = name.strip_prefix('*') {
                row.names.push(std::mem::replace(&mut row.name, preferred.to_owned()));
            } else {
                row.names.push(name.clone());
            }
        }
        tidy(row);
    }
    if let Some(id) = missing.first() {
        println!("cargo::warning={}: no place has the id {id}", path.display());
    }
    Ok(())
}

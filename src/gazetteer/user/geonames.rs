//! GeoNames dumps: 19 columns, tabs, no header (download.geonames.org/export/dump, readme.txt).

use super::{Report, UserRow, kind, lines, name, point};
use rustc_hash::FxHashMap;

const COLUMNS: usize = 19;

/// Lines looked at; the first may be broken.
const LINES_TRIED: usize = 50;

/// One of the first lines has the columns of a dump.
pub(super) fn is_dump(bytes: &[u8]) -> bool {
    bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()).take(LINES_TRIED).any(|line| {
        let mut cells = line.split(|&b| b == b'\t');
        let numbered = cells.next().is_some_and(|id| !id.is_empty() && id.iter().all(u8::is_ascii_digit));
        numbered && cells.count() + 1 == COLUMNS
    })
}

pub(super) fn read(bytes: &[u8], rows: &mut Vec<UserRow>, report: &mut Report) {
    // A country has a hundred codes and a million rows.
    let mut kinds: FxHashMap<(&str, &str), Option<u8>> = FxHashMap::default();
    let mut cells: Vec<&str> = Vec::with_capacity(COLUMNS);
    let lines = lines(bytes, report);
    rows.reserve(lines.len());
    for (row, line) in lines {
        cells.clear();
        cells.extend(line.split('\t'));
        let &[id, shown, ascii, alternates, lat, lon, class, code, country, _, admin1, admin2, _, _, population, ..] = cells.as_slice()
        else {
            report.row(row, cells.len(), "A GeoNames row has 19 columns.");
            continue;
        };
        let Ok(id) = id.parse::<u32>() else {
            report.row(row, 1, "The GeoNames id is no number.");
            continue;
        };
        let shown = match name(shown) {
            Ok(shown) => shown,
            Err(why) => {
                report.row(row, 2, why);
                continue;
            }
        };
        let at = match point(lat, lon) {
            Ok(at) => at,
            Err(why) => {
                report.row(row, 5, why);
                continue;
            }
        };
        let mut names: Vec<String> = alternates.split(',').filter(|n| worth_keeping(n)).filter_map(|n| name(n).ok()).collect();
        if ascii != shown {
            names.extend(name(ascii).ok());
        }
        let division = |parts: &[&str]| if parts.iter().any(|p| p.is_empty()) { String::new() } else { parts.join(".") };
        rows.push(UserRow {
            id: format!("gn:{id}"),
            name: shown,
            names,
            at,
            kind: *kinds.entry((class, code)).or_insert_with(|| kind(kind_word(class, code))),
            country: super::country(country),
            admin1: division(&[country, admin1]),
            admin2: division(&[country, admin1, admin2]),
            population: population.parse::<u64>().unwrap_or(0).min(u64::from(u32::MAX)) as u32,
            radius_m: None,
        });
    }
}

/// Machine transliterations begin small and are no names a text would print; Arabic articles do too, and are.
fn worth_keeping(alternate: &str) -> bool {
    !alternate.starts_with(|c: char| c.is_ascii_lowercase()) || alternate.chars().take(4).any(|c| matches!(c, '-' | '\''))
}

/// Our word for a feature class and code (geonames.org/export/codes.html).
fn kind_word<'a>(class: &str, code: &str) -> &'a str {
    match (class, code) {
        ("A", "ADM1" | "ADM1H") => "admin1",
        ("A", code) if code.starts_with("PCL") => "country",
        ("A", _) => "admin2",
        ("P", "PPLX") => "neighbourhood",
        ("P", _) => "settlement",
        (_, "AIRB") => "air-base",
        (_, "AIRP" | "AIRF" | "AIRH" | "AIRS") => "airport",
        (_, "MILB" | "INSM" | "FT" | "NVB") => "military-site",
        (_, "DAM") => "dam",
        (_, "PRN" | "PRNJ") => "prison",
        (_, "OILF" | "OILW" | "OILR" | "GASF") => "oil-field",
        (_, "PS" | "PSH" | "PSN" | "PSE") => "power-plant",
        (_, "HSP" | "HSPC" | "CTRM") => "hospital",
        (_, "UNIV" | "SCHC") => "university",
        (_, "CMP" | "CMPRF") => "camp",
        (_, "BDG") => "bridge",
        (_, "PRT" | "HBR") => "port",
        (_, "CSTM" | "PSTB" | "PSTC") => "crossing",
        ("R", _) => "road",
        ("T", "ISL" | "ISLS" | "ISLX") => "island",
        ("T", _) => "mountain",
        ("H", "LK" | "LKS" | "RSV" | "LGN") => "lake",
        ("H", "SEA" | "OCN" | "GULF" | "STRT" | "BAY") => "sea",
        ("H", _) => "river",
        ("L", _) => "region",
        ("S", _) => "landmark",
        _ => "other",
    }
}

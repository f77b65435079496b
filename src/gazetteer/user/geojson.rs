//! GeoJSON (RFC 7946): features that are points, with a name among their properties.

use super::{Report, UserRow, country, kind, name};
use crate::geodesy::LatLon;
use serde_json::Value;

pub(super) fn read(bytes: &[u8], rows: &mut Vec<UserRow>, report: &mut Report) {
    let document: Value = match serde_json::from_slice(bytes) {
        Ok(document) => document,
        Err(error) => {
            report.whole(&format!("not valid JSON (line {}, column {}). Nothing of it is read.", error.line(), error.column()));
            return;
        }
    };
    let one = std::slice::from_ref(&document);
    let features = document.get("features").and_then(Value::as_array).map_or(one, Vec::as_slice);
    let file = report.file.clone();
    for (nth, feature) in features.iter().enumerate() {
        let row = nth + 1;
        let none = Value::Null;
        let geometry = feature.get("geometry").unwrap_or(&none);
        if geometry.get("type").and_then(Value::as_str) != Some("Point") {
            report.row(row, 0, "The feature is not a point.");
            continue;
        }
        let ordinate = |n: usize| geometry.get("coordinates").and_then(|c| c.get(n)).and_then(Value::as_f64);
        let Some(at) = ordinate(1).zip(ordinate(0)).and_then(|(lat, lon)| LatLon::checked(lat, lon)) else {
            report.row(row, 0, "The coordinates are not longitude, latitude on the globe.");
            continue;
        };
        let property = |keys: &[&str]| -> String {
            let found = keys.iter().find_map(|key| feature.get("properties").and_then(|p| p.get(key)));
            match found {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Number(number)) => number.to_string(),
                _ => String::new(),
            }
        };
        let shown = match name(&property(&["name", "name:en", "title", "NAME", "Name"])) {
            Ok(shown) => shown,
            Err(why) => {
                report.row(row, 0, why);
                continue;
            }
        };
        // Properties first: a feature's own id is often a bare number of the program that wrote it.
        let id = match (property(&["geonameid", "geonames_id", "geoname_id"]), property(&["id"]), feature.get("id").and_then(Value::as_str))
        {
            (number, ..) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => format!("gn:{number}"),
            (_, id, _) if id.contains(':') => id,
            (.., id) => id.unwrap_or_default().to_owned(),
        };
        rows.push(UserRow {
            id: if id.contains(':') { id } else { format!("user:{file}:{row}") },
            name: shown,
            names: property(&["alt_names", "aliases", "alt_name"]).split(['|', ';', ',']).filter_map(|n| name(n).ok()).collect(),
            at,
            kind: kind(&property(&["kind", "type", "place"])),
            country: country(&property(&["country", "country_code"])),
            admin1: property(&["admin1"]),
            admin2: property(&["admin2"]),
            population: property(&["population"]).parse().unwrap_or(0),
            radius_m: property(&["radius_m"]).parse().ok(),
        });
    }
}

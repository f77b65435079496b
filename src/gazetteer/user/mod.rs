//! The user's own gazetteers, layered over the embedded one.
//!
//! In: bytes and file name: GeoNames dumps (19 columns), CSV or TSV with a header, GeoJSON points, KML points; each as it
//! is, gzipped, or in a zip archive. Out: a [`Gazetteer`] with one layer more, and what could not be read by file, row
//! and column. Refused: reading the disk; rows without a name or a point on the globe.

mod archive;
mod geojson;
mod geonames;
mod kml;
mod layer;
mod table;
#[cfg(test)]
mod tests;

use super::format;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::geodesy::LatLon;
use std::borrow::Cow;

/// Rows reported one by one; the rest of a file's bad rows are counted.
const MOST_REPORTS: usize = 40;
/// A longer line is no row of any gazetteer.
const LONGEST_LINE_BYTES: usize = 1 << 20;
const LONGEST_NAME_CHARS: usize = 200;

/// A place as a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct UserRow {
    /// `gn:170063` when the file knows it, else `user:<file>:<row>`.
    pub id: String,
    pub name: String,
    pub names: Vec<String>,
    pub at: LatLon,
    /// Index into the kinds of the index format; `None` when the file does not say.
    pub kind: Option<u8>,
    /// ISO code or "".
    pub country: String,
    /// GeoNames codes (`SY.09`, `SY.09.123`) or "".
    pub admin1: String,
    pub admin2: String,
    pub population: u32,
    pub radius_m: Option<u32>,
}

/// Every place that the file holds, and what is wrong with the rest.
#[must_use]
pub fn read(file: &str, bytes: &[u8]) -> (Vec<UserRow>, Vec<Diagnostic>) {
    let mut report = Report::new(file);
    let mut rows = Vec::new();
    let entries = archive::unpack(bytes, &mut report);
    let many = entries.len() > 1;
    for entry in entries {
        // Rows of several files would share numbers, and so ids.
        if many {
            report.file = format!("{file}/{}", entry.name);
        }
        read_plain(&entry.bytes, &mut rows, &mut report);
    }
    file.clone_into(&mut report.file);
    if rows.is_empty() && report.count == 0 {
        report.whole("no places in it. Expected a GeoNames dump, a table with name, lat and lon columns, GeoJSON or KML.");
    }
    (rows, report.finish())
}

fn read_plain(bytes: &[u8], rows: &mut Vec<UserRow>, report: &mut Report) {
    // Spreadsheets save "Unicode text" as UTF-16.
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        _ => Cow::Borrowed(""),
    };
    let bytes = if decoded.is_empty() { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { decoded.as_bytes() };
    match bytes.iter().find(|b| !b.is_ascii_whitespace()) {
        None => {}
        Some(b'{') => geojson::read(bytes, rows, report),
        Some(b'<') => kml::read(bytes, rows, report),
        Some(_) if geonames::is_dump(bytes) => geonames::read(bytes, rows, report),
        Some(_) => table::read(bytes, rows, report),
    }
}

/// Collects diagnostics of one file, a bounded number of them.
pub(super) struct Report {
    file: String,
    list: Vec<Diagnostic>,
    count: usize,
}

impl Report {
    fn new(file: &str) -> Self {
        Self { file: file.to_owned(), list: Vec::new(), count: 0 }
    }

    /// A row that is skipped. Rows and columns count from 1; column 0 is the whole row.
    fn row(&mut self, row: usize, column: usize, message: &str) {
        self.count += 1;
        if self.count <= MOST_REPORTS {
            let place =
                if column == 0 { format!("{}, row {row}", self.file) } else { format!("{}, row {row}, column {column}", self.file) };
            self.list.push(Diagnostic::new(Severity::Warning, Stage::Gazetteer, place, format!("{message} The row is skipped.")));
        }
    }

    fn whole(&mut self, message: &str) {
        self.count += 1;
        if self.list.len() <= MOST_REPORTS {
            self.list.push(Diagnostic::new(Severity::Error, Stage::Gazetteer, self.file.clone(), message));
        }
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        if self.list.len() < self.count {
            let message = format!("{} rows are skipped in all; the first {MOST_REPORTS} are listed.", self.count);
            self.list.push(Diagnostic::new(Severity::Warning, Stage::Gazetteer, self.file, message));
        }
        self.list
    }
}

/// Lines that are text, with their number from 1; the others are reported.
fn lines<'a>(bytes: &'a [u8], report: &mut Report) -> Vec<(usize, &'a str)> {
    let mut good = Vec::new();
    for (nth, line) in bytes.split(|&b| b == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let row = nth + 1;
        if line.is_empty() {
        } else if line.len() > LONGEST_LINE_BYTES {
            report.row(row, 0, "The line is longer than a megabyte.");
        } else if line.contains(&0) {
            report.row(row, 0, "The line holds a NUL byte.");
        } else {
            match std::str::from_utf8(line) {
                Ok(line) => good.push((row, line)),
                Err(_) => report.row(row, 0, "The line is not UTF-8; save the file as UTF-8."),
            }
        }
    }
    good
}

/// Latitude and longitude as text; a comma may be the decimal point.
fn point(lat: &str, lon: &str) -> Result<LatLon, &'static str> {
    let number = |text: &str| -> Option<f64> { text.trim().parse().ok().or_else(|| text.trim().replace(',', ".").parse().ok()) };
    let (Some(lat), Some(lon)) = (number(lat), number(lon)) else { return Err("The coordinates are no numbers in degrees.") };
    LatLon::checked(lat, lon).ok_or("The point is not on the globe (latitude within ±90, longitude within ±180).")
}

fn name(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        Err("There is no name.")
    } else if text.contains('\0') {
        Err("The name holds a NUL byte.")
    } else if text.len() > LONGEST_NAME_CHARS && text.chars().nth(LONGEST_NAME_CHARS).is_some() {
        Err("The name is longer than 200 characters.")
    } else {
        Ok(text.to_owned())
    }
}

/// Kind by the words that files use.
fn kind(text: &str) -> Option<u8> {
    let word = text.trim().to_lowercase().replace([' ', '_'], "-");
    let word = match word.as_str() {
        "village" | "town" | "city" | "hamlet" | "populated-place" => "settlement",
        "district" => "admin2",
        "province" | "governorate" | "state" | "oblast" => "admin1",
        "neighborhood" | "suburb" | "quarter" => "neighbourhood",
        "airbase" => "air-base",
        "military-base" | "military" | "base" => "military-site",
        "border-crossing" | "checkpoint" => "crossing",
        "hill" | "peak" => "mountain",
        other => other,
    };
    format::KINDS.iter().position(|kind| *kind == word).map(|code| code as u8)
}

fn country(text: &str) -> String {
    let text = text.trim();
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic()) { text.to_ascii_uppercase() } else { String::new() }
}

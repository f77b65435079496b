//! Tables with a header: commas, semicolons or tabs, cells quoted or not.

use super::{Report, UserRow, country, kind, lines, name, point};
use std::borrow::Cow;

/// A quoted cell goes on for so many lines and bytes; a quote that stays open is a stray mark.
const MOST_LINES: usize = 20;
const MOST_JOINED_BYTES: usize = 1 << 16;

/// Columns by what their headers say.
#[derive(Default)]
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    names: Option<usize>,
    lat: Option<usize>,
    lon: Option<usize>,
    kind: Option<usize>,
    country: Option<usize>,
    admin1: Option<usize>,
    admin2: Option<usize>,
    population: Option<usize>,
    radius: Option<usize>,
}

pub(super) fn read(bytes: &[u8], rows: &mut Vec<UserRow>, report: &mut Report) {
    let mut lines = lines(bytes, report);
    lines.retain(|(_, line)| !line.trim().is_empty());
    let mut lines = lines.as_slice();
    let Some(((header_row, header), rest)) = lines.split_first() else { return };
    lines = rest;
    let by = ['\t', ';', ','].into_iter().max_by_key(|by| header.matches(*by).count()).unwrap_or(',');
    let heads = cells(header, by).unwrap_or_default();
    let columns = columns(&heads);
    let (Some(name_column), Some(lat), Some(lon)) = (columns.name, columns.lat, columns.lon) else {
        report.row(*header_row, 0, "The header must name the columns name, lat and lon.");
        return;
    };
    let file = report.file.clone();
    let by_number = columns_say_geonames(header);
    let mut joined = String::new();
    while let Some((&(row, line), rest)) = lines.split_first() {
        lines = rest;
        let mut read = cells(line, by);
        if read.is_none()
            && let Some(further) = join(line, lines, by, heads.len(), &mut joined)
        {
            read = cells(&joined, by);
            lines = lines.get(further..).unwrap_or_default();
        }
        let Some(cells) = read else {
            report.row(row, 0, "A quotation mark is not closed.");
            continue;
        };
        let cell = |column: Option<usize>| column.and_then(|n| cells.get(n)).map_or("", |cell| cell.trim());
        let shown = match name(cell(Some(name_column))) {
            Ok(shown) => shown,
            Err(why) => {
                report.row(row, name_column + 1, why);
                continue;
            }
        };
        let at = match point(cell(Some(lat)), cell(Some(lon))) {
            Ok(at) => at,
            Err(why) => {
                report.row(row, lat + 1, why);
                continue;
            }
        };
        let id = cell(columns.id);
        let alternates = cell(columns.names);
        let parted_by: &[char] = if alternates.contains('|') { &['|'] } else { &[',', ';'] };
        rows.push(UserRow {
            id: match id {
                "" => format!("user:{file}:{row}"),
                // A bare number is a GeoNames id only where the header says so.
                id if by_number && id.bytes().all(|b| b.is_ascii_digit()) => format!("gn:{id}"),
                id if id.contains(':') => id.to_owned(),
                id => format!("user:{id}"),
            },
            name: shown,
            names: alternates.split(parted_by).filter_map(|n| name(n).ok()).collect(),
            at,
            kind: kind(cell(columns.kind)),
            country: country(cell(columns.country)),
            admin1: cell(columns.admin1).to_owned(),
            admin2: cell(columns.admin2).to_owned(),
            population: cell(columns.population).parse().unwrap_or(0),
            radius_m: cell(columns.radius).parse().ok(),
        });
    }
}

fn columns_say_geonames(header: &str) -> bool {
    header.to_lowercase().contains("geonameid")
}

fn columns(header: &[Cow<'_, str>]) -> Columns {
    let mut columns = Columns::default();
    for (n, cell) in header.iter().enumerate() {
        let slot = match cell.trim().to_lowercase().replace([' ', '-'], "_").as_str() {
            "id" | "geonameid" | "geoname_id" => &mut columns.id,
            "name" | "title" | "place" | "label" | "toponym" => &mut columns.name,
            "alt_names" | "alternates" | "alternatenames" | "alternate_names" | "aliases" | "names" => &mut columns.names,
            "lat" | "latitude" | "y" => &mut columns.lat,
            "lon" | "lng" | "long" | "longitude" | "x" => &mut columns.lon,
            "kind" | "type" | "feature" | "category" => &mut columns.kind,
            "country" | "country_code" | "cc" | "iso" | "iso2" => &mut columns.country,
            "admin1" => &mut columns.admin1,
            "admin2" => &mut columns.admin2,
            "population" | "pop" => &mut columns.population,
            "radius_m" | "radius" => &mut columns.radius,
            _ => continue,
        };
        slot.get_or_insert(n);
    }
    columns
}

/// A quoted cell may hold line ends: how many of the lines after `line` belong to its row, which is then in `joined`. `None`
/// unless they make a row like the header, so that a stray quotation mark costs no row but its own.
fn join(line: &str, after: &[(usize, &str)], by: char, columns: usize, joined: &mut String) -> Option<usize> {
    line.clone_into(joined);
    let mut quotes = line.matches('"').count();
    for (nth, (_, next)) in after.iter().take(MOST_LINES).enumerate() {
        if joined.len() + next.len() > MOST_JOINED_BYTES {
            return None;
        }
        joined.push('\n');
        joined.push_str(next);
        quotes += next.matches('"').count();
        if quotes.is_multiple_of(2)
            && let Some(row) = cells(joined, by)
        {
            return (row.len() == columns).then_some(nth + 1);
        }
    }
    None
}

/// Cells of one row (RFC 4180 quotes); `None` when a quote stays open.
fn cells(line: &str, by: char) -> Option<Vec<Cow<'_, str>>> {
    // In tables by tabs all quotes are letters.
    if by == '\t' || !line.contains('"') {
        return Some(line.split(by).map(Cow::Borrowed).collect());
    }
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            // A quote inside a bare cell is a letter (Ma"arrat).
            '"' if cell.is_empty() => quoted = true,
            c if c == by && !quoted => cells.push(Cow::Owned(std::mem::take(&mut cell))),
            c => cell.push(c),
        }
    }
    cells.push(Cow::Owned(cell));
    (!quoted).then_some(cells)
}

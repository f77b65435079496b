//! KML (OGC 07-147r2): placemarks with a point. Only `name` and `Point/coordinates` matter, so the text is scanned for
//! them; a whole XML reader is not needed.

use super::{Report, UserRow, name, point};

pub(super) fn read(bytes: &[u8], rows: &mut Vec<UserRow>, report: &mut Report) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        report.whole("not UTF-8. Save the KML as UTF-8; nothing of it is read.");
        return;
    };
    let file = report.file.clone();
    for (nth, rest) in text.split("<Placemark").skip(1).enumerate() {
        let row = nth + 1;
        let placemark = rest.split("</Placemark>").next().unwrap_or_default();
        let coordinates = inside(placemark, "Point").and_then(|point| inside(point, "coordinates"));
        let Some(coordinates) = coordinates else {
            report.row(row, 0, "The placemark has no point.");
            continue;
        };
        let mut ordinates = coordinates.trim().split(',');
        let (lon, lat) = (ordinates.next().unwrap_or_default(), ordinates.next().unwrap_or_default());
        let (shown, at) = match (name(&plain(inside(placemark, "name").unwrap_or_default())), point(lat, lon)) {
            (Ok(shown), Ok(at)) => (shown, at),
            (Err(why), _) | (_, Err(why)) => {
                report.row(row, 0, why);
                continue;
            }
        };
        rows.push(UserRow {
            id: format!("user:{file}:{row}"),
            name: shown,
            names: Vec::new(),
            at,
            kind: None,
            country: String::new(),
            admin1: String::new(),
            admin2: String::new(),
            population: 0,
            radius_m: None,
        });
    }
}

/// `&#x10FFFF;` without its `&`.
const LONGEST_ENTITY: usize = 10;

/// What stands between `<tag …>` and `</tag>`.
fn inside<'a>(text: &'a str, tag: &str) -> Option<&'a str> {
    let mut rest = text;
    loop {
        let (_, after) = rest.split_once(&format!("<{tag}"))?;
        // "<name" must not be the beginning of "<named".
        if after.starts_with(|c: char| c == '>' || c.is_whitespace()) {
            let (_, body) = after.split_once('>')?;
            return body.split_once(&format!("</{tag}>")).map(|(inside, _)| inside);
        }
        rest = after;
    }
}

/// Without CDATA brackets, the five entities of XML and numbered characters.
fn plain(text: &str) -> String {
    let text = text.trim();
    if let Some(bare) = text.strip_prefix("<![CDATA[").and_then(|t| t.strip_suffix("]]>")) {
        return bare.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(LONGEST_ENTITY).position(|b| b == b';');
        let entity = end.and_then(|end| Some((character(after.get(..end)?)?, after.get(end + 1..)?)));
        rest = if let Some((c, after)) = entity {
            out.push(c);
            after
        } else {
            out.push('&');
            after
        };
    }
    out.push_str(rest);
    out
}

fn character(entity: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "amp" => Some('&'),
        _ => match entity.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(hex.get(1..)?, 16),
            decimal => number(decimal, 10),
        },
    }
}

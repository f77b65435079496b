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

/// Without CDATA brackets and the five entities of XML.
fn plain(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix("<![CDATA[").and_then(|t| t.strip_suffix("]]>")).unwrap_or(text);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

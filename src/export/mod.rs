//! Scenes and tables → files.
//!
//! In: a [`SnapshotRequest`]: placed states at a date, colours, a view, a page size, the articles that speak. Out: the bytes
//! of an SVG or PNG page that could be printed as it is, plus diagnostics; [`write::atomically`] puts bytes into a file.
//! Refused: a page larger than 16,000 pixels a side; a clock, a display, a GPU, system fonts.
//!
//! A page is made in three steps, for the command line as for the window:
//!
//! ```no_run
//! # fn page(request: &salient::export::SnapshotRequest<'_>, path: &std::path::Path) -> Result<(), String> {
//! // 1. `request.states` comes from `timeline` through `map::PlacedState::new`; `view` is `View::Fit` without --bbox or --place,
//! //    `View::Bounds` with either (a place: `export::around(at, radius_km)`).
//! // 2. Pure: bytes, or one sentence why not.
//! let snapshot = salient::export::snapshot(request)?;
//! // 3. The only line that touches the disk.
//! salient::export::write::atomically(path, &snapshot.bytes)
//! # }
//! ```

mod column;
mod compose;
mod fit;
mod locator;
mod map_frame;
mod page;
mod panel;
mod png;
mod speakers;
pub mod svg;
pub mod write;

pub use compose::DISCLAIMER;
pub use fit::{main_extent, widened};
pub use page::{Format, PageSize, SnapshotRequest, Source, View};
pub use png::rasterise;
pub use speakers::sources_of;
pub use write::atomically as write_atomically;

use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::geodesy::{BoundingBox, LatLon};
use crate::map::{Weight, fonts};

/// A finished page.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    pub bytes: Vec<u8>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The page as bytes in the asked format.
///
/// # Errors
/// One sentence with the remedy when the page is too large to paint.
pub fn snapshot(request: &SnapshotRequest<'_>) -> Result<Snapshot, String> {
    let longest = request.size.width.max(request.size.height) * request.scale;
    if !(longest.is_finite() && request.scale > 0.0 && longest <= PageSize::MAX_PIXELS) {
        return Err(format!(
            "a page of {} × {} at scale {} is too large; keep each side within {} pixels",
            request.size.width,
            request.size.height,
            request.scale,
            PageSize::MAX_PIXELS
        ));
    }
    let (text, diagnostics) = compose::page(request);
    let bytes = match request.format {
        Format::Svg => text.into_bytes(),
        Format::Png => rasterise(&text)?,
    };
    Ok(Snapshot { bytes, diagnostics })
}

/// The box to show for a place: its radius and as much around it.
#[must_use]
pub fn around(at: LatLon, radius_km: f64) -> BoundingBox {
    widened(BoundingBox { west: at.lon, south: at.lat, east: at.lon, north: at.lat }, (radius_km * 4.0).clamp(60.0, 3000.0))
}

/// `{title}_{place}_{YYYYMMDD}.{ext}` with nothing in it that a file system refuses.
#[must_use]
pub fn default_name(title: &str, place: &str, at: Date, format: Format) -> String {
    let plain = |text: &str| {
        let kept: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        kept.split_whitespace().collect::<Vec<_>>().join("-")
    };
    let ending = match format {
        Format::Svg => "svg",
        Format::Png => "png",
    };
    let day = format!("{:04}{:02}{:02}", at.year(), at.month(), at.day());
    let parts: Vec<String> = [plain(title), plain(place), day].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{ending}", parts.join("_"))
}

/// The embedded faces as CSS, for a browser that lacks them.
fn font_faces() -> String {
    let mut css = String::from("<style>");
    for face in &fonts::FACES {
        let weight = if face.weight == Weight::Bold { 700 } else { 400 };
        css.push_str(&format!(
            "@font-face{{font-family:'{}';font-weight:{weight};src:url(data:font/ttf;base64,{})}}",
            face.family,
            base64(face.bytes)
        ));
    }
    css.push_str("</style>");
    css
}

/// RFC 4648 with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |n: usize| u32::from(chunk.get(n).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let index = (group >> (18 - 6 * digit)) & 63;
            let c = DIGITS.get(index as usize).copied().unwrap_or(b'=');
            text.push(if digit <= chunk.len() { char::from(c) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_the_standard_says() {
        let known = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in known {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn the_default_name_says_what_where_and_when_and_fits_any_file_system() {
        let name = default_name("Who holds what?", "Ma'arrat al-Nu'man / Idlib", jiff::civil::date(2024, 11, 30), Format::Png);
        assert_eq!(name, "Who-holds-what_Ma-arrat-al-Nu-man-Idlib_20241130.png");
    }
}

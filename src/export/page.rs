//! What a page is asked to show, and how large.

use crate::calendar::Date;
use crate::geodesy::{BoundingBox, LatLon};
use crate::map::{ActorStyles, Palette, PlacedState, Theme};
use std::str::FromStr;

/// Size of a page in points (1/96 inch); at scale 1 a point is a pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    pub width: f32,
    pub height: f32,
}

impl PageSize {
    /// Longest side that a page may have, points times scale; larger would take gigabytes to paint.
    pub const MAX_PIXELS: f32 = 16_000.0;
    /// Below this neither legend nor title can be read.
    pub const MIN: f32 = 320.0;
}

impl FromStr for PageSize {
    type Err = String;

    /// `1600x900`, `a4`, `a4-landscape`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let lower = text.trim().to_lowercase();
        let (width, height) = match lower.as_str() {
            "a4" | "a4-portrait" => (794.0, 1123.0),
            "a4-landscape" => (1123.0, 794.0),
            other => {
                let (width, height) = other.split_once(['x', '×']).ok_or_else(|| wrong(text))?;
                let side = |part: &str| part.trim().parse::<f32>().ok().filter(|side| side.is_finite()).ok_or_else(|| wrong(text));
                (side(width)?, side(height)?)
            }
        };
        let fits = |side: f32| (Self::MIN..=Self::MAX_PIXELS).contains(&side);
        if !fits(width) || !fits(height) {
            return Err(format!("'{text}' is no page size: each side must be {} to {} points", Self::MIN, Self::MAX_PIXELS));
        }
        Ok(Self { width, height })
    }
}

fn wrong(text: &str) -> String {
    format!("'{text}' is no page size; write WIDTHxHEIGHT such as 1600x900, or a4, or a4-landscape")
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum View {
    /// Where the great majority of the claims is; see [`super::main_extent`].
    Fit,
    /// At least this box.
    Bounds(BoundingBox),
    /// What the window shows: centre, and zoom at a frame `width` points wide (a page shows the same ground).
    Camera { centre: LatLon, zoom: f64, width: f32 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Svg,
    Png,
}

impl Format {
    /// By a file name's ending.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            _ => None,
        }
    }
}

/// An article that speaks for a state on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Who printed it, or the file's name.
    pub outlet: String,
    pub title: String,
    /// As sure as it is known: "30 Nov 2024", "Nov 2024", "undated".
    pub date: String,
}

/// Everything that a page shows. Nothing is looked up: no clock, no disk, no network.
#[derive(Debug, Clone)]
pub struct SnapshotRequest<'a> {
    pub title: &'a str,
    pub states: &'a [PlacedState<'a>],
    pub actors: &'a ActorStyles,
    pub palette: Palette,
    pub theme: Theme,
    /// "Happened by".
    pub at: Date,
    /// "Known as of", if the reader's knowledge is cut off before the last report.
    pub known_as_of: Option<Date>,
    pub view: View,
    pub size: PageSize,
    /// Pixels a point, 1 to 3.
    pub scale: f32,
    pub format: Format,
    /// In the order to list them.
    pub sources: &'a [Source],
    /// Filters in force, each in words; empty means all claims.
    pub filters: &'a [String],
    /// Roads and small waters of OpenStreetMap.
    pub with_osm: bool,
    /// Shaded relief under borders and roads.
    pub relief: bool,
    /// Colour the land nearest to each place, as an estimate.
    pub areas: bool,
    /// Put the fonts into the SVG, so that any browser prints it alike (adds about 600 kB).
    pub embed_fonts: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_nonsense_is_refused_with_the_form() {
        assert_eq!("1600x900".parse(), Ok(PageSize { width: 1600.0, height: 900.0 }));
        assert_eq!("A4".parse(), Ok(PageSize { width: 794.0, height: 1123.0 }));
        for bad in ["", "1600", "x", "axb", "10x10", "1600xNaN", "1e9x2", "-5x600"] {
            assert!(bad.parse::<PageSize>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_format_follows_the_file_name() {
        assert_eq!(Format::of_name("maps/aleppo.PNG"), Some(Format::Png));
        assert_eq!(Format::of_name("aleppo.svg"), Some(Format::Svg));
        assert_eq!(Format::of_name("aleppo"), None);
    }
}

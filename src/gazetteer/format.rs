//! The index as bytes: sections, the record of a place, the flags of a posting. Shared with the build script.
//!
//! Everything is little-endian and read where it lies; nothing is decoded when the index is opened.
//!
//! ```text
//! magic (8) | SECTIONS × (offset u32, length u32) | sections
//! record (32): name u32 | lat i32 | lon i32 (1e-6 °) | population u32 | id u32 | radius u16 (50 m) | admin1 u16 | admin2 u16
//!              | country u8 | kind u8 | source u8 | confidence and id scheme u8 | flags u16
//! posting u32: place << 5 | PREFERRED | EXACT | ABBREVIATED | TRANSLITERATED | ARTICLE
//! names fst:   key → posting << 1 | 1 when one place has it, else (index into postings, where a count comes first) << 1
//! ```

pub const MAGIC: &[u8; 8] = b"SALGAZ03";

/// Sections in file order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// Records, by 1° cell (row-major from the south-west), then by falling population.
    Records,
    /// Length (u16) and UTF-8, or for a division two of these: name and code.
    Strings,
    /// fst of keys.
    Names,
    Postings,
    /// First record of each cell (u32), and the end.
    Cells,
    /// Records by id (u32): GeoNames numbers first, then strings.
    Ids,
    /// Place of each first-order division (u32) by code; a record holds index + 1.
    Admin1,
    Admin2,
    /// [`COUNTRY_BYTES`] each, by code.
    Countries,
    /// (place u32, parent u32) by place.
    Parents,
    /// fst of exact keys → country index.
    Demonyms,
    /// Strings (u32 offsets) that say where a record came from.
    Sources,
    /// Places (u32) of more than 50,000 people, countries, divisions; most people first.
    Large,
}

pub const SECTIONS: usize = 13;
pub const RECORD_BYTES: usize = 32;
/// code (2) | flags (2) | place u32 | capital u32 (place + 1) | neighbours (string u32)
pub const COUNTRY_BYTES: usize = 16;
/// Names reach English by transliteration.
pub const COUNTRY_TRANSLITERATED: u16 = 1;
/// Arabic articles may be left out of names.
pub const COUNTRY_ARTICLES: u16 = 2;

pub const RADIUS_UNIT_M: u32 = 50;

pub const PREFERRED: u32 = 1;
pub const EXACT: u32 = 2;
pub const ABBREVIATED: u32 = 4;
pub const TRANSLITERATED: u32 = 8;
/// The name has an Arabic article that its transliterated key lacks.
pub const ARTICLE: u32 = 16;
pub const POSTING_SHIFT: u32 = 5;

/// Record flags.
pub const CAPITAL: u16 = 1;
pub const SEAT_ADMIN1: u16 = 2;
pub const SEAT_ADMIN2: u16 = 4;
pub const HAS_CODE: u16 = 8;

pub const SCHEME_GEONAMES: u8 = 1;
pub const SCHEME_STRING: u8 = 0;

pub const CONFIDENCES: [&str; 3] = ["high", "medium", "low"];

/// Kinds by code, spelled as `PlaceKind` is.
pub const KINDS: [&str; 28] = [
    "country",
    "admin1",
    "admin2",
    "settlement",
    "neighbourhood",
    "airport",
    "air-base",
    "military-site",
    "port",
    "crossing",
    "dam",
    "prison",
    "oil-field",
    "power-plant",
    "hospital",
    "university",
    "landmark",
    "camp",
    "road",
    "bridge",
    "mountain",
    "river",
    "lake",
    "sea",
    "island",
    "region",
    "continent",
    "other",
];

/// Cell of a point: 360 columns by 180 rows.
#[must_use]
pub fn cell_of(lat: f64, lon: f64) -> usize {
    let row = (lat + 90.0).floor().clamp(0.0, 179.0) as usize;
    let column = (lon + 180.0).floor().rem_euclid(360.0).clamp(0.0, 359.0) as usize;
    row * 360 + column
}

pub const CELLS: usize = 360 * 180;

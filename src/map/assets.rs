//! What the map embeds; sources, licences and rebuild scripts lie beside the files in `assets/`.

use super::palette::Theme;

/// Natural Earth, GeoNames, OurAirports: land, water, boundaries, towns. World to zoom 6, parts of it to 9.
pub const BASEMAP_CORE: &[u8] = include_bytes!("../../assets/basemap/basemap-core.pmtiles");
/// OpenStreetMap: roads and small waters, zooms 5 to 9. Kept apart because its licence (ODbL) asks for it.
pub const BASEMAP_OSM: &[u8] = include_bytes!("../../assets/basemap/basemap-osm.pmtiles");
/// Shaded relief as JPEG tiles of 256 pixels.
pub const RELIEF: &[u8] = include_bytes!("../../assets/relief/relief.pmtiles");

/// Credit lines that a map must show when it uses these.
pub const CREDIT_CORE: &str = "Natural Earth; GeoNames (CC BY 4.0); OurAirports";
pub const CREDIT_OSM: &str = "© OpenStreetMap contributors (ODbL)";
/// The shortest wording of the core's credits: whose licence asks to be named.
pub const CREDIT_GEONAMES: &str = "GeoNames (CC BY 4.0)";
/// Of the tiles that OpenStreetMap's servers draw.
pub const CREDIT_ONLINE: &str = "© OpenStreetMap contributors";
pub const CREDIT_RELIEF: &str = "Relief: Natural Earth; NOAA GLOBE";

/// The style sheet of a theme: a small part of the MapLibre style specification as JSON.
#[must_use]
pub const fn style_sheet(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => include_str!("../../assets/map/light.json"),
        Theme::Dark => include_str!("../../assets/map/dark.json"),
    }
}

/// The same for archives that the user brings along, by the layer names of common schemas.
#[must_use]
pub const fn foreign_style_sheet(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => include_str!("../../assets/map/foreign-light.json"),
        Theme::Dark => include_str!("../../assets/map/foreign-dark.json"),
    }
}

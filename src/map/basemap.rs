//! The ground under the scene, drawn from vector archives by a style sheet.
//!
//! In: archives, a style sheet, a camera. Out: fills and lines in frame positions for the page, and the names that the
//! scene may place; what could not be read comes back as diagnostics, and the rest is drawn. The window lets its own tile
//! renderer paint the ground from the same archives and style sheet, and asks here for the names only.

use super::archive::Archive;
use super::area::{Land, Lattice};
use super::assets;
use super::camera::Camera;
use super::clip;
use super::expression::Context;
use super::label::{BasemapLabel, Rect};
use super::palette::Theme;
use super::shape::{Rgba, Stroke, Weight};
use super::style_sheet::{LayerKind, StyleLayer, StyleSheet, colour};
use super::tile_id::TileId;
use super::vector_tile::{Feature, Geometry, Layer, decode};
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::geodesy::MercatorPoint;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Layers of the archives that tell land from water.
const LAND: &[&str] = &["land"];
const LAKES: &[&str] = &["lakes", "water"];

/// A layer of ground.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// Rings under the non-zero rule; tiles overlap a little, so that no seam shows.
    Fill {
        colour: Rgba,
        rings: Vec<Vec<[f32; 2]>>,
    },
    Line {
        stroke: Stroke,
        lines: Vec<Vec<[f32; 2]>>,
    },
}

/// Archives drawn over each other by one style sheet.
#[derive(Debug)]
pub struct Basemap {
    archives: Vec<Archive>,
    style: StyleSheet,
    pub credits: Vec<String>,
    /// Decoded tiles, because a camera moves little; emptied when full.
    decoded: Mutex<Decoded>,
}

/// By archive, tile asked for and part: the tile that answered and its layers.
type Decoded = BTreeMap<(usize, TileId, Part), Answer>;
type Answer = (TileId, Arc<Vec<Layer>>);

const CACHED_TILES: usize = 192;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Ground,
    Names,
}

/// A tile in the frame: its layers and how its fractions become frame positions.
struct Placed {
    layers: Arc<Vec<Layer>>,
    /// Frame position of the corner and side of the tile that the layers belong to.
    origin: [f64; 2],
    side: f64,
    /// Corner and side of the part that is to be shown, in Mercator units, and in the frame.
    shown: Rect,
    north_west: MercatorPoint,
    mercator_side: f64,
}

impl Basemap {
    /// The embedded basemap in a theme, with roads and small waters of OpenStreetMap unless left out.
    #[must_use]
    pub fn embedded(theme: Theme, with_osm: bool) -> Self {
        let mut archives = Vec::new();
        let mut credits = Vec::new();
        let sources = [(assets::BASEMAP_CORE, assets::CREDIT_CORE, true), (assets::BASEMAP_OSM, assets::CREDIT_OSM, with_osm)];
        for (bytes, credit, wanted) in sources {
            // Both archives open in the tests; a broken build would draw an empty ground rather than fail.
            if wanted && let Ok(archive) = Archive::open(bytes) {
                archives.push(archive);
                credits.push(credit.to_owned());
            }
        }
        let style = StyleSheet::parse(assets::style_sheet(theme)).unwrap_or_default();
        Self::new(archives, style, credits)
    }

    #[must_use]
    pub fn new(archives: Vec<Archive>, style: StyleSheet, credits: Vec<String>) -> Self {
        Self { archives, style, credits, decoded: Mutex::new(BTreeMap::new()) }
    }

    /// Colour of the sea, under everything.
    #[must_use]
    pub fn background(&self, camera: &Camera) -> Rgba {
        let context = Context { zoom: camera.zoom, feature: None };
        let layer = self.style.layers.iter().find(|layer| layer.kind == LayerKind::Background);
        layer.and_then(|layer| paint_colour(layer, "background-color", &context)).unwrap_or(Rgba([255, 255, 255, 255]))
    }

    /// Fills and lines in paint order, cut to the frame.
    #[must_use]
    pub fn ground(&self, camera: &Camera) -> (Vec<Ground>, Vec<Diagnostic>) {
        self.ground_without(camera, &[])
    }

    /// Without these source layers, which something below shows.
    #[must_use]
    pub fn ground_without(&self, camera: &Camera, hidden: &[&str]) -> (Vec<Ground>, Vec<Diagnostic>) {
        let (tiles, diagnostics) = self.tiles(camera, Part::Ground);
        let mut ground = Vec::new();
        let drawn =
            |layer: &&StyleLayer| (layer.min_zoom..layer.max_zoom).contains(&camera.zoom) && !hidden.contains(&layer.source.as_str());
        for layer in self.style.layers.iter().filter(drawn) {
            match layer.kind {
                LayerKind::Fill => fills(layer, &tiles, camera, &mut ground),
                LayerKind::Line => lines(layer, &tiles, camera, &mut ground),
                LayerKind::Background | LayerKind::Symbol => {}
            }
        }
        (ground, diagnostics)
    }

    /// Names that lie in the frame, most important first.
    #[must_use]
    pub fn names(&self, camera: &Camera) -> (Vec<BasemapLabel>, Vec<Diagnostic>) {
        let (tiles, diagnostics) = self.tiles(camera, Part::Names);
        let mut found: Vec<(usize, f64, BasemapLabel)> = Vec::new();
        for (rank, layer) in self.style.layers.iter().enumerate() {
            if layer.kind != LayerKind::Symbol || !(layer.min_zoom..layer.max_zoom).contains(&camera.zoom) {
                continue;
            }
            for tile in &tiles {
                for (source, feature) in features(layer, tile, camera.zoom) {
                    let context = Context { zoom: camera.zoom, feature: Some((source, feature)) };
                    let sort_key = layer.layout.get("symbol-sort-key").and_then(|key| context.evaluate(key).number()).unwrap_or(0.0);
                    found.extend(name(layer, tile, feature, &context).map(|label| (rank, sort_key, label)));
                }
            }
        }
        found.sort_by(|a, b| {
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then_with(|| a.2.text.cmp(&b.2.text)).then(a.2.at.x.total_cmp(&b.2.at.x))
        });
        found.dedup_by(|a, b| a.2.text == b.2.text && (a.2.at.x - b.2.at.x).abs() < 1e-5 && (a.2.at.y - b.2.at.y).abs() < 1e-5);
        let names = (0_u32..).zip(found).map(|(order, (_, _, label))| BasemapLabel { order, ..label }).collect();
        (names, diagnostics)
    }

    /// Which cells of the lattice over the frame are land.
    #[must_use]
    pub fn land(&self, camera: &Camera) -> Land {
        let (tiles, _) = self.tiles(camera, Part::Ground);
        let (mut land, mut lakes) = (Vec::new(), Vec::new());
        for (names, rings) in [(LAND, &mut land), (LAKES, &mut lakes)] {
            for tile in &tiles {
                let Some(window) = tile.window(camera, 0.5) else { continue };
                let layers = tile.layers.iter().filter(|layer| names.contains(&layer.name.as_str()));
                let polygons = layers.flat_map(|layer| &layer.features).filter(|feature| feature.geometry == Geometry::Polygon);
                rings.extend(polygons.flat_map(|feature| &feature.parts).map(|ring| clip::polygon(&tile.screen(ring), window)));
            }
        }
        Land::new(Lattice::of(camera), camera, &land, &lakes)
    }

    fn tiles(&self, camera: &Camera, part: Part) -> (Vec<Placed>, Vec<Diagnostic>) {
        let mut tiles = Vec::new();
        let mut diagnostics = Vec::new();
        for (index, archive) in self.archives.iter().enumerate() {
            let deepest = f64::from(archive.header().max_zoom);
            let z = camera.zoom.round().clamp(0.0, deepest) as u8;
            if z < archive.header().min_zoom {
                continue;
            }
            let count = f64::from(1_u32 << z);
            let scale = camera.scale();
            let (half_width, half_height) = (f64::from(camera.width) / 2.0 / scale, f64::from(camera.height) / 2.0 / scale);
            let columns = range(camera.centre.x - half_width, camera.centre.x + half_width, count, None);
            let rows = range(camera.centre.y - half_height, camera.centre.y + half_height, count, Some(count));
            for column in columns {
                for row in rows.clone() {
                    let x = (column as f64).rem_euclid(count) as u32;
                    let Some(id) = u32::try_from(row).ok().and_then(|y| TileId::new(z, x, y)) else { continue };
                    match self.placed(index, id, column, camera, part) {
                        Ok(Some(tile)) => tiles.push(tile),
                        Ok(None) => {}
                        Err(message) => diagnostics.push(Diagnostic::new(
                            Severity::Warning,
                            Stage::Map,
                            "",
                            format!("Part of the basemap is missing (tile {z}/{x}/{row}): {message}. The rest is drawn."),
                        )),
                    }
                }
            }
        }
        (tiles, diagnostics)
    }

    fn placed(&self, archive: usize, id: TileId, column: i64, camera: &Camera, part: Part) -> Result<Option<Placed>, String> {
        let Some((found, layers)) = self.layers(archive, id, part)? else { return Ok(None) };
        let Some([left, top, fraction]) = id.part_of(found) else { return Ok(None) };
        let scale = camera.scale();
        let (corner, width) = id.square();
        let frame = |x: f64, y: f64| {
            [(x - camera.centre.x) * scale + f64::from(camera.width) / 2.0, (y - camera.centre.y) * scale + f64::from(camera.height) / 2.0]
        };
        // Over the antimeridian the column tells which copy of the world is meant.
        let [x, y] = frame(column as f64 * width, corner.y);
        let shown_side = width * scale;
        let side = shown_side / fraction;
        let (north_west, mercator_side) = found.square();
        let shown = [x as f32, y as f32, (x + shown_side) as f32, (y + shown_side) as f32];
        Ok(Some(Placed { layers, origin: [x - left * side, y - top * side], side, shown, north_west, mercator_side }))
    }

    /// The decoded layers of a tile or its nearest ancestor.
    fn layers(&self, archive: usize, id: TileId, part: Part) -> Result<Option<Answer>, String> {
        if let Some((found, layers)) = self.cache().get(&(archive, id, part)) {
            return Ok(Some((*found, Arc::clone(layers))));
        }
        let Some(source) = self.archives.get(archive) else { return Ok(None) };
        let Some(found) = source.tile_or_ancestor(id).map_err(|error| error.to_string())? else { return Ok(None) };
        let kinds: &[LayerKind] = if part == Part::Names { &[LayerKind::Symbol] } else { &[LayerKind::Fill, LayerKind::Line] };
        let layers = decode(&found.bytes, |name| self.style.draws(name, kinds)).map_err(|error| error.to_string())?;
        let layers = Arc::new(layers);
        let mut cache = self.cache();
        if cache.len() >= CACHED_TILES {
            cache.clear();
        }
        cache.insert((archive, id, part), (found.id, Arc::clone(&layers)));
        Ok(Some((found.id, layers)))
    }

    fn cache(&self) -> std::sync::MutexGuard<'_, Decoded> {
        // A reader that panicked left at worst a missing tile behind.
        self.decoded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tile columns or rows between two Mercator coordinates.
fn range(from: f64, to: f64, count: f64, bound: Option<f64>) -> std::ops::RangeInclusive<i64> {
    let (first, last) = ((from * count).floor(), (to * count).floor());
    match bound {
        Some(count) => first.max(0.0) as i64..=last.min(count - 1.0) as i64,
        // At most one world's width, or a tile would be drawn over itself.
        None => first as i64..=last.min(first + count) as i64,
    }
}

fn features<'a>(layer: &'a StyleLayer, tile: &'a Placed, zoom: f64) -> impl Iterator<Item = (&'a Layer, &'a Feature)> {
    tile.layers
        .iter()
        .filter(|source| source.name == layer.source)
        .flat_map(|source| source.features.iter().map(move |feature| (source, feature)))
        .filter(move |&pair| Context { zoom, feature: Some(pair) }.passes(layer.filter.as_ref()))
}

impl Placed {
    fn screen(&self, part: &[[f32; 2]]) -> Vec<[f32; 2]> {
        let mut points: Vec<[f32; 2]> = Vec::with_capacity(part.len());
        for (n, p) in part.iter().enumerate() {
            let at = [(self.origin[0] + f64::from(p[0]) * self.side) as f32, (self.origin[1] + f64::from(p[1]) * self.side) as f32];
            // Steps below a third of a point cannot be seen.
            let visible = points.last().is_none_or(|last| (last[0] - at[0]).abs() + (last[1] - at[1]).abs() > 0.35);
            if visible || n + 1 == part.len() {
                points.push(at);
            }
        }
        points
    }

    /// The shown part within the frame, grown by `margin` points.
    fn window(&self, camera: &Camera, margin: f32) -> Option<Rect> {
        let [l, t, r, b] = self.shown;
        let cut =
            [(l - margin).max(-4.0), (t - margin).max(-4.0), (r + margin).min(camera.width + 4.0), (b + margin).min(camera.height + 4.0)];
        (cut[0] < cut[2] && cut[1] < cut[3]).then_some(cut)
    }
}

fn fills(layer: &StyleLayer, tiles: &[Placed], camera: &Camera, ground: &mut Vec<Ground>) {
    for tile in tiles {
        // Neighbours overlap by half a point: two edges that only touch would let the water shine through.
        let Some(window) = tile.window(camera, 0.5) else { continue };
        for (source, feature) in features(layer, tile, camera.zoom) {
            let context = Context { zoom: camera.zoom, feature: Some((source, feature)) };
            let Some(fill) = paint_colour(layer, "fill-color", &context) else { continue };
            if feature.geometry != Geometry::Polygon {
                continue;
            }
            let cut = feature.parts.iter().map(|ring| clip::polygon(&tile.screen(ring), window)).filter(|ring| ring.len() >= 3);
            match ground.last_mut() {
                Some(Ground::Fill { colour, rings }) if *colour == fill => rings.extend(cut),
                _ => ground.push(Ground::Fill { colour: fill, rings: cut.collect() }),
            }
        }
    }
}

fn lines(layer: &StyleLayer, tiles: &[Placed], camera: &Camera, ground: &mut Vec<Ground>) {
    for tile in tiles {
        let Some(window) = tile.window(camera, 0.0) else { continue };
        for (source, feature) in features(layer, tile, camera.zoom) {
            let context = Context { zoom: camera.zoom, feature: Some((source, feature)) };
            let Some(line_colour) = paint_colour(layer, "line-color", &context) else { continue };
            let width = layer.paint.get("line-width").and_then(|width| context.evaluate(width).number()).unwrap_or(1.0) as f32;
            let pair = |value: &serde_json::Value| Some([value.get(0)?.as_f64()? as f32 * width, value.get(1)?.as_f64()? as f32 * width]);
            let line = Stroke { width, colour: line_colour, dash: layer.paint.get("line-dasharray").and_then(pair) };
            let cut = feature.parts.iter().flat_map(|part| clip::line(&tile.screen(part), window));
            match ground.last_mut() {
                Some(Ground::Line { stroke, lines }) if *stroke == line => lines.extend(cut),
                _ => ground.push(Ground::Line { stroke: line, lines: cut.collect() }),
            }
        }
    }
    if let Some(Ground::Line { lines, .. }) = ground.last_mut() {
        *lines = joined(lines);
    }
}

/// Lines that a tile's edge cut are one again, so that dashes run through.
fn joined(lines: &[Vec<[f32; 2]>]) -> Vec<Vec<[f32; 2]>> {
    let key = |p: &[f32; 2]| ((p[0] * 4.0).round() as i64, (p[1] * 4.0).round() as i64);
    let mut by_start: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(first) = line.first() {
            by_start.entry(key(first)).or_default().push(index);
        }
    }
    let ends: BTreeSet<(i64, i64)> = lines.iter().filter_map(|line| line.last().map(key)).collect();
    let mut used = vec![false; lines.len()];
    let mut result = Vec::with_capacity(lines.len());
    // Start with lines that nothing leads to; what remains are rings.
    let heads =
        (0..lines.len()).filter(|&index| lines.get(index).and_then(|line| line.first()).is_some_and(|first| !ends.contains(&key(first))));
    for start in heads.chain(0..lines.len()).collect::<Vec<_>>() {
        let mut path: Vec<[f32; 2]> = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next {
            let (Some(line), Some(seen)) = (lines.get(index), used.get_mut(index)) else { break };
            if *seen {
                break;
            }
            *seen = true;
            path.extend(line.iter().skip(usize::from(!path.is_empty())));
            next = line.last().and_then(|last| by_start.get(&key(last))).and_then(|candidates| {
                let free: Vec<usize> = candidates.iter().copied().filter(|&candidate| used.get(candidate) == Some(&false)).collect();
                // A fork ends the line: which branch goes on is not ours to guess.
                if let [only] = free.as_slice() { Some(*only) } else { None }
            });
        }
        if path.len() >= 2 {
            result.push(path);
        }
    }
    result
}

fn name(layer: &StyleLayer, tile: &Placed, feature: &Feature, context: &Context<'_>) -> Option<BasemapLabel> {
    let &[position] = feature.parts.first()?.as_slice() else { return None };
    // A tile's margin repeats its neighbour's points.
    let at = [tile.origin[0] + f64::from(position[0]) * tile.side, tile.origin[1] + f64::from(position[1]) * tile.side];
    let [l, t, r, b] = tile.shown.map(f64::from);
    if !((l..r).contains(&at[0]) && (t..b).contains(&at[1])) {
        return None;
    }
    let text = context.evaluate(layer.layout.get("text-field")?).text().filter(|text| !text.is_empty())?;
    let layout_text = |key: &str| layer.layout.get(key).and_then(|value| context.evaluate(value).text());
    let upper = layout_text("text-transform").as_deref() == Some("uppercase");
    let size = layer.layout.get("text-size").and_then(|value| context.evaluate(value).number()).unwrap_or(11.0) as f32;
    let spacing = layer.layout.get("text-letter-spacing").and_then(serde_json::Value::as_f64).unwrap_or(0.0) as f32;
    let font = layer.layout.get("text-font").and_then(|fonts| fonts.get(0)).and_then(serde_json::Value::as_str).unwrap_or("");
    Some(BasemapLabel {
        text: if upper { text.to_uppercase() } else { text },
        at: MercatorPoint {
            x: tile.north_west.x + f64::from(position[0]) * tile.mercator_side,
            y: tile.north_west.y + f64::from(position[1]) * tile.mercator_side,
        },
        size,
        weight: if font.ends_with("Bold") { Weight::Bold } else { Weight::Regular },
        colour: paint_colour(layer, "text-color", context)?,
        halo: paint_colour(layer, "text-halo-color", context),
        spacing: spacing * size,
        dot: layout_text("icon-image").as_deref() == Some("dot"),
        order: 0,
    })
}

fn paint_colour(layer: &StyleLayer, key: &str, context: &Context<'_>) -> Option<Rgba> {
    colour(&context.evaluate(layer.paint.get(key)?).text()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LatLon;

    fn syria() -> Camera {
        Camera::new(LatLon::new(35.5, 37.5), 7.3, 800.0, 600.0)
    }

    #[test]
    fn the_frame_over_syria_has_land_boundaries_and_names() {
        let basemap = Basemap::embedded(Theme::Light, true);
        let (ground, diagnostics) = basemap.ground(&syria());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert!(ground.iter().filter(|layer| matches!(layer, Ground::Fill { .. })).count() >= 2);
        assert!(ground.iter().any(|layer| matches!(layer, Ground::Line { stroke, .. } if stroke.dash.is_some())));
        let (names, _) = basemap.names(&syria());
        for name in ["Aleppo", "SYRIA", "Damascus"] {
            assert!(names.iter().filter(|label| label.text == name).count() <= 1, "{name} twice");
        }
        assert!(names.iter().any(|label| label.text == "Aleppo" && label.dot));
    }

    #[test]
    fn everything_drawn_lies_in_or_just_around_the_frame() {
        let (ground, _) = Basemap::embedded(Theme::Dark, true).ground(&syria());
        for point in ground
            .iter()
            .flat_map(|layer| match layer {
                Ground::Fill { rings, .. } => rings,
                Ground::Line { lines, .. } => lines,
            })
            .flatten()
        {
            assert!((-5.0..=805.0).contains(&point[0]) && (-5.0..=605.0).contains(&point[1]), "{point:?}");
        }
    }

    #[test]
    fn the_sea_is_no_land() {
        let camera = Camera::new(LatLon::new(35.0, 35.2), 7.0, 600.0, 600.0);
        let land = Basemap::embedded(Theme::Light, true).land(&camera);
        let dry = |lat: f64, lon: f64| land.is_dry_at(LatLon::new(lat, lon).into());
        assert!(dry(35.13, 36.75) && dry(34.73, 36.72) && dry(35.17, 33.3), "Hama, Homs and Cyprus are land");
        assert!(!dry(35.0, 34.9) && !dry(34.2, 34.5), "the Levantine Sea is not");
    }

    #[test]
    fn odd_cameras_draw_something_and_never_fail() {
        let basemap = Basemap::embedded(Theme::Light, true);
        for (lat, lon, zoom) in [(0.0, 179.9, 3.0), (85.0, 0.0, 0.0), (-80.0, -180.0, 12.5), (0.0, 0.0, 0.0), (36.2, 37.1, 19.0)] {
            let camera = Camera::new(LatLon::new(lat, lon), zoom, 900.0, 500.0);
            let (_, diagnostics) = basemap.ground(&camera);
            let (_, more) = basemap.names(&camera);
            assert!(diagnostics.is_empty() && more.is_empty(), "{lat} {lon} {zoom}");
        }
    }

    #[test]
    fn a_line_cut_at_a_tile_edge_is_one_again() {
        let lines = joined(&[vec![[0.0, 0.0], [5.0, 5.0]], vec![[5.0, 5.0], [9.0, 5.0]], vec![[20.0, 0.0], [21.0, 0.0]]]);
        assert_eq!(lines, vec![vec![[0.0, 0.0], [5.0, 5.0], [9.0, 5.0]], vec![[20.0, 0.0], [21.0, 0.0]]]);
    }
}

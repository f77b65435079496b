//! Shaded relief as pictures in the frame, for a page; the window's tile renderer draws the same archive.
//!
//! In: the embedded archive, a camera. Out: JPEG pictures with their places, and which layers of the ground they stand for.
//! What could not be read comes back as diagnostics, and the rest is drawn.

use super::archive::Archive;
use super::assets;
use super::camera::Camera;
use super::palette::Theme;
use super::tile_id::TileId;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use std::collections::BTreeMap;

/// Kinds and source layers of a style sheet that relief shows by itself.
pub const HIDES: [&str; 3] = ["background", "land", "urban"];

/// How strongly it covers the ground's colour: in the dark it may only be guessed.
#[must_use]
pub const fn opacity(theme: Theme) -> f32 {
    match theme {
        Theme::Light => 0.9,
        Theme::Dark => 0.28,
    }
}

/// A square picture; position and side in the frame's points.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub jpeg: Vec<u8>,
    pub at: [f32; 2],
    pub side: f32,
}

/// The pictures that cover the frame, coarse ones first. `camera.pixels_per_point` asks for finer ones.
#[must_use]
pub fn pictures(camera: &Camera) -> (Vec<Picture>, Vec<Diagnostic>) {
    let missing = |what: String| {
        Diagnostic::new(Severity::Warning, Stage::Map, "", format!("Part of the relief is missing: {what}. The rest is drawn."))
    };
    let archive = match Archive::open(assets::RELIEF) {
        Ok(archive) => archive,
        Err(error) => return (Vec::new(), vec![missing(error.to_string())]),
    };
    let (mut found, mut diagnostics) = (BTreeMap::new(), Vec::new());
    let detail = f64::from(camera.pixels_per_point.max(1.0)).log2();
    let z = (camera.zoom + detail).round().clamp(f64::from(archive.header().min_zoom), f64::from(archive.header().max_zoom)) as u8;
    let count = f64::from(1_u32 << z);
    let scale = camera.scale();
    let reach = |side: f32| f64::from(side) / 2.0 / scale;
    let first = |from: f64| (from * count).floor();
    let columns = first(camera.centre.x - reach(camera.width)) as i64..=first(camera.centre.x + reach(camera.width)) as i64;
    let top = first(camera.centre.y - reach(camera.height)).max(0.0) as u32;
    let bottom = first(camera.centre.y + reach(camera.height)).clamp(0.0, count - 1.0) as u32;
    for column in columns {
        // Over the antimeridian the column tells which copy of the world is meant.
        let world = (column as f64 / count).floor();
        let x = (column as f64).rem_euclid(count) as u32;
        for id in (top..=bottom).filter_map(|y| TileId::new(z, x, y)) {
            match archive.tile_or_ancestor(id) {
                Ok(Some(tile)) => drop(found.entry((tile.id.z, world as i64, tile.id)).or_insert(tile.bytes)),
                Ok(None) => {}
                Err(error) => diagnostics.push(missing(format!("tile {}/{}/{}, {error}", id.z, id.x, id.y))),
            }
        }
    }
    let place = |(_, world, id): (u8, i64, TileId), jpeg: Vec<u8>| {
        let (corner, side) = id.square();
        let at = |along: f64, centre: f64, size: f32| ((along - centre) * scale + f64::from(size) / 2.0) as f32;
        let left = at(corner.x + world as f64, camera.centre.x, camera.width);
        Picture { jpeg, at: [left, at(corner.y, camera.centre.y, camera.height)], side: (side * scale) as f32 }
    };
    (found.into_iter().map(|(key, jpeg)| place(key, jpeg)).collect(), diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LatLon;

    #[test]
    fn pictures_cover_the_frame_near_and_far_and_over_the_antimeridian() {
        for (centre, zoom) in [((36.2, 37.1), 8.0), ((36.2, 37.1), 11.3), ((15.0, 30.0), 3.2), ((0.0, 179.9), 4.0), ((84.0, 10.0), 2.0)] {
            let camera = Camera::new(LatLon::new(centre.0, centre.1), zoom, 900.0, 600.0);
            let (pictures, diagnostics) = pictures(&camera);
            assert!(diagnostics.is_empty() && pictures.len() < 60, "{centre:?}: {} pictures, {diagnostics:?}", pictures.len());
            assert!(pictures.iter().all(|p| p.jpeg.starts_with(&[0xff, 0xd8]) && p.side > 0.0));
            for at in [[450.0, 300.0], [2.0, 300.0], [898.0, 300.0]] {
                let covers = |p: &&Picture| (0..2).all(|n| p.at[n] - 0.5 <= at[n] && at[n] <= p.at[n] + p.side + 0.5);
                assert!(pictures.iter().any(|p| covers(&p)), "{at:?} of {centre:?} at zoom {zoom} is bare");
            }
        }
    }

    #[test]
    fn a_finer_page_has_finer_pictures() {
        let camera = Camera::new(LatLon::new(36.2, 37.1), 5.0, 600.0, 400.0);
        let side = |camera: &Camera| pictures(camera).0.iter().map(|p| p.side).fold(f32::INFINITY, f32::min);
        assert!(side(&Camera { pixels_per_point: 2.0, ..camera }) < side(&camera));
    }
}

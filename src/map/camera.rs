//! Where the map looks: centre, zoom and size of the frame, in points.

use crate::geodesy::{BoundingBox, LatLon, MercatorPoint};
use serde::{Deserialize, Serialize};

/// Side of the whole world at zoom 0, in points (the tile pyramid's convention, also the window's).
pub const WORLD_POINTS: f64 = 256.0;

/// Positions in the frame are in points from its top left corner, x right, y down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    pub centre: MercatorPoint,
    /// The world is `256 · 2^zoom` points wide.
    pub zoom: f64,
    /// Size of the frame in points.
    pub width: f32,
    pub height: f32,
    /// Device pixels a point; 1 on a plain screen, 2 or 3 on a dense one or in a large export.
    pub pixels_per_point: f32,
}

impl Camera {
    #[must_use]
    pub fn new(centre: LatLon, zoom: f64, width: f32, height: f32) -> Self {
        Self { centre: centre.into(), zoom, width, height, pixels_per_point: 1.0 }
    }

    /// The camera that shows the whole box with `padding` points free on every side, no closer than `max_zoom`.
    #[must_use]
    pub fn fitting(bounds: &BoundingBox, width: f32, height: f32, padding: f32, max_zoom: f64) -> Self {
        let (nw, se) = corners(bounds);
        let room_x = f64::from((width - 2.0 * padding).max(16.0));
        let room_y = f64::from((height - 2.0 * padding).max(16.0));
        let fit = |room: f64, span: f64| if span > 1e-12 { (room / (span * WORLD_POINTS)).log2() } else { max_zoom };
        let zoom = fit(room_x, se.x - nw.x).min(fit(room_y, se.y - nw.y)).clamp(0.0, max_zoom);
        let centre = MercatorPoint { x: ((nw.x + se.x) / 2.0).rem_euclid(1.0), y: (nw.y + se.y) / 2.0 };
        Self { centre, zoom, width, height, pixels_per_point: 1.0 }
    }

    /// Points a Mercator unit.
    #[must_use]
    pub fn scale(&self) -> f64 {
        WORLD_POINTS * self.zoom.exp2()
    }

    /// Position in the frame. The copy of the world nearest to the centre is meant, so that a frame
    /// over the antimeridian shows both its sides.
    #[must_use]
    pub fn screen_from_mercator(&self, point: MercatorPoint) -> [f32; 2] {
        let dx = point.x - self.centre.x;
        let dx = dx - dx.round();
        let scale = self.scale();
        [(dx * scale) as f32 + self.width / 2.0, ((point.y - self.centre.y) * scale) as f32 + self.height / 2.0]
    }

    #[must_use]
    pub fn mercator_from_screen(&self, at: [f32; 2]) -> MercatorPoint {
        let scale = self.scale();
        let x = self.centre.x + f64::from(at[0] - self.width / 2.0) / scale;
        MercatorPoint { x: x.rem_euclid(1.0), y: self.centre.y + f64::from(at[1] - self.height / 2.0) / scale }
    }

    /// Ground metres a point at the frame's middle.
    #[must_use]
    pub fn metres_per_point(&self) -> f64 {
        self.metres_per_point_at(self.centre)
    }

    /// Ground metres a point where Mercator stretches as it does at `at`.
    #[must_use]
    pub fn metres_per_point_at(&self, at: MercatorPoint) -> f64 {
        const EQUATOR_M: f64 = 40_075_016.7;
        let lat = LatLon::from(at).lat.to_radians();
        EQUATOR_M * lat.cos() / self.scale()
    }

    /// What the frame shows.
    #[must_use]
    pub fn bounds(&self) -> BoundingBox {
        let scale = self.scale();
        let half_width = f64::from(self.width) / 2.0 / scale;
        let north_west = LatLon::from(self.mercator_from_screen([0.0, 0.0]));
        let south_east = LatLon::from(self.mercator_from_screen([self.width, self.height]));
        if half_width >= 0.5 {
            return BoundingBox { west: -180.0, south: south_east.lat, east: 180.0, north: north_west.lat };
        }
        BoundingBox { west: north_west.lon, south: south_east.lat, east: south_east.lon, north: north_west.lat }
    }
}

/// North-west and south-east corners; the eastern x exceeds 1 over the antimeridian.
fn corners(bounds: &BoundingBox) -> (MercatorPoint, MercatorPoint) {
    let nw = MercatorPoint::from(LatLon::new(bounds.north, bounds.west));
    let mut se = MercatorPoint::from(LatLon::new(bounds.south, bounds.east));
    if se.x < nw.x {
        se.x += 1.0;
    }
    (nw, se)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_pixel_projected_there_and_back_stays(
            lat in -80.0..80.0f64, lon in -180.0..180.0f64, zoom in 0.0..18.0f64, x in 0.0..1600.0f32, y in 0.0..900.0f32,
        ) {
            let camera = Camera::new(LatLon::new(lat, lon), zoom, 1600.0, 900.0);
            // A frame wider than the world shows a place twice; one copy is meant.
            prop_assume!(f64::from((x - 800.0).abs()) < camera.scale() * 0.499);
            let back = camera.screen_from_mercator(camera.mercator_from_screen([x, y]));
            prop_assert!((back[0] - x).abs() < 0.05 && (back[1] - y).abs() < 0.05, "{back:?} for {x} {y}");
        }

        #[test]
        fn a_fitted_box_lies_inside_the_padding(
            west in -170.0..150.0f64, south in -60.0..50.0f64, dx in 0.01..20.0f64, dy in 0.01..20.0f64,
        ) {
            let bounds = BoundingBox { west, south, east: west + dx, north: south + dy };
            let camera = Camera::fitting(&bounds, 800.0, 600.0, 40.0, 22.0);
            for corner in [LatLon::new(bounds.north, bounds.west), LatLon::new(bounds.south, bounds.east)] {
                let [x, y] = camera.screen_from_mercator(corner.into());
                prop_assert!((39.0..=761.0).contains(&x) && (39.0..=561.0).contains(&y), "{x} {y}");
            }
        }
    }

    #[test]
    fn a_frame_over_the_antimeridian_shows_both_sides() {
        let camera = Camera::new(LatLon::new(-17.0, 179.9), 6.0, 800.0, 600.0);
        let [east, _] = camera.screen_from_mercator(LatLon::new(-17.0, -179.0).into());
        assert!(east > 400.0 && east < 800.0);
        assert!(camera.bounds().crosses_antimeridian());
    }
}

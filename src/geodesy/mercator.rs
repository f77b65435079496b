//! Web Mercator scaled to the unit square: x grows east from 180° W, y grows south from 85.05° N.

use super::LatLon;
use serde::{Deserialize, Serialize};

/// Beyond this the projection leaves the square; latitudes are clamped to it.
pub const MAX_LATITUDE_DEG: f64 = 85.051_128_779_806_59;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MercatorPoint {
    pub x: f64,
    pub y: f64,
}

impl From<LatLon> for MercatorPoint {
    fn from(point: LatLon) -> Self {
        let lat = point.lat.clamp(-MAX_LATITUDE_DEG, MAX_LATITUDE_DEG).to_radians();
        Self { x: point.lon / 360.0 + 0.5, y: 0.5 - lat.tan().asinh() / (2.0 * std::f64::consts::PI) }
    }
}

impl From<MercatorPoint> for LatLon {
    fn from(point: MercatorPoint) -> Self {
        let lat = ((0.5 - point.y) * 2.0 * std::f64::consts::PI).sinh().atan();
        Self { lat: lat.to_degrees(), lon: (point.x - 0.5) * 360.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projecting_there_and_back_keeps_the_point() {
        for (lat, lon) in [(0.0, 0.0), (36.2, 37.16), (-54.8, -68.3), (85.0, 179.9)] {
            let back = LatLon::from(MercatorPoint::from(LatLon::new(lat, lon)));
            assert!((back.lat - lat).abs() < 1e-9 && (back.lon - lon).abs() < 1e-9);
        }
    }
}

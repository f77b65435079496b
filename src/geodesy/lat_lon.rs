//! A point in WGS 84 degrees.

use serde::{Deserialize, Serialize};

/// Mean Earth radius (IUGG), kilometres.
const EARTH_RADIUS_KM: f64 = 6371.0088;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LatLon {
    pub lat: f64,
    pub lon: f64,
}

impl LatLon {
    #[must_use]
    pub const fn new(lat: f64, lon: f64) -> Self {
        Self { lat, lon }
    }

    /// A point only if both numbers are finite and on the globe.
    #[must_use]
    pub fn checked(lat: f64, lon: f64) -> Option<Self> {
        (lat.is_finite() && lon.is_finite() && lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some(Self { lat, lon })
    }

    /// Great-circle distance (haversine), kilometres.
    #[must_use]
    pub fn distance_km(self, other: Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = ((b - a) / 2.0).sin();
        let half_lon = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let h = half_lat * half_lat + a.cos() * b.cos() * half_lon * half_lon;
        2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
    }

    /// The point `km` away towards `bearing_deg` (0 north, 90 east).
    #[must_use]
    pub fn offset_km(self, bearing_deg: f64, km: f64) -> Self {
        let (lat, bearing, angle) = (self.lat.to_radians(), bearing_deg.to_radians(), km / EARTH_RADIUS_KM);
        let lat2 = (lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos()).clamp(-1.0, 1.0).asin();
        let d_lon = (bearing.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * lat2.sin());
        let lon = (self.lon + d_lon.to_degrees() + 540.0).rem_euclid(360.0) - 180.0;
        Self { lat: lat2.to_degrees(), lon }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aleppo_to_hama_is_about_120_km() {
        let km = LatLon::new(36.2, 37.16).distance_km(LatLon::new(35.13, 36.75));
        assert!((118.0..128.0).contains(&km), "{km}");
    }

    #[test]
    fn an_offset_lies_at_its_distance_across_the_antimeridian() {
        let from = LatLon::new(10.0, 179.9);
        let to = from.offset_km(90.0, 50.0);
        assert!(to.lon < 0.0);
        assert!((from.distance_km(to) - 50.0).abs() < 0.01);
    }
}

//! A bar of a round ground length.

use super::camera::Camera;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScaleBar {
    pub metres: f64,
    /// Length on the map in points, true at the frame's middle.
    pub width: f32,
    /// "20 km".
    pub label: String,
}

impl ScaleBar {
    /// The longest of 1, 2, 5 · 10ⁿ metres that is no wider than `max_width` points.
    #[must_use]
    pub fn for_camera(camera: &Camera, max_width: f32) -> Self {
        let per_point = camera.metres_per_point().max(1e-6);
        let room = per_point * f64::from(max_width.max(1.0));
        let decade = 10_f64.powf(room.log10().floor());
        let metres = [5.0, 2.0, 1.0].iter().map(|step| step * decade).find(|&metres| metres <= room).unwrap_or(decade);
        let label = if metres >= 1000.0 { format!("{} km", metres / 1000.0) } else { format!("{metres} m") };
        Self { metres, width: (metres / per_point) as f32, label }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LatLon;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_bar_is_as_long_as_it_says(lat in -75.0..75.0f64, lon in -170.0..170.0f64, zoom in 3.0..17.0f64) {
            let camera = Camera::new(LatLon::new(lat, lon), zoom, 1000.0, 800.0);
            let bar = ScaleBar::for_camera(&camera, 120.0);
            prop_assert!(bar.width <= 120.0 && bar.width > 45.0);
            let west = LatLon::from(camera.mercator_from_screen([500.0 - bar.width / 2.0, 400.0]));
            let east = LatLon::from(camera.mercator_from_screen([500.0 + bar.width / 2.0, 400.0]));
            let metres = west.distance_km(east) * 1000.0;
            prop_assert!((metres / bar.metres - 1.0).abs() < 0.01, "{metres} {}", bar.label);
        }
    }
}

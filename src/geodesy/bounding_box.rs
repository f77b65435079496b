//! A box of longitudes and latitudes that may cross the antimeridian (then `west > east`).

use super::LatLon;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BoundingBox {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl BoundingBox {
    /// The narrowest box around the points, over the antimeridian if that is narrower; `None` without points.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = LatLon>) -> Option<Self> {
        let points: Vec<LatLon> = points.into_iter().collect();
        let mut lons: Vec<f64> = points.iter().map(|p| p.lon).collect();
        lons.sort_by(f64::total_cmp);
        let (first, last) = (*lons.first()?, *lons.last()?);
        let south = points.iter().map(|p| p.lat).fold(f64::INFINITY, f64::min);
        let north = points.iter().map(|p| p.lat).fold(f64::NEG_INFINITY, f64::max);
        // The box is the circle of longitudes less its widest empty arc.
        let mut widest = (first + 360.0 - last, first, last);
        for pair in lons.windows(2) {
            if let [a, b] = pair
                && b - a > widest.0
            {
                widest = (b - a, *b, *a);
            }
        }
        Some(Self { west: widest.1, south, east: widest.2, north })
    }

    #[must_use]
    pub fn crosses_antimeridian(&self) -> bool {
        self.west > self.east
    }

    #[must_use]
    pub fn width_deg(&self) -> f64 {
        if self.crosses_antimeridian() { self.east + 360.0 - self.west } else { self.east - self.west }
    }

    #[must_use]
    pub fn contains(&self, point: LatLon) -> bool {
        let lon_inside = if self.crosses_antimeridian() {
            point.lon >= self.west || point.lon <= self.east
        } else {
            (self.west..=self.east).contains(&point.lon)
        };
        lon_inside && (self.south..=self.north).contains(&point.lat)
    }

    #[must_use]
    pub fn centre(&self) -> LatLon {
        let lon = self.west + self.width_deg() / 2.0;
        LatLon::new((self.south + self.north) / 2.0, if lon > 180.0 { lon - 360.0 } else { lon })
    }
}

impl FromStr for BoundingBox {
    type Err = String;

    /// `W,S,E,N` in degrees.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<f64> = text.split(',').map_while(|part| part.trim().parse().ok()).collect();
        let &[west, south, east, north] = parts.as_slice() else {
            return Err(format!("'{text}' is not W,S,E,N in degrees, such as 35,34,39,37.5"));
        };
        let on_globe = LatLon::checked(south, west).is_some() && LatLon::checked(north, east).is_some();
        if !on_globe || south >= north || west == east {
            return Err(format!("'{text}' is not a box: south must be below north, and all within ±180, ±90"));
        }
        Ok(Self { west, south, east, north })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_around_fiji_crosses_the_antimeridian() {
        let around = BoundingBox::around([LatLon::new(-17.0, 178.0), LatLon::new(-18.0, -179.0)]).unwrap();
        assert!(around.crosses_antimeridian());
        assert!((around.width_deg() - 3.0).abs() < 1e-9);
        assert!(around.contains(LatLon::new(-17.5, 179.5)) && !around.contains(LatLon::new(-17.5, 0.0)));
    }

    #[test]
    fn a_box_is_read_west_south_east_north() {
        assert_eq!("35, 34,39,37.5".parse(), Ok(BoundingBox { west: 35.0, south: 34.0, east: 39.0, north: 37.5 }));
        for bad in ["", "1,2,3", "1,2,3,x", "1,5,3,2", "1,2,999,3", "nan,1,2,3"] {
            assert!(bad.parse::<BoundingBox>().is_err(), "{bad}");
        }
    }
}

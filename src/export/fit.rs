//! Which part of the world a page shows when nobody says: where the great majority of the news is.

use crate::geodesy::{BoundingBox, LatLon, MercatorPoint};
use crate::map::PlacedState;

/// A frame narrower than this shows no surroundings to recognise a place by.
const MIN_SPAN_KM: f64 = 60.0;
/// Provinces and countries are no points to fit a frame to.
const COARSEST: u8 = 3;
/// Places farther from the middle than this many times the distance of four fifths of them stay outside.
const FAR: f64 = 2.8;
const NEAR_KM: f64 = 60.0;

/// The box of the main body of places; `None` without any. Far outliers are left out, so that one distant claim does not
/// shrink the rest to a dot; the page names them.
#[must_use]
pub fn main_extent(states: &[PlacedState<'_>]) -> Option<BoundingBox> {
    let drawable: Vec<&PlacedState<'_>> = states.iter().filter(|placed| placed.drawable()).collect();
    let mut points: Vec<(MercatorPoint, usize)> =
        drawable.iter().filter(|placed| placed.where_prec <= COARSEST).map(|placed| weighed(placed)).collect();
    if points.is_empty() {
        points = drawable.iter().map(|placed| weighed(placed)).collect();
    }
    let middle = LatLon::from(MercatorPoint { x: median(&points, |p| p.x)?, y: median(&points, |p| p.y)? });
    let mut distances: Vec<(f64, usize)> = points.iter().map(|&(p, weight)| (middle.distance_km(p.into()), weight)).collect();
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    let most = quantile(&distances, 0.8);
    let reach = (most * FAR).max(NEAR_KM);
    let near = points.iter().map(|&(p, _)| LatLon::from(p)).filter(|&p| middle.distance_km(p) <= reach);
    BoundingBox::around(near).map(|bounds| widened(bounds, MIN_SPAN_KM))
}

fn weighed(placed: &PlacedState<'_>) -> (MercatorPoint, usize) {
    (placed.at, 1 + placed.state.supporting.len() + placed.state.opposing.len())
}

fn median(points: &[(MercatorPoint, usize)], of: impl Fn(MercatorPoint) -> f64) -> Option<f64> {
    let mut values: Vec<(f64, usize)> = points.iter().map(|&(p, weight)| (of(p), weight)).collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    (!values.is_empty()).then(|| quantile(&values, 0.5))
}

/// The first value at or below which lies at least `part` of the weight.
fn quantile(sorted: &[(f64, usize)], part: f64) -> f64 {
    let total: usize = sorted.iter().map(|&(_, weight)| weight).sum();
    let mut below = 0;
    for &(value, weight) in sorted {
        below += weight;
        if below as f64 >= part * total as f64 {
            return value;
        }
    }
    0.0
}

/// At least `span_km` wide and high, around the same middle.
#[must_use]
pub fn widened(bounds: BoundingBox, span_km: f64) -> BoundingBox {
    let middle = bounds.centre();
    let half = span_km / 2.0;
    let edge = |bearing: f64| middle.offset_km(bearing, half);
    let height_km = LatLon::new(bounds.south, middle.lon).distance_km(LatLon::new(bounds.north, middle.lon));
    let width_km = bounds.width_deg() * 111.2 * middle.lat.to_radians().cos();
    let (south, north) = if height_km < span_km { (edge(180.0).lat, edge(0.0).lat) } else { (bounds.south, bounds.north) };
    let (west, east) = if width_km < span_km { (edge(270.0).lon, edge(90.0).lon) } else { (bounds.west, bounds.east) };
    BoundingBox { west, south, east, north }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::{ActorId, SideId};
    use crate::calendar::DatePrecision;
    use crate::timeline::{ControlState, Holder, PlaceState, Rule};

    fn state() -> PlaceState {
        let holder = Holder { actor: ActorId("a".into()), side: SideId("a".into()) };
        PlaceState {
            place: "p".into(),
            state: ControlState::Control(holder),
            since: None,
            date_precision: DatePrecision::Day,
            pressed_by: vec![],
            self_favourable_only: false,
            supporting: vec![],
            opposing: vec![],
            rule: Rule::LatestWhole,
        }
    }

    fn extent(places: &[(f64, f64)]) -> Option<BoundingBox> {
        let state = state();
        let placed: Vec<PlacedState<'_>> =
            places.iter().map(|&(lat, lon)| PlacedState::new("p", "P", LatLon::new(lat, lon), 1, 1000, &state)).collect();
        main_extent(&placed)
    }

    #[test]
    fn one_far_place_does_not_shrink_the_map() {
        let near = [(36.2, 37.1), (36.1, 37.0), (36.0, 36.8), (35.9, 36.6), (36.3, 37.2), (35.6, 36.7)];
        let far: Vec<(f64, f64)> = near.iter().copied().chain([(55.7, 37.6)]).collect();
        assert_eq!(extent(&near), extent(&far));
    }

    #[test]
    fn two_equal_theatres_are_both_shown() {
        let both = extent(&[(36.2, 37.1), (36.1, 37.0), (36.0, 36.8), (48.5, 38.0), (48.6, 37.9), (48.0, 37.8)]).unwrap();
        assert!(both.north > 48.0 && both.south < 36.1);
    }

    #[test]
    fn a_single_place_keeps_its_surroundings() {
        let one = extent(&[(36.2, 37.16)]).unwrap();
        let width = LatLon::new(36.2, one.west).distance_km(LatLon::new(36.2, one.east));
        assert!((55.0..65.0).contains(&width), "{width}");
        assert_eq!(extent(&[]), None);
    }
}

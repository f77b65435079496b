//! The address of a tile in the web pyramid and in a PMTiles archive.

use crate::geodesy::MercatorPoint;
use serde::{Deserialize, Serialize};

/// Deeper zooms do not fit the archive's 64-bit numbers.
pub const MAX_ZOOM: u8 = 26;

/// Tile `x`, `y` of the `2^z × 2^z` that cover the Mercator square, from the north-west.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TileId {
    pub z: u8,
    pub x: u32,
    pub y: u32,
}

impl TileId {
    /// `None` outside the pyramid.
    #[must_use]
    pub fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        (z <= MAX_ZOOM && x < 1 << z && y < 1 << z).then_some(Self { z, x, y })
    }

    /// The tile of zoom `z` over a point.
    #[must_use]
    pub fn containing(point: MercatorPoint, z: u8) -> Self {
        let z = z.min(MAX_ZOOM);
        let last = (1_u32 << z) - 1;
        let index = |v: f64| ((v * f64::from(1_u32 << z)).floor().max(0.0) as u32).min(last);
        Self { z, x: index(point.x.rem_euclid(1.0)), y: index(point.y) }
    }

    /// Number in the archive's order: all shallower zooms, then along the Hilbert curve of this zoom.
    #[must_use]
    pub fn number(self) -> u64 {
        let z = self.z.min(MAX_ZOOM);
        let base = ((1_u64 << (2 * u32::from(z))) - 1) / 3;
        let (mut x, mut y) = (u64::from(self.x), u64::from(self.y));
        let mut along = 0;
        for level in (0..z).rev() {
            let side = 1_u64 << level;
            let (right, lower) = (x & side != 0, y & side != 0);
            let quadrant = match (right, lower) {
                (false, false) => 0,
                (false, true) => 1,
                (true, true) => 2,
                (true, false) => 3,
            };
            along += side * side * quadrant;
            (x, y) = (x & (side - 1), y & (side - 1));
            if !lower {
                if right {
                    (x, y) = (side - 1 - x, side - 1 - y);
                }
                (x, y) = (y, x);
            }
        }
        base + along
    }

    #[must_use]
    pub fn parent(self) -> Option<Self> {
        (self.z > 0).then(|| Self { z: self.z - 1, x: self.x / 2, y: self.y / 2 })
    }

    /// North-west corner and side in Mercator units.
    #[must_use]
    pub fn square(self) -> (MercatorPoint, f64) {
        let side = 1.0 / f64::from(1_u32 << self.z.min(MAX_ZOOM));
        (MercatorPoint { x: f64::from(self.x) * side, y: f64::from(self.y) * side }, side)
    }

    /// Where this tile lies in an ancestor: left, top and side, in fractions of the ancestor's side.
    /// `None` if `ancestor` is none.
    #[must_use]
    pub fn part_of(self, ancestor: Self) -> Option<[f64; 3]> {
        let deeper = self.z.checked_sub(ancestor.z)?;
        if self.x >> deeper != ancestor.x || self.y >> deeper != ancestor.y {
            return None;
        }
        let side = 1.0 / f64::from(1_u32 << deeper);
        let within = |v: u32| f64::from(v & ((1 << deeper) - 1)) * side;
        Some([within(self.x), within(self.y), side])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_archive_format() {
        let known = [(0, 0, 0, 0), (1, 0, 0, 1), (1, 0, 1, 2), (1, 1, 1, 3), (1, 1, 0, 4), (2, 0, 0, 5), (12, 3423, 1763, 19_078_479)];
        for (z, x, y, number) in known {
            assert_eq!(TileId::new(z, x, y).unwrap().number(), number, "{z}/{x}/{y}");
        }
    }

    #[test]
    fn every_tile_of_a_zoom_has_its_own_number() {
        let mut numbers: Vec<u64> = (0..32).flat_map(|x| (0..32).map(move |y| TileId { z: 5, x, y }.number())).collect();
        numbers.sort_unstable();
        assert!(numbers.iter().enumerate().all(|(n, &number)| number == 341 + n as u64));
    }

    #[test]
    fn a_tile_knows_its_part_of_an_ancestor() {
        let tile = TileId { z: 12, x: 13, y: 6 };
        assert_eq!(tile.part_of(TileId { z: 10, x: 3, y: 1 }), Some([0.25, 0.5, 0.25]));
        assert_eq!(tile.part_of(TileId { z: 10, x: 4, y: 1 }), None);
        assert_eq!(tile.part_of(TileId { z: 13, x: 3, y: 1 }), None);
    }
}

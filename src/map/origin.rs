//! Where an advance comes from: the nearest place that a side holds or fights in.
//!
//! Representation: places by cells of a lattice, a cell column after another, so that a search around a place touches a few
//! runs. Where a place lies does not change with the cursor, so the lattice is kept and only who stands where is looked up.

use crate::geodesy::MercatorPoint;
use rustc_hash::FxHashMap;

/// The widest cell, in Mercator units (about 40 km at 40° N).
const CELL: f64 = 0.00125;
/// Farther away than this many of them (about 310 km at 40° N) is no origin of an advance.
const REACH_CELLS: i64 = 8;
/// So many places a cell are worth a finer lattice.
const CROWDED: usize = 4;
/// Finer than half of the half … this many times, keys would not fit.
const FINEST: u32 = 4;

#[derive(Debug, Default)]
pub(super) struct Origins {
    /// Key of the cell and place, sorted.
    cells: Vec<(u32, u32)>,
    /// The widest cell is halved so often.
    halved: u32,
    /// Of each place: whether it is among `cells` or `waiting`, and its position on the board, if it stands there.
    places: Vec<(bool, Option<u32>)>,
    /// Not yet among `cells`.
    waiting: Vec<(u32, MercatorPoint)>,
    /// Where each of `cells` lies, for a finer lattice.
    at: FxHashMap<u32, MercatorPoint>,
    found: FxHashMap<(u32, u16), Option<MercatorPoint>>,
}

impl Origins {
    /// Another cursor: which places stand on the board (each with its position there, and where it lies in the world).
    pub fn renew(&mut self, points: impl Iterator<Item = (u32, u32, MercatorPoint)>) {
        self.found.clear();
        for (_, position) in &mut self.places {
            *position = None;
        }
        for (place, position, at) in points {
            if self.places.len() <= place as usize {
                self.places.resize(place as usize + 1, (false, None));
            }
            let Some(slot) = self.places.get_mut(place as usize) else { continue };
            if !slot.0 {
                self.waiting.push((place, at));
            }
            *slot = (true, Some(position));
        }
    }

    /// `stands` tells where the piece at a position lies, if the side has it or is in it.
    pub fn of(
        &mut self,
        target: u32,
        at: MercatorPoint,
        side: u16,
        stands: impl Fn(u32) -> Option<MercatorPoint>,
    ) -> Option<MercatorPoint> {
        if let Some(known) = self.found.get(&(target, side)) {
            return *known;
        }
        self.sort();
        let found = self.nearest(at, target, stands);
        self.found.insert((target, side), found);
        found
    }

    fn sort(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let size = self.size();
        for (place, at) in self.waiting.drain(..) {
            self.at.insert(place, at);
            self.cells.push((key(cell(at, size)), place));
        }
        self.cells.sort();
        let mut occupied = self.cells.iter().map(|(key, _)| *key).collect::<Vec<_>>();
        occupied.dedup();
        let mut crowd = self.cells.len() / occupied.len().max(1);
        let before = self.halved;
        while crowd > CROWDED && self.halved < FINEST {
            crowd /= 4;
            self.halved += 1;
        }
        if self.halved > before {
            let size = self.size();
            for (cell_key, place) in &mut self.cells {
                if let Some(at) = self.at.get(place) {
                    *cell_key = key(cell(*at, size));
                }
            }
            self.cells.sort_unstable();
        }
    }

    fn size(&self) -> f64 {
        CELL / f64::from(1_u32 << self.halved)
    }

    /// Ring by ring around the cell, until no farther ring can hold a nearer place.
    fn nearest(&self, at: MercatorPoint, not: u32, stands: impl Fn(u32) -> Option<MercatorPoint>) -> Option<MercatorPoint> {
        let size = self.size();
        let (cx, cy) = cell(at, size);
        let mut best: Option<(f64, MercatorPoint)> = None;
        let mut look = |x: i64, from: i64, to: i64| {
            let (from, to) = (key((x, from)), key((x, to)));
            let first = self.cells.partition_point(|(cell, _)| *cell < from);
            for (_, place) in self.cells.iter().skip(first).take_while(|(cell, _)| *cell <= to) {
                let position = self.places.get(*place as usize).and_then(|(_, position)| *position).filter(|position| *position != not);
                let Some(other) = position.and_then(&stands) else { continue };
                let distance = (other.x - at.x).hypot(other.y - at.y);
                if distance > 1e-9 && best.is_none_or(|(nearest, _)| distance < nearest) {
                    best = Some((distance, other));
                }
            }
            best.map(|(distance, _)| distance)
        };
        for ring in 0..=REACH_CELLS << self.halved {
            let mut nearest = look(cx - ring, cy - ring, cy + ring);
            if ring > 0 {
                for x in cx - ring + 1..cx + ring {
                    look(x, cy - ring, cy - ring);
                    look(x, cy + ring, cy + ring);
                }
                nearest = look(cx + ring, cy - ring, cy + ring);
            }
            if nearest.is_some_and(|distance| distance <= ring as f64 * size) {
                break;
            }
        }
        best.filter(|(distance, _)| *distance < REACH_CELLS as f64 * CELL).map(|(_, at)| at)
    }
}

fn cell(at: MercatorPoint, size: f64) -> (i64, i64) {
    ((at.x / size).floor() as i64, (at.y / size).floor() as i64)
}

/// Ascends along a column. The finest lattice has 12,800 cells a side: they fit in sixteen bits each, with room for neighbours
/// beyond the edge.
fn key((x, y): (i64, i64)) -> u32 {
    ((x + 0x4000).clamp(0, 0xffff) as u32) << 16 | (y + 0x4000).clamp(0, 0xffff) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_beyond_the_edge_of_the_world_have_keys_of_their_own() {
        let keys: Vec<u32> = [(-128, 0), (-1, 0), (0, -1), (0, 0), (12_928, 12_928)].map(key).to_vec();
        let mut distinct = keys.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), keys.len());
    }

    #[test]
    fn the_nearest_is_that_of_a_search_through_all_however_crowded_it_is() {
        let mixed = |n: u32| f64::from(n.wrapping_mul(2_654_435_761) % 1_000_003) / 1_000_003.0;
        for (places, spread) in [(12_u32, 0.02), (300, 0.02), (4000, 0.015)] {
            let at = |n: u32| MercatorPoint { x: 0.5 + spread * mixed(n), y: 0.4 + spread * mixed(n + 70_000) };
            let mut origins = Origins::default();
            // The board of the second cursor lacks every seventh place.
            origins.renew((0..places / 2).map(|n| (n, n, at(n))));
            assert_eq!(origins.of(0, at(0), 9, |_| None), None);
            let standing: Vec<u32> = (0..places).filter(|n| n % 7 != 3).collect();
            origins.renew(standing.iter().zip(0..).map(|(n, position)| (*n, position, at(*n))));
            let stands = |position: u32| standing.get(position as usize).filter(|n| **n % 3 == 1).map(|n| at(*n));
            for target in 0..40_u32.min(standing.len() as u32) {
                let here = at(standing[target as usize]);
                let all = (0..standing.len() as u32).filter(|position| *position != target).filter_map(stands);
                let far = |other: &MercatorPoint| (other.x - here.x).hypot(other.y - here.y);
                let expected = all.min_by(|a, b| far(a).total_cmp(&far(b))).filter(|other| far(other) < REACH_CELLS as f64 * CELL);
                assert_eq!(origins.of(target, here, 0, stands), expected, "{places} places, {target}");
            }
        }
    }
}

//! The optional layer of estimated areas: every bit of land near a reported place in the colour of the nearest one.
//!
//! In: a board, a camera, which cells are land. Out: six-sided cells by colour, hatched where the nearest place is contested
//! or held jointly. Nothing farther than [`REACH_KM`] from a place that claims name is coloured. It is a guess and looks
//! like one: no claim says where between two towns control ends. Refused: provinces and countries as sources, the sea.

use super::board::{Board, Piece};
use super::camera::{Camera, WORLD_POINTS};
use super::clip;
use super::shape::Rgba;
use super::symbol::{SymbolStyle, holders};
use crate::geodesy::MercatorPoint;
use crate::timeline::{ControlState, Holder};
use std::collections::BTreeMap;

/// Farther from every place than this, nothing is guessed.
pub const REACH_KM: f64 = 12.0;
/// Width of a cell in points at the lattice's own zoom; on the screen up to twice as wide.
const CELL: f64 = 8.0;
/// Discs smaller than this many points hide under the marks: nothing is drawn.
const LEAST_REACH: f64 = 6.0;
const EQUATOR_KM: f64 = 40_075.016_7;
const STRENGTH: f32 = 0.34;

/// A world-wide lattice of six-sided cells, a part of it. It stays where it is while the camera moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lattice {
    level: i32,
    column: i64,
    row: i64,
    pub columns: usize,
    pub rows: usize,
}

impl Lattice {
    /// The cells in and just around the frame, for a whole number of zoom.
    #[must_use]
    pub fn over(camera: &Camera, level: i32) -> Self {
        let width = cell_width(level);
        let (half_x, half_y) = (f64::from(camera.width) / 2.0 / camera.scale(), f64::from(camera.height) / 2.0 / camera.scale());
        let height = width * ROW;
        let column = ((camera.centre.x - half_x) / width).floor() as i64 - 1;
        let row = ((camera.centre.y - half_y) / height).floor() as i64 - 1;
        let cells = |span: f64, side: f64| (span / side).ceil().clamp(1.0, 1200.0) as usize + 3;
        Self { level, column, row, columns: cells(2.0 * half_x, width), rows: cells(2.0 * half_y, height) }
    }

    /// The lattice that suits a camera by itself.
    #[must_use]
    pub fn of(camera: &Camera) -> Self {
        Self::over(camera, camera.zoom.floor() as i32)
    }

    fn centre(&self, column: i64, row: i64) -> MercatorPoint {
        let width = cell_width(self.level);
        let shift = if row.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
        MercatorPoint { x: (column as f64 + 0.5 + shift) * width, y: (row as f64 + 0.5) * width * ROW }
    }

    fn slot(&self, column: i64, row: i64) -> Option<usize> {
        let (column, row) = (usize::try_from(column - self.column).ok()?, usize::try_from(row - self.row).ok()?);
        (column < self.columns && row < self.rows).then_some(row * self.columns + column)
    }
}

/// Distance of rows, in widths of a cell.
const ROW: f64 = 0.866_025_403_784_438_6;

fn cell_width(level: i32) -> f64 {
    CELL / (WORLD_POINTS * f64::from(level).exp2())
}

/// Which cells of a lattice lie on land.
#[derive(Debug, Clone, PartialEq)]
pub struct Land {
    lattice: Lattice,
    dry: Vec<bool>,
}

impl Land {
    /// From rings of land and of lakes in positions of the camera's frame, under the non-zero rule.
    #[must_use]
    pub fn new(lattice: Lattice, camera: &Camera, land: &[Vec<[f32; 2]>], lakes: &[Vec<[f32; 2]>]) -> Self {
        let mut dry = vec![false; lattice.columns * lattice.rows];
        for (rings, value) in [(land, true), (lakes, false)] {
            mark_inside(&lattice, camera, rings, value, &mut dry);
        }
        Self { lattice, dry }
    }

    /// Is the cell around this point land? False beyond the frame.
    #[must_use]
    pub fn is_dry_at(&self, at: MercatorPoint) -> bool {
        let width = cell_width(self.lattice.level);
        let row = (at.y / (width * ROW)).floor() as i64;
        let shift = if row.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
        self.is_dry((at.x / width - shift).floor() as i64, row)
    }

    fn is_dry(&self, column: i64, row: i64) -> bool {
        self.lattice.slot(column, row).is_some_and(|slot| self.dry.get(slot) == Some(&true))
    }
}

/// Along each row of cell centres, what lies inside the rings.
fn mark_inside(lattice: &Lattice, camera: &Camera, rings: &[Vec<[f32; 2]>], value: bool, cells: &mut [bool]) {
    let scale = camera.scale();
    let step = cell_width(lattice.level) * scale;
    // Frame positions straight from the centre: the lattice knows no antimeridian.
    let x_of = |x: f64| (x - camera.centre.x) * scale + f64::from(camera.width) / 2.0;
    let y_of = |y: f64| (y - camera.centre.y) * scale + f64::from(camera.height) / 2.0;
    let top = y_of(lattice.centre(0, lattice.row).y);
    let mut crossings: Vec<Vec<(f32, i32)>> = vec![Vec::new(); lattice.rows];
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (upper, lower, turn) = if a[1] < b[1] { (a, b, 1) } else { (b, a, -1) };
            let first = ((f64::from(upper[1]) - top) / (step * ROW)).ceil().max(0.0) as usize;
            for (row, crossed) in crossings.iter_mut().enumerate().skip(first) {
                let y = (top + row as f64 * step * ROW) as f32;
                if y >= lower[1] {
                    break;
                }
                crossed.push((upper[0] + (lower[0] - upper[0]) * (y - upper[1]) / (lower[1] - upper[1]), turn));
            }
        }
    }
    for (row, crossed) in crossings.iter_mut().enumerate() {
        crossed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let left = x_of(lattice.centre(lattice.column, lattice.row + row as i64).x);
        let mut winding = 0;
        let mut next = crossed.iter().peekable();
        for (column, cell) in cells.iter_mut().skip(row * lattice.columns).take(lattice.columns).enumerate() {
            let x = (left + column as f64 * step) as f32;
            while let Some((_, turn)) = next.next_if(|(at, _)| *at <= x) {
                winding += turn;
            }
            if winding != 0 {
                *cell = value;
            }
        }
    }
}

/// Cells of one colour: convex polygons in positions of the frame, none over another of its layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    pub fill: Rgba,
    pub parts: Vec<Vec<[f32; 2]>>,
}

/// The estimate in paint order: plain cells, then the stripes of those that nobody holds alone.
pub(super) fn estimate(board: &Board, camera: &Camera, land: &Land, style: &SymbolStyle<'_>) -> Vec<Area> {
    if REACH_KM * 1000.0 / camera.metres_per_point() < LEAST_REACH {
        return Vec::new();
    }
    let lattice = Lattice::over(camera, land.lattice.level);
    let mut nearest: Vec<(f64, u32)> = vec![(f64::INFINITY, 0); lattice.columns * lattice.rows];
    for index in board.order.iter().map(|ranked| ranked.piece) {
        let Some(piece) = board.pieces.get(index as usize).filter(|piece| piece.is_point) else { continue };
        claim_cells(board, piece, index, camera, &lattice, &mut nearest);
    }
    let (mut plain, mut striped): (Layers, Layers) = (BTreeMap::new(), BTreeMap::new());
    let scale = camera.scale();
    let half = (cell_width(lattice.level) * scale / 2.0) as f32;
    for (slot, (_, index)) in nearest.iter().enumerate().filter(|(_, (distance, _))| distance.is_finite()) {
        let (column, row) = (lattice.column + (slot % lattice.columns) as i64, lattice.row + (slot / lattice.columns) as i64);
        if !land.is_dry(column, row) {
            continue;
        }
        let Some(entry) = board.pieces.get(*index as usize).and_then(|piece| board.entry(piece)) else { continue };
        let sides = claimants(&entry.look.state);
        let Some(first) = sides.first() else { continue };
        let centre = lattice.centre(column, row);
        let at = [
            ((centre.x - camera.centre.x) * scale) as f32 + camera.width / 2.0,
            ((centre.y - camera.centre.y) * scale) as f32 + camera.height / 2.0,
        ];
        let cell = hexagon(at, half);
        if let Some(second) = sides.get(1) {
            striped.entry(style.fill(second).0).or_default().push(clip::convex(&cell, &stripe(at, half)));
        }
        plain.entry(style.fill(first).0).or_default().push(cell);
    }
    let areas = |layers: Layers| layers.into_iter().map(|(colour, parts)| Area { fill: Rgba(colour).faded(STRENGTH), parts });
    areas(plain).chain(areas(striped)).collect()
}

type Layers = BTreeMap<[u8; 4], Vec<Vec<[f32; 2]>>>;

/// The cells within reach of a place for which it is the nearest so far.
fn claim_cells(board: &Board, piece: &Piece, index: u32, camera: &Camera, lattice: &Lattice, nearest: &mut [(f64, u32)]) {
    if board.entry(piece).is_none_or(|entry| claimants(&entry.look.state).is_empty()) {
        return;
    }
    let reach = REACH_KM / (EQUATOR_KM * f64::from(piece.stretch).max(0.05));
    let width = cell_width(lattice.level);
    // The copy of the world that the camera looks at.
    let x = piece.at.x + (camera.centre.x - piece.at.x).round();
    let last = (lattice.column + lattice.columns as i64, lattice.row + lattice.rows as i64);
    let rows = ((piece.at.y - reach) / (width * ROW)).floor() as i64 - 1..=((piece.at.y + reach) / (width * ROW)).ceil() as i64 + 1;
    let columns = ((x - reach) / width).floor() as i64 - 1..=((x + reach) / width).ceil() as i64 + 1;
    for row in (*rows.start()).max(lattice.row)..=(*rows.end()).min(last.1) {
        for column in (*columns.start()).max(lattice.column)..=(*columns.end()).min(last.0) {
            let centre = lattice.centre(column, row);
            let distance = (centre.x - x).hypot(centre.y - piece.at.y);
            if distance <= reach
                && let Some(best) = lattice.slot(column, row).and_then(|slot| nearest.get_mut(slot))
                && distance < best.0
            {
                *best = (distance, index);
            }
        }
    }
}

/// Whose colours a place's surroundings take: the holder's alone, or those of all who contest or share it.
fn claimants(state: &ControlState) -> Vec<&Holder> {
    match state {
        ControlState::Infiltration { holder: Some(holder), .. } => vec![holder],
        ControlState::Infiltration { holder: None, .. } | ControlState::Unknown => Vec::new(),
        other => holders(other),
    }
}

fn hexagon([x, y]: [f32; 2], half: f32) -> Vec<[f32; 2]> {
    // A twentieth of a point over, so that no ground shines through between neighbours.
    let half = half + 0.05;
    let (long, short) = (half * 1.154_700_5, half * 0.577_350_3);
    vec![[x, y - long], [x + half, y - short], [x + half, y + short], [x, y + long], [x - half, y + short], [x - half, y - short]]
}

/// A diagonal band through a cell; those of neighbours run on.
fn stripe([x, y]: [f32; 2], half: f32) -> [[f32; 2]; 4] {
    let (far, wide) = (half * 3.0, half * 0.45);
    [[x - far - wide, y + far - wide], [x + far - wide, y - far - wide], [x + far + wide, y - far + wide], [x - far + wide, y + far + wide]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LatLon;

    #[test]
    fn a_cell_inside_a_ring_is_dry_and_one_in_a_lake_is_not() {
        let camera = Camera::new(LatLon::new(35.0, 38.0), 8.0, 400.0, 300.0);
        let lattice = Lattice::of(&camera);
        let square = |l: f32, t: f32, r: f32, b: f32| vec![[l, t], [r, t], [r, b], [l, b]];
        let land = Land::new(lattice, &camera, &[square(50.0, 50.0, 350.0, 250.0)], &[square(150.0, 100.0, 250.0, 200.0)]);
        let at = |x: f32, y: f32| land.is_dry_at(camera.mercator_from_screen([x, y]));
        assert!(at(100.0, 75.0) && at(300.0, 225.0));
        assert!(!at(200.0, 150.0) && !at(20.0, 20.0) && !at(390.0, 290.0));
    }

    #[test]
    fn the_lattice_stays_while_the_camera_moves() {
        let camera = Camera::new(LatLon::new(35.0, 38.0), 8.3, 400.0, 300.0);
        let moved = Camera::new(LatLon::new(35.2, 38.4), 8.7, 400.0, 300.0);
        let (a, b) = (Lattice::of(&camera), Lattice::of(&moved));
        assert_eq!(a.centre(1000, 777), b.centre(1000, 777));
    }
}

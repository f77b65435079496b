//! Which places found a group and which join one, the most important first.
//!
//! In: the places of a board in their rank, a camera. Out: for each in the frame, its group. While the camera stays, a place
//! whose neighbourhood is as it was joins what it joined before: of twenty thousand places a day changes the rank of some
//! hundreds, and of a few that others joined.

use super::board::Ranked;
use super::camera::Camera;

/// Marks nearer than this many points are one.
const NEAR: f32 = 22.0;
/// Beyond the frame's edge a mark may still reach in.
const MARGIN: f32 = 24.0;

/// A place in the frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visible {
    /// Its position in the order of ranks.
    pub at: u32,
    /// The group that it fell into.
    pub group: u32,
}

/// What a place joined under the camera of before.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// Where it lies among the cells of the frame.
    cell: u32,
    /// Slot of the place that founded its group: of itself, of another, or one of the two below.
    founder: u32,
}

const UNKNOWN: u32 = u32::MAX;
const OUTSIDE: u32 = u32::MAX - 1;

#[derive(Debug, Default)]
pub(super) struct Seeding {
    camera: Option<Camera>,
    /// Slot of the selected place, which leads all.
    leader: Option<u32>,
    /// Of each slot of the board.
    spots: Vec<Spot>,
    /// Of each slot that founded a group, the number of it.
    numbers: Vec<u32>,
}

impl Seeding {
    /// In order of importance, each place joins the nearest group that is near enough, or founds one. Returns the groups' places
    /// in the frame. Every slot of the order is below `slots`; `moved` are those whose rank is another since the last time, or that are gone.
    pub fn seeded(
        &mut self,
        (order, slots): (&[Ranked], usize),
        camera: &Camera,
        selected: Option<usize>,
        moved: impl Iterator<Item = u32>,
        visible: &mut Vec<Visible>,
    ) -> Vec<[f32; 2]> {
        let first = selected.and_then(|selected| order.iter().position(|ranked| ranked.piece as usize == selected));
        let leader = first.and_then(|at| order.get(at)).map(|ranked| ranked.slot);
        if self.camera != Some(*camera) || self.leader != leader {
            self.spots.clear();
            (self.camera, self.leader) = (Some(*camera), leader);
        }
        self.spots.resize(slots, Spot { cell: 0, founder: UNKNOWN });
        self.numbers.resize(slots, 0);
        let mut grid = Grid::new(camera, NEAR);
        // Cells in whose neighbourhood somebody founds a group or does so no more.
        let mut stirred = vec![false; grid.cells()];
        let stir = |stirred: &mut Vec<bool>, grid: &Grid, cell: u32| {
            for near in grid.around(cell) {
                stirred.get_mut(near).into_iter().for_each(|stirred| *stirred = true);
            }
        };
        for slot in moved {
            let Some(spot) = self.spots.get_mut(slot as usize).filter(|spot| spot.founder < OUTSIDE) else { continue };
            if spot.founder == slot {
                stir(&mut stirred, &grid, spot.cell);
            }
            spot.founder = UNKNOWN;
        }
        let projection = Projection::of(camera);
        let (mut seeds, mut founders): (Vec<[f32; 2]>, Vec<u32>) = (Vec::new(), Vec::new());
        let ranked = |at: usize| order.get(at).map(|ranked| (ranked, u32::try_from(at).unwrap_or(u32::MAX)));
        for (ranked, at) in first.into_iter().chain((0..order.len()).filter(|at| Some(*at) != first)).filter_map(ranked) {
            let slot = ranked.slot;
            let Some(spot) = self.spots.get_mut(slot as usize).filter(|spot| spot.founder != OUTSIDE) else { continue };
            let as_before = spot.founder != UNKNOWN && stirred.get(spot.cell as usize) == Some(&false);
            if as_before && spot.founder != slot {
                let group = self.numbers.get(spot.founder as usize).copied().unwrap_or(0);
                visible.push(Visible { at, group });
                continue;
            }
            let Some(place) = projection.place(ranked) else {
                spot.founder = OUTSIDE;
                continue;
            };
            let near = if as_before { None } else { grid.nearest(place, |_| true) };
            let founded = spot.founder == slot;
            *spot = Spot { cell: grid.number_of(place), founder: near.and_then(|near| founders.get(near as usize)).map_or(slot, |f| *f) };
            if founded != near.is_none() {
                stir(&mut stirred, &grid, spot.cell);
            }
            let group = near.unwrap_or_else(|| {
                let number = grid.push(place);
                self.numbers.get_mut(slot as usize).into_iter().for_each(|of| *of = number);
                founders.push(slot);
                seeds.push(place);
                number
            });
            visible.push(Visible { at, group });
        }
        seeds
    }
}

/// A camera's way from the Mercator square to the frame.
struct Projection<'a> {
    camera: &'a Camera,
    scale: f64,
    half_width: f32,
    half_height: f32,
}

impl<'a> Projection<'a> {
    fn of(camera: &'a Camera) -> Self {
        Self { camera, scale: camera.scale(), half_width: camera.width / 2.0, half_height: camera.height / 2.0 }
    }

    /// Where it stands in the frame or just beside it; `None` farther away.
    fn place(&self, ranked: &Ranked) -> Option<[f32; 2]> {
        let y = ((ranked.at.y - self.camera.centre.y) * self.scale) as f32;
        if y.abs() > self.half_height + MARGIN || y.is_nan() {
            return None;
        }
        // The nearer way around the world.
        let dx = ranked.at.x - self.camera.centre.x;
        let x = (if dx.abs() < 0.5 { dx * self.scale } else { (dx - dx.round()) * self.scale }) as f32;
        (x.abs() <= self.half_width + MARGIN).then_some([x + self.half_width, y + self.half_height])
    }
}

/// Points of the frame by cells of one side: what is nearer than that side lies in nine cells.
pub(super) struct Grid {
    cell: f32,
    columns: usize,
    rows: usize,
    /// The last point of each cell; one more than its number, 0 none.
    last: Vec<u32>,
    /// Each point with the one before it in its cell.
    points: Vec<([f32; 2], u32)>,
}

/// The cell itself, its neighbours beside it, those at its corners: nearer ones first, so that the others need not be looked at.
const AROUND: [(isize, isize); 9] = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)];
/// What rounding may take off a distance.
const ROUNDING: f32 = 0.01;

impl Grid {
    pub fn new(camera: &Camera, cell: f32) -> Self {
        let cells = |length: f32| (((length + 2.0 * MARGIN) / cell).ceil().clamp(1.0, 4000.0)) as usize + 1;
        let (columns, rows) = (cells(camera.width), cells(camera.height));
        Self { cell, columns, rows, last: vec![0; columns * rows], points: Vec::new() }
    }

    fn cells(&self) -> usize {
        self.columns * self.rows
    }

    fn number_of(&self, at: [f32; 2]) -> u32 {
        let (column, row) = self.cell(at);
        u32::try_from(row * self.columns + column).unwrap_or(u32::MAX)
    }

    /// The cell and its neighbours.
    fn around(&self, cell: u32) -> impl Iterator<Item = usize> + use<> {
        let (columns, rows) = (self.columns, self.rows);
        let (column, row) = (cell as usize % columns, cell as usize / columns);
        (row.saturating_sub(1)..rows.min(row + 2))
            .flat_map(move |y| (column.saturating_sub(1)..columns.min(column + 2)).map(move |x| y * columns + x))
    }

    fn cell(&self, at: [f32; 2]) -> (usize, usize) {
        let along = |v: f32, most: usize| (((v + MARGIN) / self.cell).max(0.0) as usize).min(most - 1);
        (along(at[0], self.columns), along(at[1], self.rows))
    }

    pub fn push(&mut self, at: [f32; 2]) -> u32 {
        let (column, row) = self.cell(at);
        let number = u32::try_from(self.points.len()).unwrap_or(u32::MAX);
        if let Some(last) = self.last.get_mut(row * self.columns + column) {
            self.points.push((at, std::mem::replace(last, number + 1)));
        }
        number
    }

    /// The nearest point that fits and is nearer than a cell is wide; the older of two equally near.
    pub fn nearest(&self, at: [f32; 2], fits: impl Fn(u32) -> bool) -> Option<u32> {
        let (column, row) = self.cell(at);
        let (mut nearest, mut found) = (self.cell * self.cell, None);
        let gaps = |v: f32, at: usize| {
            let before = v + MARGIN - at as f32 * self.cell;
            [before, 0.0, self.cell - before].map(|gap| (gap - ROUNDING).max(0.0)).map(|gap| gap * gap)
        };
        let (beside, above) = (gaps(at[0], column), gaps(at[1], row));
        for (dx, dy) in AROUND {
            let [gap_x, gap_y] = [beside.get((dx + 1) as usize), above.get((dy + 1) as usize)].map(|gap| gap.copied().unwrap_or(0.0));
            if gap_x + gap_y > nearest {
                continue;
            }
            let (Some(x), Some(y)) = (column.checked_add_signed(dx), row.checked_add_signed(dy)) else { continue };
            if x >= self.columns {
                continue;
            }
            let mut next = self.last.get(y * self.columns + x).copied().unwrap_or(0);
            while let Some(number) = next.checked_sub(1) {
                let Some((point, before)) = self.points.get(number as usize) else { break };
                let distance = squared(*point, at);
                let nearer = distance < nearest || (distance == nearest && found.is_some_and(|other| number < other));
                if nearer && fits(number) {
                    (nearest, found) = (distance, Some(number));
                }
                next = *before;
            }
        }
        found
    }
}

fn squared(a: [f32; 2], b: [f32; 2]) -> f32 {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    x * x + y * y
}

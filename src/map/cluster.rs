//! Marks that would cover each other become one, with a count for each side; a dispute is counted, never lost.

use super::board::{Board, Look};
use super::camera::Camera;
use super::palette::ActorStyles;
use crate::actors::ActorId;
use crate::timeline::{ControlState, Holder};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Marks nearer than this many points are one.
const NEAR: f32 = 22.0;
/// A cluster is drawn larger; what is nearer to it joins it too.
const NEAR_CLUSTER: f32 = 29.0;

/// How a member of a cluster is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Contested, or claims speak against its state.
    Disputed,
    /// Held, or besieged, without contradiction.
    Held(ActorId),
    Joint,
    /// Someone is inside or near; nobody is said to hold it.
    Undecided,
}

impl Standing {
    /// With the holder whose colour stands for it.
    pub(super) fn of(look: &Look) -> (Self, Option<Holder>) {
        if look.opposed || matches!(look.state, ControlState::Contested(_)) {
            return (Self::Disputed, None);
        }
        match &look.state {
            ControlState::Control(holder)
            | ControlState::Besieged { holder: Some(holder), .. }
            | ControlState::Infiltration { holder: Some(holder), .. } => (Self::Held(holder.actor.clone()), Some(holder.clone())),
            ControlState::Joint(_) => (Self::Joint, None),
            _ => (Self::Undecided, None),
        }
    }

    /// "Syrian government", "disputed".
    #[must_use]
    pub fn words(&self, actors: &ActorStyles) -> String {
        match self {
            Self::Disputed => "disputed".to_owned(),
            Self::Held(actor) => actors.name(actor),
            Self::Joint => "held jointly".to_owned(),
            Self::Undecided => "undecided".to_owned(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub standing: Arc<Standing>,
    pub count: usize,
    /// Whose colour stands for it in the ring; `None` without one.
    pub holder: Option<Arc<Holder>>,
}

/// Members of one mark, the leader first.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub at: [f32; 2],
    pub members: Vec<usize>,
    pub tally: Vec<Tally>,
}

/// Beyond the frame's edge a mark may still reach in.
const MARGIN: f32 = 24.0;

/// Groups in order of importance, most important first; the selected place leads all. Linear in the board.
pub(super) fn clusters(board: &Board, camera: &Camera, selected: Option<usize>) -> Vec<Group> {
    let (visible, seeds) = seeded(board, camera, selected);
    // Groups whose count rings would overlap are one; the more important keeps its place.
    let mut sizes = vec![0_u32; seeds.len()];
    for v in &visible {
        if let Some(size) = sizes.get_mut(v.group as usize) {
            *size += 1;
        }
    }
    let mut grid = Grid::new(camera, NEAR_CLUSTER);
    let mut groups: Vec<Group> = Vec::with_capacity(seeds.len());
    let mut is_cluster: Vec<bool> = Vec::with_capacity(seeds.len());
    let mut kept_as: Vec<u32> = Vec::with_capacity(seeds.len());
    for (&at, &size) in seeds.iter().zip(&sizes) {
        let several = size > 1;
        let near = |other: u32| {
            let (Some(group), Some(cluster)) = (groups.get(other as usize), is_cluster.get(other as usize)) else { return None };
            let distance = squared(group.at, at);
            ((several || *cluster) && distance < NEAR_CLUSTER * NEAR_CLUSTER).then_some(distance)
        };
        match grid.nearest(at, near) {
            Some(other) => {
                if let Some(cluster) = is_cluster.get_mut(other as usize) {
                    *cluster = true;
                }
                kept_as.push(other);
            }
            None => {
                kept_as.push(grid.push(at));
                groups.push(Group { at, members: Vec::with_capacity(size as usize), tally: Vec::new() });
                is_cluster.push(several);
            }
        }
    }
    for v in visible {
        let group = kept_as.get(v.group as usize).and_then(|kept| groups.get_mut(*kept as usize));
        if let Some(group) = group {
            group.members.push(v.piece as usize);
        }
    }
    let mut counts = vec![0_usize; board.standings.len()];
    for group in &mut groups {
        group.tally = tally(board, &group.members, &mut counts);
    }
    groups
}

fn squared(a: [f32; 2], b: [f32; 2]) -> f32 {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    x * x + y * y
}

/// A piece in the frame, and the group that it fell into first.
struct Visible {
    piece: u32,
    group: u32,
}

/// In order of importance, each piece joins the nearest group that is near enough, or founds one.
fn seeded(board: &Board, camera: &Camera, selected: Option<usize>) -> (Vec<Visible>, Vec<[f32; 2]>) {
    let scale = camera.scale();
    let (half_width, half_height) = (camera.width / 2.0, camera.height / 2.0);
    let mut grid = Grid::new(camera, NEAR);
    let mut visible = Vec::new();
    let mut seeds: Vec<[f32; 2]> = Vec::new();
    let selected = selected.and_then(|index| u32::try_from(index).ok()).filter(|piece| board.order.contains(piece));
    for index in selected.into_iter().chain(board.order.iter().copied().filter(|piece| Some(*piece) != selected)) {
        let Some(piece) = board.pieces.get(index as usize) else { continue };
        let dx = piece.at.x - camera.centre.x;
        let x = ((dx - dx.round()) * scale) as f32;
        let y = ((piece.at.y - camera.centre.y) * scale) as f32;
        if !(x.abs() <= half_width + MARGIN && y.abs() <= half_height + MARGIN) {
            continue;
        }
        let at = [x + half_width, y + half_height];
        let near = |group: u32| {
            let seed = seeds.get(group as usize)?;
            let distance = squared(*seed, at);
            (distance < NEAR * NEAR).then_some(distance)
        };
        let group = grid.nearest(at, near).unwrap_or_else(|| {
            seeds.push(at);
            grid.push(at)
        });
        visible.push(Visible { piece: index, group });
    }
    (visible, seeds)
}

/// Points of the frame by cells of one side, so that a search touches nine cells.
struct Grid {
    cell: f32,
    columns: usize,
    rows: usize,
    /// The last point of each cell, and of each point the one before it in its cell; one more than its number, 0 none.
    last: Vec<u32>,
    before: Vec<u32>,
}

impl Grid {
    fn new(camera: &Camera, cell: f32) -> Self {
        let cells = |length: f32| (((length + 2.0 * MARGIN) / cell).ceil().clamp(1.0, 4000.0)) as usize + 1;
        let (columns, rows) = (cells(camera.width), cells(camera.height));
        Self { cell, columns, rows, last: vec![0; columns * rows], before: Vec::new() }
    }

    fn cell(&self, at: [f32; 2]) -> (usize, usize) {
        let along = |v: f32, most: usize| (((v + MARGIN) / self.cell).max(0.0) as usize).min(most - 1);
        (along(at[0], self.columns), along(at[1], self.rows))
    }

    fn push(&mut self, at: [f32; 2]) -> u32 {
        let (column, row) = self.cell(at);
        let number = u32::try_from(self.before.len()).unwrap_or(u32::MAX);
        if let Some(last) = self.last.get_mut(row * self.columns + column) {
            self.before.push(std::mem::replace(last, number + 1));
        }
        number
    }

    /// The point of the least distance, of those near enough to have one; the older of two equally near.
    fn nearest(&self, at: [f32; 2], distance: impl Fn(u32) -> Option<f32>) -> Option<u32> {
        let (column, row) = self.cell(at);
        let mut best: Option<(f32, u32)> = None;
        for row in row.saturating_sub(1)..=(row + 1).min(self.rows - 1) {
            for column in column.saturating_sub(1)..=(column + 1).min(self.columns - 1) {
                let mut next = self.last.get(row * self.columns + column).copied().unwrap_or(0);
                while let Some(number) = next.checked_sub(1) {
                    if let Some(found) = distance(number)
                        && best.is_none_or(|(nearest, other)| found < nearest || (found == nearest && number < other))
                    {
                        best = Some((found, number));
                    }
                    next = self.before.get(number as usize).copied().unwrap_or(0);
                }
            }
        }
        best.map(|(_, number)| number)
    }
}

/// `counts` is all zero, and is left so.
fn tally(board: &Board, members: &[usize], counts: &mut [usize]) -> Vec<Tally> {
    let standing = |member: &usize| board.pieces.get(*member).and_then(|piece| board.entry(piece)).map(|entry| entry.standing as usize);
    let mut present: Vec<usize> = Vec::new();
    for standing in members.iter().filter_map(standing) {
        if let Some(count) = counts.get_mut(standing) {
            if *count == 0 {
                present.push(standing);
            }
            *count += 1;
        }
    }
    let mut tally: Vec<Tally> = present
        .into_iter()
        .filter_map(|at| {
            let (standing, holder) = board.standings.get(at)?;
            let count = counts.get_mut(at).map(std::mem::take)?;
            Some(Tally { standing: Arc::clone(standing), count, holder: holder.clone() })
        })
        .collect();
    tally.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.standing.cmp(&b.standing)));
    tally
}

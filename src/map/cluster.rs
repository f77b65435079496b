//! Marks that would cover each other become one, with a count for each side; a dispute is counted, never lost.

use super::board::{Board, Look, Ranked};
use super::camera::Camera;
use super::palette::ActorStyles;
use crate::actors::ActorId;
use crate::timeline::{ControlState, Holder};
use crate::wording::control as say;
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
            Self::Disputed => say::disputed().to_owned(),
            Self::Held(actor) => actors.name(actor),
            Self::Joint => say::held_jointly().to_owned(),
            Self::Undecided => say::undecided().to_owned(),
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
    /// The most important of them on which somebody presses.
    pub pressed: Option<usize>,
}

/// What of the board stands in the frame.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// In order of importance, most important first; the selected place leads all.
    pub groups: Vec<Group>,
    /// In the same order.
    pub seen: Vec<Seen>,
}

/// A piece in the frame, with what is asked of all of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub piece: u32,
    /// Position of its group.
    pub group: u32,
    pub look: u32,
    pub name: u64,
    pub ringed: bool,
}

/// Beyond the frame's edge a mark may still reach in.
const MARGIN: f32 = 24.0;

/// Groups and their members. Linear in the board.
pub(super) fn clusters(board: &Board, camera: &Camera, selected: Option<usize>) -> Frame {
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
        let joins = |other: u32| several || is_cluster.get(other as usize).is_some_and(|cluster| *cluster);
        match grid.nearest(at, joins) {
            Some(other) => {
                if let Some(cluster) = is_cluster.get_mut(other as usize) {
                    *cluster = true;
                }
                kept_as.push(other);
            }
            None => {
                kept_as.push(grid.push(at));
                groups.push(Group { at, members: Vec::with_capacity(size as usize), tally: Vec::new(), pressed: None });
                is_cluster.push(several);
            }
        }
    }
    let mut counted: Vec<Vec<(u16, usize)>> = vec![Vec::new(); groups.len()];
    let mut seen = Vec::with_capacity(visible.len());
    for Visible { ranked, group } in visible {
        let group = kept_as.get(group as usize).copied().unwrap_or(group);
        let (Some(Group { members, pressed, .. }), Some(counted)) = (groups.get_mut(group as usize), counted.get_mut(group as usize))
        else {
            continue;
        };
        members.push(ranked.piece as usize);
        if ranked.pressed && pressed.is_none() {
            *pressed = Some(ranked.piece as usize);
        }
        // A handful at most.
        match counted.iter_mut().find(|(standing, _)| *standing == ranked.standing) {
            Some((_, count)) => *count += 1,
            None => counted.push((ranked.standing, 1)),
        }
        seen.push(Seen { piece: ranked.piece, group, look: ranked.look, name: ranked.name, ringed: ranked.ringed });
    }
    for (group, counted) in groups.iter_mut().zip(counted) {
        group.tally = tally(board, counted);
    }
    Frame { groups, seen }
}

fn squared(a: [f32; 2], b: [f32; 2]) -> f32 {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    x * x + y * y
}

/// A piece in the frame, and the group that it fell into first.
struct Visible<'a> {
    ranked: &'a Ranked,
    group: u32,
}

/// In order of importance, each piece joins the nearest group that is near enough, or founds one.
fn seeded<'a>(board: &'a Board, camera: &Camera, selected: Option<usize>) -> (Vec<Visible<'a>>, Vec<[f32; 2]>) {
    let scale = camera.scale();
    let (half_width, half_height) = (camera.width / 2.0, camera.height / 2.0);
    let mut grid = Grid::new(camera, NEAR);
    let mut visible = Vec::with_capacity(board.order.len());
    let mut seeds: Vec<[f32; 2]> = Vec::new();
    let leads = |ranked: &&Ranked| Some(ranked.piece as usize) == selected;
    let first = selected.and_then(|_| board.order.iter().find(leads));
    for ranked in first.into_iter().chain(board.order.iter().filter(|ranked| !leads(ranked))) {
        let y = ((ranked.at.y - camera.centre.y) * scale) as f32;
        if y.abs() > half_height + MARGIN || y.is_nan() {
            continue;
        }
        // The nearer way around the world.
        let dx = ranked.at.x - camera.centre.x;
        let x = (if dx.abs() < 0.5 { dx * scale } else { (dx - dx.round()) * scale }) as f32;
        if x.abs() > half_width + MARGIN || x.is_nan() {
            continue;
        }
        let at = [x + half_width, y + half_height];
        let group = grid.nearest(at, |_| true).unwrap_or_else(|| {
            seeds.push(at);
            grid.push(at)
        });
        visible.push(Visible { ranked, group });
    }
    (visible, seeds)
}

/// Points of the frame by cells of one side: what is nearer than that side lies in nine cells.
struct Grid {
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
    fn new(camera: &Camera, cell: f32) -> Self {
        let cells = |length: f32| (((length + 2.0 * MARGIN) / cell).ceil().clamp(1.0, 4000.0)) as usize + 1;
        let (columns, rows) = (cells(camera.width), cells(camera.height));
        Self { cell, columns, rows, last: vec![0; columns * rows], points: Vec::new() }
    }

    fn cell(&self, at: [f32; 2]) -> (usize, usize) {
        let along = |v: f32, most: usize| (((v + MARGIN) / self.cell).max(0.0) as usize).min(most - 1);
        (along(at[0], self.columns), along(at[1], self.rows))
    }

    fn push(&mut self, at: [f32; 2]) -> u32 {
        let (column, row) = self.cell(at);
        let number = u32::try_from(self.points.len()).unwrap_or(u32::MAX);
        if let Some(last) = self.last.get_mut(row * self.columns + column) {
            self.points.push((at, std::mem::replace(last, number + 1)));
        }
        number
    }

    /// The nearest point that fits and is nearer than a cell is wide; the older of two equally near.
    fn nearest(&self, at: [f32; 2], fits: impl Fn(u32) -> bool) -> Option<u32> {
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

fn tally(board: &Board, counted: Vec<(u16, usize)>) -> Vec<Tally> {
    let tallied = |(standing, count): (u16, usize)| {
        let (standing, holder) = board.standings.get(standing as usize)?;
        Some(Tally { standing: Arc::clone(standing), count, holder: holder.clone() })
    };
    let mut tally: Vec<Tally> = counted.into_iter().filter_map(tallied).collect();
    tally.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.standing.cmp(&b.standing)));
    tally
}

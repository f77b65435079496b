//! Marks that would cover each other become one, with a count for each side; a dispute is counted, never lost.

use super::board::{Board, Look};
use super::camera::Camera;
use super::palette::ActorStyles;
use super::seeding::{Grid, Visible};
use crate::actors::ActorId;
use crate::timeline::{ControlState, Holder};
use crate::wording::control as say;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A cluster is drawn larger than a mark alone; what is nearer to it than this many points joins it too.
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
    /// Code of each standing on the board with how many are counted so: most first.
    pub counts: Vec<(u16, u32)>,
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

/// Groups and their members. Linear in the board.
pub(super) fn clusters(board: &mut Board, camera: &Camera, selected: Option<usize>) -> Frame {
    let (mut visible, mut seen) = (std::mem::take(&mut board.visible), std::mem::take(&mut board.seen));
    visible.clear();
    seen.clear();
    let seeds = board.seeded(camera, selected, &mut visible);
    // Groups whose count rings would overlap are one; the more important keeps its place.
    let mut sizes = vec![0_u32; seeds.len()];
    for v in &visible {
        if let Some(size) = sizes.get_mut(v.group as usize) {
            *size += 1;
        }
    }
    let mut grid = Grid::new(camera, NEAR_CLUSTER);
    let mut kept: Vec<Kept> = Vec::with_capacity(seeds.len());
    let mut kept_as: Vec<u32> = Vec::with_capacity(seeds.len());
    for (&at, &size) in seeds.iter().zip(&sizes) {
        let several = size > 1;
        let joins = |other: u32| several || kept.get(other as usize).is_some_and(|other| other.several);
        let near = grid.nearest(at, joins);
        match near.and_then(|other| kept.get_mut(other as usize)) {
            Some(other) => {
                (other.several, other.size) = (true, other.size + size);
                kept_as.extend(near);
            }
            None => {
                kept_as.push(grid.push(at));
                kept.push(Kept { at, size, several });
            }
        }
    }
    let group = |kept: &Kept| Group { at: kept.at, members: Vec::with_capacity(kept.size as usize), counts: Vec::new(), pressed: None };
    let mut groups: Vec<Group> = kept.iter().map(group).collect();
    for &Visible { at, group } in &visible {
        let group = kept_as.get(group as usize).copied().unwrap_or(group);
        let (Some(Group { members, pressed, counts, .. }), Some(ranked)) = (groups.get_mut(group as usize), board.order.get(at as usize))
        else {
            continue;
        };
        members.push(ranked.piece as usize);
        if ranked.pressed && pressed.is_none() {
            *pressed = Some(ranked.piece as usize);
        }
        // A handful at most.
        match counts.iter_mut().find(|(standing, _)| *standing == ranked.standing) {
            Some((_, count)) => *count += 1,
            None => counts.push((ranked.standing, 1)),
        }
        seen.push(Seen { piece: ranked.piece, group, look: ranked.look, name: ranked.name, ringed: ranked.ringed });
    }
    let standing = |code: u16| board.standings.get(code as usize).map(|(standing, _)| standing);
    for Group { counts, .. } in &mut groups {
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| standing(a.0).cmp(&standing(b.0))));
    }
    board.visible = visible;
    Frame { groups, seen }
}

/// A group that is not merged into another.
struct Kept {
    at: [f32; 2],
    size: u32,
    several: bool,
}

impl Group {
    pub fn tally(&self, board: &Board) -> Vec<Tally> {
        let tallied = |&(standing, count): &(u16, u32)| {
            let (standing, holder) = board.standings.get(standing as usize)?;
            Some(Tally { standing: Arc::clone(standing), count: count as usize, holder: holder.clone() })
        };
        self.counts.iter().filter_map(tallied).collect()
    }
}

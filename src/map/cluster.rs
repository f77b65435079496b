//! Marks that would cover each other become one, with a count for each side; a dispute is counted, never lost.

use super::palette::ActorStyles;
use super::scene::{PlacedState, SceneInput, Visible};
use crate::actors::ActorId;
use crate::timeline::ControlState;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    #[must_use]
    pub fn of(placed: &PlacedState<'_>) -> Self {
        if placed.disputed() {
            return Self::Disputed;
        }
        match &placed.state.state {
            ControlState::Control(holder)
            | ControlState::Besieged { holder: Some(holder), .. }
            | ControlState::Infiltration { holder: Some(holder), .. } => Self::Held(holder.actor.clone()),
            ControlState::Joint(_) => Self::Joint,
            _ => Self::Undecided,
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub standing: Standing,
    pub count: usize,
}

/// Members of one mark, the leader first.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub at: [f32; 2],
    pub members: Vec<usize>,
    pub tally: Vec<Tally>,
}

/// Groups in order of importance, most important first. Linear in the visible states, apart from sorting them.
pub(super) fn clusters(input: &SceneInput<'_>, visible: &[Visible]) -> Vec<Group> {
    // Only who is somebody's parent matters here, and few are.
    let shown = || visible.iter().filter_map(|v| input.states.get(v.index));
    let parents: FxHashSet<&str> = shown().filter_map(|placed| placed.parent).collect();
    let in_frame: FxHashSet<&str> =
        if parents.is_empty() { parents } else { shown().map(|placed| placed.id).filter(|id| parents.contains(id)).collect() };
    let mut ranked: Vec<(Rank<'_>, Visible)> =
        visible.iter().filter_map(|&v| input.states.get(v.index).map(|placed| (Rank::of(placed, input, &in_frame), v))).collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.index.cmp(&b.1.index)));

    let mut groups: Vec<Group> = Vec::new();
    let mut cells: FxHashMap<(i32, i32), Vec<usize>> = FxHashMap::default();
    for (_, v) in ranked {
        let cell = ((v.at[0] / NEAR).floor() as i32, (v.at[1] / NEAR).floor() as i32);
        match nearest_group(&groups, &cells, cell, v.at) {
            Some(group) => {
                if let Some(group) = groups.get_mut(group) {
                    group.members.push(v.index);
                }
            }
            None => {
                cells.entry(cell).or_default().push(groups.len());
                groups.push(Group { at: v.at, members: vec![v.index], tally: Vec::new() });
            }
        }
    }
    let mut groups = parted(groups);
    for group in &mut groups {
        group.tally = tally(input, &group.members);
    }
    groups
}

/// Groups whose count rings would overlap are one; the more important keeps its place.
fn parted(groups: Vec<Group>) -> Vec<Group> {
    let mut kept: Vec<Group> = Vec::with_capacity(groups.len());
    let mut cells: FxHashMap<(i32, i32), Vec<usize>> = FxHashMap::default();
    for mut group in groups {
        let cell = ((group.at[0] / NEAR_CLUSTER).floor() as i32, (group.at[1] / NEAR_CLUSTER).floor() as i32);
        let is_cluster = group.members.len() > 1;
        let near = neighbours(&cells, cell).find(|&index| {
            kept.get(index).is_some_and(|other: &Group| {
                (is_cluster || other.members.len() > 1) && (other.at[0] - group.at[0]).hypot(other.at[1] - group.at[1]) < NEAR_CLUSTER
            })
        });
        match near.and_then(|index| kept.get_mut(index)) {
            Some(other) => other.members.append(&mut group.members),
            None => {
                cells.entry(cell).or_default().push(kept.len());
                kept.push(group);
            }
        }
    }
    kept
}

/// What lies in a cell and the eight around it, in a fixed order.
fn neighbours(cells: &FxHashMap<(i32, i32), Vec<usize>>, (x, y): (i32, i32)) -> impl Iterator<Item = usize> {
    (-1..=1)
        .flat_map(move |dx| (-1..=1).map(move |dy| (x.saturating_add(dx), y.saturating_add(dy))))
        .flat_map(|cell| cells.get(&cell).into_iter().flatten().copied())
}

fn nearest_group(groups: &[Group], cells: &FxHashMap<(i32, i32), Vec<usize>>, cell: (i32, i32), at: [f32; 2]) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    for index in neighbours(cells, cell) {
        let Some(group) = groups.get(index) else { continue };
        let distance = (group.at[0] - at[0]).hypot(group.at[1] - at[1]);
        if distance < best.map_or(NEAR, |(d, _)| d) {
            best = Some((distance, index));
        }
    }
    best.map(|(_, index)| index)
}

fn tally(input: &SceneInput<'_>, members: &[usize]) -> Vec<Tally> {
    let mut counts: BTreeMap<Standing, usize> = BTreeMap::new();
    for placed in members.iter().filter_map(|&index| input.states.get(index)) {
        *counts.entry(Standing::of(placed)).or_default() += 1;
    }
    let mut tally: Vec<Tally> = counts.into_iter().map(|(standing, count)| Tally { standing, count }).collect();
    tally.sort_by(|a, b| b.count.cmp(&a.count).then(a.standing.cmp(&b.standing)));
    tally
}

/// Lower leads.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a> {
    not_selected: bool,
    /// Provinces and countries yield to places.
    is_area: bool,
    /// A part yields to the whole that is also shown.
    is_part: bool,
    fewer_claims: usize,
    id: &'a str,
}

impl<'a> Rank<'a> {
    fn of(placed: &PlacedState<'a>, input: &SceneInput<'_>, in_frame: &FxHashSet<&str>) -> Self {
        let claims = placed.state.supporting.len() + placed.state.opposing.len();
        Self {
            not_selected: input.selected != Some(placed.id),
            is_area: placed.where_prec >= 3,
            is_part: placed.parent.is_some_and(|parent| parent != placed.id && in_frame.contains(parent)),
            fewer_claims: usize::MAX - claims,
            id: placed.id,
        }
    }
}

//! Where those who press on a place come from: the nearest place that their side holds or fights in.

use super::scene::{Advance, PlacedState};
use crate::actors::SideId;
use crate::geodesy::MercatorPoint;
use crate::timeline::{ControlState, Holder};
use std::collections::BTreeMap;

/// Farther away (in Mercator units; about 310 km at 40° N) is no origin of an advance.
const REACH: f64 = 0.01;
/// A province or a country is no place to come from.
const POINT_PREC: u8 = 2;

/// One for each side that presses on a place. `O(n log n)`; call it once a cursor.
#[must_use]
pub fn advances(states: &[PlacedState<'_>]) -> Vec<Advance> {
    // Bases of each side by x, so that a search stops when x alone is farther than the best.
    let mut bases: BTreeMap<&SideId, Vec<(MercatorPoint, usize)>> = BTreeMap::new();
    for (index, placed) in states.iter().enumerate() {
        if placed.where_prec <= POINT_PREC {
            for holder in present(&placed.state.state) {
                bases.entry(&holder.side).or_default().push((placed.at, index));
            }
        }
    }
    for list in bases.values_mut() {
        list.sort_by(|a, b| a.0.x.total_cmp(&b.0.x).then(a.1.cmp(&b.1)));
    }
    let mut found = Vec::new();
    for (target, placed) in states.iter().enumerate() {
        for by in &placed.state.pressed_by {
            let from = bases.get(&by.side).and_then(|list| nearest(list, placed.at, target));
            found.push(Advance { target, by: by.clone(), from });
        }
    }
    found
}

/// Who holds or fights in it.
fn present(state: &ControlState) -> Vec<&Holder> {
    match state {
        ControlState::Unknown => Vec::new(),
        ControlState::Control(holder) => vec![holder],
        ControlState::Contested(all) | ControlState::Joint(all) => all.iter().collect(),
        ControlState::Besieged { holder, .. } => holder.iter().collect(),
        ControlState::Infiltration { holder, by } => holder.iter().chain([by]).collect(),
    }
}

fn nearest(list: &[(MercatorPoint, usize)], at: MercatorPoint, not: usize) -> Option<MercatorPoint> {
    let start = list.partition_point(|(p, _)| p.x < at.x);
    let (west, east) = list.split_at(start);
    let mut best: Option<(f64, MercatorPoint)> = None;
    for side in [&mut west.iter().rev() as &mut dyn Iterator<Item = &(MercatorPoint, usize)>, &mut east.iter()] {
        for (p, index) in side {
            let reach = best.map_or(REACH, |(distance, _)| distance);
            if (p.x - at.x).abs() >= reach {
                break;
            }
            let distance = (p.x - at.x).hypot(p.y - at.y);
            if *index != not && distance > 1e-9 && distance < reach {
                best = Some((distance, *p));
            }
        }
    }
    best.map(|(_, p)| p)
}

//! What the marks in the frame mean, and nothing that is not in the frame.

use super::board::{Board, Look};
use super::cluster::{Group, Seen};
use super::palette::PageInk;
use super::shape::{Rgba, Shape, Stroke};
use super::symbol::{self, Pressure, SymbolStyle};
use crate::actors::ActorId;
use crate::calendar::DatePrecision;
use crate::timeline::{ControlState, Holder};
use crate::wording::control as say;
use std::collections::BTreeMap;

/// Half the side of the box around (0, 0) that a legend symbol fits in.
pub const SYMBOL_HALF: f32 = 12.0;

#[derive(Debug, Clone, PartialEq)]
pub struct LegendEntry {
    /// Around (0, 0), inside ± [`SYMBOL_HALF`].
    pub symbol: Vec<Shape>,
    pub text: String,
    pub kind: LegendKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegendKind {
    /// A fill: who.
    Actor,
    /// A shape: in what way.
    Sign,
}

/// Actors in the frame, most places first, then the signs in use in a fixed order.
pub(super) fn of(
    board: &Board,
    (groups, seen): (&[Group], &[Seen]),
    pressure: &Pressure,
    estimated: bool,
    style: &SymbolStyle<'_>,
) -> Vec<LegendEntry> {
    let mut counts = vec![0_usize; board.looks.len()];
    let mut ringed = false;
    for seen in seen {
        ringed |= seen.ringed;
        if let Some(count) = counts.get_mut(seen.look as usize) {
            *count += 1;
        }
    }
    let shown: Vec<(usize, &Look)> =
        counts.into_iter().zip(&board.looks).filter(|(count, _)| *count > 0).map(|(count, entry)| (count, &entry.look)).collect();
    let clustered = groups.iter().any(|group| group.members.len() > 1);
    let mut entries = actors(&shown, style);
    entries.extend(signs(&shown, (ringed, clustered), pressure, style));
    if estimated {
        let (dark, _) = greys(&style.ink);
        let hexagon: Vec<[f32; 2]> =
            (0..6).map(|n| (n as f32 + 0.5) * std::f32::consts::FRAC_PI_3).map(|a| [9.0 * a.cos(), 9.0 * a.sin()]).collect();
        let text = say::sign_estimate(super::area::REACH_KM);
        entries.push(LegendEntry { symbol: vec![Shape::polygon(hexagon, dark.faded(0.4))], text, kind: LegendKind::Sign });
    }
    entries
}

fn actors(shown: &[(usize, &Look)], style: &SymbolStyle<'_>) -> Vec<LegendEntry> {
    let mut counts: BTreeMap<&ActorId, (usize, &Holder)> = BTreeMap::new();
    for (count, look) in shown {
        for holder in holders(&look.state).into_iter().chain(&look.pressed_by) {
            counts.entry(&holder.actor).or_insert((0, holder)).0 += count;
        }
    }
    let mut ordered: Vec<(usize, &Holder)> = counts.into_values().collect();
    ordered.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.actor.cmp(&b.1.actor)));
    ordered
        .into_iter()
        .map(|(_, holder)| LegendEntry {
            symbol: vec![Shape::Circle {
                centre: [0.0, 0.0],
                radius: 6.5,
                fill: Some(style.fill(holder)),
                stroke: Some(Stroke::solid(1.0, style.ink.outline)),
            }],
            text: style.actors.name(&holder.actor),
            kind: LegendKind::Actor,
        })
        .collect()
}

fn holders(state: &ControlState) -> Vec<&Holder> {
    match state {
        ControlState::Unknown => Vec::new(),
        ControlState::Control(holder) => vec![holder],
        ControlState::Contested(all) | ControlState::Joint(all) => all.iter().collect(),
        ControlState::Besieged { holder, by } | ControlState::Infiltration { holder, by } => holder.iter().chain([by]).collect(),
    }
}

fn signs(shown: &[(usize, &Look)], (ringed, clustered): (bool, bool), pressure: &Pressure, style: &SymbolStyle<'_>) -> Vec<LegendEntry> {
    let ink = &style.ink;
    let any = |test: fn(&Look) -> bool| shown.iter().any(|(_, look)| test(look));
    // Signs are drawn in two greys: colour belongs to the sides.
    let (dark, pale) = greys(ink);
    let outline = Stroke::solid(1.0, ink.outline);
    let centre = [0.0, 0.0];
    let disc = |fill: Rgba| Shape::Circle { centre, radius: 6.5, fill: Some(fill), stroke: Some(outline) };
    let mut entries = Vec::new();
    let mut add = |in_use: bool, symbol: Vec<Shape>, text: &str| {
        if in_use {
            entries.push(LegendEntry { symbol, text: text.to_owned(), kind: LegendKind::Sign });
        }
    };
    let mut contested = symbol::hatched(centre, 6.5, &[dark, pale], ink);
    contested.push(Shape::ring(centre, 6.5, outline));
    add(any(|p| matches!(p.state, ControlState::Contested(_))), contested, say::sign_contested());
    let mut joint = symbol::sectors(centre, 6.5, &[dark, pale], ink);
    joint.push(Shape::ring(centre, 6.5, outline));
    add(any(|p| matches!(p.state, ControlState::Joint(_))), joint, say::sign_joint());
    let mut siege = vec![Shape::Circle { centre, radius: 5.5, fill: Some(pale), stroke: Some(outline) }];
    siege.extend(symbol::siege_ring(centre, 9.5, dark, ink));
    add(any(|p| matches!(p.state, ControlState::Besieged { .. })), siege, say::sign_besieged());
    let inside = vec![
        Shape::Circle { centre, radius: 6.5, fill: Some(ink.paper), stroke: Some(outline) },
        Shape::ring(centre, 4.75, Stroke::solid(2.5, pale)),
        Shape::disc(centre, 2.4, dark),
    ];
    add(any(|p| matches!(p.state, ControlState::Infiltration { .. })), inside, say::sign_entered());
    let arrow = symbol::arrow([-40.0, 0.0], [12.0, 0.0], 3.0, dark, ink);
    add(pressure.directed, cut_to_box(arrow), say::sign_advance());
    add(pressure.undirected, symbol::pressure_ring(centre, 8.0, dark, ink), say::sign_pressure());
    add(
        any(|p| p.state == ControlState::Unknown),
        vec![Shape::Circle { centre, radius: 4.0, fill: Some(ink.unknown), stroke: Some(outline) }],
        say::sign_unreported(),
    );
    add(any(Look::contradicted), vec![disc(pale), symbol::disputed_ring(centre, 9.5, ink)], say::sign_contradicted());
    let mut own_word = vec![disc(pale)];
    own_word.extend(symbol::own_word_dot(centre, 6.5, ink));
    add(any(|p| p.own_word && p.state != ControlState::Unknown), own_word, say::sign_own_word());
    let faded = symbol::fade(dark, ink.paper, DatePrecision::Year);
    add(any(|p| p.precision >= DatePrecision::Week), vec![disc(faded)], say::sign_faded());
    let ring = Shape::Circle {
        centre,
        radius: 10.5,
        fill: Some(dark.faded(0.09)),
        stroke: Some(Stroke { width: 1.1, colour: dark, dash: Some([4.0, 3.0]) }),
    };
    add(ringed, vec![ring, Shape::disc(centre, 3.0, pale)], say::sign_within());
    let cluster =
        vec![disc(pale), Shape::ring(centre, 10.0, Stroke::solid(3.75, ink.outline)), Shape::ring(centre, 10.0, Stroke::solid(2.5, dark))];
    add(clustered, cluster, say::sign_cluster());
    entries
}

fn greys(ink: &PageInk) -> (Rgba, Rgba) {
    if ink.paper.luminance() > 0.5 {
        (Rgba([110, 114, 120, 255]), Rgba([205, 208, 212, 255]))
    } else {
        (Rgba([170, 175, 182, 255]), Rgba([88, 94, 102, 255]))
    }
}

/// The legend's arrow without its arc, inside the box.
fn cut_to_box(shapes: Vec<Shape>) -> Vec<Shape> {
    shapes
        .into_iter()
        .filter(|shape| match shape {
            Shape::Path { points, .. } => points.len() <= 3,
            _ => true,
        })
        .map(|mut shape| {
            if let Shape::Path { points, .. } = &mut shape {
                for p in points.iter_mut() {
                    p[0] = p[0].clamp(-SYMBOL_HALF, SYMBOL_HALF);
                }
            }
            shape
        })
        .collect()
}

//! What the marks in the frame mean, and nothing that is not in the frame.

use super::palette::PageInk;
use super::scene::{Mark, PlacedState, SceneInput};
use super::shape::{Rgba, Shape, Stroke};
use super::symbol::{self, SymbolStyle};
use crate::actors::ActorId;
use crate::calendar::DatePrecision;
use crate::timeline::{ControlState, Holder};
use rustc_hash::FxHashSet;
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
pub(super) fn of(input: &SceneInput<'_>, marks: &[Mark], style: &SymbolStyle<'_>) -> Vec<LegendEntry> {
    let shown: Vec<&PlacedState<'_>> = marks.iter().flat_map(|mark| &mark.members).filter_map(|&index| input.states.get(index)).collect();
    let mut entries = actors(&shown, style);
    entries.extend(signs(&shown, marks, input, style));
    entries
}

fn actors(shown: &[&PlacedState<'_>], style: &SymbolStyle<'_>) -> Vec<LegendEntry> {
    let mut counts: BTreeMap<&ActorId, (usize, &Holder)> = BTreeMap::new();
    for placed in shown {
        for holder in holders(&placed.state.state).into_iter().chain(&placed.state.pressed_by) {
            counts.entry(&holder.actor).or_insert((0, holder)).0 += 1;
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

fn signs(shown: &[&PlacedState<'_>], marks: &[Mark], input: &SceneInput<'_>, style: &SymbolStyle<'_>) -> Vec<LegendEntry> {
    let ink = &style.ink;
    let any = |test: fn(&PlacedState<'_>) -> bool| shown.iter().any(|placed| test(placed));
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
    add(any(|p| matches!(p.state.state, ControlState::Contested(_))), contested, "Contested");
    let mut joint = symbol::sectors(centre, 6.5, &[dark, pale], ink);
    joint.push(Shape::ring(centre, 6.5, outline));
    add(any(|p| matches!(p.state.state, ControlState::Joint(_))), joint, "Held jointly");
    let mut siege = vec![Shape::Circle { centre, radius: 5.5, fill: Some(pale), stroke: Some(outline) }];
    siege.extend(symbol::siege_ring(centre, 9.5, dark, ink));
    add(any(|p| matches!(p.state.state, ControlState::Besieged { .. })), siege, "Besieged");
    let inside = vec![
        Shape::Circle { centre, radius: 6.5, fill: Some(ink.paper), stroke: Some(outline) },
        Shape::ring(centre, 4.75, Stroke::solid(2.5, pale)),
        Shape::disc(centre, 2.4, dark),
    ];
    add(any(|p| matches!(p.state.state, ControlState::Infiltration { .. })), inside, "Entered, control not claimed");
    let (directed, undirected) = pressure(shown, input);
    let arrow = symbol::arrow([-40.0, 0.0], [12.0, 0.0], 3.0, dark, ink);
    add(directed, cut_to_box(arrow), "Advance reported, from its nearest position");
    add(undirected, symbol::pressure_ring(centre, 8.0, dark, ink), "Pressure, direction not reported");
    add(
        any(|p| p.state.state == ControlState::Unknown),
        vec![Shape::Circle { centre, radius: 4.0, fill: Some(ink.unknown), stroke: Some(outline) }],
        "Holder not reported",
    );
    add(any(symbol::contradicted), vec![disc(pale), symbol::disputed_ring(centre, 9.5, ink)], "Other claims contradict it");
    let mut own_word = vec![disc(pale)];
    own_word.extend(symbol::own_word_dot(centre, 6.5, ink));
    add(any(|p| p.state.self_favourable_only && p.state.state != ControlState::Unknown), own_word, "Only the gaining side says so");
    let faded = symbol::fade(dark, ink.paper, DatePrecision::Year);
    add(any(|p| p.state.date_precision >= DatePrecision::Week), vec![disc(faded)], "Faded: date uncertain by a week or more");
    let ring = Shape::Circle {
        centre,
        radius: 10.5,
        fill: Some(dark.faded(0.09)),
        stroke: Some(Stroke { width: 1.1, colour: dark, dash: Some([4.0, 3.0]) }),
    };
    add(
        any(|p| p.where_prec >= 2 || p.radius_m >= symbol::EXACT_M),
        vec![ring, Shape::disc(centre, 3.0, pale)],
        "Lies somewhere within the ring",
    );
    let cluster =
        vec![disc(pale), Shape::ring(centre, 10.0, Stroke::solid(3.75, ink.outline)), Shape::ring(centre, 10.0, Stroke::solid(2.5, dark))];
    add(marks.iter().any(Mark::is_cluster), cluster, "Several places: ring counts them by side, ticks: disputed");
    entries
}

/// Is some movement drawn as an arrow, and some without direction?
fn pressure(shown: &[&PlacedState<'_>], input: &SceneInput<'_>) -> (bool, bool) {
    let pressed: FxHashSet<&str> = shown.iter().filter(|placed| !placed.state.pressed_by.is_empty()).map(|placed| placed.id).collect();
    let of_shown = |target: usize| input.states.get(target).is_some_and(|placed| pressed.contains(placed.id));
    let mut visible = input.advances.iter().filter(|advance| of_shown(advance.target)).map(|advance| advance.from.is_some());
    let (mut directed, mut undirected) = (false, false);
    for has_origin in visible.by_ref() {
        directed |= has_origin;
        undirected |= !has_origin;
    }
    (directed, undirected)
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

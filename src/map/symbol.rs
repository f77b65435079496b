//! The shapes of a place's state.
//!
//! | state | shape |
//! | --- | --- |
//! | control | full disc |
//! | contested | disc hatched in the sides' colours |
//! | joint | disc split in equal sectors |
//! | besieged | disc inside a ring of the besieger with teeth inward |
//! | infiltration | open ring of the holder, dot of who is inside |
//! | pressed | arrow from where the side was last, or a broken outer ring where that is unknown |
//!
//! A ring of ticks says that other claims contradict the state. A place known only to its district or province stands in a dashed
//! ring of its radius; a state known only to the month or year is pale; a small hollow dot says that only sources of the
//! gaining side tell it. Shape alone carries each meaning, so that the map reads in grey.

use super::board::{Board, Look};
use super::cluster::{Group, Seen, Standing};
use super::palette::{ActorStyles, PageInk, Palette};
use super::scene::{Mark, SceneInput};
use super::shape::{Rgba, Shape, Stroke, arc};
use crate::calendar::DatePrecision;
use crate::timeline::{ControlState, Holder};
use std::f32::consts::{FRAC_PI_2, PI, TAU};

/// Radius of a mark's disc in points; of a part of a place that is also shown, and of an area, a little less.
const RADIUS: f32 = 8.5;
const SMALL_RADIUS: f32 = 6.75;
/// Arrows are cut to this length, so that a far origin does not cross the map.
const ARROW_MAX: f32 = 120.0;
const ARROW_MIN: f32 = 16.0;

/// Colours for one scene.
#[derive(Debug)]
pub(super) struct SymbolStyle<'a> {
    pub actors: &'a ActorStyles,
    pub palette: Palette,
    pub ink: PageInk,
}

impl<'a> SymbolStyle<'a> {
    pub fn new(input: &SceneInput<'a>) -> Self {
        Self { actors: input.actors, palette: input.palette, ink: input.theme.ink() }
    }

    pub fn fill(&self, holder: &Holder) -> Rgba {
        self.actors.fill(holder, self.palette)
    }
}

/// A look as shapes around (0, 0).
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    pub shapes: Vec<Shape>,
    /// How far it reaches from its centre, points.
    pub reach: f32,
}

const ORIGIN: [f32; 2] = [0.0, 0.0];

/// At the head of a cluster the ring around it tells what is disputed.
pub(super) fn symbol(look: &Look, clustered: bool, style: &SymbolStyle<'_>) -> Symbol {
    let radius = radius_of(look);
    let mut shapes = state_shapes(look, ORIGIN, radius, style);
    let mut reach = radius + 2.0;
    if matches!(look.state, ControlState::Besieged { .. }) {
        reach += 4.0;
    }
    if look.contradicted() && !clustered {
        shapes.insert(0, Shape::disc(ORIGIN, reach + 3.5, style.ink.halo));
        shapes.push(disputed_ring(ORIGIN, reach + 1.5, &style.ink));
        reach += 3.5;
    }
    Symbol { shapes, reach }
}

/// Who holds it or fights in it.
pub(super) fn holders(state: &ControlState) -> Vec<&Holder> {
    match state {
        ControlState::Unknown => Vec::new(),
        ControlState::Control(holder) => vec![holder],
        ControlState::Contested(all) | ControlState::Joint(all) => all.iter().collect(),
        ControlState::Besieged { holder, .. } => holder.iter().collect(),
        ControlState::Infiltration { holder, by } => holder.iter().chain([by]).collect(),
    }
}

/// Radius of the disc of a place that looks so.
fn radius_of(look: &Look) -> f32 {
    if look.small { SMALL_RADIUS } else { RADIUS }
}

/// `pressed`: a broken ring stands around it.
pub(super) fn mark(input: &SceneInput<'_>, board: &mut Board, group: Group, pressed: bool, style: &SymbolStyle<'_>) -> Option<Mark> {
    let lead = *group.members.first()?;
    let clustered = group.members.len() > 1;
    let look = board.pieces.get(lead)?.look;
    let symbol = board.symbol(look, clustered, style)?;
    let mut reach = symbol.reach;
    let ring = clustered.then(|| board.ring(&group.counts, reach + 1.5, style));
    if clustered {
        reach += 4.0;
    }
    if pressed {
        reach += 3.0;
    }
    let chosen = input.selected == Some(lead);
    let selection = chosen.then(|| Shape::ring(ORIGIN, reach + 3.0, Stroke::solid(2.5, style.ink.accent)));
    let tally = group.tally(board);
    Some(Mark { at: group.at, radius: reach + 2.0, members: group.members, tally, symbol, ring, selection })
}

/// The mark of one state around `at`.
pub(super) fn state_shapes(look: &Look, at: [f32; 2], radius: f32, style: &SymbolStyle<'_>) -> Vec<Shape> {
    let ink = &style.ink;
    let pale = |colour: Rgba| fade(colour, ink.paper, look.precision);
    let outline = Stroke::solid(1.0, fade(ink.outline, ink.paper, look.precision));
    let mut shapes = vec![Shape::disc(at, radius + 1.75, ink.halo)];
    match &look.state {
        ControlState::Unknown => {
            shapes.push(Shape::Circle { centre: at, radius: radius * 0.6, fill: Some(ink.unknown), stroke: Some(outline) });
        }
        ControlState::Control(holder) => {
            shapes.push(Shape::Circle { centre: at, radius, fill: Some(pale(style.fill(holder))), stroke: Some(outline) });
        }
        ControlState::Contested(holders) => {
            let fills: Vec<Rgba> = holders.iter().map(|holder| pale(style.fill(holder))).collect();
            shapes.extend(hatched(at, radius, &fills, ink));
            shapes.push(Shape::ring(at, radius, outline));
        }
        ControlState::Joint(holders) => {
            shapes.extend(sectors(at, radius, &holders.iter().map(|holder| pale(style.fill(holder))).collect::<Vec<_>>(), ink));
            shapes.push(Shape::ring(at, radius, outline));
        }
        ControlState::Besieged { holder, by } => {
            let fill = holder.as_ref().map_or(ink.unknown, |holder| pale(style.fill(holder)));
            shapes.insert(0, Shape::disc(at, radius + 6.0, ink.halo));
            shapes.push(Shape::Circle { centre: at, radius, fill: Some(fill), stroke: Some(outline) });
            shapes.extend(siege_ring(at, radius + 4.5, style.fill(by), ink));
        }
        ControlState::Infiltration { holder, by } => {
            let ring = holder.as_ref().map_or(ink.quiet_text, |holder| pale(style.fill(holder)));
            shapes.push(Shape::Circle { centre: at, radius, fill: Some(ink.paper), stroke: Some(outline) });
            shapes.push(Shape::ring(at, radius - 1.75, Stroke::solid(2.5, ring)));
            shapes.push(Shape::Circle {
                centre: at,
                radius: radius * 0.36,
                fill: Some(style.fill(by)),
                stroke: Some(Stroke::solid(0.75, ink.outline)),
            });
        }
    }
    if look.own_word && look.state != ControlState::Unknown {
        shapes.extend(own_word_dot(at, radius, ink));
    }
    shapes
}

/// Hollow dot at the upper right: only the gaining side says so.
pub(super) fn own_word_dot(at: [f32; 2], radius: f32, ink: &PageInk) -> [Shape; 1] {
    let off = radius * 0.85;
    [Shape::Circle {
        centre: [at[0] + off, at[1] - off],
        radius: 2.75,
        fill: Some(ink.paper),
        stroke: Some(Stroke::solid(1.1, ink.outline)),
    }]
}

/// The less exact the date, the nearer to the paper.
pub(super) fn fade(colour: Rgba, paper: Rgba, precision: DatePrecision) -> Rgba {
    let keep = match precision {
        DatePrecision::Day => 1.0,
        DatePrecision::Days => 0.9,
        DatePrecision::Week => 0.75,
        DatePrecision::Month => 0.6,
        DatePrecision::Year => 0.45,
    };
    let mix = |a: u8, b: u8| (f32::from(a) * keep + f32::from(b) * (1.0 - keep)).round() as u8;
    let ([r, g, b, a], [pr, pg, pb, _]) = (colour.0, paper.0);
    Rgba([mix(r, pr), mix(g, pg), mix(b, pb), a])
}

/// Diagonal stripes in turn of each colour, with hairlines between so that equal greys still show the hatch.
pub(super) fn hatched(at: [f32; 2], radius: f32, fills: &[Rgba], ink: &PageInk) -> Vec<Shape> {
    let first = fills.first().copied().unwrap_or(ink.unknown);
    let second = fills.get(1).copied().unwrap_or(ink.paper);
    let colours: Vec<Rgba> = if fills.len() > 2 { fills.to_vec() } else { vec![first, second] };
    // Stripes run from lower left to upper right; `offset` is the distance from the centre across them.
    let stripes = 5.max(colours.len());
    let width = 2.0 * radius / stripes as f32;
    let turned = |along: f32, across: f32| {
        let (s, c) = (-PI / 4.0).sin_cos();
        [at[0] + along * c - across * s, at[1] + along * s + across * c]
    };
    let mut shapes = vec![Shape::disc(at, radius, first)];
    let half_chord = |across: f32| (radius * radius - across * across).max(0.0).sqrt();
    for stripe in 0..stripes {
        let from = -radius + width * stripe as f32;
        let colour = colours.get(stripe % colours.len()).copied().unwrap_or(first);
        if stripe % colours.len() != 0 {
            let steps = 4;
            let across = |step: i32| from + width * step as f32 / steps as f32;
            let up = (0..=steps).map(|step| turned(half_chord(across(step)), across(step)));
            let down = (0..=steps).rev().map(|step| turned(-half_chord(across(step)), across(step)));
            shapes.push(Shape::polygon(up.chain(down).collect(), colour));
        }
        if stripe > 0 {
            let hair = Stroke::solid(0.5, ink.outline.faded(0.45));
            shapes.push(Shape::line(vec![turned(-half_chord(from), from), turned(half_chord(from), from)], hair));
        }
    }
    shapes
}

/// Equal sectors, parted by lines of paper.
pub(super) fn sectors(at: [f32; 2], radius: f32, fills: &[Rgba], ink: &PageInk) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let each = TAU / fills.len().max(1) as f32;
    for (n, &fill) in fills.iter().enumerate() {
        // Two sides: left and right. A sector wider than a half turn would not be convex; there is none.
        let from = FRAC_PI_2 + each * n as f32;
        let mut points = arc(at, radius, from, from + each);
        if fills.len() > 2 {
            points.push(at);
        }
        shapes.push(if fills.len() == 1 { Shape::disc(at, radius, fill) } else { Shape::polygon(points, fill) });
    }
    if fills.len() > 1 {
        for n in 0..fills.len() {
            let angle = FRAC_PI_2 + each * n as f32;
            shapes.push(Shape::line(vec![at, [at[0] + radius * angle.cos(), at[1] + radius * angle.sin()]], Stroke::solid(1.5, ink.paper)));
        }
    }
    shapes
}

pub(super) fn siege_ring(at: [f32; 2], radius: f32, colour: Rgba, ink: &PageInk) -> Vec<Shape> {
    let mut shapes = vec![Shape::ring(at, radius, Stroke::solid(3.0, ink.outline)), Shape::ring(at, radius, Stroke::solid(1.75, colour))];
    for tooth in 0..8 {
        let angle = TAU * tooth as f32 / 8.0;
        let on = |r: f32| [at[0] + r * angle.cos(), at[1] + r * angle.sin()];
        shapes.push(Shape::line(vec![on(radius - 1.0), on(radius - 3.25)], Stroke::solid(1.25, ink.outline)));
    }
    shapes
}

/// Ticks stand for dispute, around one place as around a cluster.
fn ticks(ink: &PageInk) -> Stroke {
    Stroke { width: 4.0, colour: ink.outline, dash: Some([1.4, 1.4]) }
}

pub(super) fn disputed_ring(at: [f32; 2], radius: f32, ink: &PageInk) -> Shape {
    Shape::arc(at, radius, 0.0, TAU, ticks(ink))
}

/// Segments around a cluster in proportion to its tally; disputed ones are ticked, not coloured.
pub(super) fn count_ring(tally: &[(&Standing, Option<&Holder>, u32)], radius: f32, style: &SymbolStyle<'_>) -> Symbol {
    let ink = &style.ink;
    let counts: Vec<u32> = tally.iter().map(|(.., count)| *count).collect();
    let mut shapes = vec![Shape::ring(ORIGIN, radius, Stroke::solid(4.5, ink.halo))];
    let gap = if tally.len() > 1 { 0.12 } else { 0.0 };
    // However few, a segment is seen; the others give way.
    let turns = turns(&counts);
    let mut angle = -FRAC_PI_2;
    for ((standing, holder, _), turn) in tally.iter().zip(turns) {
        let (from, to) = (angle + gap / 2.0, angle + turn - gap / 2.0);
        angle += turn;
        match holder {
            Some(holder) => {
                shapes.push(Shape::arc(ORIGIN, radius, from, to, Stroke::solid(3.75, ink.outline)));
                shapes.push(Shape::arc(ORIGIN, radius, from + 0.02, to - 0.02, Stroke::solid(2.5, style.fill(holder))));
            }
            None => {
                let stroke = if **standing == Standing::Disputed { ticks(ink) } else { Stroke::solid(1.25, ink.outline) };
                shapes.push(Shape::arc(ORIGIN, radius, from, to, stroke));
            }
        }
    }
    Symbol { shapes, reach: radius + 2.5 }
}

/// Parts of a full turn in proportion to counts, none under a fourteenth (unless there are so many).
fn turns(counts: &[u32]) -> Vec<f32> {
    let total: u32 = counts.iter().sum();
    let least = (TAU / 14.0).min(TAU / counts.len().max(1) as f32);
    let raw: Vec<f32> = counts.iter().map(|count| TAU * *count as f32 / total.max(1) as f32).collect();
    let lifted: f32 = raw.iter().filter(|turn| **turn < least).map(|turn| least - turn).sum();
    let spare: f32 = raw.iter().filter(|turn| **turn >= least).map(|turn| turn - least).sum();
    let keep = if spare > 0.0 { (1.0 - lifted / spare).max(0.0) } else { 1.0 };
    raw.into_iter().map(|turn| if turn < least { least } else { least + (turn - least) * keep }).collect()
}

/// Rings of imprecise places, largest first.
pub(super) fn precision_rings(input: &SceneInput<'_>, board: &Board, seen: &[Seen], style: &SymbolStyle<'_>) -> Vec<Shape> {
    const EQUATOR_M: f64 = 40_075_016.7;
    let scale = input.camera.scale();
    let largest = input.camera.width.min(input.camera.height) * 0.75;
    let mut rings: Vec<(f32, Shape)> = Vec::new();
    let mut ringed: Vec<&Seen> = seen.iter().filter(|seen| seen.ringed).collect();
    ringed.sort_by_key(|seen| seen.group);
    for piece in ringed.into_iter().filter_map(|seen| board.pieces.get(seen.piece as usize)) {
        let radius = (f64::from(piece.radius_m) * scale / (EQUATOR_M * f64::from(piece.stretch).max(1e-6))) as f32;
        let Some(entry) = board.entry(piece) else { continue };
        if radius > radius_of(&entry.look) + 6.0 && radius < largest {
            let centre = input.camera.screen_from_mercator(piece.at);
            let colour = main_fill(&entry.look.state, style);
            let (faint, strength) = (0.08, 0.85);
            let stroke = Stroke { width: 1.1, colour: colour.faded(strength), dash: Some([5.0, 4.0]) };
            rings.push((radius, Shape::Circle { centre, radius, fill: Some(colour.faded(faint)), stroke: Some(stroke) }));
        }
    }
    rings.sort_by(|a, b| b.0.total_cmp(&a.0));
    rings.into_iter().map(|(_, shape)| shape).collect()
}

fn main_fill(state: &ControlState, style: &SymbolStyle<'_>) -> Rgba {
    match state {
        ControlState::Control(holder) | ControlState::Besieged { holder: Some(holder), .. } => style.fill(holder),
        _ => style.ink.quiet_text,
    }
}

/// What is drawn of the movements towards groups.
#[derive(Debug, Default)]
pub(super) struct Pressure {
    pub shapes: Vec<Shape>,
    /// Of each group: does a broken ring stand around it?
    pub ringed: Vec<bool>,
    /// Is some movement drawn as an arrow, and some without direction?
    pub directed: bool,
    pub undirected: bool,
}

/// Arrows from where a side was last, or a broken ring where that is unknown: for each side that presses on the leader of a
/// group, else for one that presses on its most important pressed member.
pub(super) fn pressure(input: &SceneInput<'_>, board: &mut Board, groups: &[Group], style: &SymbolStyle<'_>) -> Pressure {
    let mut found = Pressure::default();
    for group in groups {
        let mut ringed = false;
        let Some(target) = group.pressed else {
            found.ringed.push(false);
            continue;
        };
        let leads = group.members.first() == Some(&target);
        let lead = group.members.first().and_then(|lead| board.pieces.get(*lead)).and_then(|piece| board.entry(piece));
        let besieged = lead.is_some_and(|entry| matches!(entry.look.state, ControlState::Besieged { .. }));
        let radius = lead.map_or(RADIUS, |entry| radius_of(&entry.look));
        let clear = radius + 4.0 + if besieged { 4.0 } else { 0.0 } + if group.members.len() > 1 { 5.0 } else { 0.0 };
        let look = board.pieces.get(target).and_then(|piece| board.entry(piece)).map(|entry| entry.look.pressed_by.clone());
        let mut drawn: Vec<Holder> = Vec::new();
        for by in look.unwrap_or_default().into_iter().take(if leads { usize::MAX } else { 1 }) {
            if drawn.iter().any(|other| other.side == by.side) {
                continue;
            }
            let colour = style.fill(&by);
            let origin = board.origin(target, &by.side).map(|from| input.camera.screen_from_mercator(from));
            match origin.filter(|from| (from[0] - group.at[0]).hypot(from[1] - group.at[1]) > clear + 1.0) {
                Some(from) => {
                    found.shapes.extend(arrow(from, group.at, clear, colour, &style.ink));
                    found.directed = true;
                }
                None => {
                    found.shapes.extend(pressure_ring(group.at, clear + 1.0, colour, &style.ink));
                    ringed = true;
                }
            }
            drawn.push(by);
        }
        found.undirected |= ringed;
        found.ringed.push(ringed);
    }
    found
}

/// A shaft and a head that end `clear` points short of `to`, with an arc of pressure before it.
pub(super) fn arrow(from: [f32; 2], to: [f32; 2], clear: f32, colour: Rgba, ink: &PageInk) -> Vec<Shape> {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let distance = dx.hypot(dy).max(1e-3);
    let (ux, uy) = (dx / distance, dy / distance);
    let at = |back: f32, side: f32| [to[0] - ux * back - uy * side, to[1] - uy * back + ux * side];
    let tip = clear + 3.0;
    let length = (distance - tip - RADIUS - 2.0).clamp(ARROW_MIN, ARROW_MAX);
    let head = 9.0_f32.min(length * 0.6);
    let half = head * 0.55;
    let shaft = vec![at(tip + length, 0.0), at(tip + head - 0.5, 0.0)];
    let casing = Stroke::solid(1.0, ink.outline);
    let facing = (-uy).atan2(-ux);
    vec![
        Shape::arc(to, clear, facing - 0.6, facing + 0.6, Stroke::solid(3.25, ink.outline)),
        Shape::line(shaft.clone(), Stroke::solid(4.5, ink.outline)),
        Shape::Path {
            points: vec![at(tip, 0.0), at(tip + head, half), at(tip + head, -half)],
            closed: true,
            fill: Some(colour),
            stroke: Some(casing),
        },
        Shape::line(shaft, Stroke::solid(2.75, colour)),
        Shape::arc(to, clear, facing - 0.55, facing + 0.55, Stroke::solid(2.0, colour)),
    ]
}

/// Pressure from nobody says where: three arcs.
pub(super) fn pressure_ring(at: [f32; 2], radius: f32, colour: Rgba, ink: &PageInk) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for third in 0..3 {
        let middle = -FRAC_PI_2 + TAU * third as f32 / 3.0;
        shapes.push(Shape::arc(at, radius, middle - 0.65, middle + 0.65, Stroke::solid(3.25, ink.outline)));
        shapes.push(Shape::arc(at, radius, middle - 0.6, middle + 0.6, Stroke::solid(2.0, colour)));
    }
    shapes
}

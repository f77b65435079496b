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
//! A ring of ticks says that other claims contradict the state. A place known only to its district or province stands in a dashed ring of its radius; a state known only to the
//! month or year is pale; a small hollow dot says that only sources of the gaining side tell it. Shape alone carries
//! each meaning, so that the map reads in grey.

use super::cluster::{Group, Standing};
use super::palette::{ActorStyles, PageInk, Palette};
use super::scene::{Advance, Mark, PlacedState, SceneInput};
use super::shape::{Rgba, Shape, Stroke, arc};
use crate::calendar::DatePrecision;
use crate::timeline::{ControlState, Holder};
use std::f32::consts::{FRAC_PI_2, PI, TAU};

/// Radius of a mark's disc in points; of a part of a place that is also shown, and of an area, a little less.
const RADIUS: f32 = 8.5;
const SMALL_RADIUS: f32 = 6.75;
/// A place of UCDP precision 1 is drawn as exact up to this radius.
pub(super) const EXACT_M: u32 = 5000;
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

    fn standing_fill(&self, standing: &Standing, input: &SceneInput<'_>, members: &[usize]) -> Option<Rgba> {
        let Standing::Held(actor) = standing else { return None };
        members.iter().filter_map(|&index| input.states.get(index)).find_map(|placed| match &placed.state.state {
            ControlState::Control(holder)
            | ControlState::Besieged { holder: Some(holder), .. }
            | ControlState::Infiltration { holder: Some(holder), .. }
                if holder.actor == *actor =>
            {
                Some(self.fill(holder))
            }
            _ => None,
        })
    }
}

/// Radius of the disc of this place.
pub(super) fn radius_of(placed: &PlacedState<'_>) -> f32 {
    if placed.where_prec >= 3 || placed.parent.is_some() { SMALL_RADIUS } else { RADIUS }
}

pub(super) fn mark(input: &SceneInput<'_>, group: &Group, style: &SymbolStyle<'_>) -> Mark {
    let mut shapes = Vec::new();
    let mut radius = RADIUS;
    if let Some(leader) = group.members.first().and_then(|&index| input.states.get(index)) {
        radius = radius_of(leader);
        shapes = state_shapes(leader, group.at, radius, style);
        let mut reach = radius + 2.0;
        if matches!(leader.state.state, ControlState::Besieged { .. }) {
            reach += 4.0;
        }
        if contradicted(leader) && group.members.len() == 1 {
            shapes.insert(0, Shape::disc(group.at, reach + 3.5, style.ink.halo));
            shapes.push(disputed_ring(group.at, reach + 1.5, &style.ink));
            reach += 3.5;
        }
        if group.members.len() > 1 {
            shapes.extend(count_ring(input, group, reach + 1.5, style));
            reach += 4.0;
        }
        if pressed_without_origin(input, group) {
            reach += 3.0;
        }
        if input.selected == Some(leader.id) {
            shapes.insert(0, Shape::ring(group.at, reach + 3.0, Stroke::solid(2.5, style.ink.accent)));
        }
        radius = reach;
    }
    Mark { at: group.at, radius: radius + 2.0, members: group.members.clone(), tally: group.tally.clone(), shapes }
}

/// The mark of one state around `at`.
pub(super) fn state_shapes(placed: &PlacedState<'_>, at: [f32; 2], radius: f32, style: &SymbolStyle<'_>) -> Vec<Shape> {
    let ink = &style.ink;
    let pale = |colour: Rgba| fade(colour, ink.paper, placed.state.date_precision);
    let outline = Stroke::solid(1.0, fade(ink.outline, ink.paper, placed.state.date_precision));
    let mut shapes = vec![Shape::disc(at, radius + 1.75, ink.halo)];
    match &placed.state.state {
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
    if placed.state.self_favourable_only && placed.state.state != ControlState::Unknown {
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

/// Claims speak against a state that is not itself drawn as contested.
pub(super) fn contradicted(placed: &PlacedState<'_>) -> bool {
    placed.disputed() && !matches!(placed.state.state, ControlState::Contested(_) | ControlState::Unknown)
}

/// Ticks stand for dispute, around one place as around a cluster.
fn ticks(ink: &PageInk) -> Stroke {
    Stroke { width: 4.0, colour: ink.outline, dash: Some([1.4, 1.4]) }
}

pub(super) fn disputed_ring(at: [f32; 2], radius: f32, ink: &PageInk) -> Shape {
    Shape::line(arc(at, radius, 0.0, TAU), ticks(ink))
}

/// Segments around a cluster in proportion to its tally; disputed ones are ticked, not coloured.
fn count_ring(input: &SceneInput<'_>, group: &Group, radius: f32, style: &SymbolStyle<'_>) -> Vec<Shape> {
    let ink = &style.ink;
    let total: usize = group.tally.iter().map(|tally| tally.count).sum();
    let mut shapes = vec![Shape::ring(group.at, radius, Stroke::solid(4.5, ink.halo))];
    let gap = if group.tally.len() > 1 { 0.12 } else { 0.0 };
    let mut angle = -FRAC_PI_2;
    for tally in &group.tally {
        let turn = TAU * tally.count as f32 / total.max(1) as f32;
        let (from, to) = (angle + gap / 2.0, angle + turn - gap / 2.0);
        angle += turn;
        match style.standing_fill(&tally.standing, input, &group.members) {
            Some(fill) => {
                shapes.push(Shape::line(arc(group.at, radius, from, to), Stroke::solid(3.75, ink.outline)));
                shapes.push(Shape::line(arc(group.at, radius, from + 0.02, to - 0.02), Stroke::solid(2.5, fill)));
            }
            None => {
                let stroke = if tally.standing == Standing::Disputed { ticks(ink) } else { Stroke::solid(1.25, ink.outline) };
                shapes.push(Shape::line(arc(group.at, radius, from, to), stroke));
            }
        }
    }
    shapes
}

/// Rings of imprecise places, largest first.
pub(super) fn precision_rings(input: &SceneInput<'_>, groups: &[Group], style: &SymbolStyle<'_>) -> Vec<Shape> {
    let largest = input.camera.width.min(input.camera.height) * 0.75;
    let mut rings: Vec<(f32, Vec<Shape>)> = Vec::new();
    for group in groups {
        for placed in group.members.iter().filter_map(|&index| input.states.get(index)) {
            let radius = (f64::from(placed.radius_m) / input.camera.metres_per_point_at(placed.at)) as f32;
            let shown = radius > radius_of(placed) + 6.0 && radius < largest;
            // A town's own extent is no uncertainty, unless it is large.
            if shown && (placed.where_prec >= 2 || placed.radius_m >= EXACT_M) {
                let at = input.camera.screen_from_mercator(placed.at);
                let colour = main_fill(&placed.state.state, style);
                let (faint, strength) = (0.08, 0.85);
                let stroke = Stroke { width: 1.1, colour: colour.faded(strength), dash: Some([5.0, 4.0]) };
                rings.push((radius, vec![Shape::Circle { centre: at, radius, fill: Some(colour.faded(faint)), stroke: Some(stroke) }]));
            }
        }
    }
    rings.sort_by(|a, b| b.0.total_cmp(&a.0));
    rings.into_iter().flat_map(|(_, shapes)| shapes).collect()
}

fn main_fill(state: &ControlState, style: &SymbolStyle<'_>) -> Rgba {
    match state {
        ControlState::Control(holder) | ControlState::Besieged { holder: Some(holder), .. } => style.fill(holder),
        _ => style.ink.quiet_text,
    }
}

/// Arrows of advances on the leaders of groups, or a broken ring where the direction is unknown.
pub(super) fn arrows(input: &SceneInput<'_>, groups: &[Group], style: &SymbolStyle<'_>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for group in groups {
        let Some((&lead, leader)) = group.members.first().and_then(|index| input.states.get(*index).map(|placed| (index, placed))) else {
            continue;
        };
        let besieged = matches!(leader.state.state, ControlState::Besieged { .. });
        let clear = radius_of(leader) + 4.0 + if besieged { 4.0 } else { 0.0 } + if group.members.len() > 1 { 5.0 } else { 0.0 };
        // An advance on any member is drawn at the cluster, once a side.
        let mut drawn: Vec<&Holder> = Vec::new();
        for advance in advances_on(input.advances, &group.members, lead) {
            if drawn.iter().any(|by| by.side == advance.by.side) {
                continue;
            }
            drawn.push(&advance.by);
            let colour = style.fill(&advance.by);
            let origin = advance.from.map(|from| input.camera.screen_from_mercator(from));
            match origin.filter(|from| (from[0] - group.at[0]).hypot(from[1] - group.at[1]) > clear + 1.0) {
                Some(from) => shapes.extend(arrow(from, group.at, clear, colour, &style.ink)),
                None => shapes.extend(pressure_ring(group.at, clear + 1.0, colour, &style.ink)),
            }
        }
    }
    shapes
}

/// Is a broken ring drawn around this group?
fn pressed_without_origin(input: &SceneInput<'_>, group: &Group) -> bool {
    group.members.first().is_some_and(|&lead| advances_on(input.advances, &group.members, lead).any(|advance| advance.from.is_none()))
}

/// Advances are in order of their target, so each member's are one run.
fn advances_on<'a>(all: &'a [Advance], members: &'a [usize], lead: usize) -> impl Iterator<Item = &'a Advance> {
    let of = move |target: usize| {
        let start = all.partition_point(|advance| advance.target < target);
        all.iter().skip(start).take_while(move |advance| advance.target == target)
    };
    of(lead).chain(members.iter().skip(1).flat_map(move |&member| of(member)))
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
        Shape::line(arc(to, clear, facing - 0.6, facing + 0.6), Stroke::solid(3.25, ink.outline)),
        Shape::line(shaft.clone(), Stroke::solid(4.5, ink.outline)),
        Shape::Path {
            points: vec![at(tip, 0.0), at(tip + head, half), at(tip + head, -half)],
            closed: true,
            fill: Some(colour),
            stroke: Some(casing),
        },
        Shape::line(shaft, Stroke::solid(2.75, colour)),
        Shape::line(arc(to, clear, facing - 0.55, facing + 0.55), Stroke::solid(2.0, colour)),
    ]
}

/// Pressure from nobody says where: three arcs.
pub(super) fn pressure_ring(at: [f32; 2], radius: f32, colour: Rgba, ink: &PageInk) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for third in 0..3 {
        let middle = -FRAC_PI_2 + TAU * third as f32 / 3.0;
        shapes.push(Shape::line(arc(at, radius, middle - 0.65, middle + 0.65), Stroke::solid(3.25, ink.outline)));
        shapes.push(Shape::line(arc(at, radius, middle - 0.6, middle + 0.6), Stroke::solid(2.0, colour)));
    }
    shapes
}

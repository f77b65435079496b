//! Names on the map, by importance, none over another and none over a mark.
//!
//! In: marks and the names that the basemap offers. Out: labels with their boxes. Refused: a label that would
//! cover another; it is left out, and the mark still tells its name on hover.

use super::fonts::text_width;
use super::scene::{Mark, SceneInput};
use super::shape::{Anchor, Rgba, Shape, Text, Weight};
use crate::geodesy::MercatorPoint;
use rustc_hash::FxHashMap;

/// Em sizes in points.
const MARK_SIZE: f32 = 12.5;
const PART_SIZE: f32 = 11.0;
/// Free space around a label.
const PADDING: f32 = 1.5;

/// A name that the basemap offers, styled by its style sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct BasemapLabel {
    pub text: String,
    pub at: MercatorPoint,
    pub size: f32,
    pub weight: Weight,
    pub colour: Rgba,
    pub halo: Option<Rgba>,
    pub spacing: f32,
    /// A town has a small dot and its name beside it; a country's name stands on its point.
    pub dot: bool,
    /// Lower is placed first.
    pub order: u32,
}

/// Left, top, right, bottom in points.
pub type Rect = [f32; 4];

#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub text: Text,
    pub bounds: Rect,
    /// Index into [`super::Scene::marks`]; `None` for a basemap name.
    pub mark: Option<usize>,
    /// Centre of a basemap town's dot.
    pub dot: Option<[f32; 2]>,
}

/// Rectangles taken so far, in cells, so that a test touches only its neighbourhood.
#[derive(Debug, Default)]
struct Taken {
    cells: FxHashMap<(i32, i32), Vec<Rect>>,
}

const CELL: f32 = 64.0;

impl Taken {
    fn cells_of(r: Rect) -> impl Iterator<Item = (i32, i32)> {
        let [x0, y0, x1, y1] = r.map(|v| (v / CELL).floor().clamp(-1e6, 1e6) as i32);
        (x0..=x1).flat_map(move |x| (y0..=y1).map(move |y| (x, y)))
    }

    fn free(&self, r: Rect) -> bool {
        Self::cells_of(r).all(|cell| self.cells.get(&cell).is_none_or(|taken| !taken.iter().any(|&other| overlap(r, other))))
    }

    fn take(&mut self, r: Rect) {
        for cell in Self::cells_of(r) {
            self.cells.entry(cell).or_default().push(r);
        }
    }
}

/// Do two rectangles share an area?
#[must_use]
pub fn overlap(a: Rect, b: Rect) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

pub(super) fn place(input: &SceneInput<'_>, marks: &[Mark], underlay: &[Shape]) -> Vec<Label> {
    let mut taken = Taken::default();
    for mark in marks {
        // The square inside the hit circle: a label may come near a disc's corners.
        let half = (mark.radius - 2.0) * 0.85;
        taken.take([mark.at[0] - half, mark.at[1] - half, mark.at[0] + half, mark.at[1] + half]);
    }
    for along in underlay.iter().flat_map(shaft) {
        taken.take(along);
    }
    for &reserved in input.reserved {
        taken.take(reserved);
    }
    let frame = [2.0, 2.0, input.camera.width - 2.0, input.camera.height - 2.0];
    let mut labels = mark_labels(input, marks, frame, &mut taken);
    labels.extend(basemap_labels(input, marks, frame, &mut taken));
    labels
}

/// Small squares along an arrow's shaft; nothing for other shapes.
fn shaft(shape: &Shape) -> Vec<Rect> {
    let Shape::Path { points, closed: false, .. } = shape else { return Vec::new() };
    let &[from, to] = points.as_slice() else { return Vec::new() };
    let steps = ((to[0] - from[0]).hypot(to[1] - from[1]) / 8.0).ceil().clamp(1.0, 64.0) as usize;
    let at = |step: usize| {
        let t = step as f32 / steps as f32;
        [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]
    };
    (0..=steps).map(at).map(|[x, y]| [x - 4.0, y - 4.0, x + 4.0, y + 4.0]).collect()
}

fn mark_labels(input: &SceneInput<'_>, marks: &[Mark], frame: Rect, taken: &mut Taken) -> Vec<Label> {
    let ink = input.theme.ink();
    let mut labels = Vec::new();
    // Marks are in paint order; the last is the most important.
    for (index, mark) in marks.iter().enumerate().rev() {
        let Some(leader) = mark.members.first().and_then(|&member| input.states.get(member)) else { continue };
        let part = leader.where_prec >= 3 || leader.parent.is_some();
        let (size, weight) = if part { (PART_SIZE, Weight::Regular) } else { (MARK_SIZE, Weight::Bold) };
        let text = if mark.is_cluster() { format!("{} +{}", leader.name, mark.members.len() - 1) } else { leader.name.to_owned() };
        let style =
            Text { at: [0.0, 0.0], anchor: Anchor::Start, text, size, weight, colour: ink.text, halo: Some(ink.halo), spacing: 0.0 };
        if let Some(label) = first_free(style, mark.at, mark.radius, frame, taken) {
            taken.take(label.bounds);
            labels.push(Label { mark: Some(index), ..label });
        }
    }
    labels
}

/// Beside, above, below and at the corners of a point, in the order of preference of good town labels.
fn first_free(style: Text, at: [f32; 2], gap: f32, frame: Rect, taken: &Taken) -> Option<Label> {
    let width = label_width(&style);
    let (ascent, descent) = (style.size * 0.78, style.size * 0.24);
    let middle = at[1] + (ascent - descent) / 2.0;
    let diagonal = gap * 0.75;
    let spots = [
        (Anchor::Start, at[0] + gap + 1.5, middle),
        (Anchor::End, at[0] - gap - 1.5, middle),
        (Anchor::Start, at[0] + diagonal, at[1] - diagonal),
        (Anchor::Start, at[0] + diagonal, at[1] + diagonal + ascent),
        (Anchor::End, at[0] - diagonal, at[1] - diagonal),
        (Anchor::End, at[0] - diagonal, at[1] + diagonal + ascent),
        (Anchor::Middle, at[0], at[1] - gap - descent),
        (Anchor::Middle, at[0], at[1] + gap + ascent),
    ];
    for (anchor, x, baseline) in spots {
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let bounds = [left - PADDING, baseline - ascent - PADDING, left + width + PADDING, baseline + descent + PADDING];
        let inside = bounds[0] >= frame[0] && bounds[1] >= frame[1] && bounds[2] <= frame[2] && bounds[3] <= frame[3];
        if inside && taken.free(bounds) {
            return Some(Label { text: Text { at: [x, baseline], anchor, ..style }, bounds, mark: None, dot: None });
        }
    }
    None
}

fn label_width(text: &Text) -> f32 {
    text_width(&text.text, text.size, text.weight) + text.spacing * text.text.chars().count() as f32
}

fn basemap_labels(input: &SceneInput<'_>, marks: &[Mark], frame: Rect, taken: &mut Taken) -> Vec<Label> {
    // A basemap town that is also a mark has its name there already, in the claims' spelling.
    let named: Vec<(&str, [f32; 2])> = marks
        .iter()
        .flat_map(|mark| mark.members.iter().map(move |&member| (member, mark.at)))
        .filter_map(|(member, at)| input.states.get(member).map(|placed| (placed.name, at)))
        .collect();
    let mut order: Vec<&BasemapLabel> = input.basemap_labels.iter().collect();
    order.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.text.cmp(&b.text)));
    let mut labels = Vec::new();
    for offered in order {
        let at = input.camera.screen_from_mercator(offered.at);
        if at[0] < frame[0] || at[1] < frame[1] || at[0] > frame[2] || at[1] > frame[3] {
            continue;
        }
        let near = |other: [f32; 2], reach: f32| (other[0] - at[0]).hypot(other[1] - at[1]) < reach;
        if offered.dot && named.iter().any(|&(name, other)| near(other, 10.0) || (name == offered.text && near(other, 80.0))) {
            continue;
        }
        let style = Text {
            at,
            anchor: Anchor::Middle,
            text: offered.text.clone(),
            size: offered.size,
            weight: offered.weight,
            colour: offered.colour,
            halo: offered.halo,
            spacing: offered.spacing,
        };
        let placed = if offered.dot {
            let dot = [at[0] - 2.0, at[1] - 2.0, at[0] + 2.0, at[1] + 2.0];
            first_free(style, at, 3.5, frame, taken)
                .filter(|_| taken.free(dot))
                .inspect(|_| taken.take(dot))
                .map(|label| Label { dot: Some(at), ..label })
        } else {
            centred(style, at, frame, taken)
        };
        if let Some(label) = placed {
            taken.take(label.bounds);
            labels.push(label);
        }
    }
    labels
}

fn centred(style: Text, at: [f32; 2], frame: Rect, taken: &Taken) -> Option<Label> {
    let width = label_width(&style);
    let (ascent, descent) = (style.size * 0.78, style.size * 0.24);
    let baseline = at[1] + (ascent - descent) / 2.0;
    let bounds = [at[0] - width / 2.0 - PADDING, baseline - ascent - PADDING, at[0] + width / 2.0 + PADDING, baseline + descent + PADDING];
    let inside = bounds[0] >= frame[0] && bounds[1] >= frame[1] && bounds[2] <= frame[2] && bounds[3] <= frame[3];
    (inside && taken.free(bounds)).then(|| Label { text: Text { at: [at[0], baseline], ..style }, bounds, mark: None, dot: None })
}

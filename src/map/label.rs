//! Names on the map, by importance, none over another and none over a mark.
//!
//! In: marks and the names that the basemap offers. Out: labels with their boxes. Refused: a label that would
//! cover another; it is left out, and the mark still tells its name on hover.

use super::board::{Board, hash};
use super::cluster::Seen;
use super::fonts::text_width;
use super::named_together::named_together;
use super::scene::{Mark, PlacedState, SceneInput};
use super::shape::{Anchor, Rgba, Shape, Text, Weight};
use crate::geodesy::MercatorPoint;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Em sizes in points.
const MARK_SIZE: f32 = 12.5;
const PART_SIZE: f32 = 11.0;
/// Free space around a label.
const PADDING: f32 = 0.75;

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

/// What of the frame is taken, in squares of two points a side: a test costs a few machine words, however much is taken.
#[derive(Debug)]
struct Taken {
    words: Vec<u64>,
    /// Words a row.
    stride: usize,
    rows: usize,
}

const SQUARE: f32 = 2.0;

impl Taken {
    fn new(width: f32, height: f32) -> Self {
        let squares = |length: f32| (length / SQUARE).ceil().clamp(1.0, 16_384.0) as usize;
        let stride = squares(width).div_ceil(64);
        let rows = squares(height);
        Self { words: vec![0; stride * rows], stride, rows }
    }

    /// Words of the rectangle with the bits that it covers in them; a square that it only touches counts.
    fn covered(&self, r: Rect) -> impl Iterator<Item = (usize, u64)> + use<> {
        let most = self.stride * 64;
        let [x0, y0] = [r[0], r[1]].map(|v| (v / SQUARE).floor().max(0.0) as usize);
        let [x1, y1] = [r[2], r[3]].map(|v| (v / SQUARE).ceil().max(0.0) as usize);
        let (x1, y1, stride) = (x1.min(most), y1.min(self.rows), self.stride);
        let columns = if x0 < x1 { x0 / 64..(x1 - 1) / 64 + 1 } else { 0..0 };
        (y0..y1).flat_map(move |row| {
            columns.clone().map(move |word| {
                let (from, to) = (x0.max(word * 64) - word * 64, x1.min((word + 1) * 64) - word * 64);
                let below = if to == 64 { u64::MAX } else { (1 << to) - 1 };
                (row * stride + word, below & !((1 << from) - 1))
            })
        })
    }

    fn free(&self, r: Rect) -> bool {
        self.covered(r).all(|(word, bits)| self.words.get(word).is_none_or(|taken| taken & bits == 0))
    }

    fn take(&mut self, r: Rect) {
        let covered = self.covered(r);
        for (word, bits) in covered {
            if let Some(taken) = self.words.get_mut(word) {
                *taken |= bits;
            }
        }
    }
}

/// Em size and weight of a place's name beside its mark.
pub(super) fn mark_style(placed: &PlacedState<'_>) -> (f32, Weight) {
    if placed.is_area() || placed.is_part() { (PART_SIZE, Weight::Regular) } else { (MARK_SIZE, Weight::Bold) }
}

/// Do two rectangles share an area?
#[must_use]
pub fn overlap(a: Rect, b: Rect) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

pub(super) fn place(input: &SceneInput<'_>, board: &Board, marks: &[Mark], named: &Named, underlay: &[Shape]) -> Vec<Label> {
    let mut taken = Taken::new(input.camera.width, input.camera.height);
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
    let mut labels = mark_labels(input, board, marks, frame, &mut taken);
    labels.extend(basemap_labels(input, named, frame, &mut taken));
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

fn mark_labels(input: &SceneInput<'_>, board: &Board, marks: &[Mark], frame: Rect, taken: &mut Taken) -> Vec<Label> {
    let ink = input.theme.ink();
    let mut labels = Vec::new();
    // Marks are in paint order; the last is the most important.
    for (index, mark) in marks.iter().enumerate().rev() {
        let Some(&lead) = mark.members.first() else { continue };
        let (Some(leader), Some(piece)) = (input.states.get(lead), board.pieces.get(lead)) else { continue };
        let (size, weight) = mark_style(&leader);
        let more = if mark.is_cluster() { format!(" +{}", mark.members.len() - 1) } else { String::new() };
        let width = piece.name_width + text_width(&more, size, weight);
        if let Some(spot) = first_free(width, size, mark.at, mark.radius, frame, taken) {
            taken.take(spot.bounds);
            let text = format!("{}{more}", leader.label());
            let (at, anchor) = (spot.at, spot.anchor);
            let text = Text { at, anchor, text, size, weight, colour: ink.text, halo: Some(ink.halo), spacing: 0.0 };
            labels.push(Label { text, bounds: spot.bounds, mark: Some(index), dot: None });
        }
    }
    labels
}

/// Where a name goes.
struct Spot {
    at: [f32; 2],
    anchor: Anchor,
    bounds: Rect,
}

/// Beside, above, below and at the corners of a point, in the order of preference of good town labels.
fn first_free(width: f32, size: f32, at: [f32; 2], gap: f32, frame: Rect, taken: &Taken) -> Option<Spot> {
    let (ascent, descent) = (size * 0.78, size * 0.24);
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
            return Some(Spot { at: [x, baseline], anchor, bounds });
        }
    }
    None
}

fn label_width(offered: &BasemapLabel) -> f32 {
    text_width(&offered.text, offered.size, offered.weight) + offered.spacing * offered.text.chars().count() as f32
}

/// Where marks are and what they are called: a town of the basemap that is also a mark has its name there already.
pub(super) struct Named {
    by_name: FxHashMap<u64, Vec<[f32; 2]>>,
}

impl Named {
    /// Of the offered names alone. `spots` are those of the groups.
    pub fn of(input: &SceneInput<'_>, seen: &[Seen], spots: &[[f32; 2]]) -> Self {
        let mut by_name: FxHashMap<u64, Vec<[f32; 2]>> = FxHashMap::default();
        // A bit for each offered name, by the top of its hash: nearly all of thousands of names are none of the few.
        let mut offered = [0_u64; 64];
        let bit = |name: u64| ((name >> 58) as usize, 1 << ((name >> 52) & 63));
        for label in input.basemap_labels.iter().filter(|label| label.dot) {
            let name = hash(&label.text);
            let (word, bit) = bit(name);
            offered.get_mut(word).into_iter().for_each(|word| *word |= bit);
            by_name.entry(name).or_default();
        }
        for seen in seen {
            let (word, bit) = bit(seen.name);
            if offered.get(word).is_some_and(|word| word & bit != 0)
                && let (Some(at), Some(spot)) = (by_name.get_mut(&seen.name), spots.get(seen.group as usize))
            {
                at.push(*spot);
            }
        }
        Self { by_name }
    }

    fn near(&self, name: &str, at: [f32; 2]) -> bool {
        self.by_name.get(&hash(name)).into_iter().flatten().any(|other| (other[0] - at[0]).hypot(other[1] - at[1]) < 80.0)
    }
}

fn basemap_labels(input: &SceneInput<'_>, named: &Named, frame: Rect, taken: &mut Taken) -> Vec<Label> {
    let mut labels = Vec::new();
    let in_order = input.basemap_labels.is_sorted_by_key(|label| label.order);
    let mut order: Cow<'_, [BasemapLabel]> = Cow::Borrowed(input.basemap_labels);
    if !in_order {
        order.to_mut().sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.text.cmp(&b.text)));
    }
    for offered in order.iter() {
        let at = input.camera.screen_from_mercator(offered.at);
        if at[0] < frame[0] || at[1] < frame[1] || at[0] > frame[2] || at[1] > frame[3] {
            continue;
        }
        // A mark that stands on the point takes its squares, so the dot finds no room there.
        if offered.dot && named.near(&offered.text, at) {
            continue;
        }
        let width = label_width(offered);
        let spot = if offered.dot {
            let dot = [at[0] - 2.0, at[1] - 2.0, at[0] + 2.0, at[1] + 2.0];
            if !taken.free(dot) {
                continue;
            }
            first_free(width, offered.size, at, 3.5, frame, taken).inspect(|_| taken.take(dot))
        } else {
            centred(width, offered.size, at, frame, taken)
        };
        let Some(Spot { at: baseline, anchor, bounds }) = spot else { continue };
        taken.take(bounds);
        let text = Text {
            at: baseline,
            anchor,
            text: offered.text.clone(),
            size: offered.size,
            weight: offered.weight,
            colour: offered.colour,
            halo: offered.halo,
            spacing: offered.spacing,
        };
        labels.push(Label { text, bounds, mark: None, dot: offered.dot.then_some(at) });
    }
    named_together(labels, |label| label.dot.is_none().then_some(label.text.text.as_str()))
}

fn centred(width: f32, size: f32, at: [f32; 2], frame: Rect, taken: &Taken) -> Option<Spot> {
    let (ascent, descent) = (size * 0.78, size * 0.24);
    let baseline = at[1] + (ascent - descent) / 2.0;
    let bounds = [at[0] - width / 2.0 - PADDING, baseline - ascent - PADDING, at[0] + width / 2.0 + PADDING, baseline + descent + PADDING];
    let inside = bounds[0] >= frame[0] && bounds[1] >= frame[1] && bounds[2] <= frame[2] && bounds[3] <= frame[3];
    (inside && taken.free(bounds)).then_some(Spot { at: [at[0], baseline], anchor: Anchor::Middle, bounds })
}

//! The scene's shapes as triangles.
//!
//! In: shapes, and symbols that many marks share. Out: a [`Sheet`]. A symbol is cut into triangles once, and so is the ring of
//! counts around a cluster, which mostly stays from day to day. Refused: text, because its letters live in a texture that may
//! move.

use super::sheet::{Die, Sheet, Step};
use crate::map::{self, Lately, Scene, Shape, Stroke, Symbol};
use crate::ui::paint;
use eframe::egui::epaint::{Mesh, TessellationOptions, Tessellator, Vertex, WHITE_UV};
use eframe::egui::{self, Color32, Pos2, Vec2, pos2};
use std::f32::consts::TAU;
use std::sync::Arc;

#[derive(Default)]
pub struct Ink {
    /// By address; the symbol is kept beside its triangles, so that no other can come to lie there.
    symbols: Lately<usize, (Arc<Symbol>, Arc<Die>)>,
    /// Rings of uncertainty, by all that they are made of.
    rings: Lately<RingKey, Arc<Die>>,
    pixels_per_point: f32,
    /// Of the last scene: a ring of uncertainty grows with it.
    zoom: Option<f64>,
    /// Of the last die.
    number: u64,
}

impl Ink {
    /// Everything that lies under the names.
    #[must_use]
    pub fn sheet(&mut self, pixels_per_point: f32, scene: &Scene) -> Sheet {
        if pixels_per_point != self.pixels_per_point {
            self.symbols.clear();
            self.rings.clear();
            self.pixels_per_point = pixels_per_point;
        }
        // While the camera zooms, no ring comes again.
        let steady = self.zoom.replace(scene.camera.zoom) == Some(scene.camera.zoom);
        let Self { symbols, rings, number, .. } = self;
        symbols.turn();
        rings.turn();
        let mut cut = |shapes: &[Shape]| {
            *number += 1;
            Arc::new(Die { number: *number, triangles: Pen::new(pixels_per_point).alone(shapes) })
        };
        let mut steps = Steps { pen: Pen::new(pixels_per_point), drawn: 0, all: Vec::with_capacity(scene.marks.len() * 2 + 64) };
        for area in &scene.areas {
            let colour = paint::colour(area.fill);
            for part in &area.parts {
                steps.pen.fan(Vec2::ZERO, part, colour);
            }
        }
        for shape in &scene.underlay {
            match uncertain(shape).filter(|_| steady) {
                Some((centre, key, ring)) => steps.press(rings.get(key, || cut(&[ring])), centre),
                None => steps.pen.draw(Vec2::ZERO, shape),
            }
        }
        for mark in &scene.marks {
            let at = Vec2::from(mark.at);
            for symbol in std::iter::once(&mark.symbol).chain(&mark.ring) {
                let (_, die) = symbols.get(Arc::as_ptr(symbol) as usize, || (Arc::clone(symbol), cut(&symbol.shapes)));
                steps.press(die, at);
            }
            if let Some(shape) = &mark.selection {
                steps.pen.draw(at, shape);
            }
        }
        steps.done()
    }
}

/// A sheet that is being made.
struct Steps {
    pen: Pen,
    /// So many of the pen's indices are steps already.
    drawn: u32,
    all: Vec<Step>,
}

impl Steps {
    fn press(&mut self, die: &Arc<Die>, at: Vec2) {
        self.keep_drawn();
        self.all.push(Step::Die(Arc::clone(die), at));
    }

    fn keep_drawn(&mut self) {
        let to = u32::try_from(self.pen.mesh.indices.len()).unwrap_or(u32::MAX);
        if to > self.drawn {
            self.all.push(Step::Loose(self.drawn..to));
            self.drawn = to;
        }
    }

    fn done(mut self) -> Sheet {
        self.keep_drawn();
        Sheet { steps: self.all, loose: self.pen.mesh }
    }
}

/// Bits of radius, width, dash and gap; fill and stroke.
type RingKey = ([u32; 4], [[u8; 4]; 2]);

/// Of a ring of uncertainty: where it stands, what it is known by, and itself around the origin.
fn uncertain(shape: &Shape) -> Option<(Vec2, RingKey, Shape)> {
    let Shape::Circle { centre, radius, fill: Some(fill), stroke: Some(stroke) } = shape else { return None };
    let [dash, gap] = stroke.dash?;
    let key = ([*radius, stroke.width, dash, gap].map(f32::to_bits), [fill.0, stroke.colour.0]);
    Some((Vec2::from(*centre), key, Shape::Circle { centre: [0.0; 2], radius: *radius, fill: Some(*fill), stroke: Some(*stroke) }))
}

/// Three strips between four rows of corners, from one step around a ring to the next.
const STRIPS: [u32; 18] = [0, 1, 4, 1, 5, 4, 1, 2, 5, 2, 6, 5, 2, 3, 6, 3, 7, 6];

struct Pen {
    mesh: Mesh,
    tessellator: Tessellator,
    /// Width of the soft edge, points.
    feather: f32,
}

impl Pen {
    fn new(pixels_per_point: f32) -> Self {
        let options = TessellationOptions { coarse_tessellation_culling: false, ..TessellationOptions::default() };
        // Without the discs that egui keeps as pictures: those move when its texture grows.
        let tessellator = Tessellator::new(pixels_per_point, options, [1, 1], Vec::new());
        Self { mesh: Mesh::default(), tessellator, feather: 1.0 / pixels_per_point.max(0.1) }
    }

    /// The triangles of these shapes around the origin.
    fn alone<'a>(mut self, shapes: impl IntoIterator<Item = &'a Shape>) -> Mesh {
        for shape in shapes {
            self.draw(Vec2::ZERO, shape);
        }
        self.mesh
    }

    fn draw(&mut self, origin: Vec2, shape: &Shape) {
        match shape {
            Shape::Arc { centre, radius, from, to, stroke } => {
                self.arc(pos2(centre[0], centre[1]) + origin, *radius, (*from, *to), *stroke);
            }
            Shape::Circle { centre, radius, fill: None, stroke: Some(stroke) } if stroke.dash.is_none() => {
                self.arc(pos2(centre[0], centre[1]) + origin, *radius, (0.0, TAU), *stroke);
            }
            // A ring of uncertainty: faint inside, so that no eye sees the steps of its edge.
            Shape::Circle { centre, radius, fill: Some(fill), stroke: Some(stroke) } if stroke.dash.is_some() => {
                self.fan(origin, &map::arc(*centre, *radius, 0.0, TAU), paint::colour(*fill));
                self.arc(pos2(centre[0], centre[1]) + origin, *radius, (0.0, TAU), *stroke);
            }
            Shape::Text(_) => {}
            other => paint::primitives(origin, other, |drawn| self.tessellator.tessellate_shape(drawn, &mut self.mesh)),
        }
    }

    /// A convex polygon without soft edges: neighbours of one colour must not show their seam.
    fn fan(&mut self, origin: Vec2, points: &[[f32; 2]], color: Color32) {
        let first = self.mesh.vertices.len() as u32;
        let vertices = points.iter().map(|p| Vertex { pos: pos2(p[0], p[1]) + origin, uv: WHITE_UV, color });
        self.mesh.vertices.extend(vertices);
        for n in 2..points.len() as u32 {
            self.mesh.indices.extend([first, first + n - 1, first + n]);
        }
    }

    fn arc(&mut self, centre: Pos2, radius: f32, (from, to): (f32, f32), stroke: Stroke) {
        let colour = paint::colour(stroke.colour);
        match stroke.dash {
            None => self.band(centre, radius, from, to, stroke.width, colour),
            Some([dash, gap]) if radius > 0.1 && dash + gap > 0.1 => {
                let (dash, step) = (dash / radius, (dash + gap) / radius);
                // Whole dashes, evenly: a full ring closes without a stub.
                let count = ((to - from) / step).round().clamp(1.0, 400.0);
                let step = (to - from) / count;
                for n in 0..count as u32 {
                    let start = from + step * n as f32;
                    self.band(centre, radius, start, start + dash.min(step), stroke.width, colour);
                }
            }
            Some(_) => {}
        }
    }

    /// A part of a ring with soft edges inside and outside.
    fn band(&mut self, centre: Pos2, radius: f32, from: f32, to: f32, width: f32, colour: Color32) {
        if !(to > from && radius.is_finite()) {
            return;
        }
        // A chord every 15 degrees strays from a ring of 13 points by a tenth of a point; larger rings get shorter ones.
        let chord = if radius < 16.0 { 0.262 } else { 0.157 };
        let steps = (((to - from) / chord).ceil() as u32).clamp(1, 256);
        let (half, soft) = (width / 2.0, self.feather / 2.0);
        let clear = Color32::TRANSPARENT;
        // A line thinner than its soft edge is paler, not wider.
        let (inner, colour) = if half > soft { (half - soft, colour) } else { (0.0, colour.gamma_multiply(half / soft)) };
        let rows = [(radius - half - soft, clear), (radius - inner, colour), (radius + inner, colour), (radius + half + soft, clear)];
        let rows = rows.map(|(distance, colour)| (distance.max(0.0), colour));
        let Mesh { vertices, indices, .. } = &mut self.mesh;
        let first = vertices.len() as u32;
        let (mut sin, mut cos) = from.sin_cos();
        let (step_sin, step_cos) = ((to - from) / steps as f32).sin_cos();
        vertices.reserve(steps as usize * 4 + 4);
        for _ in 0..=steps {
            let out = egui::vec2(cos, sin);
            vertices.extend_from_slice(&rows.map(|(distance, color)| Vertex { pos: centre + out * distance, uv: WHITE_UV, color }));
            (sin, cos) = (sin * step_cos + cos * step_sin, cos * step_cos - sin * step_sin);
        }
        indices.reserve(steps as usize * 18);
        for step in 0..steps {
            let here = first + step * 4;
            indices.extend_from_slice(&STRIPS.map(|corner| here + corner));
        }
    }
}

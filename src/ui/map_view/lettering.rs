//! The names over the map as one text.
//!
//! In: labels. Out: one shape with the letters of all of them and their halos, so that a frame hands the painter one list that
//! grows once; a frame that changed nothing hands over the one of the frame before. Refused: triangles: where the letters lie
//! in the fonts' texture is only known when the whole frame is cut.

use crate::map::Label;
use crate::ui::paint;
use eframe::egui::emath::GuiRounding;
use eframe::egui::epaint::TextShape;
use eframe::egui::epaint::text::{PlacedRow, Row};
use eframe::egui::{Color32, Galley, Painter, Pos2, Rect, Vec2};
use std::sync::Arc;

#[derive(Default)]
pub struct Lettering {
    kept: Option<Kept>,
}

struct Kept {
    origin: Vec2,
    /// Letters of the first label: others when the fonts were made anew, and then all are.
    first: Arc<Galley>,
    all: Arc<Galley>,
}

impl Lettering {
    /// The labels are others.
    pub fn forget(&mut self) {
        self.kept = None;
    }

    pub fn paint(&mut self, painter: &Painter, origin: Vec2, labels: &[Label]) {
        for (dot, label) in labels.iter().filter_map(|label| Some((label.dot?, label))) {
            painter.circle_filled(Pos2::from(dot) + origin, 1.6, paint::colour(label.text.colour));
        }
        let Some(first) = labels.first().map(|label| paint::laid_out(painter, &label.text)) else { return };
        let kept = self.kept.as_ref().filter(|kept| kept.origin == origin && Arc::ptr_eq(&kept.first, &first));
        let all = match kept {
            Some(kept) => Arc::clone(&kept.all),
            None => {
                let all = Arc::new(together(painter, origin, labels, &first));
                self.kept = Some(Kept { origin, first, all: Arc::clone(&all) });
                all
            }
        };
        painter.add(TextShape::new(Pos2::ZERO, all, Color32::PLACEHOLDER));
    }
}

/// Rows of all labels in order, each over its halo.
fn together(painter: &Painter, origin: Vec2, labels: &[Label], first: &Galley) -> Galley {
    // The words of the first stand for all: nobody reads them, but without words nothing is painted.
    let mut all = Galley::concat(Arc::clone(&first.job), &[], first.pixels_per_point);
    all.rows.reserve(labels.len() * 9);
    for label in labels {
        let galley = paint::laid_out(painter, &label.text);
        let at = paint::corner(&label.text, &galley) + origin;
        for placed in &galley.rows {
            if let Some(halo) = label.text.halo {
                let under = tinted(&placed.row, paint::colour(halo));
                for shift in paint::halo_shifts() {
                    add(&mut all, &under, at + shift, placed.pos);
                }
            }
            add(&mut all, &placed.row, at, placed.pos);
        }
    }
    all.rect = all.mesh_bounds;
    all
}

fn add(all: &mut Galley, row: &Arc<Row>, at: Pos2, within: Pos2) {
    // Letters begin on a whole pixel, as those of a text of its own do.
    let pos = at.round_to_pixels(all.pixels_per_point) + within.to_vec2();
    all.mesh_bounds = union(all.mesh_bounds, row.visuals.mesh_bounds.translate(pos.to_vec2()));
    all.num_vertices += row.visuals.mesh.vertices.len();
    all.num_indices += row.visuals.mesh.indices.len();
    all.rows.push(PlacedRow { pos, row: Arc::clone(row), ends_with_newline: false });
}

fn union(a: Rect, b: Rect) -> Rect {
    if b.is_finite() { a.union(b) } else { a }
}

/// The same letters in one colour.
fn tinted(row: &Row, colour: Color32) -> Arc<Row> {
    let mut row = row.clone();
    let letters = row.visuals.glyph_vertex_range.clone();
    for vertex in row.visuals.mesh.vertices.get_mut(letters).unwrap_or(&mut []) {
        vertex.color = colour;
    }
    Arc::new(row)
}

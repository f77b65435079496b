//! The map's primitive shapes, in egui's.

use super::{bidi, theme};
use crate::map::{Anchor, Rgba, Shape, Stroke, Text, Weight, arc};
use eframe::egui::epaint::{CircleShape, PathShape, PathStroke, TextShape};
use eframe::egui::{self, Align2, Color32, FontFamily, FontId, Galley, Painter, Pos2, Vec2, pos2, vec2};
use std::sync::Arc;

#[must_use]
pub fn colour(Rgba([r, g, b, a]): Rgba) -> Color32 {
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

fn stroke(stroke: Option<Stroke>) -> egui::Stroke {
    stroke.map_or(egui::Stroke::NONE, |s| egui::Stroke::new(s.width, colour(s.colour)))
}

/// Paints one shape with the frame's corner at `origin`.
pub fn shape(painter: &Painter, origin: Vec2, drawn: &Shape) {
    match drawn {
        Shape::Text(words) => text(painter, origin, words),
        other => primitives(origin, other, |primitive| {
            painter.add(primitive);
        }),
    }
}

/// One shape as egui's own; nothing for text, which needs a painter's fonts.
pub fn primitives(origin: Vec2, drawn: &Shape, mut add: impl FnMut(egui::Shape)) {
    let place = |p: &[f32; 2]| pos2(p[0], p[1]) + origin;
    match drawn {
        Shape::Circle { centre, radius, fill, stroke: line } => {
            if let Some(dash) = line.and_then(|line| line.dash) {
                let points: Vec<Pos2> =
                    (0..=64).map(|step| place(centre) + Vec2::angled(std::f32::consts::TAU * step as f32 / 64.0) * *radius).collect();
                if let Some(fill) = fill {
                    add(egui::Shape::circle_filled(place(centre), *radius, colour(*fill)));
                }
                egui::Shape::dashed_line(&points, stroke(*line), dash[0], dash[1]).into_iter().for_each(add);
            } else {
                let fill = fill.map_or(Color32::TRANSPARENT, colour);
                add(CircleShape { center: place(centre), radius: *radius, fill, stroke: stroke(*line) }.into());
            }
        }
        Shape::Path { points, closed, fill, stroke: line } => {
            let mut points: Vec<Pos2> = points.iter().map(place).collect();
            let pen = stroke(*line);
            if let Some(dash) = line.and_then(|line| line.dash) {
                if let Some(fill) = fill {
                    add(egui::Shape::convex_polygon(points.clone(), colour(*fill), egui::Stroke::NONE));
                }
                if *closed {
                    points.extend(points.first().copied());
                }
                egui::Shape::dashed_line(&points, pen, dash[0], dash[1]).into_iter().for_each(add);
            } else {
                let fill = fill.map_or(Color32::TRANSPARENT, colour);
                add(PathShape { points, closed: *closed, fill, stroke: PathStroke::new(pen.width, pen.color) }.into());
            }
        }
        Shape::Arc { centre, radius, from, to, stroke: line } => {
            primitives(origin, &Shape::line(arc(*centre, *radius, *from, *to), *line), add);
        }
        Shape::Text(_) => {}
    }
}

/// Paints a text whose anchor lies on the baseline.
pub fn text(painter: &Painter, origin: Vec2, text: &Text) {
    let galley = laid_out(painter, text);
    let at = corner(text, &galley) + origin;
    if let Some(halo) = text.halo {
        for shift in halo_shifts() {
            let mut under = TextShape::new(at + shift, galley.clone(), colour(halo));
            under.override_text_color = Some(colour(halo));
            painter.add(under);
        }
    }
    painter.galley(at, galley, colour(text.colour));
}

/// Its letters, not yet placed.
#[must_use]
pub fn laid_out(painter: &Painter, text: &Text) -> Arc<Galley> {
    let family = match text.weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::Bold => FontFamily::Name(theme::BOLD.into()),
    };
    let mut job = egui::text::LayoutJob::single_section(
        bidi::visual(&text.text).into_owned(),
        egui::TextFormat {
            font_id: FontId::new(text.size, family),
            color: colour(text.colour),
            extra_letter_spacing: text.spacing,
            ..Default::default()
        },
    );
    job.wrap.max_width = f32::INFINITY;
    painter.layout_job(job)
}

/// Upper left corner of the letters of a text whose anchor lies on the baseline.
#[must_use]
pub fn corner(text: &Text, galley: &Galley) -> Pos2 {
    let ascent = galley.rows.first().and_then(|row| row.glyphs.first()).map_or(text.size * 0.8, |glyph| glyph.pos.y);
    let width = galley.size().x;
    let left = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => -width / 2.0,
        Anchor::End => -width,
    };
    pos2(text.at[0] + left, text.at[1] - ascent)
}

/// Where the letters stand again, under themselves, in the colour of their halo.
pub fn halo_shifts() -> impl Iterator<Item = Vec2> {
    (0..8).map(|step| Vec2::angled(std::f32::consts::TAU * step as f32 / 8.0) * 1.5)
}

/// A disc in a side's colour with a fine outline, so that pale sides show on any ground.
pub fn side_dot(painter: &Painter, centre: Pos2, radius: f32, fill: Color32, outline: Color32) {
    painter.circle(centre, radius, fill, egui::Stroke::new(1.0, outline.gamma_multiply(0.45)));
}

/// One line of small text, cut with "…" at `max_width`; returns its width.
pub fn line_of_text(painter: &Painter, at: Pos2, align: Align2, words: &str, font: FontId, ink: Color32, max_width: f32) -> f32 {
    let mut job = egui::text::LayoutJob::simple_singleline(bidi::visual(words).into_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(max_width);
    let galley = painter.layout_job(job);
    let rect = align.anchor_size(at, galley.size());
    let width = galley.size().x;
    painter.galley(rect.min, galley, ink);
    width
}

/// A square hatch in a rect, for contested spans.
pub fn hatch(painter: &Painter, rect: egui::Rect, first: Color32, second: Color32) {
    let clipped = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    clipped.rect_filled(rect, 0.0, first);
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        clipped.line_segment(
            [pos2(x, rect.bottom()), pos2(x, rect.bottom()) + vec2(rect.height(), -rect.height())],
            egui::Stroke::new(3.0, second),
        );
        x += 8.0;
    }
}

//! The few icons, drawn as shapes on a 16-point square, so that they are sharp at any scale and need no font.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Play,
    Pause,
    PreviousChange,
    NextChange,
    Close,
    Search,
    Back,
    Forward,
    Plus,
    Minus,
    Fit,
    Loop,
    Clock,
    Warning,
    Filter,
    /// Small triangles: sorted downwards, sorted upwards.
    Down,
    Up,
}

/// Paints the icon in the middle of `rect`.
pub fn paint(painter: &Painter, rect: Rect, icon: Icon, colour: Color32) {
    let middle = rect.center();
    let at = |x: f32, y: f32| middle + vec2(x, y);
    let stroke = Stroke::new(1.5, colour);
    let fill = |points: Vec<Pos2>| Shape::convex_polygon(points, colour, Stroke::NONE);
    let line = |points: Vec<Pos2>| Shape::line(points, stroke);
    let bar = |x: f32, width: f32| Shape::rect_filled(Rect::from_min_max(at(x, -5.5), at(x + width, 5.5)), 0.5, colour);
    match icon {
        Icon::Play => drop(painter.add(fill(vec![at(-4.0, -6.0), at(6.0, 0.0), at(-4.0, 6.0)]))),
        Icon::Pause => painter.extend([bar(-5.0, 3.5), bar(1.5, 3.5)]),
        Icon::NextChange => painter.extend([fill(vec![at(-5.0, -5.5), at(2.5, 0.0), at(-5.0, 5.5)]), bar(3.0, 2.0)]),
        Icon::PreviousChange => painter.extend([fill(vec![at(5.0, -5.5), at(-2.5, 0.0), at(5.0, 5.5)]), bar(-5.0, 2.0)]),
        Icon::Close => painter.extend([line(vec![at(-3.5, -3.5), at(3.5, 3.5)]), line(vec![at(3.5, -3.5), at(-3.5, 3.5)])]),
        Icon::Search => {
            painter.circle_stroke(at(-1.0, -1.0), 4.5, stroke);
            painter.add(line(vec![at(2.5, 2.5), at(6.0, 6.0)]));
        }
        Icon::Back => drop(painter.add(line(vec![at(2.5, -5.0), at(-2.5, 0.0), at(2.5, 5.0)]))),
        Icon::Forward => drop(painter.add(line(vec![at(-2.5, -5.0), at(2.5, 0.0), at(-2.5, 5.0)]))),
        Icon::Down => drop(painter.add(fill(vec![at(-3.5, -2.0), at(3.5, -2.0), at(0.0, 2.5)]))),
        Icon::Up => drop(painter.add(fill(vec![at(-3.5, 2.0), at(0.0, -2.5), at(3.5, 2.0)]))),
        Icon::Plus => painter.extend([line(vec![at(-5.0, 0.0), at(5.0, 0.0)]), line(vec![at(0.0, -5.0), at(0.0, 5.0)])]),
        Icon::Minus => drop(painter.add(line(vec![at(-5.0, 0.0), at(5.0, 0.0)]))),
        Icon::Fit => {
            for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
                painter.add(line(vec![at(6.0 * sx, 2.5 * sy), at(6.0 * sx, 6.0 * sy), at(2.5 * sx, 6.0 * sy)]));
            }
        }
        Icon::Loop => {
            painter.add(line(vec![at(-6.0, 1.0), at(-6.0, -3.0), at(5.0, -3.0)]));
            painter.add(line(vec![at(2.0, -6.0), at(5.0, -3.0), at(2.0, 0.0)]));
            painter.add(line(vec![at(6.0, -1.0), at(6.0, 4.0), at(-4.0, 4.0)]));
        }
        Icon::Clock => {
            painter.circle_stroke(middle, 6.0, stroke);
            painter.add(line(vec![at(0.0, -3.5), at(0.0, 0.5), at(2.8, 2.0)]));
        }
        Icon::Warning => {
            painter.add(Shape::closed_line(vec![at(0.0, -6.0), at(6.5, 5.5), at(-6.5, 5.5)], stroke));
            painter.add(line(vec![at(0.0, -2.0), at(0.0, 1.6)]));
            painter.circle_filled(at(0.0, 3.7), 0.9, colour);
        }
        Icon::Filter => drop(painter.add(Shape::closed_line(
            vec![at(-6.0, -5.0), at(6.0, -5.0), at(1.5, 0.5), at(1.5, 5.5), at(-1.5, 4.0), at(-1.5, 0.5)],
            stroke,
        ))),
    }
}

/// A side of the square that an icon fills.
pub const SIZE: f32 = 16.0;

/// The square of an icon at the left of `rect`, centred vertically.
#[must_use]
pub fn left_square(rect: Rect) -> Rect {
    Rect::from_center_size(pos2(rect.left() + SIZE / 2.0, rect.center().y), vec2(SIZE, SIZE))
}

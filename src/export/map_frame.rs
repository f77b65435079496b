//! The map itself on the page: ground, marks, names, scale bar, and pointers to what lies outside.

use super::column::{BODY, SMALL, line};
use super::page::SnapshotRequest;
use super::svg::{Svg, num};
use crate::map::relief::Picture;
use crate::map::{Anchor, Ground, Mark, PageInk, Rect, Rgba, Scene, Shape, Stroke, Text, Weight, fonts, overlap, state_words};
use crate::wording::page as say;

/// What lies under the claims, from below.
pub(super) struct PageGround {
    pub sea: Rgba,
    pub relief: Vec<Picture>,
    /// Of the relief, 0–1.
    pub opacity: f32,
    pub layers: Vec<Ground>,
}

pub(super) fn map_frame(svg: &mut Svg, request: &SnapshotRequest<'_>, frame: Rect, scene: &Scene, ground: &PageGround, ink: &PageInk) {
    let [left, top, right, bottom] = frame;
    clip_path(svg, "frame", frame);
    svg.open_group("clip-path=\"url(#frame)\"");
    svg.open_group(&format!("transform=\"translate({} {})\"", num(left), num(top)));
    svg.rect([0.0, 0.0, right - left, bottom - top], Some(ground.sea), None);
    if !ground.relief.is_empty() {
        svg.open_group(&format!("opacity=\"{}\"", num(ground.opacity)));
        for picture in &ground.relief {
            svg.picture(picture.at, picture.side, &picture.jpeg);
        }
        svg.close_group();
    }
    draw_ground(svg, &ground.layers);
    for area in &scene.areas {
        svg.ground_path(&area.parts, Some(area.fill), None);
    }
    // Names of the ground lie under the marks, those of the marks over all.
    let (pointers, pointed) = pointers(request, scene, ink);
    let clear = |bounds: Rect| !pointed.iter().any(|&other| overlap(other, bounds));
    for label in scene.labels.iter().filter(|label| label.mark.is_none() && clear(label.bounds)) {
        if let Some(dot) = label.dot {
            svg.shape(&Shape::disc(dot, 1.6, label.text.colour));
        }
        svg.text(&label.text);
    }
    svg.shapes(&scene.underlay);
    for mark in &scene.marks {
        draw_mark(svg, request, mark);
    }
    for label in scene.labels.iter().filter(|label| label.mark.is_some()) {
        svg.text(&label.text);
    }
    svg.shapes(&pointers);
    scale_bar(svg, scene, ink);
    if scene.marks.is_empty() {
        let middle = [scene.camera.width / 2.0, scene.camera.height / 2.0];
        let words = line(middle, Anchor::Middle, say::frame_is_empty(), BODY * 1.3, Weight::Bold, ink.text);
        svg.text(&Text { halo: Some(ink.halo), ..words });
    }
    svg.close_group();
    svg.close_group();
    svg.rect(frame, None, Some(Stroke::solid(1.0, ink.rule)));
}

pub(super) fn clip_path(svg: &mut Svg, id: &str, [left, top, right, bottom]: Rect) {
    svg.raw(&format!(
        "<clipPath id=\"{id}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
        num(left),
        num(top),
        num(right - left),
        num(bottom - top)
    ));
}

pub(super) fn draw_ground(svg: &mut Svg, ground: &[Ground]) {
    for layer in ground {
        match layer {
            Ground::Fill { colour, rings } => svg.ground_path(rings, Some(*colour), None),
            Ground::Line { stroke, lines } => svg.ground_path(lines, None, Some(*stroke)),
        }
    }
}

fn draw_mark(svg: &mut Svg, request: &SnapshotRequest<'_>, mark: &Mark) {
    svg.open_group("");
    let words: Vec<String> = mark
        .members
        .iter()
        .filter_map(|&index| request.states.get(index))
        .map(|placed| format!("{}: {}", placed.name, state_words(placed.state, request.actors)))
        .collect();
    svg.tooltip(&words.join(". "));
    svg.shapes(&mark.shapes().collect::<Vec<_>>());
    svg.close_group();
}

/// Corner of the frame that the scale bar takes, for a frame of this height.
pub(super) fn scale_bar_corner(height: f32) -> Rect {
    [0.0, height - 44.0, 170.0, height]
}

fn scale_bar(svg: &mut Svg, scene: &Scene, ink: &PageInk) {
    let (x, y) = (14.0, scene.camera.height - 14.0);
    let width = scene.scale_bar.width;
    let bar = vec![[x, y - 5.0], [x, y], [x + width, y], [x + width, y - 5.0]];
    svg.shape(&Shape::line(bar.clone(), Stroke::solid(4.0, ink.halo)));
    svg.shape(&Shape::line(bar, Stroke::solid(1.4, ink.text)));
    let label = line([x + 1.0, y - 9.0], Anchor::Start, &scene.scale_bar.label, BODY, Weight::Regular, ink.text);
    svg.text(&Text { halo: Some(ink.halo), ..label });
}

/// At most this many directions are pointed out at the frame's edge; the panel names the others.
const MAX_POINTERS: usize = 5;

/// Arrow heads at the edge towards places that lie outside, with name and distance, where there is room.
fn pointers(request: &SnapshotRequest<'_>, scene: &Scene, ink: &PageInk) -> (Vec<Shape>, Vec<Rect>) {
    let (width, height) = (scene.camera.width, scene.camera.height);
    let mut taken: Vec<Rect> = scene.labels.iter().filter(|label| label.mark.is_some()).map(|label| label.bounds).collect();
    taken.extend(
        scene
            .marks
            .iter()
            .map(|mark| [mark.at[0] - mark.radius, mark.at[1] - mark.radius, mark.at[0] + mark.radius, mark.at[1] + mark.radius]),
    );
    taken.push(scale_bar_corner(height));
    let (mut shapes, mut pointed) = (Vec::new(), Vec::new());
    for outside in &scene.outside {
        let Some(placed) = request.states.get(outside.index).filter(|placed| placed.where_prec <= 3) else { continue };
        if pointed.len() == MAX_POINTERS {
            break;
        }
        let (dx, dy) = (outside.edge[0] - width / 2.0, outside.edge[1] - height / 2.0);
        let length = dx.hypot(dy).max(1.0);
        let (ux, uy) = (dx / length, dy / length);
        let tip = [outside.edge[0].clamp(8.0, width - 8.0), outside.edge[1].clamp(8.0, height - 8.0)];
        let back = |along: f32, across: f32| [tip[0] - ux * along - uy * across, tip[1] - uy * along + ux * across];
        let words = format!("{} {}", placed.name, distance_words(outside.distance_km));
        let text_width = fonts::text_width(&words, SMALL, Weight::Regular);
        let anchor = if ux > 0.4 {
            Anchor::End
        } else if ux < -0.4 {
            Anchor::Start
        } else {
            Anchor::Middle
        };
        let at = match anchor {
            Anchor::End => [tip[0] - 13.0, tip[1] + if uy.abs() > 0.7 { -12.0 * uy } else { 0.0 } + SMALL * 0.36],
            Anchor::Start => [tip[0] + 13.0, tip[1] + if uy.abs() > 0.7 { -12.0 * uy } else { 0.0 } + SMALL * 0.36],
            Anchor::Middle => [
                tip[0].clamp(text_width / 2.0 + 6.0, (width - text_width / 2.0 - 6.0).max(text_width / 2.0 + 6.0)),
                tip[1] - uy * 19.0 + SMALL * 0.36,
            ],
        };
        let start = match anchor {
            Anchor::Start => at[0],
            Anchor::Middle => at[0] - text_width / 2.0,
            Anchor::End => at[0] - text_width,
        };
        let bounds = [start.min(tip[0] - 8.0), at[1] - SMALL, (start + text_width).max(tip[0] + 8.0), at[1] + SMALL * 0.3];
        if bounds[0] < 2.0 || bounds[2] > width || taken.iter().any(|&other| overlap(other, bounds)) {
            continue;
        }
        taken.push(bounds);
        pointed.push(bounds);
        shapes.push(Shape::Path {
            points: vec![tip, back(8.0, 5.0), back(8.0, -5.0)],
            closed: true,
            fill: Some(ink.text),
            stroke: Some(Stroke::solid(1.5, ink.halo)),
        });
        let label = line(at, anchor, &words, SMALL, Weight::Regular, ink.text);
        shapes.push(Shape::Text(Text { halo: Some(ink.halo), ..label }));
    }
    (shapes, pointed)
}

fn distance_words(km: f64) -> String {
    if km >= 100.0 { format!("{} km", (km / 10.0).round() * 10.0) } else { format!("{} km", km.round()) }
}

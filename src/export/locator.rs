//! A small map of the surroundings with the main map's frame marked.

use super::fit::widened;
use super::map_frame::{clip_path, draw_ground};
use super::svg::{Svg, num};
use crate::geodesy::{BoundingBox, LatLon};
use crate::map::{Anchor, Basemap, Camera, PageInk, Rect, Stroke, Text, WORLD_POINTS, Weight, fonts, named_together, overlap};

pub(super) fn draw(svg: &mut Svg, basemap: &Basemap, main: &Camera, frame: Rect, ink: &PageInk) {
    let [left, top, right, bottom] = frame;
    let (width, height) = (right - left, bottom - top);
    // The main frame takes about a seventh of the locator, and never less than a region of 900 km is shown.
    let middle = LatLon::from(main.centre);
    let seen = f64::from(main.width).max(f64::from(main.height) * f64::from(width / height)) / main.scale();
    let wide = widened(BoundingBox { west: middle.lon, south: middle.lat, east: middle.lon, north: middle.lat }, 900.0);
    let least = wide.width_deg() / 360.0;
    let span = (seen * 7.0).max(least).min(1.0);
    let zoom = (f64::from(width) / (span * WORLD_POINTS)).log2().max(0.0);
    let camera = Camera::new(middle, zoom, width, height);
    let (ground, _) = basemap.ground(&camera);
    clip_path(svg, "locator", frame);
    svg.open_group("clip-path=\"url(#locator)\"");
    svg.open_group(&format!("transform=\"translate({} {})\"", num(left), num(top)));
    svg.rect([0.0, 0.0, width, height], Some(basemap.background(&camera)), None);
    draw_ground(svg, &ground);
    let half = [main.width / 2.0, main.height / 2.0].map(|half| half * (camera.scale() / main.scale()) as f32);
    let box_around = [width / 2.0 - half[0], height / 2.0 - half[1], width / 2.0 + half[0], height / 2.0 + half[1]];
    names(svg, basemap, &camera, box_around, ink);
    svg.rect(box_around, Some(ink.accent.faded(0.12)), Some(Stroke::solid(1.6, ink.accent)));
    svg.close_group();
    svg.close_group();
    svg.rect(frame, None, Some(Stroke::solid(1.0, ink.rule)));
}

fn names(svg: &mut Svg, basemap: &Basemap, camera: &Camera, box_around: Rect, ink: &PageInk) {
    let (offered, _) = basemap.names(camera);
    let size = 8.5;
    let mut taken: Vec<Rect> = vec![box_around];
    let mut found: Vec<Text> = Vec::new();
    for label in offered.iter().filter(|label| !label.dot) {
        let [x, y] = camera.screen_from_mercator(label.at);
        let spacing = size * 0.08;
        let half = (fonts::text_width(&label.text, size, Weight::Regular) + spacing * label.text.chars().count() as f32) / 2.0;
        let bounds = [x - half - 2.0, y - size * 0.6, x + half + 2.0, y + size * 0.7];
        let inside = bounds[0] > 2.0 && bounds[1] > 2.0 && bounds[2] < camera.width - 2.0 && bounds[3] < camera.height - 2.0;
        if inside && !taken.iter().any(|&other| overlap(other, bounds)) {
            taken.push(bounds);
            found.push(Text {
                at: [x, y + size * 0.36],
                anchor: Anchor::Middle,
                text: label.text.clone(),
                size,
                weight: Weight::Regular,
                colour: ink.quiet_text,
                halo: Some(ink.halo.faded(0.7)),
                spacing,
            });
        }
    }
    for text in named_together(found, |text| Some(&text.text)) {
        svg.text(&text);
    }
}

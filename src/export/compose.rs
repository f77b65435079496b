//! The page: title and dates over the map, legend, locator and sources beside or below it, the small print at the foot.

use super::column::{self, BODY, Column, HEADING_HEIGHT, SMALL, line};
use super::fit::{main_extent, widened};
use super::page::{SnapshotRequest, Source, View};
use super::svg::{Svg, escape, num};
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::geodesy::{BoundingBox, LatLon};
use crate::map::{
    Anchor, Basemap, Camera, Ground, LegendEntry, Mark, PageInk, Rect, Rgba, Scene, SceneInput, Shape, Stroke, Text, WORLD_POINTS, Weight,
    advances, fonts, long_date, overlap, state_words,
};

/// Under the map of every page.
pub const DISCLAIMER: &str = "Positions as claimed in the cited articles; not a statement on borders or status.";

const MARGIN: f32 = 22.0;
const TITLE: f32 = 23.0;
const DATE_LINE: f32 = 13.5;
/// The deepest tiles are of zoom 9; nearer than this the ground is a blur.
const MAX_FIT_ZOOM: f64 = 10.6;
const FIT_PADDING: f32 = 54.0;

/// Where things go, in page units.
#[derive(Debug, Clone, Copy)]
struct Layout {
    width: f32,
    height: f32,
    map: Rect,
    /// Beside the map, or below it.
    panel: Rect,
    beside: bool,
    footer_top: f32,
}

/// The page as SVG text, and what could not be drawn.
#[must_use]
pub fn page(request: &SnapshotRequest<'_>) -> (String, Vec<Diagnostic>) {
    let ink = request.theme.ink();
    let basemap = Basemap::embedded(request.theme, request.with_osm);
    let small_print = small_print(request, &basemap);
    let layout = layout(request, &small_print);
    let map_size = [layout.map[2] - layout.map[0], layout.map[3] - layout.map[1]];
    let camera = camera(request, map_size);
    let (names, mut diagnostics) = basemap.names(&camera);
    let moves = advances(request.states);
    let credits: Vec<&str> = basemap.credits.iter().map(String::as_str).collect();
    let corner: Rect = [0.0, map_size[1] - 44.0, 170.0, map_size[1]];
    let scene = Scene::build(&SceneInput {
        states: request.states,
        advances: &moves,
        camera,
        actors: request.actors,
        palette: request.palette,
        theme: request.theme,
        title: request.title,
        at: request.at,
        known_as_of: request.known_as_of,
        selected: None,
        basemap_labels: &names,
        credits: &credits,
        reserved: &[corner],
    });
    let (ground, more) = basemap.ground(&camera);
    diagnostics.extend(more);
    if scene.marks.is_empty() {
        diagnostics.push(Diagnostic::new(
            Severity::Note,
            Stage::Export,
            "",
            "The map shows no place: no claim is dated by then inside its frame. Choose a later date or a wider frame.",
        ));
    }

    let mut svg = Svg::default();
    open(&mut svg, request, &layout, &scene);
    svg.rect([0.0, 0.0, layout.width, layout.height], Some(ink.paper), None);
    header(&mut svg, request, &layout, &ink);
    map_frame(&mut svg, request, &layout, &scene, (basemap.background(&camera), &ground), &ink);
    panel(&mut svg, request, &layout, &scene, &basemap, &ink);
    footer(&mut svg, &layout, &small_print, &ink);
    svg.raw("</svg>");
    (svg.finish(), diagnostics)
}

/// Disclaimer, then credits.
fn small_print(request: &SnapshotRequest<'_>, basemap: &Basemap) -> Vec<String> {
    let ground = format!("Ground: {}.", basemap.credits.join("; "));
    let width = request.size.width / unit(request) - 2.0 * MARGIN;
    let size = SMALL;
    let one_line = format!("{DISCLAIMER}  {ground}");
    if fonts::text_width(&one_line, size, Weight::Regular) <= width {
        return vec![one_line];
    }
    [DISCLAIMER, &ground].iter().flat_map(|text| fonts::wrap(text, size, Weight::Regular, width)).collect()
}

/// Points a page unit, so that a large page has large text and a small or upright one, read on a telephone, is legible.
fn unit(request: &SnapshotRequest<'_>) -> f32 {
    let (width, height) = (request.size.width, request.size.height);
    let upright = if width / height < 1.2 { 1.15 } else { 1.0 };
    ((width * height).sqrt() / 1200.0).max(0.9) * upright
}

fn layout(request: &SnapshotRequest<'_>, small_print: &[String]) -> Layout {
    let unit = unit(request);
    let (width, height) = (request.size.width / unit, request.size.height / unit);
    let title_lines = title_lines(request, width - 2.0 * MARGIN).len() as f32;
    let top = MARGIN + title_lines * TITLE * 1.15 + DATE_LINE * 1.55 + 8.0;
    let footer_top = height - MARGIN * 0.7 - small_print.len() as f32 * SMALL * 1.32;
    let bottom = footer_top - 8.0;
    let beside = width / height >= 1.2;
    let (map, panel) = if beside {
        let column = (width * 0.2).clamp(200.0, 264.0);
        let right = width - MARGIN;
        ([MARGIN, top, right - column - 20.0, bottom], [right - column, top, right, bottom])
    } else {
        let split = top + (bottom - top) * 0.66;
        ([MARGIN, top, width - MARGIN, split], [MARGIN, split + 12.0, width - MARGIN, bottom])
    };
    Layout { width, height, map, panel, beside, footer_top }
}

fn title_lines(request: &SnapshotRequest<'_>, width: f32) -> Vec<String> {
    let mut lines = fonts::wrap(request.title, TITLE, Weight::Bold, width);
    lines.truncate(2);
    lines.iter().map(|text| fonts::elide(text, TITLE, Weight::Bold, width)).collect()
}

fn camera(request: &SnapshotRequest<'_>, [width, height]: [f32; 2]) -> Camera {
    match request.view {
        View::Camera { centre, zoom, width: seen } => Camera::new(centre, zoom + f64::from(width / seen.max(1.0)).log2(), width, height),
        View::Bounds(bounds) => Camera::fitting(&bounds, width, height, 0.0, 18.0),
        View::Fit => {
            let nowhere = BoundingBox { west: -150.0, south: -55.0, east: 170.0, north: 72.0 };
            let bounds = main_extent(request.states).unwrap_or(nowhere);
            Camera::fitting(&bounds, width, height, FIT_PADDING.min(width * 0.12), MAX_FIT_ZOOM)
        }
    }
}

fn open(svg: &mut Svg, request: &SnapshotRequest<'_>, layout: &Layout, scene: &Scene) {
    let (width, height) = (request.size.width * request.scale, request.size.height * request.scale);
    svg.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" \
         font-family=\"'Noto Sans','Noto Sans Arabic','Noto Sans Hebrew','DejaVu Sans',Arial,sans-serif\">",
        num(width),
        num(height),
        num(layout.width),
        num(layout.height)
    ));
    svg.tooltip(request.title);
    svg.raw(&format!("<desc>{}</desc>", escape(&description(request, scene))));
    if request.embed_fonts {
        svg.raw(&super::font_faces());
    }
}

/// The page in words, for a reader who cannot see it.
fn description(request: &SnapshotRequest<'_>, scene: &Scene) -> String {
    let mut words = format!("{}. ", date_line(request));
    for placed in scene.marks.iter().rev().flat_map(|mark| &mark.members).filter_map(|&index| request.states.get(index)) {
        words.push_str(&format!("{}: {}. ", placed.name, state_words(placed.state, request.actors)));
    }
    words.push_str(DISCLAIMER);
    words
}

fn date_line(request: &SnapshotRequest<'_>) -> String {
    let known = match request.known_as_of {
        Some(date) => format!("as known on {}", long_date(date)),
        None => "from all reports loaded".to_owned(),
    };
    format!("Situation on {}, {known}", long_date(request.at))
}

fn header(svg: &mut Svg, request: &SnapshotRequest<'_>, layout: &Layout, ink: &PageInk) {
    let mut y = MARGIN;
    for text in title_lines(request, layout.width - 2.0 * MARGIN) {
        y += TITLE * 1.15;
        svg.text(&line([MARGIN, y - TITLE * 0.3], Anchor::Start, &text, TITLE, Weight::Bold, ink.text));
    }
    y += DATE_LINE * 1.3;
    let text = fonts::elide(&date_line(request), DATE_LINE, Weight::Regular, layout.width - 2.0 * MARGIN);
    svg.text(&line([MARGIN, y - DATE_LINE * 0.2], Anchor::Start, &text, DATE_LINE, Weight::Regular, ink.quiet_text));
}

fn footer(svg: &mut Svg, layout: &Layout, small_print: &[String], ink: &PageInk) {
    let mut y = layout.footer_top;
    for text in small_print {
        y += SMALL * 1.32;
        svg.text(&line([MARGIN, y - SMALL * 0.35], Anchor::Start, text, SMALL, Weight::Regular, ink.quiet_text));
    }
}

fn map_frame(
    svg: &mut Svg,
    request: &SnapshotRequest<'_>,
    layout: &Layout,
    scene: &Scene,
    (sea, ground): (Rgba, &[Ground]),
    ink: &PageInk,
) {
    let [left, top, right, bottom] = layout.map;
    clip_path(svg, "frame", layout.map);
    svg.open_group("clip-path=\"url(#frame)\"");
    svg.open_group(&format!("transform=\"translate({} {})\"", num(left), num(top)));
    svg.rect([0.0, 0.0, right - left, bottom - top], Some(sea), None);
    draw_ground(svg, ground);
    // Names of the ground lie under the marks, those of the marks over all.
    for label in scene.labels.iter().filter(|label| label.mark.is_none()) {
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
    let pointers = pointers(request, scene, ink);
    svg.shapes(&pointers);
    scale_bar(svg, scene, ink);
    svg.close_group();
    svg.close_group();
    svg.rect(layout.map, None, Some(Stroke::solid(1.0, ink.rule)));
}

fn clip_path(svg: &mut Svg, id: &str, [left, top, right, bottom]: Rect) {
    svg.raw(&format!(
        "<clipPath id=\"{id}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
        num(left),
        num(top),
        num(right - left),
        num(bottom - top)
    ));
}

fn draw_ground(svg: &mut Svg, ground: &[Ground]) {
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
    svg.shapes(&mark.shapes);
    svg.close_group();
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
fn pointers(request: &SnapshotRequest<'_>, scene: &Scene, ink: &PageInk) -> Vec<Shape> {
    let (width, height) = (scene.camera.width, scene.camera.height);
    let mut taken: Vec<Rect> = scene.labels.iter().map(|label| label.bounds).collect();
    taken.extend(
        scene
            .marks
            .iter()
            .map(|mark| [mark.at[0] - mark.radius, mark.at[1] - mark.radius, mark.at[0] + mark.radius, mark.at[1] + mark.radius]),
    );
    taken.push([0.0, height - 44.0, 170.0, height]);
    let mut shapes = Vec::new();
    let mut drawn = 0;
    for outside in &scene.outside {
        let Some(placed) = request.states.get(outside.index).filter(|placed| placed.where_prec <= 3) else { continue };
        if drawn == MAX_POINTERS {
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
        if bounds[0] < 2.0 || bounds[2] > width - 0.0 || taken.iter().any(|&other| overlap(other, bounds)) {
            continue;
        }
        taken.push(bounds);
        drawn += 1;
        shapes.push(Shape::Path {
            points: vec![tip, back(8.0, 5.0), back(8.0, -5.0)],
            closed: true,
            fill: Some(ink.text),
            stroke: Some(Stroke::solid(1.5, ink.halo)),
        });
        let label = line(at, anchor, &words, SMALL, Weight::Regular, ink.text);
        shapes.push(Shape::Text(Text { halo: Some(ink.halo), ..label }));
    }
    shapes
}

fn distance_words(km: f64) -> String {
    if km >= 100.0 { format!("{} km", (km / 10.0).round() * 10.0) } else { format!("{} km", km.round()) }
}

/// Names of places outside, for the panel.
fn outside_words(request: &SnapshotRequest<'_>, scene: &Scene) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for outside in &scene.outside {
        if let Some(placed) = request.states.get(outside.index)
            && !names.iter().any(|name| name == placed.name)
        {
            names.push(placed.name.to_owned());
        }
    }
    let more = names.len().saturating_sub(6);
    names.truncate(6);
    let list = names.join(", ");
    match (list.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(format!("Outside this map: {list}.")),
        (false, more) => Some(format!("Outside this map: {list} and {more} more.")),
    }
}

fn notes(request: &SnapshotRequest<'_>, scene: &Scene) -> Vec<String> {
    let filters = if request.filters.is_empty() {
        "Shows all claims loaded.".to_owned()
    } else {
        format!("Shows only: {}.", request.filters.join("; "))
    };
    std::iter::once(filters).chain(outside_words(request, scene)).collect()
}

fn panel(svg: &mut Svg, request: &SnapshotRequest<'_>, layout: &Layout, scene: &Scene, basemap: &Basemap, ink: &PageInk) {
    let [left, top, right, bottom] = layout.panel;
    let notes = notes(request, scene);
    if layout.beside {
        let mut column = Column { svg, ink: *ink, x: left, y: top, width: right - left };
        let notes_height: f32 =
            notes.iter().map(|note| column::paragraph_height(note, SMALL, Weight::Regular, column.width, 4) + 3.0).sum();
        let legend_height: f32 =
            HEADING_HEIGHT + scene.legend.iter().map(|entry| column::legend_row_height(entry, column.width)).sum::<f32>();
        let mut room = bottom - top - notes_height - 10.0;
        // Sources come before the locator when both do not fit.
        let locator = (right - left) * 0.56;
        let with_locator = room - legend_height - locator - 24.0 > 110.0;
        if with_locator {
            room -= locator + 14.0;
        }
        legend(&mut column, &scene.legend, room - 90.0);
        if with_locator {
            column.gap(14.0);
            let frame = [left, column.y, right, column.y + locator];
            draw_locator(column.svg, request, basemap, &scene.camera, frame, ink);
            column.y += locator;
        }
        column.gap(14.0);
        sources(&mut column, request.sources, bottom - notes_height - 10.0);
        column.y = bottom - notes_height;
        write_notes(&mut column, &notes);
    } else {
        let gutter = 22.0;
        let width = (right - left - gutter) / 2.0;
        let mut column = Column { svg, ink: *ink, x: left, y: top, width };
        legend(&mut column, &scene.legend, bottom - top);
        let x = left + width + gutter;
        let locator = (width * 0.42).min((bottom - top) * 0.38);
        draw_locator(svg, request, basemap, &scene.camera, [x, top + 4.0, right, top + 4.0 + locator], ink);
        let mut column = Column { svg, ink: *ink, x, y: top + locator + 16.0, width };
        let notes_height: f32 = notes.iter().map(|note| column::paragraph_height(note, SMALL, Weight::Regular, width, 4) + 3.0).sum();
        sources(&mut column, request.sources, bottom - notes_height - 8.0);
        column.y = bottom - notes_height;
        write_notes(&mut column, &notes);
    }
}

fn write_notes(column: &mut Column<'_>, notes: &[String]) {
    for note in notes {
        let quiet = column.ink.quiet_text;
        column.paragraph(note, SMALL, Weight::Regular, quiet, 4);
        column.gap(3.0);
    }
}

/// Entries until the room is used; the rest is counted.
fn legend(column: &mut Column<'_>, entries: &[LegendEntry], room: f32) {
    if entries.is_empty() {
        return;
    }
    let bottom = column.y + room.max(60.0);
    column.heading("Who is said to hold it");
    for (n, entry) in entries.iter().enumerate() {
        let last = n + 1 == entries.len();
        let needed = column::legend_row_height(entry, column.width) + if last { 0.0 } else { SMALL * 1.4 };
        if column.y + needed > bottom {
            let quiet = column.ink.quiet_text;
            column.paragraph(&format!("and {} more signs", entries.len() - n), SMALL, Weight::Regular, quiet, 1);
            return;
        }
        column.legend_row(entry);
    }
}

/// Outlet and date, then title, as many as fit above `bottom`; the rest is counted.
fn sources(column: &mut Column<'_>, sources: &[Source], bottom: f32) {
    if sources.is_empty() {
        return;
    }
    column.heading(if sources.len() == 1 { "Source" } else { "Sources" });
    let (text, quiet) = (column.ink.text, column.ink.quiet_text);
    for (n, source) in sources.iter().enumerate() {
        let head = format!("{}, {}", source.outlet, source.date);
        let title_height = column::paragraph_height(&source.title, SMALL, Weight::Regular, column.width, 2);
        let head_height = column::paragraph_height(&head, SMALL, Weight::Bold, column.width, 1);
        let tail = if n + 1 == sources.len() { 0.0 } else { SMALL * 1.4 };
        if column.y + head_height + title_height + 4.0 + tail > bottom {
            column.paragraph(&format!("and {} more articles", sources.len() - n), SMALL, Weight::Regular, quiet, 1);
            return;
        }
        column.paragraph(&head, SMALL, Weight::Bold, text, 1);
        column.paragraph(&source.title, SMALL, Weight::Regular, quiet, 2);
        column.gap(4.0);
    }
}

/// The surroundings with the map's frame marked.
fn draw_locator(svg: &mut Svg, request: &SnapshotRequest<'_>, basemap: &Basemap, main: &Camera, frame: Rect, ink: &PageInk) {
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
    locator_names(svg, request, basemap, &camera, box_around, ink);
    svg.rect(box_around, Some(ink.accent.faded(0.12)), Some(Stroke::solid(1.6, ink.accent)));
    svg.close_group();
    svg.close_group();
    svg.rect(frame, None, Some(Stroke::solid(1.0, ink.rule)));
}

fn locator_names(svg: &mut Svg, request: &SnapshotRequest<'_>, basemap: &Basemap, camera: &Camera, box_around: Rect, ink: &PageInk) {
    let (names, _) = basemap.names(camera);
    let size = 8.5;
    let mut taken: Vec<Rect> = vec![box_around];
    for label in names.iter().filter(|label| !label.dot) {
        let [x, y] = camera.screen_from_mercator(label.at);
        let spacing = size * 0.08;
        let half = (fonts::text_width(&label.text, size, Weight::Regular) + spacing * label.text.chars().count() as f32) / 2.0;
        let bounds = [x - half - 2.0, y - size * 0.6, x + half + 2.0, y + size * 0.7];
        let inside = bounds[0] > 2.0 && bounds[1] > 2.0 && bounds[2] < camera.width - 2.0 && bounds[3] < camera.height - 2.0;
        if inside && !taken.iter().any(|&other| overlap(other, bounds)) {
            taken.push(bounds);
            svg.text(&Text {
                at: [x, y + size * 0.36],
                anchor: Anchor::Middle,
                text: label.text.clone(),
                size,
                weight: Weight::Regular,
                colour: request.theme.ink().quiet_text,
                halo: Some(ink.halo.faded(0.7)),
                spacing,
            });
        }
    }
}

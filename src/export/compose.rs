//! The page: title and dates over the map, legend, locator and sources beside or below it, the small print at the foot.

use super::column::{SMALL, line};
use super::fit::main_extent;
use super::map_frame::{PageGround, map_frame, scale_bar_corner};
use super::page::{SnapshotRequest, View};
use super::panel::Panel;
use super::svg::{Svg, escape, num};
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::geodesy::BoundingBox;
use crate::map::{Anchor, Basemap, Camera, PageInk, Rect, Scene, SceneInput, Weight, assets, fonts, long_date, relief, state_words};
use crate::wording::page as say;

/// Under the map of every page.
pub const DISCLAIMER: &str = say::disclaimer();

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
    let mut basemap = Basemap::embedded(request.theme, request.with_osm);
    if request.relief {
        basemap.credits.push(assets::CREDIT_RELIEF.to_owned());
    }
    let small_print = small_print(request, &basemap);
    let mut layout = layout(request, &small_print, None);
    let (mut scene, mut diagnostics) = scene_in(request, &basemap, layout.map);
    if !layout.beside {
        // What the legend must explain depends on what the frame shows, and the frame's height on the legend's.
        let wanted = Panel::new(request, &scene, &basemap).height_below(layout.width - 2.0 * MARGIN);
        layout = self::layout(request, &small_print, Some(wanted));
        (scene, diagnostics) = scene_in(request, &basemap, layout.map);
    }
    let ground = ground(request, &basemap, &scene.camera, &mut diagnostics);
    if scene.marks.is_empty() {
        diagnostics.push(Diagnostic::new(Severity::Note, Stage::Export, "", say::map_is_empty()));
    }

    let mut svg = Svg::default();
    open(&mut svg, request, &layout, &scene);
    svg.rect([0.0, 0.0, layout.width, layout.height], Some(ink.paper), None);
    header(&mut svg, request, &layout, &ink);
    map_frame(&mut svg, request, layout.map, &scene, &ground, &ink);
    let panel = Panel::new(request, &scene, &basemap);
    if layout.beside {
        panel.beside(&mut svg, layout.panel);
    } else {
        panel.below(&mut svg, layout.panel);
    }
    footer(&mut svg, &layout, &small_print, &ink);
    svg.raw("</svg>");
    (svg.finish(), diagnostics)
}

/// Sea, relief where it is asked for, and what lies over both.
fn ground(request: &SnapshotRequest<'_>, basemap: &Basemap, camera: &Camera, diagnostics: &mut Vec<Diagnostic>) -> PageGround {
    let hidden: &[&str] = if request.relief { &relief::HIDES } else { &[] };
    let (layers, more) = basemap.ground_without(camera, hidden);
    diagnostics.extend(more);
    let mut pictures = Vec::new();
    if request.relief {
        let fine = Camera { pixels_per_point: unit(request) * request.scale, ..*camera };
        let (found, more) = relief::pictures(&fine);
        pictures = found;
        diagnostics.extend(more);
    }
    PageGround { sea: basemap.background(camera), relief: pictures, opacity: relief::opacity(request.theme), layers }
}

fn scene_in(request: &SnapshotRequest<'_>, basemap: &Basemap, frame: Rect) -> (Scene, Vec<Diagnostic>) {
    let map_size = [frame[2] - frame[0], frame[3] - frame[1]];
    let camera = camera(request, map_size);
    let (names, diagnostics) = basemap.names(&camera);
    let land = request.areas.then(|| basemap.land(&camera));
    let credits: Vec<&str> = basemap.credits.iter().map(String::as_str).collect();
    let scene = Scene::build(&SceneInput {
        states: &request.states,
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
        land: land.as_ref(),
        point_outside: true,
        reserved: &[scale_bar_corner(map_size[1])],
    });
    (scene, diagnostics)
}

/// Disclaimer, then credits.
fn small_print(request: &SnapshotRequest<'_>, basemap: &Basemap) -> Vec<String> {
    let ground = say::ground(basemap.credits.join("; "));
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

/// `wanted`: the height that a panel below the map asks for; it gets a quarter to two fifths of the room.
fn layout(request: &SnapshotRequest<'_>, small_print: &[String], wanted: Option<f32>) -> Layout {
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
        let room = bottom - top;
        let split = bottom - (wanted.unwrap_or(0.0) + 14.0).clamp(room * 0.22, room * 0.4);
        ([MARGIN, top, width - MARGIN, split], [MARGIN, split + 14.0, width - MARGIN, bottom])
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
        Some(date) => crate::wording::control::as_known_on(long_date(date)),
        None => say::from_all_reports().to_owned(),
    };
    say::situation_on(long_date(request.at), known)
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

//! What stands on the map's margin: legend, scale bar, coordinates, credits, buttons to zoom.

use super::basemap::Basemap;
use super::plate;
use crate::geodesy::LatLon;
use crate::map::{Camera, ScaleBar, Scene};
use crate::ui::icon::Icon;
use crate::ui::theme::{GRID, Look, SMALL, bold, small};
use crate::ui::widgets::{icon_button, tip};
use crate::ui::{bidi, format, paint, room};
use crate::wording::map as say;
use crate::workspace::Command;
use eframe::egui::{self, Align2, CornerRadius, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

/// Returns what the legend and the credits cover.
pub fn show(ui: &mut Ui, rect: Rect, scene: Option<&Scene>, camera: Camera, basemap: &Basemap, commands: &mut Vec<Command>) -> [Rect; 2] {
    buttons(ui, rect, commands);
    let row = credit_row(ui);
    let laid = scene.and_then(|scene| Some((scene, Legend::of(ui, rect, scene)?)));
    // Beside the legend where there is room for the shortest credit line, else under it.
    let width = laid.as_ref().map_or(0.0, |(_, legend)| legend.size.x + GRID);
    let beside = basemap.credits().last().is_none_or(|line| width_of(ui, line) + 24.0 <= rect.width() - width);
    let above = if beside { rect } else { rect.with_max_y(rect.bottom() - row) };
    let legend = laid.map_or(Rect::NOTHING, |(scene, laid)| legend(ui, above, scene, &laid));
    let room = if beside && legend.is_positive() { rect.right() - legend.right() } else { rect.width() };
    let credits = credits(ui, rect, room - GRID, basemap);
    scale(ui, rect, camera, credits.top());
    [legend, credits]
}

fn buttons(ui: &mut Ui, rect: Rect, commands: &mut Vec<Command>) {
    let place = Rect::from_min_size(pos2(rect.right() - 32.0 - GRID, rect.top() + GRID), vec2(32.0, 96.0));
    plate(ui, place);
    let mut child = ui.new_child(UiBuilder::new().max_rect(place.shrink(2.0)).id_salt("zoom"));
    child.spacing_mut().item_spacing = vec2(0.0, 4.0);
    for (icon, command) in [(Icon::Plus, Command::ZoomIn), (Icon::Minus, Command::ZoomOut), (Icon::Fit, Command::FitClaims)] {
        let entry = command.entry();
        if icon_button(&mut child, icon, entry.label, &tip(entry.tooltip, entry.key), true, false).clicked() {
            commands.push(command);
        }
    }
}

fn width_of(ui: &Ui, words: &str) -> f32 {
    ui.painter().layout_no_wrap(words.to_owned(), small(), Look::of(ui).quiet).size().x
}

fn credit_row(ui: &Ui) -> f32 {
    ui.painter().layout_no_wrap("©".to_owned(), small(), Look::of(ui).quiet).size().y + 4.0
}

/// One line of credits in the lower right corner: the longest wording that fits, the whole of it on hover. What is missing of
/// the ground stands above it. Returns what both cover.
fn credits(ui: &mut Ui, rect: Rect, room: f32, basemap: &Basemap) -> Rect {
    let look = Look::of(ui);
    let lines = basemap.credits();
    let fits = |line: &&String| width_of(ui, line) + 12.0 <= room;
    let words = lines.iter().find(fits).or(lines.last()).cloned().unwrap_or_default();
    let place = corner_line(ui, rect.max, &words, look.quiet, (room - 12.0).max(80.0));
    let response = ui.interact(place, ui.scope_id().with("credits"), egui::Sense::hover());
    if let Some(whole) = lines.first() {
        response.on_hover_text(whole.as_str());
    }
    let Some(trouble) = basemap.trouble() else { return place };
    place.union(corner_line(ui, place.right_top(), &trouble, look.warn, (room - 12.0).max(80.0)))
}

/// A line of small text on a veil, its lower right corner at `corner`.
fn corner_line(ui: &Ui, corner: egui::Pos2, words: &str, ink: egui::Color32, most: f32) -> Rect {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), small(), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(most);
    let galley = ui.painter().layout_job(job);
    let place = Rect::from_min_max(corner - galley.size() - vec2(12.0, 4.0), corner);
    ui.painter().rect_filled(place, CornerRadius { nw: 4, ..Default::default() }, Look::of(ui).raised.gamma_multiply(0.8));
    ui.painter().galley(pos2(place.left() + 6.0, place.top() + 2.0), galley, ink);
    place
}

/// Scale bar, and the pointer's coordinates beside it, above the credits.
fn scale(ui: &Ui, rect: Rect, camera: Camera, bottom: f32) {
    let look = Look::of(ui);
    let bar = ScaleBar::for_camera(&camera, 110.0);
    let y = bottom - 10.0;
    let right = rect.right() - 12.0;
    let left = right - bar.width;
    for (width, ink) in [(4.0, look.raised.gamma_multiply(0.85)), (1.5, look.text)] {
        let stroke = Stroke::new(width, ink);
        ui.painter().hline(left..=right, y, stroke);
        ui.painter().vline(left, y - 4.0..=y, stroke);
        ui.painter().vline(right, y - 4.0..=y, stroke);
    }
    plain(ui, pos2(right, y - 5.0), &bar.label);
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()).filter(|at| rect.contains(*at)) else { return };
    let at = LatLon::from(camera.mercator_from_screen([pointer.x - rect.left(), pointer.y - rect.top()]));
    plain(ui, pos2(left - 12.0, y + 3.0), &format::coordinates(at));
}

/// Small words on a veil, their lower right corner at `at`.
fn plain(ui: &Ui, at: egui::Pos2, words: &str) {
    let look = Look::of(ui);
    let galley = ui.painter().layout_no_wrap(words.to_owned(), small(), look.text);
    let place = Align2::RIGHT_BOTTOM.anchor_size(at, galley.size());
    ui.painter().rect_filled(place.expand2(vec2(3.0, 0.0)), 3.0, look.raised.gamma_multiply(0.7));
    ui.painter().galley(place.min, galley, look.text);
}

const ROW: f32 = 20.0;
/// Where the words of a line begin, from the legend's left edge, and what is free to their right.
const TEXT: (f32, f32) = (38.0, 10.0);

/// `None` until the user folds or unfolds it.
fn legend_open() -> egui::Id {
    egui::Id::unique("legend shown")
}

/// A legend as it is about to stand: its lines broken where they are long, as many as fit.
struct Legend {
    open: bool,
    lines: Vec<std::sync::Arc<egui::Galley>>,
    size: egui::Vec2,
}

impl Legend {
    fn of(ui: &Ui, rect: Rect, scene: &Scene) -> Option<Self> {
        if scene.legend.is_empty() {
            return None;
        }
        let most = (rect.width() * 0.32).clamp(150.0, 300.0);
        let ink = Look::of(ui).text;
        let lay = |words: &str| ui.painter().layout(bidi::visual(words).into_owned(), small(), ink, most);
        let high = rect.height() * 0.6 - 34.0;
        let mut rows = 0.0;
        let lines: Vec<_> = scene.legend.iter().map(|entry| lay(&entry.text)).collect();
        let fitting = lines.iter().take_while(|line| {
            rows += row_of(line);
            rows <= high
        });
        let lines: Vec<_> = fitting.cloned().collect();
        let width = lines.iter().map(|line| line.size().x).fold(60.0, f32::max);
        let size = vec2(width + TEXT.0 + TEXT.1, 34.0 + lines.iter().map(|line| row_of(line)).sum::<f32>());
        let asked: Option<bool> = ui.data_mut(|data| data.get_persisted(legend_open()));
        let open = asked.unwrap_or_else(|| room::spares_legend(rect, size));
        Some(if open { Self { open, lines, size } } else { Self { open, lines: Vec::new(), size: vec2(84.0, 28.0) } })
    }
}

fn row_of(line: &egui::Galley) -> f32 {
    (line.size().y + 4.0).max(ROW)
}

/// Only what is in sight; folds to its heading.
fn legend(ui: &mut Ui, rect: Rect, scene: &Scene, legend: &Legend) -> Rect {
    let look = Look::of(ui);
    let place = Rect::from_min_size(pos2(rect.left() + GRID, rect.bottom() - legend.size.y - GRID), legend.size);
    plate(ui, place);
    let heading = Rect::from_min_size(place.min, vec2(legend.size.x, 28.0));
    let response = ui.interact(heading, ui.scope_id().with("legend"), egui::Sense::click());
    let name = if legend.open { say::fold_the_legend() } else { say::unfold_the_legend() };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
    ui.painter().text(heading.left_center() + vec2(10.0, 0.0), Align2::LEFT_CENTER, say::legend(), bold(SMALL), look.quiet);
    if response.on_hover_text(name).clicked() {
        ui.data_mut(|data| data.insert_persisted(legend_open(), !legend.open));
    }
    let mut top = place.top() + 28.0;
    for (entry, line) in scene.legend.iter().zip(&legend.lines) {
        let row = row_of(line);
        for shape in &entry.symbol {
            paint::shape(ui.painter(), vec2(place.left() + 20.0, top + row / 2.0), shape);
        }
        ui.painter().galley(pos2(place.left() + TEXT.0, top + (row - line.size().y) / 2.0), line.clone(), look.text);
        top += row;
    }
    place
}

//! What stands on the map's margin: legend, scale bar, coordinates, credits, buttons to zoom.

use super::basemap::Basemap;
use super::plate;
use crate::geodesy::LatLon;
use crate::map::{Camera, ScaleBar, Scene};
use crate::ui::icon::Icon;
use crate::ui::paint;
use crate::ui::theme::{GRID, Look, SMALL, bold, small};
use crate::ui::widgets::{icon_button, tip};
use crate::workspace::Command;
use eframe::egui::{self, Align2, CornerRadius, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

/// Returns what the legend and the credits cover.
pub fn show(ui: &mut Ui, rect: Rect, scene: Option<&Scene>, camera: Camera, basemap: &Basemap, commands: &mut Vec<Command>) -> [Rect; 2] {
    buttons(ui, rect, commands);
    let row = credit_row(ui);
    let legend_above = |foot: f32, ui: &mut Ui| {
        let above = rect.with_max_y(rect.bottom() - foot);
        scene.map_or(Rect::NOTHING, |scene| legend(ui, above, scene))
    };
    // Beside the legend where there is room for the shortest credit line, else under it.
    let width = scene.map_or(0.0, |scene| legend_size(ui, rect, scene).x + GRID);
    let beside = basemap.credits().last().is_none_or(|line| width_of(ui, line) + 24.0 <= rect.width() - width);
    let legend = legend_above(if beside { 0.0 } else { row }, ui);
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
    let (north, east) = (if at.lat < 0.0 { "S" } else { "N" }, if at.lon < 0.0 { "W" } else { "E" });
    plain(ui, pos2(left - 12.0, y + 3.0), &format!("{:.3}° {north}  {:.3}° {east}", at.lat.abs(), at.lon.abs()));
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

fn legend_open() -> egui::Id {
    egui::Id::unique("legend open")
}

/// Rows that fit, and the size with them.
fn legend_shape(ui: &Ui, rect: Rect, scene: &Scene) -> (usize, f32, egui::Vec2) {
    let open = ui.data_mut(|data| *data.get_persisted_mut_or(legend_open(), true));
    let longest = scene.legend.iter().map(|entry| width_of(ui, &entry.text)).fold(60.0, f32::max).min(rect.width() * 0.4);
    let most = (((rect.height() * 0.6) / ROW).floor() as usize).max(3);
    let shown = if open { scene.legend.len().min(most) } else { 0 };
    let height = 28.0 + ROW * shown as f32 + if open { 6.0 } else { 0.0 };
    (shown, longest, vec2(if open { longest + 48.0 } else { 84.0 }, height))
}

fn legend_size(ui: &Ui, rect: Rect, scene: &Scene) -> egui::Vec2 {
    if scene.legend.is_empty() { egui::Vec2::ZERO } else { legend_shape(ui, rect, scene).2 }
}

/// Only what is in sight; folds to its heading.
fn legend(ui: &mut Ui, rect: Rect, scene: &Scene) -> Rect {
    if scene.legend.is_empty() {
        return Rect::NOTHING;
    }
    let look = Look::of(ui);
    let (row, open_id) = (ROW, legend_open());
    let open = ui.data_mut(|data| *data.get_persisted_mut_or(open_id, true));
    let (shown, longest, size) = legend_shape(ui, rect, scene);
    let (width, height) = (size.x, size.y);
    let place = Rect::from_min_size(pos2(rect.left() + GRID, rect.bottom() - height - GRID), size);
    plate(ui, place);
    let heading = Rect::from_min_size(place.min, vec2(width, 28.0));
    let response = ui.interact(heading, ui.scope_id().with("legend"), egui::Sense::click());
    let name = if open { "Fold the legend" } else { "Unfold the legend" };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
    ui.painter().text(heading.left_center() + vec2(10.0, 0.0), Align2::LEFT_CENTER, "Legend", bold(SMALL), look.quiet);
    if response.on_hover_text(name).clicked() {
        ui.data_mut(|data| data.insert_persisted(open_id, !open));
    }
    for (index, entry) in scene.legend.iter().take(shown).enumerate() {
        let y = place.top() + 28.0 + row * (index as f32 + 0.5);
        for shape in &entry.symbol {
            paint::shape(ui.painter(), vec2(place.left() + 20.0, y), shape);
        }
        paint::line_of_text(ui.painter(), pos2(place.left() + 38.0, y), Align2::LEFT_CENTER, &entry.text, small(), look.text, longest);
    }
    place
}

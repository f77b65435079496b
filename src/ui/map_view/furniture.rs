//! What stands on the map's margin: legend, scale bar, coordinates, credits, buttons to zoom.

use super::plate;
use crate::geodesy::LatLon;
use crate::map::{Camera, ScaleBar, Scene, assets};
use crate::ui::icon::Icon;
use crate::ui::paint;
use crate::ui::theme::{GRID, Look, SMALL, bold, small};
use crate::ui::widgets::{icon_button, tip};
use crate::workspace::{Basemap, Command, Workspace};
use eframe::egui::{self, Align2, CornerRadius, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

/// Returns what the legend and the credits cover.
pub fn show(
    ui: &mut Ui,
    rect: Rect,
    workspace: &Workspace,
    scene: Option<&Scene>,
    camera: Camera,
    trouble: Option<&str>,
    commands: &mut Vec<Command>,
) -> [Rect; 2] {
    buttons(ui, rect, commands);
    let legend = scene.map_or(Rect::NOTHING, |scene| legend(ui, rect, scene));
    let room = if legend.is_positive() { rect.right() - legend.right() } else { rect.width() };
    let credits = credits(ui, rect, room - 2.0 * GRID, workspace, trouble);
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

/// Credits in the lower right corner; returns what they cover.
fn credits(ui: &Ui, rect: Rect, room: f32, workspace: &Workspace, trouble: Option<&str>) -> Rect {
    let look = Look::of(ui);
    let credit = match workspace.view.basemap {
        Basemap::Plain => format!("{} · {}", assets::CREDIT_OSM, assets::CREDIT_CORE),
        Basemap::None => "No basemap".to_owned(),
    };
    let words = trouble.map_or(credit.clone(), |trouble| format!("{trouble} · {credit}"));
    let mut job = egui::text::LayoutJob::simple(words, small(), look.quiet, room.max(160.0));
    job.halign = egui::Align::RIGHT;
    let galley = ui.painter().layout_job(job);
    let size = galley.size();
    let place = Rect::from_min_max(rect.max - size - vec2(12.0, 4.0), rect.max);
    ui.painter().rect_filled(place, CornerRadius { nw: 4, ..Default::default() }, look.raised.gamma_multiply(0.8));
    ui.painter().galley(pos2(place.right() - 6.0, place.top() + 2.0), galley, look.quiet);
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

/// Only what is in sight; folds to its heading.
fn legend(ui: &mut Ui, rect: Rect, scene: &Scene) -> Rect {
    if scene.legend.is_empty() {
        return Rect::NOTHING;
    }
    let look = Look::of(ui);
    let row = 20.0;
    let open_id = egui::Id::unique("legend open");
    let open = ui.data_mut(|data| *data.get_persisted_mut_or(open_id, true));
    let width_of = |words: &str| ui.painter().layout_no_wrap(words.to_owned(), small(), look.text).size().x;
    let longest = scene.legend.iter().map(|entry| width_of(&entry.text)).fold(60.0, f32::max).min(rect.width() * 0.4);
    let most = (((rect.height() * 0.6) / row).floor() as usize).max(3);
    let shown = if open { scene.legend.len().min(most) } else { 0 };
    let height = 28.0 + row * shown as f32 + if open { 6.0 } else { 0.0 };
    let width = if open { longest + 48.0 } else { 84.0 };
    let place = Rect::from_min_size(pos2(rect.left() + GRID, rect.bottom() - height - GRID), vec2(width, height));
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

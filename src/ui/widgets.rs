//! Small controls that every panel shares.

use super::icon::{self, Icon};
use super::theme::{GRID, Look, SMALL, small};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    self, Align2, Color32, CornerRadius, FontId, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// A square button with an icon. `name` is what a screen reader says, `tip` what hovering explains.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, tip: &str, enabled: bool, on: bool) -> Response {
    let look = Look::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), if enabled { Sense::click() } else { Sense::hover() });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let fill = if on {
        look.accent_soft
    } else if enabled && response.hovered() {
        look.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, CornerRadius::same(5), fill);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CornerRadius::same(5), Stroke::new(1.5, look.accent), StrokeKind::Inside);
    }
    let ink = match (enabled, on) {
        (false, _) => look.line,
        (true, true) => look.accent,
        (true, false) => look.text,
    };
    icon::paint(ui.painter(), rect, icon, ink);
    response.on_hover_text(tip)
}

/// Name and key in one line, as tooltips print it.
#[must_use]
pub fn tip(tooltip: &str, key: &str) -> String {
    if key.is_empty() { tooltip.to_owned() } else { format!("{tooltip}   {}", super::keys::printed(key)) }
}

/// A rounded label; with `dot`, in a side's colour; `closable` shows a cross.
pub fn chip(ui: &mut Ui, text: &str, dot: Option<Color32>, selected: bool, closable: bool, name: &str) -> Response {
    let look = Look::of(ui);
    let ink = if selected { look.accent } else { look.text };
    let galley = ui.painter().layout_no_wrap(super::bidi::visual(text).into_owned(), small(), ink);
    let dot_width = if dot.is_some() { 14.0 } else { 0.0 };
    let close_width = if closable { 16.0 } else { 0.0 };
    let size = vec2(galley.size().x + dot_width + close_width + 2.0 * GRID, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    let fill = if selected {
        look.accent_soft
    } else if response.hovered() {
        look.hover
    } else {
        look.raised
    };
    let edge = if selected || response.has_focus() { look.accent } else { look.line };
    ui.painter().rect(rect, CornerRadius::same(12), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mut x = rect.left() + GRID;
    if let Some(colour) = dot {
        super::paint::side_dot(ui.painter(), pos2(x + 4.0, rect.center().y), 4.5, colour, look.text);
        x += dot_width;
    }
    let height = galley.size().y;
    let width = galley.size().x;
    ui.painter().galley(pos2(x, rect.center().y - height / 2.0), galley, ink);
    if closable {
        let cross = Rect::from_center_size(pos2(x + width + 10.0, rect.center().y), Vec2::splat(10.0));
        icon::paint(ui.painter(), cross, Icon::Close, look.quiet);
    }
    response
}

/// A small tag without a function: evidence, a flag.
pub fn tag(ui: &mut Ui, text: &str, ink: Color32, explained: &str) -> Response {
    let look = Look::of(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), small(), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(12.0, 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_stroke(rect, CornerRadius::same(4), Stroke::new(1.0, look.line), StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(6.0, 2.0), galley, ink);
    response.on_hover_text(explained)
}

/// The heading of a panel: capitals in small quiet letters, with `right` in the same line.
pub fn panel_heading(ui: &mut Ui, text: &str, right: impl FnOnce(&mut Ui)) {
    let look = Look::of(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let heading = egui::RichText::new(text).font(super::theme::bold(SMALL)).color(look.quiet);
        ui.label(heading);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), right);
    });
}

/// A thin line across, with half a grid of air on both sides.
pub fn rule(ui: &mut Ui) {
    let look = Look::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), GRID + 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, look.line));
}

/// What a panel says when it is empty: what this is, and what to do next.
pub fn empty_state(ui: &mut Ui, heading: &str, advice: &str) {
    let look = Look::of(ui);
    ui.add_space(3.0 * GRID);
    ui.vertical_centered(|ui| {
        ui.label(super::theme::strong(heading));
        ui.add_space(GRID / 2.0);
        ui.label(super::theme::quiet(&look, advice));
    });
}

/// A text field in the look of the program. Returns its response.
pub fn field(ui: &mut Ui, text: &mut String, hint: &str, name: &str, width: f32, id: egui::Id) -> Response {
    let look = Look::of(ui);
    let edit = egui::TextEdit::singleline(text)
        .id(id)
        .hint_text(egui::RichText::new(hint).color(look.quiet))
        .desired_width(width)
        .align(Align2::LEFT_CENTER)
        .min_size(vec2(0.0, 28.0))
        .margin(egui::Margin::symmetric(8, 4));
    ui.add(edit).accessible_name(name)
}

/// A push button; `main` fills it with the accent.
pub fn button(ui: &mut Ui, text: &str, main: bool) -> Response {
    let look = Look::of(ui);
    let ink = if main { if look.dark { Color32::BLACK } else { Color32::WHITE } } else { look.text };
    let mut button = egui::Button::new(egui::RichText::new(text).color(ink))
        .min_size(vec2(0.0, 28.0))
        .stroke(Stroke::new(1.0, if main { look.accent } else { look.line }));
    if main {
        button = button.fill(look.accent);
    }
    ui.add(button)
}

/// Words that can be clicked, in the accent.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let look = Look::of(ui);
    ui.add(egui::Button::new(egui::RichText::new(text).font(small()).color(look.accent)).frame(false).min_size(vec2(0.0, 18.0)))
}

/// A key in a little box.
pub fn key_cap(ui: &mut Ui, key: &str) {
    let look = Look::of(ui);
    let printed = super::keys::printed(key);
    let galley = ui.painter().layout_no_wrap(printed, FontId::proportional(SMALL), look.quiet);
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(10.0, 4.0), Sense::hover());
    ui.painter().rect_stroke(rect, CornerRadius::same(3), Stroke::new(1.0, look.line), StrokeKind::Inside);
    ui.painter().galley(Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min, galley, look.quiet);
}

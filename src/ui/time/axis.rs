//! The axis as a widget: cursor, range and second clock by pointer; drawing is in [`super::graph`].

use super::{TimePanel, clock, graph};
use crate::calendar::Date;
use crate::ui::room;
use crate::ui::theme::{Look, quiet, strong};
use crate::wording::time as say;
use crate::workspace::{AxisView, Command, Workspace, day};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, PointerButton, Rect, Sense, Ui, WidgetInfo, vec2};

impl TimePanel {
    pub(super) fn axis(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), room::axis(ui.ctx())), Sense::click_and_drag());
        let axis = &workspace.derived.axis;
        let width_px = f64::from(rect.width());
        let mut view = self.view.unwrap_or_else(|| axis.fit(width_px));
        // A window that became wider or narrower keeps what was fitted fitted.
        if self.view.is_some_and(|_| (width_px - self.width_px).abs() > 0.5) && view == axis.fit(self.width_px) {
            view = axis.fit(width_px);
        }
        self.width_px = width_px;
        if std::mem::take(&mut self.reveal_cursor)
            && let Some(cursor) = workspace.view.cursor
        {
            view = axis.revealing(&view, f64::from(day::day_of(cursor)) + 0.5, width_px);
        }
        view = self.pointer(ui, rect, &response, workspace, view, commands);
        self.view = Some(view);

        let spoken = workspace.view.cursor.map_or_else(|| say::axis_empty_spoken().to_owned(), |day| say::time_cursor(day::long(day)));
        let value = workspace.view.cursor.map_or(0.0, |day| f64::from(day::day_of(day)));
        response.widget_info(|| {
            let mut info = WidgetInfo::slider(true, value, &spoken);
            info.role = Role::Slider;
            info
        });
        graph::paint(ui, rect, workspace, &view, response.has_focus());
        if !axis.is_empty() {
            clock::show(ui, rect, workspace, &view, commands);
        }
        if let Some(pointer) = response.hover_pos()
            && !response.dragged()
            && !axis.is_empty()
        {
            let day = day_at(workspace, &view, rect, pointer.x);
            graph::hover_line(ui, rect, workspace, &view, day);
            response.on_hover_ui_at_pointer(|ui| tooltip(ui, workspace, day));
        }
    }

    fn pointer(
        &mut self,
        ui: &Ui,
        rect: Rect,
        response: &egui::Response,
        workspace: &Workspace,
        mut view: AxisView,
        commands: &mut Vec<Command>,
    ) -> AxisView {
        let axis = &workspace.derived.axis;
        if axis.is_empty() {
            return view;
        }
        if response.double_clicked() {
            return axis.fit(f64::from(rect.width()));
        }
        if response.contains_pointer()
            && let Some(pointer) = ui.input(|input| input.pointer.hover_pos())
        {
            let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta));
            let wheel = f64::from(zoom) * (f64::from(scroll.y) / 240.0).exp();
            if (wheel - 1.0).abs() > 1e-4 {
                view = axis.zoomed(&view, f64::from(pointer.x - rect.left()), wheel);
            }
            view.left_px += f64::from(scroll.x);
        }
        if response.dragged_by(PointerButton::Secondary) || response.dragged_by(PointerButton::Middle) {
            view.left_px += f64::from(response.drag_delta().x);
            return view;
        }
        if let Some(at) = response.hover_pos()
            && edge_at(workspace, &view, rect, at.x).is_some()
        {
            ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
        }
        let Some(pointer) = response.interact_pointer_pos() else {
            self.range_from = None;
            return view;
        };
        let day = day_at(workspace, &view, rect, pointer.x);
        if response.drag_started_by(PointerButton::Primary) {
            let pressed = ui.input(|input| input.pointer.press_origin()).map_or(pointer.x, |at| at.x);
            let edge = edge_at(workspace, &view, rect, pressed);
            self.range_from = if ui.input(|input| input.modifiers.shift) { Some(day) } else { edge };
        }
        let primary = response.dragged_by(PointerButton::Primary) || response.clicked();
        match self.range_from {
            Some(from) if primary => commands.push(Command::SetRange(Some((from, day)))),
            None if primary && workspace.view.cursor != Some(day) => commands.push(Command::SetCursor(day)),
            _ => {}
        }
        if response.drag_stopped() {
            self.range_from = None;
        }
        view
    }
}

/// Over an edge of the marked range: the day of its other end, which stays when this one is dragged.
fn edge_at(workspace: &Workspace, view: &AxisView, rect: Rect, x: f32) -> Option<Date> {
    const REACH: f32 = 5.0;
    let (from, to) = workspace.view.range?;
    let axis = &workspace.derived.axis;
    let near = |number: i32| (rect.left() + axis.px_from_day(f64::from(number), view) as f32 - x).abs() <= REACH;
    if near(day::day_of(from)) {
        Some(to)
    } else if near(day::day_of(to) + 1) {
        Some(from)
    } else {
        None
    }
}

fn day_at(workspace: &Workspace, view: &AxisView, rect: Rect, x: f32) -> Date {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates; the calendar clamps")]
    let number = workspace.derived.axis.day_from_px(f64::from(x - rect.left()), view).floor() as i32;
    day::date_of(number)
}

fn tooltip(ui: &mut Ui, workspace: &Workspace, at: Date) {
    let look = Look::of(ui);
    ui.label(strong(format!("{} {}", day::weekday_name(at), day::long(at))));
    let counts = workspace.derived.density.on(day::day_of(at));
    let total: f32 = counts.iter().sum();
    if total < 0.05 {
        ui.label(quiet(&look, say::nothing_on_this_day()));
    }
    for (index, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0.04) {
        ui.horizontal(|ui| {
            let (dot, _) = ui.allocate_exact_size(egui::Vec2::splat(10.0), Sense::hover());
            crate::ui::paint::side_dot(ui.painter(), dot.center(), 4.5, crate::ui::sides::of_index(workspace, index), look.text);
            let name = workspace.corpus.sides.get(index).map_or(say::no_side_named(), |side| side.name.as_str());
            let rounded = (count * 10.0).round() / 10.0;
            ui.label(quiet(&look, format!("{name}: {rounded}")));
        });
    }
    let replay = &workspace.derived.replay;
    if workspace.derived.changes_on(at) {
        let places = workspace.derived.changed_on(at);
        ui.label(quiet(&look, say::places_change_their_state(places)));
        return;
    }
    let days = |other: Date| (day::day_of(other) - day::day_of(at)).abs();
    match (replay.previous_change(at), replay.next_change(at)) {
        (Some(before), Some(after)) if days(before) < days(after) => nearest(ui, &look, say::before(), before),
        (_, Some(after)) => nearest(ui, &look, say::after(), after),
        (Some(before), None) => nearest(ui, &look, say::before(), before),
        (None, None) => {}
    }
}

fn nearest(ui: &mut Ui, look: &Look, side: &str, change: Date) {
    ui.label(quiet(look, say::nearest_change(side, day::long(change))));
}

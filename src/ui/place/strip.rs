//! The place's history on the time axis: a band in the colours of each state, claims as ticks above, the cursor.

use crate::ui::theme::{Look, small};
use crate::ui::time::state_band;
use crate::ui::{format, sides};
use crate::wording::place as say;
use crate::workspace::{AxisView, Command, StretchKind, Workspace, day};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align2, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

const HEIGHT: f32 = 44.0;

pub fn show(ui: &mut Ui, workspace: &Workspace, id: &str, commands: &mut Vec<Command>) {
    let Some(history) = workspace.derived.replay.history(id) else { return };
    let look = Look::of(ui);
    let axis = &workspace.derived.axis;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, say::history(say::states(history.states.len()))));
    let view = axis.fit(f64::from(rect.width()));
    let x_of = |number: i32| rect.left() + axis.px_from_day(f64::from(number), &view) as f32;
    let band = Rect::from_min_max(pos2(rect.left(), rect.top() + 10.0), pos2(rect.right(), rect.top() + 26.0));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(band, CornerRadius::same(2), look.sunken);
    for (index, (from, state)) in history.states.iter().enumerate() {
        let to = history.states.get(index + 1).map_or(rect.right(), |(next, _)| x_of(day::day_of(*next)));
        let left = x_of(day::day_of(*from)).max(rect.left());
        let part = Rect::from_min_max(pos2(left, band.top()), pos2(to.max(left + 1.0), band.bottom()));
        state_band(&painter, part, &sides::of_state(workspace, &state.state));
    }
    painter.rect_stroke(band, CornerRadius::same(2), Stroke::new(1.0, look.line), StrokeKind::Inside);
    folds(&painter, workspace, &view, band, &look);
    let mut last = None;
    for (_, claim) in workspace.corpus.claims_of(id) {
        let Some(date) = claim.when.span.latest.or(claim.when.span.earliest) else { continue };
        let x = (x_of(day::day_of(date)) + x_of(day::day_of(date) + 1)) / 2.0;
        let ink = sides::of_claim(workspace, claim);
        // Thousands of claims of one day are one dot of each side.
        if last.replace((x, ink)) == Some((x, ink)) {
            continue;
        }
        painter.circle(pos2(x, band.top() - 5.0), 3.0, ink, Stroke::new(1.0, look.panel));
    }
    if let Some(cursor) = workspace.view.cursor {
        let number = day::day_of(cursor);
        let x = (x_of(number) + x_of(number + 1)) / 2.0;
        painter.vline(x, rect.top() + 2.0..=band.bottom() + 3.0, Stroke::new(2.0, look.accent));
    }
    ends(&painter, workspace, rect, &look);
    if let Some(pointer) = response.interact_pointer_pos() {
        let number = axis.day_from_px(f64::from(pointer.x - rect.left()), &view).floor() as i32;
        commands.push(Command::SetCursor(day::date_of(number)));
    }
    if let Some(pointer) = response.hover_pos() {
        let date = day::date_of(axis.day_from_px(f64::from(pointer.x - rect.left()), &view).floor() as i32);
        let state =
            history.at(date).map_or_else(|| say::nothing_said_yet().to_owned(), |state| format::state(&state.state, &workspace.styles));
        response.on_hover_text_at_pointer(format!("{}: {state}", day::long(date)));
    }
}

fn folds(painter: &egui::Painter, workspace: &Workspace, view: &AxisView, band: Rect, look: &Look) {
    for (stretch, from, to) in workspace.derived.axis.laid_out(view) {
        if stretch.kind == StretchKind::Fold {
            let x = band.left() + ((from + to) / 2.0) as f32;
            for shift in [-3.0, 3.0] {
                painter.line_segment(
                    [pos2(x + shift - 3.0, band.bottom() + 2.0), pos2(x + shift + 3.0, band.top() - 2.0)],
                    Stroke::new(1.5, look.panel),
                );
            }
        }
    }
}

/// First and last day under the ends.
fn ends(painter: &egui::Painter, workspace: &Workspace, rect: Rect, look: &Look) {
    let Some((first, last)) = workspace.derived.axis.ends() else { return };
    let name = |number: i32| format!("{} {}", day::month_name(day::date_of(number)), day::date_of(number).year());
    painter.text(rect.left_bottom(), Align2::LEFT_BOTTOM, name(first), small(), look.quiet);
    painter.text(rect.right_bottom(), Align2::RIGHT_BOTTOM, name(last - 1), small(), look.quiet);
}

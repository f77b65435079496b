//! The second clock's handle on the axis: where "known as of" stands, to be dragged, or moved with the arrows once it has the focus.

use super::graph;
use crate::calendar::Date;
use crate::ui::theme::{Look, quiet, strong};
use crate::wording::time as say;
use crate::workspace::{AxisView, Command, KnownAsOf, Workspace, day};
use eframe::egui::accesskit::{Action, Role};
use eframe::egui::{self, CornerRadius, EventFilter, Id, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// The arrows move this clock and not the cursor while it has the focus.
#[must_use]
pub fn id() -> Id {
    Id::unique("second clock")
}

const SIZE: egui::Vec2 = vec2(12.0, 14.0);

pub fn show(ui: &Ui, rect: Rect, workspace: &Workspace, view: &AxisView, commands: &mut Vec<Command>) {
    let days = workspace.corpus.publication_days();
    let Some(last) = days.last().copied() else { return };
    let look = Look::of(ui);
    let known = workspace.view.known_at().unwrap_or(last);
    let everything = workspace.view.known == KnownAsOf::Everything;
    let axis = &workspace.derived.axis;
    let end = rect.left() + axis.px_from_day(f64::from(day::day_of(known) + 1), view) as f32;
    // What was published after the last event stands at the edge.
    let x = end.clamp(rect.left() + SIZE.x / 2.0, rect.right() - SIZE.x / 2.0);
    let foot = rect.bottom() - graph::TICKS;
    let body = Rect::from_min_max(pos2(x - SIZE.x / 2.0, foot - SIZE.y), pos2(x + SIZE.x / 2.0, foot));
    let response = ui.interact(body.expand(2.0), id(), Sense::click_and_drag());
    let name = if everything { say::clock_at_everything().to_owned() } else { say::clock_at(day::long(known)) };
    response.widget_info(|| {
        let mut info = WidgetInfo::slider(true, f64::from(day::day_of(known)), &name);
        info.role = Role::Slider;
        info
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
    });
    let arrows = EventFilter { horizontal_arrows: true, ..Default::default() };
    if response.has_focus() {
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    let asked = |action| ui.input(|input| input.num_accesskit_action_requests(response.id, action));
    commands.extend(std::iter::repeat_n(Command::KnownLater, asked(Action::Increment)));
    commands.extend(std::iter::repeat_n(Command::KnownEarlier, asked(Action::Decrement)));
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let edge = axis.day_from_px(f64::from(pointer.x - rect.left()), view);
        let target = known_by(days, edge, last);
        if target != workspace.view.known {
            commands.push(Command::SetKnown(target));
        }
    }
    let lively = response.hovered() || response.dragged() || response.has_focus();
    let ink = if everything && !lively { look.quiet } else { look.warn };
    let fill = if everything { look.sunken } else { ink };
    ui.painter().rect(body, CornerRadius::same(3), fill, Stroke::new(if lively { 2.0 } else { 1.5 }, ink), StrokeKind::Inside);
    let grip = if everything { ink } else { look.sunken };
    for shift in [-1.5, 1.5] {
        ui.painter().vline(x + shift, body.top() + 4.0..=body.bottom() - 4.0, Stroke::new(1.0, grip));
    }
    if lively {
        ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(300.0);
        ui.label(strong(name));
        ui.label(quiet(&look, say::clock_meaning()));
        ui.label(quiet(&look, say::clock_how()));
    });
}

/// The last day of publication before this edge between days; all articles from the last one on.
fn known_by(days: &std::collections::BTreeSet<Date>, edge: f64, last: Date) -> KnownAsOf {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates; the calendar clamps")]
    let day = day::date_of(edge.round() as i32 - 1);
    if day >= last {
        return KnownAsOf::Everything;
    }
    days.range(..=day).next_back().or(days.first()).map_or(KnownAsOf::Everything, |day| KnownAsOf::Day(*day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_handle_goes_from_one_day_of_publication_to_the_next_and_at_the_end_lets_everything_in() {
        let days = [date(2024, 11, 28), date(2024, 12, 2)].into();
        let at = |date: Date, part: f64| known_by(&days, f64::from(day::day_of(date)) + part, date_last());
        let (first, last) = (KnownAsOf::Day(date(2024, 11, 28)), KnownAsOf::Everything);
        assert_eq!(at(date(2024, 11, 20), 0.0), first, "before the first nothing more can be taken away");
        assert_eq!(at(date(2024, 11, 30), 0.9), first, "between two days of news nothing is new");
        assert_eq!(at(date(2024, 12, 2), 0.4), first);
        assert_eq!(at(date(2024, 12, 2), 0.6), last);
    }

    fn date_last() -> Date {
        date(2024, 12, 2)
    }
}

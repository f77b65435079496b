//! The row above the axis: play, step, the date, speed, loop, and the second clock.

use crate::ui::icon::Icon;
use crate::ui::theme::{GRID, Look, quiet, strong};
use crate::ui::widgets::{field, icon_button, tip};
use crate::wording::shared;
use crate::wording::time as say;
use crate::workspace::{Command, KnownAsOf, Loop, Workspace, day};
use eframe::egui::{self, Align, ComboBox, Id, Layout, Ui};

/// Days a second that the list offers.
const SPEEDS: [(f32, &str); 7] = [
    (0.5, say::half_a_day()),
    (1.0, say::one_day()),
    (2.0, say::two_days()),
    (4.0, say::four_days()),
    (7.0, say::one_week()),
    (30.0, say::one_month()),
    (365.0, say::one_year()),
];

#[derive(Debug, Default)]
pub struct Controls {
    /// The date field while it is open.
    typed: Option<String>,
    focus: bool,
    refused: bool,
}

impl Controls {
    pub fn ask_date(&mut self, workspace: &Workspace) {
        self.typed = Some(workspace.view.cursor.map(|day| day.to_string()).unwrap_or_default());
        self.focus = true;
        self.refused = false;
    }

    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let view = &workspace.view;
        let datable = view.cursor.is_some();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let mut push = |ui: &mut Ui, icon: Icon, command: Command, on: bool| {
                let entry = command.entry();
                let name = if command == Command::TogglePlay && view.playing { say::pause() } else { entry.label };
                if icon_button(ui, icon, name, &tip(entry.tooltip, entry.key), datable, on).clicked() {
                    commands.push(command);
                }
            };
            push(ui, if view.playing { Icon::Pause } else { Icon::Play }, Command::TogglePlay, view.playing);
            push(ui, Icon::PreviousChange, Command::PreviousChange, false);
            push(ui, Icon::NextChange, Command::NextChange, false);
            ui.add_space(GRID);
            self.date(ui, workspace, commands);
            ui.add_space(GRID);
            speed(ui, view.speed, commands);
            looping(ui, view.looping, view.range.is_some(), commands);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = GRID;
                let fit = Command::FitTime.entry();
                if icon_button(ui, Icon::Fit, fit.label, &tip(fit.tooltip, fit.key), datable, false).clicked() {
                    commands.push(Command::FitTime);
                }
                second_clock(ui, workspace, commands);
                // In a narrow window the menu and the key have it.
                if ui.available_width() > 176.0 {
                    cumulative(ui, view.cumulative, commands);
                }
                range(ui, workspace, commands);
            });
        });
    }

    /// The cursor's day as a button; clicked, a field to type another one.
    fn date(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let look = Look::of(ui);
        let Some(cursor) = workspace.view.cursor else {
            ui.label(quiet(&look, say::nothing_dated()));
            return;
        };
        let id = Id::unique("typed date");
        if let Some(typed) = &mut self.typed {
            let response = field(ui, typed, say::date_hint(), say::date_field(), 128.0, id);
            if std::mem::take(&mut self.focus) {
                response.request_focus();
            }
            if self.refused {
                ui.colored_label(look.error, shared::not_a_date()).on_hover_text(say::date_advice());
            }
            self.refused &= !response.changed();
            if response.lost_focus() {
                let entered = ui.input(|input| input.key_pressed(egui::Key::Enter));
                match day::parse_typed(typed, cursor) {
                    Some(day) if entered => {
                        commands.push(Command::SetCursor(day));
                        self.typed = None;
                    }
                    None if entered => {
                        self.refused = true;
                        response.request_focus();
                    }
                    _ => self.typed = None,
                }
            }
            return;
        }
        let label = format!("{} {}", day::weekday_name(cursor), day::long(cursor));
        let button = egui::Button::new(strong(label)).min_size(egui::vec2(136.0, 28.0));
        let entry = Command::TypeDate.entry();
        let response = ui.add(button).on_hover_text(tip(entry.tooltip, entry.key));
        if response.clicked() {
            commands.push(Command::TypeDate);
        }
        let (text, explained) = if workspace.derived.changes_on(cursor) {
            let places = workspace.derived.changed_at_cursor;
            (say::places_change(places), say::changes_tip())
        } else {
            (say::no_change().to_owned(), say::no_change_tip())
        };
        ui.label(quiet(&look, text)).on_hover_text(explained);
    }
}

fn speed(ui: &mut Ui, speed: f32, commands: &mut Vec<Command>) {
    let shown =
        SPEEDS.iter().find(|(s, _)| (s - speed).abs() < 1e-3).map_or_else(|| say::days_a_second(speed), |(_, name)| (*name).to_owned());
    let response = ComboBox::from_id_salt("speed").selected_text(shown).width(88.0).show_ui(ui, |ui| {
        for (value, name) in SPEEDS {
            if ui.selectable_label((value - speed).abs() < 1e-3, name).clicked() {
                commands.push(Command::SetSpeed(value));
            }
        }
        let mut typed = speed;
        let drag = egui::DragValue::new(&mut typed).range(0.1..=365.0).speed(0.1).suffix(say::days_a_second_suffix());
        if ui.add(drag).on_hover_text(say::type_any_speed()).changed() {
            commands.push(Command::SetSpeed(typed));
        }
    });
    response.response.accessible_name(say::speed_of_playing()).on_hover_text(Command::SetSpeed(1.0).entry().tooltip);
}

fn looping(ui: &mut Ui, looping: Loop, has_range: bool, commands: &mut Vec<Command>) {
    let next = match looping {
        Loop::Off => Loop::All,
        Loop::All if has_range => Loop::Range,
        Loop::All | Loop::Range => Loop::Off,
    };
    let tip = match looping {
        Loop::Off => say::loop_off(),
        Loop::All => say::loop_all(),
        Loop::Range => say::loop_range(),
    };
    if icon_button(ui, Icon::Loop, say::looping(), tip, true, looping != Loop::Off).clicked() {
        commands.push(Command::SetLoop(next));
    }
}

fn cumulative(ui: &mut Ui, on: bool, commands: &mut Vec<Command>) {
    let entry = Command::ToggleCumulative.entry();
    let mut keep = on;
    if ui.checkbox(&mut keep, entry.label).on_hover_text(tip(entry.tooltip, entry.key)).clicked() {
        commands.push(Command::ToggleCumulative);
    }
}

fn range(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let Some((from, to)) = workspace.view.range else { return };
    let words = crate::ui::format::span(crate::calendar::DateSpan::between(from, to));
    if crate::ui::widgets::chip(ui, &words, None, true, true, say::clear_the_range()).on_hover_text(say::range_tip()).clicked() {
        commands.push(Command::SetRange(None));
    }
}

/// "Known as of": everything, the cursor's day, or a fixed day.
fn second_clock(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let known = workspace.view.known;
    let shown = match known {
        KnownAsOf::Everything => say::known_all_articles().to_owned(),
        KnownAsOf::Cursor => say::known_at_cursor().to_owned(),
        KnownAsOf::Day(day) => say::known_by(day::long(day)),
    };
    let combo = ComboBox::from_id_salt("known").selected_text(shown).width(168.0).show_ui(ui, |ui| {
        ui.set_min_width(232.0);
        let mut pick = |ui: &mut Ui, value: KnownAsOf, label: &str, explained: &str| {
            if ui.selectable_label(known == value, label).on_hover_text(explained).clicked() {
                commands.push(Command::SetKnown(value));
            }
        };
        pick(ui, KnownAsOf::Everything, shared::all_articles(), say::all_articles_tip());
        pick(ui, KnownAsOf::Cursor, say::as_of_cursor(), Command::ToggleKnownAtCursor.entry().tooltip);
        for &day in workspace.corpus.publication_days() {
            pick(ui, KnownAsOf::Day(day), &say::by_day(day::long(day)), say::by_day_tip());
        }
    });
    let entry = Command::ToggleKnownAtCursor.entry();
    combo.response.accessible_name(say::second_clock()).on_hover_text(tip(say::second_clock_tip(), entry.key));
}

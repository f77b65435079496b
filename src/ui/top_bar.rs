//! The bar at the top: menus, search, what is looked at, and below it the filters in force.

use super::icon::{self, Icon};
use super::theme::{GRID, Look, quiet, small, strong};
use super::{menus, sides, widgets};
use crate::wording::shared;
use crate::wording::window as say;
use crate::workspace::{Command, FilterChip, KnownAsOf, Workspace, day};
use eframe::egui::{self, Align, Frame, Id, Layout, Margin, Panel, Ui, vec2};

#[derive(Debug, Default)]
pub struct TopBar {
    focus_search: bool,
}

impl TopBar {
    pub fn focus_search(&mut self) {
        self.focus_search = true;
    }

    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, problems: usize, commands: &mut Vec<Command>) {
        let look = Look::of(ui);
        let frame = Frame::new().fill(look.panel).inner_margin(Margin { left: 8, right: 12, top: 3, bottom: 3 });
        Panel::top("bar").resizable(false).frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(32.0);
                menus::show(ui, workspace, commands);
                ui.add_space(GRID);
                self.search(ui, workspace, commands);
                menus::filter_button(ui, workspace, commands);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    as_of(ui, workspace);
                    if problems > 0 {
                        problem_button(ui, problems, commands);
                    }
                });
            });
            chips(ui, workspace, commands);
        });
    }

    fn search(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let look = Look::of(ui);
        let width = (ui.available_width() * 0.34).clamp(160.0, 360.0);
        let mut text = workspace.view.filters.text.clone();
        let edit = egui::TextEdit::singleline(&mut text)
            .id(Id::unique("search"))
            .hint_text(egui::RichText::new(say::search_hint()).color(look.quiet))
            .desired_width(width)
            .align(egui::Align2::LEFT_CENTER)
            .min_size(vec2(0.0, 28.0))
            .margin(Margin { left: 26, right: 8, top: 4, bottom: 4 });
        let entry = Command::Search.entry();
        let response = ui.add(edit).accessible_name(say::search()).on_hover_text(widgets::tip(entry.tooltip, entry.key));
        let glass = egui::Rect::from_center_size(response.rect.left_center() + vec2(14.0, 0.0), vec2(14.0, 14.0));
        icon::paint(ui.painter(), glass, Icon::Search, look.quiet);
        if std::mem::take(&mut self.focus_search) {
            response.request_focus();
        }
        if response.changed() {
            commands.push(Command::SetText(text));
        }
    }
}

/// "30 Nov 2024 · known as of 1 Dec".
fn as_of(ui: &mut Ui, workspace: &Workspace) {
    let look = Look::of(ui);
    let Some(cursor) = workspace.view.cursor else {
        let name = workspace.source.as_ref().map_or_else(String::new, crate::workspace::Source::label);
        ui.label(quiet(&look, name));
        return;
    };
    let known = match workspace.view.known {
        KnownAsOf::Everything => workspace.corpus.publication_days().last().map(|day| say::known_as_of(day::long(*day))),
        KnownAsOf::Cursor => Some(say::as_known_on_that_day().to_owned()),
        KnownAsOf::Day(day) => Some(say::known_as_of(day::long(day))),
    };
    let warn = workspace.view.known != KnownAsOf::Everything;
    if let Some(known) = known {
        let ink = if warn { look.warn } else { look.quiet };
        ui.label(egui::RichText::new(known).font(small()).color(ink)).on_hover_text(say::known_as_of_tip());
        ui.label(quiet(&look, "·"));
    }
    ui.label(strong(day::long(cursor))).on_hover_text(say::cursor_tip());
    let Some(source) = &workspace.source else { return };
    if ui.available_width() > 220.0 {
        ui.add_space(GRID);
        let name = egui::RichText::new(source.label()).font(small()).color(look.quiet);
        ui.add(egui::Label::new(name).truncate()).on_hover_text(shared::claims(workspace.corpus.claim_count()));
    }
}

fn problem_button(ui: &mut Ui, problems: usize, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let entry = Command::ShowProblems.entry();
    let words = egui::RichText::new(shared::problems(problems)).font(small()).color(look.warn);
    let response = ui.add(egui::Button::new(words).frame(false)).on_hover_text(widgets::tip(entry.tooltip, entry.key));
    if response.clicked() {
        commands.push(Command::ShowProblems);
    }
}

/// What is filtered is always visible, and one click clears it.
fn chips(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let chips = workspace.view.filters.chips();
    if chips.is_empty() {
        return;
    }
    let look = Look::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        ui.add_space(4.0);
        let shown = workspace.derived.shown.len();
        let total = workspace.corpus.claim_count();
        ui.label(egui::RichText::new(say::shown_claims(shown, total)).font(small()).color(look.quiet));
        let place_name = |id: &str| workspace.corpus.place(id).map_or_else(|| id.to_owned(), |place| place.name.clone());
        for chip in chips {
            let label = chip.label(&workspace.corpus.sides, place_name);
            let dot = match &chip {
                FilterChip::Side(side) => Some(sides::of_side(workspace, side)),
                _ => None,
            };
            let name = say::clear_the_filter(&label);
            if widgets::chip(ui, &label, dot, true, true, &name).on_hover_text(say::clear_the_filter_tip()).clicked() {
                commands.push(Command::ToggleFilter(chip));
            }
        }
        if widgets::link(ui, say::clear_all()).clicked() {
            commands.push(Command::ClearFilters);
        }
    });
}

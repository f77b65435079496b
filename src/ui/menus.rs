//! The menu bar, and the menu of filters.

use super::icon::{self, Icon};
use super::theme::{Look, SMALL, bold, small};
use super::{keys, sides};
use crate::map::Palette;
use crate::wording::menus as say;
use crate::workspace::{
    Basemap, CHANGES, Command, Datedness, EVIDENCE, FilterChip, Flag, KnownAsOf, Nearness, Panel, Source, ThemeChoice, Workspace,
    change_label, evidence_label, evidence_meaning, language_name,
};
use eframe::egui::{self, Button, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui};

pub fn show(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    // A menu bar takes all the width that it is given.
    ui.allocate_ui(egui::vec2(216.0, 32.0), |ui| bar(ui, workspace, commands));
}

fn bar(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    egui::MenuBar::new().ui(ui, |ui| {
        ui.menu_button(say::file(), |ui| file(ui, workspace, commands));
        ui.menu_button(say::view(), |ui| view(ui, workspace, commands));
        ui.menu_button(say::timeline(), |ui| timeline(ui, workspace, commands));
        ui.menu_button(say::help(), |ui| {
            for command in [Command::Palette, Command::ShowKeys, Command::ShowProblems, Command::About] {
                item(ui, command, true, commands);
            }
        });
    });
}

/// One line of a menu: label, key, tooltip, all from the table.
fn item(ui: &mut Ui, command: Command, enabled: bool, commands: &mut Vec<Command>) {
    let entry = command.entry();
    let mut button = Button::new(entry.label).min_size(egui::vec2(216.0, 26.0));
    if !entry.key.is_empty() {
        button = button.shortcut_text(RichText::new(keys::printed(entry.key)).font(small()));
    }
    if ui.add_enabled(enabled, button).on_hover_text(entry.tooltip).clicked() {
        commands.push(command);
    }
}

/// A line that is on or off, or one of several.
fn choice(ui: &mut Ui, on: bool, label: &str, tooltip: &str, command: Command, commands: &mut Vec<Command>) {
    let key = keys::printed(command.entry().key);
    let mut button = Button::selectable(on, label).min_size(egui::vec2(216.0, 26.0));
    if !key.is_empty() {
        button = button.shortcut_text(RichText::new(key).font(small()));
    }
    if ui.add(button).on_hover_text(tooltip).clicked() {
        commands.push(command);
    }
}

fn heading(ui: &mut Ui, text: &str) {
    let look = Look::of(ui);
    ui.add_space(2.0);
    ui.label(RichText::new(text).font(bold(SMALL)).color(look.quiet));
}

fn file(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    item(ui, Command::PickFolder, true, commands);
    item(ui, Command::AskPath, true, commands);
    item(ui, Command::PickAnother, true, commands);
    item(ui, Command::ShowSources, true, commands);
    ui.add_enabled_ui(!workspace.recent.is_empty(), |ui| {
        ui.menu_button(say::recent(), |ui| {
            for path in &workspace.recent {
                if ui.button(path.display().to_string()).clicked() {
                    commands.push(Command::Open(Source::folder(path)));
                }
            }
        });
    });
    item(ui, Command::Open(Source::Seeds), true, commands);
    item(ui, Command::Reload, workspace.source.is_some(), commands);
    ui.separator();
    item(ui, Command::AskExport, workspace.view.cursor.is_some(), commands);
    ui.separator();
    item(ui, Command::Undo, workspace.history.can_undo(), commands);
    item(ui, Command::Redo, workspace.history.can_redo(), commands);
    ui.separator();
    item(ui, Command::Quit, true, commands);
}

fn view(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let view = &workspace.view;
    heading(ui, say::panels());
    for (panel, on) in [
        (Panel::Articles, view.panels.articles),
        (Panel::Place, view.panels.place),
        (Panel::Time, view.panels.time),
        (Panel::Table, view.panels.table),
        (Panel::Situation, view.panels.situation),
    ] {
        let command = Command::TogglePanel(panel);
        let entry = command.entry();
        choice(ui, on, entry.label, entry.tooltip, command, commands);
    }
    heading(ui, say::theme());
    for (theme, name) in [(ThemeChoice::System, say::as_the_system()), (ThemeChoice::Light, say::light()), (ThemeChoice::Dark, say::dark())]
    {
        choice(ui, view.theme == theme, name, Command::SetTheme(theme).entry().tooltip, Command::SetTheme(theme), commands);
    }
    heading(ui, say::colours());
    for (palette, name, tip) in [
        (Palette::Conventional, say::conventional(), say::conventional_tip()),
        (Palette::ColourSafe, say::colour_safe(), say::colour_safe_tip()),
    ] {
        choice(ui, view.palette == palette, name, tip, Command::SetPalette(palette), commands);
    }
    heading(ui, say::basemap());
    for basemap in [Basemap::Plain, Basemap::Relief, Basemap::Online, Basemap::None] {
        let (on, command) = (view.basemap == basemap, Command::SetBasemap(basemap));
        let entry = command.entry();
        choice(ui, on, entry.label, entry.tooltip, command, commands);
    }
    if let Basemap::File(path) = &view.basemap {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        choice(ui, true, &name, &path.display().to_string(), Command::SetBasemap(view.basemap.clone()), commands);
    }
    item(ui, Command::PickBasemap, true, commands);
    let entry = Command::ToggleAreas.entry();
    choice(ui, view.areas, entry.label, entry.tooltip, Command::ToggleAreas, commands);
    ui.separator();
    for command in [Command::FitClaims, Command::FitSelection, Command::ZoomIn, Command::ZoomOut, Command::GoToPlace] {
        item(ui, command, true, commands);
    }
    ui.separator();
    for command in [Command::ScaleUp, Command::ScaleDown, Command::ScaleReset] {
        item(ui, command, true, commands);
    }
}

fn timeline(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let view = &workspace.view;
    let datable = view.cursor.is_some();
    item(ui, Command::TogglePlay, datable, commands);
    ui.separator();
    for command in [
        Command::NextChange,
        Command::PreviousChange,
        Command::StepForward,
        Command::StepBack,
        Command::BigStepForward,
        Command::BigStepBack,
        Command::JumpToStart,
        Command::JumpToEnd,
        Command::TypeDate,
        Command::RangeFromCursor,
        Command::RangeToCursor,
        Command::KnownEarlier,
        Command::KnownLater,
    ] {
        item(ui, command, datable, commands);
    }
    ui.separator();
    let entry = Command::ToggleCumulative.entry();
    choice(ui, view.cumulative, entry.label, entry.tooltip, Command::ToggleCumulative, commands);
    let entry = Command::ToggleKnownAtCursor.entry();
    choice(ui, view.known == KnownAsOf::Cursor, entry.label, entry.tooltip, Command::ToggleKnownAtCursor, commands);
    item(ui, Command::SetRange(None), view.range.is_some(), commands);
    item(ui, Command::FitTime, datable, commands);
}

/// The button beside the search, with everything that can be filtered.
pub fn filter_button(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let on = workspace.view.filters.chips().iter().any(|chip| !matches!(chip, FilterChip::Text(_)));
    let ink = if on { look.accent } else { look.text };
    let button = Button::new(RichText::new(format!("     {}", say::filter())).color(ink)).min_size(egui::vec2(0.0, 28.0));
    let response = ui.add(button).accessible_name(say::filter()).on_hover_text(say::filter_tip());
    let funnel = icon::left_square(response.rect).translate(egui::vec2(7.0, 0.0));
    icon::paint(ui.painter(), funnel, Icon::Filter, ink);
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        // All of it at a glance where the window is high enough: two columns of kinds.
        let room = ui.ctx().content_rect().height() - 96.0;
        ScrollArea::vertical().max_height(room).min_scrolled_height(room.min(600.0)).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(248.0);
                    what_is_said(ui, workspace, commands);
                });
                ui.vertical(|ui| {
                    ui.set_width(248.0);
                    how_and_where(ui, workspace, commands);
                });
            });
        });
    });
}

/// A filter that is ticked or not.
fn tick(ui: &mut Ui, on: bool, label: &str, tip: &str, dot: Option<egui::Color32>, chip: FilterChip, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        // Menus take the edges of controls away; an empty box must be seen.
        let look = Look::of(ui);
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.bg_stroke = egui::Stroke::new(1.0, look.quiet);
            state.bg_fill = look.sunken;
        }
        let mut ticked = on;
        if ui.checkbox(&mut ticked, label).on_hover_text(tip).clicked() {
            commands.push(Command::ToggleFilter(chip));
        }
        if let Some(dot) = dot {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, 12.0), egui::Sense::hover());
            super::paint::side_dot(ui.painter(), rect.center(), 5.0, dot, Look::of(ui).text);
        }
    });
}

fn what_is_said(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let filters = &workspace.view.filters;
    let mut line = |ui: &mut Ui, on: bool, label: &str, tip: &str, dot: Option<egui::Color32>, chip: FilterChip| {
        tick(ui, on, label, tip, dot, chip, commands);
    };
    if !workspace.corpus.sides.is_empty() {
        heading(ui, say::side());
    }
    for side in &workspace.corpus.sides {
        let label = format!("{} ({})", side.name, side.claims);
        let on = filters.sides.contains(&side.id);
        line(ui, on, &label, say::side_tip(), Some(sides::of_side(workspace, &side.id)), FilterChip::Side(side.id.clone()));
    }
    heading(ui, say::change());
    for change in CHANGES {
        line(ui, filters.changes.contains(&change), change_label(change), say::change_tip(), None, FilterChip::Change(change));
    }
    heading(ui, say::evidence());
    for kind in EVIDENCE {
        line(ui, filters.evidence.contains(&kind), evidence_label(kind), evidence_meaning(kind), None, FilterChip::Evidence(kind));
    }
    heading(ui, say::flags());
    for flag in Flag::ALL {
        line(ui, filters.flags.contains(&flag), flag.label(), say::flags_tip(), None, FilterChip::Flag(flag));
    }
}

fn how_and_where(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let filters = &workspace.view.filters;
    let mut line = |ui: &mut Ui, on: bool, label: &str, tip: &str, dot: Option<egui::Color32>, chip: FilterChip| {
        tick(ui, on, label, tip, dot, chip, commands);
    };
    heading(ui, say::outlet());
    for (outlet, articles) in workspace.corpus.outlets().iter().take(MOST_OUTLETS) {
        let label = format!("{outlet} ({articles})");
        line(ui, filters.outlets.contains(outlet), &label, say::outlet_tip(), None, FilterChip::Outlet(outlet.to_owned()));
    }
    let more = workspace.corpus.outlets().len().saturating_sub(MOST_OUTLETS);
    if more > 0 {
        ui.label(super::theme::quiet(&Look::of(ui), say::more_outlets(more)));
    }
    if workspace.corpus.languages().len() > 1 {
        heading(ui, say::language());
        for (code, articles) in workspace.corpus.languages() {
            let label = format!("{} ({articles})", language_name(code));
            line(ui, filters.languages.contains(code), &label, say::language_tip(), None, FilterChip::Language(code.clone()));
        }
    }
    heading(ui, say::how_exactly_placed());
    for nearness in Nearness::ALL {
        let on = filters.nearness.contains(&nearness);
        line(ui, on, nearness.label(), say::how_exactly_placed_tip(), None, FilterChip::Nearness(nearness));
    }
    heading(ui, say::how_exactly_dated());
    for datedness in Datedness::ALL {
        let on = filters.datedness.contains(&datedness);
        line(ui, on, datedness.label(), say::how_exactly_dated_tip(), None, FilterChip::Datedness(datedness));
    }
    heading(ui, say::area());
    let area = filters.area;
    item(ui, Command::FilterToFrame, true, commands);
    if let Some(area) = area
        && ui.button(say::clear_the_area()).clicked()
    {
        commands.push(Command::ToggleFilter(FilterChip::Area(area)));
    }
}

/// Outlets that the menu lists; the search finds the others.
const MOST_OUTLETS: usize = 40;

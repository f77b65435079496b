//! What is open: folders of articles, and the user's own files of places; add and remove them.

use super::title;
use crate::diagnostic::Severity;
use crate::ui::icon::Icon;
use crate::ui::theme::{GRID, Look, SMALL, bold, quiet};
use crate::ui::widgets;
use crate::wording::dialogs as say;
use crate::workspace::{Command, Source, Workspace};
use eframe::egui::{self, Align, Layout, RichText, ScrollArea, Ui};
use std::path::{Path, PathBuf};

#[derive(Debug, Default)]
pub struct Sources {
    /// A path being typed, for systems without a dialog for files.
    typed: String,
}

impl Sources {
    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) -> bool {
        if title(ui, say::sources()) {
            return false;
        }
        heading(ui, say::articles());
        match workspace.source.as_ref() {
            Some(Source::Paths(paths)) if !paths.is_empty() => {
                for path in paths {
                    line(ui, path, say::take_folder_away(), || Command::RemovePath(path.clone()), commands);
                }
            }
            Some(Source::Seeds) => drop(ui.label(say::the_sample())),
            _ => drop(ui.label(quiet(&Look::of(ui), say::nothing_is_open()))),
        }
        ui.horizontal(|ui| {
            button(ui, Command::PickAnother, commands);
            let mut watch = workspace.view.watch;
            let entry = Command::ToggleWatch.entry();
            if ui.checkbox(&mut watch, entry.label).on_hover_text(entry.tooltip).clicked() {
                commands.push(Command::ToggleWatch);
            }
        });
        widgets::rule(ui);
        heading(ui, say::your_own_places());
        if workspace.gazetteers.is_empty() {
            ui.label(quiet(&Look::of(ui), say::kinds_of_places()));
        }
        for path in &workspace.gazetteers {
            line(ui, path, say::take_places_off(), || Command::RemoveGazetteer(path.clone()), commands);
        }
        problems(ui, workspace);
        button(ui, Command::PickGazetteer, commands);
        widgets::rule(ui);
        self.by_path(ui, commands);
        true
    }

    /// A path typed or pasted goes to the articles or to the places.
    fn by_path(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let width = (ui.available_width() - 200.0).max(160.0);
        ui.horizontal(|ui| {
            widgets::field(ui, &mut self.typed, say::source_hint(), say::source_field(), width, egui::Id::unique("source path"));
            let path = super::open_path::path_of(&self.typed);
            let there = !self.typed.trim().is_empty() && path.exists();
            ui.add_enabled_ui(there, |ui| {
                let mut add = |ui: &mut Ui, label: &str, tip: &str, command: fn(Vec<PathBuf>) -> Command| {
                    if widgets::button(ui, label, false).on_hover_text(tip).clicked() {
                        commands.push(command(vec![path.clone()]));
                        self.typed.clear();
                    }
                };
                add(ui, say::as_articles(), say::as_articles_tip(), Command::AddPaths);
                add(ui, say::as_places(), say::as_places_tip(), Command::AddGazetteers);
            });
        });
    }
}

fn heading(ui: &mut Ui, text: &str) {
    let ink = Look::of(ui).quiet;
    ui.label(RichText::new(text).font(bold(SMALL)).color(ink));
}

fn button(ui: &mut Ui, command: Command, commands: &mut Vec<Command>) {
    let entry = command.entry();
    if widgets::button(ui, entry.label, false).on_hover_text(widgets::tip(entry.tooltip, entry.key)).clicked() {
        commands.push(command);
    }
}

fn line(ui: &mut Ui, path: &Path, tip: &str, remove: impl FnOnce() -> Command, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = say::remove(path.display());
            if widgets::icon_button(ui, Icon::Close, &name, tip, true, false).clicked() {
                commands.push(remove());
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let shown = path.display().to_string();
                let ink = if path.exists() { look.text } else { look.error };
                ui.add(egui::Label::new(RichText::new(&shown).color(ink)).truncate()).on_hover_text(&shown);
            });
        });
    });
}

/// File, row and column of what is wrong in the user's places.
fn problems(ui: &mut Ui, workspace: &Workspace) {
    let look = Look::of(ui);
    let faults: Vec<_> = workspace.gazetteer_problems.iter().filter(|d| d.severity != Severity::Note).collect();
    if faults.is_empty() {
        return;
    }
    let words = say::problems_in_them(faults.len());
    ui.label(RichText::new(words).font(bold(SMALL)).color(look.warn));
    ScrollArea::vertical().id_salt("faults").max_height(120.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GRID / 2.0;
        for fault in faults {
            ui.add(egui::Label::new(quiet(&look, format!("{}: {}", fault.file, fault.message))).wrap());
        }
    });
}

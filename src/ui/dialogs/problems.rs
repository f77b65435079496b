//! Everything that could not be done, with its file and the remedy.

use super::title;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ui::theme::{Look, quiet, strong};
use crate::ui::widgets;
use crate::wording::dialogs as say;
use crate::workspace::Workspace;
use eframe::egui::{self, ScrollArea, Ui};

pub fn show(ui: &mut Ui, workspace: &Workspace) -> bool {
    if title(ui, say::problems()) {
        return false;
    }
    let look = Look::of(ui);
    let all: Vec<&Diagnostic> = workspace.gazetteer_problems.iter().chain(workspace.corpus.all_diagnostics()).collect();
    if all.is_empty() {
        ui.label(say::no_problem());
        return true;
    }
    if widgets::link(ui, say::copy_all()).clicked() {
        let lines: Vec<String> = all.iter().map(ToString::to_string).collect();
        ui.ctx().copy_text(lines.join("\n"));
    }
    ScrollArea::vertical().max_height(420.0).min_scrolled_height(420.0).auto_shrink([false, true]).show(ui, |ui| {
        for (severity, heading, ink) in [
            (Severity::Error, say::severity_error(), look.error),
            (Severity::Warning, say::severity_warning(), look.warn),
            (Severity::Note, say::severity_note(), look.quiet),
        ] {
            let of_kind: Vec<&&Diagnostic> = all.iter().filter(|d| d.severity == severity).collect();
            if of_kind.is_empty() {
                continue;
            }
            ui.label(egui::RichText::new(format!("{heading} ({})", of_kind.len())).font(super::super::theme::bold(12.0)).color(ink));
            for diagnostic in of_kind {
                if !diagnostic.file.is_empty() {
                    ui.add(egui::Label::new(strong(&diagnostic.file)).wrap());
                }
                ui.add(egui::Label::new(quiet(&look, &diagnostic.message)).wrap());
                ui.add_space(4.0);
            }
        }
    });
    true
}

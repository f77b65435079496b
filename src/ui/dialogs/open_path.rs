//! "Open path…": for systems without a folder dialog, and for pasting.

use super::{buttons, title};
use crate::ui::theme::{Look, quiet};
use crate::ui::widgets::field;
use crate::wording::dialogs as say;
use crate::wording::shared;
use crate::workspace::{Command, Source};
use eframe::egui::{self, Id, Ui};
use std::path::PathBuf;

#[derive(Debug, Default)]
pub struct OpenPath {
    text: String,
    focused: bool,
}

impl OpenPath {
    pub fn show(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) -> bool {
        let look = Look::of(ui);
        if title(ui, shared::open_a_folder_of_articles()) {
            return false;
        }
        let response = field(ui, &mut self.text, say::path_hint(), say::path_field(), ui.available_width(), Id::unique("path"));
        if !std::mem::replace(&mut self.focused, true) {
            response.request_focus();
        }
        let path = path_of(&self.text);
        let found = path.is_dir() || path.is_file();
        if !self.text.trim().is_empty() && !found {
            ui.label(egui::RichText::new(say::no_such_folder_or_file()).color(look.error));
        } else {
            ui.label(quiet(&look, say::what_is_read()));
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let answer = buttons(ui, say::open(), found).or((entered && found).then_some(true));
        if answer == Some(true) {
            commands.push(Command::Open(Source::folder(path)));
        }
        answer.is_none()
    }
}

/// Quotes and `file://` come along when a path is pasted; `~` is the home folder.
#[must_use]
pub fn path_of(typed: &str) -> PathBuf {
    let text = typed.trim().trim_matches(['"', '\'']);
    let text = text.strip_prefix("file://").unwrap_or(text);
    match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
    }
}

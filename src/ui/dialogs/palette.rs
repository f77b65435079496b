//! Every command by its name.

use super::{pick_list, title};
use crate::ui::keys;
use crate::ui::widgets::field;
use crate::wording::dialogs as say;
use crate::workspace::Command;
use eframe::egui::{Id, Ui};

#[derive(Debug, Default)]
pub struct Palette {
    text: String,
    at: usize,
    focused: bool,
}

impl Palette {
    pub fn show(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) -> bool {
        if title(ui, say::all_commands()) {
            return false;
        }
        let response = field(ui, &mut self.text, say::command_field(), say::command_field(), ui.available_width(), Id::unique("command"));
        if !std::mem::replace(&mut self.focused, true) {
            response.request_focus();
        }
        if response.changed() {
            self.at = 0;
        }
        let wanted = self.text.to_lowercase();
        let fits = |command: &&Command| {
            let entry = command.entry();
            let words = format!("{} {}", entry.label, entry.tooltip).to_lowercase();
            wanted.split_whitespace().all(|word| words.contains(word))
        };
        let found: Vec<&Command> = Command::TABLE.iter().filter(|command| **command != Command::Palette).filter(fits).collect();
        let rows: Vec<(String, String)> =
            found.iter().map(|command| (command.entry().label.to_owned(), keys::printed(command.entry().key))).collect();
        if rows.is_empty() {
            ui.label(say::no_command_has_this_name());
        }
        let Some(command) = pick_list(ui, &rows, &mut self.at).and_then(|index| found.get(index)) else { return true };
        commands.push((*command).clone());
        false
    }
}

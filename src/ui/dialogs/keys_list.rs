//! Every key in one list.

use super::title;
use crate::ui::widgets::key_cap;
use crate::workspace::Command;
use eframe::egui::{Grid, ScrollArea, Ui};

pub fn show(ui: &mut Ui) -> bool {
    if title(ui, "Keys") {
        return false;
    }
    ScrollArea::vertical().max_height(460.0).min_scrolled_height(460.0).auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("keys").num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
            for command in Command::TABLE.iter().filter(|command| !command.entry().key.is_empty()) {
                let entry = command.entry();
                key_cap(ui, entry.key);
                ui.label(entry.label).on_hover_text(entry.tooltip);
                ui.end_row();
            }
            for (key, what) in [
                ("Shift+drag", "Mark a range on the time axis"),
                ("Wheel", "Zoom the map or the time axis at the pointer"),
                ("Alt+W A S D", "Pan the map"),
            ] {
                key_cap(ui, key);
                ui.label(what);
                ui.end_row();
            }
        });
    });
    true
}

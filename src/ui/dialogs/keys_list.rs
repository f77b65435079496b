//! Every key in one list.

use super::title;
use crate::ui::widgets::key_cap;
use crate::wording::dialogs as say;
use crate::workspace::Command;
use eframe::egui::{Grid, ScrollArea, Ui};

pub fn show(ui: &mut Ui) -> bool {
    if title(ui, say::keys()) {
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
            for (key, what) in
                [(say::shift_drag(), say::mark_a_range()), (say::wheel(), say::zoom_at_pointer()), (say::keys_to_pan(), say::pan_the_map())]
            {
                key_cap(ui, key);
                ui.label(what);
                ui.end_row();
            }
        });
    });
    true
}

//! The articles: a list, or one of them to read.

mod list;
mod reader;

use super::theme::Look;
use crate::workspace::{Command, Workspace};
use eframe::egui::{self, Frame, Margin, Panel, Ui};

pub use list::Sort;

#[derive(Debug, Default)]
pub struct ArticlesPanel {
    pub sort: Sort,
    /// Scroll the reader to the selected claim at the next frame.
    reveal: bool,
    dating: Option<reader::Dating>,
}

impl ArticlesPanel {
    pub fn reveal_words(&mut self) {
        self.reveal = true;
    }

    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let look = Look::of(ui);
        let frame = Frame::new().fill(look.panel).inner_margin(Margin { left: 12, right: 8, top: 4, bottom: 0 });
        let panel = Panel::left("articles").resizable(true).default_size(304.0).size_range(232.0..=640.0).frame(frame);
        panel.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            match workspace.view.selection.article.and_then(|id| workspace.corpus.reading(id)) {
                Some(reading) => {
                    let reveal = std::mem::take(&mut self.reveal);
                    reader::show(ui, workspace, reading, reveal, &mut self.dating, commands);
                }
                None => list::show(ui, workspace, &mut self.sort, commands),
            }
            ui.allocate_space(egui::vec2(0.0, ui.available_height().max(0.0)));
        });
    }
}

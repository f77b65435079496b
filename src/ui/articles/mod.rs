//! The articles: a list, or one of them to read.

mod block;
mod list;
mod mixed;
mod reader;
mod rows;

use super::room;
use super::theme::Look;
use crate::pipeline::ArticleReading;
use crate::wording::articles as say;
use crate::workspace::{Command, FilterChip, Workspace};
use eframe::egui::{self, Frame, Margin, Panel, Ui};

#[derive(Debug, Default)]
pub struct ArticlesPanel {
    list: list::List,
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
        let panel = Panel::left("articles").resizable(true).default_size(room::articles(ui.ctx())).size_range(208.0..=640.0).frame(frame);
        panel.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            match workspace.view.selection.article.and_then(|id| workspace.corpus.reading(id)) {
                Some(reading) => {
                    let reveal = std::mem::take(&mut self.reveal);
                    reader::show(ui, workspace, reading, reveal, &mut self.dating, commands);
                }
                None => self.list.show(ui, workspace, commands),
            }
            ui.allocate_space(egui::vec2(0.0, ui.available_height().max(0.0)));
        });
    }
}

/// What can be done with an article, in the list and in the reader.
fn menu(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, commands: &mut Vec<Command>) {
    if ui.button(say::read()).clicked() {
        commands.push(Command::SelectArticle(reading.article.id));
    }
    let file = file_of(workspace, reading);
    let entry = Command::OpenFile(std::path::PathBuf::new()).entry();
    if ui.add_enabled(file.is_some(), egui::Button::new(entry.label)).on_hover_text(entry.tooltip).clicked() {
        commands.extend(file.map(Command::OpenFile));
    }
    let outlet = workspace.corpus.outlet(reading.article.id);
    if ui.button(say::only(outlet)).clicked() {
        commands.push(Command::ToggleFilter(FilterChip::Outlet(outlet.to_owned())));
    }
    if ui.button(say::copy_its_title_and_file()).clicked() {
        commands.push(Command::Copy(format!("{} ({})", reading.article.title, reading.article.name)));
    }
}

/// The file that holds an article, if it is still there.
fn file_of(workspace: &Workspace, reading: &ArticleReading) -> Option<std::path::PathBuf> {
    workspace.source.as_ref()?.files_of(&reading.article.name).into_iter().find(|path| path.is_file())
}

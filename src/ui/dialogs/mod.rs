//! What asks or shows something over the window, one at a time; Escape closes it.

mod about;
mod explanation;
mod export_map;
mod go_to;
mod keys_list;
mod open_path;
mod palette;
mod problems;
mod sources;
mod why_here;

pub use export_map::ExportRequest;

use super::theme::{GRID, Look, strong};
use super::widgets;
use crate::knowledge::Knowledge;
use crate::provenance::{ArticleId, Span};
use crate::wording::dialogs as say;
use crate::workspace::{Command, Workspace};
use eframe::egui::{self, Frame, Id, Margin, Modal, Ui};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug)]
pub enum Dialog {
    OpenPath(open_path::OpenPath),
    Export(export_map::ExportMap),
    GoTo(go_to::GoTo),
    Palette(palette::Palette),
    Problems,
    Sources(sources::Sources),
    Explanation(explanation::ExplainSentence),
    WhyHere(why_here::WhyHere),
    Keys,
    About,
}

/// What a dialog wants done beside commands.
#[derive(Debug)]
pub enum Wish {
    Export(ExportRequest),
}

impl Dialog {
    #[must_use]
    pub fn open_path() -> Self {
        Self::OpenPath(open_path::OpenPath::default())
    }

    #[must_use]
    pub fn go_to() -> Self {
        Self::GoTo(go_to::GoTo::default())
    }

    #[must_use]
    pub fn why_here(article: ArticleId, span: Span) -> Self {
        Self::WhyHere(why_here::WhyHere::new(article, span))
    }

    #[must_use]
    pub fn explanation(article: ArticleId, span: Span) -> Self {
        Self::Explanation(explanation::ExplainSentence::new(article, span))
    }

    /// Something is being worked out for it.
    #[must_use]
    pub fn busy(&self) -> bool {
        matches!(self, Self::Explanation(dialog) if dialog.busy())
    }

    #[must_use]
    pub fn sources() -> Self {
        Self::Sources(sources::Sources::default())
    }

    #[must_use]
    pub fn palette() -> Self {
        Self::Palette(palette::Palette::default())
    }

    /// `size` is the map's, in points.
    #[must_use]
    pub fn export(workspace: &Workspace, size: egui::Vec2, folder: Option<PathBuf>) -> Self {
        Self::Export(export_map::ExportMap::new(workspace, size, folder))
    }

    /// Draws the dialog; false when it is to be closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        workspace: &Workspace,
        knowledge: Option<&Arc<Knowledge>>,
        commands: &mut Vec<Command>,
        wishes: &mut Vec<Wish>,
    ) -> bool {
        let gazetteer = knowledge.map(|knowledge| &knowledge.gazetteer);
        let width = match self {
            Self::Explanation(_) => 640.0_f32,
            Self::Problems | Self::Keys | Self::Sources(_) | Self::WhyHere(_) => 560.0_f32,
            Self::OpenPath(_) | Self::Palette(_) | Self::Export(_) => 480.0,
            Self::GoTo(_) | Self::About => 420.0_f32,
        };
        let mut open = true;
        let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(16));
        let response = Modal::new(Id::unique("dialog")).frame(frame).show(ctx, |ui| {
            ui.set_width(width.min(ctx.content_rect().width() - 64.0));
            ui.spacing_mut().item_spacing.y = GRID;
            open = match self {
                Self::OpenPath(dialog) => dialog.show(ui, commands),
                Self::Export(dialog) => dialog.show(ui, wishes),
                Self::GoTo(dialog) => dialog.show(ui, workspace, gazetteer, commands),
                Self::Palette(dialog) => dialog.show(ui, commands),
                Self::Sources(dialog) => dialog.show(ui, workspace, commands),
                Self::WhyHere(dialog) => dialog.show(ui, workspace, gazetteer, commands),
                Self::Explanation(dialog) => dialog.show(ui, workspace, knowledge, commands),
                Self::Problems => problems::show(ui, workspace),
                Self::Keys => keys_list::show(ui),
                Self::About => about::show(ui),
            };
        });
        open && !response.should_close()
    }
}

/// Title of a dialog with a cross; true when the cross was clicked.
fn title(ui: &mut Ui, text: &str) -> bool {
    let mut closed = false;
    ui.horizontal(|ui| {
        ui.label(strong(text));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            closed = widgets::icon_button(ui, super::icon::Icon::Close, say::close_the_dialog(), say::close_esc(), true, false).clicked();
        });
    });
    closed
}

/// The row of buttons at the foot: `Some(true)` to go on, `Some(false)` to cancel.
fn buttons(ui: &mut Ui, main: &str, enabled: bool) -> Option<bool> {
    let mut answer = None;
    ui.add_space(GRID / 2.0);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.add_enabled_ui(enabled, |ui| {
            if widgets::button(ui, main, true).clicked() {
                answer = Some(true);
            }
        });
        if widgets::button(ui, say::cancel(), false).clicked() {
            answer = Some(false);
        }
    });
    answer
}

/// A list whose rows are chosen with arrows and Enter or by a click; returns the chosen row.
fn pick_list(ui: &mut Ui, rows: &[(String, String)], at: &mut usize) -> Option<usize> {
    let look = Look::of(ui);
    let (up, down, enter) = ui.input_mut(|input| {
        let none = egui::Modifiers::NONE;
        (input.consume_key(none, egui::Key::ArrowUp), input.consume_key(none, egui::Key::ArrowDown), input.key_pressed(egui::Key::Enter))
    });
    if down {
        *at = (*at + 1).min(rows.len().saturating_sub(1));
    }
    if up {
        *at = at.saturating_sub(1);
    }
    *at = (*at).min(rows.len().saturating_sub(1));
    let mut chosen = (enter && !rows.is_empty()).then_some(*at);
    egui::ScrollArea::vertical().max_height(320.0).min_scrolled_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, (label, note)) in rows.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 30.0), egui::Sense::click());
            response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::ListBoxOption, true, index == *at, label));
            if index == *at || response.hovered() {
                let fill = if index == *at { look.accent_soft } else { look.hover };
                ui.painter().rect_filled(rect, 5.0, fill);
            }
            let right = rect.right_center() - egui::vec2(10.0, 0.0);
            let width =
                super::paint::line_of_text(ui.painter(), right, egui::Align2::RIGHT_CENTER, note, super::theme::small(), look.quiet, 220.0);
            let left = rect.left_center() + egui::vec2(10.0, 0.0);
            let room = rect.width() - width - 36.0;
            super::paint::line_of_text(ui.painter(), left, egui::Align2::LEFT_CENTER, label, super::theme::body(), look.text, room);
            if (up || down) && index == *at {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                chosen = Some(index);
            }
        }
    });
    chosen
}

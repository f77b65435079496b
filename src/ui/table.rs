//! The table of what is visible now, between the map and the time axis.

use super::icon::{self, Icon};
use super::theme::{GRID, Look, SMALL, bold, quiet, small};
use super::{bidi, paint, sides, widgets};
use crate::geodesy::BoundingBox;
use crate::wording::shared;
use crate::wording::table as say;
use crate::workspace::{ClaimAt, Command, Hovered, Panel, TableColumn, TableKey, TableRows, Workspace, table};
use eframe::egui::{self, Align, Frame, Layout, Margin, RichText, Sense, Ui, vec2};
use egui_extras::{Column, TableBuilder};

const ROW: f32 = 22.0;

#[derive(Debug)]
pub struct Table {
    column: TableColumn,
    descending: bool,
    /// Keep to what the map shows.
    in_frame: bool,
    rows: TableRows,
}

impl Default for Table {
    fn default() -> Self {
        Self { column: TableColumn::Date, descending: true, in_frame: true, rows: TableRows::default() }
    }
}

impl Table {
    /// `frame`: what the map showed in the last frame.
    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, frame: Option<BoundingBox>, commands: &mut Vec<Command>) {
        let look = Look::of(ui);
        let key = TableKey::of(workspace, self.column, self.descending, frame.filter(|_| self.in_frame));
        self.rows.follow(&workspace.corpus, &workspace.derived, &key);
        let margin = Margin { left: 12, right: 8, top: 2, bottom: 4 };
        let panel = egui::Panel::bottom("table").resizable(true).default_size(208.0).size_range(120.0..=520.0);
        panel.frame(Frame::new().fill(look.panel).inner_margin(margin)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let rows = self.rows.get();
            let in_frame = heading(ui, workspace, rows, self.in_frame, commands);
            let clicked = body(ui, workspace, rows, (self.column, self.descending), commands);
            self.in_frame = in_frame;
            if let Some(column) = clicked {
                // The same column again turns it round; dates begin with the newest.
                self.descending = if column == self.column { !self.descending } else { column == TableColumn::Date };
                self.column = column;
            }
        });
    }
}

fn heading(ui: &mut Ui, workspace: &Workspace, rows: &[ClaimAt], in_frame: bool, commands: &mut Vec<Command>) -> bool {
    let look = Look::of(ui);
    let mut in_frame = in_frame;
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let words = say::visible_now(rows.len());
        ui.label(RichText::new(words).font(bold(SMALL)).color(look.quiet));
        if let Some(day) = workspace.view.cursor {
            ui.label(quiet(&look, say::told_of_by(crate::workspace::day::long(day))));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = Command::TogglePanel(Panel::Table).entry();
            if widgets::icon_button(ui, Icon::Close, say::close_the_table(), &widgets::tip(shared::close(), close.key), true, false)
                .clicked()
            {
                commands.push(Command::TogglePanel(Panel::Table));
            }
            let tip = say::copy_table_tip();
            if widgets::link(ui, say::copy_table()).on_hover_text(tip).clicked() {
                commands.push(Command::Copy(table::tsv(workspace, rows)));
            }
            ui.add_space(GRID);
            ui.checkbox(&mut in_frame, say::only_in_frame()).on_hover_text(say::only_in_frame_tip());
        });
    });
    in_frame
}

/// Returns the column whose title was clicked.
fn body(
    ui: &mut Ui,
    workspace: &Workspace,
    rows: &[ClaimAt],
    (sorted, descending): (TableColumn, bool),
    commands: &mut Vec<Command>,
) -> Option<TableColumn> {
    let look = Look::of(ui);
    let mut clicked = None;
    ui.style_mut().interaction.selectable_labels = false;
    let widths = [104.0, 120.0, 132.0, 76.0, 92.0, 120.0, 140.0, 116.0];
    let mut table = TableBuilder::new(ui).id_salt("claims").striped(true).resizable(true).sense(Sense::click()).auto_shrink(false);
    table = table.cell_layout(Layout::left_to_right(Align::Center));
    for width in widths {
        table = table.column(Column::initial(width).at_least(48.0).clip(true));
    }
    table = table.column(Column::remainder().at_least(120.0).clip(true));
    let header = table.header(ROW, |mut header| {
        for column in TableColumn::ALL {
            header.col(|ui| {
                let words = RichText::new(column.label()).font(bold(SMALL)).color(look.quiet);
                let mut name = column.label().to_owned();
                if column == sorted {
                    name.push_str(if descending { say::sorted_downwards() } else { say::sorted_upwards() });
                }
                let button = ui.add(egui::Button::new(words).frame(false)).accessible_name(&name);
                let button = button.on_hover_text(say::sort_tip());
                if column == sorted {
                    let (mark, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
                    icon::paint(ui.painter(), mark, if descending { Icon::Down } else { Icon::Up }, look.quiet);
                }
                if button.clicked() {
                    clicked = Some(column);
                }
            });
        }
    });
    header.body(|body| {
        body.rows(ROW, rows.len(), |mut row| {
            let Some(&at) = rows.get(row.index()) else { return };
            let Some((_, claim)) = workspace.corpus.claim_at(at) else { return };
            row.set_selected(workspace.view.selection.claim == Some(claim.id));
            row.set_hovered(workspace.view.hovered.claim == Some(claim.id));
            for column in TableColumn::ALL {
                row.col(|ui| {
                    if column == TableColumn::Side && claim.actor.is_some() {
                        let (dot, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
                        paint::side_dot(ui.painter(), dot.center(), 4.5, sides::of_claim(workspace, claim), look.text);
                    }
                    let words = table::cell(workspace, at, column);
                    ui.add(egui::Label::new(RichText::new(bidi::visual(&words)).font(small())).truncate());
                });
            }
            let response = row.response();
            if response.hovered() {
                commands.push(Command::Hover(Hovered { place: Some(claim.place.id.clone()), claim: Some(claim.id) }));
            }
            if response.clicked() {
                commands.push(Command::SelectClaim(claim.id));
            }
            response.on_hover_text(table::cell(workspace, at, TableColumn::Quote));
        });
    });
    if rows.is_empty() {
        ui.label(quiet(&look, say::table_empty()));
    }
    clicked
}

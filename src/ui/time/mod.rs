//! The time panel: controls above, the axis with its density below.

mod axis;
pub mod clock;
mod controls;
mod graph;

pub use graph::state_band;

use super::theme::{GRID, Look};
use crate::workspace::{AxisView, Command, Playback, Tick, Workspace};
use eframe::egui::{self, Frame, Margin, Panel, Ui};

#[derive(Debug, Default)]
pub struct TimePanel {
    /// `None` until the width is known: then everything is fitted.
    view: Option<AxisView>,
    width_px: f64,
    playback: Playback,
    controls: controls::Controls,
    reveal_cursor: bool,
    /// Where a drag that marks a range began.
    range_from: Option<jiff::civil::Date>,
}

impl TimePanel {
    pub fn fit(&mut self) {
        self.view = None;
    }

    pub fn reveal_cursor(&mut self) {
        self.reveal_cursor = true;
    }

    /// Opens the date field with the focus in it.
    pub fn ask_date(&mut self, workspace: &Workspace) {
        self.controls.ask_date(workspace);
    }

    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let look = Look::of(ui);
        let frame = Frame::new().fill(look.panel).inner_margin(Margin { left: 12, right: 12, top: 4, bottom: 4 });
        Panel::bottom("time").resizable(false).frame(frame).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = GRID / 4.0;
            self.controls.show(ui, workspace, commands);
            self.axis(ui, workspace, commands);
        });
    }

    /// Lets time run; call once a frame.
    pub fn play(&mut self, ctx: &egui::Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(ends) = workspace.derived.ends() else { return };
        if !workspace.view.playing {
            self.playback.restart();
            return;
        }
        let secs = f64::from(ctx.input(|input| input.stable_dt));
        match self.playback.advance(&workspace.view, &workspace.derived.axis, ends, secs) {
            Tick::Stay => {}
            Tick::Go(day) => commands.push(Command::SetCursor(day)),
            Tick::Stop => commands.push(Command::TogglePlay),
        }
        ctx.request_repaint();
    }
}

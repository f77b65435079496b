//! Short messages over the map: what happened, to which file, and what to do.

use super::icon::{self, Icon};
use super::theme::{GRID, Look};
use super::widgets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::wording::shared;
use crate::wording::window as say;
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Stroke, vec2};

/// A note goes by itself after so long; warnings and errors stay until closed.
const NOTE_SECS: f64 = 6.0;
const MOST: usize = 4;

#[derive(Debug, Clone)]
struct Notice {
    diagnostic: Diagnostic,
    since_secs: f64,
}

#[derive(Debug, Default)]
pub struct Notices(Vec<Notice>);

impl Notices {
    pub fn push(&mut self, ctx: &egui::Context, diagnostic: Diagnostic) {
        let since_secs = ctx.input(|input| input.time);
        self.0.retain(|notice| notice.diagnostic != diagnostic);
        self.0.push(Notice { diagnostic, since_secs });
        if self.0.len() > MOST {
            self.0.remove(0);
        }
        ctx.request_repaint();
    }

    /// Stacked at the upper edge of what the panels leave free.
    pub fn show(&mut self, ctx: &egui::Context, free: egui::Rect) {
        let now = ctx.input(|input| input.time);
        self.0.retain(|notice| notice.diagnostic.severity != Severity::Note || now - notice.since_secs < NOTE_SECS);
        if self.0.iter().any(|notice| notice.diagnostic.severity == Severity::Note) {
            ctx.request_repaint_after_secs(0.5);
        }
        if self.0.is_empty() {
            return;
        }
        let mut closed = None;
        Area::new(Id::unique("notices"))
            .pivot(Align2::CENTER_TOP)
            .fixed_pos(free.center_top() + vec2(0.0, GRID))
            .order(egui::Order::Foreground)
            .show(ctx, |ui| {
                ui.set_max_width((free.width() - 96.0).clamp(200.0, 520.0));
                for (index, notice) in self.0.iter().enumerate() {
                    if show_one(ui, &notice.diagnostic) {
                        closed = Some(index);
                    }
                }
            });
        if let Some(index) = closed {
            self.0.remove(index);
        }
    }
}

fn show_one(ui: &mut egui::Ui, diagnostic: &Diagnostic) -> bool {
    let look = Look::of(ui);
    let ink = match diagnostic.severity {
        Severity::Note => look.accent,
        Severity::Warning => look.warn,
        Severity::Error => look.error,
    };
    let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(12, 8)).stroke(Stroke::new(1.0, ink));
    let mut closed = false;
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            let (mark, response) = ui.allocate_exact_size(vec2(16.0, 20.0), egui::Sense::hover());
            response.widget_info(|| egui::WidgetInfo::labeled(Role::Alert, true, say::notice()));
            let symbol = if diagnostic.severity == Severity::Note { Icon::Clock } else { Icon::Warning };
            icon::paint(ui.painter(), mark, symbol, ink);
            let room = (ui.available_width() - 40.0).max(120.0);
            ui.vertical(|ui| {
                ui.set_max_width(room);
                if !diagnostic.file.is_empty() {
                    ui.label(super::theme::strong(&diagnostic.file));
                }
                ui.add(egui::Label::new(&diagnostic.message).wrap());
            });
            closed = widgets::icon_button(ui, Icon::Close, say::close_the_notice(), shared::close(), true, false).clicked();
        });
    });
    closed
}

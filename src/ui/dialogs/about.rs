//! What this is, and whose data it carries.

use super::title;
use crate::map::assets;
use crate::ui::theme::{Look, quiet, strong};
use crate::wording::dialogs as say;
use eframe::egui::Ui;

pub fn show(ui: &mut Ui) -> bool {
    if title(ui, say::about_salient()) {
        return false;
    }
    let look = Look::of(ui);
    ui.label(strong(say::salient(env!("CARGO_PKG_VERSION"))));
    ui.label(say::what_salient_is());
    ui.label(say::nothing_leaves_this_computer());
    ui.label(quiet(&look, say::no_statement_on_borders()));
    for credit in [assets::CREDIT_CORE, assets::CREDIT_OSM, assets::CREDIT_RELIEF, say::credit_fonts()] {
        ui.label(quiet(&look, credit));
    }
    true
}

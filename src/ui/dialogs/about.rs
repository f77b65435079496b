//! What this is, and whose data it carries.

use super::title;
use crate::map::assets;
use crate::ui::theme::{Look, quiet, strong};
use eframe::egui::Ui;

pub fn show(ui: &mut Ui) -> bool {
    if title(ui, "About Salient") {
        return false;
    }
    let look = Look::of(ui);
    ui.label(strong(format!("Salient {}", env!("CARGO_PKG_VERSION"))));
    ui.label("Reads folders of war reporting and draws who is said to hold which place, when, and in whose words.");
    ui.label("Nothing leaves this computer.");
    ui.label(quiet(&look, "Positions are as claimed in the cited articles; they are no statement on borders or status."));
    for credit in [assets::CREDIT_CORE, assets::CREDIT_OSM, assets::CREDIT_RELIEF, "Fonts: Noto Sans (SIL Open Font License)"] {
        ui.label(quiet(&look, credit));
    }
    true
}

//! The window: panels that read a [`Workspace`](crate::workspace::Workspace) and push commands.
//!
//! In: what to open. Out: a window until it is closed. Refused: deciding anything: a panel never changes the workspace, and
//! what a sentence, a date or a state means is decided below.

mod app;
mod articles;
mod bidi;
mod dialogs;
mod export_job;
mod fonts;
mod format;
mod icon;
mod keys;
mod loading;
mod map_view;
mod menus;
mod notices;
mod paint;
mod place;
mod room;
mod sides;
mod situation;
mod table;
mod theme;
mod time;
mod top_bar;
mod widgets;

pub use app::{SalientApp, Start};

use crate::wording::window as say;
use eframe::egui::{self, vec2};
use std::path::PathBuf;

/// Name of the program's data folder and window.
const APP_ID: &str = "salient";

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When the system gives no window or no graphics; the words say so.
pub fn run(paths: Vec<PathBuf>) -> Result<(), String> {
    let viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title(say::title())
        .with_inner_size(vec2(1360.0, 820.0))
        .with_min_inner_size(vec2(760.0, 520.0))
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Wgpu, ..Default::default() };
    let settings = eframe::storage_dir(APP_ID);
    let start = Start { paths, settings, ..Start::default() };
    eframe::run_native(APP_ID, options, Box::new(|cc| Ok(Box::new(SalientApp::new(cc, start))))).map_err(say::no_window)
}

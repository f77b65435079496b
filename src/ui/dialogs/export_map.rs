//! "Export map…": size, scale, format, where to.

use super::{buttons, title};
use crate::export::{Format, default_name};
use crate::ui::theme::{Look, quiet};
use crate::ui::widgets::field;
use crate::wording::dialogs as say;
use crate::workspace::{Basemap, Command, Source, Workspace, day};
use eframe::egui::{self, ComboBox, Grid, Id, Ui};
use std::path::PathBuf;

/// What is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportRequest {
    pub path: PathBuf,
    /// In points.
    pub width: f32,
    pub height: f32,
    /// Pixels a point.
    pub scale: f32,
    pub title: String,
    /// Shaded relief under the claims instead of plain land.
    pub relief: bool,
}

#[derive(Debug)]
pub struct ExportMap {
    title: String,
    size: usize,
    window: [f32; 2],
    scale: u8,
    svg: bool,
    relief: bool,
    /// Why the page's ground is not the window's.
    other_ground: Option<&'static str>,
    path: String,
    focused: bool,
}

/// Sizes in points; the first is the window's.
const SIZES: [(&str, [f32; 2]); 6] = [
    (say::size_of_window(), [0.0, 0.0]),
    ("1600 × 900", [1600.0, 900.0]),
    (say::size_post(), [1200.0, 675.0]),
    (say::size_square(), [1080.0, 1080.0]),
    (say::size_story(), [1080.0, 1920.0]),
    (say::size_a4_landscape(), [1123.0, 794.0]),
];

impl ExportMap {
    #[must_use]
    pub fn new(workspace: &Workspace, size: egui::Vec2, folder: Option<PathBuf>) -> Self {
        let name = workspace.source.as_ref().map_or_else(|| say::map().to_owned(), Source::label);
        let selected = workspace.view.selection.place.as_deref().and_then(|id| workspace.corpus.place(id));
        let title = selected.map_or_else(|| name.clone(), |place| place.name.clone());
        let place = selected.map_or("", |place| place.name.as_str());
        let file = workspace.view.cursor.map_or_else(|| "map.png".to_owned(), |day| default_name(&name, place, day, Format::Png));
        let path = folder.or_else(std::env::home_dir).unwrap_or_default().join(file).display().to_string();
        let day = workspace.view.cursor.map(day::long).unwrap_or_default();
        let title = format!("{title}, {day}");
        let relief = workspace.view.basemap == Basemap::Relief;
        let other_ground = other_ground(&workspace.view.basemap);
        Self { title, relief, other_ground, size: 1, window: [size.x.round(), size.y.round()], scale: 2, svg: false, path, focused: false }
    }

    pub fn show(&mut self, ui: &mut Ui, wishes: &mut Vec<super::Wish>) -> bool {
        let look = Look::of(ui);
        if title(ui, say::export_map()) {
            return false;
        }
        Grid::new("export").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| {
            let width = 360.0;
            ui.label(say::title());
            field(ui, &mut self.title, say::title_field(), say::title_field(), width, Id::unique("export title"));
            ui.end_row();
            ui.label(say::size());
            let name = |index: usize| SIZES.get(index).map_or("", |(name, _)| name);
            let combo = ComboBox::from_id_salt("size").selected_text(name(self.size)).width(width).show_ui(ui, |ui| {
                for (index, (name, _)) in SIZES.iter().enumerate() {
                    ui.selectable_value(&mut self.size, index, *name);
                }
            });
            combo.response.accessible_name(say::size());
            ui.end_row();
            ui.label(say::scale());
            ui.horizontal(|ui| {
                for scale in 1..=3 {
                    ui.selectable_value(&mut self.scale, scale, format!("{scale}×"));
                }
                let [w, h] = self.points();
                let scale = f32::from(self.scale);
                let pixels = if self.svg { say::drawn_as_lines().to_owned() } else { say::pixels(w * scale, h * scale) };
                ui.label(quiet(&look, pixels));
            });
            ui.end_row();
            ui.label(say::format());
            ui.horizontal(|ui| {
                for (svg, name) in [(false, "PNG"), (true, "SVG")] {
                    if ui.selectable_label(self.svg == svg, name).clicked() {
                        self.svg = svg;
                        self.path = PathBuf::from(&self.path).with_extension(self.ending()).display().to_string();
                    }
                }
            });
            ui.end_row();
            ui.label(say::ground());
            ui.horizontal(|ui| {
                for (relief, command) in [(false, Basemap::Plain), (true, Basemap::Relief)] {
                    let entry = Command::SetBasemap(command).entry();
                    if ui.selectable_label(self.relief == relief, entry.label).on_hover_text(entry.tooltip).clicked() {
                        self.relief = relief;
                    }
                }
            });
            ui.end_row();
            ui.label(say::file());
            let response = field(ui, &mut self.path, "", say::file_field(), width, Id::unique("export path"));
            if !std::mem::replace(&mut self.focused, true) {
                response.request_focus();
            }
            ui.end_row();
        });
        let path = PathBuf::from(self.path.trim());
        let folder_exists = path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir());
        if !folder_exists {
            ui.label(egui::RichText::new(say::no_such_folder()).color(look.error));
        } else if path.is_file() {
            ui.label(egui::RichText::new(say::file_will_be_replaced()).color(look.warn));
        } else {
            ui.label(quiet(&look, say::what_a_page_carries()));
        }
        if let Some(why) = self.other_ground {
            ui.add(egui::Label::new(quiet(&look, why)).wrap());
        }
        let ready = folder_exists && path.file_name().is_some();
        let entered = ui.input(|input| input.key_pressed(egui::Key::Enter));
        let answer = buttons(ui, say::export(), ready).or((entered && ready).then_some(true));
        if answer == Some(true) {
            let [width, height] = self.points();
            let scale = f32::from(self.scale);
            let (title, relief) = (self.title.trim().to_owned(), self.relief);
            wishes.push(super::Wish::Export(ExportRequest { path, width, height, scale, title, relief }));
        }
        answer.is_none()
    }

    fn points(&self) -> [f32; 2] {
        match SIZES.get(self.size) {
            Some((_, size)) if self.size > 0 => *size,
            _ => self.window,
        }
    }

    const fn ending(&self) -> &'static str {
        if self.svg { "svg" } else { "png" }
    }
}

/// A page draws only what comes with the program: it must not fetch anything, and must carry its credits.
const fn other_ground(shown: &Basemap) -> Option<&'static str> {
    match shown {
        Basemap::Plain | Basemap::Relief => None,
        Basemap::Online => Some(say::online_is_not_exported()),
        Basemap::File(_) => Some(say::own_basemap_is_not_exported()),
        Basemap::None => Some(say::page_has_a_ground()),
    }
}

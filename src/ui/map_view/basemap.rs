//! The embedded basemap: two archives drawn with one style sheet, rebuilt when the theme changes.

use super::tiles::ArchiveTiles;
use crate::jobs::Workers;
use crate::map::archive::Archive;
use crate::map::{Theme, assets};
use eframe::egui::Context;
use serde_json::Value;
use std::sync::Arc;
use walkers::Style;

/// Source layers that the archive of OpenStreetMap holds; the others are the core's.
const OSM_LAYERS: [&str; 2] = ["roads", "water"];

pub struct Basemap {
    theme: Theme,
    core: Option<Arc<Archive>>,
    osm: Option<Arc<Archive>>,
    workers: Arc<Workers>,
    pub layers: Vec<ArchiveTiles>,
    /// What went wrong with an archive or the style, in words for the user.
    pub problem: Option<String>,
}

impl Basemap {
    #[must_use]
    pub fn new(ctx: &Context, theme: Theme) -> Self {
        let mut problem = None;
        let mut open = |bytes: &'static [u8], name: &str| match Archive::open(bytes) {
            Ok(archive) => Some(Arc::new(archive)),
            Err(error) => {
                problem = Some(format!("The embedded basemap ({name}) cannot be drawn: {error}."));
                None
            }
        };
        let core = open(assets::BASEMAP_CORE, "land and towns");
        let osm = open(assets::BASEMAP_OSM, "roads");
        let mut basemap = Self { theme, core, osm, workers: Arc::new(Workers::new("tiles", 2)), layers: Vec::new(), problem };
        basemap.restyle(ctx);
        basemap
    }

    /// Follows the theme.
    pub fn set_theme(&mut self, ctx: &Context, theme: Theme) {
        if theme != self.theme {
            self.theme = theme;
            self.restyle(ctx);
        }
    }

    #[must_use]
    pub fn pending(&self) -> usize {
        self.layers.iter().map(ArchiveTiles::pending).sum()
    }

    #[must_use]
    pub fn errors(&self) -> usize {
        self.layers.iter().map(|tiles| tiles.errors).sum()
    }

    fn restyle(&mut self, ctx: &Context) {
        self.layers.clear();
        let sheet = assets::style_sheet(self.theme);
        for (archive, credit, osm) in [(&self.core, assets::CREDIT_CORE, false), (&self.osm, assets::CREDIT_OSM, true)] {
            let Some(archive) = archive else { continue };
            match ground_style(sheet, osm) {
                Ok(style) => {
                    let (archive, workers) = (Arc::clone(archive), Arc::clone(&self.workers));
                    self.layers.push(ArchiveTiles::new(archive, Arc::new(style), credit, workers, ctx.clone()));
                }
                Err(error) => self.problem = Some(format!("The map style cannot be read: {error}.")),
            }
        }
    }
}

/// The layers of the sheet that one archive can draw, without names: those are placed together with the claims' own.
fn ground_style(sheet: &str, osm: bool) -> Result<Style, serde_json::Error> {
    let mut sheet: Value = serde_json::from_str(sheet)?;
    if let Some(layers) = sheet.get_mut("layers").and_then(Value::as_array_mut) {
        layers.retain(|layer| {
            let text = |key: &str| layer.get(key).and_then(Value::as_str).unwrap_or("");
            text("type") != "symbol" && OSM_LAYERS.contains(&text("source-layer")) == osm
        });
    }
    serde_json::from_value(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sheets_are_styles_that_the_tile_renderer_reads() {
        for theme in [Theme::Light, Theme::Dark] {
            let core = ground_style(assets::style_sheet(theme), false).unwrap();
            let osm = ground_style(assets::style_sheet(theme), true).unwrap();
            assert!(core.layers.len() > 5 && !osm.layers.is_empty());
        }
    }
}

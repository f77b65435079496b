//! The ground under the claims: which archives and servers are drawn, in which order, in which style.
//!
//! In: the user's choice and the theme. Out: layers for walkers, credits for the margin, words when something is missing. A
//! choice that cannot be drawn leaves the quiet basemap and says why.

use super::archive_file;
use super::online::OnlineTiles;
use super::tiles::ArchiveTiles;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::jobs::Workers;
use crate::map::archive::{Archive, TileKind};
use crate::map::{Theme, assets, relief};
use crate::wording::map as say;
use crate::workspace::Basemap as Choice;
use eframe::egui::Context;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use walkers::Style;

/// Source layers that the archive of OpenStreetMap holds; the others are the core's.
const OSM_LAYERS: [&str; 2] = ["roads", "water"];

/// Where tiles come from.
enum Source {
    Archive(ArchiveTiles),
    Online(Box<OnlineTiles>),
}

struct Layer {
    source: Source,
    opacity: f32,
}

pub struct Basemap {
    made_for: Option<(Choice, Theme)>,
    core: Option<Arc<Archive>>,
    osm: Option<Arc<Archive>>,
    relief: Option<Arc<Archive>>,
    workers: Arc<Workers>,
    /// Where online tiles are kept.
    cache: Option<PathBuf>,
    layers: Vec<Layer>,
    /// Longest first: the margin shows the longest that it has room for.
    credits: Vec<String>,
    /// What went wrong with an archive or the style, in words for the user.
    problem: Option<String>,
}

impl Basemap {
    #[must_use]
    pub fn new(cache: Option<PathBuf>) -> Self {
        let mut problem = None;
        let mut open = |bytes: &'static [u8], name: &str| match Archive::open(bytes) {
            Ok(archive) => Some(Arc::new(archive)),
            Err(error) => {
                problem = Some(say::embedded_undrawn(name, error));
                None
            }
        };
        let (core, osm) = (open(assets::BASEMAP_CORE, say::part_land()), open(assets::BASEMAP_OSM, say::part_roads()));
        let relief = open(assets::RELIEF, say::part_relief());
        let workers = Arc::new(Workers::new("tiles", 2));
        Self { made_for: None, core, osm, relief, workers, cache, layers: Vec::new(), credits: Vec::new(), problem }
    }

    /// Follows the choice and the theme; a notice when the choice cannot be drawn.
    pub fn follow(&mut self, ctx: &Context, choice: &Choice, theme: Theme) -> Option<Diagnostic> {
        if self.made_for.as_ref().is_some_and(|(made, of)| made == choice && *of == theme) {
            return None;
        }
        self.made_for = Some((choice.clone(), theme));
        self.layers.clear();
        let osm_credit = assets::CREDIT_OSM;
        // Every wording names those whose licence asks for it.
        self.credits = vec![format!("{osm_credit} · {}", assets::CREDIT_CORE), format!("{osm_credit} · {}", assets::CREDIT_GEONAMES)];
        let mut trouble = None;
        match choice {
            Choice::None => self.credits = vec![say::no_basemap().to_owned()],
            Choice::Plain => self.quiet(ctx, theme, &[]),
            Choice::Relief => {
                if let Some(relief) = self.relief.clone() {
                    self.add(ctx, relief, Style::default(), relief::opacity(theme));
                }
                self.quiet(ctx, theme, &relief::HIDES);
                self.credits.insert(0, format!("{osm_credit} · {} · {}", assets::CREDIT_CORE, assets::CREDIT_RELIEF));
            }
            Choice::Online => {
                self.quiet(ctx, theme, &[]);
                let tiles = Box::new(OnlineTiles::new(ctx, self.cache.clone()));
                self.layers.push(Layer { source: Source::Online(tiles), opacity: if theme == Theme::Dark { 0.75 } else { 1.0 } });
                self.credits = vec![format!("{} · openstreetmap.org/copyright", assets::CREDIT_ONLINE), assets::CREDIT_ONLINE.to_owned()];
            }
            Choice::File(path) => {
                self.quiet(ctx, theme, &[]);
                match archive_file::open(path) {
                    Ok(archive) => self.own(ctx, archive, path, theme),
                    Err(why) => {
                        let file = path.display().to_string();
                        let message = say::quiet_instead(why);
                        trouble = Some(Diagnostic::new(Severity::Error, Stage::Map, file, message));
                    }
                }
            }
        }
        trouble
    }

    /// Land, water, borders and roads, without the layers that something below shows.
    fn quiet(&mut self, ctx: &Context, theme: Theme, hidden: &[&str]) {
        let sheet = assets::style_sheet(theme);
        for (archive, osm) in [(self.core.clone(), false), (self.osm.clone(), true)] {
            let Some(archive) = archive else { continue };
            let ours = |layer: &Value| {
                let text = |key: &str| layer.get(key).and_then(Value::as_str).unwrap_or("");
                let hides = hidden.contains(&text("type")) || hidden.contains(&text("source-layer"));
                OSM_LAYERS.contains(&text("source-layer")) == osm && !hides
            };
            match ground_style(sheet, ours) {
                Ok(style) => self.add(ctx, archive, style, 1.0),
                Err(error) => self.problem = Some(say::style_unread(error)),
            }
        }
    }

    fn own(&mut self, ctx: &Context, archive: Archive, path: &std::path::Path, theme: Theme) {
        let credit = archive.attribution();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let line = if credit.is_empty() { say::archive_without_credit(name) } else { format!("{credit} ({name})") };
        self.credits.iter_mut().for_each(|known| *known = format!("{line} · {known}"));
        let vector = archive.header().kind == TileKind::Vector;
        let sheet = if vector { assets::foreign_style_sheet(theme) } else { r#"{"layers":[]}"# };
        match ground_style(sheet, |_| true) {
            Ok(style) => self.add(ctx, Arc::new(archive), style, 1.0),
            Err(error) => self.problem = Some(say::style_unread(error)),
        }
    }

    fn add(&mut self, ctx: &Context, archive: Arc<Archive>, style: Style, opacity: f32) {
        let tiles = ArchiveTiles::new(archive, Arc::new(style), Arc::clone(&self.workers), ctx.clone());
        self.layers.push(Layer { source: Source::Archive(tiles), opacity });
    }

    /// Takes in tiles that came; call once a frame before drawing.
    pub fn collect(&mut self) {
        for layer in &mut self.layers {
            match &mut layer.source {
                Source::Archive(tiles) => tiles.collect(),
                Source::Online(tiles) => tiles.collect(),
            }
        }
    }

    /// In paint order, each with its opacity.
    pub fn layers(&mut self) -> impl Iterator<Item = (&mut dyn walkers::Tiles, f32)> {
        self.layers.iter_mut().map(|layer| match &mut layer.source {
            Source::Archive(tiles) => (tiles as &mut dyn walkers::Tiles, layer.opacity),
            Source::Online(tiles) => (tiles.as_mut() as &mut dyn walkers::Tiles, layer.opacity),
        })
    }

    /// Tiles of archives that are being decoded; what a server owes is not waited for.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.archives().map(ArchiveTiles::pending).sum()
    }

    fn archives(&self) -> impl Iterator<Item = &ArchiveTiles> {
        self.layers.iter().filter_map(|layer| match &layer.source {
            Source::Archive(tiles) => Some(tiles),
            Source::Online(_) => None,
        })
    }

    #[must_use]
    pub fn credits(&self) -> &[String] {
        &self.credits
    }

    /// Whether our names belong on it: not on an empty ground, nor on a picture that has its own.
    #[must_use]
    pub fn takes_names(&self) -> bool {
        match self.made_for {
            Some((Choice::None, _)) => false,
            Some((Choice::Online, _)) => self.offline(),
            _ => true,
        }
    }

    fn offline(&self) -> bool {
        self.layers.iter().any(|layer| matches!(&layer.source, Source::Online(tiles) if tiles.unreachable()))
    }

    /// What is missing of the ground, in words.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        let errors: usize = self.archives().map(|tiles| tiles.errors).sum();
        let offline = self.offline();
        let counted = || say::tiles_could_not_be_drawn(errors);
        let unreachable = || say::unreachable().to_owned();
        self.problem.clone().or_else(|| offline.then(unreachable)).or_else(|| (errors > 0).then(counted))
    }
}

/// The layers of a sheet that are wanted, without names: those are placed together with the claims' own.
fn ground_style(sheet: &str, wanted: impl Fn(&Value) -> bool) -> Result<Style, serde_json::Error> {
    let mut sheet: Value = serde_json::from_str(sheet)?;
    if let Some(layers) = sheet.get_mut("layers").and_then(Value::as_array_mut) {
        layers.retain(|layer| layer.get("type").and_then(Value::as_str) != Some("symbol") && wanted(layer));
    }
    serde_json::from_value(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_is_a_style_that_the_tile_renderer_reads() {
        for theme in [Theme::Light, Theme::Dark] {
            for sheet in [assets::style_sheet(theme), assets::foreign_style_sheet(theme)] {
                assert!(ground_style(sheet, |_| true).unwrap().layers.len() > 5);
            }
        }
    }

    #[test]
    fn each_choice_has_layers_and_credits_and_a_bad_file_is_named() {
        let ctx = Context::default();
        let mut basemap = Basemap::new(None);
        for (choice, layers) in [(Choice::Plain, 2), (Choice::Relief, 3), (Choice::None, 0)] {
            assert!(basemap.follow(&ctx, &choice, Theme::Light).is_none());
            assert_eq!(basemap.layers().count(), layers, "{choice:?}");
            assert!(basemap.credits().windows(2).all(|pair| pair[0].len() >= pair[1].len()));
        }
        let notice = basemap.follow(&ctx, &Choice::File("/no/such.pmtiles".into()), Theme::Light).unwrap();
        assert!(notice.file.contains("such.pmtiles") && notice.message.contains("quiet basemap"), "{notice:?}");
        assert_eq!(basemap.layers().count(), 2);
        assert!(basemap.follow(&ctx, &Choice::File("/no/such.pmtiles".into()), Theme::Light).is_none(), "said once");
    }
}

//! What is looked at and how: everything that is neither the folder's content nor the analyst's decision.
//!
//! Stored between runs; a view that no longer fits the folder (a selected claim that is gone) is dropped quietly.

use super::corpus::LoadedCorpus;
use super::day::plus_days;
use super::filters::Filters;
use crate::calendar::Date;
use crate::geodesy::LatLon;
use crate::map::{Palette, Theme};
use crate::provenance::{ArticleId, ClaimId};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The second clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownAsOf {
    /// All that the folder holds.
    #[default]
    Everything,
    /// Only what had been published by the cursor's day: a replay of what could be known.
    Cursor,
    /// Only what had been published by a fixed day.
    Day(Date),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loop {
    #[default]
    Off,
    All,
    /// The marked range.
    Range,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

/// What is drawn under the claims.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basemap {
    /// Light or dark with the theme.
    #[default]
    Plain,
    /// Shaded relief under borders and roads.
    Relief,
    /// OpenStreetMap's own tiles from its servers, over the quiet basemap. Never switched on by anything but the user, and
    /// not remembered: whoever asks for tiles tells where they look.
    Online,
    /// An archive of the user's own.
    File(PathBuf),
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Panel {
    Articles,
    Place,
    Time,
    Table,
    Situation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelsShown {
    pub articles: bool,
    pub place: bool,
    pub time: bool,
    pub table: bool,
    pub situation: bool,
}

impl Default for PanelsShown {
    fn default() -> Self {
        Self { articles: true, place: true, time: true, table: false, situation: true }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    pub place: Option<String>,
    pub claim: Option<ClaimId>,
    pub article: Option<ArticleId>,
}

/// What the pointer rests on, in whichever panel: every panel marks it, and the map its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hovered {
    pub place: Option<String>,
    pub claim: Option<ClaimId>,
}

/// Centre and zoom alone; the window knows its size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CameraView {
    pub centre: LatLon,
    pub zoom: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// "Happened by": the state at the end of this day is shown. `None` until something datable is loaded.
    pub cursor: Option<Date>,
    pub known: KnownAsOf,
    /// Marked on the axis; both days inside.
    pub range: Option<(Date, Date)>,
    #[serde(skip)]
    pub playing: bool,
    /// Days a second.
    pub speed: f32,
    pub looping: Loop,
    /// Places keep their last state (true), or only those of which something is said in the last week show (false).
    pub cumulative: bool,
    pub selection: Selection,
    #[serde(skip)]
    pub hovered: Hovered,
    pub filters: Filters,
    pub palette: Palette,
    pub theme: ThemeChoice,
    #[serde(serialize_with = "offline")]
    pub basemap: Basemap,
    /// Cells around places in the colour of who holds them: an estimate, so off unless asked for.
    pub areas: bool,
    pub panels: PanelsShown,
    pub camera: Option<CameraView>,
    /// Interface scale, 1 = 100 %.
    pub scale: f32,
    /// Read again when a file of the open folders changes.
    pub watch: bool,
}

/// A basemap as it is remembered.
fn offline<S: serde::Serializer>(basemap: &Basemap, serializer: S) -> Result<S::Ok, S::Error> {
    let kept = if *basemap == Basemap::Online { &Basemap::Plain } else { basemap };
    kept.serialize(serializer)
}

/// Without `cumulative`, a place fades out when nothing changed or was said there for so long.
pub const RECENT_DAYS: i32 = 7;

impl Default for View {
    fn default() -> Self {
        Self {
            cursor: None,
            known: KnownAsOf::default(),
            range: None,
            playing: false,
            speed: 1.0,
            looping: Loop::default(),
            cumulative: true,
            selection: Selection::default(),
            hovered: Hovered::default(),
            filters: Filters::default(),
            palette: Palette::default(),
            theme: ThemeChoice::default(),
            basemap: Basemap::default(),
            areas: false,
            panels: PanelsShown::default(),
            camera: None,
            scale: 1.0,
            watch: true,
        }
    }
}

impl View {
    /// The day of the second clock, or `None` for everything.
    #[must_use]
    pub fn known_at(&self) -> Option<Date> {
        match self.known {
            KnownAsOf::Everything => None,
            KnownAsOf::Cursor => self.cursor,
            KnownAsOf::Day(day) => Some(day),
        }
    }

    /// Earliest day that still counts as recent at the cursor.
    #[must_use]
    pub fn recent_from(&self) -> Option<Date> {
        self.cursor.map(|day| plus_days(day, -RECENT_DAYS))
    }

    /// A selection or filter may name what this folder does not have.
    pub(super) fn forget_what_is_gone(&mut self, corpus: &LoadedCorpus) {
        let selection = &mut self.selection;
        selection.place = selection.place.take().filter(|place| corpus.place(place).is_some());
        selection.claim = selection.claim.take().filter(|claim| corpus.claim(*claim).is_some());
        selection.article = selection.article.take().filter(|article| corpus.reading(*article).is_some());
        let filters = &mut self.filters;
        filters.sides.retain(|side| corpus.side_index(side).is_some());
        filters.outlets.retain(|outlet| corpus.outlets().contains_key(outlet.as_str()));
        filters.languages.retain(|language| corpus.languages().contains_key(language.as_str()));
        filters.place = filters.place.take().filter(|place| corpus.place(place).is_some());
    }

    /// What the program draws in, given what the system prefers.
    #[must_use]
    pub fn theme(&self, system_dark: bool) -> Theme {
        match self.theme {
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::System if system_dark => Theme::Dark,
            ThemeChoice::System => Theme::Light,
        }
    }
}

//! What is open, what is looked at, and the one door through which both change.
//!
//! In: readings from the pipeline and [`Command`]s from the panels. Out: a [`Workspace`] that panels read, and [`Effect`]s
//! for the window to carry out. Refused: egui, threads, and the disk, but for [`store`], which keeps the settings.

mod apply;
mod changes;
mod command;
mod corpus;
pub mod day;
mod density;
mod derived;
mod document;
mod filters;
mod history;
mod loaded;
mod passing;
pub mod phrases;
mod playback;
mod precision;
mod source;
pub mod store;
pub mod table;
#[cfg(test)]
mod tests;
mod time_axis;
mod view;
mod voices;

pub use apply::{Effect, apply, zoom_for};
pub use command::{Command, Entry};
pub use corpus::{ClaimAt, LoadedCorpus, SideInfo, UNKNOWN_LANGUAGE, UNKNOWN_OUTLET};
pub use density::{Bar, Column, Density, SideIndex};
pub use derived::Derived;
pub use document::{Document, Review, Verdict};
pub use filters::{CHANGES, EVIDENCE, FilterChip, Filters, Flag, change_label, evidence_label, evidence_meaning, language_name};
pub use history::History;
pub use loaded::Loaded;
pub use playback::{Playback, Tick};
pub use precision::{Datedness, Nearness};
pub use source::{Source, own_name};
pub use table::{TableColumn, TableKey, TableRows};
pub use time_axis::{AxisView, FOLD_PX, Stretch, StretchKind, TimeAxis};
pub use view::{Basemap, CameraView, Hovered, KnownAsOf, Loop, Panel, PanelsShown, RECENT_DAYS, Selection, ThemeChoice, View};

pub use voices::{Dispute, Saying, Stand, Voice, voices};

use crate::diagnostic::Diagnostic;
use crate::map::ActorStyles;
use crate::pipeline::{ArticleReading, Decisions};
use std::path::PathBuf;
use std::sync::Arc;

/// How many folders the recent list remembers.
pub const RECENT_FOLDERS: usize = 8;

#[derive(Debug, Default)]
pub struct Workspace {
    pub document: Document,
    pub history: History,
    pub view: View,
    pub source: Option<Source>,
    /// Newest first.
    pub recent: Vec<PathBuf>,
    /// The user's own files of places, laid over the gazetteer in this order.
    pub gazetteers: Vec<PathBuf>,
    /// What was wrong in them.
    pub gazetteer_problems: Vec<Diagnostic>,
    pub styles: ActorStyles,
    pub corpus: Arc<LoadedCorpus>,
    /// Follows from corpus and view; refreshed by [`apply`].
    pub derived: Derived,
}

impl Workspace {
    #[must_use]
    pub fn new(styles: ActorStyles) -> Self {
        Self { styles, ..Self::default() }
    }

    /// Takes in what has been read, building here what [`crate::jobs::open`] builds beside the window.
    pub fn load(&mut self, mut readings: Vec<ArticleReading>, diagnostics: Vec<Diagnostic>) {
        for reading in &mut readings {
            if let Some(span) = self.document.article_dates.get(&reading.article.id) {
                reading.published = Some(crate::timex::Published { span: *span, basis: crate::timex::PublishedBasis::User });
            }
        }
        let corpus = LoadedCorpus::new(readings, diagnostics, &self.styles);
        drop(self.install(Loaded::new(corpus, &self.view, true)));
    }

    /// Puts it in place and returns what was there, which may be large: dropping it is the caller's.
    pub fn install(&mut self, loaded: Loaded) -> (Arc<LoadedCorpus>, Derived) {
        let Loaded { corpus, mut derived, cursor, whole } = loaded;
        derived.follow_on(&self.derived);
        let old = (std::mem::replace(&mut self.corpus, corpus), std::mem::replace(&mut self.derived, derived));
        if whole {
            self.view.forget_what_is_gone(&self.corpus);
        }
        let inside = |date| self.derived.axis.ends().is_some_and(|(a, b)| (a - 366..b + 366).contains(&day::day_of(date)));
        if !self.view.cursor.is_some_and(inside) {
            self.view.cursor = cursor;
        }
        self.derived.refresh(&self.corpus, &self.view);
        old
    }

    #[must_use]
    pub fn decisions(&self) -> Decisions {
        self.document.decisions()
    }
}

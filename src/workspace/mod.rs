//! What is open, what is looked at, and the one door through which both change.
//!
//! In: readings from the pipeline and [`Command`]s from the panels. Out: a [`Workspace`] that panels read, and [`Effect`]s
//! for the window to carry out. Refused: egui, threads, and the disk, but for [`store`], which keeps the settings.

mod apply;
mod command;
mod corpus;
pub mod day;
mod density;
mod derived;
mod document;
mod filters;
mod history;
mod playback;
pub mod store;
#[cfg(test)]
mod tests;
mod time_axis;
mod view;

pub use apply::{Effect, apply, zoom_for};
pub use command::{Command, Entry};
pub use corpus::{ClaimAt, LoadedCorpus, SideInfo, Source, UNKNOWN_OUTLET};
pub use density::{Bar, Column, Density, SideIndex};
pub use derived::Derived;
pub use document::{Document, Review, ToponymOverride, Verdict};
pub use filters::{CHANGES, EVIDENCE, FilterChip, Filters, Flag, change_label, evidence_label, evidence_meaning};
pub use history::History;
pub use playback::{Playback, Tick};
pub use time_axis::{AxisView, FOLD_PX, Stretch, StretchKind, TimeAxis};
pub use view::{Basemap, CameraView, Hovered, KnownAsOf, Loop, Panel, PanelsShown, RECENT_DAYS, Selection, ThemeChoice, View};

use crate::diagnostic::Diagnostic;
use crate::map::ActorStyles;
use crate::pipeline::ArticleReading;
use std::path::PathBuf;

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
    pub styles: ActorStyles,
    pub corpus: LoadedCorpus,
    /// Follows from corpus and view; refreshed by [`apply`].
    pub derived: Derived,
}

impl Workspace {
    #[must_use]
    pub fn new(styles: ActorStyles) -> Self {
        Self { styles, ..Self::default() }
    }

    /// Takes in what has been read.
    pub fn load(&mut self, mut readings: Vec<ArticleReading>, diagnostics: Vec<Diagnostic>) {
        for reading in &mut readings {
            if let Some(span) = self.document.article_dates.get(&reading.article.id) {
                reading.published = Some(crate::timex::Published { span: *span, basis: crate::timex::PublishedBasis::User });
            }
        }
        self.corpus = LoadedCorpus::new(readings, diagnostics, &self.styles);
        self.forget_what_is_gone();
        let (generation, replays) = (self.derived.generation, self.derived.replay_generation);
        self.derived = Derived::new(&self.corpus, &self.view);
        self.derived.generation += generation;
        self.derived.replay_generation += replays;
        let inside = |day| self.derived.axis.ends().is_some_and(|(a, b)| (a - 366..b + 366).contains(&day::day_of(day)));
        if !self.view.cursor.is_some_and(inside) {
            self.view.cursor = self.derived.last_day();
            self.derived.refresh(&self.corpus, &self.view);
        }
    }

    /// A selection or filter may name what this folder does not have.
    fn forget_what_is_gone(&mut self) {
        let Self { view, corpus, .. } = self;
        let selection = &mut view.selection;
        selection.place = selection.place.take().filter(|place| corpus.place(place).is_some());
        selection.claim = selection.claim.take().filter(|claim| corpus.claim(*claim).is_some());
        selection.article = selection.article.take().filter(|article| corpus.reading(*article).is_some());
        let filters = &mut view.filters;
        filters.sides.retain(|side| corpus.side_index(side).is_some());
        let outlets = corpus.outlets();
        filters.outlets.retain(|outlet| outlets.contains_key(outlet.as_str()));
        filters.place = filters.place.take().filter(|place| corpus.place(place).is_some());
    }
}

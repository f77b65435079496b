//! The map as a page: everything that it needs, copied out of the workspace, so that it is drawn beside the window.

use super::dialogs::ExportRequest;
use super::format;
use crate::calendar::Date;
use crate::claims::ClaimPlace;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::export::{self, Format, PageSize, SnapshotRequest, View};
use crate::geodesy::LatLon;
use crate::map::{ActorStyles, Camera, Palette, PlacedState, Theme};
use crate::provenance::ArticleId;
use crate::timeline::PlaceState;
use crate::workspace::Workspace;
use std::collections::BTreeSet;

pub struct Page {
    request: ExportRequest,
    places: Vec<(ClaimPlace, PlaceState)>,
    styles: ActorStyles,
    palette: Palette,
    theme: Theme,
    at: Date,
    known_as_of: Option<Date>,
    view: View,
    sources: Vec<export::Source>,
    filters: Vec<String>,
}

impl Page {
    /// `None` before anything is dated: then there is no day to draw.
    #[must_use]
    pub fn of(workspace: &Workspace, camera: Option<Camera>, theme: Theme, request: ExportRequest) -> Option<Self> {
        let at = workspace.view.cursor?;
        let view =
            camera.map_or(View::Fit, |camera| View::Camera { centre: LatLon::from(camera.centre), zoom: camera.zoom, width: camera.width });
        let place_name = |id: &str| workspace.corpus.place(id).map_or_else(|| id.to_owned(), |place| place.name.clone());
        let filters = workspace.view.filters.chips();
        Some(Self {
            places: workspace.derived.places().map(|(place, state)| (place.clone(), state.clone())).collect(),
            styles: workspace.styles.clone(),
            palette: workspace.view.palette,
            theme,
            at,
            known_as_of: workspace.view.known_at(),
            view,
            sources: sources(workspace),
            filters: filters.iter().map(|chip| chip.label(&workspace.corpus.sides, place_name)).collect(),
            request,
        })
    }

    /// Draws and writes; what became of it as a notice.
    #[must_use]
    pub fn write(&self) -> Diagnostic {
        let shown = self.request.path.display().to_string();
        match self.try_write() {
            Ok(()) => Diagnostic::new(Severity::Note, Stage::Export, shown, "The map was written."),
            Err(error) => Diagnostic::new(Severity::Error, Stage::Export, shown, error),
        }
    }

    fn try_write(&self) -> Result<(), String> {
        let name = self.request.path.to_string_lossy();
        let format = Format::of_name(&name).ok_or("A map is written as .png or .svg: give the file one of these endings.")?;
        let states: Vec<PlacedState> = self
            .places
            .iter()
            .map(|(place, state)| PlacedState {
                parent: place.parent.as_deref(),
                ..PlacedState::new(&place.id, &place.name, place.at, place.where_prec, place.radius_m, state)
            })
            .collect();
        let snapshot = export::snapshot(&SnapshotRequest {
            title: &self.request.title,
            states: &states,
            actors: &self.styles,
            palette: self.palette,
            theme: self.theme,
            at: self.at,
            known_as_of: self.known_as_of,
            view: self.view,
            size: PageSize { width: self.request.width, height: self.request.height },
            scale: self.request.scale,
            format,
            sources: &self.sources,
            filters: &self.filters,
            with_osm: true,
            embed_fonts: true,
        })?;
        export::write_atomically(&self.request.path, &snapshot.bytes)
    }
}

/// The articles whose claims speak for or against a state on the page, in the order of the list.
fn sources(workspace: &Workspace) -> Vec<export::Source> {
    let speaking: BTreeSet<ArticleId> = workspace
        .derived
        .places()
        .flat_map(|(_, state)| state.supporting.iter().chain(&state.opposing))
        .filter_map(|id| workspace.corpus.claim(*id))
        .map(|(reading, _)| reading.article.id)
        .collect();
    let speaks = |reading: &&crate::pipeline::ArticleReading| speaking.contains(&reading.article.id);
    workspace
        .corpus
        .readings
        .iter()
        .filter(speaks)
        .map(|reading| export::Source {
            outlet: workspace.corpus.outlet(reading.article.id).to_owned(),
            title: reading.article.title.clone(),
            date: reading.published.map_or_else(|| "undated".to_owned(), |published| format::span(published.span)),
        })
        .collect()
}

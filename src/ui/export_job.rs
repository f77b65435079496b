//! The map as a page: everything that it needs, copied out of the workspace, so that it is drawn beside the window.

use super::dialogs::ExportRequest;
use crate::calendar::Date;
use crate::claims::ClaimPlace;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::export::{self, Format, PageSize, SnapshotRequest, View};
use crate::geodesy::LatLon;
use crate::map::{ActorStyles, Camera, Palette, PlacedState, Theme};
use crate::timeline::PlaceState;
use crate::wording::window as say;
use crate::workspace::Workspace;

pub struct Page {
    request: ExportRequest,
    places: Vec<(ClaimPlace, PlaceState)>,
    styles: ActorStyles,
    palette: Palette,
    areas: bool,
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
            areas: workspace.view.areas,
            theme,
            at,
            known_as_of: workspace.view.known_at(),
            view,
            sources: export::sources_of(
                &workspace.corpus,
                &workspace.derived.places().map(|(place, state)| PlacedState::of(place, state)).collect::<Vec<_>>(),
            ),
            filters: filters.iter().map(|chip| chip.label(&workspace.corpus.sides, place_name)).collect(),
            request,
        })
    }

    /// Draws and writes; what became of it as a notice.
    #[must_use]
    pub fn write(&self) -> Diagnostic {
        let shown = self.request.path.display().to_string();
        match self.try_write() {
            Ok(()) => Diagnostic::new(Severity::Note, Stage::Export, shown, say::the_map_was_written()),
            Err(error) => Diagnostic::new(Severity::Error, Stage::Export, shown, error),
        }
    }

    fn try_write(&self) -> Result<(), String> {
        let name = self.request.path.to_string_lossy();
        let format = Format::of_name(&name).ok_or(say::wrong_ending())?;
        let states: Vec<PlacedState> = self.places.iter().map(|(place, state)| PlacedState::of(place, state)).collect();
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
            relief: self.request.relief,
            areas: self.areas,
            embed_fonts: true,
        })?;
        export::write_atomically(&self.request.path, &snapshot.bytes)
    }
}

//! The map: walkers draws the basemap, the scene's shapes lie on top; the only room that knows walkers.

mod archive_file;
mod basemap;
mod furniture;
mod ink;
mod lettering;
mod names;
mod online;
mod overlay;
mod press;
mod sheet;
mod tiles;

use super::theme::Look;
use crate::diagnostic::Diagnostic;
use crate::geodesy::{BoundingBox, LatLon};
use crate::map::Camera;
use crate::wording::marks as say;
use crate::wording::shared;
use crate::workspace::{Basemap as BasemapChoice, CameraView, Command, Workspace};
use basemap::Basemap;
use eframe::egui::{self, Key, Modifiers, Rect, Ui};
use walkers::{Map, MapMemory, lat_lon};

/// Closer than this the embedded basemap has nothing more to show.
const MAX_ZOOM: f64 = 16.0;
const MIN_ZOOM: f64 = 1.5;
/// No fit looks closer: a single village is seen with its surroundings.
const FIT_ZOOM: f64 = 11.0;

pub struct MapView {
    memory: MapMemory,
    basemap: Basemap,
    notices: Vec<Diagnostic>,
    overlay: overlay::Overlay,
    /// To be carried out when the size is known.
    fit: Option<BoundingBox>,
    /// Set once a camera was given or fitted.
    placed: bool,
    /// Vector tiles can only be drawn with a GPU renderer.
    gpu: bool,
    size: egui::Vec2,
    /// Upper left corner in the window.
    corner: egui::Pos2,
}

impl MapView {
    #[must_use]
    /// `cache`: where online tiles may be kept.
    pub fn new(render_state: Option<&eframe::egui_wgpu::RenderState>, cache: Option<std::path::PathBuf>) -> Self {
        if let Some(state) = render_state {
            walkers::install_renderer(render_state);
            press::install(state);
        }
        Self {
            memory: MapMemory::default(),
            basemap: Basemap::new(cache),
            notices: Vec::new(),
            overlay: overlay::Overlay::default(),
            fit: None,
            placed: false,
            gpu: render_state.is_some(),
            size: egui::Vec2::ZERO,
            corner: egui::Pos2::ZERO,
        }
    }

    pub fn fit(&mut self, bounds: BoundingBox) {
        self.fit = Some(bounds);
        self.placed = true;
    }

    pub fn look_at(&mut self, camera: CameraView) {
        self.memory.center_at(lat_lon(camera.centre.lat, camera.centre.lon));
        self.set_zoom(camera.zoom);
        self.placed = true;
    }

    /// A folder that is opened anew is fitted when it shows its first places.
    pub fn forget_camera(&mut self) {
        self.placed = false;
    }

    pub fn zoom_by(&mut self, steps: f64) {
        self.set_zoom(self.memory.zoom() + steps);
    }

    fn set_zoom(&mut self, zoom: f64) {
        // Within walkers' own limits, so it cannot refuse.
        let _ = self.memory.set_zoom(zoom.clamp(MIN_ZOOM, MAX_ZOOM));
    }

    /// Where the map looks, to be remembered.
    #[must_use]
    pub fn camera(&self) -> Option<CameraView> {
        let centre = self.memory.detached()?;
        self.placed.then_some(CameraView { centre: LatLon::new(centre.y(), centre.x()), zoom: self.memory.zoom() })
    }

    /// The camera of the last frame, for an export of what is seen.
    #[must_use]
    pub fn frame(&self) -> Option<Camera> {
        let centre = self.memory.detached()?;
        Some(Camera::new(LatLon::new(centre.y(), centre.x()), self.memory.zoom(), self.size.x, self.size.y))
    }

    /// Where a place's mark stands in the window; `None` while it is in a cluster or out of sight.
    #[must_use]
    pub fn mark_position(&self, workspace: &Workspace, place: &str) -> Option<egui::Pos2> {
        let index = workspace.derived.index_of(place)?;
        let mark = self.overlay.scene()?.marks.iter().find(|mark| mark.members == [index])?;
        Some(self.corner + egui::vec2(mark.at[0], mark.at[1]))
    }

    /// What the user must know of the ground, once.
    pub fn take_notices(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.notices)
    }

    /// Tiles are still on their way.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.overlay.waits() || self.basemap.pending() > 0
    }

    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let look = Look::of(ui);
        let rect = ui.available_rect_before_wrap();
        (self.size, self.corner) = (rect.size(), rect.min);
        self.place(workspace);
        if self.gpu {
            let notice = self.basemap.follow(ui.ctx(), &workspace.view.basemap, look.map_theme());
            self.notices.extend(notice);
            self.basemap.collect();
        }
        let ground = if look.dark { egui::Color32::from_rgb(0x12, 0x16, 0x1b) } else { egui::Color32::from_rgb(0xcf, 0xdb, 0xe3) };
        ui.painter().rect_filled(rect, 0.0, ground);

        let named = if self.gpu { self.basemap.takes_names() } else { workspace.view.basemap != BasemapChoice::None };
        let Self { memory, basemap, overlay, gpu, .. } = self;
        let home = lat_lon(28.0, 32.0);
        let mut map = Map::new(None, memory, home).zoom_with_ctrl(false).double_click_to_zoom(false);
        if *gpu {
            for (tiles, opacity) in basemap.layers() {
                map = map.with_layer(tiles, opacity);
            }
        }
        let on_card = *gpu;
        let inner = map.show(ui, |ui, response, _, memory| {
            let centre = memory.detached().unwrap_or(home);
            let camera = Camera {
                pixels_per_point: ui.pixels_per_point(),
                ..Camera::new(LatLon::new(centre.y(), centre.x()), memory.zoom(), rect.width(), rect.height())
            };
            overlay.show(ui, response, workspace, camera, (named, on_card), commands);
        });
        let places = workspace.derived.place_count();
        inner.response.widget_info(|| {
            let name = say::map_spoken(shared::places(places));
            egui::WidgetInfo::labeled(egui::accesskit::Role::Canvas, true, name)
        });
        // walkers zooms without bounds of ours.
        self.set_zoom(self.memory.zoom());
        if inner.response.has_focus() || inner.response.contains_pointer() {
            self.keys(ui);
        }
        if let Some(camera) = self.frame() {
            let covered = furniture::show(ui, rect, self.overlay.scene(), camera, &self.basemap, commands);
            self.overlay.reserve(covered.map(|part| part.translate(-rect.min.to_vec2())));
        }
    }

    /// Fits what is asked for, or on a first frame with places, all of them.
    fn place(&mut self, workspace: &Workspace) {
        if !self.placed && !workspace.corpus.is_empty() {
            match workspace.view.camera {
                Some(camera) => self.look_at(camera),
                None => {
                    if let Some(bounds) = workspace.corpus.bounds() {
                        self.fit(bounds);
                    }
                }
            }
        }
        if let Some(bounds) = self.fit.take() {
            if self.size.min_elem() < 32.0 {
                self.fit = Some(bounds);
                return;
            }
            // Names stand beside marks, and the lower edge carries credits: the marks are fitted above them.
            let foot = 40.0_f32.min(self.size.y / 8.0);
            let padding = 64.0_f32.min(self.size.min_elem() / 5.0);
            let camera = Camera::fitting(&bounds, self.size.x, self.size.y - foot, padding, FIT_ZOOM);
            let mut centre = camera.centre;
            centre.y += f64::from(foot) / 2.0 / camera.scale();
            self.look_at(CameraView { centre: LatLon::from(centre), zoom: camera.zoom });
        } else if !self.placed && self.memory.detached().is_none() {
            // Nothing to look at yet: where most of the wars are that people read about.
            self.memory.center_at(lat_lon(28.0, 32.0));
            self.set_zoom(3.0);
        }
    }

    /// Alt with W, A, S or D pans; arrows belong to time.
    fn keys(&mut self, ui: &Ui) {
        for (key, dx, dy) in [(Key::A, -1.0, 0.0), (Key::D, 1.0, 0.0), (Key::W, 0.0, -1.0), (Key::S, 0.0, 1.0)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::ALT, key)) {
                self.pan(f64::from(self.size.x) * dx * 0.15, f64::from(self.size.y) * dy * 0.15);
            }
        }
    }

    fn pan(&mut self, dx: f64, dy: f64) {
        let Some(camera) = self.frame() else { return };
        let mut centre = camera.centre;
        centre.x = (centre.x + dx / camera.scale()).rem_euclid(1.0);
        centre.y = (centre.y + dy / camera.scale()).clamp(0.0, 1.0);
        self.look_at(CameraView { centre: LatLon::from(centre), zoom: camera.zoom });
    }
}

/// A small box over the map, in the panel's colour.
fn plate(ui: &Ui, rect: Rect) {
    let look = Look::of(ui);
    ui.painter().rect(rect, egui::CornerRadius::same(6), look.raised, egui::Stroke::new(1.0, look.line), egui::StrokeKind::Inside);
}

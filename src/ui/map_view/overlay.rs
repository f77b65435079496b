//! The scene over the basemap: built when something changed, painted every frame, hovered and clicked.

use super::ink::Ink;
use super::lettering::Lettering;
use super::names::Names;
use super::press;
use super::sheet::Sheet;
use crate::geodesy::MercatorPoint;
use crate::map::{self, Board, Brief, Camera, PlacedState, Places, Scene, SceneInput, Stamp};
use crate::ui::format;
use crate::ui::theme::{BODY, Look, bold, quiet, small, strong};
use crate::wording::marks as say;
use crate::wording::shared;
use crate::workspace::{Command, Derived, Hovered, Workspace};
use eframe::egui::epaint::Mesh;
use eframe::egui::{self, CursorIcon, Popup, PopupCloseBehavior, Response, Ui, pos2};
use std::sync::Arc;

#[derive(Default)]
pub struct Overlay {
    scene: Option<Scene>,
    key: Option<Key>,
    /// The places at the cursor, and where each place of the replay lies.
    board: Board,
    projected: Vec<MercatorPoint>,
    /// Of the places and of the replay that the board was made from.
    of: (u64, u64),
    ink: Ink,
    /// The scene's shapes, until it changes; and as one mesh for a corner of the window, where there is no graphics card.
    drawn: Option<Arc<Sheet>>,
    flat: Option<(egui::Vec2, Arc<Mesh>)>,
    lettering: Lettering,
    names: Names,
    /// Members of the cluster that was clicked, while its list is open.
    cluster: Vec<String>,
    cluster_at: egui::Pos2,
    open: bool,
    /// What legend and credits covered in the last frame: no name is placed there.
    covered: [[f32; 4]; 2],
}

/// What a scene is made from; while it stays, the scene stays.
#[derive(PartialEq)]
struct Key {
    camera: Camera,
    generation: u64,
    /// Generation of the names, whether they are shown, whether areas are.
    names: (u64, bool, bool),
    palette: map::Palette,
    theme: map::Theme,
    selected: Option<String>,
    covered: [[f32; 4]; 2],
}

impl Overlay {
    #[must_use]
    pub fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref()
    }

    pub fn reserve(&mut self, covered: [egui::Rect; 2]) {
        let plain = |part: egui::Rect| if part.is_positive() { [part.left(), part.top(), part.right(), part.bottom()] } else { [0.0; 4] };
        self.covered = covered.map(plain);
    }

    /// Names are still on their way.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.names.pending()
    }

    /// `named`: the ground takes the basemap's names; `on_card`: the window paints with a graphics card.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        response: &Response,
        workspace: &Workspace,
        camera: Camera,
        (named, on_card): (bool, bool),
        commands: &mut Vec<Command>,
    ) {
        let look = Look::of(ui);
        self.rebuild(ui.ctx(), workspace, camera, look.map_theme(), named);
        let Some(scene) = &self.scene else { return };
        let painter = ui.painter().with_clip_rect(response.rect);
        let origin = response.rect.min.to_vec2();
        let Self { drawn, flat, ink, .. } = self;
        let sheet = drawn.get_or_insert_with(|| Arc::new(ink.sheet(ui.ctx().pixels_per_point(), scene)));
        if on_card {
            painter.add(press::shape(ui.ctx().viewport_rect(), origin, Arc::clone(sheet)));
        } else {
            if flat.as_ref().is_none_or(|(corner, _)| *corner != origin) {
                *flat = Some((origin, Arc::new(sheet.flat(origin))));
            }
            // A clip of its own keeps the names out of its list of triangles, which would grow, and be copied, for them.
            let mesh = flat.iter().map(|(_, mesh)| egui::Shape::Mesh(Arc::clone(mesh)));
            painter.with_clip_rect(response.rect.expand(0.01)).extend(mesh);
        }
        self.lettering.paint(&painter, origin, &scene.labels);
        if let Some(mark) = hovered_mark(scene, workspace) {
            painter.circle_stroke(pos2(mark.at[0], mark.at[1]) + origin, mark.radius + 2.0, egui::Stroke::new(2.0, look.accent));
        }
        self.pointer(ui, response, workspace, commands);
    }

    fn rebuild(&mut self, ctx: &egui::Context, workspace: &Workspace, camera: Camera, theme: map::Theme, named: bool) {
        self.names.follow(ctx, &camera, theme, workspace.view.areas);
        let key = Key {
            camera,
            generation: workspace.derived.generation,
            names: (self.names.generation, named, workspace.view.areas),
            palette: workspace.view.palette,
            theme,
            selected: workspace.view.selection.place.clone(),
            covered: self.covered,
        };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.scene = self.build(workspace, camera, theme, named);
        self.key = Some(key);
        (self.drawn, self.flat) = (None, None);
        self.lettering.forget();
    }

    /// The scene of the workspace before a camera; `None` before anything is dated.
    fn build(&mut self, workspace: &Workspace, camera: Camera, theme: map::Theme, named: bool) -> Option<Scene> {
        let (derived, at) = (&workspace.derived, workspace.view.cursor?);
        if self.of.1 != derived.replay_generation {
            self.projected = derived.replay.histories().iter().map(|history| history.place.at.into()).collect();
            self.board = Board::default();
        }
        let states = Shown { derived, projected: &self.projected };
        let of = (derived.generation, derived.replay_generation);
        if self.of != of {
            let stamps: Vec<Stamp> = derived.numbers().collect();
            self.board.renew(&states, &stamps);
            self.of = of;
        }
        let (w, h) = (camera.width, camera.height);
        let [legend, credits] = self.covered;
        Some(Scene::build_on(
            &mut self.board,
            &SceneInput {
                states: &states,
                camera,
                actors: &workspace.styles,
                palette: workspace.view.palette,
                theme,
                title: "",
                at,
                known_as_of: workspace.view.known_at(),
                selected: workspace.view.selection.place.as_deref().and_then(|place| derived.index_of(place)),
                basemap_labels: if named { self.names.shown() } else { &[] },
                credits: &[map::assets::CREDIT_CORE, map::assets::CREDIT_OSM],
                land: self.names.land().filter(|_| workspace.view.areas),
                point_outside: false,
                // Buttons, and the scale bar.
                reserved: &[[w - 48.0, 0.0, w, 112.0], [w - 150.0, h - 56.0, w, h], legend, credits],
            },
        ))
    }

    fn pointer(&mut self, ui: &mut Ui, response: &Response, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(scene) = &self.scene else { return };
        let members_at = |at: egui::Pos2| -> Vec<String> {
            let Some(mark) = scene.hit([at.x - response.rect.left(), at.y - response.rect.top()]) else { return Vec::new() };
            let places = mark.members.iter().filter_map(|index| workspace.derived.place(*index));
            places.map(|(place, _)| place.id.clone()).collect()
        };
        if let Some(at) = response.hover_pos() {
            let members = members_at(at);
            if let [first, ..] = members.as_slice() {
                commands.push(Command::Hover(Hovered { place: Some(first.clone()), claim: None }));
            }
            if !members.is_empty() && !self.open {
                ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
                let id = egui::Id::unique("map tip");
                egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, egui::PopupAnchor::Pointer)
                    .gap(14.0)
                    .show(|ui| tooltip(ui, workspace, &members));
            }
        }
        if response.double_clicked() {
            match response.interact_pointer_pos().map(&members_at).as_deref() {
                Some([id, ..]) => commands.extend([Command::SelectPlace(id.clone()), Command::FitSelection]),
                _ => commands.push(Command::ZoomIn),
            }
        } else if response.clicked()
            && let Some(at) = response.interact_pointer_pos()
        {
            let members = members_at(at);
            match members.as_slice() {
                [] => commands.push(Command::ClearSelection),
                [only] => commands.push(Command::SelectPlace(only.clone())),
                _ => (self.cluster, self.cluster_at, self.open) = (members, at, true),
            }
        }
        self.cluster_list(ui, workspace, commands);
    }

    /// The places of a cluster, to choose from.
    fn cluster_list(&mut self, ui: &Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        if !self.open {
            return;
        }
        let Self { cluster, cluster_at, open, .. } = self;
        Popup::new(egui::Id::unique("cluster"), ui.ctx().clone(), *cluster_at, ui.layer_id())
            .open_bool(open)
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .show(|ui| {
                ui.set_width(300.0);
                let look = Look::of(ui);
                ui.label(quiet(&look, say::places_here(cluster.len())));
                egui::ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                    for id in cluster.iter() {
                        if place_row(ui, workspace, id).clicked() {
                            commands.push(Command::SelectPlace(id.clone()));
                        }
                    }
                });
            });
    }
}

/// The places at the cursor, where they were projected to.
struct Shown<'a> {
    derived: &'a Derived,
    projected: &'a [MercatorPoint],
}

impl Places for Shown<'_> {
    fn len(&self) -> usize {
        self.derived.place_count()
    }

    fn get(&self, index: usize) -> Option<PlacedState<'_>> {
        let history = self.derived.position(index)?;
        let (place, state) = self.derived.place(index)?;
        Some(PlacedState::projected(place, *self.projected.get(history as usize)?, state))
    }

    fn brief(&self, index: usize) -> Option<Brief> {
        self.derived.brief(index)
    }
}

/// The mark that holds what any panel's pointer rests on.
fn hovered_mark<'a>(scene: &'a Scene, workspace: &Workspace) -> Option<&'a map::Mark> {
    let place = workspace.view.hovered.place.as_deref()?;
    let index = workspace.derived.index_of(place)?;
    scene.marks.iter().find(|mark| mark.members.contains(&index))
}

fn place_row(ui: &mut Ui, workspace: &Workspace, id: &str) -> Response {
    let name = workspace.corpus.place(id).map_or("", |place| place.name.as_str());
    let state = workspace.derived.state_of(id).map_or_else(String::new, |state| format::state(&state.state, &workspace.styles));
    let look = Look::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let text = |font_id, color| egui::TextFormat { font_id, color, ..Default::default() };
    job.append(name, 0.0, text(bold(BODY), look.text));
    job.append(&format!("\n{state}"), 0.0, text(small(), look.quiet));
    let button = egui::Button::new(job).frame(false).min_size(egui::vec2(ui.available_width(), 40.0));
    ui.add(button.wrap_mode(egui::TextWrapMode::Wrap))
}

/// Place, state, since when, how many for and against.
fn tooltip(ui: &mut Ui, workspace: &Workspace, members: &[String]) {
    let look = Look::of(ui);
    ui.set_max_width(300.0);
    if members.len() > 1 {
        ui.label(quiet(&look, shared::places(members.len())));
    }
    for id in members.iter().take(4) {
        let Some(place) = workspace.corpus.place(id) else { continue };
        ui.label(strong(&place.name));
        let Some(state) = workspace.derived.state_of(id) else { continue };
        ui.label(format::state(&state.state, &workspace.styles));
        let mut words: Vec<String> = format::since(state).into_iter().collect();
        words.push(say::for_and_against(state.supporting.len(), state.opposing.len()));
        if place.where_prec > 1 {
            words.push(say::placed_within(format::distance(place.radius_m)));
        }
        ui.label(quiet(&look, words.join(" · ")));
    }
    if members.len() > 4 {
        ui.label(quiet(&look, say::and_more(members.len() - 4)));
    }
}

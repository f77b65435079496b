//! Work beside the window: reading a folder, the system's folder dialog, writing an export; and how the first one shows.

use super::dialogs::ExportRequest;
use super::export_job;
use super::theme::{GRID, Look, quiet, strong};
use super::widgets;
use crate::corpus::source_tree;
use crate::diagnostic::Diagnostic;
use crate::jobs::{self, Input, Job, Means, SharedView, Wake, Workers};
use crate::knowledge::Knowledge;
use crate::map::{ActorStyles, Camera};
use crate::wording::shared;
use crate::wording::window as say;
use crate::workspace::{Command, Loaded, Source, View, Workspace};
use eframe::egui::{self, Frame, Margin, Rect, Ui, UiBuilder, vec2};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

pub enum Event {
    /// Folders, for what the dialog was opened for.
    Chosen(Purpose, Vec<PathBuf>),
    Read(Box<Loaded>),
    /// The user's own files of places, and what is wrong in them.
    Laid(Vec<Diagnostic>),
    /// Something below the open folders changed.
    Changed,
    Said(Diagnostic),
}

/// What the system's dialog asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Open,
    Add,
    Gazetteer,
    Basemap,
}

type Laid = (Arc<Knowledge>, Vec<Diagnostic>);

pub struct Loader {
    ctx: egui::Context,
    /// Everything that the stages know; decoded once, off this thread, and again with other files of places.
    knowledge: Option<Arc<Knowledge>>,
    waking: Option<Job<Laid>>,
    /// Asked for before the knowledge was there.
    wanted: Option<Source>,
    reading: Option<Job<Loaded>>,
    /// What the view looks like now, for whoever builds a corpus beside the window.
    view: SharedView,
    choosing: Option<(Purpose, Job<Vec<PathBuf>>)>,
    exporting: Vec<Job<Diagnostic>>,
    watching: Option<(Vec<PathBuf>, Job<()>)>,
    /// Drops what is large.
    sweeper: Workers,
}

impl Loader {
    #[must_use]
    pub fn new(ctx: &egui::Context) -> Self {
        Self {
            ctx: ctx.clone(),
            knowledge: None,
            waking: None,
            wanted: None,
            reading: None,
            view: SharedView::default(),
            choosing: None,
            exporting: Vec::new(),
            watching: None,
            sweeper: Workers::new("sweeper", 1),
        }
    }

    fn wake(&self) -> Wake {
        let ctx = self.ctx.clone();
        Box::new(move || ctx.request_repaint())
    }

    /// Names and colours of the register's actors.
    #[must_use]
    pub fn styles(&self) -> ActorStyles {
        ActorStyles::new(crate::actors::Register::embedded().actors())
    }

    /// Once the knowledge is decoded.
    #[must_use]
    pub fn knowledge(&self) -> Option<&Arc<Knowledge>> {
        self.knowledge.as_ref()
    }

    #[must_use]
    pub fn busy(&self) -> bool {
        self.waking.is_some() || self.reading.is_some() || self.wanted.is_some() || !self.exporting.is_empty()
    }

    /// Read and all articles, while reading; (0, 0) before they are counted.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        let reading = self.reading.as_ref().map(|job| {
            let progress = job.progress();
            (progress.done, progress.total)
        });
        reading.or_else(|| self.wanted.is_some().then_some((0, 0)))
    }

    /// Reads the source; what is read already and has not changed is not understood anew.
    pub fn read(&mut self, source: Source, workspace: &Workspace) {
        let Some(knowledge) = self.knowledge.clone() else {
            self.wanted = Some(source);
            if self.waking.is_none() {
                self.lay(workspace.gazetteers.clone());
            }
            return;
        };
        self.share(&workspace.view);
        let input = match source {
            Source::Seeds => Input::Bundled,
            Source::Paths(paths) => Input::Paths(paths),
        };
        let means = Means { knowledge, decisions: workspace.decisions(), known: workspace.corpus.readings.clone() };
        self.reading = Some(jobs::open(input, means, workspace.styles.clone(), Arc::clone(&self.view), self.wake()));
    }

    /// Decodes the knowledge anew with these files of places over it; everything is then read again.
    pub fn lay(&mut self, gazetteers: Vec<PathBuf>) {
        self.waking = Some(jobs::spawn("knowledge", self.wake(), move |reporter| reporter.send(laid(&gazetteers))));
    }

    /// Works the decisions in. A folder that is still being read is read again with them.
    pub fn reconsider(&mut self, workspace: &Workspace) {
        let whole = self.reading.is_none();
        match (self.knowledge.clone(), workspace.source.clone()) {
            (Some(knowledge), _) if whole => {
                self.share(&workspace.view);
                let view = Arc::clone(&self.view);
                let corpus = Arc::clone(&workspace.corpus);
                self.reading =
                    Some(jobs::reconsider(corpus, workspace.decisions(), knowledge, workspace.styles.clone(), view, self.wake()));
            }
            (_, Some(source)) => self.read(source, workspace),
            _ => {}
        }
    }

    /// Keeps the view that builders see up to date.
    pub fn share(&self, view: &View) {
        let mut shared = self.view.lock().unwrap_or_else(PoisonError::into_inner);
        if *shared != *view {
            shared.clone_from(view);
        }
    }

    /// Looks after the open folders, or no more.
    pub fn follow(&mut self, source: Option<&Source>, watch: bool) {
        let paths: &[PathBuf] = source.filter(|_| watch).map_or(&[], Source::paths);
        if self.watching.as_ref().map_or(&[][..], |(watched, _)| watched) == paths {
            return;
        }
        self.watching = (!paths.is_empty()).then(|| (paths.to_vec(), jobs::watch(paths.to_vec(), LOOK_EVERY, self.wake())));
    }

    /// Lets go of what is large without the window waiting for it.
    pub fn sweep<T: Send + 'static>(&self, old: T) {
        self.sweeper.run(move || drop(old));
    }

    pub fn stop(&mut self) {
        if let Some(job) = &self.reading {
            job.cancel();
        }
    }

    /// The system's own dialog; it may take as long as it likes.
    pub fn pick(&mut self, purpose: Purpose) {
        if self.choosing.is_some() {
            return;
        }
        // None is the same for "cancelled" and "no dialog on this system".
        let work = move |reporter: &jobs::Reporter<Vec<PathBuf>>| {
            let dialog = rfd::FileDialog::new();
            let chosen = match purpose {
                Purpose::Open => dialog.set_title(say::open_folders_of_articles()).pick_folders(),
                Purpose::Add => dialog.set_title(say::add_folders_of_articles()).pick_folders(),
                Purpose::Basemap => dialog.set_title(say::choose_archive()).add_filter("PMTiles", &["pmtiles"]).pick_files(),
                Purpose::Gazetteer => dialog.set_title(say::add_files_of_places()).pick_files(),
            };
            reporter.send(chosen.unwrap_or_default());
        };
        self.choosing = Some((purpose, jobs::spawn("folder dialog", self.wake(), work)));
    }

    /// Draws and writes off this thread; the notice says what became of it.
    pub fn export(&mut self, workspace: &Workspace, camera: Option<Camera>, theme: crate::map::Theme, request: ExportRequest) {
        let Some(page) = export_job::Page::of(workspace, camera, theme, request) else { return };
        self.exporting.push(jobs::spawn("export", self.wake(), move |reporter| reporter.send(page.write())));
    }

    pub fn collect(&mut self, workspace: &Workspace) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some((knowledge, said)) = self.waking.as_ref().and_then(|job| job.take().pop()) {
            events.extend(knowledge.diagnostics.iter().cloned().map(Event::Said));
            self.waking = None;
            self.knowledge = Some(knowledge);
            events.push(Event::Laid(said));
            if let Some(source) = self.wanted.take() {
                self.read(source, workspace);
            }
        }
        if let Some(job) = &self.reading {
            let ended = job.is_done();
            // Of several that came since the last frame only the last one is looked at.
            let mut loaded = job.take();
            let last = loaded.pop();
            if !loaded.is_empty() {
                self.sweep(loaded);
            }
            events.extend(last.map(Box::new).map(Event::Read));
            if ended {
                self.reading = None;
            }
        }
        if let Some((purpose, chosen)) = self.choosing.as_ref().and_then(|(purpose, job)| Some((*purpose, job.take().pop()?))) {
            self.choosing = None;
            if !chosen.is_empty() {
                events.push(Event::Chosen(purpose, chosen));
            }
        }
        if self.watching.as_ref().is_some_and(|(_, job)| !job.take().is_empty()) {
            events.push(Event::Changed);
        }
        for job in &self.exporting {
            events.extend(job.take().into_iter().map(Event::Said));
        }
        self.exporting.retain(|job| !job.is_done());
        events
    }
}

/// How often the open folders are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The knowledge with the user's files of places over it; a file that cannot be read costs itself.
fn laid(gazetteers: &[PathBuf]) -> Laid {
    let mut knowledge = Knowledge::embedded();
    if gazetteers.is_empty() {
        return (Arc::new(knowledge), Vec::new());
    }
    let (files, mut said) = source_tree::list(gazetteers);
    for file in files {
        match file.read_within(source_tree::PLACES_LIMIT) {
            Ok(bytes) => {
                let (layered, mut found) = knowledge.with_gazetteer(&file.name, &bytes);
                knowledge = layered;
                said.append(&mut found);
            }
            Err(fault) => said.push(fault),
        }
    }
    (Arc::new(knowledge), said)
}

/// Over the map: progress with cancel while reading; what to do when there is nothing.
pub fn show(ui: &mut Ui, rect: Rect, loader: &Loader, workspace: &Workspace, commands: &mut Vec<Command>) {
    if let Some((done, total)) = loader.progress() {
        let place = Rect::from_min_size(rect.center_bottom() - vec2(180.0, 100.0), vec2(360.0, 64.0));
        card(ui, place, |ui| progress(ui, done, total, commands));
    } else if workspace.corpus.is_empty() {
        let place = Rect::from_center_size(rect.center(), vec2(400.0, 188.0));
        card(ui, place, |ui| welcome(ui, commands));
    }
}

fn card(ui: &mut Ui, place: Rect, contents: impl FnOnce(&mut Ui)) {
    let look = Look::of(ui);
    let frame = Frame::popup(ui.style()).fill(look.raised).inner_margin(Margin::same(16));
    let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt("card"));
    frame.show(&mut child, |ui| {
        ui.set_width(place.width() - 34.0);
        contents(ui);
    });
}

fn progress(ui: &mut Ui, done: usize, total: usize, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let part = if total == 0 { 0.0 } else { done as f32 / total as f32 };
    ui.horizontal(|ui| {
        let words = if total == 0 { say::looking_for_articles().to_owned() } else { say::reading_of(done, total) };
        ui.label(quiet(&look, words));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::link(ui, say::stop()).on_hover_text(Command::CancelLoading.entry().tooltip).clicked() {
                commands.push(Command::CancelLoading);
            }
        });
    });
    let bar = egui::ProgressBar::new(part).desired_height(4.0).fill(look.accent);
    ui.add(bar).accessible_name(say::articles_read());
}

fn welcome(ui: &mut Ui, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = GRID;
        ui.label(strong(shared::open_a_folder_of_articles()));
        ui.label(quiet(&look, say::what_salient_does()));
        ui.label(quiet(&look, say::drop_a_folder()));
        ui.horizontal(|ui| {
            ui.add_space((ui.available_width() - 250.0).max(0.0) / 2.0);
            if widgets::button(ui, say::open_folder(), true).clicked() {
                commands.push(Command::PickFolder);
            }
            if widgets::button(ui, say::open_the_sample(), false).clicked() {
                commands.push(Command::Open(Source::Seeds));
            }
        });
    });
}

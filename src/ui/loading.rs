//! Work beside the window: reading a folder, the system's folder dialog, writing an export; and how the first one shows.

use super::dialogs::ExportRequest;
use super::export_job;
use super::theme::{GRID, Look, quiet, strong};
use super::widgets;
use crate::diagnostic::Diagnostic;
use crate::gazetteer::Gazetteer;
use crate::jobs::{self, Batch, Input, Job, Wake};
use crate::knowledge::Knowledge;
use crate::map::{ActorStyles, Camera};
use crate::pipeline::{self, ArticleReading};
use crate::timex::{Published, PublishedBasis};
use crate::workspace::{Command, Document, Source, Workspace};
use eframe::egui::{self, Frame, Margin, Rect, Ui, UiBuilder, vec2};
use std::path::PathBuf;
use std::sync::Arc;

pub enum Event {
    Chosen(PathBuf),
    /// `whole`: reading has ended.
    Read {
        readings: Vec<ArticleReading>,
        diagnostics: Vec<Diagnostic>,
        whole: bool,
    },
    Said(Diagnostic),
}

pub struct Loader {
    ctx: egui::Context,
    /// Everything that the stages know; decoded once, off this thread.
    knowledge: Option<Arc<Knowledge>>,
    waking: Option<Job<Arc<Knowledge>>>,
    /// Asked for before the knowledge was there.
    wanted: Option<Source>,
    reading: Option<Job<Batch>>,
    /// Readings that came so far, shown while the rest is read.
    so_far: Vec<ArticleReading>,
    redating: Option<Job<(Vec<ArticleReading>, Vec<Diagnostic>)>>,
    document: Document,
    choosing: Option<Job<Option<PathBuf>>>,
    exporting: Vec<Job<Diagnostic>>,
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
            so_far: Vec::new(),
            redating: None,
            document: Document::default(),
            choosing: None,
            exporting: Vec::new(),
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
    pub fn gazetteer(&self) -> Option<&Gazetteer> {
        self.knowledge.as_deref().map(|knowledge| &knowledge.gazetteer)
    }

    #[must_use]
    pub fn busy(&self) -> bool {
        self.waking.is_some() || self.reading.is_some() || self.redating.is_some() || !self.exporting.is_empty()
    }

    /// Read and all articles, while reading; (0, 0) before they are counted.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        let reading = self.reading.as_ref().map(|job| {
            let progress = job.progress();
            (progress.done, progress.total)
        });
        reading.or_else(|| (self.wanted.is_some() || self.redating.is_some()).then_some((0, 0)))
    }

    pub fn read(&mut self, source: Source, document: &Document) {
        self.document = document.clone();
        self.so_far.clear();
        self.redating = None;
        let Some(knowledge) = self.knowledge.clone() else {
            self.wanted = Some(source);
            if self.waking.is_none() {
                self.waking = Some(jobs::spawn("knowledge", self.wake(), |reporter| reporter.send(Arc::new(Knowledge::embedded()))));
            }
            return;
        };
        let input = match source {
            Source::Seeds => Input::Bundled,
            Source::Folder(path) => Input::Paths(vec![path]),
        };
        self.reading = Some(jobs::load(input, knowledge, self.wake()));
    }

    pub fn stop(&mut self) {
        if let Some(job) = &self.reading {
            job.cancel();
        }
    }

    /// The system's own dialog; it may take as long as it likes.
    pub fn pick_folder(&mut self) {
        if self.choosing.is_none() {
            let work = |reporter: &jobs::Reporter<Option<PathBuf>>| {
                // None is the same for "cancelled" and "no dialog on this system".
                reporter.send(rfd::FileDialog::new().set_title("Open a folder of articles").pick_folder());
            };
            self.choosing = Some(jobs::spawn("folder dialog", self.wake(), work));
        }
    }

    /// Draws and writes off this thread; the notice says what became of it.
    pub fn export(&mut self, workspace: &Workspace, camera: Option<Camera>, theme: crate::map::Theme, request: ExportRequest) {
        let Some(page) = export_job::Page::of(workspace, camera, theme, request) else { return };
        self.exporting.push(jobs::spawn("export", self.wake(), move |reporter| reporter.send(page.write())));
    }

    pub fn collect(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some(knowledge) = self.waking.as_ref().and_then(|job| job.take().pop()) {
            events.extend(knowledge.diagnostics.iter().cloned().map(Event::Said));
            self.knowledge = Some(knowledge);
            self.waking = None;
            if let Some(source) = self.wanted.take() {
                let document = std::mem::take(&mut self.document);
                self.read(source, &document);
            }
        }
        let batches = self.reading.as_ref().map(Job::take).unwrap_or_default();
        let ended = self.reading.as_ref().is_some_and(Job::is_done);
        for batch in batches {
            match batch {
                Batch::Articles(..) => {}
                Batch::Readings(readings) => {
                    self.so_far.extend(readings);
                    let readings = self.so_far.clone();
                    events.push(Event::Read { readings, diagnostics: Vec::new(), whole: false });
                }
                Batch::Settled(readings, diagnostics) => {
                    self.so_far.clear();
                    // Already among the folder's own.
                    let bare = readings.into_iter().map(|reading| ArticleReading { diagnostics: Vec::new(), ..reading }).collect();
                    events.extend(self.redate(bare, diagnostics));
                }
            }
        }
        if ended && self.reading.as_ref().is_some_and(|job| job.take().is_empty()) {
            self.reading = None;
        }
        if let Some((readings, diagnostics)) = self.redating.as_ref().and_then(|job| job.take().pop()) {
            self.redating = None;
            events.push(Event::Read { readings, diagnostics, whole: true });
        }
        if let Some(chosen) = self.choosing.as_ref().and_then(|job| job.take().pop()) {
            self.choosing = None;
            events.extend(chosen.map(Event::Chosen));
        }
        for job in &self.exporting {
            events.extend(job.take().into_iter().map(Event::Said));
        }
        self.exporting.retain(|job| !job.is_done());
        events
    }

    /// The user's dates stand above all others: what hangs on them is read and settled once more.
    fn redate(&mut self, mut readings: Vec<ArticleReading>, diagnostics: Vec<Diagnostic>) -> Option<Event> {
        let dates = self.document.article_dates.clone();
        let touched = readings.iter().any(|reading| dates.contains_key(&reading.article.id));
        let Some(knowledge) = self.knowledge.clone().filter(|_| touched) else {
            return Some(Event::Read { readings, diagnostics, whole: true });
        };
        self.redating = Some(jobs::spawn("redate", self.wake(), move |reporter| {
            for reading in &mut readings {
                if let Some(span) = dates.get(&reading.article.id) {
                    pipeline::redate(reading, Some(Published { span: *span, basis: PublishedBasis::User }), &knowledge);
                }
            }
            reporter.send((pipeline::settle(std::mem::take(&mut readings), &knowledge), diagnostics.clone()));
        }));
        None
    }
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
        let words = if total == 0 { "Looking for articles…".to_owned() } else { format!("Reading {done} of {total}") };
        ui.label(quiet(&look, words));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::link(ui, "Stop").on_hover_text(Command::CancelLoading.entry().tooltip).clicked() {
                commands.push(Command::CancelLoading);
            }
        });
    });
    let bar = egui::ProgressBar::new(part).desired_height(4.0).fill(look.accent);
    ui.add(bar).accessible_name("Articles read");
}

fn welcome(ui: &mut Ui, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = GRID;
        ui.label(strong("Open a folder of articles"));
        ui.label(quiet(
            &look,
            "Salient reads what they say about who took, holds or lost which place, and puts it on the map and the time axis.",
        ));
        ui.label(quiet(&look, "Drop a folder here, or choose one."));
        ui.horizontal(|ui| {
            ui.add_space((ui.available_width() - 250.0).max(0.0) / 2.0);
            if widgets::button(ui, "Open folder…", true).clicked() {
                commands.push(Command::PickFolder);
            }
            if widgets::button(ui, "Open the sample", false).clicked() {
                commands.push(Command::Open(Source::Seeds));
            }
        });
    });
}

//! The program behind the window: lays out the panels, carries out what commands ask of the window, remembers.

use super::articles::ArticlesPanel;
use super::dialogs::{Dialog, Wish};
use super::loading::{Loader, Purpose};
use super::map_view::MapView;
use super::notices::Notices;
use super::place::PlacePanel;
use super::situation::Situation;
use super::table::Table;
use super::theme::Look;
use super::time::TimePanel;
use super::top_bar::TopBar;
use super::{fonts, keys, loading, theme};
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::pipeline::ArticleReading;
use crate::wording::shared;
use crate::wording::window as say;
use crate::workspace::store::{self, Settings};
use crate::workspace::{Basemap, Command, Effect, FilterChip, Hovered, Loaded, LoadedCorpus, Source, ThemeChoice, Workspace, apply};
use eframe::egui::{self, CentralPanel, Frame, Rect, ThemePreference};
use std::path::PathBuf;

/// What to open, and where settings live.
#[derive(Debug, Default)]
pub struct Start {
    /// From the command line; else what was open last, else the sample.
    pub paths: Vec<PathBuf>,
    /// Without one, nothing is remembered.
    pub settings: Option<PathBuf>,
    /// Already read: shown as they are, nothing is opened.
    pub readings: Option<(Vec<ArticleReading>, Vec<Diagnostic>)>,
    /// Where exports go; else the home folder.
    pub exports: Option<PathBuf>,
}

pub struct SalientApp {
    pub workspace: Workspace,
    map: MapView,
    time: TimePanel,
    articles: ArticlesPanel,
    place: PlacePanel,
    table: Table,
    situation: Situation,
    top: TopBar,
    dialog: Option<Dialog>,
    notices: Notices,
    loader: Loader,
    settings: Option<PathBuf>,
    /// What the last whole corpus was read from.
    shown: Option<Source>,
    /// Of the last export.
    exports: Option<PathBuf>,
    commands: Vec<Command>,
    /// What the map leaves free of panels, for notices.
    free: Rect,
    title: String,
}

impl SalientApp {
    #[must_use]
    pub fn new(cc: &eframe::CreationContext<'_>, start: Start) -> Self {
        fonts::install(&cc.egui_ctx);
        theme::install(&cc.egui_ctx);
        let loader = Loader::new(&cc.egui_ctx);
        let mut app = Self {
            workspace: Workspace::new(loader.styles()),
            map: MapView::new(cc.wgpu_render_state.as_ref(), start.settings.as_deref().map(|folder| folder.join("tiles"))),
            time: TimePanel::default(),
            articles: ArticlesPanel::default(),
            place: PlacePanel::default(),
            table: Table::default(),
            situation: Situation::default(),
            top: TopBar::default(),
            dialog: None,
            notices: Notices::default(),
            loader,
            settings: start.settings,
            shown: None,
            exports: start.exports,
            commands: Vec::new(),
            free: Rect::NOTHING,
            title: String::new(),
        };
        let remembered = app.restore(&cc.egui_ctx);
        if let Some((readings, diagnostics)) = start.readings {
            app.workspace.load(readings, diagnostics);
            return app;
        }
        let given = (!start.paths.is_empty()).then_some(Source::Paths(start.paths));
        let source = given.or(remembered).unwrap_or(Source::Seeds);
        app.commands.push(Command::Open(source));
        app
    }

    /// Takes over what is remembered; returns the last source if it is still there.
    fn restore(&mut self, ctx: &egui::Context) -> Option<Source> {
        let (settings, notice) = store::load(self.settings.as_deref()?);
        if let Some(notice) = notice {
            self.notices.push(ctx, notice);
        }
        let Settings { source, recent, gazetteers, view, document } = settings;
        self.workspace.gazetteers = gazetteers;
        self.workspace.recent = recent;
        self.workspace.view = view;
        self.workspace.document = document;
        let still_there = |source: &Source| match source {
            Source::Seeds => true,
            Source::Paths(paths) => paths.iter().any(|path| path.exists()),
        };
        self.workspace.source = source.filter(still_there);
        self.workspace.source.clone()
    }

    fn remember(&mut self, ctx: &egui::Context) {
        let Some(folder) = &self.settings else { return };
        let mut view = self.workspace.view.clone();
        view.camera = self.map.camera();
        let settings = Settings {
            source: self.workspace.source.clone(),
            recent: self.workspace.recent.clone(),
            gazetteers: self.workspace.gazetteers.clone(),
            view,
            document: self.workspace.document.clone(),
        };
        if let Err(problem) = store::save(folder, &settings) {
            self.notices.push(ctx, problem);
            // Once is enough.
            self.settings = None;
        }
    }

    /// Nothing is being read or decoded: a picture taken now is complete.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.loader.busy() && !self.map.busy() && self.commands.is_empty() && !self.dialog.as_ref().is_some_and(Dialog::busy)
    }

    /// Asks as a panel would.
    pub fn ask(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// What the panels leave to the map, in points.
    #[must_use]
    pub const fn map_rect(&self) -> Rect {
        self.free
    }

    /// Where a place's mark stands in the window, if it has one of its own there.
    #[must_use]
    pub fn mark_position(&self, place: &str) -> Option<egui::Pos2> {
        self.map.mark_position(&self.workspace, place)
    }

    /// Leaves at most one command to hover, and none when the pointer rests where it did.
    fn settle_hover(&mut self) {
        let mut hovered = Hovered::default();
        self.commands.retain(|command| match command {
            Command::Hover(found) => {
                hovered = found.clone();
                false
            }
            _ => true,
        });
        if hovered != self.workspace.view.hovered {
            self.commands.push(Command::Hover(hovered));
        }
    }

    fn carry_out(&mut self, ctx: &egui::Context) {
        for command in std::mem::take(&mut self.commands) {
            for effect in apply(&mut self.workspace, command) {
                self.effect(ctx, effect);
            }
        }
    }

    fn effect(&mut self, ctx: &egui::Context, effect: Effect) {
        match effect {
            Effect::PickFolder => self.loader.pick(Purpose::Open),
            Effect::PickAnother => self.loader.pick(Purpose::Add),
            Effect::PickBasemap => self.loader.pick(Purpose::Basemap),
            Effect::PickGazetteer => self.loader.pick(Purpose::Gazetteer),
            Effect::ShowWhyHere(article, span) => self.dialog = Some(Dialog::why_here(article, span)),
            Effect::ShowExplanation(article, span) => self.dialog = Some(Dialog::explanation(article, span)),
            Effect::ShowSources => self.dialog = Some(Dialog::sources()),
            Effect::FilterToFrame => {
                if let Some(frame) = self.map.frame() {
                    self.commands.push(Command::ToggleFilter(FilterChip::Area(frame.bounds())));
                }
            }
            Effect::LayGazetteers => self.loader.lay(self.workspace.gazetteers.clone()),
            Effect::Reconsider => self.loader.reconsider(&self.workspace),
            Effect::AskPath => self.dialog = Some(Dialog::open_path()),
            Effect::AskDate => self.time.ask_date(&self.workspace),
            Effect::AskExport => {
                let size = self.map.frame().map_or(egui::vec2(1200.0, 675.0), |frame| egui::vec2(frame.width, frame.height));
                self.dialog = Some(Dialog::export(&self.workspace, size, self.exports.clone()));
            }
            Effect::AskPlace => self.dialog = Some(Dialog::go_to()),
            Effect::FocusSearch => self.top.focus_search(),
            Effect::ShowProblems => self.dialog = Some(Dialog::Problems),
            Effect::ShowPalette => self.dialog = Some(Dialog::palette()),
            Effect::ShowKeys => self.dialog = Some(Dialog::Keys),
            Effect::ShowAbout => self.dialog = Some(Dialog::About),
            Effect::Read(source) => {
                if self.workspace.view.camera.is_none() {
                    self.map.forget_camera();
                }
                self.loader.read(source, &self.workspace);
            }
            Effect::StopReading => self.loader.stop(),
            Effect::Fit(bounds) => self.map.fit(bounds),
            Effect::LookAt(camera) => self.map.look_at(camera),
            Effect::ZoomBy(steps) => self.map.zoom_by(steps),
            Effect::FitTime => self.time.fit(),
            Effect::RevealCursor => self.time.reveal_cursor(),
            Effect::RevealWords => self.articles.reveal_words(),
            Effect::Copy(text) => {
                ctx.copy_text(text);
                self.notices.push(ctx, Diagnostic::new(Severity::Note, Stage::Store, "", say::copied()));
            }
            Effect::OpenFile(path) => ctx.open_url(egui::OpenUrl::new_tab(format!("file://{}", path.display()))),
            Effect::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    /// Takes in what was read, chosen in a dialog of the system, written, or dropped on the window.
    fn take_in(&mut self, ctx: &egui::Context) {
        for event in self.loader.collect(&self.workspace) {
            match event {
                loading::Event::Chosen(Purpose::Open, paths) => self.commands.push(Command::Open(Source::Paths(paths))),
                loading::Event::Chosen(Purpose::Add, paths) => self.commands.push(Command::AddPaths(paths)),
                loading::Event::Chosen(Purpose::Basemap, paths) => {
                    self.commands.extend(paths.into_iter().next().map(|path| Command::SetBasemap(Basemap::File(path))));
                }
                loading::Event::Chosen(Purpose::Gazetteer, paths) => self.commands.push(Command::AddGazetteers(paths)),
                loading::Event::Read(loaded) => self.put_in_place(ctx, *loaded),
                loading::Event::Laid(said) => self.laid(ctx, said),
                loading::Event::Changed => self.commands.push(Command::Reload),
                loading::Event::Said(diagnostic) => self.notices.push(ctx, diagnostic),
            }
        }
        let dropped: Vec<PathBuf> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            // Onto the sample or nothing they open; beside folders of the user's own they are added when Shift is held.
            let beside = ctx.input(|input| input.modifiers.shift);
            self.commands.push(if beside { Command::AddPaths(dropped) } else { Command::Open(Source::Paths(dropped)) });
        }
        self.loader.follow(self.workspace.source.as_ref(), self.workspace.view.watch);
        self.loader.share(&self.workspace.view);
    }

    fn put_in_place(&mut self, ctx: &egui::Context, loaded: Loaded) {
        let (first, whole) = (self.workspace.corpus.is_empty(), loaded.whole);
        // A folder read again keeps the view of time; one that is new shows all of its own.
        let other = self.shown != self.workspace.source;
        let old = self.workspace.install(loaded);
        self.loader.sweep(old);
        if first || other {
            self.time.fit();
        }
        if whole && (first || other) && self.workspace.view.camera.is_none() {
            // What came first was fitted; now everything is there.
            self.map.forget_camera();
        }
        if whole {
            self.shown.clone_from(&self.workspace.source);
            self.say_what_was_read(ctx);
        }
    }

    /// The user's places are over the gazetteer: says what is wrong in them, and reads everything in their light.
    fn laid(&mut self, ctx: &egui::Context, said: Vec<Diagnostic>) {
        let faults = said.iter().filter(|d| d.severity != Severity::Note).count();
        if faults > 0 {
            let rows = shared::problems(faults);
            let message = say::faults_of_places(rows);
            self.notices.push(ctx, Diagnostic::new(Severity::Warning, Stage::Gazetteer, "", message));
        }
        self.workspace.gazetteer_problems = said;
        if !self.workspace.corpus.is_empty() {
            // What was read with other places is not to be used again.
            let old = self.workspace.install(Loaded::new(LoadedCorpus::default(), &self.workspace.view, false));
            self.loader.sweep(old);
            self.commands.push(Command::Reload);
        }
    }

    fn say_what_was_read(&mut self, ctx: &egui::Context) {
        let missing = self.workspace.corpus.all_diagnostics().filter(|d| d.severity == Severity::Error).count();
        if self.workspace.corpus.is_empty() {
            let name = self.workspace.source.as_ref().map(Source::label).unwrap_or_default();
            let message = say::no_article_found();
            self.notices.push(ctx, Diagnostic::new(Severity::Warning, Stage::Corpus, name, message));
        } else if missing > 0 {
            let files = say::files_could_not_be_read(missing);
            let message = say::files_are_missing(files);
            self.notices.push(ctx, Diagnostic::new(Severity::Warning, Stage::Corpus, "", message));
        }
    }

    fn follow_settings(&mut self, ctx: &egui::Context) {
        let theme = match self.workspace.view.theme {
            ThemeChoice::System => ThemePreference::System,
            ThemeChoice::Light => ThemePreference::Light,
            ThemeChoice::Dark => ThemePreference::Dark,
        };
        ctx.set_theme(theme);
        ctx.set_zoom_factor(self.workspace.view.scale);
        let title = match &self.workspace.source {
            Some(source) if !self.loader.busy() => {
                let articles = shared::articles(self.workspace.corpus.readings.len());
                say::title_read(source.label(), articles)
            }
            Some(source) => say::title_reading(source.label()),
            None => say::title().to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn panels(&mut self, ui: &mut egui::Ui) {
        let Self { workspace, commands, .. } = self;
        let problems = workspace.corpus.problems + workspace.gazetteer_problems.iter().filter(|d| d.severity != Severity::Note).count();
        self.top.show(ui, workspace, problems, commands);
        if workspace.view.panels.time {
            self.time.show(ui, workspace, commands);
        }
        if workspace.view.panels.table {
            self.table.show(ui, workspace, self.map.frame().map(|frame| frame.bounds()), commands);
        }
        if workspace.view.panels.articles {
            self.articles.show(ui, workspace, commands);
        }
        if workspace.view.panels.place {
            self.place.show(ui, workspace, commands);
        }
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            self.free = ui.available_rect_before_wrap();
            self.map.show(ui, workspace, commands);
            if workspace.view.panels.situation {
                self.situation.show(ui, self.free, workspace, commands);
            }
            loading::show(ui, self.free, &self.loader, workspace, commands);
        });
    }
}

impl eframe::App for SalientApp {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.take_in(ctx);
        self.time.play(ctx, &self.workspace, &mut self.commands);
        self.carry_out(ctx);
        self.follow_settings(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.commands.extend(keys::pressed(&ctx, self.dialog.is_some()));
        ui.painter().rect_filled(ui.max_rect(), 0.0, Look::of(ui).panel);
        self.panels(ui);
        if let Some(mut dialog) = self.dialog.take() {
            let mut wishes = Vec::new();
            let stays = dialog.show(&ctx, &self.workspace, self.loader.knowledge(), &mut self.commands, &mut wishes);
            if stays {
                self.dialog = Some(dialog);
            }
            for Wish::Export(request) in wishes {
                self.exports = request.path.parent().map(PathBuf::from);
                self.loader.export(&self.workspace, self.map.frame(), Look::of(ui).map_theme(), request);
            }
        }
        self.notices.show(&ctx, self.free);
        for notice in self.map.take_notices() {
            self.notices.push(&ctx, notice);
        }
        self.settle_hover();
        if !self.commands.is_empty() {
            // What was asked for in this frame is carried out before the next.
            ctx.request_repaint();
        }
    }

    fn save(&mut self, _storage: &mut dyn eframe::Storage) {
        // Through our own file: it is small, readable, and damaged files are kept.
        let ctx = egui::Context::default();
        self.remember(&ctx);
    }

    fn persist_egui_memory(&self) -> bool {
        true
    }
}

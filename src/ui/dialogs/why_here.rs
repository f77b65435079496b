//! "Why here?": the places that some words may mean, what speaks for each, and the user's own word on it.

use super::title;
use crate::gazetteer::{Gazetteer, PlaceRef};
use crate::geoparsing::{Overrule, Toponym, ToponymKind};
use crate::pipeline::ArticleReading;
use crate::provenance::{ArticleId, Span};
use crate::ui::theme::{BODY, GRID, Look, SMALL, bold, quiet, small};
use crate::ui::{bidi, format, widgets};
use crate::wording::dialogs as say;
use crate::wording::shared;
use crate::workspace::{Command, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::text::LayoutJob;
use eframe::egui::{self, CornerRadius, RichText, ScrollArea, Sense, TextFormat, Ui, WidgetInfo, vec2};

/// How far a decision reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Mention,
    Article,
    Always,
}

#[derive(Debug)]
pub struct WhyHere {
    article: ArticleId,
    span: Span,
    reach: Reach,
    /// `Some(None)`: not a place.
    chosen: Option<Option<String>>,
    search: String,
}

/// A place that may be chosen.
struct Option_ {
    id: Option<String>,
    name: String,
    what: String,
    /// 0–1, for those that the program weighed.
    score: Option<f32>,
    reasons: Vec<String>,
}

impl WhyHere {
    #[must_use]
    pub fn new(article: ArticleId, span: Span) -> Self {
        Self { article, span, reach: Reach::Article, chosen: None, search: String::new() }
    }

    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, gazetteer: Option<&Gazetteer>, commands: &mut Vec<Command>) -> bool {
        let Some(reading) = workspace.corpus.reading(self.article) else { return false };
        let toponym = toponym_at(reading, self.span);
        let span = toponym.map_or(self.span, |toponym| toponym.span);
        let words = span.of(&reading.article.text).to_owned();
        if title(ui, &say::why_here(bidi::visual(&words))) {
            return false;
        }
        let look = Look::of(ui);
        context(ui, workspace, reading, span);
        let Some(gazetteer) = gazetteer else {
            ui.label(quiet(&look, say::gazetteer_being_opened()));
            return true;
        };
        let in_force = workspace.document.toponyms.iter().rev().find(|o| {
            o.words == words && o.article.is_none_or(|article| article == self.article) && o.mention.is_none_or(|mention| mention == span)
        });
        placed(ui, toponym, in_force.is_some());
        let now = toponym.and_then(|t| t.resolution.as_ref()).map(|resolution| resolution.id.clone());
        let options = self.options(toponym, gazetteer);
        let field = widgets::field(
            ui,
            &mut self.search,
            say::another_place_hint(),
            say::another_place(),
            ui.available_width(),
            egui::Id::unique("why search"),
        );
        if field.changed() {
            self.chosen = None;
        }
        ScrollArea::vertical().id_salt("options").max_height(300.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for option in &options {
                let chosen = self.chosen.as_ref().map_or(option.id.is_some() && option.id == now, |chosen| *chosen == option.id);
                if row(ui, option, chosen) {
                    self.chosen = Some(option.id.clone());
                }
            }
        });
        self.reach(ui, &words);
        self.foot(ui, &words, span, in_force, commands)
    }

    fn options(&self, toponym: Option<&Toponym>, gazetteer: &Gazetteer) -> Vec<Option_> {
        let mut options: Vec<Option_> = Vec::new();
        let mut push = |place: PlaceRef, score: Option<f32>, reasons: Vec<String>| {
            let id = gazetteer.id(place);
            if options.iter().all(|known| known.id.as_deref() != Some(id.as_str())) {
                let what = describe(gazetteer, place);
                options.push(Option_ { id: Some(id), name: gazetteer.name(place).to_owned(), what, score, reasons });
            }
        };
        if self.search.trim().chars().count() >= 2 {
            for place in gazetteer.complete(self.search.trim(), 8) {
                push(place, None, Vec::new());
            }
        } else if let Some(toponym) = toponym {
            for candidate in toponym.candidates.iter() {
                push(candidate.place, Some(candidate.score), candidate.reasons.in_words(candidate.place, gazetteer));
            }
            if let Some(resolution) = toponym.resolution.as_ref().filter(|_| toponym.candidates.is_empty()) {
                push(resolution.place, Some(resolution.confidence), Vec::new());
            }
        }
        options.push(Option_ {
            id: None,
            name: say::not_a_place().to_owned(),
            what: say::not_a_place_note().to_owned(),
            score: None,
            reasons: Vec::new(),
        });
        options
    }

    fn reach(&mut self, ui: &mut Ui, words: &str) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(quiet(&Look::of(ui), say::holds_for()));
            let every = say::reach_always(bidi::visual(words));
            for (reach, label) in
                [(Reach::Mention, say::reach_mention()), (Reach::Article, say::reach_article()), (Reach::Always, every.as_str())]
            {
                if widgets::chip(ui, label, None, self.reach == reach, false, label).clicked() {
                    self.reach = reach;
                }
            }
        });
    }

    fn foot(&self, ui: &mut Ui, words: &str, span: Span, in_force: Option<&Overrule>, commands: &mut Vec<Command>) -> bool {
        let mut stays = true;
        ui.add_space(GRID / 2.0);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let label = if self.chosen == Some(None) { say::it_is_not_a_place() } else { say::place_it_there() };
            ui.add_enabled_ui(self.chosen.is_some(), |ui| {
                if widgets::button(ui, label, true).clicked() {
                    commands.push(Command::Overrule(Overrule {
                        words: words.to_owned(),
                        article: (self.reach != Reach::Always).then_some(self.article),
                        mention: (self.reach == Reach::Mention).then_some(span),
                        place: self.chosen.clone().flatten(),
                    }));
                    stays = false;
                }
            });
            if let Some(overrule) = in_force {
                let entry = Command::Withdraw(overrule.clone()).entry();
                if widgets::button(ui, say::withdraw_your_word(), false).on_hover_text(entry.tooltip).clicked() {
                    commands.push(Command::Withdraw(overrule.clone()));
                    stays = false;
                }
            }
        });
        stays
    }
}

/// The toponym of these words: exactly, else the narrowest around them.
fn toponym_at(reading: &ArticleReading, span: Span) -> Option<&Toponym> {
    let placed = || reading.toponyms.iter().filter(|t| t.kind != ToponymKind::Demonym);
    placed().find(|t| t.span == span).or_else(|| placed().filter(|t| t.span.overlaps(span)).min_by_key(|t| t.span.len()))
}

/// The sentence with the words in bold, and whose article it is.
fn context(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, span: Span) {
    const AROUND: usize = 90;
    let look = Look::of(ui);
    let text = &reading.article.text;
    let head: String = text.get(..span.start as usize).unwrap_or_default().chars().rev().take(AROUND).collect();
    let head: String = head.chars().rev().collect();
    let head = head.rsplit('\n').next().unwrap_or_default().to_owned();
    let tail: String = text.get(span.end as usize..).unwrap_or_default().chars().take_while(|c| *c != '\n').take(AROUND).collect();
    let whole = format!("{head}{}{tail}", span.of(text));
    if bidi::is_needed(&whole) {
        bidi::label(ui, &whole, &TextFormat { font_id: small(), color: look.text, ..Default::default() });
    } else {
        let plain = TextFormat { font_id: small(), color: look.quiet, ..Default::default() };
        let mut job = LayoutJob::default();
        job.append(&format!("…{head}"), 0.0, plain.clone());
        job.append(span.of(text), 0.0, TextFormat { font_id: bold(SMALL), color: look.text, ..Default::default() });
        job.append(&format!("{tail}…"), 0.0, plain);
        ui.add(egui::Label::new(job).wrap());
    }
    let date = reading.published.map_or_else(|| shared::undated().to_owned(), |published| format::span(published.span));
    ui.label(quiet(&look, format!("{} · {date}", workspace.corpus.outlet(reading.article.id))));
}

fn placed(ui: &mut Ui, toponym: Option<&Toponym>, by_user: bool) {
    let look = Look::of(ui);
    let words = match toponym.map(|toponym| (toponym, toponym.resolution.as_ref())) {
        None => say::no_place_seen().to_owned(),
        Some((_, None)) if by_user => say::not_placed_by_you().to_owned(),
        Some((_, None)) => say::not_placed().to_owned(),
        Some((_, Some(resolution))) if by_user => say::placed_by_you(&resolution.name),
        Some((toponym, Some(resolution))) => {
            let how = if resolution.id.starts_with("at:") {
                say::placed_at_its_parent()
            } else if toponym.candidates.is_empty() {
                say::placed_by_description()
            } else {
                ""
            };
            let within = format::distance(resolution.radius_m);
            say::placed(&resolution.name, resolution.confidence * 100.0, within, how)
        }
    };
    ui.add(egui::Label::new(RichText::new(words).color(if by_user { look.accent } else { look.text })).wrap());
}

/// "settlement in Aleppo, Syria · 36.20° 37.13°".
pub(super) fn describe(gazetteer: &Gazetteer, place: PlaceRef) -> String {
    let kind = format::place_kind(gazetteer.kind(place));
    let parents: Vec<&str> = gazetteer.parents(place).map(|parent| gazetteer.name(parent)).collect();
    let at = gazetteer.at(place);
    let inside = if parents.is_empty() { gazetteer.country_code(place).to_owned() } else { parents.join(", ") };
    say::kind_in_at(kind, inside, at.lat, at.lon)
}

fn row(ui: &mut Ui, option: &Option_, chosen: bool) -> bool {
    let look = Look::of(ui);
    let width = ui.available_width();
    let room = width - 28.0 - 64.0;
    let mut job = LayoutJob::default();
    job.wrap.max_width = room;
    job.append(&bidi::visual(&option.name), 0.0, TextFormat { font_id: bold(BODY), color: look.text, ..Default::default() });
    job.append(&format!("  {}", option.what), 0.0, TextFormat { font_id: small(), color: look.quiet, ..Default::default() });
    if !option.reasons.is_empty() {
        let reasons = format!("\n{}", option.reasons.join(" · "));
        job.append(&reasons, 0.0, TextFormat { font_id: small(), color: look.text, ..Default::default() });
    }
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 10.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, format!("{}, {}", option.name, option.what)));
    if chosen || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(5), if chosen { look.accent_soft } else { look.hover });
    }
    let dot = rect.left_top() + vec2(14.0, 15.0);
    ui.painter().circle_stroke(dot, 5.5, egui::Stroke::new(1.5, if chosen { look.accent } else { look.quiet }));
    if chosen {
        ui.painter().circle_filled(dot, 3.0, look.accent);
    }
    ui.painter().galley(rect.min + vec2(28.0, 5.0), galley, look.text);
    if let Some(score) = option.score {
        let right = rect.right_top() + vec2(-8.0, 7.0);
        let percent = format!("{:.0} %", score * 100.0);
        ui.painter().text(right, egui::Align2::RIGHT_TOP, percent, small(), look.quiet);
    }
    response.clicked()
}

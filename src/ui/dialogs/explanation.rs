//! "Explain this sentence": what was seen in it, what each thing means, and why a claim was made or refused.
//!
//! The article is explained beside the window, once while it stays as it is; the buttons then go from sentence to sentence.

use super::title;
use super::why_here::describe;
use crate::claims::{Explanation, Finding};
use crate::jobs::{self, Job};
use crate::knowledge::Knowledge;
use crate::pipeline::{self, ArticleReading};
use crate::provenance::{ArticleId, Span};
use crate::timeline::Holder;
use crate::ui::icon::Icon;
use crate::ui::theme::{BODY, GRID, Look, SMALL, bold, quiet, small};
use crate::ui::{bidi, format, paint, sides, widgets};
use crate::wording::dialogs as say;
use crate::wording::shared;
use crate::workspace::phrases::{self, Row, RowKind};
use crate::workspace::{Command, Workspace};
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    self, Color32, CornerRadius, Frame, Key, Margin, Modifiers, Rect, ScrollArea, Sense, Stroke, TextFormat, Ui, pos2, vec2,
};
use std::sync::Arc;

pub struct ExplainSentence {
    article: ArticleId,
    /// Words inside the sentence that is shown.
    span: Span,
    work: Option<Work>,
}

/// An article being explained, or explained.
struct Work {
    of: Arc<ArticleReading>,
    job: Job<Vec<Explanation>>,
    sentences: Vec<Explanation>,
}

impl std::fmt::Debug for ExplainSentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExplainSentence").field("article", &self.article).field("span", &self.span).finish_non_exhaustive()
    }
}

impl ExplainSentence {
    #[must_use]
    pub fn new(article: ArticleId, span: Span) -> Self {
        Self { article, span, work: None }
    }

    #[must_use]
    pub fn busy(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.sentences.is_empty() && !work.job.is_done())
    }

    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, knowledge: Option<&Arc<Knowledge>>, commands: &mut Vec<Command>) -> bool {
        let Some(reading) = workspace.corpus.shared_reading(self.article) else { return false };
        if title(ui, say::explanation()) {
            return false;
        }
        let look = Look::of(ui);
        let Some(knowledge) = knowledge else {
            ui.label(quiet(&look, say::gazetteer_being_opened()));
            return true;
        };
        let work = self.work.take().filter(|work| Arc::ptr_eq(&work.of, reading)).unwrap_or_else(|| begin(ui, reading, knowledge));
        let work = self.work.insert(work);
        work.sentences.extend(work.job.take().into_iter().flatten());
        if work.sentences.is_empty() {
            let words = if work.job.is_done() { say::no_sentence() } else { say::reading_again() };
            ui.label(quiet(&look, words));
            return true;
        }
        let at = at(&work.sentences, self.span);
        let to = navigation(ui, &work.sentences, at);
        let Some(explanation) = work.sentences.get(to) else { return true };
        self.span = explanation.span;
        sentence(ui, workspace, reading, explanation);
        let date = reading.published.map_or_else(|| shared::undated().to_owned(), |published| format::span(published.span));
        ui.label(quiet(&look, format!("{} · {} · {date}", reading.article.title, workspace.corpus.outlet(self.article))));
        let room = (ui.ctx().content_rect().height() - 340.0).clamp(160.0, 520.0);
        let mut stays = true;
        ScrollArea::vertical().id_salt(("explained", to)).max_height(room).min_scrolled_height(room).auto_shrink([false, false]).show(
            ui,
            |ui| {
                ui.set_max_width(ui.available_width() - 8.0);
                stays = rows(ui, workspace, reading, knowledge, explanation, commands);
            },
        );
        stays
    }
}

fn begin(ui: &Ui, reading: &Arc<ArticleReading>, knowledge: &Arc<Knowledge>) -> Work {
    let ctx = ui.ctx().clone();
    let (of, knowledge) = (Arc::clone(reading), Arc::clone(knowledge));
    let job =
        jobs::spawn("explain", Box::new(move || ctx.request_repaint()), move |reporter| reporter.send(pipeline::explain(&of, &knowledge)));
    Work { of: Arc::clone(reading), job, sentences: Vec::new() }
}

/// The sentence around these words, else the first one after them.
fn at(sentences: &[Explanation], span: Span) -> usize {
    sentences.iter().position(|e| e.span.end > span.start).unwrap_or(0)
}

/// Which sentence of how many, and buttons and keys to the others; returns the one to show.
fn navigation(ui: &mut Ui, sentences: &[Explanation], at: usize) -> usize {
    let (left, right) = ui.input_mut(|i| (i.consume_key(Modifiers::NONE, Key::ArrowLeft), i.consume_key(Modifiers::NONE, Key::ArrowRight)));
    let last = sentences.len().saturating_sub(1);
    let mut to = at;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if widgets::icon_button(ui, Icon::Back, say::previous_sentence(), say::previous_sentence_tip(), at > 0, false).clicked() || left {
            to = at.saturating_sub(1);
        }
        if widgets::icon_button(ui, Icon::Forward, say::next_sentence(), say::next_sentence_tip(), at < last, false).clicked() || right {
            to = (at + 1).min(last);
        }
        ui.label(quiet(&Look::of(ui), say::sentence_of(at + 1, sentences.len())));
        let claiming = |e: &Explanation| e.findings.iter().any(|f| matches!(f, Finding::Claim { .. }));
        let next = (at + 1..sentences.len()).chain(0..at).find(|n| sentences.get(*n).is_some_and(claiming));
        if let Some(next) = next {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::link(ui, say::next_sentence_with_a_claim()).clicked() {
                    to = next;
                }
            });
        }
    });
    to
}

/// The sentence with what was seen marked: whom in their side's colour, places and times underlined, the deciding word in bold.
fn sentence(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, explanation: &Explanation) {
    let look = Look::of(ui);
    let text = &reading.article.text;
    let words = explanation.span.of(text).replace(['\n', '\r', '\t'], " ");
    let frame = Frame::new().fill(look.sunken).stroke(Stroke::new(1.0, look.line)).corner_radius(CornerRadius::same(6));
    frame.inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        if bidi::is_needed(&words) {
            bidi::label(ui, &words, &TextFormat { font_id: egui::FontId::proportional(BODY), color: look.text, ..Default::default() });
            return;
        }
        let rows: Vec<Row> = explanation.findings.iter().map(|f| phrases::row(f, text, &workspace.styles)).collect();
        let local = |offset: u32| (offset.saturating_sub(explanation.span.start) as usize).min(words.len());
        let mut cuts: Vec<usize> = rows.iter().filter_map(|row| row.span).flat_map(|s| [local(s.start), local(s.end)]).collect();
        cuts.extend([0, words.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut job = LayoutJob::default();
        for pair in cuts.windows(2) {
            let &[from, to] = pair else { continue };
            let Some(part) = words.get(from..to) else { continue };
            let inside = |row: &&Row| row.span.is_some_and(|s| local(s.start) <= from && to <= local(s.end));
            let any = |kind: RowKind| rows.iter().filter(inside).find(|row| row.kind == kind);
            let side = any(RowKind::Actor).and_then(|row| colour(workspace, row));
            let underline = side.or_else(|| any(RowKind::Place).map(|_| look.accent)).or_else(|| any(RowKind::Time).map(|_| look.quiet));
            let decides = any(RowKind::Claim).or_else(|| any(RowKind::Refused));
            job.append(
                part,
                0.0,
                TextFormat {
                    font_id: if decides.is_some() { bold(BODY) } else { egui::FontId::proportional(BODY) },
                    color: look.text,
                    background: if any(RowKind::Claim).is_some() { look.marked } else { Color32::TRANSPARENT },
                    underline: underline.map_or(Stroke::NONE, |ink| Stroke::new(2.0, ink)),
                    line_height: Some(21.0),
                    ..Default::default()
                },
            );
        }
        ui.add(egui::Label::new(job).wrap());
    });
}

fn colour(workspace: &Workspace, row: &Row) -> Option<Color32> {
    row.side.as_ref().map(|(actor, side)| sides::of_holder(workspace, &Holder { actor: actor.clone(), side: side.clone() }))
}

/// First what came of it, then what was seen. False when something was chosen that closes the dialog.
fn rows(
    ui: &mut Ui,
    workspace: &Workspace,
    reading: &ArticleReading,
    knowledge: &Knowledge,
    explanation: &Explanation,
    commands: &mut Vec<Command>,
) -> bool {
    let text = &reading.article.text;
    let all: Vec<Row> = explanation.findings.iter().map(|f| phrases::row(f, text, &workspace.styles)).collect();
    let outcome = |row: &&Row| matches!(row.kind, RowKind::Claim | RowKind::Refused | RowKind::Unread);
    let mut stays = true;
    heading(ui, say::what_came_of_it());
    for row in all.iter().filter(|row| row.kind == RowKind::Claim) {
        stays &= claim(ui, workspace, row, text, commands);
    }
    for row in all.iter().filter(outcome).filter(|row| row.kind != RowKind::Claim) {
        line(ui, workspace, row, text, &row.meaning);
    }
    if !all.iter().any(|row| outcome(&row)) {
        ui.label(quiet(&Look::of(ui), say::nothing_came_of_it()));
    }
    let seen: Vec<&Row> = all.iter().filter(|row| !outcome(row)).collect();
    if !seen.is_empty() {
        heading(ui, say::what_was_seen());
    }
    for row in seen {
        let meaning = meant(reading, knowledge, row);
        let response = line(ui, workspace, row, text, &meaning);
        if let (Some(id), Some(span)) = (&row.place, row.span) {
            let why = Command::WhyHere(reading.article.id, span);
            let response = response.on_hover_text(say::gazetteer_id_and_click(id, why.entry().tooltip));
            if response.interact(Sense::click()).clicked() {
                commands.push(why);
                stays = false;
            }
        }
    }
    stays
}

fn heading(ui: &mut Ui, words: &str) {
    let look = Look::of(ui);
    ui.add_space(2.0);
    ui.label(egui::RichText::new(words).font(bold(SMALL)).color(look.quiet));
}

/// A place with its kind and the places around it, so that its namesakes can be told apart.
fn meant(reading: &ArticleReading, knowledge: &Knowledge, row: &Row) -> String {
    let (Some(id), Some(span)) = (&row.place, row.span) else { return row.meaning.clone() };
    let resolution = reading.toponyms.iter().filter(|t| t.span.overlaps(span)).find_map(|t| t.resolution.as_ref().filter(|r| r.id == *id));
    match resolution {
        Some(found) if id.starts_with("at:") => say::put_at(&row.meaning, describe(&knowledge.gazetteer, found.place)),
        Some(found) => format!("{}, {}", row.meaning, describe(&knowledge.gazetteer, found.place)),
        None => row.meaning.clone(),
    }
}

/// Tag, side, words and what they mean.
fn line(ui: &mut Ui, workspace: &Workspace, row: &Row, text: &str, meaning: &str) -> egui::Response {
    let look = Look::of(ui);
    let ink = match row.kind {
        RowKind::Refused | RowKind::Unread => look.warn,
        RowKind::Claim => look.accent,
        RowKind::Actor | RowKind::Place | RowKind::Time | RowKind::Speaker => look.quiet,
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GRID;
        let (tag, _) = ui.allocate_exact_size(vec2(60.0, 20.0), Sense::hover());
        // Painted over room that is taken already, so that the columns stand in line.
        let mut over = ui.new_child(egui::UiBuilder::new().max_rect(tag));
        widgets::tag(&mut over, row.kind.label(), ink, row.kind.meaning());
        let (dot, _) = ui.allocate_exact_size(vec2(10.0, 20.0), Sense::hover());
        if let Some(colour) = colour(workspace, row) {
            paint::side_dot(ui.painter(), dot.center(), 4.5, colour, look.text);
        }
        ui.add(egui::Label::new(said(ui, row, text, meaning)).wrap())
    })
    .inner
}

/// “words” in bold, then their meaning.
fn said(ui: &Ui, row: &Row, text: &str, meaning: &str) -> LayoutJob {
    let look = Look::of(ui);
    let mut job = LayoutJob::default();
    if let Some(span) = row.span {
        let words = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let format = TextFormat { font_id: bold(BODY), color: look.text, ..Default::default() };
        job.append(&format!("“{}”  ", bidi::visual(&words)), 0.0, format);
    }
    job.append(
        &bidi::visual(meaning),
        0.0,
        TextFormat { font_id: egui::FontId::proportional(BODY), color: look.text, ..Default::default() },
    );
    job
}

/// A claim as a card with its roles; false when it was chosen.
fn claim(ui: &mut Ui, workspace: &Workspace, row: &Row, text: &str, commands: &mut Vec<Command>) -> bool {
    let look = Look::of(ui);
    let mut stays = true;
    let frame = Frame::new().fill(look.panel).stroke(Stroke::new(1.0, look.line)).corner_radius(CornerRadius::same(6));
    let margin = Margin { left: 16, right: 10, top: 8, bottom: 8 };
    let shown = frame.inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.add(egui::Label::new(said(ui, row, text, &row.meaning)).wrap());
        for (role, meaning) in &row.roles {
            ui.horizontal_top(|ui| {
                let (place, _) = ui.allocate_exact_size(vec2(104.0, 17.0), Sense::hover());
                ui.painter().text(place.left_center(), egui::Align2::LEFT_CENTER, role, small(), look.quiet);
                ui.add(egui::Label::new(egui::RichText::new(bidi::visual(meaning)).font(small())).wrap());
            });
        }
        // What the same words say twice has no card of its own in the panels.
        let known = row.claim.filter(|id| workspace.corpus.claim(*id).is_some());
        if let Some(id) = known
            && widgets::link(ui, say::show_it_on_the_map()).clicked()
        {
            commands.push(Command::SelectClaim(id));
            stays = false;
        }
    });
    let rect = shown.response.rect;
    let stripe = Rect::from_min_max(rect.min + vec2(5.0, 6.0), pos2(rect.left() + 9.0, rect.bottom() - 6.0));
    ui.painter().rect_filled(stripe, CornerRadius::same(2), colour(workspace, row).unwrap_or(Color32::GRAY));
    stays
}

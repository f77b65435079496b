//! One claim: what is said, who says so, when, by what evidence, with which flags, and the very words.

use super::{Note, sentence};
use crate::claims::{Claim, ClaimantKind, EvidenceKind};
use crate::pipeline::ArticleReading;
use crate::ui::theme::{Look, body, small};
use crate::ui::{bidi, format, sides, widgets};
use crate::wording::place as say;
use crate::wording::shared;
use crate::workspace::{Command, Hovered, Verdict, Workspace, evidence_label, evidence_meaning};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, CornerRadius, Frame, Margin, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    For,
    Against,
    /// Later, earlier, or not about control.
    Neither,
}

pub fn show(
    ui: &mut Ui,
    workspace: &Workspace,
    reading: &ArticleReading,
    claim: &Claim,
    stance: Stance,
    note: &mut Option<Note>,
    commands: &mut Vec<Command>,
) -> egui::Response {
    let look = Look::of(ui);
    let selected = workspace.view.selection.claim == Some(claim.id);
    let fill = if selected { look.accent_soft } else { look.raised };
    let edge = if selected { look.accent } else { look.line };
    let frame = Frame::new().fill(fill).stroke(Stroke::new(1.0, edge)).corner_radius(CornerRadius::same(6)).inner_margin(Margin {
        left: 14,
        right: 10,
        top: 8,
        bottom: 8,
    });
    let inner = frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let said = egui::TextFormat { font_id: body(), color: look.text, ..Default::default() };
        bidi::label(ui, &sentence(workspace, claim), &said);
        facts(ui, workspace, reading, claim);
        let quoted = claim.quote.of(&reading.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let words = egui::TextFormat { font_id: small(), color: look.text, italics: !bidi::is_needed(&quoted), ..Default::default() };
        bidi::label(ui, &format!("“{quoted}”"), &words);
        tags(ui, workspace, claim, stance);
        noted(ui, workspace, claim, note, commands);
    });
    let rect = inner.response.rect;
    // The side's colour along the left edge.
    let stripe = Rect::from_min_max(rect.min + vec2(4.0, 6.0), pos2(rect.left() + 8.0, rect.bottom() - 6.0));
    ui.painter().rect_filled(stripe, CornerRadius::same(2), sides::of_claim(workspace, claim));
    // What is written in the card is not a click on it.
    let writing = note.as_ref().is_some_and(|note| note.claim == claim.id);
    let sense = if writing { Sense::hover() } else { Sense::click() };
    let response = ui.interact(rect, egui::Id::unique(("claim card", claim.id.0)), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, say::claim_spoken(sentence(workspace, claim))));
    if response.hovered() {
        commands.push(Command::Hover(Hovered { place: Some(claim.place.id.clone()), claim: Some(claim.id) }));
    }
    if response.hovered() || response.has_focus() || workspace.view.hovered.claim == Some(claim.id) {
        ui.painter().rect_stroke(rect, CornerRadius::same(6), Stroke::new(1.0, look.accent), StrokeKind::Inside);
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.clicked() {
        commands.push(Command::SelectClaim(claim.id));
    }
    response.context_menu(|ui| menu(ui, workspace, reading, claim, note, commands));
    response
}

/// The analyst's note, or the field in which it is written.
fn noted(ui: &mut Ui, workspace: &Workspace, claim: &Claim, note: &mut Option<Note>, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let Some(open) = note.as_mut().filter(|note| note.claim == claim.id) else {
        if let Some(review) = workspace.document.reviews.get(&claim.id).filter(|review| !review.note.is_empty()) {
            ui.add(egui::Label::new(egui::RichText::new(say::your_note(&review.note)).font(small()).color(look.accent)).wrap());
        }
        return;
    };
    let width = ui.available_width();
    let response = widgets::field(ui, &mut open.text, say::note_hint(), say::note_field(), width, egui::Id::unique("note"));
    if std::mem::take(&mut open.focus) {
        response.request_focus();
    }
    if response.lost_focus() {
        if !ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            commands.push(Command::Note(claim.id, open.text.clone()));
        }
        *note = None;
    }
}

fn facts(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, claim: &Claim) {
    let look = Look::of(ui);
    let outlet = workspace.corpus.outlet(reading.article.id);
    let who = match (&claim.claimant.kind, claim.claimant.mention) {
        (ClaimantKind::Outlet, _) => outlet.to_owned(),
        (_, Some(mention)) => say::source_in_outlet(mention.of(&reading.article.text), outlet),
        (kind, None) => say::source_in_outlet(format::claimant(*kind), outlet),
    };
    let words = format!("{} · {who}", format::span(claim.when.span));
    let hover = match claim.when.mention {
        Some(mention) => say::dated_by_words(mention.of(&reading.article.text)),
        None => say::dated_by_its_article().to_owned(),
    };
    let format = egui::TextFormat { font_id: small(), color: look.quiet, ..Default::default() };
    bidi::label(ui, &words, &format).on_hover_text(bidi::visual(&hover).into_owned());
}

fn tags(ui: &mut Ui, workspace: &Workspace, claim: &Claim, stance: Stance) {
    let look = Look::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        match stance {
            Stance::For => drop(widgets::tag(ui, say::tag_for(), look.text, say::for_tip())),
            Stance::Against => drop(widgets::tag(ui, say::tag_against(), look.error, say::against_tip())),
            Stance::Neither => {}
        }
        let ink = if claim.evidence == EvidenceKind::Claimed { look.warn } else { look.quiet };
        widgets::tag(ui, &evidence_label(claim.evidence).to_lowercase(), ink, evidence_meaning(claim.evidence));
        if claim.unverified {
            widgets::tag(ui, say::unverified(), look.warn, say::unverified_tip());
        }
        if claim.hedged {
            widgets::tag(ui, say::hedged(), look.warn, say::hedged_tip());
        }
        if claim.denied {
            widgets::tag(ui, say::denied(), look.error, say::denied_tip());
        }
        match claim.self_favourable {
            Some(true) => drop(widgets::tag(ui, say::favours_its_source(), look.warn, say::favours_its_source_tip())),
            Some(false) => drop(widgets::tag(ui, say::against_own_interest(), look.quiet, say::against_own_interest_tip())),
            None => {}
        }
        if claim.credibility < 6 {
            let meaning = say::credibility_tip();
            widgets::tag(ui, &say::credibility(claim.credibility), look.quiet, meaning);
        }
        if let Some(verdict) = workspace.document.reviews.get(&claim.id).and_then(|review| review.verdict) {
            widgets::tag(ui, &say::your_verdict(verdict.label().to_lowercase()), look.accent, say::your_own_judgement());
        }
    });
}

/// A line of a claim's menu.
pub fn explain_button(ui: &mut Ui, claim: &Claim, commands: &mut Vec<Command>) {
    let explain = Command::Explain(claim.article, claim.sentence);
    let entry = explain.entry();
    if ui.button(entry.label).on_hover_text(entry.tooltip).clicked() {
        commands.push(explain);
    }
}

fn menu(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, claim: &Claim, note: &mut Option<Note>, commands: &mut Vec<Command>) {
    if ui.button(say::show_the_words()).clicked() {
        commands.push(Command::SelectClaim(claim.id));
    }
    if ui.button(say::copy_with_source()).clicked() {
        let date = reading.published.map_or_else(|| shared::undated().to_owned(), |p| format::span(p.span));
        let outlet = workspace.corpus.outlet(reading.article.id);
        let quote = claim.quote.of(&reading.article.text);
        commands.push(Command::Copy(format!("“{quote}” — {}, {outlet}, {date} ({})", reading.article.title, reading.article.name)));
    }
    let why = Command::WhyHere(reading.article.id, claim.place.mention);
    if ui.button(why.entry().label).on_hover_text(why.entry().tooltip).clicked() {
        commands.push(why);
    }
    explain_button(ui, claim, commands);
    if let Some(day) = claim.when.span.latest.or(claim.when.span.earliest)
        && ui.button(say::go_to_its_day()).clicked()
    {
        commands.push(Command::SetCursor(day));
    }
    ui.separator();
    let written = workspace.document.reviews.get(&claim.id).map(|review| review.note.clone()).unwrap_or_default();
    if ui.button(if written.is_empty() { say::write_a_note() } else { say::change_the_note() }).clicked() {
        *note = Some(Note { claim: claim.id, text: written, focus: true });
    }
    let present = workspace.document.reviews.get(&claim.id).and_then(|review| review.verdict);
    for verdict in Verdict::ALL {
        if ui.selectable_label(present == Some(verdict), say::mark_as(verdict.label().to_lowercase())).clicked() {
            commands.push(Command::Review(claim.id, (present != Some(verdict)).then_some(verdict)));
        }
    }
}

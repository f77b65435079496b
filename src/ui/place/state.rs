//! The state at the cursor: what it is, since when, how sure, and on request why: the rule and the claims for and against.

use super::card::explain_button;
use super::sentence;
use crate::provenance::ClaimId;
use crate::timeline::PlaceState;
use crate::ui::theme::{Look, SMALL, bold, quiet, small};
use crate::ui::{format, paint, sides, widgets};
use crate::wording::place as say;
use crate::wording::shared;
use crate::workspace::{Command, Hovered, Workspace};
use eframe::egui::{self, RichText, Sense, Ui, vec2};

/// Claims that the answer lists for each stance.
const LISTED: usize = 8;

pub fn show(ui: &mut Ui, workspace: &Workspace, id: &str, why: &mut bool, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let Some(state) = workspace.view.cursor.and_then(|day| workspace.derived.replay.history(id)?.at(day)) else {
        ui.label(say::nothing_said());
        ui.label(quiet(&look, say::nothing_said_advice()));
        return;
    };
    let colours = sides::of_state(workspace, &state.state);
    ui.horizontal(|ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
        match colours.as_slice() {
            [] => drop(ui.painter().circle_stroke(mark.center(), 6.0, egui::Stroke::new(1.5, look.quiet))),
            [only] => paint::side_dot(ui.painter(), mark.center(), 6.5, *only, look.text),
            [first, second, ..] => paint::hatch(ui.painter(), mark.shrink(1.5), *first, *second),
        }
        ui.add(egui::Label::new(format::state(&state.state, &workspace.styles)).wrap());
    });
    let mut words: Vec<String> = format::since(state).into_iter().collect();
    words.push(say::claims_for(shared::claims(state.supporting.len())));
    words.push(say::claims_against(state.opposing.len()));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
        ui.spacing_mut().interact_size.y = 18.0;
        ui.label(quiet(&look, words.join(" · ")));
        let label = if *why { say::hide_why() } else { say::why_so() };
        if widgets::link(ui, label).on_hover_text(say::why_so_tip()).clicked() {
            *why = !*why;
        }
    });
    for by in &state.pressed_by {
        ui.label(quiet(&look, say::moving_towards_it(workspace.styles.name(&by.actor))));
    }
    if state.self_favourable_only {
        ui.label(RichText::new(say::only_the_gaining_side()).font(small()).color(look.warn));
    }
    if *why {
        answer(ui, workspace, state, commands);
    }
}

fn answer(ui: &mut Ui, workspace: &Workspace, state: &PlaceState, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    ui.indent("why so", |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add(egui::Label::new(format::rule(state.rule)).wrap());
        ui.label(quiet(&look, say::rule(rule_name(state))));
        stance(ui, workspace, say::heading_for(), &state.supporting, commands);
        if state.opposing.is_empty() {
            ui.label(quiet(&look, say::nobody_says_otherwise()));
        } else {
            stance(ui, workspace, say::heading_against(), &state.opposing, commands);
        }
    });
}

fn rule_name(state: &PlaceState) -> String {
    serde_json::to_value(state.rule).ok().and_then(|value| value.as_str().map(|name| name.replace('-', " "))).unwrap_or_default()
}

fn stance(ui: &mut Ui, workspace: &Workspace, heading: &str, claims: &[ClaimId], commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    if claims.is_empty() {
        return;
    }
    ui.label(RichText::new(heading).font(bold(SMALL)).color(look.quiet));
    for id in claims.iter().take(LISTED) {
        line(ui, workspace, *id, commands);
    }
    if claims.len() > LISTED {
        ui.label(quiet(&look, say::and_more_below(claims.len() - LISTED)));
    }
}

/// A claim in one or two lines that opens its words.
pub fn line(ui: &mut Ui, workspace: &Workspace, id: ClaimId, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let Some((reading, claim)) = workspace.corpus.claim(id) else { return };
    let words =
        format!("{} · {} · {}", sentence(workspace, claim), format::span(claim.when.span), workspace.corpus.outlet(reading.article.id));
    let button = egui::Button::new(RichText::new(words).font(small()).color(look.accent)).frame(false).wrap();
    let response = ui.add(button).on_hover_text(say::show_the_words());
    if response.hovered() {
        commands.push(Command::Hover(Hovered { place: Some(claim.place.id.clone()), claim: Some(id) }));
    }
    if response.clicked() {
        commands.push(Command::SelectClaim(id));
    }
    response.context_menu(|ui| explain_button(ui, claim, commands));
    if workspace.view.selection.claim == Some(id) {
        let explain = Command::Explain(claim.article, claim.sentence);
        let entry = explain.entry();
        if widgets::link(ui, entry.label).on_hover_text(entry.tooltip).clicked() {
            commands.push(explain);
        }
    }
}

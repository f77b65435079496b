//! Side against side: what each camp's sources say of the place, and where they contradict each other.

use super::state;
use crate::claims::{Change, Claim};
use crate::ui::theme::{GRID, Look, SMALL, bold, quiet, small};
use crate::ui::{format, paint, sides, widgets};
use crate::wording::place as say;
use crate::wording::shared;
use crate::workspace::{Command, Dispute, Hovered, Saying, Stand, Voice, Workspace, voices};
use eframe::egui::{self, CornerRadius, Frame, Margin, RichText, Sense, Stroke, Ui, vec2};

/// Sayings of one voice before the rest is counted.
const LISTED: usize = 12;

pub fn show(ui: &mut Ui, workspace: &Workspace, id: &str, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let all = workspace.corpus.claims_of(id);
    let shown = all.iter().map(|(_, claim)| *claim).filter(|claim| workspace.derived.shown.contains(&claim.id));
    let (voices, disputes) = voices(shown, workspace.view.cursor);
    if voices.is_empty() {
        widgets::empty_state(ui, say::nobody_speaks(), say::nothing_said_advice());
        return;
    }
    disagreements(ui, workspace, &voices, &disputes, commands);
    for voice in &voices {
        Frame::new()
            .fill(look.raised)
            .stroke(Stroke::new(1.0, look.line))
            .corner_radius(CornerRadius::same(6))
            .inner_margin(Margin::symmetric(10, 8))
            .show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 4.0;
                heading(ui, workspace, voice);
                for saying in voice.sayings.iter().take(LISTED) {
                    line(ui, workspace, id, saying, commands);
                }
                if voice.sayings.len() > LISTED {
                    ui.label(quiet(&look, say::and_earlier(voice.sayings.len() - LISTED)));
                }
            });
    }
}

fn disagreements(ui: &mut Ui, workspace: &Workspace, voices: &[Voice], disputes: &[Dispute], commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    if disputes.is_empty() {
        let words = if voices.len() > 1 { say::no_contradiction() } else { say::only_one_camp() };
        ui.label(quiet(&look, words));
        return;
    }
    ui.label(RichText::new(say::where_they_disagree()).font(bold(SMALL)).color(look.warn));
    for dispute in disputes {
        match dispute {
            Dispute::Stands(a, b) => {
                let says = |at: &usize| voices.get(*at).map_or_else(String::new, |voice| said(workspace, voice));
                ui.add(egui::Label::new(format!("{}. {}", says(a), says(b))).wrap());
            }
            Dispute::Denied(claim) => {
                ui.label(quiet(&look, say::denied_in_passage()));
                state::line(ui, workspace, *claim, commands);
            }
        }
    }
    ui.add_space(GRID / 2.0);
}

fn who(workspace: &Workspace, voice: &Voice) -> String {
    voice.side.as_ref().map_or_else(|| say::other_sources().to_owned(), |side| side_name(workspace, side))
}

fn side_name(workspace: &Workspace, side: &crate::actors::SideId) -> String {
    workspace.styles.name(&crate::actors::ActorId(side.0.clone()))
}

/// "Syrian government says that it has the place".
fn said(workspace: &Workspace, voice: &Voice) -> String {
    let own = |side: &crate::actors::SideId| voice.side.as_ref() == Some(side);
    let name = |side: &crate::actors::SideId| if own(side) { say::stand_it().to_owned() } else { side_name(workspace, side) };
    let verb = if voice.side.is_some() { say::voice_says() } else { say::voices_say() };
    let stand = match &voice.stand {
        Some(Stand::Has(side)) => say::has_the_place(name(side)),
        Some(Stand::HasPart(side)) => say::has_a_part(name(side)),
        Some(Stand::Left(side)) => say::has_left(name(side)),
        Some(Stand::Contests(side)) => say::is_at_the_place(name(side)),
        None => say::nothing_that_decides().to_owned(),
    };
    format!("{} {verb}: {stand}", who(workspace, voice))
}

fn heading(ui: &mut Ui, workspace: &Workspace, voice: &Voice) {
    let look = Look::of(ui);
    ui.horizontal(|ui| {
        let (dot, _) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
        match &voice.side {
            Some(side) => paint::side_dot(ui.painter(), dot.center(), 5.5, sides::of_side(workspace, side), look.text),
            None => drop(ui.painter().circle_stroke(dot.center(), 5.0, Stroke::new(1.5, look.quiet))),
        }
        ui.add(egui::Label::new(RichText::new(who(workspace, voice)).font(bold(crate::ui::theme::BODY))).truncate())
            .on_hover_text(if voice.side.is_some() { say::voice_of_side_tip() } else { say::other_sources_tip() });
    });
    if voice.stand.is_some() {
        let words = said(workspace, voice);
        let stand = words.split_once(": ").map_or(words.as_str(), |(_, stand)| stand);
        ui.label(quiet(&look, say::by_its_newest_words(stand)));
    }
}

fn line(ui: &mut Ui, workspace: &Workspace, place: &str, saying: &Saying, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let Some(id) = saying.claims.first() else { return };
    let Some((_, claim)) = workspace.corpus.claim(*id) else { return };
    let count = saying.claims.len();
    let mut words = format!("{} · {}", format::span(saying.span), what(workspace, claim));
    if count > 1 {
        words = format!("{words} · {}", shared::claims(count));
    }
    if saying.denied {
        words.push_str(say::and_denied());
    }
    let button = egui::Button::new(RichText::new(words).font(small()).color(look.text)).frame(false).wrap();
    let response = ui.add(button).on_hover_text(say::show_the_words());
    if response.hovered() {
        commands.push(Command::Hover(Hovered { place: Some(place.to_owned()), claim: Some(*id) }));
    }
    if response.clicked() {
        // Clicked again, the next of several alike claims.
        let at = saying.claims.iter().position(|claim| workspace.view.selection.claim == Some(*claim));
        let next = at.map_or(0, |at| (at + 1) % count);
        commands.extend(saying.claims.get(next).map(|claim| Command::SelectClaim(*claim)));
    }
}

/// Without the place: the panel is about it.
fn what(workspace: &Workspace, claim: &Claim) -> String {
    let name = claim.actor.as_ref().map_or_else(|| say::someone().to_owned(), |actor| workspace.styles.name(&actor.id));
    let part = claim.extent == crate::claims::Extent::Part;
    match claim.change {
        Change::Captured if part => say::took_a_part(name),
        Change::Captured => say::took_it(name),
        Change::Lost if part => say::lost_or_left_a_part(name),
        Change::Lost => say::lost_or_left_it(name),
        Change::Held if part => say::held_a_part(name),
        Change::Held => say::held_it(name),
        Change::Entered => say::entered(name),
        Change::Advancing => say::advanced_on_it(name),
        Change::Contested => say::fought_in_it(name),
        Change::Besieged => say::besieged_it(name),
        Change::Repelled => say::repelled_an_attack(name),
    }
}

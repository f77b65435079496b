//! Side against side: what each camp's sources say of the place, and where they contradict each other.

use super::state;
use crate::claims::{Change, Claim};
use crate::ui::theme::{GRID, Look, SMALL, bold, quiet, small};
use crate::ui::{format, paint, sides, widgets};
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
        widgets::empty_state(ui, "Nobody speaks of it by this day", "Move the cursor on, or step to the next change.");
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
                    ui.label(quiet(&look, format!("and {} earlier", voice.sayings.len() - LISTED)));
                }
            });
    }
}

fn disagreements(ui: &mut Ui, workspace: &Workspace, voices: &[Voice], disputes: &[Dispute], commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    if disputes.is_empty() {
        let words = if voices.len() > 1 { "No contradiction between them by this day" } else { "Only one camp speaks of it" };
        ui.label(quiet(&look, words));
        return;
    }
    ui.label(RichText::new("WHERE THEY DISAGREE").font(bold(SMALL)).color(look.warn));
    for dispute in disputes {
        match dispute {
            Dispute::Stands(a, b) => {
                let says = |at: &usize| voices.get(*at).map_or_else(String::new, |voice| said(workspace, voice));
                ui.add(egui::Label::new(format!("{}. {}", says(a), says(b))).wrap());
            }
            Dispute::Denied(claim) => {
                ui.label(quiet(&look, "Denied by a side in the same passage:"));
                state::line(ui, workspace, *claim, commands);
            }
        }
    }
    ui.add_space(GRID / 2.0);
}

fn who(workspace: &Workspace, voice: &Voice) -> String {
    voice.side.as_ref().map_or_else(|| "Other sources".to_owned(), |side| side_name(workspace, side))
}

fn side_name(workspace: &Workspace, side: &crate::actors::SideId) -> String {
    workspace.styles.name(&crate::actors::ActorId(side.0.clone()))
}

/// "Syrian government says that it has the place".
fn said(workspace: &Workspace, voice: &Voice) -> String {
    let own = |side: &crate::actors::SideId| voice.side.as_ref() == Some(side);
    let name = |side: &crate::actors::SideId| if own(side) { "it".to_owned() } else { side_name(workspace, side) };
    let verb = if voice.side.is_some() { "says" } else { "say" };
    let stand = match &voice.stand {
        Some(Stand::Has(side)) => format!("{} has the place", name(side)),
        Some(Stand::HasPart(side)) => format!("{} has a part", name(side)),
        Some(Stand::Left(side)) => format!("{} has left", name(side)),
        Some(Stand::Contests(side)) => format!("{} is at the place, undecided", name(side)),
        None => "nothing that decides".to_owned(),
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
        ui.add(egui::Label::new(RichText::new(who(workspace, voice)).font(bold(crate::ui::theme::BODY))).truncate()).on_hover_text(
            if voice.side.is_some() {
                "Claims whose source belongs to this side"
            } else {
                "Monitors, media, residents, and whoever belongs to no known side"
            },
        );
    });
    if voice.stand.is_some() {
        let words = said(workspace, voice);
        let stand = words.split_once(": ").map_or(words.as_str(), |(_, stand)| stand);
        ui.label(quiet(&look, format!("By its newest words, {stand}")));
    }
}

fn line(ui: &mut Ui, workspace: &Workspace, place: &str, saying: &Saying, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let Some(id) = saying.claims.first() else { return };
    let Some((_, claim)) = workspace.corpus.claim(*id) else { return };
    let count = saying.claims.len();
    let mut words = format!("{} · {}", format::span(saying.span), what(workspace, claim));
    if count > 1 {
        words = format!("{words} · {}", format::count(count, "claim", "claims"));
    }
    if saying.denied {
        words.push_str(" · denied");
    }
    let button = egui::Button::new(RichText::new(words).font(small()).color(look.text)).frame(false).wrap();
    let response = ui.add(button).on_hover_text("Show the words");
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
    let name = claim.actor.as_ref().map_or_else(|| "someone".to_owned(), |actor| workspace.styles.name(&actor.id));
    let part = if claim.extent == crate::claims::Extent::Part { " a part" } else { "" };
    match claim.change {
        Change::Captured => format!("{name} took{}", if part.is_empty() { " it" } else { part }),
        Change::Lost => format!("{name} lost or left{}", if part.is_empty() { " it" } else { part }),
        Change::Held => format!("{name} held{}", if part.is_empty() { " it" } else { part }),
        Change::Entered => format!("{name} entered"),
        Change::Advancing => format!("{name} advanced on it"),
        Change::Contested => format!("{name} fought in it"),
        Change::Besieged => format!("{name} besieged it"),
        Change::Repelled => format!("{name} repelled an attack"),
    }
}

//! The selected place: its state, its history as a strip, and every claim with who says so.

mod card;
mod strip;

use super::icon::Icon;
use super::theme::{GRID, Look, quiet, strong};
use super::{format, paint, sides, widgets};
use crate::claims::{Change, Claim};
use crate::workspace::{Command, FilterChip, Workspace};
use eframe::egui::{self, Frame, Margin, Panel, ScrollArea, Sense, Ui, vec2};

pub fn show(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let Some(id) = workspace.view.selection.place.as_deref() else { return };
    let Some(place) = workspace.corpus.place(id) else { return };
    let look = Look::of(ui);
    let frame = Frame::new().fill(look.panel).inner_margin(Margin { left: 12, right: 8, top: 4, bottom: 0 });
    Panel::right("place").resizable(true).default_size(312.0).size_range(248.0..=560.0).frame(frame).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        heading(ui, workspace, &place.name, id, commands);
        ScrollArea::vertical().id_salt(("place", id)).auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 4.0);
            ui.spacing_mut().item_spacing.y = 6.0;
            state(ui, workspace, id);
            strip::show(ui, workspace, id, commands);
            where_it_is(ui, place);
            claims(ui, workspace, id, commands);
            ui.add_space(2.0 * GRID);
        });
    });
}

fn heading(ui: &mut Ui, workspace: &Workspace, name: &str, id: &str, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.add(egui::Label::new(strong(name)).truncate());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if widgets::icon_button(ui, Icon::Close, "Close the place", "Close", true, false).clicked() {
                commands.push(Command::ClosePlace);
            }
            let only = workspace.view.filters.place.as_deref() == Some(id);
            if widgets::icon_button(ui, Icon::Filter, "Only this place", "Show only claims on this place", true, only).clicked() {
                commands.push(Command::ToggleFilter(FilterChip::Place(id.to_owned())));
            }
            let fit = Command::FitSelection.entry();
            if widgets::icon_button(ui, Icon::Fit, fit.label, &widgets::tip(fit.tooltip, fit.key), true, false).clicked() {
                commands.push(Command::FitSelection);
            }
        });
    });
}

/// State at the cursor, since when, how many for and against, and by which rule.
fn state(ui: &mut Ui, workspace: &Workspace, id: &str) {
    let look = Look::of(ui);
    let Some(state) = workspace.view.cursor.and_then(|day| workspace.derived.replay.history(id)?.at(day)) else {
        ui.label("Nothing is said of it by this day");
        ui.label(quiet(&look, "Move the cursor on, or step to the next change."));
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
    words.push(format!("{} for", format::count(state.supporting.len(), "claim", "claims")));
    words.push(format!("{} against", state.opposing.len()));
    ui.label(quiet(&look, words.join(" · ")));
    ui.label(quiet(&look, format!("Why so: {}", format::rule(state.rule))));
    for by in &state.pressed_by {
        ui.label(quiet(&look, format!("{} moving towards it", workspace.styles.name(&by.actor))));
    }
    if state.self_favourable_only {
        ui.label(egui::RichText::new("Only the side that gains says so").font(super::theme::small()).color(look.warn));
    }
}

/// "Why here?" in short: how exactly the place is known.
fn where_it_is(ui: &mut Ui, place: &crate::claims::ClaimPlace) {
    let look = Look::of(ui);
    let (north, east) = (if place.at.lat < 0.0 { "S" } else { "N" }, if place.at.lon < 0.0 { "W" } else { "E" });
    let precision = match place.where_prec {
        1 => "placed exactly",
        2 => "near this point",
        3 => "a district",
        4 => "a province",
        5 => "a line or region",
        _ => "a country",
    };
    let words = format!(
        "{:.3}° {north} {:.3}° {east} · {precision}, within {}",
        place.at.lat.abs(),
        place.at.lon.abs(),
        format::distance(place.radius_m)
    );
    ui.label(quiet(&look, words)).on_hover_text(format!("Gazetteer id {}", place.id));
}

fn claims(ui: &mut Ui, workspace: &Workspace, id: &str, commands: &mut Vec<Command>) {
    let all = workspace.corpus.claims_of(id);
    let shown: Vec<_> = all.iter().filter(|(_, claim)| workspace.derived.shown.contains(&claim.id)).collect();
    let hidden = all.len() - shown.len();
    widgets::panel_heading(ui, &format::count(shown.len(), "CLAIM", "CLAIMS"), |ui| {
        if hidden > 0 {
            ui.label(quiet(&Look::of(ui), format!("{hidden} hidden"))).on_hover_text("Hidden by filters, or not yet published");
        }
    });
    let state = workspace.view.cursor.and_then(|day| workspace.derived.replay.history(id)?.at(day));
    for (reading, claim) in shown {
        let stance = state.map(|state| {
            if state.supporting.contains(&claim.id) {
                card::Stance::For
            } else if state.opposing.contains(&claim.id) {
                card::Stance::Against
            } else {
                card::Stance::Neither
            }
        });
        card::show(ui, workspace, reading, claim, stance.unwrap_or(card::Stance::Neither), commands);
    }
}

/// The claim as a sentence: "HTS captured a part (the west) of Aleppo".
#[must_use]
pub fn sentence(workspace: &Workspace, claim: &Claim) -> String {
    let name = |mention: &Option<crate::claims::ActorMention>| mention.as_ref().map(|m| workspace.styles.name(&m.id));
    let actor = name(&claim.actor).unwrap_or_else(|| "Someone".to_owned());
    let part = match (claim.extent, claim.side.as_deref()) {
        (_, Some(side)) => format!("{} of ", format::compass(side)),
        (crate::claims::Extent::Part, None) => "a part of ".to_owned(),
        (crate::claims::Extent::Whole, None) => String::new(),
    };
    let place = &claim.place.name;
    let opponent = name(&claim.opponent);
    match claim.change {
        Change::Captured => format!("{actor} captured {part}{place}"),
        Change::Lost => format!("{actor} lost or left {part}{place}"),
        Change::Held => format!("{actor} held {part}{place}"),
        Change::Entered => format!("{actor} entered {part}{place}"),
        Change::Advancing => format!("{actor} advanced towards {part}{place}"),
        Change::Contested => match opponent {
            Some(opponent) => format!("{actor} and {opponent} fought in {part}{place}"),
            None => format!("{actor} fought in {part}{place}"),
        },
        Change::Besieged => format!("{actor} besieged {part}{place}"),
        Change::Repelled => format!("{actor} repelled an attack on {part}{place}"),
    }
}

//! The selected place: its state, its history as a strip, and every claim with who says so.

mod card;
mod state;
mod strip;
mod voices;

use super::icon::Icon;
use super::theme::{GRID, Look, bold, quiet};
use super::{bidi, format, room, widgets};
use crate::claims::Claim;
use crate::provenance::{ArticleId, ClaimId, Span};
use crate::wording::place as say;
use crate::wording::shared;
use crate::workspace::{Command, FilterChip, Workspace, phrases};
use eframe::egui::{self, Frame, Margin, Panel, ScrollArea, Ui};

/// Cards that are laid out before a button asks for more.
const FIRST_CARDS: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    Claims,
    Sides,
}

/// What the panel remembers of how it is looked at.
#[derive(Debug, Default)]
pub struct PlacePanel {
    tab: Tab,
    why: bool,
    /// Cards shown, of this place.
    cards: usize,
    of: String,
    note: Option<Note>,
    /// The claim that was last scrolled to.
    revealed: Option<ClaimId>,
}

/// A note being written.
#[derive(Debug)]
pub struct Note {
    pub claim: ClaimId,
    pub text: String,
    pub focus: bool,
}

impl PlacePanel {
    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(id) = workspace.view.selection.place.as_deref() else { return };
        let Some(place) = workspace.corpus.place(id) else { return };
        if self.of != id {
            *self = Self { tab: self.tab, why: self.why, cards: FIRST_CARDS, of: id.to_owned(), ..Self::default() };
        }
        let look = Look::of(ui);
        let frame = Frame::new().fill(look.panel).inner_margin(Margin { left: 12, right: 8, top: 4, bottom: 0 });
        let panel = Panel::right("place").resizable(true).default_size(room::place(ui.ctx())).size_range(232.0..=560.0);
        panel.frame(frame).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            heading(ui, workspace, &place.name, id, commands);
            ScrollArea::vertical().id_salt(("place", id)).auto_shrink(false).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 4.0);
                ui.spacing_mut().item_spacing.y = 6.0;
                state::show(ui, workspace, id, &mut self.why, commands);
                strip::show(ui, workspace, id, commands);
                where_it_is(ui, workspace, place, commands);
                ui.add_space(2.0);
                self.tabs(ui, workspace, id);
                match self.tab {
                    Tab::Claims => self.claims(ui, workspace, id, commands),
                    Tab::Sides => voices::show(ui, workspace, id, commands),
                }
                ui.add_space(2.0 * GRID);
            });
        });
    }

    fn tabs(&mut self, ui: &mut Ui, workspace: &Workspace, id: &str) {
        let claims = workspace.corpus.claims_at_place(id);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (tab, label, tip) in [
                (Tab::Claims, shared::claims(claims), say::claims_tip()),
                (Tab::Sides, say::side_against_side().to_owned(), say::side_against_side_tip()),
            ] {
                let chosen = self.tab == tab;
                if widgets::chip(ui, &label, None, chosen, false, &label).on_hover_text(tip).clicked() {
                    self.tab = tab;
                }
            }
        });
    }

    fn claims(&mut self, ui: &mut Ui, workspace: &Workspace, id: &str, commands: &mut Vec<Command>) {
        let all = workspace.corpus.claims_of(id);
        let shown: Vec<_> = all.iter().filter(|(_, claim)| workspace.derived.shown.contains(&claim.id)).collect();
        let hidden = all.len() - shown.len();
        if hidden > 0 {
            let words = say::hidden(hidden);
            ui.label(quiet(&Look::of(ui), words)).on_hover_text(say::hidden_tip());
        }
        let state = workspace.view.cursor.and_then(|day| workspace.derived.replay.history(id)?.at(day));
        let selected = workspace.view.selection.claim;
        if let Some(at) = shown.iter().position(|(_, claim)| Some(claim.id) == selected) {
            self.cards = self.cards.max(at + 1);
        }
        let reveal = selected.filter(|_| self.revealed != selected);
        self.revealed = selected;
        for (reading, claim) in shown.iter().take(self.cards) {
            let stance = state.map_or(card::Stance::Neither, |state| {
                if state.supporting.contains(&claim.id) {
                    card::Stance::For
                } else if state.opposing.contains(&claim.id) {
                    card::Stance::Against
                } else {
                    card::Stance::Neither
                }
            });
            let response = card::show(ui, workspace, reading, claim, stance, &mut self.note, commands);
            if reveal == Some(claim.id) {
                response.scroll_to_me(None);
            }
        }
        if shown.len() > self.cards {
            let rest = shown.len() - self.cards;
            if widgets::link(ui, &say::show_more(rest.min(FIRST_CARDS), rest)).clicked() {
                self.cards += FIRST_CARDS;
            }
        }
    }
}

fn heading(ui: &mut Ui, workspace: &Workspace, name: &str, id: &str, commands: &mut Vec<Command>) {
    let (wide, high) = (ui.available_width(), 28.0);
    // The buttons take their room first; a long name is cut before them.
    ui.allocate_ui_with_layout(egui::vec2(wide, high), egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if widgets::icon_button(ui, Icon::Close, say::close_the_place(), shared::close(), true, false).clicked() {
            commands.push(Command::ClosePlace);
        }
        let only = workspace.view.filters.place.as_deref() == Some(id);
        if widgets::icon_button(ui, Icon::Filter, say::only_this_place(), say::only_this_place_tip(), true, only).clicked() {
            commands.push(Command::ToggleFilter(FilterChip::Place(id.to_owned())));
        }
        let fit = Command::FitSelection.entry();
        if widgets::icon_button(ui, Icon::Fit, fit.label, &widgets::tip(fit.tooltip, fit.key), true, false).clicked() {
            commands.push(Command::FitSelection);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let name_shown = egui::RichText::new(bidi::visual(name)).font(bold(super::theme::BODY));
            ui.add(egui::Label::new(name_shown).truncate()).on_hover_text(name);
        });
    });
}

/// "Why here?" in short: how exactly the place is known.
fn where_it_is(ui: &mut Ui, workspace: &Workspace, place: &crate::claims::ClaimPlace, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let precision = match place.where_prec {
        1 => say::placed_exactly(),
        2 => say::near_this_point(),
        3 => say::a_district(),
        4 => say::a_province(),
        5 => say::a_line_or_region(),
        _ => say::a_country(),
    };
    let words = say::where_it_is(format::coordinates(place.at), precision, format::distance(place.radius_m));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 2.0);
        ui.spacing_mut().interact_size.y = 18.0;
        ui.label(quiet(&look, words)).on_hover_text(say::gazetteer_id(&place.id));
        if let Some((article, span)) = mention(workspace, &place.id) {
            let entry = Command::WhyHere(article, span).entry();
            if widgets::link(ui, entry.label).on_hover_text(entry.tooltip).clicked() {
                commands.push(Command::WhyHere(article, span));
            }
        }
    });
}

/// The mention that put a claim here: the selected claim's, or that of the newest claim.
fn mention(workspace: &Workspace, place: &str) -> Option<(ArticleId, Span)> {
    let selected = workspace.view.selection.claim.and_then(|id| workspace.corpus.claim(id)).filter(|(_, claim)| claim.place.id == place);
    let (reading, claim) = selected.or_else(|| workspace.corpus.claims_of(place).into_iter().next())?;
    Some((reading.article.id, claim.place.mention))
}

/// The claim as a sentence: "HTS captured a part of Aleppo".
#[must_use]
pub fn sentence(workspace: &Workspace, claim: &Claim) -> String {
    phrases::sentence(claim, &workspace.styles)
}

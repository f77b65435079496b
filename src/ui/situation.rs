//! The situation in a few lines over the map, while no place is open: what is shown, as of when, what changed that day, who says so, who disputes it,
//! and how to step on. What a stranger asks first is answered here without a manual.

use super::icon::Icon;
use super::theme::{BODY, GRID, Look, SMALL, bold, quiet, small};
use super::{bidi, format, keys, paint, sides, widgets};
use crate::claims::{ClaimPlace, ClaimantKind};
use crate::provenance::ClaimId;
use crate::timeline::PlaceState;
use crate::wording::shared;
use crate::wording::situation as say;
use crate::workspace::{Command, Hovered, KnownAsOf, Panel, UNKNOWN_OUTLET, Workspace, day};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    self, Align, Area, Color32, CornerRadius, Frame, Id, Label, Layout, Margin, Order, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2,
};

const WIDTH: f32 = 304.0;
/// Places that the card names; the rest is counted.
const NAMED: usize = 4;
/// Voices that a line names.
const VOICES: usize = 2;

/// A place that changes on the cursor's day.
#[derive(Debug)]
struct Line {
    id: String,
    name: String,
    state: String,
    colours: Vec<Color32>,
    says: String,
    disputes: String,
}

#[derive(Debug, Default)]
pub struct Situation {
    kept: Option<Kept>,
}

#[derive(Debug)]
struct Kept {
    /// Generation of the places, and the palette.
    of: (u64, crate::map::Palette),
    /// Of which most is said.
    lines: Vec<Line>,
    /// All that change.
    changed: usize,
}

impl Situation {
    /// Over the upper left corner of the map.
    pub fn show(&mut self, ui: &mut Ui, map: Rect, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(cursor) = workspace.view.cursor else { return };
        let open = workspace.view.panels.place && workspace.view.selection.place.is_some();
        if open || workspace.corpus.is_empty() || map.width() < WIDTH + 120.0 || map.height() < 520.0 {
            return;
        }
        let of = (workspace.derived.generation, workspace.view.palette);
        if self.kept.as_ref().is_none_or(|kept| kept.of != of) {
            let (lines, changed) = lines(workspace);
            self.kept = Some(Kept { of, lines, changed });
        }
        let Some(kept) = &self.kept else { return };
        let look = Look::of(ui);
        let frame = Frame::popup(ui.style()).fill(look.raised).inner_margin(Margin { left: 12, right: 6, top: 4, bottom: 8 });
        let named = if map.height() < 700.0 { NAMED / 2 } else { NAMED };
        // A layer of its own: the map below does not hear what is clicked here.
        let area = Area::new(Id::unique("situation")).order(Order::Middle).fixed_pos(map.min + vec2(8.0, 8.0)).movable(false);
        let card = area.show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(WIDTH - 20.0);
                ui.spacing_mut().item_spacing.y = 3.0;
                heading(ui, workspace, cursor, commands);
                changed(ui, workspace, kept, named, commands);
                steps(ui, workspace, cursor, commands);
            });
        });
        card.response.widget_info(|| WidgetInfo::labeled(Role::Group, true, say::situation_spoken()));
    }
}

fn heading(ui: &mut Ui, workspace: &Workspace, cursor: crate::calendar::Date, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    ui.horizontal(|ui| {
        ui.label(RichText::new(say::situation_on(day::long(cursor))).font(bold(BODY)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let entry = Command::TogglePanel(Panel::Situation).entry();
            if widgets::icon_button(ui, Icon::Close, say::close_the_situation(), &widgets::tip(shared::close(), entry.key), true, false)
                .clicked()
            {
                commands.push(Command::TogglePanel(Panel::Situation));
            }
        });
    });
    let articles = say::articles_claim(workspace.corpus.readings.len());
    let places = shared::places(workspace.derived.place_count());
    let known = match workspace.view.known {
        KnownAsOf::Everything => String::new(),
        KnownAsOf::Cursor => say::known_by_then().to_owned(),
        KnownAsOf::Day(day) => say::known_by(day::long(day)),
    };
    ui.add(Label::new(quiet(&look, say::who_holds(places, articles, known))).wrap());
}

fn changed(ui: &mut Ui, workspace: &Workspace, kept: &Kept, named: usize, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    ui.add_space(2.0);
    let words = if kept.changed == 0 { say::nothing_changes().to_owned() } else { say::changed().to_owned() };
    ui.label(RichText::new(words).font(bold(SMALL)).color(look.quiet));
    for line in kept.lines.iter().take(named) {
        show_line(ui, workspace, line, commands);
    }
    if kept.changed > named {
        ui.label(quiet(&look, say::and_more(say::more_places(kept.changed - named))));
    }
}

fn show_line(ui: &mut Ui, workspace: &Workspace, line: &Line, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let width = ui.available_width();
    let one = |text: &str, ink: Color32| {
        let mut job = egui::text::LayoutJob::simple_singleline(bidi::visual(text).into_owned(), small(), ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width - 24.0);
        job
    };
    let mut rows = vec![one(&line.state, look.text), one(&line.says, look.quiet)];
    if !line.disputes.is_empty() {
        rows.push(one(&line.disputes, look.warn));
    }
    let (rect, response) = ui.allocate_exact_size(vec2(width - 4.0, 20.0 + 16.0 * rows.len() as f32), Sense::click());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}: {}. {} {}", line.name, line.state, line.says, line.disputes)));
    if response.hovered() || response.has_focus() || workspace.view.hovered.place.as_deref() == Some(line.id.as_str()) {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), CornerRadius::same(5), look.hover);
    }
    let mark = pos2(rect.left() + 7.0, rect.top() + 10.0);
    match line.colours.as_slice() {
        [] => drop(ui.painter().circle_stroke(mark, 5.0, egui::Stroke::new(1.5, look.quiet))),
        [only] => paint::side_dot(ui.painter(), mark, 5.5, *only, look.text),
        [first, second, ..] => paint::hatch(ui.painter(), Rect::from_center_size(mark, vec2(11.0, 11.0)), *first, *second),
    }
    let left = rect.left() + 20.0;
    paint::line_of_text(
        ui.painter(),
        pos2(left, rect.top() + 1.0),
        egui::Align2::LEFT_TOP,
        &line.name,
        bold(BODY),
        look.text,
        width - 24.0,
    );
    for (row, n) in rows.into_iter().zip(0_u8..) {
        let galley = ui.painter().layout_job(row);
        ui.painter().galley(pos2(left, rect.top() + 19.0 + 16.0 * f32::from(n)), galley, look.text);
    }
    if response.hovered() {
        commands.push(Command::Hover(Hovered { place: Some(line.id.clone()), claim: None }));
    }
    if response.on_hover_text(say::open_the_place()).clicked() {
        commands.push(Command::SelectPlace(line.id.clone()));
    }
}

/// To the change before and after, with their days and keys.
fn steps(ui: &mut Ui, workspace: &Workspace, cursor: crate::calendar::Date, commands: &mut Vec<Command>) {
    let replay = &workspace.derived.replay;
    let last = workspace.derived.ends().map(|(_, last)| last);
    let next = replay.next_change(cursor).filter(|day| last.is_none_or(|last| *day <= last));
    ui.add_space(GRID / 2.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (command, label, target) in [
            (Command::PreviousChange, say::previous_change(), replay.previous_change(cursor)),
            (Command::NextChange, say::next_change(), next),
        ] {
            let entry = command.entry();
            let tip = match target {
                Some(day) => format!("{}: {}   {}", entry.label, day::long(day), keys::printed(entry.key)),
                None => say::there_is_none().to_owned(),
            };
            ui.add_enabled_ui(target.is_some(), |ui| {
                if widgets::button(ui, label, false).on_hover_text(tip).clicked() {
                    commands.push(command);
                }
            });
        }
    });
}

/// Lines for the places of which most is said, equal ones in the order of their ids; and how many places change in all.
fn lines(workspace: &Workspace) -> (Vec<Line>, usize) {
    let mut changed: Vec<(usize, u32)> = workspace.derived.changed_places().collect();
    changed.sort_by_key(|(_, said)| std::cmp::Reverse(*said));
    let places = changed.iter().filter_map(|(index, _)| workspace.derived.place(*index)).take(NAMED);
    (places.map(|(place, state)| line(workspace, place, state)).collect(), changed.len())
}

fn line(workspace: &Workspace, place: &ClaimPlace, state: &PlaceState) -> Line {
    let disputed = voices(workspace, &state.opposing);
    let says = voices(workspace, &state.supporting);
    Line {
        id: place.id.clone(),
        name: place.name.clone(),
        state: format::state(&state.state, &workspace.styles),
        colours: sides::of_state(workspace, &state.state),
        says: if says.is_empty() { format::rule(state.rule).to_owned() } else { say::says(says, own_word(state)) },
        disputes: if disputed.is_empty() { String::new() } else { say::disputed_by(disputed) },
    }
}

const fn own_word(state: &PlaceState) -> &'static str {
    if state.self_favourable_only { say::whose_side_gains() } else { "" }
}

/// Who stands behind these claims, in the article's words, the newest first.
fn voices(workspace: &Workspace, claims: &[ClaimId]) -> String {
    let mut named: Vec<String> = Vec::new();
    for (reading, claim) in claims.iter().rev().filter_map(|id| workspace.corpus.claim(*id)) {
        let outlet = workspace.corpus.outlet(reading.article.id);
        let name = match (claim.claimant.kind, claim.claimant.mention) {
            // An article that does not name its outlet is called by its title.
            (ClaimantKind::Outlet, _) | (_, None) if outlet == UNKNOWN_OUTLET => format!("“{}”", reading.article.title),
            (ClaimantKind::Outlet, _) | (_, None) => outlet.to_owned(),
            (_, Some(mention)) => mention.of(&reading.article.text).split_whitespace().collect::<Vec<_>>().join(" "),
        };
        if !named.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            named.push(name);
        }
    }
    let more = named.len().saturating_sub(VOICES);
    named.truncate(VOICES);
    if more > 0 {
        named.push(say::more_voices(more));
    }
    named.join(", ")
}

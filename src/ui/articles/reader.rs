//! One article as loaded, with the words of claims underlined in their side's colour, places and dates marked.

use super::super::icon::Icon;
use super::block::Shown;
use super::mixed::Mixed;
use crate::calendar::DateSpan;
use crate::claims::Claim;
use crate::corpus::BlockKind;
use crate::pipeline::ArticleReading;
use crate::provenance::{ArticleId, Span};
use crate::ui::theme::{BODY, GRID, Look, SMALL, bold, quiet, small};
use crate::ui::{bidi, format, sides, widgets};
use crate::wording::articles as say;
use crate::wording::shared;
use crate::workspace::{Command, Hovered, Workspace, day};
use eframe::egui::text::LayoutJob;
use eframe::egui::{self, Align, Color32, FontId, Label, Pos2, ScrollArea, Sense, Stroke, TextFormat, Ui, pos2, vec2};

/// The field in which the user dates an article.
#[derive(Debug)]
pub struct Dating {
    article: ArticleId,
    text: String,
    refused: bool,
    focus: bool,
}

pub fn show(
    ui: &mut Ui,
    workspace: &Workspace,
    reading: &ArticleReading,
    reveal: bool,
    dating: &mut Option<Dating>,
    commands: &mut Vec<Command>,
) {
    let look = Look::of(ui);
    navigation(ui, workspace, reading, commands);
    let article = &reading.article;
    ScrollArea::vertical().id_salt(("reader", article.id.0)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 4.0);
        ui.spacing_mut().item_spacing.y = GRID;
        bidi::label(ui, &article.title, &TextFormat { font_id: bold(BODY), color: look.text, ..Default::default() });
        facts(ui, workspace, reading, dating, commands);
        widgets::rule(ui);
        let whole = [(Span::new(0, article.text.len()), BlockKind::Paragraph)];
        let blocks: Vec<(Span, BlockKind)> = article.blocks.iter().map(|block| (block.span, block.kind)).collect();
        let blocks = if blocks.is_empty() { whole.to_vec() } else { blocks };
        let title = article.title.trim();
        for (span, kind) in blocks {
            let repeated_title = kind == BlockKind::Title && span.of(&article.text).trim() == title;
            if !repeated_title {
                block(ui, workspace, reading, span, kind, reveal, commands);
            }
        }
        ui.add_space(2.0 * GRID);
        ui.horizontal_wrapped(|ui| {
            ui.label(quiet(&look, &article.name));
            if let Some(file) = super::file_of(workspace, reading) {
                let entry = Command::OpenFile(file.clone()).entry();
                if widgets::link(ui, say::open_file()).on_hover_text(entry.label).clicked() {
                    commands.push(Command::OpenFile(file));
                }
            }
        });
        ui.add_space(GRID);
    });
}

fn navigation(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, commands: &mut Vec<Command>) {
    let readings = &workspace.corpus.readings;
    let at = readings.iter().position(|r| r.article.id == reading.article.id).unwrap_or(0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if widgets::icon_button(ui, Icon::Back, shared::all_articles(), say::all_articles_tip(), true, false).clicked() {
            commands.push(Command::CloseArticle);
        }
        if widgets::link(ui, shared::all_articles()).clicked() {
            commands.push(Command::CloseArticle);
        }
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let mut go = |ui: &mut Ui, icon, name, target: Option<&ArticleReading>| {
                let clicked = widgets::icon_button(ui, icon, name, name, target.is_some(), false).clicked();
                if let Some(target) = target.filter(|_| clicked) {
                    commands.push(Command::SelectArticle(target.article.id));
                }
            };
            go(ui, Icon::Forward, say::next_article(), readings.get(at + 1).map(AsRef::as_ref));
            go(ui, Icon::Back, say::previous_article(), at.checked_sub(1).and_then(|at| readings.get(at)).map(AsRef::as_ref));
            ui.label(quiet(&Look::of(ui), say::article_of(at + 1, readings.len())));
        });
    });
}

/// Outlet, date with its basis, claims; the date can be set.
fn facts(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, dating: &mut Option<Dating>, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let id = reading.article.id;
    let (date, basis, explained) = match reading.published {
        Some(published) => {
            let (label, explained) = format::basis(published.basis);
            (format::span(published.span), label, explained)
        }
        None => (shared::undated().to_owned(), say::basis_unknown(), say::nothing_dates_it()),
    };
    let usual = ui.spacing().interact_size.y;
    ui.spacing_mut().interact_size.y = 18.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
        ui.label(quiet(&look, workspace.corpus.outlet(id)));
        ui.label(quiet(&look, "·"));
        ui.label(quiet(&look, format!("{date} ({basis})"))).on_hover_text(explained);
        if dating.as_ref().is_none_or(|dating| dating.article != id) && widgets::link(ui, say::set_date()).clicked() {
            let text = reading.published.and_then(|p| p.span.latest).map(|day| day.to_string()).unwrap_or_default();
            *dating = Some(Dating { article: id, text, refused: false, focus: true });
        }
        if workspace.document.article_dates.contains_key(&id) && widgets::link(ui, say::use_own_date()).clicked() {
            commands.push(Command::SetArticleDate(id, None));
        }
    });
    ui.spacing_mut().interact_size.y = usual;
    let Some(edit) = dating.as_mut().filter(|dating| dating.article == id) else { return };
    let mut done = false;
    ui.horizontal(|ui| {
        let response = widgets::field(ui, &mut edit.text, say::date_hint(), say::date_field(), 128.0, egui::Id::unique("article date"));
        if std::mem::take(&mut edit.focus) {
            response.request_focus();
        }
        edit.refused &= !response.changed();
        if edit.refused {
            ui.colored_label(look.error, shared::not_a_date());
        }
        if response.lost_focus() {
            let near = reading.published.and_then(|p| p.span.latest).or(workspace.view.cursor).unwrap_or_else(|| day::date_of(20_000));
            match day::parse_typed(&edit.text, near) {
                Some(day) if ui.input(|input| input.key_pressed(egui::Key::Enter)) => {
                    commands.push(Command::SetArticleDate(id, Some(DateSpan::day(day))));
                    done = true;
                }
                None if ui.input(|input| input.key_pressed(egui::Key::Enter)) => edit.refused = true,
                _ => done = true,
            }
        }
    });
    if done {
        *dating = None;
    }
}

fn block(
    ui: &mut Ui,
    workspace: &Workspace,
    reading: &ArticleReading,
    span: Span,
    kind: BlockKind,
    reveal: bool,
    commands: &mut Vec<Command>,
) {
    let look = Look::of(ui);
    let text = span.of(&reading.article.text);
    if text.trim().is_empty() {
        return;
    }
    let (font, ink): (FontId, Color32) = match kind {
        BlockKind::Title => (bold(BODY), look.text),
        BlockKind::Paragraph | BlockKind::ListItem => (FontId::proportional(BODY), look.text),
        BlockKind::Caption | BlockKind::Byline | BlockKind::DateLine => (small(), look.quiet),
        BlockKind::Boilerplate => (small(), look.quiet.gamma_multiply(0.8)),
    };
    let claims: Vec<&Claim> = reading.claims.iter().filter(|claim| claim.quote.overlaps(span)).collect();
    let selected = claims.iter().find(|claim| workspace.view.selection.claim == Some(claim.id)).copied();
    let hovered = claims.iter().find(|claim| workspace.view.hovered.claim == Some(claim.id)).map(|claim| claim.quote);
    let (shown, response) = if bidi::is_needed(text) {
        let mixed = Mixed::new(ui.painter(), text, &font, ui.available_width(), line_height(&font));
        let (rect, response) = ui.allocate_exact_size(mixed.size, Sense::click());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, text));
        let shown = Shown::Mixed(mixed);
        for row in selected.into_iter().flat_map(|claim| shown.rows_of(text, claim.quote, span)) {
            ui.painter().rect_filled(row.translate(rect.min.to_vec2()), 0.0, look.marked);
        }
        if let Shown::Mixed(mixed) = &shown {
            mixed.paint(ui.painter(), rect.min, ink);
        }
        (shown, response)
    } else {
        let job = laid_out(span, text, &font, ink, &look, selected, ui.available_width());
        let galley = ui.painter().layout_job(job);
        let response = ui.add(Label::new(galley.clone()).selectable(true).sense(Sense::click()));
        (Shown::Plain(galley), response)
    };
    let origin = response.rect.min.to_vec2();
    let rows = |part: Span| shown.rows_of(text, part, span).into_iter().map(move |rect| rect.translate(origin));
    for rect in hovered.into_iter().flat_map(rows) {
        ui.painter().rect_filled(rect, 2.0, look.accent.gamma_multiply(0.16));
    }
    for claim in &claims {
        let passes = workspace.derived.shown.contains(&claim.id);
        let colour = sides::of_claim(workspace, claim).gamma_multiply(if passes { 1.0 } else { 0.35 });
        let width = if selected.is_some_and(|s| s.id == claim.id) { 3.0 } else { 2.0 };
        for rect in rows(claim.quote) {
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(width, colour));
        }
    }
    for mark in places_and_dates(reading, span) {
        for rect in rows(mark) {
            let dots = egui::Shape::dotted_line(
                &[pos2(rect.left(), rect.bottom() + 1.5), pos2(rect.right(), rect.bottom() + 1.5)],
                look.quiet,
                3.0,
                0.7,
            );
            ui.painter().extend(dots);
        }
    }
    if reveal && let Some(rect) = selected.and_then(|claim| rows(claim.quote).next()) {
        ui.scroll_to_rect(rect.expand2(vec2(0.0, 40.0)), Some(Align::Center));
    }
    let paragraph = Paragraph { workspace, reading, span, text, shown: &shown, response: &response };
    paragraph.pointer(ui, &claims, commands);
    paragraph.word_menu(ui, commands);
}

fn line_height(font: &FontId) -> f32 {
    if font.size > SMALL { 20.0 } else { 17.0 }
}

fn laid_out(span: Span, text: &str, font: &FontId, ink: Color32, look: &Look, selected: Option<&Claim>, width: f32) -> LayoutJob {
    let mut cuts: Vec<usize> = vec![0, text.len()];
    let local = |offset: u32| (offset.saturating_sub(span.start) as usize).min(text.len());
    let bold_parts: Vec<Span> = selected.map(|claim| claim.place.mention).into_iter().collect();
    for part in selected.map(|claim| claim.quote).into_iter().chain(bold_parts.iter().copied()) {
        cuts.extend([local(part.start), local(part.end)]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let line_height = line_height(font);
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        let Some(part) = text.get(from..to) else { continue };
        let at = Span::new(span.start as usize + from, span.start as usize + to);
        let inside = |outer: Span| outer.contains(at);
        let marked = selected.is_some_and(|claim| inside(claim.quote));
        let emphasised = marked && bold_parts.iter().any(|part| inside(*part));
        let format = TextFormat {
            font_id: if emphasised { bold(font.size) } else { font.clone() },
            color: if marked { look.text } else { ink },
            background: if marked { look.marked } else { Color32::TRANSPARENT },
            line_height: Some(line_height),
            ..Default::default()
        };
        job.append(part, 0.0, format);
    }
    job
}

/// Outer mentions of places, and time expressions, inside a block.
fn places_and_dates(reading: &ArticleReading, span: Span) -> Vec<Span> {
    let places = reading.toponyms.iter().filter(|t| t.outer && t.resolution.is_some()).map(|t| t.span);
    let dates = reading.timexes.iter().filter(|t| t.when.is_some()).map(|t| t.span);
    places.chain(dates).filter(|part| span.contains(*part)).collect()
}

/// A block of the article where it lies on the screen.
struct Paragraph<'a> {
    workspace: &'a Workspace,
    reading: &'a ArticleReading,
    span: Span,
    text: &'a str,
    shown: &'a Shown,
    response: &'a egui::Response,
}

impl Paragraph<'_> {
    /// The byte of the article under a point of the screen.
    fn under(&self, at: Pos2) -> Option<Span> {
        let byte = self.span.start as usize + self.shown.byte_at(self.text, at - self.response.rect.min)?;
        Some(Span::new(byte, byte + 1))
    }

    /// What the pointer rests on: its claims in a tooltip, its place on the map; a click goes there.
    fn pointer(&self, ui: &Ui, claims: &[&Claim], commands: &mut Vec<Command>) {
        let Self { workspace, reading, response, .. } = *self;
        let Some(offset) = response.hover_pos().and_then(|at| self.under(at)) else { return };
        let mut under: Vec<&&Claim> = claims.iter().filter(|claim| claim.quote.contains(offset)).collect();
        // The claim whose place is pointed at first; then the narrowest words.
        under.sort_by_key(|claim| (!claim.place.mention.contains(offset), claim.quote.len()));
        let place = reading.toponyms.iter().find(|t| t.outer && t.span.contains(offset)).and_then(|t| t.resolution.as_ref());
        if under.is_empty() && place.is_none() {
            return;
        }
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        let pointed = under.first().map(|claim| claim.place.id.clone()).or_else(|| place.map(|place| place.id.clone()));
        commands.push(Command::Hover(Hovered { place: pointed, claim: under.first().map(|claim| claim.id) }));
        if response.clicked() {
            // Clicked again, the next of several claims in the same words.
            let selected = under.iter().position(|claim| workspace.view.selection.claim == Some(claim.id));
            let next = selected.map_or(0, |at| (at + 1) % under.len().max(1));
            if let Some(claim) = under.get(next) {
                commands.push(Command::SelectClaim(claim.id));
            } else if let Some(place) = place {
                if workspace.corpus.place(&place.id).is_some() {
                    commands.push(Command::SelectPlace(place.id.clone()));
                } else {
                    commands.push(Command::LookAt(place.at, crate::workspace::zoom_for(place.radius_m)));
                }
            }
            return;
        }
        let look = Look::of(ui);
        egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), egui::Id::unique("reader tip"), egui::PopupAnchor::Pointer)
            .gap(14.0)
            .show(|ui| {
                ui.set_max_width(320.0);
                for claim in under.iter().take(4) {
                    ui.label(crate::ui::place::sentence(workspace, claim));
                    ui.label(quiet(&look, format::span(claim.when.span)));
                }
                if let Some(place) = place.filter(|_| under.is_empty()) {
                    ui.label(&place.name);
                    ui.label(quiet(&look, say::confidence(place.confidence * 100.0)));
                }
            });
    }

    /// Right click: what can be asked of the name under the pointer, and the paragraph's words.
    fn word_menu(&self, ui: &Ui, commands: &mut Vec<Command>) {
        let Self { workspace, reading, span, text, response, .. } = *self;
        let kept = egui::Id::unique(("word menu", reading.article.id.0, span.start));
        if response.secondary_clicked()
            && let Some(offset) = response.interact_pointer_pos().and_then(|at| self.under(at))
        {
            let name = reading.toponyms.iter().find(|t| t.outer && t.span.contains(offset)).map(|t| (t.span.start, t.span.end));
            ui.data_mut(|data| data.insert_temp(kept, (offset.start, name)));
        }
        response.context_menu(|ui| {
            let (at, name): (u32, Option<(u32, u32)>) = ui.data(|data| data.get_temp(kept)).unwrap_or((span.start, None));
            let explain = Command::Explain(reading.article.id, Span { start: at, end: at + 1 });
            let entry = explain.entry();
            if ui.button(entry.label).on_hover_text(entry.tooltip).clicked() {
                commands.push(explain);
            }
            if let Some((start, end)) = name {
                let words = Span { start, end };
                let why = Command::WhyHere(reading.article.id, words);
                let label = say::why_here(bidi::visual(words.of(&reading.article.text)));
                if ui.button(label).on_hover_text(why.entry().tooltip).clicked() {
                    commands.push(why);
                }
            }
            ui.separator();
            if ui.button(say::copy_paragraph()).clicked() {
                commands.push(Command::Copy(text.to_owned()));
            }
            super::menu(ui, workspace, reading, commands);
        });
    }
}

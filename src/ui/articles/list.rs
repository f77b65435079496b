//! The list: title, outlet, date and how it is known, number of claims; copies of a story folded under it.

use super::rows::{Row, RowsKey, rows};
use crate::corpus::duplicates::StoryId;
use crate::pipeline::ArticleReading;
use crate::timex::PublishedBasis;
use crate::ui::theme::{BODY, GRID, Look, bold, quiet, small};
use crate::ui::{bidi, format, paint, sides, widgets};
use crate::wording::list as say;
use crate::wording::shared;
use crate::workspace::{Command, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::text::TextWrapping;
use eframe::egui::{self, Align2, ComboBox, CornerRadius, Id, Rect, ScrollArea, Sense, TextFormat, Ui, WidgetInfo, pos2, vec2};
use std::cmp::Reverse;
use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    Newest,
    Oldest,
    Title,
    Outlet,
    Claims,
}

impl Sort {
    const ALL: [(Self, &str); 5] = [
        (Self::Newest, say::newest_first()),
        (Self::Oldest, say::oldest_first()),
        (Self::Title, say::title()),
        (Self::Outlet, say::outlet()),
        (Self::Claims, say::most_claims()),
    ];
}

/// How the list is looked at.
#[derive(Debug, Default)]
pub struct List {
    sort: Sort,
    search: String,
    unfolded: BTreeSet<StoryId>,
    kept: Option<(RowsKey, Vec<Row>)>,
}

/// Height of a row: two lines of title, one of facts.
const ROW: f32 = 76.0;

impl List {
    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let key = RowsKey {
            sort: self.sort,
            search: self.search.clone(),
            unfolded: self.unfolded.clone(),
            articles_generation: workspace.derived.articles_generation,
        };
        if self.kept.as_ref().is_none_or(|(known, _)| *known != key) {
            let rows = rows(workspace, &key);
            self.kept = Some((key, rows));
        }
        let total = workspace.corpus.readings.len();
        let rows = self.kept.as_ref().map_or(&[][..], |(_, rows)| rows);
        let listed: usize = rows.iter().map(|row| usize::from(!row.below) + row.copies).sum();
        let filtered = listed < total;
        let heading = if filtered { say::listed_articles(listed, total) } else { say::articles(total) };
        widgets::panel_heading(ui, &heading, |ui| {
            let chosen = Sort::ALL.iter().find(|(s, _)| *s == self.sort).map_or("", |(_, name)| name);
            let combo = ComboBox::from_id_salt("sort").selected_text(chosen).width(112.0).show_ui(ui, |ui| {
                for (value, name) in Sort::ALL {
                    ui.selectable_value(&mut self.sort, value, name);
                }
            });
            combo.response.accessible_name(say::order_of_the_articles());
        });
        if total > 0 {
            let width = ui.available_width() - 4.0;
            widgets::field(ui, &mut self.search, say::find(), say::find(), width, Id::unique("find article"))
                .on_hover_text(say::find_tip());
            ui.add_space(4.0);
        }
        if rows.is_empty() {
            if !self.search.trim().is_empty() && total > 0 {
                widgets::empty_state(ui, say::none_found(), say::what_is_searched());
            } else if filtered {
                widgets::empty_state(ui, say::all_filtered(), say::all_filtered_advice());
            } else {
                widgets::empty_state(ui, say::none_yet(), say::none_yet_advice());
            }
            return;
        }
        let mut turned = None;
        ScrollArea::vertical().id_salt("list").auto_shrink(false).show_rows(ui, ROW, rows.len(), |ui, range| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for at in rows.get(range).unwrap_or(&[]) {
                let Some(reading) = workspace.corpus.readings.get(at.article) else { continue };
                if row(ui, workspace, reading, *at, self.unfolded.contains(&reading.story), commands) {
                    turned = Some(reading.story);
                }
            }
        });
        if let Some(story) = turned
            && !self.unfolded.remove(&story)
        {
            self.unfolded.insert(story);
        }
    }
}

/// Returns whether its copies were asked to fold or unfold.
fn row(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, at: Row, unfolded: bool, commands: &mut Vec<Command>) -> bool {
    let look = Look::of(ui);
    let article = &reading.article;
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let rect = if at.below { Rect::from_min_max(whole.min + vec2(16.0, 0.0), whole.max) } else { whole };
    let date = reading.published.map_or_else(|| shared::undated().to_owned(), |published| format::span(published.span));
    let claims = reading.claims.iter().filter(|claim| workspace.derived.shown.contains(&claim.id)).count();
    let outlet = workspace.corpus.outlet(article.id);
    response.widget_info(|| {
        let name = say::row_spoken(&article.title, outlet, &date, shared::claims(claims));
        WidgetInfo::labeled(Role::Button, true, name)
    });
    if response.clicked() {
        commands.push(Command::SelectArticle(article.id));
    }
    let inner = rect.shrink2(vec2(0.0, 2.0));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(inner.expand2(vec2(6.0, 0.0)), CornerRadius::same(5), look.hover);
    }
    let painter = ui.painter().with_clip_rect(whole.intersect(ui.clip_rect()));
    painter.hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, look.line));
    if at.below {
        painter.vline(whole.left() + 6.0, whole.y_range(), egui::Stroke::new(1.0, look.line));
    }
    let wide = rect.width() - 4.0;
    let format = TextFormat { font_id: bold(BODY), color: look.text, line_height: Some(18.0), ..Default::default() };
    let wrap = TextWrapping { max_width: wide, max_rows: 2, ..Default::default() };
    let title = bidi::wrapped(&painter, &article.title, &format, wrap);
    let right = title.halign == egui::Align::RIGHT;
    let galley = painter.layout_job(title);
    let height = galley.size().y;
    let mut y = rect.center().y - (height + 4.0 + 17.0) / 2.0;
    painter.galley(pos2(if right { rect.left() + wide } else { rect.left() }, y), galley, look.text);
    y += height + 4.0;
    // Sides of its claims as dots, most first, then their number, at the right.
    let number = match claims {
        // A narrow list keeps its room for the outlet and the date.
        _ if wide < 240.0 => claims.to_string(),
        0 => say::no_claims().to_owned(),
        _ => shared::claims(claims),
    };
    let number_width = paint::line_of_text(&painter, pos2(rect.right() - 4.0, y), Align2::RIGHT_TOP, &number, small(), look.quiet, 90.0);
    let mut dots_left = rect.right() - 4.0 - number_width;
    for colour in side_colours(workspace, reading).into_iter().take(3) {
        dots_left -= 12.0;
        paint::side_dot(&painter, pos2(dots_left + 4.0, y + 8.5), 4.0, colour, look.text);
    }
    let turned = at.copies > 0 && copies(ui, rect, y, &mut dots_left, at.copies, unfolded, article.id.0);
    let mut facts = format!("{outlet} · {date}");
    if let Some(doubt) = reading.published.and_then(|published| doubtful(published.basis)) {
        facts = format!("{facts} ({doubt})");
    }
    let ink = if reading.published.is_none() { look.warn } else { look.quiet };
    paint::line_of_text(&painter, pos2(rect.left(), y), Align2::LEFT_TOP, &facts, small(), ink, dots_left - rect.left() - GRID);
    response.context_menu(|ui| super::menu(ui, workspace, reading, commands));
    response.on_hover_ui(|ui| {
        ui.label(bidi::visual(&article.title).into_owned());
        let basis = reading.published.map_or(say::no_date_yet(), |published| format::basis(published.basis).1);
        ui.label(quiet(&look, format!("{date}. {basis}")));
        ui.label(quiet(&look, &article.name));
        let others = workspace.corpus.told_alike(reading.story).len();
        if others > 1 {
            ui.label(quiet(&look, say::told_alike(others)));
        }
    });
    turned
}

/// A basis that the reader of a list should know of.
const fn doubtful(basis: PublishedBasis) -> Option<&'static str> {
    match basis {
        PublishedBasis::Corpus | PublishedBasis::FileTime | PublishedBasis::User => Some(format::basis(basis).0),
        PublishedBasis::Metadata | PublishedBasis::FileName | PublishedBasis::Text | PublishedBasis::Calendar => None,
    }
}

/// The little button "+2" that unfolds the copies of a story.
fn copies(ui: &mut Ui, rect: Rect, y: f32, right: &mut f32, copies: usize, unfolded: bool, id: u64) -> bool {
    let look = Look::of(ui);
    let words = if unfolded { format!("−{copies}") } else { format!("+{copies}") };
    let galley = ui.painter().layout_no_wrap(words, small(), look.accent);
    let size = vec2(galley.size().x + 10.0, 18.0);
    *right -= size.x + 6.0;
    let place = Rect::from_min_size(pos2(*right, y - 1.0), size).intersect(rect);
    let response = ui.interact(place, Id::unique(("copies", id)), Sense::click());
    let name = say::copies(copies);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, unfolded, &name));
    let edge = if response.hovered() || response.has_focus() { look.accent } else { look.line };
    ui.painter().rect(place, CornerRadius::same(9), look.raised, egui::Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    ui.painter().galley(place.center() - galley.size() / 2.0, galley, look.accent);
    let tip = if unfolded { say::click_to_fold(name) } else { say::click_to_show(name) };
    response.on_hover_text(tip).clicked()
}

/// Colours of the sides that its claims speak of, the most frequent first.
fn side_colours(workspace: &Workspace, reading: &ArticleReading) -> Vec<egui::Color32> {
    let mut counts = vec![0_usize; workspace.corpus.sides.len()];
    for actor in reading.claims.iter().filter_map(|claim| claim.actor.as_ref()) {
        if let Some(count) = workspace.corpus.side_index(&actor.side).and_then(|index| counts.get_mut(index)) {
            *count += 1;
        }
    }
    let mut order: Vec<usize> = (0..counts.len()).filter(|index| counts.get(*index).is_some_and(|count| *count > 0)).collect();
    order.sort_by_key(|index| Reverse(counts.get(*index).copied()));
    order.into_iter().map(|index| sides::of_index(workspace, index)).collect()
}

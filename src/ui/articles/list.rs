//! The list: title, outlet, date and how it is known, number of claims.

use crate::pipeline::ArticleReading;
use crate::ui::theme::{BODY, GRID, Look, bold, quiet, small};
use crate::ui::{format, paint, sides, widgets};
use crate::workspace::{Command, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align2, ComboBox, CornerRadius, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use std::cmp::Reverse;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    Date,
    Title,
    Outlet,
    Claims,
}

impl Sort {
    const ALL: [(Self, &str); 4] =
        [(Self::Date, "Newest first"), (Self::Title, "Title"), (Self::Outlet, "Outlet"), (Self::Claims, "Most claims")];
}

/// Height of a row: two lines of title, one of facts.
const ROW: f32 = 76.0;

pub fn show(ui: &mut Ui, workspace: &Workspace, sort: &mut Sort, commands: &mut Vec<Command>) {
    let total = workspace.corpus.readings.len();
    let rows = rows(workspace, *sort);
    let filtered = rows.len() < total;
    let heading = if filtered { format!("{} of {total} ARTICLES", rows.len()) } else { format!("{total} ARTICLES") };
    widgets::panel_heading(ui, &heading.replace("1 ARTICLES", "1 ARTICLE"), |ui| {
        let chosen = Sort::ALL.iter().find(|(s, _)| s == sort).map_or("", |(_, name)| name);
        let combo = ComboBox::from_id_salt("sort").selected_text(chosen).width(112.0).show_ui(ui, |ui| {
            for (value, name) in Sort::ALL {
                ui.selectable_value(sort, value, name);
            }
        });
        combo.response.accessible_name("Order of the articles");
    });
    if rows.is_empty() {
        if filtered {
            widgets::empty_state(ui, "No article passes the filters", "Clear a filter above to see more.");
        } else {
            widgets::empty_state(ui, "No articles yet", "Open a folder of articles, or drop one here.");
        }
        return;
    }
    ScrollArea::vertical().id_salt("list").auto_shrink(false).show_rows(ui, ROW, rows.len(), |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for reading in rows.get(range).unwrap_or(&[]) {
            row(ui, workspace, reading, commands);
        }
    });
}

/// Articles with a claim that passes the filters; without filters, all of them.
fn rows(workspace: &Workspace, sort: Sort) -> Vec<&ArticleReading> {
    let filters = &workspace.view.filters;
    let text = filters.text.to_lowercase();
    let named = |reading: &ArticleReading| !text.trim().is_empty() && reading.article.title.to_lowercase().contains(text.trim());
    let mut rows: Vec<&ArticleReading> = workspace
        .corpus
        .readings
        .iter()
        .map(AsRef::as_ref)
        .filter(|r| filters.is_empty() || named(r) || r.claims.iter().any(|claim| workspace.derived.shown.contains(&claim.id)))
        .collect();
    match sort {
        Sort::Date => rows.sort_by_key(|r| Reverse(r.published.and_then(|p| p.span.latest))),
        Sort::Title => rows.sort_by(|a, b| a.article.title.cmp(&b.article.title)),
        Sort::Outlet => rows.sort_by_key(|r| workspace.corpus.outlet(r.article.id)),
        Sort::Claims => rows.sort_by_key(|r| Reverse(r.claims.len())),
    }
    rows
}

fn row(ui: &mut Ui, workspace: &Workspace, reading: &ArticleReading, commands: &mut Vec<Command>) {
    let look = Look::of(ui);
    let article = &reading.article;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let date = reading.published.map_or_else(|| "undated".to_owned(), |published| format::span(published.span));
    let claims = reading.claims.iter().filter(|claim| workspace.derived.shown.contains(&claim.id)).count();
    response.widget_info(|| {
        let name =
            format!("{}, {}, {date}, {}", article.title, workspace.corpus.outlet(article.id), format::count(claims, "claim", "claims"));
        WidgetInfo::labeled(Role::Button, true, name)
    });
    if response.clicked() {
        commands.push(Command::SelectArticle(article.id));
    }
    let inner = rect.shrink2(vec2(0.0, 2.0));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(inner.expand2(vec2(6.0, 0.0)), CornerRadius::same(5), look.hover);
    }
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, look.line));
    let mut title = egui::text::LayoutJob::single_section(
        article.title.clone(),
        egui::TextFormat { font_id: bold(BODY), color: look.text, line_height: Some(18.0), ..Default::default() },
    );
    title.wrap = egui::text::TextWrapping { max_width: rect.width() - 4.0, max_rows: 2, ..Default::default() };
    let galley = painter.layout_job(title);
    let height = galley.size().y;
    let mut y = rect.center().y - (height + 4.0 + 17.0) / 2.0;
    painter.galley(pos2(rect.left(), y), galley, look.text);
    y += height + 4.0;
    // Sides of its claims as dots, most first, then their number, at the right.
    let number = if claims == 0 { "no claims".to_owned() } else { format::count(claims, "claim", "claims") };
    let number_width = paint::line_of_text(&painter, pos2(rect.right() - 4.0, y), Align2::RIGHT_TOP, &number, small(), look.quiet, 90.0);
    let mut dots_left = rect.right() - 4.0 - number_width;
    for colour in side_colours(workspace, reading).into_iter().take(3) {
        dots_left -= 12.0;
        paint::side_dot(&painter, pos2(dots_left + 4.0, y + 8.5), 4.0, colour, look.text);
    }
    let facts = format!("{} · {date}", workspace.corpus.outlet(article.id));
    let ink = if reading.published.is_none() { look.warn } else { look.quiet };
    paint::line_of_text(&painter, pos2(rect.left(), y), Align2::LEFT_TOP, &facts, small(), ink, dots_left - rect.left() - GRID);
    response.on_hover_ui(|ui| {
        ui.label(&article.title);
        let basis = reading.published.map_or("It has no date; open it to set one.", |published| format::basis(published.basis).1);
        ui.label(quiet(&look, format!("{date}. {basis}")));
        ui.label(quiet(&look, &article.name));
    });
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

//! Drawing of the axis: stretches, density, bars, ticks, range, cursor and the second clock.

use crate::calendar::{Date, ticks};
use crate::ui::paint;
use crate::ui::sides;
use crate::ui::theme::{Look, SMALL, bold, small};
use crate::wording::time as say;
use crate::workspace::{AxisView, StretchKind, TimeAxis, Workspace, day};
use eframe::egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

/// Height of the two rows of ticks.
pub const TICKS: f32 = 34.0;
/// A column is at least so wide.
const MIN_COLUMN: f64 = 3.0;
/// Height and pitch of a lane of bars.
const LANE: f32 = 6.0;

struct Canvas<'a> {
    painter: Painter,
    /// The density's box; the ticks lie below it.
    graph: Rect,
    look: Look,
    axis: &'a TimeAxis,
    view: &'a AxisView,
    workspace: &'a Workspace,
}

impl Canvas<'_> {
    fn x(&self, day: f64) -> f32 {
        self.graph.left() + self.axis.px_from_day(day, self.view) as f32
    }

    fn day_band(&self, date: Date) -> (f32, f32) {
        let number = f64::from(day::day_of(date));
        (self.x(number), self.x(number + 1.0))
    }
}

pub fn paint(ui: &Ui, rect: Rect, workspace: &Workspace, view: &AxisView, focused: bool) {
    let look = Look::of(ui);
    let graph = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - TICKS));
    let painter = ui.painter().with_clip_rect(rect.expand(1.0).intersect(ui.clip_rect()));
    let axis = &workspace.derived.axis;
    let edge = if focused { Stroke::new(1.5, look.accent) } else { Stroke::new(1.0, look.line) };
    painter.rect(graph, CornerRadius::same(3), look.sunken, edge, StrokeKind::Inside);
    if axis.is_empty() {
        painter.text(graph.center(), Align2::CENTER_CENTER, say::axis_empty(), small(), look.quiet);
        return;
    }
    let canvas = Canvas { painter, graph, look, axis, view, workspace };
    range(&canvas);
    stretches(&canvas);
    cursor_band(&canvas);
    columns(&canvas);
    bars(&canvas);
    changes(&canvas);
    second_clock(&canvas);
    cursor(&canvas);
}

fn range(c: &Canvas) {
    let Some((from, to)) = c.workspace.view.range else { return };
    let (left, right) = (c.day_band(from).0, c.day_band(to).1);
    let band = Rect::from_min_max(pos2(left, c.graph.top()), pos2(right, c.graph.bottom()));
    c.painter.rect_filled(band, 0.0, c.look.accent_soft);
    for x in [left, right] {
        c.painter.vline(x, c.graph.y_range(), Stroke::new(1.0, c.look.accent));
    }
}

/// Ticks for what is shown at scale; a wave and a length for what is folded.
fn stretches(c: &Canvas) {
    let (top, bottom) = (c.graph.bottom(), c.graph.bottom() + TICKS);
    let mut months_free_from = f32::NEG_INFINITY;
    for (stretch, from, to) in c.axis.laid_out(c.view) {
        let (left, right) = (c.graph.left() + from as f32, c.graph.left() + to as f32);
        if right < c.graph.left() || left > c.graph.right() {
            continue;
        }
        if stretch.kind == StretchKind::Fold {
            fold(c, left, right, stretch.end - stretch.start);
            continue;
        }
        // Only what is in sight: a zoomed axis is far wider than the window.
        let (seen_left, seen_right) = (left.max(c.graph.left()), right.min(c.graph.right()));
        let from_day = c.axis.day_from_px(f64::from(seen_left - c.graph.left()), c.view).max(f64::from(stretch.start));
        let to_day = c.axis.day_from_px(f64::from(seen_right - c.graph.left()), c.view).min(f64::from(stretch.end));
        let rows = ticks(from_day, to_day, seen_right - seen_left);
        // Pixels and back lose a little.
        let inside = |day: f64| day >= from_day - 1e-6 && day < to_day - 1e-6;
        let mut fine_free_from = seen_left - 2.0;
        for tick in rows.fine.iter().filter(|tick| inside(tick.at)) {
            let x = c.x(tick.at);
            c.painter.vline(x, top..=top + 4.0, Stroke::new(1.0, c.look.line));
            // A day's number stands under the middle of its day, a longer period's under its start.
            let day_px = c.x(tick.at + 1.0) - x;
            let middle = if day_px >= 14.0 { x + day_px / 2.0 } else { x };
            let galley = c.painter.layout_no_wrap(tick.label.clone(), small(), c.look.quiet);
            let width = galley.size().x;
            let at = if day_px >= 14.0 { middle - width / 2.0 } else { x };
            if at >= fine_free_from && at + width <= right + 12.0 {
                c.painter.galley(pos2(at, top + 3.0), galley, c.look.quiet);
                fine_free_from = at + width + 6.0;
            }
        }
        let mut coarse: Vec<_> = rows.coarse.into_iter().filter(|tick| inside(tick.at)).collect();
        if !coarse.iter().any(|tick| c.x(tick.at) < seen_left + 60.0)
            && let Some(name) = period_at(from_day, &coarse, stretch.kind)
        {
            coarse.insert(0, crate::calendar::Tick { at: from_day, label: name });
        }
        let mut starts = coarse.iter().map(|tick| c.x(tick.at)).skip(1).chain([f32::INFINITY]).collect::<Vec<_>>().into_iter();
        for tick in &coarse {
            let next = starts.next().unwrap_or(f32::INFINITY);
            let x = c.x(tick.at).max(seen_left);
            if tick.at > from_day {
                c.painter.vline(c.x(tick.at), c.graph.top()..=bottom - 2.0, Stroke::new(1.0, c.look.line));
            }
            let galley = c.painter.layout_no_wrap(tick.label.clone(), bold(SMALL), c.look.text);
            let at = (x + if tick.at > from_day { 4.0 } else { 0.0 }).max(months_free_from);
            if at + galley.size().x <= next.min(c.graph.right() + 2.0) {
                months_free_from = at + galley.size().x + 8.0;
                c.painter.galley(pos2(at, top + 18.0), galley, c.look.text);
            }
        }
    }
}

/// The name of the period that a stretch begins inside of, when no tick names it.
fn period_at(day_number: f64, coarse: &[crate::calendar::Tick], kind: StretchKind) -> Option<String> {
    let date = crate::calendar::from_day_number(day_number);
    let years = coarse.first().is_none_or(|tick| tick.label.chars().all(|c| c.is_ascii_digit()));
    Some(if kind == StretchKind::Coarse || (years && !coarse.is_empty()) {
        date.year().to_string()
    } else {
        format!("{} {}", day::month_name(date), date.year())
    })
}

fn fold(c: &Canvas, left: f32, right: f32, days: i32) {
    let middle = (left + right) / 2.0;
    let band = Rect::from_min_max(pos2(left, c.graph.top() + 1.0), pos2(right, c.graph.bottom() - 1.0));
    c.painter.rect_filled(band, 0.0, c.look.panel);
    for shift in [-3.0, 3.0] {
        let points: Vec<Pos2> = (0..=16)
            .map(|step| {
                let part = step as f32 / 16.0;
                pos2(middle + shift + 2.0 * (part * 12.0).sin(), c.graph.top() + 1.0 + part * (c.graph.height() - 2.0))
            })
            .collect();
        c.painter.add(Shape::line(points, Stroke::new(1.0, c.look.quiet)));
    }
    let length = if days >= 365 { say::fold_years((days + 182) / 365) } else { say::fold_days(days) };
    c.painter.text(pos2(middle, c.graph.bottom() + 3.0), Align2::CENTER_TOP, length, small(), c.look.quiet);
}

fn cursor_band(c: &Canvas) {
    let Some(cursor) = c.workspace.view.cursor else { return };
    let (left, right) = c.day_band(cursor);
    if right - left >= 6.0 {
        let band = Rect::from_min_max(pos2(left, c.graph.top()), pos2(right, c.graph.bottom()));
        c.painter.rect_filled(band, 0.0, c.look.accent.gamma_multiply(0.14));
    }
}

fn columns(c: &Canvas) {
    let density = &c.workspace.derived.density;
    let columns = density.columns(c.axis, c.view, f64::from(c.graph.width()), MIN_COLUMN);
    let peak = columns.iter().map(crate::workspace::Column::total).fold(0.0, f32::max).max(1.0);
    let room = c.graph.height() - 14.0;
    for column in &columns {
        let (left, right) = (c.graph.left() + column.from_px as f32, c.graph.left() + column.to_px as f32);
        let width = (right - left).max(MIN_COLUMN as f32);
        let gap = if width > 8.0 { (width * 0.12).min(6.0) } else { 0.0 };
        let mut y = c.graph.bottom() - 1.0;
        for (index, count) in column.by_side.iter().enumerate().filter(|(_, count)| **count > 0.0) {
            let height = (count / peak * room).max(1.5);
            let bar = Rect::from_min_max(pos2(left + gap, y - height), pos2(left + width - gap, y));
            c.painter.rect_filled(bar, 0.0, sides::of_index(c.workspace, index));
            y -= height;
        }
    }
}

/// What is known only to the month or year: thin bars in lanes from the top, an arrow tip at an open end.
fn bars(c: &Canvas) {
    let mut lanes: Vec<f32> = Vec::new();
    let most = ((c.graph.height() - 16.0) / LANE).floor() as usize;
    for bar in &c.workspace.derived.density.bars {
        let (left, right) = (c.x(f64::from(bar.start)), c.x(f64::from(bar.end)));
        let (left, right) = (left.max(c.graph.left() - 4.0), right.min(c.graph.right() + 4.0).max(left + 4.0));
        let lane = lanes.iter().position(|free| *free <= left).unwrap_or(lanes.len());
        if lane >= most {
            continue;
        }
        if lane == lanes.len() {
            lanes.push(right + 1.0);
        } else if let Some(free) = lanes.get_mut(lane) {
            *free = right + 1.0;
        }
        let y = c.graph.top() + 9.0 + lane as f32 * LANE;
        let ink = sides::of_index(c.workspace, bar.side);
        let body = Rect::from_min_max(pos2(left + 1.0, y - 2.0), pos2(right - 1.0, y + 2.0));
        c.painter.rect_filled(body, CornerRadius::same(2), ink);
        let tip = |x: f32, towards: f32| {
            Shape::convex_polygon(vec![pos2(x, y - 4.0), pos2(x + 5.0 * towards, y), pos2(x, y + 4.0)], ink, Stroke::NONE)
        };
        if bar.open_end {
            c.painter.add(tip(right - 1.0, 1.0));
        }
        if bar.open_start {
            c.painter.add(tip(left + 1.0, -1.0));
        }
    }
}

/// A small mark at the foot of each day on which a place changes its state.
fn changes(c: &Canvas) {
    let mut last = f32::NEG_INFINITY;
    for number in c.workspace.derived.change_day_numbers() {
        let x = (c.x(f64::from(number)) + c.x(f64::from(number) + 1.0)) / 2.0;
        if x < c.graph.left() || x > c.graph.right() || x - last < 3.0 {
            continue;
        }
        last = x;
        let y = c.graph.bottom();
        let mark = vec![pos2(x - 3.5, y + 1.0), pos2(x, y - 4.0), pos2(x + 3.5, y + 1.0)];
        c.painter.add(Shape::convex_polygon(mark, c.look.text, Stroke::new(1.0, c.look.sunken)));
    }
}

fn second_clock(c: &Canvas) {
    let Some(known) = c.workspace.view.known_at() else { return };
    if c.workspace.view.known == crate::workspace::KnownAsOf::Cursor {
        return;
    }
    let x = c.day_band(known).1;
    let dashes = Shape::dashed_line(&[pos2(x, c.graph.top()), pos2(x, c.graph.bottom())], Stroke::new(1.5, c.look.warn), 4.0, 3.0);
    c.painter.extend(dashes);
    let veil = Rect::from_min_max(pos2(x, c.graph.top() + 1.0), c.graph.max - vec2(1.0, 1.0));
    c.painter.rect_filled(veil, 0.0, c.look.panel.gamma_multiply(0.72));
    c.painter.text(pos2(x + 4.0, c.graph.top() + 2.0), Align2::LEFT_TOP, say::not_yet_published(), small(), c.look.warn);
}

fn cursor(c: &Canvas) {
    let Some(cursor) = c.workspace.view.cursor else { return };
    let (left, right) = c.day_band(cursor);
    let x = (left + right) / 2.0;
    c.painter.vline(x, c.graph.y_range(), Stroke::new(2.0, c.look.accent));
    let top = c.graph.top();
    let handle = vec![pos2(x - 6.0, top), pos2(x + 6.0, top), pos2(x + 6.0, top + 5.0), pos2(x, top + 11.0), pos2(x - 6.0, top + 5.0)];
    c.painter.add(Shape::convex_polygon(handle, c.look.accent, Stroke::new(1.0, c.look.sunken)));
}

/// A thin line under the pointer.
pub fn hover_line(ui: &Ui, rect: Rect, workspace: &Workspace, view: &AxisView, date: Date) {
    let look = Look::of(ui);
    let number = f64::from(day::day_of(date));
    let axis = &workspace.derived.axis;
    let x = rect.left() + (axis.px_from_day(number, view) + axis.px_from_day(number + 1.0, view)) as f32 / 2.0;
    ui.painter().vline(x, rect.top()..=rect.bottom() - TICKS, Stroke::new(1.0, look.quiet));
}

/// A band in the colours of a state, hatched when more than one side is in it.
pub fn state_band(painter: &Painter, rect: Rect, colours: &[Color32]) {
    match colours {
        [] => {}
        [only] => drop(painter.rect_filled(rect, 0.0, *only)),
        [first, second, ..] => paint::hatch(painter, rect, *first, *second),
    }
}

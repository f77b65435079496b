//! Beside or below the map: what the signs mean, where in the world this is, which articles speak, what was left out.

use super::column::{self, Column, HEADING_HEIGHT, SMALL};
use super::locator;
use super::page::{SnapshotRequest, Source};
use super::svg::Svg;
use crate::map::{Basemap, Camera, LegendEntry, LegendKind, MAX_OUTSIDE, PageInk, REACH_KM, Rect, Scene, Weight};
use crate::wording::page as say;

const GUTTER: f32 = 22.0;
const BLOCK_GAP: f32 = 14.0;
/// Room that the sources get at least; below it they would name nobody.
const MIN_SOURCES: f32 = 92.0;
/// A locator lower than this shows nothing.
const MIN_LOCATOR: f32 = 84.0;

/// What the panel draws from.
pub(super) struct Panel<'a> {
    pub request: &'a SnapshotRequest<'a>,
    pub legend: &'a [LegendEntry],
    pub notes: Vec<String>,
    pub basemap: &'a Basemap,
    pub camera: &'a Camera,
    pub ink: PageInk,
}

impl<'a> Panel<'a> {
    pub fn new(request: &'a SnapshotRequest<'a>, scene: &'a Scene, basemap: &'a Basemap) -> Self {
        let ink = request.theme.ink();
        Self { request, legend: &scene.legend, notes: notes(request, scene), basemap, camera: &scene.camera, ink }
    }

    /// One column: legend, locator if there is room, sources, notes at the foot.
    pub fn beside(&self, svg: &mut Svg, [left, top, right, bottom]: Rect) {
        let mut column = Column { svg, ink: self.ink, x: left, y: top, width: right - left };
        let notes_height = self.notes_height(column.width);
        let foot = bottom - notes_height - 8.0;
        let wanted = legend_height(self.legend, column.width);
        // Legend before sources, sources before the locator.
        let left_over = foot - top - wanted - sources_height(self.request.sources, column.width) - 2.0 * BLOCK_GAP;
        let locator = left_over.min(column.width * 0.56);
        legend(&mut column, self.legend, foot - MIN_SOURCES - BLOCK_GAP);
        if locator >= MIN_LOCATOR && self.has_surroundings() {
            column.gap(BLOCK_GAP);
            locator::draw(column.svg, self.basemap, self.camera, [left, column.y, right, column.y + locator], &self.ink);
            column.y += locator;
        }
        column.gap(BLOCK_GAP);
        sources(&mut column, self.request.sources, foot);
        column.y = bottom - notes_height;
        self.write_notes(&mut column);
    }

    /// Three columns: the legend in one or two, then sources, locator and notes in what is left.
    pub fn below(&self, svg: &mut Svg, [left, top, right, bottom]: Rect) {
        let width = (right - left - 2.0 * GUTTER) / 3.0;
        let (ink, x) = (self.ink, |n: u8| left + f32::from(n) * (width + GUTTER));
        let notes_height = self.notes_height(width);
        let foot = bottom - notes_height - 8.0;
        let apart = self.legend_in_one(width);
        if apart {
            legend(&mut Column { svg: &mut *svg, ink, x: x(0), y: top, width }, self.legend, bottom);
            sources(&mut Column { svg: &mut *svg, ink, x: x(1), y: top, width }, self.request.sources, bottom);
        } else {
            let (first, second) = self.halves(width);
            legend(&mut Column { svg: &mut *svg, ink, x: x(0), y: top, width }, first, bottom);
            legend(&mut Column { svg: &mut *svg, ink, x: x(1), y: top, width }, second, bottom);
        }
        let mut third = Column { svg, ink, x: x(2), y: top, width };
        let sources_here = if apart { 0.0 } else { BLOCK_GAP + sources_height(self.request.sources, width) };
        let locator = (foot - top - sources_here).min(width * 0.5);
        if locator >= MIN_LOCATOR && self.has_surroundings() {
            locator::draw(third.svg, self.basemap, self.camera, [third.x, top + 4.0, third.x + width, top + 4.0 + locator], &self.ink);
            third.y += locator + BLOCK_GAP;
        }
        if !apart {
            sources(&mut third, self.request.sources, foot);
        }
        third.y = bottom - notes_height;
        self.write_notes(&mut third);
    }

    /// Height that [`Self::below`] would like in a page of this inner width.
    pub fn height_below(&self, inner_width: f32) -> f32 {
        let width = (inner_width - 2.0 * GUTTER) / 3.0;
        let foot = width * 0.5 + BLOCK_GAP + 8.0 + self.notes_height(width);
        let sources = sources_height(self.request.sources, width);
        let tallest = if self.legend_in_one(width) {
            foot.max(sources).max(legend_height(self.legend, width))
        } else {
            let (first, second) = self.halves(width);
            legend_height(first, width).max(legend_height(second, width)).max(foot + sources)
        };
        tallest + 4.0
    }

    /// A short legend leaves the second column to the sources.
    fn legend_in_one(&self, width: f32) -> bool {
        let foot = width * 0.5 + self.notes_height(width) + sources_height(self.request.sources, width);
        legend_height(self.legend, width) <= foot
    }

    /// A frame that shows most of the world has no surroundings to locate it in.
    fn has_surroundings(&self) -> bool {
        f64::from(self.camera.width) < self.camera.scale() * 0.4
    }

    /// The legend in two parts of like height.
    fn halves(&self, width: f32) -> (&'a [LegendEntry], &'a [LegendEntry]) {
        let cut = (0..=self.legend.len())
            .min_by(|&a, &b| {
                let taller = |n: usize| {
                    self.legend
                        .split_at_checked(n)
                        .map_or(f32::MAX, |(first, second)| legend_height(first, width).max(legend_height(second, width)))
                };
                taller(a).total_cmp(&taller(b))
            })
            .unwrap_or(0);
        self.legend.split_at_checked(cut).unwrap_or((self.legend, &[]))
    }

    fn notes_height(&self, width: f32) -> f32 {
        self.notes.iter().map(|note| column::paragraph_height(note, SMALL, Weight::Regular, width, 5) + 3.0).sum()
    }

    fn write_notes(&self, column: &mut Column<'_>) {
        for note in &self.notes {
            column.paragraph(note, SMALL, Weight::Regular, self.ink.quiet_text, 5);
            column.gap(3.0);
        }
    }
}

fn heading(kind: LegendKind) -> &'static str {
    match kind {
        LegendKind::Actor => say::said_to_hold(),
        LegendKind::Sign => say::signs(),
    }
}

const KIND_GAP: f32 = 8.0;

fn legend_height(entries: &[LegendEntry], width: f32) -> f32 {
    let rows: f32 = entries.iter().map(|entry| column::legend_row_height(entry, width)).sum();
    let kinds = entries.chunk_by(|a, b| a.kind == b.kind).count() as f32;
    rows + kinds * HEADING_HEIGHT + (kinds - 1.0).max(0.0) * KIND_GAP
}

/// Entries under their headings until `bottom`; the rest is counted.
fn legend(column: &mut Column<'_>, entries: &[LegendEntry], bottom: f32) {
    let mut left = entries.len();
    for (n, group) in entries.chunk_by(|a, b| a.kind == b.kind).enumerate() {
        if n > 0 {
            column.gap(KIND_GAP);
        }
        for (row, entry) in group.iter().enumerate() {
            let title = if row == 0 { HEADING_HEIGHT } else { 0.0 };
            let tail = if left == 1 { 0.0 } else { SMALL * 1.4 };
            if column.y + title + column::legend_row_height(entry, column.width) + tail > bottom {
                let quiet = column.ink.quiet_text;
                column.paragraph(&say::more_signs(left), SMALL, Weight::Regular, quiet, 1);
                return;
            }
            if row == 0 {
                column.heading(heading(entry.kind));
            }
            column.legend_row(entry);
            left -= 1;
        }
    }
}

/// Height that all of them take.
fn sources_height(sources: &[Source], width: f32) -> f32 {
    let rows: f32 = sources.iter().map(|source| source_height(source, width)).sum();
    if sources.is_empty() { 0.0 } else { HEADING_HEIGHT + rows + 1.0 }
}

fn source_height(source: &Source, width: f32) -> f32 {
    let head = column::paragraph_height(&head(source), SMALL, Weight::Bold, width, 1);
    head + column::paragraph_height(&source.title, SMALL, Weight::Regular, width, 2) + SOURCE_GAP
}

fn head(source: &Source) -> String {
    format!("{}, {}", source.outlet, source.date)
}

const SOURCE_GAP: f32 = 4.0;

/// Outlet and date, then title, as many as fit above `bottom`; the rest is counted.
fn sources(column: &mut Column<'_>, sources: &[Source], bottom: f32) {
    if sources.is_empty() {
        return;
    }
    column.heading(&say::sources(sources.len()));
    let (text, quiet) = (column.ink.text, column.ink.quiet_text);
    for (n, source) in sources.iter().enumerate() {
        let tail = if n + 1 == sources.len() { 0.0 } else { SMALL * 1.4 };
        if column.y + source_height(source, column.width) + tail > bottom {
            column.paragraph(&say::more_articles(sources.len() - n), SMALL, Weight::Regular, quiet, 1);
            return;
        }
        column.paragraph(&head(source), SMALL, Weight::Bold, text, 1);
        column.paragraph(&source.title, SMALL, Weight::Regular, quiet, 2);
        column.gap(SOURCE_GAP);
    }
}

/// Names of places outside, for the panel.
fn outside_words(request: &SnapshotRequest<'_>, scene: &Scene) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for outside in &scene.outside {
        if let Some(placed) = request.states.get(outside.index)
            && !names.iter().any(|name| name == placed.name)
        {
            names.push(placed.name.to_owned());
        }
    }
    let more = names.len().saturating_sub(6);
    names.truncate(6);
    let list = names.join(", ");
    if scene.outside.len() >= MAX_OUTSIDE {
        return Some(say::outside_and_many(list));
    }
    match (list.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(say::outside(list)),
        (false, more) => Some(say::outside_and_more(list, more)),
    }
}

fn notes(request: &SnapshotRequest<'_>, scene: &Scene) -> Vec<String> {
    let filters = if request.filters.is_empty() { say::shows_all().to_owned() } else { say::shows_only(request.filters.join("; ")) };
    let estimated = (!scene.areas.is_empty()).then(|| say::estimated(REACH_KM));
    std::iter::once(filters).chain(estimated).chain(outside_words(request, scene)).collect()
}

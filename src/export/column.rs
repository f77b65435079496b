//! Text set in a column from top to bottom: headings, paragraphs, legend rows.

use super::svg::Svg;
use crate::map::{Anchor, LegendEntry, PageInk, Rgba, SYMBOL_HALF, Text, Weight, fonts};

/// Em sizes in page units, and the distance of their lines.
pub const BODY: f32 = 11.5;
pub const SMALL: f32 = 10.0;
const LEADING: f32 = 1.32;

/// One column; `y` is where the next thing goes.
#[derive(Debug)]
pub struct Column<'a> {
    pub svg: &'a mut Svg,
    pub ink: PageInk,
    pub x: f32,
    pub y: f32,
    pub width: f32,
}

/// One line of text at a baseline.
#[must_use]
pub fn line(at: [f32; 2], anchor: Anchor, text: &str, size: f32, weight: Weight, colour: Rgba) -> Text {
    Text { at, anchor, text: text.to_owned(), size, weight, colour, halo: None, spacing: 0.0 }
}

impl Column<'_> {
    pub fn gap(&mut self, height: f32) {
        self.y += height;
    }

    pub fn heading(&mut self, words: &str) {
        self.y += BODY;
        self.svg.text(&line([self.x, self.y], Anchor::Start, words, BODY, Weight::Bold, self.ink.text));
        self.y += BODY * 0.6;
    }

    /// Wrapped text, at most `max_lines` of it; the last is elided when more would follow.
    pub fn paragraph(&mut self, words: &str, size: f32, weight: Weight, colour: Rgba, max_lines: usize) {
        for text in limited(words, size, weight, self.width, max_lines) {
            self.y += size * LEADING;
            self.svg.text(&line([self.x, self.y - size * 0.28], Anchor::Start, &text, size, weight, colour));
        }
    }

    /// Symbol and words.
    pub fn legend_row(&mut self, entry: &LegendEntry) {
        let indent = SYMBOL_HALF * 2.0 + 6.0;
        let lines = fonts::wrap(&entry.text, BODY, Weight::Regular, self.width - indent);
        let height = row_height(lines.len());
        let middle = self.y + height / 2.0;
        let centre = [self.x + SYMBOL_HALF, middle];
        self.svg.shapes(&entry.symbol.iter().map(|shape| shape.clone().moved(centre)).collect::<Vec<_>>());
        let first = middle - (lines.len() as f32 - 1.0) * BODY * LEADING / 2.0 + BODY * 0.36;
        for (n, text) in lines.iter().enumerate() {
            let at = [self.x + indent, first + n as f32 * BODY * LEADING];
            self.svg.text(&line(at, Anchor::Start, text, BODY, Weight::Regular, self.ink.text));
        }
        self.y += height;
    }
}

fn row_height(lines: usize) -> f32 {
    (lines as f32 * BODY * LEADING + 7.0).max(SYMBOL_HALF * 2.0)
}

/// Height that [`Column::legend_row`] takes.
#[must_use]
pub fn legend_row_height(entry: &LegendEntry, width: f32) -> f32 {
    row_height(fonts::wrap(&entry.text, BODY, Weight::Regular, width - SYMBOL_HALF * 2.0 - 6.0).len())
}

/// Height that [`Column::paragraph`] takes.
#[must_use]
pub fn paragraph_height(words: &str, size: f32, weight: Weight, width: f32, max_lines: usize) -> f32 {
    limited(words, size, weight, width, max_lines).len() as f32 * size * LEADING
}

/// Height that [`Column::heading`] takes.
pub const HEADING_HEIGHT: f32 = BODY * 1.6;

fn limited(words: &str, size: f32, weight: Weight, width: f32, max_lines: usize) -> Vec<String> {
    let mut lines = fonts::wrap(words, size, weight, width);
    if lines.len() > max_lines {
        let rest = lines.split_off(max_lines.saturating_sub(1)).join(" ");
        lines.push(rest);
    }
    // A single word may be wider than the column.
    lines.iter().map(|text| fonts::elide(text, size, weight, width)).collect()
}

//! One paragraph laid out for the pointer and the pen: where each span of the article lies, and what lies under a point.
//!
//! Two layouts answer alike: egui's own for text that runs left to right, and [`super::mixed`] for everything else.

use super::mixed::Mixed;
use crate::provenance::Span;
use eframe::egui::text::CCursor;
use eframe::egui::{Galley, Pos2, Rect, Vec2, pos2};
use std::sync::Arc;

pub enum Shown {
    Plain(Arc<Galley>),
    Mixed(Mixed),
}

impl Shown {
    /// Where a span of the article lies, a rectangle a row, from the block's corner. `block` is the block's own span.
    pub fn rows_of(&self, text: &str, part: Span, block: Span) -> Vec<Rect> {
        match self {
            Self::Plain(galley) => plain_rows(galley, text, part, block),
            Self::Mixed(mixed) => {
                let local = |offset: u32| (offset.saturating_sub(block.start) as usize).min(text.len());
                mixed.rows_of(local(part.start)..local(part.end))
            }
        }
    }

    /// The byte of the block's text under a point.
    pub fn byte_at(&self, text: &str, at: Vec2) -> Option<usize> {
        match self {
            Self::Plain(galley) => {
                let CCursor { index, .. } = galley.cursor_from_pos(at);
                Some(text.char_indices().nth(index.0).map_or(text.len(), |(byte, _)| byte))
            }
            Self::Mixed(mixed) => mixed.byte_at(at.to_pos2()),
        }
    }
}

fn plain_rows(galley: &Galley, text: &str, part: Span, block: Span) -> Vec<Rect> {
    let chars_before = |offset: u32| {
        let byte = (offset.saturating_sub(block.start) as usize).min(text.len());
        text.get(..byte).map_or(0, |head| head.chars().count())
    };
    let (from, to) = (chars_before(part.start), chars_before(part.end));
    let mut rects = Vec::new();
    let mut row_start = 0;
    for row in &galley.rows {
        let row_chars = row.char_count_excluding_newline().0;
        let row_end = row_start + row_chars;
        let (a, b) = (from.max(row_start), to.min(row_end));
        if a < b {
            let left = row.pos.x + row.x_offset((a - row_start).into());
            let right = row.pos.x + row.x_offset((b - row_start).into());
            rects.push(Rect::from_min_max(pos2(left, row.min_y()), pos2(right, row.max_y())));
        }
        row_start += row.char_count_including_newline().0;
    }
    rects
}

/// Joins rectangles that touch in one row.
pub fn joined(mut rects: Vec<Rect>) -> Vec<Rect> {
    rects.sort_by(|a, b| a.top().total_cmp(&b.top()).then(a.left().total_cmp(&b.left())));
    let mut out: Vec<Rect> = Vec::new();
    for rect in rects {
        match out.last_mut() {
            Some(last) if (last.top() - rect.top()).abs() < 0.5 && rect.left() - last.right() < 1.0 => *last = last.union(rect),
            _ => out.push(rect),
        }
    }
    out
}

/// Half a point of tolerance for a pointer between two words.
pub fn hit(rect: Rect, at: Pos2) -> bool {
    rect.expand(0.5).contains(at)
}

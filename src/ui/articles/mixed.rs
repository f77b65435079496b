//! A paragraph with words that run from right to left, laid out word by word.
//!
//! In: text, a font, a width. Out: words with their places, rows breaking in the order of the text and standing in the order
//! in which they are read. Limitation: such a paragraph is not selected with the mouse; its menu copies it.

use super::block::{hit, joined};
use crate::ui::bidi;
use eframe::egui::{Align2, Color32, FontId, Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

pub struct Mixed {
    words: Vec<Placed>,
    pub size: Vec2,
}

struct Placed {
    /// Bytes of the block's text.
    at: Range<usize>,
    galley: Arc<Galley>,
    rect: Rect,
}

impl Mixed {
    #[must_use]
    pub fn new(painter: &Painter, text: &str, font: &FontId, width: f32, line_height: f32) -> Self {
        let right = bidi::starts_right(text);
        let mut words = Vec::new();
        let mut y = 0.0;
        for line in bidi::lines(painter, text, font, width) {
            let Some(part) = text.get(line.clone()) else { continue };
            let trimmed = part.trim_end();
            let seen = bidi::words_seen(trimmed, right);
            let galleys: Vec<Arc<Galley>> =
                seen.iter().map(|word| painter.layout_no_wrap(word.seen(), font.clone(), Color32::PLACEHOLDER)).collect();
            let long: f32 = galleys.iter().map(|galley| galley.size().x).sum();
            let mut x = if right { (width - long).max(0.0) } else { 0.0 };
            for (word, galley) in seen.into_iter().zip(galleys) {
                let rect = Rect::from_min_size(pos2(x, y), vec2(galley.size().x, line_height));
                x += galley.size().x;
                words.push(Placed { at: line.start + word.at.start..line.start + word.at.end, galley, rect });
            }
            y += line_height;
        }
        Self { words, size: vec2(width, y) }
    }

    pub fn paint(&self, painter: &Painter, origin: Pos2, ink: Color32) {
        for word in &self.words {
            let room = word.rect.translate(origin.to_vec2());
            let at = Align2::LEFT_CENTER.anchor_size(room.left_center(), word.galley.size()).min;
            painter.galley_with_override_text_color(at, word.galley.clone(), ink);
        }
    }

    #[must_use]
    pub fn rows_of(&self, part: Range<usize>) -> Vec<Rect> {
        joined(self.words.iter().filter(|word| word.at.start < part.end && part.start < word.at.end).map(|word| word.rect).collect())
    }

    #[must_use]
    pub fn byte_at(&self, at: Pos2) -> Option<usize> {
        self.words.iter().find(|word| hit(word.rect, at)).map(|word| word.at.start)
    }
}

//! The thread from a claim back to words: ids of articles and spans of their text.
//!
//! Offsets inside the program are UTF-8 bytes on character boundaries; what leaves it (JSON lines) counts
//! Unicode code points, see [`CodePoints`].

use serde::{Deserialize, Serialize};
use std::fmt;

/// Hash of an article's bytes and name: the same file keeps its id over runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub u64);

/// Hash of what a claim says and where it says it, so that an analyst's review stays attached over re-runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimId(pub u64);

/// Feeds parts into one 64-bit content hash. Parts are length-prefixed, so ("ab","c") and ("a","bc") differ.
#[must_use]
pub fn content_hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut bytes = [0_u8; 8];
    hasher.finalize_xof().fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Half-open range of bytes `start..end` in one article's text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The words, or "" when the span does not fit this text (never a panic).
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Byte offset → code point offset for one text, in O(log n) after one pass.
#[derive(Debug)]
pub struct CodePoints {
    /// Byte offset of every 64th code point.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

impl CodePoints {
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { marks: text.char_indices().step_by(STRIDE).map(|(byte, _)| u32::try_from(byte).unwrap_or(u32::MAX)).collect() }
    }

    /// Code points before `byte`; offsets past the end count the whole text.
    #[must_use]
    pub fn before(&self, text: &str, byte: u32) -> usize {
        let mark = self.marks.partition_point(|&at| at <= byte).saturating_sub(1);
        let from = self.marks.get(mark).copied().unwrap_or(0);
        let end = (byte as usize).min(text.len());
        mark * STRIDE + text.get(from as usize..end).map_or(0, |part| part.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "ḥalab — حلب ".repeat(40);
        let map = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(map.before(&text, byte as u32), n);
        }
        assert_eq!(map.before(&text, u32::MAX), text.chars().count());
    }

    #[test]
    fn a_span_that_does_not_fit_gives_no_words() {
        assert_eq!(Span::new(0, 1).of("é"), "");
        assert_eq!(Span::new(5, 9).of("abc"), "");
    }
}

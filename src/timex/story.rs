//! What a text tells of, as words: enough to say whether two articles tell one story.

use crate::corpus::{Article, BlockKind};
use std::cmp::Ordering;

/// Stems of the longer words, and names, as hashes; order and counts are dropped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryWords {
    /// Both rising, each hash once.
    words: Vec<u32>,
    names: Vec<u32>,
}

/// Shorter words are mostly grammar.
const WORD_LETTERS: usize = 5;
const NAME_LETTERS: usize = 4;
/// "attacking" and "attacked" share their stem.
const STEM_BYTES: usize = 7;
/// Fewer names in common than this prove nothing.
const FEWEST_NAMES: usize = 6;

impl StoryWords {
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let mut out = Self::default();
        for block in article.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Boilerplate | BlockKind::Byline)) {
            out.read(block.span.of(&article.text));
        }
        for hashes in [&mut out.words, &mut out.names] {
            hashes.sort_unstable();
            hashes.dedup();
        }
        out
    }

    fn read(&mut self, text: &str) {
        let mut runs_on = false;
        let mut end = 0;
        for word in text.split(|c: char| !letter(c)).filter(|word| !word.is_empty()) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let gap = text.get(end..start).unwrap_or("");
            // After a full stop a capital says nothing.
            let inside = runs_on && (gap == " " || !gap.contains(['.', '!', '?', '\n', '"', '“', ':']));
            runs_on = true;
            end = start + word.len();
            let letters = if word.is_ascii() { word.len() } else { word.chars().count() };
            if letters >= WORD_LETTERS {
                self.words.push(hash(word));
            }
            if letters >= NAME_LETTERS && inside && word.chars().next().is_some_and(char::is_uppercase) {
                self.names.push(hash(word));
            }
        }
    }

    /// Rising, each once.
    #[must_use]
    pub fn names(&self) -> &[u32] {
        &self.names
    }

    /// 0 nothing in common – 1 the same: the share of common words times the share of common names. The latter are counted
    /// already: so many.
    #[must_use]
    pub fn likeness(&self, other: &Self, names: usize) -> f64 {
        self.weighed(other, names, || common(&self.words, &other.words))
    }

    /// No two with so many names in common are more alike, whatever their words.
    #[must_use]
    pub fn likeness_at_most(&self, other: &Self, names: usize) -> f64 {
        self.weighed(other, names, || self.words.len().min(other.words.len()))
    }

    fn weighed(&self, other: &Self, names: usize, words: impl FnOnce() -> usize) -> f64 {
        if names < FEWEST_NAMES {
            return 0.0;
        }
        let words = words();
        let either = self.words.len() + other.words.len() - words;
        let fewer = self.names.len().min(other.names.len());
        share(words, either) * share(names, fewer)
    }
}

/// How many hashes two rising lists share.
fn common(mut a: &[u32], mut b: &[u32]) -> usize {
    let mut shared = 0;
    while let (Some((first, after_a)), Some((second, after_b))) = (a.split_first(), b.split_first()) {
        match first.cmp(second) {
            Ordering::Less => a = after_a,
            Ordering::Greater => b = after_b,
            Ordering::Equal => {
                shared += 1;
                (a, b) = (after_a, after_b);
            }
        }
    }
    shared
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

fn letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() }
}

/// FNV-1a over the lower-case stem: the same in every run.
fn hash(word: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let stem = word.bytes().take(STEM_BYTES);
    if stem.clone().all(|b| b.is_ascii()) {
        return stem.fold(hash, |hash, b| (hash ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193));
    }
    let mut bytes = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        bytes += c.len_utf8();
        if bytes > STEM_BYTES {
            break;
        }
        hash = (hash ^ u32::from(c)).wrapping_mul(0x0100_0193);
    }
    hash
}

//! What the recogniser looks at: each fact about a segment becomes one bucket of the weight table.
//!
//! Facts about the words before a segment depend only on its start, facts about the words after only on its end, and
//! facts about a word only on the word, so they are gathered once a piece and summed.

use super::document::{Document, WordUse};
use super::evidence::{Evidence, NONE};
use super::lexicon::Classes;
use super::pieces::{Piece, Shape};

/// Buckets of the weight table (a power of two).
pub(super) const BUCKETS: usize = 1 << 18;
/// Longest segment, in pieces.
pub(super) const LONGEST: usize = 6;

/// Takes in the facts of one position; the trainer keeps them, the reader sums their weights.
pub(super) trait Sink {
    fn add(&mut self, bucket: u32);
}

impl Sink for Vec<u32> {
    fn add(&mut self, bucket: u32) {
        self.push(bucket);
    }
}

fn put(sink: &mut impl Sink, template: u32, value: u32) {
    let mixed = (value ^ template.wrapping_mul(0x9E37_79B1)).wrapping_mul(0x85EB_CA6B);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0xC2B2_AE35);
    sink.add(mixed >> (32 - 18));
}

fn pair(a: u32, b: u32) -> u32 {
    a.wrapping_mul(0x01F1_23BB).rotate_left(13) ^ b.wrapping_mul(0x7FEB_352D)
}

fn each_class(classes: Classes, mut f: impl FnMut(u32)) {
    let mut bits = classes.0;
    while bits != 0 {
        f(bits.trailing_zeros());
        bits &= bits - 1;
    }
}

/// One sentence, ready to be asked.
pub(super) struct View<'a, 't> {
    pub pieces: &'a [Piece<'t>],
    pub document: &'a Document,
    /// Signature of each single piece as a name.
    pub single: &'a [u8],
    /// How often a word stood in lower case in the corpora, as a bucket.
    pub common: &'a dyn Fn(u32) -> u32,
    /// Most letters of the sentence are capitals.
    pub shouting: bool,
}

const START: u32 = 1;
const COMMA: u32 = 2;

impl View<'_, '_> {
    fn piece(&self, at: Option<usize>) -> Option<&Piece<'_>> {
        at.and_then(|at| self.pieces.get(at))
    }

    fn hash_at(&self, at: Option<usize>) -> u32 {
        self.piece(at).map_or(START, |p| p.hash)
    }

    fn sig_at(&self, at: Option<usize>) -> u32 {
        u32::from(at.and_then(|at| self.single.get(at)).copied().unwrap_or(NONE))
    }

    /// The words before a segment that starts at `i`.
    pub(super) fn before(&self, i: usize, sink: &mut impl Sink) {
        let (one, two) = (i.checked_sub(1), i.checked_sub(2));
        let (h1, h2) = (self.hash_at(one), self.hash_at(two));
        put(sink, 10, h1);
        put(sink, 11, pair(h1, h2));
        let shape = self.piece(one).map_or(99, |p| p.shape as u32);
        put(sink, 12, shape);
        if let Some(p) = self.piece(one) {
            each_class(p.classes, |c| put(sink, 13, c + 32 * u32::from(p.shape.is_capital())));
            if p.norm == "of" || p.norm == "the" || p.norm == "," || p.norm == "and" {
                each_class(self.piece(two).map_or(Classes::default(), |p| p.classes), |c| put(sink, 14, pair(c, h1)));
                let sig = self.sig_at(two);
                put(sink, 15, pair(sig, h1));
                let shape = self.piece(two).map_or(99, |p| p.shape as u32);
                put(sink, 16, pair(shape, h1));
            }
            if p.joined {
                put(sink, 17, COMMA);
            }
            if p.shape.is_capital() {
                put(sink, 18, self.sig_at(one));
            }
        }
        put(sink, 19, h2);
    }

    /// The words after a segment whose last piece is `j`.
    pub(super) fn after(&self, j: usize, sink: &mut impl Sink) {
        let (one, two) = (Some(j + 1), Some(j + 2));
        let (h1, h2) = (self.hash_at(one), self.hash_at(two));
        put(sink, 20, h1);
        put(sink, 21, pair(h1, h2));
        put(sink, 22, self.piece(one).map_or(99, |p| p.shape as u32));
        if let Some(p) = self.piece(one) {
            each_class(p.classes, |c| put(sink, 23, c + 32 * u32::from(p.shape.is_capital())));
            if p.norm == "," || p.norm == "'s" || p.norm == "(" || p.norm == "and" {
                each_class(self.piece(two).map_or(Classes::default(), |p| p.classes), |c| put(sink, 24, pair(c, h1)));
                put(sink, 25, pair(self.sig_at(two), h1));
                let shape = self.piece(two).map_or(99, |p| p.shape as u32);
                put(sink, 26, pair(shape, h1));
            }
            if p.joined {
                put(sink, 27, h1);
            }
            if p.shape.is_capital() {
                put(sink, 28, self.sig_at(one));
            }
        }
        put(sink, 29, h2);
    }

    /// The word `k`: alone (role 0), first (1) or later (2) in its segment.
    pub(super) fn word(&self, k: usize, role: u32, sink: &mut impl Sink) {
        let Some(p) = self.pieces.get(k) else { return };
        put(sink, 30, pair(p.hash, role));
        put(sink, 31, pair(p.shape as u32, role));
        put(sink, 32, pair(suffix(p.norm, 3), role));
        put(sink, 33, pair(suffix(p.norm, 2), role));
        each_class(p.classes, |c| put(sink, 34, pair(c, role)));
        let common = (self.common)(p.hash);
        let sig = self.sig_at(Some(k));
        put(sink, 35, pair(common, role));
        put(sink, 36, pair(pair(sig, role), common));
        let name = p.classes.0 >> 19 & 3;
        put(sink, 37, pair(pair(sig, role), name));
        put(sink, 45, pair(prefix(p.norm, 3), role));
        let word = self.document.word(p.hash);
        facts(word, |n, v| {
            put(sink, 38 + n, pair(v, role));
        });
    }

    /// The segment of `len` pieces from `i` as a whole. `covered` is the signature of a longer name around it.
    pub(super) fn whole(&self, i: usize, len: usize, evidence: &Evidence, covered: u8, run: (usize, usize), sink: &mut impl Sink) {
        let j = i + len - 1;
        let sig = u32::from(evidence.signature);
        let size = len.min(5) as u32;
        put(sink, 50, size);
        put(sink, 51, pair(sig, size));
        put(sink, 52, pair(sig, u32::from(covered)));
        let first = self.pieces.get(i);
        let last = self.pieces.get(j);
        let (first_classes, last_classes) =
            (first.map_or(Classes::default(), |p| p.classes), last.map_or(Classes::default(), |p| p.classes));
        let shape = first.map_or(0, |p| p.shape as u32);
        let before = self.piece(i.checked_sub(1));
        let after = self.pieces.get(j + 1);
        let h1 = before.map_or(START, |p| p.hash);
        let n1 = after.map_or(START, |p| p.hash);
        // Where it stands among its capitalised neighbours.
        let place_in_run = u32::from(run.0 == i) + 2 * u32::from(run.1 == j + 1);
        put(sink, 53, pair(sig, place_in_run));
        put(sink, 54, pair(pair(sig, h1), u32::from(len == 1)));
        put(sink, 55, pair(pair(sig, n1), u32::from(len == 1)));
        let before_classes = before.map_or(Classes(1 << 31), |p| p.classes);
        let after_classes = after.map_or(Classes(1 << 31), |p| p.classes);
        let before_capital = u32::from(before.is_some_and(|p| p.shape.is_capital()));
        let after_capital = u32::from(after.is_some_and(|p| p.shape.is_capital()));
        each_class(before_classes, |c| put(sink, 56, pair(sig, c * 2 + before_capital)));
        each_class(after_classes, |c| put(sink, 57, pair(sig, c * 2 + after_capital)));
        put(sink, 58, pair(sig, before_capital * 2 + after_capital));
        put(sink, 59, pair(sig, pair(shape, u32::from(self.shouting))));
        let start = u32::from(i == 0);
        put(sink, 60, pair(pair(start, sig), (self.common)(first.map_or(0, |p| p.hash))));
        each_class(first_classes, |c| put(sink, 61, pair(pair(c, size), place_in_run)));
        each_class(last_classes, |c| put(sink, 62, pair(pair(c, size), u32::from(sig == u32::from(NONE)))));
        if len == 2 {
            put(sink, 63, pair(first_classes.0 >> 19 & 3, last_classes.0 >> 19 & 3));
            put(sink, 70, pair(self.sig_at(Some(i)), self.sig_at(Some(j))));
        }
        put(sink, 64, pair(evidence.kinds, u32::from(len == 1)));
        put(sink, 65, pair(u32::from(evidence.names.min(7)), sig));
        // Prepositions on one side and kind words on the other.
        let from = coarse(before);
        let to = coarse(after);
        put(sink, 66, pair(pair(from, to), sig));
        put(sink, 67, pair(pair(from, to), place_in_run));
        put(sink, 68, pair(from, shape));
        let word = self.document.word(first.map_or(0, |p| p.hash));
        facts(word, |n, v| put(sink, 80 + n, pair(v, sig)));
        if len > 1 {
            let word = self.document.word(last.map_or(0, |p| p.hash));
            facts(word, |n, v| put(sink, 90 + n, pair(v, sig)));
        }
    }
}

/// Calls back with each fact of a word's use in the article, coarsely counted.
fn facts(word: WordUse, mut f: impl FnMut(u32, u32)) {
    let few = |n: u16| u32::from(n.min(2));
    f(0, few(word.located) * 3 + few(word.person));
    f(1, few(word.lower));
    f(2, few(word.organisation));
    f(3, few(word.address) * 3 + few(word.person));
    f(4, few(word.alone) * 3 + few(word.capital));
}

/// One small number for the neighbour of a segment.
fn coarse(piece: Option<&Piece<'_>>) -> u32 {
    let Some(piece) = piece else { return 0 };
    let capital = piece.shape.is_capital();
    let class = |of: Classes| piece.classes.any(of);
    match piece.shape {
        Shape::Mark => return 100 + u32::from(piece.norm.bytes().next().unwrap_or(0)),
        Shape::Digits => return 1,
        _ => {}
    }
    let kind = if class(Classes::TITLE) {
        2
    } else if class(Classes::AT) {
        3
    } else if class(Classes::TO) {
        4
    } else if class(Classes::STREET) {
        5
    } else if class(Classes::PLACE_TAIL) {
        6
    } else if class(Classes::ORGANISATION) {
        7
    } else if class(Classes::MEDIA.or(Classes::TEAM)) {
        8
    } else if class(Classes::COMPASS) {
        9
    } else if class(Classes::PERSON_VERB.or(Classes::GOVERNMENT_VERB)) {
        10
    } else if class(Classes::GIVEN) && capital {
        11
    } else if class(Classes::RELATION) {
        12
    } else if class(Classes::MONTH.or(Classes::WEEKDAY)) {
        13
    } else if piece.norm == "the" {
        14
    } else if piece.norm == "of" {
        15
    } else if piece.norm == "'s" {
        16
    } else {
        17
    };
    kind * 2 + u32::from(capital)
}

fn suffix(word: &str, letters: usize) -> u32 {
    word.chars().rev().take(letters).fold(7, |hash, c| hash.wrapping_mul(0x0100_0193) ^ u32::from(c))
}

fn prefix(word: &str, letters: usize) -> u32 {
    word.chars().take(letters).fold(9, |hash, c| hash.wrapping_mul(0x0100_0193) ^ u32::from(c))
}

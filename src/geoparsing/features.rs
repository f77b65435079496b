//! What the recogniser looks at: each fact about a segment becomes one bucket of the weight table.
//!
//! Facts about the words before a segment depend only on its start, facts about the words after only on its end, and
//! facts about a word only on the word, so they are gathered once a piece and summed; those that hang on the form alone are
//! summed once for all articles (see [`super::forms`]).

use super::document::{Document, WordUse};
use super::evidence::{Evidence, NONE};
use super::forms::{Beside, Form, Forms, Marks};
use super::lexicon::Classes;
use super::model::Fitted;
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

/// Sums weights instead of keeping buckets.
pub(super) struct Sum<'m> {
    fitted: &'m Fitted,
    pub total: i32,
}

impl<'m> Sum<'m> {
    pub(super) const fn new(fitted: &'m Fitted) -> Self {
        Self { fitted, total: 0 }
    }

    /// The sum of what `tell` tells.
    pub(super) fn of(fitted: &'m Fitted, tell: impl FnOnce(&mut Self)) -> i32 {
        let mut sum = Self::new(fitted);
        tell(&mut sum);
        sum.total
    }
}

impl Sink for Sum<'_> {
    #[inline]
    fn add(&mut self, bucket: u32) {
        self.total += self.fitted.weight(bucket);
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

const START: u32 = 1;
const COMMA: u32 = 2;

fn hash_of(form: Option<&Form>) -> u32 {
    form.map_or(START, |f| f.hash)
}

fn shape_of(form: Option<&Form>) -> u32 {
    form.map_or(99, |f| f.shape as u32)
}

fn signature_of(form: Option<&Form>) -> u32 {
    u32::from(form.map_or(NONE, |f| f.signature))
}

/// The word before a segment, whatever else stands there.
pub(super) fn one_before(form: Option<&Form>, sink: &mut impl Sink) {
    put(sink, 10, hash_of(form));
    put(sink, 12, shape_of(form));
    if let Some(f) = form {
        each_class(f.classes, |c| put(sink, 13, c + 32 * u32::from(f.shape.is_capital())));
        if f.shape.is_capital() {
            put(sink, 18, u32::from(f.signature));
        }
    }
}

/// The word before that.
pub(super) fn two_before(form: Option<&Form>, sink: &mut impl Sink) {
    put(sink, 19, hash_of(form));
}

/// Both together; `joined`: the nearer one hangs on another by a hyphen.
pub(super) fn both_before(one: Option<&Form>, two: Option<&Form>, joined: bool, sink: &mut impl Sink) {
    let h1 = hash_of(one);
    put(sink, 11, pair(h1, hash_of(two)));
    if one.is_some_and(|f| f.marks.any(Marks::LOOKS_BACK)) {
        each_class(two.map_or(Classes::default(), |f| f.classes), |c| put(sink, 14, pair(c, h1)));
        put(sink, 15, pair(signature_of(two), h1));
        put(sink, 16, pair(shape_of(two), h1));
    }
    if joined {
        put(sink, 17, COMMA);
    }
}

/// The word after a segment, whatever else stands there.
pub(super) fn one_after(form: Option<&Form>, sink: &mut impl Sink) {
    put(sink, 20, hash_of(form));
    put(sink, 22, shape_of(form));
    if let Some(f) = form {
        each_class(f.classes, |c| put(sink, 23, c + 32 * u32::from(f.shape.is_capital())));
        if f.shape.is_capital() {
            put(sink, 28, u32::from(f.signature));
        }
    }
}

/// The word after that.
pub(super) fn two_after(form: Option<&Form>, sink: &mut impl Sink) {
    put(sink, 29, hash_of(form));
}

/// Both together; `joined`: the nearer one hangs on the segment by a hyphen.
pub(super) fn both_after(one: Option<&Form>, two: Option<&Form>, joined: bool, sink: &mut impl Sink) {
    let h1 = hash_of(one);
    put(sink, 21, pair(h1, hash_of(two)));
    if one.is_some_and(|f| f.marks.any(Marks::LOOKS_AHEAD)) {
        each_class(two.map_or(Classes::default(), |f| f.classes), |c| put(sink, 24, pair(c, h1)));
        put(sink, 25, pair(signature_of(two), h1));
        put(sink, 26, pair(shape_of(two), h1));
    }
    if joined {
        put(sink, 27, h1);
    }
}

/// The last three and two and the first three letters of a word, in numbers.
pub(super) fn ends(norm: &str) -> [u32; 3] {
    [suffix(norm, 3), suffix(norm, 2), prefix(norm, 3)]
}

/// A word of a segment: alone (role 0), first (1) or later (2).
pub(super) fn word(form: &Form, [last_three, last_two, first_three]: [u32; 3], role: u32, sink: &mut impl Sink) {
    put(sink, 30, pair(form.hash, role));
    put(sink, 31, pair(form.shape as u32, role));
    put(sink, 32, pair(last_three, role));
    put(sink, 33, pair(last_two, role));
    each_class(form.classes, |c| put(sink, 34, pair(c, role)));
    let (common, sig) = (u32::from(form.common), u32::from(form.signature));
    put(sink, 35, pair(common, role));
    put(sink, 36, pair(pair(sig, role), common));
    let name = form.classes.0 >> 19 & 3;
    put(sink, 37, pair(pair(sig, role), name));
    put(sink, 45, pair(first_three, role));
}

/// How the article uses a word of a segment.
pub(super) fn word_use(word: WordUse, role: u32, sink: &mut impl Sink) {
    facts(word, |n, v| used(n, v, role, sink));
}

/// One fact of it.
pub(super) fn used(n: u32, v: u32, role: u32, sink: &mut impl Sink) {
    put(sink, 38 + n, pair(v, role));
}

/// One sentence, ready to be asked.
pub(super) struct View<'a, 't> {
    pub pieces: &'a [Piece<'t>],
    pub document: &'a Document,
    pub forms: &'a Forms,
    /// Most letters of the sentence are capitals.
    pub shouting: bool,
}

impl View<'_, '_> {
    fn piece(&self, at: Option<usize>) -> Option<&Piece<'_>> {
        at.and_then(|at| self.pieces.get(at))
    }

    fn form(&self, at: Option<usize>) -> Option<Form> {
        self.piece(at).map(Piece::form)
    }

    /// The words before a segment that starts at `i`.
    pub(super) fn before(&self, i: usize, sink: &mut impl Sink) {
        let (one, two) = (i.checked_sub(1), i.checked_sub(2));
        one_before(self.form(one).as_ref(), sink);
        two_before(self.form(two).as_ref(), sink);
        both_before(self.form(one).as_ref(), self.form(two).as_ref(), self.piece(one).is_some_and(|p| p.joined), sink);
    }

    /// What the weights say of them.
    pub(super) fn sum_before(&self, i: usize, fitted: &Fitted) -> i32 {
        let (one, two) = (i.checked_sub(1), i.checked_sub(2));
        let joined = self.piece(one).is_some_and(|p| p.joined);
        let both = Sum::of(fitted, |sum| both_before(self.form(one).as_ref(), self.form(two).as_ref(), joined, sum));
        let of = |at, place| self.forms.beside(self.piece(at), place, fitted);
        both + of(one, Beside::OneBefore) + of(two, Beside::TwoBefore)
    }

    /// The words after a segment whose last piece is `j`.
    pub(super) fn after(&self, j: usize, sink: &mut impl Sink) {
        let (one, two) = (Some(j + 1), Some(j + 2));
        one_after(self.form(one).as_ref(), sink);
        two_after(self.form(two).as_ref(), sink);
        both_after(self.form(one).as_ref(), self.form(two).as_ref(), self.piece(one).is_some_and(|p| p.joined), sink);
    }

    /// What the weights say of them.
    pub(super) fn sum_after(&self, j: usize, fitted: &Fitted) -> i32 {
        let (one, two) = (Some(j + 1), Some(j + 2));
        let joined = self.piece(one).is_some_and(|p| p.joined);
        let both = Sum::of(fitted, |sum| both_after(self.form(one).as_ref(), self.form(two).as_ref(), joined, sum));
        let of = |at, place| self.forms.beside(self.piece(at), place, fitted);
        both + of(one, Beside::OneAfter) + of(two, Beside::TwoAfter)
    }

    /// The word `k` in its role.
    pub(super) fn word(&self, k: usize, role: usize, sink: &mut impl Sink) {
        let Some(piece) = self.pieces.get(k) else { return };
        word(&piece.form(), ends(piece.norm), role as u32, sink);
        word_use(self.document.word(piece.hash), role as u32, sink);
    }

    /// What the weights say of it.
    pub(super) fn sum_word(&self, k: usize, role: usize, fitted: &Fitted) -> i32 {
        let Some(piece) = self.pieces.get(k) else { return 0 };
        fitted.tables().word_use(self.document.word(piece.hash), role) + self.forms.word(piece, role, fitted)
    }

    /// The segment as a whole.
    pub(super) fn whole(&self, segment: &Whole<'_>, sink: &mut impl Sink) {
        let frame = self.frame(segment);
        sized(&frame, sink);
        standing(&frame, sink);
        looking(&frame, sink);
        beginning(&frame, sink);
        let (first, last) = self.uses(segment);
        first_use(first, frame.signature, sink);
        if segment.len > 1 {
            last_use(last, frame.signature, sink);
        }
        self.rest(segment, &frame, sink);
    }

    /// What the weights say of it.
    pub(super) fn sum_whole(&self, segment: &Whole<'_>, fitted: &Fitted) -> i32 {
        let tables = fitted.tables();
        let frame = self.frame(segment);
        let (first, last) = self.uses(segment);
        let mut total = tables.frame(&frame) + tables.first_use(first, frame.signature);
        if segment.len > 1 {
            total += tables.last_use(last, frame.signature);
        }
        total + Sum::of(fitted, |sum| self.rest(segment, &frame, sum))
    }

    fn uses(&self, segment: &Whole<'_>) -> (WordUse, WordUse) {
        let at = |at: usize| self.document.word(self.pieces.get(at).map_or(0, |p| p.hash));
        let first = at(segment.start);
        (first, if segment.len > 1 { at(segment.start + segment.len - 1) } else { first })
    }

    fn frame(&self, segment: &Whole<'_>) -> Frame {
        let &Whole { start, len, evidence, covered, run } = segment;
        let first = self.pieces.get(start);
        let capital = |piece: Option<&Piece<'_>>| u8::from(piece.is_some_and(|p| p.shape.is_capital()));
        Frame {
            signature: evidence.signature,
            size: len.min(5) as u8,
            covered,
            // Where it stands among its capitalised neighbours.
            place_in_run: u8::from(run.0 == start) + 2 * u8::from(run.1 == start + len),
            capitals: capital(self.piece(start.checked_sub(1))) * 2 + capital(self.pieces.get(start + len)),
            shape: first.map_or(0, |p| p.shape as u8),
            shouting: self.shouting,
            begins: start == 0,
            common: first.map_or(0, |p| p.common),
            names: evidence.names.min(7),
        }
    }

    /// What hangs on more than a table can hold.
    fn rest(&self, segment: &Whole<'_>, frame: &Frame, sink: &mut impl Sink) {
        let &Whole { start: i, len, evidence, .. } = segment;
        let j = i + len - 1;
        let (sig, size, place_in_run) = (u32::from(frame.signature), u32::from(frame.size), u32::from(frame.place_in_run));
        let first = self.pieces.get(i);
        let last = self.pieces.get(j);
        let (first_classes, last_classes) =
            (first.map_or(Classes::default(), |p| p.classes), last.map_or(Classes::default(), |p| p.classes));
        let before = self.piece(i.checked_sub(1));
        let after = self.pieces.get(j + 1);
        let h1 = before.map_or(START, |p| p.hash);
        let n1 = after.map_or(START, |p| p.hash);
        put(sink, 54, pair(pair(sig, h1), u32::from(len == 1)));
        put(sink, 55, pair(pair(sig, n1), u32::from(len == 1)));
        let before_classes = before.map_or(Classes(1 << 31), |p| p.classes);
        let after_classes = after.map_or(Classes(1 << 31), |p| p.classes);
        let (before_capital, after_capital) = (u32::from(frame.capitals >> 1), u32::from(frame.capitals & 1));
        each_class(before_classes, |c| put(sink, 56, pair(sig, c * 2 + before_capital)));
        each_class(after_classes, |c| put(sink, 57, pair(sig, c * 2 + after_capital)));
        each_class(first_classes, |c| put(sink, 61, pair(pair(c, size), place_in_run)));
        each_class(last_classes, |c| put(sink, 62, pair(pair(c, size), u32::from(sig == u32::from(NONE)))));
        if len == 2 {
            put(sink, 63, pair(first_classes.0 >> 19 & 3, last_classes.0 >> 19 & 3));
            let signature = |piece: Option<&Piece<'_>>| u32::from(piece.map_or(NONE, |p| p.signature));
            put(sink, 70, pair(signature(first), signature(last)));
        }
        put(sink, 64, pair(evidence.kinds, u32::from(len == 1)));
        // Prepositions on one side and kind words on the other.
        let from = coarse(before);
        let to = coarse(after);
        put(sink, 66, pair(pair(from, to), sig));
        put(sink, 67, pair(pair(from, to), place_in_run));
        put(sink, 68, pair(from, u32::from(frame.shape)));
    }
}

/// A segment and what is known of it.
pub(super) struct Whole<'e> {
    pub start: usize,
    pub len: usize,
    pub evidence: &'e Evidence,
    /// Signature of a longer name around it.
    pub covered: u8,
    /// The run of capitals that it stands in.
    pub run: (usize, usize),
}

/// Small numbers about a segment, so few that the sums of their weights fit into tables.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    pub signature: u8,
    pub size: u8,
    pub covered: u8,
    pub place_in_run: u8,
    /// Of its neighbours: 2 the one before, 1 the one after.
    pub capitals: u8,
    pub shape: u8,
    pub shouting: bool,
    pub begins: bool,
    pub common: u8,
    pub names: u8,
}

pub(super) fn sized(frame: &Frame, sink: &mut impl Sink) {
    let (sig, size) = (u32::from(frame.signature), u32::from(frame.size));
    put(sink, 50, size);
    put(sink, 51, pair(sig, size));
    put(sink, 52, pair(sig, u32::from(frame.covered)));
}

pub(super) fn standing(frame: &Frame, sink: &mut impl Sink) {
    let sig = u32::from(frame.signature);
    put(sink, 53, pair(sig, u32::from(frame.place_in_run)));
    put(sink, 58, pair(sig, u32::from(frame.capitals)));
}

pub(super) fn looking(frame: &Frame, sink: &mut impl Sink) {
    put(sink, 59, pair(u32::from(frame.signature), pair(u32::from(frame.shape), u32::from(frame.shouting))));
}

pub(super) fn beginning(frame: &Frame, sink: &mut impl Sink) {
    let sig = u32::from(frame.signature);
    put(sink, 60, pair(pair(u32::from(frame.begins), sig), u32::from(frame.common)));
    put(sink, 65, pair(u32::from(frame.names), sig));
}

/// How the article uses the first word of a segment.
pub(super) fn first_use(word: WordUse, signature: u8, sink: &mut impl Sink) {
    facts(word, |n, v| first_used(n, v, u32::from(signature), sink));
}

/// How it uses the last of several.
pub(super) fn last_use(word: WordUse, signature: u8, sink: &mut impl Sink) {
    facts(word, |n, v| last_used(n, v, u32::from(signature), sink));
}

/// One fact of each.
pub(super) fn first_used(n: u32, v: u32, sig: u32, sink: &mut impl Sink) {
    put(sink, 80 + n, pair(v, sig));
}

pub(super) fn last_used(n: u32, v: u32, sig: u32, sink: &mut impl Sink) {
    put(sink, 90 + n, pair(v, sig));
}

/// Facts of a word's use, and the values of each.
pub(super) const USES: usize = 5;
pub(super) const USE_VALUES: usize = 9;

/// Calls back with each fact of a word's use in the article, coarsely counted.
pub(super) fn facts(word: WordUse, mut f: impl FnMut(u32, u32)) {
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

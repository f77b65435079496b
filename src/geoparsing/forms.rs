//! Words as written, each understood once for all articles: how it is written, its classes, whether a name may begin with
//! it, and what the weights say of it wherever it stands.
//!
//! A form follows from its letters, the lexicon, the gazetteer and the model alone, never from the text around it.

use super::evidence::NONE;
use super::features::{self, Sum};
use super::lexicon::{Classes, Lexicon};
use super::model::Fitted;
use super::pieces::{Piece, Shape, word_hash};
use super::theatre;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::cell::Cell;
use std::hash::BuildHasher;

/// Index of a form.
pub(super) type FormId = u32;

/// What is asked of a word again and again, in bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks(u16);

impl Marks {
    /// A name may begin with it.
    pub(super) const OPENS: Self = Self(1);
    /// It may stand inside a name.
    pub(super) const LINKS: Self = Self(1 << 1);
    /// A hyphen of it parts a place from another word.
    pub(super) const PARTS: Self = Self(1 << 2);
    /// "of", "the", a comma, "and": what stands before it tells of the word after it.
    pub(super) const LOOKS_BACK: Self = Self(1 << 3);
    /// A comma, "'s", "(", "and": what stands after it tells of the word before it.
    pub(super) const LOOKS_AHEAD: Self = Self(1 << 4);
    /// The name of a force.
    pub(super) const FORCE: Self = Self(1 << 5);
    /// It may speak of a place without being a name: "city", "capital", "base".
    pub(super) const SPEAKS: Self = Self(1 << 6);
    /// Short and in plain letters: what is shown settles how it is matched.
    const PLAIN: Self = Self(1 << 7);

    pub(super) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    const fn when(self, yes: bool) -> Self {
        Self(if yes { self.0 } else { 0 })
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Of the word as matched.
    pub hash: u32,
    pub classes: Classes,
    /// Bit set of the [`crate::gazetteer::PlaceKind`]s that the word speaks of.
    pub kinds: u32,
    pub shape: Shape,
    /// How often the word stood in lower case in the corpora, as a bucket; 0 for a word that no name holds.
    pub common: u8,
    /// What it is as a name of its own; [`NONE`] for a word that opens no name.
    pub signature: u8,
    pub marks: Marks,
}

impl Form {
    /// Without what only the gazetteer knows.
    pub(super) fn new(shown: &str, norm: &str, fitted: &Fitted) -> Self {
        let hash = word_hash(norm);
        let word = Lexicon::english().word(hash);
        let shape = Shape::of(shown);
        // No word of the lists is longer.
        let is = |words: &[&str]| norm.len() < 5 && words.contains(&norm);
        let opens = match shape {
            Shape::Mixed => norm.bytes().next().is_some_and(|b| !b.is_ascii_digit()),
            Shape::Caseless => true,
            shape => shape.is_capital() && shape != Shape::Initial,
        };
        let links = shape.is_capital() || matches!(shape, Shape::Caseless | Shape::Digits) || is(&LINKS);
        let marks = Marks::OPENS
            .when(opens)
            .or(Marks::LINKS.when(links))
            .or(Marks::LOOKS_BACK.when(is(&["of", "the", ",", "and"])))
            .or(Marks::LOOKS_AHEAD.when(is(&[",", "'s", "(", "and"])))
            .or(Marks::FORCE.when(shape.is_capital() && theatre::is_force(hash)))
            .or(Marks::SPEAKS.when(word.kinds != 0 || word.classes.any(Classes::SITE) || norm == "capital"))
            .or(Marks::PLAIN.when(shown.len() <= SHORT && shown.is_ascii() && norm.eq_ignore_ascii_case(shown)));
        let common = if links { fitted.common.get(&hash).copied().unwrap_or(0) } else { 0 };
        Self { hash, classes: word.classes, kinds: word.kinds, shape, common, signature: NONE, marks }
    }
}

/// Words of so many bytes are told apart by their key alone.
const SHORT: usize = 16;

/// The letters of a short word and their number; a hash of a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key(u64, u64, u32);

impl Key {
    fn of(shown: &str) -> Self {
        let bytes = shown.as_bytes();
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let four = |chunk: Option<&[u8; 4]>| u64::from(chunk.map_or(0, |chunk| u32::from_le_bytes(*chunk)));
        let (head, tail) = match bytes {
            [] => (0, 0),
            [one] => (u64::from(*one), 0),
            [one, two] => (u64::from(*one), u64::from(*two)),
            [one, two, three] => (u64::from(*one) << 8 | u64::from(*two), u64::from(*three)),
            _ if bytes.len() <= 8 => (four(bytes.first_chunk()), four(bytes.last_chunk())),
            _ if bytes.len() <= SHORT => {
                let eight = |chunk: Option<&[u8; 8]>| chunk.map_or(0, |chunk| u64::from_le_bytes(*chunk));
                (eight(bytes.first_chunk()), eight(bytes.last_chunk()))
            }
            _ => (FxBuildHasher.hash_one(shown), 0),
        };
        Self(head, tail, len)
    }
}

/// Small words inside names.
const LINKS: [&str; 30] = [
    "of", "the", "de", "la", "le", "and", "'s", "al", "el", "du", "des", "di", "da", "do", "dos", "del", "upon", "on", "in", ".", "'",
    "and.", "ez", "az", "es", "as", "ash", "ad", "-", "&",
];

/// A form where it is filed.
#[derive(Debug, Clone, Copy)]
struct Entry {
    key: Key,
    /// [`NOBODY`] where nothing is filed.
    id: FormId,
    form: Form,
}

const NOBODY: FormId = FormId::MAX;

/// All forms met so far: a table with a row for each, so that most words cost one look at one place.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// A power of two, three quarters of them taken at most; a place that is taken leads on to the next.
    table: Vec<Entry>,
    /// Of words that their key does not settle: as shown, and as matched.
    texts: FxHashMap<FormId, (Box<str>, Box<str>)>,
    /// What the weights say of each form where it stands, in units of the model's scale, once somebody asks.
    sums: Vec<Sums>,
    /// Where nothing stands: the sentence begins or ends.
    edge: Sums,
}

#[derive(Debug, Default)]
struct Sums {
    /// Alone, first, or later in a segment.
    word: Cell<Option<[i32; 3]>>,
    /// One and two before a segment, one and two after it.
    beside: Cell<Option<[i32; 4]>>,
}

/// Where a word stands beside a segment.
#[derive(Debug, Clone, Copy)]
pub(super) enum Beside {
    OneBefore,
    TwoBefore,
    OneAfter,
    TwoAfter,
}

impl Forms {
    pub(super) const fn len(&self) -> usize {
        self.sums.len()
    }

    /// What the weights say of a word of a segment: alone (role 0), first (1) or later (2).
    pub(super) fn word(&self, piece: &Piece<'_>, role: usize, fitted: &Fitted) -> i32 {
        let Some(sums) = self.sums.get(piece.form as usize) else { return 0 };
        let known = sums.word.get().unwrap_or_else(|| {
            let (form, ends) = (piece.form(), features::ends(piece.norm));
            let known = [0, 1, 2].map(|role| Sum::of(fitted, |s| features::word(&form, ends, role, s)));
            sums.word.set(Some(known));
            known
        });
        known.get(role).copied().unwrap_or(0)
    }

    /// What they say of a word beside a segment, or of nothing there.
    pub(super) fn beside(&self, piece: Option<&Piece<'_>>, place: Beside, fitted: &Fitted) -> i32 {
        let sums = piece.and_then(|piece| self.sums.get(piece.form as usize)).unwrap_or(&self.edge);
        let known = sums.beside.get().unwrap_or_else(|| {
            let form = piece.map(Piece::form);
            let known = [
                Sum::of(fitted, |s| features::one_before(form.as_ref(), s)),
                Sum::of(fitted, |s| features::two_before(form.as_ref(), s)),
                Sum::of(fitted, |s| features::one_after(form.as_ref(), s)),
                Sum::of(fitted, |s| features::two_after(form.as_ref(), s)),
            ];
            sums.beside.set(Some(known));
            known
        });
        known.get(place as usize).copied().unwrap_or(0)
    }

    /// The form, if it was met.
    pub(super) fn find(&self, shown: &str, norm: &str) -> Option<(FormId, Form)> {
        let key = Key::of(shown);
        let mut at = self.home(key);
        while let Some(entry) = self.table.get(at).filter(|entry| entry.id != NOBODY) {
            if entry.key == key {
                let plain = entry.form.marks.any(Marks::PLAIN) && norm.len() == shown.len();
                if plain || self.texts.get(&entry.id).is_some_and(|(known, matched)| &**known == shown && &**matched == norm) {
                    return Some((entry.id, entry.form));
                }
            }
            at = (at + 1) & (self.table.len() - 1);
        }
        None
    }

    /// Files a form that [`Forms::find`] did not find.
    pub(super) fn add(&mut self, shown: &str, norm: &str, form: Form) -> FormId {
        let id = FormId::try_from(self.len()).unwrap_or(NOBODY);
        if !form.marks.any(Marks::PLAIN) {
            self.texts.insert(id, (shown.into(), norm.into()));
        }
        self.sums.push(Sums::default());
        if self.len() * 4 > self.table.len() * 3 {
            let empty = Entry { key: Key(0, 0, 0), id: NOBODY, form };
            let larger = vec![empty; (self.table.len() * 2).max(1024)];
            for entry in std::mem::replace(&mut self.table, larger) {
                if entry.id != NOBODY {
                    self.put(entry);
                }
            }
        }
        self.put(Entry { key: Key::of(shown), id, form });
        id
    }

    fn home(&self, Key(head, tail, len): Key) -> usize {
        let mixed = (head ^ tail.rotate_left(25) ^ u64::from(len)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        // The upper bits are the best mixed.
        (mixed >> 32) as usize & self.table.len().wrapping_sub(1)
    }

    fn put(&mut self, entry: Entry) {
        let mut at = self.home(entry.key);
        while self.table.get(at).is_some_and(|taken| taken.id != NOBODY) {
            at = (at + 1) & (self.table.len() - 1);
        }
        if let Some(slot) = self.table.get_mut(at) {
            *slot = entry;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparsing::GeoModel;

    #[test]
    fn every_word_finds_its_own_form_again() {
        let fitted = &GeoModel::embedded().fitted;
        let mut words: Vec<(String, String)> = (0..3000).map(|n| (format!("Word{n}"), format!("word{n}"))).collect();
        let long = "Llanfairpwllgwyngyll";
        for shown in ["a", "A", "ab", "abc", "Kyiv", "Aleppo", "sixteen-letters!", "’s", "'s", "Київ", long] {
            words.push((shown.to_owned(), shown.to_lowercase()));
        }
        // One word as shown may be matched in two ways.
        words.push(("’s".to_owned(), "'s".to_owned()));
        words.push((long.to_owned(), "another".to_owned()));
        let mut forms = Forms::default();
        let ids: Vec<FormId> = words
            .iter()
            .map(|(shown, norm)| {
                assert!(forms.find(shown, norm).is_none(), "{shown} {norm}");
                forms.add(shown, norm, Form::new(shown, norm, fitted))
            })
            .collect();
        for ((shown, norm), id) in words.iter().zip(ids) {
            assert_eq!(forms.find(shown, norm).map(|found| found.0), Some(id), "{shown} {norm}");
        }
        assert!(forms.find("Unheard", "unheard").is_none());
    }
}

//! What an article as a whole says about each of its words: a word that elsewhere follows "in" is a place here too,
//! one that elsewhere follows "Whitney" is a person, one that is elsewhere in lower case is an ordinary word.

use super::lexicon::Classes;
use super::pieces::{Piece, Shape};
use rustc_hash::FxHashMap;

/// Counts over one article for a capitalised word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordUse {
    /// Capitalised, not at the start of a sentence.
    pub capital: u16,
    /// In lower case.
    pub lower: u16,
    /// After "in", "near", "north of" …
    pub located: u16,
    /// After a title or a given name, or before a person's verb.
    pub person: u16,
    /// Before or inside the name of an organisation.
    pub organisation: u16,
    /// Before ", State" or after "City,".
    pub address: u16,
    /// Alone, with no capitalised neighbour.
    pub alone: u16,
}

#[derive(Debug, Default)]
pub(super) struct Document {
    uses: FxHashMap<u32, WordUse>,
}

/// Tells most words that were not put in from those that were.
#[derive(Debug, Default)]
struct Sieve([u64; 32]);

impl Sieve {
    const fn slot(hash: u32) -> (usize, u64) {
        (hash as usize / 64 % 32, 1 << (hash % 64))
    }

    fn add(&mut self, hash: u32) {
        let (at, bit) = Self::slot(hash);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn may_hold(&self, hash: u32) -> bool {
        let (at, bit) = Self::slot(hash);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

impl Document {
    /// Reads the pieces of all sentences, `starts` being the index of each sentence's first piece.
    pub(super) fn read(pieces: &[Piece<'_>], sentences: &[std::ops::Range<usize>]) -> Self {
        let mut document = Self::default();
        let mut capitals = Sieve::default();
        for range in sentences {
            let sentence = pieces.get(range.clone()).unwrap_or(&[]);
            for (n, piece) in sentence.iter().enumerate() {
                if piece.shape.is_capital() && piece.shape != Shape::Initial {
                    document.see(sentence, n, piece);
                    capitals.add(piece.hash);
                }
            }
        }
        for piece in pieces {
            if piece.shape == Shape::Lower
                && capitals.may_hold(piece.hash)
                && let Some(word) = document.uses.get_mut(&piece.hash)
            {
                word.lower = word.lower.saturating_add(1);
            }
        }
        document
    }

    fn see(&mut self, sentence: &[Piece<'_>], n: usize, piece: &Piece<'_>) {
        let before = n.checked_sub(1).and_then(|at| sentence.get(at));
        let before2 = n.checked_sub(2).and_then(|at| sentence.get(at));
        let after = sentence.get(n + 1);
        let after2 = sentence.get(n + 2);
        let capital = |p: Option<&Piece<'_>>| p.is_some_and(|p| p.shape.is_capital());
        let class = |p: Option<&Piece<'_>>, of: Classes| p.is_some_and(|p| p.classes.any(of));
        let word = self.uses.entry(piece.hash).or_default();
        let mut count = |field: fn(&mut WordUse) -> &mut u16, yes: bool| {
            let slot = field(word);
            *slot = slot.saturating_add(u16::from(yes));
        };
        count(|w| &mut w.capital, n > 0);
        let of_kind = before.is_some_and(|p| p.norm == "of") && class(before2, Classes::KIND_NOUN.or(Classes::COMPASS));
        count(|w| &mut w.located, class(before, Classes::AT) && before.is_some_and(|p| !p.shape.is_capital()) || of_kind);
        let given =
            class(before, Classes::GIVEN) && capital(before) || class(before, Classes::TITLE) && !class(before, Classes::PLACE_HEAD);
        count(|w| &mut w.person, given || before.is_some_and(|p| p.shape == Shape::Initial && p.norm.len() == 2));
        count(|w| &mut w.organisation, capital(after) && class(after, Classes::ORGANISATION.or(Classes::MEDIA).or(Classes::TEAM)));
        let comma = |p: Option<&Piece<'_>>| p.is_some_and(|p| p.norm == ",");
        count(|w| &mut w.address, comma(after) && capital(after2));
        count(|w| &mut w.alone, !capital(before) && !capital(after));
    }

    pub(super) fn word(&self, hash: u32) -> WordUse {
        self.uses.get(&hash).copied().unwrap_or_default()
    }
}

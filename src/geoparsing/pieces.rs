//! Tokens as geoparsing reads them: compounds parted where a place may hide ("Syria-based"), words classed and hashed.

use super::evidence::Names;
use super::forms::{Form, FormId, Marks};
use super::lexicon::Classes;
use crate::provenance::Span;
use crate::text::Token;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Shape {
    Lower,
    /// "Aleppo".
    Title,
    /// "ALEPPO", "NATO".
    Upper,
    /// "U.S.", "W.Va.".
    Dotted,
    /// "T4", "McDonald", "al-Bab".
    Mixed,
    /// "J", "J.".
    Initial,
    Digits,
    /// Letters of a script without case.
    Caseless,
    Mark,
}

impl Shape {
    pub(super) fn of(word: &str) -> Self {
        let (mut upper, mut lower, mut digit, mut other, mut dots) = (0, 0, 0, 0, 0);
        let mut first_upper = false;
        for (n, c) in word.chars().enumerate() {
            if c.is_ascii_lowercase() {
                lower += 1;
            } else if c.is_uppercase() {
                upper += 1;
                first_upper |= n == 0;
            } else if c.is_lowercase() {
                lower += 1;
            } else if c.is_numeric() {
                digit += 1;
            } else if c == '.' {
                dots += 1;
            } else if c.is_alphabetic() {
                other += 1;
            }
        }
        match (upper, lower, digit, other) {
            (0, 0, 0, 0) => Self::Mark,
            (0, 0, 0, _) => Self::Caseless,
            (0, 0, _, _) => Self::Digits,
            (0, ..) => Self::Lower,
            (1, 0, 0, 0) => Self::Initial,
            (_, _, 0, 0) if dots > 1 => Self::Dotted,
            (_, 0, 0, 0) => Self::Upper,
            (1, _, 0, 0) if first_upper => Self::Title,
            _ => Self::Mixed,
        }
    }

    /// May begin or end a name.
    pub(super) const fn is_capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper | Self::Dotted | Self::Mixed | Self::Initial)
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    pub start: u32,
    pub end: u32,
    pub norm: &'a str,
    pub hash: u32,
    pub shape: Shape,
    pub classes: Classes,
    /// Bit set of the [`crate::gazetteer::PlaceKind`]s that the word speaks of.
    pub kinds: u32,
    /// Joined to the piece before it by a hyphen inside one token.
    pub joined: bool,
    pub space_before: bool,
    pub form: FormId,
    /// See [`Form`].
    pub common: u8,
    pub signature: u8,
    pub marks: Marks,
}

impl<'a> Piece<'a> {
    /// A word of the text that stands for itself.
    fn new(text: &str, norm: &'a str, start: u32, end: u32, names: &mut Names<'_>) -> Self {
        let (id, form) = names.form(text.get(start as usize..end as usize).unwrap_or(""), norm);
        let Form { hash, classes, kinds, shape, common, signature, marks } = form;
        Self { start, end, norm, hash, shape, classes, kinds, joined: false, space_before: false, form: id, common, signature, marks }
    }

    /// Its form.
    pub(super) const fn form(&self) -> Form {
        let &Self { hash, classes, kinds, shape, common, signature, marks, .. } = self;
        Form { hash, classes, kinds, shape, common, signature, marks }
    }
}

/// FNV-1a, 32 bits: the same on every machine and run, because the model file holds its values.
pub(super) fn word_hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Appends the pieces of a sentence.
pub(super) fn cut<'a>(text: &str, tokens: &'a [Token], names: &mut Names<'_>, pieces: &mut Vec<Piece<'a>>) {
    for token in tokens {
        let Span { start, end } = token.span;
        let whole = Piece::new(text, &token.norm, start, end, names);
        if !whole.marks.any(Marks::PARTS) {
            pieces.push(Piece { space_before: token.space_before, ..whole });
            continue;
        }
        let mut at = start;
        for (n, part) in token.norm.split('-').enumerate() {
            let end = at + u32::try_from(part.len()).unwrap_or(0);
            if !part.is_empty() {
                let piece = Piece::new(text, part, at, end, names);
                pieces.push(Piece { joined: n > 0, space_before: n == 0 && token.space_before, ..piece });
            }
            at = end + 1;
        }
    }
}

/// Does a hyphen of the word part a place from another word ("Syria-based")? `is_name` tells what is a known name.
pub(super) fn parts(shown: &str, norm: &str, is_name: &mut dyn FnMut(&str) -> bool) -> bool {
    // Only a compound with a capital can hide a place, and only plain hyphens part into equal pieces.
    let compound = shown.contains('-') && shown.len() == norm.len() && shown.bytes().any(|b| b.is_ascii_uppercase());
    compound && !is_name(norm) && norm.split('-').any(|part| part.len() > 1 && is_name(part)) && !has_article(norm)
}

/// Arabic articles and their like, which belong to the name that follows.
pub(super) fn has_article(norm: &str) -> bool {
    norm.split_once(['-', '\'']).is_some_and(|(head, tail)| {
        tail.len() > 1
            && matches!(
                head,
                "al" | "el"
                    | "ad"
                    | "ed"
                    | "ar"
                    | "er"
                    | "as"
                    | "es"
                    | "ash"
                    | "esh"
                    | "at"
                    | "et"
                    | "an"
                    | "en"
                    | "az"
                    | "ez"
                    | "il"
                    | "ul"
                    | "ul'"
                    | "ath"
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::geoparsing::GeoModel;

    #[test]
    fn a_place_is_cut_from_its_compound_and_an_article_is_not() {
        let text = "the Syria-based group in al-Bab";
        let analysis = crate::text::analyse(text, &[]);
        let gazetteer = Gazetteer::embedded();
        let (mut names, mut pieces) = (Names::new(&gazetteer, GeoModel::embedded()), Vec::new());
        cut(text, &analysis.tokens, &mut names, &mut pieces);
        let shown: Vec<_> = pieces.iter().map(|p| text.get(p.start as usize..p.end as usize).unwrap()).collect();
        assert_eq!(shown, ["the", "Syria", "based", "group", "in", "al-Bab"]);
        assert!(pieces[2].joined && !pieces[2].space_before && pieces[1].space_before);
    }

    #[test]
    fn shapes_tell_how_a_word_is_written() {
        for (word, shape) in [
            ("town", Shape::Lower),
            ("Aleppo", Shape::Title),
            ("US", Shape::Upper),
            ("U.S.", Shape::Dotted),
            ("al-Bab", Shape::Mixed),
            ("T4", Shape::Mixed),
            ("J.", Shape::Initial),
            ("2016", Shape::Digits),
            ("حلب", Shape::Caseless),
            (",", Shape::Mark),
        ] {
            assert_eq!(Shape::of(word), shape, "{word}");
        }
    }
}

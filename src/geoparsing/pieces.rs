//! Tokens as geoparsing reads them: compounds parted where a place may hide ("Syria-based"), words classed and hashed.

use super::lexicon::{Classes, Lexicon};
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
}

/// FNV-1a, 32 bits: the same on every machine and run, because the model file holds its values.
pub(super) fn word_hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Appends the pieces of a sentence. `is_name` tells whether a hyphenated token, or a part of it, is a known name.
pub(super) fn cut<'a>(text: &str, tokens: &'a [Token], is_name: &mut dyn FnMut(&str) -> bool, pieces: &mut Vec<Piece<'a>>) {
    let lexicon = Lexicon::english();
    let mut push = |norm: &'a str, start: u32, end: u32, joined: bool, space_before: bool| {
        let shown = text.get(start as usize..end as usize).unwrap_or("");
        let shape = Shape::of(shown);
        let hash = word_hash(norm);
        let word = lexicon.word(hash);
        pieces.push(Piece { start, end, norm, hash, shape, classes: word.classes, kinds: word.kinds, joined, space_before });
    };
    for token in tokens {
        let shown = token.span.of(text);
        // Only a compound with a capital can hide a place, and only plain hyphens part into equal pieces.
        let compound = shown.contains('-') && shown.len() == token.norm.len() && shown.bytes().any(|b| b.is_ascii_uppercase());
        if compound
            && !is_name(&token.norm)
            && token.norm.split('-').any(|part| part.len() > 1 && is_name(part))
            && !has_article(&token.norm)
        {
            let mut at = token.span.start;
            for (n, part) in token.norm.split('-').enumerate() {
                let end = at + u32::try_from(part.len()).unwrap_or(0);
                if !part.is_empty() {
                    push(part, at, end, n > 0, n == 0 && token.space_before);
                }
                at = end + 1;
            }
        } else {
            push(&token.norm, token.span.start, token.span.end, false, token.space_before);
        }
    }
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
    use crate::provenance::Span;

    fn token(text: &str, word: &str) -> Token {
        let start = text.find(word).unwrap();
        Token { span: Span::new(start, start + word.len()), norm: word.to_lowercase(), space_before: start > 0 }
    }

    #[test]
    fn a_place_is_cut_from_its_compound_and_an_article_is_not() {
        let text = "the Syria-based group in al-Bab";
        let tokens: Vec<_> = ["the", "Syria-based", "group", "in", "al-Bab"].iter().map(|w| token(text, w)).collect();
        let mut pieces = Vec::new();
        cut(text, &tokens, &mut |name| name == "syria", &mut pieces);
        let shown: Vec<_> = pieces.iter().map(|p| text.get(p.start as usize..p.end as usize).unwrap()).collect();
        assert_eq!(shown, ["the", "Syria", "based", "group", "in", "al-Bab"]);
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

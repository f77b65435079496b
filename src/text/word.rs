//! What a model sees of one word: hashes of its letters, endings and beginnings, and its shape.

use super::analysis::Token;
use super::weights::{hash_letters, mix};

/// Hashes of one token; equal words have equal hashes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case; digits are all alike.
    pub form: u32,
    /// Last one, two, three and four letters.
    pub suffix: [u32; 4],
    /// First one, two and three letters.
    pub prefix: [u32; 3],
    /// The part after the last hyphen ("held" of "rebel-held"), or 0.
    pub last_part: u32,
    /// Capitals, digits, hyphen, stop; see [`shape`].
    pub shape: u32,
    /// The kind of punctuation mark, 0 for a word; see [`mark`].
    pub mark: u32,
}

/// Bits of [`Word::shape`].
pub(super) mod shape {
    pub const FIRST_UPPER: u32 = 1;
    pub const ALL_UPPER: u32 = 2;
    pub const UPPER_INSIDE: u32 = 4;
    pub const DIGIT: u32 = 8;
    pub const HYPHEN: u32 = 16;
    pub const STOP: u32 = 32;
    pub const LETTER: u32 = 64;
    pub const MARK: u32 = 128;
}

/// Values of [`Word::mark`], one bit each.
pub(super) mod mark {
    pub const COMMA: u32 = 1;
    pub const QUOTE: u32 = 2;
    pub const OPEN: u32 = 4;
    pub const CLOSE: u32 = 8;
    pub const DASH: u32 = 16;
    pub const OTHER: u32 = 32;
}

impl Word {
    pub(super) fn new(token: &Token, text: &str) -> Self {
        Self::of(&token.norm, shape_of(token.span.of(text)))
    }

    /// From its matching form and its [`shape_of`].
    pub(super) fn of(norm: &str, shape: u32) -> Self {
        let form = if shape & shape::DIGIT == 0 {
            hash_letters(norm)
        } else {
            // All numbers of one length and build are one word.
            let folded: String = norm.chars().take(12).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            hash_letters(&folded)
        };
        let mut ends = norm.char_indices().rev().map(|(at, _)| at);
        let suffix = [0; 4].map(|_: u32| ends.next().and_then(|at| norm.get(at..)).map_or(0, hash_letters));
        let mut starts = norm.char_indices().skip(1).map(|(at, _)| at);
        let prefix = [0; 3].map(|_: u32| starts.next().and_then(|at| norm.get(..at)).map_or(0, hash_letters));
        let last_part = norm.rsplit_once('-').map_or(0, |(_, part)| hash_letters(part));
        let mark = match norm {
            "," => mark::COMMA,
            "\"" | "'" | "''" => mark::QUOTE,
            "(" | "[" | "{" => mark::OPEN,
            ")" | "]" | "}" => mark::CLOSE,
            "-" | "--" | ";" | ":" | "..." => mark::DASH,
            _ if shape & (shape::LETTER | shape::DIGIT | shape::FIRST_UPPER) == 0 => mark::OTHER,
            _ => 0,
        };
        Self { form, suffix, prefix, last_part, shape, mark }
    }

    /// What stands before the first and after the last word.
    pub(super) fn edge() -> Self {
        Self { form: mix(0xED6E, 1), shape: 1 << 9, ..Self::default() }
    }
}

/// The bits of [`shape`] for a word as the text shows it.
pub(super) fn shape_of(shown: &str) -> u32 {
    let mut bits = 0;
    let (mut upper, mut lower) = (0, 0);
    for (n, c) in shown.chars().enumerate() {
        // Nearly every letter.
        if c.is_ascii_lowercase() {
            bits |= shape::LETTER;
            lower += 1;
        } else if c.is_uppercase() {
            bits |= if n == 0 { shape::FIRST_UPPER } else { shape::UPPER_INSIDE };
            upper += 1;
        } else if c.is_alphabetic() {
            bits |= shape::LETTER;
            lower += 1;
        } else if c.is_ascii_digit() {
            bits |= shape::DIGIT;
        } else if c == '-' {
            bits |= shape::HYPHEN;
        } else if c == '.' {
            bits |= shape::STOP;
        } else {
            bits |= shape::MARK;
        }
    }
    if upper > 1 && lower == 0 {
        bits |= shape::ALL_UPPER;
    }
    bits
}

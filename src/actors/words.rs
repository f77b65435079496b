//! What the register knows of single words, looked up once a token.
//!
//! In: the tokens of a sentence. Out: [`Piece`]s, spelled as the register spells words, and the [`Role`]s of each token, so
//! that most words are passed over without another look.

use super::register::Register;
use crate::text::Token;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::borrow::Cow;
use std::hash::Hasher;

/// A token in pieces, as the register spells words.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub text: Cow<'a, str>,
    pub token: usize,
    pub last: bool,
    /// As the text writes it.
    pub capital: bool,
    pub lower: u8,
}

/// The parts that a word can play in a mention: a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Role(u8);

impl Role {
    /// May begin a registered name or word.
    pub const NAME: Self = Self(1);
    pub const ANAPHOR: Self = Self(2);
    pub const FORCE: Self = Self(4);
    pub const FILLER: Self = Self(8);
    pub const GROUP: Self = Self(16);
    /// Begins with a capital here.
    pub const CAPITAL: Self = Self(32);
    pub const POSSESSIVE: Self = Self(64);
    /// Is a registered name or word by itself.
    pub const ALONE: Self = Self(128);
    /// May begin a mention.
    pub const OPENS: Self = Self(1 | 2 | 32);

    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    fn add(&mut self, more: Self) {
        self.0 |= more.0;
    }
}

/// What is registered of words, wherever they stand.
#[derive(Debug, Default)]
pub(super) struct Words {
    roles: FxHashMap<String, Role>,
    /// Hashes of the first two pieces of the longer entries: hundreds begin with "the", and few go on as the text does.
    pairs: FxHashSet<u64>,
}

impl Words {
    /// May an entry begin with these pieces?
    pub fn pair(&self, first: &str, second: &str) -> bool {
        self.pairs.contains(&hash(first, second))
    }
}

fn hash(first: &str, second: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(first.as_bytes());
    hasher.write_u8(b' ');
    hasher.write(second.as_bytes());
    hasher.finish()
}

/// The roles of every word in the finished register.
pub(super) fn words(register: &Register) -> Words {
    let mut words = Words::default();
    let mut add = |word: &str, role| words.roles.entry(word.to_owned()).or_default().add(role);
    #[expect(clippy::iter_over_hash_type, reason = "sets of bits do not depend on the order")]
    for (first, entries) in &register.entries {
        // "Assads forces".
        let plural = format!("{first}s");
        add(first, Role::NAME);
        add(&plural, Role::NAME);
        for entry in entries {
            match entry.pieces.get(1) {
                Some(second) => words.pairs.extend([hash(first, second), hash(first, &format!("{second}s"))]),
                None => [first, &plural].into_iter().for_each(|word| add(word, Role::ALONE)),
            }
        }
    }
    for first in register.anaphors.iter().filter_map(|(pieces, _)| pieces.first()) {
        add(first, Role::ANAPHOR);
    }
    for (set, role) in [(&register.force, Role::FORCE), (&register.filler, Role::FILLER), (&register.group_name, Role::GROUP)] {
        #[expect(clippy::iter_over_hash_type, reason = "sets of bits do not depend on the order")]
        for word in set {
            add(word, role);
        }
    }
    for mark in ["'s", "'"] {
        add(mark, Role::POSSESSIVE);
    }
    words
}

/// The pieces of all tokens in order, and a role for each token.
pub(super) fn pieces<'a>(words: &Words, text: &str, tokens: &'a [Token]) -> (Vec<Piece<'a>>, Vec<Role>) {
    let mut all = Vec::with_capacity(tokens.len() + 4);
    let mut roles = Vec::with_capacity(tokens.len());
    for (token, t) in tokens.iter().enumerate() {
        let start = all.len();
        let mut role = words.roles.get(&t.norm).copied().unwrap_or_default();
        let shown = t.span.of(text);
        // "5th Motor Rifle Brigade"
        if is_ordinal(shown) || shown.starts_with(char::is_uppercase) {
            role.add(Role::CAPITAL);
        }
        // Nearly every word is one piece.
        if !t.norm.is_empty() && !t.norm.contains(['-', '.']) {
            roles.push(role);
            let (capital, lower) = letters(shown);
            all.push(Piece { text: Cow::Borrowed(&t.norm), token, last: true, capital, lower });
            continue;
        }
        role.add(Role::NAME);
        role.add(Role::ALONE);
        roles.push(role);
        let mut shown = shown.split(['-', '‐', '‑', '–']).filter(|p| !p.is_empty());
        for part in t.norm.split('-').filter(|p| !p.is_empty()) {
            let shown = shown.next().unwrap_or("");
            let (capital, lower) = letters(shown);
            let text = if part.contains('.') { Cow::Owned(part.replace('.', "")) } else { Cow::Borrowed(part) };
            all.push(Piece { text, token, last: false, capital, lower });
        }
        if all.len() == start {
            all.push(Piece { text: Cow::Borrowed(&t.norm), token, last: true, capital: false, lower: 0 });
        }
        if let Some(piece) = all.last_mut() {
            piece.last = true;
        }
    }
    (all, roles)
}

/// "5th", "79th".
#[must_use]
pub fn is_ordinal(shown: &str) -> bool {
    shown.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| shown.ends_with(end))
}

/// Whether there is a capital, and how many small letters (255 at most).
fn letters(shown: &str) -> (bool, u8) {
    let (mut capital, mut lower) = (false, 0_u8);
    if shown.is_ascii() {
        for byte in shown.bytes() {
            capital |= byte.is_ascii_uppercase();
            lower = lower.saturating_add(u8::from(byte.is_ascii_lowercase()));
        }
    } else {
        for c in shown.chars() {
            capital |= c.is_uppercase();
            lower = lower.saturating_add(u8::from(c.is_lowercase()));
        }
    }
    (capital, lower)
}

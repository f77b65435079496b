//! Names that begin at a word of a text, walked through the name index token by token.
//!
//! In: tokens as written ("Deir", "ez-Zor"; a possessive "'s" apart). Out: every end at which a name is complete, longest
//! first. Refused: deciding whether the words are meant as a place.

use super::layers::Level;
use super::{Gazetteer, Match, PlaceRef};
use fst::raw::{Fst, Node};
use std::borrow::Cow;

/// No name has more words.
const MOST_WORDS: usize = 24;

/// Buffers that a caller keeps between calls.
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    exact: String,
    sound: String,
    ends: Vec<(usize, usize, Level, u64)>,
    /// After [`Gazetteer::name_is`]: some name goes on after these words.
    goes_on: bool,
}

impl Scratch {
    /// After [`Gazetteer::name_is`]: does the gazetteer have a longer name that begins with these words?
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        self.goes_on
    }
}

/// A name found at a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameAt {
    /// One past its last token.
    pub end: usize,
    /// Best match first; never empty.
    pub places: Vec<(PlaceRef, Match)>,
}

/// A walk through the index at one level.
#[derive(Clone, Copy)]
struct Walk<'f> {
    names: &'f Fst<Cow<'static, [u8]>>,
    node: Node<'f>,
    output: u64,
    alive: bool,
    begun: bool,
}

impl<'f> Walk<'f> {
    fn new(names: &'f Fst<Cow<'static, [u8]>>) -> Self {
        Self { names, node: names.root(), output: 0, alive: true, begun: false }
    }

    /// A word, after a space unless it is the first.
    fn word(&mut self, word: &str) {
        let space: &[u8] = if self.begun { b" " } else { b"" };
        self.begun = true;
        for &byte in space.iter().chain(word.as_bytes()) {
            let Some(nth) = self.node.find_input(byte).filter(|_| self.alive) else {
                self.alive = false;
                return;
            };
            let transition = self.node.transition(nth);
            self.output += transition.out.value();
            self.node = self.names.node(transition.addr);
        }
    }

    fn value(&self) -> Option<u64> {
        (self.alive && self.begun && self.node.is_final()).then(|| self.output + self.node.final_output().value())
    }
}

impl Gazetteer {
    /// All names that begin at `tokens[start]`, longest first. Dashes and apostrophes that stand alone are stepped over
    /// inside a name; any other mark ends it.
    pub fn names_at<S: AsRef<str>>(&self, tokens: &[S], start: usize, scratch: &mut Scratch) -> Vec<NameAt> {
        scratch.ends.clear();
        for layer in 0..self.layers.len() {
            self.walk(layer, tokens, start, scratch);
        }
        let mut names = Vec::new();
        scratch.ends.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)).then(a.2.cmp(&b.2)));
        for same_end in scratch.ends.chunk_by(|a, b| a.1 == b.1) {
            let mut places = Vec::new();
            for &(layer, _, level, value) in same_end {
                self.hits_into(layer, value, level, &mut places);
            }
            self.rank(&mut places);
            if let Some(&(_, end, ..)) = same_end.first()
                && !places.is_empty()
            {
                names.push(NameAt { end, places });
            }
        }
        names
    }

    /// The places that bear the name as a whole, best match first, into the empty `places`; and tells the scratch whether names go on after it.
    pub fn name_is(&self, name: &str, scratch: &mut Scratch, places: &mut Vec<(PlaceRef, Match)>) {
        scratch.ends.clear();
        scratch.goes_on = false;
        let mut words = [""; MOST_WORDS];
        let mut count = 0;
        for word in name.split_whitespace() {
            let Some(slot) = words.get_mut(count) else { return };
            *slot = word;
            count += 1;
        }
        let words = words.get(..count).unwrap_or(&[]);
        for layer in 0..self.layers.len() {
            self.walk(layer, words, 0, scratch);
        }
        scratch.ends.retain(|&(_, end, ..)| end == count);
        scratch.ends.sort_by(|a, b| a.0.cmp(&b.0).then(a.2.cmp(&b.2)));
        for &(layer, _, level, value) in &scratch.ends {
            self.hits_into(layer, value, level, places);
        }
        self.rank(places);
    }

    fn walk<S: AsRef<str>>(&self, layer_number: usize, tokens: &[S], start: usize, scratch: &mut Scratch) {
        let Some(layer) = self.layers.get(layer_number) else { return };
        let names = layer.index.names();
        // The abbreviated spelling parts ways with the exact one only at a word that is abbreviated.
        let (mut exact, mut abbreviated, mut sound) = (Walk::new(names), None::<Walk<'_>>, Walk::new(names));
        let mut article = false;
        for (at, token) in tokens.iter().enumerate().skip(start) {
            let token = token.as_ref();
            scratch.exact.clear();
            self.folding.exact_into(token, &mut scratch.exact);
            if scratch.exact.is_empty() {
                let glue = at > start && token.chars().all(|c| matches!(c, '-' | '–' | '‐' | '‑' | '\'' | '’' | '‘' | '`'));
                if glue {
                    continue;
                }
                return;
            }
            let before = exact;
            exact.word(&scratch.exact);
            if abbreviated.is_none() && scratch.exact.split(' ').any(|word| self.folding.abbreviated_word(word) != word) {
                abbreviated = Some(before);
            }
            let mut ends_in_article = false;
            let mut words = scratch.exact.split(' ').peekable();
            while let Some(word) = words.next() {
                if let Some(abbreviated) = &mut abbreviated {
                    abbreviated.word(self.folding.abbreviated_word(word));
                }
                if !sound.alive {
                    continue;
                }
                if self.folding.is_article(word) {
                    // "as Aleppo", "at Taftanaz": only al and el are no English words; the others must hang on by a hyphen.
                    let belongs = sound.begun || words.peek().is_some() || matches!(word, "al" | "el");
                    if !belongs {
                        sound.alive = false;
                    }
                    (article, ends_in_article) = (true, true);
                    continue;
                }
                ends_in_article = false;
                scratch.sound.clear();
                self.folding.transliterated_word_into(word, &mut scratch.sound);
                sound.word(&scratch.sound);
            }
            let end = at + 1;
            let mut put = |level, value: Option<u64>| {
                scratch.ends.extend(value.map(|value| (layer_number, end, level, value)));
            };
            put(Level::Exact, exact.value());
            put(Level::Abbreviated, abbreviated.unwrap_or(exact).value());
            if !ends_in_article {
                put(Level::Transliterated { article }, sound.value());
            }
            if !exact.alive && !abbreviated.unwrap_or(exact).alive && !sound.alive {
                return;
            }
        }
        scratch.goes_on = true;
    }
}

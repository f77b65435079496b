//! Names that begin at a word of a text, walked through the name index token by token.
//!
//! In: tokens as written ("Deir", "ez-Zor"; a possessive "'s" apart). Out: every end at which a name is complete, longest
//! first. Refused: deciding whether the words are meant as a place.

use super::layers::Level;
use super::{Gazetteer, Match, PlaceRef};
use fst::raw::{CompiledAddr, Fst};
use std::borrow::Cow;

/// No name has more words.
const MOST_WORDS: usize = 24;

/// Buffers that a caller keeps between calls.
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    exact: String,
    sound: String,
    ends: Vec<(usize, usize, Level, u64)>,
    trails: Vec<Trail>,
    /// After [`Gazetteer::name_after`]: what goes on after these words.
    ahead: Ahead,
}

/// What goes on after some words.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Ahead {
    /// Names with further words.
    words: bool,
    /// Names whose last word is longer, or names with further words.
    letters: bool,
}

impl Scratch {
    /// After [`Gazetteer::name_after`]: where its words lead to, one trail a layer; empty if no longer name begins with them.
    #[must_use]
    pub fn trails(&self) -> &[Trail] {
        if self.ahead.words { &self.trails } else { &[] }
    }

    /// After [`Gazetteer::name_after`]: does some longer name begin with these words, or with these letters?
    #[must_use]
    pub const fn letters_go_on(&self) -> bool {
        self.ahead.letters
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

type Names = Fst<Cow<'static, [u8]>>;

/// Where a walk through the index stands at one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Walk {
    at: CompiledAddr,
    output: u64,
    alive: bool,
    begun: bool,
}

impl Walk {
    fn new(names: &Names) -> Self {
        Self { at: names.root().addr(), output: 0, alive: true, begun: false }
    }

    /// The blank before a word, unless it is the first.
    fn blank(&mut self, names: &Names) {
        if self.begun {
            self.letters(names, b" ");
        }
        self.begun = true;
    }

    fn letters(&mut self, names: &Names, letters: &[u8]) {
        for &letter in letters {
            if !self.alive {
                return;
            }
            let node = names.node(self.at);
            match node.find_input(letter) {
                Some(nth) => {
                    let transition = node.transition(nth);
                    self.output += transition.out.value();
                    self.at = transition.addr;
                }
                None => self.alive = false,
            }
        }
    }

    fn word(&mut self, names: &Names, word: &str) {
        self.blank(names);
        self.letters(names, word.as_bytes());
    }

    /// The value of the name that is complete here, if one is; and whether a further word may follow.
    fn stands(&self, names: &Names) -> (Option<u64>, bool) {
        if !self.alive || !self.begun {
            return (None, self.alive);
        }
        let node = names.node(self.at);
        (node.is_final().then(|| self.output + node.final_output().value()), node.find_input(b' ').is_some())
    }
}

/// Two walks that may stand at one place: what their words share is walked once.
fn walk_both(names: &Names, exact: &mut Walk, word: &str, sound: &mut Walk, spoken: &str) {
    if exact != sound {
        exact.word(names, word);
        sound.word(names, spoken);
        return;
    }
    let same = word.bytes().zip(spoken.bytes()).take_while(|(a, b)| a == b).count();
    exact.blank(names);
    let (head, tail) = word.as_bytes().split_at_checked(same).unwrap_or((word.as_bytes(), &[]));
    exact.letters(names, head);
    *sound = *exact;
    exact.letters(names, tail);
    sound.letters(names, spoken.as_bytes().get(same..).unwrap_or(&[]));
}

/// How far the words of a name lead in one layer of the index, so that longer names that begin with them are not walked anew.
#[derive(Debug, Clone, Copy)]
pub struct Trail {
    exact: Walk,
    /// The abbreviated spelling parts ways with the exact one only at a word that is abbreviated.
    abbreviated: Option<Walk>,
    sound: Walk,
    /// An article was left out of the sound.
    article: bool,
    words: u8,
    /// No name goes on.
    ended: bool,
}

impl Trail {
    fn new(names: &Names) -> Self {
        let walk = Walk::new(names);
        Self { exact: walk, abbreviated: None, sound: walk, article: false, words: 0, ended: false }
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

    /// The places that bear the name as a whole, best match first, into the empty `places`.
    pub fn name_is(&self, name: &str, scratch: &mut Scratch, places: &mut Vec<(PlaceRef, Match)>) {
        self.name_after(&[], name, scratch, places);
    }

    /// The same of a name whose first words led to `begun` (none: it begins here) and whose other ones are `words`; and
    /// leaves in `scratch` where all of them lead to.
    pub fn name_after(&self, begun: &[Trail], words: &str, scratch: &mut Scratch, places: &mut Vec<(PlaceRef, Match)>) {
        scratch.ends.clear();
        scratch.trails.clear();
        scratch.ahead = Ahead::default();
        let count = words.split_whitespace().count();
        if count + begun.first().map_or(0, |trail| usize::from(trail.words)) > MOST_WORDS {
            return;
        }
        for (number, layer) in self.layers.iter().enumerate() {
            let mut trail = begun.get(number).copied().unwrap_or_else(|| Trail::new(layer.index.names()));
            let mut ahead = Ahead { words: !trail.ended, letters: !trail.ended };
            for (nth, word) in words.split_whitespace().enumerate() {
                ahead = if ahead.words { self.step(number, &mut trail, word, nth + 1, scratch) } else { Ahead::default() };
            }
            scratch.ahead.words |= ahead.words;
            scratch.ahead.letters |= ahead.letters;
            // Another layer may go on.
            trail.ended = !ahead.words;
            scratch.trails.push(trail);
        }
        scratch.ends.retain(|&(_, end, ..)| end == count);
        scratch.ends.sort_by(|a, b| a.0.cmp(&b.0).then(a.2.cmp(&b.2)));
        for &(layer, _, level, value) in &scratch.ends {
            self.hits_into(layer, value, level, places);
        }
        self.rank(places);
    }

    fn walk<S: AsRef<str>>(&self, layer: usize, tokens: &[S], start: usize, scratch: &mut Scratch) {
        let Some(names) = self.layers.get(layer).map(|layer| layer.index.names()) else { return };
        let mut trail = Trail::new(names);
        for (at, token) in tokens.iter().enumerate().skip(start) {
            if !self.step(layer, &mut trail, token.as_ref(), at + 1, scratch).words {
                return;
            }
        }
    }

    /// Walks on by one token; names that are complete after it go to the scratch with `end`.
    fn step(&self, layer_number: usize, trail: &mut Trail, token: &str, end: usize, scratch: &mut Scratch) -> Ahead {
        let Some(layer) = self.layers.get(layer_number) else { return Ahead::default() };
        let names = layer.index.names();
        let Scratch { exact: key, sound: spoken, ends, .. } = scratch;
        trail.words = trail.words.saturating_add(1);
        key.clear();
        self.folding.exact_into(token, key);
        if key.is_empty() {
            let glue = token.chars().all(|c| matches!(c, '-' | '–' | '‐' | '‑' | '\'' | '’' | '‘' | '`'));
            return Ahead { words: glue && trail.exact.begun, letters: glue && trail.exact.begun };
        }
        let mut ends_in_article = false;
        let mut words = key.split(' ').peekable();
        while let Some(word) = words.next() {
            let short = self.folding.abbreviated_word(word);
            if trail.abbreviated.is_none() && short != word {
                trail.abbreviated = Some(trail.exact);
            }
            if let Some(abbreviated) = &mut trail.abbreviated {
                abbreviated.word(names, short);
            }
            if !trail.sound.alive {
                trail.exact.word(names, word);
                continue;
            }
            if self.folding.is_article(word) {
                // "as Aleppo", "at Taftanaz": only al and el are no English words; the others must hang on by a hyphen.
                let belongs = trail.sound.begun || words.peek().is_some() || matches!(word, "al" | "el");
                if !belongs {
                    trail.sound.alive = false;
                }
                (trail.article, ends_in_article) = (true, true);
                trail.exact.word(names, word);
                continue;
            }
            ends_in_article = false;
            spoken.clear();
            self.folding.transliterated_word_into(word, spoken);
            walk_both(names, &mut trail.exact, word, &mut trail.sound, spoken);
        }
        let mut put = |level, value: Option<u64>| ends.extend(value.map(|value| (layer_number, end, level, value)));
        let (exact, mut goes_on) = trail.exact.stands(names);
        put(Level::Exact, exact);
        let (abbreviated, more) = trail.abbreviated.map_or((exact, false), |walk| walk.stands(names));
        put(Level::Abbreviated, abbreviated);
        goes_on |= more;
        let (sound, more) = if trail.sound == trail.exact { (exact, goes_on) } else { trail.sound.stands(names) };
        if !ends_in_article {
            put(Level::Transliterated { article: trail.article }, sound);
        }
        let letters = trail.exact.alive || trail.abbreviated.is_some_and(|walk| walk.alive) || trail.sound.alive;
        Ahead { words: goes_on | more, letters }
    }
}

//! Parts of speech by a greedy averaged perceptron (Collins 2002) over hashed features.
//!
//! In: the tokens of one sentence and the text they stand in (capitals matter). Out: one [`Upos`] a token. The model is
//! `assets/models/tagger.bin`, trained by `train-text tagger`.

use super::analysis::{Token, Upos};
use super::weights::{Weights, mix};
use super::word::Word;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

mod memo;

pub(super) const TAGS: usize = Upos::ALL.len();

/// Marks a word of the lexicon whose only tag is sure enough to skip the model.
pub(super) const SURE: u32 = 1 << 31;

/// Hash of a word → bits of the tags it has in the treebank, and [`SURE`].
pub(super) type TagLexicon = FxHashMap<u32, u32>;

#[derive(Debug)]
pub struct Tagger {
    weights: Weights<TAGS>,
    lexicon: TagLexicon,
    /// Tells what a thread has kept of this model from what it kept of another.
    number: u64,
}

impl Tagger {
    /// The tagger that the binary carries; decoded on first use.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Tagger> = LazyLock::new(|| {
            Tagger::from_bytes(include_bytes!("../../assets/models/tagger.bin"))
                .unwrap_or_else(|| Tagger::new(Weights::EMPTY, TagLexicon::default()))
        });
        &EMBEDDED
    }

    /// `None` when the bytes are no model of this version.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(MAGIC)?;
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let (entries, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*count)).ok()?.checked_mul(8)?)?;
        let number = |bytes: &[u8]| bytes.first_chunk::<4>().map_or(0, |four| u32::from_le_bytes(*four));
        let lexicon = entries.as_chunks::<8>().0.iter().map(|entry| (number(entry), number(entry.get(4..).unwrap_or(&[])))).collect();
        let (weights, _) = Weights::read(rest)?;
        Some(Self::new(weights, lexicon))
    }

    fn new(weights: Weights<TAGS>, lexicon: TagLexicon) -> Self {
        static NUMBERS: AtomicU64 = AtomicU64::new(1);
        Self { weights, lexicon, number: NUMBERS.fetch_add(1, Ordering::Relaxed) }
    }

    pub(super) fn write(rows: &[[f32; TAGS]], lexicon: &TagLexicon) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let mut entries: Vec<_> = lexicon.iter().map(|(&word, &tags)| (word, tags)).collect();
        entries.sort_unstable();
        out.extend(u32::try_from(entries.len()).unwrap_or(0).to_le_bytes());
        for (word, tags) in entries {
            out.extend(word.to_le_bytes());
            out.extend(tags.to_le_bytes());
        }
        Weights::write(rows, &mut out);
        out
    }

    /// One tag for each token; `tokens` are those of one sentence of `text`.
    #[must_use]
    pub fn tag(&self, tokens: &[Token], text: &str) -> Vec<Upos> {
        memo::with(self.number, &self.lexicon, &self.weights, |memo| memo.tag(tokens, text))
    }
}

const MAGIC: &[u8] = b"SLNT-TAG1";

/// Five words around the one to tag, what the lexicon says of them, and the two tags before.
pub(super) struct Window {
    words: [Word; 5],
    known: [u32; 5],
    tags: [u32; 2],
}

impl Window {
    pub(super) fn new(words: &[Word], lexicon: &TagLexicon) -> Self {
        let mut window = Self { words: [Word::edge(); 5], known: [0; 5], tags: [31, 31] };
        window.enter(words.first(), lexicon);
        window.enter(words.get(1), lexicon);
        window
    }

    fn enter(&mut self, word: Option<&Word>, lexicon: &TagLexicon) {
        self.words.rotate_left(1);
        self.known.rotate_left(1);
        if let (Some(last), Some(known)) = (self.words.last_mut(), self.known.last_mut()) {
            *last = word.copied().unwrap_or_else(Word::edge);
            *known = lexicon.get(&last.form).copied().unwrap_or(0);
        }
    }

    /// Moves on to the word `at`; gives what the lexicon knows of it.
    pub(super) fn advance(&mut self, words: &[Word], lexicon: &TagLexicon, at: usize) -> u32 {
        self.enter(words.get(at + 2), lexicon);
        self.known.get(2).copied().unwrap_or(0)
    }

    pub(super) fn tagged(&mut self, class: usize) {
        let [before, _] = self.tags;
        self.tags = [u32::try_from(class).unwrap_or(31), before];
    }

    pub(super) fn features(&self, first: bool, out: &mut Vec<u32>) {
        let [w2, w1, w, n1, n2] = &self.words;
        let [_, _, known, next1, _] = self.known;
        out.clear();
        let push = &mut |feature| out.push(feature);
        of_word(w, known, push);
        of_word_before(w1, push);
        of_second_before(w2, push);
        of_word_after(n1, next1, push);
        of_second_after(n2, push);
        of_place([w1, w, n1], self.known, self.tags, first, push);
    }
}

/// What a word tells of its own tag wherever it stands.
#[inline]
fn of_word(w: &Word, known: u32, push: &mut (impl FnMut(u32) + ?Sized)) {
    let known = known & !SURE;
    let [s1, s2, s3, s4] = w.suffix;
    let [p1, p2, p3] = w.prefix;
    push(mix(1, 0));
    push(mix(2, w.form));
    push(mix(3, mix(w.form, w.shape)));
    push(mix(4, s1));
    push(mix(5, s2));
    push(mix(6, s3));
    push(mix(7, s4));
    push(mix(8, p1));
    push(mix(9, p2));
    push(mix(10, p3));
    push(mix(11, w.last_part));
    push(mix(13, known));
    push(mix(39, mix(s3, known)));
}

/// What a word tells of the tag of the word after it, and so on.
#[inline]
fn of_word_before(w1: &Word, push: &mut (impl FnMut(u32) + ?Sized)) {
    let [_, _, before3, _] = w1.suffix;
    push(mix(14, w1.form));
    push(mix(24, before3));
}

#[inline]
fn of_second_before(w2: &Word, push: &mut (impl FnMut(u32) + ?Sized)) {
    push(mix(16, w2.form));
}

#[inline]
fn of_word_after(n1: &Word, next1: u32, push: &mut (impl FnMut(u32) + ?Sized)) {
    let [_, _, after3, _] = n1.suffix;
    push(mix(15, n1.form));
    push(mix(25, after3));
    push(mix(31, next1 & !SURE));
}

#[inline]
fn of_second_after(n2: &Word, push: &mut (impl FnMut(u32) + ?Sized)) {
    push(mix(17, n2.form));
}

/// How many features [`of_place`] gives.
const PLACE_FEATURES: usize = 19;

/// What only the words together tell; `known` of the five words around.
#[inline]
fn of_place([w1, w, n1]: [&Word; 3], known: [u32; 5], [t1, t2]: [u32; 2], first: bool, push: &mut (impl FnMut(u32) + ?Sized)) {
    let [_, known1, known, next1, next2] = known.map(|bits| bits & !SURE);
    let [_, s2, s3, _] = w.suffix;
    let [_, after2, _, _] = n1.suffix;
    push(mix(12, mix(w.shape, u32::from(first))));
    push(mix(18, t1));
    push(mix(19, t1 << 5 | t2));
    push(mix(20, mix(t1, w.form)));
    push(mix(21, mix(w1.form, w.form)));
    push(mix(22, mix(w.form, n1.form)));
    push(mix(23, mix(w1.form, n1.form)));
    push(mix(26, mix(t1, after2)));
    push(mix(27, mix(t1, n1.form)));
    push(mix(28, mix(t1, s3)));
    push(mix(29, mix(t1, known)));
    push(mix(30, mix(known, next1)));
    push(mix(32, mix(next1, next2)));
    push(mix(33, mix(mix(t1, next1), known)));
    push(mix(34, mix(mix(t1, t2), known)));
    push(mix(35, mix(known1, known)));
    push(mix(36, mix(t1, w.shape)));
    push(mix(37, mix(w1.shape, mix(w.shape, n1.shape))));
    push(mix(38, mix(s2, mix(n1.shape, u32::from(first) << 9 | w.shape))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::analyse;
    use crate::text::weights::best;

    /// As training decodes: every feature of every word, nothing remembered.
    fn plainly(tagger: &Tagger, tokens: &[Token], text: &str) -> Vec<Upos> {
        let words: Vec<Word> = tokens.iter().map(|token| Word::new(token, text)).collect();
        let mut window = Window::new(&words, &tagger.lexicon);
        let mut features = Vec::new();
        let mut tag = |at: usize| {
            let known = window.advance(&words, &tagger.lexicon, at);
            window.features(at == 0, &mut features);
            let sure = (known & SURE != 0).then(|| known.trailing_zeros() as usize);
            let class = sure.unwrap_or_else(|| best(&tagger.weights.score(&features), |_| true));
            window.tagged(class);
            Upos::from_index(class)
        };
        (0..words.len()).map(&mut tag).collect()
    }

    #[test]
    fn what_a_thread_remembers_changes_no_tag() {
        let texts = [
            "The rebels had seized the town of Saraqib by 30 Nov., SOHR said; the army's 4th Division fled.",
            "SEIZED: the Town. It fell, residents said, after they left \"for good\" – 25 km from Idlib.",
            "Émigrés of rebel-held Aleppo, 1,200 in all, march on. March on Kyiv? No.",
            ".",
        ];
        let empty = Tagger::new(Weights::EMPTY, TagLexicon::default());
        for tagger in [Tagger::embedded(), &empty, Tagger::embedded()] {
            for text in texts.iter().chain(texts.iter().rev()) {
                let tokens = analyse(text, &[]).tokens;
                assert_eq!(tagger.tag(&tokens, text), plainly(tagger, &tokens, text), "{text}");
            }
        }
    }
}

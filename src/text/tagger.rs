//! Parts of speech by a greedy averaged perceptron (Collins 2002) over hashed features.
//!
//! In: the tokens of one sentence and the text they stand in (capitals matter). Out: one [`Upos`] a token. The model is
//! `assets/models/tagger.bin`, trained by `train-text tagger`.

use super::analysis::{Token, Upos};
use super::weights::{Weights, best, mix};
use super::word::Word;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

pub(super) const TAGS: usize = Upos::ALL.len();

/// Marks a word of the lexicon whose only tag is sure enough to skip the model.
pub(super) const SURE: u32 = 1 << 31;

/// Hash of a word → bits of the tags it has in the treebank, and [`SURE`].
pub(super) type TagLexicon = FxHashMap<u32, u32>;

#[derive(Debug)]
pub struct Tagger {
    weights: Weights<TAGS>,
    lexicon: TagLexicon,
}

impl Tagger {
    /// The tagger that the binary carries; decoded on first use.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Tagger> = LazyLock::new(|| {
            Tagger::from_bytes(include_bytes!("../../assets/models/tagger.bin"))
                .unwrap_or(Tagger { weights: Weights::EMPTY, lexicon: TagLexicon::default() })
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
        Some(Self { weights, lexicon })
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
        let words: Vec<Word> = tokens.iter().map(|token| Word::new(token, text)).collect();
        tag_words(&words, &self.lexicon, &self.weights)
    }
}

const MAGIC: &[u8] = b"SLNT-TAG1";

fn tag_words(words: &[Word], lexicon: &TagLexicon, weights: &Weights<TAGS>) -> Vec<Upos> {
    let mut tags = Vec::with_capacity(words.len());
    let mut features = Vec::with_capacity(48);
    let mut window = Window::new(words, lexicon);
    for at in 0..words.len() {
        let known = window.advance(words, lexicon, at);
        let class = if known & SURE != 0 {
            known.trailing_zeros() as usize
        } else {
            window.features(at == 0, &mut features);
            best(&weights.score(&features), |_| true)
        };
        window.tagged(class);
        tags.push(Upos::from_index(class));
    }
    tags
}

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
        let [_, known1, known, next1, next2] = self.known.map(|bits| bits & !SURE);
        let [t1, t2] = self.tags;
        let [s1, s2, s3, s4] = w.suffix;
        let [p1, p2, p3] = w.prefix;
        out.clear();
        let mut template = 0;
        let mut push = |value: u32| {
            template += 1;
            out.push(mix(template, value));
        };
        push(0);
        push(w.form);
        push(mix(w.form, w.shape));
        push(s1);
        push(s2);
        push(s3);
        push(s4);
        push(p1);
        push(p2);
        push(p3);
        push(w.last_part);
        push(mix(w.shape, u32::from(first)));
        push(known);
        push(w1.form);
        push(n1.form);
        push(w2.form);
        push(n2.form);
        push(t1);
        push(t1 << 5 | t2);
        push(mix(t1, w.form));
        push(mix(w1.form, w.form));
        push(mix(w.form, n1.form));
        push(mix(w1.form, n1.form));
        let [_, _, before3, _] = w1.suffix;
        let [_, after2, after3, _] = n1.suffix;
        push(before3);
        push(after3);
        push(mix(t1, after2));
        push(mix(t1, n1.form));
        push(mix(t1, s3));
        push(mix(t1, known));
        push(mix(known, next1));
        push(next1);
        push(mix(next1, next2));
        push(mix(mix(t1, next1), known));
        push(mix(mix(t1, t2), known));
        push(mix(known1, known));
        push(mix(t1, w.shape));
        push(mix(w1.shape, mix(w.shape, n1.shape)));
        push(mix(s2, mix(n1.shape, u32::from(first) << 9 | w.shape)));
        push(mix(s3, known));
    }
}

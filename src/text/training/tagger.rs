//! Training and testing the tagger.

use super::super::analysis::Upos;
use super::super::tagger::{SURE, TAGS, TagLexicon, Tagger, Window};
use super::super::weights::{Scorer, best, hash_letters};
use super::super::word::{Word, shape};
use super::conllu::Example;
use super::linear::{Dice, Linear};
use std::collections::BTreeMap;

/// Size of the table and length of the training.
#[derive(Debug, Clone, Copy)]
pub struct TaggerPlan {
    /// log2 of the rows.
    pub bits: u32,
    pub epochs: usize,
    /// Length of the first steps.
    pub rate: f32,
    /// Share of features left out at each decision.
    pub thin: f32,
    /// Features met less often are not used.
    pub rare: u8,
}

/// The words' tags in the treebank: all tags of words seen at least twice; sure ones skip the model.
fn lexicon(examples: &[Example]) -> TagLexicon {
    let mut counts: BTreeMap<u32, [usize; TAGS]> = BTreeMap::new();
    for example in examples {
        for (token, tag) in example.tokens.iter().zip(&example.tags) {
            let word = Word::new(token, &example.text);
            if let Some(count) = counts.entry(word.form).or_insert([0; TAGS]).get_mut(*tag as usize) {
                *count += 1;
            }
        }
    }
    let mut lexicon = TagLexicon::default();
    for (word, counts) in counts {
        let all: usize = counts.iter().sum();
        let most = counts.iter().copied().max().unwrap_or(0);
        // A tag that is rare for its word is more often a slip than a use.
        let bits = counts.iter().enumerate().filter(|(_, n)| **n * 50 > all).fold(0_u32, |bits, (tag, _)| bits | 1 << tag);
        if all >= 2 {
            let sure = all >= 50 && most == all && bits.count_ones() == 1;
            lexicon.insert(word, if sure { bits | SURE } else { bits });
        }
    }
    lexicon
}

/// A trained tagger as the bytes of its file.
#[must_use]
pub fn train_tagger(examples: &[Example], plan: TaggerPlan) -> Vec<u8> {
    let lexicon = lexicon(examples);
    // Words seen once stand for the unknown ones: the lexicon must not betray them in training either, hence "twice".
    let sentences: Vec<(Vec<Word>, &[Upos])> =
        examples.iter().map(|e| (e.tokens.iter().map(|t| Word::new(t, &e.text)).collect(), e.tags.as_slice())).collect();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut model = Linear::<TAGS>::new(plan.bits, plan.rate, plan.rare);
    let mut dice = Dice::new(7);
    let mut features = Vec::new();
    for _ in 0..plan.epochs {
        dice.shuffle(&mut order);
        for (words, tags) in order.iter().filter_map(|&n| sentences.get(n)) {
            let (words, tags) = spoil(words, tags, &mut dice);
            let (words, tags) = (words.as_slice(), tags.as_slice());
            let mut window = Window::new(words, &lexicon);
            for (at, tag) in tags.iter().enumerate() {
                let known = window.advance(words, &lexicon, at);
                let class = if known & SURE != 0 {
                    known.trailing_zeros() as usize
                } else {
                    window.features(at == 0, &mut features);
                    model.thin(&mut features, plan.thin, &mut dice);
                    let scores = model.score(&features);
                    model.learn(&features, &scores, *tag as usize, |_| true);
                    best(&scores, |_| true)
                };
                window.tagged(class);
            }
        }
    }
    Tagger::write(model.weights(), &lexicon)
}

/// Now and then a sentence as careless copies have it: without its commas, or with the capitals of a headline.
fn spoil(words: &[Word], tags: &[Upos], dice: &mut Dice) -> (Vec<Word>, Vec<Upos>) {
    let comma = hash_letters(",");
    let (mut words, mut tags) = (words.to_vec(), tags.to_vec());
    match dice.below(20) {
        0 | 1 => {
            tags = words.iter().zip(&tags).filter(|(word, _)| word.form != comma).map(|(_, tag)| *tag).collect();
            words.retain(|word| word.form != comma);
        }
        2 => words
            .iter_mut()
            .zip(&tags)
            .filter(|(_, tag)| !matches!(tag, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part))
            .for_each(|(word, _)| word.shape |= shape::FIRST_UPPER & (word.shape / shape::LETTER)),
        _ => {}
    }
    (words, tags)
}

/// Tags that are right, and all.
#[must_use]
pub fn test_tagger(tagger: &Tagger, examples: &[Example]) -> (usize, usize) {
    let mut right = 0;
    for example in examples {
        right += tagger.tag(&example.tokens, &example.text).iter().zip(&example.tags).filter(|(a, b)| a == b).count();
    }
    (right, examples.iter().map(|e| e.tags.len()).sum())
}

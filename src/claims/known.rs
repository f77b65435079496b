//! What the vocabulary knows of one word, found by one look-up.
//!
//! In: the word sets of `control_phrases.toml`, which says what each is for. Out: [`Known`], which answers membership by a bit.

use super::vocabulary::Trigger;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A word's frames and sets.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Frames that it may open.
    pub triggers: Vec<Trigger>,
    /// One bit, if patterns name the word; two words may share one.
    pub pattern_words: u128,
    sets: u128,
}

static NOTHING: Known = Known { triggers: Vec::new(), pattern_words: 0, sets: 0 };

impl Known {
    pub fn nothing() -> &'static Self {
        &NOTHING
    }
}

/// Lower-case word → what is known of it.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: FxHashMap<String, Known>,
    /// Words that patterns name.
    named: u32,
}

impl Words {
    pub fn get(&self, word: &str) -> &Known {
        self.known.get(word).unwrap_or(&NOTHING)
    }

    pub fn open(&mut self, word: &str, trigger: Trigger) {
        self.known.entry(word.to_owned()).or_default().triggers.push(trigger);
    }

    /// The bit of a word that a pattern names.
    pub fn name(&mut self, word: &str) -> u128 {
        let known = self.known.entry(word.to_owned()).or_default();
        if known.pattern_words == 0 {
            known.pattern_words = 1 << (self.named % u128::BITS);
            self.named += 1;
        }
        known.pattern_words
    }

    fn add(&mut self, word: String, set: Set) {
        self.known.entry(word).or_default().sets |= 1 << set as u32;
    }
}

macro_rules! word_sets {
    ([$($listed:ident),* $(,)?], [$($other:ident),* $(,)?]) => {
        #[expect(non_camel_case_types, reason = "named as in the file")]
        #[derive(Debug, Clone, Copy)]
        pub(super) enum Set {
            $($listed,)*
            $($other,)*
        }

        /// Sets of words that share a role in a sentence.
        #[derive(Debug, Default, Deserialize)]
        #[serde(default)]
        pub(super) struct WordSets {
            $($listed: Vec<String>,)*
        }

        impl WordSets {
            pub fn put_into(self, words: &mut Words) {
                $(self.$listed.into_iter().for_each(|word| words.add(word, Set::$listed));)*
            }
        }

        impl Known {
            $(pub fn $listed(&self) -> bool { self.sets & (1 << Set::$listed as u32) != 0 })*
            $(pub fn $other(&self) -> bool { self.sets & (1 << Set::$other as u32) != 0 })*
        }
    };
}

word_sets! {
    [
        facilities, habitual, parts, whole, generic_place, leads_in, factual_to, hedging, modal, negation, intention, unreal_adjectives,
        conditional, denial, occurring, say, say_that, told_noun, admit, area_nouns, clause_ends, copulas, divisions, goals, quarters, sectors, setbacks,
        settlement_nouns, settlements, taken_up, place_verbs, siege_enders, evacuees, liberating, conquering, clearing, larger, launching, rids, helpless, town, speaking, coming, loyal,
        purposes, standing_for, declared, pictures, speaks_for, able, leaving, distances, edges, ranks, lasting, directions, irregular_past,
        gaining, meanwhile, leading_to, spans, strikes, between, nearness, numbers, removing, boasting, passable, issued,
    ],
    // Words that other tables tell more of, and first words of phrases.
    [compass, speaker, unverified, verified]
}

impl Words {
    /// Marks the words of another table.
    pub fn mark<'a>(&mut self, words: impl IntoIterator<Item = &'a String>, set: Set) {
        words.into_iter().for_each(|word| self.add(word.clone(), set));
    }
}

//! The words of the rules: word → small number, number → the classes it is in and its value there.

use super::slots::{DAYPARTS, Slot, UNITS, slot_named};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// 0 is every word that no rule knows.
pub(super) type WordId = u16;
pub(super) type ClassId = u16;

/// A word class as the TOML states it: `words = ["by", "in"]` or `words = { January = 1 }`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ClassData {
    #[serde(default)]
    slot: Option<String>,
    /// Only a word with a capital counts ("March", not "march").
    #[serde(default)]
    capital: bool,
    words: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Words {
    List(Vec<String>),
    Values(BTreeMap<String, Value>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Value {
    Number(i32),
    Code(String),
}

#[derive(Debug, Clone)]
pub(super) struct Class {
    pub name: String,
    pub slot: Option<Slot>,
    pub capital: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    ids: FxHashMap<Box<[u8]>, WordId>,
    /// By word: its classes and values.
    members: Vec<Vec<(ClassId, i32)>>,
    abbreviations: Vec<bool>,
    by_class: Vec<Vec<WordId>>,
    classes: Vec<Class>,
    /// The classes that counting needs, so that no name is looked up while text is read.
    counting: Counting,
}

/// Classes `number_word`, `ordinal_word` and `and_a_half`.
#[derive(Debug, Clone, Copy, Default)]
struct Counting {
    number: Option<ClassId>,
    ordinal: Option<ClassId>,
    half: Option<ClassId>,
}

/// Longer words are in no rule.
const LONGEST: usize = 24;

impl Lexicon {
    /// The number of a word in any case.
    pub fn word(&self, word: &[u8]) -> WordId {
        let mut lower = [0_u8; LONGEST];
        let Some(place) = lower.get_mut(..word.len()) else { return 0 };
        place.copy_from_slice(word);
        place.make_ascii_lowercase();
        self.ids.get(&*place).copied().unwrap_or(0)
    }

    pub fn is_abbreviation(&self, word: WordId) -> bool {
        self.abbreviations.get(usize::from(word)).copied().unwrap_or(false)
    }

    /// The word's value in a class, if it is in it.
    pub fn value(&self, word: WordId, class: ClassId) -> Option<i32> {
        self.members.get(usize::from(word))?.iter().find(|(c, _)| *c == class).map(|(_, value)| *value)
    }

    pub fn class(&self, class: ClassId) -> Option<&Class> {
        self.classes.get(usize::from(class))
    }

    pub fn class_named(&self, name: &str) -> Option<ClassId> {
        self.classes.iter().position(|class| class.name == name).and_then(|at| ClassId::try_from(at).ok())
    }

    /// "twelve" → 12.
    pub fn number_word(&self, word: WordId) -> Option<i32> {
        self.value(word, self.counting.number?)
    }

    /// "third" → 3.
    pub fn ordinal_word(&self, word: WordId) -> Option<i32> {
        self.value(word, self.counting.ordinal?)
    }

    /// "and" 1, "a" 2, "half" 3.
    pub fn half_word(&self, word: WordId) -> Option<i32> {
        self.value(word, self.counting.half?)
    }

    pub fn is_in(&self, word: WordId, class: ClassId) -> bool {
        self.value(word, class).is_some()
    }

    /// Every word of a class.
    pub fn words_of(&self, class: ClassId) -> impl Iterator<Item = WordId> {
        self.by_class.get(usize::from(class)).into_iter().flatten().copied()
    }

    /// Every word that counts or gives a place in a count.
    pub fn counting_words(&self) -> impl Iterator<Item = WordId> {
        [self.counting.number, self.counting.ordinal].into_iter().flatten().flat_map(|class| self.words_of(class))
    }

    /// "and", "a", "half".
    pub fn half_words(&self) -> impl Iterator<Item = WordId> {
        self.counting.half.into_iter().flat_map(|class| self.words_of(class))
    }

    pub fn words(&self) -> usize {
        self.members.len()
    }

    pub fn intern(&mut self, word: &str) -> WordId {
        let lower = word.to_ascii_lowercase().into_bytes().into_boxed_slice();
        if self.members.is_empty() {
            self.members.push(Vec::new());
            self.abbreviations.push(false);
        }
        if let Some(id) = self.ids.get(&lower) {
            return *id;
        }
        let id = WordId::try_from(self.members.len()).unwrap_or(0);
        if id != 0 {
            self.ids.insert(lower, id);
            self.members.push(Vec::new());
            self.abbreviations.push(false);
        }
        id
    }

    /// Adds a class; a word written with a full stop ("nov.") is an abbreviation that may carry one.
    pub fn add(&mut self, name: &str, data: &ClassData) -> Result<(), String> {
        let slot = match &data.slot {
            Some(slot) => Some(slot_named(slot).ok_or_else(|| format!("class {name}: no field is named \"{slot}\""))?),
            None => None,
        };
        let class = ClassId::try_from(self.classes.len()).map_err(|_| "too many classes".to_owned())?;
        self.classes.push(Class { name: name.to_owned(), slot, capital: data.capital });
        self.by_class.push(Vec::new());
        match name {
            "number_word" => self.counting.number = Some(class),
            "ordinal_word" => self.counting.ordinal = Some(class),
            "and_a_half" => self.counting.half = Some(class),
            _ => {}
        }
        let pairs: Vec<(&str, i32)> = match &data.words {
            Words::List(words) => words.iter().map(|word| (word.as_str(), 1)).collect(),
            Words::Values(values) => values
                .iter()
                .map(|(word, value)| {
                    Ok((word.as_str(), code(value).ok_or_else(|| format!("class {name}: \"{word}\" has an unknown value"))?))
                })
                .collect::<Result<_, String>>()?,
        };
        for (word, value) in pairs {
            let bare = word.strip_suffix('.').unwrap_or(word);
            if bare.len() > LONGEST || !bare.bytes().all(|b| b.is_ascii_alphabetic()) {
                return Err(format!("class {name}: \"{word}\" must be one word of the letters a–z"));
            }
            let id = self.intern(bare);
            if bare != word
                && let Some(flag) = self.abbreviations.get_mut(usize::from(id))
            {
                *flag = true;
            }
            if let Some(members) = self.members.get_mut(usize::from(id)) {
                members.push((class, value));
            }
            if let Some(words) = self.by_class.get_mut(usize::from(class)) {
                words.push(id);
            }
        }
        Ok(())
    }
}

/// A value as a number: numbers stand for themselves, TIMEX3 codes for their place in the tables.
pub(super) fn code(value: &Value) -> Option<i32> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Code(text) => {
            let (table, text): (&[&str], &str) = match text.split_once(':') {
                Some(("T", part)) => (&DAYPARTS, part),
                Some(("P", unit)) => (&UNITS, unit),
                _ => return None,
            };
            table.iter().position(|entry| *entry == text).and_then(|at| i32::try_from(at).ok())
        }
    }
}

//! How English says that a place changes hands, as data.
//!
//! In: `assets/lexicon/en/control.toml`, `control_phrases.toml`. Out: [`Vocabulary`], which says of a word which frames it
//! may open. Refused: meaning; a frame is only a shape until a clause fills it.

use super::claim::{Change, Extent};
use super::inflection::{Form, forms};
use super::known::{Known, Set, WordSets, Words};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// One element of a pattern after its verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    Place,
    Actor,
    Opponent,
    /// Anything up to the next word of the pattern.
    Something,
    /// "north of P and west of Q", "the P direction": ground beside places, not inside them.
    Near,
    Words(Arc<[String]>),
}

/// "A V control of|over P (from B)".
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub subject: Element,
    pub tail: Vec<Element>,
    /// May be missing.
    pub optional: Vec<Element>,
    pub change: Change,
    pub extent: Option<Extent>,
    /// Words that the pattern names: the more, the surer.
    pub weight: usize,
    /// Of each of them in turn, the bits of its choices ([`Known::pattern_words`]).
    pub words: Vec<u128>,
    /// The first of them stands right after the verb.
    pub leads: bool,
}

#[derive(Debug)]
pub(super) struct VerbFrame {
    pub id: String,
    pub change: Change,
    pub patterns: Vec<Pattern>,
    /// "withdraw", "regain control": the place may be left to the context.
    pub ellipsis: Vec<String>,
    pub subjects: Vec<String>,
    pub needs: Option<String>,
    pub requires_head: bool,
    pub shared: bool,
    /// What it says of a place with "since": "has occupied A since May" holds it.
    pub lasting: Option<Change>,
}

#[derive(Debug)]
pub(super) struct NounFrame {
    pub id: String,
    pub change: Change,
    pub place: Vec<String>,
    pub actor: Vec<String>,
    pub owner: Owner,
    pub own: bool,
    pub needs_owner: bool,
    pub ellipsis: bool,
    pub occurs: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Owner {
    #[default]
    None,
    Actor,
    Place,
    Either,
}

#[derive(Debug)]
pub(super) struct StateFrame {
    pub change: Change,
    pub before: Vec<String>,
}

/// What a word can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    Verb {
        frame: usize,
        form: Form,
        lemma: usize,
    },
    Noun {
        frame: usize,
    },
    State {
        frame: usize,
    },
    Seat,
    /// "besieged" before a place.
    Alone {
        change: Change,
    },
}

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub verbs: Vec<VerbFrame>,
    pub nouns: Vec<NounFrame>,
    pub states: Vec<StateFrame>,
    pub lemmas: Vec<String>,
    /// "held" in "rebel-held" → held.
    pub compounds: FxHashMap<String, Change>,
    words: Words,
    pub phrases: Phrases,
    pub compass: FxHashMap<String, String>,
    pub speakers: FxHashMap<String, String>,
    pub complaints: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct Phrases {
    pub unverified: Vec<Vec<String>>,
    pub verified: Vec<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ControlFile {
    verb: Vec<VerbRow>,
    noun: Vec<NounRow>,
    state: Vec<StateRow>,
    compound: BTreeMap<String, Vec<String>>,
    seat: SeatRow,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SeatRow {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct VerbRow {
    id: String,
    change: Change,
    words: Vec<String>,
    patterns: Vec<String>,
    extent: Option<Extent>,
    #[serde(default)]
    ellipsis: Vec<String>,
    #[serde(default)]
    subjects: Vec<String>,
    needs: Option<String>,
    #[serde(default)]
    requires_head: String,
    #[serde(default)]
    shared: bool,
    lasting: Option<Change>,
}

#[derive(Debug, Deserialize)]
struct NounRow {
    id: String,
    change: Change,
    words: Vec<String>,
    #[serde(default)]
    place: Vec<String>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    owner: Owner,
    #[serde(default)]
    own: bool,
    #[serde(default)]
    needs_owner: bool,
    #[serde(default)]
    ellipsis: bool,
    #[serde(default)]
    occurs: bool,
}

#[derive(Debug, Deserialize)]
struct StateRow {
    change: Change,
    before: Vec<String>,
    nouns: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PhraseFile {
    #[serde(flatten)]
    words: WordSets,
    compass: Vec<[String; 2]>,
    verified: Vec<String>,
    unverified: Vec<String>,
    speakers: BTreeMap<String, Vec<String>>,
}

static EMBEDDED: LazyLock<Vocabulary> = LazyLock::new(|| {
    Vocabulary::read(include_str!("../../assets/lexicon/en/control.toml"), include_str!("../../assets/lexicon/en/control_phrases.toml"))
});

impl Vocabulary {
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Rows that do not parse are left out and named in `complaints`.
    pub fn read(control: &str, phrases: &str) -> Self {
        let mut vocabulary = Self::default();
        let control: ControlFile = toml::from_str(control).unwrap_or_else(|e| vocabulary.complain("control.toml", e.message()));
        let phrases: PhraseFile = toml::from_str(phrases).unwrap_or_else(|e| vocabulary.complain("control_phrases.toml", e.message()));
        for row in control.verb {
            vocabulary.add_verb(row);
        }
        for row in control.noun {
            let frame = vocabulary.nouns.len();
            for word in &row.words {
                vocabulary.trigger(word, Trigger::Noun { frame });
            }
            vocabulary.nouns.push(NounFrame {
                id: row.id,
                change: row.change,
                place: row.place,
                actor: row.actor,
                owner: row.owner,
                own: row.own,
                needs_owner: row.needs_owner,
                ellipsis: row.ellipsis,
                occurs: row.occurs,
            });
        }
        for row in control.state {
            let frame = vocabulary.states.len();
            for word in &row.nouns {
                vocabulary.trigger(word, Trigger::State { frame });
            }
            vocabulary.states.push(StateFrame { change: row.change, before: row.before });
        }
        for word in &control.seat.words {
            vocabulary.trigger(word, Trigger::Seat);
        }
        for (name, words) in control.compound {
            let (change, alone) = match name.as_str() {
                "held" => (Change::Held, false),
                "besieged" => (Change::Besieged, false),
                "captured" => (Change::Captured, false),
                "besieged_alone" => (Change::Besieged, true),
                _ => continue,
            };
            for word in words {
                if alone {
                    vocabulary.trigger(&word, Trigger::Alone { change });
                } else {
                    vocabulary.compounds.insert(word, change);
                }
            }
        }
        let split = |phrases: &[String]| phrases.iter().map(|p| p.split(' ').map(str::to_owned).collect()).collect();
        vocabulary.phrases = Phrases { unverified: split(&phrases.unverified), verified: split(&phrases.verified) };
        phrases.words.put_into(&mut vocabulary.words);
        vocabulary.compass = phrases.compass.into_iter().map(|[word, side]| (word, side)).collect();
        for (kind, words) in phrases.speakers {
            for word in words {
                vocabulary.speakers.entry(word).or_insert_with(|| kind.clone());
            }
        }
        let Self { words, phrases, compass, speakers, .. } = &mut vocabulary;
        words.mark(compass.keys(), Set::compass);
        words.mark(speakers.keys(), Set::speaker);
        words.mark(phrases.unverified.iter().filter_map(|phrase| phrase.first()), Set::unverified);
        words.mark(phrases.verified.iter().filter_map(|phrase| phrase.first()), Set::verified);
        vocabulary
    }

    fn complain<T: Default>(&mut self, file: &str, message: &str) -> T {
        self.complaints.push(format!("{file}: {message}"));
        T::default()
    }

    fn trigger(&mut self, word: &str, trigger: Trigger) {
        self.words.open(word, trigger);
    }

    fn add_verb(&mut self, row: VerbRow) {
        let frame = self.verbs.len();
        let mut patterns: Vec<Pattern> = Vec::new();
        for text in &row.patterns {
            match Pattern::parse(text, row.change, row.extent) {
                Some(mut pattern) => {
                    for element in &pattern.tail {
                        if let Element::Words(choices) = element {
                            pattern.words.push(choices.iter().fold(0, |bits, word| bits | self.words.name(word)));
                        }
                    }
                    patterns.push(pattern);
                }
                None => self.complaints.push(format!("control.toml: {}: pattern not understood: {text}", row.id)),
            }
        }
        patterns.sort_by_key(|p| std::cmp::Reverse(p.weight));
        for word in &row.words {
            let base = word.split(':').next().unwrap_or(word).trim().to_owned();
            let lemma = self.lemmas.iter().position(|l| *l == base).unwrap_or_else(|| {
                self.lemmas.push(base);
                self.lemmas.len() - 1
            });
            let mut merged: Vec<(String, Form)> = Vec::new();
            for (form, kind) in forms(word) {
                match merged.iter_mut().find(|(f, _)| *f == form) {
                    Some((_, k)) => {
                        k.present |= kind.present;
                        k.past |= kind.past;
                        k.participle |= kind.participle;
                        k.gerund |= kind.gerund;
                    }
                    None => merged.push((form, kind)),
                }
            }
            for (form, kind) in merged {
                self.trigger(&form, Trigger::Verb { frame, form: kind, lemma });
            }
        }
        if row.words.iter().any(|w| w == "be") {
            for form in ["is", "are", "was", "were", "been"] {
                let lemma = self.lemmas.iter().position(|l| l == "be").unwrap_or(0);
                self.trigger(form, Trigger::Verb { frame, form: Form { present: true, past: true, ..Form::default() }, lemma });
            }
        }
        self.verbs.push(VerbFrame {
            id: row.id,
            change: row.change,
            patterns,
            ellipsis: row.ellipsis,
            subjects: row.subjects,
            needs: row.needs,
            requires_head: row.requires_head == "force",
            shared: row.shared,
            lasting: row.lasting,
        });
    }

    /// What is known of this word (lower case).
    pub fn known(&self, word: &str) -> &Known {
        self.words.get(word)
    }

    /// "rebel-held" → ("rebel", held).
    pub fn compound<'a>(&self, word: &'a str) -> Option<(&'a str, Change)> {
        let (owner, last) = word.split_at_checked(word.bytes().rposition(|b| b == b'-')?)?;
        let last = last.strip_prefix('-')?;
        self.compounds.get(last).map(|&change| (owner, change))
    }

    /// "held" alone, as it ends compounds.
    pub fn participle(&self, word: &str) -> Option<Change> {
        self.compounds.get(word).copied()
    }

    pub fn lemma(&self, at: usize) -> &str {
        self.lemmas.get(at).map_or("", String::as_str)
    }
}

impl Pattern {
    fn parse(text: &str, change: Change, extent: Option<Extent>) -> Option<Self> {
        let (body, result) = text.split_once("=>").map_or((text, ""), |(b, r)| (b, r));
        let (mut change, mut extent) = (change, extent);
        for word in result.split_whitespace() {
            match word {
                "part" => extent = Some(Extent::Part),
                "whole" => extent = Some(Extent::Whole),
                other => change = serde_json::from_value(serde_json::Value::String(other.to_owned())).ok()?,
            }
        }
        let (body, optional) = body.split_once('(').map_or((body, ""), |(b, o)| (b, o));
        let element = |word: &str| match word {
            "P" => Element::Place,
            "A" => Element::Actor,
            "B" => Element::Opponent,
            "S" => Element::Something,
            "N" => Element::Near,
            words => Element::Words(words.split('|').map(str::to_owned).collect()),
        };
        let mut words = body.split_whitespace();
        let subject = element(words.next()?);
        if words.next()? != "V" || matches!(subject, Element::Words(_)) {
            return None;
        }
        let tail: Vec<Element> = words.map(element).collect();
        Some(Self {
            subject,
            weight: tail.iter().map(|e| if matches!(e, Element::Words(_)) { 2 } else { 1 }).sum(),
            words: Vec::new(),
            leads: matches!(tail.first(), Some(Element::Words(_))),
            tail,
            optional: optional.trim_end_matches([')', ' ']).split_whitespace().map(element).collect(),
            change,
            extent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_vocabulary_is_sound() {
        assert_eq!(Vocabulary::embedded().complaints, Vec::<String>::new());
        assert!(!Vocabulary::embedded().known("recaptured").triggers.is_empty());
        assert_eq!(Vocabulary::embedded().compound("rebel-held"), Some(("rebel", Change::Held)));
    }
}

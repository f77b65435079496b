//! The rules as data: word classes, phrases and patterns from `assets/lexicon/en/timex*.toml`, compiled once.

use super::lexicon::{ClassData, ClassId, Lexicon, Value, code};
use super::pattern::Program;
use super::scan::{Kind, Token};
use super::second::Second;
use super::slots::{Slot, Slots, slot_named};
use crate::diagnostic::{Diagnostic, Severity, Stage};
use serde::Deserialize;
use std::collections::BTreeMap;

const RULES: &str = include_str!("../../assets/lexicon/en/timex.toml");
const NAMES: &str = include_str!("../../assets/lexicon/en/timex-names.toml");

/// What the words of a rule stand for, and so how they are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Means {
    /// Fields of the calendar; what is missing is inferred.
    Date,
    /// So many units before or after a date that the text or the article gives.
    Shift,
    Duration,
    Set,
    /// A fixed TIMEX3 value, such as `PRESENT_REF`.
    Ref,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    class: BTreeMap<String, ClassData>,
    #[serde(default)]
    phrase: BTreeMap<String, String>,
    #[serde(default)]
    rule: Vec<RuleData>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleData {
    name: String,
    find: String,
    means: Means,
    /// Fields that the words do not spell out.
    #[serde(default)]
    with: BTreeMap<String, Value>,
    /// The word before must be in this class.
    cue: Option<String>,
    /// The word before must not be in this class.
    unless_after: Option<String>,
    /// The word after must not be in this class.
    unless_before: Option<String>,
    guard: Option<Guard>,
    /// The value of `ref` and `set` rules.
    value: Option<String>,
}

/// Checks that need more than the neighbouring word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Guard {
    /// A bare number of four digits: a year, not a count of soldiers.
    Year,
    /// A bare number of one to three digits is a year only where the text counts years before Christ.
    BeforeChrist,
    /// "the 14th" is a day, "the 14th division" is not.
    OrdinalDay,
    /// No noun that is counted follows: "May 4 and 5 were", not "May 4 and 5 tanks".
    NoNoun,
}

#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub name: String,
    pub program: Program,
    pub second: Second,
    pub means: Means,
    pub with: Slots,
    pub cue: Option<ClassId>,
    pub unless_after: Option<ClassId>,
    pub unless_before: Option<ClassId>,
    pub guard: Option<Guard>,
    pub value: Option<String>,
}

/// Classes that the finder itself asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    pub year: Option<ClassId>,
    pub function: Option<ClassId>,
    pub determiner: Option<ClassId>,
    pub modifier: Option<ClassId>,
    pub future: Option<ClassId>,
    pub turn: Option<ClassId>,
    pub said: Option<ClassId>,
    pub lead: Option<ClassId>,
    pub day: Option<ClassId>,
    pub counted: Option<ClassId>,
}

/// Compiled rules with their index: which rules can begin with a word or kind of token.
#[derive(Debug, Clone, Default)]
pub struct TimexRules {
    pub(super) lexicon: Lexicon,
    pub(super) rules: Vec<Rule>,
    pub(super) cues: Cues,
    by_word: Vec<Starts>,
    by_kind: [Starts; 5],
    by_mark: Vec<(u8, Starts)>,
}

/// The rules that can begin with a token, and those of them that need no other: before a word that no rule knows
/// only these are tried, which is what makes reading fast.
#[derive(Debug, Clone, Default)]
struct Starts {
    all: Vec<u16>,
    alone: Vec<u16>,
}

impl TimexRules {
    /// The rules that the program carries. A broken file gives a diagnostic and whatever of it is whole.
    #[must_use]
    pub fn embedded() -> (Self, Vec<Diagnostic>) {
        Self::from_toml(&[("assets/lexicon/en/timex.toml", RULES), ("assets/lexicon/en/timex-names.toml", NAMES)])
    }

    /// Reads rule files, given as (name, text); later files see the classes and phrases of earlier ones.
    #[must_use]
    pub fn from_toml(files: &[(&str, &str)]) -> (Self, Vec<Diagnostic>) {
        let mut rules = Self::default();
        let mut diagnostics = Vec::new();
        let mut phrases = BTreeMap::new();
        for (name, text) in files {
            let mut report = |message: String| diagnostics.push(Diagnostic::new(Severity::Error, Stage::Timex, *name, message));
            let data: RuleFile = match toml::from_str(text) {
                Ok(data) => data,
                Err(error) => {
                    report(format!("These rules cannot be read: {error}. Correct the file; the others are used."));
                    continue;
                }
            };
            for (class, words) in &data.class {
                if let Err(problem) = rules.lexicon.add(class, words) {
                    report(format!("{problem}. Correct the class; it is left out."));
                }
            }
            phrases.extend(data.phrase);
            for rule in data.rule {
                let rule_name = rule.name.clone();
                if let Err(problem) = rules.add(rule, &phrases) {
                    report(format!("Rule \"{rule_name}\": {problem}. Correct it; it is left out."));
                }
            }
        }
        rules.index();
        (rules, diagnostics)
    }

    fn add(&mut self, data: RuleData, phrases: &BTreeMap<String, String>) -> Result<(), String> {
        let program = Program::compile(&data.find, phrases, &mut self.lexicon)?;
        let mut with = Slots::default();
        for (name, value) in &data.with {
            let slot = slot_named(name).ok_or_else(|| format!("no field is named \"{name}\""))?;
            with.set(slot, code(value).ok_or_else(|| format!("field \"{name}\" has an unknown value"))?);
        }
        let class = |name: &Option<String>| match name {
            Some(name) => self.lexicon.class_named(name).map(Some).ok_or_else(|| format!("no class is named \"{name}\"")),
            None => Ok(None),
        };
        let (cue, unless_after, unless_before) = (class(&data.cue)?, class(&data.unless_after)?, class(&data.unless_before)?);
        self.rules.push(Rule {
            name: data.name,
            program,
            second: Second::default(),
            means: data.means,
            with,
            cue,
            unless_after,
            unless_before,
            guard: data.guard,
            value: data.value,
        });
        Ok(())
    }

    fn index(&mut self) {
        let class = |name| self.lexicon.class_named(name);
        self.cues = Cues {
            year: class("year_cue"),
            function: class("function_word"),
            determiner: class("determiner"),
            modifier: class("modifier"),
            future: class("future"),
            turn: class("turn"),
            said: class("said"),
            lead: class("lead"),
            day: class("day_cue"),
            counted: class("counted"),
        };
        for rule in &mut self.rules {
            rule.second = Second::of(&rule.program, &self.lexicon);
        }
        let first: Vec<Vec<usize>> = self.rules.iter().map(|rule| rule.program.reached_from(0)).collect();
        let starting = |kinds: &[Kind]| -> Starts {
            let mut starts = Starts::default();
            let mut events = Vec::new();
            for ((at, rule), first) in (0_u16..).zip(&self.rules).zip(&first) {
                let tokens = || kinds.iter().map(|kind| Token { start: 0, end: 1, kind: *kind, glued: true, capital: true });
                if tokens().any(|token| rule.program.can_start(first, &token, &self.lexicon)) {
                    starts.all.push(at);
                    if tokens().any(|token| rule.program.run(&[token], 0, &self.lexicon, &mut events).is_some()) {
                        starts.alone.push(at);
                    }
                }
            }
            starts
        };
        let word = |id: usize| if id == 0 { Starts::default() } else { starting(&[Kind::Word(u16::try_from(id).unwrap_or(0))]) };
        self.by_word = (0..self.lexicon.words()).map(word).collect();
        let numbers =
            [(5, 1), (15, 2), (150, 3), (1500, 4), (0, 4), (152_017, 6), (5, 0)].map(|(value, digits)| Kind::Number { value, digits });
        self.by_kind = [
            starting(&numbers),
            starting(&[Kind::Ordinal(5)]),
            starting(&[Kind::Decade { value: 1990, digits: 4 }]),
            starting(&[Kind::NumericDate { year: 2000, month: 1, day: 1 }]),
            starting(&[Kind::Clock { hour: 5, minute: 5 }]),
        ];
        self.by_mark =
            (b'!'..=b'~').map(|mark| (mark, starting(&[Kind::Mark(mark)]))).filter(|(_, starts)| !starts.all.is_empty()).collect();
    }

    /// Rules worth trying at a token, given the next.
    pub(super) fn starting_with(&self, token: &Token, next: Option<&Token>) -> &[u16] {
        let starts = match token.kind {
            Kind::Word(0) | Kind::Break => None,
            Kind::Word(word) => self.by_word.get(usize::from(word)),
            Kind::Number { .. } => self.by_kind.first(),
            Kind::Ordinal(_) => self.by_kind.get(1),
            Kind::Decade { .. } => self.by_kind.get(2),
            Kind::NumericDate { .. } => self.by_kind.get(3),
            Kind::Clock { .. } => self.by_kind.get(4),
            Kind::Mark(mark) => self.by_mark.iter().find(|(m, _)| *m == mark).map(|(_, starts)| starts),
        };
        match (starts, next) {
            (None, _) => &[],
            (Some(starts), None | Some(Token { kind: Kind::Word(0) | Kind::Break, .. })) => &starts.alone,
            (Some(starts), Some(_)) => &starts.all,
        }
    }

    /// The rule's name, for `explain`.
    #[must_use]
    pub fn name_of(&self, rule: u16) -> &str {
        self.rules.get(usize::from(rule)).map_or("", |rule| rule.name.as_str())
    }

    /// Do the words before a date mark it as the article's own ("Published", "Last updated at", "AFP")?
    pub(super) fn has_phrase_end(&self, class: &str, before: &str) -> bool {
        let mut words = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let Some(last) = words.next() else { return false };
        if !self.has_word(class, last) {
            return false;
        }
        // "Updated at" and "published on" do; "at" and "on" alone do not.
        let small = |word: &str| word.eq_ignore_ascii_case("at") || word.eq_ignore_ascii_case("on");
        !small(last) || words.next().is_some_and(|word| self.has_word(class, word) && !small(word))
    }

    /// Is the word, in any case, in a class of the rule files?
    pub(super) fn has_word(&self, class: &str, word: &str) -> bool {
        let id = self.lexicon.word(word.as_bytes());
        id != 0 && self.lexicon.class_named(class).is_some_and(|class| self.lexicon.is_in(id, class))
    }

    pub(super) fn is_word_in(&self, token: Option<&Token>, class: Option<ClassId>) -> bool {
        matches!((token, class), (Some(Token { kind: Kind::Word(word), .. }), Some(class)) if self.lexicon.is_in(*word, class))
    }
}

/// The era and year rules share this: does the finding count years before Christ?
pub(super) fn is_before_christ(slots: &Slots) -> bool {
    slots.get(Slot::Era) == Some(1)
}

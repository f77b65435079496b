//! Whether a sentence could claim anything at all, told from its words alone, before it is tagged.
//!
//! In: what the vocabulary knows of its words, and whether anybody could act in it. Out: no, where every frame lacks a word or an
//! actor that it cannot do without. Refused: reading; a sentence that passes may still claim nothing. Whoever gives a frame
//! another way to be filled says so here, or a debug build stops where [`super::account`] finds more than [`super::extract`].

use super::claim::Change;
use super::known::Known;
use super::vocabulary::{Element, NounFrame, Pattern, Trigger, VerbFrame, Vocabulary};
use crate::actors::{Mention, MentionKind};
use crate::text::Token;

/// Tokens after a verb among which the first word of a pattern must stand.
const REACH: usize = 6;

/// One sentence.
pub(super) struct Prospect<'a> {
    vocabulary: &'a Vocabulary,
    tokens: &'a [Token],
    /// Of each token.
    known: &'a [&'a Known],
    mentions: &'a [Mention],
    /// Somebody could act here: named, or spoken of.
    somebody: bool,
}

/// Could somebody act in a sentence? "They" and "its" take up only whom the article has named, in this sentence or before
/// (`anybody`); whoever says "we" may be an office that it has not.
fn somebody(tokens: &[Token], mentions: &[Mention], anybody: bool) -> bool {
    let norm = |n: usize| tokens.get(n).map_or("", |t| t.norm.as_str());
    let pronoun = |m: &Mention| matches!(norm(m.start), "they" | "them" | "he" | "him" | "she" | "it") && m.end == m.start + 1;
    mentions.iter().any(|m| anybody || !pronoun(m) || !m.readings.is_empty())
        || tokens.iter().any(|t| match t.norm.as_str() {
            "its" | "their" | "theirs" | "his" | "her" => anybody,
            "our" | "we" | "us" | "ours" => true,
            _ => false,
        })
}

impl<'a> Prospect<'a> {
    /// `anybody`: the article has named somebody so far.
    pub fn new(vocabulary: &'a Vocabulary, tokens: &'a [Token], known: &'a [&'a Known], mentions: &'a [Mention], anybody: bool) -> Self {
        Self { vocabulary, tokens, known, mentions, somebody: somebody(tokens, mentions, anybody) }
    }

    /// Could a frame be filled?
    pub fn claims(&self) -> bool {
        // The words of patterns that stand at each token or after it.
        let mut ahead = vec![0; self.tokens.len() + 1];
        for at in (0..self.tokens.len()).rev() {
            let after = ahead.get(at + 1).copied().unwrap_or(0);
            if let Some(slot) = ahead.get_mut(at) {
                *slot = after | self.at(at).pattern_words;
            }
        }
        let after = |at: usize| ahead.get(at + 1).copied().unwrap_or(0);
        (0..self.tokens.len()).any(|at| self.opens(at, after(at))) || self.modified_area()
    }

    fn at(&self, at: usize) -> &Known {
        self.known.get(at).copied().unwrap_or(Known::nothing())
    }

    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.norm.as_str())
    }

    fn opens(&self, at: usize, after: u128) -> bool {
        if self.norm(at) == "followed" || self.vocabulary.compound(self.norm(at)).is_some() {
            return true;
        }
        self.at(at).triggers.iter().any(|trigger| match *trigger {
            Trigger::Verb { frame, form, lemma } => {
                self.vocabulary.verbs.get(frame).is_some_and(|frame| self.verb(at, (frame, form.participle, lemma), after))
            }
            Trigger::Noun { frame } => self.somebody || !self.vocabulary.nouns.get(frame).is_some_and(needs_somebody),
            Trigger::State { frame } => self.vocabulary.states.get(frame).is_some_and(|frame| {
                let led = |n: usize| frame.before.iter().any(|word| word == self.norm(n));
                (self.somebody || frame.change == Change::Besieged) && (0..at).any(led)
            }),
            Trigger::Seat => self.somebody,
            Trigger::Alone { .. } => true,
        })
    }

    fn verb(&self, at: usize, (frame, participle, lemma): (&VerbFrame, bool, usize), after: u128) -> bool {
        // "an attack on A was repulsed", "withdrew", "Still held by B", "A, from where B was chased": no words of a pattern.
        let wordless = || {
            (at.saturating_sub(12)..at).any(|n| self.norm(n) == "where")
                || self.elided(at, frame, lemma)
                || participle && self.norm(at + 1) == "by"
                || frame.change == Change::Lost && self.where_from()
        };
        frame.change == Change::Repelled
            || self.somebody && wordless()
            || frame
                .patterns
                .iter()
                .any(|pattern| (self.somebody || nobody_needed(frame, pattern, participle)) && self.words(at, pattern, after))
    }

    fn elided(&self, at: usize, frame: &VerbFrame, lemma: usize) -> bool {
        let base = self.vocabulary.lemma(lemma);
        let next = |words: &str| words.strip_prefix(base).and_then(|rest| rest.strip_prefix(' ')) == Some(self.norm(at + 1));
        frame.ellipsis.iter().any(|words| words == base || next(words))
    }

    fn where_from(&self) -> bool {
        (0..self.tokens.len()).any(|n| self.norm(n) == "from" && matches!(self.norm(n + 1), "where" | "which"))
    }

    /// Do the words of the pattern stand behind its verb?
    fn words(&self, at: usize, pattern: &Pattern, after: u128) -> bool {
        let near = || (at + 1..=at + REACH).fold(0, |words, n| words | self.at(n).pattern_words);
        pattern.words.iter().all(|words| words & after != 0)
            && (!pattern.leads || pattern.words.first().is_none_or(|words| words & near() != 0))
    }

    /// "rebel areas of X".
    fn modified_area(&self) -> bool {
        let area = |m: &Mention| m.kind == MentionKind::Modifier && (self.at(m.end).sectors() || self.norm(m.end) == "and");
        self.somebody && self.mentions.iter().any(area)
    }
}

fn needs_somebody(frame: &NounFrame) -> bool {
    frame.needs_owner || matches!(frame.change, Change::Lost | Change::Held | Change::Entered | Change::Advancing)
}

/// Can the pattern be filled where nobody is named?
fn nobody_needed(frame: &VerbFrame, pattern: &Pattern, participle: bool) -> bool {
    let told = pattern.tail.contains(&Element::Actor);
    match pattern.subject {
        Element::Place => !told,
        // "A was captured."
        Element::Actor => participle,
        Element::Something => !told && frame.subjects.is_empty(),
        _ => false,
    }
}

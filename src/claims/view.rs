//! One sentence with everything that earlier stages found in it, in token indices.
//!
//! In: tokens, tags, mentions, toponyms, timexes. Out: [`View`], which answers small questions about positions without ever
//! failing: past either end is "". Refused: reading; this only looks things up.

use super::known::Known;
use super::subject::Agent;
use super::vocabulary::{Trigger, Vocabulary};
use crate::actors::{Mention, MentionKind, Register, SideId, Who};
use crate::gazetteer::PlaceKind;
use crate::provenance::Span;
use crate::text::{Token, Upos};

/// A toponym of the sentence.
#[derive(Debug, Clone)]
pub(super) struct ViewPlace<'a> {
    pub start: usize,
    pub end: usize,
    /// Index into the article's toponyms.
    pub toponym: usize,
    /// Same id, same place.
    pub id: &'a str,
    pub country: &'a str,
    /// Country, or first or second division of one.
    pub division: bool,
    /// A country or larger.
    pub admin_none: bool,
    /// `None` of a place inside or beside the one that it is shown at.
    pub kind: Option<PlaceKind>,
    /// "the city".
    pub description: bool,
    pub side: Option<&'a str>,
    /// "the two towns": the toponyms of the others that it takes up with this one.
    pub others: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ViewTime {
    pub start: usize,
    pub end: usize,
}

/// A base noun phrase: tokens `start..end`, its head the last noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    pub start: usize,
    pub end: usize,
    pub head: usize,
}

pub(super) struct View<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub tags: &'a [Upos],
    pub vocabulary: &'static Vocabulary,
    known: &'a [&'static Known],
    pub register: &'a Register,
    pub mentions: Vec<Mention>,
    pub who: Vec<Option<Who>>,
    pub places: Vec<ViewPlace<'a>>,
    pub times: Vec<ViewTime>,
    /// The paragraph has a place for its heading, which its clauses may leave out.
    pub entry: bool,
    /// The sentences just before claimed something of the place that stands behind this one.
    pub claimed: bool,
    /// The sentences before were about one settlement, and this one names no other.
    pub focused: bool,
    /// Sides that the sentences before said to be inside the place spoken of, while this one names no other.
    pub inside: Vec<SideId>,
    /// The sentence before told of an attack on the place spoken of.
    pub struck: bool,
    /// "We" are under arms.
    pub armed_speaker: bool,
    /// The last two settlements named side by side, behind the end of the sentence.
    pub pair: Vec<usize>,
    pub phrases: Vec<Phrase>,
    /// Whom the heading above a list is about.
    pub section: Option<Who>,
    /// "rebel-held": token and who is meant.
    pub compounds: Vec<(usize, Who)>,
    /// "its", "their": token and whose.
    pub possessors: Vec<(usize, Agent)>,
    mention_at: Vec<Option<usize>>,
    place_at: Vec<Option<usize>>,
    time_at: Vec<Option<usize>>,
    phrase_at: Vec<Option<usize>>,
}

impl<'a> View<'a> {
    pub fn new(
        (text, tokens, tags): (&'a str, &'a [Token], &'a [Upos]),
        (vocabulary, known, register): (&'static Vocabulary, &'a [&'static Known], &'a Register),
        (mentions, who): (Vec<Mention>, Vec<Option<Who>>),
        places: Vec<ViewPlace<'a>>,
        times: Vec<ViewTime>,
    ) -> Self {
        let size = tokens.len();
        let mark = |ranges: &mut dyn Iterator<Item = (usize, usize)>| {
            let mut at = vec![None; size];
            for (n, (start, end)) in ranges.enumerate() {
                for slot in at.iter_mut().take(end).skip(start) {
                    *slot = Some(n);
                }
            }
            at
        };
        let mention_at = mark(&mut mentions.iter().map(|m| (m.start, m.end)));
        let place_at = mark(&mut places.iter().map(|p| (p.start, p.end)));
        let time_at = mark(&mut times.iter().map(|t| (t.start, t.end)));
        let mut view = Self {
            text,
            tokens,
            tags,
            vocabulary,
            known,
            register,
            mentions,
            who,
            places,
            times,
            entry: false,
            claimed: false,
            focused: false,
            inside: Vec::new(),
            struck: false,
            armed_speaker: false,
            pair: Vec::new(),
            phrases: Vec::new(),
            section: None,
            compounds: Vec::new(),
            possessors: Vec::new(),
            mention_at,
            place_at,
            time_at,
            phrase_at: vec![None; size],
        };
        view.chunk();
        view
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn norm(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.norm.as_str())
    }

    pub fn shown(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    pub fn tag(&self, at: usize) -> Upos {
        self.tags.get(at).copied().unwrap_or(Upos::Punct)
    }

    #[inline]
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        let norm = self.norm(at);
        // Most words differ in length or at their first letter.
        let first = norm.as_bytes().first();
        words.iter().any(|word| word.len() == norm.len() && word.as_bytes().first() == first && *word == norm)
    }

    /// What the vocabulary knows of the word.
    pub fn known(&self, at: usize) -> &'a Known {
        self.known.get(at).copied().unwrap_or(Known::nothing())
    }

    /// Frames that the word may open.
    pub fn triggers(&self, at: usize) -> &'a [Trigger] {
        &self.known(at).triggers
    }

    pub fn mention(&self, at: usize) -> Option<usize> {
        self.mention_at.get(at).copied().flatten()
    }

    pub fn mention_starting(&self, at: usize) -> Option<usize> {
        self.mention(at).filter(|&m| self.mentions.get(m).is_some_and(|m| m.start == at))
    }

    pub fn place(&self, at: usize) -> Option<usize> {
        self.place_at.get(at).copied().flatten()
    }

    pub fn time(&self, at: usize) -> Option<usize> {
        self.time_at.get(at).copied().flatten()
    }

    pub fn phrase(&self, at: usize) -> Option<Phrase> {
        self.phrase_at.get(at).copied().flatten().and_then(|n| self.phrases.get(n).copied())
    }

    pub fn span(&self, start: usize, end: usize) -> Span {
        match (self.tokens.get(start), self.tokens.get(end.saturating_sub(1))) {
            (Some(a), Some(b)) if start < end => a.span.cover(b.span),
            (Some(a), _) => a.span,
            _ => Span::default(),
        }
    }

    pub fn words(&self, start: usize, end: usize) -> &'a str {
        self.span(start, end).of(self.text)
    }

    pub fn possessive(&self, at: usize) -> bool {
        self.is(at, &["'s", "'"]) && self.tag(at) != Upos::Aux || self.norm(at) == "'"
    }

    pub fn is_verb(&self, at: usize) -> bool {
        matches!(self.tag(at), Upos::Verb | Upos::Aux) && self.norm(at) != "'s" && !self.acronym_of_is(at)
    }

    /// "IS now controls A": no form of "be", whatever the tag.
    pub fn acronym_of_is(&self, at: usize) -> bool {
        self.norm(at) == "is" && self.mention(at).is_some()
    }

    pub fn is_noun(&self, at: usize) -> bool {
        matches!(self.tag(at), Upos::Noun | Upos::Propn)
    }

    /// Words that may stand between the parts of a verb or before an object without changing who does what.
    pub fn is_light(&self, at: usize) -> bool {
        matches!(self.tag(at), Upos::Adv | Upos::Part)
            && !self.is(at, &["to", "'s", "'", "out", "back", "away", "off", "over", "up", "down"])
            || self.time(at).is_some()
            || self.tag(at) == Upos::Adv && self.known(at).hedging()
    }

    fn nominal(&self, at: usize) -> bool {
        if self.time(at).is_some() && self.place(at).is_none() {
            return false;
        }
        if self.place(at).is_some() {
            return true;
        }
        // "said that Lashio had fallen": no determiner.
        let named = |n: usize| self.place(n).and_then(|p| self.places.get(p)).is_some_and(|p| p.start == n && !p.description);
        if self.norm(at) == "that" && named(at + 1) {
            return false;
        }
        if let Some(mention) = self.mention(at).and_then(|m| self.mentions.get(m)) {
            return mention.kind != MentionKind::Anaphor || !self.is_verb(at);
        }
        match self.tag(at) {
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Sym => !self.relative(at),
            Upos::Part => self.is(at, &["'s", "'"]),
            _ => {
                self.norm(at).contains('-') && self.vocabulary.compound(self.norm(at)).is_some()
                    || self.is(at, &["'s", "%"]) && self.tag(at) != Upos::Aux
            }
        }
    }

    /// "which", "who", and "that" after a noun.
    pub fn relative(&self, at: usize) -> bool {
        self.is(at, &["which", "who", "whom", "whose"])
            || self.norm(at) == "that"
                && ((self.tag(at) == Upos::Pron || at.checked_sub(1).is_some_and(|n| self.is_noun(n)))
                    && self.is_verb(self.next_solid(at + 1)))
    }

    fn next_solid(&self, at: usize) -> usize {
        let mut next = at;
        while next < at + 3 && self.is_light(next) {
            next += 1;
        }
        next
    }

    fn chunk(&mut self) {
        let mut at = 0;
        while at < self.len() {
            if !self.nominal(at) {
                at += 1;
                continue;
            }
            let start = at;
            let mut head = at;
            let mut noun = false;
            while at < self.len() {
                let inside = self.place(at).is_some() || self.mention(at).is_some();
                if self.nominal(at) {
                    // A determiner or pronoun after a noun opens a phrase of its own.
                    // So does one after "him" or "them".
                    let object = self.tag(at) == Upos::Det && at == start + 1 && self.is(start, &["him", "them", "me", "us", "her"]);
                    let opens = matches!(self.tag(at), Upos::Det | Upos::Pron) && noun && !self.is(at, &["'s"]) || object;
                    let starts_mention =
                        self.mention_starting(at).and_then(|m| self.mentions.get(m)).is_some_and(|m| m.kind == MentionKind::Anaphor);
                    if at > start && (opens || starts_mention && (noun || object)) && !self.inside_unit(at) {
                        break;
                    }
                    if inside
                        || matches!(self.tag(at), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym)
                            && !self.is(at, &["'s", "'"])
                    {
                        noun = noun || self.is_noun(at) || inside;
                        head = at;
                    }
                    at += 1;
                    continue;
                }
                // "the newly formed coalition", "the now besieged town".
                let modifies = !noun
                    && matches!(self.tag(at), Upos::Adv | Upos::Verb)
                    && at > start
                    && (self.nominal(at + 1)
                        || self.tag(at) == Upos::Adv
                            && self.tag(at + 1) == Upos::Verb
                            && self.norm(at + 1).ends_with("ed")
                            && self.nominal(at + 2))
                    && !matches!(self.tag(at + 1), Upos::Det | Upos::Pron)
                    && self.time(at).is_none()
                    || self.tag(at) == Upos::Verb
                        && noun_modifier(self.norm(at))
                        && at > start
                        // "The military recaptured A": who stands before it acts.
                        && self.mention(at - 1).is_none()
                        && matches!(self.tag(at - 1), Upos::Det | Upos::Adj)
                        && self.is_noun(at + 1);
                if modifies {
                    at += 1;
                    continue;
                }
                break;
            }
            let n = self.phrases.len();
            self.phrases.push(Phrase { start, end: at, head });
            for slot in self.phrase_at.iter_mut().take(at).skip(start) {
                *slot = Some(n);
            }
        }
    }

    fn inside_unit(&self, at: usize) -> bool {
        let mention = self.mention(at).is_some() && at > 0 && self.mention(at) == self.mention(at - 1);
        let place = self.place(at).is_some() && at > 0 && self.place(at) == self.place(at - 1);
        mention || place
    }
}

fn noun_modifier(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with("ing")
}

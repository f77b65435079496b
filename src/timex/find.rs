//! First stage: where time expressions stand and what their words say, with nothing resolved.
//!
//! In: any text. Out: [`Found`]s in order, disjoint, on character boundaries. At each word the rule whose expression is
//! longest wins, the earlier rule on a tie. Linear in the text: every rule reads a bounded number of tokens.

use super::pattern::Event;
use super::rules::{Guard, Means, Rule, TimexRules, is_before_christ};
use super::scan::{Kind, Token, scan};
use super::slots::{Slot, Slots};
use crate::provenance::Span;

/// A time expression as its words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub span: Span,
    pub means: Means,
    pub slots: Slots,
    /// Number of the rule, see [`TimexRules::name_of`].
    pub rule: u16,
    /// "by", "since", … right before it, lower case.
    pub modifier: Option<String>,
    /// The sentence speaks of what is to come.
    pub future: bool,
    /// Counts sentences roughly; equal numbers stand in one sentence.
    pub sentence: u32,
    /// It opens its sentence or stands in a heading: it sets the scene for what follows.
    pub opens: bool,
}

#[must_use]
pub fn find(text: &str, rules: &TimexRules) -> Vec<Found> {
    let tokens = scan(text, &rules.lexicon);
    let mut finder = Finder { text, tokens: &tokens, rules, events: Vec::new(), before_christ: false };
    let mut out: Vec<Found> = Vec::new();
    let mut at = 0;
    let mut sentence = 0;
    let mut counted = 0;
    while at < tokens.len() {
        let Some(best) = finder.best_at(at) else {
            at += 1;
            continue;
        };
        sentence += tokens.get(counted..at).unwrap_or(&[]).windows(2).filter(|pair| ends_sentence(pair)).count();
        counted = at;
        let next = best.extents.last().map_or(at + 1, |(_, close)| (*close).max(at + 1));
        finder.emit(&best, u32::try_from(sentence).unwrap_or(u32::MAX), &mut out);
        at = next;
    }
    out
}

fn ends_sentence(pair: &[Token]) -> bool {
    match pair {
        [Token { kind: Kind::Break, .. }, _] | [_, Token { kind: Kind::Break, .. }] => true,
        [Token { kind: Kind::Mark(b'.' | b'!' | b'?' | b'"'), .. }, next] => {
            !next.glued && (next.capital || matches!(next.kind, Kind::Mark(b'"')))
        }
        _ => false,
    }
}

struct Match {
    rule: u16,
    end: usize,
    extents: Vec<(usize, usize)>,
    events: Vec<Event>,
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    rules: &'a TimexRules,
    events: Vec<Event>,
    /// The text has counted years before Christ.
    before_christ: bool,
}

impl Finder<'_> {
    fn best_at(&mut self, at: usize) -> Option<Match> {
        let token = self.tokens.get(at)?;
        let mut best: Option<Match> = None;
        let rules = self.rules;
        for &number in rules.starting_with(token, self.tokens.get(at + 1)) {
            let Some(rule) = rules.rules.get(usize::from(number)).filter(|rule| rule.second.admits(self.tokens.get(at + 1))) else {
                continue;
            };
            if rule.cue.is_some() && !rules.is_word_in(self.before(at), rule.cue) || rules.is_word_in(self.before(at), rule.unless_after) {
                continue;
            }
            let Some(end) = rule.program.run(self.tokens, at, &rules.lexicon, &mut self.events) else { continue };
            let extents = extents(&self.events);
            let Some(&(_, close)) = extents.last() else { continue };
            let score = (close, end);
            if best.as_ref().is_some_and(|b| score <= (b.extents.last().map_or(0, |e| e.1), b.end)) {
                continue;
            }
            if rules.is_word_in(self.tokens.get(end), rule.unless_before) || !self.passes(rule, at, end) {
                continue;
            }
            best = Some(Match { rule: number, end, extents, events: self.events.clone() });
        }
        best
    }

    /// The token before, over an opening quotation mark or bracket.
    fn before(&self, at: usize) -> Option<&Token> {
        let token = self.tokens.get(at.checked_sub(1)?)?;
        if matches!(token.kind, Kind::Mark(b'"' | b'\'' | b'(')) { self.tokens.get(at.checked_sub(2)?) } else { Some(token) }
    }

    fn passes(&self, rule: &Rule, at: usize, end: usize) -> bool {
        let Some(guard) = rule.guard else { return true };
        let cues = &self.rules.cues;
        let before = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        let after = self.tokens.get(end);
        if matches!(after, Some(Token { kind: Kind::Mark(b'%' | b'$'), .. }))
            || matches!(before, Some(Token { kind: Kind::Mark(b'$' | b'#'), glued: _, .. }))
        {
            return false;
        }
        // "1982-built" and "F-2000" are no years.
        if matches!(
            (before, self.tokens.get(at)),
            (Some(Token { kind: Kind::Mark(b'-'), glued: true, .. }), Some(Token { glued: true, .. }))
        ) && matches!(at.checked_sub(2).and_then(|i| self.tokens.get(i)), Some(Token { kind: Kind::Word(_), .. }))
        {
            return false;
        }
        let cue = self.rules.is_word_in(before, cues.year);
        let plain_word_after =
            matches!(after, Some(Token { kind: Kind::Word(_), capital: false, .. })) && !self.rules.is_word_in(after, cues.function);
        let name_after =
            matches!(after, Some(Token { kind: Kind::Word(_), capital: true, .. })) && !self.rules.is_word_in(after, cues.function);
        let determined = self.rules.is_word_in(before, cues.determiner);
        let opened = matches!(before, None | Some(Token { kind: Kind::Break | Kind::Mark(_), .. }));
        let counted = self.rules.is_word_in(after, cues.counted)
            || matches!(after, Some(Token { kind: Kind::Word(_), start, end, .. }) if Span { start: *start, end: *end }.of(self.text).ends_with('s'));
        match guard {
            Guard::NoNoun => !plain_word_after && !name_after,
            Guard::Year => {
                if plain_word_after || name_after {
                    determined || (cue && !counted)
                } else {
                    true
                }
            }
            Guard::OrdinalDay => {
                let digits = matches!(self.tokens.get(end.wrapping_sub(1)), Some(Token { kind: Kind::Ordinal(1..=31), .. }));
                digits && self.rules.is_word_in(before, cues.day) && !plain_word_after && !name_after
            }
            Guard::BeforeChrist => {
                let small = matches!(self.tokens.get(at), Some(Token { kind: Kind::Number { value: 100..=999, digits: 3 }, .. }));
                self.before_christ && small && (cue || opened) && !plain_word_after
            }
        }
    }

    fn emit(&mut self, found: &Match, sentence: u32, out: &mut Vec<Found>) {
        let Some(rule) = self.rules.rules.get(usize::from(found.rule)) else { return };
        // All fields of the match, from which each expression takes what it lacks itself.
        let mut whole = Slots::default();
        for event in &found.events {
            if let Event::Set(slot, value) = event {
                whole.set(*slot, *value);
            }
        }
        for &(open, close) in &found.extents {
            let (Some(first), Some(last)) = (self.tokens.get(open), close.checked_sub(1).and_then(|at| self.tokens.get(at))) else {
                continue;
            };
            let mut slots = Slots::default();
            let mut inside = false;
            for event in &found.events {
                match event {
                    Event::Open(at) => inside = *at == open,
                    Event::Close(_) => inside = false,
                    Event::Set(slot, value) if inside => slots.set(*slot, *value),
                    Event::Set(..) => {}
                }
            }
            for slot in [Slot::Year, Slot::Month, Slot::Era, Slot::Shift, Slot::Told, Slot::Meridiem] {
                slots.inherit(&whole, slot);
            }
            if found.extents.len() == 1 {
                slots.inherit(&whole, Slot::Weekday);
                slots.inherit(&whole, Slot::Unit);
            }
            for slot in ALL {
                slots.inherit(&rule.with, slot);
            }
            self.before_christ |= is_before_christ(&slots);
            out.push(Found {
                span: Span { start: first.start, end: last.end },
                means: rule.means,
                slots,
                rule: found.rule,
                modifier: self.modifier(open),
                future: self.is_future(open, close),
                sentence,
                opens: self.opens(open),
            });
        }
    }

    fn modifier(&self, open: usize) -> Option<String> {
        let mut at = open.checked_sub(1)?;
        if matches!(self.tokens.get(at), Some(Token { kind: Kind::Word(w), .. }) if self.rules.cues.determiner.is_some_and(|c| self.rules.lexicon.is_in(*w, c)))
        {
            at = at.checked_sub(1)?;
        }
        let token = self.tokens.get(at)?;
        self.rules
            .is_word_in(Some(token), self.rules.cues.modifier)
            .then(|| Span { start: token.start, end: token.end }.of(self.text).to_lowercase())
    }

    /// At most two words stand between the sentence's start and it.
    fn opens(&self, open: usize) -> bool {
        (1..=3).any(|back| match (open.checked_sub(back), open.checked_sub(back - 1)) {
            (None, _) => true,
            (Some(previous), Some(at)) => self.tokens.get(previous..=at).is_some_and(ends_sentence),
            (Some(_), None) => true,
        })
    }

    /// "will" and its like near it in the sentence, unless a past report governs it ("said on Sunday that they will").
    fn is_future(&self, open: usize, close: usize) -> bool {
        let cues = &self.rules.cues;
        let mut back = open;
        let mut leading = true;
        for _ in 0..14 {
            let Some(previous) = back.checked_sub(1) else { break };
            let (Some(token), next) = (self.tokens.get(previous), self.tokens.get(back)) else { break };
            if next.is_some_and(|next| ends_sentence(&[*token, *next])) {
                break;
            }
            if self.rules.is_word_in(Some(token), cues.future) {
                return true;
            }
            if leading && !self.rules.is_word_in(Some(token), cues.lead) {
                leading = false;
                let word = Span { start: token.start, end: token.end }.of(self.text);
                if self.rules.is_word_in(Some(token), cues.said) || word.ends_with("ed") {
                    return false;
                }
            }
            back = previous;
        }
        for ahead in close..close.saturating_add(8) {
            let (Some(token), next) = (self.tokens.get(ahead), self.tokens.get(ahead + 1)) else { break };
            if self.rules.is_word_in(Some(token), cues.future) {
                return true;
            }
            if matches!(token.kind, Kind::Mark(b'"' | b';'))
                || self.rules.is_word_in(Some(token), cues.turn)
                || next.is_some_and(|next| ends_sentence(&[*token, *next]))
            {
                break;
            }
            let word = Span { start: token.start, end: token.end }.of(self.text);
            if self.rules.is_word_in(Some(token), cues.said) || (word.len() > 4 && word.ends_with("ed")) {
                break;
            }
        }
        false
    }
}

const ALL: [Slot; 22] = [
    Slot::Year,
    Slot::YearInCentury,
    Slot::Era,
    Slot::Month,
    Slot::Day,
    Slot::Weekday,
    Slot::Season,
    Slot::Quarter,
    Slot::Half,
    Slot::Decade,
    Slot::Century,
    Slot::Daypart,
    Slot::Hour,
    Slot::Minute,
    Slot::Meridiem,
    Slot::Number,
    Slot::Unit,
    Slot::Shift,
    Slot::Told,
    Slot::Edge,
    Slot::OwnDay,
    Slot::Feast,
];

fn extents(events: &[Event]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open = None;
    for event in events {
        match event {
            Event::Open(at) => open = Some(*at),
            Event::Close(at) => {
                if let Some(from) = open.take()
                    && from < *at
                {
                    out.push((from, *at));
                }
            }
            Event::Set(..) => {}
        }
    }
    out
}

//! Armed groups that only the article makes known: by what it calls them, by an acronym it explains, by what they do.
//!
//! In: an article's tokens, toponyms and the register. Out: [`Groups`], which finds their names in a sentence. Refused: names
//! that take no place and are called nothing that fights: companies, teams, parties, persons, storms.

use super::extract::ClaimInput;
use super::vocabulary::Vocabulary;
use crate::actors::{Mention, MentionKind, Reading, Register, Who, group};
use crate::text::Token;
use std::collections::BTreeMap;

/// Names in lower case, one word a token, and who is meant.
#[derive(Debug, Default)]
pub(super) struct Groups {
    names: BTreeMap<Vec<String>, Named>,
    /// Words of the longest name: no longer one is looked up, however many the article makes known.
    longest: usize,
}

#[derive(Debug, Clone)]
enum Named {
    /// By this name.
    Own(String),
    /// Another name of somebody whom the register knows.
    Known(Vec<Reading>),
}

/// A sentence while names are looked for.
struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Words<'a> {
    fn norm(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.norm.as_str())
    }

    fn shown(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    fn capital(&self, at: usize) -> bool {
        self.shown(at).starts_with(char::is_uppercase)
    }

    /// "RCD", "CPC-F", "ELN".
    fn acronym(&self, at: usize) -> bool {
        let shown = self.shown(at);
        let capitals = shown.chars().filter(|c| c.is_uppercase()).count();
        capitals >= 2 && shown.len() <= 10 && shown.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '-')
    }

    fn norms(&self, from: usize, to: usize) -> Vec<String> {
        (from..to).map(|n| self.norm(n).to_owned()).collect()
    }

    fn words(&self, from: usize, to: usize) -> &'a str {
        match (self.tokens.get(from), self.tokens.get(to.saturating_sub(1))) {
            (Some(a), Some(b)) if from < to => a.span.cover(b.span).of(self.text),
            _ => "",
        }
    }
}

impl Groups {
    pub fn of(input: &ClaimInput, register: &Register, vocabulary: &Vocabulary) -> Self {
        let mut groups = Self::default();
        let mut armed = 0;
        let sentences = || input.analysis.sentences.iter().map(|s| Words { text: input.text, tokens: input.analysis.tokens_of(s) });
        for words in sentences() {
            armed += words.tokens.iter().filter(|t| register.is_combatant(&t.norm)).count();
            groups.explained(&words, register);
            groups.called(&words, register);
            groups.numbered(&words, register);
        }
        // Only where a war is told of does who takes a town fight.
        if armed >= AT_WAR {
            for words in sentences() {
                let place = |from: usize, to: usize| {
                    let span = words.tokens.get(from).zip(words.tokens.get(to.saturating_sub(1))).map(|(a, b)| a.span.cover(b.span));
                    span.is_some_and(|span| {
                        let first = input.toponyms.partition_point(|t| t.span.start < span.start);
                        let mut inside = input.toponyms.get(first..).unwrap_or(&[]).iter().take_while(|t| t.span.start < span.end);
                        inside.any(|t| t.resolution.is_some() && span.contains(t.span))
                    })
                };
                groups.doing(&words, register, vocabulary, &place);
            }
        }
        groups
    }

    fn add(&mut self, name: Vec<String>, named: Named) {
        self.longest = self.longest.max(name.len());
        self.names.entry(name).or_insert(named);
    }

    /// "the Patriots' Front for X (PFX)": one group under two names.
    fn explained(&mut self, words: &Words, register: &Register) {
        for open in (1..words.tokens.len()).filter(|&n| words.norm(n) == "(" && words.acronym(n + 1) && words.norm(n + 2) == ")") {
            let small = |n: usize| matches!(words.norm(n), "of" | "for" | "the" | "and" | "de" | "du" | "des" | "la" | "'s" | "to");
            let mut start = open;
            while start > 0 && open - start < 10 && (words.capital(start - 1) || small(start - 1)) {
                start -= 1;
            }
            while start < open && !words.capital(start) || words.norm(start) == "the" {
                start += 1;
            }
            let initials: Vec<char> = (start..open).filter(|&n| !small(n)).flat_map(|n| words.shown(n).chars().next()).collect();
            let letters: Vec<char> = words.shown(open + 1).chars().filter(|c| c.is_uppercase()).collect();
            let Some(first) = letters.first() else { continue };
            // Words before the name may be capitals as well: "In Ituri the …".
            while start < open && !words.shown(start).starts_with(*first) {
                start += 1;
            }
            if open < start + 2 || initials.len() < 2 {
                continue;
            }
            let fights = (start..open).any(|n| register.names_groups(words.norm(n)) || register.is_combatant(words.norm(n)));
            let acronym = words.norms(open + 1, open + 2);
            let known = |from: usize, to: usize| {
                let part = words.tokens.get(from..to).unwrap_or(&[]);
                register.mentions(words.text, part).into_iter().find(|m| m.kind == MentionKind::Full && m.end - m.start >= part.len())
            };
            if known(open + 1, open + 2).is_some() {
                continue;
            }
            if let Some(known) = known(start, open) {
                self.add(acronym, Named::Known(known.readings));
            } else if fights {
                let short = words.shown(open + 1).to_owned();
                self.add(words.norms(start, open), Named::Own(short.clone()));
                self.add(acronym, Named::Own(short));
            }
        }
    }

    /// "the X army's 7th Corps": whose it is, wherever the number stands alone later.
    fn numbered(&mut self, words: &Words, register: &Register) {
        for at in 1..words.tokens.len() {
            let Some(end) = register.numbered_unit(|n| words.shown(n), at) else { continue };
            let from = at.saturating_sub(5);
            let before = words.tokens.get(from..at).unwrap_or(&[]);
            let close = |m: &Mention| from + m.end == at || from + m.end + 1 == at && matches!(words.norm(at - 1), "'s" | "'");
            let owner = register.mentions(words.text, before).into_iter().find(|m| !m.readings.is_empty() && close(m));
            if let Some(owner) = owner {
                self.add(words.norms(at, end), Named::Known(owner.readings));
            }
        }
    }

    /// "the rebel group X", "the X militia": called what fights.
    fn called(&mut self, words: &Words, register: &Register) {
        for at in 1..words.tokens.len() {
            if !register.is_group(words.norm(at)) {
                continue;
            }
            let before = words.norm(at - 1);
            let armed = register.is_combatant(before) || register.is_armed(before) || register.is_combatant(words.norm(at));
            if !armed {
                continue;
            }
            let start = at + 1 + usize::from(words.norm(at + 1) == "the" || matches!(words.norm(at + 1), "called" | "named"));
            let mut end = start;
            while end < start + 4
                && words.capital(end)
                && words.shown(end).chars().all(|c| c.is_alphabetic() || c == '-' || c.is_ascii_digit())
            {
                end += 1;
            }
            if end == start || (start..end).any(|n| register.is_peaceable(words.norm(n))) {
                continue;
            }
            let part = words.tokens.get(start..end).unwrap_or(&[]);
            if register.mentions(words.text, part).is_empty() {
                self.add(words.norms(start, end), Named::Own(words.words(start, end).to_owned()));
            }
        }
    }

    /// "The RCD took control of P", "P was overrun by the Wazalendos": who takes places in a war fights in it.
    fn doing(&mut self, words: &Words, register: &Register, vocabulary: &Vocabulary, place: &impl Fn(usize, usize) -> bool) {
        for at in 0..words.tokens.len() {
            let the = at > 0 && words.norm(at - 1) == "the";
            let plural = the && words.capital(at) && words.norm(at).ends_with('s') && words.shown(at).len() > 4 && !words.capital(at + 1);
            if !words.acronym(at) && !plural || register.is_peaceable(words.norm(at)) || place(at, at + 1) {
                continue;
            }
            let takes = taken_after(words, vocabulary, at + 1, place);
            let by = at.checked_sub(1 + usize::from(the)).filter(|&n| words.norm(n) == "by").and_then(|n| n.checked_sub(1));
            let taken = by.is_some_and(|verb| vocabulary.known(words.norm(verb)).conquering()) && place(0, at);
            if !takes && !taken {
                continue;
            }
            let part = words.tokens.get(at..at + 1).unwrap_or(&[]);
            let from = at.saturating_sub(1);
            let whole = words.tokens.get(from..at + 1).unwrap_or(&[]);
            if register.mentions(words.text, part).is_empty() && register.mentions(words.text, whole).is_empty() {
                self.add(words.norms(at, at + 1), Named::Own(words.shown(at).to_owned()));
            }
        }
    }

    /// The longest name whose words these are, told one by one.
    fn begun<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<(&Vec<String>, &Named)> {
        let mut words: Vec<String> = (0..self.longest).map(word).take_while(|w| !w.is_empty()).map(str::to_owned).collect();
        while !words.is_empty() {
            if let Some(found) = self.names.get_key_value(&words) {
                return Some(found);
            }
            words.pop();
        }
        None
    }

    /// Puts the names of a sentence among its mentions, each with who is meant if it is a group of the article's own.
    pub fn apply(&self, register: &Register, text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
        if self.names.is_empty() {
            return;
        }
        let words = Words { text, tokens };
        let mut at = 0;
        while at < tokens.len() {
            let begins = words.capital(at) || words.shown(at).starts_with(|c: char| c.is_ascii_digit());
            let found = if begins { self.begun(|n| words.norm(at + n)) } else { None };
            let Some((name, named)) = found else {
                at += 1;
                continue;
            };
            let (mut start, mut end) = (at, at + name.len());
            at = end;
            if mentions.iter().any(|m| m.start <= start && end <= m.end && m.end - m.start > end - start && m.kind == MentionKind::Full) {
                continue;
            }
            // "the rebel group X": one and the same.
            if let Some(before) = mentions.iter().find(|m| m.end == start && start > 0 && !m.possessive)
                && register.is_group(words.norm(start - 1))
            {
                start = before.start;
            }
            while end < tokens.len() && register.is_combatant(words.norm(end)) {
                end += 1;
            }
            mentions.retain(|m| m.end <= start || end <= m.start);
            let readings = match named {
                Named::Known(readings) => readings.clone(),
                Named::Own(_) => Vec::new(),
            };
            let kind = if readings.is_empty() { MentionKind::Unknown } else { MentionKind::Full };
            let possessive = matches!(words.norm(end), "'s" | "'");
            mentions.push(Mention { start, end, kind, readings, anaphor: None, possessive, person: false });
            mentions.sort_by_key(|m| m.start);
        }
    }

    /// Who a name of the article's own means.
    pub fn who(&self, tokens: &[Token], mention: &Mention) -> Option<Who> {
        if mention.kind != MentionKind::Unknown || self.names.is_empty() {
            return None;
        }
        let norms: Vec<&str> = tokens.get(mention.start..mention.end)?.iter().map(|t| t.norm.as_str()).collect();
        let at = |start: usize| self.begun(|n| norms.get(start + n).copied().unwrap_or(""));
        match (0..norms.len()).filter_map(at).max_by_key(|(name, _)| name.len())?.1 {
            Named::Own(name) => Some(group(name)),
            Named::Known(_) => None,
        }
    }
}

/// So many words of who fights, and the article tells of a war.
const AT_WAR: usize = 2;

/// Does a verb of taking follow, with a place as its object?
fn taken_after(words: &Words, vocabulary: &Vocabulary, from: usize, place: &impl Fn(usize, usize) -> bool) -> bool {
    let mut verb = from;
    while verb < from + 4 && (vocabulary.known(words.norm(verb)).meanwhile() || words.norm(verb).ends_with("ly")) {
        verb += 1;
    }
    let control = (verb + 1..verb + 4).find(|&n| words.norm(n) == "control");
    let object = if vocabulary.known(words.norm(verb)).conquering() {
        control.map_or(verb + 1, |n| n + 1)
    } else if vocabulary.known(words.norm(verb)).gaining() {
        match control {
            Some(n) => n + 1,
            None if words.norm(verb + 1) == "over" => verb + 2,
            None => return false,
        }
    } else {
        return false;
    };
    let on_the_way = |n: usize| {
        let known = vocabulary.known(words.norm(n));
        known.leading_to() || known.parts() || known.generic_place() || known.compass()
    };
    (object..object + 8).find(|&n| !on_the_way(n) || place(n, n + 1)).is_some_and(|n| (n + 1..n + 5).any(|end| place(n, end)))
}

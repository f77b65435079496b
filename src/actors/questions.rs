//! What the register answers: who an id is, who is allied, whose nouns are whose, who was on the ground when.
//!
//! In: a [`Register`] and ids, sides or words. Out: plain answers. Refused: choosing among readings, see [`super::Setting`].

use super::actor::{Actor, ActorId, SideId};
use super::register::{AnaphorKind, Entry, Lettering, Reading, Register, Sense};
use super::spelled::pieces_of;
use super::words::is_ordinal;
use crate::calendar::{Date, DateSpan};

impl Register {
    /// Readings of the first half of a compound such as "rebel-held": the words before the hyphen.
    #[must_use]
    pub fn readings_of(&self, words: &str) -> Vec<Reading> {
        let pieces = pieces_of(words);
        let Some(first) = pieces.first() else { return Vec::new() };
        let entries = self.entries.get(first).map_or(&[][..], Vec::as_slice);
        let exact = entries.iter().filter(|entry| entry.pieces == pieces);
        exact
            .filter(|entry| entry.case.iter().all(|c| *c != Lettering::Upper) || words.chars().any(char::is_uppercase))
            .flat_map(|e| e.readings.iter().copied())
            .collect()
    }

    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    #[must_use]
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.by_id.get(&id.0).and_then(|&at| self.actors.get(at))
    }

    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// One side, or two that gain by each other's gains.
    #[must_use]
    pub fn allied(&self, a: &SideId, b: &SideId) -> bool {
        a == b || self.alliances.iter().any(|sides| sides.contains(&a.0) && sides.contains(&b.0))
    }

    /// "Sunni", "allied": words between a modifier and its noun of force.
    #[must_use]
    pub fn is_filler(&self, word: &str) -> bool {
        self.filler.contains(word)
    }

    /// "offensive", "assault": nouns that act for the actor that modifies them.
    #[must_use]
    pub fn is_operation(&self, noun: &str) -> bool {
        self.operation.contains(noun)
    }

    /// "members", "units": nouns that act for the actor they belong to.
    #[must_use]
    pub fn is_member(&self, noun: &str) -> bool {
        self.member.contains(noun)
    }

    /// The kind of actor that these words, in lower case, take up: "the coalition".
    #[must_use]
    pub fn anaphor_kind(&self, words: &str) -> Option<AnaphorKind> {
        self.anaphors.iter().find(|(pieces, _)| pieces.iter().map(String::as_str).eq(words.split(' '))).map(|(_, kind)| *kind)
    }

    /// "5th Motor Rifle Brigade", "General Staff": a part of some state's army, which the name does not tell.
    #[must_use]
    pub fn is_regular(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().skip_while(|word| word.eq_ignore_ascii_case("the")).collect();
        let numbered = |at: usize| self.numbered_unit(|n| words.get(n).copied().unwrap_or(""), at).is_some();
        self.regular_commands.contains(&words.join(" ").to_lowercase()) || (0..words.len()).any(numbered)
    }

    /// Where the unit ends whose number stands at `at`: "5th Motor Rifle Brigade", "III Corps", "First Army". `word` tells the
    /// words as they are written.
    #[must_use]
    pub fn numbered_unit<'a>(&self, word: impl Fn(usize) -> &'a str, at: usize) -> Option<usize> {
        let number = word(at);
        let roman = number.len() > 1 && number.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'));
        let capital = |n: &usize| word(*n).starts_with(char::is_uppercase);
        let counts = roman || is_ordinal(number) || capital(&at) && self.ordinals.contains(&number.to_lowercase());
        let names = || (at + 1..at + 4).take_while(capital);
        counts.then(|| names().find(|&n| self.regular_units.contains(&word(n).to_lowercase())).map(|n| n + 1)).flatten()
    }

    /// "forces", "fighters".
    #[must_use]
    pub fn is_force(&self, noun: &str) -> bool {
        self.force.contains(noun)
    }

    /// "fighters", "troops": people under arms.
    #[must_use]
    pub fn is_combatant(&self, noun: &str) -> bool {
        self.combatant.contains(noun)
    }

    /// "faction", "alliance": what a group is called before or after its name.
    #[must_use]
    pub fn is_group(&self, noun: &str) -> bool {
        self.group.contains(noun)
    }

    /// "armed", "separatist": what makes a group one that fights.
    #[must_use]
    pub fn is_armed(&self, adjective: &str) -> bool {
        self.armed.contains(adjective)
    }

    /// Is this the index of that role?
    #[must_use]
    pub fn is_role(&self, index: u16, role: &str) -> bool {
        self.role_names.get(usize::from(index)).is_some_and(|name| name == role)
    }

    /// "senate", "un": a name, in lower case, of somebody who takes places without fighting for them.
    #[must_use]
    pub fn is_peaceable(&self, name: &str) -> bool {
        self.peaceable.contains(name)
    }

    /// "front", "brigade": nouns in the names of groups.
    #[must_use]
    pub fn names_groups(&self, noun: &str) -> bool {
        self.group_name.contains(noun)
    }

    /// First day of the war that this actor fights in.
    #[must_use]
    pub fn war_began(&self, actor: &ActorId) -> Option<Date> {
        self.by_id.get(&actor.0).and_then(|at| self.began.get(at)).copied()
    }

    /// First day of the war that the register lists for a country.
    #[must_use]
    pub fn war_began_in(&self, country: &str) -> Option<Date> {
        let home = |actor: &&Actor| actor.countries.first().is_some_and(|c| c == country);
        self.actors.iter().find(home).and_then(|actor| self.war_began(&actor.id))
    }

    /// When this actor held or fought for ground in a country, as far as the register tells.
    #[must_use]
    pub fn on_ground(&self, actor: &ActorId, country: &str) -> Option<DateSpan> {
        self.by_id.get(&actor.0).and_then(|at| self.ground.get(&(*at, country.to_owned()))).copied()
    }

    /// The earliest day on which a text could call this actor by the names that it uses.
    #[must_use]
    pub fn named_since(&self, actor: &ActorId, text: &str) -> Option<Date> {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let uses = |name: &str| {
            text.match_indices(name).any(|(at, _)| {
                let (before, after) = (text.get(..at), text.get(at + name.len()..));
                !letter(before.and_then(|t| t.chars().next_back())) && !letter(after.and_then(|t| t.chars().next()))
            })
        };
        let named = self.by_id.get(&actor.0).and_then(|at| self.named.get(at))?;
        named.iter().filter(|(name, _)| uses(name)).map(|(_, since)| *since).max()
    }

    /// How the longest registered name that begins at `words[start]` is written, a lettering a word; empty where none does.
    /// Case is ignored and words are in lower case: for text in capitals only.
    #[must_use]
    pub fn spelling_at(&self, words: &[&str], start: usize) -> &[Lettering] {
        let begin = words.get(start).and_then(|first| self.entries.get(*first));
        let fits = |entry: &&Entry| {
            entry.readings.iter().any(|reading| reading.sense == Sense::Name)
                && words.get(start..start + entry.pieces.len()).is_some_and(|words| words.iter().eq(entry.pieces.iter()))
        };
        begin.into_iter().flatten().find(fits).map_or(&[], |entry| entry.case.as_slice())
    }
}

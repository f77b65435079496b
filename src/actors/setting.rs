//! Who is meant in this article, on this day.
//!
//! In: readings of a mention, the countries that the article and the sentence are about, the date, who was named before.
//! Out: one actor, or a group of its own. Refused: a role in a country that the article is not about.

use super::actor::{ActorId, ActorKind, SideId};
use super::mention::{Mention, MentionKind};
use super::register::{AnaphorKind, Code, NOWHERE, Reading, Register, Sense};
use crate::calendar::Date;

/// What an article tells about whom its words mean.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    pub date: Option<Date>,
    /// Country → share of the article's places, 0–1.
    pub countries: Vec<(String, f32)>,
    /// Actors named so far, the last one last; no actor twice.
    named: Vec<usize>,
}

/// Somebody, as claims carry them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub id: ActorId,
    pub side: SideId,
    pub kind: ActorKind,
    /// Index in the register, `None` for a group of its own.
    pub index: Option<usize>,
    /// Named so that later words can take it up.
    pub by_name: bool,
}

/// What all readings of a mention are held against.
struct Around {
    shares: Vec<(Code, f32)>,
    near: Vec<Code>,
    on: Option<Date>,
}

impl Setting {
    /// Of an article that has named nobody yet.
    #[must_use]
    pub fn new(date: Option<Date>, countries: Vec<(String, f32)>) -> Self {
        Self { date, countries, named: Vec::new() }
    }

    /// Who a mention means, `None` when its words fit nobody here. Anaphors are not resolved here.
    #[must_use]
    pub fn who(&self, register: &Register, mention: &Mention, words: &str, near: &[&str], on: Option<Date>) -> Option<Who> {
        match mention.kind {
            MentionKind::Anaphor => None,
            MentionKind::Unknown if register.is_regular(words) => self
                .last_named(register, AnaphorKind::State)
                .or_else(|| self.best(register, &register.readings_of("army"), near, on))
                .or_else(|| Some(group(words))),
            MentionKind::Unknown => Some(group(words)),
            _ => self.best(register, &mention.readings, near, on).or_else(|| {
                let role = mention.readings.iter().any(|r| matches!(r.sense, Sense::Role | Sense::RoleBefore));
                (role && mention.kind == MentionKind::Full).then(|| group(words))
            }),
        }
    }

    /// The best reading, if any fits.
    #[must_use]
    pub fn best(&self, register: &Register, readings: &[Reading], near: &[&str], on: Option<Date>) -> Option<Who> {
        if readings.is_empty() {
            return None;
        }
        let mut best: Option<(f32, &Reading)> = None;
        let around = Around {
            shares: self.countries.iter().map(|(country, share)| (Code::of(country), *share)).collect(),
            near: near.iter().map(|country| Code::of(country)).collect(),
            on: on.or(self.date),
        };
        for reading in readings {
            let Some(score) = self.score(register, reading, &around) else { continue };
            if best.is_none_or(|(b, _)| score > b + 1e-6) {
                best = Some((score, reading));
            }
        }
        let (_, reading) = best?;
        self.of_index(register, reading.actor, matches!(reading.sense, Sense::Name | Sense::Person))
    }

    #[must_use]
    pub fn of_index(&self, register: &Register, index: usize, by_name: bool) -> Option<Who> {
        let actor = register.actors().get(index)?;
        Some(Who { id: actor.id.clone(), side: actor.side.clone(), kind: actor.kind, index: Some(index), by_name })
    }

    fn score(&self, register: &Register, reading: &Reading, around: &Around) -> Option<f32> {
        let countries = register.codes.get(reading.actor)?;
        let in_time = around.on.is_none_or(|d| reading.from.is_none_or(|f| f <= d) && reading.until.is_none_or(|u| d < u));
        let always = reading.sense == Sense::Person || reading.sense == Sense::Name && !reading.common;
        if !in_time && !always {
            return None;
        }
        let only = register.only_in.get(reading.only_in as usize).filter(|_| reading.only_in != NOWHERE);
        let fights_in = |country: Code| match only {
            Some(only) => *only == country,
            _ => countries.contains(&country),
        };
        let share: f32 = around.shares.iter().filter(|(c, _)| fights_in(*c)).map(|(_, share)| *share).sum();
        let home = countries.first().is_some_and(|c| around.near.contains(c) || around.shares.first().is_some_and(|(top, _)| top == c));
        let here = around.near.iter().any(|c| fights_in(*c));
        let named = self.named.iter().rposition(|&n| n == reading.actor);
        #[expect(clippy::cast_precision_loss, reason = "a handful of actors")]
        let recent = named.map_or(0.0, |at| 0.6 + 0.4 * (at + 1) as f32 / self.named.len().max(1) as f32);
        let place = share + if here { 0.6 } else { 0.0 } + if home { 0.3 } else { 0.0 };
        let nowhere = around.shares.is_empty() && around.near.is_empty();
        match reading.sense {
            Sense::Name if reading.common => (in_time && place > 0.02).then_some(2.0 + place + recent),
            Sense::Name | Sense::Person => Some(3.0 + place + recent - if in_time { 0.0 } else { 2.0 }),
            Sense::Demonym | Sense::Country | Sense::Capital => in_time.then_some(1.0 + place + 0.3 * recent),
            Sense::Backed | Sense::Role | Sense::RoleBefore => {
                // "Ugandan troops" where Uganda lends its own to a mission: the mission's.
                let own = if reading.sense == Sense::Backed { 1.0 } else { 0.0 };
                (in_time && (place > 0.02 || (nowhere && named.is_some()))).then_some(own + place + recent)
            }
        }
    }

    /// Notes that the article has named this actor.
    pub fn note(&mut self, who: &Who) {
        if let Some(index) = who.index {
            self.named.retain(|&n| n != index);
            self.named.push(index);
        }
    }

    /// The last actor named whose name has this noun: "the alliance" after the Three Brotherhood Alliance.
    #[must_use]
    pub fn last_called(&self, register: &Register, noun: &str) -> Option<Who> {
        let called = |index: &&usize| {
            let has = |words: &str| words.split(' ').any(|word| word.eq_ignore_ascii_case(noun));
            register
                .actors()
                .get(**index)
                .is_some_and(|a| has(&a.name) || a.aliases.iter().any(|alias| !alias.generic && has(&alias.words)))
        };
        self.named.iter().rev().find(called).and_then(|&index| self.of_index(register, index, false))
    }

    /// The last actor named that is neither of this side nor allied to it: "the enemy" in its mouth.
    #[must_use]
    pub fn last_against(&self, register: &Register, side: &SideId) -> Option<Who> {
        let against = |index: &&usize| register.actors().get(**index).is_some_and(|a| !register.allied(side, &a.side));
        self.named.iter().rev().find(against).and_then(|&index| self.of_index(register, index, false))
    }

    /// The last actor named that an anaphor of this kind can take up.
    #[must_use]
    pub fn last_named(&self, register: &Register, kind: AnaphorKind) -> Option<Who> {
        let fits = |index: &&usize| {
            let is = register.actors().get(**index).map_or(ActorKind::Unknown, |actor| actor.kind);
            match kind {
                AnaphorKind::Any | AnaphorKind::Person => true,
                AnaphorKind::Speaker => false,
                AnaphorKind::State => matches!(is, ActorKind::State | ActorKind::Coalition),
                AnaphorKind::NonState => !matches!(is, ActorKind::State | ActorKind::Coalition | ActorKind::International),
            }
        };
        self.named.iter().rev().find(fits).and_then(|&index| self.of_index(register, index, false))
    }
}

/// Words as an id: small letters and digits, a hyphen between.
#[must_use]
pub fn slug(words: &str) -> String {
    let mut id = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// A group that the register lacks: an actor of its own, never silently a known one.
#[must_use]
pub fn group(words: &str) -> Who {
    let id = slug(words);
    Who { id: ActorId(format!("group:{id}")), side: SideId(id), kind: ActorKind::Unknown, index: None, by_name: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::analyse;

    /// `words => id` for each mention that means somebody.
    fn who(text: &str, country: &str, date: &str) -> Vec<String> {
        let register = Register::embedded();
        let setting = Setting { date: date.parse().ok(), countries: vec![(country.to_owned(), 1.0)], ..Setting::default() };
        let tokens = analyse(text, &[]).tokens;
        let mut found = Vec::new();
        for mention in register.mentions(text, &tokens).into_iter().filter(|m| matches!(m.kind, MentionKind::Full | MentionKind::Unknown)) {
            let words = tokens[mention.start].span.cover(tokens[mention.end - 1].span).of(text);
            if let Some(who) = setting.who(register, &mention, words, &[], None) {
                found.push(format!("{words}={}", who.id.0));
            }
        }
        found
    }

    #[test]
    fn who_the_army_is_depends_on_the_country() {
        assert_eq!(who("The army fled.", "SY", "2015-01-01"), ["The army=syrian-government"]);
        assert_eq!(who("The army fled.", "SD", "2024-01-01"), ["The army=saf"]);
        assert_eq!(who("The army fled.", "CD", "2025-01-01"), ["The army=drc-government"]);
        assert_eq!(who("The army fled.", "MM", "2024-01-01"), ["The army=myanmar-military"]);
    }

    #[test]
    fn who_the_government_of_syria_is_changes_on_the_8th_of_december_2024() {
        assert_eq!(who("the Syrian army", "SY", "2024-12-01"), ["Syrian army=syrian-government"]);
        assert_eq!(who("the Syrian army", "SY", "2025-03-01"), ["Syrian army=syrian-transitional-government"]);
        assert_eq!(who("government forces", "SY", "2025-03-01"), ["government forces=syrian-transitional-government"]);
        assert_eq!(who("government forces", "AF", "2022-03-01"), ["government forces=taliban"]);
    }

    #[test]
    fn a_modifier_and_a_noun_of_force_make_an_actor() {
        assert_eq!(
            who("Assad's forces met Turkish-backed Syrian fighters", "SY", "2017-01-01"),
            ["Assad's forces=syrian-government", "Turkish-backed Syrian fighters=sna"]
        );
        assert_eq!(who("Rwandan-backed M23 rebels", "CD", "2025-01-01"), ["Rwandan-backed M23 rebels=m23"]);
        assert_eq!(
            who("Kurdish fighters and Iraqi forces", "IQ", "2016-01-01"),
            ["Kurdish fighters=peshmerga", "Iraqi forces=iraq-government"]
        );
        assert_eq!(who("members of the Wagner group", "UA", "2023-01-01"), ["Wagner group=wagner"]);
        assert_eq!(
            who("Assads forces and Syrias army", "SY", "2016-01-01"),
            ["Assads forces=syrian-government", "Syrias army=syrian-government"]
        );
    }

    #[test]
    fn a_role_that_begins_a_name_is_part_of_it() {
        assert_eq!(who("the Military Operations Command said so", "SY", "2024-11-29"), ["Military Operations Command=syrian-opposition"]);
        assert_eq!(who("near the Military Scientific Research Center", "SY", "2024-11-29"), Vec::<String>::new());
        assert_eq!(who("the Army fled", "SY", "2015-01-01"), ["the Army=syrian-government"]);
    }

    #[test]
    fn acronyms_need_their_capitals() {
        assert_eq!(who("this is what us troops said", "SY", "2016-01-01"), Vec::<String>::new());
        assert_eq!(who("IS fled as US troops came", "SY", "2016-01-01"), ["IS=isis", "US troops=usa"]);
    }

    #[test]
    fn the_same_letters_mean_other_armies_in_other_countries() {
        assert_eq!(who("the SNA advanced", "SY", "2019-01-01"), ["SNA=sna"]);
        assert_eq!(who("the SNA advanced", "SO", "2019-01-01"), ["SNA=somalia-government"]);
    }

    #[test]
    fn an_unknown_group_is_an_actor_of_its_own() {
        assert_eq!(who("The Free Army of Atlas took it", "MA", "2025-01-01"), ["Free Army of Atlas=group:free-army-of-atlas"]);
        assert_eq!(who("Then Zaghawi fighters came", "TD", "2025-01-01"), ["Zaghawi fighters=group:zaghawi-fighters"]);
    }

    #[test]
    fn civilians_and_diplomats_are_nobodys_army() {
        assert_eq!(who("Syrian civilians and Russian officials", "SY", "2016-01-01"), Vec::<String>::new());
        assert_eq!(who("anti-Houthi protesters", "YE", "2016-01-01"), Vec::<String>::new());
    }
}

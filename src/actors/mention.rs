//! Words that name someone who fights.
//!
//! In: tokens of a sentence. Out: [`Mention`]s, each with every reading that its words allow. Refused: deciding between
//! readings ([`super::Setting`] does) and nouns without force: "Syrian civilians" is nobody's army.

use super::register::{AnaphorKind, Entry, Lettering, Reading, Register, Sense};
use super::words::{Piece, Role, pieces};
use crate::text::Token;

/// What part the words can play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// Someone who acts: "Turkish-backed fighters", "HTS", "Assad".
    Full,
    /// An adjective that waits for a noun: "rebel" in "rebel offensive", "rebel hands".
    Modifier,
    /// A country or capital that may stand for its state.
    Metonym,
    /// "they", "the group", "his forces".
    Anaphor,
    /// An armed group that the register lacks.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Token indices `start..end`, without article.
    pub start: usize,
    pub end: usize,
    pub kind: MentionKind,
    pub readings: Vec<Reading>,
    pub anaphor: Option<AnaphorKind>,
    /// "Assad's".
    pub possessive: bool,
    /// A person by name.
    pub person: bool,
}

struct Hit<'a> {
    end: usize,
    entry: &'a Entry,
    possessive: bool,
}

impl Register {
    /// Every mention in `tokens`, left to right, disjoint. Linear in their number.
    #[must_use]
    pub fn mentions(&self, text: &str, tokens: &[Token]) -> Vec<Mention> {
        let (pieces, roles) = pieces(&self.words, text, tokens);
        let scan = Scan { register: self, text, tokens, pieces, roles };
        let mut found: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(mention) = scan.is(at, Role::OPENS).then(|| scan.mention_at(at)).flatten() {
                at = mention.end.max(at + 1);
                found.push(mention);
            } else {
                at += 1;
            }
        }
        scan.share_heads(&mut found);
        found
    }
}

struct Scan<'a> {
    register: &'a Register,
    text: &'a str,
    tokens: &'a [Token],
    pieces: Vec<Piece<'a>>,
    /// A token's.
    roles: Vec<Role>,
}

impl<'a> Scan<'a> {
    fn norm(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.norm.as_str())
    }

    fn shown(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// Has the token any of these roles?
    fn is(&self, at: usize, role: Role) -> bool {
        self.roles.get(at).is_some_and(|roles| roles.has(role))
    }

    fn capital(&self, at: usize) -> bool {
        self.is(at, Role::CAPITAL)
    }

    fn possessive_mark(&self, at: usize) -> bool {
        self.is(at, Role::POSSESSIVE)
    }

    /// The longest entry that starts at this token.
    fn hit(&self, token: usize) -> Option<Hit<'a>> {
        if !self.is(token, Role::NAME) {
            return None;
        }
        let from = self.pieces.partition_point(|p| p.token < token);
        let mut from = from;
        let mut first = self.pieces.get(from)?;
        // "pro-Houthi forces" are read as Houthi forces; "anti-Houthi forces" are not.
        if first.text == "pro" && !first.last {
            let whole = self.register.entries.get("pro").is_some_and(|entries| entries.iter().any(|e| self.matches(e, from).is_some()));
            if !whole {
                from += 1;
                first = self.pieces.get(from)?;
            }
        }
        let stem = first.text.strip_suffix('s').unwrap_or("");
        let keys = [&*first.text, stem];
        let mut best: Option<Hit<'a>> = None;
        let second = self.pieces.get(from + 1).map_or("", |p| &p.text);
        let goes_on = |key: &&str| self.is(token, Role::ALONE) || self.register.words.pair(key, second);
        for key in keys.into_iter().filter(|k| !k.is_empty()).filter(goes_on) {
            for entry in self.register.entries.get(key).map_or(&[][..], Vec::as_slice) {
                if let Some((end, possessive)) = self.matches(entry, from)
                    && best.as_ref().is_none_or(|b| end > b.end)
                {
                    best = Some(Hit { end, entry, possessive });
                }
            }
        }
        best
    }

    fn matches(&self, entry: &Entry, from: usize) -> Option<(usize, bool)> {
        let mut possessive = false;
        let count = entry.pieces.len();
        let mut last = None;
        for (n, (want, case)) in entry.pieces.iter().zip(&entry.case).enumerate() {
            let piece = self.pieces.get(from + n)?;
            if piece.text != *want {
                // Texts that lost their apostrophes: "Assads forces".
                let lost = n + 1 == count && *case != Lettering::Any && want.len() > 2 && piece.text.strip_suffix('s') == Some(want);
                if !lost {
                    return None;
                }
                possessive = true;
            }
            let fits = match case {
                Lettering::Any => true,
                Lettering::Initial => piece.capital,
                Lettering::Upper => piece.capital && piece.lower <= u8::from(possessive),
            };
            if !fits {
                return None;
            }
            last = Some(piece);
        }
        let last = last?;
        // "HTS-led rebels" are under HTS.
        let led = self.pieces.get(from + count).is_some_and(|p| p.token == last.token && p.last && matches!(&*p.text, "led" | "dominated"));
        (last.last || led).then_some((last.token + 1, possessive))
    }

    fn anaphor_at(&self, at: usize) -> Option<(usize, AnaphorKind)> {
        if !self.is(at, Role::ANAPHOR) {
            return None;
        }
        for (words, kind) in &self.register.anaphors {
            if words.iter().enumerate().all(|(n, w)| self.norm(at + n) == w) {
                return Some((at + words.len(), *kind));
            }
        }
        None
    }

    /// "the Military" of "the Military Operations Command", "the Military Scientific Research Center": a role that only begins
    /// a name.
    fn part_of_a_name(&self, at: usize) -> bool {
        let Some(here) = self.hit(at) else { return false };
        let longer = self.hit(at + 1).is_some_and(|next| next.end > here.end);
        let goes_on =
            self.capital(here.end.wrapping_sub(1)) && self.capital(here.end) && !self.force(here.end) && self.hit(here.end).is_none();
        let role = here.entry.readings.iter().all(|r| matches!(r.sense, Sense::Role | Sense::RoleBefore));
        role && !here.possessive && (longer || goes_on)
    }

    fn mention_at(&self, at: usize) -> Option<Mention> {
        // "which is", "it is": the verb, however it is lettered.
        if self.norm(at) == "is"
            && at.checked_sub(1).is_some_and(|n| {
                matches!(self.norm(n), "which" | "that" | "it" | "this" | "there" | "who" | "what" | "he" | "she" | "city" | "town")
            })
        {
            return None;
        }
        let after_article = at.checked_sub(1).is_some_and(|n| self.norm(n) == "the") && self.capital(at);
        if (self.norm(at) == "the" || after_article) && self.part_of_a_name(at) {
            return None;
        }
        let mut items: Vec<Hit<'a>> = Vec::new();
        let mut end = at;
        let mut possessive = false;
        while let Some(hit) = self.hit(end) {
            end = hit.end;
            possessive = hit.possessive;
            items.push(hit);
            let mut next = end;
            if self.possessive_mark(next) {
                possessive = true;
                next += 1;
            }
            next = self.past_filler(next);
            // "the army's 17th Division", "Ukraine's 47th Mechanised Brigade"
            if possessive && self.shown(next).starts_with(|c: char| c.is_ascii_digit()) {
                let named = (next + 1..next + 4).find(|&n| self.force(n) || !self.capital(n)).filter(|&n| self.force(n));
                next = named.unwrap_or(next);
            }
            if self.hit(next).is_some() || self.force(next) {
                end = next;
                continue_possessive(&mut possessive);
                if self.force(next) && self.hit(next).is_none() {
                    break;
                }
            } else {
                break;
            }
            if items.len() > 4 {
                break;
            }
        }
        if items.is_empty() {
            return self.other_mention(at);
        }
        let mut head = false;
        let mut heads = 0;
        // "Russian troops patrol A": the second is a verb.
        while heads < 3 && self.force(end) && !(end > at && self.norm(end) == "patrol" && self.force(end - 1)) {
            end += 1;
            heads += 1;
            head = true;
        }
        if end > at + 1 && self.force(end - 1) {
            head = true;
        }
        // "Free Army of the Nile" is not the Free Army.
        if self.norm(end) == "of"
            && let Some(longer) = self.group_name(at).filter(|&longer| longer > end)
        {
            let possessive = self.possessive_mark(longer);
            return Some(Mention {
                start: at,
                end: longer,
                kind: MentionKind::Unknown,
                readings: Vec::new(),
                anaphor: None,
                possessive,
                person: false,
            });
        }
        if self.possessive_mark(end) {
            possessive = true;
        }
        let (readings, strongest) = self.combine(&items);
        let kind = match strongest {
            Sense::Name | Sense::Person | Sense::Role => MentionKind::Full,
            _ if head => MentionKind::Full,
            Sense::Country | Sense::Capital => MentionKind::Metonym,
            Sense::Backed | Sense::RoleBefore | Sense::Demonym => MentionKind::Modifier,
        };
        // "The army" of an anaphor such as "its army" is found by the anaphor; a bare noun of force names nobody.
        let person = strongest == Sense::Person && !head;
        Some(Mention { start: at, end, kind, readings, anaphor: None, possessive, person })
    }

    fn force(&self, at: usize) -> bool {
        self.is(at, Role::FORCE)
    }

    fn past_filler(&self, at: usize) -> usize {
        let mut next = at;
        // "Bosnian army-Croat forces": joined by a hyphen, the second fights beside the first.
        let joint = |n: usize| {
            let Some((_, last)) = self.norm(n).rsplit_once('-') else { return false };
            let entries = self.register.entries.get(last).into_iter().flatten();
            self.force(n + 1) && entries.flat_map(|entry| &entry.readings).any(|r| r.sense == Sense::Demonym)
        };
        while next < at + 3 && (self.is(next, Role::FILLER) || joint(next)) {
            next += 1;
        }
        if next > at && (self.force(next) || self.hit(next).is_some()) { next } else { at }
    }

    /// One set of readings for words that belong together: a name rules, then a person, then roles narrowed by nationality.
    fn combine(&self, items: &[Hit<'a>]) -> (Vec<Reading>, Sense) {
        let of = |sense: Sense| items.iter().rev().find(|h| h.entry.readings.iter().any(|r| r.sense == sense));
        // "Houthi militiamen", where the militiamen of another war bear no other name: the Houthis.
        let own = items.iter().rev().find(|h| h.entry.readings.iter().any(|r| r.sense == Sense::Name && !r.common));
        for sense in [Sense::Name, Sense::Person, Sense::Backed] {
            if let Some(hit) = own.filter(|_| sense == Sense::Name).or_else(|| of(sense)) {
                // A name of its own elsewhere and in other days is whoever its words mean.
                let also = |r: &Reading| matches!(r.sense, Sense::Role | Sense::Demonym);
                return (hit.entry.readings.iter().copied().filter(|r| r.sense == sense || also(r)).collect(), sense);
            }
        }
        let demonym = of(Sense::Demonym);
        let homes: Vec<&str> = demonym
            .into_iter()
            .flat_map(|h| h.entry.readings.iter())
            .filter_map(|r| self.register.actors().get(r.actor).and_then(|a| a.countries.first()).map(String::as_str))
            .collect();
        for sense in [Sense::Role, Sense::RoleBefore] {
            let hits: Vec<&Hit<'a>> = items.iter().rev().filter(|h| h.entry.readings.iter().any(|r| r.sense == sense)).collect();
            let Some(last) = hits.first() else { continue };
            // "the rebel army": the modifier says whose, the noun only what.
            let whose = items.iter().find(|h| {
                !std::ptr::eq(h.entry, last.entry)
                    && h.entry.readings.iter().any(|r| r.sense == Sense::RoleBefore)
                    && 2 * h.entry.readings.iter().filter(|h| last.entry.readings.iter().any(|l| l.actor == h.actor)).count()
                        < h.entry.readings.len()
            });
            let plain = last.entry.pieces.len() == 1 && last.entry.pieces.iter().all(|p| self.register.force.contains(p));
            let last = whose.filter(|_| plain).unwrap_or(last);
            let mut readings: Vec<Reading> =
                last.entry.readings.iter().copied().filter(|r| matches!(r.sense, Sense::Role | Sense::RoleBefore)).collect();
            // "Islamist rebels": who plays both roles, if anyone does.
            for other in items.iter().filter(|h| !std::ptr::eq(h.entry, last.entry)) {
                let both: Vec<Reading> = readings
                    .iter()
                    .copied()
                    .filter(|r| {
                        other.entry.readings.iter().any(|o| o.actor == r.actor && matches!(o.sense, Sense::Role | Sense::RoleBefore))
                    })
                    .collect();
                // The others stay: who plays both may fight elsewhere.
                readings.sort_by_key(|r| !both.contains(r));
            }
            // "the Russian defence ministry", "Armenia's army": the state itself where it plays the role.
            let state = items.iter().find(|h| h.entry.readings.iter().any(|r| matches!(r.sense, Sense::Demonym | Sense::Country)));
            if let Some(state) = state.filter(|h| !std::ptr::eq(h.entry, last.entry)) {
                let own = |r: &Reading| state.entry.readings.iter().any(|s| s.actor == r.actor);
                if readings.iter().any(own) {
                    readings.retain(own);
                    return (readings, sense);
                }
                let office = last.entry.pieces.iter().any(|p| matches!(p.as_str(), "ministry" | "government"));
                if office {
                    let readings: Vec<Reading> = state.entry.readings.clone();
                    let sense = readings.first().map_or(Sense::Country, |r| r.sense);
                    return (readings, sense);
                }
            }
            if !homes.is_empty() {
                let at_home: Vec<Reading> = readings.iter().copied().filter(|r| self.plays_in(r, &homes)).collect();
                if at_home.is_empty() {
                    return (demonym.map(|h| h.entry.readings.clone()).unwrap_or_default(), Sense::Demonym);
                }
                readings = at_home;
            }
            return (readings, sense);
        }
        for sense in [Sense::Demonym, Sense::Country, Sense::Capital] {
            if let Some(hit) = of(sense) {
                return (hit.entry.readings.iter().copied().filter(|r| r.sense == sense).collect(), sense);
            }
        }
        (Vec::new(), Sense::Capital)
    }

    fn plays_in(&self, reading: &Reading, countries: &[&str]) -> bool {
        match self.register.countries.get(reading.only_in as usize) {
            Some(only) => countries.contains(&only.as_str()),
            None => self.register.actors().get(reading.actor).is_some_and(|a| a.countries.iter().any(|c| countries.contains(&c.as_str()))),
        }
    }

    /// Anaphors and groups that the register lacks.
    fn other_mention(&self, at: usize) -> Option<Mention> {
        let plain =
            |start, end, kind, anaphor, possessive| Mention { start, end, kind, readings: Vec::new(), anaphor, possessive, person: false };
        if let Some((end, kind)) = self.anaphor_at(at) {
            // "the group Ansar Dine": the name that follows says who.
            let named = self.hit(end).is_some_and(|h| h.entry.readings.iter().any(|r| r.sense == Sense::Name));
            // "the Alliance of Democratic Forces for …": a longer name begins here.
            let longer = self.norm(at) == "the" && self.hit(at + 1).is_some_and(|h| h.end > end && h.entry.pieces.len() > 2);
            if longer {
                return None;
            }
            if !named {
                // "the militants": who was named before, else who plays the role.
                let role = if self.norm(at) == "the" { self.hit(at + 1).filter(|h| h.end == end) } else { None };
                let readings = role.map(|h| h.entry.readings.clone()).unwrap_or_default();
                // "the movement's men"
                let own = self.past_filler(end + 1);
                let end = if self.norm(at) == "the" && self.possessive_mark(end) && self.force(own) { own + 1 } else { end };
                return Some(Mention { readings, ..plain(at, end, MentionKind::Anaphor, Some(kind), self.possessive_mark(end)) });
            }
        }
        if let Some(end) = self.group_name(at) {
            return Some(plain(at, end, MentionKind::Unknown, None, self.possessive_mark(end)));
        }
        // "Kokang fighters": a capital that no list knows, before a noun of force.
        let fighting = |n: usize| self.register.band.contains(self.norm(n));
        let shown = self.shown(at);
        let own = matches!(
            self.norm(at),
            "the" | "our" | "their" | "his" | "her" | "its" | "these" | "those" | "some" | "many" | "most" | "other" | "when" | "while"
        );
        if at > 0
            && !own
            && self.capital(at)
            && !self.is(at, Role::FILLER)
            && shown.len() > 2
            && shown.chars().all(|c| c.is_alphabetic() || c == '-')
            && fighting(at + 1)
        {
            return Some(plain(at, at + 2, MentionKind::Unknown, None, self.possessive_mark(at + 2)));
        }
        None
    }

    /// "Free Army of the Nile", "Al-Amal Brigade": capitals around a noun that names groups.
    fn group_name(&self, at: usize) -> Option<usize> {
        let mark = |n: usize| self.possessive_mark(n) && n > at && self.capital(n + 1);
        let joined = |n: usize| {
            mark(n)
                || self.capital(n)
                    && !self.register.days.contains(self.norm(n))
                    && !matches!(self.norm(n), "the" | "a" | "an" | "in" | "on" | "and" | "but" | "as" | "after" | "i")
        };
        if !self.capital(at) || !joined(at) {
            return None;
        }
        let mut end = at;
        let mut noun = None;
        while end < at + 7 && joined(end) {
            if self.is(end, Role::GROUP) {
                noun = Some(end);
            }
            end += 1;
        }
        let noun = noun?;
        end = noun + 1;
        if matches!(self.norm(end), "of" | "for") {
            let mut tail = end + 1;
            if self.norm(tail) == "the" {
                tail += 1;
            }
            let start = tail;
            while tail < start + 4 && joined(tail) {
                tail += 1;
            }
            if tail > start {
                end = tail;
            }
        }
        // A single capital at the start of a sentence is no name: "Forces …", "Resistance in …".
        (end - at >= 2).then_some(end)
    }

    /// "Syrian and Russian forces": a noun of force serves every modifier before "and".
    fn share_heads(&self, found: &mut [Mention]) {
        for n in (1..found.len()).rev() {
            let (Some(next), Some(this)) = (found.get(n), found.get(n - 1)) else { continue };
            let joined = this.end + 1 == next.start && matches!(self.norm(this.end), "and" | "or" | ",");
            let loose = this.end + 2 == next.start && self.norm(this.end) == "and" && self.is(this.end + 1, Role::FILLER);
            let full = next.kind == MentionKind::Full && self.force(next.end.saturating_sub(1));
            if (joined || loose)
                && full
                && this.kind == MentionKind::Modifier
                && let Some(this) = found.get_mut(n - 1)
            {
                this.kind = MentionKind::Full;
            }
        }
        for mention in found.iter_mut().filter(|m| m.kind == MentionKind::Modifier) {
            // "government and allied fighters"
            let after = mention.end;
            if self.norm(after) == "and" && self.is(after + 1, Role::FILLER) && self.force(after + 2) {
                mention.kind = MentionKind::Full;
            }
        }
    }
}

/// A possessive inside a mention belongs to it: "Assad's forces" is not possessive as a whole.
fn continue_possessive(possessive: &mut bool) {
    *possessive = false;
}

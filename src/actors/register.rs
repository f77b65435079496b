//! Every actor and every word that names one.
//!
//! In: `assets/actors/*.toml`, `assets/lexicon/en/control_actors.toml` or text of the same shape. Out: [`Register`], which
//! answers what an id is and which readings a run of words has. Refused: choosing among readings: that needs an article,
//! see [`super::Setting`].

use super::actor::{Actor, ActorId, ActorKind, Alias, Colour, SideId};
use super::source::{ActorRow, Nouns, Roles, States, WarFile};
use super::spelled::{case_of, pieces_of};
use super::words::{Words, words};
use crate::calendar::{Date, DateSpan};
use crate::diagnostic::{Diagnostic, Severity, Stage};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// How words mean an actor; the weaker kinds need help from the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// "Hayat Tahrir al-Sham".
    Name,
    /// "Turkish-backed", before a noun of force; means it only in its countries.
    Backed,
    /// "Zelensky".
    Person,
    /// "rebels", "the army": whoever plays the role in the country the article is about.
    Role,
    /// "rebel", "government" before a noun of force.
    RoleBefore,
    /// "Syrian" before a noun of force.
    Demonym,
    /// "Russia", when it stands where an actor stands.
    Country,
    /// "Moscow", "the Kremlin".
    Capital,
}

/// One reading of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reading {
    /// Index into [`Register::actors`].
    pub actor: usize,
    pub sense: Sense,
    /// Index into the role names, for roles.
    pub role: u16,
    /// Days on which the words mean it.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Where a role is played, when narrower than the actor's countries: index into `countries`.
    pub only_in: u16,
    /// Common nouns all ("pro-government forces"): a name only in its own countries.
    pub common: bool,
}

#[derive(Debug)]
pub(super) struct Entry {
    /// Lower case, split at hyphens, without stops.
    pub pieces: Vec<String>,
    /// Per piece: how the text must be written for it.
    pub case: Vec<Lettering>,
    pub readings: Vec<Reading>,
}

/// How a name must be written to be meant: "IS" in capitals, "Wagner" with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lettering {
    Any,
    Initial,
    Upper,
}

pub(super) const NOWHERE: u16 = u16::MAX;

/// A country's code in one word: equal for equal codes, and for no others of up to eight letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code(u64);

impl Code {
    pub fn of(code: &str) -> Self {
        Self(code.bytes().fold(0, |letters, letter| letters.rotate_left(8) ^ u64::from(letter)))
    }
}

#[derive(Debug, Default)]
pub struct Register {
    pub(super) actors: Vec<Actor>,
    pub(super) by_id: FxHashMap<String, usize>,
    /// First piece → entries, longest first.
    pub(super) entries: FxHashMap<String, Vec<Entry>>,
    pub(super) role_names: Vec<String>,
    pub(super) countries: Vec<String>,
    /// `countries` and those of each actor, as [`Setting`](super::Setting) compares them.
    pub(super) only_in: Vec<Code>,
    pub(super) codes: Vec<Vec<Code>>,
    pub(super) force: FxHashSet<String>,
    pub(super) filler: FxHashSet<String>,
    pub(super) operation: FxHashSet<String>,
    pub(super) member: FxHashSet<String>,
    pub(super) group_name: FxHashSet<String>,
    /// Words → their first piece and the number of their entry among those of that piece; only while the files are read.
    filed: FxHashMap<String, (String, usize)>,
    /// Words of names that many armies bear.
    pub(super) ordinary: FxHashSet<String>,
    /// People under arms: "fighters", "troops".
    pub(super) combatant: FxHashSet<String>,
    /// "faction", "gang", and what makes one of them fight: "armed", "separatist".
    pub(super) group: FxHashSet<String>,
    pub(super) armed: FxHashSet<String>,
    /// People of a group that only its name tells: "Kokang fighters".
    pub(super) band: FxHashSet<String>,
    pub(super) ordinals: FxHashSet<String>,
    pub(super) regular_units: FxHashSet<String>,
    pub(super) days: FxHashSet<String>,
    pub(super) regular_commands: FxHashSet<String>,
    /// Names of those who take places without fighting: parties, companies, offices.
    pub(super) peaceable: FxHashSet<String>,
    /// All of these and the anaphors by single words.
    pub(super) words: Words,
    /// Pieces of an anaphor → kind.
    pub(super) anaphors: Vec<(Vec<String>, AnaphorKind)>,
    /// Sides that gain by each other's gains.
    pub(super) alliances: Vec<Vec<String>>,
    /// First day of the war that an actor's file is about.
    pub(super) began: FxHashMap<usize, Date>,
    /// When an actor was on the ground of a country.
    pub(super) ground: FxHashMap<(usize, String), DateSpan>,
    /// Names that came up on a known day.
    pub(super) named: FxHashMap<usize, Vec<(String, Date)>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnaphorKind {
    Any,
    State,
    NonState,
    Person,
    /// Only whoever speaks: "the army said forces had entered".
    Speaker,
}

macro_rules! war_files {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("../../assets/actors/", $name, ".toml")))),*] };
}

static EMBEDDED: LazyLock<(Register, Vec<Diagnostic>)> = LazyLock::new(|| {
    let wars = war_files![
        "syria",
        "iraq",
        "ukraine",
        "sudan",
        "gaza-lebanon",
        "myanmar",
        "drc",
        "yemen",
        "ethiopia",
        "libya",
        "afghanistan",
        "nagorno-karabakh",
        "sahel",
        "somalia",
        "elsewhere",
        "past-wars",
        "world-war",
        "after-1945-asia",
        "after-1945-africa",
        "after-1945-west",
    ];
    Register::read(
        &wars,
        include_str!("../../assets/actors/roles.toml"),
        include_str!("../../assets/actors/states.toml"),
        include_str!("../../assets/lexicon/en/control_actors.toml"),
    )
});

impl Register {
    /// What the binary carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED.0
    }

    /// Complaints about the embedded files: empty in a sound build.
    #[must_use]
    pub fn embedded_diagnostics() -> &'static [Diagnostic] {
        &EMBEDDED.1
    }

    /// Reads files of the shape of `assets/actors`. A file or row that does not parse costs a diagnostic and nothing else.
    #[must_use]
    pub fn read(wars: &[(&str, &str)], roles: &str, states: &str, nouns: &str) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut complain = |file: &str, error: &str| {
            let message = format!("not understood: {error}. Correct the file; its entries are left out until then.");
            diagnostics.push(Diagnostic::new(Severity::Error, Stage::Claims, file, message));
        };
        let roles: Roles = toml::from_str(roles).map_err(|e| complain("roles.toml", e.message())).unwrap_or_default();
        let states: States = toml::from_str(states).map_err(|e| complain("states.toml", e.message())).unwrap_or_default();
        let nouns: Nouns = toml::from_str(nouns).map_err(|e| complain("control_actors.toml", e.message())).unwrap_or_default();
        let set = |words: Vec<String>| words.into_iter().collect::<FxHashSet<_>>();
        let mut register = Self {
            role_names: roles.role.keys().cloned().collect(),
            alliances: roles.alliance.iter().map(|a| a.sides.clone()).collect(),
            force: set(nouns.force),
            filler: set(nouns.filler),
            operation: set(nouns.operation),
            member: set(nouns.member),
            group_name: set(nouns.group_name),
            ordinary: set(nouns.ordinary),
            combatant: set(nouns.combatant),
            group: set(nouns.group),
            armed: set(nouns.armed),
            band: set(nouns.band),
            ordinals: set(nouns.ordinals),
            regular_units: set(nouns.regular_units),
            days: set(nouns.days),
            regular_commands: set(nouns.regular_commands),
            peaceable: set(nouns.peaceable),
            ..Self::default()
        };
        for group in nouns.anaphor {
            let kind = match group.kind.as_str() {
                "state" => AnaphorKind::State,
                "non-state" => AnaphorKind::NonState,
                "person" => AnaphorKind::Person,
                "speaker" => AnaphorKind::Speaker,
                _ => AnaphorKind::Any,
            };
            register.anaphors.extend(group.words.iter().map(|words| (pieces_of(words), kind)));
        }
        register.anaphors.sort_by_key(|(pieces, _)| std::cmp::Reverse(pieces.len()));
        for (name, text) in wars {
            match toml::from_str::<WarFile>(text) {
                Ok(war) => {
                    for row in &war.actor {
                        register.add(row, &war, &roles);
                    }
                }
                Err(error) => complain(&format!("{name}.toml"), error.message()),
            }
        }
        register.add_states(&states);
        register.filed = FxHashMap::default();
        register.share_common_names();
        register.entries.values_mut().for_each(|entries| entries.sort_by_key(|entry| std::cmp::Reverse(entry.pieces.len())));
        register.words = words(&register);
        register.only_in = register.countries.iter().map(|country| Code::of(country)).collect();
        register.codes = register.actors.iter().map(|actor| actor.countries.iter().map(|country| Code::of(country)).collect()).collect();
        (register, diagnostics)
    }

    /// "Pro-government forces" is what one war calls its army: elsewhere it is whoever plays that role.
    fn share_common_names(&mut self) {
        let role_of = |entries: &FxHashMap<String, Vec<Entry>>, pieces: &[String]| -> Vec<Reading> {
            let (Some((last, before)), Some(first)) = (pieces.split_last(), pieces.first()) else { return Vec::new() };
            if !self.force.contains(last) {
                return Vec::new();
            }
            let same = entries.get(first).into_iter().flatten().filter(|entry| entry.pieces.as_slice() == before);
            let readings = same.flat_map(|entry| &entry.readings).filter(|r| r.sense == Sense::RoleBefore);
            readings.map(|r| Reading { sense: Sense::Role, ..*r }).collect()
        };
        let common = |entry: &Entry| entry.readings.iter().all(|r| r.sense == Sense::Name && r.common);
        let mut shared: Vec<(String, usize, Vec<Reading>)> = Vec::new();
        let mut firsts: Vec<&String> = self.entries.keys().collect();
        firsts.sort_unstable();
        for first in firsts {
            for (at, entry) in self.entries.get(first).into_iter().flatten().enumerate().filter(|(_, entry)| common(entry)) {
                shared.push((first.clone(), at, role_of(&self.entries, &entry.pieces)));
            }
        }
        for (first, at, readings) in shared {
            if let Some(entry) = self.entries.get_mut(&first).and_then(|entries| entries.get_mut(at)) {
                entry.readings.extend(readings);
            }
        }
    }

    fn country(&mut self, code: &str) -> u16 {
        let at = self.countries.iter().position(|c| c == code).unwrap_or_else(|| {
            self.countries.push(code.to_owned());
            self.countries.len() - 1
        });
        u16::try_from(at).unwrap_or(NOWHERE)
    }

    fn role(&self, name: &str) -> u16 {
        self.role_names.iter().position(|r| r == name).and_then(|at| u16::try_from(at).ok()).unwrap_or(NOWHERE)
    }

    fn add(&mut self, row: &ActorRow, war: &WarFile, roles: &Roles) {
        let actor = self.actors.len();
        let countries = if row.countries.is_empty() { war.countries.clone() } else { row.countries.clone() };
        let (from, until) = (day(row.from.as_deref()), day(row.until.as_deref()));
        let base = Reading { actor, sense: Sense::Name, role: NOWHERE, from: None, until: None, only_in: NOWHERE, common: false };
        let dated = Reading { from, until, ..base };
        // "The rebels" of a war are none before it.
        let active = active(row, war);
        let mut aliases = Vec::new();
        for words in &row.names {
            aliases.push(Alias { words: words.clone(), from: None, until: None, generic: false });
            let ordinary = words.contains(' ') && words.split(' ').all(|word| self.ordinary.contains(&word.to_lowercase()));
            let common = ordinary || !words.chars().any(char::is_uppercase);
            self.insert(words, Reading { common, ..dated });
        }
        for words in &row.local {
            aliases.push(Alias { words: words.clone(), from, until, generic: true });
            let (from, until) = (from.or(active.earliest), until.or(active.latest));
            self.insert(words, Reading { common: true, from, until, ..base });
        }
        for words in &row.people {
            aliases.push(Alias { words: words.clone(), from: None, until: None, generic: false });
            self.insert(words, Reading { sense: Sense::Person, ..base });
        }
        for words in &row.before {
            aliases.push(Alias { words: words.clone(), from, until, generic: true });
            self.insert(words, Reading { sense: Sense::Backed, ..dated });
        }
        for words in &row.demonyms {
            aliases.push(Alias { words: words.clone(), from, until, generic: true });
            self.insert(words, Reading { sense: Sense::Demonym, ..dated });
            if let Some(people) = people(words) {
                self.insert(&people, Reading { sense: Sense::Country, ..dated });
            }
        }
        for words in &row.metonyms {
            self.insert(words, Reading { sense: Sense::Country, ..dated });
        }
        for words in &row.capital {
            self.insert(words, Reading { sense: Sense::Capital, ..dated });
        }
        let everywhere = row.roles.iter().map(|role| (role.clone(), None));
        let somewhere = row.roles_in.iter().flat_map(|(country, roles)| roles.iter().map(|r| (r.clone(), Some(country.clone()))));
        let later = row.roles_from.keys().map(|role| (role.clone(), None));
        for (name, country) in everywhere.chain(somewhere).chain(later).collect::<Vec<_>>() {
            let Some(words) = roles.role.get(&name) else { continue };
            let only_in = country.map_or(NOWHERE, |code| self.country(&code));
            let reading = Reading {
                role: self.role(&name),
                only_in,
                from: row.roles_from.get(&name).and_then(|d| day(Some(d))).or(from).or(active.earliest),
                until: row.roles_until.get(&name).and_then(|d| day(Some(d))).or(until).or(active.latest),
                ..dated
            };
            for word in &words.alone {
                self.insert(word, Reading { sense: Sense::Role, ..reading });
            }
            for word in &words.before {
                self.insert(word, Reading { sense: Sense::RoleBefore, ..reading });
            }
        }
        self.by_id.insert(row.id.clone(), actor);
        if let Some(began) = day(war.began.as_deref()) {
            self.began.insert(actor, began);
        }
        let named: Vec<(String, Date)> =
            row.named.iter().filter_map(|(name, since)| day(Some(since)).map(|since| (name.clone(), since))).collect();
        if !named.is_empty() {
            self.named.insert(actor, named);
        }
        for country in &countries {
            let stated = row.ground.get(country).and_then(|span| span.parse::<DateSpan>().ok());
            let war = war
                .countries
                .contains(country)
                .then(|| DateSpan { earliest: day(war.began.as_deref()).max(from), latest: until.or(day(war.ended.as_deref())) });
            if let Some(span) = stated.or(war) {
                self.ground.insert((actor, country.clone()), span);
            }
        }
        self.actors.push(Actor {
            id: ActorId(row.id.clone()),
            name: row.name.clone(),
            side: SideId(row.side.clone().unwrap_or_else(|| row.id.clone())),
            kind: row.kind.unwrap_or(ActorKind::Unknown),
            countries,
            aliases,
            colour: colour(&row.colour),
            colour_safe: colour(&row.colour_safe),
        });
    }

    fn add_states(&mut self, states: &States) {
        // Okabe and Ito's set without black, for states that no reader expects in a given colour.
        const SAFE: [[u8; 3]; 7] =
            [[230, 159, 0], [86, 180, 233], [0, 158, 115], [240, 228, 66], [0, 114, 178], [213, 94, 0], [204, 121, 167]];
        for (n, (row, safe)) in states.states.iter().zip(SAFE.iter().cycle()).enumerate() {
            let [country, id, name, demonym] = row;
            let actor = self.actors.len();
            let base = Reading { actor, sense: Sense::Demonym, role: NOWHERE, from: None, until: None, only_in: NOWHERE, common: false };
            self.insert(demonym, base);
            if let Some(people) = people(demonym) {
                self.insert(&people, Reading { sense: Sense::Country, ..base });
            }
            self.insert(name, Reading { sense: Sense::Country, ..base });
            for army in states.armies.get(id).into_iter().flatten() {
                self.insert(army, Reading { sense: Sense::Name, ..base });
            }
            self.by_id.insert(id.clone(), actor);
            self.actors.push(Actor {
                id: ActorId(id.clone()),
                name: name.clone(),
                side: SideId(id.clone()),
                kind: ActorKind::State,
                countries: vec![country.clone()],
                aliases: vec![Alias { words: demonym.clone(), from: None, until: None, generic: true }],
                colour: Colour([90 + (n % 6) as u8 * 20, 110, 150]),
                colour_safe: Colour(*safe),
            });
        }
    }

    fn insert(&mut self, words: &str, reading: Reading) {
        if !self.filed.contains_key(words) {
            let Some(place) = self.file(words) else { return };
            self.filed.insert(words.to_owned(), place);
        }
        let place = self.filed.get(words);
        let entry = place.and_then(|(first, at)| self.entries.get_mut(first).and_then(|entries| entries.get_mut(*at)));
        // Actors come one after the other.
        if let Some(Entry { readings, .. }) = entry
            && !readings.iter().rev().take_while(|known| known.actor == reading.actor).any(|known| *known == reading)
        {
            readings.push(reading);
        }
    }

    /// Where the entry of these words lies, made if there is none.
    fn file(&mut self, words: &str) -> Option<(String, usize)> {
        let pieces = pieces_of(words);
        let first = pieces.first().cloned()?;
        let case = words.split([' ', '-']).filter(|w| !w.is_empty()).map(case_of).collect::<Vec<_>>();
        let case = if case.len() == pieces.len() { case } else { vec![Lettering::Any; pieces.len()] };
        let entries = self.entries.entry(first.clone()).or_default();
        let at = entries.iter().position(|e| e.pieces == pieces && e.case == case).unwrap_or(entries.len());
        if at == entries.len() {
            entries.push(Entry { pieces, case, readings: Vec::new() });
        }
        Some((first, at))
    }
}

/// "The Russians": a nation as one who acts. Nouns like "the French" are the adjective too and stay out.
fn people(demonym: &str) -> Option<String> {
    let plural = demonym.ends_with(['n', 'i', 'b', 'd', 'k', 't', 'g']) && !demonym.ends_with("ish") && demonym.len() > 3;
    plural.then(|| format!("the {demonym}s"))
}

/// From the first to the last day on which it fought anywhere.
fn active(row: &ActorRow, war: &WarFile) -> DateSpan {
    let ground: Vec<DateSpan> = row.ground.values().filter_map(|span| span.parse().ok()).collect();
    if ground.is_empty() {
        return DateSpan { earliest: day(war.began.as_deref()), latest: day(war.ended.as_deref()) };
    }
    let open = ground.iter().any(|span| span.latest.is_none());
    let latest = ground.iter().filter_map(|span| span.latest).max().filter(|_| !open);
    DateSpan { earliest: ground.iter().filter_map(|span| span.earliest).min(), latest }
}

fn day(text: Option<&str>) -> Option<Date> {
    text.and_then(|t| t.parse().ok())
}

fn colour(text: &str) -> Colour {
    let byte = |at: usize| text.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(128);
    Colour([byte(1), byte(3), byte(5)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_are_sound() {
        assert_eq!(Register::embedded_diagnostics(), &[]);
        assert!(Register::embedded().actors().len() > 120);
    }

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut seen = FxHashSet::default();
        for actor in Register::embedded().actors() {
            assert!(seen.insert(&actor.id.0), "{} twice", actor.id.0);
            assert!(actor.id.0.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", actor.id.0);
        }
    }

    #[test]
    fn a_file_that_does_not_parse_costs_one_diagnostic_and_no_other_file() {
        let (register, diagnostics) = Register::read(&[("bad", "actor = 3"), ("good", "[[actor]]\nid = \"x\"\nname = \"X\"")], "", "", "");
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(register.actors().len(), 1);
    }
}

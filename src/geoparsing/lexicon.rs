//! Cue words of geoparsing, from `assets/lexicon/en/toponyms.toml` and the name lists beside it.
//!
//! In: the embedded files. Out: a word's classes as bits, the kinds a noun speaks of, compass sides. Refused: names of places.

use super::pieces::word_hash;
use crate::gazetteer::PlaceKind;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TOPONYMS: &str = include_str!("../../assets/lexicon/en/toponyms.toml");
const GIVEN_NAMES: &str = include_str!("../../assets/lexicon/en/given-names.txt");
const SURNAMES: &str = include_str!("../../assets/lexicon/en/surnames.txt");

/// What a word may be; a word can be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(pub u32);

macro_rules! classes {
    ($($bit:expr => $name:ident = $key:literal;)*) => {
        impl Classes {
            $(pub const $name: Self = Self(1 << $bit);)*
            const KEYS: &'static [(&'static str, Self)] = &[$(($key, Self::$name)),*];
        }
    };
}

classes! {
    0 => AT = "at_preposition";
    1 => TO = "to_preposition";
    2 => TITLE = "title";
    3 => PERSON_TAIL = "person_tail";
    4 => ORGANISATION = "organisation";
    5 => MEDIA = "media";
    6 => TEAM = "team";
    7 => EVENT = "event";
    8 => VESSEL = "vessel";
    9 => PLACE_TAIL = "place_tail";
    10 => STREET = "street";
    11 => PLACE_HEAD = "place_head";
    12 => KIND_NOUN = "kind_noun";
    13 => COMPASS = "compass";
    14 => MONTH = "month";
    15 => WEEKDAY = "weekday";
    16 => GOVERNMENT_VERB = "government_verb";
    17 => PERSON_VERB = "person_verb";
    18 => RELATION = "relation";
    19 => GIVEN = "given_name";
    20 => SURNAME = "surname";
    21 => SITE = "site";
}

impl Classes {
    pub(super) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[derive(Deserialize)]
struct File {
    classes: BTreeMap<String, Vec<String>>,
    government: Government,
    sites: SiteWords,
    sides: BTreeMap<String, Vec<String>>,
    /// Name → its abbreviations, in the case in which they are written.
    abbreviations: BTreeMap<String, Vec<String>>,
    kinds: BTreeMap<PlaceKind, Vec<String>>,
}

#[derive(Deserialize)]
struct Government {
    seats: Vec<String>,
}

/// Words around the noun of a site, and verbs that take a place.
#[derive(Debug, Default, Deserialize)]
struct SiteWords {
    between: FxHashSet<String>,
    plain: FxHashSet<String>,
    taking: FxHashSet<String>,
    of_a_place: FxHashSet<String>,
    of_ground: FxHashSet<String>,
    going_on: FxHashSet<String>,
    addressing: FxHashSet<String>,
    told_of: FxHashSet<String>,
    another: FxHashSet<String>,
    links: FxHashSet<String>,
}

/// What a word is, in bits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub classes: Classes,
    /// Bit set of the [`PlaceKind`]s that it speaks of.
    pub kinds: u32,
}

#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// By hash of the word; a test rules out that two words share one.
    words: FxHashMap<u32, Word>,
    seats: Vec<String>,
    sites: SiteWords,
    /// Word → `N`, `NE`, …
    sides: FxHashMap<String, String>,
    kinds: FxHashMap<String, Vec<PlaceKind>>,
    abbreviations: FxHashMap<String, String>,
    /// Those of several words, sorted.
    long_abbreviations: Vec<String>,
}

impl Lexicon {
    /// The embedded lexicon; empty if it does not parse, which a test rules out.
    pub(super) fn english() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| toml::from_str::<File>(TOPONYMS).map(Lexicon::from_file).unwrap_or_default());
        &LEXICON
    }

    fn from_file(file: File) -> Self {
        let mut lexicon = Self { seats: file.government.seats, sites: file.sites, ..Self::default() };
        for &(key, class) in Classes::KEYS {
            for word in file.classes.get(key).into_iter().flatten() {
                lexicon.add(word, class);
            }
        }
        for (list, class) in [(GIVEN_NAMES, Classes::GIVEN), (SURNAMES, Classes::SURNAME)] {
            for word in list.lines().map(str::trim).filter(|w| !w.is_empty() && !w.starts_with('#')) {
                lexicon.add(word, class);
            }
        }
        for (side, words) in &file.sides {
            lexicon.sides.extend(words.iter().map(|word| (word.clone(), side.to_uppercase())));
        }
        for (name, short) in &file.abbreviations {
            lexicon.long_abbreviations.extend(short.iter().filter(|short| short.contains(' ')).cloned());
            lexicon.abbreviations.extend(short.iter().map(|short| (short.clone(), name.clone())));
        }
        lexicon.long_abbreviations.sort_unstable();
        for (kind, words) in &file.kinds {
            for word in words {
                lexicon.words.entry(word_hash(word)).or_default().kinds |= 1 << *kind as u32;
                lexicon.kinds.entry(word.clone()).or_default().push(*kind);
            }
        }
        lexicon
    }

    fn add(&mut self, word: &str, class: Classes) {
        let known = self.words.entry(word_hash(word)).or_default();
        known.classes = known.classes.or(class);
    }

    pub(super) fn classes(&self, norm: &str) -> Classes {
        self.word(word_hash(norm)).classes
    }

    /// What the word of this hash is.
    pub(super) fn word(&self, hash: u32) -> Word {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    /// Does an abbreviation of several words begin with these?
    pub(super) fn abbreviation_begins(&self, shown: &str) -> bool {
        let at = self.long_abbreviations.partition_point(|long| long.as_str() < shown);
        self.long_abbreviations.get(at).is_some_and(|long| long.starts_with(shown))
    }

    /// `N`, `NE`, `C` … for a compass word.
    pub(super) fn side(&self, norm: &str) -> Option<&str> {
        self.sides.get(norm).map(String::as_str)
    }

    /// The kinds of place that a noun speaks of ("province", "airport"), or none.
    pub(super) fn kinds(&self, norm: &str) -> &[PlaceKind] {
        self.kinds.get(norm).map_or(&[], Vec::as_slice)
    }

    /// The division that an abbreviation stands for ("Ky." is Kentucky); case matters, "ill." is not Illinois.
    pub(super) fn abbreviated(&self, shown: &str) -> Option<&str> {
        self.abbreviations.get(shown).map(String::as_str)
    }

    /// May the word stand between a site's name and its noun ("air" in "Bagram air base")?
    pub(super) fn is_between(&self, norm: &str) -> bool {
        self.sites.between.contains(norm)
    }

    /// Does the word leave it to the place which site is meant ("the main airport of Aleppo")?
    pub(super) fn is_plain(&self, norm: &str) -> bool {
        self.sites.plain.contains(norm)
    }

    /// Does the verb take a place ("captured")?
    pub(super) fn is_taking(&self, norm: &str) -> bool {
        self.sites.taking.contains(norm)
    }

    /// Does the noun before "of" speak of a place ("residents", "the fall", "north")?
    pub(super) fn is_of_a_place(&self, norm: &str) -> bool {
        self.sites.of_a_place.contains(norm)
    }

    /// Does the noun after a name make it ground ("the Bihac pocket")?
    pub(super) fn is_of_ground(&self, norm: &str) -> bool {
        self.sites.of_ground.contains(norm)
    }

    /// Does a list go on after the adverb ("and finally Sake")?
    pub(super) fn goes_on_a_list(&self, norm: &str) -> bool {
        self.sites.going_on.contains(norm)
    }

    /// Is a seat of government after this verb its government ("accused Ankara")?
    pub(super) fn is_addressing(&self, norm: &str) -> bool {
        self.sites.addressing.contains(norm)
    }

    /// What a place is said to be: "is in our hands", "was under siege".
    pub(super) fn is_told_of(&self, norm: &str) -> bool {
        self.sites.told_of.contains(norm) || self.is_taking(norm)
    }

    /// "the next city": none that was spoken of.
    pub(super) fn is_another(&self, norm: &str) -> bool {
        self.sites.another.contains(norm)
    }

    /// "da", "ez": a small word inside names.
    pub(super) fn links_names(&self, norm: &str) -> bool {
        self.sites.links.contains(norm)
    }

    pub(super) fn is_seat(&self, norm: &str) -> bool {
        self.seats.iter().any(|seat| seat == norm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_is_read_whole() {
        let file: File = toml::from_str(TOPONYMS).unwrap();
        for key in file.classes.keys() {
            assert!(Classes::KEYS.iter().any(|(known, _)| known == key), "unknown class {key}");
        }
        let lexicon = Lexicon::english();
        assert!(lexicon.classes("president").any(Classes::TITLE));
        assert!(lexicon.classes("county").any(Classes::PLACE_TAIL));
        assert!(lexicon.classes("mary").any(Classes::GIVEN));
        assert_eq!(lexicon.side("north-eastern"), Some("NE"));
        assert!(lexicon.kinds("citadel").contains(&PlaceKind::Landmark));
        assert!(lexicon.is_seat("kremlin"));
        let mut all: Vec<&str> = file.classes.values().chain(file.kinds.values()).flatten().map(String::as_str).collect();
        all.extend(GIVEN_NAMES.lines().chain(SURNAMES.lines()).map(str::trim).filter(|w| !w.is_empty() && !w.starts_with('#')));
        all.sort_unstable();
        all.dedup();
        let words = all.len();
        let hashes: std::collections::BTreeSet<u32> = all.into_iter().map(word_hash).collect();
        assert_eq!(hashes.len(), words, "two words share a hash");
    }
}

//! What the gazetteer says of a run of words, in a form that features can use; each name is looked up once an article.

use super::lexicon::Lexicon;
use super::lookup;
use super::pieces::Piece;
use crate::gazetteer::{Gazetteer, Match, PlaceKind, PlaceRef, Scratch};
use rustc_hash::FxHashMap;

/// Signature of words that name nothing.
pub(super) const NONE: u8 = 0;
pub(super) const COUNTRY: u8 = 1;
pub(super) const DEMONYM: u8 = 4;

/// One name and the places that bear it.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// The weightiest bearer, in one small number: see [`signature`].
    pub signature: u8,
    /// Bit set of [`PlaceKind`].
    pub kinds: u32,
    /// How many places bear the name, as a bucket 0–7.
    pub names: u8,
    pub places: Vec<(PlaceRef, Match)>,
    /// The country whose people the word names.
    pub demonym: Option<PlaceRef>,
}

/// Index of the evidence of a known name; 0 is "no name".
pub(super) type Known = u32;

pub(super) struct Names<'g> {
    gazetteer: &'g Gazetteer,
    /// What a name is, and whether longer ones begin with it.
    memo: FxHashMap<u64, (Known, bool)>,
    list: Vec<Evidence>,
    scratch: Scratch,
}

impl<'g> Names<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, memo: FxHashMap::default(), list: vec![Evidence::default()], scratch: Scratch::default() }
    }

    pub(super) fn get(&self, known: Known) -> &Evidence {
        static NOTHING: Evidence = Evidence { signature: NONE, kinds: 0, names: 0, places: Vec::new(), demonym: None };
        self.list.get(known as usize).unwrap_or(&NOTHING)
    }

    /// Looks a name up by its words as written.
    pub(super) fn look_up(&mut self, name: &str) -> Known {
        self.find(u64::from(super::pieces::word_hash(name)) | 1 << 40, || name.to_owned()).0
    }

    /// Looks up the name that these pieces of `text` spell.
    pub(super) fn spelled(&mut self, text: &str, pieces: &[Piece<'_>]) -> Known {
        self.begun(text, pieces).0
    }

    /// The same, and whether some longer name may begin with these words.
    pub(super) fn begun(&mut self, text: &str, pieces: &[Piece<'_>]) -> (Known, bool) {
        let key =
            pieces.iter().fold(pieces.len() as u64, |key, p| (key.rotate_left(23) ^ u64::from(p.hash)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        self.find(key | 1 << 63, || spelling(text, pieces))
    }

    fn find(&mut self, key: u64, name: impl FnOnce() -> String) -> (Known, bool) {
        if let Some(&known) = self.memo.get(&key) {
            return known;
        }
        let (evidence, goes_on) = describe(self.gazetteer, &name(), &mut self.scratch);
        let known = if evidence.signature == NONE {
            0
        } else {
            self.list.push(evidence);
            u32::try_from(self.list.len() - 1).unwrap_or(0)
        };
        self.memo.insert(key, (known, goes_on));
        (known, goes_on)
    }
}

/// The words as one name: as written, with single spaces.
pub(super) fn spelling(text: &str, pieces: &[Piece<'_>]) -> String {
    let mut name = String::new();
    for (n, piece) in pieces.iter().enumerate() {
        if n > 0 && piece.space_before {
            name.push(' ');
        }
        if n > 0 && piece.joined {
            name.push('-');
        }
        name.push_str(text.get(piece.start as usize..piece.end as usize).unwrap_or(piece.norm));
    }
    name
}

/// The evidence, and whether longer names begin so.
fn describe(gazetteer: &Gazetteer, name: &str, scratch: &mut Scratch) -> (Evidence, bool) {
    if name.len() > 120 {
        return (Evidence::default(), false);
    }
    let mut places = lookup::find(gazetteer, name, scratch);
    let goes_on = scratch.goes_on() || gazetteer.demonym_begins(name) || Lexicon::english().abbreviation_begins(name);
    if let Some(division) = Lexicon::english().abbreviated(name) {
        // "Ky.", "B.C.": the division first, whatever else is spelled so.
        let mut meant = lookup::find(gazetteer, division, scratch);
        meant.retain(|&(place, _)| {
            gazetteer.kind(place) == PlaceKind::Admin1 && matches!(gazetteer.country_code(place), "US" | "CA" | "AU")
        });
        places.retain(|p| !meant.iter().any(|m| m.0 == p.0));
        places.splice(0..0, meant);
    }
    // "Aleppos western outskirts": a text that lost its apostrophes; only for names that everybody knows.
    if places.is_empty()
        && let Some(stem) = name.strip_suffix('s').filter(|stem| stem.len() > 4)
    {
        places = lookup::find(gazetteer, stem, scratch);
        places.retain(|&(place, _)| match gazetteer.kind(place) {
            PlaceKind::Country | PlaceKind::Admin1 => true,
            _ => gazetteer.population(place) > 100_000,
        });
    }
    let demonym = lookup::demonym(gazetteer, name);
    let mut kinds = 0_u32;
    let mut largest = 0_u32;
    for &(place, _) in &places {
        let kind = gazetteer.kind(place);
        kinds |= 1 << (kind as u32).min(31);
        if kind == PlaceKind::Settlement {
            largest = largest.max(gazetteer.population(place));
        }
    }
    let names = u8::try_from(places.len().checked_ilog2().map_or(0, |n| n + 1).min(7)).unwrap_or(7);
    (Evidence { signature: signature(kinds, largest, demonym.is_some()), kinds, names, places, demonym }, goes_on)
}

fn signature(kinds: u32, largest: u32, demonym: bool) -> u8 {
    let has = |kind: PlaceKind| kinds & 1 << (kind as u32) != 0;
    let any = |kinds: &[PlaceKind]| kinds.iter().any(|&kind| has(kind));
    use PlaceKind as K;
    if has(K::Country) {
        return COUNTRY;
    }
    if demonym {
        return DEMONYM;
    }
    if any(&[K::Continent, K::Region, K::Sea]) && largest < 500_000 {
        return 2;
    }
    if has(K::Admin1) {
        return 3;
    }
    if has(K::Settlement) {
        return match largest {
            0..=999 => 5,
            1_000..=9_999 => 6,
            10_000..=99_999 => 7,
            100_000..=499_999 => 8,
            _ => 9,
        };
    }
    if has(K::Admin2) {
        return 10;
    }
    if any(&[K::Mountain, K::River, K::Lake, K::Island, K::Road, K::Bridge]) {
        return 11;
    }
    if has(K::Neighbourhood) {
        return 12;
    }
    u8::from(kinds != 0) * 13
}

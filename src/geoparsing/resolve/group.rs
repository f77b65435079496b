//! The names of an article, each with the places it may mean and what the words around it say.

use super::DIVISIONS;
use super::features::kind_class;
use super::ground::log_population;
use crate::gazetteer::{Gazetteer, Match, MatchKind, PlaceKind, PlaceRef};
use crate::geodesy::LatLon;
use crate::geoparsing::evidence::{Names, name_key};
use crate::geoparsing::lexicon::Lexicon;
use crate::geoparsing::pieces::Piece;
use crate::geoparsing::recognise::{Found, Reading};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Most places considered for one name; the most populous and the countries and provinces come first.
const MOST_OPTIONS: usize = 96;

/// How one name stands to another in the words between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::geoparsing) enum Relation {
    /// "Paris, Texas".
    Comma,
    /// "Jassem in Daraa province", "Aleppo's Rashidin", "Kobane (Syria)".
    Inside,
    /// "Madaya, a town near Damascus", "Anjara, west of Aleppo".
    Close,
    /// Next to each other in the text.
    Near,
}

/// A place that a name may mean.
#[derive(Debug, Clone)]
pub(in crate::geoparsing) struct Option_ {
    pub place: PlaceRef,
    pub kind: PlaceKind,
    pub at: LatLon,
    /// Unit vector of `at`.
    pub xyz: [f32; 3],
    pub population: u32,
    /// See [`introduce`].
    pub kin: Kin,
    pub radius_km: f32,
    pub country: u16,
    pub admin1: Option<PlaceRef>,
    pub admin2: Option<PlaceRef>,
    /// The name is spelled as the gazetteer has it.
    pub exact: bool,
    /// It is the place's preferred name.
    pub preferred: bool,
    /// Capital of its country.
    pub capital: bool,
    /// Seat of its division.
    pub seat: bool,
    pub chance: f32,
}

/// What an option is among the other options of its name.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::geoparsing) struct Kin {
    pub log_population: f32,
    /// One of the options is its country; is a first-order division of its country.
    pub country_itself: bool,
    pub admin1_itself: bool,
    /// A settlement, or a division, of its own first-order division bears the name too.
    pub town_twin: bool,
    pub division_twin: bool,
}

/// Tells each option what the others are.
pub(in crate::geoparsing) fn introduce(options: &mut [Option_]) {
    // Few options are countries or divisions; towns are asked for only by those.
    let of_kind = |kind: PlaceKind| -> Vec<u16> { options.iter().filter(|o| o.kind == kind).map(|o| o.country).collect() };
    let (countries, divisions) = (of_kind(PlaceKind::Country), of_kind(PlaceKind::Admin1));
    let in_class =
        |of: &[usize]| -> Vec<PlaceRef> { options.iter().filter(|o| of.contains(&kind_class(o.kind))).filter_map(|o| o.admin1).collect() };
    let divided = in_class(&[1, 2]);
    let towns = if divided.is_empty() { Vec::new() } else { in_class(&[3]) };
    for option in options {
        let twin = |of: &[PlaceRef]| option.admin1.is_some_and(|own| of.contains(&own));
        option.kin = Kin {
            log_population: log_population(option.population),
            country_itself: countries.contains(&option.country),
            admin1_itself: divisions.contains(&option.country),
            town_twin: matches!(kind_class(option.kind), 1 | 2) && twin(&towns),
            division_twin: kind_class(option.kind) == 3 && twin(&divided),
        };
    }
}

#[derive(Debug, Clone)]
pub(in crate::geoparsing) struct Group {
    /// Of its words, see [`name_key`].
    pub key: u64,
    pub name: Arc<str>,
    pub options: Vec<Option_>,
    /// Indices into the found segments.
    pub mentions: Vec<usize>,
    /// Kinds that the words around some mention speak of.
    pub cues: u32,
    /// Containers and neighbours: other groups.
    pub relations: Vec<(usize, Relation)>,
    /// "Syrian": evidence for a country, never a place.
    pub demonym: bool,
    pub largest: u32,
    /// Chance that none of the options is meant.
    pub none: f32,
    /// The user decided: chances stay as they are.
    pub pinned: bool,
    /// Mean score of recognition.
    pub recognised: f32,
}

impl Group {
    pub(super) fn take_chances(&mut self, chances: &[f32]) {
        for (option, &chance) in self.options.iter_mut().zip(chances) {
            option.chance = chance;
        }
        self.none = chances.last().copied().unwrap_or(1.0);
    }

    pub(in crate::geoparsing) fn best(&self) -> Option<&Option_> {
        self.options.iter().max_by(|a, b| a.chance.total_cmp(&b.chance).then(b.place.cmp(&a.place)))
    }
}

pub(in crate::geoparsing) fn country_code(code: &str) -> u16 {
    match code.as_bytes() {
        [a, b, ..] => u16::from(*a) << 8 | u16::from(*b),
        _ => 0,
    }
}

pub(in crate::geoparsing) fn unit_vector(at: LatLon) -> [f32; 3] {
    let (lat, lon) = (at.lat.to_radians(), at.lon.to_radians());
    [(lat.cos() * lon.cos()) as f32, (lat.cos() * lon.sin()) as f32, lat.sin() as f32]
}

pub(in crate::geoparsing) fn option(gazetteer: &Gazetteer, place: PlaceRef, matched: Match) -> Option_ {
    let at = gazetteer.at(place);
    Option_ {
        place,
        kind: gazetteer.kind(place),
        at,
        xyz: unit_vector(at),
        population: gazetteer.population(place),
        kin: Kin::default(),
        radius_km: gazetteer.radius_m(place) as f32 / 1000.0,
        country: country_code(gazetteer.country_code(place)),
        admin1: gazetteer.admin1(place),
        admin2: gazetteer.admin2(place),
        exact: matched.kind == MatchKind::Exact,
        preferred: matched.preferred(),
        capital: gazetteer.is_capital(place),
        seat: gazetteer.is_seat(place),
        chance: 0.0,
    }
}

const fn rank_of(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Country | PlaceKind::Continent => 0,
        PlaceKind::Admin1 => 1,
        PlaceKind::Region | PlaceKind::Sea => 2,
        _ => 3,
    }
}

/// The group of each found segment (`None` where the gazetteer has no such name), and the groups.
pub(in crate::geoparsing) fn gather(
    text: &str,
    reading: &Reading<'_>,
    found: &[Found],
    names: &Names<'_>,
    gazetteer: &Gazetteer,
) -> (Vec<Option<usize>>, Vec<Group>) {
    let mut groups: Vec<Group> = Vec::new();
    // "Idlib province" beside "Idlib" is a second name, not the same one.
    let mut by_name: FxHashMap<(u64, bool), usize> = FxHashMap::default();
    let cued = coordinated(reading, found, found.iter().map(|f| cues(reading, f)).collect());
    let mut member = Vec::with_capacity(found.len());
    for (index, segment) in found.iter().enumerate() {
        if segment.known == 0 {
            member.push(None);
            continue;
        }
        let cues = cued.get(index).copied().unwrap_or(0);
        let key = name_key(reading.pieces.get(segment.start..segment.end).unwrap_or(&[]));
        let group = *by_name.entry((key, cues & DIVISIONS != 0)).or_insert_with(|| {
            groups.push(new_group(text, reading, segment, key, names, gazetteer));
            groups.len() - 1
        });
        member.push(Some(group));
        if let Some(group) = groups.get_mut(group) {
            group.recognised += (segment.score - group.recognised) / (group.mentions.len() + 1) as f32;
            group.mentions.push(index);
            group.cues |= cues;
        }
    }
    relate(reading, found, &member, &mut groups);
    (member, groups)
}

fn new_group(text: &str, reading: &Reading<'_>, segment: &Found, key: u64, names: &Names<'_>, gazetteer: &Gazetteer) -> Group {
    let words = reading.pieces.get(segment.start..segment.end).unwrap_or(&[]);
    let name = crate::geoparsing::evidence::spelling(text, words);
    let evidence = names.get(segment.known);
    let demonym = evidence.demonym.filter(|_| evidence.places.is_empty() || words.len() == 1);
    let options: Vec<Option_> = match demonym {
        Some(country) => bearers(gazetteer, &[(country, Match { kind: MatchKind::Exact, alternate: true })]).into_vec(),
        None => evidence.bearers(gazetteer).to_vec(),
    };
    let largest = options.iter().filter(|o| rank_of(o.kind) == 3).map(|o| o.population).max().unwrap_or(0);
    Group {
        key,
        name: name.into(),
        options,
        mentions: Vec::new(),
        cues: 0,
        relations: Vec::new(),
        demonym: demonym.is_some(),
        largest,
        none: 0.0,
        pinned: false,
        recognised: 0.0,
    }
}

/// The places of a name, all as likely, those of most weight if there are too many.
pub(in crate::geoparsing) fn bearers(gazetteer: &Gazetteer, places: &[(PlaceRef, Match)]) -> Box<[Option_]> {
    let mut options: Vec<Option_> = places.iter().map(|&(place, matched)| option(gazetteer, place, matched)).collect();
    options.sort_by(|a, b| rank_of(a.kind).cmp(&rank_of(b.kind)).then(b.population.cmp(&a.population)).then(a.place.cmp(&b.place)));
    options.truncate(MOST_OPTIONS);
    let even = 1.0 / options.len().max(1) as f32;
    for option in &mut options {
        option.chance = even;
    }
    introduce(&mut options);
    options.into_boxed_slice()
}

/// "Aleppo and Idlib provinces": a kind in the plural speaks of every name that is joined to its own.
fn coordinated(reading: &Reading<'_>, found: &[Found], mut cues: Vec<u32>) -> Vec<u32> {
    for (at, pair) in found.windows(2).enumerate().rev() {
        let [first, second] = pair else { continue };
        let plural = reading.pieces.get(second.end).is_some_and(|p| p.norm.ends_with('s') && p.kinds != 0);
        let carried = cues.get(at + 1).copied().unwrap_or(0);
        let between = reading.pieces.get(first.end..second.start).unwrap_or(&[]);
        let joined = !between.is_empty() && between.len() <= 2 && between.iter().all(|p| matches!(p.norm, "and" | "," | "or" | "&"));
        let list = plural || cues.get(at + 1).is_some_and(|c| c & LISTED != 0);
        if joined
            && list
            && first.sentence == second.sentence
            && let Some(slot) = cues.get_mut(at)
        {
            *slot |= carried | LISTED;
        }
    }
    for cue in &mut cues {
        *cue &= !LISTED;
    }
    cues
}

/// Marks a name in a list whose end carries the kind.
const LISTED: u32 = 1 << 31;

/// "the province of X", "X province", "X County".
fn cues(reading: &Reading<'_>, segment: &Found) -> u32 {
    let sentence = reading.sentences.get(segment.sentence).cloned().unwrap_or(0..0);
    let piece = |at: Option<usize>| at.filter(|at| sentence.contains(at)).and_then(|at| reading.pieces.get(at));
    let norm = |at: Option<usize>| piece(at).map_or("", |p| p.norm);
    let kinds = |at: Option<usize>| piece(at).map_or(0, |p| p.kinds);
    let mut bits = kinds(Some(segment.end));
    if norm(segment.start.checked_sub(1)) == "of" {
        bits |= kinds(segment.start.checked_sub(2));
    } else {
        // "the town Ariha", but not "the city, Aleppo".
        bits |= kinds(segment.start.checked_sub(1));
    }
    if segment.end - segment.start > 1 {
        bits |= kinds(segment.end.checked_sub(1));
    }
    bits
}

/// Finds containers and neighbours from the words between consecutive names.
fn relate(reading: &Reading<'_>, found: &[Found], member: &[Option<usize>], groups: &mut [Group]) {
    for (n, (first, a)) in found.iter().zip(member).enumerate() {
        for (second, b) in found.iter().zip(member).skip(n + 1).take(2) {
            let (Some(a), Some(b)) = (*a, *b) else { continue };
            if a == b || second.start < first.end || second.start - first.end > 25 {
                continue;
            }
            let between = reading.pieces.get(first.end..second.start).unwrap_or(&[]);
            let (holder, held, relation) = match words(between, &mut [""; 5]) {
                [","] => (b, a, Relation::Comma),
                ["(", ..] if between.len() == 1 => (b, a, Relation::Comma),
                ["in"] | [",", "in"] | ["in", "the"] | ["of"] | [_, "in"] | [_, "of"] | ["in", _] | ["in", "the", _] => {
                    (b, a, Relation::Inside)
                }
                [.., "near" | "outside"] if between.len() <= 6 && !between.iter().any(|p| matches!(p.norm, "and" | "from")) => {
                    (b, a, Relation::Close)
                }
                [.., "in"] if between.len() <= 5 && !between.iter().any(|p| matches!(p.norm, "and" | "from")) => (b, a, Relation::Inside),
                [.., side, "of"] if between.len() <= 5 && Lexicon::english().side(side).is_some() => (b, a, Relation::Close),
                ["including"] | [",", "including"] | ["such", "as"] => (a, b, Relation::Inside),
                ["'s", ..] if between.len() <= 4 => (a, b, Relation::Inside),
                _ => (b, a, Relation::Near),
            };
            link(groups, held, holder, relation);
            if relation == Relation::Near {
                link(groups, holder, held, relation);
            }
        }
    }
}

/// The first few words, in `held`.
fn words<'h, 'a>(pieces: &[Piece<'a>], held: &'h mut [&'a str; 5]) -> &'h [&'a str] {
    for (slot, piece) in held.iter_mut().zip(pieces) {
        *slot = piece.norm;
    }
    held.get(..pieces.len().min(5)).unwrap_or(&[])
}

fn link(groups: &mut [Group], from: usize, to: usize, relation: Relation) {
    if let Some(group) = groups.get_mut(from)
        && group.relations.len() < 12
        && !group.relations.contains(&(to, relation))
    {
        group.relations.push((to, relation));
    }
}

//! The gazetteer as the other rooms see it: layers of indices under one numbering.

use super::fold::Folding;
use super::format::{self, ABBREVIATED, ARTICLE, COUNTRY_ARTICLES, EXACT, POSTING_SHIFT, PREFERRED, Section, TRANSLITERATED};
use super::index::{Index, Record};
use super::standing::Standing;
use super::{Place, PlaceKind, PlaceRef};
use crate::geodesy::LatLon;
use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

/// How a spelling met a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// The same but for case, marks, apostrophes, stops and hyphens.
    Exact,
    /// The same after folding: "St" for "Saint", or another romanisation ("al-Rashideen" for "Rashidin").
    Folded,
    /// One letter off (never the first), for names of more than six letters that meet nothing better.
    Corrected,
}

/// A better match is a smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Match {
    pub kind: MatchKind,
    /// It met an alternate name, not the preferred one.
    pub alternate: bool,
}

impl Match {
    #[must_use]
    pub const fn preferred(self) -> bool {
        !self.alternate
    }
}

/// Level of a key that met the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Exact,
    Abbreviated,
    /// Whether the text had an Arabic article that the key lacks.
    Transliterated {
        article: bool,
    },
}

#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub index: Index,
    /// Number of its first place.
    pub base: u32,
    /// For a user's layer: what each place lies in, in the layers below.
    pub divisions: Vec<Divisions>,
}

/// What a place of a user's layer lies in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Divisions {
    pub admin1: Option<PlaceRef>,
    pub admin2: Option<PlaceRef>,
    pub parent: Option<PlaceRef>,
}

/// Places, their names, and where they lie. Cheap to share by reference; nothing in it changes after loading.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    /// The embedded one first.
    pub(super) layers: Vec<Layer>,
    pub(super) folding: Folding,
    /// Places that a user's layer replaces, and by which; sorted.
    pub(super) replaced: Vec<(PlaceRef, PlaceRef)>,
    /// Found out on the first question.
    pub(super) standing: OnceLock<Standing>,
    edition: Edition,
}

/// Tells one content of a gazetteer from another: clones share it until one of them takes in another layer.
#[derive(Debug, Clone, Default)]
pub struct Edition(Arc<()>);

impl PartialEq for Edition {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Gazetteer {
    /// What the binary carries; well under a millisecond.
    #[must_use]
    pub fn embedded() -> Self {
        let mut gazetteer = Self {
            layers: Vec::new(),
            folding: Folding::embedded(),
            replaced: Vec::new(),
            standing: OnceLock::new(),
            edition: Edition::default(),
        };
        gazetteer.push_layer(Index::open(EMBEDDED), Vec::new());
        gazetteer
    }

    pub(super) fn push_layer(&mut self, index: Option<Index>, divisions: Vec<Divisions>) {
        let base = self.len() as u32;
        self.standing = OnceLock::new();
        self.edition = Edition::default();
        self.layers.extend(index.map(|index| Layer { index, base, divisions }));
    }

    /// Changes whenever the content does; what was worked out from another edition holds no longer.
    #[must_use]
    pub const fn edition(&self) -> &Edition {
        &self.edition
    }

    /// How many layers there are: the embedded one and the user's.
    #[must_use]
    pub const fn layers(&self) -> usize {
        self.layers.len()
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.index.len()).sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every place that bears the name, best match first, then most people. Corrections only when nothing else fits.
    #[must_use]
    pub fn candidates(&self, name: &str) -> Vec<(PlaceRef, Match)> {
        let exact = self.folding.exact(name);
        let mut found = Vec::new();
        if exact.is_empty() {
            return found;
        }
        let ascii = exact.is_ascii();
        let abbreviated = if ascii { self.folding.abbreviated(&exact) } else { String::new() };
        let (transliterated, article) = if ascii { self.folding.transliterated(&exact) } else { (String::new(), false) };
        for (number, layer) in self.layers.iter().enumerate() {
            let names = layer.index.names();
            for (key, level) in
                [(&exact, Level::Exact), (&abbreviated, Level::Abbreviated), (&transliterated, Level::Transliterated { article })]
            {
                if let Some(value) = names.get(key) {
                    self.hits_into(number, value.value(), level, &mut found);
                }
            }
        }
        if found.is_empty() && ascii {
            self.corrections_into(&exact, &transliterated, &mut found);
        }
        self.rank(&mut found);
        found
    }

    /// Places behind a key that was met at a level.
    pub(super) fn hits_into(&self, layer: usize, value: u64, level: Level, found: &mut Vec<(PlaceRef, Match)>) {
        let Some(layer) = self.layers.get(layer) else { return };
        let (flag, kind) = match level {
            Level::Exact => (EXACT, MatchKind::Exact),
            Level::Abbreviated => (ABBREVIATED, MatchKind::Folded),
            Level::Transliterated { .. } => (TRANSLITERATED, MatchKind::Folded),
        };
        for posting in layer.index.postings(value).filter(|posting| posting & flag != 0) {
            if let Level::Transliterated { article } = level
                && article != (posting & ARTICLE != 0)
                && !self.articles_are_loose(layer, posting >> POSTING_SHIFT)
            {
                continue;
            }
            let place = self.current(PlaceRef(layer.base + (posting >> POSTING_SHIFT)));
            found.push((place, Match { kind, alternate: posting & PREFERRED == 0 }));
        }
    }

    /// The place that stands for this one now: a user's row may have taken its place.
    pub(super) fn current(&self, mut place: PlaceRef) -> PlaceRef {
        while let Ok(at) = self.replaced.binary_search_by_key(&place, |(ours, _)| *ours)
            && let Some((_, theirs)) = self.replaced.get(at)
            && *theirs > place
        {
            place = *theirs;
        }
        place
    }

    pub(super) fn is_replaced(&self, place: PlaceRef) -> bool {
        !self.replaced.is_empty() && self.replaced.binary_search_by_key(&place, |(ours, _)| *ours).is_ok()
    }

    /// Places that bear exactly this name.
    pub(super) fn exact_places(&self, name: &str) -> Vec<(PlaceRef, Match)> {
        let key = self.folding.exact(name);
        let mut found = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            if let Some(value) = layer.index.names().get(&key) {
                self.hits_into(number, value.value(), Level::Exact, &mut found);
            }
        }
        found
    }

    /// Arabic articles come and go only where names are Arabic: "Al Gore" is not the town of Gore.
    fn articles_are_loose(&self, layer: &Layer, number: u32) -> bool {
        let country = layer.index.record(number).country();
        match country.checked_sub(1) {
            None => true,
            Some(nth) => layer.index.country(nth).is_some_and(|country| country.flags() & COUNTRY_ARTICLES != 0),
        }
    }

    /// One entry a place, its best; then best match, most people.
    pub(super) fn rank(&self, found: &mut Vec<(PlaceRef, Match)>) {
        if found.len() < 2 {
            return;
        }
        found.sort_unstable();
        found.dedup_by_key(|(place, _)| *place);
        found.sort_by_cached_key(|&(place, matched)| (matched, Reverse(self.weight(place)), place));
    }

    /// People, for ranking: a division named like its seat is the rarer meaning of the bare name.
    fn weight(&self, place: PlaceRef) -> u32 {
        let divisor = if matches!(self.kind(place), PlaceKind::Admin1 | PlaceKind::Admin2) { 4 } else { 1 };
        self.population(place) / divisor
    }

    fn layer_of(&self, place: PlaceRef) -> Option<(&Layer, u32)> {
        let layer = self.layers.iter().rev().find(|layer| layer.base <= place.0)?;
        Some((layer, place.0 - layer.base))
    }

    fn with<'a, T: Default>(&'a self, place: PlaceRef, read: impl FnOnce(&'a Index, Record<'a>) -> T) -> T {
        self.layer_of(place).map_or_else(T::default, |(layer, number)| read(&layer.index, layer.index.record(number)))
    }

    /// All that is known of one place, copied out.
    #[must_use]
    pub fn place(&self, place: PlaceRef) -> Place {
        let code = |of: Option<PlaceRef>| of.map(|division| self.code(division).to_owned()).unwrap_or_default();
        Place {
            id: self.id(place),
            name: self.name(place).to_owned(),
            at: self.at(place),
            kind: self.kind(place),
            country: self.country_code(place).to_owned(),
            admin1: code(self.admin1(place)),
            admin2: code(self.admin2(place)),
            population: self.population(place),
            radius_m: self.radius_m(place),
            source: self.source(place).to_owned(),
            confidence: self.confidence(place).to_owned(),
        }
    }

    #[must_use]
    pub fn id(&self, place: PlaceRef) -> String {
        self.with(place, |index, record| index.id(record).into_owned())
    }

    /// The preferred name.
    #[must_use]
    pub fn name(&self, place: PlaceRef) -> &str {
        self.with(place, |index, record| index.name(record))
    }

    #[must_use]
    pub fn at(&self, place: PlaceRef) -> LatLon {
        self.layer_of(place).map_or(LatLon::new(0.0, 0.0), |(layer, number)| layer.index.record(number).at())
    }

    #[must_use]
    pub fn kind(&self, place: PlaceRef) -> PlaceKind {
        self.layer_of(place).map_or(PlaceKind::Other, |(layer, number)| PlaceKind::from_code(layer.index.record(number).kind()))
    }

    #[must_use]
    pub fn population(&self, place: PlaceRef) -> u32 {
        self.with(place, |_, record| record.population())
    }

    #[must_use]
    pub fn radius_m(&self, place: PlaceRef) -> u32 {
        self.with(place, |_, record| record.radius_m())
    }

    /// ISO 3166-1 alpha-2, or "".
    #[must_use]
    pub fn country_code(&self, place: PlaceRef) -> &str {
        self.with(place, |index, record| record.country().checked_sub(1).and_then(|nth| index.country(nth)).map_or("", |c| c.code()))
    }

    /// Where the row came from, in words fit to show.
    #[must_use]
    pub fn source(&self, place: PlaceRef) -> &str {
        self.with(place, |index, record| index.source(record))
    }

    #[must_use]
    pub fn confidence(&self, place: PlaceRef) -> &'static str {
        self.with(place, |_, record| format::CONFIDENCES.get(record.confidence()).copied().unwrap_or("low"))
    }

    /// GeoNames code of a division such as `SY.09`, else "".
    #[must_use]
    pub fn code(&self, place: PlaceRef) -> &str {
        self.with(place, |index, record| index.code(record))
    }

    /// It is the capital of its country.
    #[must_use]
    pub fn is_capital(&self, place: PlaceRef) -> bool {
        self.with(place, |_, record| record.flags() & format::CAPITAL != 0)
    }

    /// It is the seat of its first- or second-order division.
    #[must_use]
    pub fn is_seat(&self, place: PlaceRef) -> bool {
        self.with(place, |_, record| record.is_seat())
    }

    /// The first-order division it lies in (itself, if it is one).
    #[must_use]
    pub fn admin1(&self, place: PlaceRef) -> Option<PlaceRef> {
        self.division(place, Section::Admin1, |record| record.admin1(), |links| links.admin1)
    }

    /// The second-order division it lies in (itself, if it is one).
    #[must_use]
    pub fn admin2(&self, place: PlaceRef) -> Option<PlaceRef> {
        self.division(place, Section::Admin2, |record| record.admin2(), |links| links.admin2)
    }

    fn division(
        &self,
        place: PlaceRef,
        section: Section,
        of: impl Fn(Record<'_>) -> usize,
        of_links: impl Fn(&Divisions) -> Option<PlaceRef>,
    ) -> Option<PlaceRef> {
        let (layer, number) = self.layer_of(place)?;
        if let Some(links) = layer.divisions.get(number as usize) {
            return of_links(links);
        }
        let nth = of(layer.index.record(number)).checked_sub(1)?;
        layer.index.number(section, nth).map(|number| PlaceRef(layer.base + number))
    }

    /// The place of the gazetteer that it is part of or belongs to: a quarter's city, an air base's town.
    #[must_use]
    pub fn parent(&self, place: PlaceRef) -> Option<PlaceRef> {
        let (layer, number) = self.layer_of(place)?;
        if let Some(links) = layer.divisions.get(number as usize) {
            return links.parent.map(|parent| self.current(parent));
        }
        layer.index.parent(number).map(|parent| self.current(PlaceRef(layer.base + parent)))
    }

    /// The division with this GeoNames code, such as `SY.09`.
    #[must_use]
    pub fn division_by_code(&self, code: &str) -> Option<PlaceRef> {
        let index = self.embedded_index()?;
        let list = match code.matches('.').count() {
            1 => Section::Admin1,
            2 => Section::Admin2,
            _ => return None,
        };
        let (mut low, mut high) = (0, index.section(list).len() / 4);
        while low < high {
            let middle = low.midpoint(high);
            let number = index.number(list, middle)?;
            match index.code(index.record(number)).cmp(code) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(PlaceRef(number)),
            }
        }
        None
    }

    /// What it lies in, from the nearest up: second-order division, first-order division, country; never itself.
    pub fn parents(&self, place: PlaceRef) -> impl Iterator<Item = PlaceRef> + use<> {
        let country = self.country(self.country_code(place));
        [self.admin2(place), self.admin1(place), country].into_iter().flatten().filter(move |parent| *parent != place)
    }

    /// The country with this ISO code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<PlaceRef> {
        let index = self.embedded_index()?;
        index.country(index.country_index(code)?)?.place().map(PlaceRef)
    }

    /// The seat of government of this ISO code.
    #[must_use]
    pub fn capital(&self, code: &str) -> Option<PlaceRef> {
        let index = self.embedded_index()?;
        index.country(index.country_index(code)?)?.capital().map(PlaceRef)
    }

    /// ISO codes of the countries that border on this one.
    pub fn neighbours(&self, code: &str) -> impl Iterator<Item = &str> {
        let index = self.embedded_index();
        let country = index.and_then(|index| index.country(index.country_index(code)?));
        let list = index.zip(country).map_or("", |(index, country)| index.string(country.neighbours()));
        list.split('|').filter(|code| !code.is_empty())
    }

    /// ISO codes of all countries, in order.
    pub fn country_codes(&self) -> impl Iterator<Item = &str> {
        self.embedded_index().into_iter().flat_map(|index| index.countries().map(|country| country.code()))
    }

    /// The country whose people or adjective this is: "Syrian", "Ukrainians", "Dutch".
    #[must_use]
    pub fn demonym(&self, word: &str) -> Option<&str> {
        self.demonym_begins(word).0
    }

    /// The same; and may a demonym of several words ("Central African") begin with these?
    #[must_use]
    pub fn demonym_begins(&self, words: &str) -> (Option<&str>, bool) {
        let Some(index) = self.embedded_index() else { return (None, false) };
        let demonyms = index.demonyms();
        let (mut node, mut output) = (demonyms.root(), 0);
        for byte in self.folding.exact(words).bytes() {
            let Some(nth) = node.find_input(byte) else { return (None, false) };
            let transition = node.transition(nth);
            output += transition.out.value();
            node = demonyms.node(transition.addr);
        }
        let nth = node.is_final().then(|| output + node.final_output().value());
        (nth.and_then(|nth| index.country(nth as usize)).map(|country| country.code()), !node.is_empty())
    }

    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<PlaceRef> {
        // A user's row with the id of ours replaces ours.
        self.layers.iter().rev().find_map(|layer| layer.index.by_id(id).map(|number| PlaceRef(layer.base + number)))
    }

    /// Places whose point lies within `km`, nearest first, with the distance in kilometres.
    #[must_use]
    pub fn near(&self, point: LatLon, km: f64) -> Vec<(PlaceRef, f64)> {
        let reach_deg = (km / 110.5).min(180.0);
        let (south, north) = ((point.lat - reach_deg).max(-90.0), (point.lat + reach_deg).min(89.999_999));
        let widest = south.abs().max(north.abs()).min(89.0).to_radians().cos();
        let reach_lon = (reach_deg / widest).min(180.0);
        let columns = (reach_lon * 2.0).ceil().min(359.0) as i32;
        let mut found = Vec::new();
        let mut lat = south.floor();
        while lat <= north {
            for column in 0..=columns {
                let cell = format::cell_of(lat, point.lon - reach_lon + f64::from(column));
                for layer in &self.layers {
                    found.extend(layer.index.cell(cell).filter_map(|number| {
                        let at = layer.index.record(number).at();
                        // Outside the box that the cells were chosen by; told without trigonometry.
                        let away = (at.lon - point.lon).abs();
                        if (at.lat - point.lat).abs() > reach_deg || away.min(360.0 - away) > reach_lon {
                            return None;
                        }
                        let distance = point.distance_km(at);
                        let place = PlaceRef(layer.base + number);
                        (distance <= km && !self.is_replaced(place)).then_some((place, distance))
                    }));
                }
            }
            lat += 1.0;
        }
        found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        found.dedup_by_key(|(place, _)| *place);
        found
    }

    pub(super) fn embedded_index(&self) -> Option<&Index> {
        self.layers.first().map(|layer| &layer.index)
    }
}

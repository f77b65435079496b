//! Rows of places → the bytes of an index (see `format`). Shared with the build script.
//!
//! In: rows whose references (`admin1`, `admin2`, `parent`) are row numbers, and countries. Out: bytes, the same for the
//! same rows. Refused: judging rows; whoever calls has merged and cleaned them.

use super::fold::Folding;
use super::format::*;
use fst::MapBuilder;
use rustc_hash::FxHashMap;

/// A place before it has its number.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// As `Place::id`.
    pub id: String,
    /// Preferred name.
    pub name: String,
    /// Name to show where the preferred one would mislead ("Idlib Governorate" beside the city); "" for the preferred one.
    pub shown: String,
    /// Other names, the preferred one not needed.
    pub names: Vec<String>,
    /// GeoNames code of a division, else "".
    pub code: String,
    pub lat: f64,
    pub lon: f64,
    /// Index into [`KINDS`].
    pub kind: u8,
    /// ISO code or "".
    pub country: String,
    pub population: u32,
    pub radius_m: u32,
    pub admin1: Option<usize>,
    pub admin2: Option<usize>,
    pub parent: Option<usize>,
    /// Index into the sources handed to [`write`].
    pub source: u8,
    /// Index into [`CONFIDENCES`].
    pub confidence: u8,
    pub flags: u16,
}

#[derive(Debug, Clone, Default)]
pub struct CountryRow {
    pub code: String,
    pub place: Option<usize>,
    pub capital: Option<usize>,
    pub flags: u16,
    /// ISO codes parted by `|`.
    pub neighbours: String,
    pub demonyms: Vec<String>,
}

/// Population over which a place is completed from one or two letters.
const LARGE: u32 = 50_000;

/// The index of `rows`; `countries` must be sorted by code and is what `Row::country` names.
///
/// # Errors
/// Only if an fst cannot be built, which sorted keys never cause.
pub fn write(rows: &[Row], countries: &[CountryRow], sources: &[String], folding: &Folding) -> Result<Vec<u8>, fst::Error> {
    let order = place_order(rows);
    let mut place_of = vec![0_u32; rows.len()];
    for (place, &row) in order.iter().enumerate() {
        if let Some(slot) = place_of.get_mut(row) {
            *slot = place as u32;
        }
    }
    let place = |row: usize| place_of.get(row).copied().unwrap_or_default();
    let placed: Vec<&Row> = order.iter().filter_map(|&row| rows.get(row)).collect();

    let mut strings = Strings::default();
    let source_offsets: Vec<u32> = sources.iter().map(|text| strings.put(text, None)).collect();
    let (admin1, admin1_numbers) = divisions(rows, |row| row.admin1);
    let (admin2, admin2_numbers) = divisions(rows, |row| row.admin2);

    let mut records = Vec::with_capacity(placed.len() * RECORD_BYTES);
    let mut cells = vec![0_u32; CELLS + 1];
    let mut parents = Vec::new();
    for (number, row) in placed.iter().enumerate() {
        let code = (!row.code.is_empty()).then_some(row.code.as_str());
        let number_of = |list: &FxHashMap<usize, u16>, of: Option<usize>| of.and_then(|row| list.get(&row)).copied().unwrap_or(0);
        let country = countries.binary_search_by(|c| c.code.as_str().cmp(&row.country)).map_or(0, |at| at as u8 + 1);
        let (scheme, id) = match geonames_number(&row.id) {
            Some(id) => (SCHEME_GEONAMES, id),
            None => (SCHEME_STRING, strings.put(&row.id, None)),
        };
        let flags = row.flags | if code.is_some() { HAS_CODE } else { 0 };
        let shown = if row.shown.is_empty() { &row.name } else { &row.shown };
        put_u32(&mut records, strings.put(shown, code));
        put_u32(&mut records, (row.lat * 1e6).round() as i32 as u32);
        put_u32(&mut records, (row.lon * 1e6).round() as i32 as u32);
        put_u32(&mut records, row.population);
        put_u32(&mut records, id);
        for half in [
            row.radius_m.div_ceil(RADIUS_UNIT_M).min(u32::from(u16::MAX)) as u16,
            number_of(&admin1_numbers, row.admin1),
            number_of(&admin2_numbers, row.admin2),
        ] {
            records.extend_from_slice(&half.to_le_bytes());
        }
        records.extend_from_slice(&[country, row.kind, row.source, row.confidence << 1 | scheme]);
        records.extend_from_slice(&flags.to_le_bytes());
        if let Some(end) = cells.get_mut(cell_of(row.lat, row.lon) + 1) {
            *end = number as u32 + 1;
        }
        if let Some(parent) = row.parent {
            put_u32(&mut parents, number as u32);
            put_u32(&mut parents, place(parent));
        }
    }
    let mut last = 0;
    for cell in &mut cells {
        last = last.max(*cell);
        *cell = last;
    }

    let (names, postings) = names(&placed, countries, folding)?;
    let mut large: Vec<u32> = (0..placed.len() as u32)
        .filter(|&n| placed.get(n as usize).is_some_and(|row| row.population >= LARGE || row.kind <= 1 || row.flags & CAPITAL != 0))
        .collect();
    large.sort_by_key(|&n| (std::cmp::Reverse(placed.get(n as usize).map_or(0, |row| row.population)), n));

    let mut country_bytes = Vec::new();
    for country in countries {
        let mut code = country.code.bytes();
        country_bytes.extend([code.next().unwrap_or(b'?'), code.next().unwrap_or(b'?')]);
        country_bytes.extend(country.flags.to_le_bytes());
        put_u32(&mut country_bytes, country.place.map_or(0, |row| place(row) + 1));
        put_u32(&mut country_bytes, country.capital.map_or(0, |row| place(row) + 1));
        put_u32(&mut country_bytes, strings.put(&country.neighbours, None));
    }

    let list = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let of_rows = |list_of: &[usize]| list(&list_of.iter().map(|&row| place(row)).collect::<Vec<_>>());
    let sections: [Vec<u8>; SECTIONS] = [
        records,
        strings.bytes,
        names,
        postings,
        list(&cells),
        list(&by_id(&placed)),
        of_rows(&admin1),
        of_rows(&admin2),
        country_bytes,
        parents,
        demonyms(countries, folding)?,
        list(&source_offsets),
        list(&large),
    ];
    let mut bytes = MAGIC.to_vec();
    let mut offset = MAGIC.len() + SECTIONS * 8;
    for section in &sections {
        put_u32(&mut bytes, offset as u32);
        put_u32(&mut bytes, section.len() as u32);
        offset += section.len().next_multiple_of(8);
    }
    for section in &sections {
        bytes.extend_from_slice(section);
        bytes.resize(bytes.len().next_multiple_of(8), 0);
    }
    Ok(bytes)
}

/// Row numbers by cell, then falling population, then id.
pub fn place_order(rows: &[Row]) -> Vec<usize> {
    // Most places have no population: their ids are compared by the first letters before the rest.
    let mut order: Vec<(usize, u32, u128, &str, usize)> = rows
        .iter()
        .enumerate()
        .map(|(number, row)| (cell_of(row.lat, row.lon), u32::MAX - row.population, head_of(row.id.as_bytes()), row.id.as_str(), number))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(.., number)| number).collect()
}

/// The distinct rows that `of` names, by code, and their numbers from 1.
fn divisions(rows: &[Row], of: impl Fn(&Row) -> Option<usize>) -> (Vec<usize>, FxHashMap<usize, u16>) {
    let mut list: Vec<usize> = rows.iter().filter_map(of).collect();
    list.sort_unstable_by_key(|&division| (rows.get(division).map_or("", |row| row.code.as_str()), division));
    list.dedup();
    list.truncate(usize::from(u16::MAX));
    let numbers = list.iter().enumerate().map(|(nth, &division)| (division, nth as u16 + 1)).collect();
    (list, numbers)
}

/// A key in the arena, with the place that it leads to.
#[derive(Clone, Copy)]
struct Entry {
    /// The first sixteen bytes, big-endian: most comparisons end here.
    head: u128,
    start: u32,
    length: u32,
    posting: u32,
}

/// The first sixteen bytes as a number that sorts as they do.
fn head_of(bytes: &[u8]) -> u128 {
    let mut head = [0; 16];
    head.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    u128::from_be_bytes(head)
}

/// All keys in one string: a million small ones would cost more to allocate than to sort.
#[derive(Default)]
struct Keys {
    arena: String,
    entries: Vec<Entry>,
}

impl Keys {
    /// Files what was appended to the arena since `start`.
    fn file(&mut self, start: usize, posting: u32) {
        let Some(key) = self.arena.as_bytes().get(start..) else { return };
        let (head, length) = (head_of(key), key.len() as u32);
        self.entries.push(Entry { head, start: start as u32, length, posting });
    }

    fn key(&self, entry: Entry) -> &[u8] {
        let start = entry.start as usize;
        self.arena.as_bytes().get(start..start + entry.length as usize).unwrap_or_default()
    }
}

/// Every key of every name → fst and posting lists.
fn names(placed: &[&Row], countries: &[CountryRow], folding: &Folding) -> Result<(Vec<u8>, Vec<u8>), fst::Error> {
    let mut keys = Keys::default();
    keys.entries.reserve(placed.len() * 6);
    let mut exact = String::new();
    for (number, row) in placed.iter().enumerate() {
        let country = countries.binary_search_by(|c| c.code.as_str().cmp(&row.country)).ok().and_then(|at| countries.get(at));
        // A region over several countries is spelled in all their ways.
        let transliterated = country.is_none_or(|c| c.flags & COUNTRY_TRANSLITERATED != 0);
        for (nth, name) in std::iter::once(&row.name).chain(&row.names).enumerate() {
            let base = (number as u32) << POSTING_SHIFT | if nth == 0 || *name == row.shown { PREFERRED } else { 0 };
            exact.clear();
            folding.exact_into(name, &mut exact);
            if exact.is_empty() {
                continue;
            }
            let start = keys.arena.len();
            if exact.is_ascii() {
                let flags = if transliterated {
                    let article = folding.transliterated_into(&exact, &mut keys.arena);
                    TRANSLITERATED | if article { ARTICLE } else { 0 }
                } else {
                    folding.abbreviated_into(&exact, &mut keys.arena);
                    ABBREVIATED
                };
                if keys.arena.len() - start > 2 {
                    keys.file(start, base | flags);
                }
            }
            let start = keys.arena.len();
            keys.arena.push_str(&exact);
            keys.file(start, base | EXACT);
        }
    }
    let mut entries = std::mem::take(&mut keys.entries);
    entries.sort_unstable_by(|a, b| {
        let same_head = || keys.key(*a).cmp(keys.key(*b)).then(a.posting.cmp(&b.posting));
        a.head.cmp(&b.head).then_with(same_head)
    });
    let mut builder = MapBuilder::memory();
    let mut postings: Vec<u8> = Vec::new();
    let mut list: Vec<u32> = Vec::new();
    for same_key in entries.chunk_by(|a, b| a.head == b.head && keys.key(*a) == keys.key(*b)) {
        let Some(first) = same_key.first() else { continue };
        // One posting a place; the levels of its names join.
        list.clear();
        for posting in same_key.iter().map(|entry| entry.posting) {
            match list.last_mut() {
                Some(last) if *last >> POSTING_SHIFT == posting >> POSTING_SHIFT => *last = join(*last, posting),
                _ => list.push(posting),
            }
        }
        let value = match list.as_slice() {
            [one] => u64::from(*one) << 1 | 1,
            _ => {
                let rank = |posting: &u32| {
                    let row = placed.get((*posting >> POSTING_SHIFT) as usize);
                    (*posting & PREFERRED == 0, std::cmp::Reverse(row.map_or(0, |row| row.population)), *posting)
                };
                list.sort_by_key(rank);
                let at = postings.len() / 4;
                put_u32(&mut postings, list.len() as u32);
                list.iter().for_each(|posting| put_u32(&mut postings, *posting));
                (at as u64) << 1
            }
        };
        builder.insert(keys.key(*first), value)?;
    }
    Ok((builder.into_inner()?, postings))
}

/// Two postings of one place under one key. The article counts only if every transliterated name under the key has it.
fn join(a: u32, b: u32) -> u32 {
    let article = if (a & TRANSLITERATED == 0) == (b & TRANSLITERATED == 0) { a & b & ARTICLE } else { (a | b) & ARTICLE };
    (a | b) & !ARTICLE | article
}

fn demonyms(countries: &[CountryRow], folding: &Folding) -> Result<Vec<u8>, fst::Error> {
    let mut entries: Vec<(String, u64)> = countries
        .iter()
        .enumerate()
        .flat_map(|(n, country)| country.demonyms.iter().map(move |word| (folding.exact(word), n as u64)))
        .filter(|(key, _)| !key.is_empty())
        .collect();
    entries.sort();
    entries.dedup_by(|a, b| a.0 == b.0);
    let mut builder = MapBuilder::memory();
    for (key, country) in entries {
        builder.insert(key, country)?;
    }
    builder.into_inner()
}

fn by_id(placed: &[&Row]) -> Vec<u32> {
    let mut order: Vec<(bool, u32, &str, u32)> = placed
        .iter()
        .enumerate()
        .map(|(n, row)| match geonames_number(&row.id) {
            Some(number) => (false, number, "", n as u32),
            None => (true, 0, row.id.as_str(), n as u32),
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(.., n)| n).collect()
}

/// The number in `gn:170063`, if the id is that and nothing else.
#[must_use]
pub fn geonames_number(id: &str) -> Option<u32> {
    let digits = id.strip_prefix("gn:")?;
    (digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')).then(|| digits.parse().ok())?
}

#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
}

impl Strings {
    fn put(&mut self, text: &str, code: Option<&str>) -> u32 {
        let at = self.bytes.len() as u32;
        for text in std::iter::once(text).chain(code) {
            let mut end = text.len().min(usize::from(u16::MAX));
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.bytes.extend((end as u16).to_le_bytes());
            self.bytes.extend(text.bytes().take(end));
        }
        at
    }
}

fn put_u32(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

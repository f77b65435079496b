//! One index, read where it lies: records, names, cells (see `format`).
//!
//! In: the bytes that `write` made. Out: cheap accessors by record number. Refused: bytes of another format; a damaged
//! offset answers with nothing rather than with a panic.

use super::format::{COUNTRY_BYTES, HAS_CODE, MAGIC, RECORD_BYTES, SCHEME_GEONAMES, SEAT_ADMIN1, SEAT_ADMIN2, SECTIONS, Section};
use crate::geodesy::LatLon;
use fst::raw::Fst;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

type Bytes = Cow<'static, [u8]>;

/// One layer of the gazetteer.
#[derive(Clone)]
pub(super) struct Index {
    bytes: Bytes,
    sections: [(usize, usize); SECTIONS],
    names: Fst<Bytes>,
    demonyms: Fst<Bytes>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("places", &self.len()).field("names", &self.names.len()).finish()
    }
}

impl Index {
    /// `None` if these are not the bytes of an index of this version.
    pub fn open(bytes: impl Into<Bytes>) -> Option<Self> {
        let bytes: Bytes = bytes.into();
        if bytes.get(..MAGIC.len())? != MAGIC {
            return None;
        }
        let mut sections = [(0, 0); SECTIONS];
        for (n, section) in sections.iter_mut().enumerate() {
            let at = MAGIC.len() + n * 8;
            let (offset, length) = (u32_at(&bytes, at)? as usize, u32_at(&bytes, at + 4)? as usize);
            bytes.get(offset..offset.checked_add(length)?)?;
            *section = (offset, offset + length);
        }
        let part = |section: Section| -> Option<Bytes> {
            let &(from, to) = sections.get(section as usize)?;
            match &bytes {
                Cow::Borrowed(all) => all.get(from..to).map(Cow::Borrowed),
                Cow::Owned(all) => all.get(from..to).map(|part| Cow::Owned(part.to_vec())),
            }
        };
        let names = Fst::new(part(Section::Names)?).ok()?;
        let demonyms = Fst::new(part(Section::Demonyms)?).ok()?;
        Some(Self { bytes, sections, names, demonyms })
    }

    pub fn section(&self, section: Section) -> &[u8] {
        self.sections.get(section as usize).and_then(|&(from, to)| self.bytes.get(from..to)).unwrap_or_default()
    }

    pub const fn names(&self) -> &Fst<Bytes> {
        &self.names
    }

    pub const fn demonyms(&self) -> &Fst<Bytes> {
        &self.demonyms
    }

    pub fn len(&self) -> usize {
        self.section(Section::Records).len() / RECORD_BYTES
    }

    pub fn record(&self, number: u32) -> Record<'_> {
        let at = (number as usize).saturating_mul(RECORD_BYTES);
        let bytes = self.section(Section::Records).get(at..at.saturating_add(RECORD_BYTES)).unwrap_or(&[0; RECORD_BYTES]);
        Record { bytes }
    }

    /// All records by number.
    pub fn records(&self) -> impl ExactSizeIterator<Item = Record<'_>> {
        self.section(Section::Records).chunks_exact(RECORD_BYTES).map(|bytes| Record { bytes })
    }

    pub fn number(&self, section: Section, at: usize) -> Option<u32> {
        u32_at(self.section(section), at.checked_mul(4)?)
    }

    /// The string at an offset, and where it ends.
    fn string_and_end(&self, at: u32) -> (&str, usize) {
        let strings = self.section(Section::Strings);
        let at = at as usize;
        let length = u16_at(strings, at).unwrap_or_default() as usize;
        let text = strings.get(at + 2..at + 2 + length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        (text.unwrap_or_default(), at + 2 + length)
    }

    pub fn string(&self, at: u32) -> &str {
        self.string_and_end(at).0
    }

    pub fn name(&self, record: Record<'_>) -> &str {
        self.string(record.u32(0))
    }

    /// GeoNames code of a division, else "".
    pub fn code(&self, record: Record<'_>) -> &str {
        if record.flags() & HAS_CODE == 0 {
            return "";
        }
        let (_, end) = self.string_and_end(record.u32(0));
        self.string(end as u32)
    }

    pub fn source(&self, record: Record<'_>) -> &str {
        self.number(Section::Sources, usize::from(record.byte(28))).map_or("", |at| self.string(at))
    }

    pub fn id(&self, record: Record<'_>) -> Cow<'_, str> {
        if record.scheme() == SCHEME_GEONAMES { Cow::Owned(format!("gn:{}", record.u32(16))) } else { self.string(record.u32(16)).into() }
    }

    pub fn by_id(&self, id: &str) -> Option<u32> {
        let wanted = super::write::geonames_number(id);
        let ids = self.section(Section::Ids);
        let (mut low, mut high) = (0, ids.len() / 4);
        while low < high {
            let middle = low.midpoint(high);
            let number = self.number(Section::Ids, middle)?;
            let record = self.record(number);
            let order = match (record.scheme() == SCHEME_GEONAMES, wanted) {
                (true, Some(wanted)) => record.u32(16).cmp(&wanted),
                (true, None) => Ordering::Less,
                (false, Some(_)) => Ordering::Greater,
                (false, None) => self.string(record.u32(16)).cmp(id),
            };
            match order {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(number),
            }
        }
        None
    }

    /// Postings behind a value of the names fst.
    pub fn postings(&self, value: u64) -> Postings<'_> {
        if value & 1 == 1 {
            return Postings { one: Some((value >> 1) as u32), many: &[] };
        }
        let postings = self.section(Section::Postings);
        let at = ((value >> 1) as usize).saturating_mul(4);
        let count = u32_at(postings, at).unwrap_or_default() as usize;
        Postings { one: None, many: postings.get(at + 4..at + 4 + count.saturating_mul(4)).unwrap_or_default() }
    }

    pub fn cell(&self, cell: usize) -> Range<u32> {
        let from = self.number(Section::Cells, cell).unwrap_or_default();
        from..self.number(Section::Cells, cell + 1).unwrap_or(from)
    }

    pub fn countries(&self) -> impl ExactSizeIterator<Item = CountryRecord<'_>> {
        self.section(Section::Countries).chunks_exact(COUNTRY_BYTES).map(|bytes| CountryRecord { bytes })
    }

    pub fn country(&self, nth: usize) -> Option<CountryRecord<'_>> {
        let at = nth.checked_mul(COUNTRY_BYTES)?;
        self.section(Section::Countries).get(at..at + COUNTRY_BYTES).map(|bytes| CountryRecord { bytes })
    }

    pub fn country_index(&self, code: &str) -> Option<usize> {
        let countries = self.section(Section::Countries);
        let (mut low, mut high) = (0, countries.len() / COUNTRY_BYTES);
        while low < high {
            let middle = low.midpoint(high);
            match self.country(middle)?.code().cmp(code) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    pub fn parent(&self, number: u32) -> Option<u32> {
        let parents = self.section(Section::Parents);
        let (mut low, mut high) = (0, parents.len() / 8);
        while low < high {
            let middle = low.midpoint(high);
            match u32_at(parents, middle * 8)?.cmp(&number) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return u32_at(parents, middle * 8 + 4),
            }
        }
        None
    }
}

/// Fields of one place, not copied.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    bytes: &'a [u8],
}

impl Record<'_> {
    fn u32(self, at: usize) -> u32 {
        u32_at(self.bytes, at).unwrap_or_default()
    }

    fn byte(self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    pub fn at(self) -> LatLon {
        let degrees = |at: usize| f64::from(self.u32(at).cast_signed()) / 1e6;
        LatLon::new(degrees(4), degrees(8))
    }

    pub fn population(self) -> u32 {
        self.u32(12)
    }

    pub fn radius_m(self) -> u32 {
        u32::from(u16_at(self.bytes, 20).unwrap_or_default()) * super::format::RADIUS_UNIT_M
    }

    /// Index into the list of first-order divisions, from 1; 0 is none.
    pub fn admin1(self) -> usize {
        usize::from(u16_at(self.bytes, 22).unwrap_or_default())
    }

    pub fn admin2(self) -> usize {
        usize::from(u16_at(self.bytes, 24).unwrap_or_default())
    }

    /// Index into the countries, from 1; 0 is none.
    pub fn country(self) -> usize {
        usize::from(self.byte(26))
    }

    pub fn kind(self) -> u8 {
        self.byte(27)
    }

    pub fn confidence(self) -> usize {
        usize::from(self.byte(29) >> 1)
    }

    fn scheme(self) -> u8 {
        self.byte(29) & 1
    }

    pub fn flags(self) -> u16 {
        u16_at(self.bytes, 30).unwrap_or_default()
    }

    /// Seat of its first- or second-order division.
    pub fn is_seat(self) -> bool {
        self.flags() & (SEAT_ADMIN1 | SEAT_ADMIN2) != 0
    }
}

#[derive(Clone, Copy)]
pub(super) struct CountryRecord<'a> {
    bytes: &'a [u8],
}

impl<'a> CountryRecord<'a> {
    pub fn code(self) -> &'a str {
        self.bytes.get(..2).and_then(|code| std::str::from_utf8(code).ok()).unwrap_or_default()
    }

    pub fn flags(self) -> u16 {
        u16_at(self.bytes, 2).unwrap_or_default()
    }

    pub fn place(self) -> Option<u32> {
        u32_at(self.bytes, 4)?.checked_sub(1)
    }

    pub fn capital(self) -> Option<u32> {
        u32_at(self.bytes, 8)?.checked_sub(1)
    }

    pub fn neighbours(self) -> u32 {
        u32_at(self.bytes, 12).unwrap_or_default()
    }
}

/// Postings of one key, best first.
#[derive(Clone)]
pub(super) struct Postings<'a> {
    one: Option<u32>,
    many: &'a [u8],
}

impl Iterator for Postings<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if let Some(one) = self.one.take() {
            return Some(one);
        }
        let (first, rest) = self.many.split_first_chunk::<4>()?;
        self.many = rest;
        Some(u32::from_le_bytes(*first))
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

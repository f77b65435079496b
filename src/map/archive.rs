//! Reads tiles out of a PMTiles version 3 archive.
//!
//! In: the archive's bytes through [`ByteSource`]. Out: a tile's bytes, decompressed, or the nearest ancestor's with which
//! a viewer overzooms. Refused: other versions, brotli and zstd; each with an error that says so. Any bytes are safe:
//! lengths are checked, decompression and recursion are bounded.
//!
//! Format: <https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>.

use super::tile_id::TileId;
use crate::geodesy::BoundingBox;
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;
use std::sync::OnceLock;

/// Bytes by position: an embedded archive, or a file that the window opened.
pub trait ByteSource: Send + Sync {
    /// Exactly `length` bytes from `offset`, or why not.
    ///
    /// # Errors
    /// Words for the user when the range cannot be read.
    fn read(&self, offset: u64, length: usize) -> Result<Cow<'_, [u8]>, String>;
}

impl ByteSource for &'static [u8] {
    fn read(&self, offset: u64, length: usize) -> Result<Cow<'_, [u8]>, String> {
        usize::try_from(offset)
            .ok()
            .and_then(|start| self.get(start..start.checked_add(length)?))
            .map(Cow::Borrowed)
            .ok_or_else(|| "it ends too early".to_owned())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    #[error("not a PMTiles archive of version 3")]
    NotAnArchive,
    #[error("the archive cannot be read: {0}")]
    Read(String),
    #[error("the archive is compressed in a way that is not supported ({0}); gzip and none are")]
    Compression(u8),
    #[error("the archive is damaged: {0}")]
    Damaged(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileKind {
    Vector,
    Png,
    Jpeg,
    Webp,
    /// Unknown to the format as we know it.
    Other(u8),
}

/// The parts of the 127-byte header that a viewer needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Header {
    pub kind: TileKind,
    pub min_zoom: u8,
    pub max_zoom: u8,
    pub bounds: BoundingBox,
    root: (u64, u64),
    metadata: (u64, u64),
    leaves: (u64, u64),
    tiles: (u64, u64),
    directory_compression: u8,
    tile_compression: u8,
}

const HEADER_LENGTH: usize = 127;
/// No directory or tile of an honest archive is larger, packed or unpacked.
const MAX_PART: u64 = 64 << 20;
/// The format allows one level of leaves in practice; a loop would go on for ever.
const MAX_DEPTH: u8 = 4;

#[derive(Debug, Clone, Copy)]
struct Entry {
    first: u64,
    offset: u64,
    length: u32,
    /// Tiles in a row with the same content; 0 for a leaf directory.
    run: u32,
}

type Directory = Vec<Entry>;

/// Tile bytes with the address they belong to: the tile asked for, or an ancestor of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundTile {
    pub id: TileId,
    pub bytes: Vec<u8>,
}

/// An opened archive. Directories are decoded once; look-ups need no lock and no clock.
pub struct Archive {
    source: Box<dyn ByteSource>,
    header: Header,
    root: Directory,
    /// Beside each root entry, its leaf once it was needed.
    leaves: Vec<OnceLock<Directory>>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("header", &self.header).finish_non_exhaustive()
    }
}

impl Archive {
    /// # Errors
    /// When the header or the root directory is not what the format says.
    pub fn open(source: impl ByteSource + 'static) -> Result<Self, ArchiveError> {
        let source: Box<dyn ByteSource> = Box::new(source);
        let header = Header::parse(&source.read(0, HEADER_LENGTH).map_err(|_| ArchiveError::NotAnArchive)?)?;
        let root = read_directory(source.as_ref(), &header, header.root.0, header.root.1)?;
        let leaves = root.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { source, header, root, leaves })
    }

    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The archive's own JSON metadata (name, attribution, vector layers).
    ///
    /// # Errors
    /// When it cannot be read or is no JSON.
    pub fn metadata(&self) -> Result<serde_json::Value, ArchiveError> {
        let (offset, length) = self.header.metadata;
        let bytes = read_part(self.source.as_ref(), offset, length, self.header.directory_compression)?;
        serde_json::from_slice(&bytes).map_err(|_| ArchiveError::Damaged("its metadata is no JSON"))
    }

    /// The credit line that the archive's maker asks for, as plain text without markup.
    #[must_use]
    pub fn attribution(&self) -> String {
        let metadata = self.metadata().unwrap_or_default();
        let line = metadata.get("attribution").and_then(serde_json::Value::as_str).unwrap_or("");
        let mut plain = String::new();
        let mut in_tag = false;
        for c in line.chars() {
            match c {
                '<' => in_tag = true,
                '>' if in_tag => in_tag = false,
                c if !in_tag => plain.push(c),
                _ => {}
            }
        }
        plain.replace("&copy;", "©").replace("&amp;", "&")
    }

    /// One tile's bytes, decompressed; `None` if the archive has none there.
    ///
    /// # Errors
    /// When its directory or its bytes cannot be read.
    pub fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, ArchiveError> {
        let Some(entry) = self.entry(id.number())? else { return Ok(None) };
        let offset = self.header.tiles.0.checked_add(entry.offset).ok_or(ArchiveError::Damaged("a tile lies beyond its end"))?;
        read_part(self.source.as_ref(), offset, u64::from(entry.length), self.header.tile_compression).map(Some)
    }

    /// The tile, or its nearest ancestor that the archive holds, for overzooming; `None` if it holds no ancestor either.
    ///
    /// # Errors
    /// As [`Self::tile`].
    pub fn tile_or_ancestor(&self, id: TileId) -> Result<Option<FoundTile>, ArchiveError> {
        let mut at = Some(id);
        while let Some(id) = at {
            if (self.header.min_zoom..=self.header.max_zoom).contains(&id.z)
                && let Some(bytes) = self.tile(id)?
            {
                return Ok(Some(FoundTile { id, bytes }));
            }
            at = id.parent().filter(|parent| parent.z >= self.header.min_zoom);
        }
        Ok(None)
    }

    fn entry(&self, number: u64) -> Result<Option<Entry>, ArchiveError> {
        let Some(index) = find(&self.root, number) else { return Ok(None) };
        let (Some(&entry), Some(leaf)) = (self.root.get(index), self.leaves.get(index)) else { return Ok(None) };
        if entry.run > 0 {
            return Ok(covers(entry, number).then_some(entry));
        }
        if leaf.get().is_none() {
            let directory = self.leaf(entry)?;
            // Another thread may have been faster; both decoded the same.
            let _ = leaf.set(directory);
        }
        match leaf.get() {
            Some(directory) => self.entry_below(directory, number),
            None => Ok(None),
        }
    }

    fn entry_below(&self, leaf: &Directory, number: u64) -> Result<Option<Entry>, ArchiveError> {
        let mut found = find(leaf, number).and_then(|index| leaf.get(index).copied());
        for _ in 0..MAX_DEPTH {
            match found {
                Some(entry) if entry.run > 0 => return Ok(covers(entry, number).then_some(entry)),
                Some(entry) => {
                    let deeper = self.leaf(entry)?;
                    found = find(&deeper, number).and_then(|index| deeper.get(index).copied());
                }
                None => return Ok(None),
            }
        }
        Err(ArchiveError::Damaged("its directories nest too deep"))
    }

    fn leaf(&self, entry: Entry) -> Result<Directory, ArchiveError> {
        let offset = self.header.leaves.0.checked_add(entry.offset).ok_or(ArchiveError::Damaged("a directory lies beyond its end"))?;
        read_directory(self.source.as_ref(), &self.header, offset, u64::from(entry.length))
    }
}

/// Index of the last entry that starts at or before `number`.
fn find(directory: &Directory, number: u64) -> Option<usize> {
    directory.partition_point(|entry| entry.first <= number).checked_sub(1)
}

fn covers(entry: Entry, number: u64) -> bool {
    number - entry.first < u64::from(entry.run)
}

impl Header {
    fn parse(bytes: &[u8]) -> Result<Self, ArchiveError> {
        if bytes.len() < HEADER_LENGTH || bytes.get(..8) != Some(b"PMTiles\x03") {
            return Err(ArchiveError::NotAnArchive);
        }
        let long = |at: usize| {
            bytes.get(at..at + 8).and_then(|part| part.try_into().ok()).map(u64::from_le_bytes).ok_or(ArchiveError::NotAnArchive)
        };
        let degrees = |at: usize| {
            bytes
                .get(at..at + 4)
                .and_then(|part| part.try_into().ok())
                .map(|part| f64::from(i32::from_le_bytes(part)) / 1e7)
                .ok_or(ArchiveError::NotAnArchive)
        };
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
        Ok(Self {
            root: (long(8)?, long(16)?),
            metadata: (long(24)?, long(32)?),
            leaves: (long(40)?, long(48)?),
            tiles: (long(56)?, long(64)?),
            directory_compression: byte(97),
            tile_compression: byte(98),
            kind: match byte(99) {
                1 => TileKind::Vector,
                2 => TileKind::Png,
                3 => TileKind::Jpeg,
                4 => TileKind::Webp,
                other => TileKind::Other(other),
            },
            min_zoom: byte(100),
            max_zoom: byte(101).min(super::tile_id::MAX_ZOOM),
            bounds: BoundingBox { west: degrees(102)?, south: degrees(106)?, east: degrees(110)?, north: degrees(114)? },
        })
    }
}

fn read_part(source: &dyn ByteSource, offset: u64, length: u64, compression: u8) -> Result<Vec<u8>, ArchiveError> {
    if length > MAX_PART {
        return Err(ArchiveError::Damaged("a part is impossibly large"));
    }
    let length = usize::try_from(length).map_err(|_| ArchiveError::Damaged("a part is impossibly large"))?;
    let packed = source.read(offset, length).map_err(ArchiveError::Read)?;
    match compression {
        1 => Ok(packed.into_owned()),
        2 => {
            let mut bytes = Vec::with_capacity(length.saturating_mul(3).min(1 << 20));
            let read = MultiGzDecoder::new(packed.as_ref()).take(MAX_PART).read_to_end(&mut bytes);
            read.map_err(|_| ArchiveError::Damaged("a part cannot be decompressed"))?;
            Ok(bytes)
        }
        other => Err(ArchiveError::Compression(other)),
    }
}

fn read_directory(source: &dyn ByteSource, header: &Header, offset: u64, length: u64) -> Result<Directory, ArchiveError> {
    let bytes = read_part(source, offset, length, header.directory_compression)?;
    parse_directory(&bytes).ok_or(ArchiveError::Damaged("a directory ends too early"))
}

/// Four columns of variable-length numbers: first tile (as steps), run, length, offset (0: right after the last).
fn parse_directory(bytes: &[u8]) -> Option<Directory> {
    let mut input = bytes.iter();
    let count = usize::try_from(varint(&mut input)?).ok()?;
    // Each entry takes four bytes at least.
    if count > bytes.len() / 4 {
        return None;
    }
    let mut entries = Vec::with_capacity(count);
    let mut first = 0_u64;
    for _ in 0..count {
        first = first.checked_add(varint(&mut input)?)?;
        entries.push(Entry { first, offset: 0, length: 0, run: 0 });
    }
    for entry in &mut entries {
        entry.run = u32::try_from(varint(&mut input)?).ok()?;
    }
    for entry in &mut entries {
        entry.length = u32::try_from(varint(&mut input)?).ok()?;
    }
    let mut next = 0_u64;
    for entry in &mut entries {
        entry.offset = match varint(&mut input)? {
            0 => next,
            offset => offset - 1,
        };
        next = entry.offset.checked_add(u64::from(entry.length))?;
    }
    Some(entries)
}

fn varint<'a>(input: &mut impl Iterator<Item = &'a u8>) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *input.next()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::assets;
    use super::*;
    use crate::geodesy::LatLon;
    use proptest::prelude::*;

    #[derive(Clone)]
    struct Bytes(Vec<u8>);
    impl ByteSource for Bytes {
        fn read(&self, offset: u64, length: usize) -> Result<Cow<'_, [u8]>, String> {
            let start = usize::try_from(offset).map_err(|_| String::new())?;
            let end = start.checked_add(length).ok_or("far")?;
            self.0.get(start..end).map(Cow::Borrowed).ok_or_else(|| "short".to_owned())
        }
    }

    #[test]
    fn the_embedded_archives_open_and_say_what_they_hold() {
        for (bytes, kind, min, max) in [
            (assets::BASEMAP_CORE, TileKind::Vector, 0, 9),
            (assets::BASEMAP_OSM, TileKind::Vector, 5, 9),
            (assets::RELIEF, TileKind::Jpeg, 0, 7),
        ] {
            let archive = Archive::open(bytes).unwrap();
            assert_eq!((archive.header().kind, archive.header().min_zoom, archive.header().max_zoom), (kind, min, max));
            assert!(!archive.attribution().is_empty());
        }
    }

    #[test]
    fn a_street_in_aleppo_is_overzoomed_from_the_deepest_tile() {
        let archive = Archive::open(assets::BASEMAP_CORE).unwrap();
        let aleppo = TileId::containing(LatLon::new(36.2, 37.16).into(), 15);
        let found = archive.tile_or_ancestor(aleppo).unwrap().unwrap();
        assert_eq!(found.id.z, 9);
        assert!(aleppo.part_of(found.id).is_some());
        assert!(archive.tile(aleppo).unwrap().is_none());
    }

    #[test]
    fn outside_the_detailed_region_the_world_tiles_serve() {
        let archive = Archive::open(assets::BASEMAP_CORE).unwrap();
        let lima = TileId::containing(LatLon::new(-12.0, -77.0).into(), 9);
        assert_eq!(archive.tile_or_ancestor(lima).unwrap().unwrap().id.z, 6);
    }

    #[test]
    fn other_files_are_refused_by_name_of_the_trouble() {
        assert_eq!(Archive::open(b"".as_slice()).unwrap_err(), ArchiveError::NotAnArchive);
        assert_eq!(Archive::open(Bytes(vec![b'x'; 4000])).unwrap_err(), ArchiveError::NotAnArchive);
        let mut old = assets::BASEMAP_CORE[..2000].to_vec();
        old[7] = 2;
        assert_eq!(Archive::open(Bytes(old)).unwrap_err(), ArchiveError::NotAnArchive);
        let mut brotli = assets::BASEMAP_CORE[..20_000].to_vec();
        brotli[97] = 3;
        assert_eq!(Archive::open(Bytes(brotli)).unwrap_err(), ArchiveError::Compression(3));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn damaged_archives_never_panic(
            cut in 127..40_000_usize, hits in proptest::collection::vec((0..40_000_usize, any::<u8>()), 0..12), z in 0..12_u8, x in 0..4096_u32, y in 0..4096_u32,
        ) {
            let mut bytes = assets::BASEMAP_CORE[..cut].to_vec();
            for (at, byte) in hits {
                if let Some(slot) = bytes.get_mut(at) { *slot = byte; }
            }
            if let Ok(archive) = Archive::open(Bytes(bytes)) {
                let id = TileId { z, x: x % (1 << z), y: y % (1 << z) };
                let _ = archive.tile_or_ancestor(id);
                let _ = archive.attribution();
            }
        }

        #[test]
        fn any_directory_bytes_parse_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_directory(&bytes);
        }
    }
}

//! The user's own archive of tiles, read from disk piece by piece.

use crate::map::archive::{Archive, ByteSource, TileKind};
use crate::wording::map as say;
use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// An open file; reads take turns.
struct Bytes(Mutex<File>);

impl ByteSource for Bytes {
    fn read(&self, offset: u64, length: usize) -> Result<Cow<'_, [u8]>, String> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = vec![0; length];
        file.seek(SeekFrom::Start(offset)).and_then(|_| file.read_exact(&mut bytes)).map_err(|error| error.to_string())?;
        Ok(Cow::Owned(bytes))
    }
}

/// # Errors
/// Why it cannot be drawn and what to do, as the end of a sentence that begins with the file's name.
pub fn open(path: &Path) -> Result<Archive, String> {
    const REMEDY: &str = say::archive_remedy();
    let file = File::open(path).map_err(|error| say::archive_unopened(error, REMEDY))?;
    let archive = Archive::open(Bytes(Mutex::new(file))).map_err(|error| say::archive_undrawn(error, REMEDY))?;
    match archive.header().kind {
        TileKind::Vector | TileKind::Png | TileKind::Jpeg => Ok(archive),
        TileKind::Webp => Err(say::archive_of_webp(REMEDY)),
        TileKind::Other(kind) => Err(say::archive_of_unknown_kind(kind, REMEDY)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::assets;

    #[test]
    fn an_archive_on_disk_is_read_as_the_embedded_one_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relief.pmtiles");
        crate::export::write_atomically(&path, assets::RELIEF).unwrap();
        let (disk, memory) = (open(&path).unwrap(), Archive::open(assets::RELIEF).unwrap());
        assert_eq!(disk.header(), memory.header());
        let tile = crate::map::TileId::containing(crate::geodesy::LatLon::new(36.2, 37.1).into(), 6);
        assert_eq!(disk.tile(tile).unwrap(), memory.tile(tile).unwrap());
    }

    #[test]
    fn what_is_no_archive_is_refused_with_a_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.pmtiles");
        crate::export::write_atomically(&path, b"not tiles").unwrap();
        for (path, why) in [(path, "not a PMTiles archive"), (folder.path().join("gone.pmtiles"), "cannot be opened")] {
            let refusal = open(&path).unwrap_err();
            assert!(refusal.contains(why) && refusal.contains("Choose a PMTiles archive"), "{refusal}");
        }
    }
}

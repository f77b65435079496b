//! Gzip and zip, undone. A zip reader of sixty lines over `flate2` serves the one-file archives of GeoNames; a crate for
//! encryption, ZIP64 and writing would not earn its build time.

use super::Report;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use std::borrow::Cow;
use std::io::Read;

/// More than the largest country file.
const MOST_BYTES: u64 = 1 << 30;
/// Text of places packs to a fifth; what unpacks to a hundredfold and more than this is a bomb.
const FREE_BYTES: u64 = 32 << 20;
const MOST_RATIO: u64 = 100;

/// How many bytes the whole archive may still give, all its files together: entries may share one piece of data.
struct Budget(u64);

impl Budget {
    const fn of(packed: usize) -> Self {
        let most = FREE_BYTES.saturating_add((packed as u64).saturating_mul(MOST_RATIO));
        Self(if most < MOST_BYTES { most } else { MOST_BYTES })
    }

    /// Reads to the end or to the bound. What was read before damage or bound is still used.
    fn read(&mut self, packed: impl Read, what: &str, report: &mut Report) -> Vec<u8> {
        let mut out = Vec::new();
        if packed.take(self.0 + 1).read_to_end(&mut out).is_err() {
            report.whole(&format!("the {what} is damaged; only what came before the damage is read. Fetch the file again."));
        }
        if out.len() as u64 > self.0 {
            out.truncate(usize::try_from(self.0).unwrap_or(usize::MAX));
            report.whole(&format!(
                "the {what} unpacks to more than a file of places can; only its beginning is read. Unpack it and add the file inside."
            ));
        }
        self.0 -= out.len() as u64;
        out
    }
}

/// What files of places are called inside an archive; pictures and notes lie beside them.
const ENDINGS: [&str; 7] = ["txt", "csv", "tsv", "tab", "kml", "geojson", "json"];

/// A file inside an archive, and its name there.
pub(super) struct Entry<'a> {
    pub name: String,
    pub bytes: Cow<'a, [u8]>,
}

impl<'a> Entry<'a> {
    const fn whole(bytes: Cow<'a, [u8]>) -> Self {
        Self { name: String::new(), bytes }
    }
}

/// The files inside, or the bytes themselves.
pub(super) fn unpack<'a>(bytes: &'a [u8], report: &mut Report) -> Vec<Entry<'a>> {
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return vec![Entry::whole(Cow::Owned(Budget::of(bytes.len()).read(MultiGzDecoder::new(bytes), "gzip data", report)))];
    }
    if bytes.starts_with(b"PK") {
        return unzip(bytes, report);
    }
    vec![Entry::whole(Cow::Borrowed(bytes))]
}

/// Entries of a zip archive (APPNOTE 4.3), read by its central directory.
fn unzip<'a>(bytes: &'a [u8], report: &mut Report) -> Vec<Entry<'a>> {
    let mut files = Vec::new();
    let tail = bytes.len().saturating_sub(66_000);
    let end = bytes.get(tail..).unwrap_or_default().windows(4).rposition(|four| four == b"PK\x05\x06").map(|at| tail + at);
    let Some(end) = end else {
        report.whole("the zip archive has no directory: it is cut short. Fetch the file again.");
        return files;
    };
    let count = u16_at(bytes, end + 10);
    let mut budget = Budget::of(bytes.len());
    let mut at = u32_at(bytes, end + 16);
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            report.whole("the zip archive's directory is damaged. Fetch the file again.");
            break;
        }
        let (method, size) = (u16_at(bytes, at + 10), u32_at(bytes, at + 20));
        let (name, extra, comment) = (u16_at(bytes, at + 28), u16_at(bytes, at + 30), u16_at(bytes, at + 32));
        let local = u32_at(bytes, at + 42);
        let file = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name).unwrap_or_default());
        at += 46 + name + extra + comment;
        if !holds_places(&file.to_lowercase()) {
            continue;
        }
        let start = local + 30 + u16_at(bytes, local + 26) + u16_at(bytes, local + 28);
        let data = bytes.get(start..start.saturating_add(size)).unwrap_or_default();
        let bytes = match method {
            0 => Cow::Owned(budget.read(data, "zip archive", report)),
            8 => Cow::Owned(budget.read(DeflateDecoder::new(data), "zip archive", report)),
            _ => {
                report.whole("the zip archive is packed in a way that is not read; unpack it and add the file inside.");
                continue;
            }
        };
        files.push(Entry { name: file.into_owned(), bytes });
        if budget.0 == 0 {
            break;
        }
    }
    files
}

/// By its name in lower case.
fn holds_places(file: &str) -> bool {
    let last = file.rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending);
    !last.is_empty() && !last.contains("readme") && !file.starts_with("__macosx") && (ending.is_empty() || ENDINGS.contains(&ending))
}

fn u16_at(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |two| usize::from(u16::from_le_bytes(*two)))
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four) as usize)
}

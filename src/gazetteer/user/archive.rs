//! Gzip and zip, undone. A zip reader of sixty lines over `flate2` serves the one-file archives of GeoNames; a crate for
//! encryption, ZIP64 and writing would not earn its build time.

use super::Report;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use std::borrow::Cow;
use std::io::Read;

/// More than the largest country file; a bomb stops here.
const MOST_BYTES: u64 = 1 << 30;

/// The files inside, or the bytes themselves.
pub(super) fn unpack<'a>(bytes: &'a [u8], report: &mut Report) -> Vec<Cow<'a, [u8]>> {
    if bytes.starts_with(&[0x1F, 0x8B]) {
        let mut out = Vec::new();
        // What was read before the damage is still used.
        if MultiGzDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut out).is_err() {
            report.whole("the gzip data is damaged; only what came before the damage is read. Fetch the file again.");
        }
        return vec![Cow::Owned(out)];
    }
    if bytes.starts_with(b"PK") {
        return unzip(bytes, report);
    }
    vec![Cow::Borrowed(bytes)]
}

/// Entries of a zip archive (APPNOTE 4.3), read by its central directory.
fn unzip<'a>(bytes: &'a [u8], report: &mut Report) -> Vec<Cow<'a, [u8]>> {
    let mut files = Vec::new();
    let tail = bytes.len().saturating_sub(66_000);
    let end = bytes.get(tail..).unwrap_or_default().windows(4).rposition(|four| four == b"PK\x05\x06").map(|at| tail + at);
    let Some(end) = end else {
        report.whole("the zip archive has no directory: it is cut short. Fetch the file again.");
        return files;
    };
    let count = u16_at(bytes, end + 10);
    let mut at = u32_at(bytes, end + 16);
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            report.whole("the zip archive's directory is damaged. Fetch the file again.");
            break;
        }
        let (method, size) = (u16_at(bytes, at + 10), u32_at(bytes, at + 20));
        let (name, extra, comment) = (u16_at(bytes, at + 28), u16_at(bytes, at + 30), u16_at(bytes, at + 32));
        let local = u32_at(bytes, at + 42);
        let file = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name).unwrap_or_default()).to_lowercase();
        at += 46 + name + extra + comment;
        if file.ends_with('/') || file.contains("readme") || file.starts_with("__macosx") {
            continue;
        }
        let start = local + 30 + u16_at(bytes, local + 26) + u16_at(bytes, local + 28);
        let data = bytes.get(start..start.saturating_add(size)).unwrap_or_default();
        match method {
            0 => files.push(Cow::Borrowed(data)),
            8 => {
                let mut out = Vec::new();
                if DeflateDecoder::new(data).take(MOST_BYTES).read_to_end(&mut out).is_err() {
                    report.whole("the zip archive is damaged; only what came before the damage is read. Fetch the file again.");
                }
                files.push(Cow::Owned(out));
            }
            _ => report.whole("the zip archive is packed in a way that is not read; unpack it and add the file inside."),
        }
    }
    files
}

fn u16_at(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |two| usize::from(u16::from_le_bytes(*two)))
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four) as usize)
}

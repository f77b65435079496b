//! The files of a folder, in a stable order; the only place of this room that touches the disk.
//!
//! In: folders and files that the user opened. Out: [`SourceFile`]s sorted by name, each read only when asked, and a diagnostic for whatever
//! cannot be reached. Refused: links that lead out of the folder, loops, devices and pipes, files above [`SIZE_LIMIT`].

use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::provenance::content_hash;
use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Bytes of one file that are read at most: a news archive of a decade fits, a disk image does not.
pub const SIZE_LIMIT: u64 = 64 * 1024 * 1024;
/// The same for files of places: the largest country's dump fits.
pub const PLACES_LIMIT: u64 = 512 * 1024 * 1024;

/// A file that has been found and not yet read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Path below the opened folder with `/`; with several folders open, [`SourceFile::root`] stands before it.
    pub name: String,
    /// What `name` has before the path below the folder: empty, or the folder's own name and `/`.
    pub root: String,
    pub path: PathBuf,
    /// Modification day in UTC.
    pub file_date: Option<Date>,
    /// Size in bytes when it was found.
    pub size: u64,
}

impl SourceFile {
    /// The path below its folder, which stays the same whatever else is open.
    #[must_use]
    pub fn own_name(&self) -> &str {
        self.name.strip_prefix(&self.root).unwrap_or(&self.name)
    }

    /// The bytes of the file, of [`SIZE_LIMIT`] at most.
    ///
    /// # Errors
    /// Too large, no permission, gone since the folder was listed, or a fault of the disk; the diagnostic says which and what to do.
    pub fn read(&self) -> Result<Vec<u8>, Diagnostic> {
        self.read_within(SIZE_LIMIT)
    }

    /// The bytes of the file, `most` at most.
    ///
    /// # Errors
    /// As [`SourceFile::read`].
    pub fn read_within(&self, most: u64) -> Result<Vec<u8>, Diagnostic> {
        let fail = |message: String| Diagnostic::new(Severity::Error, Stage::Corpus, &self.name, message);
        let too_large = |size: u64| {
            let mega = |bytes: u64| bytes.div_ceil(1024 * 1024);
            fail(format!("it has {} MB; at most {} MB are read. Split it into smaller files.", mega(size), mega(most)))
        };
        if self.size > most {
            return Err(too_large(self.size));
        }
        let file = fs::File::open(&self.path).map_err(|e| fail(cause(&e)))?;
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).unwrap_or(0));
        // It may have grown since.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|e| fail(cause(&e)))?;
        if bytes.len() as u64 > most {
            return Err(too_large(bytes.len() as u64));
        }
        Ok(bytes)
    }
}

/// Lists every file below the roots, which may be folders or files. With several roots the names start with the root's own name.
#[must_use]
pub fn list(roots: &[PathBuf]) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let (mut files, mut diagnostics) = (Vec::new(), Vec::new());
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let mut labels: BTreeSet<String> = BTreeSet::new();
    for root in roots {
        let shown = root.display().to_string();
        let (real, meta) = match fs::canonicalize(root).and_then(|real| fs::metadata(&real).map(|meta| (real, meta))) {
            Ok(found) => found,
            Err(error) => {
                diagnostics.push(Diagnostic::new(Severity::Error, Stage::Corpus, shown, cause(&error)));
                continue;
            }
        };
        let own_name = real.file_name().map_or_else(|| "folder".to_owned(), |n| n.to_string_lossy().into_owned());
        if meta.is_file() {
            let name = unique(&own_name, &mut labels);
            if seen.insert(real.clone()) {
                files.push(SourceFile { name, root: String::new(), path: real, file_date: day_of(&meta), size: meta.len() });
            }
            continue;
        }
        if !meta.is_dir() {
            diagnostics.push(Diagnostic::new(Severity::Error, Stage::Corpus, shown, "it is neither a file nor a folder."));
            continue;
        }
        let prefix = if roots.len() > 1 { format!("{}/", unique(&own_name, &mut labels)) } else { String::new() };
        let before = files.len();
        let troubles = diagnostics.len();
        walk(&real, &prefix, &mut seen, &mut files, &mut diagnostics);
        if files.len() == before && diagnostics.len() == troubles {
            let message = "there are no files in this folder. Put articles there as text, Markdown, HTML, JSON, CSV or feed files.";
            diagnostics.push(Diagnostic::new(Severity::Error, Stage::Corpus, shown, message));
        }
    }
    files.sort();
    (files, diagnostics)
}

/// A number that differs when a file below the roots came, went or was written; nothing is read but the folders.
#[must_use]
pub fn fingerprint(roots: &[PathBuf]) -> u64 {
    let mut parts: Vec<u8> = Vec::new();
    for entry in roots.iter().flat_map(|root| WalkDir::new(root).follow_links(false).sort_by_file_name()).flatten() {
        if is_hidden(entry.path()) && entry.depth() > 0 {
            continue;
        }
        let Ok(meta) = entry.metadata() else { continue };
        if !meta.is_file() {
            continue;
        }
        let written = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |t| t.as_nanos());
        parts.extend(entry.path().as_os_str().as_encoded_bytes());
        parts.extend(written.to_le_bytes());
        parts.extend(meta.len().to_le_bytes());
    }
    content_hash(&[&parts])
}

fn unique(name: &str, labels: &mut BTreeSet<String>) -> String {
    let mut label = name.to_owned();
    let mut n = 2;
    while !labels.insert(label.clone()) {
        label = format!("{name} ({n})");
        n += 1;
    }
    label
}

fn walk(root: &Path, prefix: &str, seen: &mut BTreeSet<PathBuf>, files: &mut Vec<SourceFile>, diagnostics: &mut Vec<Diagnostic>) {
    let name_of = |path: &Path| {
        let below = path.strip_prefix(root).unwrap_or(path);
        let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        format!("{prefix}{}", parts.join("/"))
    };
    let entries = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|e| e.depth() == 0 || !is_hidden(e.path())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let file = error.path().map_or_else(String::new, name_of);
                let message = error.io_error().map_or_else(|| error.to_string(), cause);
                diagnostics.push(Diagnostic::new(Severity::Error, Stage::Corpus, file, message));
                continue;
            }
        };
        let kind = entry.file_type();
        if kind.is_symlink() {
            diagnostics.push(about_link(root, entry.path(), name_of(entry.path())));
        } else if kind.is_file() {
            let meta = entry.metadata().ok();
            let size = meta.as_ref().map_or(0, fs::Metadata::len);
            if seen.insert(entry.path().to_path_buf()) {
                let file_date = meta.as_ref().and_then(day_of);
                files.push(SourceFile { name: name_of(entry.path()), root: prefix.to_owned(), path: entry.into_path(), file_date, size });
            }
        } else if !kind.is_dir() {
            let message = "it is a device, pipe or socket, not a file; skipped.";
            diagnostics.push(Diagnostic::new(Severity::Warning, Stage::Corpus, name_of(entry.path()), message));
        }
    }
}

/// Links are never followed: what they reach inside the folder is read under its own name.
fn about_link(root: &Path, link: &Path, name: String) -> Diagnostic {
    let (severity, message) = match fs::canonicalize(link) {
        Ok(target) if link.starts_with(&target) => (Severity::Warning, "the link leads back to a folder that holds it (a loop); skipped."),
        Ok(target) if target.starts_with(root) => (Severity::Note, "a link to something in this folder that is read under its own name."),
        Ok(_) => (Severity::Warning, "the link leads out of the folder; not followed. Open its target as a folder of its own."),
        // The system reports a chain of links that never ends as an error of its own.
        Err(error) if error.kind() == ErrorKind::NotFound => (Severity::Warning, "the link leads nowhere; skipped."),
        Err(_) => (Severity::Warning, "the link cannot be resolved (a loop of links?); skipped."),
    };
    Diagnostic::new(severity, Stage::Corpus, name, message)
}

/// Hidden files, and the `…_files` folder that browsers put beside a saved page.
fn is_hidden(path: &Path) -> bool {
    let Some(name) = path.file_name().map(|n| n.to_string_lossy()) else { return false };
    if name.starts_with('.') || matches!(name.as_ref(), "__MACOSX" | "Thumbs.db" | "desktop.ini") {
        return true;
    }
    name.strip_suffix("_files")
        .is_some_and(|page| ["html", "htm", "xhtml"].iter().any(|ending| path.with_file_name(format!("{page}.{ending}")).is_file()))
}

fn day_of(meta: &fs::Metadata) -> Option<Date> {
    let stamp = jiff::Timestamp::try_from(meta.modified().ok()?).ok()?;
    Some(stamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}

fn cause(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist, or was moved or deleted while loading.".to_owned(),
        ErrorKind::PermissionDenied => "no permission to read it. Change its permissions or copy it.".to_owned(),
        _ => format!("it cannot be read: {error}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(path: &Path, words: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = fs::File::create(path).unwrap();
        std::io::Write::write_all(&mut file, words.as_bytes()).unwrap();
    }

    #[test]
    fn files_come_sorted_with_names_below_the_folder_and_without_page_resources() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.md", "page.html", "page_files/app.js", ".hidden", "other_files/c.txt"] {
            put(&dir.path().join(name), "x");
        }
        let (files, diagnostics) = list(&[dir.path().to_path_buf()]);
        let names: Vec<_> = files.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["a/z.md", "b.txt", "other_files/c.txt", "page.html"]);
        assert!(diagnostics.is_empty() && files[0].file_date.is_some());
        let (both, _) = list(&[dir.path().join("a"), dir.path().join("b.txt"), dir.path().join("b.txt")]);
        assert_eq!(both.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["a/z.md", "b.txt"]);
    }

    #[test]
    fn a_file_above_the_limit_is_never_loaded() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("big.txt");
        fs::File::create(&path).unwrap().set_len(200 * 1024 * 1024).unwrap();
        let (files, _) = list(&[path]);
        assert!(files[0].read().unwrap_err().message.contains("200 MB"));
    }

    #[test]
    fn a_file_that_vanished_is_reported_when_it_is_read() {
        let dir = tempfile::tempdir().unwrap();
        put(&dir.path().join("a.txt"), "x");
        let (files, _) = list(&[dir.path().to_path_buf()]);
        drop(dir);
        assert!(files[0].read().unwrap_err().message.contains("deleted"));
        assert!(list(&[files[0].path.clone()]).1[0].message.contains("does not exist"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_reported_and_never_followed() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().unwrap();
        let dir = tempfile::tempdir().unwrap();
        put(&dir.path().join("sub/a.txt"), "x");
        symlink(dir.path(), dir.path().join("sub/up")).unwrap();
        symlink(outside.path(), dir.path().join("out")).unwrap();
        symlink("self", dir.path().join("self")).unwrap();
        symlink("gone", dir.path().join("dead")).unwrap();
        let (files, diagnostics) = list(&[dir.path().to_path_buf()]);
        assert_eq!(files.len(), 1);
        let said = |name: &str| diagnostics.iter().find(|d| d.file == name).map(|d| d.message.clone()).unwrap_or_default();
        assert!(said("sub/up").contains("loop"));
        assert!(said("out").contains("out of the folder"));
        assert!(said("self").contains("loop"));
        assert!(said("dead").contains("nowhere"));
    }
}

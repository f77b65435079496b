//! What is remembered between runs: one small JSON file in the platform's data folder.
//!
//! In: the parts of a workspace that are the user's. Out: the same again, or defaults with a [`Diagnostic`] when the file cannot
//! be read; a damaged file is kept beside as `settings.damaged.json`. Written to a temporary file and renamed, so that a kill
//! half-way leaves the old one.

use super::document::Document;
use super::source::Source;
use super::view::View;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub const FILE: &str = "settings.json";

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub source: Option<Source>,
    pub recent: Vec<PathBuf>,
    pub gazetteers: Vec<PathBuf>,
    pub view: View,
    /// By folder: decisions hang on articles, and two folders may hold the same one.
    pub document: Document,
}

/// Settings from `folder`, or defaults: silently when there are none yet, with a notice when they are damaged.
#[must_use]
pub fn load(folder: &Path) -> (Settings, Option<Diagnostic>) {
    let path = folder.join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Settings::default(), None),
        Err(error) => return (Settings::default(), Some(problem(&path, &format!("cannot be read ({error}); the defaults are in use")))),
    };
    match serde_json::from_str(&text) {
        Ok(settings) => (settings, None),
        Err(error) => {
            let kept = folder.join("settings.damaged.json");
            let saved = std::fs::rename(&path, &kept).is_ok();
            let where_to = if saved { format!("; it was kept as {}", kept.display()) } else { String::new() };
            (Settings::default(), Some(problem(&path, &format!("is damaged ({error}); the defaults are in use{where_to}"))))
        }
    }
}

/// Writes the settings atomically, making the folder when it is missing.
///
/// # Errors
/// When the folder cannot be made or written; the message names the file.
pub fn save(folder: &Path, settings: &Settings) -> Result<(), Diagnostic> {
    let path = folder.join(FILE);
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, settings)?;
        file.flush()?;
        file.persist(&path)?;
        Ok(())
    };
    write().map_err(|error| problem(&path, &format!("cannot be written ({error}); changes to the view will not be remembered")))
}

fn problem(path: &Path, what: &str) -> Diagnostic {
    Diagnostic::new(Severity::Warning, Stage::Store, path.display().to_string(), format!("The settings file {what}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::KnownAsOf;
    use jiff::civil::date;

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings { source: Some(Source::folder("/a/b")), ..Settings::default() };
        settings.view.cursor = Some(date(2024, 11, 30));
        settings.view.known = KnownAsOf::Day(date(2024, 12, 1));
        settings.document.article_dates.insert(crate::provenance::ArticleId(7), crate::calendar::DateSpan::day(date(2024, 11, 30)));
        settings.document.reviews.insert(
            crate::provenance::ClaimId(9),
            crate::workspace::Review { verdict: Some(crate::workspace::Verdict::Disputed), note: "see SANA".into() },
        );
        let inside = folder.path().join("new");
        save(&inside, &settings).unwrap();
        assert_eq!(load(&inside), (settings, None));
    }

    #[test]
    fn a_damaged_file_gives_defaults_and_a_notice_and_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::File::create(folder.path().join(FILE)).unwrap().write_all(b"{ \"view\": 3").unwrap();
        let (settings, notice) = load(folder.path());
        assert_eq!(settings, Settings::default());
        assert!(notice.unwrap().message.contains("damaged"));
        assert!(folder.path().join("settings.damaged.json").exists());
    }

    #[test]
    fn no_file_is_a_first_start_and_no_problem() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(load(folder.path()), (Settings::default(), None));
    }

    #[test]
    fn settings_of_an_older_or_newer_version_keep_what_is_understood() {
        let folder = tempfile::tempdir().unwrap();
        let text = r#"{ "recent": ["/x"], "novelty": [1, 2], "view": { "speed": 3.0, "hologram": true } }"#;
        std::fs::File::create(folder.path().join(FILE)).unwrap().write_all(text.as_bytes()).unwrap();
        let (settings, notice) = load(folder.path());
        assert!(notice.is_none());
        assert_eq!((settings.view.speed, settings.recent.len()), (3.0, 1));
    }
}

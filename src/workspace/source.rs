//! Where the articles come from.

use crate::wording::corpus as say;
use serde::{Deserialize, Deserializer, Serialize};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The sample that the binary carries.
    Seeds,
    /// Folders and files, read together as one.
    #[serde(alias = "Folder")]
    Paths(#[serde(deserialize_with = "one_or_many")] Vec<PathBuf>),
}

impl Source {
    #[must_use]
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self::Paths(vec![path.into()])
    }

    /// As the title bar names it.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Seeds => say::sample_articles().to_owned(),
            Self::Paths(paths) => match paths.as_slice() {
                [] => say::no_folder().to_owned(),
                [only] => own_name(only),
                [first, rest @ ..] => say::first_and_more(own_name(first), rest.len()),
            },
        }
    }

    #[must_use]
    pub fn paths(&self) -> &[PathBuf] {
        match self {
            Self::Seeds => &[],
            Self::Paths(paths) => paths,
        }
    }

    /// Where the file of an article of this name may lie; the names of several folders stand before the path in them.
    #[must_use]
    pub fn files_of(&self, article: &str) -> Vec<PathBuf> {
        let name = article.rsplit_once('#').filter(|(_, n)| n.chars().all(|c| c.is_ascii_digit())).map_or(article, |(name, _)| name);
        let below = name.split_once('/').map_or(name, |(_, below)| below);
        self.paths()
            .iter()
            .flat_map(|root| [root.join(name), root.join(below), root.clone()])
            .filter(|path| path.ends_with(last(name)))
            .collect()
    }

    /// With these beside, each once; the sample gives way.
    #[must_use]
    pub fn with(&self, more: &[PathBuf]) -> Self {
        let mut paths = self.paths().to_vec();
        for path in more {
            if !paths.contains(path) {
                paths.push(path.clone());
            }
        }
        Self::Paths(paths)
    }

    /// `None` when nothing is left.
    #[must_use]
    pub fn without(&self, path: &Path) -> Option<Self> {
        let rest: Vec<PathBuf> = self.paths().iter().filter(|known| *known != path).cloned().collect();
        (!rest.is_empty()).then_some(Self::Paths(rest))
    }
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The last part of a path, as people name a folder.
#[must_use]
pub fn own_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Settings of an earlier version hold one folder.
fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PathBuf>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(PathBuf),
        Many(Vec<PathBuf>),
    }
    Ok(match OneOrMany::deserialize(from)? {
        OneOrMany::One(path) => vec![path],
        OneOrMany::Many(paths) => paths,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_added_once_and_taken_away_again() {
        let one = Source::folder("/a");
        let two = one.with(&["/b".into(), "/a".into()]);
        assert_eq!(two, Source::Paths(vec!["/a".into(), "/b".into()]));
        assert_eq!(two.label(), "a and 1 more");
        assert_eq!(two.without(Path::new("/a")), Some(Source::folder("/b")));
        assert_eq!(one.without(Path::new("/a")), None);
        assert_eq!(Source::Seeds.with(&["/b".into()]), Source::folder("/b"));
    }

    #[test]
    fn the_file_of_an_article_is_found_below_its_folder_or_is_the_file_that_was_opened() {
        let source = Source::Paths(vec!["/a".into(), "/b/one.csv".into()]);
        assert!(source.files_of("a/sub/x.txt").contains(&"/a/sub/x.txt".into()));
        assert!(source.files_of("one.csv#3").contains(&"/b/one.csv".into()));
        assert!(Source::folder("/a").files_of("sub/x.txt").contains(&"/a/sub/x.txt".into()));
    }

    #[test]
    fn a_folder_of_an_earlier_version_is_still_found() {
        let old: Source = serde_json::from_str(r#"{"Folder":"/x"}"#).unwrap();
        assert_eq!(old, Source::folder("/x"));
        let text = serde_json::to_string(&old).unwrap();
        assert_eq!(serde_json::from_str::<Source>(&text).unwrap(), old);
    }
}

//! Who prints and who monitors.
//!
//! In: `assets/outlets.toml`. Out: [`Outlets`], by domain or by the words of a byline. Refused: a verdict on reliability;
//! that is the user's.

use super::actor::{Outlet, OutletKind, SideId};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Default)]
pub struct Outlets {
    outlets: Vec<Outlet>,
    by_alias: FxHashMap<String, usize>,
    by_domain: FxHashMap<String, usize>,
    /// First words of all aliases.
    firsts: FxHashSet<String>,
    /// Words in an alias, at most.
    longest: usize,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OutletFile {
    outlet: Vec<OutletRow>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OutletRow {
    id: String,
    name: String,
    kind: Option<OutletKind>,
    country: Option<String>,
    leans: Option<String>,
    aliases: Vec<String>,
    domains: Vec<String>,
}

static EMBEDDED: LazyLock<Outlets> = LazyLock::new(|| Outlets::read(include_str!("../../assets/outlets.toml")).unwrap_or_default());

impl Outlets {
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// # Errors
    /// The parser's message when the text is not a list of outlets.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: OutletFile = toml::from_str(text).map_err(|e| e.message().to_owned())?;
        let mut outlets = Self::default();
        for row in file.outlet {
            let at = outlets.outlets.len();
            for alias in row.aliases.iter().chain([&row.name]) {
                let key = normal(alias);
                outlets.longest = outlets.longest.max(key.split(' ').count());
                outlets.firsts.extend(key.split(' ').next().map(str::to_owned));
                outlets.by_alias.entry(key).or_insert(at);
            }
            for domain in &row.domains {
                outlets.by_domain.entry(domain.clone()).or_insert(at);
            }
            outlets.outlets.push(Outlet {
                id: row.id,
                name: row.name,
                aliases: row.aliases,
                domains: row.domains,
                kind: row.kind.unwrap_or(OutletKind::Other),
                country: row.country,
                leans: row.leans.map(SideId),
            });
        }
        Ok(outlets)
    }

    #[must_use]
    pub fn all(&self) -> &[Outlet] {
        &self.outlets
    }

    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Outlet> {
        self.outlets.iter().find(|outlet| outlet.id == id)
    }

    /// The outlet that goes by these words: "CNN", "The Guardian", "jordantimes".
    #[must_use]
    pub fn by_words(&self, words: &str) -> Option<&Outlet> {
        self.by_alias.get(&normal(words)).and_then(|&at| self.outlets.get(at))
    }

    /// The outlet of a web address or host: `https://edition.cnn.com/x` is CNN.
    #[must_use]
    pub fn by_address(&self, address: &str) -> Option<&Outlet> {
        let host = address.split("://").last()?.split(['/', '?', '#', ':']).next()?.to_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(&at) = self.by_domain.get(rest) {
                return self.outlets.get(at);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The longest outlet name that begins at the first of these words (lower case, as tokens), and how many words it takes.
    #[must_use]
    pub fn starting<'a>(&self, words: impl Iterator<Item = &'a str>) -> Option<(&Outlet, usize)> {
        let mut words = words.peekable();
        let plain = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
        // Nearly every word begins none.
        if words.peek().is_some_and(|word| plain(word) && !self.firsts.contains(*word)) {
            return None;
        }
        let mut key = String::new();
        let mut best = None;
        for (n, word) in words.take(self.longest).enumerate() {
            if n > 0 {
                key.push(' ');
            }
            key.push_str(&normal(word));
            if let Some(&at) = self.by_alias.get(&key) {
                best = self.outlets.get(at).map(|outlet| (outlet, n + 1));
            }
        }
        best
    }
}

fn normal(words: &str) -> String {
    let folded = words.trim().to_lowercase().replace(['.', '’'], "").replace('-', " ");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_its_address_and_by_its_words() {
        let outlets = Outlets::embedded();
        assert_eq!(outlets.by_address("https://edition.cnn.com/2024/11/29/a").map(|o| o.id.as_str()), Some("cnn"));
        assert_eq!(outlets.by_words("The Syrian Observatory for Human Rights").map(|o| o.id.as_str()), None);
        assert_eq!(outlets.by_words("Syrian Observatory for Human Rights").map(|o| o.id.as_str()), Some("sohr"));
        assert!(outlets.by_address("localhost").is_none());
    }
}

//! Word lists of the tokeniser and the sentence splitter, from `assets/lexicon/en/`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a word that carries its own full stop behaves before what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    Title,
    Month,
    Number,
    General,
}

/// Decoded on first use from the embedded lists; a line that is not understood is passed over.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Lower case, without the stop; the flag tells that the entry is capitalised.
    abbreviations: FxHashMap<String, (Abbreviation, bool)>,
    /// Lower case; the flag tells whether it opens a sentence even where the stop was lost.
    openers: FxHashMap<String, bool>,
}

impl Lexicon {
    pub(super) fn english() -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::parse(
                include_str!("../../assets/lexicon/en/abbreviations.txt"),
                include_str!("../../assets/lexicon/en/sentence-openers.txt"),
            )
        });
        &ENGLISH
    }

    fn parse(abbreviations: &str, openers: &str) -> Self {
        let mut lexicon = Self::default();
        for line in lines(abbreviations) {
            let Some((class, word)) = line.split_once(char::is_whitespace) else { continue };
            let class = match class {
                "title" => Abbreviation::Title,
                "month" => Abbreviation::Month,
                "number" => Abbreviation::Number,
                "general" => Abbreviation::General,
                _ => continue,
            };
            let word = word.trim();
            lexicon.abbreviations.insert(word.to_lowercase(), (class, word.starts_with(char::is_uppercase)));
        }
        for line in lines(openers) {
            let (word, strong) = line.split_once(char::is_whitespace).map_or((line, false), |(word, mark)| (word, mark.contains('*')));
            let entry = lexicon.openers.entry(word.to_owned()).or_default();
            *entry |= strong;
        }
        lexicon
    }

    /// `word` in lower case without its stop; `capitalised` as the text has it. "sat." is no Saturday, "SAT." may be.
    pub(super) fn abbreviation(&self, word: &str, capitalised: bool) -> Option<Abbreviation> {
        let &(class, needs_capital) = self.abbreviations.get(word)?;
        (capitalised || !needs_capital).then_some(class)
    }

    pub(super) fn opens_sentence(&self, norm: &str) -> bool {
        self.openers.contains_key(norm)
    }

    pub(super) fn opens_sentence_without_stop(&self, norm: &str) -> bool {
        self.openers.get(norm).copied().unwrap_or(false)
    }
}

fn lines(data: &str) -> impl Iterator<Item = &str> {
    data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_is_understood() {
        let data = include_str!("../../assets/lexicon/en/abbreviations.txt");
        assert_eq!(lines(data).count(), Lexicon::english().abbreviations.len());
    }
}

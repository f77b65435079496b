//! Case for text that shouts: "REBELS TOOK GOMA" reads as "Rebels took Goma".
//!
//! In: a text and its blocks. Out: the text as the other stages read it, byte for byte as long, so that every span fits
//! the text as shown; `None` where nothing shouts. A word that the corpora know in lower case is lowered, a name of the
//! register is written as registered, a word that cannot be spoken stays an abbreviation, any other word is a name.

use super::lexicon::{Classes, Lexicon};
use super::model::GeoModel;
use super::pieces::word_hash;
use crate::actors::{Lettering, Register};
use crate::corpus::Block;
use crate::text::{self, Token};

/// A block shouts from this many letters on; fewer are a heading's abbreviation.
const LETTERS: usize = 16;
/// Of ten letters, this many are capitals.
const CAPITALS: usize = 9;
/// No longer word is taken for an abbreviation.
const ABBREVIATION: usize = 6;

/// The text with its shouting blocks in ordinary case.
#[must_use]
pub fn spoken(text: &str, blocks: &[Block], register: &Register, model: &GeoModel) -> Option<String> {
    let loud: Vec<Block> = blocks.iter().filter(|block| shouts(block.span.of(text))).copied().collect();
    if loud.is_empty() {
        return None;
    }
    let analysis = text::analyse(text, &loud);
    let mut out = text.to_owned();
    for sentence in &analysis.sentences {
        let tokens = analysis.tokens_of(sentence);
        let words: Vec<&str> = tokens.iter().map(|token| token.norm.as_str()).collect();
        let mut at = 0;
        while at < tokens.len() {
            let named = register.spelling_at(&words, at);
            let len = named.len().max(1);
            for n in 0..len {
                let Some(token) = tokens.get(at + n) else { break };
                let lettering = named.get(n).copied().unwrap_or_else(|| guess(token, text, model));
                let lettering = if at + n == 0 && lettering == Lettering::Any { Lettering::Initial } else { lettering };
                write(&mut out, token, lettering);
            }
            at += len;
        }
    }
    Some(out)
}

fn shouts(block: &str) -> bool {
    let (mut capitals, mut letters) = (0, 0);
    for c in block.chars().filter(|c| c.is_uppercase() || c.is_lowercase()) {
        letters += 1;
        capitals += usize::from(c.is_uppercase());
    }
    letters >= LETTERS && capitals * 10 >= letters * CAPITALS && block.contains(' ')
}

fn guess(token: &Token, text: &str, model: &GeoModel) -> Lettering {
    let word = token.norm.as_str();
    let known = |word: &str| model.fitted.common.contains_key(&word_hash(word));
    let parts_known = word.contains('-') && word.split('-').all(known);
    // "may" and "march" are seldom the month.
    let often = model.fitted.common.get(&word_hash(word)).is_some_and(|bucket| *bucket > 1);
    let calendar = Lexicon::english().classes(word).any(Classes::MONTH.or(Classes::WEEKDAY));
    if word == "i" || (calendar && !often) {
        return Lettering::Initial;
    }
    if known(word) || parts_known || word.len() == 1 || word.starts_with('\'') || inflected(word, &known) {
        return Lettering::Any;
    }
    let shown = token.span.of(text);
    let spoken = word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if shown.contains('.') || (!spoken && word.len() <= ABBREVIATION) { Lettering::Upper } else { Lettering::Initial }
}

/// A form of a common word that the corpora happen not to hold.
fn inflected(word: &str, known: &dyn Fn(&str) -> bool) -> bool {
    ["ing", "ed", "ly", "es", "s", "d", "er", "ers"].iter().any(|ending| {
        word.strip_suffix(ending).is_some_and(|stem| stem.len() >= 4 && (known(stem) || (*ending == "ing" && known(&format!("{stem}e")))))
    })
}

/// Lowers the token in place, but for its first letter or all; a letter whose small form has another length stays.
fn write(out: &mut String, token: &Token, lettering: Lettering) {
    let range = token.span.start as usize..token.span.end as usize;
    let Some(shown) = out.get(range.clone()) else { return };
    if lettering == Lettering::Upper {
        return;
    }
    let mut first = lettering == Lettering::Initial;
    let lowered: String = shown
        .chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            let kept = std::mem::take(&mut first) || small.clone().map(char::len_utf8).sum::<usize>() != c.len_utf8();
            let small = small.next().unwrap_or(c);
            // "AL-BAB": each part of a name has its own capital.
            first |= lettering == Lettering::Initial && c == '-';
            if kept { c } else { small }
        })
        .collect();
    out.replace_range(range, &lowered);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::read;

    fn heard(text: &str) -> String {
        let (articles, _) = read("a.txt", text.as_bytes(), None);
        let article = articles.first().unwrap();
        spoken(&article.text, &article.blocks, Register::embedded(), GeoModel::embedded()).unwrap_or_else(|| article.text.clone())
    }

    #[test]
    fn names_keep_a_capital_and_abbreviations_all() {
        let text = "THE RSF SEIZED THE TOWN OF BARA ON MONDAY AND ENTERED EL-OBEID AFTER SHELLING ITS MARKET.";
        assert_eq!(heard(text), "The RSF seized the town of Bara on Monday and entered El-Obeid after shelling its market.");
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        let text = "NATO and the UN met in Kyiv, where the SBU spoke of HIMARS.";
        assert_eq!(heard(text), text);
    }

    #[test]
    fn every_letter_keeps_its_place() {
        let text = "İSTANBUL ẞTRASSE ΣΊΣΥΦΟΣ ARMY TOOK THE TOWN OF GOMA TODAY";
        let heard = heard(text);
        assert_eq!(heard.len(), text.len());
        assert!(heard.char_indices().map(|(at, _)| at).eq(text.char_indices().map(|(at, _)| at)));
    }
}

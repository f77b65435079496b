//! Names as the register spells them: pieces in lower case, and how each must be lettered.
//!
//! In: the words of a name. Out: its pieces, as tokens spell them, and their [`Lettering`].

use super::register::Lettering;

/// How a word of a name must be lettered.
pub(super) fn case_of(word: &str) -> Lettering {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    if upper == 0 {
        Lettering::Any
    } else if letters == upper && letters <= 6 && letters > 1 {
        Lettering::Upper
    } else {
        Lettering::Initial
    }
}

/// Words as tokens spell them: lower case, parted at spaces, hyphens and before a possessive, no stops.
pub(super) fn pieces_of(words: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in words.split([' ', '-']).filter(|w| !w.is_empty()) {
        let word = word.to_lowercase().replace('’', "'");
        match word.strip_suffix("'s") {
            Some(stem) if !stem.is_empty() => {
                pieces.push(stem.replace('.', ""));
                pieces.push("'s".to_owned());
            }
            _ => pieces.push(word.replace('.', "")),
        }
    }
    pieces
}

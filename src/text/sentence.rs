//! Where sentences end inside one block.
//!
//! In: the block's tokens and the gaps before them. Out: token ranges that cover the block. The end of a block always
//! ends a sentence. Refused: sentences over [`LONGEST`] tokens, which are cut at the best mark nearby, so that what
//! follows stays linear in any text.

use super::analysis::Token;
use super::lexicon::{Abbreviation, Lexicon};
use super::token::Gap;
use std::ops::Range;

/// Tokens of the longest sentence.
pub(super) const LONGEST: usize = 400;

/// Ranges into `tokens`, in order, without holes; empty for no tokens.
pub(super) fn split(text: &str, tokens: &[Token], gaps: &[Gap]) -> Vec<Range<usize>> {
    let splitter = Splitter { text, tokens, gaps, lexicon: Lexicon::english() };
    let mut ranges = Vec::new();
    let (mut start, mut words) = (0, 0);
    for at in 1..=tokens.len() {
        words += usize::from(splitter.is_word(at - 1));
        if at == tokens.len() || (words > 0 && splitter.ends_before(start, at)) {
            cut_long(tokens, start..at, &mut ranges);
            (start, words) = (at, 0);
        }
    }
    ranges
}

/// Cuts a range that is too long at the strongest mark in the second half of what fits.
fn cut_long(tokens: &[Token], mut range: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    while range.len() > LONGEST {
        let (least, most) = (range.start + LONGEST / 2, range.start + LONGEST);
        let strength = |at: &usize| match tokens.get(at - 1).map_or("", |token| token.norm.as_str()) {
            "." | "!" | "?" | "..." => 4,
            ";" | ":" | "--" => 3,
            "," | "-" | ")" | "\"" => 2,
            _ => 1,
        };
        let cut = (least..=most).max_by_key(strength).unwrap_or(most);
        ranges.push(range.start..cut);
        range.start = cut;
    }
    if !range.is_empty() {
        ranges.push(range);
    }
}

struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    gaps: &'a [Gap],
    lexicon: &'static Lexicon,
}

impl Splitter<'_> {
    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.norm.as_str())
    }

    fn shown(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn gap(&self, at: usize) -> Gap {
        self.gaps.get(at).copied().unwrap_or(Gap::Blank)
    }

    fn is_word(&self, at: usize) -> bool {
        self.norm(at).chars().any(char::is_alphanumeric)
    }

    /// Upper case at the start, or after an article of Arabic ("al-Nusra").
    fn capital(&self, at: usize) -> bool {
        let shown = self.shown(at);
        shown.starts_with(char::is_uppercase)
            || shown
                .bytes()
                .take(4)
                .position(|b| b == b'-')
                .and_then(|hyphen| shown.get(hyphen + 1..))
                .is_some_and(|name| name.starts_with(char::is_uppercase))
    }

    fn lower(&self, at: usize) -> bool {
        !self.capital(at) && self.shown(at).starts_with(char::is_lowercase)
    }

    /// Closes what stands before it: a bracket, or a quotation mark that touches the token on its left.
    fn closer(&self, at: usize) -> bool {
        match self.shown(at) {
            "”" | ")" | "]" | "}" | "»" => true,
            _ => matches!(self.norm(at), "\"" | "'" | "''") && self.gap(at) == Gap::None && !matches!(self.shown(at), "“" | "‘"),
        }
    }

    /// Does a new sentence begin at `at`, when the one before began at `start`?
    fn ends_before(&self, start: usize, at: usize) -> bool {
        match self.gap(at) {
            Gap::Blank => return true,
            Gap::Line if is_bullet(self.norm(at)) => return true,
            _ => {}
        }
        if self.closer(at) && self.gap(at) == Gap::None {
            return false;
        }
        // Step back over closers to the mark that ends the sentence; four are plenty and keep this constant.
        let mut last = at - 1;
        while last > start && at - last < 5 && self.closer(last) {
            last -= 1;
        }
        let closed = last + 1 < at;
        let next = self.first_word(at);
        match self.norm(last) {
            "." => {
                let numbered = last == start + 1 && self.norm(start).len() <= 3 && self.norm(start).bytes().all(|b| b.is_ascii_digit());
                let spaced = self.gap(at) != Gap::None || closed;
                let glued = self.lower(last - usize::from(last > start))
                    || self.shown(last - usize::from(last > start)).ends_with(|c: char| c.is_ascii_digit());
                !numbered && !self.lower(next) && (spaced || (glued && (self.capital(next) || next > at)))
            }
            "!" | "?" => !self.lower(next) && self.norm(at) != "," && !matches!(self.norm(at), "!" | "?"),
            "..." => self.gap(at) != Gap::None && self.capital(next),
            norm if norm.starts_with("..") => self.gap(at) != Gap::None && self.capital(next),
            norm if norm.ends_with('.') => self.abbreviation_ends(last, at, next),
            _ => self.lost_stop(start, at),
        }
    }

    /// The first token from `at` that is no opening mark.
    fn first_word(&self, at: usize) -> usize {
        (at..at + 4).find(|&n| !matches!(self.norm(n), "\"" | "'" | "(" | "[" | "''")).unwrap_or(at)
    }

    /// "… in the U.S. The army …", but not "U.S. Army", "Gen. The", "5 p.m. Saturday".
    fn abbreviation_ends(&self, last: usize, at: usize, next: usize) -> bool {
        if !self.capital(next) || self.gap(at) == Gap::None {
            return false;
        }
        let shown = self.shown(last);
        let word = self.norm(last).trim_end_matches('.');
        let opener = self.lexicon.opens_sentence(self.norm(next));
        match self.lexicon.abbreviation(word, shown.starts_with(char::is_uppercase)) {
            Some(Abbreviation::Title) => false,
            // "Brown Co. President" goes on; a closed quotation after it does not.
            _ => opener || next > at,
        }
    }

    /// "… on 26 Oct 2016 The army said": stops and line ends that a saved copy has lost.
    fn lost_stop(&self, start: usize, at: usize) -> bool {
        self.is_word(at - 1)
            && at > start + 1
            && self.capital(at)
            && self.lexicon.opens_sentence_without_stop(self.norm(at))
            && self.lower(at + 1)
            && (self.lower(at - 1) || self.norm(at - 1).bytes().all(|b| b.is_ascii_digit()))
            && !matches!(
                self.norm(at - 1),
                "of" | "in" | "at" | "to" | "from" | "by" | "with" | "as" | "called" | "titled" | "the" | "and" | "or"
            )
    }
}

fn is_bullet(norm: &str) -> bool {
    matches!(norm, "•" | "·" | "▪" | "■" | "●" | "◦" | "‣" | "*" | "-" | "--" | ".")
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::super::token::tokenise;
    use super::*;
    use crate::provenance::Span;

    /// `|` in the expectation marks where sentences part.
    fn check(expected: &str) {
        let text = expected.replace('|', "");
        let (mut tokens, mut gaps) = (Vec::new(), Vec::new());
        tokenise(&fold(&text, 0, text.len()), &mut tokens, &mut gaps);
        let mut got = String::new();
        let mut end = 0;
        for (n, range) in split(&text, &tokens, &gaps).into_iter().enumerate() {
            let from = tokens[range.start].span.start as usize;
            got.push_str(Span::new(end, from).of(&text));
            got.push_str(if n > 0 { "|" } else { "" });
            end = tokens[range.end - 1].span.end as usize;
            got.push_str(Span::new(from, end).of(&text));
        }
        assert_eq!(got, expected);
    }

    #[test]
    fn titles_months_and_initials_end_no_sentence() {
        check("On Nov. 29 Lt. Gen. J. K. Ali left the U.S. Army base. |He returned at 5 p.m. Saturday.");
        check("Fighters reached No. 5 Brigade vs. the army, St. George and Mt. Hermon.");
    }

    #[test]
    fn an_abbreviation_before_a_sentence_opener_ends_one() {
        check("The base is run by the U.S. |The army left it at 5 a.m. |It fell.");
    }

    #[test]
    fn quotes_and_brackets_stay_with_the_stop() {
        check("“We are in the city.” |The army denied it. |\"No.\" |(It had lost.) |“Yes.”");
        check("“Is it ours?” he asked. |‘Never!’ she said.");
    }

    #[test]
    fn a_missing_space_after_the_stop_still_ends_a_sentence() {
        check("They took the city.|The army left in 2016.|“It fell,” he said.");
    }

    #[test]
    fn lost_stops_are_found_at_clear_openers() {
        check("Strikes kill 22 in Idlib Reuters Wednesday 26 Oct 2016 |The monitor said so.");
        check("He went to The Hague and read The Guardian.");
    }

    #[test]
    fn lists_ellipses_and_datelines() {
        check("ALEPPO, Syria (AP) — Rebels left... and came back. |al-Nusra stayed.");
        check("1. The rebels took it.\n|• The army left it\n|• Nobody won");
        check("One line that\nwraps here\n\n|A heading\n\n|Text.");
        check(". Near Raqqa, one strike hit.");
    }

    #[test]
    fn very_long_sentences_are_cut_at_a_mark() {
        let text = "word word word, ".repeat(1000);
        let (mut tokens, mut gaps) = (Vec::new(), Vec::new());
        tokenise(&fold(&text, 0, text.len()), &mut tokens, &mut gaps);
        let ranges = split(&text, &tokens, &gaps);
        assert!(ranges.iter().all(|range| range.len() <= LONGEST && tokens[range.end - 1].norm == ","));
        assert_eq!(ranges.iter().map(Range::len).sum::<usize>(), tokens.len());
    }
}

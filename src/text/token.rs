//! Words, numbers and marks of one block.
//!
//! In: folded glyphs. Out: [`Token`]s and what white space stands before each. Clitics part from their word
//! ("Assad" "'s", "do" "n't"); hyphenated compounds ("rebel-held", "al-Zour", "mid-2016"), dates, times, amounts,
//! acronyms and addresses of the web stay whole; an abbreviation keeps its stop.

use super::analysis::Token;
use super::fold::{Glyph, normal_form};
use super::lexicon::{Abbreviation, Lexicon};
use crate::provenance::Span;

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Space,
    /// One line end: hard-wrapped text, or a new item.
    Line,
    /// An empty line.
    Blank,
}

const TOP_LEVEL_DOMAINS: [&str; 14] = ["com", "org", "net", "gov", "edu", "mil", "int", "info", "news", "tv", "uk", "ru", "ua", "sy"];

/// Appends the tokens of a block and the gap before each.
pub(super) fn tokenise(glyphs: &[Glyph], tokens: &mut Vec<Token>, gaps: &mut Vec<Gap>) {
    let scanner = Scanner { glyphs, lexicon: Lexicon::english() };
    let mut at = 0;
    let mut gap = Gap::Blank;
    while let Some(glyph) = glyphs.get(at) {
        match glyph.c {
            ' ' => {
                gap = if gap == Gap::None { Gap::Space } else { gap };
                at += 1;
            }
            '\n' => {
                gap = if matches!(gap, Gap::None | Gap::Space) { Gap::Line } else { Gap::Blank };
                at += 1;
            }
            _ => {
                let end = scanner.token_end(at).max(at + 1);
                let cut = scanner.clitic(at, end).unwrap_or(end);
                for (from, to) in [(at, cut), (cut, end)] {
                    if let Some(part) = glyphs.get(from..to)
                        && let (Some(first), Some(last)) = (part.first(), part.last())
                    {
                        let span = Span { start: first.start, end: last.end };
                        tokens.push(Token { span, norm: normal_form(part), space_before: gap != Gap::None });
                        gaps.push(gap);
                        gap = Gap::None;
                    }
                }
                at = end;
            }
        }
    }
}

struct Scanner<'a> {
    glyphs: &'a [Glyph],
    lexicon: &'static Lexicon,
}

impl Scanner<'_> {
    fn at(&self, index: usize) -> char {
        self.glyphs.get(index).map_or('\0', |glyph| glyph.c)
    }

    fn starts_with(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| self.at(index + n).to_ascii_lowercase() == c)
    }

    fn norm(&self, from: usize, to: usize) -> String {
        normal_form(self.glyphs.get(from..to).unwrap_or(&[]))
    }

    /// One past the last glyph of the token that begins at `at`, clitics still attached.
    fn token_end(&self, at: usize) -> usize {
        let (c, next) = (self.at(at), self.at(at + 1));
        if is_word(c) {
            if matches!(c, 'h' | 'H' | 'w' | 'W') && ["http://", "https://", "www."].iter().any(|p| self.starts_with(at, p)) {
                return self.address_end(at);
            }
            return self.word_end(at, at);
        }
        match c {
            '$' | '€' | '£' | '¥' | '₽' | '₹' | '₴' if next.is_ascii_digit() => self.word_end(at, at + 1),
            '#' | '@' if is_word(next) => self.word_end(at, at + 1),
            '\'' | '’' | '‘' => self.apostrophe_end(at),
            '.' | '-' | '!' | '?' | '*' | '=' | '_' | '~' | '–' | '—' | '…' => {
                let mut end = at + 1;
                while self.at(end) == c {
                    end += 1;
                }
                end
            }
            _ => at + 1,
        }
    }

    /// A clitic that stands alone ("Syria 's") or a decade ("'90s"); otherwise the mark itself.
    fn apostrophe_end(&self, at: usize) -> usize {
        for clitic in ["s", "re", "ve", "ll", "d", "m"] {
            if self.starts_with(at + 1, clitic) && !is_word(self.at(at + 1 + clitic.len())) {
                return at + 1 + clitic.len();
            }
        }
        if self.at(at + 1).is_ascii_digit() && self.at(at + 2).is_ascii_digit() && self.at(at + 3) == 's' && !is_word(self.at(at + 4)) {
            return at + 4;
        }
        at + 1
    }

    /// The end of a web address: up to white space, without the marks of the sentence around it.
    fn address_end(&self, at: usize) -> usize {
        let mut end = at;
        while !matches!(self.at(end), '\0' | ' ' | '\n' | '"' | '“' | '”' | '<' | '>') {
            end += 1;
        }
        while end > at + 1 && matches!(self.at(end - 1), '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'' | '’') {
            end -= 1;
        }
        end
    }

    /// Scans a word that starts at `start`, of which the glyphs before `from` are already taken.
    fn word_end(&self, start: usize, from: usize) -> usize {
        let mut end = from;
        // Where the part after the last dot began, and whether all parts so far are single letters ("U.S").
        let (mut part, mut acronym, mut dots, mut mail) = (start, true, 0, false);
        loop {
            let c = self.at(end);
            if is_word(c) {
                end += 1;
                continue;
            }
            if end == start || !is_word(self.at(end + 1)) {
                break;
            }
            let (before, after) = (self.at(end - 1), self.at(end + 1));
            let joins = match c {
                '-' | '_' => true,
                '\'' | '’' | '‘' => after.is_alphabetic(),
                ',' => before.is_ascii_digit() && self.digits(end + 1) == 3,
                ':' | '/' => before.is_ascii_digit() && after.is_ascii_digit(),
                '$' | '£' => before.is_uppercase() && after.is_ascii_digit(),
                '&' => before.is_uppercase() && after.is_uppercase() && !is_word(self.at(end + 2)),
                '@' => {
                    mail = true;
                    true
                }
                '.' => {
                    let letters = acronym && end - part == 1 && after.is_alphabetic() && !is_word(self.at(end + 2));
                    let degree = end - start == 2 && self.starts_with(start, "ph.d");
                    acronym &= letters;
                    dots += usize::from(letters || degree);
                    letters || degree || mail || (before.is_ascii_digit() && after.is_ascii_digit()) || self.domain(end + 1)
                }
                _ => false,
            };
            if !joins {
                break;
            }
            end += 1;
            part = end;
        }
        if self.at(end) == '.' && self.at(end + 1) != '.' && self.keeps_stop(start, end, dots > 0) {
            end += 1;
        }
        end
    }

    /// Digits in a row from `at` (four are enough to know).
    fn digits(&self, at: usize) -> usize {
        (0..4).take_while(|n| self.at(at + n).is_ascii_digit()).count()
    }

    fn domain(&self, at: usize) -> bool {
        TOP_LEVEL_DOMAINS.iter().any(|domain| self.starts_with_exactly(at, domain) && !is_word(self.at(at + domain.len())))
    }

    fn starts_with_exactly(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| self.at(index + n) == c)
    }

    /// Does the stop at `end` belong to the word before it?
    fn keeps_stop(&self, start: usize, end: usize, acronym: bool) -> bool {
        let (first, next) = (self.at(start), self.next_visible(end + 1));
        if acronym {
            return true;
        }
        if end - start == 1 && first.is_uppercase() && first != 'I' {
            return next.is_uppercase();
        }
        if end - start > 8 {
            return false;
        }
        match self.lexicon.abbreviation(&self.norm(start, end), first.is_uppercase()) {
            None => false,
            Some(Abbreviation::Number) => next.is_ascii_digit(),
            Some(Abbreviation::Month) => next.is_ascii_digit() || next == ',' || (next != '\0' && !next.is_uppercase() && is_word(next)),
            Some(Abbreviation::Title) => next != '\0',
            Some(Abbreviation::General) => true,
        }
    }

    /// The next glyph that is no blank; looks no further than a few glyphs, so that long gaps cost nothing.
    fn next_visible(&self, at: usize) -> char {
        (at..at + 8).map(|n| self.at(n)).find(|c| !matches!(c, ' ' | '\n')).unwrap_or('\0')
    }

    /// Where a clitic at the end of the word `start..end` begins.
    fn clitic(&self, start: usize, end: usize) -> Option<usize> {
        let mark = (2..=3).filter_map(|n| end.checked_sub(n)).find(|&n| n > start && matches!(self.at(n), '\'' | '’' | '‘'))?;
        let tail = |n: usize| self.at(mark + n).to_ascii_lowercase();
        match (tail(1), tail(2), end - mark) {
            ('s', _, 2) => Some(mark),
            ('t', _, 2) => (self.at(mark - 1).eq_ignore_ascii_case(&'n') && mark - 1 > start).then_some(mark - 1),
            ('m', _, 2) => (mark - start == 1 && self.at(start).eq_ignore_ascii_case(&'i')).then_some(mark),
            // "he'd", but not the name "Sa'd".
            ('d', _, 2) => {
                matches!(self.norm(start, mark).as_str(), "i" | "you" | "he" | "she" | "it" | "we" | "they" | "who" | "there" | "that")
                    .then_some(mark)
            }
            ('r' | 'v', 'e', 3) | ('l', 'l', 3) => Some(mark),
            _ => None,
        }
    }
}

/// Letters, digits and the marks that combine with them.
fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) }
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn words(text: &str) -> String {
        let (mut tokens, mut gaps) = (Vec::new(), Vec::new());
        tokenise(&fold(text, 0, text.len()), &mut tokens, &mut gaps);
        assert_eq!(tokens.len(), gaps.len());
        tokens.iter().map(|token| token.span.of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn clitics_part_from_their_word() {
        assert_eq!(words("Assad's men don't, can't; we've SYRIA'S"), "Assad 's men do n't , ca n't ; we 've SYRIA 'S");
        assert_eq!(words("the rebels’ nation‘s cannot"), "the rebels ’ nation ‘s cannot");
        assert_eq!(words("I'm he'd they'll"), "I 'm he 'd they 'll");
    }

    #[test]
    fn names_with_apostrophes_stay_whole() {
        assert_eq!(words("Sana'a, Ma’arrat al-Nu‘man, Sa'd, O'Brien"), "Sana'a , Ma’arrat al-Nu‘man , Sa'd , O'Brien");
    }

    #[test]
    fn hyphenated_compounds_stay_whole() {
        assert_eq!(words("rebel-held Deir ez-Zor in mid-2016--perhaps"), "rebel-held Deir ez-Zor in mid-2016 -- perhaps");
        assert_eq!(words("2015–2016 - a 24-hour"), "2015 – 2016 - a 24-hour");
    }

    #[test]
    fn numbers_dates_and_times_stay_whole() {
        assert_eq!(words("1,200 men, 3.5 km, 5,10 at 5:30 on 29/11/2024."), "1,200 men , 3.5 km , 5 , 10 at 5:30 on 29/11/2024 .");
        assert_eq!(words("$5m US$20 €1.2bn 40% 2016-06-18"), "$5m US$20 €1.2bn 40 % 2016-06-18");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(
            words("Lt. Gen. Ali of the U.S. on Nov. 29 at 5 a.m. said No. 5"),
            "Lt. Gen. Ali of the U.S. on Nov. 29 at 5 a.m. said No. 5"
        );
        assert_eq!(words("He said no. J. K. Smith sat. Ended in Nov."), "He said no . J. K. Smith sat . Ended in Nov .");
    }

    #[test]
    fn a_missing_space_does_not_glue_words() {
        assert_eq!(words("the city.The army penetrated“large parts”of it"), "the city . The army penetrated “ large parts ” of it");
        assert_eq!(words("see www.example.org/a_b. And reuters.com, a@b.org"), "see www.example.org/a_b . And reuters.com , a@b.org");
    }

    #[test]
    fn runs_of_marks_are_one_token() {
        assert_eq!(words("well... no?! *** ----"), "well ... no ? ! *** ----");
    }
}

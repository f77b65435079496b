//! Which tokens a rule lets stand second: most rules that a word could begin are given up at the next one.
//!
//! In: a compiled pattern. Out: [`Second`]. It errs on the side of trying.

use super::builtin::Builtin;
use super::lexicon::Lexicon;
use super::pattern::{Inst, Program};
use super::scan::{Kind, Token};

/// What the second token of a match can be.
#[derive(Debug, Clone, Default)]
pub(super) struct Second {
    /// The match may end before it.
    anything: bool,
    numbers: bool,
    /// A bit for each ASCII mark.
    marks: u128,
    /// A bit for each word of the lexicon.
    words: Vec<u64>,
}

impl Second {
    pub fn admits(&self, token: Option<&Token>) -> bool {
        self.anything
            || match token.map(|token| token.kind) {
                None | Some(Kind::Break) => false,
                Some(Kind::Word(word)) => self.words.get(usize::from(word / 64)).is_some_and(|bits| bits >> (word % 64) & 1 != 0),
                Some(Kind::Mark(mark)) => mark < 128 && self.marks >> mark & 1 != 0,
                Some(Kind::Number { .. } | Kind::Ordinal(_) | Kind::Decade { .. } | Kind::NumericDate { .. } | Kind::Clock { .. }) => {
                    self.numbers
                }
            }
    }

    fn add_word(&mut self, word: u16) {
        let at = usize::from(word / 64);
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        if let Some(bits) = self.words.get_mut(at) {
            *bits |= 1 << (word % 64);
        }
    }

    pub fn of(program: &Program, lexicon: &Lexicon) -> Self {
        let mut second = Self::default();
        for first in program.reached_from(0) {
            let inst = program.inst(first);
            match inst {
                Some(Inst::Word(_) | Inst::Mark(_) | Inst::Class(_) | Inst::Builtin(_)) => {
                    program.reached_from(first + 1).into_iter().for_each(|at| second.add(program.inst(at), lexicon));
                }
                _ => second.anything = true,
            }
            // "two" goes on as "two hundred", "two and a half"; "2" as "2.5"; "twenty" as "twenty-first".
            if let Some(Inst::Builtin(Builtin::Number | Builtin::Ordinal | Builtin::Day | Builtin::Century)) = inst {
                second.marks |= 1 << b'.' | 1 << b'-';
                lexicon.counting_words().chain(lexicon.half_words()).for_each(|word| second.add_word(word));
            }
        }
        second
    }

    fn add(&mut self, inst: Option<&Inst>, lexicon: &Lexicon) {
        match inst {
            Some(Inst::Word(word)) => self.add_word(*word),
            Some(Inst::Mark(mark)) => self.marks |= 1_u128.checked_shl(u32::from(*mark)).unwrap_or(0),
            Some(Inst::Class(class)) => lexicon.words_of(*class).for_each(|word| self.add_word(word)),
            Some(Inst::Builtin(builtin)) => {
                self.numbers = true;
                if matches!(builtin, Builtin::Number | Builtin::Ordinal | Builtin::Day | Builtin::Century) {
                    lexicon.counting_words().for_each(|word| self.add_word(word));
                }
            }
            _ => self.anything = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::timex::TimexRules;
    use crate::timex::scan::scan;

    /// Whatever a rule matches, its second token was admitted.
    #[test]
    fn no_match_is_given_up() {
        let (rules, _) = TimexRules::embedded();
        let text = "on the night of 3 May 2015, at dawn on Friday, twenty-first of June, two and a half weeks ago, last month, the 1990s, \
                    early next year, 14th Nov. 2016 at 03:00, 2024-11-29, mid-2016, the day before yesterday, since March, in 2014, 2.5 hours later, twenty-five years ago, two hundred and ten days, \
                    the first quarter of 2015, 44 BC, the 19th century, three days earlier, Christmas Eve, every Monday, weekend";
        let tokens = scan(text, &rules.lexicon);
        let (mut matches, mut refused) = (0, 0);
        for at in 0..tokens.len() {
            for rule in &rules.rules {
                let matched = rule.program.run(&tokens, at, &rules.lexicon, &mut Vec::new()).is_some();
                let admitted = rule.second.admits(tokens.get(at + 1));
                assert!(admitted || !matched, "{} at {at}", rule.name);
                matches += usize::from(matched);
                refused += usize::from(!admitted);
            }
        }
        assert!(matches > 40 && refused > 4 * matches, "{matches} {refused}");
    }
}

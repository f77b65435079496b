//! The pieces of patterns that need no word list: counts in digits and words, ordinals, days, years, clock times.

use super::lexicon::Lexicon;
use super::pattern::Event;
use super::scan::{Kind, Token};
use super::slots::Slot;

/// Token kinds that the scanner knows without a word list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Builtin {
    /// A count in digits or words.
    Number,
    Ordinal,
    /// 1–31, plain or ordinal.
    Day,
    /// 1–31 in digits.
    DayNumber,
    /// 1000–2199.
    Year,
    /// Any year beside an era.
    ShortYear,
    /// Two digits.
    YearInCentury,
    Hour,
    Clock,
    Decade,
    NumericDate,
    /// "152017": day and year whose comma was lost.
    DayYear,
    /// "0300": hour and minute in four digits.
    Military,
    Century,
}

/// Name in the rule files → piece.
pub(super) fn builtin(name: &str) -> Option<Builtin> {
    Some(match name {
        "number" => Builtin::Number,
        "ordinal" => Builtin::Ordinal,
        "day" => Builtin::Day,
        "daynumber" => Builtin::DayNumber,
        "year" => Builtin::Year,
        "shortyear" => Builtin::ShortYear,
        "yy" => Builtin::YearInCentury,
        "hour" => Builtin::Hour,
        "clock" => Builtin::Clock,
        "decade" => Builtin::Decade,
        "numdate" => Builtin::NumericDate,
        "dayyear" => Builtin::DayYear,
        "military" => Builtin::Military,
        "century" => Builtin::Century,
        _ => return None,
    })
}

/// Reads it at a token; the position after it.
pub(super) fn builtin_step(builtin: Builtin, tokens: &[Token], at: usize, lexicon: &Lexicon, events: &mut Vec<Event>) -> Option<usize> {
    let token = tokens.get(at)?;
    let mut set = |slot, value| events.push(Event::Set(slot, value));
    match (builtin, token.kind) {
        (Builtin::Number, _) => {
            let (next, halves) = count(tokens, at, lexicon)?;
            set(Slot::Number, halves);
            return Some(next);
        }
        (Builtin::Ordinal | Builtin::Century | Builtin::Day, Kind::Ordinal(n)) => {
            if builtin == Builtin::Day && !(1..=31).contains(&n) {
                return None;
            }
            set(ordinal_slot(builtin), n);
        }
        (Builtin::Ordinal | Builtin::Century | Builtin::Day, Kind::Word(_)) => {
            let (next, n) = ordinal_words(tokens, at, lexicon)?;
            if builtin == Builtin::Day && !(1..=31).contains(&n) {
                return None;
            }
            set(ordinal_slot(builtin), n);
            return Some(next);
        }
        (Builtin::Day | Builtin::DayNumber, Kind::Number { value, digits: 1 | 2 }) if (1..=31).contains(&value) => set(Slot::Day, value),
        (Builtin::Year, Kind::Number { value, digits: 4 }) if (1000..2200).contains(&value) => set(Slot::Year, value),
        (Builtin::ShortYear, Kind::Number { value, digits: 1..=4 }) if value > 0 => set(Slot::Year, value),
        (Builtin::YearInCentury, Kind::Number { value, digits: 2 }) => set(Slot::YearInCentury, value),
        (Builtin::Hour, Kind::Number { value, digits: 1 | 2 }) if value <= 24 => set(Slot::Hour, value),
        (Builtin::Clock, Kind::Clock { hour, minute }) => {
            set(Slot::Hour, hour);
            set(Slot::Minute, minute);
        }
        (Builtin::Military, Kind::Number { value, digits: 4 }) if value / 100 <= 24 && value % 100 < 60 => {
            set(Slot::Hour, value / 100);
            set(Slot::Minute, value % 100);
        }
        (Builtin::Decade, Kind::Decade { value, .. }) => set(Slot::Decade, value),
        (Builtin::NumericDate, Kind::NumericDate { year, month, day }) => {
            set(Slot::Year, year);
            set(Slot::Month, month);
            set(Slot::Day, day);
        }
        (Builtin::DayYear, Kind::Number { value, digits: 5 | 6 }) => {
            let (day, year) = (value / 10_000, value % 10_000);
            if !((1..=31).contains(&day) && (1900..2200).contains(&year)) {
                return None;
            }
            set(Slot::Day, day);
            set(Slot::Year, year);
        }
        _ => return None,
    }
    Some(at + 1)
}

fn ordinal_slot(builtin: Builtin) -> Slot {
    match builtin {
        Builtin::Day => Slot::Day,
        Builtin::Century => Slot::Century,
        _ => Slot::Number,
    }
}

/// A count in half units: "24", "1,200", "twenty-four", "two hundred", "two and a half", "2.5".
fn count(tokens: &[Token], start: usize, lexicon: &Lexicon) -> Option<(usize, i32)> {
    let token = tokens.get(start)?;
    let (mut at, value) = match token.kind {
        Kind::Number { value, .. } => {
            if let (
                Some(Token { kind: Kind::Mark(b'.'), glued: true, .. }),
                Some(Token { kind: Kind::Number { value: 5, digits: 1 }, glued: true, .. }),
            ) = (tokens.get(start + 1), tokens.get(start + 2))
            {
                return Some((start + 3, value.checked_mul(2)?.checked_add(1)?));
            }
            (start + 1, value)
        }
        Kind::Word(word) => {
            let mut total = lexicon.number_word(word)?;
            let mut at = start + 1;
            // At most three more words: "two hundred and forty-two" is enough for any report.
            for _ in 0..4 {
                let skip = usize::from(matches!(tokens.get(at), Some(Token { kind: Kind::Mark(b'-'), glued: true, .. })));
                let Some(Token { kind: Kind::Word(next), .. }) = tokens.get(at + skip) else { break };
                let Some(value) = lexicon.number_word(*next) else { break };
                let joined = match value {
                    100 | 1000 => total.saturating_mul(value),
                    1..=9 if total % 10 == 0 && total >= 20 => total.saturating_add(value),
                    1..=99 if total % 100 == 0 && total >= 100 => total.saturating_add(value),
                    _ => break,
                };
                total = joined;
                at += skip + 1;
            }
            (at, total)
        }
        _ => return None,
    };
    let mut halves = value.saturating_mul(2);
    let is =
        |at: usize, value: i32| matches!(tokens.get(at), Some(Token { kind: Kind::Word(w), .. }) if lexicon.half_word(*w) == Some(value));
    if is(at, 1) {
        if is(at + 1, 2) && is(at + 2, 3) {
            halves = halves.saturating_add(1);
            at += 3;
        } else if is(at + 1, 3) {
            halves = halves.saturating_add(1);
            at += 2;
        }
    }
    Some((at, halves))
}

/// "first", "twenty-first".
fn ordinal_words(tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<(usize, i32)> {
    let Kind::Word(word) = tokens.get(at)?.kind else { return None };
    if let Some(value) = lexicon.ordinal_word(word) {
        return Some((at + 1, value));
    }
    let tens = lexicon.number_word(word).filter(|n| matches!(n, 20 | 30 | 40 | 50 | 60 | 70 | 80 | 90))?;
    let skip = usize::from(matches!(tokens.get(at + 1), Some(Token { kind: Kind::Mark(b'-'), .. })));
    let Kind::Word(word) = tokens.get(at + 1 + skip)?.kind else { return None };
    let unit = lexicon.ordinal_word(word).filter(|n| (1..=9).contains(n))?;
    Some((at + 2 + skip, tens + unit))
}

//! Text → the few kinds of token that time expressions are made of, in one pass over the bytes.
//!
//! This is not the tokeniser of `text`: it knows ordinals, clock times, decades and numeric dates as single tokens, gives
//! words as numbers of the rule lexicon (0 = in no rule) and remembers where a line breaks.

use super::lexicon::{Lexicon, WordId};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Word(WordId),
    /// `digits` tells 07 from 7; a number with grouping or decimals has `digits` 0.
    Number {
        value: i32,
        digits: u8,
    },
    Ordinal(i32),
    /// "1990s", "80s".
    Decade {
        value: i32,
        digits: u8,
    },
    /// `2024-11-29`, `29.11.2024`, `11/29/2024`.
    NumericDate {
        year: i32,
        month: i32,
        day: i32,
    },
    Clock {
        hour: i32,
        minute: i32,
    },
    Mark(u8),
    /// End of a line that is not just wrapped.
    Break,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Token {
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
    /// No white space before it.
    pub glued: bool,
    pub capital: bool,
}

/// A line shorter than this is a heading, a caption or a list item, so that its end is a break.
const WRAPPED_LINE: usize = 50;

pub(super) fn scan(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut line_start = 0;
    let mut glued = false;
    while at < bytes.len() {
        let b = byte(at);
        match b {
            b'\n' => {
                let wrapped = at - line_start >= WRAPPED_LINE && byte(at + 1) != b'\n' && byte(at.wrapping_sub(1)) != b'\n';
                if !wrapped {
                    push(&mut tokens, at, at + 1, Kind::Break, false, false);
                }
                line_start = at + 1;
                glued = false;
                at += 1;
            }
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => {
                glued = false;
                at += 1;
            }
            b'0'..=b'9' => {
                let (end, kind) = number(bytes, at);
                push(&mut tokens, at, end, kind, glued, false);
                at = end;
                glued = true;
            }
            b'a'..=b'z' | b'A'..=b'Z' => {
                let (end, id) = word(text, at, lexicon);
                push(&mut tokens, at, end, Kind::Word(id), glued, b.is_ascii_uppercase());
                at = end;
                glued = true;
            }
            0..=0x7f => {
                push(&mut tokens, at, at + 1, Kind::Mark(b), glued, false);
                at += 1;
                glued = true;
            }
            _ => {
                let rest = text.get(at..).unwrap_or("");
                let Some(c) = rest.chars().next() else {
                    at += 1;
                    continue;
                };
                let end = at + c.len_utf8();
                if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
                    glued = false;
                    at = end;
                } else if let Some(mark) = fold(c) {
                    push(&mut tokens, at, end, Kind::Mark(mark), glued, false);
                    at = end;
                    glued = true;
                } else {
                    // A word in another alphabet, or with a letter that no time word has.
                    let len = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()).max(c.len_utf8());
                    push(&mut tokens, at, at + len, Kind::Word(0), glued, c.is_uppercase());
                    at += len;
                    glued = true;
                }
            }
        }
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, start: usize, end: usize, kind: Kind, glued: bool, capital: bool) {
    let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    tokens.push(Token { start: clamp(start), end: clamp(end), kind, glued, capital });
}

fn fold(c: char) -> Option<u8> {
    Some(match c {
        '‐'..='―' | '−' => b'-',
        '‘' | '’' | '‛' | 'ʼ' | '′' => b'\'',
        '“' | '”' | '„' | '«' | '»' => b'"',
        '…' => b'.',
        _ => return None,
    })
}

/// A word; "p.m.", "B.C." and an abbreviation's full stop ("Nov.") belong to it.
fn word(text: &str, start: usize, lexicon: &Lexicon) -> (usize, WordId) {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let mut end = start + 1;
    while byte(end).is_ascii_alphanumeric() && !(byte(end).is_ascii_digit()) {
        end += 1;
    }
    if byte(end) >= 0x80 {
        // A letter beyond ASCII goes on with the word, a dash or quote ends it.
        let rest = text.get(end..).unwrap_or("");
        let more = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        if more > 0 {
            return (end + more, 0);
        }
    }
    if end == start + 1 && byte(end) == b'.' && byte(end + 1).is_ascii_alphabetic() && !byte(end + 2).is_ascii_alphabetic() {
        let id = lexicon.word(&[byte(start), byte(end + 1)]);
        if id != 0 {
            let dot = usize::from(byte(end + 2) == b'.');
            return (end + 2 + dot, id);
        }
    }
    let id = lexicon.word(bytes.get(start..end).unwrap_or(&[]));
    if byte(end) == b'.' && lexicon.is_abbreviation(id) {
        end += 1;
    }
    (end, id)
}

fn number(bytes: &[u8], start: usize) -> (usize, Kind) {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let digits_end = |from: usize| {
        let mut end = from;
        while byte(end).is_ascii_digit() {
            end += 1;
        }
        end
    };
    let value = |from: usize, to: usize| {
        bytes.get(from..to).unwrap_or(&[]).iter().take(9).fold(0_i32, |n, b| n * 10 + i32::from(b.wrapping_sub(b'0')))
    };
    let end = digits_end(start);
    let digits = end - start;
    let first = value(start, end);
    // 2024-11-29, 29/11/2024 …
    let separator = byte(end);
    if matches!(separator, b'-' | b'/' | b'.') && matches!(digits, 1 | 2 | 4) && byte(end + 1).is_ascii_digit() {
        let end2 = digits_end(end + 1);
        if byte(end2) == separator && byte(end2 + 1).is_ascii_digit() {
            let end3 = digits_end(end2 + 1);
            let (second, third) = (value(end + 1, end2), value(end2 + 1, end3));
            let (d2, d3) = (end2 - end - 1, end3 - end2 - 1);
            if let Some((year, month, day)) = numeric_date((first, digits), (second, d2), (third, d3), separator) {
                return (end3, Kind::NumericDate { year, month, day });
            }
        }
    }
    // 1,200 and 22.8
    if matches!(separator, b',' | b'.') && digits <= 3 && byte(end + 1).is_ascii_digit() {
        let end2 = digits_end(end + 1);
        if separator == b',' && end2 - end == 4 {
            let mut last = end2;
            let mut total = first.saturating_mul(1000).saturating_add(value(end + 1, end2));
            while byte(last) == b',' && digits_end(last + 1) - last == 4 {
                let next = digits_end(last + 1);
                total = total.saturating_mul(1000).saturating_add(value(last + 1, next));
                last = next;
            }
            return (last, Kind::Number { value: total, digits: 0 });
        }
    }
    // 19:00, 03:00:15
    if separator == b':' && digits <= 2 && first <= 24 {
        let end2 = digits_end(end + 1);
        let minute = value(end + 1, end2);
        if end2 - end == 3 && minute < 60 {
            return (end2, Kind::Clock { hour: first, minute });
        }
    }
    // 14th, 1990s
    let mut tail = end;
    while byte(tail).is_ascii_alphabetic() {
        tail += 1;
    }
    let lower = |at: usize| byte(at).to_ascii_lowercase();
    if tail - end == 2 && digits <= 3 && matches!((lower(end), lower(end + 1)), (b's', b't') | (b'n', b'd') | (b'r', b'd') | (b't', b'h')) {
        return (tail, Kind::Ordinal(first));
    }
    let decade = |tail: usize| (tail, Kind::Decade { value: first, digits: u8::try_from(digits).unwrap_or(0) });
    if matches!(digits, 2..=4) && first % 10 == 0 {
        if tail - end == 1 && byte(end) == b's' {
            return decade(tail);
        }
        if byte(end) == b'\'' && byte(end + 1) == b's' && !byte(end + 2).is_ascii_alphabetic() {
            return decade(end + 2);
        }
    }
    let digits = if digits > 9 || (digits == 0) { 0 } else { u8::try_from(digits).unwrap_or(0) };
    (end, Kind::Number { value: first, digits })
}

/// Reads three numbers as a date: year first; else day first, unless only month first fits or slashes say American.
fn numeric_date(a: (i32, usize), b: (i32, usize), c: (i32, usize), separator: u8) -> Option<(i32, i32, i32)> {
    let real = |year: i32, month: i32, day: i32| {
        ((1000..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
    };
    if a.1 == 4 {
        return real(a.0, b.0, c.0).filter(|_| c.1 <= 2);
    }
    let year = match c.1 {
        4 => c.0,
        2 if separator == b'/' => 2000 + c.0,
        _ => return None,
    };
    let american = separator == b'/' && a.0 <= 12;
    if american { real(year, a.0, b.0).or_else(|| real(year, b.0, a.0)) } else { real(year, b.0, a.0).or_else(|| real(year, a.0, b.0)) }
}

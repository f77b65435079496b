//! The small pattern language of the rules, compiled to a program without loops and run by backtracking.
//!
//! `in the {month}` literal words and a class; `(a|b)` alternatives; `x?` perhaps; `_` no white space here;
//! `[ … ]` the words that become the expression (all, when no bracket stands; a pattern may hold several);
//! `<name>` a phrase defined once. Programs cannot loop, so that a match is bounded by the pattern's length.

use super::lexicon::{ClassId, Lexicon, WordId};
use super::scan::{Kind, Token};
use super::slots::Slot;
use std::collections::BTreeMap;

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

#[derive(Debug, Clone, PartialEq)]
enum Inst {
    Word(WordId),
    Mark(u8),
    Class(ClassId),
    Builtin(Builtin),
    Glued,
    /// Try the next instruction, then this one.
    Split(usize),
    Jump(usize),
    Open,
    Close,
    Done,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Program {
    insts: Vec<Inst>,
}

/// What a successful run leaves: fields and bracket positions in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Event {
    Set(Slot, i32),
    Open(usize),
    Close(usize),
}

impl Program {
    /// Compiles; the error names what was not understood.
    pub fn compile(pattern: &str, phrases: &BTreeMap<String, String>, lexicon: &mut Lexicon) -> Result<Self, String> {
        let expanded = expand(pattern, phrases, 0)?;
        let pieces = pieces(&expanded);
        let mut program = Self::default();
        let mut at = 0;
        let bracketed = pieces.iter().any(|p| p == "[");
        if !bracketed {
            program.insts.push(Inst::Open);
        }
        program.alternatives(&pieces, &mut at, lexicon)?;
        if at != pieces.len() {
            return Err(format!("pattern \"{pattern}\": a bracket too many"));
        }
        if !bracketed {
            program.insts.push(Inst::Close);
        }
        program.insts.push(Inst::Done);
        Ok(program)
    }

    /// `a | b | c`: emitted as split-chains; leaves at a closing bracket.
    fn alternatives(&mut self, pieces: &[String], at: &mut usize, lexicon: &mut Lexicon) -> Result<(), String> {
        let mut ends = Vec::new();
        loop {
            let split = self.insts.len();
            self.insts.push(Inst::Split(0));
            self.sequence(pieces, at, lexicon)?;
            let more = pieces.get(*at).is_some_and(|p| p == "|");
            if more {
                *at += 1;
                ends.push(self.insts.len());
                self.insts.push(Inst::Jump(0));
            }
            let here = self.insts.len();
            if let Some(inst) = self.insts.get_mut(split) {
                // The last branch has nothing to fall back to.
                *inst = if more { Inst::Split(here) } else { Inst::Jump(split + 1) };
            }
            if !more {
                break;
            }
        }
        let end = self.insts.len();
        for jump in ends {
            if let Some(inst) = self.insts.get_mut(jump) {
                *inst = Inst::Jump(end);
            }
        }
        Ok(())
    }

    fn sequence(&mut self, pieces: &[String], at: &mut usize, lexicon: &mut Lexicon) -> Result<(), String> {
        while let Some(piece) = pieces.get(*at) {
            if piece == "|" || piece == ")" {
                return Ok(());
            }
            *at += 1;
            let start = self.insts.len();
            self.insts.push(Inst::Jump(start + 1)); // becomes a split when "?" follows
            match piece.as_str() {
                "(" => {
                    self.alternatives(pieces, at, lexicon)?;
                    if pieces.get(*at).is_none_or(|p| p != ")") {
                        return Err("a bracket is not closed".to_owned());
                    }
                    *at += 1;
                }
                "[" => self.insts.push(Inst::Open),
                "]" => self.insts.push(Inst::Close),
                "_" => self.insts.push(Inst::Glued),
                class if class.starts_with('{') => {
                    let name = class.trim_matches(['{', '}']);
                    let inst = match builtin(name) {
                        Some(builtin) => Inst::Builtin(builtin),
                        None => Inst::Class(lexicon.class_named(name).ok_or_else(|| format!("no class is named \"{name}\""))?),
                    };
                    self.insts.push(inst);
                }
                word if word.bytes().all(|b| b.is_ascii_alphabetic()) => {
                    let id = lexicon.intern(word);
                    self.insts.push(Inst::Word(id));
                }
                mark if mark.len() == 1 => self.insts.push(Inst::Mark(mark.bytes().next().unwrap_or(b' '))),
                other => return Err(format!("\"{other}\" is neither a word, a mark nor a class")),
            }
            if pieces.get(*at).is_some_and(|p| p == "?") {
                *at += 1;
                let end = self.insts.len();
                if let Some(inst) = self.insts.get_mut(start) {
                    *inst = Inst::Split(end);
                }
            }
        }
        Ok(())
    }

    /// Could a match begin with this token?
    pub fn can_start(&self, token: &Token, lexicon: &Lexicon) -> bool {
        self.starts_from(0, token, lexicon)
    }

    fn starts_from(&self, pc: usize, token: &Token, lexicon: &Lexicon) -> bool {
        match self.insts.get(pc) {
            None | Some(Inst::Done) => false,
            Some(Inst::Split(other)) => self.starts_from(pc + 1, token, lexicon) || self.starts_from(*other, token, lexicon),
            Some(Inst::Jump(to)) => self.starts_from(*to, token, lexicon),
            Some(Inst::Open | Inst::Close | Inst::Glued) => self.starts_from(pc + 1, token, lexicon),
            Some(inst) => {
                let mut events = Vec::new();
                step(inst, std::slice::from_ref(token), 0, lexicon, &mut events).is_some()
                    // "twenty" may begin "twenty-first".
                    || matches!((inst, token.kind), (Inst::Builtin(Builtin::Ordinal | Builtin::Day | Builtin::Century), Kind::Word(id)) if lexicon.number_word(id).is_some_and(|n| n % 10 == 0))
            }
        }
    }

    /// Runs at a token; `events` holds the fields on success. Returns the token after the match.
    pub fn run(&self, tokens: &[Token], at: usize, lexicon: &Lexicon, events: &mut Vec<Event>) -> Option<usize> {
        events.clear();
        self.go(0, tokens, at, lexicon, events)
    }

    fn go(&self, mut pc: usize, tokens: &[Token], mut at: usize, lexicon: &Lexicon, events: &mut Vec<Event>) -> Option<usize> {
        loop {
            match self.insts.get(pc)? {
                Inst::Done => return Some(at),
                Inst::Jump(to) => pc = *to,
                Inst::Split(other) => {
                    let mark = events.len();
                    if let Some(end) = self.go(pc + 1, tokens, at, lexicon, events) {
                        return Some(end);
                    }
                    events.truncate(mark);
                    pc = *other;
                }
                Inst::Open => {
                    events.push(Event::Open(at));
                    pc += 1;
                }
                Inst::Close => {
                    events.push(Event::Close(at));
                    pc += 1;
                }
                Inst::Glued => {
                    if !tokens.get(at)?.glued {
                        return None;
                    }
                    pc += 1;
                }
                inst => {
                    at = step(inst, tokens, at, lexicon, events)?;
                    pc += 1;
                }
            }
        }
    }
}

/// One instruction that reads tokens; the position after them.
fn step(inst: &Inst, tokens: &[Token], at: usize, lexicon: &Lexicon, events: &mut Vec<Event>) -> Option<usize> {
    let token = tokens.get(at)?;
    match inst {
        Inst::Word(word) => (token.kind == Kind::Word(*word)).then_some(at + 1),
        Inst::Mark(mark) => (token.kind == Kind::Mark(*mark)).then_some(at + 1),
        Inst::Class(class) => {
            let Kind::Word(word) = token.kind else { return None };
            let value = lexicon.value(word, *class)?;
            let class = lexicon.class(*class)?;
            if class.capital && !token.capital {
                return None;
            }
            if let Some(slot) = class.slot {
                events.push(Event::Set(slot, value));
            }
            Some(at + 1)
        }
        Inst::Builtin(builtin) => builtin_step(*builtin, tokens, at, lexicon, events),
        _ => None,
    }
}

fn builtin_step(builtin: Builtin, tokens: &[Token], at: usize, lexicon: &Lexicon, events: &mut Vec<Event>) -> Option<usize> {
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

fn builtin(name: &str) -> Option<Builtin> {
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

/// Splits a pattern into its pieces.
fn pieces(pattern: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut in_class = false;
    for c in pattern.chars() {
        if in_class || c == '{' {
            word.push(c);
            in_class = c != '}';
        } else if c.is_ascii_alphabetic() {
            if word.starts_with('{') {
                out.push(std::mem::take(&mut word));
            }
            word.push(c);
        } else {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
            if !c.is_whitespace() {
                out.push(c.to_string());
            }
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// Puts phrases in place of their names; phrases may use phrases.
fn expand(pattern: &str, phrases: &BTreeMap<String, String>, depth: u8) -> Result<String, String> {
    if depth > 8 {
        return Err(format!("pattern \"{pattern}\": its phrases go round in a circle"));
    }
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('<') {
        let (name, tail) = after.split_once('>').ok_or_else(|| format!("pattern \"{pattern}\": \"<\" without \">\""))?;
        let phrase = phrases.get(name).ok_or_else(|| format!("pattern \"{pattern}\": no phrase is named \"{name}\""))?;
        out.push_str(before);
        out.push_str("( ");
        out.push_str(&expand(phrase, phrases, depth + 1)?);
        out.push_str(" )");
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

//! The small pattern language of the rules, compiled to a program without loops and run by backtracking.
//!
//! `in the {month}` literal words and a class; `(a|b)` alternatives; `x?` perhaps; `_` no white space here;
//! `[ … ]` the words that become the expression (all, when no bracket stands; a pattern may hold several);
//! `<name>` a phrase defined once. Programs cannot loop, so that a match is bounded by the pattern's length.

use super::builtin::{Builtin, builtin, builtin_step};
use super::lexicon::{ClassId, Lexicon, WordId};
use super::scan::{Kind, Token};
use super::slots::Slot;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Inst {
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

    pub fn inst(&self, at: usize) -> Option<&Inst> {
        self.insts.get(at)
    }

    /// The instructions that read a token, or the end, which can come first from this one on.
    pub fn reached_from(&self, from: usize) -> Vec<usize> {
        let (mut out, mut open) = (Vec::new(), vec![from]);
        while let Some(at) = open.pop() {
            match self.insts.get(at) {
                Some(Inst::Split(other)) => open.extend([at + 1, *other]),
                Some(Inst::Jump(to)) => open.push(*to),
                Some(Inst::Open | Inst::Close | Inst::Glued) => open.push(at + 1),
                _ => out.push(at),
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Could a match begin with this token? `first` are the instructions that [`Program::reached_from`] the first.
    pub fn can_start(&self, first: &[usize], token: &Token, lexicon: &Lexicon) -> bool {
        let mut events = Vec::new();
        first.iter().filter_map(|at| self.insts.get(*at)).any(|inst| {
            step(inst, std::slice::from_ref(token), 0, lexicon, &mut events).is_some()
                // "twenty" may begin "twenty-first".
                || matches!((inst, token.kind), (Inst::Builtin(Builtin::Ordinal | Builtin::Day | Builtin::Century), Kind::Word(id)) if lexicon.number_word(id).is_some_and(|n| n % 10 == 0))
        })
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

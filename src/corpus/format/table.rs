//! CSV and TSV with a header row → a draft for each row (RFC 4180: quoted fields may hold separators, quotes and line ends).
//!
//! In: text and its separator. Out: drafts. Refused: a header without a text column; rows without text, reported by number.

use super::{Drafts, capped, html, report};
use crate::corpus::draft::{Draft, Field, field};
use crate::diagnostic::Severity;

/// The separator that the header row holds most of.
pub(super) fn separator(text: &str) -> char {
    let header = text.lines().next().unwrap_or("");
    [',', ';', '\t', '|'].into_iter().max_by_key(|c| (header.matches(*c).count(), u8::from(*c == ','))).unwrap_or(',')
}

pub(super) fn read(name: &str, text: &str, separator: char) -> Drafts {
    let mut rows = rows(text, separator).into_iter();
    let Some((_, header)) = rows.next() else { return (Vec::new(), Vec::new()) };
    let fields: Vec<Option<Field>> = header.iter().map(|h| field(h)).collect();
    if !fields.contains(&Some(Field::Text)) {
        let message = format!("row 1: no column with the text among: {}. Name one of them \u{201c}text\u{201d}.", header.join(", "));
        return (Vec::new(), vec![report(name, Severity::Error, message)]);
    }
    let (mut drafts, mut diagnostics) = (Vec::new(), Vec::new());
    for (number, row) in rows {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut draft = Draft::default();
        let mut words = "";
        for ((cell, kind), head) in row.iter().zip(&fields).zip(&header) {
            match kind {
                Some(Field::Text) if cell.len() > words.len() => words = cell,
                Some(Field::Text) | None => {}
                Some(_) => {
                    draft.set_field(head, cell);
                }
            }
        }
        html::push_fragment(&mut draft, words);
        if draft.text.is_empty() {
            diagnostics.push(report(name, Severity::Warning, format!("row {number}: no text in it; skipped.")));
        } else {
            drafts.push(draft);
        }
    }
    (drafts, capped(name, diagnostics))
}

/// Rows with the line number on which each starts.
fn rows(text: &str, separator: char) -> Vec<(usize, Vec<String>)> {
    let mut out = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let (mut line, mut start, mut quoted) = (1, 1, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            c if !quoted && c == separator => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                out.push((start, std::mem::take(&mut row)));
                start = line;
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        out.push((start, row));
    }
    out
}

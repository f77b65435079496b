//! Plain text → its paragraphs.
//!
//! In: any text. Out: the same text, where the line ends inside a hard-wrapped paragraph became spaces (so offsets do not move),
//! and one piece for each paragraph. Refused: joining lines that may be separate statements.

use super::draft::Piece;
use crate::provenance::Span;

/// Lines of this many characters in a row, each ending inside a sentence, are one paragraph wrapped by a mail program or an editor.
const WRAPPED: std::ops::RangeInclusive<usize> = 55..=100;

/// Splits and, where lines were wrapped, joins.
#[must_use]
pub fn pieces(text: String) -> (String, Vec<Piece>) {
    let lines = lines(&text);
    let wrapped = is_hard_wrapped(&text, &lines);
    let mut out: Vec<Span> = Vec::new();
    let mut joins: Vec<usize> = Vec::new();
    for line in lines {
        let gap = out.last().map(|last| Span { start: last.end, end: line.start });
        // Exactly one line end between them: an empty line always parts.
        let adjacent = gap.is_some_and(|gap| gap.of(&text).matches('\n').count() == 1);
        match out.last_mut() {
            Some(last) if adjacent && continues(last.of(&text), line.of(&text), wrapped) => {
                joins.extend(text.get(last.end as usize..line.start as usize).and_then(|g| g.find('\n')).map(|at| at + last.end as usize));
                last.end = line.end;
            }
            _ => out.push(line),
        }
    }
    let mut bytes = text.into_bytes();
    for at in joins {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = b' ';
        }
    }
    // A line end is one byte and so is a space: the text stays UTF-8.
    let text = String::from_utf8(bytes).unwrap_or_default();
    (text, out.into_iter().map(|span| Piece { span, kind: None }).collect())
}

/// The same without changing a byte: for text whose offsets belong to somebody else.
#[must_use]
pub fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let from = start + (line.len() - line.trim_start().len());
        let words = line.trim();
        if !words.is_empty() {
            out.push(Span::new(from, from + words.len()));
        }
        start += line.len() + 1;
    }
    out
}

fn continues(before: &str, after: &str, wrapped: bool) -> bool {
    let ends = before.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':', '…', '؟', '。']);
    let starts_low = after.chars().next().is_some_and(char::is_lowercase);
    let is_item = after.starts_with(['-', '*', '•', '–', '—', '#', '>']);
    if is_item {
        return false;
    }
    (starts_low && !ends) || (wrapped && WRAPPED.contains(&last_line_len(before)))
}

fn last_line_len(block: &str) -> usize {
    block.rsplit('\n').next().unwrap_or(block).chars().count()
}

/// Most lines that are followed by another line at once have the length of a wrapped line, and many break inside a sentence.
fn is_hard_wrapped(text: &str, lines: &[Span]) -> bool {
    let (mut followed, mut long, mut inside) = (0_usize, 0_usize, 0_usize);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if text.get(line.end as usize..next.start as usize).is_none_or(|gap| gap.matches('\n').count() != 1) {
            continue;
        }
        let words = line.of(text);
        followed += 1;
        long += usize::from(WRAPPED.contains(&words.chars().count()));
        inside += usize::from(!words.ends_with(['.', '!', '?', ':', '"', '”']));
    }
    followed >= 3 && long * 10 >= followed * 8 && inside * 10 >= followed * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let (text, found) = pieces(text.to_owned());
        found.iter().map(|p| p.span.of(&text).to_owned()).collect()
    }

    #[test]
    fn every_line_is_a_paragraph_and_offsets_stay() {
        let text = "Title here\n\n  First one.  \nSecond one.\r\n";
        let (same, found) = pieces(text.to_owned());
        assert_eq!(same, text);
        assert_eq!(found.iter().map(|p| p.span.of(text)).collect::<Vec<_>>(), ["Title here", "First one.", "Second one."]);
    }

    #[test]
    fn a_sentence_broken_over_lines_is_one_paragraph() {
        assert_eq!(
            paragraphs("The U.S.-led\ncoalition\n conducted strikes.\nThe end."),
            ["The U.S.-led coalition  conducted strikes.", "The end."]
        );
    }

    #[test]
    fn a_mail_wrapped_at_seventy_two_is_put_together() {
        let text = "The army said on Saturday that it had pulled back from the villages\nAnjara and Hur, which lie west of Aleppo, after two days of shelling\nby Islamist groups. Residents said that the road to the city was open\nand that no soldier had been seen since Thursday night.\n\nA second paragraph.";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn a_list_stays_a_list() {
        assert_eq!(paragraphs("Taken today:\n- anjara\n- kafr halab").len(), 3);
    }
}

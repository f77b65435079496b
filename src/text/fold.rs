//! Characters as the tokeniser wants them: spellings of one mark folded to one, each with its place in the text.
//!
//! In: a piece of text. Out: [`Glyph`]s in order. White space becomes `' '` or `'\n'`, soft hyphens and zero-width
//! characters vanish, ligatures open, UTF-8 that was once read as Windows-1252 (`â€™`) is read again.
//! Refused: folding letters; diacritics stay.

/// One folded character and the bytes of the text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub c: char,
    pub start: u32,
    pub end: u32,
}

/// What Windows-1252 makes of the UTF-8 of common typographic marks.
const MOJIBAKE: [(&str, char); 11] = [
    ("â€™", '’'),
    ("â€˜", '‘'),
    ("â€œ", '“'),
    ("â€\u{9d}", '”'),
    ("â€“", '–'),
    ("â€”", '—'),
    ("â€¦", '…'),
    ("â€¢", '•'),
    ("Â\u{a0}", ' '),
    ("Â«", '“'),
    ("Â»", '”'),
];

/// Folds `text.get(from..to)`; an impossible range gives nothing.
pub(super) fn fold(text: &str, from: usize, to: usize) -> Vec<Glyph> {
    let Some(part) = text.get(from..to) else { return Vec::new() };
    let mut glyphs = Vec::with_capacity(part.len());
    let mut skip_to = 0;
    for (at, c) in part.char_indices() {
        if at < skip_to {
            continue;
        }
        let mut push = |c: char, len: usize| glyphs.push(Glyph { c, start: to_u32(from + at), end: to_u32(from + at + len) });
        if c.is_ascii() {
            match c {
                '\n' | '\r' | '\x0b' | '\x0c' => push('\n', 1),
                '`' => push('‘', 1),
                _ if c.is_ascii_control() => push(' ', 1),
                _ => push(c, 1),
            }
            continue;
        }
        let len = c.len_utf8();
        match c {
            'â' | 'Â' | 'Ã' => {
                let rest = part.get(at..).unwrap_or("");
                // "theÂ refinery": a no-break space that was misread and then made plain.
                let small = part.get(..at).is_some_and(|before| before.ends_with(|b: char| b.is_lowercase() || matches!(b, ',' | '.')));
                let (folded, len) = if small && rest.starts_with("Â ") { (' ', "Â ".len()) } else { reread(rest, c) };
                skip_to = at + len;
                push(folded, len);
            }
            '„' | '‟' | '«' | '“' => push('“', len),
            '”' | '»' => push('”', len),
            '″' | '＂' | '〃' => push('"', len),
            '‘' | '‛' | '‹' => push('‘', len),
            '’' | '›' => push('’', len),
            'ʼ' | 'ʻ' | 'ʹ' | 'ʾ' | 'ʿ' | '´' | '′' | '＇' | '\u{2bd}' | '\u{2c8}' => push('\'', len),
            '‐' | '‑' | '⁃' | '﹣' | '－' => push('-', len),
            '–' | '‒' | '−' => push('–', len),
            '—' | '―' => push('—', len),
            'ﬁ' => ['f', 'i'].into_iter().for_each(|c| push(c, len)),
            'ﬂ' => ['f', 'l'].into_iter().for_each(|c| push(c, len)),
            'ﬀ' => ['f', 'f'].into_iter().for_each(|c| push(c, len)),
            'ﬃ' => ['f', 'f', 'i'].into_iter().for_each(|c| push(c, len)),
            'ﬄ' => ['f', 'f', 'l'].into_iter().for_each(|c| push(c, len)),
            '\u{85}' | '\u{2028}' | '\u{2029}' => push('\n', len),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe0f}' => {}
            _ if c.is_whitespace() || c.is_control() => push(' ', len),
            _ => push(c, len),
        }
    }
    glyphs
}

/// The character that `rest` (which begins with `first`) stood for before it was misread, and its length in bytes.
fn reread(rest: &str, first: char) -> (char, usize) {
    for (wrong, right) in MOJIBAKE {
        if rest.starts_with(wrong) {
            return (right, wrong.len());
        }
    }
    if first == 'Ã'
        && let Some(second) = rest.chars().nth(1)
        && ('\u{a0}'..='\u{bf}').contains(&second)
        && let Some(right) = char::from_u32(u32::from(second) + 0x40)
    {
        return (right, first.len_utf8() + second.len_utf8());
    }
    (first, first.len_utf8())
}

/// The letters and marks for matching: lower case, quotes and dashes in ASCII (an em dash is `--`).
pub(super) fn normal_form(glyphs: &[Glyph]) -> String {
    // Nearly every word.
    if glyphs.iter().all(|glyph| glyph.c.is_ascii()) {
        let bytes = glyphs.iter().map(|glyph| (glyph.c as u8).to_ascii_lowercase()).collect();
        return String::from_utf8(bytes).unwrap_or_default();
    }
    let mut norm = String::with_capacity(glyphs.len());
    for glyph in glyphs {
        match glyph.c {
            c if c.is_ascii() => norm.push(c.to_ascii_lowercase()),
            '“' | '”' => norm.push('"'),
            '‘' | '’' => norm.push('\''),
            '–' => norm.push('-'),
            '—' => norm.push_str("--"),
            '…' => norm.push_str("..."),
            c => norm.extend(c.to_lowercase()),
        }
    }
    norm
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn norm(text: &str) -> String {
        normal_form(&fold(text, 0, text.len()))
    }

    #[test]
    fn misread_utf8_is_read_again() {
        assert_eq!(norm("Assadâ€™s â€œcafÃ©â€\u{9d} â€“ endâ€¦"), "assad's \"café\" - end...");
        assert_eq!(norm("Ângela Ã"), "ângela ã");
        assert_eq!(norm("the\u{c2} Beiji refinery,\u{c2} now"), "the beiji refinery, now");
    }

    #[test]
    fn ligatures_open_and_soft_hyphens_vanish() {
        assert_eq!(norm("ﬁre\u{ad}ﬁght of\u{a0}ﬂags"), "firefight of flags");
    }
}

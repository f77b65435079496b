//! Words between quotation marks.
//!
//! In: the folded glyphs of each block in turn. Out: [`Quotation`]s in order of their start, disjoint. A quotation goes
//! on in the next paragraph when that opens with a mark again, as newspapers print long ones. Single quotes count
//! outside double ones only, and only when closed: an apostrophe opens nothing. One pass, whatever the text.

use super::analysis::Quotation;
use super::fold::Glyph;
use crate::provenance::Span;

#[derive(Debug, Default)]
pub(super) struct QuotationFinder {
    found: Vec<Quotation>,
    /// Start and last end of a double quotation that its paragraph left open.
    pending: Option<(u32, u32)>,
}

impl QuotationFinder {
    /// Reads the next block.
    pub(super) fn read(&mut self, glyphs: &[Glyph]) {
        let at = |n: usize| glyphs.get(n).map_or(' ', |glyph| glyph.c);
        let blank = |c: char| matches!(c, ' ' | '\n');
        let Some(first) = glyphs.iter().position(|glyph| !blank(glyph.c)) else { return };
        let last = glyphs.iter().rposition(|glyph| !blank(glyph.c)).unwrap_or(first);

        let mut double = None;
        let mut from = first;
        if let Some((start, end)) = self.pending.take() {
            if matches!(at(first), '"' | '“') {
                double = Some(start);
                from = first + 1;
            } else {
                self.push(start, end, false);
            }
        }
        // Start of a single quotation, and a place where it may have closed ("rebels’" is not sure).
        let mut single: Option<(u32, Option<u32>)> = None;
        for (n, glyph) in glyphs.iter().enumerate().take(last + 1).skip(from) {
            let (before, after) = (if n == 0 { ' ' } else { at(n - 1) }, at(n + 1));
            match glyph.c {
                '"' | '“' | '”' => {
                    let opens = match glyph.c {
                        '“' => true,
                        '”' => false,
                        _ => double.is_none() && !blank(after),
                    };
                    match (opens, double) {
                        (false, Some(start)) => {
                            self.push(start, glyph.end, true);
                            double = None;
                        }
                        (true, open) => {
                            // A second opening mark: the first was never closed.
                            if let Some(start) = open {
                                self.push(start, glyph.start, false);
                            }
                            self.close_single(&mut single);
                            double = Some(glyph.start);
                        }
                        (false, None) => {}
                    }
                }
                '\'' | '‘' | '’' if double.is_none() => {
                    let starts_word =
                        !before.is_alphanumeric() && !matches!(before, '.' | ',' | '!' | '?' | '’' | '\'') && after.is_alphanumeric();
                    if starts_word && glyph.c != '’' && !clitic(glyphs, n) {
                        self.close_single(&mut single);
                        single = Some((glyph.start, None));
                    } else if let Some((start, maybe)) = single
                        && !after.is_alphanumeric()
                        && !blank(before)
                        && glyph.c != '‘'
                    {
                        if before == 's' {
                            single = Some((start, maybe.or(Some(glyph.end))));
                        } else {
                            self.push(start, glyph.end, true);
                            single = None;
                        }
                    }
                }
                _ => {}
            }
        }
        self.close_single(&mut single);
        if let Some(start) = double {
            self.pending = glyphs.get(last).map(|glyph| (start, glyph.end));
        }
    }

    pub(super) fn finish(mut self) -> Vec<Quotation> {
        if let Some((start, end)) = self.pending.take() {
            self.push(start, end, false);
        }
        self.found
    }

    fn push(&mut self, start: u32, end: u32, closed: bool) {
        self.found.push(Quotation { span: Span { start, end }, closed });
    }

    fn close_single(&mut self, single: &mut Option<(u32, Option<u32>)>) {
        if let Some((start, Some(end))) = single.take() {
            self.push(start, end, true);
        }
    }
}

/// "'s", "'90s", "'em", "'til" open no quotation.
fn clitic(glyphs: &[Glyph], at: usize) -> bool {
    let word: String = glyphs.iter().skip(at + 1).map(|glyph| glyph.c).take(6).take_while(|c| c.is_alphanumeric()).collect();
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word.to_lowercase().as_str(), "s" | "re" | "ve" | "ll" | "d" | "m" | "em" | "til" | "tis" | "cause")
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn quotations(blocks: &[&str]) -> Vec<(String, bool)> {
        let text = blocks.concat();
        let mut finder = QuotationFinder::default();
        let mut from = 0;
        for block in blocks {
            finder.read(&fold(&text, from, from + block.len()));
            from += block.len();
        }
        finder.finish().into_iter().map(|q| (q.span.of(&text).to_owned(), q.closed)).collect()
    }

    fn closed(text: &str, expected: &[&str]) {
        assert_eq!(quotations(&[text]), expected.iter().map(|q| ((*q).to_owned(), true)).collect::<Vec<_>>());
    }

    #[test]
    fn double_quotes_straight_and_curly() {
        closed("They \"took\" it, he said: “All of it.” They left.", &["\"took\"", "“All of it.”"]);
        closed("rebels penetrated“large parts”of it", &["“large parts”"]);
    }

    #[test]
    fn apostrophes_open_nothing() {
        closed("the rebels’ advance in ’16 and Assad's 'regime' of the '90s", &["'regime'"]);
        closed("‘The rebels’ advance is over,’ he said of the nation‘s war", &["‘The rebels’ advance is over,’"]);
    }

    #[test]
    fn a_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark() {
        assert_eq!(
            quotations(&["He said: “We hold it.\n", "“And we stay.” He left."]),
            [("“We hold it.\n“And we stay.”".to_owned(), true)]
        );
        assert_eq!(quotations(&["He said: “We hold it.\n", "He left."]), [("“We hold it.".to_owned(), false)]);
    }
}

//! The lines between `---` at the top of a note: `title: …`, `date: …`, `outlet: …`, `url: …`.
//!
//! In: text. Out: its keys and values in order, and the text after them. Refused: nested values; a `---` that never closes is text.

/// Lines that front matter may have at most.
const LONGEST: usize = 100;

pub(super) fn split(text: &str) -> (Vec<(String, String)>, &str) {
    let none = (Vec::new(), text);
    let start = text.trim_start();
    let mut lines = start.split_inclusive('\n');
    let Some(fence) = lines.next().map(str::trim_end).filter(|f| matches!(*f, "---" | "+++")) else { return none };
    let mut taken = start.split_inclusive('\n').next().map_or(0, str::len);
    let mut pairs = Vec::new();
    for line in lines.take(LONGEST) {
        taken += line.len();
        let words = line.trim_end();
        if words == fence || (fence == "---" && words == "...") {
            return (pairs, start.get(taken..).unwrap_or(""));
        }
        let mark = if fence == "+++" { '=' } else { ':' };
        // An indented line belongs to the key above it.
        if let Some((key, value)) = words.split_once(mark).filter(|(key, _)| !key.starts_with([' ', '\t', '-', '#'])) {
            pairs.push((key.trim().trim_matches('"').to_owned(), unquoted(value)));
        }
    }
    none
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)) {
            return inner.replace(&format!("\\{quote}"), &quote.to_string()).replace("''", "'");
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_the_text_starts_after_the_fence() {
        let (pairs, body) = split("---\ntitle: \"Army leaves: what now?\"\ndate: 2024-11-30 # Saturday\ntags:\n  - war\n---\n\nText");
        assert_eq!(pairs[0], ("title".to_owned(), "Army leaves: what now?".to_owned()));
        assert_eq!(pairs[1].1, "2024-11-30");
        assert_eq!(body.trim(), "Text");
    }

    #[test]
    fn a_rule_that_never_closes_is_text() {
        let text = "---\nThe town: fell\nand more";
        assert_eq!(split(text), (Vec::new(), text));
        assert_eq!(split("Plain"), (Vec::new(), "Plain"));
    }
}

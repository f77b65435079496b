//! `salient extract`: the claims of the articles, or their text as the offsets count it.

use super::arguments::{Extract, ExtractFormat};
use super::out::{Closed, Out};
use super::{claim_line, loading};
use crate::jobs::Input;

pub(super) fn run(options: &Extract, out: &mut Out) -> u8 {
    if options.show_text {
        return show_text(options, out);
    }
    let ExtractFormat::Jsonl = options.format;
    let knowledge = match loading::knowledge(&options.layers, out) {
        Ok(knowledge) => knowledge,
        Err(code) => return code,
    };
    let loaded = loading::settled(Input::Paths(options.paths.clone()), &knowledge, out);
    let code = loaded.code();
    for reading in &loaded.readings {
        let known = options.known_as_of.is_none_or(|day| reading.published.and_then(|p| p.span.latest).is_some_and(|latest| latest <= day));
        if !known {
            continue;
        }
        for line in claim_line::of_reading(reading, &knowledge) {
            // The line holds strings, numbers and days: it is JSON whatever the words.
            let Ok(json) = serde_json::to_string(&line) else { continue };
            if out.line(&json) == Err(Closed) {
                return code;
            }
        }
    }
    code
}

/// One article's text is printed as it is; several are each headed by their name.
fn show_text(options: &Extract, out: &mut Out) -> u8 {
    let articles = loading::articles(&options.paths, out);
    let many = articles.len() > 1;
    for article in &articles {
        let head = if many { format!("==> {} <==\n", article.name) } else { String::new() };
        let end = if article.text.ends_with('\n') { "" } else { "\n" };
        if out.write(format!("{head}{}{end}", article.text).as_bytes()).is_err() {
            break;
        }
    }
    if articles.is_empty() { super::FAILURE } else { 0 }
}

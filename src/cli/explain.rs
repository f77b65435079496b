//! `salient explain`: sentence by sentence, what was seen and why a claim was made or refused.

use super::arguments::Explain;
use super::loading;
use super::out::Out;
use crate::jobs::Input;
use crate::map::ActorStyles;
use crate::pipeline::{self, ArticleReading};
use crate::workspace::phrases;
use std::fmt::Write as _;

pub(super) fn run(options: &Explain, out: &mut Out) -> u8 {
    let knowledge = match loading::knowledge(&options.layers, out) {
        Ok(knowledge) => knowledge,
        Err(code) => return code,
    };
    let loaded = loading::settled(Input::Paths(options.paths.clone()), &knowledge, out);
    let styles = ActorStyles::new(knowledge.register.actors());
    for reading in &loaded.readings {
        let mut words = head(reading);
        let text = &reading.article.text;
        for sentence in pipeline::explain(reading, &knowledge) {
            let _ = writeln!(words, "\u{25b8} {}", sentence.span.of(text).replace('\n', " "));
            words.push_str(&phrases::explained(&sentence.findings, text, &styles));
        }
        words.push('\n');
        if out.write(words.as_bytes()).is_err() {
            break;
        }
    }
    loaded.code()
}

/// Name, date and how it is known, outlet: what every sentence below rests on.
fn head(reading: &ArticleReading) -> String {
    let article = &reading.article;
    let date = match &reading.published {
        Some(published) => {
            let basis =
                serde_json::to_value(published.basis).ok().and_then(|v| v.as_str().map(|s| s.replace('_', " "))).unwrap_or_default();
            format!("{} (from: {basis})", published.span)
        }
        None => "not known".to_owned(),
    };
    let mut head = String::new();
    let outlet = reading.outlet.as_deref().unwrap_or("not known");
    let _ = writeln!(
        head,
        "==> {} <==\ntitle: {}\npublished: {date}\noutlet: {outlet}\nclaims: {}\n",
        article.name,
        article.title,
        reading.claims.len()
    );
    head
}

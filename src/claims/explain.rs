//! What was seen in a sentence, and why a claim was made or refused.
//!
//! In: a [`View`] and what the frames answered. Out: [`Explanation`], which prints itself. Refused: silence: every trigger is
//! accounted for.

use super::attribution::Attribution;
use super::claim::Claim;
use super::view::View;
use crate::provenance::Span;
use std::fmt::Write;

/// A trigger that made no claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub at: usize,
    pub why: String,
}

/// One sentence accounted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Index into the analysis.
    pub sentence: usize,
    pub span: Span,
    /// "actor: …", "place: …", "refused: …", "claim: …".
    pub lines: Vec<String>,
}

impl Explanation {
    pub(super) fn new(sentence: usize, span: Span, view: &View, said: &[Attribution], seen: Vec<Seen>) -> Self {
        let mut lines = Vec::new();
        for (mention, who) in view.mentions.iter().zip(&view.who) {
            let who = who.as_ref().map_or("nobody known", |w| w.id.0.as_str());
            lines.push(format!("actor   {} = {who}", view.words(mention.start, mention.end)));
        }
        for place in &view.places {
            let words = if place.start < view.len() { view.words(place.start, place.end) } else { "(spoken of before)" };
            lines.push(format!("place   {words} = {}", place.id));
        }
        for time in &view.times {
            lines.push(format!("time    {}", view.words(time.start, time.end)));
        }
        for a in said {
            lines.push(format!("says    {} ({}): {}", a.source.id, view.norm(a.at), view.words(a.from, a.to)));
        }
        lines.extend(seen.into_iter().map(|s| format!("refused {}: {}", view.norm(s.at), s.why)));
        Self { sentence, span, lines }
    }

    pub(super) fn claim(&mut self, claim: &Claim, twice: bool) {
        let actor = claim.actor.as_ref().map_or("nobody named", |a| a.id.0.as_str());
        let again = if twice { " (said twice, kept once)" } else { "" };
        self.lines.push(format!(
            "claim   {:?} {:?} {actor} at {} by frame {}, says {}{again}",
            claim.change, claim.extent, claim.place.name, claim.frame, claim.claimant.id
        ));
    }
}

/// The explanations as text: each sentence, then what was seen in it.
#[must_use]
pub fn explain(text: &str, explanations: &[Explanation]) -> String {
    let mut out = String::new();
    for e in explanations {
        let _ = writeln!(out, "\u{25b8} {}", e.span.of(text).replace('\n', " "));
        for line in &e.lines {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}

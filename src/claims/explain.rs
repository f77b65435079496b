//! What was seen in a sentence, and why a claim was made or refused.
//!
//! In: a [`View`] and what the frames answered. Out: [`Explanation`], plain data for whoever prints it. Refused: silence: every
//! sentence and every trigger is accounted for.

use super::attribution::Attribution;
use super::candidate::Reason;
use super::claim::{Claim, ClaimantKind};
use super::extract::ClaimInput;
use super::speaker::Source;
use super::view::View;
use crate::actors::{ActorId, SideId};
use crate::calendar::DateSpan;
use crate::provenance::Span;

/// A trigger that made no claim.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub at: usize,
    pub why: Reason,
}

/// One sentence accounted for.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Index into the analysis.
    pub sentence: usize,
    pub span: Span,
    /// By kind: actors, places, times, speakers, refusals, claims; each in the order of the words.
    pub findings: Vec<Finding>,
}

/// One thing seen in a sentence. Spans are bytes of the article.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Words for somebody who may act; `who` is `None` where they mean nobody known.
    Actor { words: Span, who: Option<(ActorId, SideId)> },
    /// A resolved place; `words` is `None` where the sentences before named it.
    Place { words: Option<Span>, id: String, name: String },
    /// Time words; `when` is `None` where they do not resolve.
    Time { words: Span, when: Option<DateSpan> },
    /// Somebody speaks: the word that says so, and the words that are theirs.
    Speaker { id: String, kind: ClaimantKind, side: Option<SideId>, mention: Option<Span>, verb: Span, said: Span },
    /// A word that may tell of control, and why it does not here.
    Refused { word: Span, why: String },
    /// `again`: the sentence says it twice, and it is kept once.
    Claim { claim: Box<Claim>, word: Span, again: bool },
    /// The sentence was not searched for claims.
    Unread(Unread),
}

/// Why a sentence was not searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Author, date line or boilerplate.
    NoProse,
    /// No word that may tell of control.
    NoTrigger,
    /// Neither it nor a sentence before names a known place.
    NoPlace,
    /// Longer than a sentence can be.
    TooLong,
}

impl Explanation {
    pub(super) fn new(sentence: usize, span: Span, view: &View, input: &ClaimInput, said: &[Attribution], seen: &[Seen]) -> Self {
        let mut findings = Vec::new();
        for (mention, who) in view.mentions.iter().zip(&view.who) {
            let who = who.as_ref().map(|w| (w.id.clone(), w.side.clone()));
            findings.push(Finding::Actor { words: view.span(mention.start, mention.end), who });
        }
        for (n, place) in view.places.iter().enumerate() {
            let words = (place.start < view.len()).then(|| view.span(place.start, place.end));
            // What the sentences before were about is news only where this one does not name it.
            if words.is_none() && view.places.iter().take(n).any(|p| p.id == place.id) {
                continue;
            }
            let resolution = input.toponyms.get(place.toponym).and_then(|t| t.resolution.as_ref());
            let name = resolution.map(|r| r.name.clone()).unwrap_or_default();
            findings.push(Finding::Place { words, id: place.id.to_owned(), name });
        }
        for time in &view.times {
            let words = view.span(time.start, time.end);
            let timex = input.timexes.iter().find(|t| t.span.overlaps(words));
            findings.push(Finding::Time { words: timex.map_or(words, |t| t.span), when: timex.and_then(|t| t.when) });
        }
        findings.extend(said.iter().map(|a| {
            let Source { id, kind, side, mention, .. } = a.source.clone();
            Finding::Speaker { id, kind, side, mention, verb: view.span(a.at, a.at + 1), said: view.span(a.from, a.to) }
        }));
        findings.extend(seen.iter().map(|s| Finding::Refused { word: view.span(s.at, s.at + 1), why: s.why.words(view) }));
        Self { sentence, span, findings }
    }

    pub(super) fn unread(sentence: usize, span: Span, why: Unread) -> Self {
        Self { sentence, span, findings: vec![Finding::Unread(why)] }
    }

    /// Claims without an actor, taken back: the text names no force at all.
    pub(super) fn refuse_actorless(&mut self) {
        for finding in &mut self.findings {
            if let Finding::Claim { claim, word, .. } = finding
                && claim.actor.is_none()
            {
                *finding = Finding::Refused { word: *word, why: "the text names no force that could take a place".to_owned() };
            }
        }
    }

    /// A claim that another one says more fully.
    pub(super) fn told_again(&mut self, told: &Claim) {
        for finding in &mut self.findings {
            if let Finding::Claim { claim, again, .. } = finding {
                *again |= claim.id == told.id;
            }
        }
    }

    pub(super) fn claim(&mut self, claim: &Claim, word: Span, again: bool) {
        self.findings.push(Finding::Claim { claim: Box::new(claim.clone()), word, again });
    }
}

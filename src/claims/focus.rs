//! What the sentences just before claimed, for those that leave it out: "took both back", "they were driven out".
//!
//! In: the claims of an article so far and a sentence's places. Out: whether one settlement is in focus, who is inside it, which
//! two were named together. Refused: a sentence that names another place.

use super::claim::Change;
use super::extract::Reader;
use super::known::Known;
use super::view::ViewPlace;
use super::vocabulary::Trigger;
use crate::actors::SideId;
use crate::text::Token;

/// Sentences for which a claim keeps its place in focus.
const IN_FOCUS: usize = 3;

impl<'a> Reader<'a> {
    /// Did the sentence before tell of an attack on a settlement, and does this one say how an attack ended?
    pub(super) fn struck(&self, index: usize, known: &[&Known]) -> bool {
        let ends = |trigger: &Trigger| match *trigger {
            Trigger::Verb { frame, .. } => self.vocabulary.verbs.get(frame).is_some_and(|frame| frame.change == Change::Repelled),
            _ => false,
        };
        if !known.iter().any(|word| word.triggers.iter().any(ends)) {
            return false;
        }
        let Some(before) = index.checked_sub(1).and_then(|n| self.input.analysis.sentences.get(n)) else { return false };
        let named = self.discourse.topic.and_then(|topic| self.input.toponyms.get(topic)).is_some_and(|t| before.span.contains(t.span));
        let tokens = self.input.analysis.tokens_of(before);
        named && tokens.iter().any(|t| self.tools.register.is_operation(&t.norm) || self.vocabulary.known(&t.norm).strikes())
    }

    /// "took both back": the pair that was named shortly before.
    pub(super) fn both(&self, index: usize, places: &mut Vec<ViewPlace<'a>>, tokens: &[Token]) -> Vec<usize> {
        let (pair, named) = &self.discourse.pair_before;
        let fresh = named + IN_FOCUS > index && tokens.iter().any(|t| t.norm == "both");
        let pair = pair.iter().filter(|_| fresh);
        let found: Vec<ViewPlace> = pair.filter_map(|toponym| self.places.place(*toponym, (tokens.len(), tokens.len()))).collect();
        let from = places.len();
        places.extend(found);
        (from..places.len()).collect()
    }

    /// Who is said to be inside the settlement that the sentences before claimed something of.
    pub(super) fn inside(&self, index: usize, places: &[ViewPlace], len: usize) -> Vec<SideId> {
        let Some(topic) = places.iter().find(|p| p.start >= len && !p.division) else { return Vec::new() };
        let from = self.input.analysis.sentences.get(index.saturating_sub(IN_FOCUS)).map_or(0, |s| s.span.start);
        let told = self.claims.iter().rev().take_while(|c| c.sentence.start >= from).filter(|c| c.place.id == topic.id);
        told.filter(|c| matches!(c.change, Change::Captured | Change::Entered | Change::Held))
            .filter_map(|c| c.actor.as_ref().map(|a| a.side.clone()))
            .collect()
    }

    /// Did the sentences just before claim something of the settlement that they are about?
    pub(super) fn claimed(&self, index: usize, places: &[ViewPlace], len: usize) -> bool {
        let Some(topic) = places.iter().find(|p| p.start >= len && !p.division) else { return false };
        let from = self.input.analysis.sentences.get(index.saturating_sub(IN_FOCUS)).map_or(0, |s| s.span.start);
        self.claims.iter().rev().take_while(|c| c.sentence.start >= from).any(|c| c.place.id == topic.id)
    }

    /// Is the sentence about that settlement, or the one that heads its paragraph, without another name?
    pub(super) fn focused(&self, claimed: bool, places: &[ViewPlace], len: usize) -> bool {
        let settled = places.iter().any(|p| p.start >= len && !p.division);
        let named = places.iter().any(|p| p.start < len && !p.description && !p.admin_none);
        settled && (claimed || self.discourse.entry.is_some()) && !named
    }
}

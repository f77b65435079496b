//! Sentences that can claim nothing: passed over, and read for who speaks in them only once a later one may claim something.
//!
//! In: a sentence and the discourse as it stood there. Out: whether it is worth reading; the speakers caught up with. Refused:
//! passing over what must be explained.

use super::anaphora::anaphors;
use super::attribution::attributions;
use super::discourse::Discourse;
use super::extract::{Reader, view_times};
use super::known::Known;
use super::prospect::Prospect;
use super::settle::{settle_nations, settle_verbs};
use super::view::{View, ViewPlace};
use crate::actors::{Mention, Setting, Who};
use crate::text::{Token, Upos};

/// A sentence in which somebody may say something, with all that its view needs.
pub(super) struct Heard<'a> {
    sentence: usize,
    known: Vec<&'static Known>,
    mentions: Vec<Mention>,
    who: Vec<Option<Who>>,
    places: Vec<ViewPlace<'a>>,
    setting: Setting,
    focus: Option<Who>,
    person: Option<Who>,
}

impl<'a> Reader<'a> {
    /// May the sentence claim something? If so, whoever spoke before it is known afterwards.
    pub(super) fn hopeful(
        &mut self,
        sentence: usize,
        (tokens, known): (&[Token], &[&'static Known]),
        (mentions, who): (&[Mention], &[Option<Who>]),
        places: &[ViewPlace<'a>],
    ) -> bool {
        if self.explanations.is_some() {
            return true;
        }
        if Prospect::new(self.vocabulary, tokens, known, mentions, self.discourse.anybody).claims() {
            self.catch_up();
            return true;
        }
        if tokens.iter().zip(known).any(|(token, known)| known.say() || token.norm == "according") {
            let Discourse { setting, focus, person, topic, .. } = &self.discourse;
            let (setting, focus, person) = (setting.clone(), focus.clone(), person.clone());
            let topic = topic.and_then(|topic| self.places.place(topic, (tokens.len(), tokens.len())));
            let places = places.iter().cloned().chain(topic).collect();
            let (known, mentions, who) = (known.to_vec(), mentions.to_vec(), who.to_vec());
            self.heard.push(Heard { sentence, known, mentions, who, places, setting, focus, person });
        }
        false
    }

    /// Who spoke in the sentences that were passed over.
    fn catch_up(&mut self) {
        for heard in std::mem::take(&mut self.heard) {
            let Heard { sentence, known, mut mentions, who, places, setting, focus, person } = heard;
            let tokens = self.input.analysis.sentences.get(sentence).map_or(&[][..], |s| self.input.analysis.tokens_of(s));
            let tags = self.tags((sentence, tokens), &known, &mut mentions, &places);
            let times = view_times(self.input, tokens);
            let words = (self.vocabulary, &*known, self.tools.register);
            let mut view = View::new((self.input.text, tokens, &tags), words, (mentions, who), places, times);
            anaphors(&mut view, self.tools.register, &Discourse { setting, focus, person, ..Discourse::default() });
            let _ = attributions(&view, self.tools.outlets, &mut self.discourse.speakers);
        }
    }

    /// The tags of a sentence, put right.
    pub(super) fn tags(
        &mut self,
        (at, tokens): (usize, &[Token]),
        known: &[&Known],
        mentions: &mut [Mention],
        places: &[ViewPlace],
    ) -> Vec<Upos> {
        let tag = || self.tools.tagger.tag(tokens, self.input.text);
        let mut tags = self.groundwork.as_mut().map_or_else(tag, |kept| kept.tags(at, tag));
        settle_nations(tokens, mentions, &mut tags);
        settle_verbs((self.vocabulary, known), tokens, mentions, places, &mut tags);
        tags
    }
}

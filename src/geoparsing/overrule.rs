//! The user's word against the program's: these words mean that place, or no place.
//!
//! In: decisions that bear on one article. Out: names that mean what the user says, before the article is resolved as a
//! whole, so that descriptions ("the city") and sites follow; then each mention by itself. Refused: a place that the gazetteer
//! does not have.

use super::reasons::Reasons;
use super::resolve::{self, Group};
use super::spot;
use super::toponym::{Candidate, Toponym, ToponymKind};
use crate::corpus::Article;
use crate::gazetteer::{Gazetteer, Match, MatchKind, PlaceRef};
use crate::provenance::{ArticleId, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// "These words mean that place": of one mention, in one article, or always. The narrower one wins, then the later one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Overrule {
    /// As the article spells them.
    pub words: String,
    /// `None`: in every article.
    pub article: Option<ArticleId>,
    /// Only this mention of `article`.
    #[serde(default)]
    pub mention: Option<Span>,
    /// Gazetteer id, or `None` for "not a place".
    pub place: Option<String>,
}

impl Overrule {
    /// Whether reading the article again could change anything.
    #[must_use]
    pub fn bears_on(&self, article: &Article) -> bool {
        match self.article {
            Some(id) => id == article.id,
            None => article.text.contains(&self.words),
        }
    }

    /// The same words in the same reach: the later one replaces the earlier.
    #[must_use]
    pub fn same_subject(&self, other: &Self) -> bool {
        self.words == other.words && self.article == other.article && self.mention == other.mention
    }

    fn breadth(&self) -> u8 {
        match (self.mention, self.article) {
            (Some(_), _) => 0,
            (None, Some(_)) => 1,
            (None, None) => 2,
        }
    }
}

/// The decision on words that are not a single mention's.
fn on_words<'a>(overrules: &'a [Overrule], words: &str) -> Option<&'a Overrule> {
    overrules.iter().rev().filter(|o| o.mention.is_none() && o.words == words).min_by_key(|o| o.breadth())
}

fn on_mention<'a>(overrules: &'a [Overrule], span: Span, words: &str) -> Option<&'a Overrule> {
    overrules.iter().rev().find(|o| o.mention == Some(span) && o.words == words).or_else(|| on_words(overrules, words))
}

/// Settles the names that the user has decided; resolution leaves them alone and reads the others in their light.
pub(super) fn pin(groups: &mut [Group], overrules: &[Overrule], gazetteer: &Gazetteer) {
    for group in groups.iter_mut().filter(|group| !group.demonym) {
        let Some(said) = on_words(overrules, &group.name) else { continue };
        let place = match said.place.as_deref().map(|id| gazetteer.by_id(id)) {
            Some(None) => continue,
            Some(found) => found,
            None => None,
        };
        if let Some(place) = place.filter(|place| group.options.iter().all(|option| option.place != *place)) {
            group.options.push(resolve::option(gazetteer, place, Match { kind: MatchKind::Exact, alternate: true }));
            resolve::introduce(&mut group.options);
        }
        for option in &mut group.options {
            option.chance = if Some(option.place) == place { 1.0 } else { 0.0 };
        }
        group.none = if place.is_none() { 1.0 } else { 0.0 };
        group.pinned = true;
    }
}

/// Gives each mention the place that the user names for it.
pub(super) fn enforce(text: &str, toponyms: &mut [Toponym], overrules: &[Overrule], gazetteer: &Gazetteer) {
    if overrules.is_empty() {
        return;
    }
    for toponym in toponyms.iter_mut().filter(|toponym| toponym.kind != ToponymKind::Demonym) {
        let Some(said) = on_mention(overrules, toponym.span, toponym.span.of(text)) else { continue };
        match said.place.as_deref().map(|id| gazetteer.by_id(id)) {
            None => toponym.resolution = None,
            Some(None) => {}
            Some(Some(place)) => place_there(toponym, place, gazetteer),
        }
    }
}

fn place_there(toponym: &mut Toponym, place: PlaceRef, gazetteer: &Gazetteer) {
    let at = toponym.candidates.iter().position(|candidate| candidate.place == place);
    let candidates = Arc::make_mut(&mut toponym.candidates);
    let mut chosen = match at {
        Some(at) => candidates.remove(at),
        None => Candidate { place, score: 1.0, reasons: Reasons::default() },
    };
    chosen.score = 1.0;
    chosen.reasons.said_so = true;
    for other in candidates.iter_mut() {
        other.score = 0.0;
    }
    candidates.insert(0, chosen);
    match toponym.resolution.as_mut().filter(|resolution| resolution.place == place && !resolution.id.starts_with("at:")) {
        // Already there, with "western" and "near" worked in.
        Some(resolution) => resolution.confidence = 1.0,
        None => {
            let side = toponym.resolution.take().and_then(|resolution| resolution.side);
            toponym.resolution = Some(super::toponym::Resolution { side, ..spot::place(gazetteer, place, 1.0) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparsing::SAID_SO;
    use crate::knowledge::Knowledge;
    use crate::pipeline::{self, ArticleReading, Decisions};
    use std::sync::Arc;

    const TEXT: &str = "Rebels captured Paris on Monday after days of fighting.\n\nThe city was quiet. Residents of Paris stayed at home.";

    fn read(knowledge: &Knowledge, decisions: &Decisions) -> ArticleReading {
        let article = crate::corpus::verbatim("one.txt", TEXT, Some("2024-05-07"));
        pipeline::read_as_told(article, decisions, knowledge)
    }

    fn in_texas(knowledge: &Knowledge) -> String {
        let gazetteer = &knowledge.gazetteer;
        let mut named = gazetteer.candidates("Paris").into_iter().map(|(place, _)| place);
        let place = named.find(|place| gazetteer.country_code(*place) == "US" && gazetteer.population(*place) > 20_000);
        gazetteer.id(place.expect("a Paris in the United States"))
    }

    fn placed(reading: &ArticleReading) -> Vec<(&str, Option<&str>)> {
        let text = &reading.article.text;
        reading.toponyms.iter().map(|t| (t.span.of(text), t.resolution.as_ref().map(|r| r.id.as_str()))).collect()
    }

    #[test]
    fn the_users_word_moves_a_name_and_the_description_that_hangs_on_it() {
        let knowledge = Knowledge::embedded();
        let place = in_texas(&knowledge);
        let before = read(&knowledge, &Decisions::default());
        assert!(placed(&before).iter().all(|(_, id)| *id != Some(place.as_str())));
        let said = Overrule { words: "Paris".into(), article: None, mention: None, place: Some(place.clone()) };
        let decisions = Decisions { overrules: vec![said], ..Decisions::default() };
        let after = read(&knowledge, &decisions);
        for (words, id) in placed(&after) {
            assert_eq!(id, Some(place.as_str()), "{words}");
        }
        assert!(after.claims.iter().any(|claim| claim.place.id == place), "the claim moves with its place");
        let first = after.toponyms.first().unwrap();
        let chosen = first.candidates.first().unwrap();
        let reasons = chosen.reasons.in_words(chosen.place, &knowledge.gazetteer);
        assert_eq!(reasons.first().map(String::as_str), Some(SAID_SO));
        assert!(reasons.len() > 1 && first.candidates.len() > 1, "{reasons:?}");
    }

    #[test]
    fn one_mention_is_moved_alone_and_withdrawing_brings_back_what_was() {
        let knowledge = Knowledge::embedded();
        let place = in_texas(&knowledge);
        let before = read(&knowledge, &Decisions::default());
        let first = before.toponyms.first().unwrap();
        let said =
            Overrule { words: "Paris".into(), article: Some(before.article.id), mention: Some(first.span), place: Some(place.clone()) };
        let mut readings = vec![Arc::new(before.clone())];
        pipeline::reconsider(&mut readings, &Decisions { overrules: vec![said], ..Decisions::default() }, &knowledge);
        let moved: Vec<bool> = placed(&readings[0]).iter().map(|(_, id)| *id == Some(place.as_str())).collect();
        assert!(moved[0] && moved.iter().filter(|moved| **moved).count() == 1, "{moved:?}");
        pipeline::reconsider(&mut readings, &Decisions::default(), &knowledge);
        assert_eq!(placed(&readings[0]), placed(&before));
        assert_eq!(readings[0].claims, before.claims);
    }

    #[test]
    fn words_that_the_user_calls_no_place_bear_no_claim() {
        let knowledge = Knowledge::embedded();
        let said = Overrule { words: "Paris".into(), article: None, mention: None, place: None };
        let after = read(&knowledge, &Decisions { overrules: vec![said], ..Decisions::default() });
        let paris = |reading: &ArticleReading| reading.claims.iter().filter(|claim| claim.place.name.contains("Paris")).count();
        assert_eq!(paris(&after), 0);
        assert!(paris(&read(&knowledge, &Decisions::default())) > 0);
    }
}

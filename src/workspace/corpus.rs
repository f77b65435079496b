//! The opened folder as the window asks for it: readings, and the indexes that answer a frame without searching.
//!
//! In: [`ArticleReading`]s and the names of actors. Out: claims by id, by place and by article; the sides in the order
//! of how much is said of them; the timeline. Rebuilt as a whole when readings change; a frame only reads it.

use super::density::SideIndex;
use super::filters::{ClaimContext, Filters};
use crate::actors::{ActorId, SideId};
use crate::calendar::Date;
use crate::claims::{Claim, ClaimPlace};
use crate::corpus::duplicates::StoryId;
use crate::diagnostic::{Diagnostic, Severity};
use crate::geodesy::BoundingBox;
use crate::map::ActorStyles;
use crate::pipeline::ArticleReading;
use crate::provenance::{ArticleId, ClaimId};
use crate::timeline::{Replay, Timeline};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideInfo {
    pub id: SideId,
    pub name: String,
    pub claims: usize,
}

/// Position of a claim: article, then claim in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimAt {
    pub article: usize,
    pub claim: usize,
}

/// The claims of one place.
#[derive(Debug)]
struct AtPlace {
    /// In reading order: it names the place.
    first: ClaimAt,
    newest_first: Vec<ClaimAt>,
}

#[derive(Debug, Default)]
pub struct LoadedCorpus {
    pub readings: Vec<Arc<ArticleReading>>,
    pub timeline: Timeline,
    pub sides: Vec<SideInfo>,
    pub diagnostics: Vec<Diagnostic>,
    by_claim: BTreeMap<ClaimId, ClaimAt>,
    by_place: BTreeMap<String, AtPlace>,
    by_article: BTreeMap<ArticleId, usize>,
    haystacks: Vec<Vec<String>>,
    outlets: Vec<String>,
    outlet_counts: BTreeMap<String, usize>,
    languages: BTreeMap<String, usize>,
    stories: BTreeMap<StoryId, Vec<usize>>,
    publication_days: BTreeSet<Date>,
    /// Diagnostics that are more than a note.
    pub problems: usize,
}

impl LoadedCorpus {
    #[must_use]
    pub fn new<R: Into<Arc<ArticleReading>>>(readings: Vec<R>, diagnostics: Vec<Diagnostic>, styles: &ActorStyles) -> Self {
        let readings: Vec<Arc<ArticleReading>> = readings.into_iter().map(Into::into).collect();
        let diagnostics = with_own(diagnostics, &readings);
        let timeline = Timeline::build(readings.iter().flat_map(|r| r.claims.iter().map(|claim| (claim, r.published))));
        let mut corpus = Self { readings, timeline, diagnostics, ..Self::default() };
        let mut sides: BTreeMap<SideId, usize> = BTreeMap::new();
        for (article, reading) in corpus.readings.iter().enumerate() {
            corpus.by_article.entry(reading.article.id).or_insert(article);
            let outlet = outlet_name(reading);
            *corpus.outlet_counts.entry(outlet.clone()).or_default() += 1;
            let language = reading.article.language.as_deref().unwrap_or(UNKNOWN_LANGUAGE);
            *corpus.languages.entry(language.to_owned()).or_default() += 1;
            corpus.stories.entry(reading.story).or_default().push(article);
            corpus.publication_days.extend(reading.published.and_then(|published| published.span.latest));
            let mut haystacks = Vec::with_capacity(reading.claims.len());
            for (at, claim) in reading.claims.iter().enumerate() {
                let at = ClaimAt { article, claim: at };
                corpus.by_claim.entry(claim.id).or_insert(at);
                let here = corpus.by_place.entry(claim.place.id.clone());
                here.or_insert_with(|| AtPlace { first: at, newest_first: Vec::new() }).newest_first.push(at);
                for mention in [&claim.actor, &claim.opponent].into_iter().flatten() {
                    *sides.entry(mention.side.clone()).or_default() += 1;
                }
                let actor = claim.actor.as_ref().map_or_else(String::new, |m| styles.name(&m.id));
                let text = &reading.article.text;
                let words = [claim.sentence.of(text), &claim.place.name, &actor, &outlet, &reading.article.title].join(" ");
                haystacks.push(words.to_lowercase());
            }
            corpus.haystacks.push(haystacks);
            corpus.outlets.push(outlet);
        }
        corpus.sides = sides.into_iter().map(|(id, claims)| SideInfo { name: styles.name(&ActorId(id.0.clone())), id, claims }).collect();
        corpus.sides.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.id.cmp(&b.id)));
        let LoadedCorpus { by_place, readings, .. } = &mut corpus;
        for place in by_place.values_mut() {
            place.newest_first.sort_by_key(|at| {
                let span = readings.get(at.article).and_then(|reading| reading.claims.get(at.claim)).map(|claim| claim.when.span);
                (Reverse(span.and_then(|span| span.latest.or(span.earliest))), Reverse(span.and_then(|span| span.earliest)))
            });
        }
        corpus.problems = corpus.all_diagnostics().filter(|d| d.severity != Severity::Note).count();
        corpus
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    #[must_use]
    pub fn claim_count(&self) -> usize {
        self.by_claim.len()
    }

    #[must_use]
    pub fn claim_at(&self, at: ClaimAt) -> Option<(&ArticleReading, &Claim)> {
        let reading = self.readings.get(at.article)?.as_ref();
        Some((reading, reading.claims.get(at.claim)?))
    }

    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<(&ArticleReading, &Claim)> {
        self.claim_at(*self.by_claim.get(&id)?)
    }

    #[must_use]
    pub fn reading(&self, id: ArticleId) -> Option<&ArticleReading> {
        self.readings.get(*self.by_article.get(&id)?).map(AsRef::as_ref)
    }

    /// As [`LoadedCorpus::reading`], for work beside the window.
    #[must_use]
    pub fn shared_reading(&self, id: ArticleId) -> Option<&Arc<ArticleReading>> {
        self.readings.get(*self.by_article.get(&id)?)
    }

    /// Every claim of a place, newest event first.
    #[must_use]
    pub fn claims_of(&self, place: &str) -> Vec<(&ArticleReading, &Claim)> {
        let here = self.by_place.get(place).map_or(&[][..], |place| &place.newest_first);
        here.iter().filter_map(|at| self.claim_at(*at)).collect()
    }

    #[must_use]
    pub fn place(&self, id: &str) -> Option<&ClaimPlace> {
        self.claim_at(self.by_place.get(id)?.first).map(|(_, claim)| &claim.place)
    }

    /// Ids of all places with a claim, in order.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.by_place.keys().map(String::as_str)
    }

    #[must_use]
    pub fn claims_at_place(&self, id: &str) -> usize {
        self.by_place.get(id).map_or(0, |place| place.newest_first.len())
    }

    /// The outlet of an article as shown, or "Unknown outlet".
    #[must_use]
    pub fn outlet(&self, id: ArticleId) -> &str {
        self.by_article.get(&id).and_then(|at| self.outlets.get(*at)).map_or(UNKNOWN_OUTLET, String::as_str)
    }

    /// Outlets with their number of articles, in order of name.
    #[must_use]
    pub const fn outlets(&self) -> &BTreeMap<String, usize> {
        &self.outlet_counts
    }

    /// ISO 639-1 codes with their number of articles; [`UNKNOWN_LANGUAGE`] where it could not be told.
    #[must_use]
    pub const fn languages(&self) -> &BTreeMap<String, usize> {
        &self.languages
    }

    /// Positions of the articles that tell one story: copies of each other, in the folder's order.
    #[must_use]
    pub fn told_alike(&self, story: StoryId) -> &[usize] {
        self.stories.get(&story).map_or(&[], Vec::as_slice)
    }

    #[must_use]
    pub fn side_index(&self, side: &SideId) -> Option<SideIndex> {
        self.sides.iter().position(|info| info.id == *side)
    }

    /// Whether the claim passes the filters.
    #[must_use]
    pub fn passes(&self, id: ClaimId, filters: &Filters) -> bool {
        self.by_claim.get(&id).is_some_and(|at| self.passes_at(*at, filters))
    }

    fn passes_at(&self, at: ClaimAt, filters: &Filters) -> bool {
        let Some((reading, claim)) = self.claim_at(at) else { return false };
        let outlet = self.outlets.get(at.article).map_or(UNKNOWN_OUTLET, String::as_str);
        let haystack = self.haystacks.get(at.article).and_then(|h| h.get(at.claim)).map_or("", String::as_str);
        let language = reading.article.language.as_deref().unwrap_or(UNKNOWN_LANGUAGE);
        filters.passes(claim, ClaimContext { outlet, language, haystack })
    }

    /// Claims that pass the filters, in reading order.
    pub fn visible<'a>(&'a self, filters: &'a Filters) -> impl Iterator<Item = (ClaimAt, &'a ArticleReading, &'a Claim)> {
        self.by_claim.values().copied().filter(|at| self.passes_at(*at, filters)).filter_map(|at| {
            let (reading, claim) = self.claim_at(at)?;
            Some((at, reading, claim))
        })
    }

    /// Around the sites, settlements and districts that claims name; around everything when only countries are named.
    #[must_use]
    pub fn bounds(&self) -> Option<BoundingBox> {
        let places = || self.places().filter_map(|id| self.place(id));
        let exact = places().filter(|place| place.where_prec <= 3).map(|place| place.at);
        BoundingBox::around(exact).or_else(|| BoundingBox::around(places().map(|place| place.at)))
    }

    /// What could not be done, with the folder and with each article.
    pub fn all_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// Days by which some article had been published, in order.
    #[must_use]
    pub const fn publication_days(&self) -> &BTreeSet<Date> {
        &self.publication_days
    }

    #[must_use]
    pub fn replay(&self, known_at: Option<Date>) -> Replay {
        self.timeline.replay(known_at)
    }

    /// The folder as a whole speaks from its first to its last datable day.
    #[must_use]
    pub fn extent(&self) -> Option<(Date, Date)> {
        self.timeline.extent()
    }
}

pub const UNKNOWN_OUTLET: &str = crate::wording::corpus::unknown_outlet();
pub const UNKNOWN_LANGUAGE: &str = "und";

/// The file's own words where they are short enough to be a name, else the register's id.
fn outlet_name(reading: &ArticleReading) -> String {
    let own = reading.article.outlet.as_deref().map(str::trim).filter(|name| !name.is_empty() && name.chars().count() <= 48);
    own.or(reading.outlet.as_deref()).unwrap_or(UNKNOWN_OUTLET).to_owned()
}

/// With what the readings say of themselves, where the run did not already say it.
fn with_own(mut diagnostics: Vec<Diagnostic>, readings: &[Arc<ArticleReading>]) -> Vec<Diagnostic> {
    let known: BTreeSet<(String, String)> = diagnostics.iter().map(|d| (d.file.clone(), d.message.clone())).collect();
    let own = readings.iter().flat_map(|reading| &reading.diagnostics);
    diagnostics.extend(own.filter(|d| !known.contains(&(d.file.clone(), d.message.clone()))).cloned());
    diagnostics
}

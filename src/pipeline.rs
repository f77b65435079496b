//! The staircase: an article in, its reading out; then the folder settled as a whole.
//!
//! In: [`Article`]s and [`Knowledge`]. Out: [`ArticleReading`]s. [`read_article`] needs nothing but its article, so that
//! results can be shown as they come; [`settle`] then dates what only the folder can date and weighs who agrees with whom.

use crate::actors::ActorId;
use crate::calendar::DateSpan;
use crate::claims::{self, Claim, ClaimInput, ClaimTools, Explanation, Groundwork};
use crate::corpus::Article;
use crate::corpus::duplicates::{self, StoryId};
use crate::diagnostic::Diagnostic;
use crate::geoparsing::{self, ArticleContext, Overrule, Toponym};
use crate::knowledge::Knowledge;
use crate::provenance::ArticleId;
use crate::text::{self, Analysis};
use crate::timeline::corroboration::{self, Report};
use crate::timex::{self, DateEvidence, Found, Published, PublishedBasis, Timex};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Everything that was understood of one article.
#[derive(Debug, Clone)]
pub struct ArticleReading {
    pub article: Article,
    /// Its text in ordinary case, of the same length, where it is written in capitals.
    pub spoken: Option<String>,
    /// The largest part; [`ArticleReading::lean`] lets go of it, and whoever needs it makes it anew.
    pub analysis: Analysis,
    /// `None` until something dates it.
    pub published: Option<Published>,
    /// What it says of its own date, for the folder to weigh.
    pub date_evidence: DateEvidence,
    /// Id in the outlet register, or the file's own words where the register has none.
    pub outlet: Option<String>,
    /// Copies of one story share it; its own until the folder is settled.
    pub story: StoryId,
    /// Time expressions before they are resolved, so that a new date need not find them again.
    pub found: Vec<Found>,
    pub timexes: Vec<Timex>,
    pub toponyms: Vec<Toponym>,
    /// The user's decisions on its toponyms that are worked in.
    pub overrules: Vec<Overrule>,
    pub claims: Vec<Claim>,
    pub diagnostics: Vec<Diagnostic>,
    pub again: Again,
}

/// What makes it cheaper to read an article without a date once more with one.
#[derive(Debug, Clone, Default)]
pub struct Again {
    groundwork: Groundwork,
    /// Of a reading that waits. Shared by its copies: whoever takes it, takes it from all.
    aside: Arc<Mutex<Option<Aside>>>,
}

type Aside = Box<(Analysis, Groundwork)>;

impl ArticleReading {
    /// Without what only reading it again needs: thousands of articles fit into memory so.
    #[must_use]
    pub fn lean(self) -> Self {
        Self { analysis: Analysis::default(), again: Again::default(), ..self }
    }

    /// [`ArticleReading::lean`], but what reading it again needs is kept until [`settle`], which may date it.
    #[must_use]
    pub fn waiting(mut self) -> Self {
        let needed = Box::new((std::mem::take(&mut self.analysis), std::mem::take(&mut self.again.groundwork)));
        self.again.aside = Arc::new(Mutex::new(Some(needed)));
        self
    }

    fn take_up(&self) -> Option<Aside> {
        self.again.aside.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Nothing understood yet.
    #[must_use]
    pub fn unread(article: Article) -> Self {
        Self {
            story: StoryId(article.id),
            article,
            spoken: None,
            analysis: Analysis::default(),
            published: None,
            date_evidence: DateEvidence::default(),
            outlet: None,
            found: Vec::new(),
            timexes: Vec::new(),
            toponyms: Vec::new(),
            overrules: Vec::new(),
            claims: Vec::new(),
            diagnostics: Vec::new(),
            again: Again::default(),
        }
    }
}

impl ArticleReading {
    /// The text as the stages read it; spans fit this and the text as shown.
    fn text(&self) -> &str {
        self.spoken.as_deref().unwrap_or(&self.article.text)
    }
}

/// What the user decided against the program; it stands above all that the program finds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decisions {
    pub dates: BTreeMap<ArticleId, DateSpan>,
    pub overrules: Vec<Overrule>,
}

impl Decisions {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty() && self.overrules.is_empty()
    }

    fn date_of(&self, article: &Article) -> Option<Published> {
        self.dates.get(&article.id).map(|span| Published { span: *span, basis: PublishedBasis::User })
    }

    fn overrules_on(&self, article: &Article) -> Vec<Overrule> {
        self.overrules.iter().filter(|overrule| overrule.bears_on(article)).cloned().collect()
    }

    /// Whether the reading differs from what they ask for.
    #[must_use]
    pub fn touch(&self, reading: &ArticleReading) -> bool {
        self.published(reading) != reading.published || self.overrules_on(&reading.article) != reading.overrules
    }

    /// The user's date; without one, what the article says where the user had dated it before.
    fn published(&self, reading: &ArticleReading) -> Option<Published> {
        let had = reading.published.is_some_and(|published| published.basis == PublishedBasis::User);
        self.date_of(&reading.article).or(if had { reading.date_evidence.published } else { reading.published })
    }
}

/// Brings a reading into line with the user's decisions, doing no more than they ask for. [`settle`] comes after.
pub fn follow(reading: &mut ArticleReading, decisions: &Decisions, knowledge: &Knowledge) {
    let published = decisions.published(reading);
    let overrules = decisions.overrules_on(&reading.article);
    if overrules == reading.overrules {
        redate(reading, published, knowledge);
        return;
    }
    reading.overrules = overrules;
    reading.published = published;
    place_and_claim(reading, knowledge);
}

/// Reads one article as if it were alone in the world.
#[must_use]
pub fn read_article(article: Article, knowledge: &Knowledge) -> ArticleReading {
    read_as_told(article, &Decisions::default(), knowledge)
}

/// [`read_article`] with what the user decided.
#[must_use]
pub fn read_as_told(article: Article, decisions: &Decisions, knowledge: &Knowledge) -> ArticleReading {
    let mut reading = ArticleReading::unread(article);
    let article = &reading.article;
    reading.spoken = geoparsing::spoken(&article.text, &article.blocks, knowledge.register, knowledge.geo_model);
    reading.analysis = text::analyse(reading.text(), &reading.article.blocks);
    reading.found = timex::find(reading.text(), &knowledge.timex_rules);
    reading.outlet = outlet_of(&reading.article, knowledge);
    reading.date_evidence = timex::date_article(&reading.article, &reading.found, &knowledge.timex_rules);
    reading.published = decisions.date_of(&reading.article).or(reading.date_evidence.published);
    reading.overrules = decisions.overrules_on(&reading.article);
    place_and_claim(&mut reading, knowledge);
    reading
}

/// All that hangs on what the names mean.
fn place_and_claim(reading: &mut ArticleReading, knowledge: &Knowledge) {
    geoparse(reading, knowledge);
    read_dated(reading, knowledge);
    reading.date_evidence.era = era(reading, knowledge);
}

/// When all those who act in the claims were on the ground there, under the names that the text uses.
fn era(reading: &ArticleReading, knowledge: &Knowledge) -> DateSpan {
    let register = knowledge.register;
    let acting = reading.claims.iter().flat_map(|c| c.actor.iter().chain(&c.opponent).map(|actor| (&actor.id, c.place.country.as_str())));
    let seen: BTreeSet<(&ActorId, &str)> = acting.collect();
    let ground = seen.iter().filter_map(|(actor, country)| register.on_ground(actor, country));
    let names = seen.iter().filter_map(|(actor, _)| register.named_since(actor, reading.text())).map(DateSpan::since);
    ground.chain(names).fold(DateSpan::default(), |era, span| if era.overlaps(&span) { era.narrowed(&span) } else { era })
}

fn geoparse(reading: &mut ArticleReading, knowledge: &Knowledge) {
    let home = reading.outlet.as_deref().and_then(|id| knowledge.outlets.by_id(id)).and_then(|outlet| outlet.country.as_deref());
    let context = ArticleContext { outlet_country: home, overrules: &reading.overrules };
    let analysis = analysis_of(reading);
    let Knowledge { gazetteer, geo_model, geo_memory, .. } = knowledge;
    let (toponyms, mut diagnostics) = geoparsing::geoparse(reading.text(), &analysis, &context, gazetteer, geo_model, geo_memory);
    reading.toponyms = toponyms;
    reading.diagnostics.append(&mut diagnostics);
}

/// Made anew where it was let go of.
fn analysis_of(reading: &ArticleReading) -> Cow<'_, Analysis> {
    if reading.analysis.sentences.is_empty() && !reading.article.text.is_empty() {
        Cow::Owned(text::analyse(reading.text(), &reading.article.blocks))
    } else {
        Cow::Borrowed(&reading.analysis)
    }
}

/// What depends on the article's date: once for its own date, and again when the folder or the user dates it anew.
fn read_dated(reading: &mut ArticleReading, knowledge: &Knowledge) {
    reading.timexes = timex::resolve(&reading.found, reading.published.map(|p| p.span), &knowledge.timex_rules);
    // Without a date it may be read once more.
    let mut groundwork = std::mem::take(&mut reading.again.groundwork);
    let kept = Some(&mut groundwork).filter(|kept| reading.published.is_none() || !kept.is_empty());
    reading.claims = claims_of(reading, knowledge, |input, tools| claims::extract_upon(kept, input, tools));
    reading.again.groundwork = groundwork;
}

/// Sentence by sentence, what was seen in an article and why it became a claim or did not.
#[must_use]
pub fn explain(reading: &ArticleReading, knowledge: &Knowledge) -> Vec<Explanation> {
    claims_of(reading, knowledge, claims::account)
}

fn claims_of<T>(reading: &ArticleReading, knowledge: &Knowledge, of: impl FnOnce(&ClaimInput, &ClaimTools) -> T) -> T {
    let published = reading.published.map(|p| p.span);
    let day = published.and_then(|p| p.anchor());
    let analysis = analysis_of(reading);
    let input = ClaimInput {
        text: reading.text(),
        article: &reading.article,
        analysis: &analysis,
        toponyms: &reading.toponyms,
        timexes: &reading.timexes,
        published,
        outlet: reading.outlet.as_deref().and_then(|id| knowledge.outlets.by_id(id)),
        narrative: timex::is_narrative(&reading.found, day),
    };
    let tools = ClaimTools {
        gazette: &knowledge.gazetteer,
        register: knowledge.register,
        outlets: knowledge.outlets,
        tagger: text::Tagger::embedded(),
        timex_rules: &knowledge.timex_rules,
    };
    of(&input, &tools)
}

/// Sets an article's date by hand or from its folder, and reads again what depends on it.
pub fn redate(reading: &mut ArticleReading, published: Option<Published>, knowledge: &Knowledge) {
    if reading.published != published {
        reading.published = published;
        let needed = reading.take_up();
        let lean = needed.is_some();
        if let Some(needed) = needed {
            (reading.analysis, reading.again.groundwork) = *needed;
        }
        read_dated(reading, knowledge);
        if lean {
            (reading.analysis, reading.again.groundwork) = Default::default();
        }
    }
}

/// Dates what only the folder can date, folds copies of one story, and weighs who agrees with whom. What the user dated stays.
#[must_use]
pub fn settle(readings: Vec<ArticleReading>, knowledge: &Knowledge) -> Vec<ArticleReading> {
    let mut shared: Vec<Arc<ArticleReading>> = readings.into_iter().map(Arc::new).collect();
    settle_shared(&mut shared, knowledge);
    shared.into_iter().map(Arc::unwrap_or_clone).collect()
}

/// [`settle`] for readings that others hold too: only those that change are copied.
pub fn settle_shared(readings: &mut [Arc<ArticleReading>], knowledge: &Knowledge) {
    align(readings, knowledge);
    let articles: Vec<&Article> = readings.iter().map(|reading| &reading.article).collect();
    let stories = duplicates::stories(&articles);
    for (reading, story) in readings.iter_mut().zip(stories) {
        if reading.story != story {
            Arc::make_mut(reading).story = story;
        }
    }
    weigh(readings);
}

/// After a decision of the user: dates and agreement anew; which articles are copies of each other does not depend on it.
pub fn reconsider(readings: &mut [Arc<ArticleReading>], decisions: &Decisions, knowledge: &Knowledge) {
    for reading in readings.iter_mut().filter(|reading| decisions.touch(reading)) {
        follow(Arc::make_mut(reading), decisions, knowledge);
    }
    align(readings, knowledge);
    weigh(readings);
}

fn align(readings: &mut [Arc<ArticleReading>], knowledge: &Knowledge) {
    let evidence: Vec<DateEvidence> = readings.iter().map(|reading| dated_by_user(reading)).collect();
    for (reading, published) in readings.iter_mut().zip(timex::align(&evidence)) {
        if reading.published != published {
            redate(Arc::make_mut(reading), published, knowledge);
        } else {
            drop(reading.take_up());
        }
    }
}

fn weigh(readings: &mut [Arc<ArticleReading>]) {
    let reports: Vec<Report<'_>> =
        readings.iter().flat_map(|r| r.claims.iter().map(|claim| Report { claim, story: r.story.0.0 })).collect();
    let mut rated = corroboration::credibility(&reports).into_iter();
    for reading in readings {
        let rated: Vec<u8> = rated.by_ref().take(reading.claims.len()).collect();
        if reading.claims.iter().map(|claim| claim.credibility).ne(rated.iter().copied()) {
            for (claim, rated) in Arc::make_mut(reading).claims.iter_mut().zip(rated) {
                claim.credibility = rated;
            }
        }
    }
}

/// The user's own date stands before anything the article says.
fn dated_by_user(reading: &ArticleReading) -> DateEvidence {
    let user = reading.published.filter(|published| published.basis == PublishedBasis::User);
    let mut evidence = reading.date_evidence.clone();
    evidence.published = user.or(evidence.published);
    evidence
}

/// Who printed it: by its address, else by the name that the file gives.
fn outlet_of(article: &Article, knowledge: &Knowledge) -> Option<String> {
    let by_address = article.url.as_deref().and_then(|url| knowledge.outlets.by_address(url));
    let by_words = article.outlet.as_deref().and_then(|words| knowledge.outlets.by_words(words));
    by_words.or(by_address).map(|outlet| outlet.id.clone()).or_else(|| article.outlet.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus;

    #[test]
    fn what_waited_for_its_date_is_read_as_if_it_had_not() {
        let knowledge = Knowledge::embedded();
        let texts = [
            "BEIRUT, 28 March 2015 - Rebels led by the Nusra Front captured the Syrian city of Idlib on Saturday, the Syrian Observatory \
             for Human Rights said. The army withdrew to Ariha, residents of Idlib and Saraqib said, as Nusra fighters entered Idlib.",
            "Nusra Front rebels captured the Syrian city of Idlib on Saturday. The army withdrew to Ariha on Friday, the Syrian Observatory \
             for Human Rights said. Residents of Idlib and Saraqib said government forces still hold Ariha.",
        ];
        let settled = |then: fn(ArticleReading) -> ArticleReading| {
            let articles = texts.iter().flat_map(|text| corpus::read("a.txt", text.as_bytes(), None).0);
            let mut readings: Vec<_> = articles.map(|article| Arc::new(then(read_article(article, &knowledge)))).collect();
            // Somebody shows what came first.
            let shown = readings.clone();
            settle_shared(&mut readings, &knowledge);
            assert!(shown[1].published.is_none() && readings[1].published.is_some(), "the folder dates the second");
            assert!(readings.iter().all(|reading| reading.take_up().is_none()), "nothing is kept after that");
            readings.iter().map(|reading| reading.claims.clone()).collect::<Vec<_>>()
        };
        let plain = settled(|reading| reading);
        assert!(plain[1].len() > 1 && plain[1].iter().all(|claim| claim.when.span.earliest.is_some()));
        assert_eq!(settled(ArticleReading::lean), plain);
        assert_eq!(settled(ArticleReading::waiting), plain);
    }
}

//! The staircase: an article in, its reading out; then the folder settled as a whole.
//!
//! In: [`Article`]s and [`Knowledge`]. Out: [`ArticleReading`]s. [`read_article`] needs nothing but its article, so that
//! results can be shown as they come; [`settle`] then dates what only the folder can date and weighs who agrees with whom.

use crate::claims::{self, Claim, ClaimInput, ClaimTools, Explanation};
use crate::corpus::Article;
use crate::corpus::duplicates::{self, StoryId};
use crate::diagnostic::Diagnostic;
use crate::geoparsing::{self, ArticleContext, Toponym};
use crate::knowledge::Knowledge;
use crate::text::{self, Analysis};
use crate::timeline::corroboration::{self, Report};
use crate::timex::{self, DateEvidence, Found, Published, PublishedBasis, Timex};

/// Everything that was understood of one article.
#[derive(Debug, Clone)]
pub struct ArticleReading {
    pub article: Article,
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
    pub claims: Vec<Claim>,
    pub diagnostics: Vec<Diagnostic>,
}

impl ArticleReading {
    /// Nothing understood yet.
    #[must_use]
    pub fn unread(article: Article) -> Self {
        Self {
            story: StoryId(article.id),
            article,
            analysis: Analysis::default(),
            published: None,
            date_evidence: DateEvidence::default(),
            outlet: None,
            found: Vec::new(),
            timexes: Vec::new(),
            toponyms: Vec::new(),
            claims: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}

/// Reads one article as if it were alone in the world.
#[must_use]
pub fn read_article(article: Article, knowledge: &Knowledge) -> ArticleReading {
    let mut reading = ArticleReading::unread(article);
    reading.analysis = text::analyse(&reading.article.text, &reading.article.blocks);
    reading.found = timex::find(&reading.article.text, &knowledge.timex_rules);
    reading.outlet = outlet_of(&reading.article, knowledge);
    reading.date_evidence = timex::date_article(&reading.article, &reading.found, &knowledge.timex_rules);
    reading.published = reading.date_evidence.published;
    let home = reading.outlet.as_deref().and_then(|id| knowledge.outlets.by_id(id)).and_then(|outlet| outlet.country.as_deref());
    let context = ArticleContext { outlet_country: home };
    let (toponyms, mut diagnostics) =
        geoparsing::geoparse(&reading.article.text, &reading.analysis, &context, &knowledge.gazetteer, knowledge.geo_model);
    reading.toponyms = toponyms;
    reading.diagnostics.append(&mut diagnostics);
    read_dated(&mut reading, knowledge);
    reading
}

/// What depends on the article's date: once for its own date, and again when the folder or the user dates it anew.
fn read_dated(reading: &mut ArticleReading, knowledge: &Knowledge) {
    reading.timexes = timex::resolve(&reading.found, reading.published.map(|p| p.span), &knowledge.timex_rules);
    reading.claims = claims_of(reading, knowledge).0;
}

/// Sentence by sentence, what was seen in an article and why it became a claim or did not.
#[must_use]
pub fn explain(reading: &ArticleReading, knowledge: &Knowledge) -> Vec<Explanation> {
    claims_of(reading, knowledge).1
}

fn claims_of(reading: &ArticleReading, knowledge: &Knowledge) -> (Vec<Claim>, Vec<Explanation>) {
    let published = reading.published.map(|p| p.span);
    let day = published.and_then(|p| p.latest.or(p.earliest));
    let input = ClaimInput {
        article: &reading.article,
        analysis: &reading.analysis,
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
    claims::extract(&input, &tools)
}

/// Sets an article's date by hand or from its folder, and reads again what depends on it.
pub fn redate(reading: &mut ArticleReading, published: Option<Published>, knowledge: &Knowledge) {
    if reading.published != published {
        reading.published = published;
        read_dated(reading, knowledge);
    }
}

/// Dates what only the folder can date, folds copies of one story, and weighs who agrees with whom. What the user dated stays.
#[must_use]
pub fn settle(mut readings: Vec<ArticleReading>, knowledge: &Knowledge) -> Vec<ArticleReading> {
    let evidence: Vec<DateEvidence> = readings.iter().map(dated_by_user).collect();
    for (reading, published) in readings.iter_mut().zip(timex::align(&evidence)) {
        redate(reading, published, knowledge);
    }
    let articles: Vec<&Article> = readings.iter().map(|reading| &reading.article).collect();
    let stories = duplicates::stories(&articles);
    for (reading, story) in readings.iter_mut().zip(stories) {
        reading.story = story;
    }
    let reports: Vec<Report<'_>> =
        readings.iter().flat_map(|r| r.claims.iter().map(|claim| Report { claim, story: r.story.0.0 })).collect();
    let mut rated = corroboration::credibility(&reports).into_iter();
    for claim in readings.iter_mut().flat_map(|r| &mut r.claims) {
        claim.credibility = rated.next().unwrap_or(claim.credibility);
    }
    readings
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

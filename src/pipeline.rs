//! The staircase: an article in, its reading out; then the folder settled as a whole.
//!
//! In: [`Article`]s and [`Knowledge`]. Out: [`ArticleReading`]s. [`read_article`] needs nothing but its article, so that
//! results can be shown as they come; [`settle`] then dates what only the folder can date and weighs who agrees with whom.

use crate::claims::Claim;
use crate::corpus::Article;
use crate::diagnostic::Diagnostic;
use crate::geoparsing::Toponym;
use crate::text::Analysis;
use crate::timex::{Published, Timex};

/// Everything that was understood of one article.
#[derive(Debug, Clone)]
pub struct ArticleReading {
    pub article: Article,
    pub analysis: Analysis,
    /// `None` until something dates it.
    pub published: Option<Published>,
    /// Id in the outlet register, or the file's own words where the register has none.
    pub outlet: Option<String>,
    pub timexes: Vec<Timex>,
    pub toponyms: Vec<Toponym>,
    pub claims: Vec<Claim>,
    pub diagnostics: Vec<Diagnostic>,
}

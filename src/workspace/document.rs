//! What the analyst decides, as against what the program reads: small, stored, undoable.
//!
//! Everything here is keyed by content hashes, so it stays attached when the folder is read again.

use crate::calendar::DateSpan;
use crate::provenance::{ArticleId, ClaimId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The user's dates: above every other basis.
    pub article_dates: BTreeMap<ArticleId, DateSpan>,
    pub reviews: BTreeMap<ClaimId, Review>,
    pub toponyms: Vec<ToponymOverride>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub verdict: Verdict,
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Confirmed,
    Disputed,
    Retracted,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Disputed, Self::Retracted];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Confirmed => "Confirmed",
            Self::Disputed => "Disputed",
            Self::Retracted => "Retracted",
        }
    }
}

/// "These words mean that place", for one article or always.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToponymOverride {
    pub words: String,
    /// `None`: in every article.
    pub article: Option<ArticleId>,
    /// Gazetteer id, or `None` for "not a place".
    pub place: Option<String>,
}

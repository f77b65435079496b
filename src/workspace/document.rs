//! What the analyst decides, as against what the program reads: small, stored, undoable.
//!
//! Everything here is keyed by content hashes, so it stays attached when the folder is read again.

use crate::calendar::DateSpan;
use crate::geoparsing::Overrule;
use crate::pipeline::Decisions;
use crate::provenance::{ArticleId, ClaimId};
use crate::wording::claims as say;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The user's dates: above every other basis.
    pub article_dates: BTreeMap<ArticleId, DateSpan>,
    pub reviews: BTreeMap<ClaimId, Review>,
    /// Above what the program makes of a name.
    pub toponyms: Vec<Overrule>,
}

/// The analyst's judgement of a claim; without a verdict it is a note alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    pub verdict: Option<Verdict>,
    pub note: String,
}

impl Document {
    /// What the stages are to know of it.
    #[must_use]
    pub fn decisions(&self) -> Decisions {
        Decisions { dates: self.article_dates.clone(), overrules: self.toponyms.clone() }
    }

    /// The later decision on the same words takes the place of the earlier one.
    pub fn overrule(&mut self, overrule: Overrule) {
        self.toponyms.retain(|known| !known.same_subject(&overrule));
        self.toponyms.push(overrule);
    }

    /// Changes a review; one that says nothing is none.
    pub fn review(&mut self, claim: ClaimId, change: impl FnOnce(&mut Review)) {
        let review = self.reviews.entry(claim).or_default();
        change(review);
        if *review == Review::default() {
            self.reviews.remove(&claim);
        }
    }
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
            Self::Confirmed => say::confirmed(),
            Self::Disputed => say::disputed(),
            Self::Retracted => say::retracted(),
        }
    }
}

//! What a frame found in a sentence, before it is dated, placed and attributed.

use super::claim::{Change, Extent};
use super::place_hit::PlaceHit;
use super::reality::Reality;
use super::subject::Agent;
use super::view::View;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub frame: String,
    pub change: Change,
    /// Set when the frame itself says so.
    pub extent: Option<Extent>,
    pub actors: Vec<Agent>,
    pub opponent: Option<Agent>,
    pub places: Vec<PlaceHit>,
    /// Token of the trigger.
    pub at: usize,
    /// Tokens of the words that carry it.
    pub start: usize,
    pub end: usize,
    pub hedged: bool,
    pub denied: bool,
    /// A description in passing ("rebel-held"): the outlet's own words even where somebody else is quoted.
    pub attributive: bool,
    /// Told of a place by the way ("…, which rebels hold, …"): the outlet's own background as well, unless quoted.
    pub aside: bool,
    /// The place comes from the context.
    pub elided: bool,
}

impl Candidate {
    /// With nothing said of extent, opponent or context.
    pub fn new(
        frame: &str,
        change: Change,
        actors: Vec<Agent>,
        places: Vec<PlaceHit>,
        (at, start, end): (usize, usize, usize),
        reality: &Reality,
    ) -> Self {
        Self {
            frame: frame.to_owned(),
            change,
            extent: None,
            actors,
            opponent: None,
            places,
            at,
            start,
            end,
            hedged: reality.hedged,
            denied: reality.denied,
            attributive: false,
            aside: false,
            elided: false,
        }
    }
}

/// Why a trigger made no claim. Put into words only for those who ask: most triggers make none, and each for several reasons.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reason {
    Plain(&'static str),
    /// These tokens between two pieces of text.
    Quoted(&'static str, usize, usize, &'static str),
    /// None of these words follows.
    Lacks(Arc<[String]>),
    Told(String),
}

impl Reason {
    pub fn is(&self, words: &str) -> bool {
        matches!(self, Self::Plain(plain) if *plain == words)
    }

    /// Nothing to say.
    pub fn is_empty(&self) -> bool {
        self.is("")
    }

    pub fn words(&self, view: &View) -> String {
        match self {
            Self::Plain(words) => (*words).to_owned(),
            Self::Quoted(before, start, end, after) => format!("{before}{}{after}", view.words(*start, *end)),
            Self::Lacks(words) => format!("\"{}\" does not follow", words.join("|")),
            Self::Told(words) => words.clone(),
        }
    }
}

impl From<&'static str> for Reason {
    fn from(words: &'static str) -> Self {
        Self::Plain(words)
    }
}

impl From<String> for Reason {
    fn from(words: String) -> Self {
        Self::Told(words)
    }
}

pub(super) type Found = Result<Vec<Candidate>, Reason>;

//! What `salient gazetteer NAME` prints.

use super::{Gazetteer, Match, MatchKind, PlaceKind, PlaceRef};
use crate::geodesy::LatLon;

/// One candidate for a name, fit to print as a row.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateRow {
    pub place: PlaceRef,
    pub id: String,
    pub name: String,
    pub kind: PlaceKind,
    /// ISO code or "".
    pub country: String,
    /// Name of the first-order division or "".
    pub admin1: String,
    pub at: LatLon,
    pub population: u32,
    pub radius_m: u32,
    pub source: String,
    pub confidence: String,
    pub matched: Match,
}

impl CandidateRow {
    /// `exact`, `alternate`, `folded`, `corrected`.
    #[must_use]
    pub const fn match_word(&self) -> &'static str {
        match (self.matched.kind, self.matched.alternate) {
            (MatchKind::Exact, false) => "exact",
            (MatchKind::Exact, true) => "alternate",
            (MatchKind::Folded, _) => "folded",
            (MatchKind::Corrected, _) => "corrected",
        }
    }
}

impl Gazetteer {
    /// Every candidate for the name, best first.
    #[must_use]
    pub fn rows(&self, name: &str) -> Vec<CandidateRow> {
        self.candidates(name)
            .into_iter()
            .map(|(place, matched)| CandidateRow {
                place,
                id: self.id(place),
                name: self.name(place).to_owned(),
                kind: self.kind(place),
                country: self.country_code(place).to_owned(),
                admin1: self.admin1(place).filter(|division| *division != place).map(|d| self.name(d).to_owned()).unwrap_or_default(),
                at: self.at(place),
                population: self.population(place),
                radius_m: self.radius_m(place),
                source: self.source(place).to_owned(),
                confidence: self.confidence(place).to_owned(),
                matched,
            })
            .collect()
    }
}

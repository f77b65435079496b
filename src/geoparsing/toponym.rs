//! The plain data of this stage.

use super::reasons::Reasons;
use crate::gazetteer::PlaceRef;
use crate::geodesy::LatLon;
use crate::provenance::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A mention of a place. Mentions may nest: "Aleppo University" holds "Aleppo"; only `outer` ones are placed on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// Head words only: "Aleppo", "New Aleppo", "the city", "Rashidin district".
    pub span: Span,
    pub kind: ToponymKind,
    /// Not inside another toponym.
    pub outer: bool,
    /// Index into [`crate::text::Analysis::sentences`].
    pub sentence: usize,
    /// Best first; kept so that the window can answer "why here?".
    pub candidates: Arc<Vec<Candidate>>,
    pub resolution: Option<Resolution>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToponymKind {
    /// A name in the text.
    Name,
    /// "the city", "the country's second-largest city": resolved in discourse. Not printed by `annotate`.
    Description,
    /// "Washington said": found, not a map point.
    Government,
    /// A place name used as a modifier: "Aleppo residents", "the Aleppo offensive".
    Modifier,
    /// "Syrian", "Ukrainians": the people or things of a country; never a map point, but printed by `annotate`.
    Demonym,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub place: PlaceRef,
    /// 0–1 after the article was read as a whole.
    pub score: f32,
    /// What spoke for or against it.
    pub reasons: Reasons,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The gazetteer's place, or the parent when the site itself is unknown.
    pub place: PlaceRef,
    /// Id and name of what is meant: the gazetteer's, or `at:<parent id>:<words>` and the words for a site placed at its parent.
    pub id: String,
    pub name: String,
    pub at: LatLon,
    pub where_prec: u8,
    pub radius_m: u32,
    /// Calibrated probability that it lies within 161 km.
    pub confidence: f32,
    /// Part of the place that is meant, when one is named: `N`, `NE`, … ("western Aleppo").
    pub side: Option<String>,
}

//! One article + one passage + one place + one assertion about who holds, takes, leaves, enters it or fights for it.

use crate::actors::{ActorId, SideId};
use crate::calendar::DateSpan;
use crate::gazetteer::PlaceKind;
use crate::geodesy::LatLon;
use crate::provenance::{ArticleId, ClaimId, Span};
use crate::timex::WhenBasis;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    pub id: ClaimId,
    pub article: ArticleId,
    /// The words that assert it, and the sentence around them.
    pub quote: Span,
    pub sentence: Span,
    pub change: Change,
    pub extent: Extent,
    /// Compass side of the part: `N`, `NE`, …, `C`.
    pub side: Option<String>,
    pub place: ClaimPlace,
    pub actor: Option<ActorMention>,
    pub opponent: Option<ActorMention>,
    pub when: ClaimWhen,
    pub claimant: Claimant,
    pub evidence: EvidenceKind,
    /// The passage says that it could not be checked.
    pub unverified: bool,
    /// Apparently, reportedly, appeared to.
    pub hedged: bool,
    /// A side denies it in the passage.
    pub denied: bool,
    /// Does the claimant's side gain by it? `None` where sides are unknown.
    pub self_favourable: Option<bool>,
    /// Admiralty 1–6, from independent corroboration; 6 until the corpus is read.
    pub credibility: u8,
    /// Id of the control frame that found it, for `explain`.
    pub frame: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Gains control.
    Captured,
    /// Leaves, withdraws from or is driven out of.
    Lost,
    /// Is said to control, hold, or have as a stronghold.
    Held,
    /// Is inside; control not claimed.
    Entered,
    /// Moves toward; not inside.
    Advancing,
    /// Is fought over inside.
    Contested,
    /// Is surrounded; the actor is the besieger.
    Besieged,
    /// An attack on it was thrown back; the actor is who held.
    Repelled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    Whole,
    Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// A belligerent says it of itself or against the other side.
    Claimed,
    /// The outlet, a monitor or residents say it.
    Reported,
    /// The side that it harms says it.
    Acknowledged,
    /// The passage says that it was checked.
    Verified,
}

/// Where, copied out of the gazetteer so that a claim stands alone in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimPlace {
    pub id: String,
    pub name: String,
    pub kind: PlaceKind,
    pub mention: Span,
    pub at: LatLon,
    pub where_prec: u8,
    pub radius_m: u32,
    pub country: String,
    /// Gazetteer id of the place around it (the city of a district, the province of a city), if known.
    pub parent: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActorMention {
    pub id: ActorId,
    pub side: SideId,
    pub mention: Span,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimWhen {
    pub span: DateSpan,
    /// The time words, when there are any.
    pub mention: Option<Span>,
    pub basis: WhenBasis,
}

/// Who first says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claimant {
    /// Actor id, outlet id, or kebab-case of the words.
    pub id: String,
    pub kind: ClaimantKind,
    /// Side it belongs to or leans to.
    pub side: Option<SideId>,
    /// `None` for the outlet itself.
    pub mention: Option<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimantKind {
    Outlet,
    Belligerent,
    Official,
    Monitor,
    RescueGroup,
    Residents,
    Activists,
    Video,
    OtherMedia,
    Other,
}

impl Claim {
    /// "took A in 2014, lost it and took it again in April": two events of one sentence.
    pub(super) fn at_another_time(&self, other: &Self) -> bool {
        let dated = |c: &Self| c.when.basis == WhenBasis::Explicit && matches!(c.change, Change::Captured | Change::Lost);
        let apart = |a: &DateSpan, b: &DateSpan| matches!((a.latest, b.earliest), (Some(end), Some(start)) if end < start);
        dated(self) && dated(other) && (apart(&self.when.span, &other.when.span) || apart(&other.when.span, &self.when.span))
    }
}

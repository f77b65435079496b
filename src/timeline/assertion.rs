//! A claim reduced to what the rules of control weigh.

use super::Holder;
use crate::calendar::{Date, DatePrecision};
use crate::claims::{Change, Claim, EvidenceKind, Extent};
use crate::provenance::{ArticleId, ClaimId, Span};
use crate::timex::{Published, WhenBasis};

#[derive(Debug, Clone, PartialEq)]
pub struct Assertion {
    pub id: ClaimId,
    /// Article and sentence: two sides named in one breath took it together.
    pub breath: (ArticleId, Span),
    pub change: Change,
    pub extent: Extent,
    pub holder: Holder,
    /// The day from which it speaks; see rule 1 of the module.
    pub effective: Date,
    /// The last day whose state it describes: the effective day of a change; for "held since 2016" in an article of 2024,
    /// the day of that article.
    pub as_of: Date,
    /// Last day on which it can have been known only to its author: publication, if known.
    pub published: Option<Date>,
    pub precision: DatePrecision,
    pub evidence: EvidenceKind,
    pub denied: bool,
    pub self_favourable: Option<bool>,
    /// Taken over from the city around the place.
    pub from_parent: bool,
}

impl Assertion {
    pub(super) fn of(claim: &Claim, published: Option<Published>) -> Option<Self> {
        let actor = claim.actor.as_ref()?;
        let span = claim.when.span;
        let published = published.and_then(|p| p.span.latest);
        let lasted = claim.change == Change::Held && !matches!(claim.when.basis, WhenBasis::ArticleDate | WhenBasis::Inherited);
        let effective = if lasted { span.earliest.or(span.latest)? } else { span.latest.or(span.earliest)? };
        Some(Self {
            id: claim.id,
            breath: (claim.article, claim.sentence),
            change: claim.change,
            extent: claim.extent,
            holder: Holder { actor: actor.id.clone(), side: actor.side.clone() },
            effective,
            as_of: if lasted { span.latest.or(published).unwrap_or(effective).max(effective) } else { effective },
            published,
            precision: span.precision(),
            evidence: claim.evidence,
            denied: claim.denied,
            self_favourable: claim.self_favourable,
            from_parent: false,
        })
    }

    /// What a district inherits from its city: only what is said of the whole.
    pub(super) fn for_child(&self) -> Option<Self> {
        let whole = self.extent == Extent::Whole && matches!(self.change, Change::Captured | Change::Held | Change::Lost);
        (whole && !self.denied).then(|| Self { from_parent: true, ..self.clone() })
    }

    /// Says that its side has the place or a part of it.
    pub(super) fn has(&self) -> bool {
        matches!(self.change, Change::Captured | Change::Held | Change::Repelled)
    }

    /// Holding, not taking: a state that a capture of the same day ends.
    pub(super) fn is_state(&self) -> bool {
        matches!(self.change, Change::Held)
    }

    /// Fades when nobody repeats it.
    pub(super) fn is_undecided(&self) -> bool {
        matches!(self.change, Change::Entered | Change::Advancing | Change::Contested | Change::Besieged)
    }
}

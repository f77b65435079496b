//! Whose voice an article is that speaks of "our forces": a party's communiqué, whatever it says of itself.
//!
//! In: the claims of an article. Out: those that the text itself makes are weighed as that party's. Refused: "our forces" in
//! quotation marks, and texts in which several sides gain.

use super::assemble::told_by;
use super::claim::{Change, Claim, ClaimantKind, EvidenceKind};
use super::extract::ClaimInput;
use crate::actors::{Register, SideId};
use std::collections::BTreeMap;

/// Weighs anew what only the text itself says.
pub(super) fn weigh_own(input: &ClaimInput, register: &Register, claims: &mut [Claim]) {
    let own = |c: &Claim| c.claimant.kind == ClaimantKind::Outlet && c.evidence == EvidenceKind::Reported;
    if !claims.iter().any(own) || !speaks_of_our_forces(input, register) {
        return;
    }
    let Some(side) = side(claims) else { return };
    for claim in claims.iter_mut().filter(|c| own(c)) {
        let sides = (claim.actor.as_ref().map(|a| &a.side), claim.opponent.as_ref().map(|o| &o.side));
        claim.evidence = told_by(register, (&side, true), claim.change, sides, false);
    }
}

fn speaks_of_our_forces(input: &ClaimInput, register: &Register) -> bool {
    let quotations = &input.analysis.quotations;
    let quoted = |at: u32| {
        let next = quotations.partition_point(|q| q.span.end <= at);
        quotations.get(next).is_some_and(|q| q.span.start <= at)
    };
    input.analysis.tokens.windows(3).any(|three| match three {
        [a, b, c] => a.norm == "our" && (register.is_force(&b.norm) || register.is_force(&c.norm)) && !quoted(a.span.start),
        _ => false,
    })
}

/// The side that gains in most of what is told, when it is most by far.
fn side(claims: &[Claim]) -> Option<SideId> {
    let mut gains: BTreeMap<&SideId, usize> = BTreeMap::new();
    let mut all = 0;
    for actor in claims.iter().filter(|c| c.change != Change::Lost).filter_map(|c| c.actor.as_ref()) {
        *gains.entry(&actor.side).or_default() += 1;
        all += 1;
    }
    let (side, most) = gains.into_iter().max_by_key(|(_, count)| *count)?;
    (most * 3 >= all * 2).then(|| side.clone())
}

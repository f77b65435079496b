//! Side against side: what each camp's sources say of one place, and where they contradict each other.
//!
//! In: the claims of a place, newest first. Out: a [`Voice`] for each side that speaks and one for everybody else, each with
//! where it stands by its newest decisive words; and the [`Dispute`]s between them. Refused: weighing: who is right is the
//! timeline's question, who says what is this one's.

use crate::actors::SideId;
use crate::calendar::{Date, DateSpan};
use crate::claims::{Change, Claim, Extent};
use crate::provenance::ClaimId;
use std::collections::BTreeMap;

/// Sources of one side, or all that belong to none (`None`).
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    pub side: Option<SideId>,
    /// Newest first.
    pub sayings: Vec<Saying>,
    pub stand: Option<Stand>,
}

/// Alike claims of one voice: the same change by the same side on the same days.
#[derive(Debug, Clone, PartialEq)]
pub struct Saying {
    pub change: Change,
    pub actor: Option<SideId>,
    pub part: bool,
    pub span: DateSpan,
    pub claims: Vec<ClaimId>,
    /// A side denies it in the passage.
    pub denied: bool,
}

/// What a voice's newest decisive words come down to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    Has(SideId),
    HasPart(SideId),
    Left(SideId),
    /// Inside, around, or fighting; it is not said who has it.
    Contests(SideId),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Dispute {
    /// Two voices cannot both be right; positions in the list of voices.
    Stands(usize, usize),
    /// The very passage says that a side denies it.
    Denied(ClaimId),
}

/// `claims` of one place, newest first; those later than `by` are left out.
#[must_use]
pub fn voices<'a>(claims: impl IntoIterator<Item = &'a Claim>, by: Option<Date>) -> (Vec<Voice>, Vec<Dispute>) {
    let mut grouped: BTreeMap<Option<SideId>, Vec<Saying>> = BTreeMap::new();
    let mut disputes = Vec::new();
    for claim in claims {
        let span = claim.when.span;
        let day = span.latest.or(span.earliest);
        if by.is_some_and(|by| day.is_none_or(|day| day > by)) {
            continue;
        }
        if claim.denied {
            disputes.push(Dispute::Denied(claim.id));
        }
        let actor = claim.actor.as_ref().map(|actor| actor.side.clone());
        let part = claim.extent == Extent::Part;
        let sayings = grouped.entry(claim.claimant.side.clone()).or_default();
        match sayings.iter_mut().find(|s| s.change == claim.change && s.actor == actor && s.part == part && s.span == span) {
            Some(known) => {
                known.claims.push(claim.id);
                known.denied |= claim.denied;
            }
            None => sayings.push(Saying { change: claim.change, actor, part, span, claims: vec![claim.id], denied: claim.denied }),
        }
    }
    // Sides first, everybody else last.
    let (others, sides): (Vec<_>, Vec<_>) = grouped.into_iter().partition(|(side, _)| side.is_none());
    let voices: Vec<Voice> =
        sides.into_iter().chain(others).map(|(side, sayings)| Voice { stand: stand(&sayings), side, sayings }).collect();
    let stands: Vec<(usize, &Stand)> = voices.iter().enumerate().filter_map(|(at, voice)| Some((at, voice.stand.as_ref()?))).collect();
    let mut against: Vec<Dispute> = Vec::new();
    for (n, (first, a)) in stands.iter().enumerate() {
        for (second, b) in stands.iter().skip(n + 1) {
            if contradict(a, b) {
                against.push(Dispute::Stands(*first, *second));
            }
        }
    }
    against.extend(disputes);
    (voices, against)
}

/// The newest saying that decides; without one, the newest that says who is at it.
fn stand(sayings: &[Saying]) -> Option<Stand> {
    let decisive = |saying: &Saying| {
        let side = saying.actor.clone()?;
        match saying.change {
            Change::Captured | Change::Held | Change::Repelled if saying.part => Some(Stand::HasPart(side)),
            Change::Captured | Change::Held | Change::Repelled => Some(Stand::Has(side)),
            Change::Lost => Some(Stand::Left(side)),
            _ => None,
        }
    };
    sayings.iter().find_map(decisive).or_else(|| sayings.iter().find_map(|saying| saying.actor.clone()).map(Stand::Contests))
}

fn contradict(a: &Stand, b: &Stand) -> bool {
    match (a, b) {
        (Stand::Has(a), Stand::Has(b) | Stand::HasPart(b)) | (Stand::HasPart(a), Stand::Has(b)) => a != b,
        (Stand::Has(a) | Stand::HasPart(a), Stand::Left(b)) | (Stand::Left(b), Stand::Has(a) | Stand::HasPart(a)) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::tests::claim;
    use jiff::civil::date;

    fn said(id: u64, voice: Option<&str>, side: &str, change: Change, day: i8) -> Claim {
        let mut claim = claim(id, 1, side, change, "town", DateSpan::day(date(2024, 11, day)));
        claim.claimant.side = voice.map(|side| SideId(side.into()));
        claim
    }

    #[test]
    fn two_sides_that_both_have_the_town_dispute_it() {
        let claims = [
            said(1, Some("gov"), "gov", Change::Held, 30),
            said(2, Some("reb"), "reb", Change::Captured, 29),
            said(3, None, "reb", Change::Entered, 28),
        ];
        let (voices, disputes) = voices(&claims, None);
        assert_eq!(voices.iter().map(|v| v.side.as_ref().map(|s| s.0.as_str())).collect::<Vec<_>>(), [Some("gov"), Some("reb"), None]);
        assert_eq!(voices[2].stand, Some(Stand::Contests(SideId("reb".into()))));
        assert_eq!(disputes, [Dispute::Stands(0, 1)]);
    }

    #[test]
    fn a_side_that_says_it_left_does_not_contradict_who_says_it_came() {
        let claims = [said(1, Some("gov"), "gov", Change::Lost, 30), said(2, Some("reb"), "reb", Change::Captured, 30)];
        assert_eq!(voices(&claims, None).1, []);
        let claims = [said(1, Some("gov"), "gov", Change::Held, 30), said(2, None, "gov", Change::Lost, 30)];
        assert_eq!(voices(&claims, None).1, [Dispute::Stands(0, 1)]);
    }

    #[test]
    fn what_is_said_after_the_cursor_does_not_count_and_a_denial_in_the_passage_does() {
        let mut early = said(2, Some("reb"), "reb", Change::Captured, 27);
        early.denied = true;
        let claims = [said(1, Some("gov"), "gov", Change::Held, 30), early];
        let (voices, disputes) = voices(&claims, Some(date(2024, 11, 28)));
        assert_eq!(voices.len(), 1);
        assert_eq!(disputes, [Dispute::Denied(ClaimId(2))]);
    }
}

//! What is known of one place at one date.

use crate::actors::{ActorId, SideId};
use crate::calendar::{Date, DatePrecision};
use crate::provenance::ClaimId;
use serde::{Deserialize, Serialize};

/// An actor as the claims name it, with its side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Holder {
    pub actor: ActorId,
    pub side: SideId,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ControlState {
    /// Nothing said by then decides it.
    Unknown,
    Control(Holder),
    /// Two or more sides hold parts of it or fight inside it.
    Contested(Vec<Holder>),
    /// Two or more sides are said to hold it together.
    Joint(Vec<Holder>),
    Besieged {
        holder: Option<Holder>,
        by: Holder,
    },
    /// `by` is inside; the place is not said to have changed hands.
    Infiltration {
        holder: Option<Holder>,
        by: Holder,
    },
}

/// The rule that decided, by name; each is described in ARCHITECTURE.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// No claim dated by then.
    NoClaim,
    /// Only movement towards it is reported.
    OnlyPressure,
    /// The latest capture or hold of the whole stands unopposed.
    LatestWhole,
    /// The other side is said to have left; this one is inside or holds a part.
    SoleHolder,
    /// The last holder is said to have left and nobody to have come.
    LeftEmpty,
    /// The city around it is said to have changed hands as a whole.
    FromParent,
    /// Acknowledged or verified words against the other side's own word.
    BetterEvidence,
    /// A part changed hands: contests the whole.
    PartContests,
    /// Fighting inside is reported and not yet decided.
    FightingInside,
    /// Equally recent claims name different sides.
    Disagreement,
    /// Someone is inside; control is not claimed.
    InsideNotHolding,
    Siege,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceState {
    /// [`crate::claims::ClaimPlace::id`].
    pub place: String,
    pub state: ControlState,
    /// First day of this state as the claims tell it.
    pub since: Option<Date>,
    pub date_precision: DatePrecision,
    /// Sides that move toward it, undecided.
    pub pressed_by: Vec<Holder>,
    /// Only sources of the side that gains say so.
    pub self_favourable_only: bool,
    pub supporting: Vec<ClaimId>,
    pub opposing: Vec<ClaimId>,
    pub rule: Rule,
}

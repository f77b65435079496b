//! Who is said to hold what, since when, and who says so.
//!
//! In: analysis, timexes, toponyms, actors, vocabulary of control. Out: [`Claim`]s, each with the words that assert it.
//! Refused: intentions, conditions, forecasts, questions, metaphor; a denial is kept as a claim with `denied`.

pub mod acled;
mod claim;
pub use claim::{ActorMention, Change, Claim, ClaimPlace, ClaimWhen, Claimant, ClaimantKind, EvidenceKind, Extent};

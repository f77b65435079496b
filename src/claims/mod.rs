//! Who is said to hold what, since when, and who says so.
//!
//! In: analysis, timexes, toponyms, actors, vocabulary of control. Out: [`Claim`]s, each with the words that assert it, and
//! [`Explanation`]s of what was seen and refused. Refused: intentions, conditions, forecasts, questions, metaphor; a denial
//! is kept as a claim with `denied`.

pub mod acled;
mod assemble;
mod attribution;
mod candidate;
mod claim;
mod explain;
mod extract;
mod inflection;
mod noun;
mod place_phrase;
mod reality;
mod state;
mod subject;
mod verb;
mod view;
mod vocabulary;

pub use claim::{ActorMention, Change, Claim, ClaimPlace, ClaimWhen, Claimant, ClaimantKind, EvidenceKind, Extent};
pub use explain::{Explanation, explain};
pub use extract::{ClaimInput, ClaimTools, Gazette, extract};

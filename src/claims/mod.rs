//! Who is said to hold what, since when, and who says so.
//!
//! In: analysis, timexes, toponyms, actors, vocabulary of control. Out: [`Claim`]s, each with the words that assert it, and
//! [`Explanation`]s of what was seen and refused. Refused: intentions, conditions, forecasts, questions, metaphor; a denial
//! is kept as a claim with `denied`.

pub mod acled;
mod anaphora;
mod apposed;
mod assemble;
mod attribution;
mod attributive;
mod beside;
mod candidate;
mod chain;
mod claim;
mod clause_end;
mod dating;
mod day_told;
mod discourse;
mod elided;
mod explain;
mod extract;
mod focus;
mod gapped;
mod groundwork;
mod groups;
mod heard;
mod inflection;
mod inverted;
mod known;
mod listing;
mod noun;
mod operation;
mod place_hit;
mod place_list;
mod place_noun;
mod place_phrase;
mod places;
mod prospect;
mod reality;
mod reduced;
mod relative;
mod seat;
mod settle;
mod speaker;
mod spoken_of;
mod standing;
mod state;
mod subject;
mod tail;
mod thrown_back;
mod verb;
mod view;
mod vocabulary;
mod voice;
mod who;

pub use claim::{ActorMention, Change, Claim, ClaimPlace, ClaimWhen, Claimant, ClaimantKind, EvidenceKind, Extent};
pub use explain::{Explanation, Finding, Unread};
pub use extract::{ClaimInput, ClaimTools, Gazette, account, extract, extract_upon};
pub use groundwork::Groundwork;

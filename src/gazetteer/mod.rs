//! Places of the world and their names.
//!
//! In: the embedded index, and the user's own files. Out: [`Place`]s by name, by id, near a point, each
//! with its source. Refused: context; which of many Alexandrias is meant is `geoparsing`'s question.
//!
//! The index is compiled by `build.rs` from `assets/gazetteer/` and read in place, so that opening it costs microseconds.
//! Names are filed under three keys (`fold`): an [`MatchKind::Exact`] one, and folded ones for abbreviations and for the
//! spellings of a transliterated name.
//!
//! - [`Gazetteer::candidates`]: all places that bear a name, best match first.
//! - [`Gazetteer::names_at`]: all names that begin at a token of a text, longest first; folds nothing before it must.
//! - [`Gazetteer::rows`]: what `salient gazetteer NAME` prints, one [`CandidateRow`] a candidate.
//! - [`Gazetteer::complete`]: places whose name begins so, most people first.
//! - [`Gazetteer::near`], [`Gazetteer::by_id`], [`Gazetteer::parents`], [`Gazetteer::country`], [`Gazetteer::demonym`] …
//! - [`Gazetteer::with_file`]: one of the user's own files laid over it (bytes and name; reading the disk is the caller's).
//!
//! A division's `population` is the sum of the places the index knows inside it, so that completion ranks it; it says
//! nothing of which "Aleppo", city or province, is meant.

#[cfg(test)]
mod checks;
mod complete;
mod correct;
mod fold;
mod format;
mod index;
mod layers;
mod place;
mod recognise;
mod rows;
#[cfg(test)]
mod spellings;
mod standing;
mod user;
#[allow(dead_code, reason = "the build script uses all of it, the crate only what user layers need")]
mod write;

pub use layers::{Edition, Gazetteer, Match, MatchKind};
pub use place::{Place, PlaceKind, PlaceRef};
pub use recognise::{NameAt, Scratch, Trail};
pub use rows::CandidateRow;
pub use user::{UserRow, read as read_user_file};

//! Places of the world and their names.
//!
//! In: the embedded index, and the user's own files. Out: [`Place`]s by name, by id, near a point, each
//! with its source. Refused: context; which of many Alexandrias is meant is `geoparsing`'s question.

mod place;
pub use place::{Place, PlaceKind, PlaceRef};

//! Claims → what is known of each place at a date, and who says otherwise.
//!
//! In: claims with their articles' publication dates. Out: [`Timeline`], which answers `control(place, t, known_at)` with the
//! claims for it, the claims against it and the rule that decided. Refused: averaging a disagreement away.

mod control_state;
pub use control_state::{ControlState, Holder, PlaceState, Rule};

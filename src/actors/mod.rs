//! Who fights: actors, the sides they are on, the names they bore when; and who prints: outlets.
//!
//! In: `assets/actors/*.toml`, `assets/outlets.toml`. Out: [`Actor`]s by mention and date. Refused: guessing: an unknown
//! armed group becomes an actor of its own, never silently a known one.

mod actor;
pub use actor::{Actor, ActorId, ActorKind, Alias, Colour, Outlet, OutletKind, SideId};

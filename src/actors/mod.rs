//! Who fights: actors, the sides they are on, the names they bore when; and who prints: outlets.
//!
//! In: `assets/actors/*.toml`, `assets/outlets.toml`. Out: [`Mention`]s in a token stream, and [`Who`] they mean in the
//! [`Setting`] of an article and date. Refused: guessing: an unknown armed group becomes an actor of its own, never
//! silently a known one.

mod actor;
mod mention;
mod outlets;
mod questions;
mod register;
mod setting;
mod source;
mod spelled;
mod words;

pub use actor::{Actor, ActorId, ActorKind, Alias, Colour, Outlet, OutletKind, SideId};
pub use mention::{Mention, MentionKind};
pub use outlets::Outlets;
pub use register::{AnaphorKind, Lettering, Reading, Register, Sense};
pub use setting::{Setting, Who, group, slug};
pub use words::is_ordinal;

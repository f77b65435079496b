//! Everything that the window and its pages say, in one table for each of its rooms: the place to correct a word, and to translate all of them.
//!
//! In: a name, and what its words speak of. Out: words. Refused: deciding what to say; that is the panels'.
//!
//! A line of a table is `name = "words";`, or `name(what, day) = "{what} since {day}";`, or `name(n) = "{n} claim" | "{n} claims";`
//! for one and for many. Each becomes a function of that name, so the compiler finds a name that is missing, an argument that is
//! not given, and words that nobody says any more.

#![cfg_attr(feature = "gui", allow(clippy::needless_pass_by_value, reason = "words are written out of whatever can be printed"))]

#[cfg(feature = "gui")]
pub mod articles;
pub mod claims;
pub mod columns;
pub mod commands;
pub mod control;
pub mod corpus;
pub mod dates;
#[cfg(feature = "gui")]
pub mod dialogs;
#[cfg(feature = "gui")]
pub mod facts;
#[cfg(feature = "gui")]
pub mod list;
#[cfg(feature = "gui")]
pub mod map;
#[cfg(feature = "gui")]
pub mod marks;
#[cfg(feature = "gui")]
pub mod menus;
pub mod page;
#[cfg(feature = "gui")]
pub mod place;
#[cfg(feature = "gui")]
pub mod shared;
#[cfg(feature = "gui")]
pub mod situation;
#[cfg(feature = "gui")]
pub mod table;
#[cfg(feature = "gui")]
pub mod time;
#[cfg(feature = "gui")]
pub mod window;

/// A table of words.
macro_rules! wording {
    (@line $name:ident = $words:literal) => {
        #[must_use]
        pub const fn $name() -> &'static str {
            $words
        }
    };
    (@line $name:ident($($part:ident),+) = $words:literal) => {
        #[must_use]
        pub fn $name($($part: impl std::fmt::Display),+) -> String {
            format!($words)
        }
    };
    (@line $name:ident($n:ident) = $one:literal | $many:literal) => {
        #[must_use]
        pub fn $name($n: usize) -> String {
            if $n == 1 { format!($one) } else { format!($many) }
        }
    };
    ($($name:ident $(($($part:ident),+))? = $words:literal $(| $many:literal)?;)+) => {
        $(wording!(@line $name $(($($part),+))? = $words $(| $many)?);)+
    };
}
use wording;

//! The map as plain data: what is known of places before a camera becomes a display list.
//!
//! In: [`SceneInput`]: states of places, a camera, colours, names that the basemap offers. Out: [`Scene`]: shapes, labels,
//! legend, scale bar, credits, and what each mark stands for. `ui` paints it, `export` writes it, so the screen and the
//! page agree. Refused: a window, a file, a clock; painting guesses between the places that claims name.
//!
//! Positions are points from the frame's top left corner; see [`Camera`].

pub mod archive;
mod area;
pub mod assets;
pub mod basemap;
mod board;
mod camera;
pub mod clip;
mod cluster;
pub mod expression;
pub mod fonts;
mod label;
mod lately;
mod legend;
mod named_together;
mod origin;
mod palette;
pub mod relief;
mod scale_bar;
mod scene;
#[cfg(test)]
mod scene_tests;
mod seeding;
mod shape;
pub mod style_sheet;
mod symbol;
mod tile_id;
pub mod vector_tile;
mod words;

pub use area::{Area, Land, Lattice, REACH_KM};
pub use basemap::{Basemap, Ground};
pub use board::{Board, Brief, Stamp};
pub use camera::{Camera, WORLD_POINTS};
pub use cluster::{Standing, Tally};
pub use label::{BasemapLabel, Label, Rect, overlap};
pub use lately::Lately;
pub use legend::{LegendEntry, LegendKind, SYMBOL_HALF};
pub use named_together::named_together;
pub use palette::{ActorStyle, ActorStyles, PageInk, Palette, Theme, ink_on};
pub use scale_bar::ScaleBar;
pub use scene::{MAX_OUTSIDE, Mark, Outside, PlacedState, Places, Scene, SceneInput, long_date};
pub use shape::{Anchor, Rgba, Shape, Stroke, Text, Weight, arc};
pub use symbol::Symbol;
pub use tile_id::TileId;
pub use words::state_words;

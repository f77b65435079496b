//! Salient reads war reporting and draws who is said to hold which place, when, and in whose words.
//!
//! The house, in the order data flows down its one staircase:

pub mod diagnostic;
pub mod provenance;
mod wording;

pub mod calendar;
pub mod geodesy;

pub mod actors;
pub mod claims;
pub mod corpus;
pub mod gazetteer;
pub mod geoparsing;
pub mod text;
pub mod timeline;
pub mod timex;

pub mod knowledge;
pub mod pipeline;

pub mod export;
pub mod jobs;
pub mod map;
pub mod workspace;

pub mod cli;
#[cfg(feature = "gui")]
pub mod ui;

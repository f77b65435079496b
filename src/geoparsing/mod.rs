//! Spans that look like places → candidates → features → one reading per article, with reasons.
//!
//! In: analysis, gazetteer, the article's date and outlet. Out: [`Toponym`]s. Refused: dropping a place that the gazetteer
//! lacks but whose parent is known: it is placed at the parent with an honest radius and says so.

mod assemble;
mod capitals;
mod chain;
#[cfg(test)]
mod checks;
mod describe;
mod discourse;
mod document;
mod evidence;
mod features;
pub mod fit;
mod forms;
mod lexicon;
mod lookup;
mod memory;
mod mend;
mod model;
mod overrule;
mod pieces;
mod reasons;
mod recognise;
mod resolve;
mod spot;
mod surroundings;
mod tables;
mod theatre;
mod toponym;
pub use assemble::{ArticleContext, geoparse};
pub use capitals::spoken;
pub use memory::Memory;
pub use model::GeoModel;
pub use overrule::Overrule;
pub use reasons::{Reasons, SAID_SO};
pub use toponym::{Candidate, Resolution, Toponym, ToponymKind};

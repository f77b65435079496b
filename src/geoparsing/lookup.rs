//! Questions to the gazetteer that only geoparsing asks.

use crate::gazetteer::{Gazetteer, Match, PlaceRef, Scratch};

/// The places that bear a name, best match first; no spelling is corrected.
pub(super) fn find(gazetteer: &Gazetteer, name: &str, scratch: &mut Scratch) -> Vec<(PlaceRef, Match)> {
    let mut places = Vec::new();
    gazetteer.name_is(name, scratch, &mut places);
    places
}

/// The country whose people or things the word names.
pub(super) fn demonym(gazetteer: &Gazetteer, word: &str) -> Option<PlaceRef> {
    gazetteer.demonym(word).and_then(|code| gazetteer.country(code))
}

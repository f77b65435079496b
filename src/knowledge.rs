//! All that the stages know before they read: gazetteer, actors, outlets, vocabulary, rules, models.
//!
//! In: what `assets/` embeds, plus the user's own layers. Out: one [`Knowledge`] that is shared by reference.

use crate::gazetteer::Gazetteer;

/// Loaded once, then only read; stages take `&Knowledge` or the part that they need.
#[derive(Debug)]
pub struct Knowledge {
    pub gazetteer: Gazetteer,
}

impl Knowledge {
    /// What the binary carries. Parts decode on first use.
    #[must_use]
    pub fn embedded() -> Self {
        Self { gazetteer: Gazetteer::embedded() }
    }
}

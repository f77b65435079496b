//! All that the stages know before they read: gazetteer, actors, outlets, time rules, models.
//!
//! In: what `assets/` embeds, plus the user's own layers. Out: one [`Knowledge`] that is shared by reference.

use crate::actors::{Outlets, Register};
use crate::diagnostic::Diagnostic;
use crate::gazetteer::Gazetteer;
use crate::geoparsing::{GeoModel, Memory};
use crate::timex::TimexRules;

/// Loaded once, then only read; stages take the part that they need.
#[derive(Debug)]
pub struct Knowledge {
    pub gazetteer: Gazetteer,
    pub geo_model: &'static GeoModel,
    /// What reading finds out about words and names; starts empty.
    pub geo_memory: Memory,
    pub register: &'static Register,
    pub outlets: &'static Outlets,
    pub timex_rules: TimexRules,
    /// What the assets themselves could not say; empty in a released build.
    pub diagnostics: Vec<Diagnostic>,
}

impl Knowledge {
    /// What the binary carries.
    #[must_use]
    pub fn embedded() -> Self {
        let (timex_rules, mut diagnostics) = TimexRules::embedded();
        diagnostics.extend_from_slice(Register::embedded_diagnostics());
        Self {
            gazetteer: Gazetteer::embedded(),
            geo_model: GeoModel::embedded(),
            geo_memory: Memory::default(),
            register: Register::embedded(),
            outlets: Outlets::embedded(),
            timex_rules,
            diagnostics,
        }
    }

    /// With one of the user's own files of places laid over the gazetteer, and what was wrong in it.
    #[must_use]
    pub fn with_gazetteer(self, file: &str, bytes: &[u8]) -> (Self, Vec<Diagnostic>) {
        let (gazetteer, diagnostics) = self.gazetteer.with_file(file, bytes);
        (Self { gazetteer, ..self }, diagnostics)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_assets_have_nothing_to_complain_of() {
        assert_eq!(Knowledge::embedded().diagnostics, []);
    }
}

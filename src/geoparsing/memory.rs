//! What geoparsing keeps from one article to the next: words, names, and what the gazetteer and the weights say of them.
//!
//! All of it follows from the gazetteer, the model and the lexicon alone, so an article reads the same whatever was read
//! before it. Refused: growing without end; a memory that has grown too large begins anew.

use super::evidence::{Names, Store};
use super::model::GeoModel;
use crate::gazetteer::Gazetteer;
use std::sync::{Mutex, PoisonError};

/// Words and names that one reader keeps: some megabytes.
const MOST: usize = 1 << 16;

/// Shared by reference between all who read with one gazetteer and one model; each reader at work holds a part of its own.
#[derive(Debug, Default)]
pub struct Memory {
    idle: Mutex<Vec<Store>>,
}

impl Memory {
    /// Lets go of all that nobody uses now.
    pub fn forget(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// A part that nobody uses now; [`Memory::put_back`] returns it.
    pub(super) fn take<'g>(&self, gazetteer: &'g Gazetteer, model: &GeoModel) -> Names<'g> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // Another gazetteer or another model: what was known of the old one is no use.
        let fitting = idle.filter(|store| store.fits(gazetteer, model));
        Names::with(gazetteer, fitting.unwrap_or_else(|| Store::new(gazetteer, model)))
    }

    pub(super) fn put_back(&self, store: Store) {
        if store.size() < MOST {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
        }
    }
}

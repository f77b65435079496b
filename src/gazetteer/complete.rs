//! Completion for the go-to box.

use super::format::{EXACT, POSTING_SHIFT, Section};
use super::{Gazetteer, PlaceRef};
use fst::{IntoStreamer, Streamer};
use std::cmp::Reverse;

/// Keys that one call looks at; the index has no shorter prefix with more that anyone would page through.
const MOST_KEYS: usize = 30_000;

impl Gazetteer {
    /// At most `n` places whose name (any of its names) begins with `prefix`, most people first.
    #[must_use]
    pub fn complete(&self, prefix: &str, n: usize) -> Vec<PlaceRef> {
        let key = self.folding.exact(prefix);
        if key.is_empty() || n == 0 {
            return Vec::new();
        }
        if key.chars().count() < 3 {
            return self.complete_large(&key, n);
        }
        // (matches the whole name, population)
        let mut found: Vec<(bool, u32, PlaceRef)> = Vec::new();
        for layer in &self.layers {
            let mut end = key.clone().into_bytes();
            // No key holds 0xFF, so this bound is past every key with the prefix.
            end.push(0xFF);
            let mut stream = layer.index.names().range().ge(&key).lt(&end).into_stream();
            for _ in 0..MOST_KEYS {
                let Some((name, value)) = stream.next() else { break };
                for posting in layer.index.postings(value.value()).filter(|posting| posting & EXACT != 0) {
                    let place = self.current(PlaceRef(layer.base + (posting >> POSTING_SHIFT)));
                    found.push((name.len() == key.len(), self.population(place), place));
                }
            }
        }
        found.sort_by_key(|&(whole, population, place)| (place, Reverse(whole), Reverse(population)));
        found.dedup_by_key(|(.., place)| *place);
        found.sort_by_key(|&(whole, population, place)| (Reverse(population), Reverse(whole), place));
        found.into_iter().take(n).map(|(.., place)| place).collect()
    }

    fn complete_large(&self, key: &str, n: usize) -> Vec<PlaceRef> {
        let Some(index) = self.embedded_index() else { return Vec::new() };
        let large = index.section(Section::Large).len() / 4;
        let mut folded = String::new();
        (0..large)
            .filter_map(|nth| index.number(Section::Large, nth))
            .filter(|&number| {
                folded.clear();
                self.folding.exact_into(index.name(index.record(number)), &mut folded);
                folded.starts_with(key)
            })
            .take(n)
            .map(PlaceRef)
            .collect()
    }
}

//! What was asked for lately, so that it need not be made again.
//!
//! In: keys, and how to make what belongs to one. Out: what was made. Refused: growing: it holds about twice what one frame
//! asks for.

use rustc_hash::FxHashMap;
use std::hash::Hash;

#[derive(Debug)]
pub struct Lately<K, V> {
    /// With the frame that asked for it last.
    kept: FxHashMap<K, (u64, V)>,
    frame: u64,
    /// So many were asked for in this frame.
    asked: usize,
}

/// More than twice of what is in use by this many, and the rest is let go.
const SPARE: usize = 256;

impl<K, V> Default for Lately<K, V> {
    fn default() -> Self {
        Self { kept: FxHashMap::default(), frame: 0, asked: 0 }
    }
}

impl<K: Hash + Eq, V> Lately<K, V> {
    /// Another frame begins.
    pub fn turn(&mut self) {
        if self.kept.len() > 2 * self.asked + SPARE {
            let frame = self.frame;
            self.kept.retain(|_, (last, _)| *last == frame);
        }
        (self.frame, self.asked) = (self.frame + 1, 0);
    }

    pub fn get(&mut self, key: K, make: impl FnOnce() -> V) -> &V {
        let (last, value) = self.kept.entry(key).or_insert_with(|| (0, make()));
        if *last != self.frame {
            *last = self.frame;
            self.asked += 1;
        }
        value
    }

    pub fn clear(&mut self) {
        self.kept.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_again_stays_and_the_rest_goes() {
        let mut lately: Lately<u64, u64> = Lately::default();
        let mut made = 0;
        for frame in 0..1000_u64 {
            lately.turn();
            for key in (0..50).chain([1000 + frame]) {
                let make = || {
                    made += 1;
                    key * 10
                };
                assert_eq!(*lately.get(key, make), key * 10);
            }
            assert!(lately.kept.len() <= 2 * 51 + SPARE + 1);
        }
        assert_eq!(made, 50 + 1000);
    }
}

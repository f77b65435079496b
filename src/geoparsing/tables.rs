//! Sums of weights for the few values that most facts of a segment can take, worked out once a model.

use super::document::WordUse;
use super::evidence::SIGNATURES;
use super::features::{self, Frame, Sum, USE_VALUES, USES};
use super::model::Fitted;

/// Numbers of values: sizes, places in a run, neighbours, shapes, commonness, buckets of names.
const SIZES: usize = 6;
const PLACES: usize = 4;
const NEIGHBOURS: usize = 4;
const SHAPES: usize = 9;
const COMMON: usize = 4;
const NAMES: usize = 8;
const ROLES: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Tables {
    sized: Vec<i32>,
    standing: Vec<i32>,
    looking: Vec<i32>,
    beginning: Vec<i32>,
    word_use: Vec<i32>,
    first_use: Vec<i32>,
    last_use: Vec<i32>,
}

const fn sized(f: &Frame) -> usize {
    (f.signature as usize * SIGNATURES + f.covered as usize) * SIZES + f.size as usize
}

const fn standing(f: &Frame) -> usize {
    (f.signature as usize * PLACES + f.place_in_run as usize) * NEIGHBOURS + f.capitals as usize
}

const fn looking(f: &Frame) -> usize {
    (f.signature as usize * SHAPES + f.shape as usize) * 2 + f.shouting as usize
}

const fn beginning(f: &Frame) -> usize {
    ((f.signature as usize * COMMON + f.common as usize) * NAMES + f.names as usize) * 2 + f.begins as usize
}

impl Tables {
    pub(super) fn new(fitted: &Fitted) -> Self {
        let mut tables = Self::default();
        // Each in the order of its function above.
        for signature in 0..SIGNATURES as u8 {
            let of = Frame { signature, ..Frame::default() };
            for covered in 0..SIGNATURES as u8 {
                let of = |size| Frame { covered, size, ..of };
                tables.sized.extend((0..SIZES as u8).map(|size| Sum::of(fitted, |s| features::sized(&of(size), s))));
            }
            for place_in_run in 0..PLACES as u8 {
                let of = |capitals| Frame { place_in_run, capitals, ..of };
                tables.standing.extend((0..NEIGHBOURS as u8).map(|capitals| Sum::of(fitted, |s| features::standing(&of(capitals), s))));
            }
            for shape in 0..SHAPES as u8 {
                let of = |shouting| Frame { shape, shouting, ..of };
                tables.looking.extend([false, true].map(|shouting| Sum::of(fitted, |s| features::looking(&of(shouting), s))));
            }
            for (common, names) in (0..COMMON as u8).flat_map(|common| (0..NAMES as u8).map(move |names| (common, names))) {
                let of = |begins| Frame { common, names, begins, ..of };
                tables.beginning.extend([false, true].map(|begins| Sum::of(fitted, |s| features::beginning(&of(begins), s))));
            }
        }
        for (n, v) in (0..USES as u32).flat_map(|n| (0..USE_VALUES as u32).map(move |v| (n, v))) {
            tables.word_use.extend((0..ROLES as u32).map(|role| Sum::of(fitted, |s| features::used(n, v, role, s))));
            tables.first_use.extend((0..SIGNATURES as u32).map(|sig| Sum::of(fitted, |s| features::first_used(n, v, sig, s))));
            tables.last_use.extend((0..SIGNATURES as u32).map(|sig| Sum::of(fitted, |s| features::last_used(n, v, sig, s))));
        }
        tables
    }

    pub(super) fn frame(&self, frame: &Frame) -> i32 {
        let parts = [
            self.sized.get(sized(frame)),
            self.standing.get(standing(frame)),
            self.looking.get(looking(frame)),
            self.beginning.get(beginning(frame)),
        ];
        parts.into_iter().flatten().sum()
    }

    pub(super) fn word_use(&self, word: WordUse, role: usize) -> i32 {
        of_use(&self.word_use, word, role, ROLES)
    }

    pub(super) fn first_use(&self, word: WordUse, signature: u8) -> i32 {
        of_use(&self.first_use, word, usize::from(signature), SIGNATURES)
    }

    pub(super) fn last_use(&self, word: WordUse, signature: u8) -> i32 {
        of_use(&self.last_use, word, usize::from(signature), SIGNATURES)
    }
}

fn of_use(table: &[i32], word: WordUse, at: usize, of: usize) -> i32 {
    let mut sum = 0;
    features::facts(word, |n, v| sum += table.get((n as usize * USE_VALUES + v as usize) * of + at).copied().unwrap_or(0));
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparsing::GeoModel;

    #[test]
    fn tables_say_what_the_weights_say() {
        let fitted = &*GeoModel::embedded().fitted;
        let tables = fitted.tables();
        let mut frame = Frame::default();
        for n in 0..5000_u32 {
            let pick = |salt: u32, of: usize| ((n.wrapping_mul(0x9E37_79B1) ^ salt.wrapping_mul(0x85EB_CA6B)) >> 7) as usize % of;
            frame = Frame {
                signature: pick(1, SIGNATURES) as u8,
                size: 1 + pick(2, 5) as u8,
                covered: pick(3, SIGNATURES) as u8,
                place_in_run: pick(4, PLACES) as u8,
                capitals: pick(5, NEIGHBOURS) as u8,
                shape: pick(6, SHAPES) as u8,
                shouting: pick(7, 2) == 1,
                begins: pick(8, 2) == 1,
                common: pick(9, COMMON) as u8,
                names: pick(10, NAMES) as u8,
            };
            let told = Sum::of(fitted, |s| {
                features::sized(&frame, s);
                features::standing(&frame, s);
                features::looking(&frame, s);
                features::beginning(&frame, s);
            });
            assert_eq!(tables.frame(&frame), told, "{frame:?}");
            let word = WordUse {
                capital: pick(11, 4) as u16,
                lower: pick(12, 4) as u16,
                located: pick(13, 4) as u16,
                person: pick(14, 4) as u16,
                organisation: pick(15, 4) as u16,
                address: pick(16, 4) as u16,
                alone: pick(17, 4) as u16,
            };
            let sig = frame.signature;
            assert_eq!(tables.first_use(word, sig), Sum::of(fitted, |s| features::first_use(word, sig, s)));
            assert_eq!(tables.last_use(word, sig), Sum::of(fitted, |s| features::last_use(word, sig, s)));
            assert_eq!(tables.word_use(word, pick(18, 3)), Sum::of(fitted, |s| features::word_use(word, pick(18, 3) as u32, s)));
        }
        assert!(frame.size > 0);
    }
}

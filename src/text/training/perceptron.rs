//! The averaged perceptron (Freund & Schapire 1999) over hashed features.

use super::super::weights::Scorer;

/// `N` classes; the rows hold the weights now and the sum that their average needs.
#[derive(Debug, Clone)]
pub struct Perceptron<const N: usize> {
    now: Vec<[f32; N]>,
    /// Each change times the step at which it was made.
    dated: Vec<[f32; N]>,
    step: f32,
    shift: u32,
}

impl<const N: usize> Perceptron<N> {
    /// 2^`bits` rows.
    #[must_use]
    pub fn new(bits: u32) -> Self {
        Self { now: vec![[0.0; N]; 1 << bits], dated: vec![[0.0; N]; 1 << bits], step: 1.0, shift: 32 - bits }
    }

    /// One decision was made; `wrong` gives way to `right` when they differ.
    pub fn learn(&mut self, features: &[u32], right: usize, wrong: usize) {
        self.step += 1.0;
        if right == wrong {
            return;
        }
        for feature in features {
            let row = (feature >> self.shift) as usize;
            if let (Some(now), Some(dated)) = (self.now.get_mut(row), self.dated.get_mut(row)) {
                for (class, sign) in [(right, 1.0), (wrong, -1.0)] {
                    if let (Some(now), Some(dated)) = (now.get_mut(class), dated.get_mut(class)) {
                        *now += sign;
                        *dated += sign * self.step;
                    }
                }
            }
        }
    }

    /// The weights averaged over all steps.
    #[must_use]
    pub fn averaged(&self) -> Vec<[f32; N]> {
        let mut rows = self.now.clone();
        for (row, dated) in rows.iter_mut().zip(&self.dated) {
            for (weight, dated) in row.iter_mut().zip(dated) {
                *weight -= dated / self.step;
            }
        }
        rows
    }
}

impl<const N: usize> Scorer<N> for Perceptron<N> {
    fn score(&self, features: &[u32]) -> [f32; N] {
        let mut scores = [0.0; N];
        for feature in features {
            if let Some(row) = self.now.get((feature >> self.shift) as usize) {
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score += weight;
                }
            }
        }
        scores
    }
}

/// A small deterministic generator (xorshift64*), so that a training run can be repeated.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// Uniform in `0..n` (0 for n = 0).
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let x = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(x).unwrap_or(0).checked_rem(n).unwrap_or(0)
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

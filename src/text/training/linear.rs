//! Linear models over hashed features, fitted by stochastic gradient (softmax loss, AdaGrad steps: Duchi, Hazan & Singer
//! 2011), with features left out at random so that none leans on another.

use super::super::weights::Scorer;

/// `N` classes.
#[derive(Debug, Clone)]
pub struct Linear<const N: usize> {
    now: Vec<[f32; N]>,
    /// Sums of squared gradients.
    squares: Vec<[f32; N]>,
    /// How often a row was met, up to the count from which it is used: a rare feature teaches only itself.
    met: Vec<u8>,
    shift: u32,
    rate: f32,
    rare: u8,
}

impl<const N: usize> Linear<N> {
    /// 2^`bits` rows; features met fewer than `rare` times are not used.
    #[must_use]
    pub fn new(bits: u32, rate: f32, rare: u8) -> Self {
        let rows = 1 << bits;
        Self { now: vec![[0.0; N]; rows], squares: vec![[0.01; N]; rows], met: vec![0; rows], shift: 32 - bits, rate, rare }
    }

    /// Leaves out about one feature in `1 / share`, and those still rare, before a decision is made and learnt.
    pub fn thin(&mut self, features: &mut Vec<u32>, share: f32, dice: &mut Dice) {
        features.retain(|feature| {
            let Some(met) = self.met.get_mut((feature >> self.shift) as usize) else { return false };
            *met = met.saturating_add(1);
            *met >= self.rare && dice.unit() >= share
        });
    }

    /// One decision: `right` is what should have been said among the classes `allowed`.
    pub fn learn(&mut self, features: &[u32], scores: &[f32; N], right: usize, allowed: impl Fn(usize) -> bool) {
        let top = scores.iter().enumerate().filter(|(class, _)| allowed(*class)).map(|(_, score)| *score).fold(f32::MIN, f32::max);
        let mut chance = [0.0_f32; N];
        for (class, (chance, score)) in chance.iter_mut().zip(scores).enumerate() {
            *chance = if allowed(class) { (score - top).exp() } else { 0.0 };
        }
        let sum: f32 = chance.iter().sum();
        for (class, chance) in chance.iter_mut().enumerate() {
            *chance = *chance / sum - if class == right { 1.0 } else { 0.0 };
        }
        let small = |gradient: f32| gradient.abs() < 0.001;
        if chance.iter().all(|gradient| small(*gradient)) {
            return;
        }
        for feature in features {
            let row = (feature >> self.shift) as usize;
            if let (Some(now), Some(squares)) = (self.now.get_mut(row), self.squares.get_mut(row)) {
                for ((weight, square), gradient) in now.iter_mut().zip(squares).zip(chance) {
                    if !small(gradient) {
                        *square += gradient * gradient;
                        *weight -= self.rate * gradient / square.sqrt();
                    }
                }
            }
        }
    }

    /// The weights; a row is emptied when it never passed the bar of rarity.
    #[must_use]
    pub fn weights(&self) -> &[[f32; N]] {
        &self.now
    }
}

impl<const N: usize> Scorer<N> for Linear<N> {
    fn score(&self, features: &[u32]) -> [f32; N] {
        sums(&self.now, self.shift, features)
    }
}

/// The sum of the rows that the features are hashed to.
fn sums<const N: usize>(rows: &[[f32; N]], shift: u32, features: &[u32]) -> [f32; N] {
    let mut scores = [0.0; N];
    for feature in features {
        if let Some(row) = rows.get((feature >> shift) as usize) {
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight;
            }
        }
    }
    scores
}

/// The averaged perceptron (Freund & Schapire 1999; Collins 2002), for whole sequences.
#[derive(Debug, Clone)]
pub struct Perceptron<const N: usize> {
    now: Vec<[f32; N]>,
    /// Each change times the step at which it was made.
    dated: Vec<[f64; N]>,
    step: f64,
    shift: u32,
}

impl<const N: usize> Perceptron<N> {
    /// 2^`bits` rows.
    #[must_use]
    pub fn new(bits: u32) -> Self {
        Self { now: vec![[0.0; N]; 1 << bits], dated: vec![[0.0; N]; 1 << bits], step: 1.0, shift: 32 - bits }
    }

    /// One sequence was read.
    pub fn tick(&mut self) {
        self.step += 1.0;
    }

    /// The weights of `class` move by `amount`.
    pub fn add(&mut self, features: &[u32], class: usize, amount: f32) {
        for feature in features {
            let row = (feature >> self.shift) as usize;
            if let (Some(now), Some(dated)) =
                (self.now.get_mut(row).and_then(|row| row.get_mut(class)), self.dated.get_mut(row).and_then(|row| row.get_mut(class)))
            {
                *now += amount;
                *dated += f64::from(amount) * self.step;
            }
        }
    }

    /// The weights averaged over all steps.
    #[must_use]
    pub fn averaged(&self) -> Vec<[f32; N]> {
        let mut rows = self.now.clone();
        for (row, dated) in rows.iter_mut().zip(&self.dated) {
            for (weight, dated) in row.iter_mut().zip(dated) {
                *weight -= (dated / self.step) as f32;
            }
        }
        rows
    }
}

impl<const N: usize> Scorer<N> for Perceptron<N> {
    fn score(&self, features: &[u32]) -> [f32; N] {
        sums(&self.now, self.shift, features)
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

    /// Uniform in `0..1`.
    pub fn unit(&mut self) -> f32 {
        self.below(1 << 20) as f32 / (1 << 20) as f32
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

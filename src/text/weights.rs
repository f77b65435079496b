//! Linear models as the binary carries them: a table of small integers, read in place.
//!
//! A feature is a 32-bit hash; its upper bits choose a row, and a row holds one weight for each class. Features share
//! rows now and then, which costs little accuracy and saves the dictionary of features (Weinberger et al. 2009,
//! "Feature hashing for large scale multitask learning").

/// `N` classes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights<const N: usize> {
    rows: &'static [[u8; N]],
    shift: u32,
}

impl<const N: usize> Weights<N> {
    /// No rows: every score is zero.
    pub(super) const EMPTY: Self = Self { rows: &[], shift: 0 };

    /// Takes the table from the front of `bytes` (log2 of the rows, classes, the rows) and gives back the rest.
    pub(super) fn read(bytes: &'static [u8]) -> Option<(Self, &'static [u8])> {
        let (&[bits, classes], rest) = bytes.split_first_chunk::<2>()?;
        if !(1..=28).contains(&bits) || usize::from(classes) != N {
            return None;
        }
        let (table, rest) = rest.split_at_checked(N.checked_mul(1 << bits)?)?;
        Some((Self { rows: table.as_chunks().0, shift: 32 - u32::from(bits) }, rest))
    }

    /// The inverse of [`Weights::read`]. Only the order of scores matters, so any scale will do: the largest weights
    /// are cut so that the many small ones keep their differences.
    pub(super) fn write(rows: &[[f32; N]], out: &mut Vec<u8>) {
        let mut sizes: Vec<f32> = rows.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get(sizes.len() * 9_995 / 10_000).copied().unwrap_or(1.0);
        let scale = 127.0 / top;
        out.push(u8::try_from(rows.len().trailing_zeros()).unwrap_or(0));
        out.push(u8::try_from(N).unwrap_or(0));
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8 first")]
        out.extend(rows.iter().flatten().map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8 as u8));
    }

    /// Sums the rows of the features.
    #[inline]
    pub(super) fn score(&self, features: &[u32]) -> [i16; N] {
        let mut scores = [0_i16; N];
        for feature in features {
            self.add(*feature, &mut scores);
        }
        scores
    }

    /// Adds the rows of features that lie far apart in the table: each is touched before any is summed, so that the
    /// processor waits for all of them at once.
    #[inline]
    pub(super) fn add_all(&self, features: &[u32], scores: &mut [i16; N]) {
        let row = |feature: &u32| self.rows.get((feature >> self.shift) as usize);
        std::hint::black_box(features.iter().filter_map(row).filter_map(|row| row.first()).fold(0, |touched, weight| touched | weight));
        for feature in features {
            self.add(*feature, scores);
        }
    }

    /// Adds the row of one feature.
    #[inline]
    pub(super) fn add(&self, feature: u32, scores: &mut [i16; N]) {
        if let Some(row) = self.rows.get((feature >> self.shift) as usize) {
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += i16::from(*weight as i8);
            }
        }
    }
}

/// What decoding asks of a model, so that training runs the very same code on its unfinished weights.
pub(super) trait Scorer<const N: usize> {
    fn score(&self, features: &[u32]) -> [f32; N];
}

impl<const N: usize> Scorer<N> for Weights<N> {
    #[inline]
    fn score(&self, features: &[u32]) -> [f32; N] {
        self.score(features).map(f32::from)
    }
}

/// Hash of a feature: a template's number and a value.
#[inline]
pub(super) fn mix(template: u32, value: u32) -> u32 {
    let x = (u64::from(template) << 32 | u64::from(value)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((x ^ (x >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32
}

/// Hash of some letters (FNV-1a, then stirred).
#[inline]
pub(super) fn hash_letters(letters: &str) -> u32 {
    let fnv = letters.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    mix(0x5EED, fnv)
}

/// The class with the highest score among those allowed; the first of equals.
#[inline]
pub(super) fn best<const N: usize, T: Copy + PartialOrd>(scores: &[T; N], allowed: impl Fn(usize) -> bool) -> usize {
    let mut found: Option<(usize, T)> = None;
    for (class, &score) in scores.iter().enumerate() {
        if allowed(class) && found.is_none_or(|(_, best)| score > best) {
            found = Some((class, score));
        }
    }
    found.map_or(0, |(class, _)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_back_as_written_up_to_scale() {
        let mut bytes = Vec::new();
        Weights::write(&[[1.0_f32, -2.0], [0.5, 0.0]], &mut bytes);
        bytes.push(9);
        let (weights, rest) = Weights::<2>::read(bytes.leak()).unwrap();
        assert_eq!((weights.score(&[0]), weights.score(&[u32::MAX]), rest), ([64, -127], [32, 0], &[9_u8][..]));
        assert_eq!(weights.score(&[0, u32::MAX]), [96, -127]);
    }

    #[test]
    fn a_torn_table_is_refused() {
        assert!(Weights::<3>::read(&[]).is_none());
        assert!(Weights::<3>::read(&[1, 3, 0, 0, 0, 0, 0]).is_none());
        assert!(Weights::<3>::read(&[1, 2, 0, 0, 0, 0, 0, 0]).is_none());
    }
}

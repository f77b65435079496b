//! The fitted part of geoparsing: weights of the recogniser and the resolver, and how common words are.

use super::features::BUCKETS;
use super::resolve::features::COUNT;
use super::tables::Tables;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use rustc_hash::FxHashMap;
use std::io::{Read, Write};
use std::sync::{Arc, LazyLock, OnceLock};

static EMBEDDED: &[u8] = include_bytes!("../../assets/models/geoparsing.bin");

const MAGIC: &[u8; 8] = b"SALGEO02";

/// Fitted by `examples/fit_geoparsing.rs`; the shipped one is embedded.
#[derive(Debug, Clone, PartialEq)]
pub struct GeoModel {
    /// Shared with those who remember what follows from it: another one is another model.
    pub(super) fitted: Arc<Fitted>,
    pub(super) scale: f32,
    /// Added to each segment's score: above zero favours recall.
    pub(super) bias: f32,
    /// Weights of the resolver's features.
    pub(super) ranking: Vec<f32>,
    /// Chance that the resolver gives → how often such a place proved right, by rising chance; straight lines between.
    pub(super) calibration: Vec<(f32, f32)>,
}

/// What the recogniser knows of words; never changed once it is shared.
#[derive(Debug)]
pub(super) struct Fitted {
    /// One weight a bucket, in units of the model's scale.
    pub weights: Vec<i8>,
    /// Word hash → how often it stood in lower case: 1 rarely, 3 often.
    pub common: FxHashMap<u32, u8>,
    /// What follows from the weights, once somebody asks.
    tables: OnceLock<Tables>,
}

impl PartialEq for Fitted {
    fn eq(&self, other: &Self) -> bool {
        self.weights == other.weights && self.common == other.common
    }
}

impl Fitted {
    pub(super) const fn new(weights: Vec<i8>, common: FxHashMap<u32, u8>) -> Self {
        Self { weights, common, tables: OnceLock::new() }
    }

    pub(super) fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| Tables::new(self))
    }

    #[inline]
    pub(super) fn weight(&self, bucket: u32) -> i32 {
        self.weights.get(bucket as usize).map_or(0, |&w| i32::from(w))
    }
}

impl Default for GeoModel {
    /// Knows nothing: recognises nothing.
    fn default() -> Self {
        Self {
            fitted: Arc::new(Fitted::new(vec![0; BUCKETS], FxHashMap::default())),
            scale: 1.0,
            bias: -1.0,
            ranking: Vec::new(),
            calibration: Vec::new(),
        }
    }
}

impl GeoModel {
    /// The shipped model, decoded once; one that recognises nothing if its file is damaged, which a test rules out.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static MODEL: LazyLock<GeoModel> = LazyLock::new(|| GeoModel::from_bytes(EMBEDDED).unwrap_or_default());
        &MODEL
    }

    /// Sets what is added to each segment's score: above zero favours recall.
    pub fn set_bias(&mut self, bias: f32) {
        self.bias = bias;
    }

    /// The bytes of a model file.
    ///
    /// # Errors
    /// Only when memory cannot take the compressed bytes.
    pub fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        let mut out = MAGIC.to_vec();
        let mut packed = DeflateEncoder::new(&mut out, Compression::best());
        packed.write_all(&self.scale.to_le_bytes())?;
        packed.write_all(&self.bias.to_le_bytes())?;
        packed.write_all(&self.fitted.weights.iter().map(|w| w.to_le_bytes()[0]).collect::<Vec<u8>>())?;
        let mut words: Vec<(u32, u8)> = self.fitted.common.iter().map(|(&hash, &bucket)| (hash, bucket)).collect();
        words.sort_unstable();
        packed.write_all(&u32::try_from(words.len()).unwrap_or(0).to_le_bytes())?;
        for (hash, bucket) in words {
            packed.write_all(&hash.to_le_bytes())?;
            packed.write_all(&[bucket])?;
        }
        packed.write_all(&u32::try_from(self.ranking.len()).unwrap_or(0).to_le_bytes())?;
        for weight in &self.ranking {
            packed.write_all(&weight.to_le_bytes())?;
        }
        packed.write_all(&u32::try_from(self.calibration.len()).unwrap_or(0).to_le_bytes())?;
        for (chance, right) in &self.calibration {
            packed.write_all(&chance.to_le_bytes())?;
            packed.write_all(&right.to_le_bytes())?;
        }
        packed.finish()?;
        Ok(out)
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When the bytes are no model of this version or end early.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let packed = bytes.strip_prefix(MAGIC).ok_or("not a geoparsing model of this version; fit it again")?;
        let mut data = Vec::new();
        // The cap keeps a forged file from filling memory.
        DeflateDecoder::new(packed).take(16 << 20).read_to_end(&mut data).map_err(|error| format!("the model is damaged: {error}"))?;
        let mut reader = Reader { data: &data };
        let (scale, bias) = (reader.f32()?, reader.f32()?);
        let weights = reader.take(BUCKETS)?.iter().map(|&b| i8::from_le_bytes([b])).collect();
        let words = reader.u32()?;
        let mut common = FxHashMap::default();
        for _ in 0..words {
            let hash = reader.u32()?;
            let bucket = reader.take(1)?.first().copied().unwrap_or(0);
            common.insert(hash, bucket);
        }
        let count = reader.u32()?;
        let ranking = (0..count).map(|_| reader.f32()).collect::<Result<_, _>>()?;
        let count = reader.u32()?;
        let calibration = (0..count).map(|_| Ok((reader.f32()?, reader.f32()?))).collect::<Result<_, String>>()?;
        Ok(Self { fitted: Arc::new(Fitted::new(weights, common)), scale, bias, ranking, calibration })
    }

    /// Sets how often places of a given chance proved right; `knots` by rising chance.
    pub fn set_calibration(&mut self, knots: Vec<(f32, f32)>) {
        self.calibration = knots;
    }

    /// How often a place of this chance proves right; the chance itself where that was never measured.
    pub(super) fn calibrated(&self, chance: f32) -> f32 {
        let after = self.calibration.partition_point(|knot| knot.0 < chance);
        match (after.checked_sub(1).and_then(|n| self.calibration.get(n)), self.calibration.get(after)) {
            (Some(low), Some(high)) => {
                let share = (chance - low.0) / (high.0 - low.0).max(f32::EPSILON);
                low.1 + share * (high.1 - low.1)
            }
            (Some(only), None) | (None, Some(only)) => only.1,
            (None, None) => chance,
        }
    }

    /// The resolver's weights for one reading of the article.
    pub(super) fn ranking_of(&self, reading: usize) -> &[f32; COUNT] {
        self.ranking.get(reading * COUNT..).and_then(|from| from.first_chunk()).unwrap_or(&[0.0; COUNT])
    }
}

struct Reader<'a> {
    data: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let (head, tail) = self.data.split_at_checked(count).ok_or("the model ends early")?;
        self.data = tail;
        Ok(head)
    }

    fn u32(&mut self) -> Result<u32, String> {
        let bytes = self.take(4)?;
        Ok(bytes.iter().rev().fold(0, |n, &b| n << 8 | u32::from(b)))
    }

    fn f32(&mut self) -> Result<f32, String> {
        Ok(f32::from_bits(self.u32()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_whole() {
        assert!(GeoModel::from_bytes(EMBEDDED).is_ok());
    }

    #[test]
    fn chances_are_read_off_the_measured_line() {
        let mut model = GeoModel::default();
        assert!((model.calibrated(0.3) - 0.3).abs() < 1e-6);
        model.set_calibration(vec![(0.2, 0.4), (0.6, 0.8)]);
        for (chance, right) in [(0.1, 0.4), (0.4, 0.6), (0.6, 0.8), (0.9, 0.8)] {
            assert!((model.calibrated(chance) - right).abs() < 1e-6, "{chance}");
        }
    }

    #[test]
    fn a_model_is_read_back_as_written_and_damage_is_told() {
        let mut model =
            GeoModel { scale: 0.25, ranking: vec![1.0, -2.0], calibration: vec![(0.25, 0.5), (0.75, 1.0)], ..GeoModel::default() };
        let mut weights = model.fitted.weights.clone();
        weights[7] = -5;
        model.fitted = Arc::new(Fitted::new(weights, FxHashMap::from_iter([(9, 3)])));
        let bytes = model.to_bytes().unwrap();
        assert_eq!(GeoModel::from_bytes(&bytes), Ok(model));
        assert!(GeoModel::from_bytes(&bytes[..bytes.len() / 2]).is_err());
        assert!(GeoModel::from_bytes(b"").is_err());
    }
}

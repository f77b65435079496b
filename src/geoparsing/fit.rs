//! Fits the recogniser (and, through [`super::rank`], the resolver) to labelled articles.
//!
//! Conditional log-likelihood of the chain by AdaGrad with an L2 penalty; the order of the sentences is shuffled by a fixed
//! sequence, so the same corpora give the same model.

use super::chain::{self, Segment};
use super::evidence::Names;
use super::features::{BUCKETS, View};
use super::model::{Fitted, GeoModel};
use super::recognise::{self, Choice, Found};
use super::resolve;
use super::resolve::Background;
use super::resolve::train::{self, Lesson};
use crate::gazetteer::Gazetteer;
use crate::geodesy::LatLon;
use crate::provenance::Span;
use crate::text::Analysis;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An article whose places are known.
#[derive(Debug, Clone, Default)]
pub struct Labelled {
    pub text: String,
    pub analysis: Analysis,
    /// Places in order; the point is missing where the labeller could not place it.
    pub places: Vec<(Span, Option<LatLon>)>,
    /// How much the article counts: 1 for real ones, less for made ones.
    pub weight: f32,
}

/// Knobs of the fit, with the values that served best across corpora.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub rounds: usize,
    pub rate: f32,
    pub penalty: f32,
    pub bias: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rounds: 12, rate: 0.05, penalty: 0.004, bias: 0.5 }
    }
}

/// One sentence as the fit sees it.
struct Example {
    pieces: usize,
    segments: Vec<Segment>,
    /// Buckets of each segment.
    features: Vec<Vec<u32>>,
    /// Whether the segment is a labelled place.
    gold: Vec<bool>,
    weight: f32,
}

/// How often words stand in lower case, as buckets 1–3.
#[must_use]
pub fn common_words<'a>(analyses: impl Iterator<Item = (&'a str, &'a Analysis)>) -> FxHashMap<u32, u8> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for (text, analysis) in analyses {
        for token in &analysis.tokens {
            let shown = token.span.of(text);
            if shown.len() > 1 && shown.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
                *counts.entry(super::pieces::word_hash(&token.norm)).or_default() += 1;
            }
        }
    }
    let bucket = |count: u32| match count {
        1..=2 => 1,
        3..=15 => 2,
        _ => 3,
    };
    let mut words: Vec<(u32, u32)> = counts.into_iter().collect();
    words.sort_unstable();
    words.into_iter().map(|(hash, count)| (hash, bucket(count))).collect()
}

/// Fits the recogniser's weights.
#[must_use]
pub fn recogniser(articles: &[Labelled], common: FxHashMap<u32, u8>, gazetteer: &Gazetteer, settings: Settings) -> GeoModel {
    let mut model = GeoModel { fitted: Arc::new(Fitted::new(vec![0; BUCKETS], common)), ..GeoModel::default() };
    let mut examples = Vec::new();
    for article in articles {
        gather(article, &model, gazetteer, &mut examples);
    }
    let mut weights = vec![0.0_f32; BUCKETS];
    let mut squares = vec![1e-3_f32; BUCKETS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..settings.rounds {
        for at in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(at, (seed % (at as u64 + 1)) as usize);
        }
        for &index in &order {
            if let Some(example) = examples.get_mut(index) {
                learn(example, &mut weights, &mut squares, settings);
            }
        }
    }
    let largest = weights.iter().fold(0.0_f32, |m, w| m.max(w.abs())).max(1e-6);
    model.scale = largest / 127.0;
    let rounded = weights.iter().map(|w| (w / model.scale).round() as i8).collect();
    model.fitted = Arc::new(Fitted::new(rounded, model.fitted.common.clone()));
    model.bias = settings.bias;
    model
}

/// One step against the gradient of a sentence.
fn learn(example: &mut Example, weights: &mut [f32], squares: &mut [f32], settings: Settings) {
    for (segment, features) in example.segments.iter_mut().zip(&example.features) {
        segment.score = features.iter().map(|&f| weights.get(f as usize).copied().unwrap_or(0.0)).sum();
    }
    let chances = chain::marginals(&example.segments, example.pieces);
    for ((chance, features), &gold) in chances.iter().zip(&example.features).zip(&example.gold) {
        let error = *chance as f32 - f32::from(u8::from(gold));
        if error.abs() < 1e-3 {
            continue;
        }
        for &feature in features {
            if let (Some(weight), Some(square)) = (weights.get_mut(feature as usize), squares.get_mut(feature as usize)) {
                let gradient = error * example.weight + settings.penalty * *weight;
                *square += gradient * gradient;
                *weight -= settings.rate * gradient / square.sqrt();
            }
        }
    }
}

/// Appends the sentences of an article that hold any segment.
fn gather(article: &Labelled, model: &GeoModel, gazetteer: &Gazetteer, examples: &mut Vec<Example>) {
    let mut names = Names::new(gazetteer, model);
    let reading = recognise::read(&article.text, &article.analysis, &mut names);
    let mut options = Vec::<Choice>::new();
    for range in &reading.sentences {
        let sentence = reading.pieces.get(range.clone()).unwrap_or(&[]);
        recognise::choices(&article.text, sentence, &mut names, &mut options);
        if options.is_empty() {
            continue;
        }
        let shouting = recognise::shouting(sentence);
        let view = View { pieces: sentence, document: &reading.document, forms: names.forms(), shouting };
        let mut example =
            Example { pieces: sentence.len(), segments: Vec::new(), features: Vec::new(), gold: Vec::new(), weight: article.weight };
        for option in &options {
            let last = option.start + option.len - 1;
            let mut buckets = Vec::new();
            view.before(option.start, &mut buckets);
            view.after(last, &mut buckets);
            for k in option.start..=last {
                view.word(k, recognise::role(option, k), &mut buckets);
            }
            view.whole(&option.whole(&names), &mut buckets);
            let span = sentence.get(option.start).zip(sentence.get(last)).map(|(a, b)| Span { start: a.start, end: b.end });
            example.gold.push(article.places.iter().any(|(gold, _)| Some(*gold) == span));
            example.segments.push(Segment { start: option.start as u32, len: option.len as u32, score: 0.0 });
            example.features.push(buckets);
        }
        examples.push(example);
    }
}

/// The line from the resolver's chances to how often they came true on articles that it had not seen: the monotone regression
/// (pool adjacent violators), a knot for each level that holds enough cases.
#[must_use]
pub fn calibration(mut seen: Vec<(f32, bool)>) -> Vec<(f32, f32)> {
    /// Fewer cases say too little for a level of their own.
    const FEWEST: f64 = 60.0;
    seen.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // Cases, sum of chances, number right.
    let mut levels: Vec<(f64, f64, f64)> = Vec::new();
    let share = |level: &(f64, f64, f64)| level.2 / level.0;
    let join = |a: (f64, f64, f64), b: (f64, f64, f64)| (a.0 + b.0, a.1 + b.1, a.2 + b.2);
    for (chance, right) in seen {
        let mut level = (1.0, f64::from(chance), f64::from(u8::from(right)));
        while let Some(last) = levels.pop_if(|last| share(last) >= share(&level)) {
            level = join(last, level);
        }
        levels.push(level);
    }
    let mut kept: Vec<(f64, f64, f64)> = Vec::new();
    for level in levels {
        match kept.last_mut().filter(|last| last.0 < FEWEST || level.0 < FEWEST) {
            Some(last) => *last = join(*last, level),
            None => kept.push(level),
        }
    }
    let mut floor = 0.0_f64;
    let mut knots = Vec::with_capacity(kept.len());
    for (cases, chances, right) in kept {
        // Nothing is certain: as if one more case had gone wrong; and never less sure of what the resolver likes better.
        floor = floor.max(right / (cases + 1.0));
        knots.push(((chances / cases) as f32, floor as f32));
    }
    knots
}

/// Fits the resolver's weights into the model, reading the labelled places as if recognition had found exactly them.
pub fn resolver(articles: &[Labelled], gazetteer: &Gazetteer, model: &mut GeoModel) {
    let mut lessons: Vec<Lesson> = articles.iter().map(|article| lesson(article, gazetteer, model)).collect();
    model.ranking = train::fit(&mut lessons);
}

fn lesson(article: &Labelled, gazetteer: &Gazetteer, model: &GeoModel) -> Lesson {
    let mut names = Names::new(gazetteer, model);
    let reading = recognise::read(&article.text, &article.analysis, &mut names);
    let mut found = Vec::new();
    let mut labels = Vec::new();
    let mut options = Vec::<Choice>::new();
    for (sentence, range) in reading.sentences.iter().enumerate() {
        let pieces = reading.pieces.get(range.clone()).unwrap_or(&[]);
        recognise::choices(&article.text, pieces, &mut names, &mut options);
        for option in &options {
            let (first, last) = (range.start + option.start, range.start + option.start + option.len);
            let span = reading.pieces.get(first).zip(reading.pieces.get(last - 1)).map(|(a, b)| Span { start: a.start, end: b.end });
            if let Some((_, point)) = article.places.iter().find(|(gold, _)| Some(*gold) == span) {
                found.push(Found { sentence, start: first, end: last, known: option.known, score: 2.0 });
                labels.push(*point);
            }
        }
    }
    let (member, groups) = resolve::gather(&article.text, &reading, &found, &names, gazetteer);
    let mut points = vec![None; groups.len()];
    for (group, label) in member.iter().zip(labels) {
        if let Some(slot) = group.and_then(|g| points.get_mut(g)) {
            *slot = slot.or(label);
        }
    }
    let background = Background { outlet_country: 0, theatres: super::theatre::countries(&reading.pieces) };
    Lesson { groups, points, background, weight: article.weight }
}

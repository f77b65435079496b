//! Fits the geoparser and measures it on corpora that the fit has not seen.
//!
//! ```text
//! cargo run --release --no-default-features --example fit_geoparsing -- \
//!     --train LGL.jsonl --test TR-NEWS.jsonl [--words PLAIN.txt] [--made 600] [--out assets/models/geoparsing.bin]
//! ```
//!
//! Corpora are JSON lines: `{"text", "gold": [{"start", "end", "lat", "lon"}]}`, offsets in code points. `--train` and `--test`
//! may be given several times; with more than one to train on, the line from chances to how often they come true is fitted on
//! each corpus as read by a model of the others. Plain text tells how common words are. Articles made from
//! `assets/training/en/toponym-sentences.txt` are added so that names of war zones are learnt.

mod made;

use salient::gazetteer::Gazetteer;
use salient::geodesy::LatLon;
use salient::geoparsing::{ArticleContext, GeoModel, Memory, ToponymKind, fit, geoparse};
use salient::provenance::Span;
use std::error::Error;
use std::io::Write;

const SENTENCES: &str = include_str!("../../assets/training/en/toponym-sentences.txt");
/// How much a made article counts beside a real one.
const MADE_WEIGHT: f32 = 0.3;

#[derive(Default)]
struct Arguments {
    train: Vec<String>,
    test: Vec<String>,
    words: Vec<String>,
    made: Option<usize>,
    out: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = Arguments::default();
    let mut given = std::env::args().skip(1);
    while let Some(flag) = given.next() {
        let value = given.next().ok_or_else(|| format!("{flag} needs a value"))?;
        match flag.as_str() {
            "--train" => arguments.train.push(value),
            "--test" => arguments.test.push(value),
            "--words" => arguments.words.push(value),
            "--made" => arguments.made = Some(value.parse()?),
            "--out" => arguments.out = Some(value),
            _ => return Err(format!("unknown option {flag}; see the head of examples/fit_geoparsing/main.rs").into()),
        }
    }
    let gazetteer = Gazetteer::embedded();
    let plain: Vec<String> = arguments.words.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let made = made::articles(&gazetteer, SENTENCES, arguments.made.unwrap_or(600), MADE_WEIGHT);
    let corpora: Vec<Vec<fit::Labelled>> = arguments.train.iter().map(|path| corpus(path)).collect::<Result<_, _>>()?;
    let mut model = fitted(corpora.iter().flatten().chain(&made), &plain, &gazetteer);
    let mut out = std::io::stdout().lock();
    if corpora.len() > 1 {
        // How sure to be is learnt from articles that the fit has not seen: each corpus is read by a model of the others.
        let mut seen = Vec::new();
        for (held_out, articles) in corpora.iter().enumerate() {
            let others = corpora.iter().enumerate().filter(|(n, _)| *n != held_out).flat_map(|(_, corpus)| corpus);
            seen.extend(chances(articles, &gazetteer, &fitted(others.chain(&made), &plain, &gazetteer)));
        }
        let line = fit::calibration(seen.clone());
        model.set_calibration(line.clone());
        writeln!(out, "calibration: {line:.3?}\nas the resolver says it:\n{}", reliability(&seen))?;
    }
    for path in &arguments.test {
        let articles = corpus(path)?;
        writeln!(out, "{path}: {}", measure(&articles, &gazetteer, &model))?;
        writeln!(out, "{}", reliability(&chances(&articles, &gazetteer, &model)))?;
    }
    if let Some(path) = &arguments.out {
        let mut file = std::fs::File::create(path)?;
        file.write_all(&model.to_bytes()?)?;
    }
    Ok(())
}

fn fitted<'a>(articles: impl Iterator<Item = &'a fit::Labelled>, plain: &[String], gazetteer: &Gazetteer) -> GeoModel {
    let articles: Vec<fit::Labelled> = articles.cloned().collect();
    let read: Vec<_> = plain.iter().map(|text| salient::text::analyse(text, &[])).collect();
    let texts = articles.iter().map(|a| (a.text.as_str(), &a.analysis));
    let common = fit::common_words(texts.chain(plain.iter().map(String::as_str).zip(&read)));
    let mut model = fit::recogniser(&articles, common, gazetteer, fit::Settings::default());
    fit::resolver(&articles, gazetteer, &mut model);
    model
}

/// For each labelled place that was found and placed: how sure the program was, and whether it was right within 161 km.
fn chances(articles: &[fit::Labelled], gazetteer: &Gazetteer, model: &GeoModel) -> Vec<(f32, bool)> {
    let mut seen = Vec::new();
    let memory = Memory::default();
    for article in articles {
        let (toponyms, _) = geoparse(&article.text, &article.analysis, &ArticleContext::default(), gazetteer, model, &memory);
        for (span, point) in &article.places {
            let found = toponyms.iter().find(|t| t.span == *span && t.kind != ToponymKind::Description);
            if let (Some(point), Some(place)) = (point, found.and_then(|t| t.resolution.as_ref())) {
                seen.push((place.confidence, place.at.distance_km(*point) <= 161.0));
            }
        }
    }
    seen
}

/// Ten bins: how sure, how often right, how many; and the mean gap between the two.
fn reliability(seen: &[(f32, bool)]) -> String {
    let mut lines = String::new();
    let mut gap = 0.0;
    for bin in 0..10 {
        let (low, high) = (bin as f32 / 10.0, (bin + 1) as f32 / 10.0);
        let here: Vec<_> = seen.iter().filter(|(c, _)| *c > low && *c <= high).collect();
        if here.is_empty() {
            continue;
        }
        let count = here.len() as f32;
        let (said, right) = (here.iter().map(|s| s.0).sum::<f32>() / count, here.iter().filter(|s| s.1).count() as f32 / count);
        gap += (said - right).abs() * count / seen.len() as f32;
        lines.push_str(&format!("  {low:.1}–{high:.1}  said {said:.3}  right {right:.3}  of {count}\n"));
    }
    lines + &format!("  mean gap {gap:.3}")
}

fn corpus(path: &str) -> Result<Vec<fit::Labelled>, Box<dyn Error>> {
    let mut articles = Vec::new();
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = value.get("text").and_then(|text| text.as_str()).unwrap_or_default().to_owned();
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let offset = |value: &serde_json::Value| value.as_u64().and_then(|n| bytes.get(usize::try_from(n).ok()?)).copied().unwrap_or(0);
        let mut places = Vec::new();
        for gold in value.get("gold").and_then(|gold| gold.as_array()).into_iter().flatten() {
            let point = gold["lat"].as_f64().zip(gold["lon"].as_f64()).map(|(lat, lon)| LatLon::new(lat, lon));
            places.push((Span::new(offset(&gold["start"]), offset(&gold["end"])), point));
        }
        let analysis = salient::text::analyse(&text, &[]);
        articles.push(fit::Labelled { text, analysis, places, weight: 1.0 });
    }
    Ok(articles)
}

/// Precision and recall of the spans, and how many found ones lie within 161 km of their label.
fn measure(articles: &[fit::Labelled], gazetteer: &Gazetteer, model: &GeoModel) -> String {
    let (mut right, mut found, mut labelled, mut placed, mut near) = (0, 0, 0, 0, 0);
    let memory = Memory::default();
    for article in articles {
        let (toponyms, _) = geoparse(&article.text, &article.analysis, &ArticleContext::default(), gazetteer, model, &memory);
        let shown: Vec<_> = toponyms.iter().filter(|t| t.kind != ToponymKind::Description).collect();
        found += shown.len();
        labelled += article.places.len();
        for (span, point) in &article.places {
            right += usize::from(shown.iter().any(|t| t.span == *span));
            if let (Some(point), Some(toponym)) = (point, shown.iter().find(|t| t.span.overlaps(*span))) {
                placed += 1;
                near += usize::from(toponym.resolution.as_ref().is_some_and(|r| r.at.distance_km(*point) <= 161.0));
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(right, found), share(right, labelled));
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
    format!("exact precision {precision:.3} recall {recall:.3} F1 {f1:.3}; within 161 km {:.3} of {placed}", share(near, placed))
}

//! A property from data: hard names of the supplement, spelled as other outlets would, still lead to their place.

use super::{Gazetteer, PlaceRef};
use crate::geodesy::LatLon;

const SUPPLEMENT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/gazetteer/places-supplement.tsv"));

/// Names that romanisations disagree on: several parts, an article, an apostrophe, or letters of many transcriptions.
fn hard_names() -> Vec<(String, LatLon)> {
    let rows: Vec<(String, LatLon)> = SUPPLEMENT
        .lines()
        .skip(1)
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let (name, kind) = (*cells.get(1)?, *cells.get(5)?);
            let arabic = ["SY", "SD", "YE", "LB", "LY", "PS"].contains(cells.get(6)?);
            let built = ["village", "town", "neighbourhood"].contains(&kind);
            let hard = name.contains(['-', '\'', '’', 'q']) || name.contains("iy") || name.contains("ou") || name.contains("ay");
            let plain = name.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '\'' | ' '));
            let at = LatLon::new(cells.get(3)?.parse().ok()?, cells.get(4)?.parse().ok()?);
            (arabic && built && hard && plain && name.len() > 5).then(|| (name.to_owned(), at))
        })
        .collect();
    let step = rows.len() / 50;
    rows.into_iter().step_by(step.max(1)).take(50).collect()
}

/// Five ways in which writers change a romanised name.
fn spellings(name: &str) -> [String; 5] {
    let articles = ["Al-", "al-", "Ar-", "As-", "Ash-", "At-", "An-", "Ad-", "Az-", "El-"];
    let bare = articles.iter().find_map(|article| name.strip_prefix(article));
    let with_or_without_article = bare.map_or_else(|| format!("al-{name}"), str::to_owned);
    let spaced = name.replace('-', " ").replace('\'', "").to_uppercase();
    let long_vowels = name.replacen("ou", "u", 1).replacen('i', "ee", 1).replacen("uu", "oo", 1);
    let endings =
        if name.ends_with('a') { format!("{name}h") } else { name.strip_suffix("ah").map_or(name.to_owned(), |n| format!("{n}a")) };
    let letters = endings.replace('q', "k").replace("ay", "ei").replace("aa", "a").replace("ss", "s");
    let scholarly = name.replace('a', "ā").replace('\'', "ʿ").replace("Tell", "Tall").replace("Deir", "Dayr");
    [with_or_without_article, spaced, long_vowels, letters, scholarly]
}

#[test]
fn hard_names_in_five_spellings_each_lead_to_one_place() {
    let gazetteer = Gazetteer::embedded();
    let (mut alike, mut all, mut lost) = (0, 0, Vec::new());
    for (name, at) in hard_names() {
        let close = |place: &PlaceRef| gazetteer.at(*place).distance_km(at) < 10.0;
        let Some(place) = gazetteer.candidates(&name).into_iter().map(|(place, _)| place).find(close) else {
            panic!("{name} itself is not found");
        };
        for spelling in spellings(&name) {
            all += 1;
            if gazetteer.candidates(&spelling).iter().any(|(found, _)| *found == place) {
                alike += 1;
            } else {
                lost.push(format!("{name} / {spelling}"));
            }
        }
    }
    println!("{alike} of {all} spellings, lost: {lost:?}");
    assert_eq!(all, 250);
    assert!(f64::from(alike) / f64::from(all) >= 0.95, "{alike} of {all}: {lost:?}");
}

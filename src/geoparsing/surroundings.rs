//! What the words beside a place say of which part is meant, or how far from it: "western Aleppo", "15 km south of Saraqib".

use super::lexicon::Lexicon;
use super::pieces::{Piece, Shape};
use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Surroundings {
    /// `N`, `NE`, … of the place, or of the point near it.
    pub side: Option<String>,
    /// The place itself is not meant, but something close by.
    pub near: bool,
    pub distance_km: Option<f64>,
}

const PARTS: [&str; 22] = [
    "part",
    "parts",
    "half",
    "side",
    "sides",
    "district",
    "districts",
    "neighborhood",
    "neighborhoods",
    "neighbourhood",
    "neighbourhoods",
    "quarter",
    "quarters",
    "sector",
    "sectors",
    "areas",
    "area",
    "portion",
    "section",
    "flank",
    "bank",
    "third",
];
const EDGES: [&str; 12] = [
    "outskirts",
    "edge",
    "edges",
    "suburbs",
    "countryside",
    "gates",
    "approaches",
    "surroundings",
    "entrance",
    "vicinity",
    "hinterland",
    "periphery",
];
const NEAR: [&str; 6] = ["near", "outside", "around", "surrounding", "beside", "nearby"];

/// Reads around the pieces `start..end`, not leaving `sentence`.
pub(super) fn read(pieces: &[Piece<'_>], sentence: &Range<usize>, start: usize, end: usize) -> Surroundings {
    let lexicon = Lexicon::english();
    let norm = |at: Option<usize>| at.filter(|at| sentence.contains(at)).and_then(|at| pieces.get(at)).map_or("", |p| p.norm);
    let back = |n: usize| norm(start.checked_sub(n));
    let side_of = |word: &str| lexicon.side(word).filter(|s| *s != "C").map(str::to_owned);
    let mut found = Surroundings::default();
    let mut at = 1;
    // "of the city of X", "of the town of X": read on from the outer "of".
    if back(1) == "of" && !lexicon.kinds(back(2)).is_empty() && matches!(back(3), "the" | "northern" | "southern" | "eastern" | "western") {
        at = 4;
        if let Some(side) = side_of(back(3)) {
            let _ = side;
            at = 5;
        }
    }
    let word = back(at);
    if at == 1
        && let Some(side) = side_of(word)
    {
        found.side = Some(side);
        return found;
    }
    if NEAR.contains(&word) {
        found.near = true;
        return found;
    }
    if word == "of" {
        let what = back(at + 1);
        if let Some(side) = side_of(what) {
            // "the west of the city" is a part of it, "west of the city" lies beyond.
            found.near = back(at + 2) != "the";
            found.side = Some(side);
            found.distance_km = distance(pieces, sentence, start.checked_sub(at + 2));
        } else if PARTS.contains(&what) {
            found.side = side_of(back(at + 2)).or_else(|| side_of(back(at + 3)));
        } else if EDGES.contains(&what) {
            found.near = true;
            found.side = side_of(back(at + 2));
        }
    }
    if !found.near && found.side.is_none() {
        let ahead = if norm(Some(end)) == "'s" { end + 1 } else { end };
        let (one, two) = (norm(Some(ahead)), norm(Some(ahead + 1)));
        if EDGES.contains(&one) {
            found.near = true;
        } else if PARTS.contains(&two) || EDGES.contains(&two) || ahead > end {
            found.side = side_of(one);
            found.near = EDGES.contains(&two);
        }
    }
    found
}

/// The distance that ends at this piece: "15 km", "9 miles (15 kilometres)".
fn distance(pieces: &[Piece<'_>], sentence: &Range<usize>, at: Option<usize>) -> Option<f64> {
    let mut at = at.filter(|at| sentence.contains(at))?;
    if pieces.get(at).is_some_and(|p| p.norm == ")") {
        at = (sentence.start..at).rev().take(6).find(|&n| pieces.get(n).is_some_and(|p| p.norm == "("))?.checked_sub(1)?;
    }
    let unit = match pieces.get(at)?.norm {
        "km" | "kilometer" | "kilometers" | "kilometre" | "kilometres" => 1.0,
        "mile" | "miles" => 1.609,
        "m" | "metres" | "meters" => 0.001,
        _ => return None,
    };
    let number = pieces.get(at.checked_sub(1)?)?;
    let value: f64 = match number.norm {
        "a" | "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        "twelve" => 12.0,
        "fifteen" => 15.0,
        "twenty" => 20.0,
        "thirty" => 30.0,
        digits if number.shape == Shape::Digits => digits.replace(',', "").parse().ok()?,
        _ => return None,
    };
    Some(value * unit).filter(|km| km.is_finite() && *km < 2000.0)
}

/// Degrees clockwise from north of a side.
pub(super) fn bearing(side: &str) -> Option<f64> {
    let at = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"].iter().position(|s| *s == side)?;
    Some(45.0 * at as f64)
}

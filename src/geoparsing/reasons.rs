//! Why a place was, or was not, taken: the resolver's features in words.

use super::resolve::{Choice, Group, Point, Relation};
use super::toponym::Candidate;
use crate::gazetteer::{Gazetteer, PlaceKind, PlaceRef};
use std::sync::Arc;

/// Places shown for one mention.
const SHOWN: usize = 5;

/// What a candidate says of itself when the user chose it.
pub const SAID_SO: &str = "you said so";

/// What speaks for or against a candidate; put into words only when somebody asks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reasons {
    /// The user chose it.
    pub(super) said_so: bool,
    seen: Option<Seen>,
}

/// What the resolver saw of it.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    only: bool,
    largest: bool,
    respelled: bool,
    /// The words around it speak of its kind.
    cued: bool,
    /// The name that it was named as part of.
    part_of: Option<Arc<str>>,
    /// Kilometres to the nearest other name of the article.
    nearest: Option<(f32, Arc<str>)>,
}

impl Reasons {
    /// In words: "population 1.8 million", "12 km from Idlib".
    #[must_use]
    pub fn in_words(&self, place: PlaceRef, gazetteer: &Gazetteer) -> Vec<String> {
        let mut said = Vec::new();
        if self.said_so {
            said.push(SAID_SO.to_owned());
        }
        let Some(seen) = &self.seen else { return said };
        if seen.only {
            said.push("the only place of this name".to_owned());
        }
        let (kind, population) = (gazetteer.kind(place), gazetteer.population(place));
        if kind == PlaceKind::Settlement && population > 0 {
            let most = if seen.largest && !seen.only { ", the largest of this name" } else { "" };
            said.push(format!("population {}{most}", people(population)));
        }
        if gazetteer.is_capital(place) {
            said.push("capital of its country".to_owned());
        }
        if seen.respelled {
            said.push(format!("spelled {} in the gazetteer", gazetteer.name(place)));
        }
        if seen.cued {
            said.push(format!("the words around it speak of a {}", kind.as_str().replace('-', " ")));
        }
        if let Some(container) = &seen.part_of {
            said.push(format!("named as part of {container}"));
        }
        match &seen.nearest {
            Some((km, other)) if *km < 300.0 => said.push(format!("{km:.0} km from {other}")),
            Some((km, _)) => said.push(format!("far ({km:.0} km) from every other place of the article")),
            None => {}
        }
        said
    }
}

/// The best options of a group with what speaks for them.
pub(super) fn candidates(groups: &[Group], index: usize, points: &[Point]) -> Vec<Candidate> {
    let Some(group) = groups.get(index) else { return Vec::new() };
    let candidate = |option: &Choice| Candidate {
        place: option.place,
        score: option.chance,
        reasons: Reasons { said_so: false, seen: Some(seen(groups, index, group, option, points)) },
    };
    group.options.iter().take(SHOWN).map(candidate).collect()
}

fn seen(groups: &[Group], index: usize, group: &Group, option: &Choice, points: &[Point]) -> Seen {
    let container = |other: usize| {
        let (container, best) = groups.get(other).and_then(|g| g.best().map(|best| (g, best)))?;
        let inside = match best.kind {
            PlaceKind::Country => best.country == option.country,
            PlaceKind::Admin1 => best.admin1.is_some() && best.admin1 == option.admin1,
            _ => false,
        };
        inside.then(|| Arc::clone(&container.name))
    };
    let mut nearest: Option<(f32, usize)> = None;
    for point in points.iter().filter(|p| p.group != index && p.key != group.key) {
        let km = super::resolve::apart_km(point.xyz, option.xyz);
        if nearest.is_none_or(|(best, _)| km < best) {
            nearest = Some((km, point.group));
        }
    }
    Seen {
        only: group.options.len() == 1,
        largest: option.population == group.largest,
        respelled: !option.exact,
        cued: group.cues & 1 << option.kind as u32 != 0,
        part_of: group.relations.iter().filter(|(_, relation)| *relation != Relation::Near).find_map(|&(other, _)| container(other)),
        nearest: nearest.and_then(|(km, at)| groups.get(at).map(|g| (km, Arc::clone(&g.name)))),
    }
}

fn people(count: u32) -> String {
    match count {
        0..=999 => count.to_string(),
        1_000..=999_999 => format!("{},{:03}", count / 1000, count % 1000),
        _ => format!("{:.1} million", f64::from(count) / 1e6),
    }
}

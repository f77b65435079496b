//! The places of an article in the order in which they were named: what "the city" and "the village" stand for.

use super::describe::is_site;
use super::evidence::Store;
use super::toponym::Resolution;
use crate::gazetteer::{Gazetteer, PlaceKind, PlaceRef};

/// How far back a description looks, in mentions.
const MEMORY: usize = 80;

/// One mention that later words may refer to.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub resolution: Resolution,
    pub kind: PlaceKind,
    pub population: u32,
    pub sentence: usize,
    /// First and one past the last piece.
    pub pieces: (usize, usize),
    /// Kinds that the words around it speak of ("the town of X").
    pub cues: u32,
    /// Only something near it was meant, or its government, or its people.
    pub aside: bool,
}

#[derive(Debug, Default)]
pub(super) struct Discourse {
    mentions: Vec<Mention>,
    counts: rustc_hash::FxHashMap<u32, u32>,
}

impl Discourse {
    pub(super) fn say(&mut self, mention: Mention) {
        *self.counts.entry(mention.resolution.place.0).or_default() += 1;
        self.mentions.push(mention);
    }

    pub(super) fn recent(&self) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().rev().take(MEMORY)
    }

    /// The mention that a noun such as "city" most likely stands for.
    pub(super) fn antecedent(&self, noun: &str, kinds: &[PlaceKind], sentence: usize) -> Option<&Mention> {
        let mut best: Option<(f32, &Mention)> = None;
        for (back, mention) in self.recent().enumerate() {
            let Some(fit) = fits(mention, noun, kinds) else { continue };
            let said = self.counts.get(&mention.resolution.place.0).copied().unwrap_or(1) as f32;
            let distance = sentence.saturating_sub(mention.sentence) as f32;
            let score = fit - 0.45 * distance.min(12.0) - 0.03 * back as f32 + 0.8 * said.ln() - if mention.aside { 0.8 } else { 0.0 };
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, mention));
            }
        }
        best.map(|(_, mention)| mention)
    }

    /// The settlement that the sentence itself named last, and the division that a description after it may mean.
    pub(super) fn settled_here(&self, sentence: usize) -> Option<&Mention> {
        self.recent().take_while(|m| m.sentence == sentence).find(|m| m.kind == PlaceKind::Settlement)
    }

    /// The latest run of coordinated mentions ("Foua and Kefraya") that fit the noun, at least two.
    pub(super) fn several(&self, noun: &str, kinds: &[PlaceKind], count: Option<usize>) -> Vec<&Mention> {
        let mut run: Vec<&Mention> = Vec::new();
        for mention in self.recent().filter(|m| fits(m, noun, kinds).is_some()) {
            if run.iter().any(|m| m.resolution.id == mention.resolution.id) {
                continue;
            }
            let joined =
                run.last().is_some_and(|later| later.sentence == mention.sentence && later.pieces.0.saturating_sub(mention.pieces.1) <= 3);
            if !joined {
                if run.len() >= 2 && count.is_none_or(|n| run.len() >= n) {
                    break;
                }
                run.clear();
            }
            run.push(mention);
            if count == Some(run.len()) {
                break;
            }
        }
        if run.len() < 2 {
            run.clear();
        }
        run.reverse();
        run
    }
}

/// How well a place answers to a noun; `None` when it cannot.
fn fits(mention: &Mention, noun: &str, kinds: &[PlaceKind]) -> Option<f32> {
    use PlaceKind as K;
    let singular = singular(noun);
    let own = kinds.contains(&mention.kind);
    let called = mention.cues != 0 && kinds.iter().any(|&k| mention.cues & 1 << k as u32 != 0);
    let size = mention.population;
    let settled = mention.kind == K::Settlement;
    let fit = match singular {
        // A city is what the article calls one, whatever its size.
        "city" | "town" | "village" if settled && called => 0.8,
        "compound" if is_site(&[mention.kind]) => 0.8,
        "area" | "region" | "zone" | "territory" if !matches!(mention.kind, K::Country | K::Continent | K::Sea) => match mention.kind {
            K::Region | K::Admin1 => 1.0,
            _ if singular == "area" => 0.8,
            _ => return None,
        },
        "city" if settled => match size {
            0..=9_999 => -1.5,
            10_000..=49_999 => 0.0,
            _ => 1.0,
        },
        "town" if settled => match size {
            0..=300_000 => 1.0,
            300_001..=900_000 => -1.0,
            _ => return None,
        },
        "village" | "hamlet" | "settlement" if settled => match size {
            0..=15_000 => 1.0,
            15_001..=60_000 => -0.5,
            _ => return None,
        },
        "town" | "village" | "suburb" | "neighborhood" | "neighbourhood" if mention.kind == K::Neighbourhood => 0.5,
        "suburb" | "neighborhood" | "neighbourhood" | "district" | "quarter" if settled && size < 200_000 => {
            if called {
                1.0
            } else {
                -1.0
            }
        }
        // A site placed at its parent answers to its own words only.
        _ if mention.resolution.id.starts_with("at:") => {
            return mention.resolution.name.to_lowercase().contains(singular).then_some(1.5);
        }
        _ if own => 1.0,
        _ if called && !settled => 0.5,
        _ => return None,
    };
    Some(fit + if called { 0.5 } else { 0.0 })
}

pub(super) fn singular(noun: &str) -> &str {
    match noun {
        "cities" => "city",
        "counties" => "county",
        "countries" => "country",
        "territories" => "territory",
        _ => noun.strip_suffix('s').filter(|w| w.len() > 2 && !w.ends_with('s')).unwrap_or(noun),
    }
}

/// The site of a place that a noun speaks of: "the city's airport", "Aleppo's historic citadel".
pub(super) fn site_of(
    gazetteer: &Gazetteer,
    store: &mut Store,
    base: &Resolution,
    noun: &str,
    kinds: &[PlaceKind],
    modifiers: &str,
) -> Option<PlaceRef> {
    let title = |word: &str| word.split('-').map(capitalise).collect::<Vec<_>>().join("-");
    let (name, site) = (&base.name, title(noun));
    let forms = [
        format!("{name} {modifiers}{noun}"),
        format!("{name} {site}"),
        format!("{site} of {name}"),
        format!("{name} International {site}"),
    ];
    for form in &forms {
        let close = |p: PlaceRef| kinds.contains(&gazetteer.kind(p)) && gazetteer.at(p).distance_km(base.at) < 60.0;
        if let Some(&(place, _)) = store.places(gazetteer, form).iter().find(|(p, _)| close(*p)) {
            return Some(place);
        }
    }
    let fitting = |p: &PlaceRef| {
        let called = || gazetteer.name(*p).to_lowercase().contains(singular(noun));
        // What lies near by across a border belongs to other towns.
        let home = gazetteer.country_code(base.place).is_empty() || gazetteer.country_code(*p) == gazetteer.country_code(base.place);
        home && kinds.contains(&gazetteer.kind(*p)) && (kinds == [PlaceKind::Airport] || called())
    };
    let mut found: Vec<PlaceRef> = gazetteer.near(base.at, 25.0).into_iter().map(|(place, _)| place).filter(fitting).collect();
    // The one that bears the base's name, else the nearest.
    found.sort_by_key(|p| !gazetteer.name(*p).contains(name.as_str()));
    found.first().copied()
}

fn capitalise(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

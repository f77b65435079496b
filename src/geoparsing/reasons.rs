//! Why a place was, or was not, taken: the resolver's features in words.

use super::resolve::{Choice, Context, Group, Relation};
use super::toponym::Candidate;
use crate::gazetteer::{Gazetteer, PlaceKind};

/// Places shown for one mention.
const SHOWN: usize = 5;

/// The best options of a group with what speaks for them.
pub(super) fn candidates(gazetteer: &Gazetteer, groups: &[Group], index: usize, context: &Context) -> Vec<Candidate> {
    let Some(group) = groups.get(index) else { return Vec::new() };
    group
        .options
        .iter()
        .take(SHOWN)
        .map(|option| Candidate {
            place: option.place,
            score: option.chance,
            reasons: reasons(gazetteer, groups, index, group, option, context),
        })
        .collect()
}

fn reasons(gazetteer: &Gazetteer, groups: &[Group], index: usize, group: &Group, option: &Choice, context: &Context) -> Vec<String> {
    let mut said = Vec::new();
    if group.options.len() == 1 {
        said.push("the only place of this name".to_owned());
    }
    if option.kind == PlaceKind::Settlement && option.population > 0 {
        let most = if option.population == group.largest && group.options.len() > 1 { ", the largest of this name" } else { "" };
        said.push(format!("population {}{most}", people(option.population)));
    }
    if option.capital {
        said.push("capital of its country".to_owned());
    }
    if !option.exact {
        said.push(format!("spelled {} in the gazetteer", gazetteer.name(option.place)));
    }
    if group.cues & 1 << option.kind as u32 != 0 {
        said.push(format!("the words around it speak of a {}", option.kind.as_str().replace('-', " ")));
    }
    for &(other, relation) in &group.relations {
        let Some((container, best)) = groups.get(other).and_then(|g| g.best().map(|best| (g, best))) else { continue };
        let inside = match best.kind {
            PlaceKind::Country => best.country == option.country,
            PlaceKind::Admin1 => best.admin1.is_some() && best.admin1 == option.admin1,
            _ => false,
        };
        if relation != Relation::Near && inside {
            said.push(format!("named as part of {}", container.name));
            break;
        }
    }
    let mut nearest: Option<(f32, usize)> = None;
    for point in context.points.iter().filter(|p| p.group != index && p.known != group.known) {
        let km = super::resolve::apart_km(point.xyz, option.xyz);
        if nearest.is_none_or(|(best, _)| km < best) {
            nearest = Some((km, point.group));
        }
    }
    if let Some((km, other)) = nearest.and_then(|(km, at)| groups.get(at).map(|g| (km, g))) {
        if km < 300.0 {
            said.push(format!("{km:.0} km from {}", other.name));
        } else {
            said.push(format!("far ({km:.0} km) from every other place of the article"));
        }
    }
    said
}

fn people(count: u32) -> String {
    match count {
        0..=999 => count.to_string(),
        1_000..=999_999 => format!("{},{:03}", count / 1000, count % 1000),
        _ => format!("{:.1} million", f64::from(count) / 1e6),
    }
}

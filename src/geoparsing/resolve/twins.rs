//! A province and its chief town under one name: the bare name means the town, unless something is said to lie in it.

use super::group::{Group, Option_, Relation};
use crate::gazetteer::PlaceKind;

/// Where the province holds so many times the people of its town, the bare name may well mean it.
const OVERSHADOWS: u32 = 10;
/// A district and its town lie so close.
const SAME_DISTRICT_KM: f32 = 40.0;

pub(super) fn prefer_towns(groups: &mut [Group]) {
    let mut holders = vec![false; groups.len()];
    for group in groups.iter() {
        for &(other, relation) in &group.relations {
            if matches!(relation, Relation::Comma | Relation::Inside)
                && let Some(slot) = holders.get_mut(other)
            {
                *slot = true;
            }
        }
    }
    for (group, holds) in groups.iter_mut().zip(holders) {
        let Some(best) = group.options.first().filter(|_| !holds && !group.demonym && !group.pinned && group.cues & super::DIVISIONS == 0)
        else {
            continue;
        };
        if !matches!(best.kind, PlaceKind::Admin1 | PlaceKind::Admin2) {
            continue;
        }
        let twin = group.options.iter().enumerate().filter(|(_, option)| is_twin(best, option)).max_by_key(|(_, o)| o.population);
        let Some((at, _)) = twin else { continue };
        let chance = best.chance;
        if let [first, ..] = group.options.as_mut_slice() {
            first.chance = 0.0;
        }
        if let Some(town) = group.options.get_mut(at) {
            let was = town.chance;
            town.chance = chance.max(was);
            if let [first, ..] = group.options.as_mut_slice() {
                first.chance = was.min(chance);
            }
        }
        super::sort(&mut group.options);
    }
}

fn is_twin(division: &Option_, town: &Option_) -> bool {
    let inside = division.admin1.is_some() && town.admin1 == division.admin1;
    let chief = match division.kind {
        PlaceKind::Admin1 => {
            (town.seat || town.population >= division.population / 5) && division.population / OVERSHADOWS <= town.population
        }
        _ => super::apart_km(division.xyz, town.xyz) < SAME_DISTRICT_KM,
    };
    town.kind == PlaceKind::Settlement && inside && chief
}

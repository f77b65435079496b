//! A resolution in the making: a place of the gazetteer, something at it, or something near it.

use super::surroundings::{Surroundings, bearing};
use super::toponym::Resolution;
use crate::gazetteer::{Gazetteer, PlaceRef};

/// Radius of "near a settlement", metres.
const NEAR_M: u32 = 10_000;

/// The place itself.
pub(super) fn place(gazetteer: &Gazetteer, place: PlaceRef, confidence: f32) -> Resolution {
    Resolution {
        place,
        id: gazetteer.id(place),
        name: gazetteer.name(place).to_owned(),
        at: gazetteer.at(place),
        where_prec: gazetteer.kind(place).where_prec(),
        radius_m: gazetteer.radius_m(place),
        confidence,
        side: None,
    }
}

/// A site that the gazetteer lacks, at the place that it is said to belong to.
pub(super) fn site(parent: &Resolution, words: &str) -> Resolution {
    let exact = parent.where_prec <= 2;
    Resolution {
        place: parent.place,
        id: format!("at:{}:{}", parent.id, words.to_lowercase()),
        name: words.to_owned(),
        at: parent.at,
        where_prec: if exact { 2 } else { parent.where_prec },
        radius_m: if exact { parent.radius_m.max(NEAR_M) } else { parent.radius_m },
        confidence: parent.confidence * 0.8,
        side: parent.side.clone(),
    }
}

/// Applies "western …", "near …", "15 km south of …". A side is said, not drawn: the point stays that of the whole place.
pub(super) fn refine(resolution: &mut Resolution, surroundings: &Surroundings) {
    resolution.side.clone_from(&surroundings.side);
    let wide = resolution.where_prec >= 3;
    let towards = surroundings.side.as_deref().and_then(bearing);
    if surroundings.near && !wide {
        resolution.where_prec = 2;
        resolution.radius_m = resolution.radius_m.max(NEAR_M);
        match (towards, surroundings.distance_km) {
            (Some(bearing), Some(km)) => {
                resolution.at = resolution.at.offset_km(bearing, km);
                resolution.radius_m = ((km * 300.0) as u32).clamp(3_000, 30_000);
            }
            (None, Some(km)) => resolution.radius_m = ((km * 1000.0) as u32).clamp(3_000, 100_000),
            _ => {}
        }
    }
}

//! The claims that pass the filters, in the order in which they were published: the second clock lets them through one after
//! the other, and takes them back when it goes back.

use super::corpus::LoadedCorpus;
use super::density::{Density, SideIndex};
use super::filters::Filters;
use crate::calendar::{Date, DateSpan};
use crate::provenance::ClaimId;
use crate::timeline::{Replay, known_by};
use rustc_hash::{FxHashMap, FxHashSet};

#[derive(Debug)]
struct Told {
    published: Option<Date>,
    id: ClaimId,
    /// Position of its place in the replay; `None` when nothing datable is told of it.
    history: Option<u32>,
    span: DateSpan,
    side: SideIndex,
}

#[derive(Debug, Default)]
pub struct Passing {
    /// The undated last.
    claims: Vec<Told>,
    /// So many of them are known.
    known: usize,
    /// Of each history of the replay: how many of those are told of its place.
    at_place: Vec<u32>,
}

impl Passing {
    /// None of them known yet.
    #[must_use]
    pub fn new(corpus: &LoadedCorpus, replay: &Replay, filters: &Filters) -> Self {
        let histories: FxHashMap<&str, u32> = replay.histories().iter().map(|history| history.place.id.as_str()).zip(0..).collect();
        let mut claims: Vec<Told> = corpus
            .visible(filters)
            .map(|(_, reading, claim)| Told {
                published: reading.published.and_then(|published| published.span.latest),
                id: claim.id,
                history: histories.get(claim.place.id.as_str()).copied(),
                span: claim.when.span,
                // The last index stands for claims without a known side.
                side: claim.actor.as_ref().and_then(|actor| corpus.side_index(&actor.side)).unwrap_or(corpus.sides.len()),
            })
            .collect();
        claims.sort_unstable_by_key(|claim| (claim.published.is_none(), claim.published, claim.id));
        Self { claims, known: 0, at_place: vec![0; replay.histories().len()] }
    }

    /// Lets through what was published by the end of the day, or everything, and keeps the claims that are shown and their
    /// density in step; returns whether anything came or went.
    pub fn know(&mut self, known_at: Option<Date>, shown: &mut FxHashSet<ClaimId>, density: &mut Density) -> bool {
        let (before, after) = (self.known, self.claims.partition_point(|claim| known_by(claim.published, known_at)));
        let come = after > before;
        for claim in self.claims.get(before.min(after)..before.max(after)).unwrap_or(&[]) {
            let count = claim.history.and_then(|at| self.at_place.get_mut(at as usize));
            if come {
                shown.insert(claim.id);
                density.add(claim.span, claim.side);
                count.into_iter().for_each(|count| *count += 1);
            } else {
                shown.remove(&claim.id);
                density.remove(claim.span, claim.side);
                count.into_iter().for_each(|count| *count = count.saturating_sub(1));
            }
        }
        density.settle();
        self.known = after;
        before != after
    }

    /// Of each history of the replay: is a claim that is shown told of its place?
    pub fn places(&self) -> impl Iterator<Item = bool> {
        self.at_place.iter().map(|count| *count > 0)
    }
}

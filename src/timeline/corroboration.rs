//! Who says the same, and who says otherwise: Admiralty credibility, 1 to 6, from independent reports.
//!
//! In: the claims of all articles with the story each belongs to. Out: one credibility for each claim, in order. Refused:
//! counting one voice twice: copies of one story, and stories that all quote the same claimant, are one report.
//!
//! The scale is that of the NATO Admiralty code (AJP-2.1): 1 confirmed by other sources, 2 probably true, 3 possibly true,
//! 4 doubtful, 5 improbable, 6 cannot be judged.

use crate::actors::SideId;
use crate::calendar::Date;
use crate::claims::{Change, Claim, EvidenceKind, Extent};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// Reports of one event may differ by so many days.
const SAME_EVENT_DAYS: i32 = 3;
/// Claims whose last day is kept together.
const BLOCK: usize = 64;

/// One claim with where its words come from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    pub claim: &'a Claim,
    /// Articles of one story (copies, near-duplicates) share it.
    pub story: u64,
}

/// Credibility of each report, in the order given.
#[must_use]
pub fn credibility(reports: &[Report<'_>]) -> Vec<u8> {
    let mut by_place: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, report) in reports.iter().enumerate() {
        by_place.entry(report.claim.place.id.as_str()).or_default().push(n);
    }
    let mut rated = vec![6; reports.len()];
    for members in by_place.values() {
        let mut groups: BTreeMap<Said<'_>, Vec<usize>> = BTreeMap::new();
        for &n in members {
            if let Some(said) = reports.get(n).and_then(Said::of) {
                groups.entry(said).or_default().push(n);
            }
        }
        let here = Here::of(groups.keys().collect());
        for (said, reports) in &groups {
            let rating = rate(said, &here);
            for &n in reports {
                rated.get_mut(n).into_iter().for_each(|slot| *slot = rating);
            }
        }
    }
    rated
}

/// What is said of one place, by first day. A long war says a hundred thousand things of one town; those of other years are
/// passed over a block at a time.
struct Here<'a> {
    said: Vec<&'a Said<'a>>,
    /// The last day that each block reaches; `None` has no end.
    until: Vec<Option<Date>>,
}

impl<'a> Here<'a> {
    fn of(said: Vec<&'a Said<'a>>) -> Self {
        let end = |block: &[&Said<'_>]| if block.iter().any(|s| s.to.is_none()) { None } else { block.iter().filter_map(|s| s.to).max() };
        Self { until: said.chunks(BLOCK).map(end).collect(), said }
    }

    /// All that is said of days that these days meet.
    fn meeting(&self, days: &Said<'_>) -> impl Iterator<Item = &'a Said<'a>> {
        let blocks = self.said.chunks(BLOCK).zip(&self.until);
        let met = blocks.filter(|(_, until)| !ends_before(**until, days.from)).flat_map(|(block, _)| block.iter().copied());
        met.take_while(|other| !ends_before(days.to, other.from)).filter(|other| !ends_before(other.to, days.from))
    }
}

fn ends_before(to: Option<Date>, from: Option<Date>) -> bool {
    matches!((to, from), (Some(to), Some(from)) if to < from)
}

/// What a claim says of a place, reduced to what agreement needs: equal ones neither support nor contradict each other.
/// Ordered by first day.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Said<'a> {
    from: Option<Date>,
    to: Option<Date>,
    side: &'a SideId,
    drift: Drift,
    whole: bool,
    story: u64,
    /// Claimant for words that the outlet only passes on.
    voice: Option<&'a str>,
    strong: bool,
    denied: bool,
}

/// Changes that say the same of a side: it has the place, has lost it, or is at it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Drift {
    Has,
    Lost,
    At,
}

impl<'a> Said<'a> {
    fn of(report: &Report<'a>) -> Option<Self> {
        let claim = report.claim;
        let span = claim.when.span;
        let drift = match claim.change {
            Change::Captured | Change::Held | Change::Repelled => Drift::Has,
            Change::Lost => Drift::Lost,
            Change::Entered | Change::Advancing | Change::Contested | Change::Besieged => Drift::At,
        };
        Some(Self {
            from: span.earliest.map(|d| d.checked_sub(SAME_EVENT_DAYS.days()).unwrap_or(d)),
            to: span.latest,
            side: &claim.actor.as_ref()?.side,
            drift,
            whole: claim.extent == Extent::Whole,
            story: report.story,
            voice: claim.claimant.mention.is_some().then_some(claim.claimant.id.as_str()),
            strong: matches!(claim.evidence, EvidenceKind::Verified | EvidenceKind::Acknowledged),
            denied: claim.denied,
        })
    }

    fn agrees(&self, other: &Self) -> bool {
        !self.denied && !other.denied && self.drift == other.drift && self.side == other.side
    }

    /// Both cannot be true of the same days.
    fn contradicts(&self, other: &Self) -> bool {
        let same_side = self.side == other.side;
        if self.denied != other.denied {
            return same_side && self.drift == other.drift;
        }
        let both_whole = self.whole && other.whole;
        match (self.drift, other.drift) {
            (Drift::Has, Drift::Has) => both_whole && !same_side,
            (Drift::Has, Drift::Lost) | (Drift::Lost, Drift::Has) => both_whole && same_side,
            _ => false,
        }
    }
}

fn rate(said: &Said<'_>, here: &Here<'_>) -> u8 {
    let supporters: Vec<&Said<'_>> = here.meeting(said).filter(|o| said.agrees(o) && independent(said, o)).collect();
    let support = voices(&supporters);
    let against: Vec<&Said<'_>> = here.meeting(said).filter(|o| said.contradicts(o)).collect();
    let contradiction = voices(&against);
    let strong = said.strong || supporters.iter().any(|o| o.strong);
    match (support, contradiction) {
        (2.., 0) => 1,
        (1, 0) if strong => 1,
        (1, 0) => 2,
        (0, 0) if said.strong => 3,
        (0, 0) => 6,
        (s, c) if s >= c => 3,
        (0, 2..) => 5,
        _ => 4,
    }
}

fn independent(a: &Said<'_>, b: &Said<'_>) -> bool {
    a.story != b.story && (a.voice.is_none() || a.voice != b.voice)
}

/// Distinct voices among reports: by quoted claimant, else by story.
fn voices(reports: &[&Said<'_>]) -> usize {
    let named: BTreeSet<&str> = reports.iter().filter_map(|r| r.voice).collect();
    let stories: BTreeSet<u64> = reports.iter().filter(|r| r.voice.is_none()).map(|r| r.story).collect();
    named.len() + stories.len()
}

#[cfg(test)]
mod tests {
    use super::super::tests::claim;
    use super::*;

    #[track_caller]
    fn check(lines: &[(&str, u64)], expected: &[u8]) {
        let claims: Vec<(Claim, u64)> = lines.iter().enumerate().map(|(n, (line, story))| (claim(n, line).0, *story)).collect();
        let reports: Vec<Report> = claims.iter().map(|(claim, story)| Report { claim, story: *story }).collect();
        assert_eq!(credibility(&reports), expected);
    }

    #[test]
    fn one_report_cannot_be_judged_and_three_stories_confirm() {
        check(&[("2020-02-01 captured whole a", 1)], &[6]);
        let same = "2020-02-01 captured whole a";
        check(&[(same, 1), (same, 2)], &[2, 2]);
        check(&[(same, 1), (same, 2), (same, 3)], &[1, 1, 1]);
    }

    #[test]
    fn copies_of_one_story_count_once() {
        let same = "2020-02-01 captured whole a";
        check(&[(same, 1), (same, 1), (same, 1)], &[6, 6, 6]);
    }

    #[test]
    fn a_contradiction_lowers_both_and_a_denial_lowers_what_it_denies() {
        check(&[("2020-02-01 captured whole a", 1), ("2020-02-01 held whole b", 2)], &[4, 4]);
        check(&[("2020-02-01 captured whole a", 1), ("2020-02-01 captured whole a denied", 2)], &[4, 4]);
    }

    #[test]
    fn a_later_change_is_no_contradiction() {
        check(&[("2016-12-22 captured whole a", 1), ("2024-11-30 captured whole b", 2)], &[6, 6]);
    }
}

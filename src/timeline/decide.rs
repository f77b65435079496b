//! The rules of control for one place on one day; the module page lists them in order.

use super::control_state::{ControlState, Holder, PlaceState, Rule};
use super::{Assertion, replay::UNDECIDED_LASTS_DAYS};
use crate::actors::SideId;
use crate::calendar::{Date, DatePrecision};
use crate::claims::{Change, EvidenceKind, Extent};
use crate::provenance::ClaimId;

/// What one side is said to have, after its own withdrawals.
#[derive(Debug, Default)]
struct Standing<'a> {
    /// Newest first.
    whole: Vec<&'a Assertion>,
    part: Vec<&'a Assertion>,
    inside: Vec<&'a Assertion>,
    fighting: Vec<&'a Assertion>,
    siege: Vec<&'a Assertion>,
    pressure: Vec<&'a Assertion>,
    left: Vec<&'a Assertion>,
    /// The last day on which it is said to have left the whole.
    left_whole: Option<Date>,
}

/// By side, ascending; a place has a handful.
type Standings<'a> = Vec<(&'a SideId, Standing<'a>)>;

impl<'a> Standing<'a> {
    fn newest(assertions: &[&Assertion]) -> Option<Date> {
        assertions.iter().map(|a| a.as_of).max()
    }

    fn has_anything(&self) -> bool {
        !self.whole.is_empty() || !self.part.is_empty()
    }

    fn holder(&self) -> Option<Holder> {
        let groups = [&self.whole, &self.part, &self.inside, &self.fighting, &self.siege, &self.pressure];
        groups.iter().find_map(|group| group.first()).map(|a| a.holder.clone())
    }

    fn holding(&self) -> impl Iterator<Item = &'a Assertion> {
        self.whole.iter().chain(&self.part).copied()
    }

    fn present(&self) -> impl Iterator<Item = &'a Assertion> {
        self.inside.iter().chain(&self.fighting).copied()
    }

    fn keep(&mut self, keep: impl Fn(&Assertion) -> bool) {
        for group in [&mut self.whole, &mut self.part, &mut self.inside, &mut self.fighting, &mut self.siege] {
            group.retain(|a| keep(a));
        }
    }
}

/// `spoken` are the claims in effect by `day`, oldest first.
pub(super) fn decide(place: &str, spoken: &[&Assertion], day: Date) -> PlaceState {
    // What is said to last beyond this day speaks of this day here.
    let lasting: Vec<Assertion> = spoken.iter().filter(|a| a.as_of > day).map(|a| Assertion { as_of: day, ..(*a).clone() }).collect();
    let mut cut = lasting.iter();
    let cut: Vec<&Assertion> = if lasting.is_empty() {
        Vec::new()
    } else {
        spoken.iter().map(|a| if a.as_of > day { cut.next().unwrap_or(a) } else { *a }).collect()
    };
    let spoken = if cut.is_empty() { spoken } else { cut.as_slice() };
    let mut standings = standings(spoken, day);
    let mut rule = settle_whole(&mut standings);
    let pressed_by = pressure(&standings);
    let holding: Vec<&Standing> = each(&standings).filter(|s| s.has_anything()).collect();
    let present: Vec<&Standing> = each(&standings).filter(|s| !s.has_anything() && s.present().next().is_some()).collect();
    let besieger = each(&standings).find(|s| !s.siege.is_empty() && !s.has_anything());

    let mut supporting: Vec<&Assertion> = holding.iter().flat_map(|s| s.holding()).collect();
    let state = match (holding.as_slice(), present.as_slice()) {
        ([], []) => match besieger.and_then(|s| s.holder()) {
            Some(by) => {
                rule = Rule::Siege;
                supporting.extend(besieger.iter().flat_map(|s| &s.siege));
                ControlState::Besieged { holder: None, by }
            }
            None => {
                let left: Vec<&Assertion> = each(&standings).flat_map(|s| s.left.iter().copied()).collect();
                rule = match (left.is_empty(), pressed_by.is_empty()) {
                    (false, _) => Rule::LeftEmpty,
                    (true, false) => Rule::OnlyPressure,
                    (true, true) => Rule::NoClaim,
                };
                supporting.extend(left);
                ControlState::Unknown
            }
        },
        ([], inside) => {
            supporting.extend(inside.iter().flat_map(|s| s.present()));
            let fighting = inside.iter().any(|s| !s.fighting.is_empty());
            let mut holders: Vec<Holder> = inside.iter().filter_map(|s| s.holder()).collect();
            holders.sort();
            match (fighting, holders.as_slice()) {
                (false, [by]) if left_by_others(&standings, &by.side) => {
                    rule = Rule::SoleHolder;
                    supporting.extend(each(&standings).flat_map(|s| s.left.iter().copied()));
                    ControlState::Control(by.clone())
                }
                (false, [by]) => {
                    rule = Rule::InsideNotHolding;
                    ControlState::Infiltration { holder: None, by: by.clone() }
                }
                _ => {
                    rule = if fighting { Rule::FightingInside } else { Rule::InsideNotHolding };
                    ControlState::Contested(holders)
                }
            }
        }
        ([one], inside) => one_holder(one, inside, besieger, &standings, &mut supporting, &mut rule),
        (several, _) => {
            let mut holders: Vec<Holder> = several.iter().filter_map(|s| s.holder()).collect();
            holders.sort();
            if is_joint(several) {
                rule = Rule::LatestWhole;
                ControlState::Joint(holders)
            } else {
                if rule != Rule::Disagreement {
                    rule = Rule::PartContests;
                }
                ControlState::Contested(holders)
            }
        }
    };
    let mut ids: Vec<ClaimId> = supporting.iter().map(|a| a.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let opposing = opposing(spoken, (&supporting, &ids), &state);
    finish(place, state, rule, pressed_by, (&supporting, ids), opposing)
}

fn each<'s, 'a>(standings: &'s Standings<'a>) -> impl Iterator<Item = &'s Standing<'a>> {
    standings.iter().map(|(_, standing)| standing)
}

/// One side has the place or a part; others may be inside or around it.
fn one_holder<'a>(
    one: &Standing<'a>,
    inside: &[&Standing<'a>],
    besieger: Option<&Standing<'a>>,
    standings: &Standings<'a>,
    supporting: &mut Vec<&'a Assertion>,
    rule: &mut Rule,
) -> ControlState {
    let Some(holder) = one.holder() else { return ControlState::Unknown };
    let since = one.holding().map(|a| a.as_of).max();
    let newer: Vec<&&Standing> = inside.iter().filter(|s| s.present().any(|a| Some(a.as_of) >= since)).collect();
    let fighters: Vec<&&&Standing> = newer.iter().filter(|s| !s.fighting.is_empty()).collect();
    if !fighters.is_empty() {
        supporting.extend(newer.iter().flat_map(|s| s.present()));
        *rule = Rule::FightingInside;
        let mut holders: Vec<Holder> = newer.iter().filter_map(|s| s.holder()).chain([holder]).collect();
        holders.sort();
        return ControlState::Contested(holders);
    }
    if let Some(intruder) = newer.first()
        && let Some(by) = intruder.holder()
    {
        supporting.extend(newer.iter().flat_map(|s| s.present()));
        *rule = Rule::InsideNotHolding;
        return if one.whole.is_empty() {
            let mut holders = vec![holder, by];
            holders.sort();
            ControlState::Contested(holders)
        } else {
            ControlState::Infiltration { holder: Some(holder), by }
        };
    }
    if !one.fighting.is_empty() && Standing::newest(&one.fighting) > since {
        supporting.extend(&one.fighting);
        *rule = Rule::FightingInside;
        return ControlState::Contested(vec![holder]);
    }
    if let Some(siege) = besieger
        && let Some(by) = siege.holder()
    {
        supporting.extend(&siege.siege);
        *rule = Rule::Siege;
        return ControlState::Besieged { holder: Some(holder), by };
    }
    if one.whole.is_empty() {
        if left_by_others(standings, &holder.side) {
            *rule = Rule::SoleHolder;
            supporting.extend(each(standings).flat_map(|s| s.left.iter().copied()));
            return ControlState::Control(holder);
        }
        *rule = Rule::PartContests;
        return ControlState::Contested(vec![holder]);
    }
    if *rule != Rule::BetterEvidence {
        let newest = one.whole.iter().max_by_key(|a| (a.as_of, !a.from_parent));
        *rule = if newest.is_some_and(|a| a.from_parent) { Rule::FromParent } else { Rule::LatestWhole };
    }
    ControlState::Control(holder)
}

/// Sorts the claims by side; a side's own withdrawal, or its own later word on a part, ends what it had before.
fn standings<'a>(spoken: &[&'a Assertion], day: Date) -> Standings<'a> {
    let mut standings: Standings<'a> = Vec::new();
    for assertion in spoken.iter().rev().filter(|a| !a.denied) {
        if assertion.is_undecided() && (day - assertion.effective).get_days() > UNDECIDED_LASTS_DAYS {
            continue;
        }
        let side = &assertion.holder.side;
        let at = standings.iter().position(|(known, _)| *known >= side).unwrap_or(standings.len());
        if standings.get(at).is_none_or(|(known, _)| *known != side) {
            standings.insert(at, (side, Standing::default()));
        }
        let Some((_, standing)) = standings.get_mut(at) else { continue };
        let left_since = standing.left_whole > Some(assertion.as_of);
        let left_that_day = standing.left_whole == Some(assertion.as_of);
        if left_since || (left_that_day && assertion.is_state()) {
            continue;
        }
        match (assertion.change, assertion.extent) {
            (Change::Captured | Change::Held | Change::Repelled, Extent::Whole) => standing.whole.push(assertion),
            (Change::Captured | Change::Held | Change::Repelled, Extent::Part) => standing.part.push(assertion),
            (Change::Entered, _) => standing.inside.push(assertion),
            (Change::Contested, _) => standing.fighting.push(assertion),
            (Change::Besieged, _) => standing.siege.push(assertion),
            (Change::Advancing, _) => standing.pressure.push(assertion),
            (Change::Lost, extent) => {
                standing.left.push(assertion);
                if extent == Extent::Whole {
                    standing.left_whole = standing.left_whole.max(Some(assertion.as_of));
                }
            }
        }
    }
    for (_, standing) in &mut standings {
        // "Still holds only the north-east" cuts an older whole down to a part.
        if let Some(part) = standing.part.iter().filter(|a| a.is_state()).map(|a| a.as_of).max() {
            standing.whole.retain(|a| a.as_of >= part);
        }
        if let Some(lost_part) = standing.left.iter().filter(|a| a.extent == Extent::Part).map(|a| a.as_of).max() {
            let cut: Vec<&Assertion> = standing.whole.iter().copied().filter(|a| a.as_of <= lost_part && a.is_state()).collect();
            standing.whole.retain(|a| a.as_of > lost_part || !a.is_state());
            standing.part.extend(cut);
        }
    }
    standings
}

/// Rule 2 and 4: the newest whole ends what was before it; ties stand unless one side only flatters itself.
fn settle_whole(standings: &mut Standings<'_>) -> Rule {
    let Some(newest) = each(standings).filter_map(|s| Standing::newest(&s.whole)).max() else { return Rule::PartContests };
    let sides = |has: &dyn Fn(&Assertion) -> bool| -> Vec<&SideId> {
        standings.iter().filter(|(_, s)| s.whole.iter().any(|a| has(a))).map(|(side, _)| *side).collect()
    };
    let captors = sides(&|a| a.as_of == newest && !a.is_state());
    // Somebody took it on the day that another is said to hold it: the state came before the change.
    let winners = if captors.is_empty() { sides(&|a| a.as_of == newest) } else { captors };
    let mut rule = Rule::LatestWhole;
    let winners = match better_evidenced(standings, &winners, newest) {
        Some(one) => {
            rule = Rule::BetterEvidence;
            vec![one]
        }
        None => winners,
    };
    if winners.len() > 1 {
        rule = Rule::Disagreement;
    }
    for (_, standing) in standings.iter_mut().filter(|(side, _)| !winners.contains(side)) {
        standing.keep(|a| a.as_of > newest || (a.as_of == newest && (a.extent == Extent::Part && a.has() || a.is_undecided())));
        if rule == Rule::BetterEvidence {
            standing.whole.clear();
        }
    }
    // The winner's own earlier parts and presence are part of its whole now.
    for (_, standing) in standings.iter_mut().filter(|(_, s)| !s.whole.is_empty()) {
        standing.inside.retain(|a| a.as_of > newest);
        standing.fighting.retain(|a| a.as_of > newest);
        standing.siege.clear();
    }
    // A captor of that very day is not contested by others who merely were inside or around before it was over.
    if winners.len() == 1 {
        for (_, standing) in standings.iter_mut().filter(|(side, _)| !winners.contains(side)) {
            standing.inside.retain(|a| a.as_of > newest);
            standing.siege.retain(|a| a.as_of > newest);
        }
    }
    rule
}

/// Of several winners, the only one whose newest words are acknowledged or verified while all others flatter themselves.
fn better_evidenced<'a>(standings: &Standings<'_>, winners: &[&'a SideId], newest: Date) -> Option<&'a SideId> {
    if winners.len() < 2 {
        return None;
    }
    let of = |side: &SideId| {
        let standing = standings.iter().find(|(known, _)| *known == side);
        standing.into_iter().flat_map(move |(_, s)| s.whole.iter().filter(move |a| a.as_of == newest))
    };
    let strong = |side: &SideId| of(side).any(|a| matches!(a.evidence, EvidenceKind::Acknowledged | EvidenceKind::Verified));
    let flatters = |side: &SideId| of(side).all(|a| a.self_favourable == Some(true));
    let mut strong_sides = winners.iter().filter(|side| strong(side));
    let one = *strong_sides.next()?;
    (strong_sides.next().is_none() && winners.iter().filter(|side| **side != one).all(|side| flatters(side))).then_some(one)
}

/// Some other side is said to have left the whole, and nobody but `side` remains.
fn left_by_others(standings: &Standings<'_>, side: &SideId) -> bool {
    standings.iter().any(|(other, s)| *other != side && s.left_whole.is_some())
        && standings.iter().all(|(other, s)| *other == side || !s.has_anything())
}

/// Two sides said in the same breath to have taken the whole.
fn is_joint(several: &[&Standing<'_>]) -> bool {
    let [first, rest @ ..] = several else { return false };
    let taken = |s: &Standing<'_>| s.whole.iter().filter(|a| !a.is_state()).map(|a| a.breath).collect::<Vec<_>>();
    let breaths = taken(first);
    !breaths.is_empty() && rest.iter().all(|s| s.part.is_empty() && taken(s).iter().any(|breath| breaths.contains(breath)))
}

fn pressure(standings: &Standings<'_>) -> Vec<Holder> {
    each(standings).filter(|s| !s.has_anything()).filter_map(|s| s.pressure.first().map(|a| a.holder.clone())).collect()
}

/// Claims that say otherwise of the same days: another side's, or a denial of what is shown.
fn opposing(spoken: &[&Assertion], (supporting, ids): (&[&Assertion], &[ClaimId]), state: &ControlState) -> Vec<ClaimId> {
    let sides: Vec<&SideId> = match state {
        ControlState::Control(holder) => vec![&holder.side],
        ControlState::Contested(holders) | ControlState::Joint(holders) => holders.iter().map(|h| &h.side).collect(),
        ControlState::Besieged { holder, by } | ControlState::Infiltration { holder, by } => {
            holder.iter().map(|h| &h.side).chain([&by.side]).collect()
        }
        ControlState::Unknown => Vec::new(),
    };
    let Some(newest) = supporting.iter().map(|a| a.as_of).max() else { return Vec::new() };
    spoken
        .iter()
        .filter(|a| a.as_of >= newest)
        .filter(|a| {
            let shown = sides.contains(&&a.holder.side);
            if a.denied { shown } else { (a.has() && !shown) || (a.change == Change::Lost && shown && a.extent == Extent::Whole) }
        })
        .filter(|a| ids.binary_search(&a.id).is_err())
        .map(|a| a.id)
        .collect()
}

fn finish(
    place: &str,
    state: ControlState,
    rule: Rule,
    pressed_by: Vec<Holder>,
    (supporting, ids): (&[&Assertion], Vec<ClaimId>),
    opposing: Vec<ClaimId>,
) -> PlaceState {
    let newest = supporting.iter().map(|a| a.as_of).max();
    let precision = supporting.iter().filter(|a| Some(a.as_of) == newest).map(|a| a.precision).min().unwrap_or(DatePrecision::Day);
    PlaceState {
        place: place.to_owned(),
        state,
        since: None,
        date_precision: precision,
        pressed_by,
        self_favourable_only: !supporting.is_empty() && supporting.iter().all(|a| a.self_favourable == Some(true)),
        supporting: ids,
        opposing,
        rule,
    }
}

//! Which claims are shown.
//!
//! A filter hides claims, and places of which no claim is left. It never changes what a place's state is: hiding one
//! side's claims must not hand its places to the other.

use super::corpus::{SideInfo, UNKNOWN_LANGUAGE};
use super::precision::{Datedness, Nearness};
use crate::actors::SideId;
use crate::claims::{Change, Claim, EvidenceKind};
use crate::geodesy::BoundingBox;
use crate::wording::claims as say;
use crate::wording::corpus::LANGUAGES;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Empty sets let everything through.
    pub sides: BTreeSet<SideId>,
    pub changes: BTreeSet<Change>,
    pub evidence: BTreeSet<EvidenceKind>,
    pub flags: BTreeSet<Flag>,
    /// Outlet ids or words, as shown.
    pub outlets: BTreeSet<String>,
    /// ISO 639-1 of the article.
    pub languages: BTreeSet<String>,
    pub nearness: BTreeSet<Nearness>,
    pub datedness: BTreeSet<Datedness>,
    /// Place id.
    pub place: Option<String>,
    /// Only what lies in this part of the world.
    pub area: Option<BoundingBox>,
    /// All of its words must be found in quote, place, actor, outlet or title; case does not matter.
    pub text: String,
}

/// Claims that bear this mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    Unverified,
    Hedged,
    Denied,
    SelfFavourable,
    /// Not self-favourable, or against the claimant's own side.
    Independent,
}

impl Flag {
    pub const ALL: [Self; 5] = [Self::Unverified, Self::Hedged, Self::Denied, Self::SelfFavourable, Self::Independent];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unverified => say::flag_unverified(),
            Self::Hedged => say::flag_hedged(),
            Self::Denied => say::flag_denied(),
            Self::SelfFavourable => say::flag_self_favourable(),
            Self::Independent => say::flag_independent(),
        }
    }

    /// As a table prints it.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Unverified => say::tag_unverified(),
            Self::Hedged => say::tag_hedged(),
            Self::Denied => say::tag_denied(),
            Self::SelfFavourable => say::tag_self_favourable(),
            Self::Independent => say::tag_independent(),
        }
    }

    #[must_use]
    pub fn holds(self, claim: &Claim) -> bool {
        match self {
            Self::Unverified => claim.unverified,
            Self::Hedged => claim.hedged,
            Self::Denied => claim.denied,
            Self::SelfFavourable => claim.self_favourable == Some(true),
            Self::Independent => claim.self_favourable == Some(false),
        }
    }
}

/// One filter in force, for the row of chips that clear it.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterChip {
    Side(SideId),
    Change(Change),
    Evidence(EvidenceKind),
    Flag(Flag),
    Outlet(String),
    Language(String),
    Nearness(Nearness),
    Datedness(Datedness),
    Place(String),
    Area(BoundingBox),
    Text(String),
}

/// What a filter looks at beside the claim.
#[derive(Debug, Clone, Copy)]
pub struct ClaimContext<'a> {
    pub outlet: &'a str,
    pub language: &'a str,
    /// Lower-case quote, place, actor, outlet and title.
    pub haystack: &'a str,
}

impl Filters {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    #[must_use]
    pub fn passes(&self, claim: &Claim, context: ClaimContext) -> bool {
        let side_of = |mention: &Option<crate::claims::ActorMention>| mention.as_ref().is_some_and(|m| self.sides.contains(&m.side));
        (self.sides.is_empty() || side_of(&claim.actor) || side_of(&claim.opponent))
            && (self.changes.is_empty() || self.changes.contains(&claim.change))
            && (self.evidence.is_empty() || self.evidence.contains(&claim.evidence))
            && (self.flags.is_empty() || self.flags.iter().any(|flag| flag.holds(claim)))
            && (self.outlets.is_empty() || self.outlets.contains(context.outlet))
            && (self.languages.is_empty() || self.languages.contains(context.language))
            && (self.nearness.is_empty() || self.nearness.contains(&Nearness::of(claim)))
            && (self.datedness.is_empty() || self.datedness.contains(&Datedness::of(claim)))
            && self.area.is_none_or(|area| area.contains(claim.place.at))
            && self.place.as_ref().is_none_or(|place| *place == claim.place.id)
            && self.text.to_lowercase().split_whitespace().all(|word| context.haystack.contains(word))
    }

    #[must_use]
    pub fn chips(&self) -> Vec<FilterChip> {
        let mut chips: Vec<FilterChip> = self.sides.iter().cloned().map(FilterChip::Side).collect();
        chips.extend(self.changes.iter().copied().map(FilterChip::Change));
        chips.extend(self.evidence.iter().copied().map(FilterChip::Evidence));
        chips.extend(self.flags.iter().copied().map(FilterChip::Flag));
        chips.extend(self.outlets.iter().cloned().map(FilterChip::Outlet));
        chips.extend(self.languages.iter().cloned().map(FilterChip::Language));
        chips.extend(self.nearness.iter().copied().map(FilterChip::Nearness));
        chips.extend(self.datedness.iter().copied().map(FilterChip::Datedness));
        chips.extend(self.area.map(FilterChip::Area));
        chips.extend(self.place.iter().cloned().map(FilterChip::Place));
        if !self.text.trim().is_empty() {
            chips.push(FilterChip::Text(self.text.trim().to_owned()));
        }
        chips
    }

    /// Puts a filter in force, or takes it off when it is.
    pub fn toggle(&mut self, chip: FilterChip) {
        fn flip<T: Ord>(set: &mut BTreeSet<T>, item: T) {
            if !set.remove(&item) {
                set.insert(item);
            }
        }
        match chip {
            FilterChip::Side(side) => flip(&mut self.sides, side),
            FilterChip::Change(change) => flip(&mut self.changes, change),
            FilterChip::Evidence(kind) => flip(&mut self.evidence, kind),
            FilterChip::Flag(flag) => flip(&mut self.flags, flag),
            FilterChip::Outlet(outlet) => flip(&mut self.outlets, outlet),
            FilterChip::Language(language) => flip(&mut self.languages, language),
            FilterChip::Nearness(nearness) => flip(&mut self.nearness, nearness),
            FilterChip::Datedness(datedness) => flip(&mut self.datedness, datedness),
            FilterChip::Area(area) => self.area = if self.area == Some(area) { None } else { Some(area) },
            FilterChip::Place(place) => self.place = if self.place.as_ref() == Some(&place) { None } else { Some(place) },
            FilterChip::Text(text) => self.text = if self.text.trim() == text { String::new() } else { text },
        }
    }
}

impl FilterChip {
    #[must_use]
    pub fn label(&self, sides: &[SideInfo], place_name: impl Fn(&str) -> String) -> String {
        match self {
            Self::Side(id) => sides.iter().find(|s| s.id == *id).map_or_else(|| id.0.clone(), |s| s.name.clone()),
            Self::Change(change) => change_label(*change).to_owned(),
            Self::Evidence(kind) => evidence_label(*kind).to_owned(),
            Self::Flag(flag) => flag.label().to_owned(),
            Self::Outlet(outlet) => outlet.clone(),
            Self::Language(code) => language_name(code),
            Self::Nearness(nearness) => nearness.label().to_owned(),
            Self::Datedness(datedness) => datedness.label().to_owned(),
            Self::Area(_) => say::area_of_the_map().to_owned(),
            Self::Place(id) => place_name(id),
            Self::Text(text) => format!("“{text}”"),
        }
    }
}

/// In English; a language without a name here keeps its code.
#[must_use]
pub fn language_name(code: &str) -> String {
    if code == UNKNOWN_LANGUAGE {
        return say::language_unknown().to_owned();
    }
    LANGUAGES.iter().find(|(known, _)| *known == code).map_or_else(|| code.to_owned(), |(_, name)| (*name).to_owned())
}

pub const CHANGES: [Change; 8] = [
    Change::Captured,
    Change::Lost,
    Change::Held,
    Change::Entered,
    Change::Advancing,
    Change::Contested,
    Change::Besieged,
    Change::Repelled,
];

#[must_use]
pub const fn change_label(change: Change) -> &'static str {
    match change {
        Change::Captured => say::captured(),
        Change::Lost => say::lost(),
        Change::Held => say::held(),
        Change::Entered => say::entered(),
        Change::Advancing => say::advancing(),
        Change::Contested => say::contested(),
        Change::Besieged => say::besieged(),
        Change::Repelled => say::repelled(),
    }
}

pub const EVIDENCE: [EvidenceKind; 4] = [EvidenceKind::Claimed, EvidenceKind::Reported, EvidenceKind::Acknowledged, EvidenceKind::Verified];

#[must_use]
pub const fn evidence_label(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Claimed => say::claimed(),
        EvidenceKind::Reported => say::reported(),
        EvidenceKind::Acknowledged => say::acknowledged(),
        EvidenceKind::Verified => say::verified(),
    }
}

#[must_use]
pub const fn evidence_meaning(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Claimed => say::claimed_tip(),
        EvidenceKind::Reported => say::reported_tip(),
        EvidenceKind::Acknowledged => say::acknowledged_tip(),
        EvidenceKind::Verified => say::verified_tip(),
    }
}

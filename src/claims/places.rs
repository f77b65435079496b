//! The places of an article as its sentences see them.
//!
//! In: an article's toponyms, a sentence's tokens and mentions. Out: the countries that the article is about, [`ViewPlace`]s.
//! Every toponym is looked up in the gazetteer once. Refused: toponyms that only colour a group or a noun.

use super::extract::{ClaimInput, ClaimTools};
use super::view::ViewPlace;
use crate::actors::{Mention, Register, Sense};
use crate::gazetteer::{Place, PlaceKind};
use crate::geoparsing::{Toponym, ToponymKind};
use crate::provenance::Span;
use crate::text::Token;
use std::collections::BTreeMap;

pub(super) struct Places<'a> {
    text: &'a str,
    toponyms: &'a [Toponym],
    register: &'a Register,
    /// A toponym's; of the place around it where its own has no entry.
    known: Vec<Option<Place>>,
}

impl<'a> Places<'a> {
    pub fn of(input: &ClaimInput<'a>, tools: &ClaimTools<'a>) -> Self {
        let known = input.toponyms.iter().map(|t| t.resolution.as_ref().and_then(|r| tools.gazette.place(r.place))).collect();
        Self { text: input.text, toponyms: input.toponyms, register: tools.register, known }
    }

    /// What the gazetteer tells of a toponym's place, or of the one around it.
    pub fn known(&self, toponym: usize) -> Option<&Place> {
        self.known.get(toponym).and_then(Option::as_ref)
    }

    /// Each country's share of the places that the article names, the largest first.
    pub fn countries(&self) -> Vec<(String, f32)> {
        let mut counts: BTreeMap<&str, f32> = BTreeMap::new();
        let mut total = 0.0;
        let named = self.toponyms.iter().zip(&self.known).filter(|(toponym, _)| toponym.kind != ToponymKind::Description);
        for (toponym, place) in named.filter_map(|(toponym, place)| Some((toponym, place.as_ref()?))) {
            if place.country.is_empty() {
                continue;
            }
            // A village says more about where the war is than the name of a country does, and that more than of a people.
            let weight = match place.kind {
                _ if toponym.kind == ToponymKind::Demonym => 0.2,
                PlaceKind::Country | PlaceKind::Continent => 0.5,
                _ => 1.0,
            };
            *counts.entry(&place.country).or_default() += weight;
            total += weight;
        }
        let mut shares: Vec<(String, f32)> = counts.into_iter().map(|(country, n)| (country.to_owned(), n / total)).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        shares
    }

    /// "Muammar Gaddafi", "Flashpoint Hezbollah", "They": a name that no gazetteer has, and the register does.
    fn somebody(&self, words: &str, lower: &str) -> bool {
        let named = |words: &str| self.register.readings_of(words).iter().any(|r| matches!(r.sense, Sense::Name | Sense::Person));
        let last = words.rsplit(' ').next().filter(|last| last.starts_with(char::is_uppercase) && last.len() > 2);
        named(words) || last.is_some_and(named) || self.register.anaphor_kind(lower).is_some()
    }

    /// A toponym as the tokens `start..end`.
    pub fn place(&'a self, index: usize, (start, end): (usize, usize)) -> Option<ViewPlace<'a>> {
        let toponym = self.toponyms.get(index)?;
        let resolution = toponym.resolution.as_ref()?;
        let place = self.known(index);
        let kind = place.filter(|p| p.id == resolution.id).map(|p| p.kind);
        Some(ViewPlace {
            start,
            end,
            toponym: index,
            id: &resolution.id,
            country: place.map_or("", |p| &p.country),
            division: kind.is_some_and(|k| {
                matches!(k, PlaceKind::Country | PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Continent | PlaceKind::Region)
            }),
            admin_none: kind.is_some_and(|k| matches!(k, PlaceKind::Country | PlaceKind::Continent)),
            kind,
            description: toponym.kind == ToponymKind::Description,
            side: resolution.side.as_deref(),
            others: Vec::new(),
        })
    }

    /// The places of a sentence, in order and disjoint.
    pub fn view(&'a self, tokens: &[Token], toponyms: &[usize], mentions: &[Mention]) -> Vec<ViewPlace<'a>> {
        // "Houthi militias", "Islamic State of Iraq and Syria": a place inside a group's name is not meant.
        let in_name = |start: usize, end: usize| {
            mentions.iter().any(|m| m.start <= start && end <= m.end && m.readings.iter().any(|r| r.sense == Sense::Name))
        };
        let mut places: Vec<ViewPlace> = Vec::new();
        for &index in toponyms {
            let Some(toponym) = self.toponyms.get(index) else { continue };
            if !toponym.outer || matches!(toponym.kind, ToponymKind::Government | ToponymKind::Demonym) {
                continue;
            }
            // "the Syrian town", "the war-torn nation": no place of its own.
            let country = self
                .known(index)
                .filter(|p| toponym.resolution.as_ref().is_some_and(|r| p.id == r.id))
                .is_some_and(|p| matches!(p.kind, PlaceKind::Country | PlaceKind::Continent));
            if country && matches!(toponym.kind, ToponymKind::Modifier | ToponymKind::Description) {
                continue;
            }
            let words = toponym.span.of(self.text);
            let lower = words.to_lowercase();
            // "Shia villages": a word that colours a group names no place.
            if self.register.is_filler(&lower) {
                continue;
            }
            let demonym = |words: &str| self.register.readings_of(words).iter().any(|r| r.sense == Sense::Demonym);
            if country && demonym(words) {
                continue;
            }
            if toponym.resolution.as_ref().is_some_and(|r| r.id.starts_with("at:")) && self.somebody(words, &lower) {
                continue;
            }
            let Some(range) = token_range(tokens, toponym.span) else { continue };
            if places.last().is_some_and(|p| p.end > range.0) || in_name(range.0, range.1) || filed(self.text, tokens, range) {
                continue;
            }
            // "withdrew from A a month after taking the town": the one named in the same breath.
            let spoken = toponym.kind == ToponymKind::Description && matches!(lower.as_str(), "the town" | "the city" | "the village");
            let named = places.iter().rfind(|p| !p.division && !p.description && range.0 < p.end + 25).map(|p| p.toponym);
            places.extend(
                self.place(named.filter(|_| spoken).unwrap_or(index), range)
                    .map(|p| ViewPlace { description: p.description || spoken, ..p }),
            );
        }
        places
    }
}

/// "COLOMBO, Aug 29 (Reuters) - …": where a report was filed is no place that it tells of.
fn filed(text: &str, tokens: &[Token], (start, end): (usize, usize)) -> bool {
    let shown = |token: &Token| token.span.of(text);
    let dash = |token: &Token| matches!(token.norm.as_str(), "-" | "–" | "—" | "--");
    if start >= 4 {
        return false;
    }
    let rest = tokens.get(end..).unwrap_or(&[]);
    let Some(line) = rest.iter().take(12).position(dash).and_then(|at| rest.get(..at)) else { return false };
    let loud = tokens.get(start..end).is_some_and(|name| name.iter().all(|t| !shown(t).chars().any(char::is_lowercase)));
    let dated = line.iter().any(|t| t.norm.bytes().all(|b| b.is_ascii_digit()));
    loud || dated || line.iter().any(|t| t.norm == "(")
}

/// Token range of a span, by binary search.
pub(super) fn token_range(tokens: &[Token], span: Span) -> Option<(usize, usize)> {
    let start = tokens.partition_point(|t| t.span.end <= span.start);
    let end = tokens.partition_point(|t| t.span.start < span.end);
    (start < end).then_some((start, end))
}

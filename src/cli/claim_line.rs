//! A claim as one JSON object: keys in a fixed order, offsets in Unicode code points, days in ISO 8601, spans in EDTF.

use crate::calendar::{Date, DateSpan};
use crate::claims::{ActorMention, Claim, acled};
use crate::knowledge::Knowledge;
use crate::pipeline::ArticleReading;
use crate::provenance::{CodePoints, Span};
use serde::Serialize;

/// Characters of text given on either side of a quote, so that it can be found again in another edition of the text.
const AROUND: usize = 32;

#[derive(Debug, Serialize)]
pub(super) struct ClaimLine<'a> {
    id: String,
    article: &'a str,
    quote: Quote<'a>,
    sentence: &'a str,
    change: crate::claims::Change,
    acled: Option<&'static str>,
    extent: crate::claims::Extent,
    side: Option<&'a str>,
    place: Place<'a>,
    actor: Option<Actor<'a>>,
    opponent: Option<Actor<'a>>,
    when: When<'a>,
    published: Option<Published>,
    claimant: Claimant<'a>,
    publisher: Option<&'a str>,
    evidence: crate::claims::EvidenceKind,
    unverified: bool,
    hedged: bool,
    denied: bool,
    self_favourable: Option<bool>,
    reliability: &'static str,
    credibility: u8,
}

#[derive(Debug, Serialize)]
struct Quote<'a> {
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    id: &'a str,
    name: &'a str,
    mention: &'a str,
    lon: f64,
    lat: f64,
    where_prec: u8,
    radius_m: u32,
    country: &'a str,
}

#[derive(Debug, Serialize)]
struct Actor<'a> {
    id: &'a str,
    side: &'a str,
    mention: &'a str,
}

#[derive(Debug, Serialize)]
struct When<'a> {
    earliest: Option<Date>,
    latest: Option<Date>,
    edtf: String,
    date_prec: u8,
    mention: Option<&'a str>,
    basis: crate::timex::WhenBasis,
}

#[derive(Debug, Serialize)]
struct Published {
    earliest: Option<Date>,
    latest: Option<Date>,
    basis: crate::timex::PublishedBasis,
}

#[derive(Debug, Serialize)]
struct Claimant<'a> {
    id: &'a str,
    kind: crate::claims::ClaimantKind,
    mention: Option<&'a str>,
}

/// The lines of an article's claims, by place in the text, then by place on the map.
pub(super) fn of_reading<'a>(reading: &'a ArticleReading, knowledge: &'a Knowledge) -> Vec<ClaimLine<'a>> {
    let points = CodePoints::new(&reading.article.text);
    let mut claims: Vec<&Claim> = reading.claims.iter().collect();
    claims.sort_by(|a, b| (a.quote, &a.place.id, a.change, a.id).cmp(&(b.quote, &b.place.id, b.change, b.id)));
    claims.into_iter().map(|claim| line(claim, reading, &points, knowledge)).collect()
}

fn line<'a>(claim: &'a Claim, reading: &'a ArticleReading, points: &CodePoints, knowledge: &'a Knowledge) -> ClaimLine<'a> {
    let text = reading.article.text.as_str();
    let actor =
        |mention: &'a Option<ActorMention>| mention.as_ref().map(|m| Actor { id: &m.id.0, side: &m.side.0, mention: m.mention.of(text) });
    let outlet = reading.outlet.as_deref();
    ClaimLine {
        id: claim.id.to_string(),
        article: &reading.article.name,
        quote: quote(claim.quote, text, points),
        sentence: claim.sentence.of(text),
        change: claim.change,
        acled: acled::sub_event(claim, knowledge.register),
        extent: claim.extent,
        side: claim.side.as_deref(),
        place: Place {
            id: &claim.place.id,
            name: &claim.place.name,
            mention: claim.place.mention.of(text),
            lon: degrees(claim.place.at.lon),
            lat: degrees(claim.place.at.lat),
            where_prec: claim.place.where_prec,
            radius_m: claim.place.radius_m,
            country: &claim.place.country,
        },
        actor: actor(&claim.actor),
        opponent: actor(&claim.opponent),
        when: when(claim, text),
        published: reading.published.map(|p| Published { earliest: p.span.earliest, latest: p.span.latest, basis: p.basis }),
        claimant: Claimant { id: &claim.claimant.id, kind: claim.claimant.kind, mention: claim.claimant.mention.map(|m| m.of(text)) },
        publisher: outlet.map(|id| knowledge.outlets.by_id(id).map_or(id, |o| o.name.as_str())),
        evidence: claim.evidence,
        unverified: claim.unverified,
        hedged: claim.hedged,
        denied: claim.denied,
        self_favourable: claim.self_favourable,
        reliability: "F",
        credibility: claim.credibility,
    }
}

fn when<'a>(claim: &Claim, text: &'a str) -> When<'a> {
    let span: DateSpan = claim.when.span;
    When {
        earliest: span.earliest,
        latest: span.latest,
        edtf: span.to_string(),
        date_prec: span.precision() as u8,
        mention: claim.when.mention.map(|m| m.of(text)),
        basis: claim.when.basis,
    }
}

fn quote<'a>(span: Span, text: &'a str, points: &CodePoints) -> Quote<'a> {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let prefix = before.char_indices().rev().nth(AROUND - 1).map_or(before, |(at, _)| before.get(at..).unwrap_or(""));
    let suffix = after.char_indices().nth(AROUND).map_or(after, |(at, _)| after.get(..at).unwrap_or(""));
    Quote { exact: span.of(text), prefix, suffix, start: points.before(text, span.start), end: points.before(text, span.end) }
}

/// A micro-degree is 11 cm: finer digits would be noise of the arithmetic.
fn degrees(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_counts_code_points_and_shows_what_stands_around_it() {
        let text = "Ḥalab — the rebels said that they had entered the town of Qarat, which lies by the river.";
        let start = text.find("entered").unwrap();
        let quote = quote(Span::new(start, start + 7), text, &CodePoints::new(text));
        assert_eq!((quote.exact, quote.start, quote.end), ("entered", 38, 45));
        assert_eq!(quote.prefix.chars().count(), AROUND);
        assert!(quote.prefix.ends_with("they had ") && quote.suffix.starts_with(" the town") && quote.suffix.chars().count() == AROUND);
    }
}

//! Control over time at the size of a long war: 100,000 claims in 20,000 places, and as many in 200 that are told of every day.
//!
//! `cargo bench --bench timeline` prints milliseconds and, beside each, what one plain pass over the same data costs: the ratio
//! is what to compare between machines.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench prints its table and stops at what it did not expect"
)]

#[path = "support/clock.rs"]
mod clock;

use salient::actors::{ActorId, SideId};
use salient::calendar::{Date, DateSpan};
use salient::claims::{ActorMention, Change, Claim, ClaimPlace, ClaimWhen, Claimant, ClaimantKind, EvidenceKind, Extent};
use salient::gazetteer::PlaceKind;
use salient::geodesy::LatLon;
use salient::provenance::{ArticleId, ClaimId, Span};
use salient::timeline::Timeline;
use salient::timex::{Published, PublishedBasis, WhenBasis};
use std::hint::black_box;

const CLAIMS: u64 = 100_000;
const DAYS: u64 = 1_000;

fn main() {
    for places in [20_000, 200] {
        war(places);
    }
}

fn war(places: u64) {
    let claims: Vec<(Claim, Published)> = (0..CLAIMS).map(|n| claim(n, places)).collect();
    let (timeline, build_ms) = timed(|| Timeline::build(claims.iter().map(|(claim, published)| (claim, Some(*published)))));
    let (replay, replay_ms) = timed(|| timeline.replay(None));
    let first = claims.iter().filter_map(|(c, _)| c.when.span.earliest).min().expect("claims are dated");
    let mut slowest = 0.0_f64;
    let mut all = Vec::new();
    for step in 0..DAYS {
        let day = first.checked_add(jiff::Span::new().days(step as i64)).expect("in range");
        let (seen, ms) = timed(|| replay.states_at(day).map(|(_, state)| state.supporting.len()).sum::<usize>());
        black_box(seen);
        slowest = slowest.max(ms);
        all.push(ms);
    }
    all.sort_by(f64::total_cmp);
    let (_, pass_ms) = timed(|| black_box(claims.iter().map(|(c, _)| c.id.0).fold(0_u64, |a, b| a ^ b)));
    println!("timeline of {CLAIMS} claims in {places} places");
    println!("  build                     {build_ms:8.2} ms");
    println!("  replay of all states      {replay_ms:8.2} ms");
    println!("  all places at a cursor    {:8.3} ms median, {slowest:.3} ms slowest (bound 2 ms)", all[all.len() / 2]);
    println!("  one plain pass over claims{pass_ms:8.3} ms; a cursor costs {:.1} passes", all[all.len() / 2] / pass_ms.max(1e-6));
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = clock::of_this_thread();
    let out = work();
    (out, (clock::of_this_thread() - start).as_secs_f64() * 1e3)
}

/// A war without chance: places, sides and days follow from the number.
fn claim(n: u64, places: u64) -> (Claim, Published) {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let place = n % places;
    let side = ["red", "green", "yellow"][(mixed % 3) as usize];
    let day: Date = "2022-02-24".parse().expect("a date");
    let day = day.checked_add(jiff::Span::new().days((mixed % DAYS) as i64)).expect("in range");
    let change =
        [Change::Captured, Change::Held, Change::Entered, Change::Contested, Change::Lost, Change::Advancing][(mixed / 7 % 6) as usize];
    let claim = Claim {
        id: ClaimId(n),
        article: ArticleId(n / 10),
        quote: Span::default(),
        sentence: Span::default(),
        change,
        extent: if mixed.is_multiple_of(5) { Extent::Part } else { Extent::Whole },
        side: None,
        place: ClaimPlace {
            id: format!("place:{place:05}"),
            name: format!("Place {place}"),
            kind: PlaceKind::Settlement,
            mention: Span::default(),
            at: LatLon::new(40.0 + (place % 100) as f64 / 10.0, 30.0 + (place / 100) as f64 / 20.0),
            where_prec: 1,
            radius_m: 2_000,
            country: "XX".into(),
            parent: None,
        },
        actor: Some(ActorMention { id: ActorId(side.into()), side: SideId(side.into()), mention: Span::default() }),
        opponent: None,
        when: ClaimWhen { span: DateSpan::day(day), mention: None, basis: WhenBasis::Explicit },
        claimant: Claimant { id: "outlet".into(), kind: ClaimantKind::Outlet, side: None, mention: None },
        evidence: EvidenceKind::Reported,
        unverified: false,
        hedged: false,
        denied: false,
        self_favourable: None,
        credibility: 6,
        frame: String::new(),
    };
    (claim, Published { span: DateSpan::day(day), basis: PublishedBasis::Metadata })
}

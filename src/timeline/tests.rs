//! Each test tells a war in lines of `when change extent side [flags]`, then asks what is known on a day.

use super::{ControlState, Replay, Rule, Timeline};
use crate::actors::{ActorId, SideId};
use crate::calendar::{Date, DateSpan};
use crate::claims::*;
use crate::gazetteer::PlaceKind;
use crate::geodesy::LatLon;
use crate::provenance::{ArticleId, ClaimId, Span};
use crate::timex::{Published, PublishedBasis, WhenBasis};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn span(text: &str) -> DateSpan {
    match text.split_once('/') {
        Some(("..", b)) => DateSpan::until(day(b)),
        Some((a, "..")) => DateSpan::since(day(a)),
        Some((a, b)) => DateSpan::between(day(a), day(b)),
        None => DateSpan::day(day(text)),
    }
}

/// `when change extent side [@place] [known=D] [denied] [own] [verified] [vague] [breath=N]`.
pub(super) fn claim(n: usize, line: &str) -> (Claim, Option<Published>) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let has = |flag: &str| words.contains(&flag);
    let value = |key: &str| words.iter().find_map(|w| w.strip_prefix(key));
    let place = value("@").unwrap_or("city");
    let when = span(words[0]);
    let claim = Claim {
        id: ClaimId(n as u64),
        article: ArticleId(1),
        quote: Span::default(),
        sentence: Span::new(value("breath=").map_or(n, |b| b.parse().unwrap()), 1000),
        change: serde_json::from_value(words[1].into()).unwrap(),
        extent: serde_json::from_value(words[2].into()).unwrap(),
        side: None,
        place: ClaimPlace {
            id: place.into(),
            name: place.into(),
            kind: match place {
                "district" => PlaceKind::Neighbourhood,
                "airport" => PlaceKind::Airport,
                _ => PlaceKind::Settlement,
            },
            mention: Span::default(),
            at: LatLon::new(36.2, 37.2),
            where_prec: 1,
            radius_m: 3000,
            country: "SY".into(),
            parent: (place != "city").then(|| "city".into()),
        },
        actor: Some(ActorMention { id: ActorId(words[3].into()), side: SideId(words[3].into()), mention: Span::default() }),
        opponent: None,
        when: ClaimWhen { span: when, mention: None, basis: if has("vague") { WhenBasis::ArticleDate } else { WhenBasis::Explicit } },
        claimant: Claimant { id: "outlet".into(), kind: ClaimantKind::Outlet, side: None, mention: None },
        evidence: if has("verified") { EvidenceKind::Verified } else { EvidenceKind::Reported },
        unverified: false,
        hedged: false,
        denied: has("denied"),
        self_favourable: Some(has("own")),
        credibility: 6,
        frame: String::new(),
    };
    let known = value("known=").map(day).or(when.latest).map(DateSpan::day);
    (claim, known.map(|span| Published { span, basis: PublishedBasis::Metadata }))
}

fn timeline(lines: &str) -> Timeline {
    let claims: Vec<_> = lines.lines().map(str::trim).filter(|l| !l.is_empty()).enumerate().map(|(n, l)| claim(n, l)).collect();
    Timeline::build(claims.iter().map(|(claim, published)| (claim, *published)))
}

fn show(state: &ControlState) -> String {
    let side = |h: &super::Holder| h.side.0.clone();
    let list = |all: &[super::Holder]| all.iter().map(side).collect::<Vec<_>>().join("+");
    let opt = |h: &Option<super::Holder>| h.as_ref().map_or("?".into(), side);
    match state {
        ControlState::Unknown => "unknown".into(),
        ControlState::Control(h) => side(h),
        ControlState::Contested(all) => format!("contested {}", list(all)),
        ControlState::Joint(all) => format!("joint {}", list(all)),
        ControlState::Besieged { holder, by } => format!("besieged {} by {}", opt(holder), side(by)),
        ControlState::Infiltration { holder, by } => format!("infiltrated {} by {}", opt(holder), side(by)),
    }
}

fn on(replay: &Replay, place: &str, date: &str) -> String {
    replay.history(place).and_then(|h| h.at(day(date))).map_or("-".into(), |s| show(&s.state))
}

fn check(lines: &str, expected: &[(&str, &str)]) {
    let replay = timeline(lines).replay(None);
    for (date, state) in expected {
        assert_eq!(on(&replay, "city", date), *state, "on {date}");
    }
}

#[test]
fn a_city_passes_from_one_side_through_contest_to_the_other() {
    check(
        "2016-12-22 captured whole gov
         2016-01-01/2024-11-29 held whole gov
         2024-11-28/2024-11-29 entered whole opp
         2024-11-29 captured part opp
         2024-11-30 held part gov vague
         2024-11-29/2024-12-01 captured whole opp",
        &[
            ("2015-12-31", "-"),
            ("2017-01-01", "gov"),
            ("2024-11-28", "gov"),
            ("2024-11-29", "contested gov+opp"),
            ("2024-11-30", "contested gov+opp"),
            ("2024-12-01", "opp"),
            ("2025-06-01", "opp"),
        ],
    );
}

#[test]
fn entering_or_advancing_never_turns_a_place_over() {
    check("2020-01-01 held whole a\n2020-02-01 entered whole b", &[("2020-02-01", "infiltrated a by b"), ("2020-04-01", "a")]);
    check("2020-01-01 held whole a\n2020-02-01 advancing whole b", &[("2020-02-01", "a")]);
    check("2020-02-01 advancing whole b", &[("2020-02-01", "unknown")]);
    let replay = timeline("2020-02-01 advancing whole b").replay(None);
    let state = replay.history("city").unwrap().at(day("2020-02-01")).unwrap();
    assert_eq!((state.rule, state.pressed_by.len()), (Rule::OnlyPressure, 1));
}

#[test]
fn a_part_contests_the_whole() {
    check("2020-01-01 held whole a\n2020-02-01 captured part b", &[("2020-02-01", "contested a+b"), ("2021-02-01", "contested a+b")]);
    check("2020-02-01 captured part b", &[("2020-02-01", "contested b")]);
}

#[test]
fn a_state_of_the_day_comes_before_the_change_of_that_day() {
    check("2020-01-01/2020-02-01 held whole a vague\n2020-02-01 captured whole b", &[("2020-02-01", "b")]);
    check("2011-01-01/2016-12-31 held whole b\n2016-01-01/2016-12-31 captured whole a", &[("2016-06-01", "b"), ("2016-12-31", "a")]);
}

#[test]
fn a_hold_that_is_said_to_last_outlives_an_older_part_of_the_other_side() {
    check("2020-02-02/2020-02-05 held whole b\n2020-02-03 held part a vague", &[("2020-02-03", "contested a+b"), ("2020-02-05", "b")]);
}

#[test]
fn two_captures_of_one_day_are_a_disagreement_with_both_kept() {
    let replay = timeline("2020-02-01 captured whole a\n2020-02-01 captured whole b").replay(None);
    let state = replay.history("city").unwrap().at(day("2020-02-01")).unwrap();
    assert_eq!((show(&state.state).as_str(), state.rule, state.supporting.len()), ("contested a+b", Rule::Disagreement, 2));
}

#[test]
fn a_side_that_flatters_itself_gives_way_to_verified_words() {
    let replay = timeline("2020-02-01 captured whole a own\n2020-02-01 captured whole b verified").replay(None);
    let state = replay.history("city").unwrap().at(day("2020-02-01")).unwrap();
    assert_eq!((show(&state.state).as_str(), state.rule), ("b", Rule::BetterEvidence));
    assert_eq!(state.opposing, [ClaimId(0)]);
}

#[test]
fn two_sides_named_in_one_breath_hold_it_together() {
    check("2015-05-28 captured whole a breath=7\n2015-05-28 captured whole b breath=7", &[("2015-05-28", "joint a+b")]);
}

#[test]
fn a_withdrawal_leaves_it_empty_or_to_the_one_inside() {
    check("2020-01-01 held whole a\n2020-02-01 lost whole a", &[("2020-02-01", "unknown")]);
    check("2020-01-01 held whole a\n2020-01-31 entered whole b\n2020-02-01 lost whole a", &[("2020-02-01", "b")]);
    check("2020-01-01 held whole a\n2020-02-01 captured part b\n2020-02-02 lost whole a", &[("2020-02-02", "b")]);
    check("2020-02-01 lost whole a\n2020-03-01 captured whole a", &[("2020-03-01", "a")]);
}

#[test]
fn a_siege_surrounds_the_holder_and_ends_with_its_fall() {
    check(
        "2020-01-01 held whole a\n2020-02-01 besieged whole b\n2020-02-20 captured whole b",
        &[("2020-02-01", "besieged a by b"), ("2020-02-20", "b")],
    );
}

#[test]
fn fighting_inside_contests_and_fades() {
    check("2020-01-01 held whole a\n2020-02-01 contested whole b", &[("2020-02-01", "contested a+b"), ("2020-03-20", "a")]);
}

#[test]
fn a_denied_capture_is_shown_against_and_never_for() {
    let replay = timeline("2020-01-01 held whole a\n2020-02-01 captured whole a denied").replay(None);
    let state = replay.history("city").unwrap().at(day("2020-02-01")).unwrap();
    assert_eq!((show(&state.state).as_str(), state.opposing.as_slice()), ("a", [ClaimId(1)].as_slice()));
}

#[test]
fn what_was_not_yet_published_is_not_yet_known() {
    let told = timeline("2020-01-01 held whole a\n2020-02-01 captured whole b known=2020-02-10");
    assert_eq!(on(&told.replay(Some(day("2020-02-09"))), "city", "2020-02-05"), "a");
    assert_eq!(on(&told.replay(Some(day("2020-02-10"))), "city", "2020-02-05"), "b");
}

#[test]
fn a_city_takes_its_districts_along_and_not_its_airport() {
    let replay = timeline(
        "2020-01-01 entered whole b @district
         2020-01-01 held whole a @airport
         2020-02-01 captured whole b",
    )
    .replay(None);
    assert_eq!(on(&replay, "district", "2020-01-01"), "infiltrated ? by b");
    assert_eq!(on(&replay, "district", "2020-02-01"), "b");
    assert_eq!(replay.history("district").unwrap().at(day("2020-02-01")).unwrap().rule, Rule::FromParent);
    assert_eq!(on(&replay, "airport", "2020-02-01"), "a");
}

#[test]
fn a_district_never_takes_its_city() {
    let replay = timeline("2020-01-01 held whole a\n2020-02-01 captured whole b @district").replay(None);
    assert_eq!(on(&replay, "city", "2020-02-01"), "a");
}

#[test]
fn changes_are_stepped_in_order() {
    let replay = timeline("2020-01-01 held whole a\n2020-02-01 captured whole b\n2020-02-05 captured whole b").replay(None);
    assert_eq!(replay.next_change(day("2020-01-01")), Some(day("2020-02-01")));
    assert_eq!(replay.previous_change(day("2020-02-01")), Some(day("2020-01-01")));
    assert_eq!(replay.history("city").unwrap().at(day("2020-02-05")).unwrap().since, Some(day("2020-02-01")));
}

#[test]
fn a_replay_taken_to_another_day_of_knowledge_is_the_replay_of_that_day() {
    let sides = ["a", "b", "c"];
    let changes = ["captured whole", "held part", "entered whole", "lost whole", "contested whole", "captured whole"];
    let places = ["@city", "@district", "@airport", "@village"];
    let lines: Vec<String> = (0..120_usize)
        .map(|n| {
            let mixed = n * 2_654_435_761 % 1_000_003;
            let known = if n.is_multiple_of(17) { String::new() } else { format!(" known=2020-{:02}-11", 1 + mixed / 5 % 12) };
            let (change, side, place) = (changes[mixed % 6], sides[mixed / 7 % 3], places[mixed / 11 % 4]);
            format!("2020-{:02}-{:02} {change} {side} {place}{known}", 1 + mixed % 12, 1 + mixed / 13 % 28)
        })
        .collect();
    let told = timeline(&lines.join("\n"));
    let mut replay = told.replay(None);
    let (mut moved, mut still) = (0, 0);
    for step in [12, 3, 4, 0, 9, 9, 5, 13, 1, 2, 6, 13, 13, 11] {
        let known_at = (step < 13).then(|| day("2019-12-20").checked_add(jiff::Span::new().days(step * 30)).unwrap());
        let changed = told.relearn(&mut replay, known_at);
        let fresh = told.replay(known_at);
        assert!(changed.is_sorted());
        assert_eq!(replay.change_days(), fresh.change_days());
        assert!(fresh.change_days().iter().all(|day| replay.changed_on(*day) == fresh.changed_on(*day)));
        for (a, b) in replay.histories().iter().zip(fresh.histories()) {
            assert_eq!((&a.place.id, &a.states), (&b.place.id, &b.states), "known by {known_at:?}");
        }
        moved += changed.len();
        still += replay.histories().len() - changed.len();
    }
    assert!(moved > 10 && still > 10, "{moved} {still}");
}

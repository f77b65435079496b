//! The bundled articles, from files to the states that the time slider passes through.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at what it did not expect"
)]

use salient::calendar::Date;
use salient::claims::{Change, Claim, Finding, Unread};
use salient::corpus;
use salient::knowledge::Knowledge;
use salient::pipeline::{self, ArticleReading};
use salient::timeline::{ControlState, PlaceState, Replay, Timeline};
use std::path::Path;
use std::sync::OnceLock;

const GOVERNMENT: &str = "syrian-government";
const OPPOSITION: &str = "syrian-opposition";

fn readings() -> &'static [ArticleReading] {
    static READINGS: OnceLock<Vec<ArticleReading>> = OnceLock::new();
    READINGS.get_or_init(|| {
        let knowledge = Knowledge::embedded();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/aleppo-2024");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let read = paths.iter().flat_map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            corpus::read(&name, &std::fs::read(path).unwrap(), None).0
        });
        let readings = read.map(|article| pipeline::read_article(article, &knowledge)).collect();
        pipeline::settle(readings, &knowledge)
    })
}

fn claims() -> impl Iterator<Item = (&'static ArticleReading, &'static Claim)> {
    readings().iter().flat_map(|reading| reading.claims.iter().map(move |claim| (reading, claim)))
}

fn replay(known_at: Option<&str>) -> Replay {
    let timeline = Timeline::build(claims().map(|(reading, claim)| (claim, reading.published)));
    timeline.replay(known_at.map(|day| day.parse().unwrap()))
}

fn state<'a>(replay: &'a Replay, name: &str, day: &str) -> Option<&'a PlaceState> {
    let day: Date = day.parse().unwrap();
    let mut found = replay.histories().iter().filter(|h| h.place.name == name);
    let history = found.next().unwrap_or_else(|| {
        panic!("no claim on {name}; there are {:?}", replay.histories().iter().map(|h| &h.place.name).collect::<Vec<_>>())
    });
    assert!(found.next().is_none(), "{name} is two places");
    history.at(day)
}

/// `gov`, `opp`, `contested`, … as the map would show it.
fn shown(replay: &Replay, name: &str, day: &str) -> String {
    let short = |side: &str| if side == GOVERNMENT { "government".to_owned() } else { side.replace(OPPOSITION, "opposition") };
    match state(replay, name, day).map(|s| &s.state) {
        None => "nothing".into(),
        Some(ControlState::Unknown) => "unknown".into(),
        Some(ControlState::Control(holder)) => short(&holder.side.0),
        Some(ControlState::Contested(_)) => "contested".into(),
        Some(ControlState::Joint(_)) => "joint".into(),
        Some(ControlState::Besieged { .. }) => "besieged".into(),
        Some(ControlState::Infiltration { by, .. }) => format!("entered by {}", short(&by.side.0)),
    }
}

#[test]
fn every_article_is_dated_and_says_how() {
    let (first, last): (Date, Date) = ("2024-11-28".parse().unwrap(), "2024-12-03".parse().unwrap());
    for reading in readings() {
        let published = reading.published.unwrap_or_else(|| panic!("{} is undated", reading.article.name));
        let (a, b) = (published.span.earliest.unwrap(), published.span.latest.unwrap());
        assert!(first <= a && b <= last, "{} is dated {a}..{b} by {:?}", reading.article.name, published.basis);
    }
}

#[test]
fn the_city_passes_from_government_through_contest_to_opposition() {
    let replay = replay(None);
    assert_eq!(shown(&replay, "Aleppo", "2024-11-27"), "government");
    assert_eq!(shown(&replay, "Aleppo", "2024-12-03"), "opposition");
    let between: Vec<String> = ["2024-11-28", "2024-11-29", "2024-11-30"].iter().map(|day| shown(&replay, "Aleppo", day)).collect();
    assert!(between.iter().any(|s| s == "contested" || s.starts_with("entered")), "{between:?}");
}

#[test]
fn the_places_of_the_offensive_are_on_the_map_where_they_are() {
    let replay = replay(None);
    let at = |name: &str| {
        replay.histories().iter().find(|h| h.place.name.contains(name) && h.place.where_prec <= 2).map(|h| (h.place.at.lat, h.place.at.lon))
    };
    for (name, lat, lon, tolerance_deg) in [
        ("Rashidin", 36.17, 37.08, 0.06),
        ("Anjara", 36.24, 36.93, 0.08),
        ("New Aleppo", 36.20, 37.10, 0.06),
        ("Hamdaniya", 36.18, 37.11, 0.06),
        ("Aleppo International Airport", 36.18, 37.22, 0.04),
        ("Research", 36.17, 37.06, 0.20),
        ("Hama", 35.13, 36.75, 0.08),
        ("Idlib", 35.93, 36.63, 0.08),
    ] {
        let (found_lat, found_lon) = at(name).unwrap_or_else(|| {
            panic!("no claim on {name}; there are {:?}", replay.histories().iter().map(|h| &h.place.name).collect::<Vec<_>>())
        });
        let near = (found_lat - lat).abs() < tolerance_deg && (found_lon - lon).abs() < tolerance_deg;
        assert!(near, "{name} is at {found_lat}, {found_lon}");
    }
}

#[test]
fn hama_is_threatened_and_never_taken() {
    let replay = replay(None);
    let history = replay.histories().iter().find(|h| h.place.name == "Hama").expect("a claim on Hama");
    for (day, state) in &history.states {
        assert!(!matches!(&state.state, ControlState::Control(h) if h.side.0 == OPPOSITION), "taken on {day}");
    }
    assert!(history.states.iter().any(|(_, state)| state.pressed_by.iter().any(|h| h.side.0 == OPPOSITION)));
}

#[test]
fn the_years_before_are_told_with_their_own_dates() {
    assert!(claims().any(|(_, c)| c.place.name == "Aleppo" && c.when.span.latest.is_some_and(|day| day.year() == 2016)));
}

#[test]
fn every_state_opens_the_words_that_say_so() {
    let replay = replay(None);
    for history in replay.histories() {
        for (day, state) in &history.states {
            let unspoken = state.supporting.is_empty() && state.pressed_by.is_empty() && state.state != ControlState::Unknown;
            assert!(!unspoken, "{} on {day}", history.place.name);
            for id in state.supporting.iter().chain(&state.opposing) {
                let (reading, claim) = claims().find(|(_, claim)| claim.id == *id).expect("a claim with that id");
                assert!(!claim.quote.of(&reading.article.text).trim().is_empty(), "{claim:?}");
                assert!(claim.sentence.contains(claim.quote), "{claim:?}");
            }
        }
    }
}

#[test]
fn what_was_not_yet_published_is_not_yet_known() {
    let early = replay(Some("2024-11-28"));
    assert!(early.histories().iter().all(|h| {
        h.place.name != "Aleppo"
            || h.at("2024-12-03".parse().unwrap())
                .is_none_or(|state| !matches!(&state.state, ControlState::Control(h) if h.side.0 == OPPOSITION))
    }));
}

#[test]
fn copies_of_one_story_are_one_event_with_many_reports() {
    let wire = "The Sudanese army withdrew from Sinja on Saturday after two days of shelling, residents of the town said by telephone. \
        Columns of lorries left the garrison before dawn and crossed the river to the east, where they were met by tribal elders. \
        Fighters of the Rapid Support Forces entered Sinja by noon and put up checkpoints at the market, the bridge and the hospital.";
    let told = "RSF fighters have captured Sinja, the governor of the state acknowledged on Sunday. He spoke to reporters in the capital.";
    let files = [("one.txt", "Daily A", wire), ("two.txt", "Daily B", wire), ("three.txt", "Daily C", told)];
    let knowledge = Knowledge::embedded();
    let read = files.iter().flat_map(|(name, outlet, body)| {
        let text = format!("Army leaves Sinja\n2024-06-30 — {outlet}\n\n{body}\n");
        corpus::read(name, text.as_bytes(), None).0
    });
    let readings = pipeline::settle(read.map(|article| pipeline::read_article(article, &knowledge)).collect(), &knowledge);
    let [first, second, third] = readings.as_slice() else { panic!("three articles") };
    assert_eq!(first.story, second.story, "a wire copy is the same story");
    assert_ne!(first.story, third.story, "another report of the event is not");
    // Every copy keeps its claims, and the timeline holds them all for display.
    let lost = |reading: &ArticleReading| reading.claims.iter().filter(|c| c.change == Change::Lost).count();
    assert!(lost(first) > 0 && lost(first) == lost(second), "{} and {}", lost(first), lost(second));
    let timeline = Timeline::build(readings.iter().flat_map(|r| r.claims.iter().map(move |claim| (claim, r.published))));
    let replay = timeline.replay(None);
    let place = &first.claims.first().expect("a claim").place.name;
    assert_eq!(replay.histories().iter().filter(|h| h.place.name == *place).count(), 1, "one place, whoever tells of it");
    // Two copies are one voice: alone they confirm nothing.
    let alone: Vec<_> = readings.iter().take(2).map(|r| r.article.clone()).collect();
    let copies = pipeline::settle(alone.into_iter().map(|article| pipeline::read_article(article, &knowledge)).collect(), &knowledge);
    assert!(copies.iter().flat_map(|r| &r.claims).all(|claim| claim.credibility == 6), "a copy corroborated its original");
    assert!(third.claims.iter().any(|claim| claim.credibility < 6), "an independent report did not count");
}

#[test]
fn every_sentence_is_accounted_for_and_every_claim_is_explained() {
    let knowledge = Knowledge::embedded();
    for reading in readings() {
        let sentences = pipeline::explain(reading, &knowledge);
        assert_eq!(sentences.len(), reading.analysis.sentences.len(), "{}", reading.article.name);
        let findings = || sentences.iter().flat_map(|sentence| &sentence.findings);
        let kept = findings().filter(|finding| matches!(finding, Finding::Claim { again: false, .. })).count();
        assert_eq!(kept, reading.claims.len(), "{}", reading.article.name);
        assert!(findings().any(|finding| matches!(finding, Finding::Unread(Unread::NoTrigger))));
    }
}

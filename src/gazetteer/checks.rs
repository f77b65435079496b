//! The embedded gazetteer, checked by places that are known.

use super::*;
use crate::geodesy::LatLon;

fn gazetteer() -> &'static Gazetteer {
    static LOADED: std::sync::OnceLock<Gazetteer> = std::sync::OnceLock::new();
    LOADED.get_or_init(Gazetteer::embedded)
}

/// Some candidate of the name lies within `km` of the point; returns its rank.
fn rank_near(name: &str, lat: f64, lon: f64, km: f64) -> Option<usize> {
    let rows = gazetteer().rows(name);
    rows.iter().position(|row| row.at.distance_km(LatLon::new(lat, lon)) <= km)
}

#[test]
fn places_of_war_reporting_are_found_where_they_are() {
    for (name, lat, lon, km) in [
        ("Aleppo", 36.2, 37.16, 5.0),
        ("Idlib", 35.93, 36.63, 5.0),
        ("Rashidin", 36.17, 37.06, 5.0),
        ("al-Rashideen", 36.17, 37.06, 5.0),
        ("Anjara", 36.22, 36.95, 10.0),
        ("New Aleppo", 36.2, 37.1, 5.0),
        ("Hamdaniya", 36.18, 37.1, 6.0),
        ("Hama", 35.13, 36.75, 5.0),
        ("Aleppo International Airport", 36.18, 37.22, 4.0),
        ("Aleppo airport", 36.18, 37.22, 4.0),
        ("Kuweires", 36.19, 37.58, 8.0),
        ("Kuweires Air Base", 36.19, 37.58, 8.0),
        ("Kuweiris airbase", 36.19, 37.58, 8.0),
        ("Military Scientific Research Center", 36.2, 37.05, 10.0),
        ("Kyiv", 50.45, 30.52, 5.0),
        ("Kiev", 50.45, 30.52, 5.0),
        ("Bakhmut", 48.59, 38.0, 5.0),
        ("Artemivsk", 48.59, 38.0, 5.0),
        ("El Fasher", 13.63, 25.35, 5.0),
        ("al-Fashir", 13.63, 25.35, 5.0),
        ("Goma", -1.67, 29.23, 5.0),
        ("Deir ez-Zor", 35.33, 40.14, 5.0),
        ("Deir Ezzor", 35.33, 40.14, 5.0),
        ("Golan", 33.0, 35.75, 20.0),
        ("Golan Heights", 33.0, 35.75, 20.0),
        ("Donbas", 48.3, 38.2, 30.0),
        ("Donbass", 48.3, 38.2, 30.0),
        ("Darfur", 13.5, 24.5, 50.0),
        ("Eastern Ghouta", 33.52, 36.45, 10.0),
        ("Nagorno-Karabakh", 39.8, 46.75, 30.0),
        ("DR Congo", -2.5, 23.5, 50.0),
        ("U.S.", 39.76, -98.5, 50.0),
        ("Idlib Governorate", 35.8, 36.7, 60.0),
        ("Idlib province", 35.8, 36.7, 60.0),
        ("North Kivu", -0.7, 28.8, 100.0),
        ("Texas", 31.25, -99.25, 161.0),
        ("California", 37.25, -119.75, 161.0),
    ] {
        let rank = rank_near(name, lat, lon, km);
        assert!(
            rank.is_some_and(|rank| rank < 3),
            "{name}: {rank:?} {:#?}",
            gazetteer().rows(name).into_iter().take(4).collect::<Vec<_>>()
        );
    }
}

#[test]
fn saint_is_st() {
    assert!(rank_near("Saint Louis", 38.63, -90.2, 10.0).is_some());
    assert!(rank_near("St Petersburg", 59.94, 30.31, 10.0).is_some());
}

#[test]
fn one_name_may_be_many_places() {
    let gazetteer = gazetteer();
    let countries: Vec<&str> = gazetteer.candidates("Tripoli").iter().map(|(place, _)| gazetteer.country_code(*place)).collect();
    assert!(countries.contains(&"LY") && countries.contains(&"LB") && countries.contains(&"US"), "{countries:?}");
}

#[test]
fn a_misspelling_is_corrected_and_says_so() {
    let gazetteer = gazetteer();
    for (written, meant) in [("Kramatorks", "Kramatorsk"), ("Lattikia", "Latakia"), ("Zaporizhzia", "Zaporizhzhya")] {
        let found = gazetteer.candidates(written);
        assert!(found.iter().all(|(_, m)| m.kind == MatchKind::Corrected), "{written}: {found:?}");
        let names: Vec<&str> = found.iter().map(|(place, _)| gazetteer.name(*place)).collect();
        assert!(names.contains(&meant), "{written}: {names:?}");
    }
    assert!(gazetteer.candidates("Hamx").is_empty());
}

#[test]
fn an_article_alone_is_no_place_and_articles_are_loose_only_where_names_are_arabic() {
    let gazetteer = gazetteer();
    let gore: Vec<&str> = gazetteer.candidates("Al Gore").iter().map(|(place, _)| gazetteer.country_code(*place)).collect();
    assert!(!gore.contains(&"NZ") && !gore.contains(&"US"), "{gore:?}");
    assert!(gazetteer.candidates("Al").iter().all(|(_, m)| m.kind == MatchKind::Exact));
}

#[test]
fn names_in_a_text_are_found_longest_first() {
    let gazetteer = gazetteer();
    let tokens: Vec<&str> =
        "rebels took Aleppo International Airport , Deir ez-Zor and Ma'arrat al-Nu'man , as Aleppo fell".split(' ').collect();
    let mut scratch = Scratch::default();
    let mut ends = |start: usize| gazetteer.names_at(&tokens, start, &mut scratch).into_iter().map(|n| n.end - start).collect::<Vec<_>>();
    assert_eq!(ends(2), [3, 1]);
    assert_eq!(ends(6).first(), Some(&2));
    assert_eq!(ends(9).first(), Some(&2));
    assert!(!ends(12).contains(&2), "\"as Aleppo\" is no name");
    assert_eq!(ends(13), [1]);
}

#[test]
fn a_place_tells_what_it_lies_in() {
    let gazetteer = gazetteer();
    let aleppo = gazetteer.by_id("gn:170063").unwrap();
    let parents: Vec<String> = gazetteer.parents(aleppo).map(|p| gazetteer.id(p)).collect();
    assert_eq!(parents.last().map(String::as_str), Some("iso:SY"));
    assert!(parents.contains(&"gn:170062".to_owned()), "{parents:?}");
    assert_eq!(gazetteer.place(aleppo).admin1, "SY.09");
    let airport = gazetteer.by_id("oa:OSAP").unwrap();
    assert_eq!(gazetteer.parent(airport), Some(aleppo));
    let (quarter, _) = gazetteer.candidates("Rashidin")[0];
    assert_eq!(gazetteer.parent(quarter), Some(aleppo));
}

#[test]
fn countries_know_capital_people_and_neighbours() {
    let gazetteer = gazetteer();
    for (code, capital) in
        [("SY", "Damascus"), ("UA", "Kyiv"), ("SD", "Khartoum"), ("US", "Washington"), ("MM", "Nay Pyi Taw"), ("IL", "Jerusalem")]
    {
        assert_eq!(gazetteer.capital(code).map(|place| gazetteer.name(place)), Some(capital));
    }
    assert_eq!(gazetteer.demonym("Syrians"), Some("SY"));
    assert_eq!(gazetteer.demonym("Ukrainian"), Some("UA"));
    assert_eq!(gazetteer.demonym("Aleppo"), None);
    assert!(gazetteer.neighbours("SY").any(|code| code == "TR"));
}

#[test]
fn near_finds_what_a_scan_finds() {
    let gazetteer = gazetteer();
    for (lat, lon, km) in [(36.2, 37.16, 15.0), (-17.8, 179.9, 60.0), (0.0, 0.0, 300.0), (69.6, 18.9, 30.0), (-89.0, 0.0, 500.0)] {
        let point = LatLon::new(lat, lon);
        let near: Vec<PlaceRef> = gazetteer.near(point, km).into_iter().map(|(place, _)| place).collect();
        let scan = (0..gazetteer.len() as u32).map(PlaceRef).filter(|&place| gazetteer.at(place).distance_km(point) <= km).count();
        assert_eq!(near.len(), scan, "{lat} {lon}");
    }
}

#[test]
fn completion_ranks_by_people() {
    let gazetteer = gazetteer();
    let names = |prefix: &str| gazetteer.complete(prefix, 5).into_iter().map(|place| gazetteer.name(place).to_owned()).collect::<Vec<_>>();
    assert!(names("alep").contains(&"Aleppo".to_owned()), "{:?}", names("alep"));
    assert_eq!(names("ky").len(), 5);
    assert!(names("dam").iter().any(|name| name == "Damascus"), "{:?}", names("dam"));
    assert!(names("").is_empty());
}

#[test]
fn every_place_is_on_the_globe_and_found_by_its_id_and_name() {
    let gazetteer = gazetteer();
    for number in (0..gazetteer.len() as u32).step_by(7) {
        let place = PlaceRef(number);
        let at = gazetteer.at(place);
        assert!(LatLon::checked(at.lat, at.lon).is_some());
        assert_eq!(gazetteer.by_id(&gazetteer.id(place)), Some(place), "{}", gazetteer.id(place));
        let name = gazetteer.name(place);
        assert!(gazetteer.candidates(name).iter().any(|(found, m)| *found == place && m.preferred()), "{name}");
    }
}

#[test]
fn no_input_panics() {
    let gazetteer = gazetteer();
    let mut scratch = Scratch::default();
    for name in ["", " ", "-", "\0", "al-", "'", "é", "\u{202E}", "ﷺ", &"x".repeat(100_000), &"al ".repeat(1000)] {
        let _ = gazetteer.candidates(name);
        let _ = gazetteer.complete(name, 3);
        let _ = gazetteer.names_at(&[name, "-", name], 0, &mut scratch);
        let _ = gazetteer.names_at(&[name], 5, &mut scratch);
        let _ = (gazetteer.by_id(name), gazetteer.country(name), gazetteer.demonym(name));
    }
    let _ = gazetteer.place(PlaceRef(u32::MAX));
    assert!(gazetteer.near(LatLon::new(90.0, 180.0), f64::NAN).is_empty());
}

//! The room as a whole, on the shipped gazetteer and model.

use super::{ArticleContext, GeoModel, Memory, Toponym, ToponymKind, geoparse};
use crate::gazetteer::Gazetteer;
use crate::text::analyse;
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn read(text: &str) -> Vec<Toponym> {
    geoparse(text, &analyse(text, &[]), &ArticleContext::default(), &GAZETTEER, GeoModel::embedded(), &Memory::default()).0
}

/// Kind and name of what these words stand for.
fn meaning(text: &str, words: &str) -> Option<(ToponymKind, String)> {
    read(text).into_iter().find(|t| t.span.of(text) == words).and_then(|t| Some((t.kind, t.resolution?.name)))
}

#[test]
fn the_city_is_the_one_that_was_spoken_of() {
    let text = "Rebels captured Aleppo on Friday. By Saturday they held most of the city.";
    assert_eq!(meaning(text, "the city"), Some((ToponymKind::Description, "Aleppo".to_owned())));
}

#[test]
fn a_site_of_the_city_is_found_beside_it() {
    let text = "Rebels captured Aleppo on Friday. They also took control of the city’s airport.";
    let (kind, name) = meaning(text, "the city’s airport").unwrap();
    assert_eq!(kind, ToponymKind::Description);
    assert!(name.contains("Aleppo") && name.contains("Airport"), "{name}");
}

#[test]
fn a_province_is_not_its_chief_town() {
    let text = "Fighters from Idlib province entered Aleppo city in northern Syria on Friday, and fighting spread in Idlib province.";
    let toponyms = read(text);
    let idlib = toponyms.iter().find(|t| t.span.of(text) == "Idlib").unwrap();
    assert_eq!(idlib.resolution.as_ref().unwrap().where_prec, 4);
    let aleppo = toponyms.iter().find(|t| t.span.of(text) == "Aleppo").unwrap();
    assert_eq!(aleppo.resolution.as_ref().unwrap().where_prec, 1);
}

#[test]
fn a_demonym_is_evidence_and_never_a_place() {
    let text = "Syrian troops left the town of Saraqib.";
    assert!(read(text).iter().any(|t| t.kind == ToponymKind::Demonym && t.span.of(text) == "Syrian"));
}

#[test]
fn a_side_of_a_town_is_kept() {
    let text = "Clashes were reported in western Aleppo, Syria, on Monday.";
    let toponyms = read(text);
    let aleppo = toponyms.iter().find(|t| t.span.of(text) == "Aleppo").unwrap();
    assert_eq!(aleppo.resolution.as_ref().unwrap().side.as_deref(), Some("W"));
}

#[test]
fn an_unknown_site_is_placed_at_its_town_and_says_so() {
    let text = "Rebels in Syria seized the Central Records Research Center on the outskirts of Aleppo on Friday.";
    let toponyms = read(text);
    let site = toponyms.iter().find(|t| t.resolution.as_ref().is_some_and(|r| r.id.starts_with("at:"))).unwrap();
    let resolution = site.resolution.as_ref().unwrap();
    assert!(resolution.where_prec >= 2 && resolution.radius_m >= 10_000);
}

#[test]
fn hostile_text_neither_panics_nor_slows() {
    for piece in [
        "Aleppo ",
        "ALEPPO",
        "al-",
        "the city's ",
        "Aleppo, ",
        "حلب ",
        "İ",
        "the ",
        "Paris, Texas ",
        "'s ",
        "\u{0}",
        "A. B. ",
        "Syria's largest city ",
        "The Research Center ",
        "the provincial capital of Idlib province. ",
    ] {
        let text = piece.repeat(20_000);
        for toponym in read(&text) {
            assert!(!toponym.span.of(&text).is_empty());
        }
    }
}

#[test]
fn a_plain_noun_beside_a_name_makes_the_site_that_the_gazetteer_has() {
    for (text, words, id) in [
        ("Taliban fighters took the Bagram air base near Kabul.", "Bagram air base", "oa:OAIX"),
        ("Fano fighters seized Lalibela and the airport in Gondar in Ethiopia.", "the airport in Gondar", "oa:HAGN"),
        ("Marines held Krynky on the left bank of the Dnipro river in Ukraine.", "Dnipro river", "region:dnipro"),
    ] {
        let toponyms = read(text);
        let site = toponyms.iter().find(|t| t.span.of(text) == words).and_then(|t| t.resolution.as_ref());
        assert_eq!(site.map(|r| r.id.as_str()), Some(id), "{text}");
    }
}

#[test]
fn a_force_is_no_town_of_its_name_in_another_country() {
    let text = "Fano fighters seized Lalibela in Ethiopia.";
    assert!(read(text).iter().all(|t| t.span.of(text) != "Fano"));
}

#[test]
fn a_bare_name_is_the_town_and_not_the_province_around_it() {
    let text = "The Malian army and Wagner seized Kidal, a stronghold of the Tuareg rebels near Timbuktu.";
    let toponyms = read(text);
    let kidal = toponyms.iter().find(|t| t.span.of(text) == "Kidal").and_then(|t| t.resolution.as_ref()).unwrap();
    assert_eq!(kidal.where_prec, 1, "{}", kidal.name);
    let text = "Rebels captured towns across Kidal region in northern Mali.";
    let (_, name) = meaning(text, "Kidal").unwrap();
    assert_eq!(name, "Kidal Region", "a division is shown with its kind");
}

#[test]
fn a_name_is_whole_and_a_list_may_lack_its_commas() {
    let text = "Rebels seized Cabo Delgado's Mocimboa da Praia and fighters stormed a camp in North Darfur state in Sudan.";
    assert_eq!(meaning(text, "North Darfur").map(|m| m.1), Some("Northern Darfur".to_owned()));
    assert!(meaning(text, "Mocimboa da Praia").is_some());
    let text = "M23 captured three villages west of Goma in eastern DR Congo - Sake Minova and Rutshuru - on Sunday.";
    for village in ["Sake", "Minova", "Rutshuru"] {
        assert!(meaning(text, village).is_some(), "{village}");
    }
}

#[test]
fn a_seat_of_government_that_is_accused_is_a_government() {
    let text = "Moscow accused Ankara of backing the rebels, who are fighting near Idlib in Syria.";
    assert_eq!(meaning(text, "Ankara").map(|m| m.0), Some(ToponymKind::Government));
    assert_eq!(meaning(text, "Moscow").map(|m| m.0), Some(ToponymKind::Government));
}

const WARS: [&str; 4] = [
    "Rebels captured Aleppo on Friday. They also took the city’s airport, 10 km east of the centre, and Al Salem hospital.",
    "ALEPPO — Paris, Texas, and Paris in France: Ill. Gov. Smith of Springfield, Ill., met Syrian officers near Idlib.",
    "The Syria-based group left Idlib province for Mocimboa da Praia; Severodonesk and Bakhmut were shelled. The town was quiet.",
    "Fighters from Sudan’s RSF entered El Fasher, North Darfur, and Kutum. The two towns had been besieged.",
];

#[test]
fn what_was_read_before_changes_nothing_that_is_found() {
    let read_with = |text: &str, memory: &Memory| {
        geoparse(text, &analyse(text, &[]), &ArticleContext::default(), &GAZETTEER, GeoModel::embedded(), memory).0
    };
    let memory = Memory::default();
    for text in WARS.iter().chain(WARS.iter().rev()) {
        assert_eq!(read_with(text, &memory), read(text), "{text}");
    }
}

#[test]
fn a_memory_of_one_gazetteer_is_none_of_another() {
    let text = "Rebels captured the town of Zxqwgrad in Syria on Friday.";
    let row = "99000001\tZxqwgrad\tZxqwgrad\t\t36.10000\t37.10000\tP\tPPL\tSY\t\t09\t\t\t\t12000\t\t\t\t2020-01-01\n";
    let (larger, _) = GAZETTEER.clone().with_file("SY.txt", row.as_bytes());
    let memory = Memory::default();
    let named = |gazetteer: &Gazetteer| {
        let found = geoparse(text, &analyse(text, &[]), &ArticleContext::default(), gazetteer, GeoModel::embedded(), &memory).0;
        found.into_iter().any(|t| t.resolution.is_some_and(|r| r.name == "Zxqwgrad" && !r.id.starts_with("at:")))
    };
    assert!(!named(&GAZETTEER));
    assert!(named(&larger), "the memory forgot that the gazetteer has grown");
    assert!(!named(&GAZETTEER), "the memory remembers a place that this gazetteer lacks");
}

#[test]
fn what_is_told_of_a_name_makes_it_a_place() {
    let war = "Soldiers, rebels and militants fought in Syria; troops held Saraqib and fighters took Idlib. ";
    for (words, sentence) in [
        ("Binnish", "Binnish, seized by the militants in May, was calm."),
        ("Binnish", "Binnish, the rebels' last base in the valley, had been taken."),
        ("Taftanaz", "They took Saraqib, then Sarmin and finally Taftanaz, whose fall cut the road."),
        ("Sarmin", "Sarmin. No change since Friday."),
        ("Binnish", "The Binnish pocket shrank."),
    ] {
        let text = format!("{war}{sentence}");
        assert!(read(&text).iter().any(|t| t.span.of(&text) == words && t.resolution.is_some()), "{sentence}");
    }
    for (words, sentence) in
        [("Hassan", "Hassan, seized by the police in May, was calm."), ("Mahmoud", "Mahmoud, a colonel, had been taken.")]
    {
        let text = format!("{war}{sentence}");
        assert!(!read(&text).iter().any(|t| t.span.of(&text) == words && t.kind == ToponymKind::Name), "{sentence}");
    }
}

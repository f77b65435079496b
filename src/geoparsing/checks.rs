//! The room as a whole, on the shipped gazetteer and model.

use super::{ArticleContext, GeoModel, Toponym, ToponymKind, geoparse};
use crate::gazetteer::Gazetteer;
use crate::text::analyse;
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn read(text: &str) -> Vec<Toponym> {
    geoparse(text, &analyse(text, &[]), &ArticleContext::default(), &GAZETTEER, GeoModel::embedded()).0
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

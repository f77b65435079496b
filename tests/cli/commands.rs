//! What each command prints.

use super::program::{REPORT, fed, path, put, salient};
use serde_json::Value;
use std::io::Write as _;

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/aleppo-2024");

#[test]
fn every_command_helps_with_examples() {
    for verb in [
        &["--help"][..],
        &["extract", "--help"],
        &["annotate", "--help"],
        &["gazetteer", "--help"],
        &["snapshot", "--help"],
        &["explain", "--help"],
    ] {
        let ran = salient(verb);
        ran.ends(0);
        assert!(ran.out.contains("Examples:") && ran.err.is_empty(), "{verb:?}");
    }
    assert!(salient(&["--version"]).out.starts_with("salient "));
}

#[test]
fn the_text_shown_is_the_article_without_the_page_around_it() {
    let ran = salient(&["extract", "--show-text", &format!("{SEEDS}/02-more-than-half-of-aleppo.html")]);
    ran.ends(0);
    assert!(ran.out.starts_with("Monitor: opposition holds more than half of Aleppo"));
    for furniture in ["cookies", "never part of the text", "Most read", "Privacy", "document.title", "Accept all"] {
        assert!(!ran.out.contains(furniture), "{furniture} in\n{}", ran.out);
    }
    assert!(ran.out.contains("Shuttered shops") && ran.out.contains("had been counted as his ever since."));
}

#[test]
fn extract_prints_the_same_lines_every_time() {
    let once = salient(&["extract", SEEDS]);
    once.ends(0);
    assert_eq!(once.out, salient(&["extract", SEEDS, "--format", "jsonl"]).out);
}

#[test]
fn annotate_counts_code_points_and_keeps_the_order_of_its_lines() {
    let lines: String = (0..200).map(|n| format!("{{\"id\":{n},\"text\":\"“حلب” — the army left on 29 November 2024.\"}}\n")).collect();
    let ran = fed(&["annotate"], lines.as_bytes());
    ran.ends(0);
    let objects: Vec<Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(objects.iter().map(|o| o["id"].as_u64().unwrap()).collect::<Vec<_>>(), (0..200).collect::<Vec<_>>());
    for key in ["toponyms", "timexes", "claims"] {
        assert!(objects[0][key].is_array(), "{key}");
    }
}

#[test]
fn several_folders_are_told_apart_by_name() {
    let dir = tempfile::tempdir().unwrap();
    put(&dir.path().join("one/a.txt"), REPORT.as_bytes());
    put(&dir.path().join("two/a.txt"), REPORT.as_bytes());
    let ran = salient(&["extract", "--show-text", path(&dir.path().join("one")), path(&dir.path().join("two"))]);
    assert!(ran.out.contains("==> one/a.txt <==") && ran.out.contains("==> two/a.txt <=="));
}

#[test]
fn a_gazetteer_of_ones_own_is_laid_over_ours() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("places.csv");
    put(&file, b"name,lat,lon,country\nQaratabad,35.5,36.9,SY\nBroken,north,36.9,SY\n");
    salient(&["gazetteer", "Qaratabad"]).ends(1).says("no place is named");
    let ran = salient(&["gazetteer", "Qaratabad", "--json", "--gazetteer", path(&file)]);
    ran.ends(0).says("places.csv");
    let row: Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!((row["lat"].as_f64(), row["lon"].as_f64()), (Some(35.5), Some(36.9)));
    salient(&["gazetteer", "Qaratabad", "--gazetteer", "/nonexistent.csv"]).ends(1).says("does not exist");
}

#[test]
fn a_folder_of_gazetteers_in_all_formats_is_laid_over_ours() {
    let dir = tempfile::tempdir().unwrap();
    let dump = |id: u32, name: &str| format!("{id}\t{name}\t{name}\t\t35.5\t36.9\tP\tPPL\tSY\t\t09\t\t\t\t120\t\t\t\t2020-01-01\n");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(dump(90_000_002, "Qaratabad Two").as_bytes()).unwrap();
    let files: [(&str, Vec<u8>, &str); 6] = [
        ("SY.txt", dump(90_000_001, "Qaratabad One").into_bytes(), "Qaratabad One"),
        ("more/IQ.txt.gz", packed.finish().unwrap(), "Qaratabad Two"),
        ("mine.csv", b"name,lat,lon\nQaratabad Three,35.5,36.9\n".to_vec(), "Qaratabad Three"),
        ("mine.tsv", b"name\tlat\tlon\nQaratabad Four\t35.5\t36.9\n".to_vec(), "Qaratabad Four"),
        (
            "spots.geojson",
            br#"{"type":"Feature","geometry":{"type":"Point","coordinates":[36.9,35.5]},"properties":{"name":"Qaratabad Five"}}"#.to_vec(),
            "Qaratabad Five",
        ),
        (
            "spots.kml",
            b"<kml><Placemark><name>Qaratabad Six</name><Point><coordinates>36.9,35.5</coordinates></Point></Placemark></kml>".to_vec(),
            "Qaratabad Six",
        ),
    ];
    for (file, bytes, _) in &files {
        put(&dir.path().join(file), bytes);
    }
    for (file, _, name) in &files {
        let ran = salient(&["gazetteer", name, "--json", "--gazetteer", path(dir.path())]);
        ran.ends(0);
        let row: Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
        assert_eq!((row["name"].as_str(), row["lat"].as_f64()), (Some(*name), Some(35.5)), "{file}: {}", ran.err);
    }
}

#[test]
fn a_snapshot_is_a_picture_of_the_asked_size_or_a_clear_refusal() {
    let dir = tempfile::tempdir().unwrap();
    let (png, svg) = (dir.path().join("map.png"), dir.path().join("map.svg"));
    salient(&["snapshot", SEEDS, "--at", "2024-11-30", "--size", "800x600", "--scale", "2", "--out", path(&png)]).ends(0);
    let bytes = std::fs::read(&png).unwrap();
    let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((&bytes[1..4], side(16), side(20)), (&b"PNG"[..], 1600, 1200));
    salient(&["snapshot", SEEDS, "--at", "2024-12-01", "--known-as-of", "2024-11-30", "--theme", "dark", "--out", path(&svg)]).ends(0);
    let text = std::fs::read_to_string(&svg).unwrap();
    assert!(text.starts_with("<svg") && text.contains("Salient sample desk") && !text.contains("Aleppo lost"), "sources of the day only");
    // Without a day: the last one that is told of, not the one on which the last report fades.
    salient(&["snapshot", SEEDS, "--out", path(&svg)]).ends(0);
    assert!(std::fs::read_to_string(&svg).unwrap().contains("2 December 2024"));
    salient(&["snapshot", SEEDS, "--out", path(&dir.path().join("map.pdf"))]).ends(2).says(".png or .svg");
    salient(&["snapshot", SEEDS, "--out", "/nonexistent/map.png"]).ends(1).says("does not exist");
    salient(&["snapshot", SEEDS, "--bbox", "1,2,3", "--out", path(&png)]).ends(2).says("W,S,E,N");
}

#[test]
fn explain_names_the_date_and_its_basis_and_goes_sentence_by_sentence() {
    let ran = salient(&["explain", &format!("{SEEDS}/05-aleppo-lost-eyes-on-hama.txt")]);
    ran.ends(0);
    assert!(ran.out.contains("(from: calendar)") && ran.out.contains("December 1") && ran.out.contains("place "));
    assert!(ran.out.contains("claim    “") && ran.out.contains("in the words of: ") && ran.out.contains("not read "));
    assert!(!ran.out.contains("Whole") && !ran.out.contains("Some("), "words for readers, not for programmers");
}

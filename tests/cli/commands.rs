//! What each command prints.

use super::program::{REPORT, fed, path, put, salient};
use serde_json::Value;

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/aleppo-2024");

#[test]
fn every_command_helps_with_examples() {
    for verb in [&["--help"][..], &["extract", "--help"], &["annotate", "--help"]] {
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

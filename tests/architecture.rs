//! The invariants of ARCHITECTURE.md, checked against the source: who may import whom, and who may touch the world.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at what it did not expect"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Bottom to top: a room may use the rooms before it, never one after it.
const STAIRCASE: &[&str] = &[
    "diagnostic",
    "provenance",
    "wording",
    "calendar",
    "geodesy",
    "corpus",
    "text",
    "timex",
    "gazetteer",
    "actors",
    "geoparsing",
    "claims",
    "timeline",
    "knowledge",
    "pipeline",
    "map",
    "workspace",
    "jobs",
    "export",
    "cli",
    "ui",
];

/// Longest file that still is one idea.
const MOST_LINES: usize = 500;

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    assert!(found.len() > 20, "the source tree was not found");
    found.into_iter().map(|path| (path.strip_prefix(&root).unwrap().to_path_buf(), fs::read_to_string(&path).unwrap())).collect()
}

/// The lines that ship: without comments and without the test module at a file's end.
fn shipped(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines.windows(2).position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].trim_end().ends_with('{'));
    let shipped = tests.unwrap_or(lines.len());
    lines.into_iter().take(shipped).enumerate().map(|(n, line)| (n + 1, line.split("//").next().unwrap_or_default()))
}

fn room(path: &Path) -> String {
    path.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn is_test_file(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.ends_with("checks.rs") || path.iter().any(|part| part == "tests")
}

#[track_caller]
fn check(rule: &str, broken: impl Fn(&Path, &str) -> bool) {
    let mut breaches = Vec::new();
    for (path, text) in sources() {
        if is_test_file(&path) {
            continue;
        }
        for (n, line) in shipped(&text) {
            if broken(&path, line) {
                breaches.push(format!("src/{}:{n}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(breaches.is_empty(), "{rule}:\n{}", breaches.join("\n"));
}

#[test]
fn data_flows_down_the_staircase_and_nothing_climbs_back() {
    let step = |room: &str| STAIRCASE.iter().position(|r| *r == room);
    check("a room uses one that comes after it", |path, line| {
        let Some(own) = step(&room(path)) else { return false };
        line.match_indices("crate::").any(|(at, found)| {
            let used: String = line[at + found.len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            step(&used).is_some_and(|used| used > own)
        })
    });
}

#[test]
fn the_two_faces_never_know_each_other() {
    check("cli and ui meet only in main", |path, line| match room(path).as_str() {
        "cli" => line.contains("crate::ui"),
        "ui" => line.contains("crate::cli"),
        _ => false,
    });
}

#[test]
fn only_the_window_knows_that_there_is_a_window() {
    check("egui, eframe, rfd outside ui/", |path, line| {
        room(path) != "ui" && ["egui::", "eframe::", "egui_extras", "rfd::"].iter().any(|krate| line.contains(krate))
    });
    check("walkers outside ui/map_view/", |path, line| !path.starts_with("ui/map_view") && line.contains("walkers::"));
}

#[test]
fn only_the_named_rooms_touch_files() {
    let allowed = ["corpus/source_tree", "workspace/store", "export/write", "cli", "ui", "bin"];
    check("files outside the rooms that may touch them", |path, line| {
        !allowed.iter().any(|room| path.starts_with(room) || path.with_extension("") == Path::new(room))
            && ["std::fs", "fs::", "File::open", "tempfile::", "walkdir"].iter().any(|word| line.contains(word))
    });
}

#[test]
fn threads_live_in_jobs_and_the_clock_in_the_faces() {
    check("threads outside jobs/", |path, line| {
        room(path) != "jobs" && (line.contains("thread::spawn") || line.contains("thread::Builder"))
    });
    check("the clock outside main, cli, ui, jobs", |path, line| {
        !["main", "cli", "ui", "jobs", "bin"].contains(&room(path).as_str())
            && ["SystemTime::now", "Instant::now", "Zoned::now", "Timestamp::now"].iter().any(|clock| line.contains(clock))
    });
}

#[test]
fn every_file_says_what_it_is_and_is_one_idea() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "src/{} has no module page", path.display());
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "src/{} has {lines} lines, more than {MOST_LINES}: split it by idea", path.display());
    }
}

#[test]
fn no_place_of_the_samples_is_special_cased_in_code() {
    let names = ["aleppo", "rashidin", "idlib", "anjara", "hamdaniya", "hama\"", "hayat tahrir"];
    // The list of the sample's files, and the examples in the help text.
    let may_name_it = ["corpus/bundled.rs", "cli/arguments.rs"];
    check("a sample's name in code; knowledge lives in assets/", |path, line| {
        let line = line.to_lowercase();
        !may_name_it.iter().any(|file| path == Path::new(file))
            && !line.contains("seeds/")
            && !line.contains("sample")
            && names.iter().any(|name| line.contains(name))
    });
}

/// What stands in quotation marks in a line, without what is filled in.
fn literals(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((_, after)) = rest.split_once('"') {
        let mut end = after.len();
        let mut escaped = false;
        for (at, letter) in after.char_indices() {
            match letter {
                '"' if !escaped => {
                    end = at;
                    break;
                }
                _ => escaped = letter == '\\' && !escaped,
            }
        }
        let (mut words, mut depth) = (String::new(), 0_u32);
        for letter in after[..end].chars() {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ if depth == 0 => words.push(letter),
                _ => {}
            }
        }
        found.push(words);
        rest = after.get(end + 1..).unwrap_or("");
    }
    found
}

/// Two words, a capitalised one, or anything in a call that shows or speaks.
fn is_wording(line: &str, literal: &str) -> bool {
    let letters: Vec<char> = literal.chars().collect();
    let two_words = letters.windows(3).any(|w| w[0].is_alphabetic() && w[1] == ' ' && w[2].is_alphabetic());
    let capitalised = letters.windows(2).next().is_some_and(|w| w[0].is_uppercase() && w[1].is_lowercase());
    let shows = ["label(", "button(", "link(ui, ", "tag(ui, ", "heading(ui, ", "title(ui, ", "on_hover_text(", "accessible_name("];
    let shown = letters.iter().any(|c| c.is_alphabetic()) && shows.iter().any(|call| line.contains(&format!("{call}\"{literal}\"")));
    two_words || capitalised || shown
}

#[test]
fn what_the_window_and_its_pages_say_stands_in_the_tables_of_wording() {
    // Names of things, not words for people.
    let names = [
        "Id::unique",
        "id_salt",
        "jobs::spawn",
        "Workers::new",
        "concat!",
        "debug_struct",
        ".indent(",
        "add_filter(",
        "reason =",
        "alias =",
        "xmlns",
        "font-family",
    ];
    // Their literals are the names of keys.
    let keys = Path::new("ui/keys.rs");
    // What is shown of these rooms, besides messages that name a file and the remedy.
    let shown = ["workspace/table.rs", "workspace/day.rs", "workspace/filters.rs", "workspace/source.rs", "workspace/phrases.rs"];
    let drawn = ["map/words.rs", "map/legend.rs", "map/cluster.rs", "map/scene.rs", "export/panel.rs", "export/compose.rs"];
    let speaks = |path: &Path| shown.iter().chain(&drawn).any(|file| path == Path::new(file));
    check("bare words; they belong into src/wording", |path, line| {
        (room(path) == "ui" || speaks(path))
            && path != keys
            && !names.iter().any(|name| line.contains(name))
            && literals(line).iter().any(|literal| is_wording(line, literal))
    });
    for bare in [r#"ui.label("Nothing is open");"#, r#"link(ui, "stop")"#, r#"format!("{n} claims here")"#, r#"("Wheel", 1)"#] {
        assert!(literals(bare).iter().any(|literal| is_wording(bare, literal)), "{bare} goes unseen");
    }
    assert!(!literals(r#"format!("{a} · {b}")"#).iter().any(|literal| is_wording("", literal)));
}

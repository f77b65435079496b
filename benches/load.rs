//! Ten thousand articles into the window: when the first results show, how long each frame takes meanwhile, when all is read.
//!
//! `cargo bench --features window-tests --bench load [-- ARTICLES]`. The articles are the bundled sample with other places and
//! dates, written to a temporary folder; the real jobs read them and the window's own frames take them in, without a renderer.
//! A frame's cost is the processor time of the window's thread, so that the readers beside it do not count.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints its table and stops at what it did not expect"
)]

#[path = "support/clock.rs"]
mod clock;

use eframe::egui::vec2;
use egui_kittest::Harness;
use salient::ui::{SalientApp, Start};
use salient::workspace::Command;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(600);
const FRAME: Duration = Duration::from_millis(16);

/// Towns that stand in for one another, so that claims spread as in real news.
const TOWNS: [&str; 24] = [
    "Aleppo",
    "Hama",
    "Homs",
    "Idlib",
    "Raqqa",
    "Palmyra",
    "Deir ez-Zor",
    "Daraa",
    "Latakia",
    "Tartus",
    "Manbij",
    "Afrin",
    "Kobani",
    "Qamishli",
    "Hasakah",
    "Saraqib",
    "Ariha",
    "Jisr al-Shughur",
    "Azaz",
    "Jarabulus",
    "Tadmur",
    "Salamiyah",
    "Quneitra",
    "Douma",
];

fn write_articles(folder: &Path, count: usize) {
    let mut samples: Vec<String> = Vec::new();
    let mut names: Vec<_> = std::fs::read_dir("seeds/aleppo-2024").expect("the sample").filter_map(|e| Some(e.ok()?.path())).collect();
    names.sort();
    for path in names.iter().filter(|path| path.is_file()) {
        samples.extend(std::fs::read_to_string(path).ok().filter(|text| text.len() > 400));
    }
    for n in 0..count {
        let day = jiff::civil::date(2024, 1, 1).checked_add(jiff::Span::new().days((n % 360) as i64)).unwrap();
        let town = TOWNS[n / samples.len() % TOWNS.len()];
        let text = samples[n % samples.len()].replace("Aleppo", town);
        let path = folder.join(format!("{:02}", n % 50));
        std::fs::create_dir_all(&path).unwrap();
        let file = std::fs::File::create(path.join(format!("{day}_{n:05}.txt"))).unwrap();
        write!(&file, "Report {n} from {town}\n\n{text}").unwrap();
    }
}

fn resident_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_articles(folder.path(), count);
    let (began, before) = (Instant::now(), clock::of_all_threads());
    let start = Start { paths: vec![folder.path().to_owned()], ..Start::default() };
    let mut window = Harness::builder().with_size(vec2(1360.0, 820.0)).with_max_steps(1).build_eframe(|cc| SalientApp::new(cc, start));
    let (mut first, mut frames) = (None, Vec::new());
    // Milliseconds, at which second, with how many articles shown.
    let mut worst: Vec<(f64, f64, usize)> = Vec::new();
    let mut selected = false;
    while !window.state().is_settled() || frames.len() < 4 {
        assert!(began.elapsed() < PATIENCE, "the window does not come to rest");
        let (wall, cpu) = (Instant::now(), clock::of_this_thread());
        window.step();
        let ms = (clock::of_this_thread() - cpu).as_secs_f64() * 1e3;
        let shown = window.state().workspace.corpus.readings.len();
        frames.push(ms);
        worst.push((ms, began.elapsed().as_secs_f64(), shown));
        if first.is_none() && shown > 0 {
            first = Some(began.elapsed().as_secs_f64());
        }
        if !selected && shown > count / 4 {
            // As somebody who begins to look while the rest is read.
            let place = window.state().workspace.derived.places().next().map(|(place, _)| place.id.clone());
            selected = place.is_some();
            if let Some(place) = place {
                window.state_mut().ask(Command::SelectPlace(place));
            }
        }
        std::thread::sleep(FRAME.saturating_sub(wall.elapsed()));
    }
    let (whole, spent) = (began.elapsed().as_secs_f64(), clock::of_all_threads() - before);
    frames.sort_by(f64::total_cmp);
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    let at = |part: f64| frames[((frames.len() - 1) as f64 * part) as usize];
    let app = window.state();
    println!("{count} articles, {} claims in {} places", app.workspace.corpus.claim_count(), app.workspace.corpus.places().count());
    println!("first results                {:8.2} s  (bound 1 s)", first.unwrap_or(f64::NAN));
    println!("all read and settled         {whole:8.2} s  (bound 60 s on 2 cores)");
    println!("processor time of all threads{:8.2} s  (bound 120 s)", spent.as_secs_f64());
    println!(
        "frames {:6}, processor time median {:6.2} ms, 99 % {:6.2} ms, worst {:6.2} ms (bound 16 ms)",
        frames.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
    for (ms, secs, shown) in worst.iter().take(5) {
        println!("    {ms:7.2} ms at {secs:6.2} s with {shown} articles shown");
    }
    println!("most memory                  {:8} MB", resident_mb());
}

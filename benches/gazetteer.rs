//! What the gazetteer costs: opening it, looking names up, finding them in text, and laying a user's file over it.
//!
//! `cargo bench --no-default-features --bench gazetteer`. It fails when laying a user's file of 200,000 rows over the embedded
//! index takes a second.
#![allow(clippy::print_stdout, clippy::panic, reason = "a bench prints what it measured and stops at a broken bound")]

#[path = "support/clock.rs"]
mod clock;

use clock::seconds;

use salient::gazetteer::{Gazetteer, Scratch};
use salient::geodesy::LatLon;
use std::fmt::Write;
use std::hint::black_box;

/// What an analyst waits for a country's file.
const BOUND_SECONDS: f64 = 1.0;

/// Names as reports write them, hits and misses.
const NAMES: [&str; 12] = [
    "Aleppo",
    "al-Rashideen",
    "Kuweires Air Base",
    "Deir ez-Zor",
    "Bakhmut",
    "Goma",
    "El Fasher",
    "Golan Heights",
    "Kyiv",
    "Nagorno-Karabakh",
    "Idlib province",
    "Zxqw",
];

fn main() {
    report("open the embedded index", 200, || {
        black_box(Gazetteer::embedded());
    });
    let gazetteer = Gazetteer::embedded();
    let names = NAMES.len() as u32;
    report("look up a name", 20_000 * names, || {
        // One call of the closure looks up one name.
        for name in NAMES {
            black_box(gazetteer.candidates(black_box(name)));
        }
    });
    report("correct a misspelling", 2000, || {
        black_box(gazetteer.candidates(black_box("Severodonesk")));
    });
    report("places within 25 km of Aleppo", 2000, || {
        black_box(gazetteer.near(LatLon::new(36.2, 37.16), 25.0));
    });
    report("complete \"ale\"", 100, || {
        black_box(gazetteer.complete("ale", 10));
    });

    let sentence = "Fighters entered western Aleppo from Anjara on Friday , while Deir ez-Zor and the Kuweires air base stayed quiet . ";
    let text = sentence.repeat(2000);
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut scratch = Scratch::default();
    let spent = seconds(|| {
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.starts_with(char::is_uppercase)) {
            black_box((token, gazetteer.names_at(&tokens, at, &mut scratch)));
        }
    });
    println!("{:<34} {:>10.1} MB/s", "find names in text", text.len() as f64 / 1e6 / spent);

    let mut dump = String::new();
    for n in 0..200_000_u32 {
        let (lat, lon) = (30.0 + f64::from(n % 449) / 100.0, 36.0 + f64::from(n / 449) / 100.0);
        let id = 90_000_000 + n;
        let _ = writeln!(
            dump,
            "{id}\tKafr {n}\tKafr {n}\tQaryat al-Adad {n},كفر {n}\t{lat:.5}\t{lon:.5}\tP\tPPL\tSY\t\t09\t\t\t\t120\t\t\t\t2020-01-01"
        );
    }
    let rows = seconds(|| drop(black_box(salient::gazetteer::read_user_file("SY.txt", dump.as_bytes()))));
    let spent = seconds(|| drop(black_box(gazetteer.clone().with_file("SY.txt", dump.as_bytes()))));
    println!(
        "{:<34} {:>10.3} s, {rows:.3} s of it to read the rows (bound {BOUND_SECONDS} s)",
        "lay a file of 200,000 rows over it", spent
    );
    assert!(spent < BOUND_SECONDS, "a file of 200,000 rows takes {spent:.3} s");
}

/// Runs `work` some times; it counts for `times` operations.
fn report(what: &str, times: u32, mut work: impl FnMut()) {
    let runs = if times > 100_000 { times / NAMES.len() as u32 } else { times };
    let spent = seconds(|| (0..runs).for_each(|_| work()));
    println!("{what:<34} {:>10.3} µs", spent * 1e6 / f64::from(times));
}

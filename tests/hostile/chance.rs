//! Seeded chance, and broken copies of good bytes.

use std::fs;
use std::path::{Path, PathBuf};

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and the same on every machine.
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// In `0..end`; 0 for an empty range.
    pub const fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    pub fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// What readers trip over, as it stands in text.
const SNARES: [&str; 44] = [
    "\0",
    "\r",
    "\n\n",
    "\u{FEFF}",
    "\u{200B}",
    "\u{202E}",
    "\u{301}",
    "İ",
    "ß",
    "ﬁ",
    "🏳️‍🌈",
    "‘",
    "’",
    "“",
    "”",
    "\"",
    "'",
    "—",
    "<p>",
    "</p>",
    "<div>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&#0;",
    "&#xD800;",
    "&amp;",
    "{",
    "}",
    "[",
    "]",
    "\\u0000",
    "\\ud800",
    ",",
    ";",
    "\t",
    "---\n",
    "99999999999999999999",
    "-0",
    "NaN",
    "1e999",
    " Aleppo ",
    " captured ",
    " on November 31, 2024 ",
];

/// A copy with a few wounds; `others` lend pieces.
pub fn wounded(good: &[u8], others: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(60)).min(bytes.len());
        match chance.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => drop(bytes.splice(at..at, (0..chance.below(12)).map(|_| chance.next() as u8).collect::<Vec<_>>())),
            4 if at < bytes.len() => bytes[at] = chance.next() as u8,
            5 => {
                let other = &others[chance.below(others.len())];
                let from = chance.below(other.len());
                let to = (from + chance.below(400)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            6 => {
                let snare = chance.of(&SNARES).repeat(1 + chance.below(40));
                bytes.splice(at..at, snare.bytes());
            }
            7 => bytes.rotate_left(at),
            _ => drop(bytes.splice(at..at, chance.of(&SNARES).bytes())),
        }
    }
    bytes
}

/// Nothing but snares and noise.
pub fn noise(chance: &mut Chance) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..chance.below(120) {
        match chance.below(3) {
            0 => bytes.push(chance.next() as u8),
            1 => bytes.extend(chance.of(&SNARES).bytes()),
            _ => bytes.extend(char::from_u32(chance.next() as u32 % 0x0011_0000).map(String::from).unwrap_or_default().bytes()),
        }
    }
    bytes
}

/// The project's own articles and sentences, cut to a size that leaves time for many rounds.
pub fn texts() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["seeds/aleppo-2024", "tests/suite/claims", "tests/suite/timex"] {
        let mut paths: Vec<PathBuf> = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let mut bytes = fs::read(&path).unwrap();
            bytes.truncate(4000);
            found.push(bytes);
        }
    }
    assert!(found.len() > 8, "the fixtures were not found");
    found
}

/// As many rounds as `usual`, or what the user asks for; and where they begin.
pub fn rounds(usual: u64) -> impl Iterator<Item = u64> {
    let asked = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = asked("SALIENT_HOSTILE_SEED").unwrap_or(1);
    first..first + asked("SALIENT_HOSTILE_ROUNDS").unwrap_or(usual)
}

/// Runs `check` and tells which seed broke it.
#[track_caller]
pub fn every_seed(usual: u64, check: impl Fn(u64)) {
    for seed in rounds(usual) {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(seed)));
        assert!(outcome.is_ok(), "SALIENT_HOSTILE_SEED={seed} SALIENT_HOSTILE_ROUNDS=1 breaks it");
    }
}

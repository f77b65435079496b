//! Bytes → rows of a user's gazetteer; the format shows in the bytes.
#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code, reason = "each target opens one door")]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::places("file", bytes));

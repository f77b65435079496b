//! Bytes → a user's gazetteer laid over the embedded one, then asked for what it holds.
#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code, reason = "each target opens one door")]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::layered("file", bytes));

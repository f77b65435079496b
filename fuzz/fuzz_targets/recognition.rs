//! Text → toponyms.
#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code, reason = "each target opens one door")]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::recognition(&String::from_utf8_lossy(bytes)));

//! Bytes → claims, the whole staircase; the first byte chooses the format.
#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code, reason = "each target opens one door")]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (ending, rest) = bodies::kind_and_rest(&bodies::ARTICLE_ENDINGS, bytes);
    bodies::claims(ending, rest);
});

//! Input that means harm: random bytes, broken copies of real files, and shapes that blow up careless readers.
//!
//! The promises are those of `fuzz/bodies.rs`, which the fuzz targets check too. Here they meet seeded chance, so that a
//! failure comes back with its seed, and shapes made for one weakness each, with a bound on the time that they may take.
//! `SALIENT_HOSTILE_ROUNDS=20000` looks longer; `SALIENT_HOSTILE_SEED` begins elsewhere.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test stops at what it did not expect"
)]

#[path = "../fuzz/bodies.rs"]
mod bodies;
#[path = "hostile/chance.rs"]
mod chance;
#[path = "hostile/chances.rs"]
mod chances;
#[path = "hostile/places.rs"]
mod places;
#[path = "hostile/shapes.rs"]
mod shapes;

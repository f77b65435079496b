//! The command line as its users meet it: the real binary, its output, its complaints and its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test stops at what it did not expect, and may touch the world"
)]

mod cli {
    mod bad_input;
    mod commands;
    pub mod program;
}

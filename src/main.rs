//! Window or command line.

use salient::cli::{self, Outcome};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Outcome::Done(code) => code,
        Outcome::OpenWindow(paths) => open_window(paths),
    }
}

#[cfg(feature = "gui")]
fn open_window(paths: Vec<PathBuf>) -> ExitCode {
    match salient::ui::run(paths) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(feature = "gui"))]
fn open_window(_: Vec<PathBuf>) -> ExitCode {
    cli::complain("error: this build has no window. Use `salient extract`, `salient snapshot` or `salient --help`.");
    ExitCode::FAILURE
}

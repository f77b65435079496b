//! The command line: the whole path without a window.
//!
//! In: arguments, standard input. Out: results on standard output, everything else on standard error, an exit code. Refused: panicking because
//! a reader closed the pipe.
//!
//! Exit codes: 0 success, also when some files could not be read (they are named on standard error); 1 nothing could be read or the result
//! could not be written; 2 the arguments are wrong.

mod annotate;
mod arguments;
mod claim_line;
mod explain;
mod extract;
mod gazetteer;
mod loading;
mod out;
mod snapshot;

use arguments::{Arguments, Verb};
use clap::Parser;
use out::Out;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `main` is left with.
#[derive(Debug)]
pub enum Outcome {
    /// A command ran; the program ends so.
    Done(ExitCode),
    /// No command was given: open the window on these.
    OpenWindow(Vec<PathBuf>),
}

/// Something could not be done at all.
pub(crate) const FAILURE: u8 = 1;
/// The arguments are wrong.
pub(crate) const USAGE: u8 = 2;

#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; a closed pipe is none either.
            let _ = error.print();
            return Outcome::Done(ExitCode::from(if error.use_stderr() { USAGE } else { 0 }));
        }
    };
    let mut out = Out::standard();
    let code = match arguments.verb {
        None => return Outcome::OpenWindow(arguments.paths),
        Some(Verb::Extract(options)) => extract::run(&options, &mut out),
        Some(Verb::Annotate(options)) => annotate::run(&options, &mut out),
        Some(Verb::Explain(options)) => explain::run(&options, &mut out),
        Some(Verb::Gazetteer(options)) => gazetteer::run(&options, &mut out),
        Some(Verb::Snapshot(options)) => snapshot::run(&options, &mut out),
    };
    Outcome::Done(ExitCode::from(out.finish(code)))
}

/// One line on standard error, for `main`.
pub fn complain(message: &str) {
    Out::standard().complain(message);
}

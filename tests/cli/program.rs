//! Runs the binary.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.err.contains(words), "standard error lacks \u{201c}{words}\u{201d}:\n{}", self.err);
        self
    }

    #[track_caller]
    pub fn ends(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "standard error:\n{}", self.err);
        self
    }
}

pub fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_salient"))
}

pub fn salient(arguments: &[&str]) -> Ran {
    fed(arguments, b"")
}

pub fn fed(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child =
        command().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::Builder::new().spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    let _ = feeder.unwrap().join();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

/// A report that any build of the program reads.
pub const REPORT: &str = "Garrison leaves Saraqib\n\nOpposition fighters entered the town of Saraqib in Syria on Friday, November 29, 2024, after the army withdrew from its posts along the highway, two residents said by telephone.\n";

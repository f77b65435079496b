//! Standard output and standard error, for readers that may close their end at any time.

use crate::diagnostic::Diagnostic;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Progress is shown when work takes longer than this, and redrawn at most this often.
const PATIENCE: Duration = Duration::from_millis(250);
const REDRAW: Duration = Duration::from_millis(33);

/// Nobody reads any more, or the disk is full: stop writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Closed;

pub(super) struct Out {
    stdout: BufWriter<io::Stdout>,
    /// Why writing ended: a closed pipe is no failure, a full disk is one.
    broken: Option<ErrorKind>,
    terminal: bool,
    started: Instant,
    drawn: Option<Instant>,
}

impl Out {
    #[must_use]
    pub fn standard() -> Self {
        Self {
            stdout: BufWriter::new(io::stdout()),
            broken: None,
            terminal: io::stderr().is_terminal(),
            started: Instant::now(),
            drawn: None,
        }
    }

    /// One line of results.
    ///
    /// # Errors
    /// [`Closed`] when nobody reads any more.
    pub fn line(&mut self, line: &str) -> Result<(), Closed> {
        self.write(line.as_bytes())?;
        self.write(b"\n")
    }

    /// # Errors
    /// [`Closed`] when nobody reads any more.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Closed> {
        if self.broken.is_some() {
            return Err(Closed);
        }
        self.stdout.write_all(bytes).map_err(|error| {
            self.broken = Some(error.kind());
            Closed
        })
    }

    /// # Errors
    /// [`Closed`] when nobody reads any more.
    pub fn flush(&mut self) -> Result<(), Closed> {
        self.stdout.flush().map_err(|error| {
            self.broken = Some(error.kind());
            Closed
        })
    }

    pub fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.complain(&diagnostic.to_string());
    }

    /// One line on standard error; when that is closed too, nobody is left to tell.
    pub fn complain(&mut self, message: &str) {
        self.clear_progress();
        let _ = writeln!(io::stderr(), "{message}");
    }

    /// Rewrites one line on a terminal; silent elsewhere and for short work.
    pub fn progress(&mut self, words: &str) {
        let now = Instant::now();
        let waited = now.duration_since(self.started) >= PATIENCE;
        let due = self.drawn.is_none_or(|last| now.duration_since(last) >= REDRAW);
        if self.terminal && waited && due {
            let line: String = words.chars().filter(|c| !c.is_control()).take(78).collect();
            let _ = write!(io::stderr(), "\r\x1b[K{line}");
            let _ = io::stderr().flush();
            self.drawn = Some(now);
        }
    }

    pub fn clear_progress(&mut self) {
        if self.drawn.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// The exit code, after everything is written.
    #[must_use]
    pub fn finish(mut self, code: u8) -> u8 {
        self.clear_progress();
        let _ = self.flush();
        match self.broken {
            None => code,
            // `salient extract … | head`: the reader has what it wanted.
            Some(ErrorKind::BrokenPipe) => code,
            Some(kind) => {
                self.complain(&format!("error: the result could not be written: {kind}."));
                super::FAILURE
            }
        }
    }
}

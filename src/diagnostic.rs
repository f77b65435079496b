//! What could not be done, as data: which stage, which file, what happened and what the user can do.
//!
//! In: nothing. Out: [`Diagnostic`], which every stage returns beside its output. Refused: aborting a run
//! because one item is bad; a stage reports it here and goes on with the others.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How much was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing was lost; the user may want to know.
    Note,
    /// Something was read only in part, or by a guess.
    Warning,
    /// An item (a file, a row) is missing from the result.
    Error,
}

/// The landing of the staircase that reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Corpus,
    Text,
    Timex,
    Gazetteer,
    Geoparsing,
    Claims,
    Timeline,
    Map,
    Export,
    Store,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    pub severity: Severity,
    pub stage: Stage,
    /// The file (and row, column where it has them) as the user knows it, or empty.
    pub file: String,
    /// What happened, then what to do about it, in one or two plain sentences.
    pub message: String,
}

impl Diagnostic {
    pub fn new(severity: Severity, stage: Stage, file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity, stage, file: file.into(), message: message.into() }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        if self.file.is_empty() {
            write!(f, "{severity}: {}", self.message)
        } else {
            write!(f, "{severity}: {}: {}", self.file, self.message)
        }
    }
}

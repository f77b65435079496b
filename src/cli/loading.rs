//! Reading folders for a command: progress on the terminal, diagnostics on standard error.

use super::arguments::Layers;
use super::out::Out;
use crate::corpus::{Article, source_tree};
use crate::diagnostic::{Diagnostic, Severity};
use crate::jobs::{self, Batch, Input, Job, Means};
use crate::knowledge::Knowledge;
use crate::pipeline::ArticleReading;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How often progress is looked at.
const TICK: Duration = Duration::from_millis(40);

/// What the program knows, with the user's own files of places laid over it in the order given.
///
/// # Errors
/// The exit code, when one of the files cannot be read; it has been said why.
pub(super) fn knowledge(layers: &Layers, out: &mut Out) -> Result<Arc<Knowledge>, u8> {
    let mut knowledge = Knowledge::embedded();
    if layers.gazetteer.is_empty() {
        return Ok(Arc::new(knowledge));
    }
    let (files, mut faults) = source_tree::list(&layers.gazetteer);
    for file in files {
        match file.read_within(source_tree::PLACES_LIMIT) {
            Ok(bytes) => {
                let (layered, diagnostics) = knowledge.with_gazetteer(&file.name, &bytes);
                knowledge = layered;
                diagnostics.iter().for_each(|d| out.diagnostic(d));
            }
            Err(fault) => faults.push(fault),
        }
    }
    faults.iter().for_each(|d| out.diagnostic(d));
    // A map drawn without the places that were asked for would mislead: stop here.
    if faults.iter().any(|d| d.severity == Severity::Error) { Err(super::FAILURE) } else { Ok(Arc::new(knowledge)) }
}

/// Everything read and settled. Diagnostics have been printed.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub readings: Vec<Arc<ArticleReading>>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Exit code of a command that has nothing else to complain of.
    #[must_use]
    pub fn code(&self) -> u8 {
        if self.readings.is_empty() { super::FAILURE } else { 0 }
    }
}

pub(super) fn settled(input: Input, knowledge: &Arc<Knowledge>, out: &mut Out) -> Loaded {
    let job = jobs::load(input, Means::new(Arc::clone(knowledge)), Box::new(|| {}));
    let mut loaded = Loaded::default();
    wait(&job, out, |batch| match batch {
        Batch::Readings(_) => true,
        Batch::Settled(readings, diagnostics) => {
            loaded = Loaded { readings, diagnostics };
            false
        }
    });
    report(&loaded.diagnostics, loaded.readings.len(), out);
    loaded
}

/// Only the articles, not what they say.
pub(super) fn articles(paths: &[PathBuf], out: &mut Out) -> Vec<Article> {
    let job = jobs::articles(Input::Paths(paths.to_vec()), Box::new(|| {}));
    let (mut found, mut said) = (Vec::new(), Vec::new());
    wait(&job, out, |batch| {
        (found, said) = batch;
        false
    });
    report(&said, found.len(), out);
    found
}

fn wait<T>(job: &Job<T>, out: &mut Out, mut each: impl FnMut(T) -> bool) {
    loop {
        match job.wait(TICK) {
            Ok(batch) => {
                if !each(batch) {
                    break;
                }
            }
            Err(true) => break,
            Err(false) => {
                let now = job.progress();
                out.progress(&format!("{}/{} {}", now.done, now.total, now.name));
            }
        }
    }
    out.clear_progress();
}

fn report(diagnostics: &[Diagnostic], articles: usize, out: &mut Out) {
    for diagnostic in diagnostics {
        out.diagnostic(diagnostic);
    }
    if articles == 0 {
        let errors = diagnostics.iter().any(|d| d.severity == Severity::Error);
        out.complain(if errors {
            "error: no article could be read."
        } else {
            "error: no articles were found. Give a folder of text, Markdown, HTML, JSON or CSV files."
        });
    }
}

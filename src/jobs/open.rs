//! What the window shows, built beside it: a corpus with its indexes and all that follows from it and the view.
//!
//! In: what to read, or a corpus and new decisions. Out: [`Loaded`]s that only need to be put in place; the last one is whole.
//! Representation: while articles come, a corpus is built of all that have come so far, ever more seldom, so that building
//! takes a fixed share of the time however many there are.

use super::job::{Job, Wake, spawn};
use super::load::{Batch, Input, Means, Progress, Stages, run};
use crate::diagnostic::Diagnostic;
use crate::knowledge::Knowledge;
use crate::map::ActorStyles;
use crate::pipeline::{self, ArticleReading, Decisions};
use crate::workspace::{Loaded, LoadedCorpus, View};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The view as it is now: the window writes it, the job reads it when it builds.
pub type SharedView = Arc<Mutex<View>>;

/// No more often than this, and at most this share of the time.
const BETWEEN: Duration = Duration::from_millis(500);
const SHARE: u32 = 10;

#[must_use]
pub fn open(input: Input, means: Means, styles: ActorStyles, view: SharedView, wake: Wake) -> Job<Loaded> {
    spawn("open", wake, move |reporter| {
        let mut so_far: Vec<Arc<ArticleReading>> = Vec::new();
        let mut next = Instant::now();
        run(&input, &Stages::of(&means), &Progress::of(reporter), &mut |batch| match batch {
            Batch::Readings(readings) => {
                so_far.extend(readings);
                let began = Instant::now();
                if began >= next {
                    reporter.send(built(so_far.clone(), Vec::new(), &styles, &view, false));
                    next = Instant::now() + BETWEEN.max(began.elapsed() * SHARE);
                }
            }
            Batch::Settled(readings, diagnostics) => reporter.send(built(readings, diagnostics, &styles, &view, true)),
        });
    })
}

/// The same articles in the light of new decisions; nothing is read from disk.
#[must_use]
pub fn reconsider(
    corpus: Arc<LoadedCorpus>,
    decisions: Decisions,
    knowledge: Arc<Knowledge>,
    styles: ActorStyles,
    view: SharedView,
    wake: Wake,
) -> Job<Loaded> {
    spawn("reconsider", wake, move |reporter| {
        let mut readings = corpus.readings.clone();
        pipeline::reconsider(&mut readings, &decisions, &knowledge);
        reporter.send(built(readings, corpus.diagnostics.clone(), &styles, &view, true));
    })
}

fn built(readings: Vec<Arc<ArticleReading>>, diagnostics: Vec<Diagnostic>, styles: &ActorStyles, view: &SharedView, whole: bool) -> Loaded {
    let corpus = LoadedCorpus::new(readings, diagnostics, styles);
    let view = view.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Loaded::new(corpus, &view, whole)
}

/// Tells when something below the paths changes and has been quiet for one look. Ends when nobody listens.
#[must_use]
pub fn watch(paths: Vec<PathBuf>, every: Duration, wake: Wake) -> Job<()> {
    spawn("watch", wake, move |reporter| {
        let look = || {
            let began = Instant::now();
            (crate::corpus::source_tree::fingerprint(&paths), began.elapsed())
        };
        let (mut told, mut took) = look();
        let mut last = None;
        while !reporter.cancelled() {
            // A large folder is looked at less often: looking takes a twentieth of the time at most. In small steps, so that a
            // window that closes does not wait.
            for _ in 0..every.max(took * 20).as_millis() / 50 {
                if reporter.cancelled() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            let now;
            (now, took) = look();
            if now != told && last == Some(now) {
                told = now;
                reporter.send(());
            }
            last = Some(now);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_told_once_it_is_quiet() {
        let folder = tempfile::tempdir().unwrap();
        let job = watch(vec![folder.path().to_path_buf()], Duration::from_millis(50), Box::new(|| {}));
        assert!(job.wait(Duration::from_millis(400)).is_err(), "nothing has changed");
        crate::export::write_atomically(&folder.path().join("new.txt"), b"The town fell.").unwrap();
        assert!(job.wait(Duration::from_secs(5)).is_ok());
        assert!(job.wait(Duration::from_millis(400)).is_err(), "told once");
    }
}

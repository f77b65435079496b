//! Folders → articles → readings → the settled corpus, in batches as they come.

use super::job::{Job, Reporter, Wake, spawn};
use super::parallel::{as_they_come, guarded};
use crate::corpus::source_tree::{self, SourceFile};
use crate::corpus::{self, Article, bundled};
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::knowledge::Knowledge;
use crate::pipeline::{self, ArticleReading};
use std::path::PathBuf;
use std::sync::Arc;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Folders and files; their names come first in articles' names when there are several.
    Paths(Vec<PathBuf>),
    /// The sample that the binary carries.
    Bundled,
}

/// What comes out, in this order: articles once, readings any number of times, the settled corpus once and last.
#[derive(Debug)]
pub enum Batch {
    /// Every article, in the order of their names, before any is understood.
    Articles(Vec<Article>, Vec<Diagnostic>),
    /// Readings since the last batch, in any order, not yet settled.
    Readings(Vec<ArticleReading>),
    /// Every reading in the order of the articles, and all diagnostics of the whole run, the articles' included.
    Settled(Vec<ArticleReading>, Vec<Diagnostic>),
}

/// Readings that are shown together.
const BATCH: usize = 32;

/// Reads, understands and settles on other threads. After a cancel, what has been read so far is settled and sent.
#[must_use]
pub fn load(input: Input, knowledge: Arc<Knowledge>, wake: Wake) -> Job<Batch> {
    spawn("load", wake, move |reporter| {
        run(&input, reporter, &|article| pipeline::read_article(article, &knowledge), &|readings| pipeline::settle(readings, &knowledge));
    })
}

fn run(
    input: &Input,
    reporter: &Reporter<Batch>,
    understand: &(dyn Fn(Article) -> ArticleReading + Sync),
    settle: &(dyn Fn(Vec<ArticleReading>) -> Vec<ArticleReading> + Sync),
) {
    let (articles, mut diagnostics) = read_all(input, reporter);
    reporter.send(Batch::Articles(articles.clone(), diagnostics.clone()));
    let total = articles.len();
    let mut slots: Vec<Option<ArticleReading>> = articles.iter().map(|_| None).collect();
    let (mut fresh, mut done) = (Vec::new(), 0);
    as_they_come(
        &articles,
        |_, article| (article.name.clone(), guarded(|| understand(article.clone()))),
        |index, (name, result)| {
            done += 1;
            match result {
                Ok(reading) => {
                    fresh.push(reading.clone());
                    if let Some(slot) = slots.get_mut(index) {
                        *slot = Some(reading);
                    }
                }
                Err(fault) => diagnostics.push(faulty(&name, &fault)),
            }
            if fresh.len() >= BATCH || done == total {
                reporter.send(Batch::Readings(std::mem::take(&mut fresh)));
            }
            reporter.progress(done, total, &name);
            !reporter.cancelled()
        },
    );
    if reporter.cancelled() && done < total {
        let message = format!("stopped: {done} of {total} articles were read. Open the folder again to read all.");
        diagnostics.push(Diagnostic::new(Severity::Warning, Stage::Corpus, "", message));
    }
    let readings: Vec<ArticleReading> = slots.into_iter().flatten().collect();
    let unsettled = readings.clone();
    let readings = guarded(|| settle(readings)).unwrap_or_else(|fault| {
        let message = format!("a fault of the program while comparing the articles: {fault}. Each was read by itself. Please report it.");
        diagnostics.push(Diagnostic::new(Severity::Error, Stage::Timeline, "", message));
        unsettled
    });
    diagnostics.extend(readings.iter().flat_map(|r| r.diagnostics.iter().cloned()));
    sorted(&mut diagnostics);
    reporter.send(Batch::Settled(readings, diagnostics));
}

/// A file that is found on disk or carried in the binary.
enum Found {
    OnDisk(SourceFile),
    Carried(&'static str, &'static [u8]),
}

fn read_all(input: &Input, reporter: &Reporter<Batch>) -> (Vec<Article>, Vec<Diagnostic>) {
    let (files, mut diagnostics): (Vec<Found>, _) = match input {
        Input::Paths(paths) => {
            let (files, diagnostics) = source_tree::list(paths);
            (files.into_iter().map(Found::OnDisk).collect(), diagnostics)
        }
        Input::Bundled => (bundled::FILES.iter().map(|(name, bytes)| Found::Carried(name, bytes)).collect(), Vec::new()),
    };
    let total = files.len();
    let mut slots: Vec<Vec<Article>> = files.iter().map(|_| Vec::new()).collect();
    let mut done = 0;
    as_they_come(
        &files,
        |_, file| match file {
            Found::OnDisk(file) => match file.read() {
                Ok(bytes) => (file.name.clone(), guarded(|| corpus::read(&file.name, &bytes, file.file_date))),
                Err(diagnostic) => (file.name.clone(), Ok((Vec::new(), vec![diagnostic]))),
            },
            Found::Carried(name, bytes) => ((*name).to_owned(), Ok(corpus::read(name, bytes, None))),
        },
        |index, (name, result)| {
            done += 1;
            match result {
                Ok((articles, mut found)) => {
                    diagnostics.append(&mut found);
                    if let Some(slot) = slots.get_mut(index) {
                        *slot = articles;
                    }
                }
                Err(fault) => diagnostics.push(faulty(&name, &fault)),
            }
            reporter.progress(done, total, &name);
            !reporter.cancelled()
        },
    );
    sorted(&mut diagnostics);
    (slots.into_iter().flatten().collect(), diagnostics)
}

fn faulty(name: &str, fault: &str) -> Diagnostic {
    let message = format!("a fault of the program while reading it: {fault}. The other articles are not affected. Please report it.");
    Diagnostic::new(Severity::Error, Stage::Corpus, name, message)
}

/// By file, then what happened: threads must not decide the order.
fn sorted(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (&a.file, b.severity, &a.message).cmp(&(&b.file, a.severity, &b.message)));
    diagnostics.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn reading(article: Article) -> ArticleReading {
        assert!(!article.name.contains("bad"), "on purpose");
        ArticleReading::unread(article)
    }

    fn batches(folder: PathBuf) -> Vec<Batch> {
        let input = Input::Paths(vec![folder]);
        let job = spawn("test", Box::new(|| {}), move |reporter| run(&input, reporter, &reading, &|readings| readings));
        let mut out = Vec::new();
        loop {
            match job.wait(Duration::from_secs(20)) {
                Ok(batch) => out.push(batch),
                Err(ended) => {
                    assert!(ended);
                    return out;
                }
            }
        }
    }

    #[test]
    fn articles_come_first_then_readings_then_the_settled_whole_and_one_fault_costs_one_article() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..40 {
            let name = if n == 7 { "07-bad.txt".to_owned() } else { format!("{n:02}.txt") };
            crate::export::write_atomically(&folder.path().join(name), format!("The town fell on day {n}.").as_bytes()).unwrap();
        }
        let batches = batches(folder.path().to_path_buf());
        let Some(Batch::Articles(articles, _)) = batches.first() else { panic!("articles come first") };
        assert_eq!(articles.len(), 40);
        let shown: usize = batches.iter().map(|b| if let Batch::Readings(r) = b { r.len() } else { 0 }).sum();
        assert_eq!(shown, 39);
        let Some(Batch::Settled(readings, diagnostics)) = batches.last() else { panic!("the settled corpus comes last") };
        assert_eq!(readings.len(), 39);
        assert!(readings.is_sorted_by_key(|r| r.article.name.clone()));
        assert!(diagnostics.iter().any(|d| d.file == "07-bad.txt" && d.message.contains("on purpose")));
    }

    #[test]
    fn the_bundled_sample_is_read_without_a_disk() {
        let job = load(Input::Bundled, Arc::new(Knowledge::embedded()), Box::new(|| {}));
        let Ok(Batch::Articles(articles, diagnostics)) = job.wait(Duration::from_secs(60)) else { panic!("no articles") };
        assert_eq!((articles.len(), diagnostics.len()), (bundled::FILES.len(), 0), "{diagnostics:?}");
    }
}

//! Folders → articles → readings → the settled corpus, in batches as they come.
//!
//! Files are read in growing groups and each group is understood before the next is read, so that the first results do not wait
//! for the last file. Readings that are known already are not understood anew.

use super::job::{Job, Reporter, Wake, spawn};
use super::parallel::{as_they_come, guarded};
use crate::corpus::source_tree::{self, SourceFile};
use crate::corpus::{self, Article, bundled};
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::knowledge::Knowledge;
use crate::pipeline::{self, ArticleReading, Decisions};
use crate::provenance::ArticleId;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Folders and files; their names come first in articles' names when there are several.
    Paths(Vec<PathBuf>),
    /// The sample that the binary carries.
    Bundled,
}

/// What comes out, in this order: readings any number of times, the settled corpus once and last.
#[derive(Debug)]
pub enum Batch {
    /// Readings since the last batch, in any order, not yet settled.
    Readings(Vec<Arc<ArticleReading>>),
    /// Every reading in the order of the articles, and all diagnostics of the whole run, the articles' included.
    Settled(Vec<Arc<ArticleReading>>, Vec<Diagnostic>),
}

/// What reading needs beside the files.
#[derive(Debug, Clone)]
pub struct Means {
    pub knowledge: Arc<Knowledge>,
    pub decisions: Decisions,
    /// Read before: used again where the file is the same.
    pub known: Vec<Arc<ArticleReading>>,
}

impl Means {
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        Self { knowledge, decisions: Decisions::default(), known: Vec::new() }
    }
}

/// Readings that are shown together.
const BATCH: usize = 32;
/// Files in the first group, and at most in a later one.
const FIRST_GROUP: usize = 16;
const LAST_GROUP: usize = 1024;

/// Reads, understands and settles on other threads. After a cancel, what has been read so far is settled and sent.
#[must_use]
pub fn load(input: Input, means: Means, wake: Wake) -> Job<Batch> {
    spawn("load", wake, move |reporter| {
        run(&input, &Stages::of(&means), &Progress::of(reporter), &mut |batch| reporter.send(batch));
    })
}

/// Only the articles, not what they say.
#[must_use]
pub fn articles(input: Input, wake: Wake) -> Job<(Vec<Article>, Vec<Diagnostic>)> {
    spawn("articles", wake, move |reporter| {
        let (files, mut diagnostics) = found(&input);
        let total = files.len();
        let progress = |done: usize, name: &str| {
            reporter.progress(done, total, name);
            !reporter.cancelled()
        };
        let (articles, mut said) = read_files(&files, &progress);
        diagnostics.append(&mut said);
        sorted(&mut diagnostics);
        reporter.send((articles, diagnostics));
    })
}

/// Text of articles without a date of which everything is kept until the folder dates them; it takes some fifteen times as much.
const WAITING_BYTES: usize = 4 << 20;

type Understand<'a> = dyn Fn(Article) -> Arc<ArticleReading> + Sync + 'a;
type Settle<'a> = dyn Fn(&mut [Arc<ArticleReading>]) + Sync + 'a;
/// Items done, items in all, the name of the last one.
type Tell<'a> = dyn Fn(usize, usize, &str) + 'a;

/// What happens to an article, and to all of them at the end.
pub(super) struct Stages<'a> {
    pub understand: Box<Understand<'a>>,
    pub settle: Box<Settle<'a>>,
}

impl<'a> Stages<'a> {
    pub(super) fn of(means: &'a Means) -> Self {
        let Means { knowledge, decisions, known } = means;
        let known: BTreeMap<ArticleId, &Arc<ArticleReading>> = known.iter().map(|reading| (reading.article.id, reading)).collect();
        let room = AtomicUsize::new(WAITING_BYTES);
        let understand = move |article: Article| match known.get(&article.id) {
            Some(reading) if reading.article == article => {
                let mut reading = Arc::clone(reading);
                if decisions.touch(&reading) {
                    pipeline::follow(Arc::make_mut(&mut reading), decisions, knowledge);
                }
                reading
            }
            _ => {
                let reading = pipeline::read_as_told(article, decisions, knowledge);
                let fits = |left: usize| left.checked_sub(reading.article.text.len());
                let waits = reading.published.is_none() && room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).is_ok();
                Arc::new(if waits { reading.waiting() } else { reading.lean() })
            }
        };
        Self { understand: Box::new(understand), settle: Box::new(|readings| pipeline::settle_shared(readings, knowledge)) }
    }
}

/// How far it is, and whether to go on: the part of a [`Reporter`] that does not hang on what it sends.
pub(super) struct Progress<'a> {
    pub tell: Box<Tell<'a>>,
    pub cancelled: Box<dyn Fn() -> bool + 'a>,
}

impl<'a> Progress<'a> {
    pub(super) fn of<T>(reporter: &'a Reporter<T>) -> Self {
        Self { tell: Box::new(|done, total, name| reporter.progress(done, total, name)), cancelled: Box::new(|| reporter.cancelled()) }
    }
}

pub(super) fn run(input: &Input, stages: &Stages<'_>, progress: &Progress<'_>, each: &mut dyn FnMut(Batch)) {
    let (files, mut diagnostics) = found(input);
    let mut readings: Vec<Arc<ArticleReading>> = Vec::with_capacity(files.len());
    let mut names: BTreeMap<ArticleId, String> = BTreeMap::new();
    let (mut rest, mut group, mut done, mut fresh) = (files.as_slice(), FIRST_GROUP, 0, Vec::new());
    let mut counted = files.len();
    while !rest.is_empty() && !(progress.cancelled)() {
        let (now, later) = rest.split_at(group.min(rest.len()));
        (rest, group) = (later, (group * 2).min(LAST_GROUP));
        let (mut articles, mut said) = read_files(now, &|_, name| {
            (progress.tell)(done, counted, name);
            !(progress.cancelled)()
        });
        diagnostics.append(&mut said);
        articles.retain(|article| {
            let twin = names.insert(article.id, article.name.clone());
            if let Some(twin) = &twin {
                let message = format!("the same file as {twin}; read once.");
                diagnostics.push(Diagnostic::new(Severity::Note, Stage::Corpus, &article.name, message));
            }
            twin.is_none()
        });
        counted = done + articles.len() + rest.len();
        let mut slots: Vec<Option<Arc<ArticleReading>>> = articles.iter().map(|_| None).collect();
        as_they_come(
            &articles,
            |_, article| (article.name.clone(), guarded(|| (stages.understand)(article.clone()))),
            |index, (name, result)| {
                done += 1;
                match result {
                    Ok(reading) => {
                        fresh.push(Arc::clone(&reading));
                        if let Some(slot) = slots.get_mut(index) {
                            *slot = Some(reading);
                        }
                    }
                    Err(fault) => diagnostics.push(faulty(&name, &fault)),
                }
                if fresh.len() >= BATCH {
                    each(Batch::Readings(std::mem::take(&mut fresh)));
                }
                (progress.tell)(done, counted, &name);
                !(progress.cancelled)()
            },
        );
        readings.extend(slots.into_iter().flatten());
        if !fresh.is_empty() {
            each(Batch::Readings(std::mem::take(&mut fresh)));
        }
    }
    if (progress.cancelled)() && done < counted {
        let message = format!("stopped: {done} of {counted} articles were read. Open the folder again to read all.");
        diagnostics.push(Diagnostic::new(Severity::Warning, Stage::Corpus, "", message));
    }
    let unsettled = readings.clone();
    let mut settled = readings;
    if let Err(fault) = guarded(|| (stages.settle)(&mut settled)) {
        let message = format!("a fault of the program while comparing the articles: {fault}. Each was read by itself. Please report it.");
        diagnostics.push(Diagnostic::new(Severity::Error, Stage::Timeline, "", message));
        settled = unsettled;
    }
    diagnostics.extend(settled.iter().flat_map(|r| r.diagnostics.iter().cloned()));
    sorted(&mut diagnostics);
    each(Batch::Settled(settled, diagnostics));
}

/// A file that is found on disk or carried in the binary.
enum Found {
    OnDisk(SourceFile),
    Carried(&'static str, &'static [u8]),
}

fn found(input: &Input) -> (Vec<Found>, Vec<Diagnostic>) {
    match input {
        Input::Paths(paths) => {
            let (files, diagnostics) = source_tree::list(paths);
            (files.into_iter().map(Found::OnDisk).collect(), diagnostics)
        }
        Input::Bundled => (bundled::FILES.iter().map(|(name, bytes)| Found::Carried(name, bytes)).collect(), Vec::new()),
    }
}

/// The articles of some files, in the files' order. `go_on` hears how many are read, and the last one's name.
fn read_files(files: &[Found], go_on: &dyn Fn(usize, &str) -> bool) -> (Vec<Article>, Vec<Diagnostic>) {
    let (mut done, mut diagnostics) = (0, Vec::new());
    let mut slots: Vec<Vec<Article>> = files.iter().map(|_| Vec::new()).collect();
    as_they_come(
        files,
        |_, file| match file {
            Found::OnDisk(file) => match file.read() {
                Ok(bytes) => (file.name.clone(), guarded(|| under_root(file, &bytes))),
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
            go_on(done, &name)
        },
    );
    (slots.into_iter().flatten().collect(), diagnostics)
}

/// Read under the name below its own folder, so that ids stay when another folder is opened beside; shown under the full one.
fn under_root(file: &SourceFile, bytes: &[u8]) -> (Vec<Article>, Vec<Diagnostic>) {
    let (mut articles, mut diagnostics) = corpus::read(file.own_name(), bytes, file.file_date);
    let names = articles.iter_mut().map(|article| &mut article.name).chain(diagnostics.iter_mut().map(|diagnostic| &mut diagnostic.file));
    for name in names.filter(|name| !name.is_empty()) {
        name.insert_str(0, &file.root);
    }
    (articles, diagnostics)
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

    fn batches(folders: &[PathBuf]) -> Vec<Batch> {
        let input = Input::Paths(folders.to_vec());
        let job = spawn("test", Box::new(|| {}), move |reporter| {
            let stages = Stages {
                understand: Box::new(|article: Article| {
                    assert!(!article.name.contains("bad"), "on purpose");
                    Arc::new(ArticleReading::unread(article))
                }),
                settle: Box::new(|_| {}),
            };
            run(&input, &stages, &Progress::of(reporter), &mut |batch| reporter.send(batch));
        });
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
    fn readings_come_group_by_group_then_the_settled_whole_and_one_fault_costs_one_article() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..40 {
            let name = if n == 7 { "07-bad.txt".to_owned() } else { format!("{n:02}.txt") };
            crate::export::write_atomically(&folder.path().join(name), format!("The town fell on day {n}.").as_bytes()).unwrap();
        }
        let batches = batches(&[folder.path().to_path_buf()]);
        let Some(Batch::Readings(first)) = batches.first() else { panic!("readings come first") };
        assert!(first.len() <= FIRST_GROUP, "the first results do not wait for the last file");
        let shown: usize = batches.iter().map(|b| if let Batch::Readings(r) = b { r.len() } else { 0 }).sum();
        assert_eq!(shown, 39);
        let Some(Batch::Settled(readings, diagnostics)) = batches.last() else { panic!("the settled corpus comes last") };
        assert_eq!(readings.len(), 39);
        assert!(readings.is_sorted_by_key(|r| r.article.name.clone()));
        assert!(diagnostics.iter().any(|d| d.file == "07-bad.txt" && d.message.contains("on purpose")));
    }

    #[test]
    fn a_second_folder_changes_names_and_no_ids_and_a_file_that_is_in_both_is_read_once() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (folder, name, words) in [(&one, "a.txt", "First words."), (&one, "b.txt", "Second."), (&two, "a.txt", "First words.")] {
            crate::export::write_atomically(&folder.path().join(name), words.as_bytes()).unwrap();
        }
        let settled = |folders: &[PathBuf]| match batches(folders).pop() {
            Some(Batch::Settled(readings, diagnostics)) => (readings, diagnostics),
            _ => panic!("not settled"),
        };
        let ids = |readings: &[Arc<ArticleReading>]| {
            let mut ids: Vec<ArticleId> = readings.iter().map(|r| r.article.id).collect();
            ids.sort();
            ids
        };
        let (alone, _) = settled(&[one.path().to_path_buf()]);
        let (both, diagnostics) = settled(&[one.path().to_path_buf(), two.path().to_path_buf()]);
        assert_eq!(ids(&alone), ids(&both));
        assert!(both.iter().all(|r| r.article.name.contains('/')));
        assert!(diagnostics.iter().any(|d| d.message.contains("the same file")));
    }

    #[test]
    fn the_bundled_sample_is_read_without_a_disk() {
        let job = articles(Input::Bundled, Box::new(|| {}));
        let Ok((articles, diagnostics)) = job.wait(Duration::from_secs(60)) else { panic!("no articles") };
        assert_eq!((articles.len(), diagnostics.len()), (bundled::FILES.len(), 0), "{diagnostics:?}");
    }
}

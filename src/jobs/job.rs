//! One piece of long work on a thread of its own.

use super::parallel::guarded;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Called after every result, so that a window that sleeps draws again.
pub type Wake = Box<dyn Fn() + Send>;

/// How far the work is; `total` 0 while it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
    /// What is worked on, such as a file's name.
    pub name: String,
}

/// The work as its owner sees it. Dropping it cancels the work and does not wait for it.
#[derive(Debug)]
pub struct Job<T> {
    receiver: Receiver<T>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    done: AtomicBool,
    progress: Mutex<Progress>,
}

/// The work's side: where results and progress go, and whether to go on.
pub struct Reporter<T> {
    sender: Sender<T>,
    shared: Arc<Shared>,
    wake: Wake,
}

impl<T> Job<T> {
    /// What has come since the last call; never blocks.
    #[must_use]
    pub fn take(&self) -> Vec<T> {
        self.receiver.try_iter().collect()
    }

    /// Waits for one result, at most so long. `Err(true)` when none will come any more.
    ///
    /// # Errors
    /// `false`: nothing came in time; `true`: the work has ended.
    pub fn wait(&self, at_most: Duration) -> Result<T, bool> {
        self.receiver.recv_timeout(at_most).map_err(|error| error == RecvTimeoutError::Disconnected)
    }

    #[must_use]
    pub fn progress(&self) -> Progress {
        self.shared.progress.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks the work to end after the item at hand; what has been read is still settled and sent.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// All results have been sent (and may still wait in [`Job::take`]).
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.shared.done.load(Ordering::Acquire)
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl<T> Reporter<T> {
    pub fn send(&self, result: T) {
        // Nobody listens any more after a cancel; that is no fault.
        let _ = self.sender.send(result);
        (self.wake)();
    }

    pub fn progress(&self, done: usize, total: usize, name: &str) {
        *self.shared.progress.lock().unwrap_or_else(PoisonError::into_inner) = Progress { done, total, name: name.to_owned() };
        (self.wake)();
    }

    #[must_use]
    pub fn cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    fn end(self) {
        self.shared.done.store(true, Ordering::Release);
        drop(self.sender);
        (self.wake)();
    }
}

/// Starts the work. A system that refuses a thread gets the work done at once, on the caller's.
pub fn spawn<T: Send + 'static>(name: &str, wake: Wake, work: impl FnOnce(&Reporter<T>) + Send + 'static) -> Job<T> {
    let (sender, receiver) = channel();
    let shared = Arc::new(Shared::default());
    let reporter = Reporter { sender, shared: Arc::clone(&shared), wake };
    let task = Arc::new(Mutex::new(Some(move || {
        // A fault of the work ends the work, not the program.
        let _ = guarded(|| work(&reporter));
        reporter.end();
    })));
    let on_thread = Arc::clone(&task);
    let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(move || run_once(&on_thread));
    if spawned.is_err() {
        run_once(&task);
    }
    Job { receiver, shared }
}

fn run_once<F: FnOnce()>(task: &Mutex<Option<F>>) {
    let task = task.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(task) = task {
        task();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    fn all<T>(job: &Job<T>) -> Vec<T> {
        let mut out = Vec::new();
        loop {
            match job.wait(Duration::from_secs(10)) {
                Ok(result) => out.push(result),
                Err(ended) => {
                    assert!(ended, "the work hangs");
                    return out;
                }
            }
        }
    }

    #[test]
    fn results_come_in_order_and_wake_the_window() {
        let woken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&woken);
        let wake = Box::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
        });
        let job = spawn("test", wake, |reporter| (0..5).for_each(|n| reporter.send(n)));
        assert_eq!(all(&job), [0, 1, 2, 3, 4]);
        assert!(job.is_done() && woken.load(Ordering::Relaxed) >= 5);
    }

    #[test]
    fn a_cancelled_job_stops_after_the_item_at_hand() {
        let job = spawn("test", Box::new(|| {}), |reporter| {
            let mut n = 0;
            while !reporter.cancelled() {
                reporter.progress(n, 0, "item");
                n += 1;
            }
            reporter.send(n);
        });
        job.cancel();
        assert_eq!(all(&job).len(), 1);
    }

    #[test]
    fn a_job_that_panics_ends_and_keeps_what_it_sent() {
        let job: Job<u8> = spawn("test", Box::new(|| {}), |reporter| {
            reporter.send(1);
            panic!("on purpose");
        });
        assert_eq!(all(&job), [1]);
    }
}

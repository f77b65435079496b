//! A few threads that take small jobs in order: tiles to decode, a file to write.
//!
//! In: closures. Out: nothing; a job sends its result through a channel of its own. Dropping the pool lets the running jobs
//! end and forgets the waiting ones.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

type Job = Box<dyn FnOnce() + Send>;

#[derive(Debug)]
pub struct Workers {
    sender: Sender<Job>,
}

impl Workers {
    /// `threads` named `name`; a system that refuses threads leaves a pool that does its jobs at once, on the caller's thread.
    #[must_use]
    pub fn new(name: &str, threads: usize) -> Self {
        let (sender, receiver) = channel::<Job>();
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..threads.max(1) {
            let receiver = Arc::clone(&receiver);
            // A thread that cannot be had is one fewer; without any, `run` finds the channel closed.
            let _ = std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&receiver));
        }
        Self { sender }
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        if let Err(refused) = self.sender.send(Box::new(job)) {
            (refused.0)();
        }
    }
}

fn work(receiver: &Mutex<Receiver<Job>>) {
    loop {
        // The lock is held while waiting, not while working.
        let job = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        job();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_is_done_once() {
        let workers = Workers::new("test", 3);
        let (sender, receiver) = channel();
        for n in 0..100 {
            let sender = sender.clone();
            workers.run(move || sender.send(n).unwrap());
        }
        drop(sender);
        let mut done: Vec<i32> = receiver.iter().collect();
        done.sort_unstable();
        assert_eq!(done, (0..100).collect::<Vec<_>>());
    }
}

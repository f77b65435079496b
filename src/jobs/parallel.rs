//! Many alike items on all cores, results in the order of the items.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Threads beyond this gain nothing: the corpus is read from one disk.
const MOST_THREADS: usize = 16;
/// Room for the recursion of foreign parsers on deep pages.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Runs `work` on every item and gives `(index, result)` to `each` on the caller's thread as they come, in any order.
/// `each` says whether to go on; items not begun by then are left out.
pub fn as_they_come<I: Sync, R: Send>(items: &[I], work: impl Fn(usize, &I) -> R + Sync, mut each: impl FnMut(usize, R) -> bool) {
    let threads = thread::available_parallelism().map_or(1, usize::from).clamp(1, MOST_THREADS).min(items.len().max(1));
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    // Bounded, so that results do not pile up before a slow reader.
    let (sender, receiver) = sync_channel(threads * 4);
    let run = |sender: SyncSender<(usize, R)>| {
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            if sender.send((index, work(index, item))).is_err() {
                return;
            }
        }
    };
    let run = &run;
    thread::scope(|scope| {
        let mut running = 0;
        for _ in 0..threads {
            let sender = sender.clone();
            running += usize::from(thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, move || run(sender)).is_ok());
        }
        drop(sender);
        for (index, result) in receiver {
            if !each(index, result) {
                stop.store(true, Ordering::Relaxed);
            }
        }
        // No thread to be had: do it here.
        let left = if running == 0 { items } else { &[] };
        for (index, item) in left.iter().enumerate() {
            if !each(index, work(index, item)) {
                break;
            }
        }
    });
}

/// The results of all items, in the order of the items.
pub fn in_order<I: Sync, R: Send>(items: &[I], work: impl Fn(usize, &I) -> R + Sync) -> Vec<R> {
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    as_they_come(items, work, |index, result| {
        if let Some(slot) = results.get_mut(index) {
            *slot = Some(result);
        }
        true
    });
    results.into_iter().flatten().collect()
}

/// Runs work that may have a fault on foreign input.
///
/// # Errors
/// What the fault says of itself.
pub fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|fault: Box<dyn Any + Send>| {
        let words = fault.downcast_ref::<&str>().map(|s| (*s).to_owned());
        words.or_else(|| fault.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown fault".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<u64> = (0..500).collect();
        assert_eq!(in_order(&items, |_, n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert!(in_order(&[] as &[u8], |_, n| *n).is_empty());
    }

    #[test]
    fn stopping_leaves_the_rest_out() {
        let items: Vec<u32> = (0..100_000).collect();
        let mut seen = 0;
        as_they_come(
            &items,
            |_, n| *n,
            |_, _| {
                seen += 1;
                seen < 10
            },
        );
        assert!((10..100_000).contains(&seen));
    }

    #[test]
    fn a_fault_is_named() {
        assert_eq!(guarded(|| panic!("at {}", 3)).map(|_: ()| ()), Err("at 3".to_owned()));
    }
}

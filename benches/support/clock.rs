//! Time of this thread's processor where the system tells it (Linux), so that a busy machine does not count; elsewhere the clock.

use std::time::{Duration, Instant};

/// Seconds that the work takes.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let (clock, processor) = (Instant::now(), processor_time());
    work();
    let spent = match (processor, processor_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => clock.elapsed(),
    };
    spent.as_secs_f64()
}

/// Time that this thread has run; the kernel brings it up to date when it yields, and at the next tick.
fn processor_time() -> Option<Duration> {
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

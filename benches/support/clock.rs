//! Time of a processor where the system tells it (Linux), so that a busy machine does not count; elsewhere the clock.

#![allow(dead_code, reason = "no bench needs every clock")]

use std::time::Duration;

/// Seconds that the work takes this thread.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let before = of_this_thread();
    work();
    of_this_thread().saturating_sub(before).as_secs_f64()
}

/// How long this thread has run.
pub fn of_this_thread() -> Duration {
    told::thread()
}

/// How long all threads of this process have run, together.
pub fn of_all_threads() -> Duration {
    told::process()
}

#[cfg(target_os = "linux")]
mod told {
    use rustix::time::{ClockId, clock_gettime};
    use std::time::Duration;

    // Not /proc/thread-self/schedstat: that is brought up to date at ticks, four milliseconds apart.
    pub fn thread() -> Duration {
        read(ClockId::ThreadCPUTime)
    }

    pub fn process() -> Duration {
        read(ClockId::ProcessCPUTime)
    }

    fn read(clock: ClockId) -> Duration {
        clock_gettime(clock).try_into().unwrap_or_default()
    }
}

#[cfg(not(target_os = "linux"))]
mod told {
    use std::sync::LazyLock;
    use std::time::{Duration, Instant};

    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

    pub fn thread() -> Duration {
        STARTED.elapsed()
    }

    pub fn process() -> Duration {
        STARTED.elapsed()
    }
}

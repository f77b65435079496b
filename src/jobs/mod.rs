//! Long work off the caller's thread: progress, cancel, results as they come.
//!
//! In: a closure, or folders to read. Out: a [`Job`] that hands over results without blocking and wakes the window for each. Refused:
//! shared state: a job owns its input and sends its output.

mod job;
mod load;
mod open;
mod parallel;
mod workers;

pub use job::{Job, Progress, Reporter, Wake, spawn};
pub use load::{Batch, Input, Means, articles, load};
pub use open::{SharedView, open, reconsider, watch};
pub use parallel::{guarded, in_order};
pub use workers::Workers;

//! Dates as news gives them: intervals of days, never a false instant.
//!
//! In: civil dates. Out: [`DateSpan`] with its EDTF form and precision, named [`periods`](Season), axis ticks.
//! Refused: time zones and instants; the smallest unit here is the day, because that is the smallest unit on
//! which reports agree.

mod axis_ticks;
mod date_span;
mod edtf;
mod periods;

pub use axis_ticks::{AxisTicks, Tick, day_number, from_day_number, ticks};
pub use date_span::{DatePrecision, DateSpan};
pub use edtf::EdtfError;
pub use jiff::civil::Date;
pub use periods::{Season, shift_days};

//! Dates as news gives them: intervals of days, never a false instant.
//!
//! In: civil dates. Out: [`DateSpan`] with its EDTF form and precision. Refused: time zones and instants;
//! the smallest unit here is the day, because that is the smallest unit on which reports agree.

mod date_span;
pub use date_span::{DatePrecision, DateSpan};
pub use jiff::civil::Date;

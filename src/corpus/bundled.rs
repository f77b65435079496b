//! The sample that the binary carries, for a first look without a folder of one's own.

/// Names and bytes of the files of `seeds/aleppo-2024/`, in order.
pub const FILES: &[(&str, &[u8])] = &[
];

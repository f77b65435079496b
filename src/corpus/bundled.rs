//! The sample that the binary carries, for a first look without a folder of one's own.

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("../../seeds/aleppo-2024/", $name)))),*] };
}

/// Names and bytes of the sample's files, in order.
pub const FILES: &[(&str, &[u8])] = files![
    "01-first-fighters-inside-aleppo.md",
    "02-more-than-half-of-aleppo.html",
    "03-army-admits-retreat.txt",
    "04-airport-and-towns-around-it.html",
    "05-aleppo-lost-eyes-on-hama.txt",
];

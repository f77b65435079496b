//! What is open: folders, outlets, languages.

use super::wording;

/// Codes of languages, and their names.
pub const LANGUAGES: [(&str, &str); 16] = [
    ("ar", "Arabic"),
    ("de", "German"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("it", "Italian"),
    ("ku", "Kurdish"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("zh", "Chinese"),
];

wording! {
    unknown_outlet = "Unknown outlet";
    sample_articles = "Sample articles";
    no_folder = "No folder";
    first_and_more(first, more) = "{first} and {more} more";
}

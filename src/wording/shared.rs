//! Words that several rooms of the window use.

use super::wording;

wording! {
    undated = "undated";
    claims(n) = "{n} claim" | "{n} claims";
    open_a_folder_of_articles = "Open a folder of articles";
    all_articles = "All articles";
    not_a_date = "not a date";
    close = "Close";
    problems(n) = "{n} problem" | "{n} problems";
    articles(n) = "{n} article" | "{n} articles";
    places(n) = "{n} place" | "{n} places";
}

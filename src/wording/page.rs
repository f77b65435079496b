//! The exported page.

use super::wording;

wording! {
    disclaimer = "Positions as claimed in the cited articles; not a statement on borders or status.";
    map_is_empty = "The map shows no place: no claim is dated by then inside its frame. Choose a later date or a wider frame.";
    frame_is_empty = "No claim dated by then lies in this frame";
    ground(credits) = "Ground: {credits}.";
    from_all_reports = "from all reports loaded";
    situation_on(day, known) = "Situation on {day}, {known}";
    said_to_hold = "Said to hold or fight";
    signs = "Signs";
    more_signs(n) = "and {n} more sign" | "and {n} more signs";
    sources(n) = "Source" | "Sources";
    more_articles(n) = "and {n} more article" | "and {n} more articles";
    outside(names) = "Outside this map: {names}.";
    outside_and_more(names, more) = "Outside this map: {names} and {more} more.";
    outside_and_many(names) = "Outside this map: {names} and many more.";
    shows_all = "Shows all claims loaded.";
    shows_only(filters) = "Shows only: {filters}.";
    estimated(km) = "Coloured areas are an estimate: the nearest reported place within {km} km. No article claims them.";
}

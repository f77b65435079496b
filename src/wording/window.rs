//! The bar at the top, progress, notices, exports.

use super::wording;

wording! {
    copied = "Copied.";
    faults_of_places(rows) = "{rows} in your files of places; the rest is in use. File, Sources lists them.";
    no_article_found = "No article was found. Choose a folder with text, Markdown, HTML, JSON, CSV or mail files: File, Open folder.";
    files_could_not_be_read(n) = "{n} file could not be read" | "{n} files could not be read";
    files_are_missing(files) = "{files}. Everything else is shown; Ctrl+D lists the reasons.";
    title_read(source, articles) = "{source} ({articles}) – Salient";
    title_reading(source) = "{source} – Salient";
    title = "Salient";
    the_map_was_written = "The map was written.";
    wrong_ending = "A map is written as .png or .svg: give the file one of these endings.";
    open_folders_of_articles = "Open folders of articles";
    add_folders_of_articles = "Add folders of articles";
    choose_archive = "Choose a PMTiles archive";
    add_files_of_places = "Add files of places";
    looking_for_articles = "Looking for articles…";
    reading_of(done, total) = "Reading {done} of {total}";
    stop = "Stop";
    articles_read = "Articles read";
    what_salient_does = "Salient reads what they say about who took, holds or lost which place, and puts it on the map and the time axis.";
    drop_a_folder = "Drop a folder here, or choose one.";
    open_folder = "Open folder…";
    open_the_sample = "Open the sample";
    no_window(error) = "the window cannot be opened: {error}. Without a screen, use `salient extract` or `salient snapshot`.";
    notice = "Notice";
    close_the_notice = "Close the notice";
    search_hint = "Search places, claims, articles";
    search = "Search";
    known_as_of(day) = "known as of {day}";
    as_known_on_that_day = "as known on that day";
    known_as_of_tip = "The second clock: articles published later are left out";
    cursor_tip = "The map shows the state at the end of this day";
    shown_claims(shown, total) = "{shown} of {total} claims";
    clear_the_filter(label) = "Clear the filter {label}";
    clear_the_filter_tip = "Click to clear this filter";
    clear_all = "Clear all";
}

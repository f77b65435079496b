//! The reader of articles.

use super::wording;

wording! {
    read = "Read";
    only(outlet) = "Only {outlet}";
    copy_its_title_and_file = "Copy its title and file";
    open_file = "Open file";
    all_articles_tip = "Back to the list of articles";
    article_of(at, total) = "{at} of {total}";
    basis_unknown = "unknown";
    nothing_dates_it = "Nothing in the file tells its date.";
    set_date = "set date";
    use_own_date = "use the program's date";
    date_hint = "30 Nov 2024";
    date_field = "Date of this article";
    confidence(percent) = "found with {percent:.0} % confidence";
    why_here(words) = "Why is “{words}” here?";
    copy_paragraph = "Copy paragraph";
    next_article = "Next article";
    previous_article = "Previous article";
}

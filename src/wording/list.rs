//! The list of articles.

use super::wording;

wording! {
    newest_first = "Newest first";
    oldest_first = "Oldest first";
    title = "Title";
    outlet = "Outlet";
    most_claims = "Most claims";
    listed_articles(listed, total) = "{listed} of {total} ARTICLES";
    articles(n) = "{n} ARTICLE" | "{n} ARTICLES";
    order_of_the_articles = "Order of the articles";
    find = "Find an article";
    find_tip = "Words of the title, the outlet or the file's name";
    none_found = "No article has these words";
    what_is_searched = "Title, outlet and file name are searched.";
    all_filtered = "No article passes the filters";
    all_filtered_advice = "Clear a filter above to see more.";
    none_yet = "No articles yet";
    none_yet_advice = "Open a folder of articles, or drop one here.";
    row_spoken(title, outlet, date, claims) = "{title}, {outlet}, {date}, {claims}";
    no_claims = "no claims";
    no_date_yet = "It has no date; open it to set one.";
    told_alike(others) = "{others} articles tell this story in the same words; together they count as one source.";
    copies(n) = "{n} copy of this story" | "{n} copies of this story";
    click_to_fold(name) = "{name}; click to fold";
    click_to_show(name) = "{name}; click to show";
}

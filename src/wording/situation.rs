//! The situation in a few lines over the map.

use super::wording;

wording! {
    situation_spoken = "What changed on the day of the cursor";
    situation_on(day) = "Situation on {day}";
    close_the_situation = "Close the situation";
    articles_claim(n) = "{n} article claims" | "{n} articles claim";
    known_by_then = ", published by then";
    known_by(day) = ", published by {day}";
    who_holds(places, articles, known) = "Who holds {places}, as {articles}{known}";
    nothing_changes = "NOTHING CHANGES THIS DAY";
    changed = "CHANGED THIS DAY";
    and_more(places) = "and {places}";
    more_places(n) = "{n} place more" | "{n} places more";
    open_the_place = "Open the place with every claim on it";
    previous_change = "Previous change";
    next_change = "Next change";
    there_is_none = "There is none";
    says(says, gains) = "Says {says}{gains}";
    disputed_by(disputed) = "Disputed by {disputed}";
    whose_side_gains = ", whose side gains";
    more_voices(more) = "{more} more";
}

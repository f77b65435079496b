//! The time panel.

use super::wording;

wording! {
    axis_empty_spoken = "Time axis, nothing dated";
    time_cursor(day) = "Time cursor: {day}";
    nothing_on_this_day = "Nothing is dated to this day";
    places_change_their_state(n) = "{n} place changes its state" | "{n} places change their state";
    before = "before";
    after = "after";
    nearest_change(side, day) = "Nearest change {side}: {day}";
    clock_at_everything = "Known as of: all articles";
    clock_at(day) = "Known as of {day}";
    clock_meaning = "The second clock: only articles published by then are used, so the map shows what could be known on that day.";
    clock_how = "Drag it, or press comma and period, to go through the days of publication.";
    half_a_day = "½ day/s";
    one_day = "1 day/s";
    two_days = "2 days/s";
    four_days = "4 days/s";
    one_week = "1 week/s";
    one_month = "1 month/s";
    one_year = "1 year/s";
    pause = "Pause";
    nothing_dated = "Nothing is dated yet";
    date_hint = "30 Nov 2024";
    date_field = "Date to go to";
    date_advice = "Try 30 Nov 2024, 2024-11-30, or +3 for three days on";
    places_change(n) = "{n} place changes" | "{n} places change";
    changes_tip = "On this day the claims change the state of so many places";
    no_change = "no change";
    no_change_tip = "On this day no place changes its state; Ctrl+Left and Ctrl+Right go to days that do";
    days_a_second(speed) = "{speed} days/s";
    days_a_second_suffix = " days/s";
    type_any_speed = "Type any speed";
    speed_of_playing = "Speed of playing";
    loop_off = "Plays once, then stops. Click to play round and round";
    loop_all = "Plays round and round. Click to change";
    loop_range = "Plays the marked range round and round. Click to play once";
    looping = "Loop";
    clear_the_range = "Clear the range";
    range_tip = "Marked range; click to clear it";
    known_all_articles = "Known: all articles";
    known_at_cursor = "Known: as of the cursor";
    known_by(day) = "Known: by {day}";
    all_articles_tip = "Use every article of the folder, whenever it was published";
    as_of_cursor = "As of the cursor's day";
    by_day(day) = "By {day}";
    by_day_tip = "Use only articles published by the end of this day";
    second_clock = "Known as of";
    second_clock_tip = "Second clock: what had been published by when";
    axis_empty = "The axis fills when articles with dated claims are opened";
    fold_years(years) = "{years} yr";
    fold_days(days) = "{days} d";
    not_yet_published = "not yet published";
    no_side_named = "No side named";
}

//! The table of the claims that are visible now.

use super::wording;

wording! {
    visible_now(n) = "{n} CLAIM VISIBLE NOW" | "{n} CLAIMS VISIBLE NOW";
    told_of_by(day) = "told of by {day}";
    close_the_table = "Close the table";
    copy_table_tip = "Copy the rows with tabs between the cells, as spreadsheets take them";
    copy_table = "Copy table";
    only_in_frame = "Only in the map's frame";
    only_in_frame_tip = "Off: every place, wherever the map looks";
    sorted_downwards = ", sorted downwards";
    sorted_upwards = ", sorted upwards";
    sort_tip = "Sort by this; again to turn it round";
    table_empty = "No claim is visible: move the cursor on, look elsewhere on the map, or clear a filter.";
}

//! Dates, states and counts as every panel words them.

use super::wording;

wording! {
    basis_user = "set by you";
    basis_user_tip = "You set this date.";
    basis_metadata = "stated";
    basis_metadata_tip = "The file states its date.";
    basis_file_name = "from file name";
    basis_file_name_tip = "The date stands in the file's name.";
    basis_text = "from text";
    basis_text_tip = "The date is written in the text.";
    basis_calendar = "from calendar";
    basis_calendar_tip = "Weekday, day and month in the text fit only this year.";
    basis_corpus = "from other articles";
    basis_corpus_tip = "Aligned with the other articles of the folder.";
    basis_file_time_tip = "Nothing dates it: it came out after what it names, and before its file was written.";
    and_held_by(side) = ", held by {side}";
    nothing_decided = "Nothing decided";
    held_by(side) = "Held by {side}";
    contested(sides) = "Contested: {sides}";
    held_jointly(sides) = "Held jointly: {sides}";
    besieged_by(side, held) = "Besieged by {side}{held}";
    inside(side, held) = "{side} inside{held}";
    since(when) = "since {when}";
    since_about(day) = "since about {day}";
    since_month(month, year) = "since {month} {year}";
    rule_no_claim = "No claim is dated by then.";
    rule_only_pressure = "Only movement towards it is reported.";
    rule_latest_whole = "The latest claim on the whole place stands unopposed.";
    rule_sole_holder = "The other side is said to have left; this one is inside or holds a part.";
    rule_left_empty = "The last holder is said to have left, and nobody to have come.";
    rule_from_parent = "The city around it is said to have changed hands as a whole.";
    rule_better_evidence = "Acknowledged or verified words stand against the other side's own word.";
    rule_part_contests = "A part changed hands, which contests the whole.";
    rule_fighting_inside = "Fighting inside is reported and not yet decided.";
    rule_disagreement = "Equally recent claims name different sides.";
    rule_inside_not_holding = "Someone is inside; control is not claimed.";
    rule_siege = "It is said to be surrounded.";
    province = "province";
    district = "district";
    kilometres(km) = "{km} km";
    metres(metres) = "{metres} m";
    coordinates(lat, north, lon, east) = "{lat:.3}° {north} {lon:.3}° {east}";
    north = "N";
    south = "S";
    east = "E";
    west = "W";
}

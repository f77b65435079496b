//! The menu bar and the menu of filters.

use super::wording;

wording! {
    file = "File";
    view = "View";
    timeline = "Timeline";
    help = "Help";
    recent = "Recent";
    panels = "PANELS";
    theme = "THEME";
    as_the_system = "As the system";
    light = "Light";
    dark = "Dark";
    colours = "COLOURS";
    conventional = "As readers know them";
    conventional_tip = "The colours that maps of the war use";
    colour_safe = "Safe for colour-blind eyes";
    colour_safe_tip = "Colours that stay apart for colour-blind eyes and in print";
    basemap = "BASEMAP";
    filter = "Filter";
    filter_tip = "Show only some sides, changes, evidence or outlets";
    side = "SIDE";
    side_tip = "Claims that name this side";
    change = "CHANGE";
    change_tip = "Claims of this change";
    evidence = "EVIDENCE";
    flags = "FLAGS";
    flags_tip = "Claims that bear one of the ticked flags";
    outlet = "OUTLET";
    outlet_tip = "Claims in articles of this outlet";
    more_outlets(more) = "and {more} more: search for their names";
    language = "LANGUAGE";
    language_tip = "Claims in articles of this language";
    how_exactly_placed = "HOW EXACTLY PLACED";
    how_exactly_placed_tip = "Claims placed as exactly as this";
    how_exactly_dated = "HOW EXACTLY DATED";
    how_exactly_dated_tip = "Claims dated as exactly as this";
    area = "AREA";
    clear_the_area = "Clear the area";
}

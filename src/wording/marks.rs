//! What a mark of the map says under the pointer.

use super::wording;

wording! {
    places_here(n) = "{n} place here" | "{n} places here";
    for_and_against(supporting, opposing) = "{supporting} for, {opposing} against";
    placed_within(distance) = "placed within {distance}";
    and_more(more) = "and {more} more; click to list them";
    map_spoken(places) = "Map with {places}";
}

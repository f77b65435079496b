//! The map's margin, and what is missing of the ground.

use super::wording;

wording! {
    archive_remedy = "Choose a PMTiles archive (version 3) with vector, PNG or JPEG tiles";
    archive_unopened(error, remedy) = "It cannot be opened: {error}. {remedy}.";
    archive_undrawn(error, remedy) = "It cannot be drawn: {error}. {remedy}.";
    archive_of_webp(remedy) = "Its tiles are WebP pictures, which cannot be drawn. {remedy}.";
    archive_of_unknown_kind(kind, remedy) = "Its tiles are of an unknown kind ({kind}). {remedy}.";
    part_roads = "roads";
    embedded_undrawn(name, error) = "The embedded basemap ({name}) cannot be drawn: {error}.";
    part_land = "land and towns";
    part_relief = "relief";
    no_basemap = "No basemap";
    quiet_instead(why) = "{why} The quiet basemap is shown instead.";
    style_unread(error) = "The map style cannot be read: {error}.";
    archive_without_credit(name) = "{name} (names no source)";
    tiles_could_not_be_drawn(n) = "{n} tile could not be drawn" | "{n} tiles could not be drawn";
    unreachable = "OpenStreetMap cannot be reached: the offline basemap is shown";
    fold_the_legend = "Fold the legend";
    unfold_the_legend = "Unfold the legend";
    legend = "Legend";
}

//! The state of a place: beside the pointer, in lists, in the map's legend, on the exported page.

use super::wording;

wording! {
    unnamed_sides = "unnamed sides";
    several(most, last) = "{most} and {last}";
    unreported = "holder not reported";
    held_by(side) = "held by {side}";
    contested_by(sides) = "contested by {sides}";
    held_jointly_by(sides) = "held jointly by {sides}";
    held_and_besieged(side, by) = "held by {side}, besieged by {by}";
    besieged_by(side) = "besieged by {side}";
    held_and_entered(side, by) = "held by {side}, entered by {by}";
    entered_by(side) = "entered by {side}";
    since(day) = " since {day}";
    advancing(sides) = "; {sides} advancing on it";
    own_word = "; only the gaining side says so";
    disputed = "disputed";
    held_jointly = "held jointly";
    undecided = "undecided";
    province(name) = "{name} province";
    district(name) = "{name} district";
    sign_estimate(km) = "Estimate: nearest place within {km} km, not a claim";
    sign_contested = "Contested";
    sign_joint = "Held jointly";
    sign_besieged = "Besieged";
    sign_entered = "Entered, control not claimed";
    sign_advance = "Advance reported, from its nearest position";
    sign_pressure = "Pressure, direction not reported";
    sign_unreported = "Holder not reported";
    sign_contradicted = "Other claims contradict it";
    sign_own_word = "Only the gaining side says so";
    sign_faded = "Faded: date uncertain by a week or more";
    sign_within = "Lies somewhere within the ring";
    sign_cluster = "Several places: ring counts them by side, ticks: disputed";
    as_known_on(day) = "as known on {day}";
}

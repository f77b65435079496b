//! Heads of the table of claims, in the window and where it is copied to.

use super::wording;

wording! {
    date = "Date";
    place = "Place";
    side = "Side";
    change = "Change";
    evidence = "Evidence";
    flags = "Flags";
    claimant = "Who says so";
    outlet = "Outlet";
    quote = "Words";
    file = "File";
    claim = "Claim";
}

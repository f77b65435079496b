//! The table, the filters, and what the pointer rests on in several panels at once.

use crate::kit::{SMALL, aleppo, command, key, open, picture, plain, settle};
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;
use salient::ui::Start;
use salient::workspace::{Command, FilterChip, Nearness, ThemeChoice};

#[test]
fn the_table_shows_what_is_visible_now_and_a_row_opens_its_words() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    key(&mut window, Modifiers::NONE, Key::Num4);
    command(&mut window, Command::FitClaims);
    window.get_by_label_contains("CLAIMS VISIBLE NOW");
    let all = window.query_all_by_label_contains("Rebel").count();
    plain(&mut window);
    picture(&mut window, "table").unwrap();
    command(&mut window, Command::SetCursor(date(2024, 11, 27)));
    window.get_by_label_contains("3 CLAIMS VISIBLE NOW");
    assert!(window.query_all_by_label_contains("Rebel").count() <= all);
    window.get_by_label("Anjara").click();
    settle(&mut window);
    assert!(window.state().workspace.view.selection.claim.is_some());
    window.get_by_label("Copy table").click();
    settle(&mut window);
}

#[test]
fn clicking_a_title_of_the_table_sorts_by_it() {
    let mut window = aleppo(vec2(1440.0, 900.0), ThemeChoice::Light);
    command(&mut window, Command::TogglePanel(salient::workspace::Panel::Table));
    window.get_by_label("Date, sorted downwards");
    window.get_by_label("Outlet").click();
    settle(&mut window);
    window.get_by_label("Outlet, sorted upwards").click();
    settle(&mut window);
    window.get_by_label("Outlet, sorted downwards");
}

#[test]
fn the_filter_menu_offers_precision_and_area_and_each_has_a_chip() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    let all = window.state().workspace.derived.shown.len();
    window.get_by_label("Filter").click();
    settle(&mut window);
    window.get_by_label("Placed exactly").click_accesskit();
    settle(&mut window);
    assert!(window.state().workspace.view.filters.nearness.contains(&Nearness::Exact));
    command(&mut window, Command::SelectPlace("test:Hama".into()));
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Placed exactly").is_none(), "Escape closes the menu");
    assert!(window.state().workspace.view.selection.place.is_some(), "and nothing else");
    command(&mut window, Command::ClearFilters);
    command(&mut window, Command::FitSelection);
    command(&mut window, Command::FilterToFrame);
    let shown = window.state().workspace.derived.shown.len();
    assert!(shown > 0 && shown < all, "{shown} of {all}");
    window.get_by_label("Clear the filter An area of the map").click();
    settle(&mut window);
    assert_eq!(window.state().workspace.derived.shown.len(), all);
}

#[test]
fn pointing_at_a_claim_marks_it_in_the_other_panels() {
    let mut window = aleppo(vec2(1440.0, 900.0), ThemeChoice::Light);
    command(&mut window, Command::SetCursor(date(2024, 11, 30)));
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    let card = window.get_all_by_label_contains("Claim: Syrian opposition captured a part").next().unwrap();
    card.hover();
    window.run_steps(4);
    let hovered = &window.state().workspace.view.hovered;
    assert_eq!(hovered.place.as_deref(), Some("test:Aleppo"));
    assert!(hovered.claim.is_some());
    window.remove_cursor();
    window.run_steps(4);
    assert!(window.state().workspace.view.hovered.claim.is_none(), "what nobody points at is not marked");
}

#[test]
fn names_in_arabic_and_in_both_directions_are_drawn_and_found() {
    let start = Start { readings: Some((crate::war::arabic(), Vec::new())), ..Start::default() };
    let mut window = open(SMALL, ThemeChoice::Light, start);
    command(&mut window, Command::SelectPlace("test:حلب الشرقية".into()));
    let claim = window.state().workspace.corpus.claims_of("test:حلب الشرقية").first().map(|(_, claim)| claim.id).unwrap();
    command(&mut window, Command::SelectClaim(claim));
    plain(&mut window);
    picture(&mut window, "arabic").unwrap();
    command(&mut window, Command::ToggleFilter(FilterChip::Language("ar".into())));
    assert_eq!(window.state().workspace.derived.shown.len(), 2);
}

#[test]
fn a_stranger_reads_what_is_shown_as_of_when_who_says_so_who_disputes_it_and_how_to_step_on() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    command(&mut window, Command::SetCursor(date(2024, 11, 30)));
    window.get_by_label("Situation on 30 Nov 2024");
    window.get_by_label_contains("Who holds");
    window.get_by_label_contains("Says The army");
    command(&mut window, Command::SetCursor(date(2024, 12, 1)));
    window.get_all_by_label("Next change").next().unwrap().click_accesskit();
    settle(&mut window);
    assert_eq!(window.state().workspace.view.cursor, Some(date(2024, 12, 2)));
    key(&mut window, Modifiers::NONE, Key::Num5);
    assert!(window.query_by_label_contains("Situation on").is_none());
}

#[test]
fn an_edge_of_the_marked_range_is_dragged_and_the_other_stays() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    command(&mut window, Command::SetRange(Some((date(2024, 11, 28), date(2024, 11, 30)))));
    let axis = window.get_by_label_contains("Time cursor").rect();
    // The axis is fitted: the first of December begins where the thirtieth of November ends.
    let x_of = |window: &crate::kit::Window, day: jiff::civil::Date| {
        let axis_model = &window.state().workspace.derived.axis;
        let view = axis_model.fit(f64::from(axis.width()));
        axis.left() + axis_model.px_from_day(f64::from(salient::workspace::day::day_of(day)), &view) as f32
    };
    let (edge, target) = (x_of(&window, date(2024, 12, 1)), x_of(&window, date(2024, 12, 2)) + 12.0);
    let y = axis.top() + 20.0;
    window.drag_at(eframe::egui::pos2(edge, y));
    window.run_steps(2);
    window.hover_at(eframe::egui::pos2(edge + 20.0, y));
    window.run_steps(2);
    window.hover_at(eframe::egui::pos2(target, y));
    window.run_steps(2);
    window.drop_at(eframe::egui::pos2(target, y));
    settle(&mut window);
    assert_eq!(window.state().workspace.view.range, Some((date(2024, 11, 28), date(2024, 12, 2))));
}

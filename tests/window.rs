//! The window as a user meets it, drawn headless: what is clicked and typed, and pictures of what is then seen.

#![cfg(feature = "window-tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

#[path = "ui/articles.rs"]
mod articles;
#[path = "ui/gallery.rs"]
mod gallery;
#[path = "ui/kit.rs"]
mod kit;
#[path = "ui/panels.rs"]
mod panels;
#[path = "ui/places.rs"]
mod places;
#[path = "ui/sources.rs"]
mod sources;
#[path = "ui/war.rs"]
mod war;

use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;
use kit::{CTRL, SMALL, Window, aleppo, command, key, open, picture, plain, settle};
use salient::map::Palette;
use salient::ui::Start;
use salient::workspace::{Command, FilterChip, KnownAsOf, ThemeChoice};

#[test]
fn the_window_opens_on_the_last_change_with_every_article_in_the_list() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    assert_eq!(window.state().workspace.view.cursor, Some(date(2024, 12, 2)));
    window.get_by_label_contains("Army admits retreat from parts of Aleppo");
    window.get_by_label_contains("What the war has cost");
    picture(&mut window, "light_1280").unwrap();
}

#[test]
fn the_dark_theme_is_as_legible() {
    let mut window = aleppo(SMALL, ThemeChoice::Dark);
    command(&mut window, Command::SetCursor(date(2024, 11, 30)));
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    picture(&mut window, "dark_aleppo").unwrap();
}

#[test]
fn arrow_keys_step_a_day_and_with_ctrl_to_the_next_change() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    key(&mut window, Modifiers::NONE, Key::Home);
    key(&mut window, CTRL, Key::ArrowRight);
    assert_eq!(window.state().workspace.view.cursor, Some(date(2024, 11, 27)), "eight empty years are one step");
    key(&mut window, Modifiers::NONE, Key::ArrowRight);
    key(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(window.state().workspace.view.cursor, Some(date(2024, 11, 29)));
    key(&mut window, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.state().workspace.view.cursor, Some(date(2024, 11, 22)));
    key(&mut window, Modifiers::NONE, Key::End);
    key(&mut window, CTRL, Key::ArrowLeft);
    assert_eq!(window.state().workspace.view.cursor, Some(date(2024, 12, 1)));
}

#[test]
fn a_claim_of_the_selected_place_opens_the_words_that_say_it() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    command(&mut window, Command::SetCursor(date(2024, 11, 30)));
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    let card = window.get_all_by_label_contains("captured a part of Aleppo").next().expect("a card of the claim");
    card.click();
    settle(&mut window);
    let selection = &window.state().workspace.view.selection;
    assert!(selection.claim.is_some() && selection.article.is_some());
    plain(&mut window);
    picture(&mut window, "claim_in_its_article").unwrap();
}

#[test]
fn clicking_a_mark_on_the_map_opens_its_place() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    command(&mut window, Command::FitClaims);
    let at = window.state().mark_position("test:Hama").expect("Hama is on the map");
    window.hover_at(at);
    window.run_steps(3);
    window.drag_at(at);
    window.drop_at(at);
    settle(&mut window);
    assert_eq!(window.state().workspace.view.selection.place.as_deref(), Some("test:Hama"));
    assert!(window.query_all_by_label_contains("repelled an attack on Hama").next().is_some());
}

#[test]
fn a_filter_in_force_is_seen_and_one_click_clears_it() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    command(&mut window, Command::ToggleFilter(FilterChip::Outlet("Harbour Times".into())));
    command(&mut window, Command::SetText("airport".into()));
    assert_eq!(window.state().workspace.derived.shown.len(), 1);
    plain(&mut window);
    picture(&mut window, "filtered").unwrap();
    window.get_by_label("Clear the filter Harbour Times").click();
    settle(&mut window);
    assert!(window.state().workspace.view.filters.outlets.is_empty());
}

#[test]
fn the_second_clock_takes_away_what_was_not_yet_published() {
    let mut window = aleppo(vec2(960.0, 620.0), ThemeChoice::Light);
    command(&mut window, Command::SetCursor(date(2024, 11, 30)));
    command(&mut window, Command::SetKnown(KnownAsOf::Day(date(2024, 11, 28))));
    assert!(window.state().workspace.derived.state_of("test:Idlib").is_none());
    plain(&mut window);
    picture(&mut window, "known_as_of").unwrap();
    key(&mut window, Modifiers::NONE, Key::K);
    assert_eq!(window.state().workspace.view.known, KnownAsOf::Cursor);
}

#[test]
fn a_typed_date_moves_the_cursor_and_a_wrong_one_is_refused() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    key(&mut window, Modifiers::NONE, Key::D);
    window.get_by_label("Date to go to").type_text("");
    key(&mut window, CTRL, Key::A);
    window.get_by_label("Date to go to").type_text("29 nov 2024");
    settle(&mut window);
    key(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().workspace.view.cursor, Some(date(2024, 11, 29)));
}

#[test]
fn themes_and_palettes_switch_by_key() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    key(&mut window, CTRL, Key::L);
    assert_eq!(window.state().workspace.view.theme, ThemeChoice::Dark);
    key(&mut window, CTRL, Key::B);
    assert_eq!(window.state().workspace.view.palette, Palette::ColourSafe);
    plain(&mut window);
    picture(&mut window, "dark_colour_safe").unwrap();
}

#[test]
fn panels_fold_with_one_key_each() {
    let mut window = aleppo(vec2(960.0, 620.0), ThemeChoice::Light);
    for digit in [Key::Num1, Key::Num3, Key::Num5] {
        key(&mut window, Modifiers::NONE, digit);
    }
    let panels = window.state().workspace.view.panels;
    assert!(!panels.articles && !panels.time);
    picture(&mut window, "map_alone").unwrap();
}

#[test]
fn every_dialog_opens_and_closes_by_key() {
    let mut window = aleppo(vec2(820.0, 560.0), ThemeChoice::Light);
    plain(&mut window);
    let mut results = SnapshotResults::new();
    for (modifiers, press, name) in [
        (CTRL, Key::E, "dialog_export"),
        (CTRL, Key::P, "dialog_commands"),
        (Modifiers::NONE, Key::G, "dialog_go_to"),
        (Modifiers::NONE, Key::F1, "dialog_keys"),
        (Modifiers { shift: true, ..CTRL }, Key::O, "dialog_path"),
    ] {
        key(&mut window, modifiers, press);
        window.get_by_label("Close the dialog");
        results.extend(picture(&mut window, name));
        key(&mut window, Modifiers::NONE, Key::Escape);
        assert!(window.query_by_label("Close the dialog").is_none(), "{name} stays open");
    }
    results.unwrap();
}

#[test]
fn an_empty_folder_and_a_missing_one_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = open(SMALL, ThemeChoice::Light, Start { paths: vec![folder.path().to_owned()], ..Start::default() });
    window.get_by_label_contains("No article was found");
    window.get_by_label("Open the sample");
    command(&mut window, Command::Open(salient::workspace::Source::folder(folder.path().join("gone"))));
    command(&mut window, Command::ShowProblems);
    window.get_by_label_contains("Missing from the result");
}

#[test]
fn the_sample_is_read_shown_and_every_claim_of_it_opens() {
    let mut window = open(vec2(1440.0, 900.0), ThemeChoice::Light, Start::default());
    assert_eq!(window.state().workspace.corpus.readings.len(), 5);
    let claims: Vec<_> = window.state().workspace.corpus.readings.iter().flat_map(|r| r.claims.iter().map(|claim| claim.id)).collect();
    for id in claims.into_iter().take(12) {
        command(&mut window, Command::SelectClaim(id));
        let workspace = &window.state().workspace;
        let (reading, claim) = workspace.corpus.claim(id).unwrap();
        assert!(!claim.quote.of(&reading.article.text).is_empty());
        assert_eq!(workspace.view.selection.article, Some(reading.article.id));
    }
}

#[test]
fn an_export_is_written_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    command(&mut window, Command::AskExport);
    let path = folder.path().join("map.png");
    window.get_by_label("File to write").focus();
    window.run_steps(2);
    key(&mut window, CTRL, Key::A);
    window.get_by_label("File to write").type_text(&path.display().to_string());
    settle(&mut window);
    window.get_by_label("Export").click();
    settle(&mut window);
    window.get_by_label_contains("The map was written");
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 20_000, "{} bytes", bytes.len());
}

#[test]
fn the_window_is_used_well_at_2560_by_1440() {
    let mut window = aleppo(vec2(2560.0, 1440.0), ThemeChoice::Light);
    command(&mut window, Command::SetCursor(date(2024, 11, 30)));
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    plain(&mut window);
    picture(&mut window, "light_2560").unwrap();
}

#[test]
fn half_of_a_small_window_is_map_with_every_panel_open() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    let part = |window: &Window| window.state().map_rect().area() / (SMALL.x * SMALL.y);
    let panels = window.state().workspace.view.panels;
    assert!(panels.articles && panels.place && panels.time, "the panels are open");
    assert!(part(&window) >= 0.5, "the map has {:.3} of the window", part(&window));
    let id = window.state().workspace.corpus.claims_of("test:Aleppo").first().map(|(_, claim)| claim.id).unwrap();
    command(&mut window, Command::SelectClaim(id));
    assert!(part(&window) >= 0.5, "with an article open the map has {:.3} of the window", part(&window));
}

#[test]
fn the_second_clock_is_dragged_and_moved_with_the_arrows_once_it_has_the_focus() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    let days: Vec<_> = window.state().workspace.corpus.publication_days().iter().copied().collect();
    let &[.., before, last] = days.as_slice() else { panic!("days of publication") };
    let cursor = window.state().workspace.view.cursor;
    window.get_by_label_contains("Known as of: all articles").focus();
    window.run_steps(2);
    key(&mut window, Modifiers::NONE, Key::ArrowLeft);
    key(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(window.state().workspace.view.known, KnownAsOf::Day(before), "first it names {last}, then the day of news before");
    assert_eq!(window.state().workspace.view.cursor, cursor, "the cursor stays");
    let handle = window.get_all_by_label_contains("Known as of ").find(|node| node.rect().width() < 30.0).expect("the handle").rect();
    window.drag_at(handle.center());
    window.run_steps(2);
    window.hover_at(handle.center() + vec2(900.0, 0.0));
    window.run_steps(2);
    window.drop_at(handle.center() + vec2(900.0, 0.0));
    settle(&mut window);
    assert_eq!(window.state().workspace.view.known, KnownAsOf::Everything, "dragged to the end, everything is known");
    assert_eq!(window.state().workspace.view.cursor, cursor, "the cursor stays");
}

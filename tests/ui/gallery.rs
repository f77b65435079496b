//! The gallery: the window in each theme and palette, large and small, crowded, empty, at work and in trouble.

use crate::kit::{Window, aleppo, command, open, picture, plain, settle, shown, write};
use eframe::egui::{Vec2, vec2};
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;
use salient::map::Palette;
use salient::ui::{SalientApp, Start};
use salient::workspace::{Basemap, Command, KnownAsOf, Panel, ThemeChoice};

const MEDIUM: Vec2 = vec2(960.0, 620.0);

fn dense<'a>(size: Vec2, theme: ThemeChoice) -> Window<'a> {
    let mut window = open(size, theme, Start { readings: Some((crate::war::dense(900), Vec::new())), ..Start::default() });
    plain(&mut window);
    command(&mut window, Command::FitClaims);
    window
}

#[test]
fn nine_hundred_places_of_four_sides_can_be_read_in_both_themes_and_palettes() {
    let mut results = SnapshotResults::new();
    let mut light = dense(MEDIUM, ThemeChoice::Light);
    command(&mut light, Command::SetCursor(date(2024, 12, 10)));
    results.extend(picture(&mut light, "dense_light"));
    let mut dark = dense(MEDIUM, ThemeChoice::Dark);
    command(&mut dark, Command::SetCursor(date(2024, 12, 10)));
    command(&mut dark, Command::SetPalette(Palette::ColourSafe));
    command(&mut dark, Command::TogglePanel(Panel::Table));
    results.extend(picture(&mut dark, "dense_dark_safe"));
    results.unwrap();
}

#[test]
fn the_palette_for_colour_blind_eyes_in_the_light_theme_shows_every_mark() {
    let mut window = aleppo(MEDIUM, ThemeChoice::Light);
    plain(&mut window);
    command(&mut window, Command::SetPalette(Palette::ColourSafe));
    command(&mut window, Command::SetCursor(date(2024, 11, 30)));
    command(&mut window, Command::SelectPlace("test:Hama".into()));
    picture(&mut window, "light_colour_safe").unwrap();
}

#[test]
fn without_articles_the_window_says_what_to_do() {
    let mut window = open(MEDIUM, ThemeChoice::Dark, Start { readings: Some((Vec::new(), Vec::new())), ..Start::default() });
    plain(&mut window);
    window.get_by_label("Open a folder of articles");
    picture(&mut window, "empty").unwrap();
}

#[test]
fn while_it_reads_the_window_says_so_and_offers_to_stop() {
    let mut window = egui_kittest::Harness::builder().with_size(MEDIUM).with_max_steps(1).wgpu().build_eframe(|cc| {
        let mut app = SalientApp::new(cc, Start::default());
        app.workspace.view.theme = ThemeChoice::Light;
        app.workspace.view.basemap = Basemap::None;
        app
    });
    // Before the first results: what the window knows is still being unpacked.
    window.run_steps(2);
    window.get_by_label("Stop");
    let mut results = SnapshotResults::new();
    results.add(window.try_snapshot("loading"));
    results.unwrap();
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("northern-front");
    std::fs::create_dir(&folder).unwrap();
    write(&folder, "good.txt", "A quiet week\n\nA town of which nothing is claimed.");
    write(&folder, "broken.json", "{ \"title\": \"cut off");
    let mut window = open(MEDIUM, ThemeChoice::Light, Start { paths: vec![folder], ..Start::default() });
    plain(&mut window);
    command(&mut window, Command::ShowProblems);
    window.get_by_label_contains("broken.json");
    picture(&mut window, "problems").unwrap();
}

#[test]
fn the_sample_is_seen_as_a_newcomer_sees_it() {
    let mut window = open(vec2(1120.0, 700.0), ThemeChoice::Light, Start::default());
    shown(&mut window, "sample");
    let busiest = {
        let workspace = &window.state().workspace;
        let place = workspace.derived.places().map(|(place, _)| place.id.clone());
        place.max_by_key(|id| workspace.corpus.claims_at_place(id)).expect("a place on the map")
    };
    command(&mut window, Command::SetKnown(KnownAsOf::Cursor));
    command(&mut window, Command::SelectPlace(busiest));
    window.get_by_label("Side against side").click();
    settle(&mut window);
    window.get_by_label("Other sources");
}

/// The picture of the README: the town that most is claimed of, on the day of its fall, and the words behind it.
#[test]
fn the_words_behind_a_change_stand_beside_the_map() {
    let mut window = open(vec2(1440.0, 860.0), ThemeChoice::Dark, Start::default());
    let day = "2024-11-30".parse().expect("a day");
    command(&mut window, Command::SetCursor(day));
    let (place, told) = {
        let workspace = &window.state().workspace;
        let place = workspace.derived.places().map(|(place, _)| place.id.clone());
        let busiest = place.max_by_key(|id| workspace.corpus.claims_at_place(id)).expect("a place on the map");
        let mut claims = workspace.corpus.readings.iter().flat_map(|reading| &reading.claims);
        let told = claims.find(|claim| claim.place.id == busiest && claim.when.span.latest == Some(day)).map(|claim| claim.id);
        (busiest, told.expect("a claim of the day"))
    };
    command(&mut window, Command::SelectPlace(place));
    command(&mut window, Command::SelectClaim(told));
    shown(&mut window, "window");
    window.get_by_label("Side against side");
}

#[test]
fn a_window_of_2560_by_1440_at_twice_the_scale_is_laid_out_like_a_small_one() {
    let mut window = aleppo(vec2(2560.0, 1440.0), ThemeChoice::Dark);
    plain(&mut window);
    window.state_mut().workspace.view.scale = 2.0;
    settle(&mut window);
    window.get_by_label_contains("Situation on");
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    window.get_by_label("Side against side");
}

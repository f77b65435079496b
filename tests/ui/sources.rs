//! Folders that are opened, added, removed and followed; the user's own places.

use crate::kit::{SMALL, command, open, settle, write};
use egui_kittest::kittest::Queryable as _;
use salient::ui::Start;
use salient::workspace::{Command, Source, ThemeChoice};
use std::time::{Duration, Instant};

#[test]
fn two_folders_are_read_as_one_and_one_is_taken_away_again() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(one.path(), "a.txt", "Date: 2024-11-29\n\nRebels captured Aleppo on Friday.");
    write(two.path(), "b.txt", "Date: 2024-12-05\n\nRebels captured Hama on Thursday.");
    let paths = vec![one.path().to_owned(), two.path().to_owned()];
    let mut window = open(SMALL, ThemeChoice::Light, Start { paths, ..Start::default() });
    assert_eq!(window.state().workspace.corpus.readings.len(), 2);
    command(&mut window, Command::ShowSources);
    window.get_by_label_contains(&format!("Remove {}", one.path().display())).click();
    settle(&mut window);
    assert_eq!(window.state().workspace.source, Some(Source::folder(two.path())));
    assert_eq!(window.state().workspace.corpus.readings.len(), 1);
    command(&mut window, Command::AddPaths(vec![one.path().to_owned()]));
    assert_eq!(window.state().workspace.corpus.readings.len(), 2);
}

#[test]
fn a_file_that_comes_while_the_folder_is_open_is_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "Rebels captured Aleppo on 29 November 2024.");
    let mut window = open(SMALL, ThemeChoice::Light, Start { paths: vec![folder.path().to_owned()], ..Start::default() });
    write(folder.path(), "b.txt", "Rebels captured Hama on 5 December 2024.");
    let began = Instant::now();
    while window.state().workspace.corpus.readings.len() < 2 {
        assert!(began.elapsed() < Duration::from_secs(60), "the new file was not seen");
        std::thread::sleep(Duration::from_millis(50));
        window.step();
    }
}

#[test]
fn places_of_ones_own_are_laid_over_and_their_faults_are_listed_by_row() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "Rebels captured Qarnabil on 29 November 2024.");
    let mut window = open(SMALL, ThemeChoice::Light, Start { paths: vec![folder.path().to_owned()], ..Start::default() });
    let places = tempfile::tempdir().unwrap();
    write(places.path(), "mine.csv", "name,lat,lon\nQarnabil,36.5,37.5\nNowhere,north,37.5\n");
    command(&mut window, Command::AddGazetteers(vec![places.path().join("mine.csv")]));
    settle(&mut window);
    let placed = window.state().workspace.corpus.readings.iter().flat_map(|r| &r.claims).any(|c| (c.place.at.lat - 36.5).abs() < 1e-6);
    assert!(placed, "the claim stands where the user's file says");
    command(&mut window, Command::ShowSources);
    window.get_by_label_contains("problem in them");
}

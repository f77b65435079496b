//! The list of articles and the reader.

use crate::kit::{SMALL, aleppo, command, open, settle, type_into};
use egui_kittest::kittest::Queryable as _;
use salient::corpus::duplicates::StoryId;
use salient::provenance::ArticleId;
use salient::ui::Start;
use salient::workspace::{Command, ThemeChoice};

#[test]
fn an_article_is_found_by_its_words_and_sorted_by_date_both_ways() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    type_into(&mut window, "Find an article", "harbour army");
    window.get_by_label_contains("1 of 6 ARTICLES");
    window.get_by_label_contains("Army admits retreat");
    assert!(window.query_by_label_contains("Aleppo lost, all eyes").is_none());
    type_into(&mut window, "Find an article", " nonsense");
    window.get_by_label_contains("No article has these words");
}

#[test]
fn copies_of_a_story_fold_under_one_row_and_unfold() {
    let mut readings = crate::war::aleppo();
    let story = StoryId(ArticleId(1));
    for reading in readings.iter_mut().take(3) {
        reading.story = story;
    }
    let mut window = open(SMALL, ThemeChoice::Light, Start { readings: Some((readings, Vec::new())), ..Start::default() });
    window.get_by_label_contains("6 ARTICLES");
    assert!(
        window.query_by_label_contains("Rebels seize villages west of Aleppo in surprise attack").is_none(),
        "the older copies are folded"
    );
    window.get_by_label("2 copies of this story").click();
    settle(&mut window);
    window.get_by_label_contains("Rebels seize villages west of Aleppo in surprise attack");
    window.get_by_label("2 copies of this story").click();
    settle(&mut window);
    assert!(window.query_by_label_contains("Rebels seize villages west of Aleppo in surprise attack").is_none());
}

#[test]
fn an_undated_article_can_be_dated_and_says_who_dated_it() {
    let mut window = open(SMALL, ThemeChoice::Light, Start::default());
    let id = window.state().workspace.corpus.readings.first().map(|reading| reading.article.id).unwrap();
    command(&mut window, Command::SelectArticle(id));
    window.get_by_label("set date").click();
    settle(&mut window);
    window.get_by_label("Date of this article");
    crate::kit::key(&mut window, crate::kit::CTRL, eframe::egui::Key::A);
    window.get_by_label("Date of this article").type_text("5 dec 2024");
    window.run_steps(2);
    window.key_press(eframe::egui::Key::Enter);
    settle(&mut window);
    window.get_by_label_contains("set by you");
    command(&mut window, Command::Undo);
    assert!(window.query_by_label_contains("set by you").is_none(), "undo brings the program's date back");
}

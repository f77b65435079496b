//! The place panel: why so, side against side, why here and the user's own word.

use crate::kit::{SMALL, Window, aleppo, command, key, open, picture, plain, settle, shown};
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;
use salient::ui::Start;
use salient::workspace::{Command, ThemeChoice};

fn at_aleppo<'a>() -> Window<'a> {
    let mut window = aleppo(vec2(1440.0, 900.0), ThemeChoice::Light);
    command(&mut window, Command::SetCursor(date(2024, 11, 30)));
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    window
}

#[test]
fn why_so_names_the_rule_and_the_claims_for_and_against() {
    let mut window = at_aleppo();
    window.get_by_label_contains("Why so?").click();
    settle(&mut window);
    window.get_by_label_contains("Rule “part contests”");
    window.get_by_label_contains("Nobody says otherwise");
    let line = window.get_all_by_label_contains("30 Nov 2024 · Harbour Times").next().expect("a claim for it");
    line.click();
    settle(&mut window);
    assert!(window.state().workspace.view.selection.claim.is_some(), "a line of the answer opens its words");
}

#[test]
fn side_against_side_says_who_says_what_and_where_they_disagree() {
    let mut window = aleppo(SMALL, ThemeChoice::Light);
    command(&mut window, Command::SelectPlace("test:Saraqib".into()));
    window.get_by_label("Side against side").click();
    settle(&mut window);
    window.get_by_label("WHERE THEY DISAGREE");
    window.get_by_label_contains("Denied by a side");
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    window.get_by_label("Syrian government (Assad)");
    window.get_by_label("Other sources");
    plain(&mut window);
    picture(&mut window, "side_against_side").unwrap();
}

#[test]
fn the_users_word_moves_a_place_and_undo_brings_it_back() {
    let mut window = open(vec2(960.0, 620.0), ThemeChoice::Light, Start::default());
    let (article, mention, id) = {
        let corpus = &window.state().workspace.corpus;
        let placed = |reading: &salient::pipeline::ArticleReading| {
            let claim = reading
                .claims
                .iter()
                .find(|claim| reading.toponyms.iter().any(|t| t.span == claim.place.mention && t.candidates.len() > 1))?;
            Some((reading.article.id, claim.place.mention, claim.id))
        };
        corpus.readings.iter().find_map(|reading| placed(reading)).expect("a claim on a name with several candidates")
    };
    command(&mut window, Command::SelectClaim(id));
    command(&mut window, Command::WhyHere(article, mention));
    window.get_by_label_contains("% sure");
    shown(&mut window, "why_here");
    let before = window.state().workspace.corpus.claim(id).map(|(_, claim)| claim.place.id.clone());
    window.get_by_label_contains("Not a place").click();
    settle(&mut window);
    window.get_by_label("It is not a place").click();
    settle(&mut window);
    assert_eq!(window.state().workspace.document.toponyms.len(), 1);
    let now = window.state().workspace.corpus.claim(id).map(|(_, claim)| claim.place.id.clone());
    assert_ne!(now, before, "the claim no longer stands there");
    command(&mut window, Command::Undo);
    assert!(window.state().workspace.document.toponyms.is_empty());
    assert_eq!(window.state().workspace.corpus.claim(id).map(|(_, claim)| claim.place.id.clone()), before);
}

#[test]
fn a_note_is_written_on_a_claim_and_stands_on_its_card() {
    let mut window = at_aleppo();
    let id = window.state().workspace.corpus.claims_of("test:Aleppo").first().map(|(_, claim)| claim.id).unwrap();
    let card = window.get_all_by_label_contains("Claim: Syrian opposition captured Aleppo").next().expect("its card");
    card.click_secondary();
    settle(&mut window);
    window.get_by_label("Write a note…").click();
    settle(&mut window);
    window.get_by_label("Note on this claim").type_text("see the second film");
    window.run_steps(2);
    window.key_press(Key::Enter);
    settle(&mut window);
    assert_eq!(window.state().workspace.document.reviews.get(&id).map(|r| r.note.as_str()), Some("see the second film"));
    window.get_by_label_contains("Your note: see the second film");
}

#[test]
fn a_place_with_hundreds_of_claims_lays_out_a_few_and_offers_the_rest() {
    let mut window = open(SMALL, ThemeChoice::Light, Start { readings: Some((crate::war::crowded(300), Vec::new())), ..Start::default() });
    command(&mut window, Command::SelectPlace("test:Aleppo".into()));
    let cards = window.query_all_by_label_contains("Claim: ").count();
    assert!(cards <= 41, "{cards} cards are laid out");
    window.get_by_label_contains("more of 260");
}

#[test]
fn a_sentence_is_explained_in_words_and_the_next_one_is_a_key_away() {
    let mut window = open(vec2(1120.0, 720.0), ThemeChoice::Light, Start::default());
    let id = {
        let corpus = &window.state().workspace.corpus;
        let plain = |claim: &&salient::claims::Claim| claim.actor.is_some() && claim.claimant.mention.is_some();
        corpus.readings.iter().flat_map(|reading| &reading.claims).find(plain).expect("a claim with a speaker").id
    };
    command(&mut window, Command::SelectClaim(id));
    key(&mut window, Modifiers::NONE, Key::E);
    let sentence = {
        let (reading, claim) = window.state().workspace.corpus.claim(id).unwrap();
        let said = claim.place.mention.of(&reading.article.text).to_owned();
        (salient::workspace::phrases::sentence(claim, &window.state().workspace.styles), said)
    };
    window.get_by_label("WHAT CAME OF IT");
    assert!(window.query_all_by_label_contains(&sentence.0).count() > 0, "{} is among what came of it", sentence.0);
    assert!(window.query_all_by_label_contains(&format!("“{}”", sentence.1)).count() > 0);
    shown(&mut window, "explanation");
    let place = |window: &Window| window.query_all_by_label_contains("Sentence ").next().and_then(|node| node.value()).expect("its number");
    let before = place(&window);
    key(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_ne!(place(&window), before);
    window.get_by_label("Previous sentence").click();
    settle(&mut window);
    assert_eq!(place(&window), before);
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("WHAT CAME OF IT").is_none());
}

//! The workspace through its one door.

use super::*;
use crate::actors::{ActorId, SideId};
use crate::calendar::{Date, DateSpan};
use crate::claims::*;
use crate::corpus::Article;
use crate::gazetteer::PlaceKind;
use crate::geodesy::LatLon;
use crate::provenance::{ArticleId, ClaimId, Span};
use crate::timex::{Published, PublishedBasis, WhenBasis};
use jiff::civil::date;

pub(super) fn claim(id: u64, article: u64, side: &str, change: Change, place: &str, when: DateSpan) -> Claim {
    let mention = Span::new(0, 5);
    Claim {
        id: ClaimId(id),
        article: ArticleId(article),
        quote: Span::new(0, 10),
        sentence: Span::new(0, 20),
        change,
        extent: Extent::Whole,
        side: None,
        place: ClaimPlace {
            id: place.into(),
            name: place.into(),
            kind: PlaceKind::Settlement,
            mention,
            at: LatLon::new(36.0 + id as f64 * 0.1, 37.0),
            where_prec: 1,
            radius_m: 3000,
            country: "SY".into(),
            parent: None,
        },
        actor: Some(ActorMention { id: ActorId(side.into()), side: SideId(side.into()), mention }),
        opponent: None,
        when: ClaimWhen { span: when, mention: None, basis: WhenBasis::Explicit },
        claimant: Claimant { id: "x".into(), kind: ClaimantKind::Outlet, side: None, mention: None },
        evidence: EvidenceKind::Reported,
        unverified: false,
        hedged: false,
        denied: false,
        self_favourable: None,
        credibility: 6,
        frame: "test".into(),
    }
}

fn reading(id: u64, outlet: &str, published: Date, claims: Vec<Claim>) -> ArticleReading {
    let article = Article {
        id: ArticleId(id),
        name: format!("{id}.txt"),
        title: format!("Article {id}"),
        text: "Rebels took the town of somewhere on a day.".into(),
        blocks: Vec::new(),
        outlet: Some(outlet.into()),
        url: None,
        stated_date: None,
        file_name_date: None,
        file_date: None,
        language: Some("en".into()),
    };
    let published = Some(Published { span: DateSpan::day(published), basis: PublishedBasis::Metadata });
    ArticleReading { published, claims, ..ArticleReading::unread(article) }
}

fn workspace() -> Workspace {
    let mut workspace = Workspace::new(ActorStyles::default());
    let day = |d| DateSpan::day(date(2024, 11, d));
    let readings = vec![
        reading(
            1,
            "CNN",
            date(2024, 11, 30),
            vec![
                claim(1, 1, "gov", Change::Held, "aleppo", DateSpan::between(date(2016, 12, 1), date(2024, 11, 20))),
                claim(2, 1, "reb", Change::Captured, "aleppo", day(29)),
                claim(3, 1, "reb", Change::Captured, "saraqib", day(27)),
            ],
        ),
        reading(2, "BBC", date(2024, 12, 5), vec![claim(4, 2, "reb", Change::Captured, "hama", DateSpan::day(date(2024, 12, 5)))]),
    ];
    workspace.load(readings, Vec::new());
    workspace
}

#[test]
fn an_opened_folder_starts_at_its_last_change() {
    assert_eq!(workspace().view.cursor, Some(date(2024, 12, 5)));
}

#[test]
fn stepping_to_changes_visits_each_day_on_which_a_place_turns_and_no_other() {
    let mut w = workspace();
    apply(&mut w, Command::JumpToStart);
    let mut days = vec![w.view.cursor.unwrap()];
    loop {
        apply(&mut w, Command::NextChange);
        if days.last() == w.view.cursor.as_ref() {
            break;
        }
        days.push(w.view.cursor.unwrap());
    }
    assert_eq!(days, w.derived.replay.change_days());
    assert!(days.contains(&date(2024, 11, 29)) && days.contains(&date(2024, 12, 5)));
}

#[test]
fn what_was_published_later_is_not_known_when_replayed() {
    let mut w = workspace();
    apply(&mut w, Command::SetCursor(date(2024, 12, 5)));
    assert!(w.derived.state_of("hama").is_some());
    apply(&mut w, Command::SetKnown(KnownAsOf::Day(date(2024, 12, 1))));
    assert!(w.derived.state_of("hama").is_none() && w.derived.state_of("aleppo").is_some());
    apply(&mut w, Command::ToggleKnownAtCursor);
    assert_eq!(w.view.known, KnownAsOf::Cursor);
    apply(&mut w, Command::SetCursor(date(2024, 11, 29)));
    assert!(w.derived.place_count() == 0, "nothing had been published yet");
}

#[test]
fn the_second_clock_that_runs_with_the_cursor_shows_what_a_fresh_look_shows() {
    let side = |n: u64| ["gov", "reb", "sdf"][(n % 3) as usize];
    let day = |n: u64| date(2024, 1, 1).saturating_add(jiff::Span::new().days(n as i64));
    let readings: Vec<ArticleReading> = (0..60_u64)
        .map(|n| {
            let told = |k: u64| {
                let place = format!("place {}", (n * 7 + k * 3) % 11);
                let change = if k == 0 { Change::Captured } else { Change::Contested };
                let until = day(n + k * 13 % 9);
                let when = if n.is_multiple_of(6) { DateSpan::until(until) } else { DateSpan::between(day(n), until.max(day(n))) };
                claim(n * 2 + k, n, side(n + k), change, &place, when)
            };
            reading(n, if n.is_multiple_of(2) { "CNN" } else { "BBC" }, day(n + n % 5), vec![told(0), told(1)])
        })
        .collect();
    let mut w = Workspace::new(ActorStyles::default());
    w.load(readings, Vec::new());
    apply(&mut w, Command::SetKnown(KnownAsOf::Cursor));
    for (step, at) in [50_u64, 10, 11, 12, 70, 3, 40, 41, 39, 0, 65].into_iter().enumerate() {
        if step == 4 || step == 7 {
            apply(&mut w, Command::ToggleFilter(FilterChip::Outlet("BBC".into())));
        }
        let generation = w.derived.shown_generation;
        apply(&mut w, Command::SetCursor(day(at)));
        let fresh = Derived::new(&w.corpus, &w.view);
        assert_eq!(w.derived.shown, fresh.shown, "day {at}");
        assert_eq!(w.derived.density, fresh.density, "day {at}");
        assert_eq!(w.derived.changed_at_cursor, fresh.changed_at_cursor);
        assert!(w.derived.places().eq(fresh.places()), "day {at}");
        assert!(w.derived.changed_places().eq(fresh.changed_places()), "day {at}");
        assert_eq!(w.derived.replay.change_days(), fresh.replay.change_days());
        assert!(generation < w.derived.shown_generation, "what hangs on it is told");
    }
}

#[test]
fn a_filter_hides_claims_and_places_but_changes_no_state() {
    let mut w = workspace();
    let before = w.derived.state_of("hama").cloned();
    apply(&mut w, Command::ToggleFilter(FilterChip::Outlet("BBC".into())));
    assert_eq!(w.derived.shown.len(), 1);
    assert_eq!(w.derived.place_count(), 1);
    assert_eq!(w.derived.state_of("hama").cloned(), before);
    apply(&mut w, Command::ToggleFilter(FilterChip::Outlet("BBC".into())));
    assert!(w.view.filters.is_empty() && w.derived.shown.len() == 4);
    apply(&mut w, Command::SetText("cnn saraqib".into()));
    assert_eq!(w.derived.shown.len(), 1);
    assert_eq!(w.view.filters.chips(), [FilterChip::Text("cnn saraqib".into())]);
    apply(&mut w, Command::ClearFilters);
    assert_eq!(w.derived.shown.len(), 4);
}

#[test]
fn selecting_a_claim_selects_its_place_and_article_and_shows_the_words() {
    let mut w = workspace();
    let effects = apply(&mut w, Command::SelectClaim(ClaimId(3)));
    assert_eq!(w.view.selection.place.as_deref(), Some("saraqib"));
    assert_eq!(w.view.selection.article, Some(ArticleId(1)));
    assert!(effects.contains(&Effect::RevealWords));
    apply(&mut w, Command::SelectClaim(ClaimId(99)));
    assert_eq!(w.view.selection.claim, Some(ClaimId(3)), "an unknown claim changes nothing");
}

#[test]
fn decisions_are_undone_and_redone_and_looking_around_is_not() {
    let mut w = workspace();
    w.source = Some(Source::Seeds);
    apply(&mut w, Command::Review(ClaimId(2), Some(Verdict::Disputed)));
    apply(&mut w, Command::StepBack);
    let cursor = w.view.cursor;
    assert_eq!(apply(&mut w, Command::SetArticleDate(ArticleId(2), Some(DateSpan::day(date(2024, 12, 6))))), [Effect::Reconsider]);
    apply(&mut w, Command::Undo);
    assert!(w.document.article_dates.is_empty() && !w.document.reviews.is_empty());
    apply(&mut w, Command::Undo);
    assert!(w.document.reviews.is_empty() && !w.history.can_undo());
    apply(&mut w, Command::Redo);
    assert_eq!(w.document.reviews.len(), 1);
    assert_eq!(w.view.cursor, cursor);
}

#[test]
fn the_users_date_of_an_article_stands_above_every_other() {
    let mut w = workspace();
    apply(&mut w, Command::SetArticleDate(ArticleId(2), Some(DateSpan::day(date(2024, 12, 9)))));
    let readings = std::mem::take(&mut w.corpus).readings.iter().map(|reading| reading.as_ref().clone()).collect();
    w.load(readings, Vec::new());
    let published = w.corpus.reading(ArticleId(2)).unwrap().published.unwrap();
    assert_eq!((published.basis, published.span), (PublishedBasis::User, DateSpan::day(date(2024, 12, 9))));
}

#[test]
fn playing_from_the_last_change_begins_again() {
    let mut w = workspace();
    apply(&mut w, Command::TogglePlay);
    assert!(w.view.playing);
    assert_eq!(w.view.cursor, w.derived.ends().map(|(first, _)| first));
    apply(&mut w, Command::StepForward);
    assert!(!w.view.playing, "stepping by hand stops playing");
}

#[test]
fn opening_a_folder_puts_it_first_among_the_recent_ones_once() {
    let mut w = workspace();
    for name in ["/a", "/b", "/a"] {
        apply(&mut w, Command::Open(Source::folder(name)));
    }
    assert_eq!(w.recent, [PathBuf::from("/a"), PathBuf::from("/b")]);
}

#[test]
fn an_empty_workspace_takes_every_command() {
    for command in Command::TABLE {
        let mut w = Workspace::default();
        apply(&mut w, command.clone());
    }
}

#[test]
fn the_table_holds_what_is_visible_now_in_the_order_asked_for_and_copies_as_lines_of_cells() {
    let mut w = workspace();
    let mut kept = TableRows::default();
    let mut rows = |w: &Workspace, column, descending, frame| {
        kept.follow(&w.corpus, &w.derived, &TableKey::of(w, column, descending, frame));
        kept.get().to_vec()
    };
    let places = |w: &Workspace, rows: &[ClaimAt]| rows.iter().map(|at| table::cell(w, *at, TableColumn::Place)).collect::<Vec<_>>();
    let all = rows(&w, TableColumn::Date, true, None);
    assert_eq!(places(&w, &all), ["hama", "aleppo", "saraqib", "aleppo"]);
    apply(&mut w, Command::SetCursor(date(2024, 11, 28)));
    assert_eq!(places(&w, &rows(&w, TableColumn::Place, false, None)), ["aleppo", "saraqib"], "later claims are not told yet");
    apply(&mut w, Command::SetCursor(date(2024, 12, 5)));
    apply(&mut w, Command::ToggleFilter(FilterChip::Outlet("BBC".into())));
    let bbc = rows(&w, TableColumn::Date, false, None);
    let text = table::tsv(&w, &bbc);
    assert_eq!((text.lines().count(), bbc.len()), (2, 1));
    assert!(text.lines().all(|line| line.split('\t').count() == 11) && text.contains("5 Dec 2024\thama"), "{text}");
    let elsewhere = crate::geodesy::BoundingBox::around([LatLon::new(0.0, 0.0)]);
    assert!(rows(&w, TableColumn::Date, false, elsewhere).is_empty());
}

#[test]
fn a_note_stays_when_the_verdict_goes_and_an_empty_review_is_none() {
    let mut w = workspace();
    apply(&mut w, Command::Review(ClaimId(2), Some(Verdict::Disputed)));
    apply(&mut w, Command::Note(ClaimId(2), " see the other film ".into()));
    apply(&mut w, Command::Review(ClaimId(2), None));
    assert_eq!(w.document.reviews.get(&ClaimId(2)).map(|r| r.note.as_str()), Some("see the other film"));
    apply(&mut w, Command::Note(ClaimId(2), String::new()));
    assert!(w.document.reviews.is_empty());
    apply(&mut w, Command::Undo);
    assert_eq!(w.document.reviews.len(), 1);
}

#[test]
fn the_later_word_on_the_same_name_replaces_the_earlier_and_is_undone() {
    let mut w = workspace();
    let said = |place: Option<&str>| crate::geoparsing::Overrule {
        words: "Paris".into(),
        article: None,
        mention: None,
        place: place.map(Into::into),
    };
    assert_eq!(apply(&mut w, Command::Overrule(said(Some("a")))), [Effect::Reconsider]);
    apply(&mut w, Command::Overrule(said(None)));
    assert_eq!(w.document.toponyms, [said(None)]);
    apply(&mut w, Command::Undo);
    assert_eq!(w.document.toponyms, [said(Some("a"))]);
    apply(&mut w, Command::Withdraw(said(None)));
    assert!(w.document.toponyms.is_empty());
}

#[test]
fn sources_come_and_go_and_the_view_stays() {
    let mut w = workspace();
    apply(&mut w, Command::Open(Source::folder("/a")));
    apply(&mut w, Command::SetText("rebels".into()));
    let both = Source::Paths(vec!["/a".into(), "/b".into()]);
    assert_eq!(apply(&mut w, Command::AddPaths(vec!["/b".into()])), [Effect::Read(both)]);
    assert!(apply(&mut w, Command::AddPaths(vec!["/b".into()])).is_empty());
    assert_eq!(w.view.filters.text, "rebels");
    assert_eq!(apply(&mut w, Command::RemovePath("/a".into())), [Effect::Read(Source::folder("/b"))]);
    assert_eq!(apply(&mut w, Command::AddGazetteers(vec!["/p.csv".into()])), [Effect::LayGazetteers]);
    assert!(apply(&mut w, Command::AddGazetteers(vec!["/p.csv".into()])).is_empty());
    assert_eq!(apply(&mut w, Command::RemoveGazetteer("/p.csv".into())), [Effect::LayGazetteers]);
}

#[test]
fn each_new_filter_lets_through_what_it_names_and_has_a_chip_that_takes_it_off() {
    let mut w = workspace();
    let around = crate::geodesy::BoundingBox::around([LatLon::new(36.05, 36.9), LatLon::new(36.25, 37.1)]).unwrap();
    for (chip, left) in [
        (FilterChip::Language("en".into()), 4),
        (FilterChip::Language("ar".into()), 0),
        (FilterChip::Nearness(Nearness::Exact), 4),
        (FilterChip::Nearness(Nearness::Wide), 0),
        (FilterChip::Datedness(Datedness::Day), 3),
        (FilterChip::Datedness(Datedness::Loose), 1),
        (FilterChip::Area(around), 2),
    ] {
        apply(&mut w, Command::ToggleFilter(chip.clone()));
        assert_eq!(w.derived.shown.len(), left, "{chip:?}");
        assert_eq!(w.view.filters.chips(), std::slice::from_ref(&chip));
        apply(&mut w, Command::ToggleFilter(chip));
        assert!(w.view.filters.is_empty());
    }
}

#[test]
fn a_range_and_the_second_clock_are_set_from_the_keyboard() {
    let mut w = workspace();
    apply(&mut w, Command::SetCursor(date(2024, 11, 27)));
    apply(&mut w, Command::RangeFromCursor);
    apply(&mut w, Command::SetCursor(date(2024, 11, 29)));
    apply(&mut w, Command::RangeToCursor);
    assert_eq!(w.view.range, Some((date(2024, 11, 27), date(2024, 11, 29))));
    apply(&mut w, Command::SetRange(None));
    apply(&mut w, Command::KnownEarlier);
    apply(&mut w, Command::KnownEarlier);
    assert_eq!(w.view.known, KnownAsOf::Day(date(2024, 11, 30)));
    apply(&mut w, Command::KnownEarlier);
    assert_eq!(w.view.known, KnownAsOf::Day(date(2024, 11, 30)), "before the first article nothing is left to take away");
    apply(&mut w, Command::KnownLater);
    apply(&mut w, Command::KnownLater);
    assert_eq!(w.view.known, KnownAsOf::Everything);
}

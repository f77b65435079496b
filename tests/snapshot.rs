//! Pages made from invented states, compared with committed ones: the SVG as text, the PNG within a tolerance.
//!
//! After a wanted change look at the new pictures, then run `SALIENT_UPDATE_SNAPSHOTS=1 cargo test --test snapshot`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic as the tests do")]

use jiff::civil::date;
use salient::actors::{Actor, ActorId, ActorKind, Colour, SideId};
use salient::calendar::DatePrecision;
use salient::export::{Format, PageSize, SnapshotRequest, Source, View, snapshot};
use salient::geodesy::{BoundingBox, LatLon};
use salient::map::{ActorStyles, Palette, PlacedState, Theme};
use salient::provenance::ClaimId;
use salient::timeline::{ControlState, Holder, PlaceState, Rule};
use std::path::Path;

fn actor(id: &str, name: &str, colour: [u8; 3], colour_safe: [u8; 3]) -> Actor {
    Actor {
        id: ActorId(id.into()),
        name: name.into(),
        side: SideId(id.into()),
        kind: ActorKind::Unknown,
        countries: vec!["SY".into()],
        aliases: vec![],
        colour: Colour(colour),
        colour_safe: Colour(colour_safe),
    }
}

fn actors() -> ActorStyles {
    ActorStyles::new(&[
        actor("government", "Syrian government", [200, 52, 48], [213, 94, 0]),
        actor("hts", "Hayat Tahrir al-Sham", [92, 128, 120], [0, 114, 178]),
        actor("opposition", "Syrian opposition", [96, 168, 72], [0, 158, 115]),
        actor("sdf", "Syrian Democratic Forces", [240, 196, 36], [240, 228, 66]),
    ])
}

fn holder(id: &str) -> Holder {
    Holder { actor: ActorId(id.into()), side: SideId(if id == "hts" { "opposition".into() } else { id.into() }) }
}

struct Fixture {
    name: &'static str,
    at: LatLon,
    where_prec: u8,
    radius_m: u32,
    parent: Option<&'static str>,
    state: PlaceState,
}

fn place(name: &'static str, lat: f64, lon: f64, state: ControlState, claims: u64) -> Fixture {
    Fixture {
        name,
        at: LatLon::new(lat, lon),
        where_prec: 1,
        radius_m: 2000,
        parent: None,
        state: PlaceState {
            place: name.into(),
            state,
            since: Some(date(2024, 11, 29)),
            date_precision: DatePrecision::Day,
            pressed_by: vec![],
            self_favourable_only: false,
            supporting: (0..claims).map(ClaimId).collect(),
            opposing: vec![],
            rule: Rule::LatestWhole,
        },
    }
}

/// Every state, sign and precision at least once.
fn northern_syria() -> Vec<Fixture> {
    use ControlState::{Besieged, Contested, Control, Infiltration, Joint, Unknown};
    let (gov, hts, opp, sdf) = (|| holder("government"), || holder("hts"), || holder("opposition"), || holder("sdf"));
    let mut places = vec![
        place("Aleppo", 36.2021, 37.1343, Contested(vec![hts(), gov()]), 9),
        place("Rashidin", 36.168, 37.062, Infiltration { holder: Some(gov()), by: hts() }, 3),
        place("Hamdaniya", 36.184, 37.095, Contested(vec![gov(), hts()]), 3),
        place("New Aleppo", 36.186, 37.073, Control(hts()), 4),
        place("Aleppo airport", 36.1807, 37.2244, Control(sdf()), 2),
        place("Anjara", 36.225, 36.951, Control(hts()), 2),
        place("Idlib", 35.9306, 36.6339, Control(hts()), 3),
        place("Saraqib", 35.8644, 36.8059, Control(opp()), 4),
        place("Maarrat al-Numan", 35.6433, 36.6683, Joint(vec![hts(), opp()]), 2),
        place("Hama", 35.1318, 36.7578, Control(gov()), 4),
        place("Tell Rifaat", 36.4725, 37.0970, Control(sdf()), 2),
        place("Nubl", 36.3756, 36.9942, Besieged { holder: Some(gov()), by: opp() }, 3),
        place("Kafr Halab", 36.05, 36.9, Control(hts()), 1),
        place("Khan Shaykhun", 35.4417, 36.6508, Unknown, 1),
        place("Idlib province", 35.8, 36.55, Control(opp()), 2),
        place("Homs", 34.7268, 36.7234, Control(gov()), 2),
        place("Deir ez-Zor", 35.3359, 40.1408, Control(gov()), 1),
    ];
    for fixture in &mut places {
        match fixture.name {
            "Rashidin" | "Hamdaniya" | "New Aleppo" | "Aleppo airport" => fixture.parent = Some("Aleppo"),
            "Hama" => fixture.state.pressed_by = vec![holder("hts")],
            "Khan Shaykhun" => fixture.state.pressed_by = vec![holder("group:unnamed-fighters")],
            "Anjara" => fixture.state.self_favourable_only = true,
            "Kafr Halab" => fixture.state.date_precision = DatePrecision::Year,
            "Saraqib" => fixture.state.opposing = vec![ClaimId(99)],
            "Idlib province" => (fixture.where_prec, fixture.radius_m) = (4, 45_000),
            _ => {}
        }
    }
    places
}

fn placed(fixtures: &[Fixture]) -> Vec<PlacedState<'_>> {
    fixtures
        .iter()
        .map(|f| PlacedState { parent: f.parent, ..PlacedState::new(f.name, f.name, f.at, f.where_prec, f.radius_m, &f.state) })
        .collect()
}

fn sources() -> Vec<Source> {
    let source = |outlet: &str, title: &str, date: &str| Source { outlet: outlet.into(), title: title.into(), date: date.into() };
    vec![
        source("Northern Herald", "Fighters reach the western edge of the city as the army redeploys", "30 Nov 2024"),
        source("Radio Orontes", "Hama road still open, governor says", "30 Nov 2024"),
        source("Aleppo Monitor", "Day three: who says what about the airport", "29–30 Nov 2024"),
        source("hand_002.txt", "Untitled", "undated"),
    ]
}

fn request<'a>(states: &'a [PlacedState<'a>], actors: &'a ActorStyles, sources: &'a [Source]) -> SnapshotRequest<'a> {
    SnapshotRequest {
        title: "Aleppo and the road to Hama",
        states,
        actors,
        palette: Palette::Conventional,
        theme: Theme::Light,
        at: date(2024, 11, 30),
        known_as_of: Some(date(2024, 12, 1)),
        view: View::Fit,
        size: PageSize { width: 1600.0, height: 900.0 },
        scale: 1.0,
        format: Format::Svg,
        sources,
        filters: &[],
        areas: false,
        with_osm: true,
        relief: false,
        embed_fonts: false,
    }
}

fn city() -> View {
    View::Bounds(BoundingBox { west: 36.9, south: 36.08, east: 37.32, north: 36.3 })
}

/// Pictures to look at, one for each kind of page, into the folder that `SALIENT_GALLERY` names.
#[test]
fn the_gallery_paints() {
    let Some(folder) = std::env::var_os("SALIENT_GALLERY") else { return };
    let (fixtures, actors, sources) = (northern_syria(), actors(), sources());
    let states = placed(&fixtures);
    let base = SnapshotRequest { format: Format::Png, ..request(&states, &actors, &sources) };
    let filters = ["side: Syrian government, Hayat Tahrir al-Sham".to_owned(), "evidence: reported or better".to_owned()];
    let pages = [
        ("fit", base.clone()),
        ("city", SnapshotRequest { view: city(), ..base.clone() }),
        ("dark", SnapshotRequest { theme: Theme::Dark, ..base.clone() }),
        (
            "safe-square",
            SnapshotRequest {
                palette: Palette::ColourSafe,
                size: PageSize { width: 1080.0, height: 1080.0 },
                filters: &filters,
                ..base.clone()
            },
        ),
        ("story", SnapshotRequest { size: PageSize { width: 1080.0, height: 1920.0 }, ..base.clone() }),
        ("a4", SnapshotRequest { size: "a4".parse().unwrap(), scale: 2.0, ..base.clone() }),
        ("small", SnapshotRequest { size: PageSize { width: 1200.0, height: 675.0 }, filters: &filters, ..base.clone() }),
        ("wide", SnapshotRequest { view: View::Bounds(BoundingBox { west: 33.0, south: 31.0, east: 46.0, north: 38.5 }), ..base.clone() }),
        ("empty", SnapshotRequest { states: &[], sources: &[], ..base }),
    ];
    for (name, page) in pages {
        let bytes = snapshot(&page).unwrap().bytes;
        std::fs::create_dir_all(&folder).unwrap();
        salient::export::write_atomically(&Path::new(&folder).join(format!("{name}.png")), &bytes).unwrap();
    }
}

/// The committed bytes, after replacing them if the update was asked for.
fn expected(name: &str, actual: &[u8]) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("SALIENT_UPDATE_SNAPSHOTS").is_some() {
        salient::export::write_atomically(&path, actual).unwrap();
    }
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; run with SALIENT_UPDATE_SNAPSHOTS=1", path.display()))
}

/// Keeps what differed beside the build, so that one can look at it.
fn keep(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    salient::export::write_atomically(&path, bytes).unwrap();
    path
}

fn check_svg(name: &str, page: &SnapshotRequest<'_>) {
    let bytes = snapshot(&SnapshotRequest { format: Format::Svg, ..page.clone() }).unwrap().bytes;
    let (actual, expected) = (String::from_utf8(bytes.clone()).unwrap(), String::from_utf8(expected(name, &bytes)).unwrap());
    if let Some((n, (is, was))) = actual.lines().zip(expected.lines()).enumerate().find(|(_, (is, was))| is != was) {
        let short = |line: &str| line.chars().take(160).collect::<String>();
        panic!("{name} line {}: {}\n was: {}\n new page: {}", n + 1, short(is), short(was), keep(name, &bytes).display());
    }
    assert_eq!(actual.lines().count(), expected.lines().count(), "{name} is longer or shorter");
}

fn check_png(name: &str, page: &SnapshotRequest<'_>) {
    let bytes = snapshot(&SnapshotRequest { format: Format::Png, ..page.clone() }).unwrap().bytes;
    let decode = |png: &[u8]| resvg::tiny_skia::Pixmap::decode_png(png).unwrap();
    let (actual, expected) = (decode(&bytes), decode(&expected(name, &bytes)));
    assert_eq!((actual.width(), actual.height()), (expected.width(), expected.height()), "{name}");
    // Painters on other processors may round an edge's shade otherwise: a pixel differs when a channel is off by
    // more than 24 of 255, and one pixel in two thousand may.
    let off = |(a, b): &(&[u8], &[u8])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 24);
    let differing = actual.data().chunks(4).zip(expected.data().chunks(4)).filter(off).count();
    let allowed = actual.data().len() / 4 / 2000;
    assert!(differing <= allowed, "{name}: {differing} pixels differ ({allowed} may); new picture: {}", keep(name, &bytes).display());
}

#[test]
fn a_page_fitted_to_the_news_looks_as_before() {
    let (fixtures, actors, sources) = (northern_syria(), actors(), sources());
    let states = placed(&fixtures);
    let page = request(&states, &actors, &sources);
    check_svg("fitted.svg", &page);
    check_png("fitted.png", &page);
}

#[test]
fn a_dark_square_of_the_city_in_safe_colours_looks_as_before() {
    let (fixtures, actors, sources) = (northern_syria(), actors(), sources());
    let states = placed(&fixtures);
    let page = SnapshotRequest {
        view: city(),
        theme: Theme::Dark,
        palette: Palette::ColourSafe,
        size: PageSize { width: 1080.0, height: 1080.0 },
        ..request(&states, &actors, &sources)
    };
    check_svg("city-dark-safe.svg", &page);
    check_png("city-dark-safe.png", &page);
}

#[test]
fn a_page_says_what_a_printed_map_must_carry() {
    let (fixtures, actors, sources) = (northern_syria(), actors(), sources());
    let states = placed(&fixtures);
    let filters = ["side: Syrian government".to_owned()];
    for (width, height) in [(1600.0, 900.0), (1080.0, 1080.0), (1080.0, 1920.0), (794.0, 1123.0), (1200.0, 675.0)] {
        let page = SnapshotRequest { filters: &filters, size: PageSize { width, height }, ..request(&states, &actors, &sources) };
        let svg = String::from_utf8(snapshot(&page).unwrap().bytes).unwrap();
        for words in [
            "Aleppo and the road to Hama",
            "Situation on 30 November 2024, as known on 1 December 2024",
            "Contested",
            " km</text>",
            "Northern Herald, 30 Nov 2024",
            "Shows only: side: Syrian government",
            "OpenStreetMap",
            "Natural Earth",
            "Positions as claimed in the cited articles; not a statement on borders or status.",
        ] {
            assert!(svg.contains(words), "{width}x{height} lacks {words}");
        }
    }
}

#[test]
fn the_same_request_gives_the_same_bytes_and_scale_only_multiplies_the_pixels() {
    let (fixtures, actors, sources) = (northern_syria(), actors(), sources());
    let states = placed(&fixtures);
    let page =
        SnapshotRequest { size: PageSize { width: 640.0, height: 400.0 }, format: Format::Png, ..request(&states, &actors, &sources) };
    let once = snapshot(&page).unwrap();
    assert_eq!(once, snapshot(&page).unwrap());
    let twice = snapshot(&SnapshotRequest { scale: 2.0, ..page.clone() }).unwrap();
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&twice.bytes).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (1280, 800));
    assert!(snapshot(&SnapshotRequest { scale: 100.0, ..page.clone() }).is_err());
    assert!(snapshot(&SnapshotRequest { scale: f32::NAN, ..page }).is_err());
}

#[test]
fn an_empty_map_is_still_a_page_and_says_that_it_is_empty() {
    let (actors, sources) = (actors(), sources());
    let page = SnapshotRequest { format: Format::Png, ..request(&[], &actors, &sources) };
    let made = snapshot(&page).unwrap();
    assert!(made.diagnostics.iter().any(|diagnostic| diagnostic.message.contains("shows no place")));
}

#[test]
fn a_page_with_relief_shows_it_names_it_and_differs_from_the_quiet_one() {
    let (fixtures, actors, sources) = (northern_syria(), actors(), sources());
    let states = placed(&fixtures);
    let quiet = SnapshotRequest { size: PageSize { width: 640.0, height: 400.0 }, ..request(&states, &actors, &sources) };
    let relief = SnapshotRequest { relief: true, ..quiet.clone() };
    let text = |page: &SnapshotRequest<'_>| String::from_utf8(snapshot(page).unwrap().bytes).unwrap();
    let (plain, shaded) = (text(&quiet), text(&relief));
    assert!(!plain.contains("<image") && !plain.contains("NOAA"));
    assert!(shaded.contains("data:image/jpeg;base64,/9j/") && shaded.contains("NOAA GLOBE"));
    assert_eq!(shaded, text(&relief), "the same page twice");
    let pixels = |page: &SnapshotRequest<'_>| {
        let made = snapshot(&SnapshotRequest { format: Format::Png, ..page.clone() }).unwrap();
        assert!(made.diagnostics.is_empty(), "{:?}", made.diagnostics);
        resvg::tiny_skia::Pixmap::decode_png(&made.bytes).unwrap()
    };
    let (plain, shaded) = (pixels(&quiet), pixels(&relief));
    let off = |(a, b): &(&[u8], &[u8])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 8);
    let differing = plain.data().chunks(4).zip(shaded.data().chunks(4)).filter(off).count();
    assert!(differing > plain.data().len() / 4 / 10, "the relief is seen: {differing} pixels differ");
}

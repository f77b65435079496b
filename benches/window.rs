//! Frames of the whole window over a long war: 100,000 claims in 20,000 places, panned, zoomed and scrubbed.
//!
//! `cargo bench --features window-tests --bench window`. A frame is what the program does before a picture is painted: the
//! panels, the map's scene and its triangles, in processor time of its thread. The renderer is left out; the last column is the bound. Once with every panel,
//! once with the map alone. Memory is that of the whole process, the software renderer's share beside it.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench prints its table and stops at what it did not expect"
)]

#[path = "support/clock.rs"]
mod clock;

use eframe::egui::epaint::Primitive;
use eframe::egui::{Vec2, vec2};
use egui_kittest::Harness;
use salient::actors::{ActorId, SideId};
use salient::calendar::DateSpan;
use salient::claims::{ActorMention, Change, Claim, ClaimPlace, ClaimWhen, Claimant, ClaimantKind, EvidenceKind, Extent};
use salient::corpus::{Article, Block, BlockKind};
use salient::gazetteer::PlaceKind;
use salient::geodesy::LatLon;
use salient::pipeline::ArticleReading;
use salient::provenance::{ArticleId, ClaimId, Span};
use salient::timex::{Published, PublishedBasis, WhenBasis};
use salient::ui::{SalientApp, Start};
use salient::workspace::day::plus_days;
use salient::workspace::{Command, Panel};
use std::time::{Duration, Instant};

const PLACES: u64 = 20_000;
const CLAIMS: u64 = 100_000;
const CLAIMS_AN_ARTICLE: u64 = 10;
const DAYS: u64 = 1000;
const FRAMES: usize = 240;
const PATIENCE: Duration = Duration::from_secs(120);

type Window<'a> = Harness<'a, SalientApp>;

fn main() {
    let empty = memory_mb();
    let (mut window, renderer) = {
        let window = open(Vec::new(), vec2(1280.0, 720.0));
        let held = memory_mb() - empty;
        drop(window);
        let (readings, made_ms) = timed(|| (0..CLAIMS / CLAIMS_AN_ARTICLE).map(article).collect::<Vec<_>>());
        println!("{CLAIMS} claims in {PLACES} places, made in {made_ms:.0} ms");
        (open(readings, vec2(1280.0, 720.0)), held)
    };
    println!("the window over all of them: {:.0} MB, of which the renderer's {renderer:.0} MB (bound 400 MB)", memory_mb() - empty);
    // Names of phases, when only some are asked for.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    for (size, panels) in [(vec2(1280.0, 720.0), true), (vec2(1280.0, 720.0), false), (vec2(2560.0, 1440.0), true)] {
        show_panels(&mut window, panels);
        window.set_size(size);
        settle(&mut window);
        println!("{} × {}, {}", size.x, size.y, if panels { "every panel" } else { "the map alone" });
        phases(&mut window, &wanted);
    }
    println!("after all of it: {:.0} MB", memory_mb() - empty);
}

fn phases(window: &mut Window<'_>, wanted: &[String]) {
    let centre = |t: f64| LatLon::new(35.0 + 2.0 * (t * 9.0).sin(), 39.0 + 3.0 * (t * 7.0).cos());
    let frames = |window: &mut Window<'_>, name: &str, ask: &mut dyn FnMut(f64) -> Command| {
        if wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str())) {
            measured(window, name, ask);
        }
    };
    let last = window.state().workspace.view.cursor.expect("a war has a last day");
    frames(window, "still", &mut |_| Command::FitTime);
    frames(window, "pan, whole war", &mut |t| Command::LookAt(centre(t), 7.0));
    frames(window, "pan, region", &mut |t| Command::LookAt(centre(t), 9.5));
    frames(window, "zoom", &mut |t| Command::LookAt(centre(0.1), 5.0 + 7.0 * (t * std::f64::consts::PI).sin()));
    window.state_mut().ask(Command::LookAt(LatLon::new(35.0, 39.0), 7.0));
    settle(window);
    frames(window, "scrub a day a frame", &mut |t| Command::SetCursor(plus_days(last, -((t * FRAMES as f64) as i32))));
    frames(window, "scrub a month a frame", &mut |t| Command::SetCursor(plus_days(last, -((t * 30.0) as i32) * 30)));
    window.state_mut().ask(Command::ToggleKnownAtCursor);
    settle(window);
    frames(window, "scrub as known by then", &mut |t| Command::SetCursor(plus_days(last, -((t * FRAMES as f64) as i32))));
    window.state_mut().ask(Command::ToggleKnownAtCursor);
    window.state_mut().ask(Command::TogglePanel(Panel::Table));
    settle(window);
    frames(window, "scrub with the table", &mut |t| Command::SetCursor(plus_days(last, -((t * FRAMES as f64) as i32))));
    frames(window, "pan with the table", &mut |t| Command::LookAt(centre(t), 9.5));
    window.state_mut().ask(Command::TogglePanel(Panel::Table));
    window.state_mut().ask(Command::SetCursor(last));
    settle(window);
}

fn measured(window: &mut Window<'_>, name: &str, ask: &mut dyn FnMut(f64) -> Command) {
    let (mut all, mut triangles, mut vertices) = (Vec::with_capacity(FRAMES), Vec::with_capacity(FRAMES), 0);
    for frame in 0..FRAMES {
        window.state_mut().ask(ask(frame as f64 / FRAMES as f64));
        let start = clock::of_this_thread();
        window.step();
        let stepped = clock::of_this_thread() - start;
        // The program hands its shapes over; only here they are copied, because the window keeps its own.
        let (shapes, pixels_per_point) = (window.output().shapes.clone(), window.output().pixels_per_point);
        let start = clock::of_this_thread();
        let drawn = window.ctx.tessellate(shapes, pixels_per_point);
        let cut = clock::of_this_thread() - start;
        vertices = drawn.iter().map(|part| if let Primitive::Mesh(mesh) = &part.primitive { mesh.vertices.len() } else { 0 }).sum();
        all.push((stepped + cut).as_secs_f64() * 1e3);
        triangles.push(cut.as_secs_f64() * 1e3);
    }
    all.sort_by(f64::total_cmp);
    triangles.sort_by(f64::total_cmp);
    let at = |sorted: &[f64], part: f64| sorted[((sorted.len() - 1) as f64 * part) as usize];
    println!(
        "  {name:24} {:7.2} ms median {:7.2} ms at 99 % (bound 4 and 8 ms); of which triangles {:.2} ms, {vertices} corners at the end",
        at(&all, 0.5),
        at(&all, 0.99),
        at(&triangles, 0.5)
    );
}

fn open<'a>(readings: Vec<ArticleReading>, size: Vec2) -> Window<'a> {
    let start = Start { readings: Some((readings, Vec::new())), ..Start::default() };
    let mut window = Harness::builder().with_size(size).with_max_steps(1).wgpu().build_eframe(|cc| SalientApp::new(cc, start));
    settle(&mut window);
    window
}

fn show_panels(window: &mut Window<'_>, shown: bool) {
    let panels = window.state().workspace.view.panels;
    for (panel, on) in [(Panel::Articles, panels.articles), (Panel::Time, panels.time)] {
        if on != shown {
            window.state_mut().ask(Command::TogglePanel(panel));
        }
    }
}

fn settle(window: &mut Window<'_>) {
    let began = Instant::now();
    window.run_steps(3);
    while !window.state().is_settled() && began.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(5));
        window.step();
    }
    window.run_steps(3);
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed().as_secs_f64() * 1e3)
}

/// Resident memory of this process; 0 where the system does not tell it.
fn memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// Spread without chance.
fn mixed(n: u64) -> u64 {
    n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 11
}

fn article(n: u64) -> ArticleReading {
    let day = plus_days("2022-01-01".parse().expect("a date"), (n * DAYS / (CLAIMS / CLAIMS_AN_ARTICLE)) as i32);
    let mut text = String::new();
    let claims = (0..CLAIMS_AN_ARTICLE)
        .map(|k| {
            let claim = n * CLAIMS_AN_ARTICLE + k;
            let place = mixed(claim) % PLACES;
            let start = text.len();
            text.push_str(&format!(
                "On that day the fighters of the {} took the town of Place {place} from the others. ",
                SIDES[(mixed(claim) / 7 % 4) as usize]
            ));
            self::claim(claim, ArticleId(n), place, Span::new(start, text.len()), DateSpan::day(day))
        })
        .collect();
    let article = Article {
        id: ArticleId(n),
        name: format!("{n:05}.txt"),
        title: format!("The war on day {n}"),
        blocks: vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }],
        text,
        outlet: Some(format!("Paper {}", n % 12)),
        url: None,
        stated_date: None,
        file_name_date: None,
        file_date: None,
        language: Some("en".to_owned()),
    };
    let published = Some(Published { span: DateSpan::day(day), basis: PublishedBasis::Metadata });
    ArticleReading { published, claims, ..ArticleReading::unread(article) }
}

const SIDES: [&str; 4] = ["syrian-government", "syrian-opposition", "sdf", "isis"];

fn claim(id: u64, article: ArticleId, place: u64, words: Span, when: DateSpan) -> Claim {
    let unit = |n: u64| (mixed(n) % 1_000_003) as f64 / 1_000_003.0;
    let m = mixed(id);
    let side = SIDES[(m / 7 % 4) as usize];
    // One in twenty is a district; one in fifteen a site in a town.
    let (kind, where_prec, radius_m) = match place % 60 {
        0..3 => (PlaceKind::Admin2, 3, 14_000),
        3..7 => (PlaceKind::Airport, 1, 1500),
        _ => (PlaceKind::Settlement, 1, 1500),
    };
    Claim {
        id: ClaimId(id),
        article,
        quote: words,
        sentence: words,
        change: match m % 12 {
            0..5 => Change::Captured,
            5 => Change::Lost,
            6 | 7 => Change::Held,
            8 => Change::Entered,
            9 => Change::Advancing,
            10 => Change::Contested,
            _ => Change::Besieged,
        },
        extent: if m.is_multiple_of(5) { Extent::Part } else { Extent::Whole },
        side: None,
        place: ClaimPlace {
            id: format!("place:{place:05}"),
            name: format!("Place {place}"),
            kind,
            mention: words,
            at: LatLon::new(32.0 + 6.0 * unit(place), 35.0 + 8.0 * unit(place ^ 0x5555_5555)),
            where_prec,
            radius_m,
            country: "SY".to_owned(),
            parent: (kind == PlaceKind::Airport).then(|| format!("place:{:05}", place / 60 * 60 + 10)),
        },
        actor: Some(ActorMention { id: ActorId(side.to_owned()), side: SideId(side.to_owned()), mention: words }),
        opponent: None,
        when: ClaimWhen { span: when, mention: None, basis: WhenBasis::Explicit },
        claimant: Claimant { id: "x".to_owned(), kind: ClaimantKind::Outlet, side: None, mention: None },
        evidence: EvidenceKind::Reported,
        unverified: false,
        hedged: false,
        denied: false,
        self_favourable: m.is_multiple_of(9).then_some(true),
        credibility: 6,
        frame: "bench".to_owned(),
    }
}

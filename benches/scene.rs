//! Scenes of the map at the size of a long war: 20,000 and 100,000 places while the camera pans and zooms. The frames of the
//! window around them are those of `--bench window`.
//!
//! `cargo bench --bench scene` prints milliseconds of a frame and, beside them, what projecting every place once costs.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench prints its table and stops at what it did not expect"
)]

use salient::actors::{ActorId, SideId};
use salient::calendar::DatePrecision;
use salient::geodesy::LatLon;
use salient::map::{ActorStyles, Basemap, Board, Camera, Palette, PlacedState, Scene, SceneInput, Stamp, Theme};
use salient::provenance::ClaimId;
use salient::timeline::{ControlState, Holder, PlaceState, Rule};
use std::hint::black_box;
use std::time::Instant;

const FRAMES: usize = 300;

fn main() {
    for places in [20_000_u64, 100_000] {
        frames(places);
    }
}

fn frames(places: u64) {
    let states: Vec<PlaceState> = (0..places).map(state).collect();
    let names: Vec<String> = (0..places).map(|n| format!("Place {n}")).collect();
    let placed: Vec<PlacedState<'_>> =
        (0..places).zip(&states).zip(&names).map(|((n, state), name)| PlacedState::new(name, name, position(n), 1, 1500, state)).collect();
    let stamps: Vec<Stamp> = (0..places).map(|n| (n as u32, 0)).collect();
    let mut board = Board::default();
    let ((), board_ms) = timed(|| board.renew(&placed.as_slice(), &stamps));
    let ((), renewed_ms) = timed(|| board.renew(&placed.as_slice(), &stamps));
    let basemap = Basemap::embedded(Theme::Light, true);
    let actors = ActorStyles::default();
    let (mut builds, mut names_at, mut marks) = (Vec::new(), Vec::new(), 0);
    for frame in 0..FRAMES {
        let t = frame as f64 / FRAMES as f64;
        let camera = Camera::new(LatLon::new(34.0 + 4.0 * t, 36.0 + 5.0 * t), 5.0 + 6.0 * (t * 12.0).sin().abs(), 1280.0, 720.0);
        let ((offered, _), names_ms) = timed(|| basemap.names(&camera));
        let (scene, ms) = timed(|| {
            let input = SceneInput {
                states: &placed.as_slice(),
                camera,
                actors: &actors,
                palette: Palette::Conventional,
                theme: Theme::Light,
                title: "",
                at: "2024-11-30".parse().expect("a date"),
                known_as_of: None,
                selected: None,
                basemap_labels: &offered,
                credits: &[],
                land: None,
                point_outside: false,
                reserved: &[],
            };
            Scene::build_on(&mut board, &input)
        });
        marks = marks.max(scene.marks.len());
        builds.push(ms);
        names_at.push(names_ms);
    }
    let camera = Camera::new(LatLon::new(36.0, 38.0), 7.0, 1280.0, 720.0);
    let (sum, pass_ms) = timed(|| placed.iter().map(|place| camera.screen_from_mercator(place.at)[0]).sum::<f32>());
    black_box(sum);
    builds.sort_by(f64::total_cmp);
    names_at.sort_by(f64::total_cmp);
    let at = |sorted: &[f64], part: f64| sorted[((sorted.len() - 1) as f64 * part) as usize];
    println!("scene of {places} places, up to {marks} marks in the frame");
    println!("  board, once a folder      {board_ms:8.2} ms; of another day {renewed_ms:.2} ms");
    println!("  scene of a frame          {:8.3} ms median, {:.3} ms at 99 % (bound 4 and 8 ms)", at(&builds, 0.5), at(&builds, 0.99));
    println!("  names of the basemap      {:8.3} ms median, {:.3} ms at 99 %", at(&names_at, 0.5), at(&names_at, 0.99));
    println!("  projecting all once       {pass_ms:8.3} ms; a frame costs {:.1} of it", at(&builds, 0.5) / pass_ms.max(1e-6));
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed().as_secs_f64() * 1e3)
}

/// Spread over the region without chance.
fn mixed(n: u64) -> u64 {
    n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 11
}

fn position(n: u64) -> LatLon {
    let unit = |n: u64| (mixed(n) % 1_000_003) as f64 / 1_000_003.0;
    LatLon::new(32.0 + 6.0 * unit(n), 35.0 + 8.0 * unit(n ^ 0x5555_5555))
}

fn state(n: u64) -> PlaceState {
    let holder = |k: u64| {
        let id = ["red", "green", "yellow", "blue"][(k % 4) as usize];
        Holder { actor: ActorId(id.into()), side: SideId(id.into()) }
    };
    let m = mixed(n);
    PlaceState {
        place: format!("place:{n}"),
        state: match m % 12 {
            0 => ControlState::Contested(vec![holder(m), holder(m + 1)]),
            1 => ControlState::Joint(vec![holder(m), holder(m + 1)]),
            2 => ControlState::Besieged { holder: Some(holder(m)), by: holder(m + 1) },
            3 => ControlState::Infiltration { holder: Some(holder(m)), by: holder(m + 1) },
            _ => ControlState::Control(holder(m / 12)),
        },
        since: None,
        date_precision: DatePrecision::Day,
        pressed_by: if m.is_multiple_of(20) { vec![holder(m + 2)] } else { vec![] },
        self_favourable_only: m.is_multiple_of(9),
        supporting: (0..m % 8).map(ClaimId).collect(),
        opposing: if m.is_multiple_of(10) { vec![ClaimId(1)] } else { vec![] },
        rule: Rule::LatestWhole,
    }
}

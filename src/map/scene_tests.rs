//! Properties of whole scenes over random places.

use super::*;
use crate::actors::{ActorId, SideId};
use crate::calendar::{Date, DatePrecision};
use crate::geodesy::LatLon;
use crate::provenance::ClaimId;
use crate::timeline::{ControlState, Holder, PlaceState, Rule};
use proptest::prelude::*;

fn holder(n: u8) -> Holder {
    let name = format!("side-{n}");
    Holder { actor: ActorId(name.clone()), side: SideId(name) }
}

fn state(kind: u8, claims: u64) -> PlaceState {
    let state = match kind % 6 {
        0 => ControlState::Unknown,
        1 => ControlState::Control(holder(kind / 6)),
        2 => ControlState::Contested(vec![holder(0), holder(1)]),
        3 => ControlState::Joint(vec![holder(0), holder(1), holder(2)]),
        4 => ControlState::Besieged { holder: Some(holder(1)), by: holder(0) },
        _ => ControlState::Infiltration { holder: None, by: holder(2) },
    };
    PlaceState {
        place: String::new(),
        state,
        since: None,
        date_precision: if kind.is_multiple_of(2) { DatePrecision::Day } else { DatePrecision::Month },
        pressed_by: if kind.is_multiple_of(5) { vec![holder(1)] } else { vec![] },
        self_favourable_only: kind.is_multiple_of(7),
        supporting: (0..claims).map(ClaimId).collect(),
        opposing: if kind.is_multiple_of(11) { vec![ClaimId(7)] } else { vec![] },
        rule: Rule::LatestWhole,
    }
}

fn input<'a>(states: &'a dyn Places, actors: &'a ActorStyles, camera: Camera) -> SceneInput<'a> {
    SceneInput {
        states,
        camera,
        actors,
        palette: Palette::Conventional,
        theme: Theme::Light,
        title: "",
        at: Date::constant(2024, 11, 30),
        known_as_of: None,
        selected: None,
        basemap_labels: &[],
        credits: &[],
        land: None,
        point_outside: true,
        reserved: &[],
    }
}

#[derive(Debug)]
struct World {
    names: Vec<String>,
    states: Vec<PlaceState>,
    at: Vec<LatLon>,
}

impl World {
    fn placed(&self) -> Vec<PlacedState<'_>> {
        self.names
            .iter()
            .zip(&self.states)
            .zip(&self.at)
            .enumerate()
            .map(|(n, ((name, state), &at))| {
                PlacedState::new(name, name, at, [1, 1, 2, 4][n % 4], [500, 2000, 10_000, 60_000][n % 4], state)
            })
            .collect()
    }

    fn scene(&self, camera: Camera, check: impl FnOnce(&Scene, &[PlacedState<'_>])) {
        let placed = self.placed();
        let scene = Scene::build(&input(&placed.as_slice(), &ActorStyles::default(), camera));
        check(&scene, &placed);
    }
}

fn worlds() -> impl Strategy<Value = World> {
    proptest::collection::vec((35.0..36.5f64, 36.5..38.5f64, any::<u8>(), 0..6_u64), 0..120).prop_map(|places| World {
        names: (0..places.len()).map(|n| format!("Place {n}")).collect(),
        states: places.iter().map(|&(_, _, kind, claims)| state(kind, claims)).collect(),
        at: places.iter().map(|&(lat, lon, ..)| LatLon::new(lat, lon)).collect(),
    })
}

fn camera() -> impl Strategy<Value = Camera> {
    (35.0..36.5f64, 36.5..38.5f64, 5.0..12.0f64).prop_map(|(lat, lon, zoom)| Camera::new(LatLon::new(lat, lon), zoom, 1000.0, 700.0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_two_names_overlap(world in worlds(), camera in camera()) {
        world.scene(camera, |scene, _| {
            for (n, a) in scene.labels.iter().enumerate() {
                for b in scene.labels.iter().skip(n + 1) {
                    assert!(!overlap(a.bounds, b.bounds), "{} over {}", a.text.text, b.text.text);
                }
            }
        });
    }

    #[test]
    fn every_drawable_place_in_the_frame_is_in_exactly_one_mark_and_every_dispute_is_counted(world in worlds(), camera in camera()) {
        world.scene(camera, |scene, placed| {
            let mut seen: Vec<usize> = scene.marks.iter().flat_map(|mark| mark.members.iter().copied()).collect();
            seen.sort_unstable();
            let mut deduped = seen.clone();
            deduped.dedup();
            assert_eq!(seen, deduped);
            for (index, place) in placed.iter().enumerate().filter(|(_, place)| place.drawable()) {
                let [x, y] = camera.screen_from_mercator(place.at);
                if (0.0..1000.0).contains(&x) && (0.0..700.0).contains(&y) {
                    assert!(seen.binary_search(&index).is_ok(), "{} is lost", place.name);
                }
            }
            for mark in &scene.marks {
                let disputed = mark.members.iter().filter(|&&member| placed[member].disputed()).count();
                let counted: usize = mark.tally.iter().filter(|tally| *tally.standing == Standing::Disputed).map(|tally| tally.count).sum();
                assert_eq!(disputed, counted);
                assert_eq!(mark.tally.iter().map(|tally| tally.count).sum::<usize>(), mark.members.len());
            }
        });
    }

    #[test]
    fn a_click_on_a_mark_finds_it_and_a_click_far_from_all_finds_none(world in worlds(), camera in camera()) {
        world.scene(camera, |scene, _| {
            for mark in &scene.marks {
                let hit = scene.hit(mark.at).unwrap();
                assert!((hit.at[0] - mark.at[0]).hypot(hit.at[1] - mark.at[1]) < 0.5);
            }
            assert!(scene.hit([-500.0, -500.0]).is_none());
        });
    }

    #[test]
    fn filled_paths_are_convex(world in worlds(), camera in camera()) {
        world.scene(camera, |scene, _| {
            let legend = scene.legend.iter().flat_map(|entry| entry.symbol.iter().cloned());
            for shape in scene.shapes().chain(legend) {
                let Shape::Path { points, fill: Some(_), .. } = shape else { continue };
                let turns: Vec<f32> = (0..points.len())
                    .map(|n| {
                        let (a, b, c) = (points[n], points[(n + 1) % points.len()], points[(n + 2) % points.len()]);
                        (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
                    })
                    .collect();
                assert!(turns.iter().all(|&turn| turn > -0.02) || turns.iter().all(|&turn| turn < 0.02), "{points:?}");
            }
        });
    }
}

#[test]
fn legends_explain_what_is_in_the_frame_and_nothing_else() {
    let world = World {
        names: vec!["A".into(), "B".into()],
        states: vec![state(1, 1), state(2, 1)],
        at: vec![LatLon::new(36.0, 37.0), LatLon::new(0.0, 0.0)],
    };
    world.scene(Camera::new(LatLon::new(36.0, 37.0), 9.0, 800.0, 600.0), |scene, _| {
        assert!(!scene.legend.iter().any(|entry| entry.text == "Contested"));
        assert!(scene.legend.iter().any(|entry| entry.kind == LegendKind::Actor));
        assert_eq!(scene.outside.iter().map(|outside| outside.index).collect::<Vec<_>>(), [1]);
    });
}

#[test]
fn an_advance_comes_from_the_nearest_place_of_its_side() {
    let mut pressed = state(1, 1);
    pressed.state = ControlState::Control(holder(9));
    pressed.pressed_by = vec![holder(1)];
    let held = |side| PlaceState { state: ControlState::Control(holder(side)), pressed_by: vec![], ..state(1, 1) };
    let world = World {
        names: ["target", "near", "far", "other"].map(String::from).to_vec(),
        states: vec![pressed, held(1), held(1), held(2)],
        at: vec![LatLon::new(35.0, 37.0), LatLon::new(35.4, 37.0), LatLon::new(36.4, 37.0), LatLon::new(35.1, 37.0)],
    };
    let placed: Vec<PlacedState<'_>> = world.placed().into_iter().map(|place| PlacedState { where_prec: 1, ..place }).collect();
    let origin = Board::new(&placed.as_slice()).origin(0, &holder(1).side);
    assert_eq!(origin, Some(LatLon::new(35.4, 37.0).into()));
    assert_eq!(Board::new(&placed.as_slice()).origin(0, &holder(7).side), None);
}

#[test]
fn a_board_that_is_renewed_shows_what_a_new_one_shows() {
    let camera = Camera::new(LatLon::new(35.7, 37.5), 8.0, 1000.0, 700.0);
    let days: Vec<World> = (0..4_u8)
        .map(|day| World {
            names: (0..60).map(|n| format!("Place {n}")).collect(),
            states: (0..60_u8).map(|n| state(n.wrapping_mul(7).wrapping_add(if n.is_multiple_of(5) { day } else { 0 }), 2)).collect(),
            at: (0..60).map(|n| LatLon::new(35.0 + 0.025 * f64::from(n), 36.5 + 0.3 * f64::from(n % 7))).collect(),
        })
        .collect();
    let mut kept = Board::default();
    for (day, world) in days.iter().enumerate() {
        let placed = world.placed();
        let stamps: Vec<Stamp> = (0..60_u32).map(|n| (n, if n.is_multiple_of(5) { day as u64 } else { 0 })).collect();
        kept.renew(&placed.as_slice(), &stamps);
        let (slice, styles) = (placed.as_slice(), ActorStyles::default());
        let input = SceneInput { point_outside: false, ..input(&slice, &styles, camera) };
        assert_eq!(Scene::build_on(&mut kept, &input), Scene::build(&input), "day {day}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Places come, go, gain claims and are selected while the camera stays, mostly: what is kept from day to day must not show.
    #[test]
    fn a_board_that_is_kept_over_many_days_groups_as_a_new_one(
        world in worlds(), days in proptest::collection::vec((proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..9_u64), 0..12), 0..8_u8), 1..8),
        cameras in [camera(), camera()],
    ) {
        let mut world = world;
        let (mut kept, mut numbers) = (Board::default(), vec![0_u64; world.names.len()]);
        let (styles, [mut camera, other]) = (ActorStyles::default(), cameras);
        for (changes, what) in &days {
            for (which, kind, claims) in changes.iter().filter(|_| !world.names.is_empty()) {
                let at = which.index(world.names.len());
                world.states[at] = state(*kind, *claims);
                numbers[at] += 1;
            }
            if *what == 7 {
                camera = other;
            }
            let all = world.placed();
            // Some are not on the board on some days; a site lies in the place before it.
            let there = |n: &usize| !(n * 3 + usize::from(*what)).is_multiple_of(5);
            let placed: Vec<PlacedState<'_>> = (0..all.len())
                .filter(there)
                .map(|n| PlacedState { parent: (n % 7 == 3).then(|| all[n - 1].id), ..all[n] })
                .collect();
            let stamps: Vec<Stamp> = (0..all.len()).filter(there).map(|n| (n as u32, numbers[n])).collect();
            kept.renew(&placed.as_slice(), &stamps);
            let slice = placed.as_slice();
            let selected = (*what == 3).then_some(placed.len() / 2);
            let input = SceneInput { point_outside: false, selected, ..input(&slice, &styles, camera) };
            prop_assert_eq!(Scene::build_on(&mut kept, &input), Scene::build(&input));
        }
    }
}

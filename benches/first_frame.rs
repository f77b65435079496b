//! From a cold start to the first frame and to the first claims on the map, on the software renderer, split by stage.
//!
//! `cargo bench --features window-tests --bench first_frame`. Everything below the line "first frame" happens while the window is
//! already there. The last column is the ratio to opening an empty window of the same size on the same renderer.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench prints its table and stops at what it did not expect"
)]

use eframe::egui::vec2;
use egui_kittest::Harness;
use salient::ui::{SalientApp, Start};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut eframe::egui::Ui, _: &mut eframe::Frame) {
        ui.label("nothing");
    }
}

fn main() {
    let size = vec2(1360.0, 820.0);
    // The renderer itself starts here, once, for both.
    let (mut empty, empty_ms) = timed(|| Harness::builder().with_size(size).wgpu().build_eframe(|_| Empty));
    let (_, empty_frame_ms) = timed(|| empty.render());
    drop(empty);

    let (_, second_ms) = timed(|| Harness::builder().with_size(size).wgpu().build_eframe(|_| Empty));
    let start = Instant::now();
    let mut window = Harness::builder().with_size(size).with_max_steps(1).wgpu().build_eframe(|cc| SalientApp::new(cc, Start::default()));
    let created_ms = start.elapsed().as_secs_f64() * 1e3;
    let (_, frame_ms) = timed(|| window.render());
    let first_ms = start.elapsed().as_secs_f64() * 1e3;
    let until = |window: &mut Harness<'_, SalientApp>, done: fn(&SalientApp) -> bool| {
        while !done(window.state()) && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(1));
            window.step();
        }
        start.elapsed().as_secs_f64() * 1e3
    };
    let claims_ms = until(&mut window, |app| !app.workspace.corpus.readings.is_empty());
    let settled_ms = until(&mut window, SalientApp::is_settled);

    println!("renderer and an empty window, cold      {empty_ms:8.1} ms, its first picture {empty_frame_ms:.1} ms");
    println!("an empty window, warm renderer          {second_ms:8.1} ms");
    println!("the program's window laid out           {created_ms:8.1} ms");
    println!("its first picture painted               {frame_ms:8.1} ms");
    println!(
        "first frame                             {first_ms:8.1} ms (bound 300 ms; {:.1} empty windows)",
        first_ms / second_ms.max(0.1)
    );
    println!("first articles read                     {claims_ms:8.1} ms");
    println!("all read, all tiles drawn               {settled_ms:8.1} ms");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed().as_secs_f64() * 1e3)
}

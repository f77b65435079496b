//! Opening a window headless, and asking things of it as a user would.

use eframe::egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::{Harness, SnapshotResults};
use salient::ui::{SalientApp, Start};
use salient::workspace::{Command, ThemeChoice};
use std::time::{Duration, Instant};

pub type Window<'a> = Harness<'a, SalientApp>;

/// As a keyboard on Linux and Windows sends it.
pub const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

pub const SMALL: Vec2 = vec2(1280.0, 720.0);

pub fn open<'a>(size: Vec2, theme: ThemeChoice, start: Start) -> Window<'a> {
    let mut window = Harness::builder().with_size(size).with_max_steps(64).wgpu().build_eframe(move |cc| {
        let mut app = SalientApp::new(cc, start);
        app.workspace.view.theme = theme;
        app
    });
    settle(&mut window);
    window
}

pub fn aleppo<'a>(size: Vec2, theme: ThemeChoice) -> Window<'a> {
    open(size, theme, Start { readings: Some((crate::war::aleppo(), Vec::new())), exports: Some("/tmp".into()), ..Start::default() })
}

/// Steps until nothing is read, decoded or moving any more.
pub fn settle(window: &mut Window) {
    let began = Instant::now();
    window.run_steps(3);
    while !window.state().is_settled() {
        assert!(began.elapsed() < Duration::from_secs(120), "the window does not come to rest");
        std::thread::sleep(Duration::from_millis(5));
        window.step();
    }
    window.run_steps(8);
}

pub fn command(window: &mut Window, command: Command) {
    window.state_mut().ask(command);
    settle(window);
}

pub fn key(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    settle(window);
}

pub fn picture(window: &mut Window, name: &str) -> SnapshotResults {
    window.remove_cursor();
    settle(window);
    let mut results = SnapshotResults::new();
    results.add(window.try_snapshot(name));
    results
}

/// Puts the focus into the field of this name and types.
pub fn type_into(window: &mut Window, field: &str, text: &str) {
    use egui_kittest::kittest::Queryable as _;
    window.get_by_label(field).focus();
    window.run_steps(2);
    window.get_by_label(field).type_text(text);
    settle(window);
}

/// Only the claims on the map: what the picture is not about does not weigh on the repository.
pub fn plain(window: &mut Window) {
    command(window, Command::SetBasemap(salient::workspace::Basemap::None));
}

/// A picture to look at, kept beside the others and not compared: it shows what the stages below find, and they learn.
/// `UPDATE_SNAPSHOTS=1` draws it anew.
pub fn shown(window: &mut Window, name: &str) {
    window.remove_cursor();
    settle(window);
    let image = window.render().expect("a picture");
    assert!(image.width() > 100 && image.pixels().any(|pixel| pixel != image.get_pixel(0, 0)), "{name} is blank");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/gallery");
        std::fs::create_dir_all(&folder).unwrap();
        image.save(folder.join(format!("{name}.png"))).unwrap();
    }
}

/// An article, or whatever a test puts into a folder.
pub fn write(folder: &std::path::Path, name: &str, words: &str) {
    salient::export::write_atomically(&folder.join(name), words.as_bytes()).unwrap();
}

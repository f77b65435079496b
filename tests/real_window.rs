//! The real program in a real window: started under Xvfb, driven by xdotool, closed, and started again.
//!
//! Skipped, with a line that says so, where Xvfb or xdotool are not installed.

#![cfg(feature = "window-tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(90);

/// Ended when the test ends, however it ends; a display leaves no lock behind.
struct Ended(Child, Option<u32>);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
        if let Some(number) = self.1 {
            let _ = std::fs::remove_file(format!("/tmp/.X{number}-lock"));
            let _ = std::fs::remove_file(format!("/tmp/.X11-unix/X{number}"));
        }
    }
}

fn installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

fn until(what: &str, mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn screen() -> (Ended, String) {
    for number in 90..120 {
        let lock = format!("/tmp/.X{number}-lock");
        if Path::new(&lock).exists() {
            continue;
        }
        let display = format!(":{number}");
        let server = Command::new("Xvfb").args([&display, "-screen", "0", "1400x900x24"]).stderr(Stdio::null()).spawn().unwrap();
        let server = Ended(server, Some(number));
        until("Xvfb", || Path::new(&format!("/tmp/.X11-unix/X{number}")).exists());
        return (server, display);
    }
    panic!("no display number is free");
}

fn xdotool(display: &str, arguments: &[&str]) -> String {
    let output = Command::new("xdotool").env("DISPLAY", display).args(arguments).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn start(display: &str, home: &Path) -> Ended {
    let child = Command::new(env!("CARGO_BIN_EXE_salient"))
        .env("DISPLAY", display)
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_RUNTIME_DIR", home)
        .env_remove("WAYLAND_DISPLAY")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Ended(child, None)
}

/// The window under the hands of somebody who presses keys and clicks.
struct Hands<'a> {
    display: &'a str,
    window: String,
    pictures: std::path::PathBuf,
}

impl Hands<'_> {
    /// Through the server, not to the window: synthetic events carry no modifiers.
    fn key(&self, keys: &str) {
        xdotool(self.display, &["key", keys]);
        // A software renderer on a busy machine draws a frame in a second or two.
        std::thread::sleep(Duration::from_secs(2));
    }

    fn write(&self, text: &str) {
        xdotool(self.display, &["type", "--delay", "60", text]);
        std::thread::sleep(Duration::from_secs(2));
    }

    fn click(&self, x: u32, y: u32) {
        xdotool(self.display, &["mousemove", &x.to_string(), &y.to_string()]);
        std::thread::sleep(Duration::from_millis(700));
        xdotool(self.display, &["click", "1"]);
        std::thread::sleep(Duration::from_secs(2));
    }

    /// Without a window manager nothing has the focus by itself, and it may be taken away again.
    fn focus(&self) {
        xdotool(self.display, &["windowfocus", "--sync", &self.window]);
        std::thread::sleep(Duration::from_secs(1));
    }

    /// Kept for whoever wants to see what the test saw; needs ImageMagick.
    fn look(&self, name: &str) {
        let path = self.pictures.join(format!("{name}.png"));
        let taken = Command::new("import").env("DISPLAY", self.display).args(["-window", "root"]).arg(&path).status();
        if taken.is_ok_and(|status| status.success()) {
            let bytes = std::fs::read(&path).unwrap();
            assert!(bytes.len() > 8_000, "{name} is blank: {} bytes", bytes.len());
        }
    }
}

fn written(home: &Path) -> Option<std::path::PathBuf> {
    let files = std::fs::read_dir(home).unwrap().filter_map(|entry| Some(entry.ok()?.path()));
    files.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "png"))
}

#[test]
fn a_session_opens_a_folder_scrubs_opens_a_claim_filters_replays_exports_and_is_remembered() {
    if !installed("Xvfb") || !installed("xdotool") {
        eprintln!("skipped: Xvfb and xdotool are needed to drive a real window");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("articles");
    std::fs::create_dir(&folder).unwrap();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/aleppo-2024")).unwrap().flatten() {
        std::fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("session");
    std::fs::create_dir_all(&pictures).unwrap();
    let (_server, display) = screen();
    let mut program = start(&display, home.path());
    until("the window", || !xdotool(&display, &["search", "--name", "Salient"]).is_empty());
    let window = xdotool(&display, &["search", "--name", "Salient"]).lines().last().unwrap_or_default().to_owned();
    let hands = Hands { display: &display, window, pictures };
    let title = || xdotool(&display, &["getwindowname", &hands.window]);
    // The title names what is open once it is read.
    until("the sample", || title().contains("5 articles"));
    hands.focus();
    hands.look("1-sample");

    // Open a folder by its path, as where the system has no dialog.
    for _ in 0..3 {
        hands.focus();
        hands.key("ctrl+shift+o");
        hands.write(&folder.display().to_string());
        hands.key("Return");
        let asked = Instant::now();
        while !title().starts_with("articles (5") && asked.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(300));
        }
        if title().starts_with("articles (5") {
            break;
        }
        hands.key("Escape");
    }
    until("the folder", || title().starts_with("articles (5"));
    hands.look("2-folder");

    // Scrub: to the start, to the next change, two days on.
    for keys in ["Home", "ctrl+Right", "Right", "Right"] {
        hands.key(keys);
    }
    hands.look("3-scrubbed");
    hands.key("End");

    // To the city: it comes to lie in the middle of the map, where a click opens it.
    hands.key("g");
    hands.write("Aleppo");
    hands.key("Return");
    for _ in 0..4 {
        hands.key("plus");
    }
    hands.look("4-closer");
    hands.click(672, 368);
    hands.look("5-place");
    // The first cards of the place lie in the right panel; the words open on the left.
    hands.click(1200, 420);
    hands.look("6-words");
    // A side: the first tick of the filter's menu.
    hands.click(645, 20);
    std::thread::sleep(Duration::from_secs(2));
    hands.look("7-filter-menu");
    hands.click(660, 77);
    hands.look("8-filtered");
    hands.key("Escape");
    hands.focus();
    hands.key("ctrl+b");
    hands.key("k");
    hands.look("9-known-then");
    // A server without a window manager may take the focus away again, and keys are then lost: ask anew, as a person would.
    for _ in 0..4 {
        hands.focus();
        hands.key("Escape");
        hands.key("ctrl+e");
        // Into the home folder, under the name that the dialog proposes.
        hands.key("Return");
        let asked = Instant::now();
        while written(home.path()).is_none() && asked.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(200));
        }
        if written(home.path()).is_some() {
            break;
        }
    }
    until("the exported map", || written(home.path()).is_some());
    hands.look("10-exported");
    let bytes = std::fs::read(written(home.path()).unwrap()).unwrap();
    assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 20_000, "{} bytes", bytes.len());
    hands.focus();
    hands.key("ctrl+q");
    until("the program to end", || program.0.try_wait().unwrap().is_some());

    let settings = std::fs::read_to_string(home.path().join("data/salient/settings.json")).expect("settings are kept");
    let settings: serde_json::Value = serde_json::from_str(&settings).unwrap();
    let view = &settings["view"];
    assert!(settings["source"]["Paths"][0].as_str().is_some_and(|path| path.ends_with("/articles")), "{settings}");
    assert!(view["cursor"].is_string(), "the day is remembered");
    assert_eq!(view["palette"], "colour-safe");
    assert_eq!(view["known"], "cursor");
    assert!(view["filters"]["sides"].as_array().is_some_and(|sides| sides.len() == 1), "one side is filtered: {}", view["filters"]);
}

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

#[test]
fn the_program_opens_is_scrubbed_by_keys_exports_a_map_and_remembers_the_day() {
    if !installed("Xvfb") || !installed("xdotool") {
        eprintln!("skipped: Xvfb and xdotool are needed to drive a real window");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let (_server, display) = screen();
    let mut program = start(&display, home.path());
    until("the window", || !xdotool(&display, &["search", "--name", "Salient"]).is_empty());
    let window = xdotool(&display, &["search", "--name", "Salient"]).lines().last().unwrap_or_default().to_owned();
    let key = |keys: &str| {
        // Through the server, not to the window: synthetic events carry no modifiers.
        xdotool(&display, &["key", keys]);
        // A software renderer on a busy machine draws a frame in a second or two.
        std::thread::sleep(Duration::from_secs(3));
    };
    // The title names what is open once it is read.
    until("the sample", || xdotool(&display, &["getwindowname", &window]).contains("5 articles"));
    // Without a window manager nothing has the focus by itself, and only a window that is seen can be given it.
    xdotool(&display, &["windowfocus", "--sync", &window]);
    std::thread::sleep(Duration::from_secs(2));
    for keys in ["Home", "ctrl+Right", "Right"] {
        key(keys);
    }
    let written = || {
        let files = std::fs::read_dir(home.path()).unwrap().filter_map(|entry| Some(entry.ok()?.path()));
        files.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "png"))
    };
    // A server without a window manager may take the focus away again, and keys are then lost: ask anew, as a person would.
    for _ in 0..4 {
        xdotool(&display, &["windowfocus", "--sync", &window]);
        key("Escape");
        key("ctrl+e");
        // Into the home folder, under the name that the dialog proposes.
        key("Return");
        let asked = Instant::now();
        while written().is_none() && asked.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(200));
        }
        if written().is_some() {
            break;
        }
    }
    until("the exported map", || written().is_some());
    let map = written().unwrap();
    let bytes = std::fs::read(&map).unwrap();
    assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 20_000, "{} bytes", bytes.len());
    xdotool(&display, &["windowfocus", "--sync", &window]);
    key("ctrl+q");
    until("the program to end", || program.0.try_wait().unwrap().is_some());
    let settings = std::fs::read_to_string(home.path().join("data/salient/settings.json")).expect("settings are kept");
    assert!(settings.contains("\"cursor\""), "{settings}");
}

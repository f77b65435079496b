//! Compiles `assets/gazetteer/` into the index that the crate embeds. Deterministic: same sources, same bytes.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a build script talks to cargo by printing, and writes only into OUT_DIR"
)]

#[path = "build/divisions.rs"]
mod divisions;
#[allow(dead_code, reason = "shared with the crate, which uses all of it")]
#[path = "src/gazetteer/fold.rs"]
mod fold;
#[allow(dead_code, reason = "shared with the crate, which uses all of it")]
#[path = "src/gazetteer/format.rs"]
mod format;
#[path = "build/merge.rs"]
mod merge;
#[path = "build/patterns.rs"]
mod patterns;
#[path = "build/sites.rs"]
mod sites;
#[path = "build/sources.rs"]
mod sources;
#[path = "build/world.rs"]
mod world;
#[path = "src/gazetteer/write.rs"]
mod write;

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for watched in ["build.rs", "build", "assets/gazetteer", "src/gazetteer/fold.rs", "src/gazetteer/format.rs", "src/gazetteer/write.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let folding = fold::Folding::embedded();
    let world = world::build(Path::new("assets/gazetteer"), &folding)?;
    let bytes = write::write(&world.rows, &world.countries, &world.sources, &folding)?;
    let out = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&out).join("gazetteer.bin"), bytes)?;
    Ok(())
}

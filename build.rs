//! Compiles `assets/gazetteer/` into the index that the crate embeds. Deterministic: same sources, same bytes.

#[path = "build/divisions.rs"]
mod divisions;
#[path = "src/gazetteer/fold.rs"]
mod fold;
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

//! `salient snapshot`: the map at a date as a file, without a window.

use super::arguments::{GroundName, PaletteName, Snapshot, ThemeName};
use super::loading;
use super::out::Out;
use super::{FAILURE, USAGE};
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::export::{Format, SnapshotRequest, View, around, snapshot, sources_of, write};
use crate::jobs::Input;
use crate::knowledge::Knowledge;
use crate::map::{ActorStyles, Palette, PlacedState, Theme};
use crate::timeline::Replay;
use crate::workspace::LoadedCorpus;

pub(super) fn run(options: &Snapshot, out: &mut Out) -> u8 {
    let Some(format) = options.out.file_name().and_then(|name| Format::of_name(&name.to_string_lossy())) else {
        out.complain("error: --out must end in .png or .svg.");
        return USAGE;
    };
    let knowledge = match loading::knowledge(&options.layers, out) {
        Ok(knowledge) => knowledge,
        Err(code) => return code,
    };
    let input = if options.paths.is_empty() { Input::Bundled } else { Input::Paths(options.paths.clone()) };
    let loaded = loading::settled(input, &knowledge, out);
    if loaded.readings.is_empty() {
        return FAILURE;
    }
    let styles = ActorStyles::new(knowledge.register.actors());
    let corpus = LoadedCorpus::new(loaded.readings, loaded.diagnostics, &styles);
    let replay = corpus.timeline.replay(options.known_as_of);
    // What fades because nobody repeats it changes states after the last report; that is no day to draw.
    let told = corpus.readings.iter().flat_map(|reading| &reading.claims).filter_map(|claim| claim.when.span.latest).max();
    let days = replay.change_days();
    let last = days.iter().rfind(|day| told.is_none_or(|told| **day <= told)).or(days.last());
    let Some(at) = options.at.or(last.copied()) else {
        out.complain("error: the articles make no claim that could be dated, so there is nothing to draw.");
        return FAILURE;
    };
    match page(options, &knowledge, &corpus, &replay, &styles, at, format) {
        Ok(page) => {
            for diagnostic in &page.1 {
                out.diagnostic(diagnostic);
            }
            match write::atomically(&options.out, &page.0) {
                Ok(()) => 0,
                Err(reason) => {
                    out.complain(&format!("error: {reason}"));
                    FAILURE
                }
            }
        }
        Err(reason) => {
            out.complain(&format!("error: {reason}"));
            FAILURE
        }
    }
}

fn page(
    options: &Snapshot,
    knowledge: &Knowledge,
    corpus: &LoadedCorpus,
    replay: &Replay,
    styles: &ActorStyles,
    at: Date,
    format: Format,
) -> Result<(Vec<u8>, Vec<Diagnostic>), String> {
    let states: Vec<PlacedState<'_>> = replay.states_at(at).map(|(place, state)| PlacedState::of(place, state)).collect();
    let view = match (&options.bbox, &options.place) {
        (Some(bbox), _) => View::Bounds(*bbox),
        (None, Some(name)) => {
            // The place that the articles speak of, before its namesakes elsewhere.
            let spoken = states.iter().find(|s| s.name.eq_ignore_ascii_case(name)).and_then(|s| corpus.place(s.id));
            let known = || knowledge.gazetteer.rows(name).into_iter().next().map(|row| (row.at, row.radius_m));
            let (centre, radius_m) = spoken
                .map(|place| (place.at, place.radius_m))
                .or_else(known)
                .ok_or_else(|| format!("no place is named \u{201c}{name}\u{201d}."))?;
            View::Bounds(around(centre, f64::from(radius_m) / 1000.0))
        }
        (None, None) => View::Fit,
    };
    let sources = sources_of(corpus, &states);
    let request = SnapshotRequest {
        title: &options.title,
        states: &states,
        actors: styles,
        palette: match options.palette {
            PaletteName::Conventional => Palette::Conventional,
            PaletteName::ColourSafe => Palette::ColourSafe,
        },
        theme: match options.theme {
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
        },
        at,
        known_as_of: options.known_as_of,
        view,
        size: options.size,
        scale: options.scale,
        format,
        sources: &sources,
        filters: &[],
        areas: options.areas,
        with_osm: !options.plain,
        relief: options.basemap == GroundName::Relief,
        embed_fonts: options.embed_fonts,
    };
    let made = snapshot(&request)?;
    Ok((made.bytes, made.diagnostics))
}

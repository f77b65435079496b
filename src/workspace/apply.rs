//! The only door to change.
//!
//! In: a [`Command`]. Out: the changed [`Workspace`], and [`Effect`]s: what only the window can do.

use super::command::Command;
use super::day::plus_days;
use super::document::Document;
use super::source::Source;
use super::view::{Basemap, CameraView, KnownAsOf, Panel, ThemeChoice};
use super::{RECENT_FOLDERS, Workspace};
use crate::calendar::Date;
use crate::geodesy::BoundingBox;
use crate::map::Palette;
use crate::provenance::{ArticleId, Span};
use std::path::PathBuf;

#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    PickFolder,
    PickAnother,
    PickGazetteer,
    ShowSources,
    FilterToFrame,
    ShowWhyHere(ArticleId, Span),
    ShowExplanation(ArticleId, Span),
    /// Read the user's files of places anew, and then the source.
    LayGazetteers,
    /// Dates, places and agreement anew in the light of the document; nothing is read from disk.
    Reconsider,
    AskPath,
    PickBasemap,
    AskDate,
    AskExport,
    AskPlace,
    FocusSearch,
    ShowProblems,
    ShowPalette,
    ShowKeys,
    ShowAbout,
    /// Read this source and hand the readings to [`Workspace::load`].
    Read(Source),
    StopReading,
    /// Move the map.
    Fit(BoundingBox),
    LookAt(CameraView),
    ZoomBy(f64),
    FitTime,
    /// Pan the time axis so that the cursor is seen.
    RevealCursor,
    /// Scroll the reader to the selected claim.
    RevealWords,
    Copy(String),
    OpenFile(PathBuf),
    Quit,
}

/// Carries out one command. Commands that do not fit (an unknown place, undo without a past) change nothing.
pub fn apply(workspace: &mut Workspace, command: Command) -> Vec<Effect> {
    let mut effects = Vec::new();
    match command {
        Command::PickFolder => effects.push(Effect::PickFolder),
        Command::PickAnother => effects.push(Effect::PickAnother),
        Command::PickGazetteer => effects.push(Effect::PickGazetteer),
        Command::ShowSources => effects.push(Effect::ShowSources),
        Command::FilterToFrame => effects.push(Effect::FilterToFrame),
        Command::AskPath => effects.push(Effect::AskPath),
        Command::PickBasemap => effects.push(Effect::PickBasemap),
        Command::AskExport => effects.push(Effect::AskExport),
        Command::ShowProblems => effects.push(Effect::ShowProblems),
        Command::TypeDate => effects.push(Effect::AskDate),
        Command::Search => effects.push(Effect::FocusSearch),
        Command::GoToPlace => effects.push(Effect::AskPlace),
        Command::Palette => effects.push(Effect::ShowPalette),
        Command::ShowKeys => effects.push(Effect::ShowKeys),
        Command::About => effects.push(Effect::ShowAbout),
        Command::CancelLoading => effects.push(Effect::StopReading),
        Command::Quit => effects.push(Effect::Quit),
        Command::Copy(text) => effects.push(Effect::Copy(text)),
        Command::OpenFile(path) => effects.push(Effect::OpenFile(path)),
        // Dropped, typed or chosen like a folder; it is a ground to draw on, not articles to read.
        Command::Open(source) if archive(&source).is_some() => workspace.view.basemap = archive(&source).unwrap_or_default(),
        Command::Open(source) => {
            remember(workspace, source.paths());
            if workspace.source.as_ref() != Some(&source) {
                workspace.view.cursor = None;
                workspace.view.range = None;
                workspace.view.camera = None;
                workspace.view.selection = super::Selection::default();
                workspace.view.filters = super::Filters::default();
            }
            workspace.source = Some(source.clone());
            effects.push(Effect::Read(source));
        }
        Command::AddPaths(paths) if !paths.is_empty() => {
            remember(workspace, &paths);
            let source = workspace.source.as_ref().map_or_else(|| Source::Paths(paths.clone()), |source| source.with(&paths));
            if workspace.source.as_ref() != Some(&source) {
                workspace.source = Some(source.clone());
                effects.push(Effect::Read(source));
            }
        }
        Command::RemovePath(path) => {
            let rest = workspace.source.as_ref().filter(|source| source.paths().contains(&path)).map(|source| source.without(&path));
            if let Some(rest) = rest {
                let source = rest.unwrap_or(Source::Paths(Vec::new()));
                workspace.source = Some(source.clone());
                effects.push(Effect::Read(source));
            }
        }
        Command::AddGazetteers(paths) => {
            let before = workspace.gazetteers.len();
            for path in paths {
                if !workspace.gazetteers.contains(&path) {
                    workspace.gazetteers.push(path);
                }
            }
            if workspace.gazetteers.len() > before {
                effects.push(Effect::LayGazetteers);
            }
        }
        Command::RemoveGazetteer(path) => {
            let before = workspace.gazetteers.len();
            workspace.gazetteers.retain(|known| *known != path);
            if workspace.gazetteers.len() < before {
                effects.push(Effect::LayGazetteers);
            }
        }
        Command::ToggleWatch => workspace.view.watch = !workspace.view.watch,
        Command::Reload => effects.extend(workspace.source.clone().map(Effect::Read)),
        Command::Undo | Command::Redo => {
            let Workspace { history, document, .. } = workspace;
            let changed = if command == Command::Undo { history.undo(document) } else { history.redo(document) };
            if changed {
                effects.push(Effect::Reconsider);
            }
        }
        Command::SetArticleDate(article, span) => {
            decide(workspace, |document| match span {
                Some(span) => drop(document.article_dates.insert(article, span)),
                None => drop(document.article_dates.remove(&article)),
            });
            // Other articles and the claims inside may hang on this date.
            effects.push(Effect::Reconsider);
        }
        Command::WhyHere(article, span) => effects.push(Effect::ShowWhyHere(article, span)),
        Command::Explain(article, span) => effects.push(Effect::ShowExplanation(article, span)),
        Command::ExplainSelected => {
            let Workspace { view, corpus, .. } = &*workspace;
            let said = view.selection.claim.and_then(|id| corpus.claim(id)).map(|(_, claim)| (claim.article, claim.sentence));
            let open = view.selection.article.map(|article| (article, Span::default()));
            effects.extend(said.or(open).map(|(article, span)| Effect::ShowExplanation(article, span)));
        }
        Command::Overrule(overrule) => {
            decide(workspace, |document| document.overrule(overrule));
            effects.push(Effect::Reconsider);
        }
        Command::Withdraw(overrule) => {
            decide(workspace, |document| document.toponyms.retain(|known| !known.same_subject(&overrule)));
            effects.push(Effect::Reconsider);
        }
        Command::Review(claim, verdict) => decide(workspace, |document| document.review(claim, |review| review.verdict = verdict)),
        Command::Note(claim, note) => {
            decide(workspace, |document| document.review(claim, |review| note.trim().clone_into(&mut review.note)));
        }
        Command::ToggleFilter(chip) => workspace.view.filters.toggle(chip),
        Command::SetText(text) => workspace.view.filters.text = text,
        Command::ClearFilters => workspace.view.filters = super::Filters::default(),
        command => {
            time(workspace, &command, &mut effects);
            look(workspace, command, &mut effects);
        }
    }
    let Workspace { derived, corpus, view, .. } = workspace;
    derived.refresh(corpus, view);
    effects
}

fn remember(workspace: &mut Workspace, paths: &[PathBuf]) {
    for path in paths.iter().rev() {
        workspace.recent.retain(|known| known != path);
        workspace.recent.insert(0, path.clone());
    }
    workspace.recent.truncate(RECENT_FOLDERS);
}

fn decide(workspace: &mut Workspace, change: impl FnOnce(&mut Document)) {
    let before = workspace.document.clone();
    change(&mut workspace.document);
    if before != workspace.document {
        workspace.history.record(before);
    }
}

fn time(workspace: &mut Workspace, command: &Command, effects: &mut Vec<Effect>) {
    let Workspace { view, derived, corpus, .. } = workspace;
    let go = |from: Option<Date>, days: i32| from.map(|day| plus_days(day, days));
    let target = match command {
        Command::SetCursor(day) => Some(*day),
        Command::StepForward => go(view.cursor, 1),
        Command::StepBack => go(view.cursor, -1),
        Command::BigStepForward => go(view.cursor, 7),
        Command::BigStepBack => go(view.cursor, -7),
        Command::NextChange => {
            let last = derived.ends().map(|(_, last)| last);
            view.cursor.and_then(|day| derived.replay.next_change(day)).filter(|day| last.is_none_or(|last| *day <= last))
        }
        Command::PreviousChange => view.cursor.and_then(|day| derived.replay.previous_change(day)),
        Command::JumpToStart => derived.ends().map(|(first, _)| first),
        Command::JumpToEnd => derived.ends().map(|(_, last)| last),
        _ => None,
    };
    if let Some(day) = target {
        view.playing &= matches!(command, Command::SetCursor(_));
        view.cursor = Some(day);
        effects.push(Effect::RevealCursor);
    }
    match command {
        Command::TogglePlay => {
            view.playing = !view.playing && view.cursor.is_some();
            if view.playing
                && let Some((first, last)) = derived.ends()
                && view.cursor.is_some_and(|day| day >= last)
            {
                view.cursor = Some(first);
                effects.push(Effect::RevealCursor);
            }
        }
        Command::SetSpeed(speed) if speed.is_finite() => view.speed = speed.clamp(0.1, 365.0),
        Command::SetLoop(looping) => view.looping = *looping,
        Command::ToggleCumulative => view.cumulative = !view.cumulative,
        Command::SetKnown(known) => view.known = *known,
        Command::ToggleKnownAtCursor => {
            view.known = if view.known == KnownAsOf::Cursor { KnownAsOf::Everything } else { KnownAsOf::Cursor };
        }
        Command::RangeFromCursor => {
            view.range = view.cursor.map(|day| (day, view.range.map_or(day, |(_, to)| to).max(day)));
        }
        Command::RangeToCursor => {
            view.range = view.cursor.map(|day| (view.range.map_or(day, |(from, _)| from).min(day), day));
        }
        Command::KnownEarlier | Command::KnownLater => {
            let days = corpus.publication_days();
            let now = view.known_at();
            let target = if matches!(command, Command::KnownEarlier) {
                days.range(..now.unwrap_or(Date::MAX)).next_back()
            } else {
                now.and_then(|now| days.range(now..).find(|day| **day > now))
            };
            // Past the last article everything is known; before the first, nothing more can be taken away.
            match target {
                Some(day) => view.known = KnownAsOf::Day(*day),
                None if matches!(command, Command::KnownLater) => view.known = KnownAsOf::Everything,
                None => {}
            }
        }
        Command::SetRange(range) => view.range = range.map(|(a, b)| (a.min(b), a.max(b))),
        Command::FitTime => effects.push(Effect::FitTime),
        _ => {}
    }
}

fn look(workspace: &mut Workspace, command: Command, effects: &mut Vec<Effect>) {
    let Workspace { view, corpus, .. } = workspace;
    match command {
        Command::SelectPlace(place) if corpus.place(&place).is_some() => {
            view.panels.place = true;
            if view.selection.place.as_ref() != Some(&place) {
                view.selection.claim = None;
            }
            view.selection.place = Some(place);
        }
        Command::SelectClaim(id) => {
            if let Some((reading, claim)) = corpus.claim(id) {
                view.panels.articles = true;
                view.selection =
                    super::Selection { place: Some(claim.place.id.clone()), claim: Some(id), article: Some(reading.article.id) };
                effects.push(Effect::RevealWords);
            }
        }
        Command::SelectArticle(article) if corpus.reading(article).is_some() => {
            view.panels.articles = true;
            if view.selection.article != Some(article) {
                view.selection.claim = None;
            }
            view.selection.article = Some(article);
        }
        Command::Hover(hovered) => view.hovered = hovered,
        Command::ClearSelection => view.selection = super::Selection::default(),
        Command::CloseArticle => view.selection = super::Selection { article: None, claim: None, ..view.selection.clone() },
        Command::ClosePlace => view.selection = super::Selection { place: None, claim: None, ..view.selection.clone() },
        Command::FitClaims => {
            effects.extend(corpus.bounds().map(Effect::Fit));
        }
        Command::FitSelection => {
            let place = view.selection.place.as_ref().and_then(|id| corpus.place(id));
            effects.extend(place.map(|p| Effect::LookAt(CameraView { centre: p.at, zoom: zoom_for(p.radius_m) })));
        }
        Command::LookAt(centre, zoom) => effects.push(Effect::LookAt(CameraView { centre, zoom })),
        Command::ZoomIn => effects.push(Effect::ZoomBy(0.5)),
        Command::ZoomOut => effects.push(Effect::ZoomBy(-0.5)),
        Command::SetBasemap(basemap) => view.basemap = basemap,
        Command::ToggleAreas => view.areas = !view.areas,
        Command::SetTheme(theme) => view.theme = theme,
        Command::ToggleTheme => view.theme = if view.theme == ThemeChoice::Dark { ThemeChoice::Light } else { ThemeChoice::Dark },
        Command::SetPalette(palette) => view.palette = palette,
        Command::TogglePalette => {
            view.palette = if view.palette == Palette::Conventional { Palette::ColourSafe } else { Palette::Conventional };
        }
        Command::TogglePanel(panel) => {
            let shown = match panel {
                Panel::Articles => &mut view.panels.articles,
                Panel::Place => &mut view.panels.place,
                Panel::Time => &mut view.panels.time,
                Panel::Table => &mut view.panels.table,
                Panel::Situation => &mut view.panels.situation,
            };
            *shown = !*shown;
        }
        Command::ScaleUp => view.scale = (view.scale + 0.1).min(3.0),
        Command::ScaleDown => view.scale = (view.scale - 0.1).max(0.7),
        Command::ScaleReset => view.scale = 1.0,
        _ => {}
    }
}

/// The zoom at which a place of this radius fills about a third of an ordinary map.
#[must_use]
pub fn zoom_for(radius_m: u32) -> f64 {
    let metres_per_point = f64::from(radius_m.max(400)) / 120.0;
    (156_543.0 / metres_per_point).log2().clamp(4.0, 14.0)
}

/// The basemap that a source is, when it is one file of tiles.
fn archive(source: &Source) -> Option<Basemap> {
    match source.paths() {
        [only] if only.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pmtiles")) => Some(Basemap::File(only.clone())),
        _ => None,
    }
}

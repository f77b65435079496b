//! Everything that can be asked of the program, each with its label, tooltip and key in one table.
//!
//! Panels push commands; [`super::apply`] is the only one who carries them out.

use super::document::Verdict;
use super::filters::FilterChip;
use super::source::Source;
use super::view::{Basemap, Hovered, KnownAsOf, Loop, Panel, ThemeChoice};
use crate::calendar::{Date, DateSpan};
use crate::geodesy::LatLon;
use crate::geoparsing::Overrule;
use crate::map::Palette;
use crate::provenance::{ArticleId, ClaimId, Span};
use std::path::PathBuf;

#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    // --- files
    PickFolder,
    AskPath,
    Open(Source),
    PickAnother,
    AddPaths(Vec<PathBuf>),
    RemovePath(PathBuf),
    ShowSources,
    ToggleWatch,
    PickGazetteer,
    AddGazetteers(Vec<PathBuf>),
    RemoveGazetteer(PathBuf),
    Reload,
    CancelLoading,
    AskExport,
    ShowProblems,
    Quit,
    // --- time
    SetCursor(Date),
    StepForward,
    StepBack,
    BigStepForward,
    BigStepBack,
    NextChange,
    PreviousChange,
    JumpToStart,
    JumpToEnd,
    TogglePlay,
    SetSpeed(f32),
    SetLoop(Loop),
    ToggleCumulative,
    SetKnown(KnownAsOf),
    ToggleKnownAtCursor,
    KnownEarlier,
    KnownLater,
    RangeFromCursor,
    RangeToCursor,
    SetRange(Option<(Date, Date)>),
    FitTime,
    TypeDate,
    // --- selection
    SelectPlace(String),
    SelectClaim(ClaimId),
    SelectArticle(ArticleId),
    /// Pushed in every frame in which the pointer rests on something; a frame in which nobody pushes it clears it.
    Hover(Hovered),
    ClearSelection,
    CloseArticle,
    ClosePlace,
    // --- filters
    ToggleFilter(FilterChip),
    SetText(String),
    ClearFilters,
    FilterToFrame,
    Search,
    // --- map
    FitClaims,
    FitSelection,
    LookAt(LatLon, f64),
    ZoomIn,
    ZoomOut,
    GoToPlace,
    SetBasemap(Basemap),
    PickBasemap,
    ToggleAreas,
    // --- appearance
    SetTheme(ThemeChoice),
    ToggleTheme,
    SetPalette(Palette),
    TogglePalette,
    TogglePanel(Panel),
    ScaleUp,
    ScaleDown,
    ScaleReset,
    // --- the analyst's decisions
    SetArticleDate(ArticleId, Option<DateSpan>),
    Review(ClaimId, Option<Verdict>),
    Note(ClaimId, String),
    WhyHere(ArticleId, Span),
    /// What was read in the sentence around these words.
    Explain(ArticleId, Span),
    /// The same of the selected claim, else from the first sentence of the open article.
    ExplainSelected,
    Overrule(Overrule),
    Withdraw(Overrule),
    Undo,
    Redo,
    // --- help
    Palette,
    ShowKeys,
    About,
    Copy(String),
    OpenFile(PathBuf),
}

/// How a command is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub label: &'static str,
    pub tooltip: &'static str,
    /// Such as `Ctrl+Right`, as the key is printed; "" without one.
    pub key: &'static str,
}

const fn entry(label: &'static str, key: &'static str, tooltip: &'static str) -> Entry {
    Entry { label, tooltip, key }
}

impl Command {
    /// The commands without a subject, in the order of the palette; keys are looked up here.
    pub const TABLE: &[Self] = &[
        Self::PickFolder,
        Self::AskPath,
        Self::PickAnother,
        Self::ShowSources,
        Self::ToggleWatch,
        Self::PickGazetteer,
        Self::Reload,
        Self::Open(Source::Seeds),
        Self::CancelLoading,
        Self::AskExport,
        Self::ShowProblems,
        Self::Quit,
        Self::StepForward,
        Self::StepBack,
        Self::BigStepForward,
        Self::BigStepBack,
        Self::NextChange,
        Self::PreviousChange,
        Self::JumpToStart,
        Self::JumpToEnd,
        Self::TogglePlay,
        Self::ToggleCumulative,
        Self::ToggleKnownAtCursor,
        Self::KnownEarlier,
        Self::KnownLater,
        Self::RangeFromCursor,
        Self::RangeToCursor,
        Self::FitTime,
        Self::TypeDate,
        Self::SetRange(None),
        Self::ExplainSelected,
        Self::ClearSelection,
        Self::ClearFilters,
        Self::FilterToFrame,
        Self::Search,
        Self::FitClaims,
        Self::FitSelection,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::GoToPlace,
        Self::SetBasemap(Basemap::Plain),
        Self::SetBasemap(Basemap::Relief),
        Self::SetBasemap(Basemap::Online),
        Self::SetBasemap(Basemap::None),
        Self::PickBasemap,
        Self::ToggleAreas,
        Self::ToggleTheme,
        Self::TogglePalette,
        Self::TogglePanel(Panel::Articles),
        Self::TogglePanel(Panel::Place),
        Self::TogglePanel(Panel::Time),
        Self::TogglePanel(Panel::Table),
        Self::TogglePanel(Panel::Situation),
        Self::ScaleUp,
        Self::ScaleDown,
        Self::ScaleReset,
        Self::Undo,
        Self::Redo,
        Self::Palette,
        Self::ShowKeys,
        Self::About,
    ];

    #[must_use]
    pub const fn entry(&self) -> Entry {
        match self {
            Self::PickFolder => entry("Open folder…", "Ctrl+O", "Choose a folder of articles"),
            Self::AskPath => entry("Open path…", "Ctrl+Shift+O", "Type or paste the path of a folder"),
            Self::Open(Source::Seeds) => entry("Open the sample", "", "Five articles that come with the program"),
            Self::Open(Source::Paths(_)) => entry("Open", "", "Read this folder"),
            Self::PickAnother => entry("Add folder…", "Ctrl+Shift+A", "Read another folder beside what is open"),
            Self::AddPaths(_) => entry("Add", "", "Read these beside what is open"),
            Self::RemovePath(_) => entry("Remove", "", "Take this folder away; its files are left alone"),
            Self::ShowSources => entry("Sources…", "Ctrl+Shift+S", "The folders and files of places that are open; add and remove them"),
            Self::ToggleWatch => entry("Follow changes", "", "Read again by itself when a file of the open folders changes"),
            Self::PickGazetteer => {
                entry("Add places…", "", "Lay a file of your own places over the gazetteer: GeoNames, CSV, TSV, GeoJSON or KML")
            }
            Self::AddGazetteers(_) => entry("Add places", "", "Lay these files over the gazetteer and read again"),
            Self::RemoveGazetteer(_) => entry("Remove places", "", "Take this file off the gazetteer and read again"),
            Self::FilterToFrame => entry("Only what the map shows", "Ctrl+M", "Filter to the part of the world that the map shows now"),
            Self::Reload => entry("Read again", "Ctrl+R", "Read the folder again from disk"),
            Self::CancelLoading => entry("Stop reading", "", "Keep what has been read so far"),
            Self::AskExport => entry("Export map…", "Ctrl+E", "Write the map as it stands to a PNG or SVG file"),
            Self::ShowProblems => entry("Problems", "Ctrl+D", "Files that could not be read, and why"),
            Self::Quit => entry("Quit", "Ctrl+Q", "Close the program; the view is remembered"),
            Self::SetCursor(_) => entry("Go to day", "", "Show the state at the end of this day"),
            Self::StepForward => entry("One day on", "Right", "Move the cursor one day on"),
            Self::StepBack => entry("One day back", "Left", "Move the cursor one day back"),
            Self::BigStepForward => entry("One week on", "Shift+Right", "Move the cursor seven days on"),
            Self::BigStepBack => entry("One week back", "Shift+Left", "Move the cursor seven days back"),
            Self::NextChange => entry("Next change", "Ctrl+Right", "Go to the next day on which a place changes state"),
            Self::PreviousChange => entry("Previous change", "Ctrl+Left", "Go to the last day before on which a place changed state"),
            Self::JumpToStart => entry("First change", "Home", "Go to the first day of which something is said"),
            Self::JumpToEnd => entry("Last change", "End", "Go to the last day of which something is said"),
            Self::TogglePlay => entry("Play", "Space", "Let time run; empty time is skipped"),
            Self::SetSpeed(_) => entry("Speed", "", "Days a second while playing"),
            Self::SetLoop(_) => entry("Loop", "", "What happens at the end of playing"),
            Self::ToggleCumulative => entry("Keep earlier states", "C", "Off: only places of which something changed in the last week"),
            Self::SetKnown(_) => entry("Known as of", "", "Use only articles published by then"),
            Self::ToggleKnownAtCursor => {
                entry("Only what was known then", "K", "Replay what could be known: use only articles published by the cursor's day")
            }
            Self::KnownEarlier => {
                entry("Known a day of news earlier", "Comma", "Take the newest articles away, one day of publication at a time")
            }
            Self::KnownLater => entry("Known a day of news later", "Period", "Take in the articles of the next day of publication"),
            Self::RangeFromCursor => entry("Range from here", "OpenBracket", "Begin the marked range at the cursor"),
            Self::RangeToCursor => entry("Range to here", "CloseBracket", "End the marked range at the cursor"),
            Self::SetRange(None) => entry("Clear the range", "", "Take the marked range off the time axis"),
            Self::SetRange(Some(_)) => entry("Mark a range", "", "Mark days on the time axis; Shift+drag"),
            Self::FitTime => entry("Fit time", "T", "Show all of the time axis"),
            Self::TypeDate => entry("Go to date…", "D", "Type a date, such as 30 Nov 2024 or +3"),
            Self::SelectPlace(_) => entry("Show place", "", "What is claimed of this place"),
            Self::SelectClaim(_) => entry("Show the words", "", "Open the article at the words that say so"),
            Self::SelectArticle(_) => entry("Read", "", "Open the article"),
            Self::Hover(_) => entry("Point at", "", "Mark it in every panel"),
            Self::ClearSelection => entry("Clear selection", "Escape", "Close the selected place and article"),
            Self::CloseArticle => entry("All articles", "", "Back to the list of articles"),
            Self::ClosePlace => entry("Close the place", "", "Close the panel of the selected place"),
            Self::ToggleFilter(_) => entry("Filter", "", "Show only claims like this"),
            Self::SetText(_) => entry("Filter by words", "", "Show only claims that hold these words"),
            Self::ClearFilters => entry("Clear filters", "Ctrl+Shift+F", "Show all claims again"),
            Self::Search => entry("Search", "Ctrl+F", "Search places, claims and articles"),
            Self::FitClaims => entry("Fit to claims", "F", "Show every place of which something is claimed"),
            Self::FitSelection => entry("Fit to selection", "Shift+F", "Look at the selected place"),
            Self::LookAt(..) => entry("Look here", "", "Move the map here"),
            Self::ZoomIn => entry("Zoom in", "Plus", "Look closer"),
            Self::ZoomOut => entry("Zoom out", "Minus", "Look from farther away"),
            Self::GoToPlace => entry("Go to place…", "G", "Look at a place by its name"),
            Self::SetBasemap(Basemap::Plain) => entry("Quiet basemap", "", "Land, water, roads and borders, light or dark with the theme"),
            Self::SetBasemap(Basemap::Relief) => entry("Relief", "", "Mountains and plains under borders and roads"),
            Self::SetBasemap(Basemap::Online) => entry(
                "OpenStreetMap (online)",
                "",
                "Fetch tiles from openstreetmap.org, which learns where you look; nothing else goes out",
            ),
            Self::SetBasemap(Basemap::File(_)) => entry("Own basemap", "", "Draw this archive under the claims"),
            Self::SetBasemap(Basemap::None) => entry("No basemap", "", "Only the claims"),
            Self::PickBasemap => entry("Basemap from a file…", "", "Draw a PMTiles archive of your own under the claims"),
            Self::ToggleAreas => {
                entry("Estimated areas", "Shift+A", "Colour the land nearest to each place as who holds it; a guess, not a claim")
            }
            Self::SetTheme(_) => entry("Theme", "", "Light, dark or as the system has it"),
            Self::ToggleTheme => entry("Light or dark", "Ctrl+L", "Switch between the light and the dark theme"),
            Self::SetPalette(_) => entry("Colours", "", "Colours of the sides"),
            Self::TogglePalette => entry("Colour-blind safe colours", "Ctrl+B", "Switch between conventional and colour-safe colours"),
            Self::TogglePanel(Panel::Articles) => entry("Articles", "1", "Show or hide the articles"),
            Self::TogglePanel(Panel::Place) => entry("Place", "2", "Show or hide the selected place"),
            Self::TogglePanel(Panel::Time) => entry("Time", "3", "Show or hide the time panel"),
            Self::TogglePanel(Panel::Table) => entry("Table", "4", "Show or hide the table of the claims that are visible now"),
            Self::TogglePanel(Panel::Situation) => entry("Situation", "5", "Show or hide what changed on the cursor's day"),
            Self::ScaleUp => entry("Larger interface", "Ctrl+Plus", "Enlarge text and controls"),
            Self::ScaleDown => entry("Smaller interface", "Ctrl+Minus", "Shrink text and controls"),
            Self::ScaleReset => entry("Normal interface size", "Ctrl+0", "Text and controls at 100 %"),
            Self::SetArticleDate(..) => entry("Set date", "", "Say when this article was published"),
            Self::Review(..) => entry("Review", "", "Record your own judgement of this claim"),
            Self::Note(..) => entry("Note", "", "Write a note on this claim"),
            Self::WhyHere(..) => entry("Why here?", "", "The places that these words may mean, with reasons; and your own word on it"),
            Self::Explain(..) => entry("Explain this sentence", "", "What was seen in it, and why a claim was made or refused"),
            Self::ExplainSelected => entry(
                "Explain the sentence",
                "E",
                "What was seen in the sentence of the selected claim, and why a claim was made or refused",
            ),
            Self::Overrule(_) => entry("Place it here", "", "Say what these words mean"),
            Self::Withdraw(_) => entry("Withdraw", "", "Let the program decide again what these words mean"),
            Self::Undo => entry("Undo", "Ctrl+Z", "Take back the last decision"),
            Self::Redo => entry("Redo", "Ctrl+Shift+Z", "Take back the undo"),
            Self::Palette => entry("All commands…", "Ctrl+P", "Find a command by its name"),
            Self::ShowKeys => entry("Keys", "F1", "Every key in one list"),
            Self::About => entry("About Salient", "", "Version, sources and licences"),
            Self::Copy(_) => entry("Copy", "", "Copy to the clipboard"),
            Self::OpenFile(_) => entry("Open in the system's program", "", "Open the file outside Salient"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen: BTreeMap<&str, &Command> = BTreeMap::new();
        for command in Command::TABLE {
            let key = command.entry().key;
            if !key.is_empty()
                && let Some(other) = seen.insert(key, command)
            {
                panic!("{key} is both {other:?} and {command:?}");
            }
        }
    }

    #[test]
    fn every_command_has_a_label_and_says_what_it_does() {
        for command in Command::TABLE {
            let Entry { label, tooltip, .. } = command.entry();
            assert!(!label.is_empty() && !tooltip.is_empty() && !tooltip.ends_with('.'), "{command:?}");
        }
    }
}

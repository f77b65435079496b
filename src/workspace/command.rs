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
use crate::wording::commands as say;
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
            Self::PickFolder => entry(say::pick_folder(), "Ctrl+O", say::pick_folder_tip()),
            Self::AskPath => entry(say::ask_path(), "Ctrl+Shift+O", say::ask_path_tip()),
            Self::Open(Source::Seeds) => entry(say::open_seeds(), "", say::open_seeds_tip()),
            Self::Open(Source::Paths(_)) => entry(say::open_paths(), "", say::open_paths_tip()),
            Self::PickAnother => entry(say::pick_another(), "Ctrl+Shift+A", say::pick_another_tip()),
            Self::AddPaths(_) => entry(say::add_paths(), "", say::add_paths_tip()),
            Self::RemovePath(_) => entry(say::remove_path(), "", say::remove_path_tip()),
            Self::ShowSources => entry(say::show_sources(), "Ctrl+Shift+S", say::show_sources_tip()),
            Self::ToggleWatch => entry(say::toggle_watch(), "", say::toggle_watch_tip()),
            Self::PickGazetteer => entry(say::pick_gazetteer(), "", say::pick_gazetteer_tip()),
            Self::AddGazetteers(_) => entry(say::add_gazetteers(), "", say::add_gazetteers_tip()),
            Self::RemoveGazetteer(_) => entry(say::remove_gazetteer(), "", say::remove_gazetteer_tip()),
            Self::FilterToFrame => entry(say::filter_to_frame(), "Ctrl+M", say::filter_to_frame_tip()),
            Self::Reload => entry(say::reload(), "Ctrl+R", say::reload_tip()),
            Self::CancelLoading => entry(say::cancel_loading(), "", say::cancel_loading_tip()),
            Self::AskExport => entry(say::ask_export(), "Ctrl+E", say::ask_export_tip()),
            Self::ShowProblems => entry(say::show_problems(), "Ctrl+D", say::show_problems_tip()),
            Self::Quit => entry(say::quit(), "Ctrl+Q", say::quit_tip()),
            Self::SetCursor(_) => entry(say::set_cursor(), "", say::set_cursor_tip()),
            Self::StepForward => entry(say::step_forward(), "Right", say::step_forward_tip()),
            Self::StepBack => entry(say::step_back(), "Left", say::step_back_tip()),
            Self::BigStepForward => entry(say::big_step_forward(), "Shift+Right", say::big_step_forward_tip()),
            Self::BigStepBack => entry(say::big_step_back(), "Shift+Left", say::big_step_back_tip()),
            Self::NextChange => entry(say::next_change(), "Ctrl+Right", say::next_change_tip()),
            Self::PreviousChange => entry(say::previous_change(), "Ctrl+Left", say::previous_change_tip()),
            Self::JumpToStart => entry(say::jump_to_start(), "Home", say::jump_to_start_tip()),
            Self::JumpToEnd => entry(say::jump_to_end(), "End", say::jump_to_end_tip()),
            Self::TogglePlay => entry(say::toggle_play(), "Space", say::toggle_play_tip()),
            Self::SetSpeed(_) => entry(say::set_speed(), "", say::set_speed_tip()),
            Self::SetLoop(_) => entry(say::set_loop(), "", say::set_loop_tip()),
            Self::ToggleCumulative => entry(say::toggle_cumulative(), "C", say::toggle_cumulative_tip()),
            Self::SetKnown(_) => entry(say::set_known(), "", say::set_known_tip()),
            Self::ToggleKnownAtCursor => entry(say::toggle_known_at_cursor(), "K", say::toggle_known_at_cursor_tip()),
            Self::KnownEarlier => entry(say::known_earlier(), "Comma", say::known_earlier_tip()),
            Self::KnownLater => entry(say::known_later(), "Period", say::known_later_tip()),
            Self::RangeFromCursor => entry(say::range_from_cursor(), "OpenBracket", say::range_from_cursor_tip()),
            Self::RangeToCursor => entry(say::range_to_cursor(), "CloseBracket", say::range_to_cursor_tip()),
            Self::SetRange(None) => entry(say::clear_range(), "", say::clear_range_tip()),
            Self::SetRange(Some(_)) => entry(say::mark_range(), "", say::mark_range_tip()),
            Self::FitTime => entry(say::fit_time(), "T", say::fit_time_tip()),
            Self::TypeDate => entry(say::type_date(), "D", say::type_date_tip()),
            Self::SelectPlace(_) => entry(say::select_place(), "", say::select_place_tip()),
            Self::SelectClaim(_) => entry(say::select_claim(), "", say::select_claim_tip()),
            Self::SelectArticle(_) => entry(say::select_article(), "", say::select_article_tip()),
            Self::Hover(_) => entry(say::hover(), "", say::hover_tip()),
            Self::ClearSelection => entry(say::clear_selection(), "Escape", say::clear_selection_tip()),
            Self::CloseArticle => entry(say::close_article(), "", say::close_article_tip()),
            Self::ClosePlace => entry(say::close_place(), "", say::close_place_tip()),
            Self::ToggleFilter(_) => entry(say::toggle_filter(), "", say::toggle_filter_tip()),
            Self::SetText(_) => entry(say::set_text(), "", say::set_text_tip()),
            Self::ClearFilters => entry(say::clear_filters(), "Ctrl+Shift+F", say::clear_filters_tip()),
            Self::Search => entry(say::search(), "Ctrl+F", say::search_tip()),
            Self::FitClaims => entry(say::fit_claims(), "F", say::fit_claims_tip()),
            Self::FitSelection => entry(say::fit_selection(), "Shift+F", say::fit_selection_tip()),
            Self::LookAt(..) => entry(say::look_at(), "", say::look_at_tip()),
            Self::ZoomIn => entry(say::zoom_in(), "Plus", say::zoom_in_tip()),
            Self::ZoomOut => entry(say::zoom_out(), "Minus", say::zoom_out_tip()),
            Self::GoToPlace => entry(say::go_to_place(), "G", say::go_to_place_tip()),
            Self::SetBasemap(Basemap::Plain) => entry(say::set_basemap_plain(), "", say::set_basemap_plain_tip()),
            Self::SetBasemap(Basemap::Relief) => entry(say::set_basemap_relief(), "", say::set_basemap_relief_tip()),
            Self::SetBasemap(Basemap::Online) => entry(say::set_basemap_online(), "", say::set_basemap_online_tip()),
            Self::SetBasemap(Basemap::File(_)) => entry(say::set_basemap_file(), "", say::set_basemap_file_tip()),
            Self::SetBasemap(Basemap::None) => entry(say::set_basemap_none(), "", say::set_basemap_none_tip()),
            Self::PickBasemap => entry(say::pick_basemap(), "", say::pick_basemap_tip()),
            Self::ToggleAreas => entry(say::toggle_areas(), "Shift+A", say::toggle_areas_tip()),
            Self::SetTheme(_) => entry(say::set_theme(), "", say::set_theme_tip()),
            Self::ToggleTheme => entry(say::toggle_theme(), "Ctrl+L", say::toggle_theme_tip()),
            Self::SetPalette(_) => entry(say::set_palette(), "", say::set_palette_tip()),
            Self::TogglePalette => entry(say::toggle_palette(), "Ctrl+B", say::toggle_palette_tip()),
            Self::TogglePanel(Panel::Articles) => entry(say::toggle_panel_articles(), "1", say::toggle_panel_articles_tip()),
            Self::TogglePanel(Panel::Place) => entry(say::toggle_panel_place(), "2", say::toggle_panel_place_tip()),
            Self::TogglePanel(Panel::Time) => entry(say::toggle_panel_time(), "3", say::toggle_panel_time_tip()),
            Self::TogglePanel(Panel::Table) => entry(say::toggle_panel_table(), "4", say::toggle_panel_table_tip()),
            Self::TogglePanel(Panel::Situation) => entry(say::toggle_panel_situation(), "5", say::toggle_panel_situation_tip()),
            Self::ScaleUp => entry(say::scale_up(), "Ctrl+Plus", say::scale_up_tip()),
            Self::ScaleDown => entry(say::scale_down(), "Ctrl+Minus", say::scale_down_tip()),
            Self::ScaleReset => entry(say::scale_reset(), "Ctrl+0", say::scale_reset_tip()),
            Self::SetArticleDate(..) => entry(say::set_article_date(), "", say::set_article_date_tip()),
            Self::Review(..) => entry(say::review(), "", say::review_tip()),
            Self::Note(..) => entry(say::note(), "", say::note_tip()),
            Self::WhyHere(..) => entry(say::why_here(), "", say::why_here_tip()),
            Self::Explain(..) => entry(say::explain(), "", say::explain_tip()),
            Self::ExplainSelected => entry(say::explain_selected(), "E", say::explain_selected_tip()),
            Self::Overrule(_) => entry(say::overrule(), "", say::overrule_tip()),
            Self::Withdraw(_) => entry(say::withdraw(), "", say::withdraw_tip()),
            Self::Undo => entry(say::undo(), "Ctrl+Z", say::undo_tip()),
            Self::Redo => entry(say::redo(), "Ctrl+Shift+Z", say::redo_tip()),
            Self::Palette => entry(say::palette(), "Ctrl+P", say::palette_tip()),
            Self::ShowKeys => entry(say::show_keys(), "F1", say::show_keys_tip()),
            Self::About => entry(say::about(), "", say::about_tip()),
            Self::Copy(_) => entry(say::copy(), "", say::copy_tip()),
            Self::OpenFile(_) => entry(say::open_file(), "", say::open_file_tip()),
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

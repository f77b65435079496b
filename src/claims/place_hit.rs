//! What a place phrase names, or why it names nothing.
//!
//! In: [`super::place_phrase`] fills it. Out: [`PlacePhrase`] of [`PlaceHit`]s, or a [`Refusal`]. Refused: nothing; these are plain data.

use super::claim::Extent;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlaceHit {
    /// Index into [`super::view::View::places`].
    pub place: usize,
    pub extent: Extent,
    pub side: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacePhrase {
    pub hits: Vec<PlaceHit>,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refusal {
    /// The object is something else, in these tokens.
    NotAPlace(usize, usize),
    /// The place only modifies these tokens.
    Modifier(usize, usize),
    /// A vague place without a name; it may stand for one named before.
    Vague { part: bool, side: Option<String>, end: usize },
    /// No object here.
    Nothing,
}

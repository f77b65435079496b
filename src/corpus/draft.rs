//! What a format reader found in a file, before furniture is told from text.
//!
//! In: pieces of text in reading order, with what the format says they are. Out: one shown text with its pieces as spans. Refused: empty pieces.

use super::{BlockKind, stated_date};
use crate::calendar::DateSpan;
use crate::provenance::Span;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub stated_date: Option<DateSpan>,
    pub text: String,
    pub pieces: Vec<Piece>,
}

/// A stretch of the text; `None` where the format does not say what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub span: Span,
    pub kind: Option<BlockKind>,
}

impl Draft {
    /// Text as it stands; every line is a piece, but lines of a hard-wrapped paragraph are one.
    #[must_use]
    pub fn of_plain_text(text: String) -> Self {
        let (text, pieces) = super::lines::pieces(text);
        Self { text, pieces, ..Self::default() }
    }

    /// Adds a piece after an empty line.
    pub fn push(&mut self, kind: Option<BlockKind>, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.pieces.push(Piece { span: Span::new(start, self.text.len()), kind });
    }

    /// Adds running text whose lines are paragraphs.
    pub fn push_text(&mut self, words: &str) {
        let (text, pieces) = super::lines::pieces(words.to_owned());
        for piece in pieces {
            self.push(piece.kind, piece.span.of(&text));
        }
    }

    pub fn set_date(&mut self, value: &str) {
        if self.stated_date.is_none() {
            self.stated_date = stated_date::parse(value);
        }
    }

    /// Keeps the first non-empty value.
    pub fn set(slot: &mut Option<String>, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if slot.is_none() && !value.is_empty() && value.len() <= 500 {
            *slot = Some(value);
        }
    }

    /// The value of a field by the names that front matter, JSON and tables give it. True when the name is one of ours.
    pub fn set_field(&mut self, name: &str, value: &str) -> bool {
        match field(name) {
            Some(Field::Title) => Self::set(&mut self.title, value),
            Some(Field::Outlet) => Self::set(&mut self.outlet, value),
            Some(Field::Url) => Self::set(&mut self.url, value),
            Some(Field::Date) => self.set_date(value),
            Some(Field::Text) | None => return false,
        }
        true
    }
}

/// The fields that a file of any format may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    Text,
    Date,
    Outlet,
    Url,
}

/// Which field a column, key or header means; letter case, spaces, hyphens and underscores do not matter.
#[must_use]
pub fn field(name: &str) -> Option<Field> {
    let key: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(match key.as_str() {
        "title" | "headline" | "head" | "subject" | "articletitle" => Field::Title,
        "text" | "body" | "content" | "articlebody" | "fulltext" | "article" | "maintext" | "contenttext" | "contenthtml" | "story"
        | "rawtext" => Field::Text,
        "date" | "published" | "publishdate" | "publisheddate" | "publishedat" | "publishedtime" | "pubdate" | "datepublished"
        | "publicationdate" | "dateofpublication" | "datetime" | "created" | "createdat" | "time" | "timestamp" | "articledate"
        | "seendate" | "publishtime" => Field::Date,
        "outlet" | "source" | "publisher" | "publication" | "site" | "sitename" | "sourcename" | "newspaper" | "media" | "agency"
        | "sourceoffice" => Field::Outlet,
        "url" | "link" | "permalink" | "canonical" | "sourceurl" | "articleurl" | "webpage" | "href" => Field::Url,
        _ => return None,
    })
}

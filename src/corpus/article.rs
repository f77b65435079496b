//! One article as the reader shows it.

use crate::calendar::{Date, DateSpan};
use crate::provenance::{ArticleId, Span};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    pub id: ArticleId,
    /// Path below the opened folder with `/`, plus `#n` for the nth article of a file that holds many.
    pub name: String,
    /// As the file says, or its first heading or line.
    pub title: String,
    /// The text as shown; every [`Span`] counts its bytes. Line ends are `\n`, no BOM, no NUL.
    pub text: String,
    /// In order, disjoint; text between them is white space.
    pub blocks: Vec<Block>,
    /// Who printed it, in the file's own words (meta tag, front matter, "Credit: CNN").
    pub outlet: Option<String>,
    pub url: Option<String>,
    /// Publication date stated as metadata (front matter, meta tag, mail header, JSON field).
    pub stated_date: Option<DateSpan>,
    /// Date in the file's name, such as `2024-11-30_aleppo.txt`.
    pub file_name_date: Option<DateSpan>,
    /// Modification time: the last resort.
    pub file_date: Option<Date>,
    /// ISO 639-1, when detected with confidence.
    pub language: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub span: Span,
    pub kind: BlockKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    Title,
    Paragraph,
    /// Read like a paragraph; usually carries its own date and place.
    Caption,
    ListItem,
    /// "By …", "Credit: …": read for the outlet, never for claims.
    Byline,
    /// A line that only states the date of the article ("2016-06-18 — ahram").
    DateLine,
    /// Share buttons, tags, cookie notices, author biographies: shown greyed, never read.
    Boilerplate,
}

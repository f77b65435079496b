//! The plain data of this stage.

use crate::calendar::DateSpan;
use crate::provenance::Span;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    pub span: Span,
    pub kind: TimexKind,
    /// TIMEX3 value, such as `2024-11-30TMO`, `2016`, `P3D`, `PAST_REF`.
    pub value: String,
    /// The days meant, when it names any: TIMEX3 stays inside, spans go on to the claims.
    pub when: Option<DateSpan>,
    pub basis: WhenBasis,
    /// "by", "since", "until", "before", "after", "early", … as the rule found them, lower case.
    pub modifier: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    Date,
    Time,
    Duration,
    Set,
}

/// Where a date came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhenBasis {
    /// Day, month or year written out.
    Explicit,
    Weekday,
    /// "yesterday", "three days into", "the next day".
    Relative,
    /// An interval opened by "since" or closed by "until".
    SinceUntil,
    /// No time words: the days up to publication.
    ArticleDate,
    /// The sentence goes on with the date before it.
    Inherited,
}

/// When the article came out: the second clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub span: DateSpan,
    pub basis: PublishedBasis,
}

/// In falling order of trust, but for the user's own word, which is above all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedBasis {
    User,
    Metadata,
    FileName,
    /// Written in the text: dateline, caption, "November 30, 2024".
    Text,
    /// Weekday + day + month + later than every year named leave one year.
    Calendar,
    /// Aligned with the other articles of the folder.
    Corpus,
    FileTime,
}

//! What is not the article: share buttons, bylines, date lines, tags, cookie notices, biographies, photo credits.
//!
//! In: the pieces of a draft and the word lists of `assets/lexicon/en/boilerplate.toml`. Out: a kind for each piece, and the outlet, date,
//! title and address that such lines state. Refused: dropping anything; a line found here is still shown.

use super::draft::Piece;
use super::{BlockKind, stated_date};
use crate::calendar::DateSpan;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The word lists, as the file has them.
#[derive(Debug, Deserialize)]
pub struct Lexicon {
    line: Lines,
    end: End,
    byline: Byline,
    biography: Biography,
    caption: Caption,
    date_line: DateLine,
    /// Words of the longest line that any list can tell by its key.
    #[serde(skip)]
    longest: usize,
}

#[derive(Debug, Deserialize)]
struct Lines {
    exact: BTreeSet<String>,
    max_words: usize,
    starts: Vec<String>,
    contains: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct End {
    from_share_of_text: f64,
    exact: BTreeSet<String>,
    starts: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Byline {
    by: BTreeSet<String>,
    joins: BTreeSet<String>,
    outlet: BTreeSet<String>,
    title: BTreeSet<String>,
    date: BTreeSet<String>,
    url: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
struct Biography {
    from_share_of_text: f64,
    max_words: usize,
    roles: BTreeSet<String>,
    cues: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Caption {
    max_words: usize,
    credits: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
struct DateLine {
    ignore: BTreeSet<String>,
}

impl Lexicon {
    /// The lists that the binary carries; `None` only when the embedded file is broken, which a test guards.
    #[must_use]
    pub fn embedded() -> Option<&'static Self> {
        static LEXICON: OnceLock<Option<Lexicon>> = OnceLock::new();
        LEXICON
            .get_or_init(|| {
                let mut lexicon: Self = toml::from_str(include_str!("../../assets/lexicon/en/boilerplate.toml")).ok()?;
                let whole = lexicon.line.exact.iter().chain(&lexicon.end.exact).map(|line| word_count(line)).max().unwrap_or(0);
                lexicon.longest = whole.max(lexicon.line.max_words).max(END_WORDS);
                Some(lexicon)
            })
            .as_ref()
    }
}

/// The kinds of all pieces and what the furniture states.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sorted {
    pub kinds: Vec<BlockKind>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub date: Option<DateSpan>,
}

/// Lines this far from the top may be header lines (`Source: …`, `2016-06-18 — Ahram`).
const HEADER_LINES: usize = 8;
/// A line that ends an article has at most this many words.
const END_WORDS: usize = 14;

#[must_use]
pub fn sort(text: &str, pieces: &[Piece]) -> Sorted {
    let mut out = Sorted::default();
    let Some(lexicon) = Lexicon::embedded() else {
        out.kinds = pieces.iter().map(|p| p.kind.unwrap_or(BlockKind::Paragraph)).collect();
        return out;
    };
    let mut ended = false;
    let mut seen_text = false;
    for (index, piece) in pieces.iter().enumerate() {
        let words = piece.span.of(text);
        let share = f64::from(piece.span.start) / text.len().max(1) as f64;
        // A paragraph is no line of any list.
        let key = at_most(lexicon.longest, words.trim_matches(is_edge)).then(|| key(words));
        let key = key.as_deref();
        ended = ended || (share >= lexicon.end.from_share_of_text && key.is_some_and(|key| lexicon.ends_article(key)));
        let header = !seen_text && index < HEADER_LINES;
        let tail = pieces.len() - index <= HEADER_LINES;
        let kind = match piece.kind {
            _ if ended => BlockKind::Boilerplate,
            Some(BlockKind::Title) if key.is_some_and(|key| lexicon.line.exact.contains(key)) && out.kinds.contains(&BlockKind::Title) => {
                BlockKind::Boilerplate
            }
            Some(kind) if kind != BlockKind::Paragraph && kind != BlockKind::ListItem => kind,
            stated => {
                let plain = stated.unwrap_or(BlockKind::Paragraph);
                if header || tail { lexicon.labelled(words, &mut out) } else { None }
                    .or_else(|| if header || tail { lexicon.attribution(words, index, &mut out) } else { None })
                    .or_else(|| if header || tail { lexicon.date_line(words, &mut out) } else { None })
                    .or_else(|| key.is_some_and(|key| lexicon.furniture(words, key)).then_some(BlockKind::Boilerplate))
                    .or_else(|| lexicon.is_byline(words).then_some(BlockKind::Byline))
                    .or_else(|| lexicon.caption(words))
                    .or_else(|| {
                        let late = share >= lexicon.biography.from_share_of_text && index + 6 >= pieces.len();
                        (late && lexicon.is_biography(words)).then_some(BlockKind::Boilerplate)
                    })
                    .or_else(|| list_item(words))
                    .unwrap_or(plain)
            }
        };
        seen_text = seen_text || (matches!(kind, BlockKind::Paragraph | BlockKind::ListItem) && !at_most(20, words));
        out.kinds.push(kind);
    }
    if out.outlet.is_none() {
        out.outlet =
            pieces.iter().zip(&out.kinds).find(|(_, k)| **k == BlockKind::Paragraph).and_then(|(p, _)| dateline_agency(p.span.of(text)));
    }
    if out.outlet.is_none() {
        out.outlet =
            pieces.iter().zip(&out.kinds).rev().find(|(_, k)| **k == BlockKind::Paragraph).and_then(|(p, _)| signature(p.span.of(text)));
    }
    out
}

/// Lower case, straight quotes, single spaces, no marks at the ends.
fn key(words: &str) -> String {
    let folded: String = words.chars().map(|c| if matches!(c, '’' | '‘') { '\'' } else { c }).flat_map(char::to_lowercase).collect();
    let trimmed = folded.trim_matches(is_edge);
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A mark that says nothing at the end of a line.
fn is_edge(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '©' | '(' | '@')
}

fn word_count(words: &str) -> usize {
    words.split_whitespace().count()
}

/// `word_count(words) <= most`, without reading on.
fn at_most(most: usize, words: &str) -> bool {
    words.split_whitespace().nth(most).is_none()
}

fn list_item(words: &str) -> Option<BlockKind> {
    words.strip_prefix(['•', '*', '·', '▪', '-']).is_some_and(|rest| rest.starts_with(' ')).then_some(BlockKind::ListItem)
}

impl Lexicon {
    fn ends_article(&self, key: &str) -> bool {
        self.end.exact.contains(key) || self.end.starts.iter().any(|start| key.starts_with(start.as_str()) && at_most(END_WORDS, key))
    }

    fn furniture(&self, words: &str, key: &str) -> bool {
        let few = at_most(self.line.max_words, words);
        // A line of marks, or of one link, says nothing.
        let empty = key.is_empty() || (!key.contains(' ') && (key.starts_with("http") || key.starts_with("www.")));
        empty
            || self.line.exact.contains(key)
            || (few && self.line.starts.iter().any(|start| key.starts_with(start.trim_end_matches(':')) && starts_as_written(words, start)))
            || (few && self.line.contains.iter().any(|part| key.contains(part.as_str())))
    }

    /// `Source: X`, `Date: 30 November 2024`, `Title: …`, `Credit: CNN`.
    fn labelled(&self, words: &str, out: &mut Sorted) -> Option<BlockKind> {
        let (label, value) = words.split_once(':')?;
        let (label, value) = (key(label), value.trim());
        if value.is_empty() || !at_most(4, &label) || !at_most(30, value) {
            return None;
        }
        if self.byline.title.contains(&label) {
            super::Draft::set(&mut out.title, value);
            return Some(BlockKind::Title);
        }
        if self.byline.url.contains(&label) && value.contains("://") {
            super::Draft::set(&mut out.url, value);
            return Some(BlockKind::Boilerplate);
        }
        if self.byline.date.contains(&label) {
            let date = stated_date::parse(value).or_else(|| stated_date::find(value).map(|f| DateSpan::day(f.date)))?;
            out.date = out.date.or(Some(date));
            return Some(BlockKind::DateLine);
        }
        let short = at_most(6, value) && !value.ends_with(['!', '?']);
        if short && self.byline.outlet.contains(&label) {
            super::Draft::set(&mut out.outlet, value.trim_end_matches('.'));
            return Some(BlockKind::Byline);
        }
        None
    }

    /// `— Wikipedia`: a line of attribution under the title or at the end.
    fn attribution(&self, words: &str, index: usize, out: &mut Sorted) -> Option<BlockKind> {
        let name = words.strip_prefix(['—', '–', '―']).or_else(|| words.strip_prefix("--"))?.trim();
        let plausible = index > 0 && (1..=4).contains(&word_count(name)) && name.chars().next().is_some_and(char::is_uppercase);
        if !plausible || name.ends_with(['.', '!', '?', ',']) {
            return None;
        }
        super::Draft::set(&mut out.outlet, name);
        Some(BlockKind::Byline)
    }

    /// A line that states the article's date and, beside it, at most who printed it.
    fn date_line(&self, words: &str, out: &mut Sorted) -> Option<BlockKind> {
        if !at_most(16, words) || words.chars().count() > 120 {
            return None;
        }
        let found = stated_date::find(words)?;
        let (before, after) = (words.get(..found.at.start)?, words.get(found.at.end..)?);
        let rest = |side: &str| -> Vec<String> {
            side.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '.' | '’' | '&'))
                .map(|w| w.trim_matches('.').to_owned())
                .filter(|w| !w.is_empty() && !w.starts_with(|c: char| c.is_ascii_digit()))
                .filter(|w| {
                    let low = w.to_lowercase();
                    !self.date_line.ignore.contains(&low)
                        && !self.byline.date.contains(&low)
                        && !matches!(low.as_str(), "last" | "publication" | "first")
                })
                .collect()
        };
        let (lead, trail) = (rest(before), rest(after));
        let parted = |side: &str| side.contains(['—', '–', '|', '·', '•', '-', ',', '/', ':', '(']);
        match (lead.len(), trail.len()) {
            (0, 0) => {}
            (0, 1..=4) if parted(after) => super::Draft::set(&mut out.outlet, &trail.join(" ")),
            (1..=4, 0) if parted(before) => super::Draft::set(&mut out.outlet, &lead.join(" ")),
            _ => return None,
        }
        // A full stop closes a sentence, not a date line.
        if words.ends_with('.') && (lead.len() + trail.len()) > 0 {
            return None;
        }
        out.date = out.date.or(Some(DateSpan::day(found.date)));
        Some(BlockKind::DateLine)
    }

    /// `By Jane Doe and John Roe in Beirut`: names and joining words only.
    fn is_byline(&self, words: &str) -> bool {
        if !at_most(14, words) || words.ends_with(['.', '!', '?', ':']) && !words.ends_with("Jr.") {
            return false;
        }
        let low = key(words);
        let Some(rest) =
            self.byline.by.iter().filter_map(|by| low.strip_prefix(by.as_str())).filter(|r| r.starts_with(' ')).map(str::len).min()
        else {
            return false;
        };
        let names = words.get(words.len().saturating_sub(rest)..).unwrap_or("");
        let mut names_seen = 0;
        let fine = names.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).all(|word| {
            let name = word.chars().next().is_some_and(char::is_uppercase);
            names_seen += usize::from(name);
            (name && stated_date::parse(&format!("{word} 2000")).is_none() && !self.date_line.ignore.contains(&word.to_lowercase()))
                || self.byline.joins.contains(&word.to_lowercase())
        });
        fine && names_seen >= 2
    }

    /// A line that ends in a picture's credit, or is nothing but one.
    fn caption(&self, words: &str) -> Option<BlockKind> {
        let body = words.trim_end_matches('.').trim_end();
        let (before, credit) = match body.strip_suffix([')', ']']) {
            Some(open) => open.rsplit_once(['(', '['])?,
            None if at_most(8, words) => ("", body),
            None => return None,
        };
        let low = key(credit);
        let named = low.split(['/', ',', '|', '-', ':']).any(|part| {
            let part = part.trim();
            self.caption.credits.contains(part)
                || part.split_whitespace().last().is_some_and(|w| matches!(w, "photo" | "images" | "handout" | "photos"))
        });
        // Agency names alone between brackets are also how a dateline is written; there a dash follows, here the line ends.
        let separated = credit.contains(['/', ',', '|'])
            || low.contains("photo")
            || low.contains("images")
            || low.contains("handout")
            || low.starts_with("file");
        if !named || !at_most(self.caption.max_words, words) {
            return None;
        }
        match word_count(before) {
            0..=2 if separated => Some(BlockKind::Boilerplate),
            0..=2 => None,
            _ => Some(BlockKind::Caption),
        }
    }

    /// `X is a journalist who covers …` under the text.
    fn is_biography(&self, words: &str) -> bool {
        if !at_most(self.biography.max_words, words) || !words.chars().next().is_some_and(char::is_uppercase) {
            return false;
        }
        let low = key(words);
        let head: Vec<&str> = low.split_whitespace().take(18).collect();
        let Some(verb) = head.iter().position(|w| matches!(*w, "is" | "was" | "are")) else { return false };
        let article = head.get(verb + 1).is_some_and(|w| matches!(*w, "a" | "an" | "the" | "our"));
        let role = head
            .iter()
            .skip(verb)
            .any(|w| self.biography.roles.contains(w.trim_matches(|c: char| !c.is_alphabetic()).trim_end_matches("'s")));
        verb <= 6 && article && role && self.biography.cues.iter().any(|cue| low.contains(cue.as_str()))
    }
}

/// A list entry such as `tags:` wants its colon, `tags ` its capital: prose may start with the same letters.
fn starts_as_written(words: &str, start: &str) -> bool {
    match start.strip_suffix(':') {
        Some(label) => words.to_lowercase().trim_start().strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(':')),
        None => !words.trim_end().ends_with('.') || start.len() > 8,
    }
}

/// `BEIRUT (Reuters) - …`, `ALEPPO, Syria (AP) — …`: the agency that wrote it.
fn dateline_agency(paragraph: &str) -> Option<String> {
    let head: String = paragraph.chars().take(120).collect();
    let (place, rest) = head.split_once('(')?;
    let (agency, rest) = rest.split_once(')')?;
    let capital = |s: &str| s.chars().next().is_some_and(char::is_uppercase);
    let place_like = word_count(place) <= 6 && capital(place) && !place.contains(['.', '“', '"']);
    let dash = rest.trim_start().starts_with(['-', '–', '—']);
    (place_like && dash && capital(agency) && word_count(agency) <= 3 && stated_date::find(agency).is_none())
        .then(|| agency.trim().to_owned())
}

/// `… the ceasefire. --Reuters`: the agency that signs at the end.
fn signature(paragraph: &str) -> Option<String> {
    let at = paragraph.rfind(['-', '—', '–'])?;
    let name = paragraph.get(at..)?.trim_start_matches(['-', '—', '–']).trim();
    let before = paragraph.get(..at)?.trim_end_matches(['-', '—', '–', ' ']);
    let signed = before.ends_with(['.', '!', '?', '"', '”']) && (1..=2).contains(&word_count(name));
    let named = name.chars().next().is_some_and(char::is_uppercase) && name.chars().all(|c| c.is_alphabetic() || c == ' ');
    (signed && named && name.len() >= 2).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::draft::Draft;

    fn sorted(text: &str) -> (Vec<BlockKind>, Sorted) {
        let draft = Draft::of_plain_text(text.to_owned());
        let out = sort(&draft.text, &draft.pieces);
        (out.kinds.clone(), out)
    }

    const LONG: &str = "Fighters of the eastern command entered the river town of Qarat on Monday after the garrison left its posts along the northern road, two residents said by telephone.";

    #[test]
    fn the_embedded_lists_are_read() {
        assert!(
            Lexicon::embedded().is_some(),
            "{:?}",
            toml::from_str::<Lexicon>(include_str!("../../assets/lexicon/en/boilerplate.toml")).err()
        );
    }

    #[test]
    fn a_date_line_gives_date_and_outlet() {
        let (kinds, out) = sorted(&format!("Town falls to rebels\n2016-06-18 — examplepost\n\n{LONG}"));
        assert_eq!(kinds[1], BlockKind::DateLine);
        assert_eq!(out.outlet.as_deref(), Some("examplepost"));
        assert_eq!(out.date.unwrap().earliest.unwrap().to_string(), "2016-06-18");
        for line in [
            "Published: 18 June 2016",
            "June 18, 2016 10:32 AM",
            "Saturday, 18 June 2016",
            "Date of publication 18 June 2016",
            "Updated on 18 June 2016 | 4:30 pm GMT",
        ] {
            let (kinds, out) = sorted(&format!("Town falls\n{line}\n{LONG}"));
            assert_eq!(kinds[1], BlockKind::DateLine, "{line}");
            assert!(out.date.is_some() && out.outlet.is_none(), "{line} {out:?}");
        }
    }

    #[test]
    fn a_sentence_with_a_date_is_no_date_line() {
        let (kinds, out) = sorted(&format!("The offensive began on 18 June 2016.\nBy June 18, 2016 rebels held Qarat\n{LONG}"));
        assert_eq!(&kinds[..2], [BlockKind::Paragraph, BlockKind::Paragraph]);
        assert_eq!((out.date, out.outlet), (None, None));
    }

    #[test]
    fn credit_and_source_lines_name_the_outlet() {
        for line in ["Credit: Example News", "Source: Example News", "— Example News"] {
            let (kinds, out) = sorted(&format!("{LONG}\n{line}"));
            assert_eq!(kinds[1], BlockKind::Byline, "{line}");
            assert_eq!(out.outlet.as_deref(), Some("Example News"));
        }
    }

    #[test]
    fn bylines_name_people_and_by_saturday_does_not() {
        let kind = |line: &str| sorted(&format!("{line}\n{LONG}")).0[0];
        assert_eq!(kind("By Jane Doe and John Roe in Beirut"), BlockKind::Byline);
        assert_eq!(kind("By Saturday Rebels Held Qarat"), BlockKind::Paragraph);
        assert_eq!(kind("By November the army had lost Qarat"), BlockKind::Paragraph);
        assert_eq!(kind("By Monday evening the fighters had gone."), BlockKind::Paragraph);
    }

    #[test]
    fn what_follows_the_comment_form_is_furniture() {
        let (kinds, _) = sorted(&format!(
            "{LONG}\n\nShare\n\nAda Writer is a reporter with five years of experience covering wars.\n\nLeave A Reply\n\nExit mobile version"
        ));
        assert_eq!(kinds[0], BlockKind::Paragraph);
        assert!(kinds[1..].iter().all(|k| *k == BlockKind::Boilerplate), "{kinds:?}");
        let (kinds, _) = sorted(&format!("Comments\n{LONG}\n{LONG}"));
        assert_eq!(&kinds[1..], [BlockKind::Paragraph, BlockKind::Paragraph]);
    }

    #[test]
    fn a_killed_journalist_is_no_biography() {
        let (kinds, _) = sorted(&format!("{LONG}\n{LONG}\nOne of the dead is a journalist, the army said."));
        assert_eq!(kinds[2], BlockKind::Paragraph);
    }

    #[test]
    fn captions_keep_their_words_and_bare_credits_go() {
        let (kinds, _) =
            sorted(&format!("{LONG}\nFighters stand in Qarat on Monday, Nov. 25, 2024. (AP Photo/Jane Doe)\nPhoto: Jane Doe/AFP\n{LONG}"));
        assert_eq!(&kinds[1..3], [BlockKind::Caption, BlockKind::Boilerplate]);
    }

    #[test]
    fn agencies_sign_in_the_dateline_or_at_the_end() {
        assert_eq!(sorted(&format!("BEIRUT (Reuters) - {LONG}")).1.outlet.as_deref(), Some("Reuters"));
        assert_eq!(sorted(&format!("{LONG} --Reuters")).1.outlet.as_deref(), Some("Reuters"));
        assert_eq!(sorted(&format!("Hayat Tahrir al-Sham (HTS) said that it had entered. {LONG}")).1.outlet, None);
    }
}

//! A draft and its furniture → the [`Article`] that everything after reads.
//!
//! In: a draft, the file's name, bytes and time. Out: one article, whose blocks are in order and disjoint. Refused: changing the words.

use super::draft::Draft;
use super::{Article, Block, BlockKind, boilerplate, language, lines, stated_date};
use crate::calendar::Date;
use crate::provenance::{ArticleId, Span, content_hash};

/// A first line of at most this many characters without a full stop is a title.
const TITLE_CHARS: usize = 160;

/// `bytes` is the whole file, where the article is all of it.
pub(super) fn article(name: &str, bytes: Option<&[u8]>, mut draft: Draft, file_date: Option<Date>) -> Article {
    let opening = draft.pieces.first().map(|p| p.span.of(&draft.text).to_owned()).unwrap_or_default();
    if let Some(title) = draft.title.clone()
        && !draft.pieces.iter().take(4).any(|p| same_words(p.span.of(&draft.text), &title))
    {
        draft = titled(&title, draft);
    }
    let sorted = boilerplate::sort(&draft.text, &draft.pieces);
    let mut kinds = sorted.kinds;
    let stated = draft.title.take().or(sorted.title);
    mark_title(&mut kinds, &draft, stated.as_deref());
    let blocks: Vec<Block> = draft.pieces.iter().zip(&kinds).map(|(piece, kind)| Block { span: piece.span, kind: *kind }).collect();
    let heading = || blocks.iter().find(|b| b.kind == BlockKind::Title).map(|b| b.span.of(&draft.text).to_owned());
    let title = stated.map(|t| without_marks(&t)).or_else(heading).unwrap_or_else(|| shortened(&opening));
    let id = match bytes {
        Some(bytes) => content_hash(&[name.as_bytes(), bytes]),
        None => content_hash(&[name.as_bytes(), draft.text.as_bytes()]),
    };
    Article {
        id: ArticleId(id),
        name: name.to_owned(),
        title,
        language: language::detect(&draft.text),
        blocks,
        outlet: draft.outlet.or(sorted.outlet),
        url: draft.url.or(sorted.url),
        stated_date: draft.stated_date.or(sorted.date),
        file_name_date: stated_date::in_file_name(name),
        file_date,
        text: draft.text,
    }
}

/// An article around text whose offsets belong to the caller: not one byte is changed, and every line is read.
#[must_use]
pub fn verbatim(name: &str, text: &str, published: Option<&str>) -> Article {
    let blocks: Vec<Block> = lines::lines(text).into_iter().map(|span| Block { span, kind: BlockKind::Paragraph }).collect();
    let opening = blocks.first().map(|b| b.span.of(text)).unwrap_or_default();
    Article {
        id: ArticleId(content_hash(&[name.as_bytes(), text.as_bytes()])),
        name: name.to_owned(),
        title: shortened(opening),
        text: text.to_owned(),
        blocks,
        outlet: None,
        url: None,
        stated_date: published.and_then(stated_date::parse),
        file_name_date: None,
        file_date: None,
        language: None,
    }
}

fn titled(title: &str, draft: Draft) -> Draft {
    let mut out = Draft { text: String::new(), pieces: Vec::new(), ..draft.clone() };
    out.push(Some(BlockKind::Title), title);
    let shift = if draft.text.is_empty() { 0 } else { out.text.len() + 2 };
    if shift > 0 {
        out.text.push_str("\n\n");
        out.text.push_str(&draft.text);
    }
    for mut piece in draft.pieces {
        piece.span = Span::new(piece.span.start as usize + shift, piece.span.end as usize + shift);
        out.pieces.push(piece);
    }
    out
}

/// Where no heading is marked, the line that repeats the stated title is it, or a short first line without a full stop over longer text.
fn mark_title(kinds: &mut [BlockKind], draft: &Draft, stated: Option<&str>) {
    if kinds.contains(&BlockKind::Title) {
        return;
    }
    let words = |index: usize| draft.pieces.get(index).map(|p| p.span.of(&draft.text)).unwrap_or_default();
    let repeats = stated.and_then(|title| (0..kinds.len().min(4)).find(|i| same_words(words(*i), title)));
    let first =
        (0..kinds.len().min(4)).find(|i| !matches!(kinds.get(*i), Some(BlockKind::Boilerplate | BlockKind::DateLine | BlockKind::Byline)));
    let short = first.filter(|i| {
        let line = words(*i);
        let ends = line.trim_end_matches(['"', '”', '’', '\'']).ends_with(['.', '!', ':', ';', ',']);
        kinds.get(*i) == Some(&BlockKind::Paragraph) && !ends && line.chars().count() <= TITLE_CHARS && draft.pieces.len() > i + 1
    });
    if let Some(kind) = repeats.or(short).and_then(|i| kinds.get_mut(i)) {
        *kind = BlockKind::Title;
    }
}

fn same_words(a: &str, b: &str) -> bool {
    let fold = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    fold(a) == fold(b)
}

fn without_marks(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of a text without a title.
fn shortened(line: &str) -> String {
    const KEEP: usize = 90;
    let line = without_marks(line);
    if line.chars().count() <= KEEP {
        return line;
    }
    let head: String = line.chars().take(KEEP).collect();
    let cut = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '-', '–', '—']))
}

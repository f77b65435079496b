//! Which articles the list shows, in which order: one row a story, its copies folded under it.

use super::list::Sort;
use crate::corpus::duplicates::StoryId;
use crate::pipeline::ArticleReading;
use crate::workspace::Workspace;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A row of the list, by position in the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub article: usize,
    /// Other articles that tell the same story, folded under this one or standing below it.
    pub copies: usize,
    /// It stands below another article of its story.
    pub below: bool,
}

/// What the rows hang on; while it stays, they stay.
#[derive(Debug, Clone, PartialEq)]
pub struct RowsKey {
    pub sort: Sort,
    pub search: String,
    pub unfolded: BTreeSet<StoryId>,
    pub articles_generation: u64,
}

/// Articles with a claim that passes the filters (all of them without filters) whose title, outlet or file holds the words searched.
#[must_use]
pub fn rows(workspace: &Workspace, key: &RowsKey) -> Vec<Row> {
    let corpus = &workspace.corpus;
    let filters = &workspace.view.filters;
    let wanted = key.search.to_lowercase();
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let by_title = filters.text.trim().to_lowercase();
    let passes = |reading: &ArticleReading| {
        let titled = !by_title.is_empty() && reading.article.title.to_lowercase().contains(&by_title);
        filters.is_empty() || titled || reading.claims.iter().any(|claim| workspace.derived.shown.contains(&claim.id))
    };
    let found = |reading: &ArticleReading| {
        wanted.is_empty() || {
            let words = [&reading.article.title, corpus.outlet(reading.article.id), &reading.article.name].join(" ").to_lowercase();
            wanted.iter().all(|word| words.contains(word))
        }
    };
    let mut kept: Vec<usize> =
        corpus.readings.iter().enumerate().filter(|(_, reading)| passes(reading) && found(reading)).map(|(article, _)| article).collect();
    let reading = |article: &usize| corpus.readings.get(*article);
    match key.sort {
        Sort::Newest => kept.sort_by_key(|a| Reverse(reading(a).and_then(|r| r.published?.span.latest))),
        Sort::Oldest => kept.sort_by_key(|a| {
            let day = reading(a).and_then(|r| r.published?.span.latest);
            (day.is_none(), day)
        }),
        Sort::Title => kept.sort_by_cached_key(|a| reading(a).map(|r| r.article.title.to_lowercase())),
        Sort::Outlet => kept.sort_by_key(|a| reading(a).map(|r| corpus.outlet(r.article.id))),
        Sort::Claims => kept.sort_by_key(|a| Reverse(reading(a).map_or(0, |r| r.claims.len()))),
    }
    fold(workspace, &kept, &key.unfolded)
}

/// The first of each story leads; the others follow it when unfolded and are counted when not.
fn fold(workspace: &Workspace, kept: &[usize], unfolded: &BTreeSet<StoryId>) -> Vec<Row> {
    let story = |article: usize| workspace.corpus.readings.get(article).map(|reading| reading.story);
    let mut members: BTreeMap<StoryId, Vec<usize>> = BTreeMap::new();
    for &article in kept {
        members.entry(story(article).unwrap_or(StoryId(crate::provenance::ArticleId(0)))).or_default().push(article);
    }
    let mut rows = Vec::with_capacity(kept.len());
    for &article in kept {
        let Some(story) = story(article) else { continue };
        let Some(copies) = members.remove(&story) else { continue };
        rows.push(Row { article, copies: copies.len() - 1, below: false });
        if unfolded.contains(&story) {
            rows.extend(copies.iter().skip(1).map(|&article| Row { article, copies: 0, below: true }));
        }
    }
    rows
}

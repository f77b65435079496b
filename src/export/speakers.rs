//! Which articles speak for what a page shows.

use super::Source;
use crate::map::PlacedState;
use crate::workspace::{LoadedCorpus, day};
use std::collections::BTreeSet;

/// Every article with a claim for or against a drawn state, dated ones first in the order of their dates, then the undated.
#[must_use]
pub fn sources_of(corpus: &LoadedCorpus, states: &[PlacedState<'_>]) -> Vec<Source> {
    let claims = states.iter().filter(|s| s.drawable()).flat_map(|s| s.state.supporting.iter().chain(&s.state.opposing));
    let articles: BTreeSet<_> = claims
        .filter_map(|id| corpus.claim(*id))
        .map(|(reading, _)| {
            let published = reading.published.and_then(|p| p.span.latest.or(p.span.earliest));
            (published.is_none(), published, &reading.article.name, reading.article.id)
        })
        .collect();
    articles
        .into_iter()
        .filter_map(|(_, _, name, id)| {
            let reading = corpus.reading(id)?;
            let outlet = reading.outlet.as_ref().map_or_else(|| name.clone(), |_| corpus.outlet(id).to_owned());
            let date = day::span(reading.published.map(|p| p.span).unwrap_or_default());
            Some(Source { outlet, title: reading.article.title.clone(), date })
        })
        .collect()
}

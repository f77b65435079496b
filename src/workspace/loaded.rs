//! A corpus with all that follows from it and the view: built beside the window, put in place by [`super::Workspace::install`].

use super::corpus::LoadedCorpus;
use super::day;
use super::derived::Derived;
use super::view::View;
use crate::calendar::Date;
use std::sync::Arc;

#[derive(Debug)]
pub struct Loaded {
    pub corpus: Arc<LoadedCorpus>,
    pub derived: Derived,
    /// Where the view's own cursor lies outside of what the corpus speaks of: where to stand instead.
    pub cursor: Option<Date>,
    /// Reading has ended.
    pub whole: bool,
}

impl Loaded {
    #[must_use]
    pub fn new(corpus: LoadedCorpus, view: &View, whole: bool) -> Self {
        let mut view = view.clone();
        if whole {
            view.forget_what_is_gone(&corpus);
        }
        let mut derived = Derived::new(&corpus, &view);
        let inside = |date| derived.axis.ends().is_some_and(|(a, b)| (a - 366..b + 366).contains(&day::day_of(date)));
        if !view.cursor.is_some_and(inside) {
            view.cursor = derived.last_day();
            derived.refresh(&corpus, &view);
        }
        Self { corpus: Arc::new(corpus), derived, cursor: view.cursor, whole }
    }
}

//! The table of what is visible now: the claims that pass the filters, are told by the cursor's day and lie in the map's frame.
//!
//! In: corpus, derived, view, the map's bounds. Out: positions of claims in the order asked for, and their cells as plain text.

use super::corpus::{ClaimAt, LoadedCorpus};
use super::derived::Derived;
use super::filters::{Flag, change_label, evidence_label};
use super::view::View;
use super::{Workspace, day};
use crate::calendar::Date;
use crate::claims::Claim;
use crate::geodesy::{BoundingBox, LatLon};
use crate::provenance::ClaimId;
use crate::wording::columns as say;
use std::cmp::Ordering;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableColumn {
    Date,
    Place,
    Side,
    Change,
    Evidence,
    Flags,
    Claimant,
    Outlet,
    Quote,
}

impl TableColumn {
    pub const ALL: [Self; 9] =
        [Self::Date, Self::Place, Self::Side, Self::Change, Self::Evidence, Self::Flags, Self::Claimant, Self::Outlet, Self::Quote];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Date => say::date(),
            Self::Place => say::place(),
            Self::Side => say::side(),
            Self::Change => say::change(),
            Self::Evidence => say::evidence(),
            Self::Flags => say::flags(),
            Self::Claimant => say::claimant(),
            Self::Outlet => say::outlet(),
            Self::Quote => say::quote(),
        }
    }
}

/// What the rows hang on; while it stays, they stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableKey {
    pub column: TableColumn,
    pub descending: bool,
    /// The part of the world to keep to.
    pub frame: Option<BoundingBox>,
    shown_generation: u64,
    cursor: Option<Date>,
    recent_from: Option<Date>,
    range: Option<(Date, Date)>,
}

impl TableKey {
    #[must_use]
    pub fn of(workspace: &Workspace, column: TableColumn, descending: bool, frame: Option<BoundingBox>) -> Self {
        let view: &View = &workspace.view;
        Self {
            column,
            descending,
            frame,
            shown_generation: workspace.derived.shown_generation,
            cursor: view.cursor,
            recent_from: if view.cumulative { None } else { view.recent_from() },
            range: view.range,
        }
    }

    fn keeps(&self, line: &Line) -> bool {
        let Line { day, place, .. } = *line;
        // An undated claim is not hidden: it may speak of any day.
        let told = |limit: Option<Date>| limit.is_none_or(|limit| day.is_none_or(|day| day <= limit));
        told(self.cursor)
            && self.recent_from.is_none_or(|from| day.is_some_and(|day| day >= from))
            && self.range.is_none_or(|(from, to)| day.is_some_and(|day| (from..=to).contains(&day)))
            && self.frame.is_none_or(|frame| frame.contains(place))
    }
}

/// What decides whether a claim has a row, packed together.
#[derive(Debug, Clone, Copy)]
struct Line {
    at: ClaimAt,
    id: ClaimId,
    day: Option<Date>,
    place: LatLon,
}

/// The rows, kept from frame to frame: claims are put in order once for a corpus and a column; a cursor or a map that moves
/// only goes through them.
#[derive(Debug, Default)]
pub struct TableRows {
    /// Generation of the replay, column, whether descending.
    of: Option<(u64, TableColumn, bool)>,
    lines: Vec<Line>,
    key: Option<TableKey>,
    rows: Vec<ClaimAt>,
}

impl TableRows {
    /// Equal cells keep the folder's order.
    pub fn follow(&mut self, corpus: &LoadedCorpus, derived: &Derived, key: &TableKey) {
        let of = (derived.replay_generation, key.column, key.descending);
        let other = self.of.replace(of) != Some(of);
        if other {
            self.lines = lines(corpus, key.column, key.descending);
        }
        if self.key.replace(*key) != Some(*key) || other {
            self.rows.clear();
            let kept = self.lines.iter().filter(|line| key.keeps(line) && derived.shown.contains(&line.id));
            self.rows.extend(kept.map(|line| line.at));
        }
    }

    /// As of the last [`Self::follow`].
    #[must_use]
    pub fn get(&self) -> &[ClaimAt] {
        &self.rows
    }
}

/// Every claim of the folder.
fn lines(corpus: &LoadedCorpus, column: TableColumn, descending: bool) -> Vec<Line> {
    let mut claims: Vec<(ClaimAt, &Claim)> = corpus
        .readings
        .iter()
        .enumerate()
        .flat_map(|(article, reading)| reading.claims.iter().enumerate().map(move |(at, claim)| (ClaimAt { article, claim: at }, claim)))
        .collect();
    let by = |a: &(ClaimAt, &Claim), b: &(ClaimAt, &Claim)| -> Ordering {
        let ((at_a, a), (at_b, b)) = (a, b);
        let date = |claim: &Claim| (day_of(claim), claim.when.span.earliest);
        let outlet = |at: &ClaimAt| corpus.readings.get(at.article).map(|reading| corpus.outlet(reading.article.id));
        match column {
            TableColumn::Date => date(a).cmp(&date(b)),
            TableColumn::Place => a.place.name.cmp(&b.place.name),
            TableColumn::Side => a.actor.as_ref().map(|m| &m.side).cmp(&b.actor.as_ref().map(|m| &m.side)),
            TableColumn::Change => a.change.cmp(&b.change),
            TableColumn::Evidence => a.evidence.cmp(&b.evidence),
            TableColumn::Flags => flags(a).cmp(&flags(b)),
            TableColumn::Claimant => a.claimant.id.cmp(&b.claimant.id),
            TableColumn::Outlet => outlet(at_a).cmp(&outlet(at_b)),
            TableColumn::Quote => at_a.cmp(at_b),
        }
    };
    if descending {
        claims.sort_by(|a, b| by(b, a));
    } else {
        claims.sort_by(by);
    }
    claims.into_iter().map(|(at, claim)| Line { at, id: claim.id, day: day_of(claim), place: claim.place.at }).collect()
}

fn day_of(claim: &Claim) -> Option<Date> {
    claim.when.span.latest.or(claim.when.span.earliest)
}

fn flags(claim: &Claim) -> Vec<Flag> {
    Flag::ALL.into_iter().filter(|flag| *flag != Flag::Independent && flag.holds(claim)).collect()
}

/// One cell as the table prints it and the clipboard takes it: one line.
#[must_use]
pub fn cell(workspace: &Workspace, at: ClaimAt, column: TableColumn) -> String {
    let Some((reading, claim)) = workspace.corpus.claim_at(at) else { return String::new() };
    let text = &reading.article.text;
    match column {
        TableColumn::Date => day::span(claim.when.span),
        TableColumn::Place => claim.place.name.clone(),
        TableColumn::Side => claim.actor.as_ref().map_or_else(String::new, |actor| workspace.styles.name(&actor.id)),
        TableColumn::Change => change_label(claim.change).to_owned(),
        TableColumn::Evidence => evidence_label(claim.evidence).to_owned(),
        TableColumn::Flags => flags(claim).into_iter().map(Flag::short).collect::<Vec<_>>().join(", "),
        TableColumn::Claimant => {
            one_line(claim.claimant.mention.map_or_else(|| workspace.corpus.outlet(reading.article.id), |mention| mention.of(text)))
        }
        TableColumn::Outlet => workspace.corpus.outlet(reading.article.id).to_owned(),
        TableColumn::Quote => one_line(claim.quote.of(text)),
    }
}

/// Tab-separated, with a header, as spreadsheets take it; the article's file and the claim's id come last.
#[must_use]
pub fn tsv(workspace: &Workspace, rows: &[ClaimAt]) -> String {
    let mut lines =
        vec![TableColumn::ALL.map(TableColumn::label).into_iter().chain([say::file(), say::claim()]).collect::<Vec<_>>().join("\t")];
    for &at in rows {
        let Some((reading, claim)) = workspace.corpus.claim_at(at) else { continue };
        let cells = TableColumn::ALL.map(|column| cell(workspace, at, column).replace('\t', " "));
        lines.push(cells.into_iter().chain([reading.article.name.clone(), claim.id.to_string()]).collect::<Vec<_>>().join("\t"));
    }
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

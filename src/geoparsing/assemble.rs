//! From recognised and resolved names to the toponyms of an article: parts and sides, sites, descriptions, nesting.

mod pending;
mod sites;

use super::describe::{self, Description, Setting};
use super::discourse::{Discourse, Mention};
use super::evidence::Names;
use super::forms::Marks;
use super::lexicon::{Classes, Lexicon};
use super::memory::Memory;
use super::model::GeoModel;
use super::overrule::{self, Overrule};
use super::pieces::{Piece, Shape};
use super::recognise::{self, Found, Reading};
use super::resolve::{self, Background, Group, Point, country_code};
use super::toponym::{Candidate, Resolution, Toponym, ToponymKind};
use super::{mend, reasons, spot, surroundings, theatre};
use crate::diagnostic::Diagnostic;
use crate::gazetteer::{Gazetteer, MatchKind, PlaceKind};
use crate::provenance::Span;
use crate::text::Analysis;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

/// A place that only resembles the words and lies outside the article's country needs a better chance than this.
const WEAK: f32 = 0.5;

/// What is known of an article besides its words.
#[derive(Debug, Clone, Copy, Default)]
pub struct ArticleContext<'a> {
    /// ISO 3166-1 alpha-2 code of the outlet's home country.
    pub outlet_country: Option<&'a str>,
    /// The user's own decisions that bear on it.
    pub overrules: &'a [Overrule],
}

/// Finds and places every toponym of an article. Linear in the text; never fails.
///
/// `memory` makes the next article faster and changes nothing that is found.
#[must_use]
pub fn geoparse(
    text: &str,
    analysis: &Analysis,
    context: &ArticleContext<'_>,
    gazetteer: &Gazetteer,
    model: &GeoModel,
    memory: &Memory,
) -> (Vec<Toponym>, Vec<Diagnostic>) {
    let mut names = memory.take(gazetteer, model);
    let reading = recognise::read(text, analysis, &mut names);
    let mut found = recognise::recognise(text, &reading, &mut names, model);
    mend::complete(text, &reading, &mut found, &mut names, gazetteer);
    let background =
        Background { outlet_country: context.outlet_country.map_or(0, country_code), theatres: theatre::countries(&reading.pieces) };
    let settle = |found: &[Found], names: &Names<'_>| {
        let (member, mut groups) = resolve::gather(text, &reading, found, names, gazetteer);
        overrule::pin(&mut groups, context.overrules, gazetteer);
        resolve::resolve(&mut groups, &background, model);
        (member, groups)
    };
    let (mut member, mut groups) = settle(&found, &names);
    let more = mend::passed_over(text, &reading, &found, &groups, &background, &mut names, gazetteer);
    if !more.is_empty() {
        found.extend(more);
        found.sort_by_key(|f| f.start);
        (member, groups) = settle(&found, &names);
    }
    let settled = resolve::points(&groups);
    let country = main_country(gazetteer, &groups, &background);
    let store = RefCell::new(names.into_store());
    let setting = Setting { gazetteer, store: &store, pieces: &reading.pieces, text, groups: &groups, country: &country };
    let assembly = Assembly {
        model,
        setting,
        reading: &reading,
        found: &found,
        member: &member,
        groups: &groups,
        settled: &settled,
        discourse: Discourse::default(),
        drafts: Vec::new(),
        pending: Vec::new(),
        candidates: FxHashMap::default(),
    };
    let mut toponyms = assembly.run();
    memory.put_back(store.into_inner());
    overrule::enforce(text, &mut toponyms, context.overrules, gazetteer);
    (toponyms, Vec::new())
}

/// The country that most of the article's names lie in, by code.
fn main_country(gazetteer: &Gazetteer, groups: &[Group], background: &Background) -> String {
    let mut votes = std::collections::BTreeMap::<&str, f32>::new();
    for (theatre, weight) in &background.theatres {
        let place = gazetteer.country(str::from_utf8(&theatre.to_be_bytes()).unwrap_or_default());
        if let Some(place) = place {
            *votes.entry(gazetteer.country_code(place)).or_default() += weight;
        }
    }
    for group in groups {
        if let Some(best) = group.best().filter(|b| b.country != 0) {
            *votes.entry(gazetteer.country_code(best.place)).or_default() += best.chance * (1.0 + group.mentions.len() as f32).ln();
        }
    }
    votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(code, _)| code.to_owned()).unwrap_or_default()
}

/// A toponym in pieces rather than bytes.
struct Draft {
    start: usize,
    end: usize,
    sentence: usize,
    kind: ToponymKind,
    candidates: Arc<Vec<Candidate>>,
    resolution: Option<Resolution>,
}

/// Words that may be a site or an unknown village; what it belongs to is sought when all else is known.
struct Pending {
    draft: Draft,
    words: String,
    /// Without a parent in its own sentence it is nothing.
    strict: bool,
    /// "the airport of", "the main prison in": which site is meant follows from the place.
    definite: bool,
}

struct Assembly<'a> {
    model: &'a GeoModel,
    setting: Setting<'a>,
    reading: &'a Reading<'a>,
    found: &'a [Found],
    member: &'a [Option<usize>],
    groups: &'a [Group],
    /// Where the names lie.
    settled: &'a [Point],
    discourse: Discourse,
    drafts: Vec<Draft>,
    pending: Vec<Pending>,
    /// Of each group, for all its mentions.
    candidates: FxHashMap<usize, Arc<Vec<Candidate>>>,
}

impl Assembly<'_> {
    fn run(mut self) -> Vec<Toponym> {
        let mut next = 0;
        for (index, sentence) in self.reading.sentences.iter().enumerate() {
            let mut at = sentence.start;
            while at < sentence.end {
                if let Some(found) = self.found.get(next).filter(|f| f.start == at) {
                    self.name(next, found, sentence);
                    next += 1;
                    at = found.end.max(at + 1);
                    continue;
                }
                if self.reading.pieces.get(at).is_some_and(|p| p.marks.any(Marks::SPEAKS)) && !self.named_site(index, sentence, at) {
                    self.description(index, sentence, at);
                    self.capitalised_site(index, sentence, at);
                }
                at += 1;
            }
        }
        self.settle_pending();
        self.finish()
    }

    fn norm(&self, at: usize, sentence: &Range<usize>) -> &str {
        self.reading.pieces.get(at).filter(|_| sentence.contains(&at)).map_or("", |p| p.norm)
    }

    fn piece(&self, at: usize, sentence: &Range<usize>) -> Option<&Piece<'_>> {
        self.reading.pieces.get(at).filter(|_| sentence.contains(&at))
    }

    fn name(&mut self, index: usize, found: &Found, sentence: &Range<usize>) {
        let group = self.member.get(index).copied().flatten().and_then(|g| self.groups.get(g).map(|group| (g, group)));
        let mut draft = Draft {
            start: found.start,
            end: found.end,
            sentence: found.sentence,
            kind: ToponymKind::Name,
            candidates: Arc::default(),
            resolution: None,
        };
        let gazetteer = self.setting.gazetteer;
        // "Fano fighters": a force that shares its name with a town in another country.
        let force = found.end - found.start == 1 && self.piece(found.start, sentence).is_some_and(|p| p.marks.any(Marks::FORCE));
        if force && group.is_none_or(|(_, g)| g.options.first().is_none_or(|b| self.elsewhere(b))) {
            return;
        }
        // "Al Salem hospital in the heart of East Mosul": a doubtful name of a site belongs to what follows.
        let site_noun = self.norm(found.end, sentence);
        if describe::is_site(Lexicon::english().kinds(site_noun))
            && group.is_none_or(|(_, g)| !g.demonym && g.options.first().is_none_or(|b| b.chance < 0.6 || !b.exact || self.elsewhere(b)))
            && !self.site_known(found, sentence)
        {
            draft.end += 1;
            let words = self.setting.words(draft.start..draft.end).to_owned();
            self.pending.push(Pending { draft, words, strict: false, definite: false });
            return;
        }
        if let Some((g, group)) = group {
            draft.candidates = self.candidates(g);
            if let Some(best) = self.accepted(group) {
                let close = group.options.iter().filter(|o| resolve::apart_km(o.xyz, best.xyz) < 161.0);
                let mut resolution =
                    spot::place(gazetteer, best.place, self.model.calibrated(close.map(|o| o.chance).sum::<f32>().min(1.0)));
                if group.demonym {
                    draft.kind = ToponymKind::Demonym;
                } else {
                    let around = surroundings::read(&self.reading.pieces, sentence, found.start, found.end);
                    spot::refine(&mut resolution, &around);
                    draft.kind = self.use_of(found, sentence, best.kind, best.capital);
                    let aside = around.near || draft.kind == ToponymKind::Government;
                    self.discourse.say(Mention {
                        resolution: resolution.clone(),
                        kind: best.kind,
                        population: best.population,
                        sentence: found.sentence,
                        pieces: (found.start, found.end),
                        cues: group.cues,
                        aside,
                    });
                }
                draft.resolution = Some(resolution);
            }
        }
        if draft.kind == ToponymKind::Demonym {
            self.drafts.push(draft);
            return;
        }
        if draft.resolution.is_none() {
            let words = self.setting.words(found.start..found.end).to_owned();
            self.pending.push(Pending { draft, words, strict: false, definite: false });
            return;
        }
        self.site_after(&draft, sentence);
        self.drafts.push(draft);
    }

    /// The option that is believed: not one which only resembles the words and lies in another country.
    fn accepted<'g>(&self, group: &'g Group) -> Option<&'g resolve::Choice> {
        let best = group.options.first()?;
        if matches!(best.kind, PlaceKind::Country | PlaceKind::Continent) {
            return Some(best);
        }
        if best.exact || best.chance >= WEAK || !self.elsewhere(best) {
            return Some(best).filter(|b| b.chance > 0.1 && b.chance > group.none * 0.4);
        }
        group.options.iter().find(|o| !self.elsewhere(o) && o.chance > 0.02)
    }

    /// The candidates of a group with their reasons; made once.
    fn candidates(&mut self, group: usize) -> Arc<Vec<Candidate>> {
        let make = || Arc::new(reasons::candidates(self.groups, group, self.settled));
        self.candidates.entry(group).or_insert_with(make).clone()
    }

    /// In a country that is not the one the article is about.
    fn elsewhere(&self, option: &resolve::Choice) -> bool {
        !self.setting.country.is_empty() && self.setting.gazetteer.country_code(option.place) != self.setting.country
    }

    /// Is the name a place, a government, or a modifier of what follows?
    fn use_of(&self, found: &Found, sentence: &Range<usize>, kind: PlaceKind, capital: bool) -> ToponymKind {
        let lexicon = Lexicon::english();
        let before = found.start.checked_sub(1).and_then(|at| self.piece(at, sentence));
        let mut at = found.end;
        if matches!(self.norm(at, sentence), "also" | "has" | "had" | "on" | "again" | "later" | "repeatedly") {
            at += 1;
        }
        let seat = capital || kind == PlaceKind::Country || lexicon.is_seat(&self.setting.words(found.start..found.end).to_lowercase());
        let placed = before.is_some_and(|p| p.classes.any(Classes::AT.or(Classes::TO)) || p.norm == "of");
        if seat && !placed && self.piece(at, sentence).is_some_and(|p| p.classes.any(Classes::GOVERNMENT_VERB)) {
            return ToponymKind::Government;
        }
        if seat && before.is_some_and(|p| lexicon.is_addressing(p.norm)) {
            return ToponymKind::Government;
        }
        let Some(next) = self.piece(found.end, sentence) else { return ToponymKind::Name };
        if next.joined {
            return ToponymKind::Modifier;
        }
        let noun = next.classes.any(Classes::RELATION.or(Classes::EVENT).or(Classes::ORGANISATION).or(Classes::MEDIA).or(Classes::TEAM));
        if noun && next.space_before && next.kinds == 0 && !matches!(next.norm, "where" | "held" | "backed") {
            return ToponymKind::Modifier;
        }
        ToponymKind::Name
    }

    fn description(&mut self, index: usize, sentence: &Range<usize>, noun: usize) {
        let Some(mut description) = describe::find(&self.reading.pieces, sentence, noun) else { return };
        let next = self.piece(noun + 1, sentence);
        if describe::heads_another(next) {
            return;
        }
        // "the city of Aleppo", "the town Ariha", "the capital, Damascus": the name speaks for itself.
        let name_at = |at: usize| self.found.binary_search_by_key(&at, |f| f.start).is_ok();
        let of = self.norm(noun + 1, sentence) == "of";
        if of && (name_at(noun + 2) || name_at(noun + 3)) {
            self.site_of_name(&description, index, sentence);
            return;
        }
        let site = describe::is_site(Lexicon::english().kinds(self.norm(noun, sentence)));
        if name_at(noun + 1) && !site {
            return;
        }
        if self.norm(noun + 1, sentence) == "," && name_at(noun + 2) && self.norm(noun, sentence) == "capital" {
            return;
        }
        // "the Sheikh Maqsoud area": the name speaks for itself.
        let named = |at: usize| {
            self.found
                .binary_search_by_key(&at, |f| f.start)
                .is_ok_and(|n| !self.member.get(n).copied().flatten().and_then(|g| self.groups.get(g)).is_some_and(|g| g.demonym))
        };
        if description.modifiers.clone().any(named) {
            return;
        }
        // Part of a longer noun phrase that has a noun of its own to be read.
        if next.is_some_and(|p| p.space_before && p.kinds != 0 && p.shape == Shape::Lower) {
            return;
        }
        let mut possessor = None;
        if let Some(mark) = description.possessor {
            let holder =
                self.drafts.iter().rev().take(6).find(|d| d.end == mark && d.resolution.is_some() && d.kind != ToponymKind::Demonym);
            let Some(holder) = holder else { return };
            description.start = holder.start;
            possessor = holder.resolution.clone();
        }
        if site && possessor.is_none() && self.leads_to_name(noun + 1, sentence) {
            self.pend(&description, index);
            return;
        }
        let apposed = self.apposed(&description, index);
        let mut resolutions = match apposed {
            Some(resolution) => vec![resolution],
            None => self.setting.resolve(&description, possessor.as_ref(), &self.discourse, index),
        };
        if resolutions.is_empty() {
            if site || description.indefinite {
                self.pend(&description, index);
            }
            return;
        }
        let around = surroundings::read(&self.reading.pieces, sentence, description.start, description.end);
        let side = Self::side_inside(&self.reading.pieces, &description);
        for resolution in &mut resolutions {
            spot::refine(resolution, &around);
            if resolution.side.is_none() && possessor.is_some() {
                resolution.side.clone_from(&side);
            }
        }
        for resolution in resolutions {
            let kind = self.setting.gazetteer.kind(resolution.place);
            if possessor.is_some() || kind == PlaceKind::Settlement {
                self.discourse.say(Mention {
                    resolution: Resolution { side: None, ..resolution.clone() },
                    kind: if resolution.id.starts_with("at:") { PlaceKind::Other } else { kind },
                    population: self.setting.gazetteer.population(resolution.place),
                    sentence: index,
                    pieces: (description.start, description.end),
                    cues: 0,
                    aside: around.near,
                });
            }
            self.drafts.push(Draft {
                start: description.start,
                end: description.end,
                sentence: index,
                kind: ToponymKind::Description,
                candidates: Arc::default(),
                resolution: Some(resolution),
            });
        }
    }

    fn side_inside(pieces: &[Piece<'_>], description: &Description) -> Option<String> {
        let lexicon = Lexicon::english();
        pieces.get(description.modifiers.clone())?.iter().find_map(|p| lexicon.side(p.norm)).filter(|s| *s != "C").map(str::to_owned)
    }

    /// "Aleppo, the country's second-largest city": the name before the comma is what is described.
    fn apposed(&self, description: &Description, sentence: usize) -> Option<Resolution> {
        let comma = description.start.checked_sub(1)?;
        if self.reading.pieces.get(comma)?.norm != "," {
            return None;
        }
        let noun = self.reading.pieces.get(description.noun)?.norm;
        let kinds = Lexicon::english().kinds(noun);
        let before =
            self.drafts.iter().rev().take(4).find(|d| d.end == comma && d.sentence == sentence && d.kind != ToponymKind::Demonym)?;
        let resolution = before.resolution.as_ref()?;
        let kind = self.setting.gazetteer.kind(resolution.place);
        (kinds.contains(&kind) || noun == "capital" && kind == PlaceKind::Settlement).then(|| resolution.clone())
    }

    fn draft(start: usize, end: usize, sentence: usize, kind: ToponymKind) -> Draft {
        Draft { start, end, sentence, kind, candidates: Arc::default(), resolution: None }
    }

    /// Does a found name touch these pieces? Names are in order and apart.
    fn taken(&self, start: usize, end: usize) -> bool {
        let after = self.found.partition_point(|f| f.end <= start);
        self.found.get(after).is_some_and(|f| f.start < end)
    }

    /// Spans, nesting, order.
    fn finish(mut self) -> Vec<Toponym> {
        self.drafts.sort_by_key(|d| (d.start, std::cmp::Reverse(d.end)));
        let mut toponyms = Vec::with_capacity(self.drafts.len());
        let (mut outer_start, mut outer_end) = (0, 0);
        for draft in self.drafts {
            let (Some(first), Some(last)) = (self.reading.pieces.get(draft.start), self.reading.pieces.get(draft.end.saturating_sub(1)))
            else {
                continue;
            };
            let same = draft.start == outer_start && draft.end == outer_end;
            let outer = draft.start >= outer_end || same;
            if outer {
                (outer_start, outer_end) = (draft.start, draft.end);
            }
            let span = Span { start: first.start, end: last.end };
            toponyms.push(Toponym {
                span,
                kind: draft.kind,
                outer,
                sentence: draft.sentence,
                candidates: draft.candidates,
                resolution: draft.resolution,
            });
        }
        toponyms
    }
}

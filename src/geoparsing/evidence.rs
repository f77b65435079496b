//! What the gazetteer says of a run of words, in a form that features can use; each spelling is looked up once.

use super::forms::{Form, FormId, Forms, Marks};
use super::lexicon::Lexicon;
use super::lookup;
use super::model::{Fitted, GeoModel};
use super::pieces::{self, Piece};
use super::resolve::{self, Choice};
use crate::gazetteer::{Edition, Gazetteer, Match, MatchKind, PlaceKind, PlaceRef, Scratch, Trail};
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// How many signatures there are.
pub(super) const SIGNATURES: usize = 14;
/// Signature of words that name nothing.
pub(super) const NONE: u8 = 0;
pub(super) const COUNTRY: u8 = 1;
pub(super) const DEMONYM: u8 = 4;

/// One name and the places that bear it.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// The weightiest bearer, in one small number: see [`signature`].
    pub signature: u8,
    /// Bit set of [`PlaceKind`].
    pub kinds: u32,
    /// How many places bear the name, as a bucket 0–7.
    pub names: u8,
    pub places: Vec<(PlaceRef, Match)>,
    /// The country whose people the word names.
    pub demonym: Option<PlaceRef>,
    /// The places as the resolver compares them, once it asks.
    bearers: OnceLock<Box<[Choice]>>,
}

impl Evidence {
    /// The places as the resolver compares them; the first names of an article pay for the others.
    pub(super) fn bearers(&self, gazetteer: &Gazetteer) -> &[Choice] {
        self.bearers.get_or_init(|| resolve::bearers(gazetteer, &self.places))
    }
}

/// Index of the evidence of a known name; 0 is "no name".
pub(super) type Known = u32;

/// What is remembered of words and names, see [`super::memory`].
#[derive(Debug)]
pub(super) struct Store {
    fitted: Arc<Fitted>,
    edition: Edition,
    forms: Forms,
    /// Words that follow each other in names, as a tree: [`Node`]s, their first forms, and the ways between them.
    nodes: Vec<Node>,
    roots: Vec<Option<NodeId>>,
    /// By node, and by form and how it hangs on the word before it.
    ways: FxHashMap<(NodeId, u32), NodeId>,
    /// How far the words of nodes lead in the gazetteer, one a layer.
    trails: Vec<Trail>,
    list: Vec<Evidence>,
    answers: Answers,
    scratch: Scratch,
}

type NodeId = u32;

/// What may go on after some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ahead {
    /// Names with further words.
    pub words: bool,
    /// Those, or names whose last word is longer.
    pub letters: bool,
}

/// Words that may be a name or begin one.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// What they are as a name, and what goes on after them; `None` before it was asked.
    seen: Option<(Known, Ahead)>,
    /// The node of all but the last word.
    before: Option<NodeId>,
    /// Where in the trails its own begin; 0 if they are not known or lead nowhere.
    trails: usize,
    /// A longer demonym may begin with these words; `None` before it was asked.
    peoples: Option<bool>,
}

/// What else was asked of the gazetteer, by the words of the question.
#[derive(Debug, Default)]
struct Answers {
    places: FxHashMap<Box<str>, Arc<[(PlaceRef, Match)]>>,
    corrected: FxHashMap<Box<str>, Arc<[PlaceRef]>>,
    sites: FxHashMap<Box<str>, Option<PlaceRef>>,
}

impl Store {
    pub(super) fn new(gazetteer: &Gazetteer, model: &GeoModel) -> Self {
        Self {
            fitted: Arc::clone(&model.fitted),
            edition: gazetteer.edition().clone(),
            forms: Forms::default(),
            nodes: Vec::new(),
            roots: Vec::new(),
            ways: FxHashMap::default(),
            trails: Vec::new(),
            list: vec![Evidence::default()],
            answers: Answers::default(),
            scratch: Scratch::default(),
        }
    }

    /// Does it hold for this gazetteer and this model?
    pub(super) fn fits(&self, gazetteer: &Gazetteer, model: &GeoModel) -> bool {
        self.edition == *gazetteer.edition() && Arc::ptr_eq(&self.fitted, &model.fitted)
    }

    /// How much it holds, in entries.
    pub(super) fn size(&self) -> usize {
        let Answers { places, corrected, sites } = &self.answers;
        self.forms.len() + self.nodes.len() + places.len() + corrected.len() + sites.len()
    }

    /// The places that bear a name, best match first; no spelling is corrected.
    pub(super) fn places(&mut self, gazetteer: &Gazetteer, name: &str) -> Arc<[(PlaceRef, Match)]> {
        let Self { answers, scratch, .. } = self;
        if let Some(places) = answers.places.get(name) {
            return Arc::clone(places);
        }
        let places: Arc<[_]> = lookup::find(gazetteer, name, scratch).into();
        answers.places.insert(name.into(), Arc::clone(&places));
        places
    }

    /// Settlements whose name is one letter off, best first, if nothing bears the name itself.
    pub(super) fn corrected(&mut self, gazetteer: &Gazetteer, name: &str) -> Arc<[PlaceRef]> {
        let corrected = &mut self.answers.corrected;
        if let Some(places) = corrected.get(name) {
            return Arc::clone(places);
        }
        let settled = |place: PlaceRef| gazetteer.kind(place) == PlaceKind::Settlement;
        let found = gazetteer.candidates(name).into_iter();
        let places: Arc<[_]> = found.filter(|(p, how)| how.kind == MatchKind::Corrected && settled(*p)).map(|(place, _)| place).collect();
        corrected.insert(name.into(), Arc::clone(&places));
        places
    }

    /// The answer to a question about a site, worked out once; `question` holds all that it depends on.
    pub(super) fn site(&mut self, question: String, answer: impl FnOnce(&mut Self) -> Option<PlaceRef>) -> Option<PlaceRef> {
        if let Some(&site) = self.answers.sites.get(question.as_str()) {
            return site;
        }
        let site = answer(self);
        self.answers.sites.insert(question.into_boxed_str(), site);
        site
    }
}

/// The gazetteer as geoparsing asks it: each word and each name once.
pub(super) struct Names<'g> {
    gazetteer: &'g Gazetteer,
    store: Store,
}

impl<'g> Names<'g> {
    /// Remembers nothing yet.
    pub(super) fn new(gazetteer: &'g Gazetteer, model: &GeoModel) -> Self {
        Self::with(gazetteer, Store::new(gazetteer, model))
    }

    /// `store` fits the gazetteer.
    pub(super) const fn with(gazetteer: &'g Gazetteer, store: Store) -> Self {
        Self { gazetteer, store }
    }

    /// What is remembered now.
    pub(super) fn into_store(self) -> Store {
        self.store
    }

    pub(super) const fn forms(&self) -> &Forms {
        &self.store.forms
    }

    pub(super) fn get(&self, known: Known) -> &Evidence {
        static NOTHING: Evidence =
            Evidence { signature: NONE, kinds: 0, names: 0, places: Vec::new(), demonym: None, bearers: OnceLock::new() };
        self.store.list.get(known as usize).unwrap_or(&NOTHING)
    }

    /// The form of a word, as shown and as matched.
    pub(super) fn form(&mut self, shown: &str, norm: &str) -> (FormId, Form) {
        if let Some(known) = self.store.forms.find(shown, norm) {
            return known;
        }
        let mut form = Form::new(shown, norm, &self.store.fitted);
        let mut root = None;
        if form.marks.any(Marks::OPENS) {
            let mut node = Node::default();
            let (known, _) = self.ask(shown, None, &mut node);
            form.signature = self.get(known).signature;
            root = Some(self.node(node));
        }
        if pieces::parts(shown, norm, &mut |name| self.ask(name, None, &mut Node::default()).0 != 0) {
            form.marks = form.marks.or(Marks::PARTS);
        }
        self.store.roots.push(root);
        (self.store.forms.add(shown, norm, form), form)
    }

    /// Looks up the name that these pieces of `text` spell.
    pub(super) fn spelled(&mut self, text: &str, pieces: &[Piece<'_>]) -> Known {
        let Some((first, rest)) = pieces.split_first() else { return 0 };
        let root = self.root(first);
        let node = rest.iter().fold(root, |node, piece| self.step(node, piece));
        self.begun(node, text, pieces).0
    }

    /// Where a name that begins with this piece begins.
    pub(super) fn root(&mut self, piece: &Piece<'_>) -> NodeId {
        if let Some(Some(node)) = self.store.roots.get(piece.form as usize) {
            return *node;
        }
        let node = self.node(Node::default());
        if let Some(root) = self.store.roots.get_mut(piece.form as usize) {
            *root = Some(node);
        }
        node
    }

    /// Where it goes on with this piece.
    pub(super) fn step(&mut self, node: NodeId, piece: &Piece<'_>) -> NodeId {
        let way = (node, piece.form << 2 | u32::from(piece.joined) << 1 | u32::from(piece.space_before));
        if let Some(&next) = self.store.ways.get(&way) {
            return next;
        }
        let next = self.node(Node { before: Some(node), ..Node::default() });
        self.store.ways.insert(way, next);
        next
    }

    fn node(&mut self, node: Node) -> NodeId {
        self.store.nodes.push(node);
        NodeId::try_from(self.store.nodes.len() - 1).unwrap_or(NodeId::MAX)
    }

    /// What the pieces that lead to a node are as a name, and what may go on after them.
    pub(super) fn begun(&mut self, id: NodeId, text: &str, pieces: &[Piece<'_>]) -> (Known, Ahead) {
        let Some(mut node) = self.store.nodes.get(id as usize).copied() else { return (0, Ahead::default()) };
        if let Some(seen) = node.seen {
            return seen;
        }
        let before = node.before.and_then(|before| self.store.nodes.get(before as usize)).copied().unwrap_or_default();
        // A piece that clings to the one before it makes another word of that.
        let apart = pieces.last().filter(|last| before.trails > 0 && last.space_before && !last.joined);
        let last = apart.and_then(|last| text.get(last.start as usize..last.end as usize)).map(|word| (before, word));
        let seen = self.ask(&spelling(text, pieces), last, &mut node);
        if let Some(slot) = self.store.nodes.get_mut(id as usize) {
            *slot = node;
        }
        seen
    }

    /// What a name is, told to its node; `last` is the node of its other words, and the last one.
    fn ask(&mut self, name: &str, last: Option<(Node, &str)>, node: &mut Node) -> (Known, Ahead) {
        let Store { trails, scratch, .. } = &mut self.store;
        let layers = self.gazetteer.layers();
        let from = last.and_then(|(before, _)| before.trails.checked_sub(1));
        let begun = from.and_then(|from| trails.get(from..from + layers)).unwrap_or(&[]);
        let question = Question {
            name,
            begun,
            words: last.filter(|_| !begun.is_empty()).map_or(name, |(_, word)| word),
            peoples: last.is_none_or(|(before, _)| before.peoples != Some(false)),
        };
        let (evidence, next) = describe(self.gazetteer, &question, scratch);
        let other = next.peoples || next.abbreviation;
        let ahead = Ahead { words: !next.trails.is_empty() || other, letters: next.letters || other };
        node.peoples = Some(next.peoples);
        if !next.trails.is_empty() {
            node.trails = trails.len() + 1;
            trails.extend(next.trails);
        }
        let mut known = 0;
        if evidence.signature != NONE {
            self.store.list.push(evidence);
            known = Known::try_from(self.store.list.len() - 1).unwrap_or(0);
        }
        node.seen = Some((known, ahead));
        (known, ahead)
    }
}

/// Tells names of an article apart by their words as matched: "ALEPPO" and "Aleppo" are one.
pub(super) fn name_key(pieces: &[Piece<'_>]) -> u64 {
    pieces.iter().fold(pieces.len() as u64, |key, p| (key.rotate_left(23) ^ u64::from(p.hash)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// The words as one name: as written, with single spaces.
pub(super) fn spelling(text: &str, pieces: &[Piece<'_>]) -> String {
    let mut name = String::new();
    for (n, piece) in pieces.iter().enumerate() {
        if n > 0 && piece.space_before {
            name.push(' ');
        }
        if n > 0 && piece.joined {
            name.push('-');
        }
        name.push_str(text.get(piece.start as usize..piece.end as usize).unwrap_or(piece.norm));
    }
    name
}

/// What is asked of a name.
struct Question<'a> {
    name: &'a str,
    /// Where its first words led to, and the other ones.
    begun: &'a [Trail],
    words: &'a str,
    /// It may be a demonym or begin one.
    peoples: bool,
}

/// Whether longer names begin with a name, and how.
#[derive(Debug, Default)]
struct GoesOn {
    /// In the gazetteer, a trail a layer.
    trails: Vec<Trail>,
    /// In the gazetteer, if the last word may be longer too.
    letters: bool,
    peoples: bool,
    abbreviation: bool,
}

/// The evidence, and whether longer names begin so.
fn describe(gazetteer: &Gazetteer, question: &Question<'_>, scratch: &mut Scratch) -> (Evidence, GoesOn) {
    let &Question { name, begun, words, peoples } = question;
    if name.len() > 120 {
        return (Evidence::default(), GoesOn::default());
    }
    let mut places = Vec::new();
    gazetteer.name_after(begun, words, scratch, &mut places);
    let (demonym, peoples) = if peoples { gazetteer.demonym_begins(name) } else { (None, false) };
    let demonym = demonym.and_then(|code| gazetteer.country(code));
    let (trails, letters) = (scratch.trails().to_vec(), scratch.letters_go_on());
    let goes_on = GoesOn { trails, letters, peoples, abbreviation: Lexicon::english().abbreviation_begins(name) };
    if let Some(division) = Lexicon::english().abbreviated(name) {
        // "Ky.", "B.C.": the division first, whatever else is spelled so.
        let mut meant = lookup::find(gazetteer, division, scratch);
        meant.retain(|&(place, _)| {
            gazetteer.kind(place) == PlaceKind::Admin1 && matches!(gazetteer.country_code(place), "US" | "CA" | "AU")
        });
        places.retain(|p| !meant.iter().any(|m| m.0 == p.0));
        places.splice(0..0, meant);
    }
    // "Aleppos western outskirts": a text that lost its apostrophes; only for names that everybody knows.
    if places.is_empty()
        && let Some(stem) = name.strip_suffix('s').filter(|stem| stem.len() > 4)
    {
        places = lookup::find(gazetteer, stem, scratch);
        places.retain(|&(place, _)| match gazetteer.kind(place) {
            PlaceKind::Country | PlaceKind::Admin1 => true,
            _ => gazetteer.population(place) > 100_000,
        });
    }
    let mut kinds = 0_u32;
    let mut largest = 0_u32;
    for &(place, _) in &places {
        let kind = gazetteer.kind(place);
        kinds |= 1 << (kind as u32).min(31);
        if kind == PlaceKind::Settlement {
            largest = largest.max(gazetteer.population(place));
        }
    }
    let names = u8::try_from(places.len().checked_ilog2().map_or(0, |n| n + 1).min(7)).unwrap_or(7);
    let signature = signature(kinds, largest, demonym.is_some());
    (Evidence { signature, kinds, names, places, demonym, bearers: OnceLock::new() }, goes_on)
}

fn signature(kinds: u32, largest: u32, demonym: bool) -> u8 {
    let has = |kind: PlaceKind| kinds & 1 << (kind as u32) != 0;
    let any = |kinds: &[PlaceKind]| kinds.iter().any(|&kind| has(kind));
    use PlaceKind as K;
    if has(K::Country) {
        return COUNTRY;
    }
    if demonym {
        return DEMONYM;
    }
    if any(&[K::Continent, K::Region, K::Sea]) && largest < 500_000 {
        return 2;
    }
    if has(K::Admin1) {
        return 3;
    }
    if has(K::Settlement) {
        return match largest {
            0..=999 => 5,
            1_000..=9_999 => 6,
            10_000..=99_999 => 7,
            100_000..=499_999 => 8,
            _ => 9,
        };
    }
    if has(K::Admin2) {
        return 10;
    }
    if any(&[K::Mountain, K::River, K::Lake, K::Island, K::Road, K::Bridge]) {
        return 11;
    }
    if has(K::Neighbourhood) {
        return 12;
    }
    u8::from(kinds != 0) * 13
}

//! An article's claims: sentence by sentence, with what the sentences before have named.
//!
//! In: article, analysis, toponyms, timexes, publication. Out: [`Claim`]s and [`Explanation`]s. Refused: a claim without an
//! actor, a place and the words that carry it (only the actor may be missing, where the words leave it out).

use super::anaphora::{anaphors, compounds, first_person};
use super::assemble::{Assembly, assemble};
use super::attribution::{Speakers, attributions};
use super::candidate::Candidate;
use super::claim::Claim;
use super::explain::{Explanation, Seen, Unread};
use super::gapped::{Told, more, told};
use super::settle::settle_verbs;
use super::view::{View, ViewPlace, ViewTime};
use super::vocabulary::{Trigger, Vocabulary};
use super::{attributive, noun, state, verb};
use crate::actors::{Mention, MentionKind, Outlet, Outlets, Register, Sense, Setting, Who};
use crate::calendar::DateSpan;
use crate::corpus::{Article, BlockKind};
use crate::gazetteer::{Gazetteer, Place, PlaceKind, PlaceRef};
use crate::geoparsing::{Toponym, ToponymKind};
use crate::provenance::Span;
use crate::text::{Analysis, Sentence, Tagger};
use crate::timex::{Timex, TimexRules, When, WhenBasis, touching};
use std::collections::BTreeMap;

/// What the claims need to know of places.
pub trait Gazette {
    fn place(&self, place: PlaceRef) -> Option<Place>;
    /// Id of the place around it, if known.
    fn parent_id(&self, place: PlaceRef) -> Option<String>;
}

impl Gazette for Gazetteer {
    fn place(&self, place: PlaceRef) -> Option<Place> {
        Some(self.place(place))
    }

    fn parent_id(&self, place: PlaceRef) -> Option<String> {
        self.parent(place).map(|parent| self.id(parent))
    }
}

/// One article as the stages before have read it.
#[derive(Clone, Copy)]
pub struct ClaimInput<'a> {
    /// The article's text, in ordinary case where the article is written in capitals.
    pub text: &'a str,
    pub article: &'a Article,
    pub analysis: &'a Analysis,
    pub toponyms: &'a [Toponym],
    pub timexes: &'a [Timex],
    pub published: Option<DateSpan>,
    /// In the register of outlets.
    pub outlet: Option<&'a Outlet>,
    /// From [`crate::timex::is_narrative`].
    pub narrative: bool,
}

/// The knowledge that extraction uses.
#[derive(Clone, Copy)]
pub struct ClaimTools<'a> {
    pub gazette: &'a dyn Gazette,
    pub register: &'a Register,
    pub outlets: &'a Outlets,
    pub tagger: &'a Tagger,
    pub timex_rules: &'a TimexRules,
}

/// What later sentences take up.
#[derive(Default)]
pub(super) struct Discourse {
    pub setting: Setting,
    /// The actor that the last sentences are about.
    pub focus: Option<Who>,
    /// Index of the toponym that they are about.
    pub topic: Option<usize>,
    /// The sentence that claimed something of the topic.
    pub topic_claimed: Option<usize>,
    /// Settlements that something was claimed of, by id, each with a toponym of it.
    pub claimed: BTreeMap<String, usize>,
    /// How often each place was named so far, by id.
    pub counts: BTreeMap<String, usize>,
    /// The last event told, for "B followed".
    pub told: Option<Told>,
    pub speakers: Speakers,
    pub last_when: Option<When>,
    /// Settlements by name, each with the last sentence that named it.
    pub named: Vec<(String, usize)>,
    /// The last two settlements named side by side.
    pub pair: Vec<usize>,
    /// The last person named, for "his forces".
    pub person: Option<Who>,
}

/// Claims of one article, in the order of the text.
#[must_use]
pub fn extract(input: &ClaimInput, tools: &ClaimTools) -> (Vec<Claim>, Vec<Explanation>) {
    let vocabulary = Vocabulary::embedded();
    let mut discourse = Discourse::default();
    // A bound from above alone does not say who "the government" was, nor do bounds of many years.
    let known = |p: &DateSpan| p.latest.is_none() || p.days().is_none_or(|days| days <= VAGUE_DAYS);
    discourse.setting.date = input.published.filter(known).and_then(|p| p.earliest);
    discourse.setting.countries = countries(input, tools);
    let (mut claims, mut explanations) = (Vec::new(), Vec::new());
    let mut first_toponym = 0;
    for (index, sentence) in input.analysis.sentences.iter().enumerate() {
        while input.toponyms.get(first_toponym).is_some_and(|t| t.span.end <= sentence.span.start) {
            first_toponym += 1;
        }
        let toponyms = in_sentence(input, first_toponym, sentence.span);
        let kind = input.article.blocks.get(sentence.block).map(|b| b.kind);
        if matches!(kind, Some(BlockKind::Boilerplate | BlockKind::Byline | BlockKind::DateLine)) {
            explanations.push(Explanation::unread(index, sentence.span, Unread::NoProse));
            continue;
        }
        read(input, tools, vocabulary, &mut discourse, (index, sentence), &toponyms, &mut claims, &mut explanations);
    }
    (claims, explanations)
}

/// Toponyms of a sentence: (index, token range filled later).
fn in_sentence(input: &ClaimInput, from: usize, span: Span) -> Vec<usize> {
    let rest = input.toponyms.get(from..).unwrap_or(&[]);
    rest.iter()
        .enumerate()
        .take_while(|(_, t)| t.span.start < span.end)
        .filter(|(_, t)| span.contains(t.span))
        .map(|(n, _)| from + n)
        .collect()
}

/// Each country's share of the places that the article names, the largest first.
fn countries(input: &ClaimInput, tools: &ClaimTools) -> Vec<(String, f32)> {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    let mut total = 0.0;
    for toponym in input.toponyms.iter().filter(|t| t.kind != ToponymKind::Description) {
        let Some(place) = toponym.resolution.as_ref().and_then(|r| tools.gazette.place(r.place)) else { continue };
        if place.country.is_empty() {
            continue;
        }
        // A village says more about where the war is than the name of a country does.
        let weight = if matches!(place.kind, PlaceKind::Country | PlaceKind::Continent) { 0.5 } else { 1.0 };
        *counts.entry(place.country).or_default() += weight;
        total += weight;
    }
    let mut shares: Vec<(String, f32)> = counts.into_iter().map(|(country, n)| (country, n / total)).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    shares
}

#[expect(clippy::too_many_arguments, reason = "one call, of the loop above")]
fn read(
    input: &ClaimInput,
    tools: &ClaimTools,
    vocabulary: &'static Vocabulary,
    discourse: &mut Discourse,
    (index, sentence): (usize, &Sentence),
    toponyms: &[usize],
    claims: &mut Vec<Claim>,
    explanations: &mut Vec<Explanation>,
) {
    let text = input.text;
    let tokens = input.analysis.tokens_of(sentence);
    let mentions = tools.register.mentions(text, tokens);
    let mut places = view_places(input, tools, tokens, toponyms, &mentions);
    take_up(input, tools, (index, tokens), &mentions, discourse, &mut places);
    let near: Vec<&str> = places.iter().map(|p| p.country.as_str()).filter(|c| !c.is_empty()).collect();
    let within = tokens.windows(2).any(|w| {
        matches!(w, [a, b] if matches!(b.norm.as_str(), "within" | "inside" | "back" | "present" | "deep")
            && matches!(a.norm.as_str(), "is" | "are" | "was" | "were"))
            || matches!(w, [a, b] if tools.register.is_force(&a.norm) && matches!(b.norm.as_str(), "is" | "are" | "was" | "were"))
    });
    let triggered = within || tokens.iter().any(|t| opens(vocabulary, &t.norm) || discourse.told.is_some() && t.norm == "followed");
    let mut who: Vec<Option<Who>> = Vec::with_capacity(mentions.len());
    for mention in &mentions {
        let words = words(text, tokens, mention);
        let found = discourse.setting.who(tools.register, mention, words, &near, None);
        if let Some(w) = found.as_ref().filter(|w| w.by_name) {
            discourse.setting.note(w);
        }
        who.push(found);
    }
    // A role that nobody known plays here ("the defenders") is nobody to take up.
    let known = |m: &Mention, w: &Option<Who>| m.kind == MentionKind::Full && !m.possessive && w.as_ref().is_none_or(|w| w.index.is_some());
    let lead = mentions.iter().zip(&who).find(|(m, w)| known(m, w)).and_then(|(_, w)| w.clone());
    if triggered && (!places.is_empty() || discourse.topic.is_some()) && tokens.len() < LONGEST {
        let mut tags = tools.tagger.tag(tokens, text);
        settle_verbs(vocabulary, tokens, &mentions, &places, &mut tags);
        let mut view_places = places.clone();
        if let Some(topic) = discourse.topic {
            view_places.extend(topic_place(input, tools, topic, tokens.len()));
        }
        let times = view_times(input, tokens);
        let mut view = View::new((text, tokens, &tags), (vocabulary, tools.register), (mentions.clone(), who.clone()), view_places, times);
        anaphors(&mut view, tools.register, discourse);
        compounds(&mut view, tools.register, discourse, &near);
        let said = attributions(&view, tools.outlets, &mut discourse.speakers);
        first_person(&mut view, &said, discourse);
        let (mut candidates, seen) = candidates(&view);
        candidates.extend(more(&view, &candidates, discourse.told.as_ref()));
        discourse.told = candidates.iter().filter_map(told).next_back().or(discourse.told.take());
        let mut explanation = Explanation::new(index, sentence.span, &view, input, &said, seen);
        let assembly = Assembly { input, tools, view: &view, said: &said, sentence, index };
        for candidate in &candidates {
            for claim in assemble(&assembly, candidate, discourse) {
                let twice = claims.iter().rev().take(24).any(|c: &Claim| {
                    c.sentence == claim.sentence
                        && c.place.id == claim.place.id
                        && c.change == claim.change
                        && c.actor.as_ref().map(|a| &a.side) == claim.actor.as_ref().map(|a| &a.side)
                });
                explanation.claim(&claim, view.span(candidate.at, candidate.at + 1), twice);
                if !twice {
                    claims.push(claim);
                }
            }
        }
        explanations.push(explanation);
    } else {
        let why = if !triggered {
            Unread::NoTrigger
        } else if tokens.len() < LONGEST {
            Unread::NoPlace
        } else {
            Unread::TooLong
        };
        explanations.push(Explanation::unread(index, sentence.span, why));
    }
    // History runs on from the last day it told, claimed or not.
    if input.narrative && claims.last().is_none_or(|c| c.sentence != sentence.span) {
        let told = touching(input.timexes, sentence.span).filter_map(|t| t.when).filter(|w| w.days().is_some_and(|n| n <= 62)).last();
        let when = told.map(|span| When { span, mention: None, basis: WhenBasis::Inherited });
        discourse.last_when = when.or(discourse.last_when);
    }
    // What the next sentences take up.
    if let Some(place) = places.iter().rfind(|p| !p.division && !p.description).or_else(|| places.last()) {
        let claimed = claims.iter().rev().take_while(|c| c.sentence == sentence.span).last().map(|c| c.place.mention);
        let by_claim = claimed.and_then(|span| places.iter().find(|p| input.toponyms.get(p.toponym).is_some_and(|t| t.span == span)));
        if by_claim.is_some() || discourse.topic.is_none() || !place.division {
            discourse.topic = Some(by_claim.unwrap_or(place).toponym);
            discourse.topic_claimed = by_claim.map(|_| index);
            if let Some(settled) = by_claim.filter(|p| !p.division && !p.id.starts_with("at:")) {
                discourse.claimed.insert(settled.id.clone(), settled.toponym);
            }
        }
    }
    if let Some(person) = mentions.iter().zip(&who).rfind(|(m, _)| m.person).and_then(|(_, w)| w.clone()) {
        discourse.person = Some(person);
    }
    if lead.is_some() {
        discourse.focus = lead;
    }
}

/// Tokens beyond which it is no sentence but a table or a list without stops.
const LONGEST: usize = 400;

/// A text dated within more days than these says nothing of who governed.
const VAGUE_DAYS: i32 = 3 * 366;

/// Sentences after which "the town" no longer means the one named there.
const FRESH: usize = 3;

/// "the two villages" and "the town" mean what the sentences before were about.
fn take_up(
    input: &ClaimInput,
    tools: &ClaimTools,
    (index, tokens): (usize, &[crate::text::Token]),
    mentions: &[Mention],
    discourse: &mut Discourse,
    places: &mut [ViewPlace],
) {
    let norm = |n: usize| tokens.get(n).map_or("", |t| t.norm.as_str());
    for place in places.iter_mut().filter(|p| p.description) {
        let both = (place.start.saturating_sub(1)..place.end).any(|n| matches!(norm(n), "two" | "both" | "twin"));
        if let [first, second] = discourse.pair.as_slice()
            && both
            && let Some(found) = view_place(input, tools, *first, (place.start, place.end))
        {
            *place = ViewPlace { others: vec![*second], description: true, ..found };
        }
    }
    // Only a settlement is "the town"; "at:…" is something inside one. What the text is about most comes before what it named last.
    let main = discourse.claimed.iter().filter_map(|(id, at)| Some((*discourse.counts.get(id)?, *at))).filter(|(n, _)| *n > 2).max();
    let just_claimed = discourse.topic_claimed.is_some_and(|at| at + 1 == index);
    let topic = main.map(|(_, at)| at).filter(|_| !just_claimed).or(discourse.topic);
    let topic = topic.and_then(|topic| view_place(input, tools, topic, (0, 0)));
    if let Some(topic) = topic.filter(|p| !p.division && !p.id.starts_with("at:")) {
        let mut named = false;
        for place in places.iter_mut() {
            let settlement = matches!(norm(place.end.saturating_sub(1)), "town" | "city" | "village" | "settlement");
            // The reading of the whole article stands if it was named just now; what was long ago is no longer "the town".
            let fresh = !just_claimed && discourse.named.iter().any(|(id, at)| *id == place.id && at + FRESH >= index);
            if place.description && !named && !fresh && settlement && place.others.is_empty() && !place.division {
                *place = ViewPlace { start: place.start, end: place.end, description: true, ..topic.clone() };
            }
            let of_a_group = mentions.iter().any(|m| m.start <= place.start && place.end < m.end);
            named |= !place.description && !place.division && !of_a_group;
        }
    }
    let named: Vec<&ViewPlace> = places.iter().filter(|p| !p.division && !p.description).collect();
    for place in named.iter().filter(|p| !where_a_speaker_is(&norm, p.start)) {
        *discourse.counts.entry(place.id.clone()).or_default() += 1;
        discourse.named.retain(|(id, _)| *id != place.id);
        discourse.named.push((place.id.clone(), index));
    }
    if let Some([a, b]) = named.windows(2).find_map(|pair| match pair {
        [a, b] if norm(a.end) == "and" && b.start == a.end + 1 && a.id != b.id => Some([a.toponym, b.toponym]),
        _ => None,
    }) {
        discourse.pair = vec![a, b];
    }
}

/// "a trader reached by phone in A", "a resident who fled to A": where somebody speaks from.
fn where_a_speaker_is<'a>(norm: &impl Fn(usize) -> &'a str, at: usize) -> bool {
    // "ADDIS ABABA, Oct 31 - …": where the report was filed.
    let filed = at < 4 && (at..at + 12).any(|n| matches!(norm(n), "-" | "–" | "—" | "--"));
    if filed {
        return true;
    }
    let led = matches!(norm(at.wrapping_sub(1)), "in" | "from" | "to" | "near");
    let from = |n: usize| matches!(norm(n), "phone" | "telephone" | "reached" | "speaking" | "spoke" | "interviewed" | "told" | "escaped");
    led && (at.saturating_sub(5)..at).any(from)
}

/// Every frame of the sentence.
fn candidates(view: &View) -> (Vec<Candidate>, Vec<Seen>) {
    let (mut found, mut seen) = (Vec::new(), Vec::new());
    let mut keep = |at: usize, result: Result<Vec<Candidate>, String>| match result {
        Ok(more) => found.extend(more),
        Err(why) if why.is_empty() || helps(view.norm(at)) => {}
        Err(why) => seen.push(Seen { at, why }),
    };
    for at in 0..view.len() {
        if let Some(result) = state::opens(view, at) {
            keep(at, result);
            continue;
        }
        let triggers = view.vocabulary.triggers(view.norm(at));
        let is_noun = triggers.iter().any(|t| matches!(t, Trigger::Noun { .. }));
        let is_verb = triggers.iter().any(|t| matches!(t, Trigger::Verb { .. }));
        if is_noun {
            let result = noun::candidates(view, at);
            let used_as_verb = result.as_ref().is_err_and(|w| w == "used as a verb");
            if !(used_as_verb && is_verb) {
                keep(at, result);
                if !is_verb || !used_as_verb {
                    continue;
                }
            }
        }
        if is_verb {
            keep(at, verb::candidates(view, at));
        }
    }
    for mention in 0..view.mentions.len() {
        let at = view.mentions.get(mention).map_or(0, |m| m.start);
        keep(at, attributive::modified_area(view, mention));
    }
    (found, seen)
}

/// Can this word open a frame by itself? Forms of "be" open one only beside other words.
fn opens(vocabulary: &Vocabulary, word: &str) -> bool {
    !helps(word) && (!vocabulary.triggers(word).is_empty() || vocabulary.compound(word).is_some())
}

/// A form of "be" or "have": it carries a claim only in company, and explains nothing where it does not.
fn helps(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "been" | "be" | "being" | "has" | "have" | "had" | "having")
}

fn words<'a>(text: &'a str, tokens: &[crate::text::Token], mention: &Mention) -> &'a str {
    match (tokens.get(mention.start), tokens.get(mention.end.saturating_sub(1))) {
        (Some(a), Some(b)) => a.span.cover(b.span).of(text),
        _ => "",
    }
}

/// Token range of a span, by binary search.
fn token_range(tokens: &[crate::text::Token], span: Span) -> Option<(usize, usize)> {
    let start = tokens.partition_point(|t| t.span.end <= span.start);
    let end = tokens.partition_point(|t| t.span.start < span.end);
    (start < end).then_some((start, end))
}

fn view_place(input: &ClaimInput, tools: &ClaimTools, index: usize, (start, end): (usize, usize)) -> Option<ViewPlace> {
    let toponym = input.toponyms.get(index)?;
    let resolution = toponym.resolution.as_ref()?;
    let place = tools.gazette.place(resolution.place);
    let division = place.as_ref().is_some_and(|p| {
        resolution.id == p.id && matches!(p.kind, PlaceKind::Country | PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Continent)
    });
    let place_kind = place.as_ref().filter(|p| p.id == resolution.id).map(|p| p.kind);
    Some(ViewPlace {
        start,
        end,
        toponym: index,
        id: resolution.id.clone(),
        country: place.map(|p| p.country).unwrap_or_default(),
        division,
        admin_none: place_kind.is_some_and(|k| matches!(k, PlaceKind::Country | PlaceKind::Continent)),
        description: toponym.kind == ToponymKind::Description,
        side: resolution.side.clone(),
        others: Vec::new(),
    })
}

fn view_places(
    input: &ClaimInput,
    tools: &ClaimTools,
    tokens: &[crate::text::Token],
    toponyms: &[usize],
    mentions: &[Mention],
) -> Vec<ViewPlace> {
    // "Houthi militias", "Islamic State of Iraq and Syria": a place inside a group's name is not meant.
    let in_name = |start: usize, end: usize| {
        mentions.iter().any(|m| m.start <= start && end <= m.end && m.readings.iter().any(|r| r.sense == Sense::Name))
    };
    let mut places: Vec<ViewPlace> = Vec::new();
    for &index in toponyms {
        let Some(toponym) = input.toponyms.get(index) else { continue };
        if !toponym.outer || matches!(toponym.kind, ToponymKind::Government | ToponymKind::Demonym) {
            continue;
        }
        // "the Syrian town", "the war-torn nation": no place of its own.
        let country = toponym
            .resolution
            .as_ref()
            .and_then(|r| tools.gazette.place(r.place).filter(|p| p.id == r.id))
            .is_some_and(|p| matches!(p.kind, PlaceKind::Country | PlaceKind::Continent));
        if country && matches!(toponym.kind, ToponymKind::Modifier | ToponymKind::Description) {
            continue;
        }
        // "Shia villages": a word that colours a group names no place.
        if tools.register.is_filler(&toponym.span.of(input.text).to_lowercase()) {
            continue;
        }
        let demonym = |words: &str| tools.register.readings_of(words).iter().any(|r| r.sense == Sense::Demonym);
        if country && demonym(toponym.span.of(input.text)) {
            continue;
        }
        let Some(range) = token_range(tokens, toponym.span) else { continue };
        if places.last().is_some_and(|p| p.end > range.0) || in_name(range.0, range.1) {
            continue;
        }
        // "withdrew from A a month after taking the town": the one named in the same breath.
        let spoken = toponym.kind == ToponymKind::Description
            && matches!(toponym.span.of(input.text).to_lowercase().as_str(), "the town" | "the city" | "the village");
        let named = places.iter().rfind(|p| !p.division && !p.description && range.0 < p.end + 25).map(|p| p.toponym);
        places.extend(
            view_place(input, tools, named.filter(|_| spoken).unwrap_or(index), range)
                .map(|p| ViewPlace { description: p.description || spoken, ..p }),
        );
    }
    places
}

/// The place of the sentences before, behind the end of this one.
fn topic_place(input: &ClaimInput, tools: &ClaimTools, topic: usize, size: usize) -> Option<ViewPlace> {
    view_place(input, tools, topic, (size, size))
}

fn view_times(input: &ClaimInput, tokens: &[crate::text::Token]) -> Vec<ViewTime> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
    touching(input.timexes, first.span.cover(last.span))
        .filter_map(|t| token_range(tokens, t.span).map(|(start, end)| ViewTime { start, end }))
        .collect()
}

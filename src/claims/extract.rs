//! An article's claims: sentence by sentence, with what the sentences before have named.
//!
//! In: article, analysis, toponyms, timexes, publication. Out: [`Claim`]s and [`Explanation`]s. Refused: a claim without an
//! actor, a place and the words that carry it (only the actor may be missing, where the words leave it out).

use super::anaphora::{anaphors, compounds, first_person};
use super::assemble::{Assembly, assemble};
use super::attribution::{Attribution, attributions, officials};
use super::candidate::{Candidate, Found};
use super::claim::{Change, Claim};
use super::day_told::day_told;
use super::discourse::{Discourse, where_a_speaker_is};
use super::explain::{Explanation, Seen, Unread};
use super::gapped::{more, told};
use super::groundwork::Groundwork;
use super::groups::Groups;
use super::heard::Heard;
use super::known::Known;
use super::listing::listings;
use super::places::{Places, token_range};
use super::speaker::Source;
use super::view::{View, ViewPlace, ViewTime};
use super::vocabulary::{Trigger, Vocabulary};
use super::voice::weigh_own;
use super::{attributive, noun, state, verb};
use crate::actors::{ActorKind, Mention, MentionKind, Outlet, Outlets, Register, Who};
use crate::calendar::{Date, DateSpan};
use crate::corpus::{Article, BlockKind};
use crate::gazetteer::{Gazetteer, Place, PlaceRef};
use crate::geoparsing::Toponym;
use crate::provenance::Span;
use crate::text::{Analysis, Sentence, Tagger, Token};
use crate::timex::{Timex, TimexRules, When, WhenBasis, day_headings, touching};

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

impl ClaimInput<'_> {
    /// Does its story run on from day to day? History does, and a text of which nobody knows the day can do nothing else.
    pub(super) fn runs_on(&self) -> bool {
        self.narrative || self.published.is_none_or(|days| days.days().is_none_or(|n| n > VAGUE_WEEK))
    }
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

/// Claims of one article, in the order of the text.
#[must_use]
pub fn extract(input: &ClaimInput, tools: &ClaimTools) -> Vec<Claim> {
    read_all(input, tools, None, None)
}

/// [`extract`], which takes from `groundwork` what it holds and leaves there what a reading with another date can use.
#[must_use]
pub fn extract_upon(groundwork: Option<&mut Groundwork>, input: &ClaimInput, tools: &ClaimTools) -> Vec<Claim> {
    read_all(input, tools, groundwork, None)
}

/// What was seen in each sentence that could have made a claim, and why it did or did not.
#[must_use]
pub fn account(input: &ClaimInput, tools: &ClaimTools) -> Vec<Explanation> {
    let mut explanations = Vec::new();
    let claims = read_all(input, tools, None, Some(&mut explanations));
    debug_assert_eq!(claims, extract(input, tools), "a sentence was passed over that claims something");
    explanations
}

fn read_all(
    input: &ClaimInput,
    tools: &ClaimTools,
    groundwork: Option<&mut Groundwork>,
    explanations: Option<&mut Vec<Explanation>>,
) -> Vec<Claim> {
    let places = Places::of(input, tools);
    let mut discourse = Discourse::default();
    // A bound from above alone does not say who "the government" was, nor do bounds of many years.
    let known = |p: &DateSpan| p.latest.is_none() || p.days().is_none_or(|days| days <= VAGUE_DAYS);
    let published = input.published.filter(known).and_then(|p| p.earliest);
    discourse.setting.date = published;
    discourse.setting.countries = places.countries();
    let days = input.timexes.iter().filter_map(|t| {
        let span = t.when?;
        Some((t.span, span.earliest.filter(|day| span.latest == Some(*day))?))
    });
    discourse.chapters = day_headings(input.article, days);
    let vocabulary = Vocabulary::embedded();
    let groups = Groups::of(input, tools.register, vocabulary);
    let (claims, heard) = (Vec::new(), Vec::new());
    let mut reader =
        Reader { input, tools, vocabulary, places: &places, published, groups, discourse, claims, heard, groundwork, explanations };
    let mut first_toponym = 0;
    for (index, sentence) in input.analysis.sentences.iter().enumerate() {
        while input.toponyms.get(first_toponym).is_some_and(|t| t.span.end <= sentence.span.start) {
            first_toponym += 1;
        }
        let kind = input.article.blocks.get(sentence.block).map(|b| b.kind);
        if matches!(kind, Some(BlockKind::Boilerplate | BlockKind::Byline | BlockKind::DateLine)) {
            reader.skip(index, sentence, || Unread::NoProse);
            continue;
        }
        reader.read(index, sentence, &in_sentence(input, first_toponym, sentence.span));
    }
    if !reader.discourse.armed && input.analysis.sentences.len() >= LONG_ENOUGH {
        // "Clark was captured", "the area is cleared": where a whole article names no force, no place changes hands.
        reader.claims.retain(|c| c.actor.is_some());
        if let Some(explanations) = &mut reader.explanations {
            explanations.iter_mut().for_each(Explanation::refuse_actorless);
        }
    }
    weigh_own(input, tools.register, &mut reader.claims);
    reader.claims
}

/// An article of so many sentences about a war names a force.
const LONG_ENOUGH: usize = 6;

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

/// An article while it is read.
pub(super) struct Reader<'a> {
    pub input: &'a ClaimInput<'a>,
    pub tools: &'a ClaimTools<'a>,
    pub vocabulary: &'static Vocabulary,
    pub places: &'a Places<'a>,
    groups: Groups,
    /// The article's day, where it says who governed.
    published: Option<Date>,
    pub discourse: Discourse<'a>,
    pub claims: Vec<Claim>,
    /// What was passed over since the last sentence that was read.
    pub heard: Vec<Heard<'a>>,
    /// Only for an article that may be dated anew.
    pub groundwork: Option<&'a mut Groundwork>,
    /// Only for those who ask.
    pub explanations: Option<&'a mut Vec<Explanation>>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, index: usize, sentence: &Sentence, toponyms: &[usize]) {
        let (input, tools) = (self.input, self.tools);
        let (text, tokens) = (input.text, input.analysis.tokens_of(sentence));
        let runs_on = input.narrative || self.published.is_none();
        let usual = if runs_on { self.discourse.setting.date } else { self.published };
        self.discourse.setting.date = day_told(touching(input.timexes, sentence.span), self.published, runs_on).or(usual);
        let find = || tools.register.mentions(text, tokens);
        let mut mentions = self.groundwork.as_mut().map_or_else(find, |kept| kept.mentions(index, find));
        self.groups.apply(tools.register, text, tokens, &mut mentions);
        let mut places = self.places.view(tokens, toponyms, &mentions);
        self.discourse.enter(index, sentence, tokens, &places);
        let known: Vec<&Known> = tokens.iter().map(|token| self.vocabulary.known(&token.norm)).collect();
        self.discourse.take_up(self.places, index, (tokens, &known, &mentions), &mut places);
        let near: Vec<&str> = places.iter().map(|p| p.country).filter(|c| !c.is_empty()).collect();
        let mut who: Vec<Option<Who>> = Vec::with_capacity(mentions.len());
        for mention in &mentions {
            let words = words(text, tokens, mention);
            // "Russian sources say that the 5th Brigade": whose unit it is was told just before.
            let regular = mention.kind == MentionKind::Unknown && tools.register.is_regular(words);
            let state = || who.iter().rev().flatten().find(|w| w.kind == ActorKind::State).map(|w| Who { by_name: false, ..w.clone() });
            let own = if regular { state() } else { self.groups.who(tokens, mention) };
            let found = own.or_else(|| self.discourse.setting.who(tools.register, mention, words, &near, None));
            if let Some(w) = found.as_ref().filter(|w| w.by_name) {
                self.discourse.setting.note(w);
            }
            who.push(found);
        }
        let norm = |n: usize| tokens.get(n).map_or("", |t| t.norm.as_str());
        // A role that nobody known plays here ("the defenders") is nobody to take up.
        let leads = |m: &Mention, w: &Option<Who>| match m.kind {
            MentionKind::Full => !m.possessive && w.as_ref().is_none_or(|w| w.index.is_some()),
            MentionKind::Unknown => !m.possessive && self.groups.who(tokens, m).is_some(),
            // "the Russians"
            MentionKind::Metonym => m.start <= 1 && m.end == m.start + 2 && norm(m.start) == "the",
            _ => false,
        };
        // A line of a few words is a heading: about one actor, or about another matter.
        let line = input.article.blocks.get(sentence.block);
        if line.is_some_and(|b| b.span.len() < 40 && b.kind != BlockKind::ListItem) && tokens.len() <= 5 {
            let mut about = who.iter().flatten();
            self.discourse.section = about.next().cloned().filter(|first| about.all(|other| other.side == first.side));
        }
        if index < OPENING
            && self.discourse.narrator.is_none()
            && line.is_some_and(|b| b.span.len() < 120)
            && known.iter().any(|k| k.issued())
        {
            let known = || who.iter().flatten().filter(|w| w.index.is_some());
            self.discourse.narrator = known().find(|w| w.by_name).or_else(|| known().next()).cloned();
        }
        let armed = |m: &Mention| matches!(m.kind, MentionKind::Full | MentionKind::Unknown);
        self.discourse.anybody |= who.iter().any(Option::is_some);
        self.discourse.armed |= mentions.iter().zip(&who).any(|(m, w)| armed(m) && w.is_some());
        let lead = mentions.iter().zip(&who).find(|(m, w)| leads(m, w)).and_then(|(_, w)| w.clone());
        let person = mentions.iter().zip(&who).rfind(|(m, _)| m.person).and_then(|(_, w)| w.clone());
        let named: Vec<(usize, &str, bool)> = places.iter().map(|p| (p.toponym, p.id, p.division)).collect();
        let told_of = |p: &&ViewPlace| !p.division && !p.description && !where_a_speaker_is(&norm, &known, p.start);
        // "Bentiu has changed hands since fighting broke out in Juba": the subject, whatever is named after it.
        let says = |n: usize| matches!(norm(n), "has" | "had" | "was" | "were" | "is" | "remains" | "remained" | "fell" | "changed");
        let subject = places.first().filter(|p| p.start == 0 && says(p.end)).filter(told_of);
        let subject = subject.map(|p| p.toponym);
        let last = places.iter().rfind(told_of).or_else(|| places.last()).map(|p| (p.toponym, p.division));
        let placed = !places.is_empty() || self.discourse.topic.is_some();
        let triggered = self.triggered(tokens, &known, &mentions);
        if triggered && placed && tokens.len() < LONGEST {
            if self.hopeful(index, (tokens, &known), (&mentions, &who), &places) {
                self.claim(index, sentence, &known, (mentions, who), places, &near);
            }
        } else {
            self.skip(index, sentence, || {
                if !triggered {
                    Unread::NoTrigger
                } else if tokens.len() < LONGEST {
                    Unread::NoPlace
                } else {
                    Unread::TooLong
                }
            });
        }
        // History runs on from the last day it told, claimed or not.
        if input.runs_on() && self.claims.last().is_none_or(|c| c.sentence != sentence.span) {
            let told = touching(input.timexes, sentence.span).filter_map(|t| t.when).filter(|w| w.days().is_some_and(|n| n <= 62)).last();
            let when = told.map(|span| When { span, mention: None, basis: WhenBasis::Inherited });
            self.discourse.last_when = when.or(self.discourse.last_when);
        }
        // What the next sentences take up.
        if let Some((last, division)) = last {
            let claimed = self.claims.iter().rev().take_while(|c| c.sentence == sentence.span).last().map(|c| c.place.mention);
            let by_claim =
                claimed.and_then(|span| named.into_iter().find(|(p, ..)| input.toponyms.get(*p).is_some_and(|t| t.span == span)));
            if by_claim.is_some() || self.discourse.topic.is_none() || !division {
                self.discourse.topic = Some(subject.or(by_claim.map(|(p, ..)| p)).unwrap_or(last));
                self.discourse.topic_claimed = by_claim.map(|_| index);
                if let Some((settled, id, _)) = by_claim.filter(|(_, id, division)| !division && !id.starts_with("at:")) {
                    self.discourse.claimed.insert(id, settled);
                }
            }
        }
        if person.is_some() {
            self.discourse.person = person;
        }
        if lead.is_some() {
            self.discourse.focus = lead;
        }
    }

    /// Says for those who ask why a sentence was not searched.
    fn skip(&mut self, index: usize, sentence: &Sentence, why: impl FnOnce() -> Unread) {
        if let Some(explanations) = &mut self.explanations {
            explanations.push(Explanation::unread(index, sentence.span, why()));
        }
    }

    /// Who speaks a quotation that runs over sentences: told where it ends, where it begins, or just before it.
    fn speaker_beside(&self, index: usize, sentence: &Sentence, near: &[&str]) -> Option<Source> {
        let (input, tools) = (self.input, self.tools);
        let start = sentence.span.start;
        let sentences = &input.analysis.sentences;
        let quoted = input.analysis.quotations.partition_point(|q| q.span.end <= start);
        let quotation = input.analysis.quotations.get(quoted).filter(|q| q.span.start <= start && q.closed)?;
        let at = |byte: u32| sentences.partition_point(|s| s.span.end <= byte);
        let before = index.checked_sub(1);
        let beside = [Some(at(quotation.span.end)), Some(at(quotation.span.end.saturating_sub(1))), Some(at(quotation.span.start)), before];
        for other in beside.into_iter().flatten().filter(|&n| n != index) {
            let Some(found) = sentences.get(other).filter(|s| s.block.abs_diff(sentence.block) <= 1) else { continue };
            let tokens = input.analysis.tokens_of(found);
            let mut mentions = tools.register.mentions(input.text, tokens);
            self.groups.apply(tools.register, input.text, tokens, &mut mentions);
            let known: Vec<&'static Known> = tokens.iter().map(|token| self.vocabulary.known(&token.norm)).collect();
            if !known.iter().any(|k| k.say()) || tokens.len() > LONGEST {
                continue;
            }
            let meant = |m: &Mention| self.discourse.setting.who(tools.register, m, words(input.text, tokens, m), near, None);
            let who: Vec<Option<Who>> = mentions.iter().map(meant).collect();
            let tags = tools.tagger.tag(tokens, input.text);
            let times = view_times(input, tokens);
            let view =
                View::new((input.text, tokens, &tags), (self.vocabulary, &known, tools.register), (mentions, who), Vec::new(), times);
            let mut speakers = self.discourse.speakers.clone();
            if let Some(told) = attributions(&view, tools.outlets, &mut speakers).into_iter().next() {
                return Some(told.source);
            }
        }
        None
    }

    /// Can a word open a frame by itself? Forms of "be" open one only beside other words.
    fn triggered(&self, tokens: &[Token], known: &[&Known], mentions: &[Mention]) -> bool {
        let told = self.discourse.told.is_some();
        let opens = |(token, known): (&Token, &&Known)| {
            if known.triggers.is_empty() {
                self.vocabulary.compound(&token.norm).is_some() || told && token.norm == "followed"
            } else {
                !helps(&token.norm) || told && token.norm == "followed"
            }
        };
        let be = |token: &Token| matches!(token.norm.as_str(), "is" | "are" | "was" | "were");
        let inside =
            |token: &Token| matches!(token.norm.as_str(), "within" | "inside" | "back" | "present" | "deep" | "master" | "masters");
        let ours = |token: &Token| matches!(token.norm.as_str(), "ours" | "theirs");
        let stands = |pair: &[Token]| matches!(pair, [a, b] if be(a) && (inside(b) || ours(b)) || be(b) && (a.norm == "we" || self.tools.register.is_force(&a.norm)));
        // "is now firmly Ukrainian", "is Ukrainian again"
        let lasts = |token: &Token| self.vocabulary.known(&token.norm).lasting();
        let whose = |at: usize| mentions.iter().any(|m| m.kind == MentionKind::Modifier && m.start > at && m.start < at + 4);
        let adjective = |(at, pair): (usize, &[Token])| {
            matches!(pair, [a, b] if be(a) && (lasts(b) || tokens.get(at + 2).is_some_and(lasts))) && whose(at)
        };
        tokens.iter().zip(known).any(opens) || tokens.windows(2).any(stands) || tokens.windows(2).enumerate().any(adjective)
    }

    /// The claims of a sentence that holds a word which may open a frame.
    fn claim(
        &mut self,
        index: usize,
        sentence: &Sentence,
        known: &[&'static Known],
        (mut mentions, who): (Vec<Mention>, Vec<Option<Who>>),
        mut places: Vec<ViewPlace<'a>>,
        near: &[&str],
    ) {
        let (input, tools, vocabulary) = (self.input, self.tools, self.vocabulary);
        let (text, tokens) = (input.text, input.analysis.tokens_of(sentence));
        let tags = self.tags((index, tokens), known, &mut mentions, &places);
        // The place of the sentences before stands behind the end of this one.
        places.extend(self.discourse.topic.and_then(|topic| self.places.place(topic, (tokens.len(), tokens.len()))));
        let times = view_times(input, tokens);
        let mut view = View::new((text, tokens, &tags), (vocabulary, known, tools.register), (mentions, who), places, times);
        view.entry = self.discourse.entry.is_some();
        view.claimed = self.claimed(index, &view.places, tokens.len());
        view.focused = self.focused(view.claimed, &view.places, tokens.len());
        view.inside = self.inside(index, &view.places, tokens.len());
        view.struck = self.struck(index, known);
        view.pair = self.both(index, &mut view.places, tokens);
        let listed = input.article.blocks.get(sentence.block).is_some_and(|b| b.kind == BlockKind::ListItem);
        view.section = self.discourse.section.clone().filter(|_| listed);
        anaphors(&mut view, tools.register, &self.discourse);
        compounds(&mut view, tools.register, &self.discourse, near);
        let mut said = attributions(&view, tools.outlets, &mut self.discourse.speakers);
        if said.is_empty()
            && let Some(source) = self.speaker_beside(index, sentence, near)
        {
            said.push(Attribution { source, from: 0, to: view.len(), at: 0, admits: false, hedged: false });
        }
        officials(&mut said, (&view, tools.outlets), &self.discourse.setting, (near, input.published.and_then(|p| p.earliest)));
        first_person(&mut view, &said, &self.discourse);
        let (mut candidates, seen) = candidates(&view);
        candidates.splice(0..0, listings(&view, self.discourse.focus.as_ref()));
        candidates.extend(more(&view, &candidates, self.discourse.told.as_ref()));
        self.discourse.told = candidates.iter().filter_map(told).next_back().or(self.discourse.told.take());
        let mut explanation = self.explanations.is_some().then(|| Explanation::new(index, sentence.span, &view, input, &said, &seen));
        let assembly = Assembly { input, tools, places: self.places, view: &view, said: &said, sentence, index };
        for candidate in &candidates {
            for claim in assemble(&assembly, candidate, &mut self.discourse) {
                let twice = self.claims.iter().rev().take(24).any(|c: &Claim| {
                    c.sentence == claim.sentence
                        && c.place.id == claim.place.id
                        && c.change == claim.change
                        && (claim.actor.is_none() && (claim.change == Change::Besieged || c.when.span == claim.when.span)
                            || c.actor.as_ref().map(|a| &a.side) == claim.actor.as_ref().map(|a| &a.side) && !c.at_another_time(&claim))
                });
                if let Some(explanation) = &mut explanation {
                    explanation.claim(&claim, view.span(candidate.at, candidate.at + 1), twice);
                }
                // "has been brought back under army control": who is told by one frame is not left open by another.
                let open = |c: &Claim| {
                    c.actor.is_none() && c.place.id == claim.place.id && c.change == claim.change && c.when.span == claim.when.span
                };
                let back = self.claims.iter().rev().take_while(|c| c.sentence == claim.sentence).position(open);
                if let Some(back) = back.filter(|_| claim.actor.is_some()) {
                    let told = self.claims.remove(self.claims.len() - 1 - back);
                    explanation.iter_mut().for_each(|e| e.told_again(&told));
                }
                if !twice {
                    self.claims.push(claim);
                }
            }
        }
        if let Some(explanations) = &mut self.explanations {
            explanations.extend(explanation);
        }
    }
}

/// Lines among which a text says who issued it.
const OPENING: usize = 4;

/// Tokens beyond which it is no sentence but a table or a list without stops.
const LONGEST: usize = 400;

/// A text dated within more days than these does not tell what happened in the days before it.
const VAGUE_WEEK: i32 = 6;

/// A text dated within more days than these says nothing of who governed.
const VAGUE_DAYS: i32 = 3 * 366;

/// Every frame of the sentence.
fn candidates(view: &View) -> (Vec<Candidate>, Vec<Seen>) {
    let (mut found, mut seen) = (Vec::new(), Vec::new());
    let mut keep = |at: usize, result: Found| match result {
        Ok(more) => found.extend(more),
        Err(why) if why.is_empty() || helps(view.norm(at)) => {}
        Err(why) => seen.push(Seen { at, why }),
    };
    for at in 0..view.len() {
        if let Some(result) = state::opens(view, at) {
            keep(at, result);
            continue;
        }
        let triggers = view.triggers(at);
        let is_noun = triggers.iter().any(|t| matches!(t, Trigger::Noun { .. }));
        let is_verb = triggers.iter().any(|t| matches!(t, Trigger::Verb { .. }));
        if is_noun {
            let result = noun::candidates(view, at);
            let used_as_verb = result.as_ref().is_err_and(|w| w.is("used as a verb"));
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

/// A form of "be" or "have": it carries a claim only in company, and explains nothing where it does not.
fn helps(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "been" | "be" | "being" | "has" | "have" | "had" | "having")
}

fn words<'a>(text: &'a str, tokens: &[Token], mention: &Mention) -> &'a str {
    match (tokens.get(mention.start), tokens.get(mention.end.saturating_sub(1))) {
        (Some(a), Some(b)) => a.span.cover(b.span).of(text),
        _ => "",
    }
}

pub(super) fn view_times(input: &ClaimInput, tokens: &[Token]) -> Vec<ViewTime> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
    touching(input.timexes, first.span.cover(last.span))
        .filter_map(|t| token_range(tokens, t.span).map(|(start, end)| ViewTime { start, end }))
        .collect()
}

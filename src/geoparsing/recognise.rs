//! Which words of an article name places.
//!
//! Segments are runs of up to six pieces that begin and end with a capital (or an Arabic article); each is scored by the
//! fitted weights, and the best set without overlaps is taken.

use super::chain::{self, Segment};
use super::document::Document;
use super::evidence::{Ahead, Known, NONE, Names};
use super::features::{LONGEST, View, Whole};
use super::forms::Marks;
use super::lexicon::Classes;
use super::model::GeoModel;
use super::pieces::{self, Piece, Shape};
use crate::text::Analysis;
use std::ops::Range;

/// A segment that the recogniser takes for a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub sentence: usize,
    /// Range of the article's pieces.
    pub start: usize,
    pub end: usize,
    pub known: Known,
    /// Score over the bias: how sure the recogniser is.
    pub score: f32,
}

/// All pieces of an article, and where each sentence's begin and end.
pub(super) struct Reading<'t> {
    pub pieces: Vec<Piece<'t>>,
    pub sentences: Vec<Range<usize>>,
    pub document: Document,
}

pub(super) fn read<'t>(text: &str, analysis: &'t Analysis, names: &mut Names<'_>) -> Reading<'t> {
    let mut all = Vec::with_capacity(analysis.tokens.len());
    let mut sentences = Vec::with_capacity(analysis.sentences.len());
    for sentence in &analysis.sentences {
        let first = all.len();
        pieces::cut(text, analysis.tokens_of(sentence), names, &mut all);
        sentences.push(first..all.len());
    }
    let document = Document::read(&all, &sentences);
    Reading { pieces: all, sentences, document }
}

/// A segment that may be a place, before it is scored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    pub start: usize,
    pub len: usize,
    pub known: Known,
    pub covered: u8,
    pub run: (usize, usize),
}

impl Choice {
    pub(super) fn whole<'e>(&self, names: &'e Names<'_>) -> Whole<'e> {
        let &Self { start, len, known, covered, run } = self;
        Whole { start, len, evidence: names.get(known), covered, run }
    }
}

fn closes(piece: &Piece<'_>, len: usize, first: &Piece<'_>) -> bool {
    match piece.shape {
        Shape::Initial => len > 1,
        Shape::Digits => {
            len > 1
                && len < 5
                && first.shape != Shape::Caseless
                && (first.classes.any(Classes::STREET.or(Classes::PLACE_TAIL)) || first.shape == Shape::Dotted)
        }
        Shape::Lower => first.norm.len() < 2,
        shape => shape.is_capital() || shape == Shape::Caseless,
    }
}

/// The segments of one sentence, sorted by start.
pub(super) fn choices(text: &str, sentence: &[Piece<'_>], names: &mut Names<'_>, out: &mut Vec<Choice>) {
    out.clear();
    let mut run = (0, 0);
    for i in 0..sentence.len() {
        let Some(first) = sentence.get(i) else { break };
        if i >= run.1 && first.shape.is_capital() {
            let more = sentence.iter().skip(i).take_while(|p| p.shape.is_capital()).count();
            run = (i, i + more);
        }
        if !first.marks.any(Marks::OPENS) {
            continue;
        }
        // What goes on after the words that were looked at.
        let mut ahead = Ahead { words: true, letters: true };
        let mut node = names.root(first);
        // Pieces that lead to the node.
        let mut walked = 1;
        for len in 1..=LONGEST {
            let Some(last) = sentence.get(i + len - 1) else { break };
            if len > 1 && (last.joined || !last.marks.any(Marks::LINKS)) {
                break;
            }
            // A piece that clings to the one before it makes another word of that.
            let clings = len > 1 && !last.space_before;
            ahead.words |= clings;
            if !closes(last, len, first) {
                continue;
            }
            ahead.letters |= clings;
            let Some(words) = sentence.get(i..i + len) else { break };
            let mut known = 0;
            if ahead.words && ahead.letters {
                node = words.iter().skip(walked).fold(node, |node, piece| names.step(node, piece));
                walked = len;
                (known, ahead) = names.begun(node, text, words);
            }
            out.push(Choice { start: i, len, known, covered: NONE, run });
        }
    }
    cover(names, out);
}

/// Tells each choice of the longest known name that strictly holds it.
fn cover(names: &Names<'_>, choices: &mut [Choice]) {
    let known: Vec<(usize, usize, u8)> =
        choices.iter().filter(|c| c.known != 0 && c.len > 1).map(|c| (c.start, c.start + c.len, names.get(c.known).signature)).collect();
    let mut first = 0;
    for choice in choices {
        let end = choice.start + choice.len;
        while known.get(first).is_some_and(|&(start, ..)| start + LONGEST < choice.start) {
            first += 1;
        }
        let near = known.iter().skip(first).take_while(|&&(start, ..)| start <= choice.start);
        choice.covered = near
            .filter(|&&(start, stop, _)| start <= choice.start && end <= stop && stop - start > choice.len)
            .last()
            .map_or(NONE, |k| k.2);
    }
}

/// All places that the model finds, in order of the text.
pub(super) fn recognise(text: &str, reading: &Reading<'_>, names: &mut Names<'_>, model: &GeoModel) -> Vec<Found> {
    let mut found = Vec::new();
    let mut options = Vec::new();
    let (mut segments, mut table) = (Vec::new(), chain::Table::new());
    let fitted = &*model.fitted;
    let mut sides: Vec<(i32, i32, [i32; 3])> = Vec::new();
    for (index, range) in reading.sentences.iter().enumerate() {
        let sentence = reading.pieces.get(range.clone()).unwrap_or(&[]);
        choices(text, sentence, names, &mut options);
        if options.is_empty() {
            continue;
        }
        let view = View { pieces: sentence, document: &reading.document, forms: names.forms(), shouting: shouting(sentence) };
        sides.clear();
        sides.resize(sentence.len(), (i32::MIN, i32::MIN, [i32::MIN; 3]));
        segments.clear();
        for option in &options {
            let last = option.start + option.len - 1;
            let mut total = 0;
            if let Some(slot) = sides.get_mut(option.start) {
                if slot.0 == i32::MIN {
                    slot.0 = view.sum_before(option.start, fitted);
                }
                total += slot.0;
            }
            if let Some(slot) = sides.get_mut(last) {
                if slot.1 == i32::MIN {
                    slot.1 = view.sum_after(last, fitted);
                }
                total += slot.1;
            }
            for k in option.start..=last {
                let role = role(option, k);
                if let Some(slot) = sides.get_mut(k).and_then(|s| s.2.get_mut(role)) {
                    if *slot == i32::MIN {
                        *slot = view.sum_word(k, role, fitted);
                    }
                    total += *slot;
                }
            }
            total += view.sum_whole(&option.whole(names), fitted);
            let score = total as f32 * model.scale;
            segments.push(Segment { start: option.start as u32, len: option.len as u32, score });
        }
        for taken in chain::best(&segments, sentence.len(), model.bias, &mut table) {
            if let (Some(option), Some(segment)) = (options.get(taken), segments.get(taken)) {
                let start = range.start + option.start;
                found.push(Found {
                    sentence: index,
                    start,
                    end: start + option.len,
                    known: option.known,
                    score: segment.score + model.bias,
                });
            }
        }
    }
    found
}

/// 0 alone, 1 first, 2 later.
pub(super) fn role(option: &Choice, k: usize) -> usize {
    match (option.len, k == option.start) {
        (1, _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

pub(super) fn shouting(sentence: &[Piece<'_>]) -> bool {
    let loud = sentence.iter().filter(|p| p.shape == Shape::Upper && p.norm.len() > 3).count();
    let quiet = sentence.iter().filter(|p| p.shape == Shape::Lower && p.norm.len() > 3).count();
    loud > 1 && loud > quiet
}

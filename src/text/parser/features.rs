//! What the parser looks at before each move (after Zhang & Nivre 2011, without labels).

use super::super::analysis::{Token, Upos};
use super::super::lemma::lemma;
use super::super::weights::mix;
use super::super::word::{Word, mark};
use super::state::{NONE, State};

/// A token as the parser sees it.
#[derive(Debug, Clone, Copy)]
pub(in crate::text) struct Seen {
    pub form: u32,
    pub tag: u32,
    pub suffix: u32,
    /// The kind of the punctuation mark right before it, or 0.
    pub gap: u32,
}

/// Beyond the sentence, and the root.
const NOWHERE: Seen = Seen { form: 0x0DD, tag: 18, suffix: 1, gap: 64 };

/// The tokens of a sentence with the root behind them.
#[derive(Debug)]
pub(in crate::text) struct Sight(Vec<Seen>);

impl Sight {
    pub(in crate::text) fn new(tokens: &[Token], words: &[Word], tags: &[Upos]) -> Self {
        let mut seen = Vec::with_capacity(words.len() + 1);
        let mut gap = 0;
        for (n, word) in words.iter().enumerate() {
            let tag = tags.get(n).copied().unwrap_or(Upos::X);
            let [_, _, suffix, _] = word.suffix;
            let norm = tokens.get(n).map_or("", |token| token.norm.as_str());
            seen.push(Seen { form: word.form, tag: fine_tag(tag, norm), suffix, gap });
            gap = if tag == Upos::Punct { if word.mark == 0 { mark::OTHER } else { word.mark } } else { 0 };
        }
        seen.push(Seen { form: 0x400F, tag: 17, suffix: 2, gap });
        Self(seen)
    }

    #[inline]
    pub(in crate::text) fn at(&self, node: usize) -> Seen {
        self.0.get(node).copied().unwrap_or(NOWHERE)
    }
}

/// The tag with what the form adds to it: participles, plurals, and the words that build clauses. Below 32.
fn fine_tag(tag: Upos, norm: &str) -> u32 {
    match (tag, norm) {
        (Upos::Verb, _) if norm.ends_with("ing") => 19,
        (Upos::Verb, _) if norm.ends_with("ed") || (!norm.ends_with('s') && lemma(norm, tag) != norm) => 20,
        (Upos::Aux, "am" | "are" | "is" | "was" | "were" | "be" | "been" | "being" | "'s" | "'re" | "'m") => 21,
        (Upos::Aux, "have" | "has" | "had" | "having" | "'ve") => 22,
        (Upos::Noun, _) if norm.ends_with('s') && !norm.ends_with("ss") => 23,
        (Upos::Pron, "who" | "which" | "whom" | "what" | "that" | "whose") => 24,
        (Upos::Pron, "i" | "he" | "she" | "we" | "they") => 25,
        (Upos::Adp, "of") => 26,
        (Upos::Adp, "by") => 27,
        (Upos::Part, "'s" | "'") => 28,
        (Upos::Part, "not" | "n't") => 29,
        (Upos::Adv, "when" | "where" | "how" | "why") => 30,
        (Upos::Sconj, "that") => 31,
        _ => tag as u32,
    }
}

/// How far apart, in a few steps.
pub(super) fn distance(a: usize, b: usize) -> u32 {
    if a == NONE || b == NONE {
        return 0;
    }
    match a.abs_diff(b) {
        d @ 0..=4 => d as u32,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        _ => 8,
    }
}

/// Fills `out` with the features of the state.
#[expect(clippy::too_many_lines, reason = "a table of templates reads best in one piece")]
pub(in crate::text) fn features(state: &State, sight: &Sight, out: &mut Vec<u32>) {
    let (s0, s1, s2) = (state.stacked(0), state.stacked(1), state.stacked(2));
    let (b0, b1, b2, b3) = (state.buffered(0), state.buffered(1), state.buffered(2), state.buffered(3));
    let (n0, n1, nb) = (state.node(s0), state.node(s1), state.node(b0));
    let see = |node| sight.at(node);
    let pair = |nodes: [usize; 2]| nodes.map(see);
    let [s0l, s0l2] = pair(n0.left);
    let [s0r, s0r2] = pair(n0.right);
    let [s1l, s1l2] = pair(n1.left);
    let [s1r, s1r2] = pair(n1.right);
    let [b0l, b0l2] = pair(nb.left);
    let (w_s0, w_s1, w_s2) = (see(s0), see(s1), see(s2));
    let (w_b0, w_b1, w_b2, w_b3) = (see(b0), see(b1), see(b2), see(b3));

    out.clear();
    let mut template = 100;
    let mut push = |value: u32| {
        template += 1;
        out.push(mix(template, value));
    };
    let wt = |seen: Seen| mix(seen.form, seen.tag);
    let tags = |list: &[Seen]| list.iter().fold(1, |all, seen| all << 5 | seen.tag);

    push(0);
    // One word.
    for seen in [w_s0, w_b0, w_s1] {
        push(wt(seen));
        push(seen.form);
        push(seen.tag);
        push(mix(seen.suffix, seen.tag));
    }
    for seen in [w_b1, w_b2, w_s2] {
        push(wt(seen));
        push(seen.tag);
    }
    push(w_b1.form);
    // Two words.
    for (a, b) in [(w_s0, w_b0), (w_s1, w_s0)] {
        push(mix(wt(a), wt(b)));
        push(mix(wt(a), b.form));
        push(mix(a.form, wt(b)));
        push(mix(wt(a), b.tag));
        push(mix(a.tag, wt(b)));
        push(mix(a.form, b.form));
        push(tags(&[a, b]));
        push(mix(a.suffix, mix(b.suffix, tags(&[a, b]))));
    }
    push(mix(w_s1.form, w_b0.form));
    push(mix(wt(w_s1), w_b0.tag));
    push(mix(w_s1.tag, wt(w_b0)));
    push(mix(w_b0.form, w_b1.form));
    push(mix(w_b0.form, w_b1.tag));
    push(tags(&[w_b0, w_b1]));
    // Three and four tags, some with a word.
    push(tags(&[w_b0, w_b1, w_b2]));
    push(tags(&[w_b0, w_b1, w_b2, w_b3]));
    push(tags(&[w_s0, w_b0, w_b1]));
    push(tags(&[w_s0, w_b0, w_b1, w_b2]));
    push(tags(&[w_s1, w_s0, w_b0]));
    push(tags(&[w_s1, w_s0, w_b0, w_b1]));
    push(tags(&[w_s2, w_s1, w_s0]));
    push(tags(&[w_s2, w_s1, w_s0, w_b0]));
    push(mix(w_s0.form, tags(&[w_b0, w_b1])));
    push(mix(w_b0.form, tags(&[w_s1, w_s0])));
    push(mix(w_s1.form, tags(&[w_s0, w_b0])));
    push(mix(w_s0.form, tags(&[w_s1, w_b0])));
    push(mix(mix(w_s1.form, w_b0.form), w_s0.tag));
    push(mix(w_b1.form, tags(&[w_s1, w_s0, w_b0])));
    push(mix(mix(w_s0.form, w_b0.form), w_b1.tag));
    push(mix(mix(w_s0.form, w_b0.form), w_s1.tag));
    // Children.
    push(tags(&[w_s0, s0l, w_b0]));
    push(tags(&[w_s0, s0r, w_b0]));
    push(tags(&[w_s0, w_b0, b0l]));
    push(tags(&[w_s1, w_s0, s0l]));
    push(tags(&[w_s1, w_s0, s0r]));
    push(tags(&[w_s1, s1r, w_s0]));
    push(tags(&[w_s1, s1l, w_s0]));
    push(tags(&[w_s0, s0l, s0l2]));
    push(tags(&[w_s0, s0r, s0r2]));
    push(tags(&[w_s1, s1r, s1r2, w_s0]));
    push(tags(&[w_s1, s1l, s1l2]));
    push(tags(&[w_b0, b0l, b0l2]));
    push(mix(s0l.form, w_s0.tag));
    push(mix(s0r.form, w_s0.tag));
    push(mix(s1r.form, w_s1.tag));
    push(mix(s1l.form, w_s1.tag));
    push(mix(b0l.form, w_b0.tag));
    push(mix(s0l.form, w_s1.form));
    push(mix(s0l.form, tags(&[w_s1, w_s0, w_b0])));
    push(mix(s0l2.form, tags(&[w_s1, w_s0])));
    push(mix(b0l.form, tags(&[w_s0, w_b0])));
    push(mix(b0l.form, w_s0.form));
    push(mix(b0l2.form, mix(b0l.form, tags(&[w_s1, w_s0, w_b0]))));
    push(mix(mix(s0l.form, s1r.form), tags(&[w_s1, w_s0])));
    push(mix(s1r.form, mix(w_s0.tag, w_b0.form)));
    push(mix(s0r.form, mix(w_s0.tag, w_b0.form)));
    // Marks before words: on the stack they may be gone already.
    push(mix(w_b0.gap, tags(&[w_s0, w_b0])));
    push(mix(w_b0.gap, tags(&[w_s1, w_s0, w_b0])));
    push(mix(w_b0.gap, w_s0.form));
    push(mix(w_b0.gap, w_b0.form));
    push(mix(w_s0.gap, tags(&[w_s1, w_s0])));
    push(mix(w_s0.gap, mix(w_b0.gap, tags(&[w_s1, w_s0, w_b0]))));
    push(mix(w_b1.gap, mix(w_b0.gap, tags(&[w_s0, w_b0, w_b1]))));
    push(mix(w_b1.gap, mix(w_s0.gap, w_b0.gap)));
    push(mix(s0l.gap, mix(w_b0.gap, tags(&[w_s1, w_s0, w_b0]))));
    // Counts of children, distances.
    let near = distance(s0, b0);
    let under = distance(s1, s0);
    push(mix(w_s0.form, n0.right_count.min(5)));
    push(mix(w_s0.form, n0.left_count.min(5) | 8));
    push(w_s0.tag << 6 | n0.right_count.min(5) << 3 | n0.left_count.min(5));
    push(mix(w_s1.form, n1.right_count.min(5)));
    push(w_s1.tag << 6 | n1.right_count.min(5) << 3 | n1.left_count.min(5));
    push(mix(w_b0.form, nb.left_count.min(5)));
    push(w_b0.tag << 3 | nb.left_count.min(5));
    push(mix(w_s0.form, near));
    push(mix(w_b0.form, near));
    push(mix(tags(&[w_s0, w_b0]), near));
    push(mix(tags(&[w_s1, w_s0]), under));
    push(mix(tags(&[w_s1, w_s0, w_b0]), near << 4 | under));
    push(mix(w_s1.form, under));
    push(mix(mix(w_s0.form, w_b0.form), near));
    push((state.depth().min(6) as u32) << 5 | w_b0.tag);
}

//! Training and testing the parser.

use super::super::analysis::{Arc, Deprel, Upos};
use super::super::parser::Parser;
use super::super::parser::features::{Sight, features};
use super::super::parser::labeller::{LABELS, label};
use super::super::parser::state::{MOVES, Move, State};
use super::super::tagger::Tagger;
use super::super::weights::{Scorer, best};
use super::super::word::Word;
use super::conllu::Example;
use super::linear::{Dice, Linear};
use super::tagger::{TaggerPlan, train_tagger};

/// Sizes of the tables and length of the training.
#[derive(Debug, Clone, Copy)]
pub struct ParserPlan {
    /// log2 of the rows for moves and for labels.
    pub move_bits: u32,
    pub label_bits: u32,
    pub epochs: usize,
    pub rate: f32,
    pub thin: f32,
    pub rare: u8,
}

struct Lesson {
    sight: Sight,
    /// The number of tokens stands for the root.
    heads: Vec<usize>,
    labels: Vec<Deprel>,
    children: Vec<Vec<usize>>,
}

/// The tags that a tagger gives which has not seen the sentence: what the parser will meet. Ten taggers, each trained
/// on nine tenths.
fn honest_tags(examples: &[Example], plan: TaggerPlan) -> Vec<Vec<Upos>> {
    const PARTS: usize = 8;
    let mut tags = vec![Vec::new(); examples.len()];
    for part in 0..PARTS {
        let rest: Vec<Example> = examples.iter().enumerate().filter(|(n, _)| n % PARTS != part).map(|(_, e)| e.clone()).collect();
        let Some(tagger) = Tagger::from_bytes(train_tagger(&rest, plan).leak()) else { continue };
        for (n, (example, tags)) in examples.iter().zip(&mut tags).enumerate() {
            if n % PARTS == part {
                *tags = tagger.tag(&example.tokens, &example.text);
            }
        }
    }
    tags
}

/// Lifts the shortest crossing arc to its grandparent until none crosses.
fn uncross(heads: &mut [usize]) {
    let root = heads.len();
    let above = |heads: &[usize], mut node: usize, ancestor: usize| {
        for _ in 0..=heads.len() {
            if node == ancestor {
                return true;
            }
            let Some(&head) = heads.get(node) else { return false };
            node = head;
        }
        false
    };
    loop {
        let crossing = (0..root)
            .filter(|&child| heads.get(child).is_some_and(|&head| head < root))
            .filter(|&child| {
                let head = heads.get(child).copied().unwrap_or(root);
                (child.min(head) + 1..child.max(head)).any(|inside| !above(heads, inside, head))
            })
            .min_by_key(|&child| heads.get(child).map_or(0, |head| head.abs_diff(child)));
        let Some(child) = crossing else { return };
        let lifted = heads.get(child).and_then(|&head| heads.get(head)).copied().unwrap_or(root);
        if let Some(head) = heads.get_mut(child) {
            *head = lifted;
        }
    }
}

fn lesson(example: &Example, tags: &[Upos]) -> Lesson {
    let words: Vec<Word> = example.tokens.iter().map(|token| Word::new(token, &example.text)).collect();
    let sight = Sight::new(&words, tags);
    let count = sight.kept.len();
    let mut place = vec![None; words.len()];
    for (n, &at) in sight.kept.iter().enumerate() {
        place.get_mut(at).into_iter().for_each(|slot| *slot = Some(n));
    }
    // A head that was taken for a mark is passed over for its own head.
    let head_of = |at: usize| {
        let mut head = example.arcs.get(at).and_then(|arc| arc.head);
        for _ in 0..words.len() {
            let Some(node) = head else { return count };
            if let Some(kept) = place.get(node).copied().flatten() {
                return kept;
            }
            head = example.arcs.get(node).and_then(|arc| arc.head);
        }
        count
    };
    let mut heads: Vec<usize> = sight.kept.iter().map(|&at| head_of(at)).collect();
    uncross(&mut heads);
    let mut children = vec![Vec::new(); count + 1];
    for (child, &head) in heads.iter().enumerate() {
        children.get_mut(head).into_iter().for_each(|list: &mut Vec<usize>| list.push(child));
    }
    let labels = sight.kept.iter().map(|&at| example.arcs.get(at).map_or(Deprel::Dep, |arc| arc.deprel)).collect();
    Lesson { sight, heads, labels, children }
}

/// Arcs of the treebank that become unreachable by each move (the dynamic oracle of arc-hybrid).
fn costs(state: &State, lesson: &Lesson) -> [usize; MOVES] {
    let (top, under, front) = (state.stacked(0), state.stacked(1), state.front);
    let head = |node: usize| lesson.heads.get(node).copied();
    let none = Vec::new();
    let children = |node: usize| lesson.children.get(node).unwrap_or(&none);
    // Children of the top that are still in the buffer.
    let orphans = children(top).iter().filter(|&&child| child >= front).count();
    let top_head = head(top);
    let left = orphans + usize::from(top_head.is_some_and(|h| h == under || h > front));
    let right = orphans + usize::from(top_head.is_some_and(|h| h >= front));
    let stacked = |node: &&usize| state.stack.contains(node);
    let shift =
        children(front).iter().filter(stacked).count() + usize::from(head(front).is_some_and(|h| h != top && state.stack.contains(&h)));
    [shift, left, right]
}

/// A trained parser as the bytes of its file.
#[must_use]
pub fn train_parser(examples: &[Example], tagger: TaggerPlan, plan: ParserPlan) -> Vec<u8> {
    let tags = honest_tags(examples, tagger);
    let lessons: Vec<Lesson> = examples.iter().zip(&tags).map(|(example, tags)| lesson(example, tags)).collect();
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut dice = Dice::new(11);
    let mut moves = Linear::<MOVES>::new(plan.move_bits, plan.rate, plan.rare);
    let mut labels = Linear::<LABELS>::new(plan.label_bits, plan.rate, plan.rare);
    let mut seen = Vec::new();
    for epoch in 0..plan.epochs {
        dice.shuffle(&mut order);
        for lesson in order.iter().filter_map(|&n| lessons.get(n)) {
            let mut state = State::new(lesson.heads.len());
            while !state.done() {
                features(&state, &lesson.sight, &mut seen);
                moves.thin(&mut seen, plan.thin, &mut dice);
                let scores = moves.score(&seen);
                let costs = costs(&state, lesson);
                let allowed = |class: usize| state.allows(Move::from_index(class));
                let least = costs.iter().enumerate().filter(|(class, _)| allowed(*class)).map(|(_, cost)| *cost).min().unwrap_or(0);
                let guess = best(&scores, allowed);
                let right = best(&scores, |class| allowed(class) && costs.get(class) == Some(&least));
                let fine = costs.get(guess) == Some(&least);
                moves.learn(&seen, &scores, right, allowed);
                // After the first round the parser mostly follows its own mistakes, to learn how to go on after them.
                let explore = epoch > 0 && dice.below(10) > 0;
                state.apply(Move::from_index(if fine || explore { guess } else { right }));
            }
            label(&lesson.heads, &lesson.sight, |child, features| {
                labels.thin(features, plan.thin, &mut dice);
                let scores = labels.score(features);
                let right = lesson.labels.get(child).copied().unwrap_or(Deprel::Dep) as usize;
                labels.learn(features, &scores, right, |_| true);
                best(&scores, |class| class != Deprel::Root as usize)
            });
        }
    }
    Parser::write(moves.weights(), labels.weights())
}

/// Counts of one test; `words` leaves out what the treebank calls punctuation.
#[derive(Debug, Clone, Copy, Default)]
pub struct ParserScore {
    pub tokens: usize,
    pub heads: usize,
    pub heads_and_labels: usize,
    pub words: usize,
    pub word_heads: usize,
    pub word_heads_and_labels: usize,
}

/// Scores against the treebank, on the tagger's tags.
#[must_use]
pub fn test_parser(tagger: &Tagger, parser: &Parser, examples: &[Example]) -> ParserScore {
    let mut score = ParserScore::default();
    for example in examples {
        let tags = tagger.tag(&example.tokens, &example.text);
        let arcs = parser.parse(&example.tokens, &tags, &example.text);
        for (guess, right) in arcs.iter().zip(&example.arcs) {
            let word = usize::from(right.deprel != Deprel::Punct);
            let head = usize::from(guess.head == right.head);
            let both = head * usize::from(alike(*guess, *right));
            score.tokens += 1;
            score.heads += head;
            score.heads_and_labels += both;
            score.words += word;
            score.word_heads += word * head;
            score.word_heads_and_labels += word * both;
        }
    }
    score
}

/// PUD has no `obl:agent`: for the score it counts as `obl`.
fn alike(guess: Arc, right: Arc) -> bool {
    let main = |relation| if relation == Deprel::OblAgent { Deprel::Obl } else { relation };
    main(guess.deprel) == main(right.deprel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_arc_is_lifted() {
        // 0 ← 2, 1 ← 3 ← root, 2 ← 3: the arc 0 ← 2 crosses nothing; 1 below 3 and 2 below 0 cross.
        let mut heads = vec![3, 3, 0, 4];
        uncross(&mut heads);
        assert_eq!(heads, [3, 3, 3, 4]);
    }
}

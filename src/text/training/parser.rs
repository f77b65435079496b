//! Training and testing the parser.

use super::super::analysis::{Arc, Deprel, Upos};
use super::super::parser::Parser;
use super::super::parser::beam;
use super::super::parser::features::{Sight, features};
use super::super::parser::labeller::{LABELS, label};
use super::super::parser::state::{MOVES, Move, State};
use super::super::tagger::Tagger;
use super::super::weights::{Scorer, best};
use super::super::word::Word;
use super::conllu::Example;
use super::linear::{Dice, Linear, Perceptron};
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
    let sight = Sight::new(&example.tokens, &words, tags);
    let mut heads: Vec<usize> = example.arcs.iter().map(|arc| arc.head.unwrap_or(words.len())).collect();
    uncross(&mut heads);
    let mut children = vec![Vec::new(); words.len() + 1];
    for (child, &head) in heads.iter().enumerate() {
        children.get_mut(head).into_iter().for_each(|list: &mut Vec<usize>| list.push(child));
    }
    Lesson { sight, heads, labels: example.arcs.iter().map(|arc| arc.deprel).collect(), children }
}

/// The moves that build the treebank's tree, attaching as early as can be.
fn golden_moves(lesson: &Lesson) -> Vec<Move> {
    let mut state = State::new(lesson.heads.len());
    let head = |node: usize| lesson.heads.get(node).copied();
    let mut moves = Vec::with_capacity(2 * lesson.heads.len());
    while moves.len() < 2 * lesson.heads.len() {
        let (top, under, front) = (state.stacked(0), state.stacked(1), state.front);
        let waiting = lesson.children.get(top).is_some_and(|children| children.iter().any(|&child| child >= front));
        let wish = if !waiting && head(top) == Some(front) {
            Move::Left
        } else if !waiting && head(top) == Some(under) {
            Move::Right
        } else {
            Move::Shift
        };
        let next = [wish, Move::Left, Move::Right].into_iter().find(|&next| state.allows(next)).unwrap_or(Move::Shift);
        state.apply(next);
        moves.push(next);
    }
    moves
}

/// One reading of a sentence: where the search strays furthest from the treebank, its moves give way (Huang, Fayong & Guo
/// 2012, "max-violation").
fn teach_moves(model: &mut Perceptron<MOVES>, lesson: &Lesson, golden: &[Move], seen: &mut Vec<u32>) {
    let mut state = State::new(lesson.heads.len());
    let mut sums = Vec::with_capacity(golden.len());
    let mut sum = 0.0;
    for &next in golden {
        features(&state, &lesson.sight, seen);
        sum += model.score(seen).get(next as usize).copied().unwrap_or(0.0);
        sums.push(sum);
        state.apply(next);
    }
    let mut worst: Option<(f32, usize, Vec<Move>)> = None;
    beam::search(lesson.heads.len(), &lesson.sight, model, f32::INFINITY, golden, |at, best, arena| {
        let violation = best.score - sums.get(at).copied().unwrap_or(0.0);
        if !best.golden && worst.as_ref().is_none_or(|(most, _, _)| violation >= *most) {
            worst = Some((violation, at + 1, beam::moves_of(arena, best.last)));
        }
    });
    model.tick();
    let Some((violation, length, wrong)) = worst else { return };
    if violation < 0.0 {
        return;
    }
    for (moves, amount) in [(golden, 1.0), (wrong.as_slice(), -1.0)] {
        let mut state = State::new(lesson.heads.len());
        let same = golden.iter().zip(&wrong).take_while(|(a, b)| a == b).count();
        for (n, &next) in moves.iter().take(length).enumerate() {
            if n >= same {
                features(&state, &lesson.sight, seen);
                model.add(seen, next as usize, amount);
            }
            state.apply(next);
        }
    }
}

/// A trained parser as the bytes of its file.
#[must_use]
pub fn train_parser(examples: &[Example], tagger: TaggerPlan, plan: ParserPlan) -> Vec<u8> {
    let tags = honest_tags(examples, tagger);
    let lessons: Vec<Lesson> = examples.iter().zip(&tags).map(|(example, tags)| lesson(example, tags)).collect();
    let golden: Vec<Vec<Move>> = lessons.iter().map(golden_moves).collect();
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut dice = Dice::new(11);
    let mut moves = Perceptron::<MOVES>::new(plan.move_bits);
    let mut labels = Linear::<LABELS>::new(plan.label_bits, plan.rate, plan.rare);
    let mut seen = Vec::new();
    for _ in 0..plan.epochs {
        dice.shuffle(&mut order);
        for (lesson, golden) in order.iter().filter_map(|&n| lessons.get(n).zip(golden.get(n))) {
            teach_moves(&mut moves, lesson, golden, &mut seen);
            label(&lesson.heads, &lesson.sight, |child, features| {
                labels.thin(features, plan.thin, &mut dice);
                let scores = labels.score(features);
                let right = lesson.labels.get(child).copied().unwrap_or(Deprel::Dep) as usize;
                labels.learn(features, &scores, right, |_| true);
                best(&scores, |class| class != Deprel::Root as usize)
            });
        }
    }
    Parser::write(&moves.averaged(), labels.weights())
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

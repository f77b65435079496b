//! A parsed sentence to walk about in.
//!
//! In: the arcs of one sentence. Out: children, ancestors, subtrees, paths; every index is one of the sentence's tokens.
//! An index outside the sentence has no relatives; arcs that are no tree (the parser makes none) end walks early.

use super::analysis::{Arc, Deprel};
use std::ops::Range;

#[derive(Debug, Clone, Default)]
pub struct Tree {
    arcs: Vec<Arc>,
    /// Children of all tokens, grouped by head, each group in order.
    children: Vec<usize>,
    /// Where each token's group starts; one more than there are tokens.
    starts: Vec<usize>,
}

impl Tree {
    #[must_use]
    pub fn new(arcs: Vec<Arc>) -> Self {
        let mut children: Vec<usize> = (0..arcs.len()).filter(|&n| arcs.get(n).is_some_and(|arc| arc.head.is_some())).collect();
        let head = |n: usize| arcs.get(n).and_then(|arc| arc.head).unwrap_or(usize::MAX);
        children.sort_by_key(|&n| head(n));
        let starts = (0..=arcs.len()).map(|n| children.partition_point(|&child| head(child) < n)).collect();
        Self { arcs, children, starts }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.arcs.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.arcs.is_empty()
    }

    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.arcs.iter().position(|arc| arc.head.is_none())
    }

    #[must_use]
    pub fn head(&self, at: usize) -> Option<usize> {
        self.arcs.get(at)?.head
    }

    /// [`Deprel::Dep`] outside the sentence.
    #[must_use]
    pub fn deprel(&self, at: usize) -> Deprel {
        self.arcs.get(at).map_or(Deprel::Dep, |arc| arc.deprel)
    }

    /// In the order of the sentence.
    #[must_use]
    pub fn children(&self, at: usize) -> &[usize] {
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => self.children.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Children with one of these relations, in order.
    pub fn children_by<'a>(&'a self, at: usize, relations: &'a [Deprel]) -> impl Iterator<Item = usize> + 'a {
        self.children(at).iter().copied().filter(|&child| relations.contains(&self.deprel(child)))
    }

    /// The first child with this relation.
    #[must_use]
    pub fn child(&self, at: usize, relation: Deprel) -> Option<usize> {
        self.children(at).iter().copied().find(|&child| self.deprel(child) == relation)
    }

    /// The head, its head, and so on to the root.
    pub fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(at), |&node| self.head(node)).take(self.arcs.len())
    }

    /// `at` and all below it, in order.
    #[must_use]
    pub fn descendants(&self, at: usize) -> Vec<usize> {
        let mut found = vec![at];
        let mut next = 0;
        while let Some(&node) = found.get(next)
            && found.len() <= self.arcs.len()
        {
            found.extend(self.children(node));
            next += 1;
        }
        found.retain(|&node| node < self.arcs.len());
        found.sort_unstable();
        found
    }

    /// All below `at` with one of these relations, in order.
    #[must_use]
    pub fn descendants_by(&self, at: usize, relations: &[Deprel]) -> Vec<usize> {
        self.descendants(at).into_iter().filter(|&node| node != at && relations.contains(&self.deprel(node))).collect()
    }

    /// First to last token of the subtree; without gaps, because the parser crosses no arcs.
    #[must_use]
    pub fn subtree(&self, at: usize) -> Range<usize> {
        let all = self.descendants(at);
        all.first().zip(all.last()).map_or(0..0, |(&first, &last)| first..last + 1)
    }

    /// `at` and what is coordinated with it, in order: "towns" of "towns, villages and farms" gives all three.
    #[must_use]
    pub fn conjuncts(&self, at: usize) -> Vec<usize> {
        let mut first = at;
        for _ in 0..self.arcs.len() {
            match (self.deprel(first), self.head(first)) {
                (Deprel::Conj, Some(head)) => first = head,
                _ => break,
            }
        }
        let mut found = vec![first];
        let mut next = 0;
        while let Some(&node) = found.get(next)
            && found.len() <= self.arcs.len()
        {
            found.extend(self.children_by(node, &[Deprel::Conj]));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// From `from` up to the lowest common ancestor and down to `to`, ends included; `None` outside the sentence.
    #[must_use]
    pub fn path(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        if from.max(to) >= self.arcs.len() {
            return None;
        }
        let mut up = vec![from];
        up.extend(self.ancestors(from));
        let mut down = vec![to];
        down.extend(self.ancestors(to));
        let turn = up.iter().position(|node| down.contains(node))?;
        let meeting = *up.get(turn)?;
        up.truncate(turn + 1);
        up.extend(down.into_iter().take_while(|&node| node != meeting).collect::<Vec<_>>().into_iter().rev());
        Some(up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rebels took towns and villages .
    fn tree() -> Tree {
        let arc = |head, deprel| Arc { head, deprel };
        Tree::new(vec![
            arc(Some(1), Deprel::Nsubj),
            arc(None, Deprel::Root),
            arc(Some(1), Deprel::Obj),
            arc(Some(4), Deprel::Cc),
            arc(Some(2), Deprel::Conj),
            arc(Some(1), Deprel::Punct),
        ])
    }

    #[test]
    fn relatives_are_found_in_the_order_of_the_sentence() {
        let tree = tree();
        assert_eq!((tree.root(), tree.children(1), tree.child(1, Deprel::Obj)), (Some(1), &[0, 2, 5][..], Some(2)));
        assert_eq!((tree.subtree(2), tree.conjuncts(4), tree.descendants_by(1, &[Deprel::Conj])), (2..5, vec![2, 4], vec![4]));
        assert_eq!(tree.path(3, 0), Some(vec![3, 4, 2, 1, 0]));
        assert_eq!((tree.children(9), tree.path(0, 9), tree.subtree(9)), (&[][..], None, 0..0));
    }

    #[test]
    fn a_cycle_ends_every_walk() {
        let arc = |head| Arc { head: Some(head), deprel: Deprel::Conj };
        let tree = Tree::new(vec![arc(1), arc(0)]);
        assert_eq!((tree.ancestors(0).count(), tree.root()), (2, None));
        assert!(tree.descendants(0).len() <= 4 && tree.conjuncts(0).len() <= 4);
    }
}

//! The parser's configuration: a stack, the front of the buffer, and the tree so far.

/// "No such node."
pub(in crate::text) const NONE: usize = usize::MAX;

/// What the parser does next (arc-hybrid system: Kuhlmann, Gómez-Rodríguez & Satta 2011).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::text) enum Move {
    /// The front of the buffer goes onto the stack.
    Shift,
    /// The top of the stack hangs below the front of the buffer.
    Left,
    /// The top of the stack hangs below the one under it.
    Right,
}

pub(in crate::text) const MOVES: usize = 3;

impl Move {
    pub(in crate::text) fn from_index(index: usize) -> Self {
        match index {
            0 => Self::Shift,
            1 => Self::Left,
            _ => Self::Right,
        }
    }
}

/// A node's place in the tree so far: its head, its outermost two children on each side, and how many it has.
#[derive(Debug, Clone, Copy)]
pub(in crate::text) struct Node {
    pub head: usize,
    /// Outermost first.
    pub left: [usize; 2],
    pub right: [usize; 2],
    pub left_count: u32,
    pub right_count: u32,
}

const BARE: Node = Node { head: NONE, left: [NONE; 2], right: [NONE; 2], left_count: 0, right_count: 0 };

/// Tokens are `0..n`; the node `n`, last in the buffer, is the root above them.
#[derive(Debug, Clone)]
pub(in crate::text) struct State {
    pub stack: Vec<usize>,
    pub front: usize,
    nodes: Vec<Node>,
}

impl State {
    pub(in crate::text) fn new(tokens: usize) -> Self {
        Self { stack: Vec::with_capacity(32), front: 0, nodes: vec![BARE; tokens + 1] }
    }

    /// The root's number.
    pub(in crate::text) fn root(&self) -> usize {
        self.nodes.len() - 1
    }

    pub(in crate::text) fn done(&self) -> bool {
        self.front == self.root() && self.stack.is_empty()
    }

    /// The `n`th node from the top of the stack.
    pub(in crate::text) fn stacked(&self, n: usize) -> usize {
        self.stack.len().checked_sub(n + 1).and_then(|at| self.stack.get(at)).copied().unwrap_or(NONE)
    }

    /// The `n`th node of the buffer.
    pub(in crate::text) fn buffered(&self, n: usize) -> usize {
        if self.front + n <= self.root() { self.front + n } else { NONE }
    }

    pub(in crate::text) fn node(&self, at: usize) -> Node {
        self.nodes.get(at).copied().unwrap_or(BARE)
    }

    /// Only one token may hang below the root, so what else is on the stack goes right.
    pub(in crate::text) fn allows(&self, next: Move) -> bool {
        match next {
            Move::Shift => self.front < self.root(),
            Move::Left => !self.stack.is_empty() && (self.front < self.root() || self.stack.len() == 1),
            Move::Right => self.stack.len() >= 2,
        }
    }

    pub(in crate::text) fn apply(&mut self, next: Move) {
        match next {
            Move::Shift => {
                self.stack.push(self.front);
                self.front += 1;
            }
            Move::Left => {
                let top = self.stack.pop();
                self.attach(top, self.front);
            }
            Move::Right => {
                let top = self.stack.pop();
                self.attach(top, self.stacked(0));
            }
        }
    }

    fn attach(&mut self, child: Option<usize>, head: usize) {
        let Some(child) = child else { return };
        if let Some(node) = self.nodes.get_mut(child) {
            node.head = head;
        }
        // A later child is always further out.
        if let Some(node) = self.nodes.get_mut(head) {
            if child < head {
                let [outer, _] = node.left;
                node.left = [child, outer];
                node.left_count += 1;
            } else {
                let [outer, _] = node.right;
                node.right = [child, outer];
                node.right_count += 1;
            }
        }
    }
}

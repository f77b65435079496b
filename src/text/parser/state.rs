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

/// A node as it is kept: small, because the search copies states.
#[derive(Debug, Clone, Copy)]
struct Slot {
    head: u32,
    left: [u32; 2],
    right: [u32; 2],
    left_count: u16,
    right_count: u16,
}

const NOBODY: u32 = u32::MAX;
const BARE: Slot = Slot { head: NOBODY, left: [NOBODY; 2], right: [NOBODY; 2], left_count: 0, right_count: 0 };

/// Tokens are `0..n`; the node `n`, last in the buffer, is the root above them.
#[derive(Debug, Clone, Default)]
pub(in crate::text) struct State {
    stack: Vec<u32>,
    pub front: usize,
    nodes: Vec<Slot>,
}

fn wide(node: u32) -> usize {
    if node == NOBODY { NONE } else { node as usize }
}

fn narrow(node: usize) -> u32 {
    u32::try_from(node).unwrap_or(NOBODY)
}

impl State {
    pub(in crate::text) fn new(tokens: usize) -> Self {
        Self { stack: Vec::with_capacity(16), front: 0, nodes: vec![BARE; tokens + 1] }
    }

    /// The root's number.
    pub(in crate::text) fn root(&self) -> usize {
        self.nodes.len().saturating_sub(1)
    }

    /// How many nodes are on the stack.
    pub(in crate::text) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// The `n`th node from the top of the stack.
    pub(in crate::text) fn stacked(&self, n: usize) -> usize {
        self.stack.len().checked_sub(n + 1).and_then(|at| self.stack.get(at)).map_or(NONE, |node| wide(*node))
    }

    /// The `n`th node of the buffer.
    pub(in crate::text) fn buffered(&self, n: usize) -> usize {
        if self.front + n <= self.root() { self.front + n } else { NONE }
    }

    pub(in crate::text) fn node(&self, at: usize) -> Node {
        let slot = self.nodes.get(at).copied().unwrap_or(BARE);
        Node {
            head: wide(slot.head),
            left: slot.left.map(wide),
            right: slot.right.map(wide),
            left_count: u32::from(slot.left_count),
            right_count: u32::from(slot.right_count),
        }
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
                self.stack.push(narrow(self.front));
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

    fn attach(&mut self, child: Option<u32>, head: usize) {
        let Some(child) = child else { return };
        if let Some(slot) = self.nodes.get_mut(child as usize) {
            slot.head = narrow(head);
        }
        // A later child is always further out.
        if let Some(slot) = self.nodes.get_mut(head) {
            if (child as usize) < head {
                let [outer, _] = slot.left;
                slot.left = [child, outer];
                slot.left_count = slot.left_count.saturating_add(1);
            } else {
                let [outer, _] = slot.right;
                slot.right = [child, outer];
                slot.right_count = slot.right_count.saturating_add(1);
            }
        }
    }
}

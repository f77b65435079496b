//! Undo as whole snapshots of the [`Document`].
//!
//! Representation: the states before and after the present one, oldest first. Invariant: a new change clears what could
//! have been redone. Limitation: snapshots copy the document; it holds decisions of a person, so it stays small.

use super::document::Document;

const KEPT: usize = 200;

#[derive(Debug, Clone, Default)]
pub struct History {
    past: Vec<Document>,
    future: Vec<Document>,
}

impl History {
    /// Call with the document as it was before a change.
    pub fn record(&mut self, before: Document) {
        self.future.clear();
        if self.past.len() == KEPT {
            self.past.remove(0);
        }
        self.past.push(before);
    }

    /// Swaps `present` for the state before it; `false` when there is none.
    pub fn undo(&mut self, present: &mut Document) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(present, before));
        true
    }

    pub fn redo(&mut self, present: &mut Document) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(present, after));
        true
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

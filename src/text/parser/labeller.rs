//! Names for the arcs of a finished tree.
//!
//! The moves build the bare tree; the relation of each arc is chosen afterwards, from left to right, when all children of
//! both ends are known. Two small models beat one that must choose among all moves with all labels, and are faster.

use super::super::analysis::Deprel;
use super::super::weights::mix;
use super::features::{Seen, Sight, distance};
use super::state::NONE;

pub(in crate::text) const LABELS: usize = Deprel::ALL.len();

/// Words whose presence among the children tells a relation.
#[derive(Debug, Clone, Copy)]
struct Family {
    /// First and second child on the left, last on the right.
    left: [usize; 2],
    right: usize,
    /// The last auxiliary and the first preposition or conjunction on the left.
    auxiliary: usize,
    marker: usize,
    left_count: u32,
    right_count: u32,
    /// Bits of the labels given to children so far, and the last of them.
    labels: u64,
    last: u32,
}

const ALONE: Family =
    Family { left: [NONE; 2], right: NONE, auxiliary: NONE, marker: NONE, left_count: 0, right_count: 0, labels: 0, last: 63 };

const AUX: u32 = super::super::analysis::Upos::Aux as u32;
const ADP: u32 = super::super::analysis::Upos::Adp as u32;
const SCONJ: u32 = super::super::analysis::Upos::Sconj as u32;
const PART: u32 = super::super::analysis::Upos::Part as u32;

/// Labels the arcs `heads` (a token's head, or the number of tokens for the root). `choose` is given each arc's
/// child and features and names the relation.
pub(in crate::text) fn label(heads: &[usize], sight: &Sight, mut choose: impl FnMut(usize, &mut Vec<u32>) -> usize) -> Vec<Deprel> {
    let root = heads.len();
    let mut families = vec![ALONE; root + 1];
    for (child, &head) in heads.iter().enumerate() {
        let Some(family) = families.get_mut(head) else { continue };
        if child < head {
            if family.left_count < 2
                && let Some(slot) = family.left.get_mut(family.left_count as usize)
            {
                *slot = child;
            }
            family.left_count += 1;
            match sight.at(child).tag {
                AUX | 21 | 22 => family.auxiliary = child,
                ADP | SCONJ | PART | 26..=27 | 31 if family.marker == NONE => family.marker = child,
                _ => {}
            }
        } else {
            family.right = child;
            family.right_count += 1;
        }
    }
    let family = |families: &[Family], node: usize| families.get(node).copied().unwrap_or(ALONE);
    let mut out = Vec::with_capacity(root);
    let mut features = Vec::with_capacity(64);
    for (child, &head) in heads.iter().enumerate() {
        let chosen = if head == root {
            Deprel::Root as usize
        } else {
            let grand = heads.get(head).copied().unwrap_or(NONE);
            describe(child, head, grand, sight, &family(&families, child), &family(&families, head), &mut features);
            choose(child, &mut features)
        };
        if let Some(family) = families.get_mut(head) {
            family.labels |= 1 << chosen;
            family.last = u32::try_from(chosen).unwrap_or(63);
        }
        out.push(Deprel::from_index(chosen));
    }
    out
}

fn describe(child: usize, head: usize, grand: usize, sight: &Sight, own: &Family, heads: &Family, out: &mut Vec<u32>) {
    let see = |node| sight.at(node);
    let (d, h, g) = (see(child), see(head), see(grand));
    let (before, after) = (see(child.wrapping_sub(1)), see(child + 1));
    let [first, second] = own.left.map(see);
    let [head_first, _] = heads.left.map(see);
    let (last, marker, auxiliary) = (see(own.right), see(own.marker), see(own.auxiliary));
    let (head_auxiliary, head_marker, head_last) = (see(heads.auxiliary), see(heads.marker), see(heads.right));
    let side = u32::from(child > head);
    let far = distance(child, head);
    let way = side << 4 | far;
    let wt = |seen: Seen| mix(seen.form, seen.tag);
    let tags = |list: &[Seen]| list.iter().fold(2 | side, |all, seen| all << 5 | seen.tag);
    let labels = (heads.labels ^ heads.labels >> 32) as u32;

    out.clear();
    let mut template = 300;
    let mut push = |value: u32| {
        template += 1;
        out.push(mix(template, value));
    };
    push(side);
    push(mix(wt(d), side));
    push(mix(d.form, way));
    push(mix(d.tag, way));
    push(mix(d.suffix, tags(&[d, h])));
    push(mix(wt(h), side));
    push(mix(h.suffix, tags(&[d, h])));
    push(tags(&[d, h]));
    push(mix(tags(&[d, h]), far));
    push(mix(wt(d), wt(h)));
    push(mix(d.form, tags(&[h])));
    push(mix(h.form, tags(&[d])));
    push(mix(mix(h.form, side), mix(d.tag, first.form)));
    // The child's own children.
    push(mix(first.form, tags(&[d, h])));
    push(mix(marker.form, tags(&[d, h])));
    push(mix(mix(marker.form, d.form), tags(&[d, h])));
    push(mix(mix(marker.form, h.form), tags(&[d, h])));
    push(mix(auxiliary.form, tags(&[d, h])));
    push(mix(mix(marker.form, first.form), mix(auxiliary.form, tags(&[d, h]))));
    push(tags(&[d, h, first, second]));
    push(tags(&[d, h, last]));
    push(mix(last.form, tags(&[d, h])));
    push(mix(second.form, tags(&[d, h])));
    push(mix(d.tag, own.left_count.min(4) << 4 | own.right_count.min(4)));
    push(mix(d.suffix, mix(first.form, tags(&[d, h]))));
    // The head's other children, and what they were called.
    push(mix(head_auxiliary.form, mix(h.suffix, tags(&[d]))));
    push(mix(head_auxiliary.form, tags(&[d, h])));
    push(mix(head_auxiliary.form, mix(h.form, tags(&[d]))));
    push(mix(head_auxiliary.form, mix(marker.form, tags(&[d, h]))));
    push(mix(head_marker.form, tags(&[d, h])));
    push(tags(&[d, h, head_first]));
    push(tags(&[d, h, head_last]));
    push(mix(labels, tags(&[d, h])));
    push(mix(labels, mix(marker.form, tags(&[d, h]))));
    push(mix(heads.last, tags(&[d, h])));
    push(mix(heads.last, mix(d.form, side)));
    push(mix(mix(labels, h.form), tags(&[d])));
    push(mix(tags(&[d, h]), heads.left_count.min(4) << 4 | heads.right_count.min(4)));
    // Around, with the marks between.
    push(mix(d.gap, tags(&[d, h])));
    push(mix(d.gap, mix(marker.form, tags(&[d, h]))));
    push(mix(h.gap, mix(after.gap, tags(&[d, h]))));
    push(mix(first.gap, tags(&[d, h])));
    push(mix(after.gap, mix(d.gap, tags(&[d, h]))));
    push(tags(&[before, d, after, h]));
    push(mix(before.form, tags(&[d, h])));
    push(mix(after.form, tags(&[d, h])));
    push(tags(&[d, h, g]));
    push(mix(g.form, tags(&[d, h])));
    push(mix(u32::from(heads.right == child), mix(far, tags(&[d, h]))));
    push(mix(see(head.wrapping_sub(1)).form, tags(&[d, h])));
    push(mix(u32::from(grand < head), tags(&[d, h, g])));
}

//! Cuts polygons and lines to a rectangle.

use super::label::Rect;

/// The part of a ring inside `frame` (Sutherland–Hodgman); empty if there is none. A concave ring may come back
/// with edges along the frame that join its pieces; filled by the non-zero rule they do not show.
#[must_use]
pub fn polygon(ring: &[[f32; 2]], frame: Rect) -> Vec<[f32; 2]> {
    let mut points = ring.to_vec();
    // Keep what lies on the inner side of each edge: axis, bound, sign.
    for (axis, bound, keep) in [(0, frame[0], 1.0), (0, frame[2], -1.0), (1, frame[1], 1.0), (1, frame[3], -1.0)] {
        points = half(&points, |p| (component(p, axis) - bound) * keep);
    }
    points
}

/// The part of a polygon inside a convex one whose corners go round in the screen's sense (clockwise).
#[must_use]
pub fn convex(ring: &[[f32; 2]], within: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let mut points = ring.to_vec();
    for (from, to) in within.iter().zip(within.iter().cycle().skip(1)) {
        points = half(&points, |p| (to[0] - from[0]) * (p[1] - from[1]) - (to[1] - from[1]) * (p[0] - from[0]));
    }
    points
}

/// The part of a ring where `depth`, which is straight across the plane, is not below zero.
fn half(ring: &[[f32; 2]], depth: impl Fn([f32; 2]) -> f32) -> Vec<[f32; 2]> {
    let mut kept = Vec::with_capacity(ring.len() + 1);
    let Some(&last) = ring.last() else { return kept };
    let mut previous = last;
    for &point in ring {
        let (a, b) = (depth(previous), depth(point));
        if (a < 0.0) != (b < 0.0) {
            let t = a / (a - b);
            kept.push([previous[0] + (point[0] - previous[0]) * t, previous[1] + (point[1] - previous[1]) * t]);
        }
        if b >= 0.0 {
            kept.push(point);
        }
        previous = point;
    }
    kept
}

fn component(p: [f32; 2], axis: usize) -> f32 {
    if axis == 0 { p[0] } else { p[1] }
}

/// The pieces of a line inside `frame`.
#[must_use]
pub fn line(points: &[[f32; 2]], frame: Rect) -> Vec<Vec<[f32; 2]>> {
    let mut pieces: Vec<Vec<[f32; 2]>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let &[a, b] = pair else { continue };
        let Some((from, to)) = segment(a, b, frame) else {
            open = false;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if open && piece.last() == Some(&from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
        open = to == b;
    }
    pieces
}

/// Liang–Barsky.
fn segment(a: [f32; 2], b: [f32; 2], frame: Rect) -> Option<([f32; 2], [f32; 2])> {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let (mut from, mut to) = (0.0_f32, 1.0_f32);
    for (step, room) in [(-dx, a[0] - frame[0]), (dx, frame[2] - a[0]), (-dy, a[1] - frame[1]), (dy, frame[3] - a[1])] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            from = from.max(room / step);
        } else {
            to = to.min(room / step);
        }
    }
    let at = |t: f32| [a[0] + dx * t, a[1] + dy * t];
    (from <= to).then(|| (if from > 0.0 { at(from) } else { a }, if to < 1.0 { at(to) } else { b }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRAME: Rect = [0.0, 0.0, 10.0, 10.0];

    fn area(ring: &[[f32; 2]]) -> f32 {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f32>() / 2.0
    }

    #[test]
    fn half_a_square_is_left_of_a_square_half_inside() {
        let cut = polygon(&[[-5.0, 2.0], [5.0, 2.0], [5.0, 8.0], [-5.0, 8.0]], FRAME);
        assert!((area(&cut).abs() - 30.0).abs() < 1e-3);
        assert!(polygon(&[[20.0, 20.0], [30.0, 20.0], [30.0, 30.0]], FRAME).is_empty());
    }

    #[test]
    fn a_square_cut_by_a_diamond_is_the_diamond() {
        let diamond = [[5.0, 0.0], [10.0, 5.0], [5.0, 10.0], [0.0, 5.0]];
        let square = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
        assert!((area(&convex(&square, &diamond)).abs() - 50.0).abs() < 1e-3);
        assert!(convex(&[[20.0, 0.0], [30.0, 0.0], [30.0, 9.0]], &diamond).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two_pieces() {
        assert_eq!(line(&[[5.0, 5.0], [15.0, 5.0], [15.0, 8.0], [5.0, 8.0]], FRAME).len(), 2);
        assert_eq!(line(&[[1.0, 1.0], [2.0, 2.0], [3.0, 1.0]], FRAME), vec![vec![[1.0, 1.0], [2.0, 2.0], [3.0, 1.0]]]);
    }

    proptest! {
        #[test]
        fn what_is_left_lies_inside(points in proptest::collection::vec([-30.0..30.0f32, -30.0..30.0f32], 3..20)) {
            let inside = |p: &[f32; 2]| p.iter().all(|v| (-0.01..=10.01).contains(v));
            prop_assert!(polygon(&points, FRAME).iter().all(inside));
            prop_assert!(line(&points, FRAME).iter().flatten().all(inside));
        }
    }
}

//! A semi-Markov chain over a sentence: the best set of non-overlapping segments, and the chance of each.
//!
//! A segment's score is the log-odds gain of calling it a place; everything else scores zero. Sarawagi and Cohen,
//! "Semi-Markov conditional random fields for information extraction" (2004), with one label.

/// `len` pieces from `start`, and what the weights say of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub start: u32,
    pub len: u32,
    pub score: f32,
}

/// By piece: the best score of it and all after it, and the segment taken at it. Kept from sentence to sentence.
pub(super) type Table = Vec<(f32, Option<usize>)>;

/// Indices of the segments of the best reading, in order. `segments` are sorted by start; `pieces` is the sentence's length.
pub(super) fn best(segments: &[Segment], pieces: usize, bias: f32, from: &mut Table) -> Vec<usize> {
    from.clear();
    from.resize(pieces + 1, (0.0, None));
    let mut at = segments.len();
    for i in (0..pieces).rev() {
        let mut choice = (from.get(i + 1).map_or(0.0, |f| f.0), None);
        while let Some(segment) = at.checked_sub(1).and_then(|n| segments.get(n)).filter(|s| s.start as usize == i) {
            at -= 1;
            let after = from.get(i + segment.len as usize).map_or(0.0, |f| f.0);
            let score = segment.score + bias + after;
            if score > choice.0 {
                choice = (score, Some(at));
            }
        }
        if let Some(slot) = from.get_mut(i) {
            *slot = choice;
        }
    }
    let mut taken = Vec::new();
    let mut i = 0;
    while i < pieces {
        match from.get(i).and_then(|f| f.1) {
            Some(index) => {
                taken.push(index);
                i += segments.get(index).map_or(1, |s| s.len.max(1) as usize);
            }
            None => i += 1,
        }
    }
    taken
}

/// The chance of each segment under the chain (forward and backward sums in log space).
pub(super) fn marginals(segments: &[Segment], pieces: usize) -> Vec<f64> {
    let mut forward = vec![0.0_f64; pieces + 1];
    let mut backward = vec![0.0_f64; pieces + 1];
    let mut at = segments.len();
    for i in (0..pieces).rev() {
        let mut sum = backward.get(i + 1).copied().unwrap_or(0.0);
        while let Some(segment) = at.checked_sub(1).and_then(|n| segments.get(n)).filter(|s| s.start as usize == i) {
            at -= 1;
            let after = backward.get(i + segment.len as usize).copied().unwrap_or(0.0);
            sum = log_add(sum, f64::from(segment.score) + after);
        }
        if let Some(slot) = backward.get_mut(i) {
            *slot = sum;
        }
    }
    // Forward pass pushes each prefix into the ends that it reaches.
    for slot in forward.iter_mut().skip(1) {
        *slot = f64::NEG_INFINITY;
    }
    let mut at = 0;
    for i in 0..pieces {
        let here = forward.get(i).copied().unwrap_or(0.0);
        if let Some(next) = forward.get_mut(i + 1) {
            *next = log_add(*next, here);
        }
        while let Some(segment) = segments.get(at).filter(|s| s.start as usize == i) {
            if let Some(end) = forward.get_mut(i + segment.len as usize) {
                *end = log_add(*end, here + f64::from(segment.score));
            }
            at += 1;
        }
    }
    let total = backward.first().copied().unwrap_or(0.0);
    segments
        .iter()
        .map(|s| {
            let before = forward.get(s.start as usize).copied().unwrap_or(0.0);
            let after = backward.get((s.start + s.len) as usize).copied().unwrap_or(0.0);
            (before + f64::from(s.score) + after - total).exp()
        })
        .collect()
}

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments() -> Vec<Segment> {
        [(0, 1, 1.0), (0, 2, 2.5), (1, 1, 1.0), (3, 1, -1.0)].map(|(start, len, score)| Segment { start, len, score }).to_vec()
    }

    #[test]
    fn the_best_reading_takes_no_piece_twice() {
        assert_eq!(best(&segments(), 4, 0.0, &mut Table::new()), [1]);
        assert_eq!(best(&segments(), 4, 2.0, &mut Table::new()), [0, 2, 3]);
    }

    #[test]
    fn chances_sum_over_all_readings() {
        let chance = marginals(&segments(), 4);
        // Pieces 0–1: nothing, 0, 1, 0+1, or the pair.
        let e = std::f64::consts::E;
        let z = 1.0 + e + e + e * e + 2.5_f64.exp();
        assert!((chance[1] - 2.5_f64.exp() / z).abs() < 1e-9);
        assert!((chance[0] - (e + e * e) / z).abs() < 1e-9);
        assert!((chance[3] - (-1.0_f64).exp() / (1.0 + (-1.0_f64).exp())).abs() < 1e-9);
    }
}

//! One story in many copies: wire copy printed by several outlets, the same page saved twice.
//!
//! In: articles. Out: a story for each, the same for near-duplicates. Method: MinHash over word 5-grams (Broder 1997) cut into bands to find
//! pairs, then the shared part of the shorter text decides. Refused: calling two reports of one event a copy when their words differ.

use super::{Article, BlockKind};
use crate::provenance::ArticleId;
use std::collections::BTreeMap;

/// Words in a row that are compared.
const SHINGLE: usize = 5;
const BANDS: usize = 24;
const ROWS: usize = 3;
/// Share of the shorter text's 5-grams found in the other, from which both are one story.
const SHARED: f64 = 0.5;
/// Texts shorter than this many 5-grams are copies only when all of it is shared.
const SHORT: usize = 20;

/// Named by its first article in id order, so that the name does not depend on the folder's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub ArticleId);

/// The story of each article, in the order given.
#[must_use]
pub fn stories(articles: &[&Article]) -> Vec<StoryId> {
    let shingles: Vec<Vec<u64>> = articles.iter().map(|article| shingles(article)).collect();
    let mut groups = Groups::new(articles.len());
    let mut bands: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    let suspects = suspects(&shingles);
    for (index, (set, _)) in shingles.iter().zip(suspects).enumerate().filter(|(_, (_, suspect))| *suspect) {
        let Some(signature) = signature(set) else { continue };
        for (band, rows) in signature.chunks(ROWS).enumerate() {
            let key = rows.iter().fold(band as u64, |h, r| mix(h ^ *r));
            bands.entry((band, key)).or_default().push(index);
        }
    }
    for members in bands.values() {
        // Each is compared with the bucket's first and with its neighbour: linear, and a true group hangs together through either.
        for (n, &index) in members.iter().enumerate().skip(1) {
            for other in [members.first().copied(), members.get(n - 1).copied()].into_iter().flatten() {
                if other != index && groups.of(other) != groups.of(index) && alike(shingles.get(other), shingles.get(index)) {
                    groups.join(other, index);
                }
            }
        }
    }
    let mut names: BTreeMap<usize, ArticleId> = BTreeMap::new();
    for (index, article) in articles.iter().enumerate() {
        let name = names.entry(groups.of(index)).or_insert(article.id);
        *name = (*name).min(article.id);
    }
    articles.iter().enumerate().map(|(index, article)| StoryId(names.get(&groups.of(index)).copied().unwrap_or(article.id))).collect()
}

fn alike(a: Option<&Vec<u64>>, b: Option<&Vec<u64>>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = short.iter().filter(|s| long.binary_search(s).is_ok()).count();
    !short.is_empty() && shared as f64 >= wanted(short)
}

/// 5-grams that a text must share with a longer one to be a copy of it, or of a part of it.
fn wanted(short: &[u64]) -> f64 {
    short.len() as f64 * if short.len() < SHORT { 1.0 } else { SHARED }
}

/// The texts that share enough with others that they can have a copy at all. Few have, and only theirs are compared: counting
/// in a table where 5-grams may fall together errs on the side of comparing.
fn suspects(shingles: &[Vec<u64>]) -> Vec<bool> {
    const TWICE: u8 = 2;
    const OF_SHORT: u8 = 4;
    let size = shingles.iter().map(Vec::len).sum::<usize>().saturating_mul(4).next_power_of_two();
    let slot = |shingle: &u64| usize::try_from(*shingle).unwrap_or(usize::MAX) & (size - 1);
    let mut table = vec![0_u8; size];
    for set in shingles {
        for shingle in set {
            if let Some(seen) = table.get_mut(slot(shingle)) {
                *seen = (*seen + 1).min(TWICE);
            }
        }
    }
    let marked =
        |table: &[u8], set: &[u64], mark: u8| set.iter().filter(|s| table.get(slot(s)).is_some_and(|seen| seen & mark != 0)).count();
    let short = |set: &[u64]| marked(&table, set, TWICE) as f64 >= wanted(set);
    let shorts: Vec<bool> = shingles.iter().map(|set| !set.is_empty() && short(set)).collect();
    let mut least = f64::INFINITY;
    for (set, _) in shingles.iter().zip(&shorts).filter(|(_, short)| **short) {
        least = least.min(wanted(set));
        for shingle in set {
            if let Some(seen) = table.get_mut(slot(shingle)) {
                *seen |= OF_SHORT;
            }
        }
    }
    shingles.iter().map(|set| marked(&table, set, OF_SHORT) as f64 >= least).collect()
}

/// Sorted hashes of the 5-grams of what is read, furniture left out.
fn shingles(article: &Article) -> Vec<u64> {
    let read = article.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Boilerplate | BlockKind::Byline | BlockKind::DateLine));
    let words: Vec<u64> =
        read.flat_map(|b| b.span.of(&article.text).split(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty()).map(hash).collect();
    let mut out: Vec<u64> = words.windows(SHINGLE).map(|w| w.iter().fold(7, |h, word| mix(h ^ *word))).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn signature(set: &[u64]) -> Option<Vec<u64>> {
    (0..(BANDS * ROWS) as u64).map(|seed| set.iter().map(|s| mix(s ^ mix(seed + 1))).min()).collect()
}

/// FNV-1a over the lower-case word: the same on every machine.
fn hash(word: &str) -> u64 {
    let add = |h: u64, c: char| (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3);
    word.chars()
        .fold(0xCBF2_9CE4_8422_2325, |h, c| if c.is_ascii() { add(h, c.to_ascii_lowercase()) } else { c.to_lowercase().fold(h, add) })
}

/// Finaliser of SplitMix64 (Steele, Lea, Flood 2014).
const fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Disjoint sets; the smaller index leads.
struct Groups(Vec<usize>);

impl Groups {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn of(&self, mut index: usize) -> usize {
        while let Some(&parent) = self.0.get(index) {
            if parent == index {
                break;
            }
            index = parent;
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(n: u64, text: &str) -> Article {
        let mut article = super::super::verbatim("a", text, None);
        article.id = ArticleId(n);
        article
    }

    fn long(seed: u64) -> String {
        (0..200).map(|n| format!("word{} ", mix(seed * 1000 + n) % 5000)).collect()
    }

    #[test]
    fn wire_copy_with_a_new_opening_is_one_story_and_other_reports_are_not() {
        let wire = long(1);
        let cut: String = wire.split_inclusive(' ').skip(40).collect();
        let articles =
            [article(9, &wire), article(3, &long(2)), article(5, &format!("Our desk adds a line. {cut}")), article(7, "Aleppo fell.")];
        let ids: Vec<u64> = stories(&articles.iter().collect::<Vec<_>>()).iter().map(|s| s.0.0).collect();
        assert_eq!(ids, [5, 3, 5, 7]);
    }

    #[test]
    fn only_texts_that_share_much_are_suspects() {
        let wire = long(1);
        let excerpt: String = wire.split_inclusive(' ').skip(50).take(60).collect();
        let line: String = wire.split_inclusive(' ').take(12).collect();
        let articles = [article(1, &wire), article(2, &long(2)), article(3, &excerpt), article(4, &(line + &long(3))), article(5, "")];
        let sets: Vec<Vec<u64>> = articles.iter().map(shingles).collect();
        assert_eq!(suspects(&sets), [true, false, true, false, false]);
        assert_eq!(suspects(&[]), Vec::<bool>::new());
    }

    #[test]
    fn a_thousand_copies_take_no_quadratic_time() {
        let text = long(4);
        let articles: Vec<Article> = (0..1000).map(|n| article(n + 1, &text)).collect();
        assert!(stories(&articles.iter().collect::<Vec<_>>()).iter().all(|s| s.0.0 == 1));
    }
}

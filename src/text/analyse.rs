//! From an article's text to its tokens, sentences and quotations.

use super::analysis::{Analysis, Sentence};
use super::quotation::QuotationFinder;
use super::{fold, sentence, token};
use crate::corpus::{Block, BlockKind};
use crate::provenance::Span;

/// Reads every block but boilerplate, in order; a block that overlaps the one before or does not fit the text is passed
/// over. Without blocks the whole text is one. Linear in the text, whatever it holds.
#[must_use]
pub fn analyse(text: &str, blocks: &[Block]) -> Analysis {
    let whole = [Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
    let blocks = if blocks.is_empty() { &whole } else { blocks };
    let mut analysis = Analysis::default();
    let mut quotations = QuotationFinder::default();
    let mut gaps = Vec::new();
    let mut end = 0;
    for (index, block) in blocks.iter().enumerate() {
        if block.kind == BlockKind::Boilerplate || block.span.start < end {
            continue;
        }
        let glyphs = fold::fold(text, block.span.start as usize, block.span.end as usize);
        if glyphs.is_empty() {
            continue;
        }
        end = block.span.end;
        quotations.read(&glyphs);
        let first = analysis.tokens.len();
        gaps.clear();
        token::tokenise(&glyphs, &mut analysis.tokens, &mut gaps);
        let tokens = analysis.tokens.get(first..).unwrap_or(&[]);
        for range in sentence::split(text, tokens, &gaps) {
            let (Some(head), Some(tail)) = (tokens.get(range.start), tokens.get(range.end.saturating_sub(1))) else { continue };
            analysis.sentences.push(Sentence {
                span: head.span.cover(tail.span),
                tokens: first + range.start..first + range.end,
                block: index,
            });
        }
    }
    analysis.quotations = quotations.finish();
    analysis
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(text: &str, words: &str, kind: BlockKind) -> Block {
        let start = text.find(words).unwrap();
        Block { span: Span::new(start, start + words.len()), kind }
    }

    #[test]
    fn a_block_ends_a_sentence_and_boilerplate_is_not_read() {
        let text = "Rebels take Homs\nShare this\nThe army left.";
        let blocks = [
            block(text, "Rebels take Homs", BlockKind::Title),
            block(text, "Share this", BlockKind::Boilerplate),
            block(text, "The army left.", BlockKind::Paragraph),
        ];
        let analysis = analyse(text, &blocks);
        let shown: Vec<_> = analysis.sentences.iter().map(|s| (s.span.of(text), s.block)).collect();
        assert_eq!(shown, [("Rebels take Homs", 0), ("The army left.", 2)]);
    }

    #[test]
    fn hostile_text_stays_linear() {
        for piece in ["\"", "'", "‘", "(", "[", ".", "a", "a-", "a.", "1,", "“", "s’ ", "‘s’ ", "\n", " ", "a'", "U.", "www.", "?”"]
        {
            let text = piece.repeat(200_000);
            let analysis = analyse(&text, &[]);
            assert!(analysis.tokens.len() <= text.len());
        }
        let text = "The rebels took the town on Friday and the army left it ".repeat(90_000);
        assert!(text.len() > 5_000_000);
        assert!(analyse(&text, &[]).sentences.iter().all(|s| s.tokens.len() <= 400));
    }

    proptest! {
        #[test]
        fn tokens_are_ordered_inside_the_text_and_covered_by_sentences(text in "[ a-zA-Z0-9.,'\"“”‘’—\\-\n&@$éﬁâ€™Âح]{0,80}") {
            let analysis = analyse(&text, &[]);
            let mut end = 0;
            for token in &analysis.tokens {
                prop_assert!(token.span.start >= end && !token.span.of(&text).is_empty());
                end = token.span.end;
            }
            let visible = |s: &str| s.chars().filter(|c| !c.is_whitespace()).count();
            let shown: usize = analysis.tokens.iter().map(|t| visible(t.span.of(&text))).sum();
            prop_assert!(shown <= visible(&text));
            let mut next = 0;
            for sentence in &analysis.sentences {
                prop_assert_eq!(sentence.tokens.start, next);
                next = sentence.tokens.end;
            }
            prop_assert_eq!(next, analysis.tokens.len());
            for quotation in &analysis.quotations {
                prop_assert!(!quotation.span.of(&text).is_empty());
            }
        }
    }
}

//! HTML without depth beyond reason: the standard's rules look up the stack of open elements at every tag, so that a page of a
//! hundred thousand `<div>` would cost hours of a parser that follows them.
//!
//! In: HTML. Out: the same, without the tags that open deeper than any page does, and without what closes them. Refused:
//! understanding HTML; words are never dropped.

use std::borrow::Cow;

/// Real pages stay below a hundred.
const DEEPEST: usize = 1000;

/// The source itself, unless it is nested too deep.
pub(super) fn shallow(source: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut depth, mut kept) = (0_usize, 0_usize);
    for (at, _) in source.match_indices('<') {
        let tag = source.get(at + 1..).unwrap_or_default();
        let (closes, name) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
        if at < kept || !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !counts(name) {
            continue;
        }
        let too_deep = if closes { depth > DEEPEST } else { depth >= DEEPEST };
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if too_deep {
            out.push_str(source.get(kept..at).unwrap_or_default());
            kept = tag.find('>').map_or(source.len(), |end| at + end + 2);
        }
    }
    if kept == 0 {
        return Cow::Borrowed(source);
    }
    out.push_str(source.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

/// Not those that have no end, nor those that old pages leave open because the next one closes them.
fn counts(name: &str) -> bool {
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default();
    ![
        "p", "li", "br", "img", "td", "tr", "th", "dt", "dd", "hr", "input", "meta", "link", "option", "source", "wbr", "area", "col",
        "embed", "base", "param", "track",
    ]
    .iter()
    .any(|one| name.eq_ignore_ascii_case(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_as_pages_are_is_left_as_it_is() {
        let page = format!("<html><body>{}<p>a < b</p><br>{}</body></html>", "<div>".repeat(300), "<li>x".repeat(5000));
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn words_and_the_outer_tags_stay_when_depth_goes() {
        let page = format!("<html>{}words<b a='x'>more</b>{}<i>end</i>", "<div class=x>".repeat(5000), "</div>".repeat(5000));
        let cut = shallow(&page);
        assert_eq!(cut.matches("<div").count(), DEEPEST - 1);
        assert_eq!(cut.matches("</div").count(), DEEPEST - 1);
        assert!(cut.contains(">wordsmore<") && cut.ends_with("<i>end</i>"));
        assert!(shallow(&format!("{}<div", "<div>".repeat(2000))).ends_with("<div>"));
    }
}

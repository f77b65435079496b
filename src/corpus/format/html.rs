//! A page saved from a browser → a draft: the main text by the readability method, or the whole body where that finds nothing.
//!
//! In: HTML, whole or cut off. Out: one draft with headings, paragraphs, list items, captions. Refused: scripts, styles, menus, forms, hidden parts.

use super::html_depth::shallow;
use super::{Drafts, html_meta, report};
use crate::corpus::{BlockKind, Draft};
use crate::diagnostic::Severity;
use dom_smoothie::{Config, Readability};
use scraper::{ElementRef, Html, Node, Selector};

/// Deeper pages are broken or hostile; the readability method, which recurses, is then left out.
const DEEPEST: usize = 400;
/// The main text must hold at least this share of the paragraphs' text to be believed.
const SHARE_PERCENT: usize = 30;

pub(super) fn read(name: &str, source: &str) -> Drafts {
    let source = &*shallow(source);
    let page = Html::parse_document(source);
    let mut draft = Draft::default();
    html_meta::fill(&mut draft, &page, source);
    let mut diagnostics = Vec::new();
    let whole = body(&page);
    let main = (depth(&page) <= DEEPEST).then(|| main_text(source)).flatten();
    let pieces = match main {
        Some(main) if letters(&main) * 100 >= letters(&whole) * SHARE_PERCENT => main,
        _ => whole,
    };
    if !source.to_ascii_lowercase().contains("</body") && !source.to_ascii_lowercase().contains("</html") && source.contains("<html") {
        diagnostics.push(report(name, Severity::Warning, "the page is cut off before its end; what is there was read."));
    }
    for (kind, words) in &pieces {
        draft.push(*kind, words);
    }
    (vec![draft], diagnostics)
}

/// Text of HTML that stands inside another format (feeds, JSON).
pub(super) fn push_fragment(draft: &mut Draft, source: &str) {
    if !source.contains('<') && !source.contains('&') {
        draft.push_text(source);
        return;
    }
    let page = Html::parse_document(&shallow(source));
    let mut pieces = Vec::new();
    walk(page.root_element(), &mut pieces);
    for (kind, words) in &pieces {
        // Plain text with one stray entity still has its own lines.
        if kind.is_none() { draft.push_text(words) } else { draft.push(*kind, words) }
    }
}

type Pieces = Vec<(Option<BlockKind>, String)>;

fn letters(pieces: &Pieces) -> usize {
    pieces.iter().map(|(_, words)| words.len()).sum()
}

fn main_text(source: &str) -> Option<Pieces> {
    let config = Config { max_elements_to_parse: 100_000, ..Config::default() };
    let article = Readability::new(source, None, Some(config)).ok()?.parse().ok()?;
    let page = Html::parse_fragment(&article.content);
    let mut pieces = Vec::new();
    walk(page.root_element(), &mut pieces);
    (!pieces.is_empty()).then_some(pieces)
}

/// The body, or what stands in `<article>` or `<main>` where most of it is there.
fn body(page: &Html) -> Pieces {
    let mut whole = Vec::new();
    walk(page.root_element(), &mut whole);
    for place in ["article", "main", "[role=main]"] {
        let Ok(selector) = Selector::parse(place) else { continue };
        let mut inside = Vec::new();
        for element in page.select(&selector).take(1) {
            walk(element, &mut inside);
        }
        if letters(&inside) * 2 >= letters(&whole) {
            return inside;
        }
    }
    whole
}

fn depth(page: &Html) -> usize {
    let root = page.root_element();
    let (mut node, mut level, mut deepest) = (*root, 0_usize, 0_usize);
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            level += 1;
            deepest = deepest.max(level);
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return deepest };
            if level == 0 {
                return deepest;
            }
            level -= 1;
            node = parent;
        }
    }
}

/// Visits the tree without recursion and cuts it into pieces at block elements.
fn walk(root: ElementRef<'_>, out: &mut Pieces) {
    let mut words = String::new();
    let mut node = *root;
    let stop = root.id();
    loop {
        let enter = match node.value() {
            Node::Text(text) => {
                push_words(&mut words, text);
                false
            }
            Node::Element(element) => {
                let tag = element.name();
                let skip = is_skipped(tag)
                    || element.attr("hidden").is_some()
                    || element.attr("aria-hidden") == Some("true")
                    || is_invisible(element.attr("style"));
                if is_block(tag) || tag == "br" {
                    flush(node.parent().and_then(kind_around), &mut words, out);
                }
                !skip
            }
            _ => false,
        };
        if enter && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if node.value().as_element().is_some_and(|e| is_block(e.name())) {
                flush(kind_around(node), &mut words, out);
            }
            if node.id() == stop {
                flush(kind_around(node), &mut words, out);
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                flush(None, &mut words, out);
                return;
            };
            node = parent;
        }
    }
}

fn push_words(words: &mut String, text: &str) {
    let mut lead = text.starts_with(char::is_whitespace);
    for word in text.split_whitespace() {
        if (lead || !words.is_empty() && words.ends_with(' ')) && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        words.push_str(word);
        lead = true;
    }
    if text.ends_with(char::is_whitespace) && !words.is_empty() && !words.ends_with(' ') {
        words.push(' ');
    }
}

fn flush(kind: Option<BlockKind>, words: &mut String, out: &mut Pieces) {
    let done = std::mem::take(words);
    if !done.trim().is_empty() {
        out.push((kind, done.trim().to_owned()));
    }
}

/// What the nearest telling element around a text makes of it.
fn kind_around(node: ego::Around<'_>) -> Option<BlockKind> {
    let mut at = Some(node);
    for _ in 0..12 {
        let node = at?;
        match node.value().as_element().map(|e| e.name()) {
            Some("h1" | "h2" | "h3" | "h4") => return Some(BlockKind::Title),
            Some("figcaption") => return Some(BlockKind::Caption),
            Some("li" | "dt" | "dd") => return Some(BlockKind::ListItem),
            Some("time") => return None,
            Some("body" | "article" | "html") => return None,
            _ => at = node.parent(),
        }
    }
    None
}

fn is_invisible(style: Option<&str>) -> bool {
    style.is_some_and(|s| {
        let s: String = s.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        s.contains("display:none") || s.contains("visibility:hidden")
    })
}

fn is_skipped(tag: &str) -> bool {
    matches!(
        tag,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "nav"
            | "footer"
            | "aside"
            | "form"
            | "button"
            | "select"
            | "input"
            | "textarea"
            | "iframe"
            | "object"
            | "embed"
            | "video"
            | "audio"
            | "canvas"
            | "dialog"
            | "menu"
            | "title"
            | "map"
    )
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "body"
            | "html"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "table"
            | "thead"
            | "tbody"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "pre"
            | "hr"
            | "address"
            | "center"
            | "fieldset"
            | "details"
            | "summary"
            | "aside"
            | "footer"
            | "nav"
    )
}

/// The tree's node type, which scraper does not re-export by name.
mod ego {
    pub(super) type Around<'a> = <super::ElementRef<'a> as std::ops::Deref>::Target;
}

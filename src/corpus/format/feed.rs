//! RSS and Atom → a draft for each entry.
//!
//! In: XML. Out: drafts, the feed's own title as the outlet. Refused: XML of other kinds; external entities are never fetched.

use super::{Drafts, capped, html, report};
use crate::corpus::Draft;
use crate::diagnostic::Severity;
use roxmltree::{Document, Node, ParsingOptions};

pub(super) fn read(name: &str, text: &str) -> Drafts {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 2_000_000, ..ParsingOptions::default() };
    let feed = match Document::parse_with_options(text.trim_start(), options) {
        Ok(feed) => feed,
        Err(error) => return (Vec::new(), vec![report(name, Severity::Error, format!("this is not valid XML: {error}."))]),
    };
    let entries: Vec<Node> = feed.descendants().filter(|n| matches!(n.tag_name().name(), "item" | "entry")).collect();
    if entries.is_empty() {
        let message = "format not read: XML that is no RSS or Atom feed. Save it as text or HTML.";
        return (Vec::new(), vec![report(name, Severity::Error, message)]);
    }
    let channel = feed.descendants().find(|n| matches!(n.tag_name().name(), "channel" | "feed"));
    let outlet = channel.and_then(|c| child(c, &["title"]));
    let (mut drafts, mut diagnostics) = (Vec::new(), Vec::new());
    for (n, entry) in entries.into_iter().enumerate() {
        let mut draft = Draft::default();
        let mut set =
            |slot: fn(&mut Draft) -> &mut Option<String>, value: Option<String>| Draft::set(slot(&mut draft), &value.unwrap_or_default());
        set(|d| &mut d.title, child(entry, &["title"]));
        set(|d| &mut d.outlet, child(entry, &["source", "publisher"]).or_else(|| outlet.clone()));
        set(|d| &mut d.url, child(entry, &["link"]).or_else(|| link(entry)));
        if let Some(date) = child(entry, &["pubDate", "published", "date", "issued", "updated"]) {
            draft.set_date(&date);
        }
        // `content:encoded` and Atom's `content` hold the whole article, `description` often only its start.
        let body = ["encoded", "content", "description", "summary"].iter().filter_map(|tag| child(entry, &[tag])).max_by_key(String::len);
        html::push_fragment(&mut draft, &body.unwrap_or_default());
        if draft.text.is_empty() && draft.title.is_none() {
            diagnostics.push(report(name, Severity::Warning, format!("entry {}: no text in it; skipped.", n + 1)));
        } else {
            drafts.push(draft);
        }
    }
    (drafts, capped(name, diagnostics))
}

/// Text of the first child with one of these names, names in falling order of trust.
fn child(node: Node<'_, '_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let found = node.children().find(|c| c.tag_name().name() == *name)?;
        let words: String = found.descendants().filter(Node::is_text).filter_map(|t| t.text()).collect();
        Some(words.trim().to_owned()).filter(|w| !w.is_empty())
    })
}

fn link(entry: Node<'_, '_>) -> Option<String> {
    let links = || entry.children().filter(|c| c.tag_name().name() == "link");
    let chosen = links().find(|l| l.attribute("rel") == Some("alternate")).or_else(|| links().next())?;
    chosen.attribute("href").map(str::to_owned)
}

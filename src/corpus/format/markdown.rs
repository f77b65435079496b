//! Markdown with front matter → a draft: marks of emphasis, links and code are dropped, the words stay.
//!
//! In: text. Out: one draft. Refused: embedded HTML and pictures, but for the words that a picture carries.

use super::front_matter;
use crate::corpus::{BlockKind, Draft};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub(super) fn read(text: &str) -> Draft {
    let (matter, body) = front_matter::split(text);
    let mut draft = Draft::default();
    for (key, value) in matter {
        draft.set_field(&key, &value);
    }
    let mut words = String::new();
    let mut kind = None;
    let mut lists = 0_usize;
    let mut skipped = 0_usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(body, options) {
        match event {
            Event::Start(Tag::List(_)) => {
                draft.push(kind, &std::mem::take(&mut words));
                lists += 1;
            }
            Event::End(TagEnd::List(_)) => lists = lists.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => skipped = skipped.saturating_sub(1),
            Event::Start(Tag::Heading { .. }) => {
                draft.push(kind, &std::mem::take(&mut words));
                kind = Some(BlockKind::Title);
            }
            Event::Start(Tag::Item) => {
                draft.push(kind, &std::mem::take(&mut words));
                kind = Some(BlockKind::ListItem);
            }
            Event::Start(Tag::Image { .. }) => kind = kind.or(Some(BlockKind::Caption)).filter(|_| words.is_empty()),
            Event::End(TagEnd::Heading(_) | TagEnd::Item | TagEnd::Paragraph | TagEnd::TableCell | TagEnd::FootnoteDefinition) => {
                draft.push(kind, &std::mem::take(&mut words));
                kind = if lists > 0 { Some(BlockKind::ListItem) } else { None };
            }
            Event::Text(t) | Event::Code(t) if skipped == 0 => words.push_str(&t),
            Event::SoftBreak => words.push(' '),
            // Two spaces at a line's end: the writer wants a new line.
            Event::HardBreak => draft.push(kind, &std::mem::take(&mut words)),
            _ => {}
        }
    }
    draft.push(kind, &words);
    draft
}

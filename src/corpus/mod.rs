//! Files → articles.
//!
//! In: bytes with a name and a file time. Out: [`Article`]s as plain text with what the file says of itself,
//! and a diagnostic for every file that could not be read. Refused: following links out of the folder,
//! fetching anything, executing anything.
//!
//! [`source_tree`] finds files and is the only reader of the disk here; [`read`] is pure: `encoding` makes text of bytes, `format` drafts of
//! text, `boilerplate` tells the article from its furniture, `compose` writes the [`Article`]; [`duplicates`] finds one story in many copies.

mod article;
mod boilerplate;
pub mod bundled;
mod compose;
mod draft;
pub mod duplicates;
mod encoding;
mod format;
mod language;
mod lines;
pub mod source_tree;
mod stated_date;

pub use article::{Article, Block, BlockKind};
pub use compose::verbatim;
pub use draft::{Draft, Field, Piece};

use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Severity, Stage};

/// Reads one file into its articles: one for a text, Markdown or HTML file, any number for JSON, CSV, TSV and feeds.
///
/// `name` is the path below the opened folder. The result depends on nothing else than the arguments.
#[must_use]
pub fn read(name: &str, bytes: &[u8], file_date: Option<Date>) -> (Vec<Article>, Vec<Diagnostic>) {
    let report = |severity, message: String| Diagnostic::new(severity, Stage::Corpus, name, message);
    if bytes.is_empty() {
        return (Vec::new(), vec![report(Severity::Warning, "the file is empty.".to_owned())]);
    }
    if let Some(reason) = format::not_an_article(name) {
        return (Vec::new(), vec![report(Severity::Note, reason)]);
    }
    let decoded = match encoding::decode(bytes) {
        Ok(decoded) => decoded,
        Err(reason) => return (Vec::new(), vec![report(Severity::Error, reason)]),
    };
    let mut diagnostics = Vec::new();
    if let Some(remark) = decoded.remark {
        let severity = if decoded.lossy { Severity::Warning } else { Severity::Note };
        diagnostics.push(report(severity, format!("{remark}.")));
    }
    let (drafts, mut found) = format::read(name, decoded.text);
    diagnostics.append(&mut found);
    let many = drafts.len() > 1;
    let mut articles = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.into_iter().enumerate() {
        let name = if many { format!("{name}#{}", index + 1) } else { name.to_owned() };
        let article = compose::article(&name, if many { None } else { Some(bytes) }, draft, file_date);
        if article.text.trim().is_empty() {
            diagnostics.push(Diagnostic::new(Severity::Warning, Stage::Corpus, &name, "there are no words in it."));
            continue;
        }
        if let Some(language) = article.language.as_deref().filter(|language| *language != "en") {
            let message = format!("the language seems to be \u{201c}{language}\u{201d}; claims are read from English text only.");
            diagnostics.push(Diagnostic::new(Severity::Note, Stage::Corpus, &name, message));
        }
        articles.push(article);
    }
    if articles.is_empty() && diagnostics.iter().all(|d| d.severity == Severity::Note) {
        diagnostics.push(report(Severity::Warning, "no article was found in it.".to_owned()));
    }
    (articles, diagnostics)
}

#[cfg(test)]
mod tests;

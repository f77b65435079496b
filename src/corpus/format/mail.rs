//! A mail saved as `.eml` → a draft, where its text part is plain.
//!
//! In: header lines, an empty line, text. Out: one draft with subject, date and sender. Refused: mails of several parts and encoded bodies,
//! with the advice to save them as text.

use super::{Drafts, html, report};
use crate::corpus::Draft;
use crate::diagnostic::Severity;

pub(super) fn read(name: &str, text: &str) -> Drafts {
    let Some((head, body)) = text.split_once("\n\n") else {
        return (Vec::new(), vec![report(name, Severity::Error, "this is no mail: there is no empty line after its headers.")]);
    };
    // A header goes on in the next line when that starts with white space.
    let head = head.replace("\n ", " ").replace("\n\t", " ");
    let header = |key: &str| {
        head.lines().filter_map(|l| l.split_once(':')).find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v.trim().to_owned())
    };
    let kind = header("content-type").unwrap_or_default().to_lowercase();
    let coding = header("content-transfer-encoding").unwrap_or_default().to_lowercase();
    if kind.starts_with("multipart/") || matches!(coding.as_str(), "base64" | "quoted-printable") {
        let message = "format not read: a mail of several parts or with an encoded body. Save it as text.";
        return (Vec::new(), vec![report(name, Severity::Error, message)]);
    }
    let mut draft = Draft::default();
    Draft::set(&mut draft.title, &header("subject").unwrap_or_default());
    let sender = header("from").unwrap_or_default();
    Draft::set(&mut draft.outlet, sender.split('<').next().unwrap_or("").trim().trim_matches('"'));
    draft.set_date(&header("date").unwrap_or_default());
    if kind.starts_with("text/html") {
        html::push_fragment(&mut draft, body);
    } else {
        draft.push_text(body);
    }
    (vec![draft], Vec::new())
}

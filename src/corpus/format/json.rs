//! JSON → drafts: one object, a list of objects, or one object a line.
//!
//! In: text. Out: a draft for each object with text. Refused: objects without text, reported by number.

use super::{Drafts, capped, html, report};
use crate::corpus::draft::{Draft, Field, field};
use crate::diagnostic::Severity;
use serde_json::{Map, Value};

pub(super) fn read(name: &str, text: &str) -> Drafts {
    let mut diagnostics = Vec::new();
    let objects = match serde_json::from_str::<Value>(text) {
        Ok(value) => unwrap_list(value),
        Err(whole) => {
            let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
            let first_holds = lines.first().is_some_and(|(_, line)| serde_json::from_str::<Map<String, Value>>(line).is_ok());
            if !first_holds {
                let message = format!("this is not valid JSON: {whole}.");
                return (Vec::new(), vec![report(name, Severity::Error, message)]);
            }
            let mut objects = Vec::new();
            for (n, line) in lines {
                match serde_json::from_str::<Value>(line) {
                    Ok(value) => objects.push(value),
                    Err(error) => {
                        diagnostics.push(report(name, Severity::Error, format!("line {}: not valid JSON: {error}; skipped.", n + 1)));
                    }
                }
            }
            objects
        }
    };
    let mut drafts = Vec::new();
    for (n, object) in objects.into_iter().enumerate() {
        match draft(&object) {
            Some(draft) => drafts.push(draft),
            None => {
                let message = format!(
                    "entry {}: no text in it (expected a field \u{201c}text\u{201d}, \u{201c}body\u{201d} or \u{201c}content\u{201d}); skipped.",
                    n + 1
                );
                diagnostics.push(report(name, Severity::Warning, message));
            }
        }
    }
    (drafts, capped(name, diagnostics))
}

/// `{"articles": […]}` and the like hold the list one level down.
fn unwrap_list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        Value::Object(map) if draft(&Value::Object(map.clone())).is_none() => {
            let mut lists = map.into_iter().filter_map(|(_, v)| match v {
                Value::Array(list) if list.iter().any(Value::is_object) => Some(list),
                _ => None,
            });
            lists.next().unwrap_or_default()
        }
        other => vec![other],
    }
}

fn draft(value: &Value) -> Option<Draft> {
    let map = value.as_object()?;
    let mut out = Draft::default();
    let mut texts: Vec<&str> = Vec::new();
    for (key, value) in map {
        let words = match value {
            Value::String(words) => words.clone(),
            Value::Number(n) => n.to_string(),
            // {"source": {"name": "…"}}
            Value::Object(inner) => inner.get("name").or_else(|| inner.get("title")).and_then(Value::as_str).unwrap_or_default().to_owned(),
            _ => continue,
        };
        if field(key) == Some(Field::Text) {
            texts.extend(value.as_str());
        } else {
            out.set_field(key, &words);
        }
    }
    let longest = texts.into_iter().max_by_key(|words| words.len())?;
    html::push_fragment(&mut out, &super::super::encoding::clean(longest));
    (!out.text.is_empty()).then_some(out)
}

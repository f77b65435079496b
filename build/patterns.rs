//! Names that news builds from names: "Kuweires Air Base", "Kuweires airport" (`patterns.tsv`).

use crate::fold::Folding;
use crate::sources::{Problem, cell, table};
use std::path::Path;

struct Form {
    kind: String,
    before: String,
    after: String,
    countries: Vec<String>,
}

pub struct Patterns {
    forms: Vec<Form>,
}

impl Patterns {
    pub fn read(path: &Path, _folding: &Folding) -> Result<Self, Problem> {
        let mut forms = Vec::new();
        for row in table(path, true)? {
            let Some((before, after)) = cell(&row, 1).split_once("{}") else {
                return Err(format!("{}: no {{}} in {row:?}", path.display()).into());
            };
            forms.push(Form {
                kind: cell(&row, 0).to_owned(),
                before: before.to_owned(),
                after: after.to_owned(),
                countries: cell(&row, 2).split('|').map(str::to_owned).collect(),
            });
        }
        // The longest form strips first: "International Airport" before "Airport".
        forms.sort_by_key(|form| std::cmp::Reverse(form.before.len() + form.after.len()));
        Ok(Self { forms })
    }

    /// The name without the words of any form of these kinds, and whether there were such words.
    pub fn stem<'a>(&self, kinds: &[&str], name: &'a str) -> (&'a str, bool) {
        for form in self.forms.iter().filter(|form| kinds.contains(&form.kind.as_str())) {
            if let Some(stem) = strip(name, &form.before, &form.after)
                && stem.len() > 1
            {
                return (stem, true);
            }
        }
        (name, false)
    }

    /// Every form of this kind around the stem.
    pub fn forms(&self, kind: &str, country: &str, stem: &str) -> Vec<String> {
        self.forms
            .iter()
            .filter(|form| form.kind == kind && form.countries.iter().any(|c| c == "*" || c == country))
            .map(|form| format!("{}{stem}{}", form.before, form.after))
            .collect()
    }

    /// The form that the country itself uses, else the first that all do, else a district.
    pub fn usual(&self, kind: &str, country: &str, name: &str) -> String {
        let of = |code: &str| self.forms.iter().filter(|form| form.kind == kind).find(|form| form.countries.iter().any(|c| c == code));
        of(country).or_else(|| of("*")).map_or_else(|| format!("{name} District"), |form| format!("{}{name}{}", form.before, form.after))
    }
}

fn strip<'a>(name: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let head = name.get(..before.len())?;
    let tail_at = name.len().checked_sub(after.len())?;
    let tail = name.get(tail_at..)?;
    (head.eq_ignore_ascii_case(before) && tail.eq_ignore_ascii_case(after)).then(|| name.get(before.len()..tail_at)).flatten()
}

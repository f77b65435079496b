//! Treebanks in CoNLL-U (universaldependencies.org/format.html), read with our own tokens.
//!
//! In: the file's text. Out: [`Example`]s whose tokens are those of [`crate::text::analyse`]: treebank words that we keep
//! together ("rebel - held") are joined, the joined word taking the arc of the word nearest to the root; a word that we
//! part is spread over its tokens, the first taking the arc. Refused, and counted: sentences where neither fits.

use super::super::analyse::analyse;
use super::super::analysis::{Arc, Deprel, Token, Upos};

/// One sentence with what a model should answer.
#[derive(Debug, Clone)]
pub struct Example {
    pub text: String,
    pub tokens: Vec<Token>,
    pub tags: Vec<Upos>,
    pub arcs: Vec<Arc>,
}

struct Row {
    form: String,
    tag: Upos,
    head: usize,
    relation: Deprel,
    start: usize,
    end: usize,
}

/// The examples, and how many sentences were left out.
#[must_use]
pub fn read_conllu(data: &str) -> (Vec<Example>, usize) {
    let (mut examples, mut refused) = (Vec::new(), 0);
    for block in data.split("\n\n").filter(|block| !block.trim().is_empty()) {
        match rows_of(block).and_then(|(rows, text)| retokenise(&rows, text)) {
            Some(example) => examples.push(example),
            None => refused += 1,
        }
    }
    (examples, refused)
}

/// The syntactic words with their places in the running text.
fn rows_of(block: &str) -> Option<(Vec<Row>, String)> {
    let (mut rows, mut text): (Vec<Row>, String) = (Vec::new(), String::new());
    // A multi-word token: the words it still covers, where the next may start, where it ends, whether a space follows.
    let mut group: Option<(usize, usize, usize, bool)> = None;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, _, tag, _, _, head, relation, _, misc, ..] = cells.as_slice() else { continue };
        let space_after = !misc.contains("SpaceAfter=No");
        if id.contains('.') {
            continue;
        }
        if let Some((first, last)) = id.split_once('-') {
            let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
            group = Some((last + 1 - first, text.len(), text.len() + form.len(), space_after));
            text.push_str(form);
            continue;
        }
        let (start, end, space) = match group {
            None => {
                text.push_str(form);
                (text.len() - form.len(), text.len(), space_after)
            }
            Some((left, start, end, space)) => {
                // Parts that do not spell the surface ("wont") share all of it.
                let spells = text.get(start..end).is_some_and(|rest| rest.starts_with(form) && (left > 1) == (rest.len() > form.len()));
                let until = if spells { start + form.len() } else { end };
                group = (left > 1).then_some((left - 1, if spells { until } else { start }, end, space));
                (start, until, left == 1 && space)
            }
        };
        if space {
            text.push(' ');
        }
        rows.push(Row {
            form: (*form).to_owned(),
            tag: Upos::from_name(tag).unwrap_or(Upos::X),
            head: head.parse().ok()?,
            relation: Deprel::from_name(relation).unwrap_or(Deprel::Dep),
            start,
            end,
        });
    }
    Some((rows, text.trim_end().to_owned()))
}

/// How many arcs lie above the row `at` (a cycle counts as deep).
fn depth(rows: &[Row], at: usize) -> usize {
    let (mut depth, mut row) = (0, at + 1);
    while row != 0 && depth <= rows.len() {
        row = rows.get(row - 1).map_or(0, |row| row.head);
        depth += 1;
    }
    depth
}

fn retokenise(rows: &[Row], text: String) -> Option<Example> {
    let tokens = analyse(&text, &[]).tokens;
    // For each row the token that stands for it; for each token the row whose arc it takes.
    let mut token_of_row = vec![None; rows.len()];
    let mut row_of_token: Vec<Option<usize>> = vec![None; tokens.len()];
    let mut spread: Vec<Option<usize>> = vec![None; tokens.len()];
    let mut joined = vec![1_usize; tokens.len()];
    let (mut row, mut token) = (0, 0);
    while row < rows.len() && token < tokens.len() {
        // The smallest stretches of rows and tokens that end together.
        let (first_row, first_token) = (row, token);
        let (mut row_end, mut token_end) = (rows.get(row)?.end, tokens.get(token)?.span.end as usize);
        loop {
            let next_row_inside = rows.get(row + 1).is_some_and(|next| next.start < row_end.max(token_end));
            let next_token_inside = tokens.get(token + 1).is_some_and(|next| (next.span.start as usize) < row_end.max(token_end));
            if next_row_inside {
                row += 1;
                row_end = row_end.max(rows.get(row)?.end);
            } else if next_token_inside {
                token += 1;
                token_end = token_end.max(tokens.get(token)?.span.end as usize);
            } else {
                break;
            }
        }
        if row > first_row && token > first_token {
            return None;
        }
        let chosen =
            (first_row..=row).min_by_key(|&n| (depth(rows, n), rows.get(n).is_none_or(|row| row.tag != Upos::Aux), rows.len() - n))?;
        (first_row..=row).for_each(|n| token_of_row.get_mut(n).into_iter().for_each(|slot| *slot = Some(first_token)));
        *row_of_token.get_mut(first_token)? = Some(chosen);
        *joined.get_mut(first_token)? = row + 1 - first_row;
        (first_token + 1..=token).for_each(|n| spread.get_mut(n).into_iter().for_each(|slot| *slot = Some(first_token)));
        (row, token) = (row + 1, token + 1);
    }
    let (mut tags, mut arcs) = (Vec::new(), Vec::new());
    for (n, token) in tokens.iter().enumerate() {
        let mark = !token.norm.chars().any(char::is_alphanumeric);
        if let Some(head) = spread.get(n).copied().flatten() {
            let tag = tags.get(head).copied().unwrap_or(Upos::X);
            tags.push(if mark && tag != Upos::Sym { Upos::Punct } else { tag });
            arcs.push(Arc { head: Some(head), deprel: if mark { Deprel::Punct } else { Deprel::Flat } });
            continue;
        }
        let row = rows.get(row_of_token.get(n).copied().flatten()?)?;
        let whole = joined.get(n).copied().unwrap_or(1) > 1;
        tags.push(match (whole, row.tag, row.relation) {
            (true, _, Deprel::Amod) => Upos::Adj,
            (true, Upos::Sym, _) if row.form.starts_with(['$', '€', '£']) => Upos::Num,
            (_, tag, _) => tag,
        });
        let head = if row.head == 0 { None } else { Some(token_of_row.get(row.head - 1).copied().flatten()?) };
        arcs.push(Arc { head, deprel: if head.is_none() { Deprel::Root } else { row.relation } });
    }
    (arcs.iter().filter(|arc| arc.head.is_none()).count() == 1).then_some(Example { text, tokens, tags, arcs })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# text = Rebel-held Homs didn't fall.
1\tRebel\trebel\tNOUN\t_\t_\t3\tcompound\t_\tSpaceAfter=No
2\t-\t-\tPUNCT\t_\t_\t3\tpunct\t_\tSpaceAfter=No
3\theld\thold\tVERB\t_\t_\t4\tamod\t_\t_
4\tHoms\tHoms\tPROPN\t_\t_\t7\tnsubj\t_\t_
5-6\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
5\tdid\tdo\tAUX\t_\t_\t7\taux\t_\t_
6\tn't\tnot\tPART\t_\t_\t7\tadvmod\t_\t_
7\tfall\tfall\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t_\t_\t7\tpunct\t_\t_
";

    #[test]
    fn a_hyphen_compound_is_one_token_with_the_arc_of_its_head() {
        let (examples, refused) = read_conllu(SAMPLE);
        let [example] = examples.as_slice() else { panic!("{refused} refused") };
        assert_eq!(example.text, "Rebel-held Homs didn't fall.");
        let rows: Vec<_> = example
            .tokens
            .iter()
            .zip(&example.tags)
            .zip(&example.arcs)
            .map(|((t, tag), arc)| (t.norm.as_str(), tag.name(), arc.head, arc.deprel.name()))
            .collect();
        assert_eq!(
            rows,
            [
                ("rebel-held", "ADJ", Some(1), "amod"),
                ("homs", "PROPN", Some(4), "nsubj"),
                ("did", "AUX", Some(4), "aux"),
                ("n't", "PART", Some(4), "advmod"),
                ("fall", "VERB", None, "root"),
                (".", "PUNCT", Some(4), "punct"),
            ]
        );
    }
}

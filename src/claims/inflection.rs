//! The forms of English verbs, so that a vocabulary lists base forms only.

/// What a form can be. `-ed` forms of regular verbs are both past and participle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Form {
    /// "seize", "seizes".
    pub present: bool,
    /// "seized", "took".
    pub past: bool,
    /// "seized", "taken".
    pub participle: bool,
    /// "seizing".
    pub gerund: bool,
}

/// Every form of a verb given as "seize" or "take: took taken". Irregular forms replace the `-ed` form: one is past and
/// participle, two are past and participle in turn; a form in `-ing` replaces the gerund ("cut: cut cutting").
pub(super) fn forms(entry: &str) -> Vec<(String, Form)> {
    let (base, irregular) = entry.split_once(':').map_or((entry, ""), |(b, i)| (b, i));
    let base = base.trim();
    let given: Vec<&str> = irregular.split_whitespace().collect();
    let gerund = given.iter().find(|w| w.ends_with("ing")).map_or_else(|| join(base, "ing"), |w| (*w).to_owned());
    let past: Vec<&str> = given.iter().copied().filter(|w| !w.ends_with("ing")).collect();
    let mut all =
        vec![(base.to_owned(), Form { present: true, ..Form::default() }), (third(base), Form { present: true, ..Form::default() })];
    match past.as_slice() {
        [] => all.push((join(base, "ed"), Form { past: true, participle: true, ..Form::default() })),
        [only] => all.push(((*only).to_owned(), Form { past: true, participle: true, ..Form::default() })),
        [past, rest @ ..] => {
            all.push(((*past).to_owned(), Form { past: true, ..Form::default() }));
            all.extend(rest.iter().map(|w| ((*w).to_owned(), Form { participle: true, ..Form::default() })));
        }
    }
    all.push((gerund, Form { gerund: true, ..Form::default() }));
    all
}

fn third(base: &str) -> String {
    if base == "have" {
        return "has".to_owned();
    }
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| base.ends_with(end));
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if sibilant => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

fn join(base: &str, ending: &str) -> String {
    let ing = ending == "ing";
    if let Some(stem) = base.strip_suffix('e')
        && !(ing && (stem.ends_with('e') || base.len() <= 2))
    {
        return format!("{stem}{ending}");
    }
    if let Some(stem) = base.strip_suffix('y')
        && !ing
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        return format!("{stem}i{ending}");
    }
    let mut tail = base.chars().rev();
    let (last, vowel, before) = (tail.next(), tail.next(), tail.next());
    let is_vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    let doubles = last.is_some_and(|c| "bdglmnprt".contains(c))
        && is_vowel(vowel)
        && !is_vowel(before)
        && (syllables(base) == 1 || STRESSED_LAST.contains(&base));
    match last {
        Some(c) if doubles => format!("{base}{c}{ending}"),
        _ => format!("{base}{ending}"),
    }
}

/// Verbs of two syllables that double their last letter.
const STRESSED_LAST: [&str; 10] = ["repel", "expel", "rebut", "overrun", "admit", "permit", "regret", "begin", "control", "patrol"];

fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for c in word.chars() {
        let vowel = "aeiouy".contains(c);
        count += usize::from(vowel && !inside);
        inside = vowel;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(entry: &str) -> Vec<String> {
        forms(entry).into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn forms_follow_english_spelling() {
        assert_eq!(all("seize"), ["seize", "seizes", "seized", "seizing"]);
        assert_eq!(all("occupy"), ["occupy", "occupies", "occupied", "occupying"]);
        assert_eq!(all("repel"), ["repel", "repels", "repelled", "repelling"]);
        assert_eq!(all("enter"), ["enter", "enters", "entered", "entering"]);
        assert_eq!(all("take: took taken"), ["take", "takes", "took", "taken", "taking"]);
        assert_eq!(all("cut: cut cutting"), ["cut", "cuts", "cut", "cutting"]);
        assert_eq!(all("push"), ["push", "pushes", "pushed", "pushing"]);
        assert_eq!(all("flee: fled"), ["flee", "flees", "fled", "fleeing"]);
        assert_eq!(all("control"), ["control", "controls", "controlled", "controlling"]);
        assert_eq!(all("pull"), ["pull", "pulls", "pulled", "pulling"]);
    }
}

//! Base forms of English words: took → take, seized → seize, cities → city.
//!
//! In: a token's `norm` and its tag. Out: the base form; the word itself when nothing applies. Irregular forms, and
//! regular ones that the spelling rules below would get wrong, are in `assets/lexicon/en/lemmas.tsv`.

use super::analysis::Upos;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Verb,
    Noun,
    Adj,
}

static IRREGULAR: LazyLock<FxHashMap<(&'static str, Class), &'static str>> = LazyLock::new(|| {
    let data = include_str!("../../assets/lexicon/en/lemmas.tsv");
    let rows = data.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        let (form, class, base) = (cells.next()?, cells.next()?, cells.next()?);
        let class = match class {
            "verb" => Class::Verb,
            "noun" => Class::Noun,
            "adj" => Class::Adj,
            _ => return None,
        };
        Some(((form, class), base.trim()))
    });
    rows.collect()
});

/// The base form of `norm`.
#[must_use]
pub fn lemma(norm: &str, upos: Upos) -> Cow<'_, str> {
    let class = match upos {
        Upos::Verb | Upos::Aux => Class::Verb,
        Upos::Noun => Class::Noun,
        Upos::Adj | Upos::Adv => Class::Adj,
        Upos::Part if norm == "n't" => return Cow::Borrowed("not"),
        _ => return Cow::Borrowed(norm),
    };
    if let Some(base) = IRREGULAR.get(&(norm, class)) {
        return Cow::Borrowed(base);
    }
    // "counter-attacked": the last part bends.
    if let Some((first, last)) = norm.rsplit_once('-')
        && !last.is_empty()
    {
        return match lemma(last, upos) {
            base if base == last => Cow::Borrowed(norm),
            base => Cow::Owned(format!("{first}-{base}")),
        };
    }
    match class {
        Class::Verb => verb(norm),
        Class::Noun => without_s(norm),
        Class::Adj => Cow::Borrowed(norm),
    }
}

fn verb(norm: &str) -> Cow<'_, str> {
    for prefix in ["re", "over", "out", "under", "mis", "un"] {
        if let Some(rest) = norm.strip_prefix(prefix)
            && rest.len() > 3
            && let Some(base) = IRREGULAR.get(&(rest, Class::Verb))
        {
            return Cow::Owned(format!("{prefix}{base}"));
        }
    }
    if let Some(stem) = norm.strip_suffix("ied").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    let stem = norm.strip_suffix("ing").or_else(|| norm.strip_suffix("ed"));
    match stem {
        Some(stem) if stem.contains(is_vowel) && stem.len() > 1 => restore(stem),
        _ => without_s(norm),
    }
}

/// "cities", "attacks", "clashes"; not "loss", "status", "crisis".
fn without_s(norm: &str) -> Cow<'_, str> {
    if let Some(stem) = norm.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    if let Some(stem) = norm.strip_suffix("es")
        && ["ch", "sh", "ss", "x", "zz", "o"].iter().any(|end| stem.ends_with(end))
    {
        return Cow::Borrowed(stem);
    }
    match norm.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !stem.ends_with(['s', 'u', 'i', '\'']) => Cow::Borrowed(stem),
        _ => Cow::Borrowed(norm),
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// A stem without its "-ed" or "-ing" spelt as a word: "stopp" → stop, "seiz" → seize, "attack" stays.
fn restore(stem: &str) -> Cow<'_, str> {
    let mut back = stem.chars().rev();
    let (Some(last), Some(second)) = (back.next(), back.next()) else { return Cow::Borrowed(stem) };
    let third = back.next();
    if last == second && !matches!(last, 'l' | 's' | 'z' | 'f' | 'e' | 'o') && !is_vowel(last) {
        let mut short = stem.to_owned();
        short.pop();
        return Cow::Owned(short);
    }
    let pair = third.is_some_and(is_vowel) && is_vowel(second) && !(third == Some('u') && stem.ends_with("quir"));
    let groups = stem.chars().fold((0, false), |(groups, inside), c| (groups + usize::from(is_vowel(c) && !inside), is_vowel(c))).0;
    let short = groups == 1 && is_vowel(second) && !pair && !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y');
    const CLOSED: [&str; 33] = [
        "at", "ut", "ot", "id", "ad", "od", "ud", "ir", "ur", "ar", "in", "um", "is", "us", "os", "as", "ag", "eg", "ug", "ap", "ok", "ak",
        "iz", "yz", "il", "ib", "ob", "am", "ik", "up", "yp", "ol", "av",
    ];
    const CLUSTERS: [&str; 19] =
        ["bl", "tl", "gl", "dl", "pl", "fl", "kl", "zl", "cl", "rs", "ns", "ps", "ls", "rg", "dg", "lg", "ang", "eng", "ung"];
    let silent = matches!(last, 'v' | 'c' | 'u')
        || short
        || (last == 'z' && second != 'z')
        || (!pair && CLOSED.iter().any(|end| stem.ends_with(end)))
        || (pair && last == 's' && !stem.ends_with("ous"))
        || (stem.ends_with("ieg") || stem.ends_with("eav") || stem.ends_with("ous"))
        || CLUSTERS.iter().any(|end| stem.ends_with(end));
    if silent { Cow::Owned(format!("{stem}e")) } else { Cow::Borrowed(stem) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_war_reports_find_their_base() {
        let pairs = "took take fell fall fled flee held hold overran overrun withdrew withdraw driven drive seized seize captured capture \
             retaken retake recaptured recapture attacked attack entered enter advanced advance advancing advance forced force \
             controlled control controlling control repelled repel occupied occupy besieged besiege surrounded surround \
             liberated liberate evacuated evacuate retreated retreat defeated defeat abandoned abandon stopped stop \
             pushed push clashes clash reached reach cleared clear regained regain lost lose raised raise closed close released release \
             fired fire secured secure declared declare required require remained remain claimed claim undermined undermine \
             shelled shell killed kill stormed storm moved move moving move using use said say were be 's 's collapsed collapse \
             challenged challenge settled settle destroyed destroy denied deny tries try does do pulled pull failed fail \
             continued continue including include invaded invade raided raid targeted target bombed bomb threatened threaten \
             vowed vow happened happen monitored monitor restored restore damaged damage launched launch ousted oust wrested wrest \
             routed rout redeployed redeploy reported report confirmed confirm counter-attacked counter-attack ceded cede rebuilt rebuild \
             dislodged dislodge encircled encircle penetrated penetrate infiltrated infiltrate housed house exposed expose";
        let words: Vec<&str> = pairs.split_whitespace().collect();
        let wrong: Vec<_> = words
            .chunks(2)
            .filter(|pair| lemma(pair[0], Upos::Verb) != pair[1])
            .map(|pair| (pair[0], lemma(pair[0], Upos::Verb)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn nouns_lose_their_plural() {
        for (form, base) in [
            ("cities", "city"),
            ("forces", "force"),
            ("bases", "base"),
            ("losses", "loss"),
            ("militiamen", "militiaman"),
            ("churches", "church"),
            ("status", "status"),
            ("troops", "troop"),
            ("headquarters", "headquarters"),
        ] {
            assert_eq!(lemma(form, Upos::Noun), base);
        }
        assert_eq!(lemma("Aleppo's", Upos::Propn), "Aleppo's");
    }

    #[test]
    fn one_line_of_the_table_is_one_form() {
        let rows = include_str!("../../assets/lexicon/en/lemmas.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows, IRREGULAR.len());
    }
}

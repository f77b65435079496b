//! Spellings of one name brought together: three levels of keys under which names are filed and looked up.
//!
//! In: a name in any script. Out: keys. *Exact* forgives case, marks, apostrophes, stops and hyphens; *abbreviated* also
//! "Saint" for "St"; *transliterated* also articles and the sounds that romanisations disagree on. The rules are data
//! (`assets/gazetteer/folding.tsv`); the build script compiles this very file, so index and query cannot differ.
//! Refused: knowing whether two places are the same; a shared key only makes them candidates.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use unicode_normalization::char::decompose_compatible;

const RULES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/gazetteer/folding.tsv"));

/// Names longer than this are cut: nothing on Earth needs more, and a broken file must not cost time.
const LONGEST_NAME_CHARS: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Anywhere,
    BeforeConsonant,
    BeforeVowel,
}

#[derive(Debug, Clone)]
struct Sound {
    from: Box<[u8]>,
    to: Box<str>,
    place: Where,
}

/// What level 1 does with an ASCII character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ascii {
    Keep(u8),
    Drop,
    Space,
}

#[derive(Debug, Clone)]
pub struct Folding {
    ascii: [Ascii; 128],
    letters: BTreeMap<char, Box<str>>,
    dropped: Vec<char>,
    spaces: Vec<char>,
    words: FxHashMap<Box<str>, Box<str>>,
    articles: Vec<Box<str>>,
    sound_words: FxHashMap<Box<str>, Box<str>>,
    beginnings: Vec<(Box<str>, Box<str>)>,
    endings: Vec<(Box<str>, Box<str>)>,
    /// By first byte less `a`; longest first.
    sounds: Vec<Vec<Sound>>,
}

impl Folding {
    /// The rules in `assets/gazetteer/folding.tsv`; takes some tens of microseconds.
    #[must_use]
    pub fn embedded() -> Self {
        Self::from_rules(RULES)
    }

    fn from_rules(text: &str) -> Self {
        let mut rules = Self {
            ascii: [Ascii::Keep(0); 128],
            letters: BTreeMap::new(),
            dropped: Vec::new(),
            spaces: Vec::new(),
            words: FxHashMap::default(),
            articles: Vec::new(),
            sound_words: FxHashMap::default(),
            beginnings: Vec::new(),
            endings: Vec::new(),
            sounds: vec![Vec::new(); 26],
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let Some(kind) = cells.next() else { continue };
            let cells: Vec<&str> = cells.collect();
            let from = cells.first().copied().unwrap_or_default();
            let to = cells.get(1).copied().unwrap_or_default();
            let code_points = || cells.iter().filter_map(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
            match kind {
                "letter" => rules.letters.extend(from.chars().next().map(|c| (c, to.into()))),
                "drop" => rules.dropped.extend(code_points()),
                "space" => rules.spaces.extend(code_points()),
                "word" => rules.words.extend([(from.into(), to.into())]),
                "article" => rules.articles.push(from.into()),
                "sound-word" => rules.sound_words.extend([(from.into(), to.into())]),
                "beginning" => rules.beginnings.push((from.into(), to.into())),
                "ending" => rules.endings.push((from.into(), to.into())),
                "sound" => rules.add_sound(from, to, Where::Anywhere),
                "before-consonant" => rules.add_sound(from, to, Where::BeforeConsonant),
                "before-vowel" => rules.add_sound(from, to, Where::BeforeVowel),
                _ => {}
            }
        }
        rules.dropped.sort_unstable();
        rules.spaces.sort_unstable();
        rules.articles.sort_unstable();
        rules.endings.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        for list in &mut rules.sounds {
            list.sort_by_key(|sound| (std::cmp::Reverse(sound.from.len()), sound.place == Where::Anywhere));
        }
        for (code, action) in rules.ascii.iter_mut().enumerate() {
            let c = char::from(code as u8);
            *action = if rules.dropped.binary_search(&c).is_ok() || c.is_ascii_control() && !c.is_ascii_whitespace() {
                Ascii::Drop
            } else if rules.spaces.binary_search(&c).is_ok() || c.is_ascii_whitespace() {
                Ascii::Space
            } else {
                Ascii::Keep(c.to_ascii_lowercase() as u8)
            };
        }
        rules
    }

    fn add_sound(&mut self, from: &str, to: &str, place: Where) {
        let Some(&first) = from.as_bytes().first() else { return };
        if let Some(list) = self.sounds.get_mut(usize::from(first.wrapping_sub(b'a'))) {
            list.push(Sound { from: from.as_bytes().into(), to: to.into(), place });
        }
    }

    /// Level 1. Case, marks, apostrophes and full stops go; hyphens and blanks become one space. Appends to `key`.
    pub fn exact_into(&self, name: &str, key: &mut String) {
        let begin = key.len();
        let mut gap = false;
        let put = |c: char, key: &mut String, gap: &mut bool| {
            if *gap && key.len() > begin {
                key.push(' ');
            }
            *gap = false;
            key.push(c);
        };
        for c in name.chars().take(LONGEST_NAME_CHARS) {
            if let Some(action) = self.ascii.get(c as usize) {
                match *action {
                    Ascii::Keep(lower) => put(char::from(lower), key, &mut gap),
                    Ascii::Drop => {}
                    Ascii::Space => gap = true,
                }
                continue;
            }
            // Hangul syllables would only grow threefold.
            if matches!(c, '\u{AC00}'..='\u{D7A3}') {
                put(c, key, &mut gap);
                continue;
            }
            decompose_compatible(c, |part| {
                if is_forgiven_mark(part) || self.dropped.binary_search(&part).is_ok() {
                } else if part.is_whitespace() || self.spaces.binary_search(&part).is_ok() {
                    gap = true;
                } else {
                    for lower in part.to_lowercase() {
                        if is_forgiven_mark(lower) {
                            continue;
                        }
                        match self.letters.get(&lower) {
                            Some(letters) => letters.chars().for_each(|l| put(l, key, &mut gap)),
                            None => put(lower, key, &mut gap),
                        }
                    }
                }
            });
        }
    }

    #[must_use]
    pub fn exact(&self, name: &str) -> String {
        let mut key = String::with_capacity(name.len());
        self.exact_into(name, &mut key);
        key
    }

    /// Level 2, from a level-1 key.
    #[must_use]
    pub fn abbreviated(&self, exact: &str) -> String {
        let mut key = String::with_capacity(exact.len());
        self.abbreviated_into(exact, &mut key);
        key
    }

    /// Level 2, appended to `key`.
    pub fn abbreviated_into(&self, exact: &str, key: &mut String) {
        for (nth, word) in exact.split(' ').enumerate() {
            if nth > 0 {
                key.push(' ');
            }
            key.push_str(self.abbreviated_word(word));
        }
    }

    #[must_use]
    pub fn abbreviated_word<'a>(&'a self, word: &'a str) -> &'a str {
        self.words.get(word).map_or(word, |to| to)
    }

    /// Level 3, from a level-1 key; also tells whether an article was left out.
    #[must_use]
    pub fn transliterated(&self, exact: &str) -> (String, bool) {
        let mut key = String::with_capacity(exact.len());
        let article = self.transliterated_into(exact, &mut key);
        (key, article)
    }

    /// Level 3, appended to `key`; tells whether an article was left out.
    pub fn transliterated_into(&self, exact: &str, key: &mut String) -> bool {
        let begin = key.len();
        let mut article = false;
        let mut words = exact.split(' ').peekable();
        while let Some(word) = words.next() {
            // A name that ends in an article, or is nothing else, keeps it: "Al" alone is no name of Aleppo.
            if words.peek().is_some() && self.is_article(word) {
                article = true;
                continue;
            }
            if key.len() > begin {
                key.push(' ');
            }
            self.transliterated_word_into(word, key);
        }
        article
    }

    #[must_use]
    pub fn is_article(&self, word: &str) -> bool {
        word.len() <= 3 && self.articles.binary_search_by(|article| (**article).cmp(word)).is_ok()
    }

    /// Level 3 of one word of a level-1 key. Appends to `key`.
    pub fn transliterated_word_into(&self, word: &str, key: &mut String) {
        if !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
            key.push_str(word);
            return;
        }
        if let Some(to) = self.sound_words.get(word) {
            key.push_str(to);
            return;
        }
        let begin = key.len();
        let mut rest = word;
        if word.len() >= 5
            && let Some((tail, to)) = self.beginnings.iter().find_map(|(from, to)| Some((word.strip_prefix(&**from)?, to)))
        {
            push_single(to, begin, key);
            rest = tail;
        }
        let ending = self.endings.iter().find_map(|(from, to)| {
            let stem = rest.strip_suffix(&**from)?;
            (stem.len() >= 2).then_some((stem, to))
        });
        let (stem, tail) = ending.map_or((rest, ""), |(stem, to)| (stem, &**to));
        self.sounds_into(stem.as_bytes(), begin, key);
        self.sounds_into(tail.as_bytes(), begin, key);
    }

    fn sounds_into(&self, mut letters: &[u8], begin: usize, key: &mut String) {
        while let Some((&first, after)) = letters.split_first() {
            let rule = self.sounds.get(usize::from(first.wrapping_sub(b'a'))).and_then(|list| {
                list.iter().find(|sound| {
                    letters.strip_prefix(&*sound.from).is_some_and(|tail| match sound.place {
                        Where::Anywhere => true,
                        Where::BeforeVowel => tail.first().is_some_and(|&b| is_vowel(b)),
                        Where::BeforeConsonant => !tail.first().is_some_and(|&b| is_vowel(b)),
                    })
                })
            });
            if let Some(sound) = rule {
                push_single(&sound.to, begin, key);
                letters = letters.get(sound.from.len()..).unwrap_or_default();
            } else {
                push_letter(char::from(first), begin, key);
                letters = after;
            }
        }
    }
}

fn push_single(text: &str, begin: usize, key: &mut String) {
    for c in text.chars() {
        push_letter(c, begin, key);
    }
}

/// Doubled letters count once.
fn push_letter(c: char, begin: usize, key: &mut String) {
    if key.len() > begin && key.ends_with(c) {
        return;
    }
    key.push(c);
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Marks that writers leave out: Latin, Greek and Cyrillic accents, Hebrew and Arabic points, kana voicing. The vowel
/// signs of Indic scripts are letters and stay.
const fn is_forgiven_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(name: &str) -> String {
        let rules = Folding::embedded();
        rules.transliterated(&rules.exact(name)).0
    }

    #[test]
    fn case_marks_apostrophes_stops_and_hyphens_do_not_matter() {
        let rules = Folding::embedded();
        for (name, key) in [
            ("Ma‘arrat an-Nu‘mān", "maarrat an numan"),
            ("U.S.", "us"),
            ("St. Petersburg", "st petersburg"),
            ("  Deir   ez–Zor ", "deir ez zor"),
            ("Łódź", "lodz"),
            ("Київ", "киів"),
            ("إدلب", "ادلب"),
            ("Ḥalab", "halab"),
            ("---", ""),
        ] {
            assert_eq!(rules.exact(name), key, "{name}");
        }
    }

    #[test]
    fn romanisations_of_one_name_share_a_key() {
        for spellings in [
            &["Rashidin", "al-Rashideen", "Al Rashidiyn", "ar-Rashidin", "Ar Rāshidīn"][..],
            &["Kuweires", "Kuwayris", "Kweires", "Kuwairis", "Kuweiris"],
            &["Kyiv", "Kiev", "Kiyev"],
            &["Kharkiv", "Kharkov", "Kharkiv"],
            &["Suwayda", "as-Suwayda", "Sweida", "Suweida", "as-Suwaydā’", "Al-Suwaida"],
            &["Hamdaniya", "Hamdaniyah", "al-Hamdaniyya", "Hamdania", "El Hamdaniyeh"],
            &["Deir ez-Zor", "Dayr az-Zawr", "Deir Ezzor", "Deir al-Zor", "Dair az Zaur"],
            &["Tell Rifaat", "Tal Rifat", "Tel Rifaat", "Tall Rif‘at"],
            &["Maarat al-Numan", "Ma'arrat al-Nu'man", "Maaret en-Numan", "Maarrat an Numan"],
            &["Raqqa", "ar-Raqqah", "Rakka", "al-Raqqa"],
            &["Douma", "Duma", "Dooma"],
            &["Idlib", "Idleb", "Edlib"],
        ] {
            let keys: Vec<String> = spellings.iter().map(|name| sound(name)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{spellings:?} {keys:?}");
        }
    }

    #[test]
    fn an_article_alone_is_kept() {
        assert_eq!(sound("Al"), "al");
        assert_ne!(sound("Bab al"), sound("Bab"));
    }
}

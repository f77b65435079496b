//! Which language a text is in.
//!
//! In: text. Out: its ISO 639-1 code when the detector is sure. Refused: guessing from a few words.

use whatlang::Lang;

/// Letters below which no language is named.
const ENOUGH: usize = 60;
/// The start of a text suffices.
const HEAD: usize = 4000;

#[must_use]
pub fn detect(text: &str) -> Option<String> {
    let cut = if text.len() > HEAD { text.char_indices().nth(HEAD) } else { None };
    let head = cut.and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    if head.chars().filter(|c| c.is_alphabetic()).take(ENOUGH).count() < ENOUGH {
        return None;
    }
    if is_plainly_english(head) {
        return Some(code(Lang::Eng).to_owned());
    }
    let info = whatlang::detect(head)?;
    // Arabic, Hebrew, Georgian… are certain by their script alone.
    (info.is_reliable() || info.confidence() > 0.9).then(|| code(info.lang()).to_owned())
}

/// Most of what is read is English, and the detector weighs every letter of it against every language.
fn is_plainly_english(text: &str) -> bool {
    let (mut words, mut the, mut small) = (0_usize, 0_usize, 0_usize);
    for word in text.split_ascii_whitespace() {
        words += 1;
        let mut lower = [0; 5];
        let Some(letters) = lower.get_mut(..word.len()) else { continue };
        letters.copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        // Words that make up a fifth of any English text, and of no other language's.
        match &*letters {
            b"the" => the += 1,
            b"of" | b"and" | b"to" | b"in" | b"that" | b"was" | b"with" | b"from" | b"were" | b"has" | b"had" | b"by" | b"said"
            | b"for" | b"their" => small += 1,
            _ => {}
        }
    }
    words >= 30 && the * 100 >= words * 3 && (the + small) * 100 >= words * 18
}

/// ISO 639-1, or 639-3 where there is no shorter code.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Ara => "ar",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Tur => "tr",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Pol => "pl",
        Lang::Nld => "nl",
        Lang::Amh => "am",
        Lang::Mya => "my",
        Lang::Hin => "hi",
        Lang::Urd => "ur",
        Lang::Hye => "hy",
        Lang::Aze => "az",
        Lang::Kat => "ka",
        Lang::Ell => "el",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Swe => "sv",
        Lang::Nob => "no",
        Lang::Dan => "da",
        Lang::Fin => "fi",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Ind => "id",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ben => "bn",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_reports_are_told_apart() {
        assert_eq!(
            detect("Rebel fighters entered the city on Friday after the army withdrew from its western districts, residents said.")
                .as_deref(),
            Some("en")
        );
        assert_eq!(
            detect("دخلت فصائل المعارضة مدينة حلب يوم الجمعة وانسحب الجيش من أحياء عدة في غرب المدينة بحسب السكان").as_deref(),
            Some("ar")
        );
        assert_eq!(detect("Aleppo"), None);
    }
}

//! The embedded fonts, and how wide a text is in them.
//!
//! In: a text, its size and weight. Out: the bytes for any painter, widths in points. Refused: shaping; widths sum
//! the advances of single characters, which is exact for Latin, Greek, Cyrillic and Hebrew up to kerning and an
//! upper bound for joined Arabic.

use super::shape::Weight;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::LazyLock;

/// Family name of the Latin, Greek and Cyrillic face; the others are fallbacks for their scripts.
pub const FAMILY: &str = "Noto Sans";

/// One embedded face.
#[derive(Debug, Clone, Copy)]
pub struct Face {
    pub family: &'static str,
    pub weight: Weight,
    pub bytes: &'static [u8],
}

/// In order of fallback within a weight.
pub static FACES: [Face; 6] = [
    Face { family: FAMILY, weight: Weight::Regular, bytes: include_bytes!("../../assets/fonts/NotoSans-Regular.ttf") },
    Face { family: FAMILY, weight: Weight::Bold, bytes: include_bytes!("../../assets/fonts/NotoSans-Bold.ttf") },
    Face { family: "Noto Sans Arabic", weight: Weight::Regular, bytes: include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf") },
    Face { family: "Noto Sans Arabic", weight: Weight::Bold, bytes: include_bytes!("../../assets/fonts/NotoSansArabic-Bold.ttf") },
    Face { family: "Noto Sans Hebrew", weight: Weight::Regular, bytes: include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf") },
    Face { family: "Noto Sans Hebrew", weight: Weight::Bold, bytes: include_bytes!("../../assets/fonts/NotoSansHebrew-Bold.ttf") },
];

/// Advances of the Basic Multilingual Plane in thousandths of the em, 0 for marks, [`MISSING`] where no face has it.
struct Advances(Vec<u16>);

const MISSING: u16 = u16::MAX;
/// What a missing character's box takes.
const BOX: f32 = 0.6;

static ADVANCES: LazyLock<[Advances; 2]> = LazyLock::new(|| [Advances::of(Weight::Regular), Advances::of(Weight::Bold)]);

impl Advances {
    fn of(weight: Weight) -> Self {
        let mut table = vec![MISSING; 0x1_0000];
        for face in FACES.iter().filter(|face| face.weight == weight) {
            let Ok(font) = FontRef::new(face.bytes) else { continue };
            let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
            for (character, glyph) in font.charmap().mappings() {
                let advance = metrics.advance_width(glyph).unwrap_or(0.0).clamp(0.0, 60_000.0).round() as u16;
                if let Some(slot) = table.get_mut(character as usize)
                    && *slot == MISSING
                {
                    *slot = advance;
                }
            }
        }
        Self(table)
    }
}

/// Width of one line of text in points at `size` points an em.
#[must_use]
pub fn text_width(text: &str, size: f32, weight: Weight) -> f32 {
    let [regular, bold] = &*ADVANCES;
    let table = if weight == Weight::Bold { bold } else { regular };
    let ems: f32 = text
        .chars()
        .map(|c| match table.0.get(c as usize).copied().unwrap_or(MISSING) {
            MISSING => BOX,
            advance => f32::from(advance) / 1000.0,
        })
        .sum();
    ems * size
}

/// True if some embedded face draws this character.
#[must_use]
pub fn covers(character: char) -> bool {
    let [regular, _] = &*ADVANCES;
    regular.0.get(character as usize).is_some_and(|&advance| advance != MISSING)
}

/// Breaks `text` at spaces into lines no wider than `width` (a longer single word stays whole).
#[must_use]
pub fn wrap(text: &str, size: f32, weight: Weight, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if !line.is_empty() && text_width(&longer, size, weight) > width {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        } else {
            line = longer;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `text` cut to `width` with an ellipsis where it does not fit.
#[must_use]
pub fn elide(text: &str, size: f32, weight: Weight, width: f32) -> String {
    if text_width(text, size, weight) <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if text_width(&cut, size, weight) + text_width("…", size, weight) > width {
            cut.pop();
            break;
        }
    }
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_wars_we_cover_have_glyphs() {
        for name in [
            "Ḥalab",
            "Dayr az-Zawr",
            "Ṭarṭūs",
            "ʿAfrīn",
            "Маріуполь",
            "Харьков",
            "Ёлкино",
            "حلب",
            "بيت لاهيا",
            "کابل",
            "עזה",
            "Łódź",
            "Şırnak",
            "Ağdam",
            "N’Djaména",
        ] {
            assert!(name.chars().all(covers), "{name}");
        }
    }

    #[test]
    fn bold_is_wider_and_width_grows_with_size() {
        let regular = text_width("Aleppo", 12.0, Weight::Regular);
        assert!(text_width("Aleppo", 12.0, Weight::Bold) > regular);
        assert!((text_width("Aleppo", 24.0, Weight::Regular) - 2.0 * regular).abs() < 0.01);
        assert!((35.0..50.0).contains(&regular), "{regular}");
    }

    #[test]
    fn wrapped_lines_fit_and_keep_every_word() {
        let text = "Positions as claimed in the cited articles; not a statement on borders or status.";
        let lines = wrap(text, 10.0, Weight::Regular, 120.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| text_width(line, 10.0, Weight::Regular) <= 120.0));
        assert_eq!(lines.join(" "), text);
    }
}

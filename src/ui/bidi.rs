//! Names in Arabic, Hebrew or mixed directions, in the order in which they are read on the screen.
//!
//! In: text as it is stored. Out: text whose words stand from left to right as they are to be seen. egui joins the letters of a
//! word and runs them right to left by itself, but leaves words where they are stored; this puts the words in place, by the
//! Unicode bidirectional algorithm (UAX #9). Refused: text for files: what writes SVG does all of this itself.

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{Align, Color32, FontId, Painter, TextFormat, Ui};
use std::borrow::Cow;
use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Whether anything in it runs from right to left.
#[must_use]
pub fn is_needed(text: &str) -> bool {
    // Everything before the Hebrew block runs left to right, and that is nearly every text.
    text.chars().any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// Whether its first strong letter runs from right to left.
#[must_use]
pub fn starts_right(text: &str) -> bool {
    let strong = text.chars().map(bidi_class).find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
    matches!(strong, Some(BidiClass::R | BidiClass::AL))
}

/// One line as it is seen.
#[must_use]
pub fn visual(text: &str) -> Cow<'_, str> {
    if !is_needed(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.lines()
            .map(|line| words_seen(line, starts_right(line)).iter().map(Word::seen).collect::<String>())
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

/// Text in a `LayoutJob`, broken into lines before it is put in order: the first line stays the first.
#[must_use]
pub fn wrapped(painter: &Painter, text: &str, format: &TextFormat, wrap: TextWrapping) -> LayoutJob {
    let mut job = LayoutJob::default();
    let width = wrap.max_width;
    let rows = wrap.max_rows;
    job.wrap = wrap;
    if !is_needed(text) {
        job.append(text, 0.0, format.clone());
        return job;
    }
    let right = starts_right(text);
    let seen: Vec<String> = lines(painter, text, &format.font_id, width)
        .into_iter()
        .take(rows)
        .filter_map(|line| text.get(line))
        .map(|line| words_seen(line.trim_end(), right).iter().map(Word::seen).collect())
        .collect();
    job.append(&seen.join("\n"), 0.0, format.clone());
    if right {
        job.halign = Align::RIGHT;
    }
    job
}

/// Where lines break at this width, in the order of the text.
#[must_use]
pub fn lines(painter: &Painter, text: &str, font: &FontId, width: f32) -> Vec<Range<usize>> {
    let measure = |part: &str| painter.layout_no_wrap(part.to_owned(), font.clone(), Color32::WHITE).size().x;
    let mut found = Vec::new();
    let (mut start, mut at, mut used) = (0, 0, 0.0);
    for word in text.split_inclusive(char::is_whitespace) {
        let long = measure(word);
        if used > 0.0 && used + measure(word.trim_end()) > width {
            found.push(start..at);
            (start, used) = (at, 0.0);
        }
        at += word.len();
        used += long;
        if word.ends_with('\n') {
            found.push(start..at);
            (start, used) = (at, 0.0);
        }
    }
    if start < at {
        found.push(start..at);
    }
    found
}

/// A piece that is shaped as one: letters of a word, or what stands between words.
#[derive(Debug, Clone, PartialEq)]
pub struct Word<'a> {
    /// Bytes of the line.
    pub at: Range<usize>,
    pub text: &'a str,
    /// Runs right to left.
    pub right: bool,
}

impl Word<'_> {
    /// Brackets turn round where the text runs right to left.
    #[must_use]
    pub fn seen(&self) -> String {
        if !self.right { self.text.to_owned() } else { self.text.chars().map(mirrored).collect() }
    }
}

/// The words of one line from left to right as they are seen.
#[must_use]
pub fn words_seen(line: &str, right: bool) -> Vec<Word<'_>> {
    let base = if right { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(line, Some(base));
    let mut words = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let right = levels.get(run.start).is_some_and(Level::is_rtl);
            let start = words.len();
            let Some(text) = line.get(run.clone()) else { continue };
            for part in shaped_alike(text, right) {
                let at = run.start + part.start..run.start + part.end;
                words.extend(line.get(at.clone()).map(|text| Word { at, text, right }));
            }
            if right && let Some(run) = words.get_mut(start..) {
                run.reverse();
            }
        }
    }
    words
}

/// Cuts where a run of letters that join begins or ends; between words every space is a part of its own in running right.
fn shaped_alike(text: &str, right: bool) -> Vec<Range<usize>> {
    if !right {
        // Words, so that each can be found and pointed at.
        let mut at = 0;
        return text
            .split_inclusive(char::is_whitespace)
            .map(|word| {
                at += word.len();
                at - word.len()..at
            })
            .collect();
    }
    let mut parts: Vec<(Range<usize>, bool)> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match parts.last_mut() {
            Some((range, true)) if joins(c) => range.end = end,
            _ => parts.push((at..end, joins(c))),
        }
    }
    parts.into_iter().map(|(range, _)| range).collect()
}

/// Letters, marks and punctuation of the scripts that run right to left: they come from one face and are shaped together.
const fn joins(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{65F}' | '\u{66A}'..='\u{6EF}' | '\u{6FA}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{200C}' | '\u{200D}')
}

const fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

/// A label that wraps, in any direction.
pub fn label(ui: &mut Ui, text: &str, format: &TextFormat) -> eframe::egui::Response {
    let width = ui.available_width();
    let wrap = TextWrapping { max_width: width, ..TextWrapping::default() };
    if !is_needed(text) {
        let mut job = LayoutJob::default();
        job.append(text, 0.0, format.clone());
        return ui.add(eframe::egui::Label::new(job).wrap());
    }
    let job = wrapped(ui.painter(), text, format, wrap);
    let right = job.halign == Align::RIGHT;
    let galley = ui.painter().layout_job(job);
    let size = eframe::egui::vec2(if right { width } else { galley.size().x }, galley.size().y);
    let (rect, response) = ui.allocate_exact_size(size, eframe::egui::Sense::hover());
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::accesskit::Role::Label, true, text));
    let corner = if right { rect.right_top() } else { rect.min };
    ui.painter().galley(corner, galley, format.color);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_text_is_left_alone() {
        assert!(matches!(visual("Aleppo (Syria), 29 Nov – Ma‘arrat"), Cow::Borrowed(_)));
    }

    #[test]
    fn arabic_words_stand_from_right_to_left_and_their_letters_are_left_to_the_shaper() {
        assert_eq!(visual("مدينة حلب"), "حلب مدينة");
        assert_eq!(visual("حلب، سوريا"), "سوريا حلب،");
    }

    #[test]
    fn a_name_in_brackets_keeps_its_place_in_a_line_of_the_other_direction() {
        assert_eq!(visual("Aleppo (حلب الشرقية) fell"), "Aleppo (الشرقية حلب) fell");
        assert_eq!(visual("حلب (Aleppo) سقطت"), "سقطت (Aleppo) حلب");
    }

    #[test]
    fn numbers_run_left_to_right_inside_arabic() {
        assert_eq!(visual("في 29 نوفمبر 2024"), "2024 نوفمبر 29 في");
        assert_eq!(visual("עיר חלב 12"), "12 חלב עיר");
    }

    #[test]
    fn every_byte_of_a_line_is_in_one_word() {
        for line in ["حلب (Aleppo) سقطت, في 29", "a b  c", "", "שלום world ، ؟"] {
            let mut parts: Vec<Range<usize>> = words_seen(line, starts_right(line)).into_iter().map(|word| word.at).collect();
            parts.sort_by_key(|part| part.start);
            assert_eq!(parts.iter().filter_map(|part| line.get(part.clone())).collect::<String>(), line);
        }
    }
}

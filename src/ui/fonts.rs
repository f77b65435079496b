//! The embedded faces, for egui: Noto for Latin, Greek, Cyrillic, Arabic and Hebrew, in two weights.

use super::theme::BOLD;
use crate::map::Weight;
use crate::map::fonts::FACES;
use eframe::egui::{self, FontData, FontDefinitions, FontFamily};
use std::sync::Arc;

pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let mut regular = Vec::new();
    let mut bold = Vec::new();
    for face in &FACES {
        let name = format!("{} {:?}", face.family, face.weight);
        fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(face.bytes)));
        if face.weight == Weight::Bold { bold.push(name) } else { regular.push(name) }
    }
    let mono = fonts.families.entry(FontFamily::Monospace).or_default();
    mono.extend(regular.iter().cloned());
    regular.extend(fallbacks.iter().cloned());
    bold.extend(regular.iter().cloned());
    fonts.families.insert(FontFamily::Proportional, regular);
    fonts.families.insert(FontFamily::Name(BOLD.into()), bold);
    ctx.set_fonts(fonts);
}

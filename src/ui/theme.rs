//! How the program looks: two themes of one design.
//!
//! Quiet chrome, one accent, an 8-point rhythm, two text sizes and one weight for emphasis. Colours with meaning belong to
//! the sides alone; everything else is grey or the accent.

use crate::map;
use eframe::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Margin, RichText, Shadow, Stroke, Style, TextStyle, Theme, Visuals, vec2,
};

/// Body text, points.
pub const BODY: f32 = 13.5;
/// Secondary text, points; nothing is smaller.
pub const SMALL: f32 = 12.0;
/// The rhythm: every distance is a multiple of half of it.
pub const GRID: f32 = 8.0;
/// Family name of the emphasised weight.
pub const BOLD: &str = "bold";

/// The colours of one theme, by use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    pub dark: bool,
    /// Panels and bars.
    pub panel: Color32,
    /// Cards, menus, dialogs.
    pub raised: Color32,
    /// Fields and wells.
    pub sunken: Color32,
    pub line: Color32,
    pub text: Color32,
    pub quiet: Color32,
    pub accent: Color32,
    /// Behind what is selected.
    pub accent_soft: Color32,
    pub hover: Color32,
    /// Behind the words of the selected claim.
    pub marked: Color32,
    pub warn: Color32,
    pub error: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

pub const LIGHT: Look = Look {
    dark: false,
    panel: rgb(0xf6f7f8),
    raised: rgb(0xffffff),
    sunken: rgb(0xffffff),
    line: rgb(0xdbdfe4),
    text: rgb(0x1c1f24),
    quiet: rgb(0x596069),
    accent: rgb(0x0e62c4),
    accent_soft: rgb(0xddeafa),
    hover: rgb(0xe9ecf0),
    marked: rgb(0xffefb8),
    warn: rgb(0x8a5a00),
    error: rgb(0xb3261e),
};

pub const DARK: Look = Look {
    dark: true,
    panel: rgb(0x171a1f),
    raised: rgb(0x20242a),
    sunken: rgb(0x101316),
    line: rgb(0x31363e),
    text: rgb(0xe4e7eb),
    quiet: rgb(0x9da5af),
    accent: rgb(0x6cb0ff),
    accent_soft: rgb(0x1e3857),
    hover: rgb(0x2a2f37),
    marked: rgb(0x463b14),
    warn: rgb(0xe8b95b),
    error: rgb(0xff8a80),
};

impl Look {
    #[must_use]
    pub fn of(ui: &egui::Ui) -> Self {
        if ui.visuals().dark_mode { DARK } else { LIGHT }
    }

    #[must_use]
    pub const fn map_theme(&self) -> map::Theme {
        if self.dark { map::Theme::Dark } else { map::Theme::Light }
    }
}

#[must_use]
pub fn body() -> FontId {
    FontId::new(BODY, FontFamily::Proportional)
}

#[must_use]
pub fn small() -> FontId {
    FontId::new(SMALL, FontFamily::Proportional)
}

#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(BOLD.into()))
}

/// Emphasised text of body size.
#[must_use]
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(super::bidi::visual(&text.into())).font(bold(BODY))
}

/// Secondary text.
#[must_use]
pub fn quiet(look: &Look, text: impl Into<String>) -> RichText {
    RichText::new(super::bidi::visual(&text.into())).font(small()).color(look.quiet)
}

/// Gives the context both themes.
pub fn install(ctx: &egui::Context) {
    ctx.set_style_of(Theme::Light, style(&LIGHT));
    ctx.set_style_of(Theme::Dark, style(&DARK));
}

fn style(look: &Look) -> Style {
    let mut style = Style { visuals: if look.dark { Visuals::dark() } else { Visuals::light() }, ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, small()),
        (TextStyle::Body, body()),
        (TextStyle::Button, body()),
        (TextStyle::Heading, bold(BODY)),
        (TextStyle::Monospace, FontId::new(BODY - 0.5, FontFamily::Monospace)),
    ]
    .into();
    style.animation_time = 0.08;
    style.compact_menu_style = false;
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(GRID, GRID / 2.0);
    spacing.button_padding = vec2(GRID, GRID / 2.0);
    spacing.interact_size = vec2(28.0, 28.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.menu_spacing = 4.0;
    spacing.icon_width = 16.0;
    spacing.icon_spacing = 6.0;
    spacing.combo_width = 64.0;
    spacing.tooltip_width = 360.0;
    spacing.scroll.floating = true;
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.floating_width = 4.0;

    let visuals = &mut style.visuals;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(look.quiet);
    visuals.panel_fill = look.panel;
    visuals.window_fill = look.raised;
    visuals.window_stroke = Stroke::new(1.0, look.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    let shade = Color32::from_black_alpha(if look.dark { 120 } else { 40 });
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 28, spread: 0, color: shade };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 14, spread: 0, color: shade };
    visuals.extreme_bg_color = look.sunken;
    visuals.text_edit_bg_color = Some(look.sunken);
    visuals.faint_bg_color = look.hover;
    visuals.code_bg_color = look.hover;
    visuals.hyperlink_color = look.accent;
    visuals.warn_fg_color = look.warn;
    visuals.error_fg_color = look.error;
    visuals.selection.bg_fill = look.accent_soft;
    visuals.selection.stroke = Stroke::new(1.0, look.accent);
    visuals.slider_trailing_fill = true;
    visuals.striped = false;
    visuals.indent_has_left_vline = false;

    let radius = CornerRadius::same(5);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, look.line);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, look.text);
    widgets.noninteractive.bg_fill = look.panel;
    for (state, fill, weak, line, ink) in [
        (&mut widgets.inactive, look.raised, Color32::TRANSPARENT, look.line, look.text),
        (&mut widgets.hovered, look.hover, look.hover, look.quiet, look.text),
        (&mut widgets.active, look.accent_soft, look.accent_soft, look.accent, look.text),
        (&mut widgets.open, look.hover, look.hover, look.line, look.text),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = weak;
        state.bg_stroke = Stroke::new(1.0, line);
        state.fg_stroke = Stroke::new(1.0, ink);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Rgba;

    fn contrast(a: Color32, b: Color32) -> f32 {
        Rgba(a.to_array()).contrast(Rgba(b.to_array()))
    }

    #[test]
    fn text_can_be_read_on_every_ground_of_both_themes() {
        for look in [LIGHT, DARK] {
            for ground in [look.panel, look.raised, look.sunken, look.hover, look.accent_soft, look.marked] {
                assert!(contrast(look.text, ground) >= 7.0, "text {:?} on {ground:?}", look.text);
                assert!(contrast(look.quiet, ground) >= 4.0, "quiet {:?} on {ground:?}", look.quiet);
            }
            for ink in [look.accent, look.warn, look.error] {
                assert!(contrast(ink, look.panel) >= 4.5 && contrast(ink, look.raised) >= 4.5, "{ink:?}");
            }
        }
    }
}

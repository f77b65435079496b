//! How the window's room is shared: with every panel open, the map keeps at least half of a window of 1280 × 720 points.
//!
//! Only what a panel takes at first; whoever drags an edge has the last word.

use eframe::egui::{Context, Rect};

/// Width of the articles when they are first shown, points.
#[must_use]
pub fn articles(ctx: &Context) -> f32 {
    (ctx.content_rect().width() * 0.18).clamp(216.0, 304.0)
}

/// Width of the selected place when it is first shown, points.
#[must_use]
pub fn place(ctx: &Context) -> f32 {
    (ctx.content_rect().width() * 0.195).clamp(240.0, 320.0)
}

/// Height of the time axis: its ticks and what is above them.
#[must_use]
pub fn axis(ctx: &Context) -> f32 {
    if ctx.content_rect().height() < 800.0 { 64.0 } else { 78.0 }
}

/// Whether a legend of this size may stand open over the map unasked.
#[must_use]
pub fn spares_legend(map: Rect, legend: eframe::egui::Vec2) -> bool {
    legend.x <= map.width() * 0.45 && legend.y <= map.height() * 0.5
}

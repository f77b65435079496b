//! The names that the basemap offers, and where there is land, looked up beside the window: a frame never waits for a tile to
//! be decoded.
//!
//! In: where the camera looks. Out: the names of a somewhat larger frame, those of the frame before until the new ones are
//! there. A small move of the camera asks for nothing.

use crate::geodesy::MercatorPoint;
use crate::jobs::Workers;
use crate::map::{Basemap, BasemapLabel, Camera, Land, Theme};
use eframe::egui::Context;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// A camera rounded so that its neighbours ask for the same names.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Asked {
    /// Quarters of a zoom.
    zoom: i32,
    /// Centre in halves of the frame.
    column: i64,
    row: i64,
    size: [f32; 2],
    theme: Theme,
    with_land: bool,
}

impl Asked {
    fn of(camera: &Camera, theme: Theme, with_land: bool) -> Self {
        let zoom = (camera.zoom * 4.0).floor() as i32;
        let [half_width, half_height] = Self::half([camera.width, camera.height], zoom);
        Self {
            zoom,
            column: (camera.centre.x / half_width).round() as i64,
            row: (camera.centre.y / half_height).round() as i64,
            size: [camera.width, camera.height],
            theme,
            with_land,
        }
    }

    /// Half of the frame in Mercator units.
    fn half(size: [f32; 2], zoom: i32) -> [f64; 2] {
        let scale = crate::map::WORLD_POINTS * (f64::from(zoom) / 4.0).exp2();
        size.map(|side| f64::from(side.max(64.0)) / 2.0 / scale)
    }

    /// Covers every camera that is rounded to this.
    fn camera(&self) -> Camera {
        let [half_width, half_height] = Self::half(self.size, self.zoom);
        let centre = MercatorPoint { x: (self.column as f64 * half_width).rem_euclid(1.0), y: self.row as f64 * half_height };
        let [width, height] = self.size.map(|side| side.max(64.0) * 1.5);
        Camera { centre, zoom: f64::from(self.zoom) / 4.0, width, height, pixels_per_point: 1.0 }
    }
}

struct Answer {
    asked: Asked,
    names: Vec<BasemapLabel>,
    land: Option<Land>,
}

pub struct Names {
    basemap: Option<(Theme, Arc<Basemap>)>,
    workers: Workers,
    shown: Option<Answer>,
    pending: Option<Asked>,
    /// Differs whenever other names are shown.
    pub generation: u64,
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
}

impl Default for Names {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { basemap: None, workers: Workers::new("names", 1), shown: None, pending: None, generation: 0, sender, receiver }
    }
}

impl Names {
    #[must_use]
    pub fn pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Names of the last frame that is ready.
    #[must_use]
    pub fn shown(&self) -> &[BasemapLabel] {
        self.shown.as_ref().map_or(&[], |answer| &answer.names)
    }

    /// Where there is land, once that was asked for.
    #[must_use]
    pub fn land(&self) -> Option<&Land> {
        self.shown.as_ref()?.land.as_ref()
    }

    /// Takes in what is ready and asks for what is missing; one question at a time.
    pub fn follow(&mut self, ctx: &Context, camera: &Camera, theme: Theme, with_land: bool) {
        while let Ok(answer) = self.receiver.try_recv() {
            self.pending = None;
            self.shown = Some(answer);
            self.generation += 1;
        }
        if self.shown.as_ref().is_some_and(|shown| shown.asked.theme != theme) {
            // Light names on a light ground are worse than none for a moment.
            self.shown = None;
            self.generation += 1;
        }
        let asked = Asked::of(camera, theme, with_land);
        if self.pending.is_some() || self.shown.as_ref().is_some_and(|shown| shown.asked == asked) {
            return;
        }
        if self.basemap.as_ref().is_none_or(|(of, _)| *of != theme) {
            self.basemap = Some((theme, Arc::new(Basemap::embedded(theme, false))));
        }
        let Some((_, basemap)) = &self.basemap else { return };
        let (basemap, sender, ctx) = (Arc::clone(basemap), self.sender.clone(), ctx.clone());
        self.pending = Some(asked);
        self.workers.run(move || {
            let camera = asked.camera();
            let (names, _) = basemap.names(&camera);
            let land = asked.with_land.then(|| basemap.land(&camera));
            // The window may be closed by now.
            let _ = sender.send(Answer { asked, names, land });
            ctx.request_repaint();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LatLon;

    #[test]
    fn what_is_asked_for_covers_the_frame_of_every_camera_that_asks() {
        for n in 0..200_u32 {
            let t = f64::from(n) / 200.0;
            let camera = Camera::new(LatLon::new(60.0 * t - 20.0, 50.0 * t), 2.0 + 10.0 * t, 1280.0, 720.0);
            let wide = Asked::of(&camera, Theme::Light, false).camera();
            for corner in [[0.0, 0.0], [1280.0, 0.0], [0.0, 720.0], [1280.0, 720.0]] {
                let [x, y] = wide.screen_from_mercator(camera.mercator_from_screen(corner));
                assert!((-1.0..=wide.width + 1.0).contains(&x) && (-1.0..=wide.height + 1.0).contains(&y), "{camera:?} {x} {y}");
            }
        }
    }
}

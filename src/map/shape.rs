//! The few primitives that the window and the page both paint.

use serde::{Deserialize, Serialize};

/// sRGB with straight (not premultiplied) alpha.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rgba(pub [u8; 4]);

impl Rgba {
    #[must_use]
    pub const fn opaque(rgb: [u8; 3]) -> Self {
        let [r, g, b] = rgb;
        Self([r, g, b, 255])
    }

    /// The same colour with its alpha multiplied.
    #[must_use]
    pub fn faded(self, by: f32) -> Self {
        let [r, g, b, a] = self.0;
        Self([r, g, b, (f32::from(a) * by.clamp(0.0, 1.0)).round() as u8])
    }

    /// Relative luminance, 0 black to 1 white (WCAG 2 definition); alpha is ignored.
    #[must_use]
    pub fn luminance(self) -> f32 {
        let linear = |byte: u8| {
            let c = f32::from(byte) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b, _] = self.0;
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// WCAG 2 contrast ratio, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// In points.
    pub width: f32,
    pub colour: Rgba,
    /// Dash and gap in points.
    pub dash: Option<[f32; 2]>,
}

impl Stroke {
    #[must_use]
    pub const fn solid(width: f32, colour: Rgba) -> Self {
        Self { width, colour, dash: None }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    Regular,
    Bold,
}

/// Which point of the text box [`Text::at`] names, horizontally; vertically it is always the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// Anchor on the baseline.
    pub at: [f32; 2],
    pub anchor: Anchor,
    pub text: String,
    /// Em size in points.
    pub size: f32,
    pub weight: Weight,
    pub colour: Rgba,
    /// Painted 1.5 points around the letters, under them.
    pub halo: Option<Rgba>,
    /// Extra space between letters, points.
    pub spacing: f32,
}

/// Painted in order, later over earlier. Filled paths are convex, so that any painter can fill them as a fan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    Circle {
        centre: [f32; 2],
        radius: f32,
        fill: Option<Rgba>,
        stroke: Option<Stroke>,
    },
    Path {
        points: Vec<[f32; 2]>,
        closed: bool,
        fill: Option<Rgba>,
        stroke: Option<Stroke>,
    },
    /// From one angle to another in radians, 0 east, growing clockwise on the screen.
    Arc {
        centre: [f32; 2],
        radius: f32,
        from: f32,
        to: f32,
        stroke: Stroke,
    },
    Text(Text),
}

impl Shape {
    #[must_use]
    pub fn disc(centre: [f32; 2], radius: f32, fill: Rgba) -> Self {
        Self::Circle { centre, radius, fill: Some(fill), stroke: None }
    }

    #[must_use]
    pub fn ring(centre: [f32; 2], radius: f32, stroke: Stroke) -> Self {
        Self::Circle { centre, radius, fill: None, stroke: Some(stroke) }
    }

    #[must_use]
    pub fn line(points: Vec<[f32; 2]>, stroke: Stroke) -> Self {
        Self::Path { points, closed: false, fill: None, stroke: Some(stroke) }
    }

    #[must_use]
    pub const fn arc(centre: [f32; 2], radius: f32, from: f32, to: f32, stroke: Stroke) -> Self {
        Self::Arc { centre, radius, from, to, stroke }
    }

    #[must_use]
    pub fn polygon(points: Vec<[f32; 2]>, fill: Rgba) -> Self {
        Self::Path { points, closed: true, fill: Some(fill), stroke: None }
    }

    /// The same shape moved.
    #[must_use]
    pub fn moved(mut self, by: [f32; 2]) -> Self {
        let shift = |p: &mut [f32; 2]| {
            let [x, y] = p;
            *x += by[0];
            *y += by[1];
        };
        match &mut self {
            Self::Circle { centre, .. } | Self::Arc { centre, .. } => shift(centre),
            Self::Path { points, .. } => points.iter_mut().for_each(shift),
            Self::Text(text) => shift(&mut text.at),
        }
        self
    }
}

/// Points of an arc around `centre`, from `from` to `to` in radians (0 east, growing clockwise on the screen).
#[must_use]
pub fn arc(centre: [f32; 2], radius: f32, from: f32, to: f32) -> Vec<[f32; 2]> {
    // A chord every 9 degrees strays from a 12-point arc by less than a twentieth of a point.
    let steps = (((to - from).abs() / 0.157).ceil() as usize).max(1);
    (0..=steps)
        .map(|step| {
            let angle = from + (to - from) * step as f32 / steps as f32;
            [centre[0] + radius * angle.cos(), centre[1] + radius * angle.sin()]
        })
        .collect()
}

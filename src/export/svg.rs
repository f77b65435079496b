//! Writes shapes as SVG 1.1 text: deterministic, every number rounded, every character legal in XML.

use super::base64;
use crate::map::{Anchor, Rgba, Shape, Stroke, Text, Weight, arc};
use std::fmt::Write as _;

/// SVG text that grows; all positions in the page's own units.
#[derive(Debug, Default)]
pub struct Svg {
    out: String,
}

impl Svg {
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
        self.out.push('\n');
    }

    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    pub fn open_group(&mut self, attributes: &str) {
        let _ = writeln!(self.out, "<g {attributes}>");
    }

    pub fn close_group(&mut self) {
        self.out.push_str("</g>\n");
    }

    /// What a pointer over the enclosing group shows.
    pub fn tooltip(&mut self, words: &str) {
        let _ = writeln!(self.out, "<title>{}</title>", escape(words));
    }

    pub fn rect(&mut self, [left, top, right, bottom]: [f32; 4], fill: Option<Rgba>, stroke: Option<Stroke>) {
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            num(left),
            num(top),
            num(right - left),
            num(bottom - top)
        );
        self.paint(fill, stroke);
        self.out.push_str("/>\n");
    }

    pub fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Circle { centre, radius, fill, stroke } => {
                let _ = write!(self.out, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", num(centre[0]), num(centre[1]), num(*radius));
                self.paint(*fill, *stroke);
                self.out.push_str("/>\n");
            }
            Shape::Path { points, closed, fill, stroke } => {
                self.out.push_str("<path d=\"");
                self.path_data(points, *closed, 2);
                self.out.push('"');
                self.paint(*fill, *stroke);
                self.out.push_str("/>\n");
            }
            Shape::Arc { centre, radius, from, to, stroke } => {
                self.shape(&Shape::line(arc(*centre, *radius, *from, *to), *stroke));
            }
            Shape::Text(text) => self.text(text),
        }
    }

    /// A square JPEG; it reaches a hair over its edges, so that no seam shows between two.
    pub fn picture(&mut self, at: [f32; 2], side: f32, jpeg: &[u8]) {
        const HAIR: f32 = 0.3;
        let _ = writeln!(
            self.out,
            "<image x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{side}\" preserveAspectRatio=\"none\" href=\"data:image/jpeg;base64,{}\"/>",
            num(at[0] - HAIR),
            num(at[1] - HAIR),
            base64(jpeg),
            side = num(side + 2.0 * HAIR),
        );
    }

    pub fn shapes<'a>(&mut self, shapes: impl IntoIterator<Item = &'a Shape>) {
        for shape in shapes {
            self.shape(shape);
        }
    }

    /// Many rings or lines as one path with one decimal, for the ground.
    pub fn ground_path(&mut self, parts: &[Vec<[f32; 2]>], fill: Option<Rgba>, stroke: Option<Stroke>) {
        if parts.is_empty() {
            return;
        }
        self.out.push_str("<path d=\"");
        for part in parts {
            self.path_data(part, fill.is_some(), 1);
        }
        self.out.push('"');
        self.paint(fill, stroke);
        if stroke.is_some() {
            self.out.push_str(" stroke-linejoin=\"round\"");
        }
        self.out.push_str("/>\n");
    }

    pub fn text(&mut self, text: &Text) {
        let anchor = match text.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if text.weight == Weight::Bold { " font-weight=\"700\"" } else { "" };
        let _ =
            write!(self.out, "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{weight}", num(text.at[0]), num(text.at[1]), num(text.size));
        if text.spacing > 0.0 {
            let _ = write!(self.out, " letter-spacing=\"{}\"", num(text.spacing));
        }
        self.paint(Some(text.colour), None);
        if let Some(halo) = text.halo {
            let _ = write!(self.out, " stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"", hex(halo));
            opacity(&mut self.out, "stroke-opacity", halo);
        }
        let _ = writeln!(self.out, ">{}</text>", escape(&text.text));
    }

    fn path_data(&mut self, points: &[[f32; 2]], closed: bool, decimals: usize) {
        for (n, p) in points.iter().enumerate() {
            let command = if n == 0 { 'M' } else { 'L' };
            let _ = write!(self.out, "{command}{} {}", rounded(p[0], decimals), rounded(p[1], decimals));
        }
        if closed {
            self.out.push('Z');
        }
    }

    fn paint(&mut self, fill: Option<Rgba>, stroke: Option<Stroke>) {
        match fill {
            Some(fill) => {
                let _ = write!(self.out, " fill=\"{}\"", hex(fill));
                opacity(&mut self.out, "fill-opacity", fill);
            }
            None => self.out.push_str(" fill=\"none\""),
        }
        if let Some(stroke) = stroke {
            let _ = write!(self.out, " stroke=\"{}\" stroke-width=\"{}\"", hex(stroke.colour), num(stroke.width));
            opacity(&mut self.out, "stroke-opacity", stroke.colour);
            if let Some([dash, gap]) = stroke.dash {
                let _ = write!(self.out, " stroke-dasharray=\"{} {}\"", num(dash), num(gap));
            }
        }
    }
}

fn opacity(out: &mut String, attribute: &str, colour: Rgba) {
    let [_, _, _, alpha] = colour.0;
    if alpha < 255 {
        let _ = write!(out, " {attribute}=\"{}\"", num(f32::from(alpha) / 255.0));
    }
}

fn hex(colour: Rgba) -> String {
    let [r, g, b, _] = colour.0;
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Two decimals, without trailing zeros.
#[must_use]
pub fn num(value: f32) -> String {
    rounded(value, 2)
}

fn rounded(value: f32, decimals: usize) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// XML text: the five escapes, and no character that XML 1.0 forbids.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            c if c < ' ' || ('\u{7f}'..='\u{9f}').contains(&c) || c == '\u{fffe}' || c == '\u{ffff}' => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_break_the_markup() {
        let written: Vec<String> = [1.0, 1.5, -0.001, 12.345, f32::NAN, f32::INFINITY, 100.0].into_iter().map(num).collect();
        assert_eq!(written, ["1", "1.5", "0", "12.35", "0", "0", "100"]);
    }

    #[test]
    fn hostile_names_stay_text() {
        assert_eq!(escape("a<script>\u{0}\u{8}&\"'\u{ffff}"), "a&lt;script&gt;&amp;&quot;&apos;");
    }
}

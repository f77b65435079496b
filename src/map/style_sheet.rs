//! Style sheets of the basemap: which layers are drawn, in which order and colours.
//!
//! In: JSON, a small part of the MapLibre style specification (background, fill, line, symbol), so that the window's tile
//! renderer and the page's read the same file. Out: [`StyleSheet`]. Refused: JSON without layers; layers of other types
//! are skipped.

use super::shape::Rgba;
use serde_json::{Map, Value as Json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerKind {
    Background,
    Fill,
    Line,
    Symbol,
}

#[derive(Debug, Clone, PartialEq)]
pub struct StyleLayer {
    pub id: String,
    pub kind: LayerKind,
    pub source: String,
    pub min_zoom: f64,
    pub max_zoom: f64,
    pub filter: Option<Json>,
    pub paint: Map<String, Json>,
    pub layout: Map<String, Json>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct StyleSheet {
    pub layers: Vec<StyleLayer>,
}

impl StyleSheet {
    /// # Errors
    /// Words for the user when the text is no style sheet.
    pub fn parse(text: &str) -> Result<Self, String> {
        let json: Json = serde_json::from_str(text).map_err(|error| format!("the map style is no JSON: {error}"))?;
        let layers = json.get("layers").and_then(Json::as_array).ok_or("the map style has no layers")?;
        Ok(Self { layers: layers.iter().filter_map(layer).collect() })
    }

    /// Does any layer of one of these kinds draw from this source layer?
    #[must_use]
    pub fn draws(&self, source: &str, kinds: &[LayerKind]) -> bool {
        self.layers.iter().any(|layer| layer.source == source && kinds.contains(&layer.kind))
    }
}

/// The style sheet without its names: the window's tile renderer paints ground only, because names are placed
/// by [`super::Scene`] together with those of the claims.
#[must_use]
pub fn without_names(text: &str) -> String {
    let Ok(mut json) = serde_json::from_str::<Json>(text) else { return text.to_owned() };
    if let Some(layers) = json.get_mut("layers").and_then(Json::as_array_mut) {
        layers.retain(|layer| layer.get("type").and_then(Json::as_str) != Some("symbol"));
    }
    json.to_string()
}

fn layer(json: &Json) -> Option<StyleLayer> {
    let text = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or("").to_owned();
    let object = |key: &str| json.get(key).and_then(Json::as_object).cloned().unwrap_or_default();
    let number = |key: &str, default: f64| json.get(key).and_then(Json::as_f64).unwrap_or(default);
    let kind = match json.get("type")?.as_str()? {
        "background" => LayerKind::Background,
        "fill" => LayerKind::Fill,
        "line" => LayerKind::Line,
        "symbol" => LayerKind::Symbol,
        _ => return None,
    };
    Some(StyleLayer {
        id: text("id"),
        kind,
        source: text("source-layer"),
        min_zoom: number("minzoom", 0.0),
        max_zoom: number("maxzoom", 99.0),
        filter: json.get("filter").cloned(),
        paint: object("paint"),
        layout: object("layout"),
    })
}

/// `#rgb`, `#rrggbb` or `#rrggbbaa`.
#[must_use]
pub fn colour(text: &str) -> Option<Rgba> {
    let hex = text.strip_prefix('#')?;
    let digits: Vec<u8> = hex.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    match *digits.as_slice() {
        [r, g, b] => Some(Rgba([r * 17, g * 17, b * 17, 255])),
        [r1, r2, g1, g2, b1, b2] => Some(Rgba([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2, 255])),
        [r1, r2, g1, g2, b1, b2, a1, a2] => Some(Rgba([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2, a1 * 16 + a2])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::palette::Theme;
    use super::super::{assets, expression::Context};
    use super::*;

    #[test]
    fn both_themes_parse_into_the_same_layers() {
        let ids =
            |theme| StyleSheet::parse(assets::style_sheet(theme)).unwrap().layers.into_iter().map(|layer| layer.id).collect::<Vec<_>>();
        assert_eq!(ids(Theme::Light), ids(Theme::Dark));
        assert!(ids(Theme::Light).len() > 10);
    }

    #[test]
    fn every_colour_of_our_sheets_is_one() {
        for theme in [Theme::Light, Theme::Dark] {
            for layer in StyleSheet::parse(assets::style_sheet(theme)).unwrap().layers {
                for (key, value) in layer.paint.iter().filter(|(key, _)| key.ends_with("color")) {
                    let text = Context { zoom: 7.0, feature: None }.evaluate(value).text().unwrap();
                    assert!(colour(&text).is_some(), "{} {key} {text}", layer.id);
                }
            }
        }
    }

    #[test]
    fn no_sheet_fills_the_shapes_of_countries() {
        for theme in [Theme::Light, Theme::Dark] {
            assert!(!StyleSheet::parse(assets::style_sheet(theme)).unwrap().draws("countries", &[LayerKind::Fill]));
        }
    }

    #[test]
    fn the_sheet_without_names_keeps_the_ground() {
        let ground = StyleSheet::parse(&without_names(assets::style_sheet(Theme::Light))).unwrap();
        assert!(ground.layers.iter().all(|layer| layer.kind != LayerKind::Symbol));
        assert!(ground.draws("land", &[LayerKind::Fill]));
    }
}

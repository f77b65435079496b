//! Colours: of actors in two palettes, of the page in two themes.
//!
//! In: the register's actors. Out: the fill of each actor and an ink that stands out on it. Refused: meaning by
//! colour alone; every state also has its own shape.

use super::shape::Rgba;
use crate::actors::{Actor, ActorId, Colour};
use crate::timeline::Holder;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Palette {
    /// The colours that readers of the war know the sides by.
    #[default]
    Conventional,
    /// Distinct to colour-blind eyes.
    ColourSafe,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// The page's own colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageInk {
    pub paper: Rgba,
    pub text: Rgba,
    pub quiet_text: Rgba,
    pub rule: Rgba,
    /// Around labels and symbols, so that they stand off the map.
    pub halo: Rgba,
    /// Outline of symbols.
    pub outline: Rgba,
    /// Fill of a place of which nothing is decided.
    pub unknown: Rgba,
    pub accent: Rgba,
}

impl Theme {
    #[must_use]
    pub const fn ink(self) -> PageInk {
        match self {
            Self::Light => PageInk {
                paper: Rgba([255, 255, 255, 255]),
                text: Rgba([28, 30, 34, 255]),
                quiet_text: Rgba([92, 97, 105, 255]),
                rule: Rgba([205, 208, 212, 255]),
                halo: Rgba([255, 255, 255, 235]),
                outline: Rgba([30, 32, 36, 255]),
                unknown: Rgba([255, 255, 255, 255]),
                accent: Rgba([14, 98, 196, 255]),
            },
            Self::Dark => PageInk {
                paper: Rgba([21, 24, 28, 255]),
                text: Rgba([236, 238, 241, 255]),
                quiet_text: Rgba([158, 165, 174, 255]),
                rule: Rgba([62, 68, 76, 255]),
                halo: Rgba([18, 21, 25, 235]),
                outline: Rgba([238, 240, 243, 255]),
                unknown: Rgba([34, 38, 44, 255]),
                accent: Rgba([98, 170, 255, 255]),
            },
        }
    }
}

/// How one actor is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorStyle {
    pub name: String,
    pub conventional: Rgba,
    pub colour_safe: Rgba,
}

/// Name and colours by actor id; sides are looked up by the id of their umbrella actor.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActorStyles(BTreeMap<String, ActorStyle>);

/// For groups that the register lacks: muted, apart from each other, never the colour of a well-known side.
const SPARE: [[u8; 3]; 6] = [[136, 122, 104], [122, 108, 140], [92, 128, 128], [150, 112, 120], [112, 124, 88], [104, 116, 140]];

impl ActorStyles {
    #[must_use]
    pub fn new<'a>(actors: impl IntoIterator<Item = &'a Actor>) -> Self {
        let opaque = |Colour(rgb): Colour| Rgba::opaque(rgb);
        Self(
            actors
                .into_iter()
                .map(|actor| {
                    let style =
                        ActorStyle { name: actor.name.clone(), conventional: opaque(actor.colour), colour_safe: opaque(actor.colour_safe) };
                    (actor.id.0.clone(), style)
                })
                .collect(),
        )
    }

    /// Fill of a holder: the actor's own, else its side's, else a spare one that depends only on its id.
    #[must_use]
    pub fn fill(&self, holder: &Holder, palette: Palette) -> Rgba {
        let Some(style) = self.0.get(&holder.actor.0).or_else(|| self.0.get(&holder.side.0)) else {
            let hash = holder.actor.0.bytes().fold(7_usize, |h, b| h.wrapping_mul(31).wrapping_add(usize::from(b)));
            return SPARE.get(hash % SPARE.len()).copied().map_or(Rgba([128, 128, 128, 255]), Rgba::opaque);
        };
        match palette {
            Palette::Conventional => style.conventional,
            Palette::ColourSafe => style.colour_safe,
        }
    }

    /// Name to show: the register's, else the id's own words.
    #[must_use]
    pub fn name(&self, actor: &ActorId) -> String {
        self.0.get(&actor.0).map_or_else(|| words_of_id(&actor.0), |style| style.name.clone())
    }
}

/// `group:suqour-brigade` → "Suqour brigade".
fn words_of_id(id: &str) -> String {
    let words = id.rsplit(':').next().unwrap_or(id).replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Black or white, whichever stands out more on `fill`.
#[must_use]
pub fn ink_on(fill: Rgba) -> Rgba {
    let (black, white) = (Rgba([20, 20, 22, 255]), Rgba([255, 255, 255, 255]));
    if fill.contrast(black) >= fill.contrast(white) { black } else { white }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::SideId;

    #[test]
    fn ink_has_text_contrast_on_any_fill() {
        for r in (0..=255).step_by(15) {
            for g in (0..=255).step_by(15) {
                for b in (0..=255).step_by(15) {
                    let fill = Rgba([r, g, b, 255]);
                    assert!(fill.contrast(ink_on(fill)) >= 4.2, "{fill:?}");
                }
            }
        }
    }

    #[test]
    fn a_group_that_the_register_lacks_is_named_by_its_own_words_and_keeps_its_colour() {
        let styles = ActorStyles::default();
        let holder = Holder { actor: ActorId("group:suqour-brigade".into()), side: SideId("group:suqour-brigade".into()) };
        assert_eq!(styles.name(&holder.actor), "Suqour brigade");
        assert_eq!(styles.fill(&holder, Palette::Conventional), styles.fill(&holder, Palette::ColourSafe));
    }
}

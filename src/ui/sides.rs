//! Colours of sides in the palette in force.

use super::paint::colour;
use crate::actors::{ActorId, SideId};
use crate::claims::{ActorMention, Claim};
use crate::timeline::{ControlState, Holder};
use crate::workspace::{SideIndex, Workspace};
use eframe::egui::Color32;

#[must_use]
pub fn of_holder(workspace: &Workspace, holder: &Holder) -> Color32 {
    colour(workspace.styles.fill(holder, workspace.view.palette))
}

#[must_use]
pub fn of_side(workspace: &Workspace, side: &SideId) -> Color32 {
    of_holder(workspace, &Holder { actor: ActorId(side.0.clone()), side: side.clone() })
}

#[must_use]
pub fn of_mention(workspace: &Workspace, mention: &ActorMention) -> Color32 {
    of_holder(workspace, &Holder { actor: mention.id.clone(), side: mention.side.clone() })
}

/// Grey for a claim that names no actor.
#[must_use]
pub fn of_claim(workspace: &Workspace, claim: &Claim) -> Color32 {
    claim.actor.as_ref().map_or(Color32::GRAY, |actor| of_mention(workspace, actor))
}

/// By index in the density; the index after the last side is "no side known".
#[must_use]
pub fn of_index(workspace: &Workspace, index: SideIndex) -> Color32 {
    workspace.corpus.sides.get(index).map_or(Color32::GRAY, |side| of_side(workspace, &side.id))
}

/// The colours of a state, in the order its holders are named; none for an unknown one.
#[must_use]
pub fn of_state(workspace: &Workspace, state: &ControlState) -> Vec<Color32> {
    let one = |holder: &Holder| of_holder(workspace, holder);
    match state {
        ControlState::Unknown => Vec::new(),
        ControlState::Control(holder) => vec![one(holder)],
        ControlState::Contested(holders) | ControlState::Joint(holders) => holders.iter().map(one).collect(),
        ControlState::Besieged { holder, by } | ControlState::Infiltration { holder, by } => holder.iter().chain([by]).map(one).collect(),
    }
}

//! The plain data of the register.

use crate::calendar::Date;
use serde::{Deserialize, Serialize};

/// kebab-case id such as `hts`, `syrian-government`; `group:<words>` for one that the register lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActorId(pub String);

/// Id of the side's umbrella actor, such as `syrian-opposition`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SideId(pub String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A state's army, ministry, government.
    State,
    Rebel,
    Militia,
    Jihadist,
    Coalition,
    Mercenary,
    /// Peacekeepers, UN.
    International,
    Unknown,
}

/// sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Colour(pub [u8; 3]);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    pub id: ActorId,
    pub name: String,
    pub side: SideId,
    pub kind: ActorKind,
    /// ISO 3166-1 codes of where it fights.
    pub countries: Vec<String>,
    pub aliases: Vec<Alias>,
    /// Colour that its readers know it by, and one of a colour-safe set.
    pub colour: Colour,
    pub colour_safe: Colour,
}

/// A name and the days on which it means this actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alias {
    pub words: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Means it only in an article about one of the actor's countries ("the army", "the rebels", "the regime").
    pub generic: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutletKind {
    Agency,
    Newspaper,
    Broadcaster,
    StateMedia,
    PartisanMedia,
    Monitor,
    ThinkTank,
    Official,
    Other,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlet {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub domains: Vec<String>,
    pub kind: OutletKind,
    /// Home country, ISO 3166-1.
    pub country: Option<String>,
    /// Side that it leans to: a judgement, marked as such, for the user to edit.
    pub leans: Option<SideId>,
}

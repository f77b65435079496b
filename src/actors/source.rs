//! The shape of the actor files, as serde reads them.

use super::actor::ActorKind;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WarFile {
    pub countries: Vec<String>,
    /// First day of the war, for "until its capture".
    pub began: Option<String>,
    /// Its last day, where it is over.
    pub ended: Option<String>,
    pub actor: Vec<ActorRow>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ActorRow {
    pub id: String,
    pub name: String,
    pub side: Option<String>,
    pub kind: Option<ActorKind>,
    pub countries: Vec<String>,
    /// Days on which its names, roles and demonym mean it.
    pub from: Option<String>,
    pub until: Option<String>,
    /// Country code → EDTF interval in which it held or fought for ground there, where that is not the whole war.
    pub ground: BTreeMap<String, String>,
    /// Name → first day on which it bore it: a text that uses it is no older.
    pub named: BTreeMap<String, String>,
    pub colour: String,
    pub colour_safe: String,
    pub names: Vec<String>,
    /// Names that others bear elsewhere or in other days: "Republicans", "the allies".
    pub local: Vec<String>,
    pub people: Vec<String>,
    /// Modifiers that mean it before a noun of force, in its countries.
    pub before: Vec<String>,
    pub demonyms: Vec<String>,
    /// Country names that stand for it.
    pub metonyms: Vec<String>,
    pub capital: Vec<String>,
    pub roles: Vec<String>,
    /// Country code → roles that it plays only there.
    pub roles_in: BTreeMap<String, Vec<String>>,
    /// Role → first or last day on which it plays it.
    pub roles_from: BTreeMap<String, String>,
    pub roles_until: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Roles {
    pub role: BTreeMap<String, RoleWords>,
    pub alliance: Vec<AllianceRow>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AllianceRow {
    pub sides: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RoleWords {
    pub before: Vec<String>,
    pub alone: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct States {
    /// Country code, id, name, demonym.
    pub states: Vec<[String; 4]>,
    /// Id → names of its army.
    pub armies: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Nouns {
    pub force: Vec<String>,
    pub operation: Vec<String>,
    pub member: Vec<String>,
    pub group_name: Vec<String>,
    pub ordinary: Vec<String>,
    pub combatant: Vec<String>,
    pub group: Vec<String>,
    pub armed: Vec<String>,
    pub band: Vec<String>,
    pub ordinals: Vec<String>,
    pub regular_units: Vec<String>,
    pub days: Vec<String>,
    pub regular_commands: Vec<String>,
    pub peaceable: Vec<String>,
    pub filler: Vec<String>,
    pub anaphor: Vec<AnaphorRow>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AnaphorRow {
    pub kind: String,
    pub words: Vec<String>,
}

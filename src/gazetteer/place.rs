//! One place as the gazetteer knows it.

use crate::geodesy::LatLon;
use serde::{Deserialize, Serialize};

/// Index of a place in the loaded [`super::Gazetteer`]; valid for one run. What is stored is [`Place::id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceRef(pub u32);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// `gn:170063` (GeoNames), `sup:…` (our supplement), `oa:…` (OurAirports), `iso:SY`, `adm1:SY.09`, `adm2:…`,
    /// `port:…`, `region:…`, `user:…`.
    pub id: String,
    /// Preferred English name.
    pub name: String,
    pub at: LatLon,
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2, or "" at sea and for regions over several countries.
    pub country: String,
    /// GeoNames code such as `SY.09`, or "".
    pub admin1: String,
    /// GeoNames code such as `SY.09.170060`, or "".
    pub admin2: String,
    pub population: u32,
    /// Honest radius of the place around its point, metres.
    pub radius_m: u32,
    /// Where the row came from, in words fit to show.
    pub source: String,
    /// `high`, `medium`, `low` as the source says; bulk sources are `high`.
    pub confidence: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum PlaceKind {
    Country,
    Admin1,
    Admin2,
    /// City, town, village; see the population.
    Settlement,
    Neighbourhood,
    Airport,
    AirBase,
    MilitarySite,
    Port,
    Crossing,
    Dam,
    Prison,
    OilField,
    PowerPlant,
    Hospital,
    University,
    /// Mosque, church, shrine, citadel, square, stadium.
    Landmark,
    Camp,
    Road,
    Bridge,
    Mountain,
    River,
    Lake,
    Sea,
    Island,
    /// Donbas, Golan, eastern Ghouta, Sahel.
    Region,
    Continent,
    Other,
}

impl PlaceKind {
    /// Every kind, by the code that the index stores.
    pub const ALL: [Self; 28] = [
        Self::Country,
        Self::Admin1,
        Self::Admin2,
        Self::Settlement,
        Self::Neighbourhood,
        Self::Airport,
        Self::AirBase,
        Self::MilitarySite,
        Self::Port,
        Self::Crossing,
        Self::Dam,
        Self::Prison,
        Self::OilField,
        Self::PowerPlant,
        Self::Hospital,
        Self::University,
        Self::Landmark,
        Self::Camp,
        Self::Road,
        Self::Bridge,
        Self::Mountain,
        Self::River,
        Self::Lake,
        Self::Sea,
        Self::Island,
        Self::Region,
        Self::Continent,
        Self::Other,
    ];

    pub(super) fn from_code(code: u8) -> Self {
        Self::ALL.get(usize::from(code)).copied().unwrap_or(Self::Other)
    }

    /// As data files spell it: `air-base`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        super::format::KINDS.get(self as usize).copied().unwrap_or("other")
    }

    /// From the spelling of data files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        super::format::KINDS.iter().position(|kind| *kind == name).and_then(|code| Self::ALL.get(code).copied())
    }

    /// UCDP-like precision: 1 site or settlement, 2 near one, 3 ADM2, 4 ADM1, 5 line or region, 6 country.
    #[must_use]
    pub const fn where_prec(self) -> u8 {
        match self {
            Self::Country | Self::Continent => 6,
            Self::Admin1 => 4,
            Self::Admin2 => 3,
            Self::Road | Self::Mountain | Self::River | Self::Lake | Self::Sea | Self::Region => 5,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_one_spelling_in_code_index_and_json() {
        for (code, kind) in PlaceKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, code);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(PlaceKind::from_name(kind.as_str()), Some(kind));
        }
    }
}

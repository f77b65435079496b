//! How exactly a claim says where and when, in the few classes that people filter by.

use crate::calendar::DatePrecision;
use crate::claims::Claim;
use crate::wording::claims as say;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nearness {
    /// `where_prec` 1: a site, a settlement, a neighbourhood.
    Exact,
    /// 2: near a settlement.
    Near,
    /// 3: a district.
    District,
    /// 4 to 6: a province, a region, a country.
    Wide,
}

impl Nearness {
    pub const ALL: [Self; 4] = [Self::Exact, Self::Near, Self::District, Self::Wide];

    #[must_use]
    pub const fn of(claim: &Claim) -> Self {
        match claim.place.where_prec {
            0 | 1 => Self::Exact,
            2 => Self::Near,
            3 => Self::District,
            _ => Self::Wide,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Exact => say::placed_exactly(),
            Self::Near => say::placed_near(),
            Self::District => say::placed_in_district(),
            Self::Wide => say::placed_widely(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Datedness {
    Day,
    /// Two days to a week.
    Days,
    /// A month, a year, or open.
    Loose,
    Undated,
}

impl Datedness {
    pub const ALL: [Self; 4] = [Self::Day, Self::Days, Self::Loose, Self::Undated];

    #[must_use]
    pub fn of(claim: &Claim) -> Self {
        let span = claim.when.span;
        if span.earliest.is_none() && span.latest.is_none() {
            return Self::Undated;
        }
        match span.precision() {
            DatePrecision::Day => Self::Day,
            DatePrecision::Days | DatePrecision::Week => Self::Days,
            DatePrecision::Month | DatePrecision::Year => Self::Loose,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Day => say::dated_to_day(),
            Self::Days => say::dated_to_week(),
            Self::Loose => say::dated_loosely(),
            Self::Undated => say::not_dated(),
        }
    }
}

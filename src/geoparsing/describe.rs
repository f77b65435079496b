//! Definite descriptions: "the city", "the city's airport", "the country's second-largest city", "the provincial capital",
//! "a military base east of the city", "the two villages".
//!
//! A description is found from its noun: the words before it are read back to a determiner or a possessor. What it stands for
//! comes from [`Discourse`]; what stands for nothing is left alone.

use super::discourse::{Discourse, singular, site_of};
use super::evidence::Store;
use super::lexicon::{Classes, Lexicon};
use super::lookup;
use super::pieces::{Piece, Shape};
use super::resolve::Group;
use super::spot;
use super::toponym::Resolution;
use crate::gazetteer::{Gazetteer, Match, PlaceKind, PlaceRef};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

/// A description in the text, before it is resolved.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Description {
    /// First piece (the determiner, or the possessor's first) and one past the noun.
    pub start: usize,
    pub end: usize,
    pub noun: usize,
    /// Pieces between determiner and noun.
    pub modifiers: Range<usize>,
    /// One past the possessor, where a `'s` stands.
    pub possessor: Option<usize>,
    pub indefinite: bool,
}

/// Longest stretch of words between a determiner and its noun.
const MOST_MODIFIERS: usize = 6;

/// The description whose noun is the piece `noun`, if there is one.
pub(super) fn find(pieces: &[Piece<'_>], sentence: &Range<usize>, noun: usize) -> Option<Description> {
    let word = pieces.get(noun)?;
    if word.shape != Shape::Lower || word.kinds == 0 && word.norm != "capital" {
        return None;
    }
    let mut at = noun;
    for _ in 0..=MOST_MODIFIERS {
        at = at.checked_sub(1).filter(|at| sentence.contains(at))?;
        let piece = pieces.get(at)?;
        match piece.norm {
            // "that A's forces looted villages": no demonstrative.
            "this" | "that" if singular(word.norm) != word.norm => return None,
            "the" | "this" | "that" | "these" | "those" | "both" => {
                return Some(Description { start: at, end: noun + 1, noun, modifiers: at + 1..noun, possessor: None, indefinite: false });
            }
            "a" | "an" => {
                return Some(Description { start: at, end: noun + 1, noun, modifiers: at + 1..noun, possessor: None, indefinite: true });
            }
            "'s" => {
                return Some(Description {
                    start: at,
                    end: noun + 1,
                    noun,
                    modifiers: at + 1..noun,
                    possessor: Some(at),
                    indefinite: false,
                });
            }
            "'" if pieces.get(at.checked_sub(1)?)?.norm.ends_with('s') => {
                return Some(Description {
                    start: at,
                    end: noun + 1,
                    noun,
                    modifiers: at + 1..noun,
                    possessor: Some(at),
                    indefinite: false,
                });
            }
            _ => {}
        }
        let modifier = piece.shape == Shape::Lower || piece.shape.is_capital() || piece.shape == Shape::Digits;
        if !modifier || stops(piece.norm) {
            return None;
        }
    }
    None
}

/// Words that end a noun phrase, seen from its noun.
fn stops(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "to"
            | "from"
            | "by"
            | "for"
            | "with"
            | "into"
            | "near"
            | "and"
            | "or"
            | "but"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "had"
            | "have"
            | "its"
            | "their"
            | "his"
            | "her"
            | "our"
            | "my"
            | "over"
            | "which"
            | "who"
            | "as"
            | "than"
            | "after"
            | "before"
            | "between"
            | "around"
            | "through"
            | "toward"
            | "towards"
            | "no"
            | "any"
            | "every"
            | "each"
            | "some"
            | "many"
            | "several"
            | "other"
            | "another"
    )
}

/// What resolving needs.
pub(super) struct Setting<'a> {
    pub gazetteer: &'a Gazetteer,
    /// What was asked of it before; borrowed only while a question is answered.
    pub store: &'a RefCell<Store>,
    pub pieces: &'a [Piece<'a>],
    pub text: &'a str,
    pub groups: &'a [Group],
    /// ISO code of the article's main country, or "".
    pub country: &'a str,
}

impl Setting<'_> {
    /// The places that bear a name, best match first; no spelling is corrected.
    pub(super) fn places(&self, name: &str) -> Arc<[(PlaceRef, Match)]> {
        self.store.borrow_mut().places(self.gazetteer, name)
    }

    /// The site of a place that a noun speaks of, with these words before it.
    pub(super) fn site_of(&self, base: &Resolution, noun: &str, kinds: &[PlaceKind], modifiers: &str) -> Option<PlaceRef> {
        let question = format!("{}\0{noun}\0{modifiers}\0{:x}\0{:x}", base.name, base.at.lat.to_bits(), base.at.lon.to_bits());
        self.store.borrow_mut().site(question, |store| site_of(self.gazetteer, store, base, noun, kinds, modifiers))
    }

    /// What the description stands for: several places for "the two villages".
    pub(super) fn resolve(
        &self,
        description: &Description,
        possessor: Option<&Resolution>,
        discourse: &Discourse,
        sentence: usize,
    ) -> Vec<Resolution> {
        let lexicon = Lexicon::english();
        let Some(noun) = self.pieces.get(description.noun) else { return Vec::new() };
        let kinds = lexicon.kinds(noun.norm);
        let modifiers = self.pieces.get(description.modifiers.clone()).unwrap_or(&[]);
        let demonym = modifiers.iter().find_map(|p| lookup::demonym(self.gazetteer, p.norm));
        let one = |resolution: Option<Resolution>| resolution.into_iter().collect();
        // "the al-Waha district": a name that no list has, not the district spoken of.
        if possessor.is_none() && kinds.contains(&PlaceKind::Neighbourhood) && modifiers.last().is_some_and(|p| p.shape == Shape::Mixed) {
            return Vec::new();
        }
        let country = possessor
            .filter(|p| self.gazetteer.kind(p.place) == PlaceKind::Country)
            .map(|p| self.gazetteer.country_code(p.place))
            .or(demonym.map(|d| self.gazetteer.country_code(d)));
        if noun.norm == "capital" {
            return one(self.capital(modifiers, country, possessor, (discourse, sentence)));
        }
        if let Some(rank) = superlative(modifiers) {
            let code = country.unwrap_or(self.country);
            let mentioned = |place: &PlaceRef| self.groups.iter().any(|g| g.best().is_some_and(|b| b.place == *place));
            // Censuses disagree on the order of the first few: the one that the article speaks of is meant; and a capital is
            // called that, not "the second-largest city".
            let known = self.gazetteer.largest(code, rank + 2);
            let meant = |place: &&PlaceRef| mentioned(place) && (rank == 1 || !self.gazetteer.is_capital(**place));
            let nth = known.get(rank - 1).filter(meant).or_else(|| known.iter().find(meant));
            let place = nth.or_else(|| known.get(rank - 1)).copied().filter(|_| kinds.contains(&PlaceKind::Settlement));
            return one(place.map(|p| spot::place(self.gazetteer, p, 0.7)));
        }
        if description.indefinite {
            // "…, a city that had been under siege": said of a place in the same sentence.
            let comma = description.start.checked_sub(1).and_then(|at| self.pieces.get(at)).is_some_and(|p| p.norm == ",");
            let relative = self
                .pieces
                .get(description.end)
                .is_some_and(|p| matches!(p.norm, "that" | "which" | "where" | "under" | "held" | "once" | "long"));
            let mention = discourse.antecedent(noun.norm, kinds, sentence).filter(|m| comma && relative && m.sentence == sentence);
            return one(mention.map(|m| echo(&m.resolution)));
        }
        if let Some(base) = possessor {
            if !is_site(kinds) {
                return Vec::new();
            }
            let adjectives: String = modifiers.iter().flat_map(|p| [p.norm, " "]).collect();
            let found = self.site_of(base, noun.norm, kinds, &adjectives).or_else(|| self.site_of(base, noun.norm, kinds, ""));
            return one(Some(match found {
                Some(place) => spot::place(self.gazetteer, place, base.confidence * 0.9),
                None => spot::site(base, &format!("{} {adjectives}{}", base.name, noun.norm)),
            }));
        }
        if singular(noun.norm) == "country" || singular(noun.norm) == "nation" {
            let place = country.or(Some(self.country)).and_then(|code| self.gazetteer.country(code));
            return one(place.map(|p| spot::place(self.gazetteer, p, 0.8)));
        }
        let plural = singular(noun.norm) != noun.norm;
        if plural {
            let number =
                modifiers.iter().find_map(|p| number(p.norm)).or_else(|| self.pieces.get(description.start).and_then(|p| number(p.norm)));
            return discourse.several(noun.norm, kinds, number).into_iter().map(|m| echo(&m.resolution)).collect();
        }
        // "the next city", "another village": none that was spoken of.
        let new = |p: &Piece<'_>| lexicon.is_another(p.norm);
        if modifiers.iter().any(new) {
            return Vec::new();
        }
        let mention = discourse.antecedent(noun.norm, kinds, sentence);
        // "Raqqa … the surrounding province", "Homs city and the province of the same name": the one around the town just named.
        if matches!(noun.norm, "province" | "governorate" | "oblast")
            && mention.is_none_or(|m| m.sentence != sentence)
            && let Some(town) = discourse.settled_here(sentence)
            && let Some(division) = self.gazetteer.admin1(town.resolution.place)
        {
            return one(Some(spot::place(self.gazetteer, division, town.resolution.confidence * 0.85)));
        }
        if let Some(mention) = mention {
            return one(Some(echo(&mention.resolution)));
        }
        if is_site(kinds) && modifiers.is_empty() {
            let town = [PlaceKind::Settlement];
            let base = discourse.antecedent("city", &town, sentence).or_else(|| discourse.antecedent("town", &town, sentence));
            let place = base.and_then(|b| self.site_of(&b.resolution, noun.norm, kinds, "").map(|p| (p, b.resolution.confidence)));
            return one(place.map(|(p, sure)| spot::place(self.gazetteer, p, sure * 0.7)));
        }
        Vec::new()
    }

    /// "the capital", "the provincial capital", "Syria's capital", "the Syrian capital".
    fn capital(
        &self,
        modifiers: &[Piece<'_>],
        country: Option<&str>,
        possessor: Option<&Resolution>,
        (discourse, sentence): (&Discourse, usize),
    ) -> Option<Resolution> {
        let provincial = modifiers.iter().any(|p| matches!(p.norm, "provincial" | "regional" | "state" | "district" | "governorate"));
        let division = possessor.filter(|p| self.gazetteer.kind(p.place) == PlaceKind::Admin1).map(|p| p.place).or_else(|| {
            let within = |m: &&super::discourse::Mention| m.kind == PlaceKind::Admin1;
            provincial
                .then(|| {
                    discourse
                        .recent()
                        .find(within)
                        .or_else(|| discourse.recent().find(|m| m.kind == PlaceKind::Settlement))
                        .map(|m| m.resolution.place)
                })
                .flatten()
        });
        let place = match division {
            Some(division) => self.gazetteer.admin1(division).and_then(|d| self.gazetteer.seat(d)),
            None if provincial || modifiers.len() > 2 => None,
            // "In Grozny … the pullout of troops from the capital": of its division, unless the country's is spoken of.
            None if country.is_none() && possessor.is_none() => {
                let national = self.gazetteer.capital(self.country);
                let named = |place: PlaceRef| self.groups.iter().any(|g| g.best().is_some_and(|b| b.place == place));
                let seat = |place: &PlaceRef| self.gazetteer.admin1(*place).and_then(|d| self.gazetteer.seat(d)) == Some(*place);
                let here = discourse.settled_here(sentence).map(|m| m.resolution.place).filter(seat);
                if national.is_some_and(named) { national } else { here.or(national) }
            }
            None => self.gazetteer.capital(country.unwrap_or(self.country)),
        };
        place.map(|p| spot::place(self.gazetteer, p, 0.75))
    }

    /// Words of a stretch of pieces as written.
    pub(super) fn words(&self, pieces: Range<usize>) -> &str {
        let slice = self.pieces.get(pieces).unwrap_or(&[]);
        match (slice.first(), slice.last()) {
            (Some(first), Some(last)) => self.text.get(first.start as usize..last.end as usize).unwrap_or(""),
            _ => "",
        }
    }
}

/// The same place again, a little less sure.
fn echo(resolution: &Resolution) -> Resolution {
    let mut again = resolution.clone();
    again.confidence *= 0.85;
    again.side = None;
    again
}

/// Places inside a town, as opposed to the town and what holds it.
pub(super) fn is_site(kinds: &[PlaceKind]) -> bool {
    use PlaceKind as K;
    !kinds.is_empty()
        && kinds.iter().all(|k| {
            !matches!(
                k,
                K::Settlement
                    | K::Neighbourhood
                    | K::Admin1
                    | K::Admin2
                    | K::Country
                    | K::Region
                    | K::Continent
                    | K::Sea
                    | K::Mountain
                    | K::River
                    | K::Lake
                    | K::Island
                    | K::Road
            )
        })
}

/// "largest" is 1, "second-largest" and "second largest" 2.
fn superlative(modifiers: &[Piece<'_>]) -> Option<usize> {
    let at =
        modifiers.iter().position(|p| p.norm.ends_with("largest") || p.norm.ends_with("biggest") || p.norm.ends_with("most-populous"))?;
    let word = modifiers.get(at)?.norm;
    let ordinal = word.split_once('-').map(|(head, _)| head).or_else(|| at.checked_sub(1).and_then(|b| modifiers.get(b)).map(|p| p.norm));
    Some(match ordinal {
        Some("second" | "2nd") => 2,
        Some("third" | "3rd") => 3,
        Some("fourth" | "4th") => 4,
        Some("fifth" | "5th") => 5,
        Some("sixth") => 6,
        Some("seventh") => 7,
        _ => 1,
    })
}

fn number(word: &str) -> Option<usize> {
    match word {
        "two" | "both" | "2" => Some(2),
        "three" | "3" => Some(3),
        "four" | "4" => Some(4),
        "five" | "5" => Some(5),
        _ => None,
    }
}

/// May this noun be read as a place at all when it heads a longer name ("the city council")?
pub(super) fn heads_another(next: Option<&Piece<'_>>) -> bool {
    next.is_some_and(|p| {
        p.space_before
            && (p.classes.any(Classes::ORGANISATION) && !p.classes.any(Classes::PLACE_TAIL)
                || matches!(p.norm, "hall" | "councils" | "officials"))
    })
}

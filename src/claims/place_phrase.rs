//! The places that an object names: "large parts of Aleppo and Idlib provinces", "three villages south of X - A, B and C".
//!
//! In: a [`View`] and the token where the object begins. Out: [`PlacePhrase`], or a [`Refusal`] that says why the object is
//! no place. Refused: a place that only modifies something else ("the Aleppo offensive", "tanks from Palmyra").

use super::claim::Extent;
use super::view::View;
use crate::actors::MentionKind;
use crate::text::Upos;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlaceHit {
    /// Index into [`View::places`].
    pub place: usize,
    pub extent: Extent,
    pub side: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacePhrase {
    pub hits: Vec<PlaceHit>,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refusal {
    /// The object is something else, in these words.
    NotAPlace(String),
    /// The place only modifies these words.
    Modifier(String),
    /// A vague place without a name; it may stand for one named before.
    Vague { part: bool, side: Option<String>, end: usize },
    /// No object here.
    Nothing,
}

const STEPS: usize = 18;

/// Reads the place phrase that begins at `at`.
pub(super) fn place_phrase(view: &View, at: usize) -> Result<PlacePhrase, Refusal> {
    let mut hits = Vec::new();
    let first = one(view, at, Extent::Whole, &mut hits)?;
    let mut end = first.end;
    let mut extent = first.extent;
    let (mut commas, mut firm) = (0, false);
    let after_first = (first.end, hits.len());
    for _ in 0..40 {
        let Some((next, joined)) = connective(view, end) else { break };
        let before = hits.len();
        let carried = if joined == Join::Parts { extent } else { Extent::Whole };
        match one(view, next, carried, &mut hits) {
            Ok(more)
                if !foreign(view, &hits, before)
                    && !starts_clause(view, more.end, joined)
                    && !is_container(view, &hits, before, joined) =>
            {
                end = more.end;
                extent = more.extent;
                commas += usize::from(joined == Join::Comma);
                firm |= joined != Join::Comma;
            }
            _ => {
                hits.truncate(before);
                break;
            }
        }
    }
    // "Anjara, western outskirts of Aleppo": two places with a comma and no "and" are one place and where it lies.
    if commas == 1 && !firm {
        end = after_first.0;
        hits.truncate(after_first.1);
    }
    // "the neighbourhoods of A and B" are A and B.
    if hits.len() > 1 && named_districts(view, at) {
        for hit in &mut hits {
            hit.extent = Extent::Whole;
        }
    }
    Ok(PlacePhrase { hits, start: at, end })
}

/// "the neighbourhoods of": a plural that the names after it spell out.
fn named_districts(view: &View, at: usize) -> bool {
    (at..at + 4).any(|n| view.is(n, &["neighbourhoods", "neighborhoods", "districts", "suburbs", "areas"]) && view.norm(n + 1) == "of")
        && view.is(at, &["the", "two", "three", "four"])
}

struct One {
    end: usize,
    extent: Extent,
}

fn one(view: &View, at: usize, extent: Extent, hits: &mut Vec<PlaceHit>) -> Result<One, Refusal> {
    let phrases = &view.vocabulary.phrases;
    let mut extent = extent;
    let mut side: Option<String> = None;
    let mut owner: Option<usize> = None;
    let mut noun: Option<usize> = None;
    let mut i = at;
    for _ in 0..STEPS {
        let word = view.norm(i);
        if word.is_empty() {
            break;
        }
        if let Some(p) = view.place(i)
            && let Some(place) = view.places.get(p)
            && place.start == i
        {
            let end = place.end;
            // "the Shia villages of A and B": the names say which.
            let common = place.description || phrases.parts(view.norm(end - 1)) || phrases.generic_place(view.norm(end - 1));
            if common && view.norm(end) == "of" && (end + 1..end + 4).any(|n| view.place(n).is_some()) {
                noun = Some(i);
                i = end + 1;
                continue;
            }
            if view.possessive(end) || lost_possessive(view, i, end) {
                owner = Some(p);
                i = end + usize::from(view.possessive(end));
                noun = None;
                continue;
            }
            let mut j = end;
            let mut part_after = false;
            while j < end + 4
                && view.place(j).is_none()
                && (phrases.generic_place(view.norm(j)) || phrases.parts(view.norm(j)))
                && view.is_noun(j)
                && view.time(j).is_none()
            {
                part_after |= phrases.parts(view.norm(j)) && !is_division(view.norm(j));
                j += 1;
            }
            // "Homs rebel-held areas"
            if view.vocabulary.compound(view.norm(j)).is_some() && phrases.parts(view.norm(j + 1)) {
                part_after = true;
                j += 2;
            }
            if modified_noun(view, i, j) {
                return Err(Refusal::Modifier(view.words(i, j + 1).to_owned()));
            }
            if part_after {
                extent = Extent::Part;
            }
            if noun.is_some() {
                // "key towns in the north including A and B", "three villages south of X - A, B and C".
                if let Some(list) = listed(view, j) {
                    extent = Extent::Whole;
                    i = list;
                    side = None;
                    noun = None;
                    continue;
                }
                // "50 towns in Syria" is nowhere in particular.
                if place.division && place.admin_none && settlements(view, at, i) {
                    return Err(Refusal::Vague { part: true, side, end: j });
                }
            }
            let side = side.or_else(|| place.side.clone());
            if place.side.is_some() && !place.description {
                extent = Extent::Part;
            }
            hits.push(PlaceHit { place: p, extent, side });
            return Ok(One { end: j, extent });
        }
        if let Some(m) = view.mention_starting(i)
            && view.who.get(m).is_some_and(Option::is_some)
            && let Some(mention) = view.mentions.get(m)
        {
            // "the government's Military Research Center": the name of the place begins inside the mention.
            if let Some(inside) =
                (mention.start + 1..mention.end).find(|&n| view.place(n).and_then(|p| view.places.get(p)).is_some_and(|p| p.start == n))
            {
                i = inside;
                continue;
            }
            let possessive = view.possessive(mention.end) || mention.possessive;
            let before_place =
                view.place(mention.end).is_some() || phrases.generic_place(view.norm(mention.end)) || phrases.parts(view.norm(mention.end));
            if possessive || before_place && mention.kind != MentionKind::Anaphor {
                i = mention.end + usize::from(view.possessive(mention.end));
                continue;
            }
            return Err(Refusal::NotAPlace(view.words(mention.start, mention.end).to_owned()));
        }
        if let Some(t) = view.time(i) {
            if noun.is_some() {
                break;
            }
            i = view.times.get(t).map_or(i + 1, |t| t.end);
            continue;
        }
        if view.vocabulary.compound(word).is_some()
            || view.vocabulary.triggers(word).iter().any(|t| matches!(t, super::vocabulary::Trigger::Alone { .. }))
        {
            i += 1;
            continue;
        }
        if let Some(compass) = view.vocabulary.compass.get(word) {
            let next = view.norm(i + 1);
            let before_place = view.place(i + 1).is_some();
            if before_place || phrases.parts(next) && !is_division(next) {
                side = Some(compass.clone());
                extent = Extent::Part;
                i += 1;
                continue;
            }
            if phrases.leads_in(next) && next != "from" {
                // "the north of Aleppo" is a part; "south of Aleppo" lies outside it.
                let determined =
                    i > 0 && (view.is(i - 1, &["the", "its", "their"]) || view.tag(i - 1) == Upos::Adj || view.norm(i - 1).contains('-'));
                if determined || next == "in" {
                    side = Some(compass.clone());
                    extent = Extent::Part;
                    noun = Some(i);
                    i += 2;
                    continue;
                }
                if let Some(list) = listed(view, i + 2) {
                    extent = Extent::Whole;
                    noun = None;
                    i = list;
                    continue;
                }
                return Err(Refusal::Vague { part: extent == Extent::Part, side, end: i });
            }
            if let Some(p) = owner {
                hits.push(PlaceHit { place: p, extent: Extent::Part, side: Some(compass.clone()) });
                return Ok(One { end: i + 1, extent: Extent::Part });
            }
            if !view.is_noun(i) || view.is_noun(i + 1) || view.tag(i + 1) == Upos::Adj {
                i += 1;
                continue;
            }
            return Err(Refusal::Vague { part: true, side: Some(compass.clone()), end: i + 1 });
        }
        if phrases.parts(word) && (view.tag(i) != Upos::Verb) || phrases.generic_place(word) && view.tag(i) != Upos::Adj {
            let part = phrases.parts(word) && !phrases.whole(word);
            let next = view.norm(i + 1);
            let numeral = view.tag(i) == Upos::Num || view.is(i, &["several", "many", "some", "most", "much", "all", "both"]);
            if numeral {
                if part && view.is(i, &["some", "most", "much", "half"]) {
                    extent = Extent::Part;
                }
                noun = Some(i);
                i += 1;
                if phrases.leads_in(next) && next == "of" {
                    i += 1;
                }
                continue;
            }
            let definite = (at.saturating_sub(3)..i).any(|n| view.is(n, &["the", "its", "strategic", "key"])) && !word.ends_with('s');
            let names = next == "of" && (is_settlement(word) || is_quarter(word) && definite);
            if part && !names || phrases.facilities(word) && phrases.leads_in(next) {
                extent = Extent::Part;
            }
            noun = Some(i);
            if phrases.leads_in(next) {
                if view.is(i + 1, &["from"]) && !view.is(i + 2, &["north", "south", "east", "west"]) {
                    break;
                }
                i += 2;
                continue;
            }
            if let Some(p) = owner
                && (part || phrases.whole(word))
                && !view.is_noun(i + 1)
            {
                let extent = if part { Extent::Part } else { Extent::Whole };
                hits.push(PlaceHit { place: p, extent, side });
                return Ok(One { end: i + 1, extent });
            }
            i += 1;
            continue;
        }
        let lists = view.is(i, &["including", "notably", "like", "namely"]) || word == "such" && view.norm(i + 1) == "as";
        if lists && noun.is_some() {
            i += if word == "such" { 2 } else { 1 };
            extent = Extent::Whole;
            continue;
        }
        if view.is(i, &[",", "-", "--", "—", "–", ":", "("]) && noun.is_some() {
            let next = i + 1;
            let listed = view.is(next, &["including", "notably", "such", "namely", "among"]) || word != "," && view.place(next).is_some();
            let more_parts = word == "," && phrases.parts(view.norm(next));
            if listed || more_parts {
                if view.place(next).is_some() {
                    extent = Extent::Whole;
                }
                i = next;
                continue;
            }
            break;
        }
        if view.is(i, &["and", "or"]) && view.vocabulary.compound(view.norm(i + 1)).is_some() {
            i += 1;
            continue;
        }
        if view.is(i, &["and", "or", "&"]) && noun.is_some() {
            // "towns and villages in", "Aleppo's airport and surrounding towns" ends before.
            i += 1;
            continue;
        }
        let passes = matches!(view.tag(i), Upos::Det | Upos::Adj | Upos::Num | Upos::Adv | Upos::Sym)
            || view.is(
                i,
                &[
                    "than", "at", "of", "only", "about", "around", "nearly", "least", "not", "over", "up", "to", "its", "their", "his",
                    "our", "'s", "\"", "``", "''", "“", "”", "as", "newly", "'",
                ],
            ) && !(i == at && view.is(i, &["to", "at", "as"]));
        let participle = view.tag(i) == Upos::Verb
            && (view.is_noun(i + 1) || phrases.generic_place(view.norm(i + 1)) || view.place(i + 1).is_some())
            && (word.ends_with("ed") || word.ends_with("ing") || word == "held")
            && i > at;
        if passes || participle {
            i += 1;
            continue;
        }
        if view.is_noun(i) && noun.is_none() {
            if view.is(i + 1, &["of"])
                && view.is(i, &["site", "name", "symbol", "scene", "home", "birthplace", "gateway", "entrance", "control", "town", "hub"])
            {
                i += 2;
                continue;
            }
            // "Sheikh Maqsoud district": an unknown name, or a thing.
            return Err(Refusal::NotAPlace(view.words(at, i + 1).to_owned()));
        }
        break;
    }
    if noun.is_some()
        && let Some(list) = listed(view, i).filter(|&list| list > at)
        && let Ok(found) = one(view, list, Extent::Whole, hits)
    {
        return Ok(found);
    }
    if let Some(n) = noun {
        let part = extent == Extent::Part;
        return Err(Refusal::Vague { part, side, end: n + 1 });
    }
    if i == at { Err(Refusal::Nothing) } else { Err(Refusal::NotAPlace(view.words(at, (i + 1).min(view.len())).to_owned())) }
}

/// Where a list of names begins that spells out the places before: "… including A", "… - A B and C".
fn listed(view: &View, from: usize) -> Option<usize> {
    for n in from..view.len().min(from + 7) {
        if view.is(n, &["including", "notably", "namely"]) && (n + 1..n + 5).any(|m| view.place(m).is_some()) {
            return Some(n + 1);
        }
        if view.norm(n) == "such" && view.norm(n + 1) == "as" && (n + 2..n + 5).any(|m| view.place(m).is_some()) {
            return Some(n + 2);
        }
        if view.is(n, &["-", "--", "–", "—", ":"]) && view.place(n + 1).is_some() {
            return Some(n + 1);
        }
        if view.is_verb(n) || view.is(n, &[".", ";", "and", "but"]) {
            return None;
        }
    }
    None
}

/// Only settlements are named: a number of towns somewhere.
fn settlements(view: &View, from: usize, to: usize) -> bool {
    (from..to).any(|n| {
        view.is(
            n,
            &[
                "towns",
                "villages",
                "cities",
                "settlements",
                "town",
                "village",
                "city",
                "areas",
                "area",
                "positions",
                "communities",
                "territory",
                "ground",
                "land",
            ],
        )
    }) && !(from..to).any(|n| view.is(n, &["half", "most", "third", "thirds", "percent", "%", "majority", "parts", "much", "all"]))
}

/// Texts that lost their apostrophes: "Aleppos western outskirts".
fn lost_possessive(view: &View, start: usize, end: usize) -> bool {
    let word = view.norm(end - 1);
    let shown_s = word.ends_with('s') && word.len() > 4;
    let next_noun = view.is_noun(end) || view.tag(end) == Upos::Adj || view.vocabulary.compound(view.norm(end)).is_some();
    shown_s
        && next_noun
        && end == start + 1
        && view.places.iter().any(|p| p.start == start && !p.id.is_empty())
        && (view.vocabulary.phrases.parts(view.norm(end)) || view.vocabulary.compass.contains_key(view.norm(end)))
}

/// Is the place that ends at `end` a modifier of the noun there?
fn modified_noun(view: &View, start: usize, end: usize) -> bool {
    // "Tripoli International Airport", "Homs Military Academy": a name of its own that the gazetteer lacks.
    let capital =
        |n: usize| view.shown(n).chars().next().is_some_and(char::is_uppercase) && view.place(n).is_none() && view.mention(n).is_none();
    if (end..end + 4).take_while(|&n| capital(n)).any(|n| view.vocabulary.phrases.facilities(view.norm(n))) {
        return true;
    }
    if !view.is_noun(end) || view.place(end).is_some() || view.time(end).is_some() {
        return false;
    }
    if view.mention_starting(end).is_some() {
        return false;
    }
    // Proper nouns after a place may be the next item of a list that lost its commas.
    view.tag(end) == Upos::Noun && view.phrase(start).is_some() && view.phrase(start) == view.phrase(end)
}

fn is_settlement(word: &str) -> bool {
    matches!(
        word,
        "towns" | "villages" | "cities" | "settlements" | "town" | "village" | "city" | "settlement" | "hill" | "provinces" | "hamlets"
    )
}

/// "the district of Zahra" is Zahra; "a district of Aleppo" is a part of Aleppo.
fn is_quarter(word: &str) -> bool {
    matches!(word, "neighbourhood" | "neighborhood" | "district" | "suburb" | "region" | "area" | "zone" | "quarter")
}

/// Nouns that name a division after its name: "Idlib province", "the New Aleppo and Al-Hamdaniya districts".
fn is_division(word: &str) -> bool {
    matches!(
        word,
        "district"
            | "districts"
            | "neighbourhood"
            | "neighbourhoods"
            | "neighborhood"
            | "neighborhoods"
            | "suburb"
            | "suburbs"
            | "region"
            | "regions"
            | "area"
            | "town"
            | "towns"
            | "village"
            | "villages"
            | "city"
            | "cities"
            | "settlement"
            | "settlements"
            | "base"
            | "border"
            | "front"
            | "square"
            | "compound"
            | "complex"
            | "hill"
            | "hills"
            | "heights"
            | "mountains"
            | "zone"
            | "sector"
            | "quarter"
            | "camp"
            | "camps"
            | "barracks"
            | "garrison"
            | "bridges"
            | "farms"
            | "bases"
            | "line"
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    Comma,
    And,
    /// "parts of A and B": the extent goes on.
    Parts,
    /// Nothing stands between: a list that lost its commas.
    Lost,
}

fn connective(view: &View, at: usize) -> Option<(usize, Join)> {
    let mut next = at;
    // "(…)" after a name.
    if view.norm(next) == "(" {
        let close = (next..view.len().min(next + 8)).find(|&n| view.norm(n) == ")")?;
        next = close + 1;
    }
    // "Tal-Arous in the southwestern countryside of Damascus, Tal Meri …": the container is passed over.
    if view.is(next, &["in", "near", "outside", "at", "west", "east", "south", "north"])
        && let Some(place) = (next..view.len().min(next + 8)).find(|&n| view.place(n).is_some())
        && (next..place).all(|n| !view.is_verb(n) && !view.is(n, &[",", "and"]))
        && let Some(p) = view.place(place).and_then(|p| view.places.get(p))
    {
        let after = p.end;
        let listed = view.is(after, &[",", "and"]) || view.place(after).is_some();
        let follows = if view.is(after, &[",", "and"]) {
            (after + 1..after + 4).any(|n| view.place(n).is_some())
        } else {
            view.place(after).is_some()
        };
        if listed && follows {
            next = after;
        } else {
            return None;
        }
    }
    let as_well = view.norm(next) == "as" && view.norm(next + 1) == "well" && view.norm(next + 2) == "as";
    if as_well {
        return Some((next + 3, Join::And));
    }
    if view.is(next, &["and", "&", "plus"]) {
        let skip = usize::from(view.norm(next + 1) == "then");
        return Some((next + 1 + skip, if view.place(next + 1).is_some() { Join::Parts } else { Join::And }));
    }
    if view.norm(next) == "but" && view.norm(next + 1) == "also" {
        return Some((next + 2, Join::And));
    }
    if view.norm(next) == "," {
        if view.is(next + 1, &["and", "&"]) {
            return Some((next + 2, Join::And));
        }
        if view.norm(next + 1) == "as" && view.norm(next + 2) == "well" {
            return Some((next + 4, Join::And));
        }
        // ", a town in …" explains the place before it.
        if view.is(next + 1, &["a", "an", "one", "the", "which", "where", "who", "once", "home", "about", "some", "just"]) {
            return None;
        }
        return Some((next + 1, Join::Comma));
    }
    if next == at && view.place(next).is_some() && view.phrase(at.saturating_sub(1)) == view.phrase(at) {
        return Some((next, Join::Lost));
    }
    None
}

/// "districts of the province and nearby Turkey": a country does not go on a list of smaller places.
fn foreign(view: &View, hits: &[PlaceHit], before: usize) -> bool {
    let country = |hit: &PlaceHit| view.places.get(hit.place).is_some_and(|p| p.admin_none);
    hits.get(before).is_some_and(country) && !hits.first().is_some_and(country)
}

/// After this item a clause goes on of which it is the subject: "took A and B fell".
fn starts_clause(view: &View, end: usize, join: Join) -> bool {
    let verb = view.tag(end) == Upos::Aux
        || view.tag(end) == Upos::Verb && !view.is(end, &["held", "located", "including"]) && !view.norm(end).ends_with("ing");
    verb && join != Join::Lost
}

/// ", Syria" and "Aleppo province" after a smaller place are where that place lies.
fn is_container(view: &View, hits: &[PlaceHit], before: usize, join: Join) -> bool {
    if matches!(join, Join::And | Join::Parts) {
        return false;
    }
    let (Some(previous), Some(added)) = (hits.get(before.wrapping_sub(1)), hits.get(before)) else { return false };
    let (Some(a), Some(b)) = (view.places.get(previous.place), view.places.get(added.place)) else { return false };
    b.division && !a.division && (a.country == b.country)
}

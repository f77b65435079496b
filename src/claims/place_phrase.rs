//! The places that an object names: "large parts of Aleppo and Idlib provinces", "three villages south of X - A, B and C".
//!
//! In: a [`View`] and the token where the object begins. Out: [`PlacePhrase`], or a [`Refusal`] that says why the object is
//! no place. Refused: a place that only modifies something else ("the Aleppo offensive", "tanks from Palmyra").

use super::claim::Extent;
use super::place_hit::{PlaceHit, PlacePhrase, Refusal};
use super::place_list::{
    Join, connective, foreign, is_container, listed, name_follows, named_after, named_districts, spelled_out, starts_clause,
};
use super::place_noun::{
    another_beside, around, around_something, explains, famed, ground, hub, leads_to_settlement, lost_possessive, middle, modified_noun,
    named_site, on_a_side, past_unknown, seat_named, seat_of, settlements, share,
};
use super::view::View;
use crate::actors::MentionKind;
use crate::text::Upos;

const STEPS: usize = 18;

/// Reads the place phrase that begins at `at`.
pub(super) fn place_phrase(view: &View, at: usize) -> Result<PlacePhrase, Refusal> {
    let mut hits = Vec::new();
    let first = match one(view, at, Extent::Whole, &mut hits) {
        Ok(first) => first,
        Err(why) => {
            hits.clear();
            let next = past_unknown(view, at).ok_or(why)?;
            one(view, next, Extent::Whole, &mut hits)?
        }
    };
    let mut end = first.end;
    let mut extent = first.extent;
    let (mut commas, mut firm) = (0, false);
    let after_first = (first.end, hits.len());
    for _ in 0..40 {
        let Some((next, joined)) = connective(view, end) else { break };
        if joined == Join::Comma && explains(view, next) {
            break;
        }
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
    // "A, B and other towns" is a list.
    firm |= super::place_list::goes_on_unnamed(view, end);
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

struct One {
    end: usize,
    extent: Extent,
}

fn one(view: &View, at: usize, extent: Extent, hits: &mut Vec<PlaceHit>) -> Result<One, Refusal> {
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
            if let Some(named) = seat_named(view, noun, end) {
                i = named;
                noun = None;
                extent = Extent::Whole;
                continue;
            }
            // "the largest town in the region, A, fell": A, whatever else the town may take up.
            if let Some(name) = named_after(view, place) {
                (i, noun, extent) = (name, None, Extent::Whole);
                continue;
            }
            // "the area near A": A, whatever else "the area" may take up.
            if place.description && view.is(end, &["near", "around"]) && view.place(end + 1).is_some() {
                extent = Extent::Part;
                i = end + 1;
                continue;
            }
            // "the capital of the same name": of the division named before.
            if place.description
                && view.is(end - 1, &["capital", "town", "city"])
                && view.norm(end) == "of"
                && (end + 1..end + 4).any(|n| view.norm(n) == "name")
            {
                let around = view.places.iter().any(|p| p.end <= i && p.division);
                let vague = Refusal::Vague { part: false, side, end: end + 4 };
                return Err(if around { vague } else { Refusal::NotAPlace(i, end) });
            }
            // "the district capital of A": the district is not named here.
            if place.description && (view.known(end).settlements() || view.norm(end) == "capital") && view.norm(end + 1) == "of" {
                noun = Some(end);
                i = end + 2;
                continue;
            }
            // "the Shia villages of A and B": the names say which.
            let common = place.description || view.known(end - 1).parts() || view.known(end - 1).generic_place();
            if common && view.norm(end) == "of" && (end + 1..end + 4).any(|n| view.place(n).is_some()) {
                noun = Some(i);
                i = end + 1;
                continue;
            }
            // "the Idlib city of A": the name only says where A lies.
            let town = view.known(end).settlements() && view.norm(end + 1) == "of";
            if town && (end + 2..end + 5).any(|n| view.place(n).is_some_and(|p| view.places.get(p).is_some_and(|p| p.start == n))) {
                noun = Some(end);
                i = end + 2;
                continue;
            }
            if view.possessive(end) || lost_possessive(view, i, end) {
                owner = Some(p);
                i = end + usize::from(view.possessive(end));
                noun = None;
                continue;
            }
            // "a Darfur town": somewhere in the region.
            if place.division && !place.description && view.is(end, &["town", "village"]) && view.is_noun(end) {
                return Err(Refusal::Vague { part: true, side, end: end + 1 });
            }
            let mut j = end;
            let mut part_after = false;
            while j < end + 4
                && view.place(j).is_none()
                && (view.known(j).generic_place() || view.known(j).parts())
                && view.is_noun(j)
                && view.time(j).is_none()
                && !(view.norm(j + 1) == "by" && view.norm(j + 2) == view.norm(j))
            {
                part_after |= view.known(j).parts() && !view.known(j).divisions() || middle(view, j);
                j += 1;
            }
            // "Homs rebel-held areas"
            if view.vocabulary.compound(view.norm(j)).is_some() && view.known(j + 1).parts() {
                part_after = true;
                j += 2;
            }
            let by_turns = view.norm(j + 1) == "by" && view.norm(j + 2) == view.norm(j);
            if !by_turns && (modified_noun(view, i, j) || place.division && named_site(view, end, j)) {
                return Err(Refusal::Modifier(i, j + 1));
            }
            if part_after || place.description && around_something(view, j) {
                extent = Extent::Part;
            }
            if noun.is_some() {
                // "key towns in the north including A and B", "three villages south of X - A, B and C".
                if let Some(list) = listed(view, j).or_else(|| spelled_out(view, at, j)).filter(|_| place.division || !share(view, noun)) {
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
            if place.side.is_some() && another_beside(view, (at, i), noun) {
                return Err(Refusal::Vague { part: true, side, end: i });
            }
            let side = side.or_else(|| place.side.filter(|_| !place.id.starts_with("at:")).map(str::to_owned));
            // A place that is known only by the one around it is meant as a whole.
            let own = place.id.starts_with("at:");
            if place.side.is_some() && !place.description && !own {
                extent = Extent::Part;
            }
            hits.push(PlaceHit { place: p, extent, side });
            return Ok(One { end: j, extent });
        }
        // "at least 60 towns, including A", "A's de facto capital of P"
        let fixed = word == "de" && view.norm(i + 1) == "facto";
        if fixed || i == at && matches!((word, view.norm(i + 1)), ("at", "least") | ("more" | "fewer" | "less", "than") | ("up", "to")) {
            i += 2;
            continue;
        }
        // "all but two districts of P"
        if word == "all" && view.norm(i + 1) == "but" {
            (extent, i) = (Extent::Part, i + 2);
            continue;
        }
        if let Some(town) = famed(view, i) {
            i = town;
            continue;
        }
        // "left in possession of little of P", "left no garrison in P"
        if word == "little" && view.norm(i + 1) == "of" || word == "no" && i == at {
            return Err(Refusal::NotAPlace(i, i + 2));
        }
        // "the state of Gezira": no government.
        if word == "state" && view.norm(i + 1) == "of" && view.place(i + 2).is_some() {
            noun = Some(i);
            i += 2;
            continue;
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
            // "the headquarters of the junta's Command in A": whose it is stands between the site and where it lies.
            let site = noun.is_some_and(|n| view.known(n).facilities());
            if site && mention.kind != MentionKind::Anaphor {
                i = mention.end + usize::from(view.possessive(mention.end));
                continue;
            }
            let possessive = view.possessive(mention.end) || mention.possessive;
            // "the capture of the rebel holdout of P"
            if seat_of(view, mention.end) {
                i = mention.end + 2;
                continue;
            }
            let before_place = view.place(mention.end).is_some()
                || ground(view, mention.end)
                || view.tag(mention.end) == Upos::Adj && ground(view, mention.end + 1);
            if possessive || before_place && mention.kind != MentionKind::Anaphor {
                i = mention.end + usize::from(view.possessive(mention.end));
                continue;
            }
            return Err(Refusal::NotAPlace(mention.start, mention.end));
        }
        if let Some(t) = view.time(i) {
            if noun.is_some() {
                break;
            }
            i = view.times.get(t).map_or(i + 1, |t| t.end);
            continue;
        }
        if view.vocabulary.compound(word).is_some()
            || view.triggers(i).iter().any(|t| matches!(t, super::vocabulary::Trigger::Alone { .. }))
        {
            i += 1;
            continue;
        }
        if let Some(compass) = view.known(i).compass().then(|| view.vocabulary.compass.get(word)).flatten().filter(|_| !hub(view, i)) {
            let next = view.norm(i + 1);
            let before_place = view.place(i + 1).is_some();
            if before_place || view.known(i + 1).parts() && !view.known(i + 1).divisions() {
                side = Some(compass.clone());
                extent = Extent::Part;
                i += 1;
                continue;
            }
            if view.known(i + 1).leads_in() && next != "from" {
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
        // "crossing bridges over the river": what they did, no crossing.
        let gerund = view.tag(i) == Upos::Verb && word.ends_with("ing");
        if view.known(i).parts() && (view.tag(i) != Upos::Verb) || view.known(i).generic_place() && view.tag(i) != Upos::Adj && !gerund {
            let part = view.known(i).parts() && !view.known(i).whole() || middle(view, i);
            let next = view.norm(i + 1);
            let numeral = view.tag(i) == Upos::Num || view.is(i, &["several", "many", "some", "most", "much", "all", "both"]);
            if numeral {
                let nearly = view.norm(i) == "all" && view.is(i.wrapping_sub(1), &["almost", "nearly", "virtually", "practically"]);
                if part && view.is(i, &["some", "most", "much", "half"]) || nearly {
                    extent = Extent::Part;
                }
                noun = Some(i);
                i += 1;
                if next == "of" && view.known(i).leads_in() {
                    i += 1;
                }
                continue;
            }
            let definite = (at.saturating_sub(3)..i).any(|n| view.is(n, &["the", "its", "strategic", "key"])) && !word.ends_with('s');
            let names = around(view, i) || next == "of" && (view.known(i).settlements() || view.known(i).quarters() && definite);
            let several = word.ends_with('s') && view.is(i + 1, &["in", "inside", "within"]);
            if part && !names || view.known(i).facilities() && view.known(i + 1).leads_in() || several {
                extent = Extent::Part;
            }
            noun = Some(i);
            if view.known(i + 1).leads_in() {
                if view.is(i + 1, &["from"]) && !view.is(i + 2, &["north", "south", "east", "west"]) {
                    break;
                }
                i += 2;
                continue;
            }
            let site = view.known(i).facilities();
            if let Some(p) = owner
                && (part || site || view.known(i).whole())
                && !view.is_noun(i + 1)
            {
                let extent = if part || site { Extent::Part } else { Extent::Whole };
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
            let sites = word == ","
                && noun.is_some_and(|n| view.known(n).facilities())
                && view.tag(next) == Upos::Det
                && (next..next + 4).any(|n| view.known(n).generic_place())
                && (next..next + 9).any(|n| view.place(n).is_some());
            let more_parts = sites || word == "," && view.known(next).parts();
            if word == "," && name_follows(view, i) {
                extent = Extent::Whole;
                noun = None;
                i = next;
                continue;
            }
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
            || view.known(i).passable()
                && !(i == at && view.is(i, &["to", "at", "as"]))
                && !(word == "to" && !view.is(i - 1, &["up", "close", "next"]) && view.tag(i + 1) != Upos::Num);
        // "heavily defended and symbolic strong point of A"
        let described = view.norm(i) == "and" && i > at && view.tag(i + 1) == Upos::Adj && !view.is_verb(i + 2)
            || view.norm(i) == "strong" && view.norm(i + 1) == "point"
            || view.norm(i) == "point" && view.norm(i.wrapping_sub(1)) == "strong" && view.norm(i + 1) == "of";
        if described && noun.is_none() {
            i += 1 + usize::from(view.norm(i) == "point");
            continue;
        }
        let participle = view.tag(i) == Upos::Verb
            && (view.is_noun(i + 1)
                || view.known(i + 1).generic_place()
                || view.place(i + 1).is_some()
                || view.norm(i + 1) == "and" && view.tag(i + 2) == Upos::Adj)
            && (word.ends_with("ed") || word.ends_with("ing") || word == "held")
            && i > at;
        if passes || participle {
            i += 1;
            continue;
        }
        // "the country's second city A", "the group's stronghold of A"
        if view.is_noun(i) && noun.is_none() && view.possessive(i + 1) {
            i += 2;
            continue;
        }
        let site = noun.is_some_and(|n| view.known(n).facilities());
        if site && view.is(i, &["in", "inside", "at", "near", "outside"]) && (i + 1..i + 5).any(|n| view.place(n).is_some()) {
            extent = Extent::Part;
            i += 1;
            continue;
        }
        // "an area stretching 14 kilometres south from A"
        if view.is(i, &["stretching", "extending", "running", "reaching"])
            && noun.is_some()
            && let Some(from) = (i + 1..i + 12)
                .take_while(|&n| !view.is_verb(n) && !view.is(n, &[";", ","]))
                .find(|&n| view.is(n, &["from", "around", "to", "towards"]) && view.place(n + 1).is_some())
        {
            i = from + 1;
            continue;
        }
        // "a large area on the southern side of A"
        if view.is(i, &["on", "at", "along"]) && noun.is_some() && on_a_side(view, i + 1) {
            i += 1;
            continue;
        }
        if view.is_noun(i) && noun.is_none() {
            if view.is(i + 1, &["of"]) && view.known(i).standing_for() {
                i += 2;
                continue;
            }
            // "the central railway city of A", "the war-torn town": what a town is known for stands before it.
            if view.phrase(i).is_some()
                && view.phrase(i) == view.phrase(i + 1)
                && view.tag(i) == Upos::Noun
                && leads_to_settlement(view, i + 1)
            {
                i += 1;
                continue;
            }
            // "Sheikh Maqsoud district": an unknown name, or a thing.
            return Err(Refusal::NotAPlace(at, i + 1));
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
    if i == at { Err(Refusal::Nothing) } else { Err(Refusal::NotAPlace(at, (i + 1).min(view.len()))) }
}

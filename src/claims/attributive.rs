//! Descriptions in passing: "rebel-held X", "the besieged town of X", "rebel areas of X".
//!
//! In: a [`View`] and the word that describes. Out: candidates, or why there are none. Refused: areas without a name.

use super::candidate::{Candidate, Found, Reason};
use super::claim::{Change, Extent};
use super::place_hit::{PlaceHit, Refusal};
use super::place_phrase::place_phrase;
use super::reality::Reality;
use super::seat::holder_before;
use super::spoken_of::places_of;
use super::subject::{Agent, group, subject};
use super::view::{Phrase, View};
use super::who::agent;
use crate::actors::MentionKind;
use crate::text::Upos;

/// "rebel-held X", "X's rebel-held east", "X, a rebel-held town".
pub(super) fn compound(view: &View, at: usize) -> Found {
    let Some((_, change)) = view.vocabulary.compound(view.norm(at)) else { return Err("".into()) };
    let who = view.compounds.iter().find(|(token, _)| *token == at).map(|(_, who)| who.clone());
    // "the newly-liberated town of X"
    let newly = view.vocabulary.compound(view.norm(at)).is_some_and(|(owner, _)| matches!(owner, "newly" | "recently" | "freshly"));
    if change == Change::Captured && newly && who.is_none() {
        return attributive(view, at, change, Vec::new(), "compound");
    }
    let who = who.ok_or("nobody known is named")?;
    attributive(view, at, change, vec![Agent { who, start: at, end: at + 1 }], "compound")
}

/// "the rebel held city of X": the hyphen was lost.
pub(super) fn spaced(view: &View, at: usize) -> Option<Vec<Candidate>> {
    let change = view.vocabulary.participle(view.norm(at))?;
    let before = at.checked_sub(1).and_then(|n| view.mention(n))?;
    let mention = view.mentions.get(before).filter(|m| m.end == at)?;
    // "territory rebels held in A" is a clause.
    let described = view.phrase(at).is_some_and(|p| p.start <= mention.start && p.end > at + 1);
    let who = agent(view, before).filter(|_| described)?;
    attributive(view, at, change, vec![Agent { start: mention.start, end: at + 1, ..who }], "compound").ok()
}

/// "the besieged town of X".
pub(super) fn alone(view: &View, at: usize, change: Change) -> Found {
    // "A remains besieged"
    if view.norm(at.wrapping_sub(1)).starts_with("remain")
        && let Some((places, start)) = predicative(view, at)
    {
        let mut found = Candidate::new("besieged", change, Vec::new(), places, (at, start, at + 1), &Reality::default());
        found.attributive = true;
        return Ok(vec![found]);
    }
    let phrase = view.phrase(at).ok_or("used as a verb")?;
    let after_noun = at > phrase.start
        && (view.is_noun(at - 1) || view.mention(at - 1).is_some() || view.place(at - 1).is_some_and(|p| view.place(at) != Some(p)));
    if at + 1 >= phrase.end || after_noun || view.norm(at + 1) == "by" || group(view, at).auxiliary {
        return Err("used as a verb".into());
    }
    attributive(view, at, change, Vec::new(), "besieged")
}

fn attributive(view: &View, at: usize, change: Change, actors: Vec<Agent>, frame: &str) -> Found {
    let phrase = view.phrase(at).unwrap_or(Phrase { start: at, end: at + 1, head: at });
    let reality = Reality::default();
    let refused = match place_phrase(view, at + 1) {
        // "Afrin, a Kurdish-held region in northern Syria": Afrin, and where it lies.
        Ok(found)
            if view.is(phrase.start, &["a", "an"])
                && found.hits.iter().all(|h| view.places.get(h.place).is_some_and(|p| p.division))
                && holder_before(view, phrase).is_some() =>
        {
            let (places, start, _) = holder_before(view, phrase).ok_or("no place")?;
            let mut found = Candidate::new(frame, change, actors, places, (at, start, found.end), &reality);
            found.attributive = true;
            return Ok(vec![found]);
        }
        Ok(found) => {
            let mut found = Candidate::new(frame, change, actors, found.hits, (at, phrase.start.min(at), found.end), &reality);
            found.attributive = true;
            return Ok(vec![found]);
        }
        Err(refusal) => refusal,
    };
    let reason = match refused {
        Refusal::Vague { part, side, end } => {
            let plural = vague_plural(view, at + 1, end);
            // "X, a rebel-held town", "X is a rebel-held town".
            if !plural && let Some((places, start, _)) = holder_before(view, phrase) {
                let mut found = Candidate::new(frame, change, actors, places, (at, start, end), &reality);
                found.attributive = true;
                return Ok(vec![found]);
            }
            // "Homs rebel-held areas", "Aleppo's rebel-held east".
            let before = at.checked_sub(1).map(|n| if view.possessive(n) { n - 1 } else { n }).and_then(|n| view.place(n));
            let near =
                before.map(|place| vec![PlaceHit { place, extent: if part { Extent::Part } else { Extent::Whole }, side: side.clone() }]);
            // "a government-held area on Aleppo's outskirts"
            if view.is(end, &["on", "at", "near"])
                && let Ok(found) = place_phrase(view, end + 1)
                && found.hits.iter().all(|h| h.extent == Extent::Part)
            {
                let mut found = Candidate::new(frame, change, actors, found.hits, (at, phrase.start.min(at), found.end), &reality);
                found.attributive = true;
                return Ok(vec![found]);
            }
            let area = (at + 1..end).any(|n| area_noun(view, n));
            let here = near.filter(|_| area || !plural).or_else(|| if area { named_before(view, at, part, side) } else { None });
            let places = here.ok_or("an area without a name")?;
            let start = places.first().and_then(|h| view.places.get(h.place)).map_or(at, |p| p.start.min(at));
            let mut found = Candidate::new(frame, change, actors, places, (at, start, end), &reality);
            found.attributive = true;
            return Ok(vec![found]);
        }
        Refusal::NotAPlace(start, end) | Refusal::Modifier(start, end) => Reason::Quoted("\"", start, end, "\" is no place"),
        Refusal::Nothing => format!("\"{}\" is no place", view.norm(at + 1)).into(),
    };
    if let Some((places, start)) = predicative(view, at) {
        let mut found = Candidate::new(frame, change, actors, places, (at, start, at + 1), &reality);
        found.attributive = true;
        return Ok(vec![found]);
    }
    // "rebel-held and regime-held areas" of a place named before.
    if view.is(at + 1, &["and", "or", ","]) && view.vocabulary.compound(view.norm(at + 2)).is_some()
        || view.is(at + 1, &["and"]) && view.vocabulary.compound(view.norm(at + 3)).is_some()
    {
        let places = named_before(view, at, true, None).ok_or("an area without a name")?;
        let start = places.first().and_then(|h| view.places.get(h.place)).map_or(at, |p| p.start.min(at));
        let mut found = Candidate::new(frame, change, actors, places, (at, start, at + 3), &reality);
        found.attributive = true;
        return Ok(vec![found]);
    }
    Err(reason)
}

/// "X remains rebel-held", "X is still rebel-held."
fn predicative(view: &View, at: usize) -> Option<(Vec<PlaceHit>, usize)> {
    let mut verb = at.checked_sub(1)?;
    while verb > 0 && (view.is_light(verb) || view.is(verb, &["still", "firmly", "now"])) {
        verb -= 1;
    }
    if !view.is(verb, &["is", "are", "was", "were", "remains", "remain", "remained", "stays", "stayed"]) {
        return None;
    }
    let verbs = group(view, verb);
    let subject = subject(view, verbs.start, 0);
    let start = subject.phrases.first()?.start;
    places_of(view, &subject).filter(|_| !verbs.negated && !verbs.modal).map(|places| (places, start))
}

fn vague_plural(view: &View, from: usize, end: usize) -> bool {
    (from..end).any(|n| view.norm(n).ends_with('s') && view.tag(n) == Upos::Noun)
}

/// Nouns for parts of a place, rather than things in it.
fn area_noun(view: &View, at: usize) -> bool {
    view.known(at).compass() || view.known(at).area_nouns()
}

/// A place named in the two dozen words before, in the same sentence.
fn named_before(view: &View, at: usize, part: bool, side: Option<String>) -> Option<Vec<PlaceHit>> {
    let extent = if part { Extent::Part } else { Extent::Whole };
    let (place, _) = view
        .places
        .iter()
        .enumerate()
        .filter(|(_, p)| p.end <= at && p.end + 35 > at && p.start < view.len() && !p.admin_none)
        .max_by_key(|(_, p)| p.end)?;
    Some(vec![PlaceHit { place, extent, side }])
}

/// "rebel areas of X": a modifier and a noun of area, with the place after.
pub(super) fn modified_area(view: &View, mention: usize) -> Found {
    let m = view.mentions.get(mention).ok_or("")?;
    // "rebel and government sectors": both modify the noun.
    let shared = view.norm(m.end) == "and"
        && view
            .mention_starting(m.end + 1)
            .and_then(|n| view.mentions.get(n))
            .is_some_and(|next| next.kind == MentionKind::Modifier && sector(view, next.end));
    // "the local government areas": districts by their office.
    if view.norm(m.start.wrapping_sub(1)) == "local" {
        return Err("".into());
    }
    if m.kind != MentionKind::Modifier || !(sector(view, m.end) || shared) {
        return Err("".into());
    }
    let actors: Vec<Agent> = agent(view, mention).into_iter().collect();
    if actors.is_empty() {
        return Err("nobody known is named".into());
    }
    let noun =
        if shared { view.mention_starting(m.end + 1).and_then(|n| view.mentions.get(n)).map_or(m.end, |next| next.end) } else { m.end };
    let divided = (m.start.saturating_sub(5)..m.start).any(|n| view.is(n, &["between", "into"]))
        && (m.start.saturating_sub(14)..m.start).any(|n| view.is(n, &["split", "divided", "partitioned"]));
    let (places, end) = match place_phrase(view, noun) {
        Ok(found) => (found.hits, found.end),
        Err(_) if divided => (named_before(view, m.start, true, None).ok_or("an area without a name")?, noun + 1),
        Err(_) => return Err("an area without a name".into()),
    };
    if !places.iter().all(|h| h.extent == Extent::Part) {
        return Err("no part of a place".into());
    }
    let mut made = Candidate::new("rebel-areas", Change::Held, actors, places, (m.start, m.start, end), &Reality::default());
    made.attributive = true;
    Ok(vec![made])
}

fn sector(view: &View, at: usize) -> bool {
    view.known(at).sectors()
}

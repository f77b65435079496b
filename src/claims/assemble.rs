//! A candidate becomes claims: placed, dated, attributed, weighed.
//!
//! In: a [`Candidate`] in its sentence. Out: one [`Claim`] for each place and actor. Refused: nothing more; what a frame
//! found is kept, with what can be said of it.

use super::attribution::Attribution;
use super::candidate::Candidate;
use super::claim::{ActorMention, Change, Claim, ClaimPlace, ClaimWhen, Claimant, ClaimantKind, EvidenceKind, Extent};
use super::dating::{dated, day_of_place, open_ends};
use super::discourse::Discourse;
use super::extract::{ClaimInput, ClaimTools};
use super::known::Known;
use super::place_hit::PlaceHit;
use super::places::Places;
use super::speaker::Source;
use super::subject::Agent;
use super::view::View;
use crate::actors::{ActorKind, Mention, OutletKind, Register, Sense, SideId, Who};
use crate::calendar::Date;
use crate::gazetteer::PlaceKind;
use crate::provenance::{ClaimId, Span, content_hash};
use crate::text::{Sentence, Token};
use crate::timex::{When, WhenBasis};

pub(super) struct Assembly<'a> {
    pub input: &'a ClaimInput<'a>,
    pub tools: &'a ClaimTools<'a>,
    pub places: &'a Places<'a>,
    pub view: &'a View<'a>,
    pub said: &'a [Attribution],
    pub sentence: &'a Sentence,
    pub index: usize,
}

pub(super) fn assemble(from: &Assembly, candidate: &Candidate, discourse: &mut Discourse) -> Vec<Claim> {
    let view = from.view;
    let quote = quote(from, candidate);
    let when = dated(from, candidate, quote, discourse);
    let attribution = attribution(from, candidate);
    let mut claims = Vec::new();
    let places = candidate.places.iter().enumerate().flat_map(|(n, hit)| {
        let place = view.places.get(hit.place);
        place
            .into_iter()
            .flat_map(move |p| std::iter::once(p.toponym).chain(p.others.iter().copied()).map(move |toponym| (n, hit, toponym)))
    });
    // "A and B are held by C and D respectively": A by C.
    let by_turns = candidate.places.len() == candidate.actors.len()
        && (candidate.at..view.len().min(candidate.end + 8)).any(|n| view.norm(n) == "respectively");
    for (n, hit, toponym) in places {
        let Some(place) = placed(from, hit, toponym) else { continue };
        // Nobody enters, besieges or fights inside a whole country at once.
        if place.kind == PlaceKind::Country && !matches!(candidate.change, Change::Captured | Change::Lost | Change::Held) {
            continue;
        }
        let span = open_ends(from, candidate, &place, day_of_place(from, candidate, hit).or(when));
        let own = liberators(from, candidate, attribution);
        let actors: Vec<Option<&Agent>> = match candidate.actors.as_slice() {
            [] => vec![own.as_ref()],
            many if by_turns => vec![many.get(n)],
            many => many.iter().map(Some).collect(),
        };
        for actor in actors {
            // Nobody knows who threw an attack back or lost a place unless somebody says so of himself.
            if actor.is_none() && matches!(candidate.change, Change::Repelled | Change::Lost) {
                continue;
            }
            let actor = actor.map(|a| at_date(from, a, span.span.latest));
            let opponent = candidate.opponent.as_ref().map(|a| at_date(from, a, span.span.latest));
            let extent = if candidate.extent == Some(Extent::Part) { Extent::Part } else { hit.extent };
            let (claimant, evidence) = weighed(from, candidate, attribution, actor.as_ref(), opponent.as_ref());
            let mention = |a: &Agent| ActorMention { id: a.who.id.clone(), side: a.who.side.clone(), mention: view.span(a.start, a.end) };
            let favours = self_favourable(from, candidate.change, claimant.side.as_ref(), actor.as_ref(), opponent.as_ref());
            let actor = actor.as_ref().map(mention);
            let key = [
                from.input.article.id.0.to_le_bytes().to_vec(),
                quote.of(view.text).as_bytes().to_vec(),
                quote.start.to_le_bytes().to_vec(),
                format!("{:?}", candidate.change).into_bytes(),
                place.id.clone().into_bytes(),
                actor.as_ref().map(|a| a.id.0.clone()).unwrap_or_default().into_bytes(),
            ];
            let parts: Vec<&[u8]> = key.iter().map(Vec::as_slice).collect();
            claims.push(Claim {
                id: ClaimId(content_hash(&parts)),
                article: from.input.article.id,
                quote,
                sentence: from.sentence.span,
                change: candidate.change,
                extent,
                side: hit.side.clone(),
                place: place.clone(),
                actor,
                opponent: opponent.as_ref().map(mention),
                when: ClaimWhen { span: span.span, mention: span.mention, basis: span.basis },
                claimant,
                evidence,
                unverified: unverified(from),
                hedged: candidate.hedged || attribution.is_some_and(|a| a.hedged) || reports_say(view),
                denied: candidate.denied,
                self_favourable: favours,
                credibility: 6,
                frame: candidate.frame.clone(),
            });
        }
    }
    // What has lasted since long ago dates nothing that is told after it.
    let lasting = |w: &When| w.basis == WhenBasis::SinceUntil || w.basis == WhenBasis::Relative && w.span.days().is_none_or(|n| n > 92);
    discourse.last_when = when.filter(|w| !lasting(w));
    claims
}

/// "The city has been liberated", says a party to the war: by itself.
fn liberators(from: &Assembly, candidate: &Candidate, said: Option<&Attribution>) -> Option<Agent> {
    let own = candidate.actors.is_empty()
        && match candidate.change {
            Change::Captured => from.view.known(candidate.at).liberating() || said.is_some_and(|a| from.view.known(a.at).boasting()),
            Change::Repelled => true,
            // "conceded that A had been lost"
            Change::Lost => said.is_some_and(|a| a.admits) || from.view.is(candidate.at, &["lost", "given", "ceded"]),
            _ => false,
        };
    let source = said.filter(|a| own && (!a.admits || candidate.change == Change::Lost)).map(|a| &a.source)?;
    let who = source.who.clone().filter(|_| {
        source.partisan
            && match source.kind {
                ClaimantKind::Belligerent => true,
                // "A rebel spokesman": of a side that fights here.
                ClaimantKind::Official => source.side.as_ref().is_some_and(|side| fights_here(from, side)),
                _ => false,
            }
    })?;
    Some(Agent { who, start: candidate.at, end: candidate.at + 1 })
}

fn quote(from: &Assembly, candidate: &Candidate) -> Span {
    let last =
        candidate.actors.iter().chain(candidate.opponent.as_ref()).filter(|a| a.start > candidate.at).map(|a| a.end).max().unwrap_or(0);
    let here = candidate.places.iter().filter_map(|h| from.view.places.get(h.place)).filter(|p| p.start < from.view.len());
    let first = here.clone().map(|p| p.start).filter(|&s| s < candidate.at).min().unwrap_or(candidate.start);
    let far = here.map(|p| p.end).max().unwrap_or(0);
    let start = candidate.start.min(if candidate.at.saturating_sub(first) < 30 { first } else { candidate.start });
    let end = candidate
        .end
        .max(if last < candidate.at + 30 { last } else { 0 })
        .max(if far < candidate.at + 80 { far } else { 0 })
        .min(from.view.len());
    from.view.span(start, end.max(start + 1))
}

/// Who is meant on the day of the event: "the Syrian army" of 2016, told in 2025.
fn at_date(from: &Assembly, agent: &Agent, day: Option<Date>) -> Agent {
    let view = from.view;
    let mention =
        view.mentions.iter().find(|m| m.start == agent.start && m.end == agent.end && !m.readings.is_empty() && m.anaphor.is_none());
    let (Some(mention), Some(day)) = (mention, day) else { return agent.clone() };
    let near: Vec<&str> = view.places.iter().map(|p| p.country).collect();
    let setting = crate::actors::Setting::new(Some(day), near.iter().map(|c| ((*c).to_owned(), 1.0)).collect());
    // Only a change of the same words by date may change who is meant.
    let now = &agent.who;
    let then = setting.who(from.tools.register, mention, view.words(mention.start, mention.end), &near, Some(day));
    match then {
        Some(then) if then.id != now.id && (both_states(now.kind, then.kind) || governs(mention, &then)) && then.index.is_some() => {
            Agent { who: then, ..agent.clone() }
        }
        _ => agent.clone(),
    }
}

/// "the government" of that day, whoever came to rule since.
fn governs(mention: &Mention, then: &Who) -> bool {
    then.kind == ActorKind::State && mention.readings.iter().all(|r| matches!(r.sense, Sense::Role | Sense::RoleBefore))
}

fn both_states(a: ActorKind, b: ActorKind) -> bool {
    a == ActorKind::State && b == ActorKind::State
}

fn placed(from: &Assembly, hit: &PlaceHit, index: usize) -> Option<ClaimPlace> {
    let place = from.view.places.get(hit.place)?;
    let toponym = from.input.toponyms.get(index)?;
    let resolution = toponym.resolution.as_ref()?;
    let known = from.places.known(index);
    let at_parent = known.is_none_or(|p| p.id != resolution.id);
    Some(ClaimPlace {
        id: resolution.id.clone(),
        name: resolution.name.clone(),
        kind: match known {
            Some(p) if !at_parent => p.kind,
            _ => PlaceKind::Other,
        },
        mention: toponym.span,
        at: resolution.at,
        where_prec: resolution.where_prec,
        radius_m: resolution.radius_m,
        country: place.country.to_owned(),
        parent: if at_parent { known.map(|p| p.id.clone()) } else { from.tools.gazette.parent_id(resolution.place) },
    })
}

/// The attribution that covers the trigger: the innermost one.
fn attribution<'a>(from: &'a Assembly, candidate: &Candidate) -> Option<&'a Attribution> {
    let covers = |a: &&Attribution| a.from <= candidate.at && candidate.at < a.to;
    let quoted = from.view.is(0, &["\"", "“", "``"]);
    // "which Baku had declared captured": what is told by the way has a speaker of its own.
    let near = |a: &&Attribution| !candidate.aside || quoted || a.at < candidate.at && candidate.at <= a.at + 5;
    if candidate.attributive {
        return None;
    }
    from.said.iter().filter(covers).filter(near).min_by_key(|a| (a.to - a.from, usize::MAX - a.at))
}

fn weighed(
    from: &Assembly,
    candidate: &Candidate,
    said: Option<&Attribution>,
    actor: Option<&Agent>,
    opponent: Option<&Agent>,
) -> (Claimant, EvidenceKind) {
    let outlet = from.input.outlet;
    let checked = is_checked(from);
    let own_side = outlet
        .filter(|o| matches!(o.kind, OutletKind::StateMedia | OutletKind::PartisanMedia | OutletKind::Official))
        .and_then(|o| o.leans.clone());
    let (claimant, side, admits) = match said {
        Some(a) => (claimant(&a.source), a.source.side.clone().filter(|_| a.source.partisan), a.admits),
        None => {
            let id = outlet.map_or_else(|| "outlet".to_owned(), |o| o.id.clone());
            let side = outlet.and_then(|o| o.leans.clone());
            let own_side = own_side.or_else(|| in_first_person(from, candidate));
            (Claimant { id, kind: ClaimantKind::Outlet, side, mention: None }, own_side, false)
        }
    };
    let evidence = if checked {
        EvidenceKind::Verified
    } else {
        match side {
            Some(side) => by_side(from, candidate.change, &side, actor, opponent, admits),
            // Whoever concedes something would rather not say it, whomever he speaks for.
            None if admits && !matches!(claimant.kind, ClaimantKind::Monitor | ClaimantKind::OtherMedia) => EvidenceKind::Acknowledged,
            None => EvidenceKind::Reported,
        }
    };
    (claimant, evidence)
}

/// "Our troops have taken A", said by nobody but the text: a communiqué, which speaks for its side.
fn in_first_person(from: &Assembly, candidate: &Candidate) -> Option<SideId> {
    let view = from.view;
    let own = |n: &usize| view.is(*n, &["we", "our"]);
    let spoken = (candidate.start..candidate.at).find(own).filter(|_| candidate.at < view.len())?;
    let quoted = (0..view.len()).any(|n| view.is(n, &["\"", "“", "”", "``"]));
    let mut who = candidate.actors.iter().chain(&candidate.opponent);
    who.find(|a| !quoted && a.start <= spoken + 1 && spoken <= a.end).map(|a| a.who.side.clone())
}

fn claimant(source: &Source) -> Claimant {
    Claimant { id: source.id.clone(), kind: source.kind, side: source.side.clone(), mention: source.mention }
}

/// Claimed by whoever gains by it, acknowledged by whom it harms, reported by others.
fn by_side(from: &Assembly, change: Change, side: &SideId, actor: Option<&Agent>, opponent: Option<&Agent>, admits: bool) -> EvidenceKind {
    let sides = (actor.map(|a| &a.who.side), opponent.map(|o| &o.who.side));
    told_by(from.tools.register, (side, fights_here(from, side)), change, sides, admits)
}

/// What the words of a side are worth that tells what another, or itself, gained or lost; `fights` where it does so there.
pub(super) fn told_by(
    register: &Register,
    (side, fights): (&SideId, bool),
    change: Change,
    (actor, opponent): (Option<&SideId>, Option<&SideId>),
    admits: bool,
) -> EvidenceKind {
    let loses = change == Change::Lost;
    let Some(actor) = actor else {
        return if admits { EvidenceKind::Acknowledged } else { EvidenceKind::Claimed };
    };
    if actor == side || register.allied(side, actor) {
        return if loses { EvidenceKind::Acknowledged } else { EvidenceKind::Claimed };
    }
    if opponent == Some(side) || admits {
        return if loses { EvidenceKind::Claimed } else { EvidenceKind::Acknowledged };
    }
    match (fights, loses) {
        (false, _) => EvidenceKind::Reported,
        (true, true) => EvidenceKind::Claimed,
        (true, false) => EvidenceKind::Acknowledged,
    }
}

/// Does this side fight in the countries that the sentence names?
fn fights_here(from: &Assembly, side: &SideId) -> bool {
    let countries: Vec<&str> = from.view.places.iter().map(|p| p.country).collect();
    from.tools.register.actors().iter().filter(|a| a.side == *side).any(|a| a.countries.iter().any(|c| countries.contains(&c.as_str())))
}

fn self_favourable(
    from: &Assembly,
    change: Change,
    side: Option<&SideId>,
    actor: Option<&Agent>,
    opponent: Option<&Agent>,
) -> Option<bool> {
    let (side, actor) = (side?, actor?);
    let own = from.tools.register.allied(side, &actor.who.side);
    let against = opponent.is_some_and(|o| from.tools.register.allied(side, &o.who.side));
    Some(if change == Change::Lost { !own } else { own && !against })
}

/// Does the passage say that it was checked?
fn is_checked(from: &Assembly) -> bool {
    let view = from.view;
    !says_unverified(view) && says_any(view, &view.vocabulary.phrases.verified, Known::verified)
}

/// In this sentence, or in the next one when that speaks of the claim.
fn unverified(from: &Assembly) -> bool {
    let view = from.view;
    if says_unverified(view) {
        return true;
    }
    let Some(next) = from.input.analysis.sentences.get(from.index + 1) else { return false };
    let tokens = from.input.analysis.tokens_of(next);
    let about = |token: &Token| {
        matches!(
            token.norm.as_str(),
            "claim" | "claims" | "report" | "reports" | "this" | "it" | "that" | "these" | "statement" | "information"
        )
    };
    let said = |(n, token): (usize, &Token)| {
        view.vocabulary.known(&token.norm).unverified() && starts_with_any(tokens.get(n..), &view.vocabulary.phrases.unverified)
    };
    tokens.iter().any(about) && tokens.iter().enumerate().any(said)
}

fn says_unverified(view: &View) -> bool {
    says_any(view, &view.vocabulary.phrases.unverified, Known::unverified)
}

/// Does the sentence say one of the phrases, whose first words the vocabulary marks?
fn says_any(view: &View, phrases: &[Vec<String>], begins: impl Fn(&Known) -> bool) -> bool {
    (0..view.len()).any(|n| begins(view.known(n)) && starts_with_any(view.tokens.get(n..), phrases))
}

fn starts_with_any(tokens: Option<&[Token]>, phrases: &[Vec<String>]) -> bool {
    let words = |phrase: &&Vec<String>| tokens.and_then(|tokens| tokens.get(..phrase.len()));
    phrases.iter().any(|phrase| words(&phrase).is_some_and(|words| words.iter().zip(phrase).all(|(token, word)| token.norm == *word)))
}

/// "reports say", "is reported to": nobody in particular says so.
fn reports_say(view: &View) -> bool {
    (0..view.len()).any(|n| {
        view.is(n, &["reports", "rumours", "rumors"]) && view.is(n + 1, &["say", "said", "suggest", "suggested", "indicate", "indicated"])
    })
}

//! Frames that a verb opens: active, passive, participle, relative clause.
//!
//! In: a [`View`] and a verb that the vocabulary knows. Out: candidates, or why there are none. Refused: objects that are no
//! place and subjects that are no armed or political actor.

use super::candidate::{Candidate, Found, Reason};
use super::claim::{Change, Extent};
use super::clause_end::ends_here;
use super::elided::elided;
use super::inflection::Form;
use super::inverted::inverted;
use super::operation::in_operation;
use super::place_hit::PlaceHit;
use super::place_phrase::place_phrase;
use super::reality;
use super::reduced::{by_the_way, reduced_passive};
use super::relative::{from_where, in_object_relative, may_be_relative};
use super::spoken_of::{context_place, places_of, told_before};
use super::subject::{Agent, Group, Subject, group, subject};
use super::tail::{agent_after, listed_later, named_by_thing, tail};
use super::thrown_back;
use super::view::View;
use super::vocabulary::{Element, Pattern, Trigger, VerbFrame};
use super::who::{agent, forceful, own_fighters, with_partners};
use crate::text::Upos;

pub(super) fn candidates(view: &View, at: usize) -> Found {
    let mut patterns: Vec<(&VerbFrame, &Pattern, Form, usize)> = Vec::new();
    for trigger in view.triggers(at) {
        if let Trigger::Verb { frame, form, lemma } = *trigger
            && let Some(frame) = view.vocabulary.verbs.get(frame)
        {
            patterns.extend(frame.patterns.iter().map(|p| (frame, p, form, lemma)));
        }
    }
    let Some((_, _, form, _)) = patterns.first().copied() else { return Err("".into()) };
    if !verb_like(view, at, form) {
        return super::attributive::spaced(view, at).ok_or_else(|| "used as a noun or adjective".into());
    }
    patterns.sort_by_key(|(_, p, _, _)| std::cmp::Reverse(p.weight));
    let group = group(view, at);
    let relative = may_be_relative(view, group.start);
    let mut reason = Reason::Plain("");
    let mut keep = |r: Reason| {
        // The plainest pattern comes last: what it lacks says more than "… does not follow".
        if reason.is_empty() || matches!(reason, Reason::Lacks(_)) || reason.is("no such passive") {
            reason = r;
        }
    };
    for (frame, pattern, form, _) in &patterns {
        match attempt(view, at, (frame, pattern, *form), group, relative) {
            Ok(found) => return Ok(found),
            Err(why) => keep(why),
        }
    }
    for (frame, _, form, lemma) in &patterns {
        if let Some(found) = inverted(view, at, (frame, *form), group) {
            return found;
        }
        if let Some(found) = from_where(view, at, (frame, *form), group)
            && reality::of_verb(view, at, group, *form).refused.is_none()
        {
            return Ok(found);
        }
        if let Some(found) = elided(view, at, (frame, *form, *lemma), group) {
            return found;
        }
    }
    Err(reason)
}

/// Is this word a verb here? Tags of headlines and lost commas err; some forms cannot be nouns.
fn verb_like(view: &View, at: usize, form: Form) -> bool {
    if view.is_verb(at) && view.mention(at).is_none() {
        let attributive = form.participle
            && !form.gerund
            && view.phrase(at).is_some()
            && view.phrase(at + 1) == view.phrase(at)
            && view.phrase(at).is_some_and(|p| p.start < at);
        return !attributive;
    }
    if view.mention(at).is_some() {
        return false;
    }
    let base = form.present && !form.past;
    if base {
        // "Rebels capture town": a headline's present tense, tagged as a noun.
        let before = at.checked_sub(1).and_then(|n| view.mention(n)).is_some();
        // "controls only small parts of"
        let next = (at + 1..at + 4).find(|&n| !matches!(view.tag(n), Upos::Adv | Upos::Adj) || view.place(n).is_some()).unwrap_or(at + 1);
        let object =
            view.place(next).is_some() || matches!(view.tag(next), Upos::Det) || view.known(next).parts() || view.known(next).compass();
        return before && object && view.tag(at) != Upos::Adp;
    }
    let before_noun = view.is_noun(at + 1) && view.place(at + 1).is_none();
    !matches!(view.tag(at), Upos::Noun | Upos::Propn | Upos::Adp) && !before_noun && view.phrase(at).is_none_or(|p| p.start == at)
        || form.past && matches!(view.tag(at), Upos::Adj | Upos::Noun | Upos::Propn) && view.norm(at + 1) == "by"
}

fn attempt(view: &View, at: usize, (frame, pattern, form): (&VerbFrame, &Pattern, Form), group: Group, relative: bool) -> Found {
    let be_verb = view.is(at, &["is", "are", "was", "were", "been", "be", "being"]);
    let passive = form.participle
        && (group.passive || reduced_passive(view, at, group))
        && !be_verb
        && pattern.subject != Element::Place
        && (pattern.subject != Element::Something || pattern.tail.first() == Some(&Element::Actor) && group.passive);
    let mut found = if passive {
        in_passive(view, at, frame, pattern, group).or_else(|why| thrown_back::passive(view, at, frame, pattern, group).ok_or(why))?
    } else {
        in_active(view, at, frame, pattern, group, form)
            .or_else(|why| if relative { in_object_relative(view, at, frame, pattern, group).ok_or(why) } else { Err(why) })
            .or_else(|why| thrown_back::active(view, at, frame, pattern, group).ok_or(why))?
    };
    // "stormed and seized A": the next verb says more.
    if view.norm(at + 1) == "and" && view.is_verb(at + 2) && found.iter().all(|c| c.change == Change::Entered) {
        return Err("".into());
    }
    if frame.shared {
        return Err("".into());
    }
    let mut reality = reality::of_verb(view, at, group, form);
    if let Some(why) = reality.refused {
        return Err(why);
    }
    // "has changed hands four times": a history, not who fights there now.
    let often = (at + 1..at + 8).any(|n| view.is(n, &["times", "twice", "repeatedly"]));
    if frame.needs.as_deref() == Some("once") && often {
        if group.perfect {
            return Err("what happens again and again is no event".into());
        }
        found.iter_mut().for_each(|c| c.change = Change::Contested);
    }
    // "is no longer under A control", "are not in A hands"
    if be_verb && view.known(at + 1).negation() {
        return Err("negated".into());
    }
    reality.ended |= be_verb && (at + 1..at + 4).any(|n| view.norm(n) == "longer");
    // "are clearing the town": not done yet.
    let unfinished = form.gerund && group.be && !group.perfect && frame.change == Change::Captured && view.known(at).clearing();
    if unfinished {
        return Err("it is still going on".into());
    }
    let aside = by_the_way(view, group, form);
    for candidate in &mut found {
        candidate.aside |= aside;
        if candidate.actors.is_empty() && candidate.change == Change::Captured {
            candidate.actors = in_operation(view, candidate.end).into_iter().collect();
        }
        candidate.hedged = reality.hedged;
        candidate.denied = reality.denied;
        if reality.ended {
            if candidate.change == Change::Held || be_verb && candidate.change == Change::Entered {
                candidate.change = Change::Lost;
            } else {
                return Err("negated".into());
            }
        }
    }
    Ok(found)
}

fn in_active(view: &View, at: usize, frame: &VerbFrame, pattern: &Pattern, group: Group, form: Form) -> Found {
    let tail = tail(view, at + 1, &pattern.tail, &pattern.optional)?;
    let subject = subject(view, group.start, 0);
    let opponent = tail.opponent.and_then(|m| agent(view, m));
    let (actors, mut places) = match pattern.subject {
        Element::Place => {
            let places = places_of(view, &subject).ok_or_else(|| about(&subject, "\" is no place"))?;
            let loser = tail.opponent.filter(|_| pattern.change == Change::Lost);
            let mut actors = tail.actor.or(loser).map(|m| with_partners(view, m)).unwrap_or_default();
            if actors.is_empty() {
                actors.extend(tail.owner.clone());
            }
            if pattern.tail.contains(&Element::Actor) && actors.is_empty() {
                return Err("nobody is named who gains".into());
            }
            if pattern.tail.is_empty() && !ends_here(view, at + 1) {
                return Err(format!("\"{} {}\" is another sense", view.norm(at), view.norm(at + 1)).into());
            }
            (actors, places)
        }
        Element::Actor => {
            let places = tail.places.as_ref().map(|p| p.hits.clone()).ok_or("no place")?;
            let actor = subject.actor(view).ok_or_else(|| no_actor(&subject))?;
            if view.who.get(actor).is_none_or(Option::is_none) {
                return Err(about(&subject, "\" means nobody known here"));
            }
            // "troops have remained in" a whole country: nobody holds it by that.
            let country = || places.iter().all(|h: &PlaceHit| view.places.get(h.place).is_none_or(|p| p.admin_none));
            if frame.requires_head && frame.change == Change::Held && country() {
                return Err("a whole country is not held by troops that are there".into());
            }
            if frame.requires_head && !forceful(view, actor) && !own_fighters(view, actor) {
                return Err("people leave places every day; no force is said to".into());
            }
            (with_partners(view, actor), places)
        }
        Element::Opponent => {
            // "B pushes A out of P": A loses.
            let actors: Vec<Agent> = tail.actor.map(|m| with_partners(view, m)).unwrap_or_default();
            if actors.is_empty() {
                return Err("nobody is said to be driven out".into());
            }
            let opponent = subject.actor(view).and_then(|m| agent(view, m));
            let (places, elided) = match tail.places.as_ref() {
                Some(p) => (p.hits.clone(), false),
                None if view.is(tail.end, &["of", "from"]) => return Err("a vague place without a name".into()),
                None => (
                    where_inside(view, at, &actors)
                        .or_else(|| context_place(view, at, false, None).filter(|_| view.places.iter().any(|p| p.start < view.len())))
                        .ok_or("no place")?,
                    true,
                ),
            };
            return Ok(vec![candidate(view, frame, pattern, (actors, opponent, places), at, (&subject, group.start, tail.end), elided)]);
        }
        _ => {
            let noun = subject.phrases.first().map_or("", |p| view.norm(p.head));
            let fits = frame.subjects.iter().any(|s| s == noun) || frame.subjects.is_empty() && !subject.phrases.is_empty();
            let bystander = || subject.actor(view).is_none_or(|m| view.who.get(m).is_none_or(Option::is_none));
            if frame.needs.as_deref() == Some("bystander") && !bystander() {
                return Err("who acts loses the place himself".into());
            }
            // "replaced the flag that was hoisted over A"
            if subject.phrases.first().and_then(|p| p.start.checked_sub(1)).is_some_and(|n| view.known(n).removing()) {
                return Err("it is said to be taken away".into());
            }
            if !fits {
                return Err(about(&subject, "\" is not what this frame needs"));
            }
            let places = match (&tail.places, pattern.tail.contains(&Element::Place)) {
                (Some(p), _) => p.hits.clone(),
                _ => return Err("no place".into()),
            };
            let mut actors: Vec<Agent> = tail.actor.map(|m| with_partners(view, m)).unwrap_or_default();
            if pattern.tail.contains(&Element::Actor) && actors.is_empty() {
                return Err("no actor".into());
            }
            if tail.actor.is_some_and(|m| prisoners(view, m)) {
                return Err("those who were taken or hurt hold nothing".into());
            }
            if frame.requires_head && !tail.actor.is_some_and(|m| forceful(view, m)) {
                return Err("no force is said to be there".into());
            }
            // "The Ukrainian flag flies over A": whose flag.
            if actors.is_empty() && !frame.subjects.is_empty() {
                let owners = subject.phrases.iter().flat_map(|p| p.start..p.end);
                let whose = owners.filter_map(|n| view.mention(n)).find_map(|m| agent(view, m));
                actors = vec![whose.ok_or("nobody is named")?];
            }
            (actors, places)
        }
    };
    // "Rebels are jumpy in A" says how they are, not that they came.
    if frame.needs.as_deref() == Some("there")
        && (at + 1..at + 3).any(|n| view.tag(n) == Upos::Adj && !view.is(n, &["present", "deep", "inside", "active", "back"]))
    {
        return Err("how they are, not where".into());
    }
    if frame.needs.as_deref() == Some("ours") && !view.is(tail.end.wrapping_sub(1), &["ours", "theirs"]) {
        return Err("another's".into());
    }
    if frame.needs.as_deref() == Some("success") && !(at.saturating_sub(3)..at + 1).any(|n| view.norm(n) == "successfully") {
        return Err("nothing says that it succeeded".into());
    }
    if frame.needs.as_deref() == Some("distance") && !(at..tail.end).any(|n| view.tag(n) == Upos::Num || view.known(n).nearness()) {
        return Err("no distance is given".into());
    }
    // "25 km north of A" lies outside it.
    if frame.needs.as_deref() == Some("distance") {
        places.iter_mut().for_each(|hit| (hit.extent, hit.side) = (Extent::Whole, None));
    }
    let _ = form;
    Ok(vec![candidate(view, frame, pattern, (actors, opponent, places), at, (&subject, group.start, tail.end), false)])
}

fn in_passive(view: &View, at: usize, frame: &VerbFrame, pattern: &Pattern, group: Group) -> Found {
    let mut subject = subject(view, group.start, 0);
    // "western A, occupied by B since November,": what stands before the comma.
    let itself = usize::from(view.known(group.start.wrapping_sub(1)).between());
    let apposed = group.start.checked_sub(2 + itself).filter(|_| !group.auxiliary && view.norm(group.start - 1 - itself) == ",");
    if let Some(place) = apposed
        .and_then(|n| view.phrase(n))
        .filter(|p| view.place(p.head).is_some() && (itself > 0 || (at + 1..at + 5).any(|n| view.norm(n) == "by")))
    {
        subject = super::chain::chain(view, place);
    }
    subject.nearest |= !group.auxiliary;
    // The object of the active is the subject here; what is left of the tail follows the verb.
    let object = pattern.tail.iter().position(|e| matches!(e, Element::Place | Element::Actor | Element::Something)).ok_or("no object")?;
    let mut rest: Vec<Element> = pattern.tail.clone();
    let taken = rest.remove(object);
    if object > 1
        || (object == 1
            && !matches!(pattern.tail.first(), Some(Element::Words(words)) if words.iter().all(|w| matches!(w.as_str(), "over" | "back" | "off" | "up" | "out" | "on" | "to"))))
    {
        return Err("no such passive".into());
    }
    let tail = tail(view, at + 1, &rest, &pattern.optional)?;
    let by = agent_after(view, tail.end.max(at + 1));
    let end = by.map_or(tail.end, |m| view.mentions.get(m).map_or(tail.end, |m| m.end)).max(tail.end);
    let agents = by.map(|m| with_partners(view, m)).unwrap_or_default();
    match (&taken, &pattern.subject) {
        (Element::Place, Element::Actor) => {
            // "the regime's troops in A have been encircled": A is.
            let within = || {
                let inner = subject.phrases.last().filter(|p| frame.change == Change::Besieged && view.place(p.head).is_some())?;
                place_phrase(view, inner.start).ok().map(|found| found.hits)
            };
            // "Korenevo. Still held by A.": the heading is the subject.
            let heading = || context_place(view, group.start, false, None).filter(|_| view.entry && subject.phrases.is_empty());
            // "areas controlled by A, including P"
            let ground = subject.phrases.last().is_some_and(|p| view.known(p.head).parts() && view.norm(p.head).ends_with('s'));
            let spelled =
                || listed_later(view, end).filter(|_| ground && by.is_some()).and_then(|n| place_phrase(view, n).ok()).map(|p| p.hits);
            let places = places_of(view, &subject)
                .or_else(within)
                .or_else(spelled)
                .or_else(heading)
                .ok_or_else(|| about(&subject, "\" is no place"))?;
            let opponent = tail.opponent.and_then(|m| agent(view, m));
            if agents.is_empty() && frame.requires_head {
                return Err("nobody is named".into());
            }
            let declared = (group.start..at).any(|n| view.is(n, &["declared", "reported", "confirmed"]));
            // "has been cleared of mines"
            let rid_of = view.norm(at + 1) == "of" && !(at + 2..at + 5).any(|n| view.register.is_combatant(view.norm(n)));
            if rid_of && view.known(at).rids() {
                return Err("rid of something else".into());
            }
            if by.is_none() && !declared && named_by_thing(view, tail.end.max(at + 1)) {
                return Err("done by something that is no actor".into());
            }
            // "have been returned to A", "was surrendered to A": who gains is told.
            if agents.is_empty()
                && pattern.change == Change::Lost
                && view.is(
                    at,
                    &[
                        "returned",
                        "restored",
                        "handed",
                        "surrendered",
                        "ceded",
                        "given",
                        "transferred",
                        "yielded",
                        "relinquished",
                        "turned",
                        "lost",
                    ],
                )
                && let Some(gains) = opponent
            {
                let made = candidate(view, frame, pattern, (vec![gains], None, places), at, (&subject, group.start, end), false);
                return Ok(vec![Candidate { change: Change::Captured, ..made }]);
            }
            // "They admit that A has been lost": by whoever says so.
            let admitted = pattern.change == Change::Lost && admits(view, at);
            if agents.is_empty() && !admitted && matches!(pattern.change, Change::Entered | Change::Advancing | Change::Held | Change::Lost)
            {
                return Err("nobody is named".into());
            }
            // "P has been cleared of snow"
            let thing =
                view.phrase(tail.end + 1).is_some_and(|p| !view.register.is_force(view.norm(p.head)) && view.mention(p.head).is_none());
            if view.norm(tail.end) == "of" && thing {
                return Err("of something else".into());
            }
            // "P has been cleared of B": B is gone, whoever did it.
            if pattern.change == Change::Captured
                && agents.is_empty()
                && let Some(gone) = opponent.clone().filter(|_| (at + 1..tail.end).any(|n| view.norm(n) == "of"))
            {
                let made = candidate(view, frame, pattern, (vec![gone], None, places), at, (&subject, group.start, end), false);
                return Ok(vec![Candidate { change: Change::Lost, ..made }]);
            }
            Ok(vec![candidate(view, frame, pattern, (agents, opponent, places), at, (&subject, group.start, end), false)])
        }
        // "A were seen in P"
        (Element::Actor, Element::Something) => {
            let actor = subject.actor(view).ok_or_else(|| no_actor(&subject))?;
            if prisoners(view, actor) {
                return Err("those who were taken or hurt hold nothing".into());
            }
            let places = tail.places.map(|p| p.hits).ok_or("no place")?;
            view.who.get(actor).and_then(Option::as_ref).ok_or("nobody known is named")?;
            Ok(vec![candidate(view, frame, pattern, (with_partners(view, actor), None, places), at, (&subject, group.start, end), false)])
        }
        (Element::Actor, Element::Opponent) => {
            let actor = subject.actor(view).ok_or_else(|| no_actor(&subject))?;
            let opponent = by.and_then(|m| agent(view, m));
            // "His men were driven out on Monday": of where the text is about.
            let people = subject.phrases.first().is_some_and(|p| view.is(p.head, &["they", "we", "it"]));
            let inside = where_inside(view, at, &with_partners(view, actor));
            if view.is(tail.end, &["of", "from"]) && tail.places.is_none() {
                return Err("a vague place without a name".into());
            }
            let told = !view.inside.is_empty() && told_before(view, at).is_some();
            let left = !people
                && (told || view.time(tail.end).is_some() || by.is_some() || view.is(tail.end, &["on", "in", "again", ".", ",", ""]));
            let (places, elided) = match tail.places {
                Some(p) => (p.hits, false),
                None => (
                    inside
                        .or_else(|| {
                            context_place(view, at, false, None).filter(|_| left || view.places.iter().any(|p| p.start < view.len()))
                        })
                        .ok_or("no place")?,
                    true,
                ),
            };
            Ok(vec![candidate(
                view,
                frame,
                pattern,
                (with_partners(view, actor), opponent, places),
                at,
                (&subject, group.start, end),
                elided,
            )])
        }
        _ => Err("no such passive".into()),
    }
}

/// "captured soldiers were shown in A": seen there, and no force.
fn prisoners(view: &View, actor: usize) -> bool {
    let start = view.mentions.get(actor).map_or(0, |m| m.start);
    view.phrase(start).is_some_and(|p| (p.start.saturating_sub(1)..=start).any(|n| view.known(n).helpless()))
}

/// The place that the sentences before said they are inside.
fn where_inside(view: &View, at: usize, actors: &[Agent]) -> Option<Vec<PlaceHit>> {
    actors.first().filter(|a| view.inside.contains(&a.who.side)).and_then(|_| told_before(view, at))
}

/// Does somebody concede what this verb tells?
fn admits(view: &View, at: usize) -> bool {
    let own = view.is(at, &["lost", "given", "ceded"]);
    let says = |n: usize| view.known(n).admit() && (n < at || view.norm(n.wrapping_sub(1)) == ",") || own && view.known(n).say();
    (0..view.len()).any(|n| says(n) && view.is_verb(n))
}

fn no_actor(subject: &Subject) -> Reason {
    match subject.phrases.first() {
        Some(_) => about(subject, "\" is no armed or political actor"),
        None => "no subject found".into(),
    }
}

/// The subject in quotation marks, and what is wrong with it.
fn about(subject: &Subject, wrong: &'static str) -> Reason {
    match subject.phrases.first() {
        Some(phrase) => Reason::Quoted("\"", phrase.start, phrase.end, wrong),
        None => format!("\"{wrong}").into(),
    }
}

pub(super) fn candidate(
    view: &View,
    frame: &VerbFrame,
    pattern: &Pattern,
    (actors, opponent, places): (Vec<Agent>, Option<Agent>, Vec<PlaceHit>),
    at: usize,
    (subject, group, end): (&Subject, usize, usize),
    elided: bool,
) -> Candidate {
    let first = subject.phrases.iter().map(|p| p.start).min().unwrap_or(group);
    // A subject far away would make a quote that runs over other clauses.
    let start = if group.saturating_sub(first) < 30 && first < at { first } else { group };
    let end = end.max(at + 1).max(
        places
            .iter()
            .filter_map(|h| view.places.get(h.place))
            .map(|p| p.end)
            .filter(|&e| e <= view.len() && e < at + 60)
            .max()
            .unwrap_or(0),
    );
    let made = Candidate::new(&frame.id, pattern.change, actors, places, (at, start, end), &reality::Reality::default());
    let lasts = |n: usize| view.norm(n) == "since" && (view.time(n).is_some() || view.time(n + 1).is_some());
    // "A, secured by B," tells how it is; "A, secured by B on Monday," what happened.
    let stays = usize::from(view.is(at.wrapping_sub(1), &["now", "still", "long", "currently", "largely", "mostly"]));
    let state =
        view.norm(at.wrapping_sub(1 + stays)) == "," && view.norm(at + 1) == "by" && !(end..end + 3).any(|n| view.time(n).is_some());
    let lasting = frame.lasting.filter(|_| pattern.change == frame.change && (state || (end..view.len().min(end + 4)).any(lasts)));
    Candidate { extent: pattern.extent, opponent, elided, change: lasting.unwrap_or(pattern.change), ..made }
}

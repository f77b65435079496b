//! The words after a verb, matched against a pattern: "control of P from B", "A out of P", "by A".
//!
//! In: a [`View`], a token and the elements of a pattern. Out: [`Tail`], what filled them, or why they stay empty. Refused:
//! an actor slot filled by somebody who means nobody known here.

use super::beside::beside;
use super::candidate::Reason;
use super::place_hit::{PlaceHit, PlacePhrase, Refusal};
use super::place_phrase::place_phrase;
use super::spoken_of::{context_place, it_is_a_place, the_pair};
use super::subject::Agent;
use super::view::View;
use super::vocabulary::Element;
use super::who::mention_at;
use crate::actors::MentionKind;
use crate::text::Upos;

/// What the words after a verb filled.
#[derive(Debug, Default)]
pub(super) struct Tail {
    pub places: Option<PlacePhrase>,
    pub actor: Option<usize>,
    pub opponent: Option<usize>,
    /// "under their control": whose.
    pub owner: Option<Agent>,
    pub end: usize,
}

/// Matches what follows the verb.
pub(super) fn tail(view: &View, from: usize, elements: &[Element], optional: &[Element]) -> Result<Tail, Reason> {
    // "stormed and seized the base": both verbs share the object.
    let shares = elements.first() == Some(&Element::Place)
        && view.norm(from) == "and"
        && view.is_verb(from + 1)
        && view.phrase(from + 1).is_none()
        && !view.is_light(from + 2);
    let from = if shares { from + 2 } else { from };
    let mut tail = Tail { end: from, ..Tail::default() };
    let mut at = from;
    for (n, element) in elements.iter().enumerate() {
        at = match_element(view, at, element, elements.get(n + 1), &mut tail, n == 0)?;
        tail.end = at;
    }
    if !optional.is_empty() {
        let mut more = Tail { end: at, ..Tail::default() };
        let mut end = at;
        let all = optional.iter().enumerate().try_for_each(|(n, e)| {
            end = match_element(view, end, e, optional.get(n + 1), &mut more, false)?;
            Ok::<(), Reason>(())
        });
        if all.is_ok() {
            tail.opponent = tail.opponent.or(more.opponent);
            tail.actor = tail.actor.or(more.actor);
            tail.end = end;
        }
    }
    Ok(tail)
}

fn match_element(view: &View, at: usize, element: &Element, next: Option<&Element>, tail: &mut Tail, first: bool) -> Result<usize, Reason> {
    match element {
        Element::Words(words) => {
            for i in at..at + 6 {
                if words.iter().any(|w| w == view.norm(i)) {
                    return Ok(i + 1);
                }
                // "holding out on Sunday in A"
                let when = view.is(i, &["on", "in", "since", "late", "early"]) && view.time(i + 1).is_some();
                let passable = view.is_light(i)
                    || when
                    || matches!(view.tag(i), Upos::Det | Upos::Adj | Upos::Num) && view.place(i).is_none()
                    || view.register.is_operation(view.norm(i)) && i > at
                    || view.is(
                        i,
                        &[
                            "its",
                            "their",
                            "his",
                            "our",
                            "'s",
                            "more",
                            "full",
                            "total",
                            "complete",
                            "partial",
                            "firm",
                            "sole",
                            "exclusive",
                            "undisputed",
                            "tight",
                            "effective",
                            "further",
                            "counter",
                            "near",
                            "km",
                            "kilometres",
                            "kilometers",
                            "miles",
                            "metres",
                            "meters",
                            "\"",
                            "'",
                        ],
                    )
                    || view.mention(i).and_then(|m| view.mentions.get(m)).is_some_and(|m| {
                        // "the rebel takeover", "an army counter attack"
                        let whose = view.register.is_operation(view.norm(m.end)) || view.norm(m.end) == "counter";
                        m.possessive || m.kind == MentionKind::Modifier || whose || words.iter().any(|w| w == view.norm(m.end))
                    });
                if !passable {
                    break;
                }
            }
            Err(Reason::Lacks(words.clone()))
        }
        // "They control: A, B and C"
        Element::Place if view.norm(at) == ":" && view.place(at + 1).is_some() => match_element(view, at + 1, element, next, tail, first),
        // "over what is left of the building in A"
        Element::Place if view.norm(at) == "what" && view.is(at + 1, &["is", "was", "remains", "remained"]) && at < view.len() => {
            let of = (at + 2..at + 4).find(|&n| view.norm(n) == "of").ok_or("no object that is a place")?;
            match_element(view, of + 1, element, next, tail, first)
        }
        // "took both back"
        Element::Place if view.norm(at) == "both" && (!view.is_noun(at + 1) || view.norm(at + 1) == "back") && !view.pair.is_empty() => {
            tail.places = Some(PlacePhrase { hits: the_pair(view), start: at, end: at + 1 });
            Ok(at + 1)
        }
        Element::Place => match place_phrase(view, at) {
            Ok(phrase) => {
                let end = phrase.end;
                tail.places = Some(phrase);
                Ok(end)
            }
            Err(Refusal::Vague { part, side, end })
                if (discourse_noun(view, at, end) || of_the_focus(view, at, end)) && !from_a_side(view, at, end) =>
            {
                let site = view.known(end.saturating_sub(1)).facilities();
                let hits = context_place(view, at, part || site, side).ok_or("a vague place")?;
                // "took the bridge, coming close to B": a bridge somewhere.
                let later = |h: &PlaceHit| {
                    view.places
                        .get(h.place)
                        .is_some_and(|p| p.start >= end && p.start < view.len() && (end..p.start).any(|n| view.is_verb(n)))
                };
                if site && hits.iter().any(later) {
                    return Err("a site without a name".into());
                }
                tail.places = Some(PlacePhrase { hits, start: at, end });
                Ok(end)
            }
            // "captured the town … and lost it", "retook it"
            Err(_)
                if view.norm(at) == "it"
                    && (takes_places_only(view, at) || it_is_a_place(view, at) || taken_from(view, at) || focus_taken(view, at)) =>
            {
                let hits = context_place(view, at, false, None).ok_or("\"it\" is no place")?;
                tail.places = Some(PlacePhrase { hits, start: at, end: at + 1 });
                Ok(at + 1)
            }
            // "withdrew from there"
            Err(_) if view.norm(at) == "there" && view.is(at.wrapping_sub(1), &["from", "of", "in", "into"]) => {
                let hits = context_place(view, at, false, None).ok_or("\"there\" is nowhere")?;
                tail.places = Some(PlacePhrase { hits, start: at, end: at + 1 });
                Ok(at + 1)
            }
            // "recaptured vast tracts of land from B last year, including A and C"
            Err(Refusal::Vague { end, .. }) if let Some(list) = listed_later(view, end) => {
                let found = place_phrase(view, list).map_err(|_| "a vague place without a name")?;
                let end = found.end;
                tail.places = Some(PlacePhrase { start: at, ..found });
                Ok(end)
            }
            Err(Refusal::Vague { .. }) => Err("a vague place without a name".into()),
            Err(Refusal::NotAPlace(start, end)) => Err(Reason::Quoted("the object \"", start, end, "\" is no place")),
            Err(Refusal::Modifier(start, end)) => Err(Reason::Quoted("the place only modifies \"", start, end, "\"")),
            Err(Refusal::Nothing) => Err("no object that is a place".into()),
        },
        Element::Near => {
            let phrase = beside(view, at).ok_or("nothing beside a place follows")?;
            let end = phrase.end;
            tail.places = Some(phrase);
            Ok(end)
        }
        Element::Actor | Element::Opponent => {
            if *element == Element::Actor
                && let Some((_, owner)) = view.possessors.iter().find(|(token, _)| *token == at)
            {
                tail.owner = Some(owner.clone());
                return Ok(at + 1);
            }
            let mention = mention_at(view, at).ok_or("no actor follows")?;
            if view.who.get(mention).is_none_or(Option::is_none) {
                return Err("an actor that means nobody known here".into());
            }
            let m = view.mentions.get(mention).ok_or("no actor follows")?;
            // "A remains German": the adjective ends the clause.
            let before = at.wrapping_sub(1);
            let lasts = view.known(before).lasting() || view.is(before, &["remain", "remains", "remained", "stays", "stayed"]);
            let adjective = next.is_none() && lasts;
            let ends = view.norm(m.end).is_empty() || view.is(m.end, &[".", ",", ";", ":", "but", "and", "though", "while"]);
            // "it remains unclear how many Iraqis": no place remains theirs.
            if first && next.is_none() && (at..m.start).any(|n| view.tag(n) == Upos::Adj || view.is(n, &["how", "whether", "who"])) {
                return Err("a modifier, no actor".into());
            }
            if m.kind == MentionKind::Modifier && !matches!(next, Some(Element::Words(_))) && !(adjective && ends) {
                return Err("a modifier, no actor".into());
            }
            if *element == Element::Actor {
                tail.actor = Some(mention);
            } else {
                tail.opponent = Some(mention);
            }
            // Over partners and what hangs on them, if the pattern goes on.
            let mut end = m.end;
            if let Some(Element::Words(words)) = next {
                // "ejected A and its allies, known as B, from P"
                let known_as = |n: usize| view.norm(n.wrapping_sub(1)) == "," && view.norm(n + 1) == "as";
                let stop = (end..view.len().min(end + 14)).find(|&n| {
                    words.iter().any(|w| w == view.norm(n))
                        || view.is_verb(n) && !known_as(n) && !view.register.is_filler(view.norm(n))
                        || view.norm(n) == ";"
                });
                if let Some(stop) = stop.filter(|&n| words.iter().any(|w| w == view.norm(n))) {
                    end = stop;
                }
            }
            Ok(end)
        }
        Element::Something => {
            let Some(Element::Words(words)) = next else { return Err("an open pattern".into()) };
            let stop = (at + usize::from(first)..view.len().min(at + 8)).find(|&n| words.iter().any(|w| w == view.norm(n)));
            let stop = stop.ok_or("the pattern does not go on")?;
            // "evacuated 36 bodies from P"
            let brought_out = words.iter().any(|w| matches!(w.as_str(), "from" | "out")) && (at..stop).any(|n| view.known(n).evacuees());
            if brought_out || (at..stop).any(|n| view.is_verb(n) || view.is(n, &[",", ";"])) {
                return Err("the pattern does not go on".into());
            }
            Ok(stop)
        }
    }
}

/// Where the names begin that spell out vague ground, past from whom and when it was taken.
pub(super) fn listed_later(view: &View, from: usize) -> Option<usize> {
    for n in from..view.len().min(from + 16) {
        let such = view.norm(n) == "such" && view.norm(n + 1) == "as";
        let among = view.norm(n) == "among" && view.is(n + 1, &["them", "which"]);
        if view.is(n, &["including", "notably", "namely"]) || such || among {
            let list = n + 1 + usize::from(such || among);
            return (list..list + 6).any(|m| view.place(m).is_some()).then_some(list);
        }
        if view.is_verb(n) && view.mention(n).is_none() || view.is(n, &[".", ";", "but", "while", "who", "which", "that"]) {
            return None;
        }
    }
    None
}

/// "They lost it in a day": the one settlement that the text is about just now.
fn focus_taken(view: &View, at: usize) -> bool {
    let taking = [
        "captured",
        "capture",
        "seized",
        "seize",
        "took",
        "taken",
        "lost",
        "won",
        "stormed",
        "entered",
        "hold",
        "held",
        "holds",
        "holding",
        "control",
        "controls",
        "controlled",
        "left",
        "leave",
        "surrounded",
    ];
    view.focused && view.is(at.wrapping_sub(1), &taking) && !view.is(at + 1, &["on", "to", "as", "for", "out"])
}

/// "retook it", "took control of it": words whose object is always a place.
fn takes_places_only(view: &View, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    view.known(before).place_verbs() || view.is(before, &["of", "over"]) && view.norm(at.wrapping_sub(2)) == "control"
}

/// "took it from them", with a town named before: what one force takes from another.
fn taken_from(view: &View, at: usize) -> bool {
    let town = view.places.iter().filter(|p| p.end <= at && p.start < view.len() && !p.division).max_by_key(|p| p.end);
    view.norm(at + 1) == "from" && mention_at(view, at + 2).is_some() && town.is_some()
}

/// "the area", "the town": a noun that takes up a place named before.
pub(super) fn discourse_noun(view: &View, at: usize, end: usize) -> bool {
    let determined = view.is(at, &["the", "this", "that", "its", "their"]) || (at..end).any(|n| view.is(n, &["the", "its"]));
    // "the eastern parts of the country", "towns in the east of the region": of something larger.
    let larger = (at..end + 3).any(|n| view.is(n, &["of", "in"]) && view.is(n + 1, &["the", "its"]) && view.known(n + 2).larger());
    if larger {
        return false;
    }
    let head = view.norm(end.saturating_sub(1));
    // "took control of city": telegrams and headlines leave articles out.
    let bare = end == at + 1 && matches!(head, "city" | "town");
    let known = view.known(end.saturating_sub(1));
    // "the al-Wishkah district": one by name, which no gazetteer has.
    let other = (at..end).any(|n| {
        view.tag(n) == Upos::Propn
            && view.shown(n).chars().any(char::is_uppercase)
            && view.place(n).is_none()
            && view.mention(n).is_none()
            && view.time(n).is_none()
            && !view.known(n).compass()
    });
    (determined || bare) && !other && (known.taken_up() || known.facilities() || known.sectors() || known.compass())
}

/// "soldiers fleeing from the north": where they come from.
fn from_a_side(view: &View, at: usize, end: usize) -> bool {
    view.norm(at.wrapping_sub(1)) == "from" && view.known(end.wrapping_sub(1)).compass() && view.norm(end) != "of"
}

/// "several neighbourhoods", "their positions": of the one settlement that the text is about just now.
fn of_the_focus(view: &View, at: usize, end: usize) -> bool {
    let head = end.saturating_sub(1);
    let leaves = || view.known(at.wrapping_sub(1)).leaving();
    // "abandoned their positions on the right bank of the river": there, not here.
    let led = view.is(end, &["on", "along", "near", "around", "at", "in", "outside"]) && view.time(end + 1).is_none();
    let own =
        view.is(at, &["their", "its", "his"]) && (view.known(head).facilities() || view.norm(head) == "positions") && leaves() && !led;
    let quarters = view.known(head).sectors() && !view.is(head, &["areas", "territory", "parts", "side"]) && view.norm(end) != "of";
    view.focused && (own || quarters)
}

/// The agent of a passive: "… by A", with time and place between.
pub(super) fn agent_after(view: &View, at: usize) -> Option<usize> {
    for n in at..view.len().min(at + 16) {
        if view.norm(n) == "by" && view.time(n + 1).is_none() {
            return mention_at(view, n + 1).filter(|&m| view.who.get(m).is_some_and(Option::is_some));
        }
        if view.is(n, &[";", "but", "which", "who", "said", "says"]) || view.is_verb(n) && !view.norm(n).ends_with("ing") && n > at + 1 {
            return None;
        }
    }
    None
}

/// "hit by shelling", "surrounded by mountains", "captured by cameras".
pub(super) fn named_by_thing(view: &View, at: usize) -> bool {
    (at..view.len().min(at + 6)).any(|n| view.norm(n) == "by" && view.time(n + 1).is_none() && !view.is_verb(n + 1))
}

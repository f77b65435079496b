//! Who "they", "its", "our forces" and "rebel-held" mean in a sentence.
//!
//! In: a [`View`] and the [`Discourse`] so far. Out: the view with its mentions filled. Refused: a guess where nobody fits.

use super::attribution::Attribution;
use super::claim::ClaimantKind;
use super::discourse::Discourse;
use super::subject::{Agent, Subject, group, subject};
use super::view::View;
use super::who::forceful;
use crate::actors::{ActorKind, AnaphorKind, MentionKind, Reading, Register, Sense, Who};
use crate::text::Upos;

/// Who "they", "the group", "his forces" and "their" are.
pub(super) fn anaphors(view: &mut View, register: &Register, discourse: &Discourse) {
    for n in 0..view.mentions.len() {
        let Some(mention) = view.mentions.get(n) else { continue };
        let Some(kind) = mention.anaphor else { continue };
        let at = mention.start;
        // "the forces of A", "the group led by B": not somebody named before; but "soldiers backed by A" are their state's.
        let of = view.is(mention.end, &["of", "loyal", "aligned", "belonging", "based"])
            || kind != AnaphorKind::State && view.is(mention.end, &["led", "backed"])
            || view.norm(mention.end) == "from"
                && (kind == AnaphorKind::State || from_whom(view, register, discourse, mention.end + 1).is_some());
        if of && !view.is(at, &["they", "it", "we", "them", "he"]) {
            continue;
        }
        let near: Vec<&str> = view.places.iter().map(|p| p.country).filter(|c| !c.is_empty()).collect();
        let noun = view.norm(mention.end.wrapping_sub(1));
        let called = (view.norm(at) == "the"
            && view.is(mention.end.wrapping_sub(1), &["alliance", "coalition", "movement", "front", "militia", "party", "council"]))
        .then(|| discourse.setting.last_called(register, noun))
        .flatten();
        if called.is_some() {
            if let Some(slot) = view.who.get_mut(n) {
                *slot = called;
            }
            continue;
        }
        let found =
            antecedent(view, register, discourse, at, kind).or_else(|| discourse.setting.best(register, &mention.readings, &near, None));
        // "soldiers" of nobody named: the army of the country.
        let soldiers = kind == AnaphorKind::State
            && view.is(mention.end.wrapping_sub(1), &["soldiers", "troops", "commandos"])
            && !at.checked_sub(1).is_some_and(|n| view.is(n, &["\"", "“", "``", "‘", "'"]));
        let found = found.or_else(|| if soldiers { army(register, discourse, &near) } else { None });
        if let Some(slot) = view.who.get_mut(n) {
            *slot = found;
        }
    }
    whose_troops(view, register, discourse);
    by_role(view, register, discourse);
    // "rebels from the CODECO militia", "fighters of Boko Haram": the name says which.
    for n in 0..view.mentions.len() {
        let Some(mention) = view.mentions.get(n).filter(|m| m.kind == MentionKind::Full && m.anaphor.is_none()) else { continue };
        let role = !mention.readings.is_empty() && mention.readings.iter().all(|r| matches!(r.sense, Sense::Role | Sense::RoleBefore));
        if !role || !view.is(mention.end, &["from", "of"]) || mention.possessive {
            continue;
        }
        let inside = |at: &usize| {
            view.mention(*at).is_some() || matches!(view.tag(*at), Upos::Det | Upos::Adj) || view.register.is_force(view.norm(*at))
        };
        let named = (mention.end + 1..mention.end + 6).take_while(inside).find_map(|at| view.mention_starting(at));
        let whose = named.and_then(|m| view.who.get(m).cloned().flatten()).filter(|who| who.by_name);
        if let Some(slot) = view.who.get_mut(n)
            && whose.is_some()
        {
            *slot = whose;
        }
    }
    // "Syrian troops and allied fighters": allies of those just named.
    for n in 1..view.mentions.len() {
        let (Some(before), Some(mention)) = (view.mentions.get(n - 1), view.mentions.get(n)) else { continue };
        if before.end + 2 == mention.start && view.norm(before.end) == "and" && view.norm(before.end + 1) == "allied" {
            let with = view.who.get(n - 1).cloned().flatten();
            if let Some(slot) = view.who.get_mut(n)
                && with.is_some()
            {
                *slot = with;
            }
        }
    }
    // "the Iran-backed militia", told of a group named before.
    for n in 0..view.mentions.len() {
        let Some(mention) = view.mentions.get(n) else { continue };
        let backed =
            view.norm(mention.start).rsplit_once('-').is_some_and(|(_, last)| matches!(last, "backed" | "aligned" | "allied" | "linked"));
        let nobody = view.who.get(n).is_some_and(|w| w.as_ref().is_some_and(|w| w.index.is_none()));
        if backed && nobody && mention.start.checked_sub(1).is_some_and(|n| view.norm(n) == "the") {
            let found = antecedent(view, register, discourse, mention.start, AnaphorKind::NonState);
            if let Some(slot) = view.who.get_mut(n)
                && found.as_ref().is_some_and(|w| w.index.is_some())
            {
                *slot = found;
            }
        }
    }
    // "his country's army", "the nation's forces": the state spoken of, whoever plays the role elsewhere.
    for n in 0..view.mentions.len() {
        let Some(at) = view.mentions.get(n).filter(|m| m.anaphor.is_none()).and_then(|m| m.start.checked_sub(3)) else { continue };
        if view.is(at, &["his", "her", "its", "their", "the"]) && view.is(at + 1, &["country", "nation"]) && view.possessive(at + 2) {
            let found = antecedent(view, register, discourse, at, AnaphorKind::State);
            if let Some(slot) = view.who.get_mut(n)
                && found.is_some()
            {
                *slot = found;
            }
        }
    }
    for at in 0..view.len() {
        if !view.is(at, &["its", "their", "his", "theirs"]) || view.mention(at).is_some() {
            continue;
        }
        let kind = if view.norm(at) == "his" { AnaphorKind::Person } else { AnaphorKind::Any };
        if let Some(who) = fronted(view, at).or_else(|| antecedent(view, register, discourse, at, kind)) {
            view.possessors.push((at, Agent { who, start: at, end: at + 1 }));
        }
    }
}

/// "With A in its hands, B turned south": whoever the main clause begins with.
fn fronted(view: &View, at: usize) -> Option<Who> {
    let opens = view.is(0, &["with", "having", "despite", "after", "in"]) && !view.is_verb(at + 1);
    let comma = (at..view.len().min(at + 8)).find(|&n| view.norm(n) == ",").filter(|_| opens)?;
    let start = comma + 1 + usize::from(view.norm(comma + 1) == "the");
    let nobody = !view.mentions.iter().any(|m| m.end <= at && m.kind != MentionKind::Metonym);
    let acts = view.mentions.get(view.mention_starting(start)?).is_some_and(|m| m.kind == MentionKind::Full && !m.possessive);
    view.who.get(view.mention_starting(start)?).cloned().flatten().filter(|_| nobody && acts)
}

/// Who plays the army in the country that the text is about.
fn army(register: &Register, discourse: &Discourse, near: &[&str]) -> Option<Who> {
    discourse.setting.best(register, &register.readings_of("army"), near, None)
}

/// "from the A", "from the northern region of P": whose fighters they are.
fn from_whom(view: &View, register: &Register, discourse: &Discourse, at: usize) -> Option<Who> {
    let reach = at..view.len().min(at + 6);
    let inside = reach.clone().take_while(|&n| {
        view.mention(n).is_some()
            || view.place(n).is_some()
            || matches!(view.tag(n), Upos::Det | Upos::Adj)
            || view.known(n).generic_place()
            || view.norm(n) == "of"
    });
    for n in inside {
        if let Some(who) = view.mention_starting(n).and_then(|m| view.who.get(m).cloned().flatten()) {
            return Some(who);
        }
        // A region whose forces have a name.
        if let Some(place) = view.place(n).and_then(|p| view.places.get(p)).filter(|p| p.start == n) {
            let forces = format!("{} forces", view.words(place.start, place.end));
            return discourse.setting.best(register, &register.readings_of(&forces), &[place.country], None);
        }
    }
    None
}

/// "the troops of A", "fighters from A": whose they are follows.
fn whose_troops(view: &mut View, register: &Register, discourse: &Discourse) {
    for n in 0..view.mentions.len() {
        let Some(mention) = view.mentions.get(n) else { continue };
        if view.who.get(n).is_none_or(Option::is_some) || mention.anaphor.is_none() {
            continue;
        }
        let whose = if view.norm(mention.end) == "from" {
            from_whom(view, register, discourse, mention.end + 1)
        } else if view.norm(mention.end) == "of" && mention.anaphor == Some(AnaphorKind::NonState) {
            // "fighters of the ADF"
            let owner = (mention.end + 1..mention.end + 4).find_map(|at| view.mention_starting(at));
            owner.and_then(|m| view.who.get(m).cloned().flatten()).filter(|who| who.by_name)
        } else if view.known(mention.end).loyal() && view.is(mention.end + 1, &["to", "with"]) {
            // "fighters loyal to the ADF"
            let plain = |m: &usize| view.mentions.get(*m).is_some_and(|m| !m.possessive && !view.possessive(m.end));
            let owner = (mention.end + 2..mention.end + 9).filter_map(|at| view.mention_starting(at)).find(plain);
            owner.and_then(|m| view.who.get(m).cloned().flatten())
        } else if view.norm(mention.end) == "of" && mention.anaphor == Some(AnaphorKind::State) {
            let owner = (mention.end + 1..mention.end + 4).find_map(|at| view.mention_starting(at));
            // "soldiers of the 58th Division": of an army that numbers its units.
            let numbered = (mention.end + 1..mention.end + 5)
                .any(|at| view.shown(at).starts_with(|c: char| c.is_ascii_digit()) && view.register.is_force(view.norm(at + 1)));
            let regular = || {
                let near: Vec<&str> = view.places.iter().map(|p| p.country).collect();
                antecedent(view, register, discourse, mention.start, AnaphorKind::State).or_else(|| army(register, discourse, &near))
            };
            let owner = owner.and_then(|m| view.who.get(m).cloned().flatten()).filter(|who| who.index.is_some() || !numbered);
            owner.or_else(|| if numbered { regular() } else { None })
        } else {
            None
        };
        if let Some(slot) = view.who.get_mut(n) {
            *slot = whose;
        }
    }
}

/// "the coalition", "the defence ministry in A" where nobody known plays the role: who was named before, or whose capital it is.
fn by_role(view: &mut View, register: &Register, discourse: &Discourse) {
    for n in 0..view.mentions.len() {
        let Some(mention) = view.mentions.get(n).filter(|m| m.kind == MentionKind::Full && !m.readings.is_empty()) else { continue };
        if view.who.get(n).is_none_or(Option::is_none) {
            continue;
        }
        let known = view.who.get(n).is_some_and(|w| w.as_ref().is_some_and(|w| w.index.is_some()));
        let seat = Some(mention.end + 1).filter(|_| view.norm(mention.end) == "in").and_then(|at| view.mention_starting(at));
        let seat = seat.filter(|&m| view.mentions.get(m).is_some_and(|m| m.kind == MentionKind::Metonym));
        let state = seat.and_then(|m| view.who.get(m).cloned().flatten()).filter(|who| who.kind == ActorKind::State);
        if known {
            // "the defence ministry in Moscow": Russia's, wherever the fighting is.
            let office = view.is(mention.end - 1, &["ministry", "government", "parliament"]);
            if let Some(slot) = view.who.get_mut(n)
                && office
                && state.is_some()
            {
                *slot = state;
            }
            continue;
        }
        let words = view.words(mention.start, mention.end).to_lowercase();
        // "the Shiite militant group": one named before, whatever it is called beside.
        let definite = (mention.start.saturating_sub(2)..mention.start).any(|n| view.norm(n) == "the");
        let taken_up = Some(format!("the {words}")).filter(|_| definite).and_then(|words| register.anaphor_kind(&words));
        let government = mention.readings.iter().all(|r| register.is_role(r.role, "government"));
        let kind = register
            .anaphor_kind(&words)
            .or(taken_up)
            .or_else(|| (government && view.norm(mention.end - 1) == "army").then_some(AnaphorKind::State));
        let named = kind.and_then(|kind| antecedent(view, register, discourse, mention.start, kind));
        if let Some(found) = state.or(named.filter(|who| who.index.is_some()))
            && let Some(slot) = view.who.get_mut(n)
        {
            *slot = Some(found);
        }
    }
}

fn antecedent(view: &View, register: &Register, discourse: &Discourse, at: usize, kind: AnaphorKind) -> Option<Who> {
    let fits = |who: &Who| match kind {
        AnaphorKind::State => matches!(who.kind, ActorKind::State | ActorKind::Coalition),
        AnaphorKind::NonState => !matches!(who.kind, ActorKind::State | ActorKind::Coalition | ActorKind::International),
        AnaphorKind::Any | AnaphorKind::Person | AnaphorKind::Speaker => true,
    };
    if kind == AnaphorKind::Person {
        let here = view.mentions.iter().zip(&view.who).rfind(|(m, _)| m.person && m.end <= at).and_then(|(_, w)| w.clone());
        if let Some(person) = here.or_else(|| discourse.person.clone()) {
            return Some(person);
        }
    }
    // "The militants fighting the army said they …": who says it speaks of himself.
    let verb = (at.saturating_sub(9)..at).rev().find(|&n| view.is_verb(n) && view.phrase(n).is_none());
    if let Some(verb) = verb.filter(|&n| view.known(n).say())
        && let Some(mention) = speaker(view, &subject(view, group(view, verb).start, 0))
        && let Some(who) = view.who.get(mention).cloned().flatten().filter(|who| fits(who))
    {
        return Some(who);
    }
    // "The governor said he had surrendered A": nobody under arms.
    if kind == AnaphorKind::Person
        && view.is(at, &["he", "she"])
        && let Some(verb) = verb.filter(|&n| view.known(n).say())
        && let Some(who) = subject(view, group(view, verb).start, 0).phrases.first()
        && view.known(who.head).speaker()
    {
        return None;
    }
    // "The army drove them out": others than who does it.
    let other = (view.is(at, &["them", "him"]) || view.norm(at) == "the")
        .then(|| {
            at.checked_sub(1)
                .filter(|&n| view.is_verb(n) && !view.known(n).say() && !view.norm(n).ends_with("ing") && view.phrase(n).is_none())
        })
        .flatten()
        .and_then(|verb| subject(view, group(view, verb).start, 0).actor(view))
        .and_then(|m| view.who.get(m).cloned().flatten());
    let fits = |who: &Who| fits(who) && other.as_ref().is_none_or(|other| other.side != who.side);
    if kind == AnaphorKind::Speaker {
        return None;
    }
    // "A's troops came to help B's army, but they were": who the clause before is about.
    if view.is(at, &["they", "it"])
        && at.checked_sub(1).is_some_and(|n| view.is(n, &["but", "and"]))
        && let Some(verb) = (at.saturating_sub(30)..at - 1).find(|&n| view.is_verb(n) && view.phrase(n).is_none())
        && let Some(who) = subject(view, group(view, verb).start, 0)
            .actor(view)
            .filter(|&m| forceful(view, m))
            .and_then(|m| view.who.get(m).cloned().flatten())
        && fits(&who)
    {
        return Some(who);
    }
    // In the sentence: the last one that is no object of "from", "against", "by".
    let mut fallback = None;
    for (mention, who) in view.mentions.iter().zip(&view.who).rev().filter(|(m, _)| m.end <= at) {
        let Some(who) = who.as_ref().filter(|w| fits(w)) else { continue };
        // "the group", "the rebels", once they are known; "state" in "state capitals" acts for nobody.
        let named = matches!(mention.kind, MentionKind::Full | MentionKind::Unknown | MentionKind::Metonym)
            || mention.kind == MentionKind::Anaphor && view.norm(mention.start) == "the";
        let colours = !mention.possessive
            && !view.possessive(mention.end)
            && view
                .phrase(mention.end.wrapping_sub(1))
                .is_some_and(|p| p.head >= mention.end && view.vocabulary.known(singular(view.norm(p.head))).generic_place())
            && view.shown(mention.start).chars().next().is_some_and(char::is_lowercase);
        // "the Tigrayan capital": the adjective only says whose it is.
        let seat = !mention.possessive
            && !view.possessive(mention.end)
            && view.phrase(mention.end.wrapping_sub(1)).is_some_and(|p| p.head >= mention.end && view.is(p.head, &["capital", "region"]));
        if !named || colours || seat {
            continue;
        }
        let metonym = mention.kind == MentionKind::Metonym;
        // "Mali's city of Gao, a day after they took": the country is only where it lies.
        if metonym && mention.possessive {
            continue;
        }
        // "Mekelle fell to them, but they …": the town, not who governs from it.
        let town = view.place(mention.start).and_then(|p| view.places.get(p)).is_some_and(|p| !p.division);
        if metonym && town {
            continue;
        }
        let oblique = mention.start > 0
            && (view.tag(mention.start - 1) == Upos::Adp
                || view.is(mention.start - 1, &["the"]) && mention.start > 1 && view.tag(mention.start - 2) == Upos::Adp);
        if !oblique {
            return Some(who.clone());
        }
        if metonym {
            continue;
        }
        fallback = fallback.or_else(|| Some(who.clone()));
    }
    // "Kurdish control", a heading; "* They hold A and B" below it.
    let listed = view.section.clone().filter(|w| at <= 2 && fits(w));
    fallback
        .or(listed)
        .or_else(|| discourse.focus.clone().filter(|w| fits(w)))
        .or_else(|| discourse.setting.last_named(register, kind).filter(|who| other.as_ref().is_none_or(|other| other.side != who.side)))
}

/// The actor that speaks: "the rebels", "Russia's MoD".
fn speaker(view: &View, subject: &Subject) -> Option<usize> {
    subject.actor(view).or_else(|| {
        let office = subject.phrases.first().filter(|p| view.known(p.head).speaker() || view.is(p.head, &["staff", "command", "mod"]))?;
        view.mention_starting(office.start).filter(|&m| view.mentions.get(m).is_some_and(|m| m.possessive || view.possessive(m.end)))
    })
}

fn singular(noun: &str) -> &str {
    noun.strip_suffix('s').unwrap_or(noun)
}

/// "our forces", "we": the speaker's.
pub(super) fn first_person(view: &mut View, said: &[Attribution], discourse: &Discourse) {
    for n in 0..view.mentions.len() {
        let Some(mention) = view.mentions.get(n) else { continue };
        if mention.anaphor.is_none() || !view.is(mention.start, &["our", "we", "us"]) {
            continue;
        }
        let speaks = said.iter().find(|a| a.from <= mention.start && mention.start < a.to).map(|a| &a.source);
        view.armed_speaker |=
            speaks.is_some_and(|s| s.partisan && s.who.is_some() && matches!(s.kind, ClaimantKind::Belligerent | ClaimantKind::Official));
        let here = speaks.and_then(|s| s.who.clone());
        // Outside a quotation only a partisan text says "our": whom it is about.
        // "our servicemen" are a state's.
        let regular = view.is(mention.end.wrapping_sub(1), &["servicemen", "soldiers", "troops", "army", "units"]);
        let state = || discourse.setting.last_named(view.register, AnaphorKind::State).filter(|_| regular);
        let speaker = here
            .or_else(|| discourse.narrator.clone())
            .or_else(|| discourse.speakers.last.as_ref().and_then(|s| s.who.clone()))
            .or_else(state)
            .or_else(|| discourse.setting.last_named(view.register, AnaphorKind::Any));
        if let Some(slot) = view.who.get_mut(n) {
            *slot = speaker;
        }
    }
    // "the enemy", where nobody known plays that role: whoever fights the speaker.
    for n in 0..view.mentions.len() {
        let Some(mention) = view.mentions.get(n).filter(|m| view.is(m.end.wrapping_sub(1), &["enemy"])) else { continue };
        if view.who.get(n).is_none_or(|w| w.as_ref().is_some_and(|w| w.index.is_some())) {
            continue;
        }
        let here = said.iter().find(|a| a.from <= mention.start && mention.start < a.to).and_then(|a| a.source.who.as_ref());
        let speaker = here.or_else(|| discourse.speakers.last.as_ref().and_then(|s| s.who.as_ref()));
        let against = speaker.and_then(|who| discourse.setting.last_against(view.register, &who.side));
        if let Some(slot) = view.who.get_mut(n) {
            *slot = against;
        }
    }
    // "is under our control": the speaker's.
    for at in 0..view.len() {
        if !view.is(at, &["our", "ours"]) || view.mention(at).is_some() {
            continue;
        }
        let here = said.iter().find(|a| a.from <= at && at < a.to).and_then(|a| a.source.who.clone());
        if let Some(who) =
            here.or_else(|| discourse.narrator.clone()).or_else(|| discourse.speakers.last.as_ref().and_then(|s| s.who.clone()))
        {
            view.possessors.push((at, Agent { who, start: at, end: at + 1 }));
        }
    }
}

/// "Islamic State-held", "Free Syrian Army-held": the name may begin words before the hyphen.
fn longer_owner(view: &View, register: &Register, at: usize, last: &str) -> Vec<Reading> {
    let capital = |n: usize| view.shown(n).chars().next().is_some_and(char::is_uppercase);
    if !last.chars().next().is_some_and(char::is_uppercase) {
        return Vec::new();
    }
    let first = (at.saturating_sub(4)..at).rev().take_while(|&n| capital(n)).last();
    first
        .into_iter()
        .flat_map(|first| first..at)
        .map(|first| {
            let mut name: Vec<&str> = (first..at).map(|n| view.shown(n)).collect();
            name.push(last);
            register.readings_of(&name.join(" "))
        })
        .find(|readings| !readings.is_empty())
        .unwrap_or_default()
}

pub(super) fn compounds(view: &mut View, register: &Register, discourse: &Discourse, near: &[&str]) {
    for at in 0..view.len() {
        let Some((owner, _)) = view.vocabulary.compound(view.norm(at)) else { continue };
        let shown = view.shown(at);
        // As the text writes it, so that acronyms keep their capitals.
        let cut = shown.char_indices().nth(owner.chars().count()).map_or(shown.len(), |(byte, _)| byte);
        let words = shown.get(..cut).unwrap_or(owner);
        let mut readings = longer_owner(view, register, at, words);
        if readings.is_empty() {
            readings = register.readings_of(words);
        }
        for suffix in ["-led", "-backed", "-aligned", " forces"] {
            if readings.is_empty()
                && let Some(stem) = words.strip_suffix(suffix)
            {
                readings = register.readings_of(stem);
            }
        }
        let mut found = discourse.setting.best(register, &readings, near, None);
        if let Some(before) = at.checked_sub(1).and_then(|n| view.mention(n)).and_then(|m| view.mentions.get(m).map(|mention| (m, mention)))
            && view.norm(at).starts_with("group-")
        {
            found = view.who.get(before.0).cloned().flatten();
        }
        if let Some(who) = found {
            view.compounds.push((at, who));
        }
    }
}

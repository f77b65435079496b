//! The actors that a slot of a frame names: over articles and "members of", with partners from other sides.
//!
//! In: a [`View`] and a token or mention. Out: [`Agent`]s. Refused: a mention that means nobody known here.

use super::subject::Agent;
use super::view::View;
use crate::actors::{ActorKind, MentionKind, Who};
use crate::text::Upos;

pub(super) fn agent(view: &View, mention: usize) -> Option<Agent> {
    let m = view.mentions.get(mention)?;
    let who = view.who.get(mention)?.clone()?;
    Some(Agent { who, start: m.start, end: m.end })
}

/// The actor and those joined to it that stand on other sides: "by opposition fighters and ISIS militants".
pub(super) fn with_partners(view: &View, mention: usize) -> Vec<Agent> {
    // "Mozambican and Rwandan troops": from the first of them.
    let joined = |m: &crate::actors::Mention, next: &crate::actors::Mention| {
        m.end + 1 == next.start
            && view.norm(m.end) == "and"
            && m.kind != MentionKind::Anaphor
            && view.phrase(m.start) == view.phrase(next.start)
    };
    let before = mention.checked_sub(1).and_then(|n| view.mentions.get(n)).zip(view.mentions.get(mention));
    let first = before.is_some_and(|(m, next)| joined(m, next) && !m.possessive && view.phrase(m.start).is_some());
    let mention = if first && view.who.get(mention - 1).is_some_and(Option::is_some) { mention - 1 } else { mention };
    let mut agents: Vec<Agent> = agent(view, mention).into_iter().collect();
    let mut end = view.mentions.get(mention).map_or(0, |m| m.end);
    // "soldiers from A and B": the first is whose they are.
    if view.is(end, &["from", "of"])
        && let Some(first) = view.mention_starting(end + 1)
        && agent(view, first).is_some_and(|a| agents.iter().any(|b| a.who.side == b.who.side))
    {
        end = view.mentions.get(first).map_or(end, |m| m.end);
    }
    for _ in 0..3 {
        let mut next = end;
        while view.is(next, &["and", ",", "the", "allied", "fighters", "forces", "members", "of", "from", "militants"]) && next < end + 4 {
            next += 1;
        }
        // "the army and allied groups": allies fight on its side.
        let joined = (end..next).any(|n| view.norm(n) == "and") && !(end..next).any(|n| view.norm(n) == "allied");
        let Some(partner) = view.mention_starting(next).filter(|_| joined) else { break };
        let Some(found) = agent(view, partner) else { break };
        if view.mentions.get(partner).is_some_and(|m| m.kind == MentionKind::Anaphor || m.possessive) {
            break;
        }
        // Who follows "and" may open a clause: "rebels took A and government forces fled".
        let follows = view.mentions.get(partner).map_or(0, |m| m.end);
        // "French and Malian troops": one noun of force for both.
        let force = |end: usize| view.register.is_force(view.norm(end.wrapping_sub(1)));
        let shared = view.mentions.get(partner).is_some_and(|m| m.start == end + 1 && force(m.end)) && !force(end);
        let clause = !shared
            && agents.first().is_some_and(|first| first.end <= end)
            && first_verb_before(view, mention) > 0
            && view.is_verb(follows)
            && !view.norm(follows).ends_with("ing");
        if clause && first_verb_before(view, mention) > 0 {
            break;
        }
        end = found.end;
        if !agents.iter().any(|a| a.who.side == found.who.side) {
            agents.push(found);
        }
    }
    agents
}

/// Index of a verb before the mention, 0 without one.
fn first_verb_before(view: &View, mention: usize) -> usize {
    let start = view.mentions.get(mention).map_or(0, |m| m.start);
    (0..start).rev().take(12).find(|&n| view.is_verb(n)).unwrap_or(0)
}

/// The mention that an actor slot at `at` names: over articles, adjectives and "members of".
pub(super) fn mention_at(view: &View, at: usize) -> Option<usize> {
    for i in at..at + 7 {
        if let Some(m) = view.mention(i) {
            return Some(loyal_to(view, m).unwrap_or(m));
        }
        let passes = matches!(view.tag(i), Upos::Det | Upos::Adj | Upos::Num | Upos::Adv | Upos::Sym)
            || view.register.is_member(view.norm(i))
            || view.is(i, &["of", "from", "the", "so-called", "\"", "what"])
            // "the multinational force N": its name follows.
            || view.register.is_force(view.norm(i)) && view.mention_starting(i + 1).is_some()
            // "the joint gallant security forces": an adjective taken for a noun.
            || view.is_noun(i) && (view.is(i + 1, &["of"]) || view.possessive(i + 1) || i > at && view.mention_starting(i + 1).is_some())
            || view.possessive(i)
            || view.time(i).is_some()
            || view.place(i).is_some();
        if !passes {
            return None;
        }
    }
    None
}

/// "fighters loyal to A": A's.
fn loyal_to(view: &View, mention: usize) -> Option<usize> {
    let end = view.mentions.get(mention)?.end;
    let nobody = view.who.get(mention).is_none_or(Option::is_none);
    if !view.known(end).loyal() || !view.is(end + 1, &["to", "with"]) || !(nobody || view.norm(end) == "loyal") {
        return None;
    }
    (end + 2..end + 5).find_map(|n| view.mention_starting(n)).filter(|&m| view.who.get(m).is_some_and(Option::is_some))
}

/// "troops", "fighters", or a group by name; not a person.
pub(super) fn forceful(view: &View, mention: usize) -> bool {
    view.mentions.get(mention).is_some_and(|m| match m.kind {
        // "the Russians"
        MentionKind::Metonym => view.norm(m.start) == "the" && m.end == m.start + 2,
        // "his men", "its troops"
        MentionKind::Anaphor => {
            view.armed_speaker && view.norm(m.start) == "we"
                || m.end > m.start + 1 && (view.register.is_combatant(view.norm(m.end - 1)) || view.norm(m.end - 1) == "men")
        }
        _ => !m.person,
    })
}

/// "Israeli forces … they had left": the pronoun of a force named in this sentence.
pub(super) fn force_before(view: &View, mention: usize) -> bool {
    let Some(pronoun) = view.mentions.get(mention).filter(|m| m.kind == MentionKind::Anaphor) else { return false };
    let before = view.mentions.iter().rfind(|m| m.end <= pronoun.start && m.kind != MentionKind::Anaphor);
    before.is_some_and(|m| view.register.is_force(view.norm(m.end.wrapping_sub(1))))
}

/// "The rebels said they had left A": a movement under arms speaks of its fighters.
pub(super) fn own_fighters(view: &View, mention: usize) -> bool {
    let Some(pronoun) = view.mentions.get(mention).filter(|m| view.is(m.start, &["they", "we"]) && m.end == m.start + 1) else {
        return false;
    };
    let told = pronoun.start.checked_sub(1).map(|n| if view.norm(n) == "that" { n.saturating_sub(1) } else { n });
    // A state does more than fight.
    let armed = |who: &Who| who.index.is_some() && !matches!(who.kind, ActorKind::State | ActorKind::Coalition);
    told.is_some_and(|n| view.known(n).say() && !view.known(n).denial())
        && view.who.get(mention).and_then(Option::as_ref).is_some_and(armed)
}

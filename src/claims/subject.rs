//! Who does it: the noun phrase that a verb is said of, without a tree.
//!
//! In: a [`View`] and the first token of a verb group. Out: the phrases that could be its subject, the head first. The walk goes
//! left over what can stand between subject and verb (adverbs, parentheses, reduced relatives), and through conjunction,
//! participle and infinitive to the verb they depend on. Refused: a phrase beyond a clause boundary.

use super::chain::{chain, past_containers};
use super::view::{Phrase, View};
use super::vocabulary::Trigger;
use crate::actors::{MentionKind, Who};
use crate::text::Upos;

/// Somebody, and the tokens that named them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Agent {
    pub who: Who,
    pub start: usize,
    pub end: usize,
}

/// The verb group around `verb`: where it starts, and what stands in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub start: usize,
    pub passive: bool,
    pub be: bool,
    pub auxiliary: bool,
    pub infinitive: bool,
    pub modal: bool,
    pub negated: bool,
    pub perfect: bool,
}

pub(super) fn group(view: &View, verb: usize) -> Group {
    let mut group = Group { start: verb, ..Group::default() };
    let mut i = verb;
    for _ in 0..8 {
        let Some(before) = i.checked_sub(1) else { break };
        let word = view.norm(before);
        // "IS captured A": a name.
        if word == "is" && view.tag(before) == Upos::Propn {
            break;
        }
        if view.known(before).negation() || word == "longer" && view.norm(before.wrapping_sub(1)) == "no" {
            group.negated = true;
            i = before;
            group.start = i;
            continue;
        }
        let be = matches!(word, "be" | "is" | "are" | "was" | "were" | "been" | "being" | "'re" | "got" | "get" | "gets" | "am");
        let be = be && !view.acronym_of_is(before);
        let have = matches!(word, "have" | "has" | "had" | "having" | "'ve");
        if view.known(before).modal() && (view.tag(before) == Upos::Aux || view.tag(before) == Upos::Verb) {
            group.modal = true;
        } else if be && (!group.auxiliary || view.is(i, &["been", "being"]) || group.negated) {
            group.be = true;
            group.passive = true;
        } else if have && view.is_verb(before) {
            group.perfect = true;
        } else if matches!(word, "do" | "does" | "did") && view.tag(before) == Upos::Aux {
            // nothing more to know
        } else if word == "to" && view.tag(before) != Upos::Adp {
            group.infinitive = true;
            group.start = before;
            break;
        } else if matches!(word, "declared" | "reported" | "confirmed" | "deemed" | "presumed")
            && view.is_verb(before)
            && !group.auxiliary
            && before.checked_sub(1).is_some_and(|n| view.is(n, &["was", "were", "been", "is", "are", "being"]))
        {
            // "was declared captured"
            group.passive = true;
        } else if view.is(before, &["\"", "“", "”", "``", "''", "likely", "more", "most"])
            || word == "no" && view.norm(before + 1) == "longer"
            || word == "longer"
            || view.is_light(before) && view.tag(before) != Upos::Part
        {
            i = before;
            continue;
        } else {
            break;
        }
        group.auxiliary = true;
        i = before;
        group.start = i;
    }
    group
}

/// What the walk to the left found.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Subject {
    /// Head first, then the phrases inside it.
    pub phrases: Vec<Phrase>,
    /// Of a relative clause or a participle right after its noun: the innermost phrase may be meant.
    pub nearest: bool,
    /// The mention between commas after the head: "another armed group, the MNDAA, …".
    pub apposed: Option<usize>,
}

pub(super) fn subject(view: &View, start: usize, depth: usize) -> Subject {
    if depth > 6 {
        return Subject::default();
    }
    let mut i = start;
    let mut apposed = None;
    for _ in 0..60 {
        let Some(before) = i.checked_sub(1) else { return fronted(view, start, depth) };
        let word = view.norm(before);
        if view.time(before).is_some() || view.is(before, &["\"", "``", "''", "“", "”", "'", "‘", "’"]) && !view.possessive(before)
        {
            i = before;
            // "on Saturday": its preposition goes with it.
            if view.time(before).is_some() && i > 0 && view.is(i - 1, &["on", "by", "in", "since", "during", "late", "early", "earlier"]) {
                i -= 1;
            }
            continue;
        }
        // "A itself was taken", "the rebels themselves admit".
        if view.is(before, &["itself", "themselves", "himself"]) {
            i = before;
            continue;
        }
        // "were able to seize": a predicate, no subject.
        if let Some(phrase) = view.phrase(before)
            && phrase.end == before + 1
            && phrase.end - phrase.start == 1
            && view.tag(before) == Upos::Adj
            && view.mention(before).is_none()
            && view.place(before).is_none()
            && view.known(before).able()
        {
            i = before;
            continue;
        }
        // "P fell twice, each time being retaken": how often, no subject.
        if view.is(before, &["time", "times"])
            && let Some(phrase) = view.phrase(before).filter(|p| view.is(p.start, &["each", "both", "every", "this"]))
        {
            i = phrase.start;
            continue;
        }
        if let Some(phrase) = view.phrase(before) {
            let mut found = past_relative(view, phrase).unwrap_or_else(|| {
                chain(view, (view.norm(start) == "to").then(|| first_of_pair(view, phrase)).flatten().unwrap_or(phrase))
            });
            found.nearest = i == start && view.norm(start).ends_with("ing");
            found.apposed = apposed;
            return found;
        }
        if view.relative(before) {
            let mut at = before;
            if view.is(at.wrapping_sub(1), &["of", "in", "for", "to", "with", "from", "by", "at"]) {
                at -= 1;
            }
            if view.norm(at.wrapping_sub(1)) == "," {
                at -= 1;
            }
            if let Some(phrase) = at.checked_sub(1).and_then(|n| view.phrase(n)) {
                if let Some(who) = launched(view, phrase, depth) {
                    return who;
                }
                return Subject { nearest: true, ..chain(view, past_containers(view, phrase)) };
            }
            return Subject::default();
        }
        match word {
            "," => {
                // A parenthesis between subject and verb?
                let participle =
                    view.tag(start) == Upos::Verb && view.norm(start).ends_with("ing") && previous_verb(view, before).is_some();
                if let Some(open) = parenthesis(view, before).filter(|_| !participle) {
                    // ", the Ta'ang National Liberation Army (TNLA),"
                    let last = before.checked_sub(1);
                    let last = if last.is_some_and(|n| view.norm(n) == ")") {
                        (open..before).rev().find(|&n| view.norm(n) == "(").and_then(|n| n.checked_sub(1))
                    } else {
                        last
                    };
                    let inside = last.and_then(|n| view.phrase(n)).filter(|p| p.start == open + 1);
                    apposed = inside.and_then(|phrase| actor_in(view, phrase));
                    i = open;
                    continue;
                }
                return match previous_verb(view, before) {
                    Some(verb) => subject(view, group(view, verb).start, depth + 1),
                    None if view.phrase(before.wrapping_sub(1)).is_some() => {
                        i = before;
                        continue;
                    }
                    None => fronted(view, start, depth),
                };
            }
            // "A - known to Armenians as B - had been liberated"
            "-" | "--" | "–" | "—"
                if let Some(open) = (before.saturating_sub(16)..before).rev().find(|&n| view.norm(n) == word)
                    && open + 1 < before
                    && view.phrase(open.wrapping_sub(1)).is_some()
                    && (view.relative(open + 1) || !(open + 1..before).any(|n| view.is_verb(n) && !reduced(view, n))) =>
            {
                i = open;
                continue;
            }
            ")" => {
                let Some(open) = (before.saturating_sub(20)..before).rev().find(|&n| view.norm(n) == "(") else {
                    return Subject::default();
                };
                i = open;
                continue;
            }
            // "The rebels then took A": who begins the clause.
            "then"
                if before.checked_sub(1).and_then(|n| view.phrase(n)).is_some_and(|p| {
                    let opens = p.start == 0 || view.is(p.start - 1, &[",", ";", "and", "but", "that"]);
                    opens && actor_in(view, p).is_some()
                }) =>
            {
                i = before;
            }
            "and" | "but" | "or" | "then" | "before" | "after" | "by" | "while" | "without" | "when" | "since" | "upon" | "following"
            | "until" | "as" | "in" | "for" | "of" | "at" | "from" | "on" | "despite" | "to" | "about" | "with" | "-" | "--" | "–"
            | "—" | ";" | "than" | "if" => {
                // "attacked A and seized B", "withdrew after seizing A", "attempts to take A".
                return match coordinate(view, start, before) {
                    Some(verb) => {
                        // "forced the army to withdraw": the object of the verb acts.
                        if word == "to"
                            && let Some(phrase) = before.checked_sub(1).and_then(|n| view.phrase(n))
                            && phrase.start > verb
                        {
                            let inner = chain(view, first_of_pair(view, phrase).unwrap_or(phrase));
                            if inner.phrases.iter().any(|p| actor_in(view, *p).is_some()) {
                                return inner;
                            }
                        }
                        subject(view, group(view, verb).start, depth + 1)
                    }
                    None => fronted(view, start, depth),
                };
            }
            "that" | "because" | "although" | "though" | "where" | "whether" | ":" => return Subject::default(),
            _ if view.is_verb(before) => return subject(view, group(view, before).start, depth + 1),
            _ if matches!(view.tag(before), Upos::Adv | Upos::Part | Upos::Adj | Upos::Intj) => {
                i = before;
            }
            _ => return Subject::default(),
        }
    }
    Subject::default()
}

/// "A, which B says is backed by C has taken": a relative clause that no comma closes ends with an object; who it tells of acts.
fn past_relative(view: &View, object: Phrase) -> Option<Subject> {
    let led = object.start.checked_sub(1)?;
    let spoken = view.known(led).say();
    let role = view.norm(led) == "as" && view.is(object.start, &["a", "an", "their", "its", "his"]);
    if !(view.tag(led) == Upos::Adp || role || view.is_verb(led) && !spoken)
        || !role && view.is(led, &["as", "after", "before", "while", "since", "until"])
    {
        return None;
    }
    let mut finite = false;
    for n in (led.saturating_sub(24)..=led).rev() {
        if view.is(n, &[",", ";", ":", "and", "but", "or", "that", "where", "because", "if", "\"", "(", ")"]) {
            return None;
        }
        if view.is(n, &["who", "which"]) && view.relative(n) {
            let owner = n.checked_sub(1).and_then(|n| view.phrase(n)).filter(|_| finite)?;
            return Some(chain(view, owner));
        }
        finite |= view.is_verb(n) && view.phrase(n).is_none() && !view.norm(n).ends_with("ing");
    }
    None
}

/// "After seizing the area, the ISF fought": the phrase after the first comma.
fn fronted(view: &View, start: usize, _depth: usize) -> Subject {
    if start > 4 {
        return Subject::default();
    }
    let Some(comma) = (start..view.len().min(start + 30)).find(|&n| view.norm(n) == ",") else { return Subject::default() };
    let mut at = comma + 1;
    while view.is_light(at) || view.is(at, &["\"", ","]) {
        at += 1;
    }
    view.phrase(at).map(|phrase| Subject { phrases: vec![phrase], ..Subject::default() }).unwrap_or_default()
}

/// The start of the parenthesis that the comma at `close` ends: ", primarily from HTS," or ", who had fled,".
fn parenthesis(view: &View, close: usize) -> Option<usize> {
    let open = (close.saturating_sub(25)..close).rev().find(|&n| view.norm(n) == ",")?;
    if open + 1 >= close || open == 0 {
        return None;
    }
    // ", a town that no soldier had entered,"
    let explained = view.is(open + 1, &["a", "an", "the"])
        && (open + 2..close)
            .find(|&n| view.is_verb(n) && !reduced(view, n))
            .is_some_and(|verb| (open + 2..verb).any(|n| view.relative(n) || view.norm(n) == "that"));
    let relative = explained
        || view.relative(open + 1)
        || view.is(open + 1, &["from", "in", "of", "for"]) && view.relative(open + 2)
        || view.is(open + 1, &["where", "whose", "including", "led", "backed", "such", "along", "known", "supported", "with"]);
    let finite = (open + 1..close).any(|n| view.is_verb(n) && !view.norm(n).ends_with("ing") && !reduced(view, n));
    let saying = (open + 1..close).any(|n| view.known(n).say());
    (relative || !finite || saying).then_some(open)
}

/// A participle without auxiliary after a noun: "backed by Turkey".
fn reduced(view: &View, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    // "A, which rebels seized from B and have held": a relative clause has its verb here.
    let relative = view.phrase(before).is_some_and(|p| p.start > 0 && view.is(p.start - 1, &["which", "whom"]));
    let follows = !relative && view.is(at + 1, &["by", "in", "to", "from", "as", "with", "on", "at", "over", "for"]);
    view.tag(at) == Upos::Verb
        && !view.is_verb(before)
        && follows
        && (view.norm(at).ends_with("ed")
            || view.norm(at).ends_with("en")
            || view.is(at, &["held", "led", "known", "made", "driven", "based"]))
}

/// "forced soldiers and volunteers to abandon A": the soldiers.
fn first_of_pair(view: &View, phrase: Phrase) -> Option<Phrase> {
    let first = phrase.start.checked_sub(2).filter(|&n| view.norm(n + 1) == "and").and_then(|n| view.phrase(n))?;
    (actor_in(view, phrase).is_none() && actor_in(view, first).is_some()).then_some(first)
}

/// The verb that the one at `start` is joined to. "enter P for the first time since the war began, and enter Q": of the same tense.
fn coordinate(view: &View, start: usize, before: usize) -> Option<usize> {
    let first = previous_verb(view, before)?;
    let told = |n: usize| view.triggers(n).iter().any(|t| matches!(t, Trigger::Verb { form, .. } if form.past && !form.present));
    let past = |n: usize| view.norm(n).ends_with("ed") || view.known(n).irregular_past() || told(n);
    let base = |n: usize| view.tag(n) == Upos::Verb && !past(n) && !view.norm(n).ends_with("ing") && !view.norm(n).ends_with("en");
    if view.norm(before) != "and" || !base(start) || !past(first) {
        return Some(first);
    }
    let same =
        (first.saturating_sub(24)..first).rev().find(|&n| base(n) && view.phrase(n).is_none() && view.norm(n.wrapping_sub(1)) != "to");
    Some(same.unwrap_or(first))
}

/// The last verb before `at` in the same clause chain.
fn previous_verb(view: &View, at: usize) -> Option<usize> {
    (0..at).rev().take(40).find(|&n| {
        view.tag(n) == Upos::Verb && view.phrase(n).is_none() && !reduced(view, n)
            || view.tag(n) == Upos::Aux && !view.is_verb(past_adverbs(view, n + 1)) && view.phrase(n).is_none()
    })
}

/// "A launched an offensive that took B": whose offensive it is.
fn launched(view: &View, offensive: Phrase, depth: usize) -> Option<Subject> {
    let verb = offensive.start.checked_sub(1).filter(|&n| view.is_verb(n) && view.known(n).launching())?;
    let whose = view.register.is_operation(view.norm(offensive.head)) && actor_in(view, offensive).is_none();
    let verbs = group(view, verb);
    (whose && !verbs.modal && !verbs.infinitive && !verbs.negated && !verbs.passive).then(|| subject(view, verbs.start, depth + 1))
}

fn past_adverbs(view: &View, from: usize) -> usize {
    (from..from + 3).find(|&n| !view.is_light(n)).unwrap_or(from)
}

/// The actor that a phrase names with its head, or, for an operation ("the rebels' offensive"), with its modifier.
pub(super) fn actor_in(view: &View, phrase: Phrase) -> Option<usize> {
    let range = phrase.start..phrase.end;
    let mut inside = range.clone().filter_map(|n| view.mention(n)).collect::<Vec<_>>();
    inside.dedup();
    let head = inside
        .iter()
        .copied()
        .find(|&m| view.mentions.get(m).is_some_and(|m| m.end > phrase.head && m.start <= phrase.head && m.kind != MentionKind::Modifier));
    if head.is_some() {
        return head;
    }
    let noun = view.norm(phrase.head);
    if view.register.is_operation(noun) {
        return inside.iter().copied().rfind(|&m| view.mentions.get(m).is_some_and(|m| m.end <= phrase.head));
    }
    // "the army's first division": whose it is.
    if view.register.is_force(noun)
        && let Some(&whose) = inside.iter().rfind(|&&m| view.mentions.get(m).is_some_and(|m| view.possessive(m.end) && m.end < phrase.head))
    {
        return Some(whose);
    }
    // "the Syrian army, insurgents and …", "rebel fighter Abu X": a name after the mention.
    let named = inside.iter().copied().find(|&m| {
        view.mentions.get(m).is_some_and(|mention| {
            mention.kind == MentionKind::Full
                && !mention.possessive
                && (mention.end..phrase.end).all(|n| view.tag(n) == Upos::Propn || view.is(n, &["(", ")"]))
                && (mention.end..phrase.end).all(|n| view.place(n).is_none())
        })
    });
    named.or_else(|| {
        inside
            .iter()
            .copied()
            .find(|&m| view.mentions.get(m).is_some_and(|m| m.kind == MentionKind::Full && m.start == phrase.start && m.end == phrase.end))
    })
}

impl Subject {
    /// The mention that acts, if the phrase names an armed or political actor.
    pub fn actor(&self, view: &View) -> Option<usize> {
        // "A, a coalition that controls B": A.
        let explained = self.phrases.last().filter(|p| self.nearest && view.is(p.start, &["a", "an", "one"]));
        if let Some(named) =
            explained.and_then(|p| p.start.checked_sub(2)).filter(|&n| view.norm(n + 1) == ",").and_then(|n| view.mention(n))
            && view.who.get(named).is_some_and(|who| who.as_ref().is_some_and(|who| who.by_name))
        {
            return Some(named);
        }
        if self.nearest
            && let Some(found) = self.phrases.last().and_then(|p| actor_in(view, *p))
        {
            return Some(found);
        }
        let head = self.phrases.first()?;
        let named = actor_in(view, *head);
        // "units loyal to X": X's, whoever else has units.
        if view.norm(head.end) == "loyal"
            && let Some(leader) = self.phrases.get(1)
        {
            return actor_in(view, *leader);
        }
        if let Some(found) = named.filter(|&m| view.who.get(m).is_some_and(Option::is_some)) {
            return Some(found);
        }
        if let Some(apposed) = self.apposed {
            return Some(apposed);
        }
        let noun = view.norm(head.head);
        // "Government of National Accord (GNA) fighters"
        let acronym = head.start.checked_sub(2).filter(|_| head.start == head.head && view.norm(head.start - 1) == ")");
        if let Some(found) = acronym.and_then(|n| view.mention(n)).filter(|_| view.register.is_force(noun)) {
            return Some(found);
        }
        if view.register.is_member(noun)
            || view.register.is_operation(noun)
            || view.is(head.head, &["all", "some", "many", "most", "both", "those"])
            || matches!(view.tag(head.head), Upos::Num)
        {
            return self.phrases.iter().skip(1).find_map(|p| actor_in(view, *p)).or(named);
        }
        named
    }
}

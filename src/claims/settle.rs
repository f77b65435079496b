//! Tags of control's own verbs and nouns that the tagger took for something else.
//!
//! In: tokens, mentions, places and tags of a sentence. Out: the tags put right. Refused: words without a frame.

use super::known::Known;
use super::view::ViewPlace;
use super::vocabulary::{Trigger, Vocabulary};
use crate::actors::{Mention, MentionKind, Sense};
use crate::text::{Token, Upos};

/// "The British took A", "it fell to the Japanese": a nation's adjective without a noun is the nation.
pub(super) fn settle_nations(tokens: &[Token], mentions: &mut [Mention], tags: &mut [Upos]) {
    let norm = |at: usize| tokens.get(at).map_or("", |t| t.norm.as_str());
    // "IS overran A": a name, whatever word is spelled like it.
    for at in mentions.iter().filter(|m| m.kind != MentionKind::Anaphor).flat_map(|m| m.start..m.end) {
        if let Some(tag) = tags.get_mut(at).filter(|tag| matches!(tag, Upos::Aux | Upos::Pron)) {
            *tag = Upos::Propn;
        }
    }
    for mention in mentions.iter_mut().filter(|m| m.kind == MentionKind::Modifier && m.end == m.start + 1) {
        let nation = !mention.readings.is_empty() && mention.readings.iter().all(|r| r.sense == Sense::Demonym);
        let next = tags.get(mention.end).copied().unwrap_or(Upos::Punct);
        let goes_on = matches!(next, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X | Upos::Cconj | Upos::Sym)
            || matches!(norm(mention.end), "-" | "'s" | "," | "\"");
        if nation
            && !goes_on
            && mention.start.checked_sub(1).is_some_and(|n| norm(n) == "the")
            && let Some(tag) = tags.get_mut(mention.start)
        {
            *tag = Upos::Propn;
            mention.kind = MentionKind::Full;
        }
    }
}

/// Verbs of control that the tagger took for nouns or adjectives: "Jihadists overran Lere", "The army encircled Daraya".
pub(super) fn settle_verbs(
    (vocabulary, words): (&Vocabulary, &[&Known]),
    tokens: &[Token],
    mentions: &[Mention],
    places: &[ViewPlace],
    tags: &mut [Upos],
) {
    let known = |at: usize| words.get(at).copied().unwrap_or(Known::nothing());
    let norm = |at: usize| tokens.get(at).map_or("", |t| t.norm.as_str());
    for at in 0..tokens.len() {
        let fighting = matches!(norm(at), "fighting" | "clashes" | "battles");
        let verb = || known(at + 1).occurring() || matches!(norm(at + 1), "had" | "has" | "was" | "is") || norm(at + 2) == "place";
        let there = || {
            at > 1
                && matches!(
                    norm(at - 1),
                    "was" | "is" | "are" | "were" | "heavy" | "fierce" | "intense" | "still" | "also" | "sporadic" | "fresh" | "violent"
                )
                && (at.saturating_sub(4)..at).any(|n| norm(n) == "there")
        };
        if fighting
            && (verb() || there())
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Noun;
        }
        // "fighting raged inside the city", "with fighting taking place in A"
        let goes_on = norm(at + 1).ends_with("ed")
            || norm(at + 1).ends_with('s')
            || norm(at + 1) == "taking" && norm(at + 2) == "place"
            || norm(at + 1) == "raging";
        if fighting && known(at + 1).occurring() && goes_on && tags.get(at + 1) != Some(&Upos::Aux) {
            for (n, as_what) in [(at, Upos::Noun), (at + 1, Upos::Verb)] {
                if let Some(slot) = tags.get_mut(n) {
                    *slot = as_what;
                }
            }
        }
        // "Fighting inside the village continues"
        let opens = at == 0 && matches!(norm(1), "in" | "inside" | "around" | "for" | "near" | "at" | "within" | "on");
        let later = || (at + 2..at + 10).any(|n| known(n).occurring() && !norm(n).ends_with("ing"));
        if fighting
            && opens
            && later()
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Noun;
        }
    }
    // "its main stronghold": taken for "it's" where an apostrophe was lost; here it is never one.
    for (token, tag) in tokens.iter().zip(tags.iter_mut()) {
        if matches!(token.norm.as_str(), "its" | "their" | "his" | "our") {
            *tag = Upos::Pron;
        }
    }
    for at in 1..tokens.len() {
        let Some(tag) = tags.get(at).copied() else { continue };
        // "Tehran radio announces that …", "aid workers report."
        let noun_before = || tags.get(at - 1).is_some_and(|t| matches!(t, Upos::Noun | Upos::Propn | Upos::Adj));
        let told = || known(at).say() && norm(at + 1) == "that" && !known(at).speaker() && !known(at).told_noun();
        let closes = || norm(at) == "report" && norm(at + 1) == "." && known(at - 1).speaker();
        if matches!(tag, Upos::Noun | Upos::Propn | Upos::Adj)
            && noun_before()
            && (told() || closes())
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Verb;
            continue;
        }
        // "counter-attacked and retook A"
        if matches!(norm(at), "counter-attacked" | "counterattacked")
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Verb;
            continue;
        }
        // "The rebels meanwhile captured A"
        if norm(at) == "meanwhile"
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Adv;
            continue;
        }
        let triggers = &known(at).triggers;
        if triggers.is_empty() {
            continue;
        }
        let noun = triggers.iter().any(|t| matches!(t, Trigger::Seat | Trigger::State { .. }))
            && !triggers.iter().any(|t| matches!(t, Trigger::Verb { .. }));
        if noun && let Some(slot) = tags.get_mut(at) {
            *slot = Upos::Noun;
            continue;
        }
        // "the town's fall": what a place has is no verb.
        let owned = tokens.get(at - 1).is_some_and(|t| t.norm == "'s" && !t.space_before)
            && triggers.iter().any(|t| matches!(t, Trigger::Noun { .. }))
            && places.iter().any(|p| p.end + 1 == at || p.end == at);
        if owned && !triggers.iter().any(|t| matches!(t, Trigger::Verb { form, .. } if form.gerund || form.past)) {
            for (n, as_noun) in [(at - 1, Upos::Part), (at, Upos::Noun)] {
                if let Some(slot) = tags.get_mut(n) {
                    *slot = as_noun;
                }
            }
            continue;
        }
        // "its last remaining stronghold"
        let left_over = norm(at) == "remaining" && known(at + 1).triggers.iter().any(|t| matches!(t, Trigger::Seat));
        if left_over && let Some(slot) = tags.get_mut(at) {
            *slot = Upos::Adj;
            continue;
        }
        // "(ABC) laid siege to"
        if norm(at) == "laid"
            && norm(at + 1) == "siege"
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Verb;
            continue;
        }
        if matches!(tag, Upos::Verb | Upos::Aux)
            || mentions.iter().any(|m| m.start <= at && at < m.end)
            || places.iter().any(|p| p.start <= at && at < p.end)
        {
            continue;
        }
        // "was overrun last month": a participle after "was" that no noun follows.
        let also = |n: usize| {
            matches!(
                norm(n),
                "also" | "briefly" | "later" | "then" | "again" | "finally" | "recently" | "reportedly" | "twice" | "soon" | "fully"
            )
        };
        let be = (at.saturating_sub(2)..at).rev().find(|&n| !also(n)).unwrap_or(at - 1);
        let was = tokens.get(be).is_some_and(|t| matches!(t.norm.as_str(), "was" | "were" | "been"))
            && triggers.iter().any(|t| matches!(t, Trigger::Verb { form, .. } if form.participle && !form.gerund))
            && !tags.get(at + 1).is_some_and(|t| matches!(t, Upos::Noun | Upos::Propn));
        if was && let Some(slot) = tags.get_mut(at) {
            *slot = Upos::Verb;
            continue;
        }
        // "The ceasefire left A in the hands of B"
        let left = norm(at) == "left" && places.iter().any(|p| p.start == at + 1 && matches!(norm(p.end), "in" | "under"));
        if left && let Some(slot) = tags.get_mut(at) {
            *slot = Upos::Verb;
            continue;
        }
        // "The base to the east remains in the hands of B"
        let stays = matches!(norm(at), "remains" | "remain" | "remained" | "stays" | "stayed")
            && matches!(norm(at + 1), "in" | "under" | "within")
            && (at + 2..at + 6).any(|n| known(n).triggers.iter().any(|t| matches!(t, Trigger::State { .. })));
        if stays && let Some(slot) = tags.get_mut(at) {
            *slot = Upos::Verb;
            continue;
        }
        // "Having overrun A, …"
        let having = norm(at - 1) == "having" && triggers.iter().any(|t| matches!(t, Trigger::Verb { form, .. } if form.participle));
        if having && let Some(slot) = tags.get_mut(at) {
            *slot = Upos::Verb;
            continue;
        }
        // "went on to besiege A": after "to" and before a place it is a verb.
        let infinitive = triggers.iter().any(|t| matches!(t, Trigger::Verb { form, .. } if form.present && !form.past))
            && tokens.get(at - 1).is_some_and(|t| t.norm == "to")
            && places.iter().any(|p| p.start == at + 1);
        if infinitive && let Some(slot) = tags.get_mut(at) {
            *slot = Upos::Verb;
            continue;
        }
        // "…, capturing A", "by seizing the town": a gerund after a comma or preposition with an object is no noun.
        let gerund = triggers.iter().any(|t| matches!(t, Trigger::Verb { form, .. } if form.gerund));
        if gerund
            && tokens.get(at - 1).is_some_and(|t| matches!(t.norm.as_str(), "," | "and" | "after" | "before" | "by" | "while"))
            && (places.iter().any(|p| p.start == at + 1)
                || tags.get(at + 1).is_some_and(|t| matches!(t, Upos::Det))
                || tokens.get(at + 1).is_some_and(|t| t.norm == "control"))
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Verb;
            continue;
        }
        let past = triggers.iter().any(|t| matches!(t, Trigger::Verb { form, .. } if form.past && !form.gerund));
        let present = triggers.iter().any(|t| matches!(t, Trigger::Verb { form, .. } if form.present && !form.past)) && tag != Upos::Adp;
        if !past && !present {
            continue;
        }
        let pure = triggers.iter().all(|t| matches!(t, Trigger::Verb { form, .. } if form.past && !form.participle && !form.present))
            && tag != Upos::Adv;
        // "who controls", "the army still controls"
        let adverb = |n: usize| {
            tokens.get(n).is_some_and(|t| {
                matches!(t.norm.as_str(), "still" | "now" | "also" | "already" | "currently" | "effectively" | "reportedly" | "once")
            })
        };
        let from = if at.checked_sub(1).is_some_and(adverb) { at - 1 } else { at };
        let relative = from.checked_sub(1).and_then(|n| tokens.get(n)).is_some_and(|t| matches!(t.norm.as_str(), "who" | "which"))
            || norm(from.wrapping_sub(1)) == "that" && matches!(norm(at + 1), "most" | "much" | "parts" | "all" | "large" | "some");
        // "take A and advance towards B"
        let goes_on = norm(at - 1) == "and"
            && matches!(norm(at + 1), "toward" | "towards" | "into")
            && (0..at - 1).any(|n| matches!(tags.get(n), Some(Upos::Verb)));
        if present
            && goes_on
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Verb;
            continue;
        }
        let after_actor = relative
            || mentions.iter().any(|m| m.end == from && m.kind != MentionKind::Modifier)
            || tokens.get(at - 1).is_some_and(|t| t.norm == "longer")
            || from < at && places.iter().any(|p| p.start == at + 1);
        let next = |words: &[&str]| tokens.get(at + 1).is_some_and(|t| words.contains(&t.norm.as_str()));
        let object = places.iter().any(|p| p.start == at + 1)
            || tags.get(at + 1).is_some_and(|t| matches!(t, Upos::Det | Upos::Num))
            || known(at + 1).parts()
            || known(at + 1).compass()
            || vocabulary.compound(norm(at + 1)).is_some()
            || next(&[
                "nearly", "almost", "large", "more", "about", "some", "only", "just", "small", "all", "much", "most", "vast", "several",
            ])
            || past && next(&["by", "on", "towards", "toward", "into", "from"])
            || present
                && norm(from.wrapping_sub(1)).ends_with('s')
                && next(&["on", "towards", "toward", "to"])
                && mentions.iter().any(|m| m.end == from && m.kind == MentionKind::Full)
            || present && from < at && norm(at).ends_with('s') && next(&["on", "onto", "to"])
            || present
                && (next(&["control", "from", "into", "out", "towards", "toward", "key", "strategic", "deeper"])
                    || known(at + 1).generic_place());
        // "… and advanced south of A": no adjective has a bearing after it.
        let bearing = past && known(at + 1).compass() && tokens.get(at + 2).is_some_and(|t| t.norm == "of");
        if (past && pure || after_actor && object || bearing)
            && let Some(slot) = tags.get_mut(at)
        {
            *slot = Upos::Verb;
        }
    }
}

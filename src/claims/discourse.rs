//! What the sentences of an article were about so far: who, which place, which event.
//!
//! In: each sentence's places as they are read. Out: [`Discourse`], and descriptions ("the town", "both villages") that mean what
//! was spoken of. Refused: a name that only says where somebody speaks from.

use super::gapped::Told;
use super::known::Known;
use super::places::Places;
use super::speaker::Speakers;
use super::view::ViewPlace;
use crate::actors::{Mention, Setting, Who};
use crate::gazetteer::PlaceKind;
use crate::text::{Sentence, Token};
use crate::timex::When;
use std::collections::BTreeMap;

/// The place that heads a paragraph: "Toretsk: no change", "Korenevo. Still held by …".
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub toponym: usize,
    block: usize,
    sentence: usize,
}

/// What later sentences take up.
#[derive(Default)]
pub(super) struct Discourse<'a> {
    pub setting: Setting,
    /// The actor that the last sentences are about.
    pub focus: Option<Who>,
    /// Index of the toponym that they are about.
    pub topic: Option<usize>,
    pub entry: Option<Entry>,
    /// Whom the heading above is about: "Kurdish control".
    pub section: Option<Who>,
    /// The sentence that claimed something of the topic.
    pub topic_claimed: Option<usize>,
    /// The days that head the chapters of a chronology, with where each begins.
    pub chapters: Vec<(u32, crate::calendar::Date)>,
    /// Somebody that words may mean has been named.
    pub anybody: bool,
    /// A force or a party to a war has been named.
    pub armed: bool,
    /// Settlements that something was claimed of, by id, each with a toponym of it.
    pub claimed: BTreeMap<&'a str, usize>,
    /// How often each place was named so far, by id.
    pub counts: BTreeMap<&'a str, usize>,
    /// The last event told, for "B followed".
    pub told: Option<Told>,
    pub speakers: Speakers,
    /// Who issued the text: "Statement of the X command" heads it.
    pub narrator: Option<Who>,
    pub last_when: Option<When>,
    /// Settlements by name, each with the last sentence that named it and its toponym there.
    pub named: Vec<(&'a str, usize, usize)>,
    /// The last two settlements named side by side.
    pub pair: Vec<usize>,
    /// The two that were so before this sentence, and the sentence that named them.
    pub pair_before: (Vec<usize>, usize),
    pub paired: usize,
    /// The last person named, for "his forces".
    pub person: Option<Who>,
}

impl<'a> Discourse<'a> {
    /// Keeps what heads the paragraph.
    pub fn enter(&mut self, index: usize, sentence: &Sentence, tokens: &[Token], places: &[ViewPlace]) {
        self.entry = self.entry.filter(|entry| entry.block == sentence.block);
        let norm = |n: usize| tokens.get(n).map_or("", |t| t.norm.as_str());
        let heads = |place: &&ViewPlace| {
            let stops = norm(place.end) == ":" || place.end >= tokens.len() || norm(place.end) == "." && place.end + 1 >= tokens.len();
            place.start == 0 && stops && !place.description && !place.division
        };
        if let Some(place) = places.iter().find(heads) {
            self.entry = Some(Entry { toponym: place.toponym, block: sentence.block, sentence: index });
        }
    }

    /// "the two villages" and "the town" mean what the sentences before were about.
    pub fn take_up(
        &mut self,
        map: &'a Places<'a>,
        index: usize,
        (tokens, known, mentions): (&[Token], &[&Known], &[Mention]),
        places: &mut [ViewPlace<'a>],
    ) {
        self.pair_before.0.clone_from(&self.pair);
        self.pair_before.1 = self.paired;
        let norm = |n: usize| tokens.get(n).map_or("", |t| t.norm.as_str());
        let town = |end: usize| end.checked_sub(1).and_then(|n| known.get(n)).is_some_and(|k| k.town());
        // "captured A and B, but both towns were retaken": those of this sentence, for the next ones the first of them.
        let plain = |p: &ViewPlace| !p.division && !p.description;
        let joined = |pair: &[ViewPlace]| match pair {
            [a, b] if norm(a.end) == "and" && b.start == a.end + 1 && a.id != b.id && plain(a) && plain(b) => {
                Some((b.end, vec![a.toponym, b.toponym]))
            }
            _ => None,
        };
        let pairs: Vec<(usize, Vec<usize>)> = places.windows(2).filter_map(joined).collect();
        for place in places.iter_mut().filter(|p| p.description) {
            let both = (place.start.saturating_sub(1)..place.end).any(|n| matches!(norm(n), "two" | "both" | "twin"));
            let here = pairs.iter().rfind(|(end, _)| *end <= place.start).map(|(_, pair)| pair);
            if let [first, second] = here.unwrap_or(&self.pair).as_slice()
                && both
                && let Some(found) = map.place(*first, (place.start, place.end))
            {
                *place = ViewPlace { others: vec![*second], description: true, ..found };
            }
        }
        // "that town": the one named last.
        for n in 0..places.len() {
            let Some(place) = places.get(n).filter(|p| p.description && p.others.is_empty() && !p.division) else { continue };
            let (start, end) = (place.start, place.end);
            let that = norm(start) == "that" || norm(start.wrapping_sub(1)) == "that" && end == start + 1;
            if !that || !town(end) {
                continue;
            }
            let plain = |p: &&ViewPlace| !p.admin_none && !matches!(norm(p.end - 1), "province" | "region" | "state" | "district");
            let here = places.iter().filter(|p| p.end <= start && !p.description).filter(plain).map(|p| p.toponym).next_back();
            let last = here.or_else(|| self.named.last().filter(|(_, at, _)| at + 2 >= index).map(|(.., toponym)| *toponym));
            if let Some(found) = last.and_then(|toponym| map.place(toponym, (start, end)))
                && let Some(slot) = places.get_mut(n)
            {
                *slot = ViewPlace { description: true, ..found };
            }
        }
        // Only a settlement is "the town"; "at:…" is something inside one. What the text is about most comes before what it named last.
        let just_claimed = self.topic_claimed.is_some_and(|at| at + 1 == index);
        let main = || {
            let counted = self.claimed.iter().filter_map(|(id, at)| Some((*self.counts.get(id)?, *at)));
            let most = counted.filter(|(n, _)| *n > 2).max().map(|(_, at)| at);
            self.entry.map(|entry| entry.toponym).or(most).filter(|_| !just_claimed)
        };
        let topic = places.iter().any(|p| p.description).then(|| main().or(self.topic)).flatten();
        let topic = topic.and_then(|topic| map.place(topic, (0, 0)));
        // An airport is no town, and a quarter no city.
        let called = |end: usize| match topic.as_ref().and_then(|p| p.kind) {
            Some(PlaceKind::Settlement) => town(end),
            Some(PlaceKind::Neighbourhood) => town(end) && norm(end - 1) != "city",
            _ => false,
        };
        if let Some(topic) = &topic {
            let mut named = false;
            for place in places.iter_mut() {
                // The reading of the whole article stands if it was named just now; what was long ago is no longer "the town".
                let since = self.entry.map_or(0, |entry| entry.sentence).max(index.saturating_sub(FRESH));
                let fresh = !just_claimed && self.named.iter().any(|(id, at, _)| *id == place.id && *at >= since);
                let that = norm(place.start) == "that" || norm(place.start.wrapping_sub(1)) == "that";
                if place.description && !named && !fresh && !that && called(place.end) && place.others.is_empty() && !place.division {
                    *place = ViewPlace { start: place.start, end: place.end, description: true, ..topic.clone() };
                }
                let of_a_group = mentions.iter().any(|m| m.start <= place.start && place.end < m.end);
                let spoken_from = where_a_speaker_is(&norm, known, place.start);
                named |= !place.description && !place.division && !of_a_group && !spoken_from;
            }
        }
        for place in places.iter().filter(|p| !p.division && !p.description && !where_a_speaker_is(&norm, known, p.start)) {
            *self.counts.entry(place.id).or_default() += 1;
            self.named.retain(|(id, ..)| *id != place.id);
            self.named.push((place.id, index, place.toponym));
        }
        if let Some((_, pair)) = pairs.into_iter().next() {
            self.pair = pair;
            self.paired = index;
        }
    }
}

/// Sentences after which "the town" no longer means the one named there.
const FRESH: usize = 3;

/// "a trader reached by phone in A", "a resident who fled to A": where somebody speaks from.
pub(super) fn where_a_speaker_is<'a>(norm: &impl Fn(usize) -> &'a str, known: &[&Known], at: usize) -> bool {
    let is = |n: usize, set: fn(&Known) -> bool| known.get(n).is_some_and(|k| set(k));
    // "our correspondent, who crossed over from A": where somebody came from.
    if norm(at.wrapping_sub(1)) == "from" && is(at.wrapping_sub(2), Known::coming) {
        return true;
    }
    // "he said from A that …"
    let before = norm(at.wrapping_sub(2));
    if norm(at.wrapping_sub(1)) == "from" && is(at.wrapping_sub(2), Known::say) || norm(at.wrapping_sub(1)) == "in" && before == "said" {
        return true;
    }
    let led = matches!(norm(at.wrapping_sub(1)), "in" | "from" | "to" | "near");
    led && (at.saturating_sub(5)..at).any(|n| is(n, Known::speaking))
}

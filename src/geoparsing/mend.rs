//! Names that the recogniser cut short or passed over, put right by what the gazetteer knows.
//!
//! In: what recognition found. Out: the same with names made whole ("Darfur" in "North Darfur"; "Mocimboa" and "Praia" in
//! "Mocimboa da Praia"), and, once the article is resolved, the names of its neighbourhood that were passed over: members of
//! a list, objects of a verb of taking. Refused: a name that lies far from all
//! that the article speaks of; only what is taken, held or lived in may lie anywhere in its country.

use super::evidence::Names;
use super::lexicon::{Classes, Lexicon};
use super::pieces::{Piece, Shape};
use super::recognise::{Found, Reading};
use super::resolve::{Background, Group, apart_km, country_code, unit_vector};
use crate::actors::Register;
use crate::gazetteer::{Gazetteer, MatchKind, PlaceKind, PlaceRef};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::ops::Range;

/// A passed-over name lies at most so far from a place of the article.
const NEIGHBOURHOOD_KM: f32 = 90.0;
/// Longest run of capitals that may be a list which lost its commas.
const LONGEST_RUN: usize = 6;
/// Names without any hint of recognition score so much.
const MENDED_SCORE: f32 = 0.5;

/// Makes names whole; `found` stays in order and apart.
pub(super) fn complete(text: &str, reading: &Reading<'_>, found: &mut Vec<Found>, names: &mut Names<'_>, gazetteer: &Gazetteer) {
    let mut at = 0;
    while at < found.len() {
        let before_end = at.checked_sub(1).and_then(|n| found.get(n)).map_or(0, |f| f.end);
        let next = found.get(at + 1).copied();
        if let Some(one) = found.get_mut(at) {
            extend_left(text, reading, one, before_end, names, gazetteer);
        }
        if let Some((one, next)) = found.get(at).copied().zip(next)
            && let Some(known) = joined(text, reading, &one, &next, names, gazetteer)
        {
            if let Some(one) = found.get_mut(at) {
                (one.end, one.known) = (next.end, known);
            }
            found.remove(at + 1);
        } else {
            at += 1;
        }
    }
}

/// "North Darfur": a compass word that the gazetteer has as part of the name of a country, division or region.
fn extend_left(text: &str, reading: &Reading<'_>, one: &mut Found, before_end: usize, names: &mut Names<'_>, gazetteer: &Gazetteer) {
    let Some(start) = one.start.checked_sub(1).filter(|&start| start >= before_end) else { return };
    let inside = reading.sentences.get(one.sentence).is_some_and(|s| s.contains(&start));
    let compass = reading.pieces.get(start).is_some_and(|p| p.classes.any(Classes::COMPASS) && p.shape.is_capital());
    if !inside || !compass {
        return;
    }
    let Some(words) = reading.pieces.get(start..one.end) else { return };
    let known = names.spelled(text, words);
    let wide = |place: PlaceRef| matches!(gazetteer.kind(place), PlaceKind::Country | PlaceKind::Admin1 | PlaceKind::Region);
    if names.get(known).places.iter().any(|&(place, _)| wide(place)) {
        (one.start, one.known) = (start, known);
    }
}

/// "Mocimboa" and "Praia", parted by "da": one name if the gazetteer has the whole.
fn joined(text: &str, reading: &Reading<'_>, one: &Found, next: &Found, names: &mut Names<'_>, gazetteer: &Gazetteer) -> Option<u32> {
    let between = reading.pieces.get(one.end..next.start)?;
    let link = |p: &Piece<'_>| Lexicon::english().links_names(p.norm);
    if one.sentence != next.sentence || between.len() > 2 || next.end - one.start > 6 || !between.iter().all(link) {
        return None;
    }
    let known = names.spelled(text, reading.pieces.get(one.start..next.end)?);
    let settled = |place: PlaceRef| !matches!(gazetteer.kind(place), PlaceKind::Admin2);
    names.get(known).places.iter().any(|&(place, matched)| settled(place) && matched.kind == MatchKind::Exact).then_some(known)
}

/// Names that recognition passed over, near the places of the resolved groups; in order.
pub(super) fn passed_over(
    text: &str,
    reading: &Reading<'_>,
    found: &[Found],
    groups: &[Group],
    background: &Background,
    names: &mut Names<'_>,
    gazetteer: &Gazetteer,
) -> Vec<Found> {
    let points: Vec<([f32; 3], u16)> = groups
        .iter()
        .filter(|g| !g.demonym)
        .filter_map(|g| g.best().filter(|b| b.chance > 0.5))
        .filter(|b| !matches!(b.kind, PlaceKind::Country | PlaceKind::Continent | PlaceKind::Sea))
        .map(|b| (b.xyz, b.country))
        .take(64)
        .collect();
    let mut more = Vec::new();
    let homes = homes(groups, background);
    if points.is_empty() && homes.is_empty() {
        return more;
    }
    let surroundings = Surroundings { points, homes };
    let mut next = 0;
    let capitals = Capitals::new(reading, found);
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let mut at = sentence.start;
        while at < sentence.end {
            // A run begins with a capital.
            if reading.pieces.get(at).is_some_and(|p| !matches!(p.shape, Shape::Title | Shape::Mixed)) {
                at += 1;
                continue;
            }
            while found.get(next).is_some_and(|f| f.end <= at) {
                next += 1;
            }
            if let Some(taken) = found.get(next).filter(|f| f.start <= at && at < f.end) {
                at = taken.end;
                continue;
            }
            let stop = found.get(next).map_or(sentence.end, |f| f.start.clamp(at, sentence.end));
            let run = run(reading, at, stop);
            if run.is_empty() {
                at += 1;
                continue;
            }
            // "the villages of Havali, Zarnali and Mammadbayli": the list goes on as it began.
            let follows = more.last().is_some_and(|f: &Found| {
                f.known == 0
                    && f.sentence == index
                    && run.start > f.end
                    && run.start - f.end < 3
                    && reading.pieces.get(f.end..run.start).is_some_and(|gap| gap.iter().all(|p| matches!(p.norm, "," | "and")))
            });
            if follows && let Some(unknown) = unknown_village(text, &capitals, (index, &run), true, names) {
                more.push(unknown);
                at = run.end;
                continue;
            }
            if run.len() <= LONGEST_RUN
                && let Some(ground) = stands_for_a_place(&capitals, next, sentence, &run)
            {
                let before = more.len();
                cut(text, reading, index, &run, (&surroundings, ground), names, gazetteer, &mut more);
                if more.len() == before
                    && ground == Ground::Taken
                    && capitals.of_war()
                    && let Some(unknown) = unknown_village(text, &capitals, (index, &run), false, names)
                {
                    more.push(unknown);
                }
            }
            at = run.end;
        }
    }
    named_again(text, &capitals, &mut more, names);
    more
}

/// A village that the gazetteer lacks is one wherever the article names it, unless it names somebody by it.
fn named_again(text: &str, capitals: &Capitals<'_>, more: &mut Vec<Found>, names: &mut Names<'_>) {
    let reading = capitals.reading;
    let villages: FxHashSet<Vec<Word>> = more.iter().filter(|f| f.known == 0).map(|f| capitals.words(f.start..f.end)).collect();
    if villages.is_empty() {
        return;
    }
    let mut again = Vec::new();
    let (mut next, mut added) = (0, 0);
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let mut at = sentence.start;
        while at < sentence.end {
            next += capitals.found.get(next..).unwrap_or(&[]).iter().take_while(|f| f.end <= at).count();
            added += more.get(added..).unwrap_or(&[]).iter().take_while(|f| f.end <= at).count();
            let taken = [capitals.found.get(next), more.get(added)].into_iter().flatten().find(|f| f.start <= at);
            let run = run(reading, at, sentence.end);
            if let Some(taken) = taken {
                at = taken.end;
            } else if run.is_empty() {
                at += 1;
            } else {
                let person = reading.pieces.get(run.end).is_some_and(|p| p.classes.any(Classes::PERSON_VERB));
                let same = villages.contains(&capitals.words(run.clone())) && !person;
                if same && let Some(found) = unknown_village(text, capitals, (index, &run), true, names) {
                    again.push(found);
                }
                at = run.end;
            }
        }
    }
    more.extend(again);
    more.sort_by_key(|f| f.start);
}

/// Where an article's names lie.
struct Surroundings {
    points: Vec<([f32; 3], u16)>,
    /// Countries that it is about.
    homes: Vec<u16>,
}

/// Why a run of capitals may be a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// Taken, held or lived in: such a name may lie anywhere in the article's country.
    Taken,
    /// Beside places.
    Beside,
}

/// The countries of at least a third of what is placed, and those that the forces named fight in.
fn homes(groups: &[Group], background: &Background) -> Vec<u16> {
    let placed: Vec<u16> =
        groups.iter().filter(|g| !g.demonym).filter_map(|g| g.best().filter(|b| b.chance > 0.5)).map(|b| b.country).collect();
    let demonyms = groups.iter().filter(|g| g.demonym).filter_map(Group::best).map(|b| b.country);
    let mut homes: Vec<u16> = background.theatres.iter().map(|(country, _)| *country).collect();
    homes.extend(placed.iter().copied().filter(|country| placed.iter().filter(|c| *c == country).count() * 3 >= placed.len()));
    if homes.is_empty() {
        homes.extend(demonyms);
    }
    homes.retain(|country| *country != 0);
    homes.sort_unstable();
    homes.dedup();
    homes
}

/// The run of capitalised pieces from `at`.
fn run(reading: &Reading<'_>, at: usize, stop: usize) -> Range<usize> {
    let capital = |p: &&Piece<'_>| matches!(p.shape, Shape::Title | Shape::Mixed) && p.norm.len() > 2;
    let pieces = reading.pieces.get(at..stop).unwrap_or(&[]);
    at..at + pieces.iter().take_while(capital).count()
}

/// Do the words around the run treat it as a place: next to a found name in a list, after a verb of taking, after "in"?
fn stands_for_a_place(capitals: &Capitals<'_>, next: usize, sentence: &Range<usize>, run: &Range<usize>) -> Option<Ground> {
    let (reading, found) = (capitals.reading, capitals.found);
    let lexicon = Lexicon::english();
    let piece = |at: Option<usize>| at.filter(|at| sentence.contains(at)).and_then(|at| reading.pieces.get(at));
    let (before, after) = (piece(run.start.checked_sub(1)), piece(Some(run.end)));
    let person = before.is_some_and(|p| p.classes.any(Classes::TITLE.or(Classes::GIVEN)) || p.shape.is_capital())
        || after.is_some_and(|p| p.classes.any(Classes::PERSON_VERB) || p.norm == "'s" || p.joined)
        || reading.pieces.get(run.clone()).is_some_and(|run| run.iter().any(|p| p.classes.any(NO_PLACE)));
    let body = after.is_some_and(|p| p.space_before && p.classes.any(Classes::ORGANISATION.or(Classes::MEDIA).or(Classes::TEAM)));
    if person || body && !after.is_some_and(|p| p.classes.any(Classes::KIND_NOUN)) {
        return None;
    }
    // "visiting Israel, Clinton spoke": a comma makes a list only where the list goes on or the sentence stops.
    let goes_on = after.is_none_or(|p| p.shape == Shape::Mark || matches!(p.norm, "and" | "or"));
    let connects = |p: Option<&Piece<'_>>| p.is_some_and(|p| matches!(p.norm, "and" | "or" | "&") || p.norm == "," && goes_on);
    let ends = |at: usize| found.iter().skip(next.saturating_sub(2)).take(3).any(|f| f.end == at && sentence.contains(&f.start));
    // "then Minova and finally Sake": the adverb says that the list goes on.
    let before_adverb = run.start.checked_sub(2).filter(|_| before.is_some_and(|p| lexicon.goes_on_a_list(p.norm)));
    let last_of_list = before_adverb.and_then(|at| piece(Some(at))).is_some_and(|p| matches!(p.norm, "and" | "," | "then"))
        && found.iter().skip(next.saturating_sub(1)).take(1).any(|f| sentence.contains(&f.start));
    let starts = |at: usize| found.get(next).is_some_and(|f| f.start == at && sentence.contains(&at));
    let listed = ends(run.start)
        || starts(run.end)
        || connects(before) && run.start >= 1 && ends(run.start - 1)
        || connects(before) && run.start >= 2 && connects(piece(run.start.checked_sub(2))) && ends(run.start - 2)
        || connects(after) && (starts(run.end + 1) || connects(piece(Some(run.end + 1))) && starts(run.end + 2));
    let taken = before.is_some_and(|p| p.shape == Shape::Lower && lexicon.is_taking(p.norm));
    let placed = before.is_some_and(|p| {
        p.shape == Shape::Lower
            && (p.classes.any(Classes::AT.or(Classes::TO)) && !matches!(p.norm, "over" | "through") || p.kinds != 0 && p.norm != "post")
    });
    let head = before.filter(|p| p.norm == "of").and_then(|_| piece(run.start.checked_sub(2)));
    let of_kind = head.is_some_and(|p| p.kinds != 0 || lexicon.is_of_a_place(p.norm));
    let falls = after.is_some_and(|p| matches!(p.norm, "fell" | "falls")) || suffers(reading, sentence, run.end);
    if taken || of_kind || falls || described(reading, sentence, run.end) || called_a_town(reading, sentence, run) {
        return Some(Ground::Taken);
    }
    let nearby = before.is_some_and(|p| matches!(p.norm, "neighbouring" | "neighboring" | "nearby" | "adjacent"));
    let as_for = before.is_some_and(|p| p.norm == "for") && piece(run.start.checked_sub(2)).is_some_and(|p| p.norm == "as");
    // "the Boali hydropower station", "in the Bihac pocket".
    let of_site = before.is_some_and(|p| p.norm == "the")
        && (run.end..run.end + 3)
            .map_while(|at| piece(Some(at)).filter(|p| p.shape == Shape::Lower))
            .any(|p| p.kinds != 0 || lexicon.is_of_ground(p.norm));
    let heads = run.start == sentence.start && entry(reading, sentence, run.end);
    (listed || last_of_list || placed || nearby || as_for || of_site || heads || capitals.named_elsewhere(run)).then_some(Ground::Beside)
}

/// A name that is all of its sentence, or stands before a colon: the heading of what is told of a place.
fn entry(reading: &Reading<'_>, sentence: &Range<usize>, end: usize) -> bool {
    let rest = reading.pieces.get(end..sentence.end).unwrap_or(&[]);
    match rest.split_first() {
        None => true,
        Some((mark, [])) => matches!(mark.norm, "." | ":"),
        Some((mark, _)) => mark.norm == ":",
    }
}

/// What follows a comma tells that a place was named: "Robotyne, which the army held" (nobody is a "which"), "Sake, whose
/// fall", "Dessie, seized by the rebels", "Muse, the gate to the north, remains held", "Robit, 220 km north of the capital".
fn described(reading: &Reading<'_>, sentence: &Range<usize>, end: usize) -> bool {
    const LONGEST_APPOSITION: usize = 14;
    let lexicon = Lexicon::english();
    let norm = |at: usize| reading.pieces.get(at).filter(|_| sentence.contains(&at)).map_or("", |p| p.norm);
    if norm(end) != "," {
        return false;
    }
    match norm(end + 1) {
        "which" | "where" => return true,
        "whose" => return lexicon.is_of_a_place(norm(end + 2)),
        taken if lexicon.is_taking(taken) && norm(end + 2) == "by" => return true,
        _ => {}
    }
    let far = (end + 1..end + 5).any(|at| matches!(norm(at), "km" | "kilometres" | "kilometers" | "miles"));
    let closing = (end + 2..end + LONGEST_APPOSITION).find(|&at| norm(at) == ",");
    far || matches!(norm(end + 1), "the" | "a" | "an") && closing.is_some_and(|at| suffers(reading, sentence, at + 1))
}

/// "Anefis had fallen", "Borki was seized": what may be said of a place that changes hands.
fn suffers(reading: &Reading<'_>, sentence: &Range<usize>, end: usize) -> bool {
    let lexicon = Lexicon::english();
    let piece = |at: usize| reading.pieces.get(at).filter(|_| sentence.contains(&at));
    let be = piece(end).is_some_and(|p| matches!(p.norm, "was" | "were" | "is" | "has" | "had" | "have" | "remains" | "remained"));
    let told = |p: &Piece<'_>| lexicon.is_told_of(p.norm);
    be && (end + 1..end + 5).map_while(piece).take_while(|p| p.shape == Shape::Lower).any(told)
}

/// What the whole article tells of its capitals, made once and only if asked: a text may be all names.
struct Capitals<'r> {
    reading: &'r Reading<'r>,
    found: &'r [Found],
    places: OnceCell<FxHashSet<Vec<Word>>>,
    persons: OnceCell<FxHashSet<Word>>,
    inside: OnceCell<FxHashSet<Word>>,
    war: OnceCell<bool>,
}

/// A word as it is written: its hash and shape.
type Word = (u32, Shape);

fn word(piece: &Piece<'_>) -> Word {
    (piece.hash, piece.shape)
}

impl<'r> Capitals<'r> {
    fn new(reading: &'r Reading<'r>, found: &'r [Found]) -> Self {
        Self { reading, found, places: OnceCell::new(), persons: OnceCell::new(), inside: OnceCell::new(), war: OnceCell::new() }
    }

    fn words(&self, run: Range<usize>) -> Vec<Word> {
        self.reading.pieces.get(run).unwrap_or(&[]).iter().map(word).collect()
    }

    /// The same words, found as a place somewhere else in the article.
    fn named_elsewhere(&self, run: &Range<usize>) -> bool {
        self.places.get_or_init(|| self.found.iter().map(|f| self.words(f.start..f.end)).collect()).contains(&self.words(run.clone()))
    }

    /// Somewhere a title or a given name stands before it.
    fn person(&self, piece: &Piece<'_>) -> bool {
        let titled = |pair: &[Piece<'_>]| match pair {
            [a, b] if a.classes.any(Classes::TITLE.or(Classes::GIVEN)) => Some(word(b)),
            _ => None,
        };
        self.persons.get_or_init(|| self.reading.pieces.windows(2).filter_map(titled).collect()).contains(&word(piece))
    }

    /// It stands somewhere else than at the head of a sentence.
    fn inside_a_sentence(&self, piece: &Piece<'_>) -> bool {
        let later = |s: &Range<usize>| self.reading.pieces.get(s.start + 1..s.end).unwrap_or(&[]).iter().map(word);
        self.inside.get_or_init(|| self.reading.sentences.iter().flat_map(later).collect()).contains(&word(piece))
    }

    /// Does the text tell of forces that fight, rather than name an army by the way?
    fn of_war(&self) -> bool {
        const ENOUGH: usize = 3;
        let register = Register::embedded();
        let forces = || self.reading.pieces.iter().filter(|p| p.shape == Shape::Lower && register.is_force(p.norm));
        *self.war.get_or_init(|| forces().take(ENOUGH).count() == ENOUGH)
    }
}

/// Longest name of a village that the gazetteer lacks, in pieces.
const LONGEST_UNKNOWN: usize = 3;

/// "had retaken Inafarak", "the hamlet of Quitunda": ground that changes hands and that no gazetteer has. Only in a text of
/// war, and never a name that the text gives to a person.
fn unknown_village(
    text: &str,
    capitals: &Capitals<'_>,
    (sentence, run): (usize, &Range<usize>),
    listed: bool,
    names: &mut Names<'_>,
) -> Option<Found> {
    let reading = capitals.reading;
    let words = reading.pieces.get(run.clone())?;
    if words.is_empty() || words.len() > LONGEST_UNKNOWN {
        return None;
    }
    let known = names.spelled(text, words);
    if !names.get(known).places.is_empty() || names.get(known).demonym.is_some() {
        return None;
    }
    // "since Muammar Gaddafi fell": somebody whom the register knows.
    let whole = words.first().zip(words.last()).and_then(|(a, b)| text.get(a.start as usize..b.end as usize));
    if whole.is_some_and(|name| !Register::embedded().readings_of(name).is_empty()) {
        return None;
    }
    let lexicon = Lexicon::english();
    let before = run.start.checked_sub(1).and_then(|at| reading.pieces.get(at));
    let ordinary = words
        .iter()
        .any(|p| p.classes.any(NO_PLACE.or(Classes::ORGANISATION).or(Classes::MEDIA).or(Classes::TEAM).or(Classes::GIVEN)) || p.kinds != 0);
    // At the head of a sentence any word has a capital: "Bodies were recovered".
    let opening =
        |s: &Range<usize>| reading.pieces.get(s.start..run.start).is_some_and(|before| before.iter().all(|p| p.shape == Shape::Mark));
    let head = reading.sentences.get(sentence).is_some_and(opening);
    if head && !words.iter().all(|p| capitals.inside_a_sentence(p)) {
        return None;
    }
    let settled = listed
        || before.is_some_and(|p| p.norm == "of" || lexicon.is_taking(p.norm))
        || suffers_there(reading, run)
        || reading.sentences.get(sentence).is_some_and(|sentence| called_a_town(reading, sentence, run));
    // "RPGs", "APCs": letters in the plural name things.
    let letters =
        |p: &Piece<'_>| text.get(p.start as usize..p.end as usize).is_some_and(|w| w.chars().nth(1).is_some_and(char::is_uppercase));
    let name = |p: &Piece<'_>| p.norm.len() > 3 && !letters(p) && !capitals.person(p);
    (settled && !ordinary && words.iter().all(name)).then_some(Found {
        sentence,
        start: run.start,
        end: run.end,
        known: 0,
        score: MENDED_SCORE,
    })
}

/// "left Buqda town": a name without an article before the noun; "a Christian village" has one.
fn called_a_town(reading: &Reading<'_>, sentence: &Range<usize>, run: &Range<usize>) -> bool {
    let piece = |at: Option<usize>| at.filter(|at| sentence.contains(at)).and_then(|at| reading.pieces.get(at));
    let noun = piece(Some(run.end)).is_some_and(|p| matches!(p.norm, "town" | "village"));
    let led = piece(run.start.checked_sub(1)).is_some_and(|p| {
        p.shape == Shape::Lower && (p.classes.any(Classes::AT.or(Classes::TO)) || Lexicon::english().is_taking(p.norm) || p.norm == "of")
    });
    noun && led
}

fn suffers_there(reading: &Reading<'_>, run: &Range<usize>) -> bool {
    reading.pieces.get(run.end).is_some_and(|p| matches!(p.norm, "fell" | "was" | "were" | "has" | "had" | "have"))
}

/// Words that belong to a name of something else.
const NO_PLACE: Classes = Classes::TITLE.or(Classes::MONTH).or(Classes::WEEKDAY).or(Classes::VESSEL).or(Classes::PERSON_TAIL);

/// Parts the run into known names, longest first; nothing unless all of it is known and near.
#[allow(clippy::too_many_arguments, reason = "one step of a walk that its caller keeps the state of")]
fn cut(
    text: &str,
    reading: &Reading<'_>,
    sentence: usize,
    run: &Range<usize>,
    (surroundings, ground): (&Surroundings, Ground),
    names: &mut Names<'_>,
    gazetteer: &Gazetteer,
    more: &mut Vec<Found>,
) {
    let begun = more.len();
    let mut start = run.start;
    while start < run.end {
        let end = (start + 1..=run.end).rev().find(|&end| {
            let Some(words) = reading.pieces.get(start..end) else { return false };
            let known = names.spelled(text, words);
            names.get(known).places.iter().any(|&(place, matched)| {
                let settled = matches!(gazetteer.kind(place), PlaceKind::Settlement | PlaceKind::Neighbourhood);
                let alike = matched.kind == MatchKind::Exact || words.len() > 1 || words.first().is_some_and(|w| w.norm.len() > 5);
                settled && alike && {
                    let xyz = unit_vector(gazetteer.at(place));
                    let homely = ground == Ground::Taken
                        && matched.kind == MatchKind::Exact
                        && surroundings.homes.contains(&country_code(gazetteer.country_code(place)));
                    homely || surroundings.points.iter().any(|point| apart_km(point.0, xyz) < NEIGHBOURHOOD_KM)
                }
            })
        });
        let Some(end) = end else {
            more.truncate(begun);
            return;
        };
        let known = reading.pieces.get(start..end).map_or(0, |words| names.spelled(text, words));
        more.push(Found { sentence, start, end, known, score: MENDED_SCORE });
        start = end;
    }
}

//! Sites that a plain noun makes of a name: "Mosul university", "the Qayyarah air base", "the airport of Aleppo", "the M5 highway".
//!
//! What the gazetteer knows by the whole words is that place; what it lacks waits for the place that it belongs to.

use super::*;
use crate::gazetteer::PlaceRef;

/// Longest run of capitals before a site's noun.
const LONGEST_NAME: usize = 5;
/// A site lies no farther from the article's nearest place, unless it lies in the article's country.
const FARTHEST_KM: f32 = 300.0;

impl Assembly<'_> {
    /// "Mosul university", "Nayrab air base": the site that a plain noun after a name makes.
    pub(super) fn site_after(&mut self, base: &Draft, sentence: &Range<usize>) {
        let lexicon = Lexicon::english();
        let Some(resolution) = &base.resolution else { return };
        let mut noun = base.end;
        if matches!(self.norm(noun, sentence), "air" | "military" | "international") {
            noun += 1;
        }
        let Some(piece) = self.piece(noun, sentence).filter(|p| p.space_before) else { return };
        let kinds = lexicon.kinds(piece.norm);
        if !describe::is_site(kinds) || !self.piece(base.end, sentence).is_some_and(|p| p.space_before) {
            return;
        }
        let gazetteer = self.setting.gazetteer;
        let words = self.setting.words(base.start..noun + 1);
        let between: String = self.reading.pieces.get(base.end..noun).unwrap_or(&[]).iter().flat_map(|p| [p.norm, " "]).collect();
        let site = self.setting.site_of(resolution, piece.norm, kinds, &between);
        let resolution =
            site.map_or_else(|| spot::site(resolution, words), |place| spot::place(gazetteer, place, resolution.confidence * 0.9));
        self.say_site(&resolution, base.sentence, (base.start, noun + 1));
        self.drafts.push(Draft {
            start: base.start,
            end: noun + 1,
            sentence: base.sentence,
            kind: ToponymKind::Description,
            candidates: Arc::default(),
            resolution: Some(resolution),
        });
    }

    /// "the Qayyarah air base", "Spin Boldak crossing", "Dnipro river": capitals before the plain noun at `noun` that the
    /// gazetteer has together with it, or whose bare name is a settlement near by. True when it was one.
    pub(super) fn named_site(&mut self, index: usize, sentence: &Range<usize>, noun: usize) -> bool {
        let lexicon = Lexicon::english();
        let noun_here = |p: &&Piece<'_>| p.kinds != 0 && p.shape == Shape::Lower && p.space_before;
        let Some(word) = self.piece(noun, sentence).filter(noun_here) else { return false };
        let kinds = lexicon.kinds(word.norm);
        let line = kinds.iter().any(|k| matches!(k, PlaceKind::River | PlaceKind::Road | PlaceKind::Lake | PlaceKind::Mountain));
        if kinds.is_empty() || !(describe::is_site(kinds) || line) {
            return false;
        }
        let goes_on = |p: &Piece<'_>| p.shape == Shape::Lower && p.space_before && p.kinds != 0;
        if self.piece(noun + 1, sentence).is_some_and(goes_on) {
            return false;
        }
        let mut stop = noun;
        while noun - stop < 3
            && self.piece(stop.wrapping_sub(1), sentence).is_some_and(|p| p.shape == Shape::Lower && lexicon.is_between(p.norm))
        {
            stop -= 1;
        }
        let mut start = stop;
        while stop - start < LONGEST_NAME && self.piece(start.wrapping_sub(1), sentence).is_some_and(|p| p.shape.is_capital()) {
            start -= 1;
        }
        if start == stop {
            return false;
        }
        let Some((from, place)) = (start..stop).find_map(|from| Some((from, self.site_called(from..stop, noun, kinds)?))) else {
            return !line && self.site_at_village(index, start..stop, noun);
        };
        if self.drafts.iter().rev().take(3).any(|d| d.end == noun + 1 && d.resolution.as_ref().is_some_and(|r| !r.id.starts_with("at:"))) {
            return true;
        }
        self.drafts.retain(|d| d.end != noun + 1 || d.sentence != index);
        let resolution = spot::place(self.setting.gazetteer, place, 0.85);
        // "the Dnipro river": the bare name is the river too.
        if line && let Some(bare) = self.drafts.iter_mut().rev().take(3).find(|d| d.start == from && d.end == stop) {
            bare.resolution = Some(resolution.clone());
        }
        self.say_site(&resolution, index, (from, noun + 1));
        let draft = Draft { resolution: Some(resolution), ..Self::draft(from, noun + 1, index, ToponymKind::Description) };
        self.drafts.push(draft);
        true
    }

    /// Does the gazetteer have the found name together with the site's noun after it?
    pub(super) fn site_known(&self, found: &Found, sentence: &Range<usize>) -> bool {
        let kinds = Lexicon::english().kinds(self.norm(found.end, sentence));
        self.site_called(found.start..found.end, found.end, kinds).is_some()
    }

    /// The place of these kinds that the run of capitals and the noun name together.
    fn site_called(&self, run: Range<usize>, noun: usize, kinds: &[PlaceKind]) -> Option<PlaceRef> {
        let gazetteer = self.setting.gazetteer;
        let whole = self.setting.words(run.start..noun + 1);
        let short = || format!("{} {}", self.setting.words(run.clone()), self.reading.pieces.get(noun).map_or("", |p| p.norm));
        let mut best: Option<(f32, PlaceRef)> = None;
        let mut look = |name: &str| {
            for &(place, _) in self.setting.places(name).iter() {
                let kind = gazetteer.kind(place);
                let far = self.away_km(place);
                if (kinds.contains(&kind) || describe::is_site(&[kind])) && far < FARTHEST_KM && best.is_none_or(|(km, _)| far < km) {
                    best = Some((far, place));
                }
            }
        };
        look(whole);
        if noun > run.end {
            look(&short());
        }
        best.map(|(_, place)| place)
    }

    /// How far a place lies from the nearest place of the article; nearly nothing in the article's country, or when the
    /// article names no place at all.
    fn away_km(&self, place: PlaceRef) -> f32 {
        let gazetteer = self.setting.gazetteer;
        let xyz = resolve::unit_vector(gazetteer.at(place));
        let nearest = self.settled.iter().map(|p| resolve::apart_km(p.xyz, xyz)).fold(f32::INFINITY, f32::min);
        let home = self.setting.country.is_empty() || gazetteer.country_code(place) == self.setting.country;
        if home { nearest.min(FARTHEST_KM - 1.0) } else { nearest }
    }

    /// "the Khattab military base": an unknown site that bears the name of a village of the article's country.
    fn site_at_village(&mut self, index: usize, run: Range<usize>, noun: usize) -> bool {
        if self.taken(run.start, run.end) || self.setting.country.is_empty() {
            return false;
        }
        let gazetteer = self.setting.gazetteer;
        let places = self.setting.places(self.setting.words(run.clone()));
        let settled = places.iter().filter(|(place, matched)| {
            matched.kind == MatchKind::Exact
                && gazetteer.country_code(*place) == self.setting.country
                && matches!(gazetteer.kind(*place), PlaceKind::Settlement | PlaceKind::Neighbourhood)
        });
        let nearest = settled.map(|&(place, _)| (self.away_km(place), place)).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let Some((_, village)) = nearest else { return false };
        let site = spot::site(&spot::place(gazetteer, village, 0.7), self.setting.words(run.start..noun + 1));
        self.say_site(&site, index, (run.start, noun + 1));
        let draft = Draft { resolution: Some(site), ..Self::draft(run.start, noun + 1, index, ToponymKind::Description) };
        self.drafts.push(draft);
        true
    }

    /// Do the words from `at` lead to a name: "in Gondar", "on the outskirts of Kyiv", "east of Homs"?
    pub(super) fn leads_to_name(&self, at: usize, sentence: &Range<usize>) -> bool {
        const REACH: usize = 7;
        let named = |at: usize| {
            let found = self.found.binary_search_by_key(&at, |f| f.start).ok();
            let group = found.and_then(|n| self.member.get(n).copied().flatten()).and_then(|g| self.groups.get(g));
            found.is_some() && !group.is_some_and(|g| g.demonym || g.best().is_some_and(|b| b.kind == PlaceKind::Country))
        };
        let end = (at..(at + REACH).min(sentence.end)).find(|&at| named(at));
        end.and_then(|end| self.reading.pieces.get(at..end)).is_some_and(links)
    }

    pub(super) fn say_site(&mut self, resolution: &Resolution, sentence: usize, pieces: (usize, usize)) {
        let kind = if resolution.id.starts_with("at:") { PlaceKind::Other } else { self.setting.gazetteer.kind(resolution.place) };
        self.discourse.say(Mention { resolution: resolution.clone(), kind, population: 0, sentence, pieces, cues: 0, aside: false });
    }

    /// "the citadel of Aleppo", "the university of Mosul".
    pub(super) fn site_of_name(&mut self, description: &Description, index: usize, sentence: &Range<usize>) {
        let lexicon = Lexicon::english();
        let noun = self.norm(description.noun, sentence).to_owned();
        let kinds = lexicon.kinds(&noun);
        if !describe::is_site(kinds) {
            return;
        }
        self.pend(description, index);
    }

    /// "a military base east of the city": waits for the place that follows.
    pub(super) fn pend(&mut self, description: &Description, index: usize) {
        if !describe::is_site(self.reading.pieces.get(description.noun).map_or(&[][..], |p| Lexicon::english().kinds(p.norm))) {
            return;
        }
        let words = self.setting.words(description.modifiers.start..description.end).to_owned();
        let draft = Self::draft(description.start, description.end, index, ToponymKind::Description);
        let modifiers = self.reading.pieces.get(description.modifiers.clone()).unwrap_or(&[]);
        let definite = !description.indefinite && modifiers.iter().all(|p| Lexicon::english().is_plain(p.norm));
        self.pending.push(Pending { draft, words, strict: true, definite });
    }

    /// "the Military Scientific Research Center": a capitalised run that recognition left alone and that ends in a site's noun.
    pub(super) fn capitalised_site(&mut self, index: usize, sentence: &Range<usize>, noun: usize) {
        let lexicon = Lexicon::english();
        let Some(piece) = self.piece(noun, sentence).filter(|p| p.shape == Shape::Title) else { return };
        let last = piece.shape == Shape::Title && (describe::is_site(lexicon.kinds(piece.norm)) || piece.classes.any(Classes::SITE));
        if !last || self.piece(noun + 1, sentence).is_some_and(|p| p.shape.is_capital()) {
            return;
        }
        let mut start = noun;
        while let Some(before) = start.checked_sub(1).and_then(|at| self.piece(at, sentence))
            && before.shape.is_capital()
            && before.norm != "the"
            && noun - start < 6
        {
            start -= 1;
        }
        if start == noun || self.taken(start, noun + 1) {
            return;
        }
        let words = self.setting.words(start..noun + 1).to_owned();
        self.pending.push(Pending { draft: Self::draft(start, noun + 1, index, ToponymKind::Name), words, strict: true, definite: false });
    }
}

/// Words that lead from a site to the place it belongs to: "in", "on the outskirts of", "about 5 km east of".
pub(super) fn links(between: &[Piece<'_>]) -> bool {
    let lexicon = Lexicon::english();
    let linking = |p: &Piece<'_>| {
        p.classes.any(Classes::AT.or(Classes::COMPASS).or(Classes::KIND_NOUN))
            || lexicon.side(p.norm).is_some()
            || p.shape == Shape::Digits
            || matches!(
                p.norm,
                "of" | "on"
                    | "the"
                    | "a"
                    | ","
                    | "to"
                    | "just"
                    | "km"
                    | "kilometres"
                    | "kilometers"
                    | "miles"
                    | "about"
                    | "some"
                    | "from"
                    | "which"
                    | "is"
                    | "located"
                    | "outskirts"
                    | "edge"
                    | "countryside"
            )
    };
    let leads = |p: &Piece<'_>| p.classes.any(Classes::AT) || p.norm == "of" || p.norm == "on";
    between.iter().all(linking) && between.iter().any(leads)
}

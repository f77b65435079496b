//! Words that may be a site or an unknown village: placed at what they belong to, once all else in the article is known.

use super::*;
use crate::gazetteer::PlaceRef;

/// An unknown village lies where the sentences just before were.
const FEW: usize = 4;

impl Assembly<'_> {
    /// Places what waits: at the place that the words after it name, or that comes before it.
    pub(super) fn settle_pending(&mut self) {
        self.drafts.sort_by_key(|d| (d.start, std::cmp::Reverse(d.end)));
        let mut placed = Vec::new();
        for mut pending in std::mem::take(&mut self.pending) {
            if let Some(resolution) = self.corrected(&pending) {
                pending.draft.resolution = Some(resolution);
            } else if let Some(resolution) = self.compounded(&pending) {
                pending.draft.resolution = Some(resolution);
            } else if let Some((parent, end)) = self.parent_after(&pending.draft) {
                let gazetteer = self.setting.gazetteer;
                let noun = self.reading.pieces.get(pending.draft.end - 1).map_or("", |p| p.norm);
                let kinds = Lexicon::english().kinds(noun);
                let before = pending.words.strip_suffix(noun).unwrap_or("").to_lowercase();
                let site = (pending.definite && describe::is_site(kinds))
                    .then(|| self.setting.site_of(&parent, noun, kinds, &before).or_else(|| self.setting.site_of(&parent, noun, kinds, "")))
                    .flatten();
                pending.draft.resolution = Some(match site {
                    Some(place) => spot::place(gazetteer, place, parent.confidence * 0.9),
                    None => spot::site(&parent, &pending.words),
                });
                // "the airport of Aleppo" is one place; Aleppo is inside it.
                if pending.draft.kind == ToponymKind::Description
                    && let Some(end) = end
                {
                    pending.draft.end = end;
                }
            } else if pending.strict {
                continue;
            } else if let Some(parent) = self.parent_before(&pending.draft).or_else(|| self.parent_later(&pending.draft)) {
                let mut site = spot::site(&parent, &pending.words);
                site.where_prec = site.where_prec.max(3);
                site.radius_m = site.radius_m.max(30_000);
                site.confidence = 0.3;
                pending.draft.resolution = Some(site);
            }
            placed.push(pending.draft);
        }
        self.drafts.extend(placed);
    }

    /// "East Mosul", "Karak district": a known name with a word of direction or kind.
    fn compounded(&self, pending: &Pending) -> Option<Resolution> {
        if pending.strict {
            return None;
        }
        let lexicon = Lexicon::english();
        let words: Vec<&str> = pending.words.split_whitespace().collect();
        let (first, last) = (words.first()?.to_lowercase(), words.last()?.to_lowercase());
        let (rest, side) = if lexicon.classes(&first).any(Classes::COMPASS) {
            (words.get(1..)?.join(" "), lexicon.side(&first).filter(|s| *s != "C"))
        } else if lexicon.classes(&last).any(Classes::PLACE_TAIL) && !lexicon.classes(&last).any(Classes::STREET) {
            (words.get(..words.len() - 1)?.join(" "), None)
        } else {
            return None;
        };
        let gazetteer = self.setting.gazetteer;
        let same = self.groups.iter().find(|g| g.name.eq_ignore_ascii_case(&rest)).and_then(|g| g.best()).map(|b| b.place);
        let found = || {
            let places = self.setting.places(&rest);
            let home = |p: &PlaceRef| gazetteer.country_code(*p) == self.setting.country;
            places.iter().map(|(place, _)| *place).filter(home).max_by_key(|p| (gazetteer.population(*p), std::cmp::Reverse(*p)))
        };
        let mut resolution = spot::place(gazetteer, same.or_else(found)?, 0.6);
        resolution.side = side.map(str::to_owned);
        Some(resolution)
    }

    /// One letter off a known name that lies in the article's country.
    fn corrected(&self, pending: &Pending) -> Option<Resolution> {
        if pending.strict || pending.words.contains(' ') || pending.words.len() > 40 || self.setting.country.is_empty() {
            return None;
        }
        let gazetteer = self.setting.gazetteer;
        let places = self.setting.store.borrow_mut().corrected(gazetteer, &pending.words);
        let near = places.iter().find(|place| gazetteer.country_code(**place) == self.setting.country);
        near.map(|place| spot::place(gazetteer, *place, 0.5))
    }

    /// The place that words such as "on the outskirts of", "in", "near", "east of" after a site lead to; and where its name
    /// ends if the site is said to be its own ("of", "in", "at").
    fn parent_after(&self, draft: &Draft) -> Option<(Resolution, Option<usize>)> {
        const REACH: usize = 9;
        let from = self.drafts.partition_point(|d| d.start < draft.end);
        let mut ahead = self.drafts.iter().skip(from).take_while(|d| d.sentence <= draft.sentence);
        let next = ahead.find(|d| d.sentence == draft.sentence && d.resolution.is_some() && d.kind != ToponymKind::Demonym)?;
        if next.start.saturating_sub(draft.end) > REACH || next.start <= draft.end {
            return None;
        }
        let between = self.reading.pieces.get(draft.end..next.start)?;
        if !sites::links(between) {
            return None;
        }
        let mut resolution = next.resolution.clone()?;
        // Its own side and nearness speak of the site now.
        resolution.where_prec = resolution.where_prec.max(2);
        let own = |p: &Piece<'_>| matches!(p.norm, "of" | "in" | "at" | "the" | "city" | "town" | "village");
        Some((resolution, between.iter().all(own).then_some(next.end)))
    }

    /// The latest place before, in this sentence or the few before it.
    fn parent_before(&self, draft: &Draft) -> Option<Resolution> {
        let until = self.drafts.partition_point(|d| d.start < draft.start);
        let before = self.drafts.iter().take(until).rev().take(12);
        let near = before.filter(|d| d.sentence + FEW >= draft.sentence && d.resolution.is_some() && d.kind != ToponymKind::Government);
        near.filter(|d| d.kind != ToponymKind::Demonym).find_map(|d| d.resolution.clone())
    }

    /// Where nothing was named before it: the first place of the few sentences after.
    fn parent_later(&self, draft: &Draft) -> Option<Resolution> {
        // "Fall of Rebel Capital", a headline.
        let capital = self.reading.pieces.get(draft.end.wrapping_sub(1)).is_some_and(|p| p.norm == "capital");
        if capital || draft.kind == ToponymKind::Description {
            return None;
        }
        let from = self.drafts.partition_point(|d| d.start < draft.end);
        let after = self.drafts.iter().skip(from).take(12).take_while(|d| d.sentence <= draft.sentence + FEW);
        let named = after.filter(|d| d.resolution.is_some() && !matches!(d.kind, ToponymKind::Government | ToponymKind::Demonym));
        named.filter(|d| d.kind != ToponymKind::Description).find_map(|d| d.resolution.clone())
    }
}

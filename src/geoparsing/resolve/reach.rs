//! How the other names of an article bear on the options of one: what holds them, what lies near, in which countries they are.
//!
//! Everything is worked out for all options of a name at once; each sum is taken in the order of the article's names, so that
//! it does not depend on how it is worked out.

use super::context::{Context, weight_of};
use super::ground::{Field, Ground};
use super::group::{Group, Option_, Relation};
use crate::gazetteer::{PlaceKind, PlaceRef};
use rustc_hash::FxHashMap;

/// By option.
#[derive(Debug, Default)]
pub(in crate::geoparsing) struct Reach {
    /// Chance that a container named after a comma holds the option, and that it does not.
    pub comma: Vec<f32>,
    pub comma_other: Vec<f32>,
    /// The same of other containers.
    pub inside: Vec<f32>,
    pub outside: Vec<f32>,
    /// Some meaning of the container after the comma holds it.
    pub could_comma: Vec<bool>,
    /// Nearness to a name that it is said to be close to; to names beside it; their chance to lie in its country.
    pub close_to: Vec<f32>,
    pub near: Vec<f32>,
    pub near_country: Vec<f32>,
    /// Kilometres to the nearest other name; nearness to all of them within about 50, 200 and 1000 km.
    pub nearest: Vec<f32>,
    pub close: Vec<f32>,
    pub middle: Vec<f32>,
    pub far: Vec<f32>,
    /// What the names weigh together.
    pub weights: f32,
    /// Of the other names, those in its country, first- and second-order division: 0–1.
    pub shares: Vec<[f32; 3]>,
    /// Sums for `shares`, by number; zero between uses.
    own: [Vec<f32>; 3],
    km: Vec<f32>,
    held: Vec<f32>,
    /// exp(−km / 1000) of a group's options to a place, and where they begin: most names mean the same place in one reading
    /// and the next.
    thousandths: Vec<f32>,
    begin: FxHashMap<(u32, PlaceRef), usize>,
}

impl Reach {
    /// Reads the group `index`.
    pub(super) fn read(&mut self, index: usize, groups: &[Group], ground: &Ground, context: &Context) {
        let (Some(group), Some(field)) = (groups.get(index), ground.get(index)) else { return };
        for list in [
            &mut self.comma,
            &mut self.comma_other,
            &mut self.inside,
            &mut self.outside,
            &mut self.close_to,
            &mut self.near,
            &mut self.near_country,
            &mut self.close,
            &mut self.middle,
            &mut self.far,
        ] {
            list.clear();
            list.resize(field.len(), 0.0);
        }
        self.nearest.clear();
        self.nearest.resize(field.len(), f32::MAX);
        self.could_comma.clear();
        self.could_comma.resize(field.len(), false);
        for (nth, &(other, relation)) in group.relations.iter().enumerate() {
            let Some(container) = groups.get(other).filter(|g| g.key != group.key) else { continue };
            match relation {
                Relation::Comma | Relation::Inside => self.contained(group, field, container, ground.get(other), relation),
                Relation::Close => self.close_by(field, container),
                Relation::Near => {}
            }
            if group.relations.iter().take(nth).all(|(before, _)| *before != other) {
                self.beside(field, container, ground.get(other));
            }
        }
        self.points(index, group, field, context);
        self.shares(group, field, ground, context);
    }

    /// Does the place that a container's name most likely means hold the options?
    fn contained(&mut self, group: &Group, field: Field<'_>, container: &Group, holder: Option<Field<'_>>, relation: Relation) {
        let Some(holder) = holder else { return };
        self.held.clear();
        self.held.resize(field.len(), 0.0);
        let mut sure = 0.0;
        let numbers = holder.country.iter().zip(holder.admin1).zip(holder.admin2);
        for (other, ((&country, &admin1), &admin2)) in container.options.iter().zip(numbers) {
            let chance = other.chance;
            sure += chance;
            let within = |km: f32, held: &mut [f32], distances: &[f32]| {
                held.iter_mut().zip(distances).for_each(|(held, &apart)| *held += if apart < km { chance } else { 0.0 });
            };
            let same = |number: u32, numbers: &[u32], held: &mut [f32]| {
                held.iter_mut().zip(numbers).for_each(|(held, &own)| *held += if own == number && number != 0 { chance } else { 0.0 });
            };
            match other.kind {
                PlaceKind::Country => same(country, field.country, &mut self.held),
                PlaceKind::Admin1 => same(admin1, field.admin1, &mut self.held),
                PlaceKind::Admin2 => {
                    field.apart(other.xyz, &mut self.km);
                    for ((held, &own), &apart) in self.held.iter_mut().zip(field.admin2).zip(&self.km) {
                        *held += if own == admin2 && admin2 != 0 || apart < 40.0 { chance } else { 0.0 };
                    }
                }
                PlaceKind::Region | PlaceKind::Continent | PlaceKind::Sea => {
                    field.apart(other.xyz, &mut self.km);
                    within(other.radius_km, &mut self.held, &self.km);
                }
                _ => {
                    field.apart(other.xyz, &mut self.km);
                    within(50.0, &mut self.held, &self.km);
                }
            }
        }
        let (yes, no) = match relation {
            Relation::Comma => (&mut self.comma, &mut self.comma_other),
            _ => (&mut self.inside, &mut self.outside),
        };
        for ((yes, no), &held) in yes.iter_mut().zip(no).zip(&self.held) {
            *yes = yes.max(held);
            *no = no.max(sure - held);
        }
        if relation == Relation::Comma {
            for (could, option) in self.could_comma.iter_mut().zip(&group.options) {
                *could |= could_hold(container, option);
            }
        }
    }

    /// "a town near Damascus".
    fn close_by(&mut self, field: Field<'_>, container: &Group) {
        for spot in &container.options {
            field.apart(spot.xyz, &mut self.km);
            for (close, &km) in self.close_to.iter_mut().zip(&self.km) {
                // Nothing is nearer than at the spot.
                if spot.chance > *close {
                    *close = close.max(spot.chance * (-km / 40.0).exp());
                }
            }
        }
    }

    fn beside(&mut self, field: Field<'_>, other: &Group, theirs: Option<Field<'_>>) {
        let Some(theirs) = theirs else { return };
        for (spot, &country) in other.options.iter().zip(theirs.country).filter(|(spot, _)| spot.chance > 0.1) {
            field.apart(spot.xyz, &mut self.km);
            for (near, &km) in self.near.iter_mut().zip(&self.km) {
                if spot.chance > *near {
                    *near = near.max(spot.chance * (-km / 100.0).exp());
                }
            }
            for (near, &own) in self.near_country.iter_mut().zip(field.country) {
                *near = near.max(if own == country { spot.chance } else { 0.0 });
            }
        }
    }

    /// The other names' points.
    fn points(&mut self, index: usize, group: &Group, field: Field<'_>, context: &Context) {
        self.weights = 0.3;
        for point in context.points.iter().filter(|p| p.group != index && p.key != group.key) {
            field.apart(point.xyz, &mut self.km);
            let km = &self.km;
            // One exponential serves three reaches: 1000 km, 200 km, 50 km.
            let begin = *self.begin.entry((index as u32, point.place)).or_insert_with(|| {
                let begin = self.thousandths.len();
                self.thousandths.extend(km.iter().map(|km| (-km / 1000.0).exp()));
                begin
            });
            let thousandths = self.thousandths.get(begin..begin + field.len()).unwrap_or(&[]);
            for (nearest, &km) in self.nearest.iter_mut().zip(km) {
                *nearest = nearest.min(km);
            }
            let sums = self.close.iter_mut().zip(&mut self.middle).zip(&mut self.far);
            for (((close, middle), far), &thousand) in sums.zip(thousandths) {
                let squared = thousand * thousand;
                let two_hundred = squared * squared * thousand;
                let fourth = two_hundred * two_hundred;
                *close += point.weight * fourth * fourth;
                *middle += point.weight * two_hundred;
                *far += point.weight * thousand;
            }
            self.weights += point.weight;
        }
    }

    /// Shares of the other names in the options' countries and divisions.
    fn shares(&mut self, group: &Group, field: Field<'_>, ground: &Ground, context: &Context) {
        let weight = weight_of(group);
        let rest = (context.total - weight).max(0.5);
        let numbers = [field.country, field.admin1, field.admin2];
        for ((own, size), numbers) in self.own.iter_mut().zip(ground.sizes()).zip(numbers) {
            own.resize(size, 0.0);
            for (option, &number) in group.options.iter().zip(numbers) {
                if let Some(sum) = own.get_mut(number as usize) {
                    *sum += weight * option.chance;
                }
            }
        }
        self.shares.clear();
        self.shares.resize(field.len(), [0.0; 3]);
        for (level, numbers) in numbers.into_iter().enumerate() {
            let (Some(all), Some(own)) = (context.sums.get(level), self.own.get(level)) else { continue };
            for (shares, &number) in self.shares.iter_mut().zip(numbers) {
                let of = |list: &[f32]| list.get(number as usize).copied().unwrap_or(0.0);
                if let Some(share) = shares.get_mut(level).filter(|_| number != 0) {
                    *share = ((of(all) - of(own)) / rest).clamp(0.0, 1.0);
                }
            }
        }
        for (own, numbers) in self.own.iter_mut().zip(numbers) {
            for &number in numbers {
                if let Some(sum) = own.get_mut(number as usize) {
                    *sum = 0.0;
                }
            }
        }
    }
}

/// Any meaning at all of the container that holds the option.
fn could_hold(container: &Group, option: &Option_) -> bool {
    container.options.iter().any(|other| match other.kind {
        PlaceKind::Country => other.country == option.country && option.country != 0 && option.kind != PlaceKind::Country,
        PlaceKind::Admin1 => {
            other.admin1 == option.admin1 && option.admin1.is_some() && !matches!(option.kind, PlaceKind::Country | PlaceKind::Admin1)
        }
        PlaceKind::Admin2 => other.admin2 == option.admin2 && option.admin2.is_some(),
        _ => false,
    })
}

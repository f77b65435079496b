//! A user's rows as a layer: each takes the place of ours with its id, or with its name near by, or is new.

use super::UserRow;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::gazetteer::index::Index;
use crate::gazetteer::layers::Divisions;
use crate::gazetteer::write::{self, CountryRow, Row};
use crate::gazetteer::{Gazetteer, MatchKind, PlaceKind, PlaceRef};
use rustc_hash::{FxHashMap, FxHashSet};

/// Two rows of one name are one place within this.
const SAME_PLACE_KM: f64 = 4.0;

impl Gazetteer {
    /// Reads a file of places and lays it over what is there. Ours that it replaces keep their names and lend theirs.
    #[must_use]
    pub fn with_file(mut self, file: &str, bytes: &[u8]) -> (Self, Vec<Diagnostic>) {
        let (rows, mut diagnostics) = super::read(file, bytes);
        if rows.is_empty() {
            return (self, diagnostics);
        }
        match self.add_rows(file, rows) {
            Ok(0) => {}
            Ok(again) => {
                let message = format!("{again} rows name a place that an earlier row of the file has named; the first stands.");
                diagnostics.push(Diagnostic::new(Severity::Warning, Stage::Gazetteer, file, message));
            }
            Err(error) => {
                let message = format!("could not be indexed ({error}); none of its places is used.");
                diagnostics.push(Diagnostic::new(Severity::Error, Stage::Gazetteer, file, message));
            }
        }
        (self, diagnostics)
    }

    /// Tells how many rows were left out because an earlier one is the same place.
    fn add_rows(&mut self, file: &str, user_rows: Vec<UserRow>) -> Result<usize, fst::Error> {
        let given = user_rows.len();
        let mut rows = Vec::with_capacity(user_rows.len());
        let mut links = Vec::with_capacity(user_rows.len());
        let mut ids = FxHashSet::with_capacity_and_hasher(user_rows.len(), rustc_hash::FxBuildHasher);
        let mut codes = FxHashMap::default();
        for user in user_rows {
            let twin = self.by_id(&user.id).or_else(|| self.same_place(&user));
            let mut row = Row {
                id: user.id,
                name: user.name,
                names: user.names,
                lat: user.at.lat,
                lon: user.at.lon,
                country: user.country,
                population: user.population,
                confidence: 0,
                ..Row::default()
            };
            let mut divisions =
                Divisions { admin1: self.by_code(user.admin1, &mut codes), admin2: self.by_code(user.admin2, &mut codes), parent: None };
            row.kind = user.kind.unwrap_or(PlaceKind::Settlement as u8);
            row.radius_m = user.radius_m.unwrap_or(1500);
            if let Some(ours) = twin {
                row.id = self.id(ours);
                row.kind = user.kind.unwrap_or(self.kind(ours) as u8);
                row.population = row.population.max(self.population(ours));
                row.radius_m = user.radius_m.unwrap_or(self.radius_m(ours));
                if row.country.is_empty() {
                    row.country = self.country_code(ours).to_owned();
                }
                divisions.admin1 = divisions.admin1.or(self.admin1(ours));
                divisions.admin2 = divisions.admin2.or(self.admin2(ours));
                divisions.parent = self.parent(ours);
            }
            // The first of two rows with one id stands.
            if ids.insert(row.id.clone()) {
                rows.push(row);
                links.push((divisions, twin));
            }
        }
        let again = given - rows.len();
        // The writer's own order, so that numbers are known here.
        let order = write::place_order(&rows);
        let sorted: Vec<Row> = order.iter().filter_map(|&n| rows.get_mut(n).map(std::mem::take)).collect();
        let countries: Vec<CountryRow> = self.embedded_index().map(countries).unwrap_or_default();
        let bytes = write::write(&sorted, &countries, &[file.to_owned()], &self.folding)?;
        let base = self.len() as u32;
        let mut divisions = Vec::with_capacity(order.len());
        for (number, row) in order.into_iter().enumerate() {
            let Some((link, twin)) = links.get(row) else { continue };
            divisions.push(*link);
            self.replaced.extend(twin.map(|ours| (ours, PlaceRef(base + number as u32))));
        }
        self.replaced.sort_unstable();
        self.replaced.dedup_by_key(|(ours, _)| *ours);
        self.push_layer(Index::open(bytes), divisions);
        Ok(again)
    }

    /// `known` remembers: a country's rows lie in few divisions.
    fn by_code(&self, code: String, known: &mut FxHashMap<String, Option<PlaceRef>>) -> Option<PlaceRef> {
        if code.is_empty() {
            return None;
        }
        if let Some(&division) = known.get(&code) {
            return division;
        }
        let division = self.division_by_code(&code);
        known.insert(code, division);
        division
    }

    /// A place of ours with this very name near by.
    fn same_place(&self, user: &UserRow) -> Option<PlaceRef> {
        let built_up = |kind: PlaceKind| matches!(kind, PlaceKind::Settlement | PlaceKind::Neighbourhood);
        let wanted = user.kind.map_or(PlaceKind::Settlement, PlaceKind::from_code);
        self.exact_places(&user.name)
            .into_iter()
            .filter(|(_, matched)| matched.kind == MatchKind::Exact)
            .map(|(place, _)| (place, self.kind(place), self.at(place).distance_km(user.at)))
            .filter(|&(_, kind, km)| km <= SAME_PLACE_KM && (kind == wanted || built_up(kind) && built_up(wanted)))
            .min_by(|a, b| a.2.total_cmp(&b.2))
            .map(|(place, ..)| place)
    }
}

/// Codes and spelling habits of the countries, so that a layer folds names as ours does.
fn countries(index: &Index) -> Vec<CountryRow> {
    index.countries().map(|c| CountryRow { code: c.code().to_owned(), flags: c.flags(), ..CountryRow::default() }).collect()
}

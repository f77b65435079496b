//! "Go to place…": places of the claims first, then of the gazetteer.

use super::{pick_list, title};
use crate::gazetteer::{Gazetteer, Place};
use crate::ui::format;
use crate::ui::widgets::field;
use crate::wording::dialogs as say;
use crate::wording::shared;
use crate::workspace::{Command, Workspace, zoom_for};
use eframe::egui::{Id, Ui};

const MOST: usize = 40;

#[derive(Debug, Default)]
pub struct GoTo {
    text: String,
    at: usize,
    focused: bool,
}

impl GoTo {
    pub fn show(&mut self, ui: &mut Ui, workspace: &Workspace, gazetteer: Option<&Gazetteer>, commands: &mut Vec<Command>) -> bool {
        if title(ui, say::go_to_place()) {
            return false;
        }
        let response = field(ui, &mut self.text, say::place_field(), say::place_field(), ui.available_width(), Id::unique("go to"));
        if !std::mem::replace(&mut self.focused, true) {
            response.request_focus();
        }
        if response.changed() {
            self.at = 0;
        }
        let wanted = self.text.trim().to_lowercase();
        let mut found: Vec<&str> = workspace
            .corpus
            .places()
            .filter(|id| workspace.corpus.place(id).is_some_and(|place| place.name.to_lowercase().contains(&wanted)))
            .collect();
        found.sort_by_key(|id| std::cmp::Reverse(workspace.corpus.claims_at_place(id)));
        found.truncate(MOST);
        let mut rows: Vec<(String, String)> = found
            .iter()
            .map(|id| {
                let name = workspace.corpus.place(id).map_or_else(String::new, |place| place.name.clone());
                (name, shared::claims(workspace.corpus.claims_at_place(id)))
            })
            .collect();
        let far: Vec<Place> = gazetteer.filter(|_| wanted.chars().count() >= 2).map_or_else(Vec::new, |gazetteer| {
            let places = gazetteer.complete(&self.text, MOST).into_iter().map(|place| gazetteer.place(place));
            places.filter(|place| !found.contains(&place.id.as_str())).collect()
        });
        rows.extend(far.iter().map(|place| (place.name.clone(), format!("{} {}", format::place_kind(place.kind), place.country))));
        if rows.is_empty() {
            ui.label(say::no_place_has_this_name());
        }
        let Some(index) = pick_list(ui, &rows, &mut self.at) else { return true };
        if let Some(id) = found.get(index) {
            commands.extend([Command::SelectPlace((*id).to_owned()), Command::FitSelection]);
        } else if let Some(place) = far.get(index - found.len()) {
            commands.push(Command::LookAt(place.at, zoom_for(place.radius_m)));
        }
        false
    }
}

//! The display list: everything above the basemap, in plain shapes, with what each mark stands for.

use super::area::{self, Area, Land};
use super::board::{Board, Brief};
use super::camera::Camera;
use super::cluster::{Frame, Tally, clusters};
use super::label::{self, BasemapLabel, Label, Named, Rect};
use super::legend::{self, LegendEntry};
use super::palette::{ActorStyles, Palette, Theme};
use super::scale_bar::ScaleBar;
use super::shape::Shape;
use super::symbol::{self, Symbol, SymbolStyle};
use crate::calendar::Date;
use crate::claims::ClaimPlace;
use crate::gazetteer::PlaceKind;
use crate::geodesy::{LatLon, MercatorPoint};
use crate::timeline::{ControlState, PlaceState};
use crate::wording::control as say;
use crate::wording::dates::LONG_MONTHS;
use std::borrow::Cow;
use std::sync::Arc;

/// One place with its state at the cursor. Cheap to make; make it once a cursor, not once a frame.
#[derive(Debug, Clone, Copy)]
pub struct PlacedState<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// Projected once, because a camera move only scales and shifts it.
    pub at: MercatorPoint,
    /// UCDP precision, 1 site or settlement to 6 country.
    pub where_prec: u8,
    pub radius_m: u32,
    /// What sort of place it is, where that is known.
    pub kind: Option<PlaceKind>,
    /// Id of the place around it; the parent leads when both fall into one cluster.
    pub parent: Option<&'a str>,
    pub state: &'a PlaceState,
}

impl<'a> PlacedState<'a> {
    #[must_use]
    pub fn new(id: &'a str, name: &'a str, at: LatLon, where_prec: u8, radius_m: u32, state: &'a PlaceState) -> Self {
        Self { id, name, at: at.into(), where_prec, radius_m, kind: None, parent: None, state }
    }

    /// Of a place as claims name it.
    #[must_use]
    pub fn of(place: &'a ClaimPlace, state: &'a PlaceState) -> Self {
        Self::projected(place, place.at.into(), state)
    }

    /// The same, where it was projected before.
    #[must_use]
    pub fn projected(place: &'a ClaimPlace, at: MercatorPoint, state: &'a PlaceState) -> Self {
        Self {
            id: &place.id,
            name: &place.name,
            at,
            where_prec: place.where_prec,
            radius_m: place.radius_m,
            kind: Some(place.kind),
            parent: place.parent.as_deref(),
            state,
        }
    }

    /// A district, a province, a country.
    #[must_use]
    pub const fn is_area(&self) -> bool {
        self.where_prec >= 3
    }

    /// A quarter or a site of a place; a town in a province is a place of its own.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.parent.is_some() && self.kind != Some(PlaceKind::Settlement)
    }

    /// Its name on the map: a province and its capital that share a name are told apart.
    #[must_use]
    pub fn label(&self) -> Cow<'a, str> {
        // "Kherson Oblast" and "Gaza Strip" say so themselves.
        let bare = self.name.split_whitespace().nth(1).is_none();
        match self.kind {
            Some(PlaceKind::Admin1) if bare => Cow::Owned(say::province(self.name)),
            Some(PlaceKind::Admin2) if bare => Cow::Owned(say::district(self.name)),
            _ => Cow::Borrowed(self.name),
        }
    }

    /// Is more than one story told of this place?
    #[must_use]
    pub fn disputed(&self) -> bool {
        matches!(self.state.state, ControlState::Contested(_)) || !self.state.opposing.is_empty()
    }

    /// Anything to draw: a state or a movement towards it.
    #[must_use]
    pub fn drawable(&self) -> bool {
        self.state.state != ControlState::Unknown || !self.state.pressed_by.is_empty()
    }
}

/// Places by their position on the board, looked at one by one: most are counted without being looked at.
pub trait Places {
    fn len(&self) -> usize;
    fn get(&self, index: usize) -> Option<PlacedState<'_>>;

    /// Of the same; whoever has it at hand need not look at the state.
    fn brief(&self, index: usize) -> Option<Brief> {
        self.get(index).map(|placed| Brief::of(&placed))
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Places for &[PlacedState<'_>] {
    fn len(&self) -> usize {
        <[PlacedState<'_>]>::len(self)
    }

    fn get(&self, index: usize) -> Option<PlacedState<'_>> {
        <[PlacedState<'_>]>::get(self, index).copied()
    }
}

/// What the scene is made of. Everything is borrowed; nothing knows of a window.
#[derive(Clone, Copy)]
pub struct SceneInput<'a> {
    pub states: &'a dyn Places,
    pub camera: Camera,
    pub actors: &'a ActorStyles,
    pub palette: Palette,
    pub theme: Theme,
    pub title: &'a str,
    /// "Happened by".
    pub at: Date,
    /// "Known as of", when it differs from all that the folder tells.
    pub known_as_of: Option<Date>,
    /// Position of the place to mark as selected.
    pub selected: Option<usize>,
    /// Names that the basemap offers here; shown where they do not disturb.
    pub basemap_labels: &'a [BasemapLabel],
    /// Credit lines of the basemaps in use.
    pub credits: &'a [&'a str],
    /// Where there is land, when the layer of estimated areas is wanted.
    pub land: Option<&'a Land>,
    /// Whether to point out what lies outside the frame, as a page does.
    pub point_outside: bool,
    /// Parts of the frame that something else covers (scale bar, buttons); no name is placed there.
    pub reserved: &'a [Rect],
}

/// One thing that can be hovered and clicked.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub at: [f32; 2],
    /// Within this many points it is hit.
    pub radius: f32,
    /// Indices into [`SceneInput::states`]; the first leads. More than one is a cluster.
    pub members: Vec<usize>,
    /// Members by who holds them, most first; every member is counted once.
    pub tally: Vec<Tally>,
    /// Of the leader's state, around (0, 0); shared by all marks that look so.
    pub symbol: Arc<Symbol>,
    /// Counts of a cluster, around (0, 0); shared as well.
    pub ring: Option<Arc<Symbol>>,
    /// Around the selected place, around (0, 0).
    pub selection: Option<Shape>,
}

impl Mark {
    #[must_use]
    pub fn is_cluster(&self) -> bool {
        self.members.len() > 1
    }

    /// All its shapes where they stand in the frame.
    pub fn shapes(&self) -> impl Iterator<Item = Shape> {
        let ring = self.ring.iter().flat_map(|ring| &ring.shapes);
        self.symbol.shapes.iter().chain(ring).chain(&self.selection).map(|shape| shape.clone().moved(self.at))
    }
}

/// A visible state of the world that lies outside the frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Outside {
    /// Index into [`SceneInput::states`].
    pub index: usize,
    /// Where its direction leaves the frame.
    pub edge: [f32; 2],
    /// Ground distance from the frame's middle, kilometres.
    pub distance_km: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub camera: Camera,
    pub theme: Theme,
    pub title: String,
    /// "30 November 2024".
    pub as_of: String,
    /// "as known on 1 December 2024", or empty.
    pub known_as_of: String,
    /// Estimated areas, under everything else; empty unless asked for.
    pub areas: Vec<Area>,
    /// Precision rings and arrows, under the marks.
    pub underlay: Vec<Shape>,
    /// In paint order: the most important last, on top.
    pub marks: Vec<Mark>,
    /// Names of marks and of the basemap, none over another.
    pub labels: Vec<Label>,
    pub legend: Vec<LegendEntry>,
    pub scale_bar: ScaleBar,
    pub credits: Vec<String>,
    /// The nearest 64 at most, nearest first; empty unless asked for.
    pub outside: Vec<Outside>,
}

impl Scene {
    /// The scene of these states before this camera. Total: no camera and no state makes it fail.
    #[must_use]
    pub fn build(input: &SceneInput<'_>) -> Self {
        Self::build_on(&mut Board::new(input.states), input)
    }

    /// The same from a board of these states that is kept between frames.
    #[must_use]
    pub fn build_on(board: &mut Board, input: &SceneInput<'_>) -> Self {
        let camera = input.camera;
        let style = SymbolStyle::new(input);
        board.wear(input.palette, input.theme);
        let Frame { groups, seen } = clusters(board, &camera, input.selected);
        let mut underlay = symbol::precision_rings(input, board, &seen, &style);
        let pressure = symbol::pressure(input, board, &groups, &style);
        let areas = input.land.map_or_else(Vec::new, |land| area::estimate(board, &camera, land, &style));
        let legend = legend::of(board, (&groups, &seen), &pressure, !areas.is_empty(), &style);
        underlay.extend(pressure.shapes);
        let spots: Vec<[f32; 2]> = groups.iter().map(|group| group.at).collect();
        let groups = groups.into_iter().zip(pressure.ringed).rev();
        let marks: Vec<Mark> = groups.filter_map(|(group, ringed)| symbol::mark(input, board, group, ringed, &style)).collect();
        let labels = label::place(input, board, &marks, &Named::of(input, &seen, &spots), &underlay);
        board.seen = seen;
        Self {
            camera,
            theme: input.theme,
            title: input.title.to_owned(),
            as_of: long_date(input.at),
            known_as_of: input.known_as_of.map(|date| say::as_known_on(long_date(date))).unwrap_or_default(),
            legend,
            scale_bar: ScaleBar::for_camera(&camera, 120.0),
            credits: input.credits.iter().map(|&line| line.to_owned()).collect(),
            outside: if input.point_outside { outside(input) } else { Vec::new() },
            areas,
            underlay,
            marks,
            labels,
        }
    }

    /// The mark at a position of the frame, the topmost of the nearest.
    #[must_use]
    pub fn hit(&self, at: [f32; 2]) -> Option<&Mark> {
        let distance = |mark: &Mark| (mark.at[0] - at[0]).hypot(mark.at[1] - at[1]);
        self.marks.iter().rev().filter(|mark| distance(mark) <= mark.radius).min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// All shapes below the labels, in paint order.
    pub fn shapes(&self) -> impl Iterator<Item = Shape> {
        self.underlay.iter().cloned().chain(self.marks.iter().flat_map(Mark::shapes))
    }
}

/// More than these, the nearest, nobody points out.
pub const MAX_OUTSIDE: usize = 64;

fn outside(input: &SceneInput<'_>) -> Vec<Outside> {
    let camera = input.camera;
    let (half_width, half_height) = (camera.width / 2.0, camera.height / 2.0);
    // Nearest on the map first; the ground distance is computed for the few that are kept.
    let mut found: Vec<(f32, usize, [f32; 2])> = Vec::new();
    for index in 0..input.states.len() {
        let Some(placed) = input.states.get(index).filter(PlacedState::drawable) else { continue };
        let [x, y] = camera.screen_from_mercator(placed.at);
        let (dx, dy) = (x - half_width, y - half_height);
        let over = (dx.abs() / half_width.max(1.0)).max(dy.abs() / half_height.max(1.0));
        if over > 1.0 {
            found.push((dx * dx + dy * dy, index, [half_width + dx / over, half_height + dy / over]));
        }
    }
    let nearer = |a: &(f32, usize, [f32; 2]), b: &(f32, usize, [f32; 2])| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if found.len() > MAX_OUTSIDE {
        found.select_nth_unstable_by(MAX_OUTSIDE, nearer);
        found.truncate(MAX_OUTSIDE);
    }
    let middle = LatLon::from(camera.centre);
    let mut kept: Vec<Outside> = found
        .into_iter()
        .filter_map(|(_, index, edge)| {
            let distance_km = middle.distance_km(LatLon::from(input.states.get(index)?.at));
            Some(Outside { index, edge, distance_km })
        })
        .collect();
    kept.sort_by(|a, b| a.distance_km.total_cmp(&b.distance_km).then(a.index.cmp(&b.index)));
    kept
}

/// "30 November 2024".
#[must_use]
pub fn long_date(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| LONG_MONTHS.get(index)).copied().unwrap_or("");
    format!("{} {month} {}", date.day(), date.year())
}

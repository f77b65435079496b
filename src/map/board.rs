//! The places at one cursor with everything worked out that no camera changes: how each looks, how it is counted, who leads.
//!
//! In: [`PlacedState`]s. Out: a [`Board`] that [`super::Scene::build_on`] draws from, frame after frame. When the cursor
//! moves, [`Board::renew`] works out only the places whose state is another. Refused: positions on the screen.

use super::cluster::Standing;
use super::fonts::text_width;
use super::label;
use super::palette::{Palette, Theme};
use super::scene::{PlacedState, Places};
use super::symbol::{self, Symbol, SymbolStyle};
use crate::actors::SideId;
use crate::calendar::DatePrecision;
use crate::geodesy::{LatLon, MercatorPoint};
use crate::timeline::{ControlState, Holder};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Everything that the drawing of a place's state depends on; places of one look share their symbol.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub state: ControlState,
    pub pressed_by: Vec<Holder>,
    pub precision: DatePrecision,
    /// Only the gaining side says so.
    pub own_word: bool,
    /// Claims speak against it.
    pub opposed: bool,
    /// An area, or a part of a place.
    pub small: bool,
}

impl Look {
    pub fn of(placed: &PlacedState<'_>) -> Self {
        let state = placed.state;
        Self {
            state: state.state.clone(),
            pressed_by: state.pressed_by.clone(),
            precision: state.date_precision,
            own_word: state.self_favourable_only,
            opposed: !state.opposing.is_empty(),
            small: placed.is_area() || placed.is_part(),
        }
    }

    /// Claims speak against a state that is not itself drawn as contested.
    pub fn contradicted(&self) -> bool {
        self.opposed && !matches!(self.state, ControlState::Contested(_) | ControlState::Unknown)
    }
}

#[derive(Debug)]
pub(super) struct LookEntry {
    pub look: Look,
    pub standing: u16,
    /// Sides that hold it or fight in it.
    pub present: Vec<u16>,
    pub pressing: Vec<u16>,
    /// Alone, and at the head of a cluster; drawn when first needed.
    symbols: [Option<Arc<Symbol>>; 2],
}

/// One place of the board.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub at: MercatorPoint,
    /// Cosine of the latitude: how much Mercator stretches here.
    pub stretch: f32,
    pub radius_m: u32,
    pub look: u32,
    /// Of the name alone, in points.
    pub name_width: f32,
    /// Of its id, its name and the id of the place around it (0: none), so that nobody needs to look at the words.
    pub id: u64,
    pub name: u64,
    parent: u64,
    pub claims: u32,
    pub drawable: bool,
    pub area: bool,
    /// Known only to lie within a radius.
    pub ringed: bool,
    /// May an advance start here?
    pub is_point: bool,
}

/// Distinguishes what a place shows from all else that it or another place may show; ascending along the states.
pub type Stamp = u64;

#[derive(Debug, Default)]
pub struct Board {
    pub(super) pieces: Vec<Piece>,
    stamps: Vec<Stamp>,
    /// Drawable pieces, most important first.
    pub(super) order: Vec<u32>,
    pub(super) looks: Vec<LookEntry>,
    known_looks: FxHashMap<Look, u32>,
    pub(super) standings: Vec<(Arc<Standing>, Option<Arc<Holder>>)>,
    sides: Vec<SideId>,
    /// Cell in the upper half, piece in the lower, sorted: whom an advance may come from. Made when first asked.
    cells: Option<Vec<u64>>,
    origins: FxHashMap<(u32, u16), Option<MercatorPoint>>,
    worn: Option<(Palette, Theme)>,
}

/// A piece's cell is so large in Mercator units (about 40 km at 40° N).
const CELL: f64 = 0.00125;
/// Farther away than this many cells (about 310 km at 40° N) is no origin of an advance.
const REACH_CELLS: i64 = 8;
/// A province or a country is no place to come from.
const POINT_PREC: u8 = 2;
/// A place of UCDP precision 1 is drawn as exact up to this radius.
const EXACT_M: u32 = 5000;

impl Board {
    #[must_use]
    pub fn new(states: &dyn Places) -> Self {
        let mut board = Self::default();
        board.renew(states, &[]);
        board
    }

    /// Takes over another cursor's states. A place whose stamp is the same as before is taken as it was; without stamps,
    /// all are worked out anew.
    pub fn renew(&mut self, states: &dyn Places, stamps: &[Stamp]) {
        let before = std::mem::take(&mut self.pieces);
        let mut old = self.stamps.iter().zip(&before).peekable();
        let mut pieces = Vec::with_capacity(states.len());
        let mut fresh = Vec::new();
        for index in 0..states.len() {
            let same = stamps.get(index).and_then(|stamp| {
                while old.next_if(|(known, _)| *known < stamp).is_some() {}
                old.next_if(|(known, _)| *known == stamp).map(|(_, piece)| *piece)
            });
            match same {
                Some(piece) => pieces.push(piece),
                None => {
                    fresh.push(index);
                    pieces.push(BLANK);
                }
            }
        }
        drop(old);
        for index in fresh {
            if let (Some(placed), Some(slot)) = (states.get(index), pieces.get_mut(index)) {
                *slot = self.piece(&placed);
            }
        }
        self.pieces = pieces;
        self.stamps = stamps.to_vec();
        self.order = ranked(&self.pieces);
        self.cells = None;
        self.origins.clear();
    }

    fn piece(&mut self, placed: &PlacedState<'_>) -> Piece {
        let look = self.look(Look::of(placed));
        let (size, weight) = label::mark_style(placed);
        let claims = placed.state.supporting.len() + placed.state.opposing.len();
        Piece {
            at: placed.at,
            stretch: LatLon::from(placed.at).lat.to_radians().cos() as f32,
            radius_m: placed.radius_m,
            look,
            name_width: text_width(&placed.label(), size, weight),
            id: hash(placed.id),
            name: hash(placed.name),
            parent: placed.parent.filter(|parent| *parent != placed.id).map_or(0, hash),
            claims: u32::try_from(claims).unwrap_or(u32::MAX),
            drawable: placed.drawable(),
            area: placed.is_area(),
            // A town's own extent is no uncertainty, unless it is large.
            ringed: placed.where_prec >= 2 || placed.radius_m >= EXACT_M,
            is_point: placed.where_prec <= POINT_PREC,
        }
    }

    fn look(&mut self, look: Look) -> u32 {
        if let Some(&known) = self.known_looks.get(&look) {
            return known;
        }
        let (standing, holder) = Standing::of(&look);
        let standing = match self.standings.iter().position(|(known, _)| **known == standing) {
            Some(known) => known,
            None => {
                self.standings.push((Arc::new(standing), holder.map(Arc::new)));
                self.standings.len() - 1
            }
        };
        let mut sides = |holders: Vec<&Holder>| holders.into_iter().map(|holder| side_code(&mut self.sides, &holder.side)).collect();
        let (present, pressing) = (sides(symbol::holders(&look.state)), sides(look.pressed_by.iter().collect()));
        let code = u32::try_from(self.looks.len()).unwrap_or(u32::MAX);
        self.known_looks.insert(look.clone(), code);
        self.looks.push(LookEntry {
            look,
            standing: u16::try_from(standing).unwrap_or(u16::MAX),
            present,
            pressing,
            symbols: [None, None],
        });
        code
    }

    /// Symbols in other colours are drawn anew.
    pub(super) fn wear(&mut self, palette: Palette, theme: Theme) {
        if self.worn.replace((palette, theme)) != Some((palette, theme)) {
            for entry in &mut self.looks {
                entry.symbols = [None, None];
            }
        }
    }

    pub(super) fn symbol(&mut self, look: u32, clustered: bool, style: &SymbolStyle<'_>) -> Option<Arc<Symbol>> {
        let entry = self.looks.get_mut(look as usize)?;
        let slot = entry.symbols.get_mut(usize::from(clustered))?;
        Some(Arc::clone(slot.get_or_insert_with(|| Arc::new(symbol::symbol(&entry.look, clustered, style)))))
    }

    pub(super) fn entry(&self, piece: &Piece) -> Option<&LookEntry> {
        self.looks.get(piece.look as usize)
    }

    /// Where those who press on a place come from: the nearest place that their side holds or fights in.
    #[must_use]
    pub fn origin(&mut self, target: usize, side: &SideId) -> Option<MercatorPoint> {
        let code = side_code(&mut self.sides, side);
        let at = self.pieces.get(target)?.at;
        let key = (u32::try_from(target).ok()?, code);
        if let Some(known) = self.origins.get(&key) {
            return *known;
        }
        if self.cells.is_none() {
            let points = self.pieces.iter().zip(0_u64..).filter(|(piece, _)| piece.is_point && piece.drawable);
            let mut cells: Vec<u64> = points.map(|(piece, index)| cell_key(cell_of(piece.at)) << 32 | index).collect();
            cells.sort_unstable();
            self.cells = Some(cells);
        }
        let found = self.nearest(at, target, code);
        self.origins.insert(key, found);
        found
    }

    /// Ring by ring around the cell, until no farther ring can hold a nearer place.
    fn nearest(&self, at: MercatorPoint, not: usize, side: u16) -> Option<MercatorPoint> {
        let cells = self.cells.as_ref()?;
        let (cx, cy) = cell_of(at);
        let mut best: Option<(f64, MercatorPoint)> = None;
        for ring in 0..=REACH_CELLS {
            if best.is_some_and(|(distance, _)| distance <= (ring - 1).max(0) as f64 * CELL) {
                break;
            }
            for dy in -ring..=ring {
                // The middle rows of a ring have only its two ends.
                let step = if dy.abs() == ring { 1 } else { (2 * ring).max(1) };
                for dx in (-ring..=ring).step_by(step as usize) {
                    let key = cell_key((cx + dx, cy + dy));
                    let from = cells.partition_point(|entry| *entry >> 32 < key);
                    for entry in cells.iter().skip(from).take_while(|entry| **entry >> 32 == key) {
                        let index = (*entry & u64::from(u32::MAX)) as usize;
                        let Some(piece) = self.pieces.get(index) else { continue };
                        let distance = (piece.at.x - at.x).hypot(piece.at.y - at.y);
                        if index != not
                            && distance > 1e-9
                            && best.is_none_or(|(nearest, _)| distance < nearest)
                            && self.entry(piece).is_some_and(|entry| entry.present.contains(&side))
                        {
                            best = Some((distance, piece.at));
                        }
                    }
                }
            }
        }
        best.filter(|(distance, _)| *distance < REACH_CELLS as f64 * CELL).map(|(_, at)| at)
    }
}

const BLANK: Piece = Piece {
    at: MercatorPoint { x: 0.0, y: 0.0 },
    stretch: 1.0,
    radius_m: 0,
    look: 0,
    name_width: 0.0,
    id: 0,
    name: 0,
    parent: 0,
    claims: 0,
    drawable: false,
    area: false,
    ringed: false,
    is_point: false,
};

fn side_code(sides: &mut Vec<SideId>, side: &SideId) -> u16 {
    let at = sides.iter().position(|known| known == side).unwrap_or_else(|| {
        sides.push(side.clone());
        sides.len() - 1
    });
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn cell_of(at: MercatorPoint) -> (i64, i64) {
    ((at.x / CELL).floor() as i64, (at.y / CELL).floor() as i64)
}

fn cell_key((x, y): (i64, i64)) -> u64 {
    // 800 cells a side fit in sixteen bits each, with room for neighbours beyond the edge.
    ((x + 0x4000).clamp(0, 0xffff) as u64) << 16 | (y + 0x4000).clamp(0, 0xffff) as u64
}

/// Stands for a word; equal words have equal ones, and others practically never.
pub(super) fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish() | 1
}

/// Drawable pieces: places before areas, wholes before their parts, much claimed before little, then in the order given.
fn ranked(pieces: &[Piece]) -> Vec<u32> {
    let shown = || pieces.iter().filter(|piece| piece.drawable);
    let parents: FxHashSet<u64> = shown().map(|piece| piece.parent).filter(|parent| *parent != 0).collect();
    let there: FxHashSet<u64> =
        if parents.is_empty() { parents } else { shown().map(|piece| piece.id).filter(|id| parents.contains(id)).collect() };
    let mut keys: Vec<u64> = pieces
        .iter()
        .zip(0_u64..)
        .filter(|(piece, _)| piece.drawable)
        .map(|(piece, index)| {
            let is_part = piece.parent != 0 && there.contains(&piece.parent);
            let fewer = u64::from((1 << 29) - piece.claims.min(1 << 29));
            u64::from(piece.area) << 63 | u64::from(is_part) << 62 | fewer << 32 | index
        })
        .collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| (key & u64::from(u32::MAX)) as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_beyond_the_edge_of_the_world_have_keys_of_their_own() {
        let keys: Vec<u64> = [(-8, 0), (-1, 0), (0, -1), (0, 0), (808, 808)].map(cell_key).to_vec();
        let mut distinct = keys.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), keys.len());
        assert!(keys.iter().all(|key| *key <= u64::from(u32::MAX)));
    }
}

//! The places at one cursor with everything worked out that no camera changes: how each looks, how it is counted, who leads.
//!
//! In: [`PlacedState`]s. Out: a [`Board`] that [`super::Scene::build_on`] draws from, frame after frame. When the cursor
//! moves, [`Board::renew`] works out only the places whose state is another. Refused: positions on the screen.

use super::camera::Camera;
use super::cluster::{Seen, Standing};
use super::fonts::text_width;
use super::label;
use super::lately::Lately;
use super::origin::Origins;
use super::palette::{Palette, Theme};
use super::scene::{PlacedState, Places};
use super::seeding::{Seeding, Visible};
use super::symbol::{self, Symbol, SymbolStyle};
use crate::actors::SideId;
use crate::calendar::DatePrecision;
use crate::geodesy::{LatLon, MercatorPoint};
use crate::timeline::{ControlState, Holder};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Everything that the drawing of a place's state depends on; places of one look share their symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        let (state, pressed_by, precision, [own_word, opposed, small]) = Self::parts(placed);
        Self { state: state.clone(), pressed_by: pressed_by.to_vec(), precision, own_word, opposed, small }
    }

    fn parts<'a>(placed: &PlacedState<'a>) -> (&'a ControlState, &'a [Holder], DatePrecision, [bool; 3]) {
        let state = placed.state;
        let small = placed.is_area() || placed.is_part();
        (&state.state, &state.pressed_by, state.date_precision, [state.self_favourable_only, !state.opposing.is_empty(), small])
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
    /// Of the place, whatever its position on the board.
    slot: u32,
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

/// A drawable piece in its rank, with what every frame asks of it: a frame goes through all of them in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub at: MercatorPoint,
    /// Places before areas, wholes before their parts, much claimed before little, then in the order given.
    rank: u64,
    pub name: u64,
    pub piece: u32,
    pub slot: u32,
    pub look: u32,
    pub standing: u16,
    pub ringed: bool,
    /// Somebody presses on it.
    pub pressed: bool,
    /// Another place is said to be around it.
    within: bool,
}

/// A place, and which of all that it may ever show it shows; ascending along the states.
pub type Stamp = (u32, u64);

/// What the board needs of most states: enough to know whether it has seen one that looks so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brief {
    /// Equal for states that look the same.
    look: u64,
    claims: u32,
    drawable: bool,
}

impl Brief {
    #[must_use]
    pub fn of(placed: &PlacedState<'_>) -> Self {
        let claims = placed.state.supporting.len() + placed.state.opposing.len();
        let claims = u32::try_from(claims).unwrap_or(u32::MAX);
        Self { look: hash(&Look::parts(placed)), claims, drawable: placed.drawable() }
    }
}

#[derive(Debug, Default)]
pub struct Board {
    pub(super) pieces: Vec<Piece>,
    /// Those of the cursor before; only their room is used again.
    before: Vec<Piece>,
    stamps: Vec<Stamp>,
    /// Of each place that ever stood here, as it did last: where it lies and what it is called stays.
    known: Vec<Piece>,
    /// Slot of a place by the hash of its id.
    slots: FxHashMap<u64, u32>,
    /// Most important first.
    pub(super) order: Vec<Ranked>,
    pub(super) looks: Vec<LookEntry>,
    /// By [`Brief::look`].
    known_looks: FxHashMap<u64, u32>,
    pub(super) standings: Vec<(Arc<Standing>, Option<Arc<Holder>>)>,
    sides: Vec<SideId>,
    origins: Origins,
    seeding: Seeding,
    /// Slots whose rank is another since the last seeding, or that are gone.
    moved: Vec<u32>,
    /// Rings around clusters: most are the same from day to day.
    rings: Lately<RingKey, Arc<Symbol>>,
    /// Of the frame before; only their room is used again.
    pub(super) visible: Vec<Visible>,
    pub(super) seen: Vec<Seen>,
    worn: Option<(Palette, Theme)>,
}

/// Counts by standing, and the radius in bits.
pub(super) type RingKey = (Vec<(u16, u32)>, u32);

/// A province or a country is no place to come from.
const POINT_PREC: u8 = 2;
/// A place of UCDP precision 1 is drawn as exact up to this radius.
const EXACT_M: u32 = 5000;
/// Is not on the board any more, or not yet.
const NOWHERE: u32 = u32::MAX;

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
        std::mem::swap(&mut self.pieces, &mut self.before);
        self.pieces.clear();
        self.pieces.reserve(states.len());
        // Where each piece of before stands now.
        let mut moved = vec![NOWHERE; self.before.len()];
        let mut old = self.stamps.iter().zip(&self.before).zip(&mut moved).peekable();
        let mut fresh: Vec<u32> = Vec::new();
        for index in 0..u32::try_from(states.len()).unwrap_or(NOWHERE) {
            let same = stamps.get(index as usize).and_then(|stamp| {
                while old.next_if(|((known, _), _)| *known < stamp).is_some() {}
                old.next_if(|((known, _), _)| *known == stamp)
            });
            match same {
                Some(((_, piece), moved)) => {
                    *moved = index;
                    self.pieces.push(*piece);
                }
                None => {
                    fresh.push(index);
                    self.pieces.push(BLANK);
                }
            }
        }
        drop(old);
        if stamps.is_empty() {
            // A place is known by its position, and only until the next states come.
            self.known.clear();
            self.slots.clear();
            (self.origins, self.seeding) = (Origins::default(), Seeding::default());
        }
        let slot = |index: u32| stamps.get(index as usize).map_or(index, |stamp| stamp.0);
        for &index in &fresh {
            if let Some(piece) = self.piece(states, index as usize, slot(index)) {
                self.pieces.get_mut(index as usize).into_iter().for_each(|slot| *slot = piece);
            }
        }
        self.stamps.clear();
        self.stamps.extend_from_slice(stamps);
        self.rank(&moved, &fresh);
        let points = self.pieces.iter().zip(0..).filter(|(piece, _)| piece.is_point);
        self.origins.renew(points.map(|(piece, index)| (piece.slot, index, piece.at)));
    }

    /// Takes what stays on in the order that it has, so that sorting has little to do.
    fn rank(&mut self, moved: &[u32], fresh: &[u32]) {
        let Self { order, pieces, known, slots, looks, moved: stirred, .. } = self;
        let mut stands = vec![false; known.len()];
        for piece in pieces.iter().filter(|piece| piece.drawable) {
            stands.get_mut(piece.slot as usize).into_iter().for_each(|stands| *stands = true);
        }
        let rank = |piece: &Piece| {
            let parent = (piece.parent != 0).then(|| slots.get(&piece.parent)).flatten();
            let is_part = parent.is_some_and(|slot| stands.get(*slot as usize) == Some(&true));
            let fewer = u64::from((1 << 29) - piece.claims.min(1 << 29));
            u64::from(piece.area) << 63 | u64::from(is_part) << 62 | fewer << 32 | u64::from(piece.slot)
        };
        order.retain_mut(|ranked| {
            ranked.piece = moved.get(ranked.piece as usize).copied().unwrap_or(NOWHERE);
            let stays = ranked.piece != NOWHERE;
            // Its rank among those of its kind stays, but which kind that is depends on others.
            let other = || pieces.get(ranked.piece as usize).map(rank).filter(|other| *other != ranked.rank);
            let other = if stays && ranked.within { other() } else { None };
            if !stays || other.is_some() {
                stirred.push(ranked.slot);
            }
            ranked.rank = other.unwrap_or(ranked.rank);
            stays
        });
        order.extend(fresh.iter().filter_map(|&index| {
            let piece = pieces.get(index as usize).filter(|piece| piece.drawable)?;
            let entry = looks.get(piece.look as usize)?;
            Some(Ranked {
                at: piece.at,
                rank: rank(piece),
                name: piece.name,
                piece: index,
                slot: piece.slot,
                look: piece.look,
                standing: entry.standing,
                ringed: piece.ringed,
                pressed: !entry.look.pressed_by.is_empty(),
                within: piece.parent != 0,
            })
        }));
        order.sort_by_key(|ranked| ranked.rank);
    }

    /// Which of them found a group and which join one, into `visible`, and where the groups stand in the frame.
    pub(super) fn seeded(&mut self, camera: &Camera, selected: Option<usize>, visible: &mut Vec<Visible>) -> Vec<[f32; 2]> {
        let Self { order, known, seeding, moved, .. } = self;
        seeding.seeded((order, known.len()), camera, selected, moved.drain(..), visible)
    }

    /// The state itself is looked at only where a place or a look is new: states lie far apart in memory.
    fn piece(&mut self, states: &dyn Places, index: usize, slot: u32) -> Option<Piece> {
        let brief = states.brief(index)?;
        let look = match self.known_looks.get(&brief.look) {
            Some(&known) => known,
            None => self.look(brief.look, &states.get(index)?),
        };
        let Self { known, slots, .. } = self;
        if known.len() <= slot as usize {
            known.resize(slot as usize + 1, BLANK);
        }
        let piece = known.get_mut(slot as usize)?;
        if piece.id == 0 {
            *piece = lasting(&states.get(index)?, slot);
            slots.insert(piece.id, slot);
        }
        (piece.look, piece.claims, piece.drawable) = (look, brief.claims, brief.drawable);
        Some(*piece)
    }

    fn look(&mut self, hash: u64, placed: &PlacedState<'_>) -> u32 {
        let look = Look::of(placed);
        let code = u32::try_from(self.looks.len()).unwrap_or(u32::MAX);
        self.known_looks.insert(hash, code);
        let (standing, holder) = Standing::of(&look);
        let standing = match self.standings.iter().position(|(known, _)| **known == standing) {
            Some(known) => known,
            None => {
                self.standings.push((Arc::new(standing), holder.map(Arc::new)));
                self.standings.len() - 1
            }
        };
        let present = symbol::holders(&look.state).into_iter().map(|holder| side_code(&mut self.sides, &holder.side)).collect();
        self.looks.push(LookEntry { look, standing: u16::try_from(standing).unwrap_or(u16::MAX), present, symbols: [None, None] });
        code
    }

    /// Before each scene: symbols in other colours are drawn anew.
    pub(super) fn wear(&mut self, palette: Palette, theme: Theme) {
        if self.worn.replace((palette, theme)) != Some((palette, theme)) {
            for entry in &mut self.looks {
                entry.symbols = [None, None];
            }
            self.rings.clear();
        }
        self.rings.turn();
    }

    pub(super) fn symbol(&mut self, look: u32, clustered: bool, style: &SymbolStyle<'_>) -> Option<Arc<Symbol>> {
        let entry = self.looks.get_mut(look as usize)?;
        let slot = entry.symbols.get_mut(usize::from(clustered))?;
        Some(Arc::clone(slot.get_or_insert_with(|| Arc::new(symbol::symbol(&entry.look, clustered, style)))))
    }

    /// Around a cluster with so many of each standing.
    pub(super) fn ring(&mut self, counts: &[(u16, u32)], radius: f32, style: &SymbolStyle<'_>) -> Arc<Symbol> {
        let Self { rings, standings, .. } = self;
        let ring = rings.get((counts.to_vec(), radius.to_bits()), || {
            let counted = |&(standing, count): &(u16, u32)| {
                let (standing, holder) = standings.get(standing as usize)?;
                Some((&**standing, holder.as_deref(), count))
            };
            Arc::new(symbol::count_ring(&counts.iter().filter_map(counted).collect::<Vec<_>>(), radius, style))
        });
        Arc::clone(ring)
    }

    pub(super) fn entry(&self, piece: &Piece) -> Option<&LookEntry> {
        self.looks.get(piece.look as usize)
    }

    /// Where those who press on a place come from: the nearest place that their side holds or fights in.
    #[must_use]
    pub fn origin(&mut self, target: usize, side: &SideId) -> Option<MercatorPoint> {
        let code = side_code(&mut self.sides, side);
        let Self { origins, pieces, looks, .. } = self;
        let target = u32::try_from(target).ok()?;
        let at = pieces.get(target as usize)?.at;
        origins.of(target, at, code, |index| {
            let piece = pieces.get(index as usize)?;
            looks.get(piece.look as usize)?.present.contains(&code).then_some(piece.at)
        })
    }
}

const BLANK: Piece = Piece {
    at: MercatorPoint { x: 0.0, y: 0.0 },
    stretch: 1.0,
    radius_m: 0,
    slot: 0,
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

/// What no cursor changes of a place.
fn lasting(placed: &PlacedState<'_>, slot: u32) -> Piece {
    let (size, weight) = label::mark_style(placed);
    Piece {
        at: placed.at,
        stretch: LatLon::from(placed.at).lat.to_radians().cos() as f32,
        radius_m: placed.radius_m,
        slot,
        name_width: text_width(&placed.label(), size, weight),
        id: hash(placed.id),
        name: hash(placed.name),
        parent: placed.parent.filter(|parent| *parent != placed.id).map_or(0, hash),
        area: placed.is_area(),
        // A town's own extent is no uncertainty, unless it is large.
        ringed: placed.where_prec >= 2 || placed.radius_m >= EXACT_M,
        is_point: placed.where_prec <= POINT_PREC,
        ..BLANK
    }
}

fn side_code(sides: &mut Vec<SideId>, side: &SideId) -> u16 {
    let at = sides.iter().position(|known| known == side).unwrap_or_else(|| {
        sides.push(side.clone());
        sides.len() - 1
    });
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Stands for words; equal ones have the same, and others practically never.
pub(super) fn hash(word: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish() | 1
}

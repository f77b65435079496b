//! Tiles of an archive for walkers: decoded off the UI thread, parents scaled up, errors counted.

use crate::jobs::Workers;
use crate::map::TileId;
use crate::map::archive::{Archive, TileKind};
use eframe::egui::{Context, Rect, pos2};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use walkers::sources::Attribution;
use walkers::{Style, Tile, TilePiece, Tiles};

/// Decoded tiles kept; a tile is some hundred kilobytes.
const KEPT: usize = 256;
/// Points a side that a tile is drawn at on its own zoom.
const TILE_SIZE: u32 = 512;
const PICTURE_SIZE: u32 = 256;

enum State {
    Pending,
    Ready(Tile),
    /// The archive has none here: an ancestor stands in.
    Absent,
}

struct Answer {
    id: TileId,
    result: Result<Option<Tile>, String>,
}

pub struct ArchiveTiles {
    archive: Arc<Archive>,
    style: Arc<Style>,
    tile_size: u32,
    workers: Arc<Workers>,
    ctx: Context,
    /// With the count of look-ups at its last use.
    tiles: FxHashMap<TileId, (u64, State)>,
    lookups: u64,
    pending: usize,
    pub errors: usize,
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
}

impl ArchiveTiles {
    #[must_use]
    pub fn new(archive: Arc<Archive>, style: Arc<Style>, workers: Arc<Workers>, ctx: Context) -> Self {
        let (sender, receiver) = channel();
        let tiles = FxHashMap::default();
        // Pictures are made for their own size; half as many of twice the size would blur.
        let tile_size = if archive.header().kind == TileKind::Vector { TILE_SIZE } else { PICTURE_SIZE };
        Self { archive, style, tile_size, workers, ctx, tiles, lookups: 0, pending: 0, errors: 0, sender, receiver }
    }

    /// Tiles that are being decoded.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// Takes in what the workers have done; call once a frame before drawing.
    pub fn collect(&mut self) {
        while let Ok(Answer { id, result }) = self.receiver.try_recv() {
            self.pending = self.pending.saturating_sub(1);
            let state = match result {
                Ok(Some(tile)) => State::Ready(tile),
                Ok(None) => State::Absent,
                Err(_) => {
                    self.errors += 1;
                    State::Absent
                }
            };
            self.tiles.insert(id, (self.lookups, state));
        }
        if self.tiles.len() > 2 * KEPT {
            let mut ages: Vec<u64> = self.tiles.values().map(|(used, _)| *used).collect();
            ages.sort_unstable();
            let oldest = ages.get(ages.len().saturating_sub(KEPT)).copied().unwrap_or(0);
            self.tiles.retain(|_, (used, state)| *used >= oldest || matches!(state, State::Pending));
        }
    }

    fn request(&mut self, id: TileId) {
        self.tiles.insert(id, (self.lookups, State::Pending));
        self.pending += 1;
        let (archive, style) = (Arc::clone(&self.archive), Arc::clone(&self.style));
        let (ctx, sender) = (self.ctx.clone(), self.sender.clone());
        self.workers.run(move || {
            let result = decode(&archive, id, &style, &ctx);
            // The window may be closed by now.
            let _ = sender.send(Answer { id, result });
            ctx.request_repaint();
        });
    }
}

fn decode(archive: &Archive, id: TileId, style: &Style, ctx: &Context) -> Result<Option<Tile>, String> {
    let Some(bytes) = archive.tile(id).map_err(|error| error.to_string())? else { return Ok(None) };
    Tile::new(&bytes, style, id.z, TILE_SIZE, ctx).map(Some).map_err(|error| error.to_string())
}

impl Tiles for ArchiveTiles {
    fn at(&mut self, asked: walkers::TileId) -> Option<TilePiece> {
        let wanted = TileId::new(asked.zoom, asked.x, asked.y)?;
        self.lookups += 1;
        let (min, max) = (self.archive.header().min_zoom, self.archive.header().max_zoom);
        let mut at = Some(wanted);
        let mut awaited = false;
        while let Some(id) = at {
            at = id.parent().filter(|parent| parent.z >= min);
            if id.z > max {
                continue;
            }
            match self.tiles.get_mut(&id) {
                Some((used, State::Ready(tile))) => {
                    *used = self.lookups;
                    let [x, y, side] = wanted.part_of(id)?.map(|part| part as f32);
                    return Some(TilePiece::new(tile.clone(), Rect::from_min_max(pos2(x, y), pos2(x + side, y + side))));
                }
                Some((used, State::Absent)) => *used = self.lookups,
                Some((_, State::Pending)) => awaited = true,
                // One at a time: an ancestor is asked for only when the tile itself is known to be absent.
                None if !awaited => {
                    self.request(id);
                    awaited = true;
                }
                None => {}
            }
        }
        None
    }

    fn attribution(&self) -> Attribution {
        Attribution { text: "", url: "", logo_light: None, logo_dark: None }
    }

    fn tile_size(&self) -> u32 {
        self.tile_size
    }
}

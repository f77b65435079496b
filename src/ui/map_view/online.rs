//! Tiles of OpenStreetMap's own servers, kept on disk: the only thing in the program that leaves the machine, and only while
//! the user has this basemap switched on.
//!
//! In: a folder for the cache. Out: tiles, and words for the user while the servers cannot be reached; the embedded ground
//! lies below and shows wherever a tile is missing. The servers' rules are kept: the program says who it is, the cache
//! honours their dates, few downloads run at once, nothing is fetched ahead.

use crate::jobs::guarded;
use eframe::egui::Context;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use walkers::sources::{Attribution, OpenStreetMap};
use walkers::{HeaderValue, HttpOptions, HttpTiles, TileId, TilePiece, Tiles};

const AGENT: &str = concat!("Salient/", env!("CARGO_PKG_VERSION"), " (desktop viewer of war reporting; tiles on the user's request)");
/// A server that did not answer is asked again after so long.
const RETRY: Duration = Duration::from_secs(30);
/// So long nobody calls it unreachable.
const PATIENCE: Duration = Duration::from_secs(2);

pub struct OnlineTiles {
    inner: Option<HttpTiles>,
    cache: Option<PathBuf>,
    ctx: Context,
    /// Tiles asked for and had in this frame, and in the last.
    now: (usize, usize),
    last: (usize, usize),
    made: Instant,
}

impl OnlineTiles {
    #[must_use]
    pub fn new(ctx: &Context, cache: Option<PathBuf>) -> Self {
        let inner = connect(ctx, cache.clone());
        Self { inner, cache, ctx: ctx.clone(), now: (0, 0), last: (0, 0), made: Instant::now() }
    }

    #[must_use]
    pub fn pending(&self) -> usize {
        self.inner.as_ref().map_or(0, |tiles| tiles.stats().in_progress)
    }

    /// Call once a frame before drawing.
    pub fn collect(&mut self) {
        self.last = std::mem::take(&mut self.now);
        if self.unreachable() {
            if self.made.elapsed() > RETRY {
                // Failed tiles stay empty for ever, so the asking begins anew.
                self.inner = connect(&self.ctx, self.cache.clone());
                self.made = Instant::now();
            }
            self.ctx.request_repaint_after(RETRY);
        }
    }

    /// Nothing at all comes.
    #[must_use]
    pub fn unreachable(&self) -> bool {
        let (asked, had) = self.last;
        self.inner.is_none() || (asked > 0 && had == 0 && self.pending() == 0 && self.made.elapsed() > PATIENCE)
    }
}

/// `None` where the system gives no connection at all.
fn connect(ctx: &Context, cache: Option<PathBuf>) -> Option<HttpTiles> {
    // The second time there is a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let options = HttpOptions { cache, user_agent: Some(HeaderValue::from_static(AGENT)), ..HttpOptions::default() };
    let ctx = ctx.clone();
    guarded(move || HttpTiles::with_options(OpenStreetMap, options, ctx)).ok()
}

impl Tiles for OnlineTiles {
    fn at(&mut self, tile: TileId) -> Option<TilePiece> {
        let piece = self.inner.as_mut()?.at(tile);
        self.now.0 += 1;
        self.now.1 += usize::from(piece.is_some());
        piece
    }

    fn attribution(&self) -> Attribution {
        Attribution {
            text: crate::map::assets::CREDIT_ONLINE,
            url: "https://www.openstreetmap.org/copyright",
            logo_light: None,
            logo_dark: None,
        }
    }

    fn tile_size(&self) -> u32 {
        256
    }
}

//! Tiles of OpenStreetMap's own servers, kept on disk: the only thing in the program that leaves the machine, and only while
//! the user has this basemap switched on.
//!
//! In: a folder for the cache. Out: tiles, and words for the user while the servers cannot be reached; the embedded ground
//! lies below and shows wherever a tile is missing. The servers' rules are kept: the program says who it is, the cache
//! honours their dates, few downloads run at once, nothing is fetched ahead.

use crate::jobs::{self, Job, guarded};
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
    /// A connection is being made: that reads the system's certificates, which takes its time.
    making: Option<Job<Option<HttpTiles>>>,
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
        let making = Some(connect(ctx, cache.clone()));
        Self { inner: None, making, cache, ctx: ctx.clone(), now: (0, 0), last: (0, 0), made: Instant::now() }
    }

    #[must_use]
    pub fn pending(&self) -> usize {
        self.inner.as_ref().map_or(0, |tiles| tiles.stats().in_progress)
    }

    /// Call once a frame before drawing.
    pub fn collect(&mut self) {
        self.last = std::mem::take(&mut self.now);
        if let Some(made) = self.making.as_ref().and_then(|job| job.take().pop()) {
            (self.inner, self.making, self.made) = (made, None, Instant::now());
        }
        if self.unreachable() && self.made.elapsed() > RETRY {
            // Failed tiles stay empty for ever, so the asking begins anew.
            self.making = Some(connect(&self.ctx, self.cache.clone()));
        }
        if self.last.1 < self.last.0 {
            // Nobody says when a download has failed.
            self.ctx.request_repaint_after(PATIENCE);
        }
    }

    /// Nothing at all comes.
    #[must_use]
    pub fn unreachable(&self) -> bool {
        let (asked, had) = self.last;
        self.making.is_none() && (self.inner.is_none() || (asked > 0 && had == 0 && self.pending() == 0 && self.made.elapsed() > PATIENCE))
    }
}

/// Gives `None` where the system has no connection at all.
fn connect(ctx: &Context, cache: Option<PathBuf>) -> Job<Option<HttpTiles>> {
    let (woken, ctx) = (ctx.clone(), ctx.clone());
    let wake = Box::new(move || woken.request_repaint());
    jobs::spawn("connection", wake, move |reporter| {
        // The second time there is a provider already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let options = HttpOptions { cache, user_agent: Some(HeaderValue::from_static(AGENT)), ..HttpOptions::default() };
        reporter.send(guarded(move || HttpTiles::with_options(OpenStreetMap, options, ctx)).ok());
    })
}

impl Tiles for OnlineTiles {
    fn at(&mut self, tile: TileId) -> Option<TilePiece> {
        self.now.0 += 1;
        let piece = self.inner.as_mut()?.at(tile);
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

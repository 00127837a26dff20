//! `TileGrid`: which part of the world a tile shows, and where a spot lies on its grid of 4096 steps; also how wide
//! the buffer around it is.

use crate::mercator::Spot;
use geo::Coord;

/// Steps along the side of a tile. Source: the usual choice of the vector tile format; 8 steps are a pixel.
pub(crate) const EXTENT: u32 = 4096;

/// How far tiles draw past their sides, in steps, so that wide strokes and labels do not end at a seam: 8 pixels.
pub(crate) const BUFFER: f64 = 64.0;

/// One tile's part of the world.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TileGrid {
    left: f64,
    top: f64,
    /// World units per step.
    step: f64,
}

impl TileGrid {
    /// The grid of a tile; `None` when there is no such tile.
    pub(crate) fn of(zoom: u8, x: u32, y: u32) -> Option<Self> {
        if zoom > crate::ZOOM_MAX || x >> zoom != 0 || y >> zoom != 0 {
            return None;
        }
        let side = 2_f64.powi(32 - i32::from(zoom));
        Some(Self {
            left: f64::from(x) * side,
            top: f64::from(y) * side,
            step: side / f64::from(EXTENT),
        })
    }

    /// A spot on the tile's grid, not yet rounded to it.
    pub(crate) fn place(self, spot: Spot) -> Coord<f64> {
        Coord {
            x: (f64::from(spot.x) - self.left) / self.step,
            y: (f64::from(spot.y) - self.top) / self.step,
        }
    }

    /// The corners of the tile with its buffer, in world units.
    pub(crate) fn corners(self) -> ([f64; 2], [f64; 2]) {
        let (before, after) = (BUFFER * self.step, (f64::from(EXTENT) + BUFFER) * self.step);
        (
            [self.left - before, self.top - before],
            [self.left + after, self.top + after],
        )
    }
}

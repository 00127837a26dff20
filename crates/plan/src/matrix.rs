//! `Leg`, the seconds and metres of one drive, and `Matrix`, a square table of legs in row-major order. No road is
//! `None` as a leg and `NO_ROAD` in the table.

use crate::ix::LocationIx;
use karavan_model::{Meters, Seconds};

/// The stored mark of “no road”; it never takes part in arithmetic.
pub const NO_ROAD: u32 = u32::MAX;

/// The drive between two locations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// How long.
    pub seconds: Seconds,
    /// How far along that same path.
    pub meters: Meters,
}

/// A full square table of legs, row = from, column = to, row-major.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    size: usize,
    seconds: Vec<u32>,
    meters: Vec<u32>,
}

impl Matrix {
    /// A table of `size` × `size` computed by `leg(from, to)`, which is not asked about the way from a place to itself.
    /// Legs are clamped into what fits; `Problem::new` refuses legs beyond its bounds.
    pub fn from_fn(size: usize, mut leg: impl FnMut(LocationIx, LocationIx) -> Option<Leg>) -> Self {
        let mut matrix = Self {
            size,
            seconds: Vec::with_capacity(size * size),
            meters: Vec::with_capacity(size * size),
        };
        for from in 0..size {
            for to in 0..size {
                if from == to {
                    matrix.seconds.push(0);
                    matrix.meters.push(0);
                    continue;
                }
                let (seconds, meters) = leg(from.into(), to.into()).map_or((NO_ROAD, NO_ROAD), |leg| {
                    let clamp = |amount: i64| u32::try_from(amount.max(0)).unwrap_or(NO_ROAD - 1).min(NO_ROAD - 1);
                    (clamp(leg.seconds.0), clamp(leg.meters.0))
                });
                matrix.seconds.push(seconds);
                matrix.meters.push(meters);
            }
        }
        matrix
    }

    /// A table from flat rows of seconds and metres, `u32::MAX` where there is no road. `None` when the lengths do not
    /// fit.
    #[must_use]
    pub fn from_rows(size: usize, seconds: Vec<u32>, meters: Vec<u32>) -> Option<Self> {
        let cells = size.checked_mul(size)?;
        (seconds.len() == cells && meters.len() == cells).then_some(Self { size, seconds, meters })
    }

    /// Number of locations.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// The drive from one location to another; `None` when there is no road.
    #[must_use]
    pub fn leg(&self, from: LocationIx, to: LocationIx) -> Option<Leg> {
        let cell = from.at() * self.size + to.at();
        let seconds = self.seconds[cell];
        (seconds != NO_ROAD).then(|| Leg {
            seconds: Seconds(i64::from(seconds)),
            meters: Meters(i64::from(self.meters[cell])),
        })
    }

    /// Flat seconds, row-major, `u32::MAX` where there is no road: for a solver that makes its own arrays.
    #[must_use]
    pub fn seconds(&self) -> &[u32] {
        &self.seconds
    }

    /// Flat metres, row-major, `u32::MAX` where there is no road.
    #[must_use]
    pub fn meters(&self) -> &[u32] {
        &self.meters
    }
}

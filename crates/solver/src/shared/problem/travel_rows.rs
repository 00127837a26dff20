//! `TravelRows`: travel of one profile as flat rows of seconds: a full table is borrowed, a formula written out up to
//! `ROWS_MAX` locations and beyond that asked anew; also by destination where that differs. Not a road of the map.

use karavan_plan::{LocationIx, Travel};
use rayon::prelude::*;
use std::borrow::Cow;

/// The mark of “no road” in the rows; it never takes part in arithmetic.
pub(crate) const NO_ROAD: u32 = u32::MAX;
/// With more locations nothing of size n² is made: formulas are computed anew, and tables are not turned.
const ROWS_MAX: usize = 6_000;

/// Travel of one profile.
pub(crate) struct TravelRows<'p> {
    travel: &'p Travel,
    size: usize,
    /// Seconds by row; empty when there are too many locations to keep a formula's results.
    seconds: Cow<'p, [u32]>,
    /// Seconds by column, when they differ from the rows.
    turned: Vec<u32>,
    is_symmetric: bool,
}

impl<'p> TravelRows<'p> {
    /// Borrows a full table; writes out a formula. O(size²) up to a few thousand locations, in parallel; nowhere
    /// leads a road any more when `is_over` says so on the way.
    pub(crate) fn new(travel: &'p Travel, size: usize, is_over: &(dyn Fn() -> bool + Sync)) -> Self {
        let seconds = match travel {
            Travel::Full(matrix) => Cow::Borrowed(matrix.seconds()),
            Travel::Plane(_) | Travel::Used(_) if size <= ROWS_MAX => {
                let mut rows = vec![NO_ROAD; size * size];
                rows.par_chunks_mut(size.max(1)).enumerate().for_each(|(from, row)| {
                    if is_over() {
                        return;
                    }
                    for (to, cell) in row.iter_mut().enumerate() {
                        let leg = travel.leg(from.into(), to.into());
                        *cell = leg.map_or(NO_ROAD, |leg| u32::try_from(leg.seconds.0).unwrap_or(NO_ROAD));
                    }
                });
                Cow::Owned(rows)
            }
            Travel::Plane(_) | Travel::Used(_) => Cow::Owned(Vec::new()),
        };
        let is_symmetric = (0..size * usize::from(!seconds.is_empty()))
            .into_par_iter()
            .all(|from| is_over() || (0..from).all(|to| seconds[from * size + to] == seconds[to * size + from]));
        let turned = if is_symmetric || seconds.is_empty() || size > ROWS_MAX {
            Vec::new()
        } else {
            (0..size * size)
                .into_par_iter()
                .map(|cell| seconds[cell % size * size + cell / size])
                .collect()
        };
        Self {
            travel,
            size,
            seconds,
            turned,
            is_symmetric,
        }
    }

    /// Seconds of the drive; `None` when there is no road.
    #[inline]
    pub(crate) fn leg(&self, from: u32, to: u32) -> Option<i64> {
        if self.seconds.is_empty() {
            return self.travel.seconds(LocationIx(from), LocationIx(to));
        }
        let seconds = self.seconds[from as usize * self.size + to as usize];
        (seconds != NO_ROAD).then_some(i64::from(seconds))
    }

    /// Whether there and back take the same everywhere.
    pub(crate) const fn is_symmetric(&self) -> bool {
        self.is_symmetric
    }

    /// Metres of a drive that exists.
    pub(crate) fn meters(&self, from: u32, to: u32) -> i64 {
        self.travel
            .leg(LocationIx(from), LocationIx(to))
            .map_or(0, |leg| leg.meters.0)
    }

    /// The drives into a place and out of it, each by the other place, when both lie side by side in memory.
    pub(crate) fn around(&self, place: u32) -> Option<(&[u32], &[u32])> {
        let row = place as usize * self.size..(place as usize + 1) * self.size;
        let out = self.seconds.get(row.clone())?;
        let into = if self.is_symmetric { out } else { self.turned.get(row)? };
        Some((into, out))
    }
}

//! `Legs`: travel seconds between places as explorers read them: rows of 16 or 32 bits with near places side by side in
//! memory; where rows would be too large, a formula (`PlaneLegs`) or the table of the whole problem.

use crate::penalised::problem::plane_legs::PlaneLegs;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::travel_rows::{NO_ROAD, TravelRows};
use crate::shared::problem::units::NOWHERE;
use rayon::prelude::*;

/// The way where there is no road: longer than from the first moment of a plan to the last, so never in time for
/// anything, and small enough to add up many of them.
pub(crate) const NO_WAY: i32 = 1 << 25;
/// The same in short rows.
const SHORT_NO_WAY: u16 = u16::MAX;

/// With more locations rows are not written out.
const ROWS_MAX: usize = 6_000;
/// The same where a leg needs no root: working it out is quicker than reading rows that the caches do not hold.
const QUICK_ROWS_MAX: usize = 1_200;

/// Seconds between places. Places are locations in another order: see [`Legs::places`].
pub(crate) struct Legs<'f> {
    road: &'f TravelRows<'f>,
    /// Seconds by row, places in the order of [`chain`]; empty when there are too many of them. Short rows where all
    /// legs are short: what is read most had better fit into the caches.
    short_rows: Vec<u16>,
    rows: Vec<i32>,
    /// The formula, where there are no rows.
    air: Option<PlaneLegs>,
    places: Vec<u32>,
}

impl<'f> Legs<'f> {
    /// Of one kind of travel; `None` when `is_over` says so on the way. O(size²) up to a few thousand locations, in
    /// parallel.
    pub(crate) fn new(whole: &'f SearchProblem<'f>, kind: usize, is_over: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let (road, size) = (&whole.roads[kind], whole.given.locations());
        let mut legs = Self {
            road,
            short_rows: Vec::new(),
            rows: Vec::new(),
            air: None,
            places: (0..size as u32).collect(),
        };
        let air = PlaneLegs::new(&whole.given.travel()[kind]);
        let is_quick = air.as_ref().is_some_and(PlaneLegs::is_quick);
        if size > if is_quick { QUICK_ROWS_MAX } else { ROWS_MAX } {
            legs.air = air;
            return Some(legs);
        }
        let chain = chain(road, size, is_over)?;
        for (place, location) in chain.iter().enumerate() {
            legs.places[*location as usize] = place as u32;
        }
        let row = |from: &u32| {
            let row = chain.iter().map(|to| seconds(road.leg(*from, *to)));
            (!is_over()).then(|| row.collect::<Vec<i32>>())
        };
        let rows: Option<Vec<Vec<i32>>> = chain.par_iter().map(row).collect();
        let rows = rows?;
        let is_short = |leg: &i32| *leg == NO_WAY || *leg < i32::from(SHORT_NO_WAY);
        if rows.iter().flatten().all(is_short) {
            let short = |leg: i32| u16::try_from(leg).unwrap_or(SHORT_NO_WAY);
            legs.short_rows.reserve_exact(size * size);
            legs.short_rows.extend(rows.into_iter().flatten().map(short));
        } else {
            legs.rows = rows.concat();
        }
        Some(legs)
    }

    /// For each location its place.
    pub(crate) fn places(&self) -> &[u32] {
        &self.places
    }

    /// Whether there and back take the same everywhere.
    pub(crate) const fn is_symmetric(&self) -> bool {
        self.road.is_symmetric()
    }

    /// Seconds of a drive between two places, either of which may be nowhere.
    #[inline(always)]
    pub(crate) fn leg(&self, from: u32, to: u32) -> i32 {
        if from == NOWHERE || to == NOWHERE {
            return 0;
        }
        let cell = from as usize * self.places.len() + to as usize;
        if let Some(leg) = self.short_rows.get(cell) {
            return if *leg == SHORT_NO_WAY { NO_WAY } else { i32::from(*leg) };
        }
        match self.rows.get(cell) {
            Some(leg) => *leg,
            None => match &self.air {
                Some(air) => air.leg(from, to),
                None => seconds(self.road.leg(from, to)),
            },
        }
    }
}

/// Locations in an order in which neighbours mostly follow one another, so that what is read together lies together in
/// memory; `None` when `is_over` says so on the way. O(size²).
fn chain(road: &TravelRows<'_>, size: usize, is_over: &(dyn Fn() -> bool + Sync)) -> Option<Vec<u32>> {
    let mut left: Vec<u32> = (0..size as u32).collect();
    let mut chain = Vec::with_capacity(size);
    let mut here = 0;
    while !left.is_empty() {
        if is_over() {
            return None;
        }
        let nearest = (0..left.len()).min_by_key(|at| seconds(road.leg(here, left[*at])));
        here = left.swap_remove(nearest.unwrap_or(0));
        chain.push(here);
    }
    Some(chain)
}

fn seconds(leg: Option<i64>) -> i32 {
    leg.filter(|leg| *leg < i64::from(NO_ROAD))
        .map_or(NO_WAY, |leg| leg.min(i64::from(NO_WAY)) as i32)
}

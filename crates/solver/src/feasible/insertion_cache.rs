//! `InsertionCache`: remembers the best insertion of each job into each tour, valid as long as the stamp of the tour
//! is; in problems of more than `CELLS_MAX` pairs it remembers nothing.
//!
//! Ruin and recreate asks the same question of the same unchanged tours again and again; a tour that is undone gets
//! its old stamp back, and with it the answers that were not overwritten in between.

use crate::feasible::insertion::{Inserter, Insertion};
use crate::feasible::plan::draft::Draft;
use crate::shared::problem::search_problem::SearchProblem;

/// With more cells than this, every question is answered anew: these take about 100 MB.
const CELLS_MAX: usize = 4_000_000;
/// The mark of no loading visit.
const NO_LOAD: u16 = u16::MAX;
/// The mark of no place below a cost.
const NONE_BELOW_LIMIT: u16 = u16::MAX;

#[derive(Clone, Copy, Debug)]
struct Cell {
    stamp: u64,
    /// What the place costs; with [`NONE_BELOW_LIMIT`] nothing costs less.
    delta: i64,
    at: u16,
    load_at: u16,
    depot: u8,
}

const UNKNOWN: Cell = Cell {
    stamp: 0,
    delta: i64::MAX,
    at: NONE_BELOW_LIMIT,
    load_at: NO_LOAD,
    depot: 0,
};

/// The memory and the searcher behind it.
#[derive(Clone, Debug)]
pub(crate) struct InsertionCache {
    cells: Vec<Cell>,
    cars: usize,
    inserter: Inserter,
}

impl InsertionCache {
    /// Nothing known yet.
    pub(crate) fn new(problem: &SearchProblem<'_>) -> Self {
        let cells = problem.jobs * problem.cars.len();
        Self {
            cells: vec![UNKNOWN; if cells <= CELLS_MAX { cells } else { 0 }],
            cars: problem.cars.len(),
            inserter: Inserter::default(),
        }
    }

    /// Nothing is known of a job any more: it has another moment now.
    pub(crate) fn forget(&mut self, job: u32) {
        let row = job as usize * self.cars;
        if let Some(cells) = self.cells.get_mut(row..row + self.cars) {
            cells.fill(UNKNOWN);
        }
    }

    /// The cheapest allowed insertion of an absent job into the tour of a vehicle, if it costs less than `most`;
    /// dearer ones are told only when they happen to be known.
    pub(crate) fn best(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &Draft,
        v: usize,
        job: u32,
        most: i64,
    ) -> Option<Insertion> {
        let tour = &draft.tours[v];
        if self.cells.is_empty() || tour.nodes.len() >= usize::from(NO_LOAD) {
            return self.inserter.best(problem, v, draft, job, most);
        }
        let cell = &mut self.cells[job as usize * self.cars + v];
        let is_known = cell.stamp == tour.stamp && (cell.at != NONE_BELOW_LIMIT || most <= cell.delta);
        if !is_known {
            let place = self.inserter.best(problem, v, draft, job, most);
            *cell = place.map_or(
                Cell {
                    delta: most,
                    at: NONE_BELOW_LIMIT,
                    ..UNKNOWN
                },
                |place| Cell {
                    stamp: 0,
                    delta: place.delta,
                    at: place.at as u16,
                    load_at: place.first.map_or(NO_LOAD, |(at, _)| at as u16),
                    depot: place.first.map_or(0, |(_, depot)| depot),
                },
            );
            cell.stamp = tour.stamp;
        }
        (cell.at != NONE_BELOW_LIMIT).then(|| Insertion {
            delta: cell.delta,
            at: u32::from(cell.at),
            first: (cell.load_at != NO_LOAD).then_some((u32::from(cell.load_at), cell.depot)),
        })
    }
}

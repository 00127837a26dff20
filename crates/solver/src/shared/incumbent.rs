//! `Incumbent`: the best tours that a thread has seen, with cost. `Herald` tells the listener of a better one, ten
//! times a second at most.

use crate::options::Progress;
use crate::shared::ground::Ground;
use crate::shared::problem::search_problem::SearchProblem;
use karavan_model::{Cost, Seconds};
use karavan_plan::objective::idle_cost;
use std::time::Duration;

/// How often the listener is told of something better, at most.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// The best tours seen, as nodes, with the stamps they had.
#[derive(Clone, Debug)]
pub(crate) struct Incumbent {
    /// How much more it costs than that everybody stays at home.
    pub(crate) cost: i64,
    pub(crate) nodes: Vec<Vec<u32>>,
    pub(crate) served: usize,
    /// When jobs of two people begin; empty when there are none.
    pub(crate) appointed: Vec<i64>,
    /// `u64::MAX` is nobody's stamp.
    stamps: Vec<u64>,
}

impl Incumbent {
    /// Nobody drives but where it is promised, which serves so many and costs so much; everything else is left out.
    pub(crate) fn promised(problem: &SearchProblem<'_>, cost: i64, served: usize) -> Self {
        Self {
            cost,
            nodes: problem.linked.prefixes.clone(),
            served,
            appointed: Vec::new(),
            stamps: vec![u64::MAX; problem.cars.len()],
        }
    }

    /// Nothing is kept any more.
    pub(crate) fn forget(&mut self) {
        self.cost = i64::MAX;
        self.stamps.fill(u64::MAX);
    }

    /// Copies the tours that differ, each behind its loading visit if it is without one. O(vehicles + nodes of those
    /// tours).
    pub(crate) fn keep<'a>(
        &mut self,
        cost: i64,
        served: usize,
        tours: impl Iterator<Item = (u64, Option<u32>, &'a [u32])>,
    ) {
        self.cost = cost;
        self.served = served;
        for ((stamp, nodes), (kept, load, own)) in self.stamps.iter_mut().zip(&mut self.nodes).zip(tours) {
            if *stamp != kept {
                *stamp = kept;
                nodes.clear();
                nodes.extend(load);
                nodes.extend_from_slice(own);
            }
        }
    }

    /// How far a search with this best is.
    pub(crate) fn progress(&self, problem: &SearchProblem<'_>, rounds: u64, elapsed: Duration) -> Progress {
        Progress {
            elapsed,
            rounds,
            served: self.served,
            unassigned: problem.jobs - self.served,
            cost: Cost(self.cost.saturating_add(idle_cost(problem.given).0)),
            travel: Seconds(problem.travel_of(&self.nodes)),
        }
    }
}

/// Tells the listener of something better, not too often. Only the first thread of a search has one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Herald {
    told: Duration,
}

impl Herald {
    /// There is a new best.
    pub(crate) fn tell(&mut self, ground: &Ground<'_>, best: &Incumbent, rounds: u64) {
        let elapsed = ground.clock.watch.elapsed();
        if elapsed.saturating_sub(self.told) >= TELL_EVERY {
            self.told = elapsed;
            ground
                .clock
                .watch
                .progress(&best.progress(ground.problem, rounds, elapsed));
        }
    }
}

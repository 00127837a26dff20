//! `Cargo::fits`: whether each job of a tour finds its goods on board, nothing is overfull, and no load is useless or
//! one too many; `drop_useless` removes loading visits that supply nobody. Shipments are checked in `walk.rs`.

use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::units::FOREVER;

/// Buffers of [`Cargo::fits`], kept to allocate nothing in the search.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cargo {
    /// Depot bit of every loading visit so far.
    visits: Vec<u64>,
    /// Whether the visit supplies anybody.
    used: Vec<bool>,
    /// On board after each visit, per dimension.
    aboard: Vec<i64>,
    /// When all goods of each visit are at the depot.
    pub(crate) released: Vec<i64>,
}

impl Cargo {
    /// Whether every job finds its goods on board, no load is useless or one too many, and nothing is ever overfull.
    ///
    /// Goods come from the last visit that can supply them. What is on board is largest right after a visit, so only
    /// those moments are looked at. O(nodes · visits · dimensions), visits being few.
    pub(crate) fn fits(&mut self, problem: &SearchProblem<'_>, car: usize, nodes: &[u32]) -> bool {
        let capacity = problem.capacity(car);
        self.visits.clear();
        self.used.clear();
        self.aboard.clear();
        self.released.clear();
        for node in nodes {
            if problem.is_load(*node) {
                if self.visits.len() >= problem.cars[car].loads_max as usize {
                    return false;
                }
                self.visits.push(problem.depot_bit(*node));
                self.used.push(false);
                self.released.push(-FOREVER);
                self.aboard.resize(self.aboard.len() + problem.dims, 0);
                continue;
            }
            let supply = problem.nodes[*node as usize].supply;
            if supply == 0 {
                continue;
            }
            let Some(source) = self.visits.iter().rposition(|depot| supply & depot != 0) else {
                return false;
            };
            self.used[source] = true;
            self.released[source] = self.released[source].max(problem.linked.released(*node));
            for (dim, amount) in problem.load(*node).iter().enumerate() {
                for visit in source..self.visits.len() {
                    let aboard = &mut self.aboard[visit * problem.dims + dim];
                    *aboard += amount;
                    if *aboard > capacity[dim] {
                        return false;
                    }
                }
            }
        }
        self.used.iter().all(|used| *used)
    }

    /// Removes loading visits that supply nobody.
    pub(crate) fn drop_useless(&mut self, problem: &SearchProblem<'_>, nodes: &mut Vec<u32>) {
        self.visits.clear();
        self.used.clear();
        for node in nodes.iter() {
            if problem.is_load(*node) {
                self.visits.push(problem.depot_bit(*node));
                self.used.push(false);
                continue;
            }
            let supply = problem.nodes[*node as usize].supply;
            if let Some(source) = self.visits.iter().rposition(|depot| supply & depot != 0) {
                self.used[source] = true;
            }
        }
        let mut visit = 0;
        nodes.retain(|node| {
            if !problem.is_load(*node) {
                return true;
            }
            visit += 1;
            self.used[visit - 1]
        });
    }
}

//! `JobSources`: which depots supply each job and when its goods are there, for days that load on their way, perhaps
//! more than once. `plan/walker.rs` goes along such days.
//!
//! Where everybody loads once before all jobs there are no trips, and sums of pieces tell the same at once.

use crate::penalised::problem::units::{NEVER, bounded};
use crate::shared::problem::search_problem::SearchProblem;

/// With more different sets of depots the way through a day costs too much.
const SETS_MAX: usize = 16;

/// What days that load need to know of the jobs.
#[derive(Clone, Debug)]
pub(crate) struct JobSources {
    /// For each job the set of depots that supply it, one bit among all different sets; zero when it needs none.
    pub(crate) set_of: Vec<u16>,
    /// For each depot the sets it is in.
    pub(crate) sets_at: Vec<u16>,
    pub(crate) sets: usize,
    /// For each job when its goods are at their depot; empty where all are there from the start.
    pub(crate) released: Vec<i32>,
    /// What goods that are missing, or a load for nobody, count as too much: the mean of all jobs.
    pub(crate) unit: i64,
}

impl JobSources {
    /// `None` when there are too many different sets of depots.
    pub(crate) fn new(whole: &SearchProblem<'_>) -> Option<Self> {
        let nodes = &whole.nodes[..whole.jobs];
        let mut sets: Vec<u64> = nodes
            .iter()
            .map(|job| job.supply)
            .filter(|supply| *supply != 0)
            .collect();
        sets.sort_unstable();
        sets.dedup();
        if sets.len() > SETS_MAX {
            return None;
        }
        let set_of = nodes
            .iter()
            .map(|job| sets.binary_search(&job.supply).map_or(0, |set| 1 << set));
        let has = |depot: usize| sets.iter().enumerate().filter(move |(_, set)| **set >> depot & 1 == 1);
        let sets_at = (0..whole.depots).map(|depot| has(depot).fold(0, |all, (set, _)| all | 1 << set));
        let loads = (0..whole.jobs as u32).map(|job| whole.load(job).iter().sum::<i64>());
        let mut released = Vec::new();
        if whole.linked.has_releases() {
            let at = |job| bounded(whole.linked.released(job).max(-i64::from(NEVER)));
            released.extend((0..whole.jobs as u32).map(at));
        }
        Some(Self {
            set_of: set_of.collect(),
            sets_at: sets_at.collect(),
            sets: sets.len(),
            released,
            unit: (loads.sum::<i64>() / whole.jobs.max(1) as i64).max(1),
        })
    }
}

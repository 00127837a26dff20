//! `Orders`: sorts absent jobs by an order drawn by chance (size, distance, windows and others) before they are put
//! back one by one. Not the order of visits in a tour.

use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;

/// Keys of every job, small first, in every order there is.
#[derive(Debug)]
pub(crate) struct Orders {
    keys: Vec<Vec<i64>>,
    /// Magnitude of the prize: jobs that matter more by an order go first nearly always.
    tiers: Vec<i64>,
    has_tiers: bool,
}

/// How often each order is drawn; the last is chance alone.
const WEIGHTS: [usize; 7] = [3, 3, 2, 1, 2, 2, 4];
/// How often the magnitude of prizes is looked at first.
const BY_TIER: f64 = 0.95;

impl Orders {
    /// O(jobs · dimensions).
    pub(crate) fn new(problem: &SearchProblem<'_>) -> Self {
        let jobs = || 0..problem.jobs as u32;
        let most: Vec<i64> = (0..problem.dims)
            .map(|dim| jobs().map(|job| problem.load(job)[dim]).max().unwrap_or(0).max(1))
            .collect();
        // Load in thousandths of the largest, all dimensions together.
        let load: Vec<i64> = jobs()
            .map(|job| {
                problem
                    .load(job)
                    .iter()
                    .zip(&most)
                    .map(|(amount, most)| amount * 1_000 / most)
                    .sum()
            })
            .collect();
        let far: Vec<i64> = jobs().map(|job| distance(problem, job)).collect();
        let node = |job: u32| &problem.nodes[job as usize];
        let tiers: Vec<i64> = jobs()
            .map(|job| -i64::from(problem.prizes[job as usize].max(1).ilog2()))
            .collect();
        Self {
            keys: vec![
                load.iter().map(|load| -load).collect(),
                load,
                far.iter().map(|far| -far).collect(),
                far,
                jobs().map(|job| node(job).closes - node(job).opens).collect(),
                jobs().map(|job| node(job).closes).collect(),
            ],
            has_tiers: tiers.windows(2).any(|pair| pair[0] != pair[1]),
            tiers,
        }
    }

    /// Puts jobs into an order drawn by chance.
    pub(crate) fn sort(&self, jobs: &mut [u32], rng: &mut Rng) {
        rng.shuffle(jobs);
        let mut draw = rng.below(WEIGHTS.iter().sum());
        let kind = WEIGHTS.iter().position(|weight| {
            let hit = draw < *weight;
            draw = draw.saturating_sub(*weight);
            hit
        });
        if let Some(keys) = kind.and_then(|kind| self.keys.get(kind)) {
            jobs.sort_by_key(|job| keys[*job as usize]);
        }
        if self.has_tiers && rng.chance(BY_TIER) {
            jobs.sort_by_key(|job| self.tiers[*job as usize]);
        }
    }

    /// The order of magnitude of the prize, most important first.
    pub(crate) fn tier(&self, job: u32) -> i64 {
        self.tiers[job as usize]
    }
}

/// How far the job is from where its goods are, or else from the first vehicle.
fn distance(problem: &SearchProblem<'_>, job: u32) -> i64 {
    let node = &problem.nodes[job as usize];
    let from = if node.supply != 0 {
        problem.nodes[problem.jobs + node.supply.trailing_zeros() as usize].location
    } else {
        problem.cars.first().map_or(node.location, |car| car.start.min(car.end))
    };
    let is_real = (from as usize) < problem.given.locations();
    let leg = problem
        .roads
        .first()
        .filter(|_| is_real)
        .and_then(|road| road.leg(from, node.location));
    leg.unwrap_or(0)
}

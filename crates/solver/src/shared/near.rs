//! `Near`: for each job a short list of jobs worth standing next to it, by travel, waiting and lateness.
//!
//! The measure is that of Vidal et al. (2013) with the weights PyVRP uses: travel + 0.2 · waiting + 1.0 · lateness,
//! by the kind of travel that most vehicles share, the better of both directions, and the lists made symmetric as long
//! as they do not grow too long.

use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::travel_rows::TravelRows;
use karavan_plan::Travel;
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

/// How many neighbours are looked for per job.
const NEAR_MAX: usize = 40;
/// With more jobs on a plane only those nearest by air are looked at, and so many of them.
const ALL_MAX: usize = 1_500;
const BY_AIR: usize = 160;

/// Neighbour lists: a job's own neighbours, nearest first, then those who have it for a neighbour.
#[derive(Debug)]
pub(crate) struct Near {
    lists: Vec<Vec<u32>>,
    /// The mean travel price between a job and its first few neighbours: the scale of a small change.
    pub(crate) step: f64,
}

impl Near {
    /// O(jobs²), or O(jobs · log jobs) on a plane, in parallel, stopped early (with short or empty lists for the
    /// rest) when `is_over` says so.
    pub(crate) fn new(problem: &SearchProblem<'_>, is_over: &(dyn Fn() -> bool + Sync)) -> Self {
        let air = Air::new(problem);
        let (road, _) = problem.usual_road();
        let usual = problem.roads.get(road as usize);
        let lists: Vec<Vec<u32>> = (0..problem.jobs as u32)
            .into_par_iter()
            .map(|job| match &air {
                _ if is_over() => Vec::new(),
                Some(air) => nearest(problem, usual, job, air.around(problem, job)),
                None => nearest(problem, usual, job, 0..problem.jobs as u32),
            })
            .collect();
        let mut sum = 0.0;
        let mut count = 0.0_f64;
        if let Some(car) = problem.cars.iter().find(|car| car.road == road) {
            for (job, list) in lists.iter().enumerate() {
                for other in list.iter().take(5) {
                    let (from, to) = (problem.nodes[job].location, problem.nodes[*other as usize].location);
                    sum += problem.ride(car, from, to).map_or(0.0, |ride| ride.price as f64);
                    count += 1.0;
                }
            }
        }
        Self {
            lists: symmetric(&lists),
            step: (sum / count.max(1.0)).max(1.0),
        }
    }

    /// Neighbours of a job: its nearest first, then those that it is near to.
    pub(crate) fn of(&self, job: u32) -> &[u32] {
        &self.lists[job as usize]
    }
}

/// Many jobs on a plane, found by place.
struct Air {
    tree: RTree<GeomWithData<[f64; 2], u32>>,
}

impl Air {
    fn new(problem: &SearchProblem<'_>) -> Option<Self> {
        let jobs = (0..problem.jobs as u32).map(|job| Some(GeomWithData::new(spot(problem, job)?, job)));
        let jobs: Vec<_> = jobs.collect::<Option<_>>()?;
        (problem.jobs > ALL_MAX).then(|| Self {
            tree: RTree::bulk_load(jobs),
        })
    }

    fn around(&self, problem: &SearchProblem<'_>, job: u32) -> impl Iterator<Item = u32> {
        let place = spot(problem, job).unwrap_or_default();
        self.tree
            .nearest_neighbor_iter(&place)
            .take(BY_AIR)
            .map(|other| other.data)
    }
}

/// Where a job is on the plane, if there is one.
fn spot(problem: &SearchProblem<'_>, job: u32) -> Option<[f64; 2]> {
    let Some(Travel::Plane(plane)) = problem.given.travel().first() else {
        return None;
    };
    let point = plane.points.get(problem.nodes[job as usize].location as usize)?;
    Some([f64::from(point.x), f64::from(point.y)])
}

fn nearest(
    problem: &SearchProblem<'_>,
    road: Option<&TravelRows<'_>>,
    job: u32,
    others: impl Iterator<Item = u32>,
) -> Vec<u32> {
    let mut all: Vec<(i64, u32)> = others
        .filter(|other| *other != job)
        .filter_map(|other| proximity(problem, road?, job, other).map(|far| (far, other)))
        .collect();
    if all.len() > NEAR_MAX {
        all.select_nth_unstable(NEAR_MAX);
        all.truncate(NEAR_MAX);
    }
    all.sort_unstable();
    all.into_iter().map(|(_, other)| other).collect()
}

/// Five times the measure, so that it stays whole. `None` when neither can follow the other.
fn proximity(problem: &SearchProblem<'_>, road: &TravelRows<'_>, a: u32, b: u32) -> Option<i64> {
    let one_way = |from: u32, to: u32| {
        let (a, b) = (&problem.nodes[from as usize], &problem.nodes[to as usize]);
        let travel = road.leg(a.location, b.location)?;
        let wait = (b.opens - travel - a.service - a.closes).max(0);
        let late = (a.opens + a.service + travel - b.closes).max(0);
        Some(5 * travel + wait + 5 * late)
    };
    match (one_way(a, b), one_way(b, a)) {
        (Some(there), Some(back)) => Some(there.min(back)),
        (there, back) => there.or(back),
    }
}

/// Adds to every list those who name its owner.
fn symmetric(lists: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = lists.to_vec();
    for (job, list) in lists.iter().enumerate() {
        for other in list {
            if !lists[*other as usize].contains(&(job as u32)) && all[*other as usize].len() < 2 * NEAR_MAX {
                all[*other as usize].push(job as u32);
            }
        }
    }
    all
}

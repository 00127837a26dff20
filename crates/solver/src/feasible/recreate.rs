//! `Recreator`: puts absent jobs back one by one, each where it costs least: `recreate` after a ruin, in an order drawn
//! by chance, `fill` in a given order. Regret insertion is in `construct.rs`; explorers have their own `recreate.rs`.
//!
//! Supports every problem. Greedy insertion with blinks: Christiaens and Vanden Berghe, “Slack induction by string
//! removals for vehicle routing problems” (2020).

mod together;

use crate::feasible::insertion::Insertion;
use crate::feasible::insertion_cache::InsertionCache;
use crate::feasible::plan::draft::{ABSENT, Draft};
use crate::feasible::plan::walk::Walk;
use crate::shared::insertion_orders::Orders;
use crate::shared::near::Near;
use crate::shared::problem::linked_jobs::Tie;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;

/// How often a tour is overlooked (a blink of Christiaens and Vanden Berghe).
const BLINK: f64 = 0.01;
/// How often jobs are put in although their way costs more than their prize.
const TRUST: f64 = 0.15;
/// So many neighbours of either end of a shipment say in which tours to look first.
const NEARBY: usize = 5;
/// With more absent jobs only those near the ruin are tried, and as many others drawn by chance.
const OTHERS_MAX: usize = 48;

/// Puts jobs back; its buffers are kept.
#[derive(Clone, Debug)]
pub(crate) struct Recreator {
    pub(crate) places: InsertionCache,
    jobs: Vec<u32>,
    is_listed: Vec<bool>,
    is_out: Vec<bool>,
    tours: Vec<usize>,
    nodes: Vec<u32>,
    walk: Walk,
}

impl Recreator {
    /// For the jobs of a problem.
    pub(crate) fn new(problem: &SearchProblem<'_>) -> Self {
        Self {
            places: InsertionCache::new(problem),
            jobs: Vec::new(),
            is_listed: vec![false; problem.jobs],
            is_out: vec![false; problem.jobs],
            tours: Vec::new(),
            nodes: Vec::new(),
            walk: Walk::default(),
        }
    }

    /// Tries the jobs just taken out in every tour, and other absent jobs in the tours that changed.
    pub(crate) fn recreate(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        out: &[u32],
        near: &Near,
        orders: &Orders,
        rng: &mut Rng,
    ) {
        self.list(problem, draft, out, near, rng);
        let mut jobs = std::mem::take(&mut self.jobs);
        orders.sort(&mut jobs, rng);
        // Two jobs may pay for a way that neither pays for alone: now and then the way is taken on trust.
        let trust = if rng.chance(TRUST) { i64::MAX } else { 0 };
        for job in &jobs {
            let is_out = std::mem::take(&mut self.is_out[*job as usize]);
            self.is_listed[*job as usize] = false;
            self.tours.clear();
            if is_out {
                self.tours.extend_from_slice(draft.open(problem));
            } else {
                self.tours.extend_from_slice(&draft.touched);
            }
            let worth = problem.prize_of_unit(*job).saturating_add(trust);
            self.look_nearby_first(problem, draft, near, *job);
            self.put(problem, draft, *job, worth, BLINK, rng);
        }
        self.jobs = jobs;
    }

    /// Tours of neighbours of a shipment's ends come first: what they cost lets most others be passed over.
    fn look_nearby_first(&mut self, problem: &SearchProblem<'_>, draft: &Draft, near: &Near, job: u32) {
        let Some(delivery) = problem
            .linked
            .partner(job)
            .filter(|_| problem.linked.of(job) == Tie::Pickup)
        else {
            return;
        };
        let mut first = 0;
        for end in [job, delivery] {
            for other in near.of(end).iter().take(NEARBY) {
                let v = draft.tour_of[*other as usize] as usize;
                if let Some(at) = self.tours[first..].iter().position(|tour| *tour == v) {
                    self.tours.swap(first, first + at);
                    first += 1;
                }
            }
        }
    }

    /// Puts a job, and its partner if it has one, where it costs least among `self.tours`, if that is less than it is
    /// worth.
    fn put(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, job: u32, worth: i64, blink: f64, rng: &mut Rng) {
        if problem.linked.of(job) == Tie::Together {
            self.put_together(problem, draft, job, worth, rng);
            return;
        }
        let best = self.cheapest(problem, draft, job, blink, rng);
        if let Some((v, place, _)) = best.filter(|(.., price)| *price < worth) {
            self.insert(problem, draft, v, job, &place);
        }
    }

    /// The jobs to try: all taken out, and all others absent or a choice of them. Partners are put in with those who
    /// lead.
    fn list(&mut self, problem: &SearchProblem<'_>, draft: &Draft, out: &[u32], near: &Near, rng: &mut Rng) {
        self.jobs.clear();
        for job in out {
            if problem.linked.leads(*job) {
                self.jobs.push(*job);
                self.is_listed[*job as usize] = true;
                self.is_out[*job as usize] = true;
            }
        }
        let mut add = |job: u32| {
            let job = if problem.linked.leads(job) {
                job
            } else {
                problem.linked.partner(job).unwrap_or(job)
            };
            if draft.tour_of[job as usize] == ABSENT && !self.is_listed[job as usize] {
                self.is_listed[job as usize] = true;
                self.jobs.push(job);
            }
        };
        if draft.absent.len() <= out.len() + 2 * OTHERS_MAX {
            draft.absent.iter().copied().for_each(&mut add);
            return;
        }
        for job in out {
            near.of(*job).iter().take(10).copied().for_each(&mut add);
        }
        for _ in 0..OTHERS_MAX {
            add(draft.absent[rng.below(draft.absent.len())]);
        }
    }

    /// The cheapest place of a job in `self.tours`, with its price; each is overlooked now and then.
    fn cheapest(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &Draft,
        job: u32,
        blink: f64,
        rng: &mut Rng,
    ) -> Option<(usize, Insertion, i64)> {
        let mut best: Option<(usize, Insertion, i64)> = None;
        let has_groups = problem.linked.has_groups;
        for v in &self.tours {
            if blink > 0.0 && rng.chance(blink) {
                continue;
            }
            let most = best.map_or(i64::MAX, |(.., best)| best);
            // What is dearer by itself can be cheaper by the hours it shares.
            let most_alone = if has_groups { i64::MAX } else { most };
            let Some(place) = self.places.best(problem, draft, *v, job, most_alone) else {
                continue;
            };
            let mut price = place.delta;
            if has_groups {
                place.write(problem, &draft.tours[*v], job, &mut self.nodes);
                if self.walk.price(problem, *v, &self.nodes, &draft.appointed).is_none() {
                    continue;
                }
                price += draft.shared_delta(problem, &[(*v, self.walk.lasts)]);
            }
            if price < most {
                best = Some((*v, place, price));
            }
        }
        best
    }

    /// Every absent job into its cheapest place among all tours, until time is over. What cannot be placed stays
    /// absent.
    pub(crate) fn fill(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        jobs: &[u32],
        rng: &mut Rng,
        is_over: &dyn Fn() -> bool,
    ) {
        for job in jobs {
            if is_over() {
                return;
            }
            self.tours.clear();
            self.tours.extend_from_slice(draft.open(problem));
            if problem.linked.leads(*job) {
                self.put(problem, draft, *job, problem.prize_of_unit(*job), 0.0, rng);
            }
        }
    }

    /// Makes an insertion.
    pub(crate) fn insert(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        v: usize,
        job: u32,
        place: &Insertion,
    ) {
        let cost = draft.tours[v].cost + place.delta;
        place.write(problem, &draft.tours[v], job, &mut self.nodes);
        let is_done = draft.rewrite(problem, v, &self.nodes, Some(cost));
        debug_assert!(is_done, "an allowed insertion can be made");
    }
}

//! Descent: small moves around the tours that changed, each made as soon as it is cheaper, until none is.

use crate::feasible::plan::draft::{ABSENT, Draft};
use crate::feasible::plan::splice::{Splice, Trial};
use crate::shared::near::Near;
use crate::shared::problem::search_problem::Field;
use crate::shared::rng::Rng;

/// How many neighbours of a job are tried.
const NEAR_MAX: usize = 30;

/// A change of one or two tours, and of who is left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    pub(crate) first: Splice,
    pub(crate) second: Option<Splice>,
    /// An absent job that gets into a tour.
    pub(crate) joins: Option<u32>,
    /// A job that becomes absent.
    pub(crate) leaves: Option<u32>,
}

/// The descent; its buffers are kept.
#[derive(Clone, Debug)]
pub(crate) struct Descent {
    trial: Trial,
    first_nodes: Vec<u32>,
    /// When each job was last tried with all its neighbours, as a stamp.
    tried: Vec<u64>,
    jobs: Vec<u32>,
    is_queued: Vec<bool>,
    /// Nodes beside the cuts of the moves made.
    seams: Vec<u32>,
    tours: Vec<usize>,
}

impl Descent {
    /// For the jobs of a field.
    pub(crate) fn new(field: &Field<'_>) -> Self {
        Self {
            trial: Trial::default(),
            first_nodes: Vec::new(),
            tried: vec![0; field.jobs],
            jobs: Vec::new(),
            is_queued: vec![false; field.jobs],
            seams: Vec::new(),
            tours: Vec::new(),
        }
    }

    /// Improves around some jobs of tours touched since [`Draft::begin`], and around whatever changes by that.
    pub(crate) fn improve(
        &mut self,
        field: &Field<'_>,
        draft: &mut Draft,
        near: &Near,
        rng: &mut Rng,
        jobs: &[u32],
        is_over: &dyn Fn() -> bool,
    ) {
        self.queue(field, jobs);
        let mut since = 0;
        loop {
            rng.shuffle(&mut self.jobs);
            while let Some(job) = self.jobs.pop() {
                self.is_queued[job as usize] = false;
                if !is_over() {
                    self.improve_job(field, draft, near, job);
                    self.requeue(field);
                }
            }
            let before = draft.stamp();
            self.tours.clear();
            self.tours
                .extend(draft.touched.iter().filter(|v| draft.tours[**v].stamp > since));
            since = before;
            for at in 0..self.tours.len() {
                if !is_over() {
                    self.reassign(field, draft, self.tours[at]);
                    self.improve_loads(field, draft, self.tours[at]);
                }
            }
            self.requeue(field);
            if draft.stamp() == before {
                return;
            }
        }
    }

    /// Puts jobs to be looked at on the list, each once.
    fn queue(&mut self, field: &Field<'_>, nodes: &[u32]) {
        for node in nodes {
            if !field.is_load(*node) && !std::mem::replace(&mut self.is_queued[*node as usize], true) {
                self.jobs.push(*node);
            }
        }
    }

    /// Looks again at the seams of the moves made.
    fn requeue(&mut self, field: &Field<'_>) {
        let seams = std::mem::take(&mut self.seams);
        self.queue(field, &seams);
        self.seams = seams;
        self.seams.clear();
    }

    fn improve_job(&mut self, field: &Field<'_>, draft: &mut Draft, near: &Near, job: u32) {
        let tried = self.tried[job as usize];
        for other in near.of(job).iter().take(NEAR_MAX) {
            let (Some(v), Some(w)) = (draft.tour(job), draft.tour_of.get(*other as usize)) else {
                return;
            };
            if *w == ABSENT {
                if draft.tours[v].stamp > tried {
                    self.bring_in(field, draft, job, *other);
                }
            } else if draft.tours[v].stamp > tried || draft.tours[*w as usize].stamp > tried {
                self.pair(field, draft, job, *other);
            }
        }
        self.leave_out(field, draft, job);
        self.tried[job as usize] = draft.stamp();
    }

    /// Makes the move when it is allowed and cheaper.
    pub(crate) fn attempt(&mut self, field: &Field<'_>, draft: &mut Draft, change: &Move) -> bool {
        let prize = |job: Option<u32>| job.map_or(0, |job| field.prizes[job as usize]);
        let (first, second) = (&change.first, change.second.as_ref());
        let before = draft.tours[first.car].cost + second.map_or(0, |splice| draft.tours[splice.car].cost);
        // What the tours may cost at most to be an improvement, less one.
        let most = before + prize(change.joins) - prize(change.leaves);
        let Some(first_price) = first.ride_price(field, draft) else {
            return false;
        };
        let second_price = match second.map(|splice| splice.ride_price(field, draft)) {
            None => 0,
            Some(Some(price)) => price,
            Some(None) => return false,
        };
        // Shared hours may make up for a longer way.
        let must_be_less = !field.ties.has_groups;
        if must_be_less && first_price + second_price >= most {
            return false;
        }
        let Some(first_cost) = first.cost(field, draft, first_price, &mut self.trial) else {
            return false;
        };
        let first_lasts = self.trial.walk.lasts;
        let second_cost = match second.map(|splice| splice.cost(field, draft, second_price, &mut self.trial)) {
            None => 0,
            Some(Some(cost)) => cost,
            Some(None) => return false,
        };
        let second_lasts = self.trial.walk.lasts;
        let shared = match second {
            _ if !field.ties.has_groups => 0,
            None => draft.shared_delta(field, &[(first.car, first_lasts)]),
            Some(second) => draft.shared_delta(field, &[(first.car, first_lasts), (second.car, second_lasts)]),
        };
        if first_cost + second_cost + shared >= most {
            return false;
        }
        let expected = draft.cost + first_cost + second_cost + shared - most;
        self.make(field, draft, change, first_cost, second_cost);
        debug_assert_eq!(
            draft.cost, expected,
            "the cost after a move is the cost before it plus its delta"
        );
        true
    }

    fn make(&mut self, field: &Field<'_>, draft: &mut Draft, change: &Move, first_cost: i64, second_cost: i64) {
        change.first.seams(draft, &mut self.seams);
        if let Some(second) = &change.second {
            second.seams(draft, &mut self.seams);
        }
        change.first.write(field, draft, &mut self.trial);
        std::mem::swap(&mut self.first_nodes, &mut self.trial.nodes);
        if let Some(second) = &change.second {
            second.write(field, draft, &mut self.trial);
            let is_done = draft.rewrite(field, second.car, &self.trial.nodes, Some(second_cost));
            debug_assert!(is_done, "a checked tour can be driven");
        }
        let is_done = draft.rewrite(field, change.first.car, &self.first_nodes, Some(first_cost));
        debug_assert!(is_done, "a checked tour can be driven");
    }
}

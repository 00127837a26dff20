//! `Draft`: a worker's plan during the search: all tours, which tour each job is in, absent jobs and the cost. `begin`
//! and `undo` take changes back; `rewrite` refuses tours that cannot be driven in time.

mod shared;

use crate::feasible::plan::tour::Tour;
use crate::feasible::plan::walk::Walk;
use crate::shared::problem::linked_jobs::FREE;
use crate::shared::problem::search_problem::SearchProblem;
use karavan_plan::VehicleIx;

/// The mark of a job that is in no tour.
pub(crate) const ABSENT: u32 = u32::MAX;

/// All tours, one per vehicle, and the jobs left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) tours: Vec<Tour>,
    /// The tour of each job, or [`ABSENT`].
    pub(crate) tour_of: Vec<u32>,
    /// The position of each job among the nodes of its tour.
    pub(crate) place_of: Vec<u32>,
    /// The jobs left out, in no order.
    pub(crate) absent: Vec<u32>,
    absent_at: Vec<u32>,
    /// Costs of all tours beyond those of staying at home, what they share, and prizes of all absent jobs.
    pub(crate) cost: i64,
    /// When jobs of two people begin, agreed before they are put in; empty when there are none.
    pub(crate) appointed: Vec<i64>,
    /// Moments agreed since [`Draft::begin`], with what was before.
    saved_moments: Vec<(u32, i64)>,
    /// Seconds that vehicles with shared prices drive together.
    hours: Vec<i64>,
    stamp: u64,
    /// Tours as they were at [`Draft::begin`], for [`Draft::undo`].
    saved: Vec<(usize, Tour)>,
    spare: Vec<Tour>,
    /// Tours changed since [`Draft::begin`], each once.
    pub(crate) touched: Vec<usize>,
    is_touched: Vec<bool>,
    /// Vehicles worth looking at: those used, and of equal unused ones the first.
    open: Vec<usize>,
    /// The only vehicles that may be used, unless empty.
    pub(crate) only: Vec<usize>,
    is_open_stale: bool,
    walk: Walk,
}

impl Draft {
    /// Nobody drives but where it is promised; everything else is left out.
    pub(crate) fn empty(problem: &SearchProblem<'_>) -> Self {
        let jobs = problem.jobs as u32;
        let mut draft = Self {
            tours: vec![Tour::default(); problem.cars.len()],
            tour_of: vec![ABSENT; problem.jobs],
            place_of: vec![0; problem.jobs],
            absent: (0..jobs).collect(),
            absent_at: (0..jobs).collect(),
            cost: problem.prizes.iter().sum(),
            is_touched: vec![false; problem.cars.len()],
            is_open_stale: true,
            appointed: vec![FREE; if problem.linked.has_together { problem.jobs } else { 0 }],
            hours: vec![0; problem.given.rules().fairness.len()],
            ..Self::default()
        };
        for v in 0..problem.cars.len() {
            draft.stamp += 1;
            draft.tours[v].refresh(problem, v, draft.stamp);
        }
        for (v, prefix) in problem
            .linked
            .prefixes
            .iter()
            .enumerate()
            .filter(|(_, prefix)| !prefix.is_empty())
        {
            let is_done = draft.rewrite(problem, v, prefix, None);
            debug_assert!(is_done, "what is promised can be driven: vehicle {v}, {prefix:?}");
        }
        draft.begin();
        draft
    }

    /// Tours that can be driven; one that cannot ends where it can be: its rests were guessed, or it brings no goods
    /// and was timed by way of a hub.
    pub(crate) fn of(problem: &SearchProblem<'_>, tours: &[Vec<u32>]) -> Self {
        let mut draft = Self::empty(problem);
        for (v, nodes) in tours.iter().enumerate() {
            let drivable = (1..=nodes.len())
                .rev()
                .find(|end| draft.rewrite(problem, v, &nodes[..*end], None));
            let rests = !problem.given.of_vehicle(VehicleIx::from(v)).breaks.is_empty();
            let is_guessed = rests || nodes.iter().all(|node| problem.nodes[*node as usize].supply == 0);
            debug_assert!(
                is_guessed || drivable.unwrap_or(0) == nodes.len(),
                "the tour of vehicle {v} can be driven: {nodes:?}"
            );
        }
        draft.begin();
        draft
    }

    /// From here on changes can be taken back.
    pub(crate) fn begin(&mut self) {
        self.spare.extend(self.saved.drain(..).map(|(_, tour)| tour));
        self.saved_moments.clear();
        for v in self.touched.drain(..) {
            self.is_touched[v] = false;
        }
    }

    /// Takes back everything since [`Draft::begin`]. O(nodes of the tours changed).
    pub(crate) fn undo(&mut self, problem: &SearchProblem<'_>) {
        for at in 0..self.saved.len() {
            let v = self.saved[at].0;
            self.cost -= self.tours[v].cost;
            self.detach_all(problem, v);
        }
        while let Some((job, moment)) = self.saved_moments.pop() {
            self.appointed[job as usize] = moment;
        }
        while let Some((v, tour)) = self.saved.pop() {
            self.is_open_stale |= self.tours[v].nodes.is_empty() != tour.nodes.is_empty();
            self.count_hours(problem, v, tour.lasts);
            let changed = std::mem::replace(&mut self.tours[v], tour);
            self.spare.push(changed);
            self.cost += self.tours[v].cost;
            self.attach_all(problem, v);
        }
        self.begin();
    }

    /// Gives a vehicle other nodes. Jobs that were in its tour and are not in the new one become absent, jobs of the
    /// new one stop being absent; a job taken over from another tour must be given to this one after or before that
    /// tour is rewritten, both in the same step. `cost` is `Some` when the caller predicted what the new tour costs.
    ///
    /// False, and nothing changed, when the nodes cannot be driven in time.
    pub(crate) fn rewrite(&mut self, problem: &SearchProblem<'_>, v: usize, nodes: &[u32], cost: Option<i64>) -> bool {
        let mut tour = self.spare.pop().unwrap_or_default();
        tour.nodes.clear();
        tour.nodes.extend_from_slice(nodes);
        self.stamp += 1;
        if !tour.refresh(problem, v, self.stamp) {
            self.spare.push(tour);
            return false;
        }
        tour.lasts = 0;
        let is_relaxed = tour.is_windowed || problem.linked.has_releases();
        if problem.linked.needs_timer || (is_relaxed && problem.cars[v].is_timed()) {
            let exact = self.walk.price(problem, v, nodes, &self.appointed);
            let Some(exact) = exact else {
                self.spare.push(tour);
                return false;
            };
            (tour.cost, tour.lasts) = (exact, self.walk.lasts);
        }
        debug_assert_eq!(
            self.walk.price(problem, v, nodes, &self.appointed),
            Some(tour.cost),
            "a tour must be allowed and cost what its sums say: vehicle {v}, {nodes:?}"
        );
        debug_assert!(
            cost.is_none_or(|cost| cost == tour.cost),
            "the predicted cost is not the cost"
        );
        self.is_open_stale |= self.tours[v].nodes.is_empty() != nodes.is_empty();
        self.count_hours(problem, v, tour.lasts);
        self.cost += tour.cost - self.tours[v].cost;
        self.detach_all(problem, v);
        let old = std::mem::replace(&mut self.tours[v], tour);
        if self.is_touched[v] {
            self.spare.push(old);
        } else {
            self.is_touched[v] = true;
            self.touched.push(v);
            self.saved.push((v, old));
        }
        self.attach_all(problem, v);
        true
    }

    /// Whether the vehicle may drive these nodes, by the exact walk.
    pub(crate) fn is_drivable(&mut self, problem: &SearchProblem<'_>, v: usize, nodes: &[u32]) -> bool {
        self.walk.price(problem, v, nodes, &self.appointed).is_some()
    }

    /// The jobs of a tour become absent, unless they already are with another.
    fn detach_all(&mut self, problem: &SearchProblem<'_>, v: usize) {
        for at in 0..self.tours[v].nodes.len() {
            let node = self.tours[v].nodes[at];
            if !problem.is_load(node) && self.tour_of[node as usize] == v as u32 {
                self.tour_of[node as usize] = ABSENT;
                self.absent_at[node as usize] = self.absent.len() as u32;
                self.absent.push(node);
                self.cost += problem.prizes[node as usize];
            }
        }
    }

    /// The jobs of a tour are with it.
    fn attach_all(&mut self, problem: &SearchProblem<'_>, v: usize) {
        for at in 0..self.tours[v].nodes.len() {
            let node = self.tours[v].nodes[at];
            if problem.is_load(node) {
                continue;
            }
            if self.tour_of[node as usize] == ABSENT {
                let hole = self.absent_at[node as usize] as usize;
                self.absent.swap_remove(hole);
                if let Some(moved) = self.absent.get(hole) {
                    self.absent_at[*moved as usize] = hole as u32;
                }
                self.cost -= problem.prizes[node as usize];
            }
            self.tour_of[node as usize] = v as u32;
            self.place_of[node as usize] = at as u32;
        }
    }

    /// Vehicles worth looking at: those used, and of equal unused ones the first.
    pub(crate) fn open(&mut self, problem: &SearchProblem<'_>) -> &[usize] {
        if !self.only.is_empty() {
            return &self.only;
        }
        if self.is_open_stale {
            self.is_open_stale = false;
            self.open.clear();
            let mut seen = vec![false; problem.cars.len()];
            for v in 0..problem.cars.len() {
                let twin = problem.twins[v] as usize;
                if !self.tours[v].nodes.is_empty() || !std::mem::replace(&mut seen[twin], true) {
                    self.open.push(v);
                }
            }
        }
        &self.open
    }

    /// The first unused vehicle equal to this one.
    pub(crate) fn twin_of(&self, problem: &SearchProblem<'_>, v: usize) -> Option<usize> {
        (0..self.tours.len()).find(|w| problem.twins[*w] == problem.twins[v] && self.tours[*w].nodes.is_empty())
    }

    /// Counts every used tour as touched, for a descent over all of them.
    pub(crate) fn touch_all(&mut self) {
        self.begin();
        for v in 0..self.tours.len() {
            if !self.tours[v].nodes.is_empty() {
                self.is_touched[v] = true;
                self.touched.push(v);
                let copy = self.tours[v].clone();
                self.saved.push((v, copy));
            }
        }
    }

    /// The tour of a job, unless it is absent.
    pub(crate) fn tour(&self, job: u32) -> Option<usize> {
        let v = self.tour_of[job as usize];
        (v != ABSENT).then_some(v as usize)
    }

    /// The stamp of the latest change.
    pub(crate) const fn stamp(&self) -> u64 {
        self.stamp
    }

    /// Jobs in tours.
    pub(crate) fn served(&self) -> usize {
        self.tour_of.len() - self.absent.len()
    }

    /// The sum that [`Draft::cost`] must be, for assertions.
    pub(crate) fn cost_recounted(&self, problem: &SearchProblem<'_>) -> i64 {
        let tours: i64 = self.tours.iter().map(|tour| tour.cost).sum();
        let prizes: i64 = self.absent.iter().map(|job| problem.prizes[*job as usize]).sum();
        tours + prizes + self.shared_cost(problem)
    }
}

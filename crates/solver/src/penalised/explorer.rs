//! `Explorer`: a searching thread that may be late and overload on its way: ruin, put back, local search, all priced
//! with fines that grow and shrink so that a part of what it sees is not allowed; it keeps the best that is.
//!
//! It knows [`RelaxedProblem`] problems only; [`crate::feasible::worker`] knows the others.
//!
//! Ruin and recreate: Christiaens and Vanden Berghe (2020); local search with penalised infeasibility: Vidal, Crainic,
//! Gendreau and Prins (2013). Which problems it supports [`RelaxedProblem::new`] decides.

use crate::penalised::local_search::LocalSearch;
use crate::penalised::partition::Partition;
use crate::penalised::plan::penalties::{Penalties, Tuner};
use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::problem::legs::NO_WAY;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::penalised::problem::units::PARTS;
use crate::penalised::recreate::{Place, cheapest};
use crate::penalised::ruin::{Ruin, Ruiner};
use crate::shared::anneal::Anneal;
use crate::shared::ground::Ground;
use crate::shared::incumbent::{Herald, Incumbent};
use crate::shared::insertion_orders::Orders;
use crate::shared::rng::Rng;
use crate::shared::ruin_weights::{Merit, RuinWeights};
use crate::shared::searcher::Searcher;

/// First weights of [`Ruin::ALL`].
const RUINS: [f64; 3] = [3.0, 1.0, 0.2];
/// The temperature goes from this many times the price of a small change to that.
const HOT: f64 = 2.5;
const COLD: f64 = 0.005;
/// How often jobs are put in although their way costs more than their prize.
const TRUST: f64 = 0.05;
/// Probability that a round is repaired: min(1, (n / 5,000)²) with n jobs. Somewhere in a large plan something is
/// always late.
const ALWAYS_ALLOWED_JOBS: f64 = 5_000.0;
/// How many times higher fines are while a round is repaired.
const REPAIR: i64 = 10;
/// After so many rounds without an allowed plan everything is repaired.
const FINED_MAX: u32 = 100;
/// How often that is done, each time with higher fines, before blocks are put together.
const REPAIRS_MAX: usize = 3;
/// Upper bound on lateness, in seconds. Where there is no road one is later.
const LATE_MAX: i64 = NO_WAY as i64 / 2;
/// How many absent jobs near those taken out a round tries besides them, and how many from anywhere.
const OTHERS_MAX: usize = 8;

/// One exploring thread.
pub(crate) struct Explorer<'p> {
    problem: &'p RelaxedProblem<'p>,
    rng: Rng,
    pub(super) plan: RelaxedPlan,
    pub(super) best: Incumbent,
    local: LocalSearch,
    ruiner: Ruiner,
    ruin_weights: RuinWeights,
    anneal: Anneal,
    tuner: Tuner,
    /// How often a round that ends with fines is repaired; when always, it is taken back where that fails.
    repairs: f64,
    /// Jobs taken out of a day, or to be put back.
    jobs: Vec<u32>,
    tour: Vec<u32>,
    rounds: u64,
    /// Rounds since the plan was last allowed.
    fined_for: u32,
    /// Only the first thread tells.
    herald: Option<Herald>,
}

impl<'p> Explorer<'p> {
    /// Nothing planned yet.
    pub(crate) fn new(ground: &Ground<'_>, problem: &'p RelaxedProblem<'p>, seed: u64, number: usize) -> Self {
        let step = ground.near.step * PARTS as f64;
        let size = problem.count() as f64 / ALWAYS_ALLOWED_JOBS;
        Self {
            problem,
            rng: Rng::new(seed, number as u64 + 1),
            plan: RelaxedPlan::empty(problem),
            best: Incumbent::promised(ground.problem, ground.problem.prizes.iter().sum(), 0),
            local: LocalSearch::new(problem.count()),
            ruiner: Ruiner::default(),
            ruin_weights: RuinWeights::new(&RUINS),
            anneal: Anneal::between(step * HOT, step * COLD),
            tuner: Tuner::default(),
            repairs: (size * size).min(1.0),
            jobs: Vec::new(),
            tour: Vec::new(),
            rounds: 0,
            fined_for: 0,
            herald: (number == 0).then(Herald::default),
        }
    }

    fn round(&mut self, ground: &Ground<'_>, problem: &RelaxedProblem<'_>) {
        let is_over = || ground.clock.is_over();
        self.rounds += 1;
        let current = self.plan.cost();
        let choice = self.ruin_weights.draw(&mut self.rng);
        self.plan.begin();
        self.ruiner
            .choose(Ruin::ALL[choice], problem, &self.plan, &mut self.rng);
        self.take_out(problem);
        self.put_back(problem, ground.orders);
        self.local.improve(problem, &mut self.plan, &mut self.rng, &is_over);
        let seen = self.plan.toll;
        if !self.plan.is_allowed() && self.rng.chance(self.repairs) {
            self.repair(problem, &is_over);
        }
        let cost = self.plan.cost();
        let is_best = self.keep(ground, problem);
        self.ruin_weights.learn(
            choice,
            if is_best {
                Merit::Best
            } else if cost < current {
                Merit::Better
            } else {
                Merit::Nothing
            },
        );
        if (self.repairs >= 1.0 && !self.plan.is_allowed()) || cost > current + self.anneal.slack(&mut self.rng) {
            self.plan.undo(problem);
            debug_assert_eq!(self.plan.cost(), current, "undo brings the cost back");
        }
        self.tuner.see(&seen, &mut self.plan.penalties);
        self.fined_for = if self.plan.is_allowed() { 0 } else { self.fined_for + 1 };
        if self.fined_for >= FINED_MAX {
            self.fined_for = 0;
            self.end_allowed(ground, problem);
        }
    }

    /// Tries to make everything allowed with ever higher fines.
    pub(super) fn end_allowed(&mut self, ground: &Ground<'_>, problem: &RelaxedProblem<'_>) {
        let penalties = self.plan.penalties;
        for _ in 0..REPAIRS_MAX {
            if self.plan.is_allowed() {
                break;
            }
            let fined = self.plan.days.iter().filter(|day| day.toll.is_fined());
            fined.flat_map(|day| &day.jobs).for_each(|job| self.local.ask(*job));
            self.repair(problem, &|| ground.clock.is_over());
            self.plan.penalties = self.plan.penalties.times(REPAIR);
        }
        self.plan.penalties = penalties;
        self.keep(ground, problem);
    }

    /// Searches around fined days with fines that are many times higher.
    fn repair(&mut self, problem: &RelaxedProblem<'_>, is_over: &dyn Fn() -> bool) {
        let penalties = self.plan.penalties;
        self.plan.penalties = penalties.times(REPAIR);
        let jobs = self.plan.fined_now().flat_map(|day| &day.jobs);
        jobs.for_each(|job| self.local.ask(*job));
        self.local.improve(problem, &mut self.plan, &mut self.rng, is_over);
        self.plan.penalties = penalties;
    }

    /// Keeps the sketch when it is allowed and the best so far.
    fn keep(&mut self, ground: &Ground<'_>, problem: &RelaxedProblem<'_>) -> bool {
        let cost = self.plan.cost() / PARTS;
        if !self.plan.is_allowed() || cost >= self.best.cost {
            return false;
        }
        let needs_load = |job: &u32| problem.whole.nodes[*job as usize].supply != 0;
        let days = self.plan.days.iter().zip(&problem.cars).map(|(day, car)| {
            let load = car.load.filter(|_| day.jobs.iter().any(needs_load));
            (day.stamp, load, &day.jobs[..])
        });
        self.best.keep(cost, self.plan.served(), days);
        if let Some(herald) = &mut self.herald {
            ground.clock.expect_unassigned(self.plan.absent.len());
            herald.tell(ground, &self.best, self.rounds);
        }
        true
    }

    /// From now on it plans only some of the vehicles and jobs, beginning as they are; what it keeps is only of these.
    pub(super) fn take(
        &mut self,
        ground: &Ground<'_>,
        problem: &RelaxedProblem<'_>,
        partition: &Partition,
        block: u32,
    ) {
        self.herald = None;
        let absent = partition.absent.iter().filter(|(_, own)| *own == block);
        let absent: Vec<u32> = absent.map(|(job, _)| *job).collect();
        let is_own = |v: usize| partition.blocks[v] == block;
        self.plan.take(problem, &partition.tours, &absent, &is_own);
        self.ruiner.own.clear();
        self.ruiner.own.extend(absent);
        let own = partition.tours.iter().enumerate().filter(|(v, _)| is_own(*v));
        let jobs = own.flat_map(|(_, jobs)| jobs).filter(|job| !problem.is_load(**job));
        self.ruiner.own.extend(jobs);
        self.best.forget();
        self.keep(ground, problem);
    }

    /// Takes the chosen jobs out; those beside them are to be looked at.
    fn take_out(&mut self, problem: &RelaxedProblem<'_>) {
        let plan = &mut self.plan;
        for at in 0..self.ruiner.out.len() {
            let Some((v, _)) = plan.at(self.ruiner.out[at]) else {
                continue;
            };
            self.tour.clear();
            self.jobs.clear();
            let jobs = &plan.days[v].jobs;
            for (at, job) in jobs.iter().enumerate() {
                if self.ruiner.out.contains(job) {
                    let beside = [at.wrapping_sub(1), at + 1];
                    beside
                        .iter()
                        .filter_map(|at| jobs.get(*at))
                        .for_each(|job| self.local.ask(*job));
                    self.jobs.push(*job);
                } else {
                    self.tour.push(*job);
                }
            }
            self.local.fitter.strip(problem, v, &mut self.tour);
            plan.replace(problem, v, &self.tour);
            self.jobs.iter().for_each(|job| plan.leave(problem, *job));
        }
    }

    /// Puts back what was taken out, and tries some others that are absent.
    fn put_back(&mut self, problem: &RelaxedProblem<'_>, orders: &Orders) {
        let absent = &self.plan.absent;
        // Jobs may pay together for a way that none pays for alone: now and then the way is taken on trust. Where many
        // are waiting and nobody is left to drive it, or every round must end allowed, that is hopeless.
        let are_few = self.plan.missing() <= self.ruiner.out.len() + 2 * OTHERS_MAX;
        let has_room = !self.plan.unused.is_empty() && self.repairs < 1.0;
        let is_trusting = (are_few || has_room) && self.rng.chance(TRUST);
        self.jobs.clear();
        if are_few {
            self.jobs
                .extend(absent.iter().filter(|job| !problem.scope.leaves(**job)));
        } else {
            self.jobs.extend_from_slice(&self.ruiner.out);
            let any = (0..OTHERS_MAX).map(|_| absent[self.rng.below(absent.len())]);
            let any: Vec<u32> = any.take(if is_trusting { 1 } else { OTHERS_MAX }).collect();
            let first = if is_trusting {
                any.first()
            } else {
                self.ruiner.out.first()
            };
            let near = first
                .map_or(&[][..], |job| problem.near(*job))
                .iter()
                .map(|beside| beside.job);
            let near = near.filter(|job| self.plan.is_absent(*job)).take(OTHERS_MAX);
            for job in near.chain(any.iter().copied()) {
                if !problem.scope.leaves(job) && !self.jobs.contains(&job) {
                    self.jobs.push(job);
                }
            }
        }
        orders.sort(&mut self.jobs, &mut self.rng);
        // At any price, but for a way that there is not.
        let trust = if is_trusting {
            self.plan.penalties.of(LATE_MAX, 0)
        } else {
            0
        };
        for at in 0..self.jobs.len() {
            self.place(problem, self.jobs[at], trust);
        }
    }

    /// Puts an absent job where it costs least, if that is less than its prize and what is given on trust.
    fn place(&mut self, problem: &RelaxedProblem<'_>, job: u32, trust: i64) {
        let worth = problem.jobs[job as usize].prize.saturating_add(trust);
        if let Some(place) = cheapest(problem, &self.plan, &mut self.local.fitter, job, worth, &mut self.rng) {
            self.insert(problem, job, &place);
        }
    }

    /// Puts jobs in their order where they cost least, then searches locally everywhere.
    fn settle_jobs(&mut self, ground: &Ground<'_>, problem: &RelaxedProblem<'_>, jobs: &[u32], trust: i64) {
        let is_over = || ground.clock.is_over();
        for job in jobs {
            if is_over() {
                break;
            }
            self.place(problem, *job, trust);
        }
        self.local.improve(problem, &mut self.plan, &mut self.rng, &is_over);
        self.keep(ground, problem);
    }

    fn insert(&mut self, problem: &RelaxedProblem<'_>, job: u32, place: &Place) {
        let jobs = &self.plan.days[place.v as usize].jobs;
        let (head, tail) = jobs.split_at(place.at as usize);
        self.tour.clear();
        self.tour.extend_from_slice(head);
        self.tour.extend(place.load);
        self.tour.push(job);
        self.tour.extend_from_slice(tail);
        let beside = [head.last(), Some(&job), tail.first()];
        beside.into_iter().flatten().for_each(|job| self.local.ask(*job));
        self.plan.join(problem, job);
        self.plan.replace(problem, place.v as usize, &self.tour);
    }
}

impl Searcher for Explorer<'_> {
    /// Everybody, those farthest from the first start first, where it costs least; then local search everywhere.
    fn settle(&mut self, ground: &Ground<'_>) {
        let problem = self.problem;
        let mut jobs: Vec<u32> = (0..problem.count() as u32).collect();
        self.rng.shuffle(&mut jobs);
        let from = problem.cars[0].from;
        jobs.sort_by_key(|job| {
            let job = &problem.jobs[*job as usize];
            std::cmp::Reverse((job.prize.ilog2(), problem.leg(from, job.place)))
        });
        self.plan.penalties = Penalties::forbidding(problem);
        self.settle_jobs(ground, problem, &jobs, 0);
        // Small prizes pay for no way alone, only together: where somebody is left out for that, everybody is served
        // on trust.
        let (plan, worth) = (&self.plan, self.plan.penalties.late);
        let mut places = plan
            .absent
            .iter()
            .filter_map(|job| cheapest(problem, plan, &mut self.local.fitter, *job, worth, &mut self.rng));
        if places.next().is_some() {
            jobs.retain(|job| self.plan.is_absent(*job));
            self.settle_jobs(ground, problem, &jobs, self.plan.penalties.late / 2);
        }
        let absent = self.plan.absent.iter().copied();
        let missing: Vec<u32> = absent.filter(|job| !problem.scope.leaves(*job)).collect();
        self.plan.penalties = Penalties::first(problem, &missing);
    }

    fn run(&mut self, ground: &Ground<'_>, fraction: f64, rounds: u64) {
        let problem = self.problem;
        while self.rounds < rounds {
            let spent = ground.clock.fraction(self.rounds);
            if spent >= fraction {
                return;
            }
            self.anneal.cool(spent);
            self.round(ground, problem);
        }
    }

    fn adopt(&mut self, ground: &Ground<'_>, best: &Incumbent) {
        self.plan.adopt(self.problem, &best.nodes);
        self.keep(ground, self.problem);
    }

    fn best(&self) -> &Incumbent {
        &self.best
    }

    fn rounds(&self) -> u64 {
        self.rounds
    }
}

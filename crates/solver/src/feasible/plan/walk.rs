//! `Walk::price`: the slow exact check of a tour: may this vehicle drive it, and what does it cost? Faster tests must
//! agree with it; rules it does not know are asked of the `Timer` of `karavan_plan`. `step`: a node in the words of the
//! plan.

use crate::feasible::plan::cargo::Cargo;
use crate::shared::problem::car::Car;
use crate::shared::problem::linked_jobs::{FREE, Tie};
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::units::FOREVER;
use karavan_model::Seconds;
use karavan_plan::{DepotIx, JobIx, StepKind, Timer, VehicleIx};

/// Buffers of [`Walk::price`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Walk {
    pub(crate) cargo: Cargo,
    /// Travel and setup before each step, the last entry leads to the end of the day.
    gaps: Vec<i64>,
    /// How long the day lasts, by the last price that was not refused and came from the timer.
    pub(crate) lasts: i64,
    timer: Timer,
    steps: Vec<StepKind>,
    on_board: Vec<i64>,
}

impl Walk {
    /// What the nodes cost on the vehicle; `None` when some rule forbids them. Nothing costs nothing. `appointed`
    /// holds the moments of jobs of two people, or nothing. O(nodes) in practice: see [`Cargo::fits`] and
    /// [`Walk::day`] for the rest.
    pub(crate) fn price(
        &mut self,
        problem: &SearchProblem<'_>,
        v: usize,
        nodes: &[u32],
        appointed: &[i64],
    ) -> Option<i64> {
        self.lasts = 0;
        if nodes.is_empty() {
            return problem.linked.prefixes[v].is_empty().then_some(0);
        }
        if problem.linked.needs_timer {
            return self.timed(problem, v, nodes, appointed);
        }
        let car = &problem.cars[v];
        let (mut class, mut tasks) = (0, 0);
        let (mut meters, mut price) = (0, car.fixed);
        let mut at = car.start;
        self.gaps.clear();
        for node in nodes {
            let stop = &problem.nodes[*node as usize];
            if !problem.is_load(*node) {
                if stop.class < class || !problem.is_able(*node, v) {
                    return None;
                }
                class = stop.class;
                tasks += 1;
            }
            let ride = problem.ride(car, at, stop.location)?;
            self.gaps.push(ride.seconds + problem.setup(at, *node));
            meters += ride.meters;
            price += ride.price;
            at = stop.location;
        }
        let home = problem.ride(car, at, car.end)?;
        self.gaps.push(home.seconds);
        if tasks == 0 || tasks > car.tasks_max || meters + home.meters > car.meters_max {
            return None;
        }
        if problem.linked.has_releases() {
            let fits = self.cargo.fits(problem, v, nodes);
            let lasts = fits.then(|| self.day(problem, car, nodes))??;
            return Some(price + home.price + car.per_route * lasts);
        }
        let lasts = self.day(problem, car, nodes)?;
        let fits = if problem.linked.has_shipments {
            self.ships(problem, v, nodes)
        } else {
            self.cargo.fits(problem, v, nodes)
        };
        fits.then_some(price + home.price + car.per_route * lasts)
    }

    /// Asks the timer of the plan, which knows every rule.
    fn timed(&mut self, problem: &SearchProblem<'_>, v: usize, nodes: &[u32], appointed: &[i64]) -> Option<i64> {
        self.steps.clear();
        self.steps.extend(nodes.iter().map(|node| step(problem, *node)));
        let moment = |job: JobIx| {
            let moment = *appointed.get(job.at())?;
            (moment != FREE).then_some(Seconds(moment))
        };
        let timed = self.timer.cost(problem.given, VehicleIx::from(v), &self.steps, &moment);
        let (cost, lasts) = timed.ok()?;
        self.lasts = lasts.0;
        Some(cost.0)
    }

    /// When the job begins on the tour last asked about.
    pub(crate) fn begins(&self, job: u32) -> Option<i64> {
        let steps = self.timer.last()?.steps.iter();
        let mut own = steps.filter(|step| step.kind == StepKind::Job(JobIx(job)));
        own.next().map(|step| step.begins.0)
    }

    /// Whether every shipment is picked up before it is delivered, and all that is on board fits.
    fn ships(&mut self, problem: &SearchProblem<'_>, v: usize, nodes: &[u32]) -> bool {
        self.on_board.clear();
        self.on_board.resize(problem.dims, 0);
        let mut open = 0_u32;
        for (at, node) in nodes.iter().enumerate() {
            match problem.linked.of(*node) {
                Tie::Pickup => open += 1,
                Tie::Delivery => {
                    let pickup = problem.linked.partner(*node);
                    if !nodes[..at].iter().any(|other| Some(*other) == pickup) {
                        return false;
                    }
                    open -= 1;
                }
                Tie::Alone | Tie::Together => {}
            }
            let capacity = problem.capacity(v).iter().zip(problem.linked.shipped(*node));
            for (sum, (most, amount)) in self.on_board.iter_mut().zip(capacity) {
                *sum += amount;
                if *sum > *most {
                    return false;
                }
            }
        }
        open == 0
    }

    /// How long the day lasts by the best clock: the earliest end, then the latest leaving. With a longest duration and
    /// several windows later leavings are tried too, each at a later window.
    fn day(&self, problem: &SearchProblem<'_>, car: &Car, nodes: &[u32]) -> Option<i64> {
        let mut leaves = car.opens;
        loop {
            let mut now = leaves;
            let mut floors = Floors::new(problem, &self.cargo);
            for (node, gap) in nodes.iter().zip(&self.gaps) {
                let ready = (now + gap).max(floors.of(*node));
                now = problem.begin(*node, ready)? + problem.nodes[*node as usize].service;
            }
            let ends = now + self.gaps[nodes.len()];
            if ends > car.closes {
                return None;
            }
            if !car.is_timed() {
                return Some(ends - leaves);
            }
            let mut latest = ends - self.gaps[nodes.len()];
            for (node, gap) in nodes.iter().zip(&self.gaps).rev() {
                latest = problem.begin_latest(*node, latest - problem.nodes[*node as usize].service)? - gap;
            }
            let lasts = ends - latest;
            if lasts <= car.duration_max {
                return Some(lasts);
            }
            leaves = latest + self.slack(problem, nodes, latest)? + 1;
        }
    }

    /// How much later one could leave before a step that is not waited for falls out of its window.
    fn slack(&self, problem: &SearchProblem<'_>, nodes: &[u32], leaves: i64) -> Option<i64> {
        let mut now = leaves;
        let mut slack = i64::MAX;
        let mut floors = Floors::new(problem, &self.cargo);
        for (node, gap) in nodes.iter().zip(&self.gaps) {
            let ready = now + gap;
            let begins = problem.begin(*node, ready.max(floors.of(*node)))?;
            if begins > ready {
                break;
            }
            slack = slack.min(problem.window_left(*node, begins));
            now = begins + problem.nodes[*node as usize].service;
        }
        (slack < i64::MAX).then_some(slack)
    }
}

/// When loading visits may begin at the earliest, one after the other.
struct Floors<'a> {
    jobs: usize,
    released: std::slice::Iter<'a, i64>,
}

impl<'a> Floors<'a> {
    /// Of the tour whose goods were looked at last; none where all goods are there from the start.
    fn new(problem: &SearchProblem<'_>, cargo: &'a Cargo) -> Self {
        let released: &[i64] = if problem.linked.has_releases() {
            &cargo.released
        } else {
            &[]
        };
        Self {
            jobs: problem.jobs,
            released: released.iter(),
        }
    }

    fn of(&mut self, node: u32) -> i64 {
        if (node as usize) < self.jobs {
            return -FOREVER;
        }
        self.released.next().copied().unwrap_or(-FOREVER)
    }
}

/// A node in the words of the plan.
pub(crate) fn step(problem: &SearchProblem<'_>, node: u32) -> StepKind {
    if problem.is_load(node) {
        StepKind::Load(DepotIx(node - problem.jobs as u32))
    } else {
        StepKind::Job(JobIx(node))
    }
}

//! `LinkedJobs`: the special rules of a problem as the search needs them: partners of jobs (`Tie`), promised prefixes,
//! shared hours, late goods; and whether only the timer of `karavan_plan` knows what is allowed. `named`: the vehicles
//! that rules name.

use crate::shared::problem::units::FOREVER;
use karavan_plan::{JobIx, Problem, Rules, StepKind, VehicleIx};

/// The mark of a job without a partner.
pub(crate) const NOBODY: u32 = u32::MAX;
/// The mark of a job that may begin whenever its windows allow.
pub(crate) const FREE: i64 = i64::MIN;

/// How a job hangs together with its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tie {
    /// It has none.
    Alone,
    /// It begins a shipment; the partner ends it on the same tour.
    Pickup,
    /// It ends a shipment.
    Delivery,
    /// The partner begins at the same moment on another tour.
    Together,
}

/// All ties of a problem.
#[derive(Debug)]
pub(crate) struct LinkedJobs {
    linked: Vec<Tie>,
    partners: Vec<u32>,
    /// Jobs that stay where they are.
    fixed: Vec<bool>,
    /// What the tour of each vehicle begins with.
    pub(crate) prefixes: Vec<Vec<u32>>,
    /// For each job what goes on board there for a shipment, negative where it leaves; empty without shipments.
    shipped: Vec<i64>,
    dims: usize,
    /// For each vehicle the growing prices that it shares with others.
    pub(crate) groups: Vec<Vec<usize>>,
    pub(crate) has_shipments: bool,
    pub(crate) has_together: bool,
    pub(crate) has_groups: bool,
    /// For each job when its goods come to their depot; empty where all are there from the start.
    released: Vec<i64>,
    /// Whether only the timer of the plan knows what is allowed and what it costs.
    pub(crate) needs_timer: bool,
    /// Whether more than the way is paid.
    pub(crate) is_priced: bool,
    /// Whether some rule is nothing that explorers could see or guess.
    pub(crate) is_hidden: bool,
}

impl LinkedJobs {
    /// Of a problem.
    pub(crate) fn new(problem: &Problem) -> Self {
        let (jobs, dims, rules) = (problem.jobs().len(), problem.dimensions(), problem.rules());
        let mut linked = Self {
            linked: vec![Tie::Alone; jobs],
            partners: vec![NOBODY; jobs],
            fixed: vec![false; jobs],
            prefixes: vec![Vec::new(); problem.vehicles().len()],
            shipped: Vec::new(),
            dims,
            groups: vec![Vec::new(); problem.vehicles().len()],
            has_shipments: !rules.shipments.is_empty(),
            has_together: !rules.together.is_empty(),
            has_groups: false,
            released: Vec::new(),
            needs_timer: needs_timer(problem),
            is_priced: is_priced(rules),
            is_hidden: is_hidden(rules),
        };
        if linked.has_shipments {
            linked.shipped = vec![0; jobs * dims];
        }
        for one in &rules.shipments {
            linked.tie(one.pickup, one.delivery, Tie::Pickup);
            linked.tie(one.delivery, one.pickup, Tie::Delivery);
            for (dim, amount) in one.load.iter().enumerate() {
                linked.shipped[one.pickup.at() * dims + dim] = *amount;
                linked.shipped[one.delivery.at() * dims + dim] = -amount;
            }
        }
        for one in &rules.together {
            let [a, b] = one.jobs;
            linked.tie(a, b, Tie::Together);
            linked.tie(b, a, Tie::Together);
        }
        for one in &rules.prefixes {
            let node = |step: &StepKind| match *step {
                StepKind::Load(depot) => jobs as u32 + depot.0,
                StepKind::Job(job) => job.0,
                StepKind::Start | StepKind::End | StepKind::Break(_) => NOBODY,
            };
            linked.prefixes[one.vehicle.at()] = one.steps.iter().map(node).collect();
            for job in one.jobs() {
                linked.fixed[job.at()] = true;
            }
        }
        if !rules.releases.is_empty() {
            linked.released = vec![-FOREVER; jobs];
        }
        for one in &rules.releases {
            linked.released[one.job.at()] = one.at.0;
        }
        for (at, one) in rules.fairness.iter().enumerate() {
            if one.vehicles.len() > 1 {
                linked.has_groups = true;
                for vehicle in &one.vehicles {
                    linked.groups[vehicle.at()].push(at);
                }
            }
        }
        linked
    }

    /// Whether some goods come late to their depot.
    #[inline]
    pub(crate) const fn has_releases(&self) -> bool {
        !self.released.is_empty()
    }

    /// When the goods of a job come to their depot.
    #[inline]
    pub(crate) fn released(&self, job: u32) -> i64 {
        self.released.get(job as usize).copied().unwrap_or(-FOREVER)
    }

    /// Whether the sums of a tour are only a relaxation, and what they allow must be walked.
    #[inline]
    pub(crate) const fn must_walk(&self) -> bool {
        self.needs_timer || self.has_shipments || self.has_releases()
    }

    fn tie(&mut self, job: JobIx, partner: JobIx, how: Tie) {
        (self.linked[job.at()], self.partners[job.at()]) = (how, partner.0);
    }

    /// How the job hangs together with its partner.
    #[inline]
    pub(crate) fn of(&self, job: u32) -> Tie {
        self.linked[job as usize]
    }

    /// Jobs with rules of their own, beyond who comes and when: pairs, goods aboard from the start, and what is
    /// collected.
    pub(crate) fn own_ways(problem: &Problem) -> impl Iterator<Item = u32> {
        let rules = problem.rules();
        let shipped = rules.shipments.iter().flat_map(|one| [one.pickup, one.delivery]);
        let together = rules.together.iter().flat_map(|one| one.jobs);
        let aboard = rules.aboard.iter().copied();
        let collects = rules.collects.iter().map(|one| one.job);
        shipped.chain(together).chain(aboard).chain(collects).map(|job| job.0)
    }

    /// The job without which this one is not done.
    #[inline]
    pub(crate) fn partner(&self, job: u32) -> Option<u32> {
        let partner = self.partners[job as usize];
        (partner != NOBODY).then_some(partner)
    }

    /// Whether the job stands for itself and its partner when both are put back.
    pub(crate) fn leads(&self, job: u32) -> bool {
        match self.of(job) {
            Tie::Alone | Tie::Pickup => true,
            Tie::Delivery => false,
            Tie::Together => job < self.partners[job as usize],
        }
    }

    /// Whether the job may neither be left out nor moved.
    #[inline]
    pub(crate) fn is_fixed(&self, job: u32) -> bool {
        self.fixed[job as usize]
    }

    /// Whether a single job may be moved to another tour, or left out, without a thought for another.
    #[inline]
    pub(crate) fn is_free(&self, job: u32) -> bool {
        self.linked[job as usize] == Tie::Alone && !self.fixed[job as usize]
    }

    /// What a shipment takes on board at a job, negative where it unloads; nothing without shipments.
    #[inline]
    pub(crate) fn shipped(&self, job: u32) -> &[i64] {
        if self.shipped.is_empty() {
            return &[];
        }
        &self.shipped[job as usize * self.dims..][..self.dims]
    }
}

/// For each vehicle a number of its own when a rule names it, else zero: such vehicles are nobody's twin.
pub(crate) fn named(problem: &Problem) -> Vec<i64> {
    let rules = problem.rules();
    let mut named = vec![0; problem.vehicles().len()];
    let mut name = |vehicle: VehicleIx| named[vehicle.at()] = i64::from(vehicle.0) + 1;
    rules.breaks.iter().for_each(|one| name(one.vehicle));
    rules.prefixes.iter().for_each(|one| name(one.vehicle));
    rules
        .fairness
        .iter()
        .flat_map(|one| &one.vehicles)
        .copied()
        .for_each(&mut name);
    rules.floors.iter().for_each(|one| name(one.vehicle));
    rules
        .preferences
        .iter()
        .flat_map(|one| &one.vehicles)
        .copied()
        .for_each(&mut name);
    rules
        .restrictions
        .iter()
        .flat_map(|one| &one.vehicles)
        .copied()
        .for_each(&mut name);
    named
}

fn is_priced(rules: &Rules) -> bool {
    let prices = [
        rules.wishes.is_empty(),
        rules.preferences.is_empty(),
        rules.fairness.is_empty(),
        rules.floors.is_empty(),
        rules.delays.is_empty(),
        rules.traffic.is_empty(),
    ];
    prices.contains(&false)
}

/// Explorers know of preferences and of the hours of each vehicle, and guess where to rest and when to wait for a
/// wished hour, but not together with goods that come late. Jobs with ties of their own they leave to the worker.
fn is_hidden(rules: &Rules) -> bool {
    let others = [
        rules.prefixes.is_empty(),
        rules.fairness.iter().all(|one| one.vehicles.len() == 1),
        rules.traffic.is_empty(),
        rules.releases.is_empty() || (rules.breaks.is_empty() && rules.wishes.is_empty() && rules.delays.is_empty()),
    ];
    others.contains(&false)
}

/// Restrictions are known beforehand, and shipments where nothing comes from a depot, or goods that come late to one,
/// are walked here.
fn needs_timer(problem: &Problem) -> bool {
    let rules = problem.rules();
    let others = [
        rules.together.is_empty(),
        rules.breaks.is_empty(),
        rules.prefixes.is_empty(),
        rules.aboard.is_empty(),
        rules.collects.is_empty(),
        rules.releases.is_empty() || rules.shipments.is_empty(),
    ];
    let rides = rules.shipments.iter().any(|one| one.ride_max.is_some());
    let loads = !rules.shipments.is_empty() && problem.jobs().iter().any(karavan_plan::Job::needs_loading);
    is_priced(rules) || others.contains(&false) || rides || loads
}

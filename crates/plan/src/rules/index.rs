//! `RuleIndex`: the rule lists sorted by job (`JobRules`) and by vehicle (`VehicleRules`), built once with a
//! problem; with the prices of wishes, waits and preferences of one job. The lists themselves are in `lists.rs`.

use super::lists::{Fairness, Rules, Who};
use crate::ix::{JobIx, VehicleIx};
use crate::load::Load;
use crate::window::TimeWindow;
use karavan_model::{Cost, Seconds};

/// What the rules say of one job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobRules {
    /// The delivery of the shipment that begins here.
    pub delivery: Option<JobIx>,
    /// The pickup of the shipment that ends here.
    pub pickup: Option<JobIx>,
    /// What the shipment has on board, and for how long at most.
    pub shipped: Load,
    /// See [`super::Shipment::ride_max`].
    pub ride_max: Option<Seconds>,
    /// The other job that begins at the same moment.
    pub together: Option<JobIx>,
    /// Soft windows and their prices per second.
    pub wishes: Vec<(TimeWindow, i64)>,
    /// From when on waiting is paid, and how much for an hour.
    pub delay: Option<(Seconds, i64)>,
    /// The ones meant, the price inside and outside.
    pub preferences: Vec<(Vec<VehicleIx>, Cost, Cost)>,
    /// Who may come.
    pub restrictions: Vec<(Vec<VehicleIx>, Who)>,
    /// Whether its goods are on board from the start.
    pub is_aboard: bool,
    /// What it takes along; empty when nothing.
    pub collects: Load,
    /// When its goods come to the depot.
    pub released: Option<Seconds>,
    /// The vehicle whose route begins with it.
    pub prefixed: Option<VehicleIx>,
}

impl JobRules {
    /// No rule at all.
    pub const NONE: Self = Self {
        delivery: None,
        pickup: None,
        shipped: Vec::new(),
        ride_max: None,
        together: None,
        wishes: Vec::new(),
        delay: None,
        preferences: Vec::new(),
        restrictions: Vec::new(),
        is_aboard: false,
        collects: Vec::new(),
        released: None,
        prefixed: None,
    };

    /// The job without which this one is not done.
    #[must_use]
    pub const fn partner(&self) -> Option<JobIx> {
        match (self.delivery, self.pickup) {
            (Some(job), _) | (None, Some(job)) => Some(job),
            (None, None) => self.together,
        }
    }

    /// Whether the vehicle may come.
    #[must_use]
    pub fn allows(&self, vehicle: VehicleIx) -> bool {
        self.restrictions
            .iter()
            .all(|(vehicles, who)| vehicles.contains(&vehicle) == (*who == Who::Only))
    }

    /// What it costs that the vehicle comes.
    #[must_use]
    pub fn price_of(&self, vehicle: VehicleIx) -> i128 {
        let prices = self.preferences.iter().map(|(vehicles, inside, outside)| {
            let price = if vehicles.contains(&vehicle) { inside } else { outside };
            i128::from(price.0)
        });
        prices.sum()
    }

    /// What it costs to begin at a moment: a missed wish, and the wait until then.
    #[must_use]
    pub fn price_at(&self, begins: Seconds) -> i128 {
        let waited = self.delay.map_or(0, |(from, per_hour)| {
            i128::from((begins.0 - from.0).max(0)) * i128::from(per_hour) / 3_600
        });
        self.price_of_wishes_at(begins) + waited
    }

    /// What missed wishes cost at a moment: of several, the one that is cheapest to miss then.
    #[must_use]
    pub fn price_of_wishes_at(&self, begins: Seconds) -> i128 {
        let prices = self.wishes.iter().map(|(window, per_second)| {
            let away = (window.opens.0 - begins.0).max(begins.0 - window.closes.0).max(0);
            i128::from(away) * i128::from(*per_second)
        });
        prices.min().unwrap_or(0)
    }
}

/// What the rules say of one vehicle; indexes into the lists of [`Rules`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VehicleRules {
    /// Its breaks, by first opening.
    pub breaks: Vec<usize>,
    /// What its route begins with.
    pub prefix: Option<usize>,
    /// The growing prices on its own hours alone.
    pub fairness: Vec<usize>,
    /// How long its route should last at least.
    pub floor: Option<usize>,
}

impl VehicleRules {
    const NONE: Self = Self {
        breaks: Vec::new(),
        prefix: None,
        fairness: Vec::new(),
        floor: None,
    };
}

/// Both tables; empty when there are no rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleIndex {
    jobs: Vec<JobRules>,
    vehicles: Vec<VehicleRules>,
}

impl RuleIndex {
    /// Of checked rules.
    pub(crate) fn new(rules: &Rules, jobs: usize, vehicles: usize) -> Self {
        if rules.is_empty() {
            return Self::default();
        }
        let mut index = Self {
            jobs: vec![JobRules::NONE; jobs],
            vehicles: vec![VehicleRules::NONE; vehicles],
        };
        index.add_jobs(rules);
        for (at, one) in rules.breaks.iter().enumerate() {
            index.vehicles[one.vehicle.at()].breaks.push(at);
        }
        for (at, one) in rules.prefixes.iter().enumerate() {
            index.vehicles[one.vehicle.at()].prefix = Some(at);
        }
        for (at, Fairness { vehicles, .. }) in rules.fairness.iter().enumerate() {
            if let [vehicle] = vehicles[..] {
                index.vehicles[vehicle.at()].fairness.push(at);
            }
        }
        for (at, one) in rules.floors.iter().enumerate() {
            index.vehicles[one.vehicle.at()].floor = Some(at);
        }
        for one in &mut index.vehicles {
            one.breaks.sort_by_key(|at| rules.breaks[*at].windows[0].opens);
        }
        index
    }

    fn add_jobs(&mut self, rules: &Rules) {
        let jobs = &mut self.jobs;
        for one in &rules.shipments {
            jobs[one.pickup.at()].delivery = Some(one.delivery);
            jobs[one.delivery.at()].pickup = Some(one.pickup);
            for end in [one.pickup, one.delivery] {
                jobs[end.at()].shipped.clone_from(&one.load);
                jobs[end.at()].ride_max = one.ride_max;
            }
        }
        for one in &rules.together {
            let [a, b] = one.jobs;
            jobs[a.at()].together = Some(b);
            jobs[b.at()].together = Some(a);
        }
        for one in &rules.wishes {
            jobs[one.job.at()].wishes.push((one.window, one.per_second));
        }
        for one in &rules.delays {
            jobs[one.job.at()].delay = Some((one.from, one.per_hour));
        }
        for one in &rules.preferences {
            let price = (one.vehicles.clone(), one.inside, one.outside);
            jobs[one.job.at()].preferences.push(price);
        }
        for one in &rules.restrictions {
            jobs[one.job.at()].restrictions.push((one.vehicles.clone(), one.who));
        }
        for one in &rules.aboard {
            jobs[one.at()].is_aboard = true;
        }
        for one in &rules.collects {
            jobs[one.job.at()].collects.clone_from(&one.load);
        }
        for one in &rules.releases {
            jobs[one.job.at()].released = Some(one.at);
        }
        for one in &rules.prefixes {
            for job in one.jobs() {
                jobs[job.at()].prefixed = Some(one.vehicle);
            }
        }
    }

    /// What the rules say of a job.
    pub(crate) fn of_job(&self, job: JobIx) -> &JobRules {
        self.jobs.get(job.at()).unwrap_or(const { &JobRules::NONE })
    }

    /// What the rules say of a vehicle.
    pub(crate) fn of_vehicle(&self, vehicle: VehicleIx) -> &VehicleRules {
        self.vehicles.get(vehicle.at()).unwrap_or(const { &VehicleRules::NONE })
    }
}

//! `Instance`: a read benchmark with a depot or several (Solomon, Li and Lim, VRPLIB) as a problem, and `answer`: a
//! plan in the file's own numbers. `Customer`, `Hierarchy` and `vehicle_of` are what its readers (`solomon.rs`,
//! `lilim.rs`, `vrplib.rs`) make it of.
//!
//! Vehicles start and end at their depot. A customer who must be served has a prize above what a plan can cost, as far
//! as the bounds of a problem allow; a customer with a prize of its own may be left out for it.

use super::fault::FormatError;
use super::named::named;
use karavan_model::{Cost, Seconds};
use karavan_plan::assemble::assemble;
use karavan_plan::ix::{DepotIx, LocationIx};
use karavan_plan::objective;
use karavan_plan::plan::{Plan, Route, StepKind, Unassigned};
use karavan_plan::problem::{Job, Problem, ProblemParts, TimeWindow, Vehicle, VehicleCosts};
use karavan_plan::schedule::schedule;
use karavan_plan::sets::{DepotSet, SkillSet};
use karavan_plan::travel::Travel;
use karavan_plan::{ProfileIx, bounds};
use serde_json::{Value, json};
use std::borrow::Cow;

/// An instance whose vehicles start, load and end at a depot.
#[derive(Clone, Debug)]
pub struct Instance {
    problem: Problem,
    /// The file's own number of every location.
    numbers: Vec<u64>,
    /// Whether job `i` must be served.
    is_required: Vec<bool>,
    hierarchy: Option<Hierarchy>,
}

/// Fewest vehicles first, then distance: what every used vehicle costs, more than any distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hierarchy {
    pub(super) per_vehicle: Cost,
}

/// A customer, times already whole.
pub(super) struct Customer {
    pub(super) location: LocationIx,
    pub(super) window: TimeWindow,
    pub(super) service: Seconds,
    /// Nothing in an instance without loads.
    pub(super) load: Vec<i64>,
    /// Who must be served has none.
    pub(super) prize: Option<Cost>,
    /// Skills of vehicles that may not come.
    pub(super) refused: SkillSet,
}

/// A vehicle that starts, loads once and ends at a depot.
pub(super) fn vehicle_of(depot: LocationIx, shift: TimeWindow, capacity: Vec<i64>) -> Vehicle {
    Vehicle {
        profile: ProfileIx(0),
        start: Some(depot),
        end: Some(depot),
        shift,
        capacity,
        skills: SkillSet::NONE,
        tasks_max: None,
        loads_max: Some(1),
        duration_max: None,
        distance_max: None,
        costs: VehicleCosts::default(),
    }
}

impl Instance {
    /// `parts` has everything but the jobs; `numbers` are the file's own, one per location.
    pub(super) fn new(parts: ProblemParts, customers: Vec<Customer>, numbers: Vec<u64>) -> Result<Self, FormatError> {
        let price = price_of_all(&parts, &customers);
        Self::priced(parts, customers, numbers, price)
    }

    /// An instance of thousandths that counts vehicles first. Somebody left out could at most save a vehicle of his own
    /// and the whole distance.
    pub(super) fn with_hierarchy(
        parts: ProblemParts,
        customers: Vec<Customer>,
        numbers: Vec<u64>,
        hierarchy: Hierarchy,
    ) -> Result<Self, FormatError> {
        let price = Cost(hierarchy.per_vehicle.0.saturating_mul(2).clamp(1, bounds::AMOUNT_MAX));
        let instance = Self::priced(parts, customers, numbers, price)?;
        Ok(Self {
            hierarchy: Some(hierarchy),
            ..instance
        })
    }

    fn priced(
        mut parts: ProblemParts,
        customers: Vec<Customer>,
        numbers: Vec<u64>,
        price: Cost,
    ) -> Result<Self, FormatError> {
        let depots: DepotSet = (0..parts.depots.len()).map(DepotIx::from).collect();
        let is_required = customers.iter().map(|customer| customer.prize.is_none()).collect();
        let job = |customer: Customer| Job {
            location: customer.location,
            windows: vec![customer.window],
            setup: Seconds::ZERO,
            service: customer.service,
            load: customer.load,
            depots,
            skills: SkillSet::NONE,
            skills_none: customer.refused,
            prize: customer.prize.unwrap_or(price),
            class: 0,
        };
        parts.jobs = customers.into_iter().map(job).collect();
        let places: Vec<LocationIx> = parts.jobs.iter().map(|job| job.location).collect();
        let name = |kind: &str, at: usize| match kind {
            "job" => Some(format!("customer {}", numbers[places.get(at)?.at()])),
            "vehicle" => Some(format!("vehicle {}", at + 1)),
            _ => None,
        };
        let problem = Problem::new(parts).map_err(|faults| FormatError::Problem(named(faults, name)))?;
        Ok(Self {
            problem,
            numbers,
            is_required,
            hierarchy: None,
        })
    }

    /// The problem: job `i` is the `i`-th customer of the file, vehicle `i` its `i`-th vehicle.
    #[must_use]
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }

    /// A plan as `{"cost", "feasible", "routes", "vehicles", "unassigned"}`.
    ///
    /// - `cost`: the instance's own objective: distance times unit cost, fixed costs, and prizes of customers left out,
    ///   in the units of the convention (tenths, whole numbers or thousandths). Customers who had to be served cost
    ///   nothing here. Where vehicles come first it is the distance in units of the file, as it is published beside
    ///   their number.
    /// - `feasible`: whether all of those are served.
    /// - `routes`: one list of customers per used vehicle, the depot's number standing where it loads again.
    /// - `vehicles`: whose routes these are, counted from 1 as in the file.
    /// - `unassigned`: customers left out.
    ///
    /// # Panics
    /// When the plan is not of this problem.
    #[must_use]
    pub fn answer(&self, plan: &Plan) -> Value {
        let plan = self.with_own_depots(plan);
        let is_required = |left: &&Unassigned| self.is_required[left.job.at()];
        let by_choice = plan.unassigned.iter().filter(|left| !is_required(left));
        let routes = plan.routes.iter().map(|route| self.visits(route));
        let left = plan.unassigned.iter().map(|left| self.number(left));
        let vehicles = plan.routes.iter().map(|route| route.vehicle.0 + 1);
        let mut answer = json!({
            "cost": objective::cost(&self.problem, &plan.routes, by_choice.map(|left| left.job)),
            "feasible": !plan.unassigned.iter().any(|left| is_required(&left)),
            "routes": routes.collect::<Vec<_>>(),
            "vehicles": vehicles.collect::<Vec<_>>(),
            "unassigned": left.collect::<Vec<_>>(),
        });
        if self.hierarchy.is_some() {
            let driven: i64 = plan.routes.iter().map(|route| route.travel.0).sum();
            answer["cost"] = (driven as f64 / 1_000.0).into();
        }
        answer
    }

    fn number(&self, left: &Unassigned) -> u64 {
        self.numbers[self.problem.jobs()[left.job.at()].location.at()]
    }

    /// Customers, and the depot between two trips; the first load goes without saying.
    fn visits(&self, route: &Route) -> Vec<u64> {
        let is_start = |kind: StepKind| matches!(kind, StepKind::Start | StepKind::Load(_));
        let steps = route.steps.iter().skip_while(|step| is_start(step.kind));
        let visits = steps.filter(|step| step.kind != StepKind::End);
        visits.map(|step| self.numbers[step.location.at()]).collect()
    }

    /// The problem lets a vehicle load at a depot that is not its own; the instance does not. Driving there is no
    /// shorter, save for a unit lost in rounding, so such a route is driven again from its own depot; one that is then
    /// a unit too late is given up.
    fn with_own_depots<'a>(&self, plan: &'a Plan) -> Cow<'a, Plan> {
        if plan.routes.iter().all(|route| self.is_own(route)) {
            return Cow::Borrowed(plan);
        }
        let again = |route: &Route| {
            if self.is_own(route) {
                return Some(route.clone());
            }
            let start = self.problem.vehicles()[route.vehicle.at()].start;
            let depots = self.problem.depots();
            let own = depots.iter().position(|depot| Some(depot.location) == start)?;
            let mut tour = vec![StepKind::Load(own.into())];
            tour.extend(route.jobs().map(StepKind::Job));
            schedule(&self.problem, route.vehicle, &tour).ok()
        };
        Cow::Owned(assemble(&self.problem, plan.routes.iter().filter_map(again).collect()))
    }

    fn is_own(&self, route: &Route) -> bool {
        let start = self.problem.vehicles()[route.vehicle.at()].start;
        let mut loads = route.steps.iter().filter(|step| matches!(step.kind, StepKind::Load(_)));
        loads.all(|step| Some(step.location) == start)
    }
}

/// More than any plan can cost: every customer on a trip of its own across the whole instance by the dearest vehicle,
/// all fixed costs, and every prize lost.
fn price_of_all(parts: &ProblemParts, customers: &[Customer]) -> Cost {
    let longest = parts.travel.iter().map(longest_leg).max().unwrap_or(0);
    let costs = parts.vehicles.iter().map(|vehicle| vehicle.costs);
    let unit = costs.clone().map(|costs| costs.per_travel_second).max().unwrap_or(0);
    let fixed: i128 = costs.map(|costs| i128::from(costs.fixed.0)).sum();
    let prizes = customers.iter().filter_map(|customer| customer.prize);
    let prizes: i128 = prizes.map(|prize| i128::from(prize.0)).sum();
    let trips = customers.len() as i128 * 2 * i128::from(longest) * i128::from(unit);
    let price = (trips + fixed + prizes + 1).clamp(1, bounds::AMOUNT_MAX.into());
    Cost(i64::try_from(price).unwrap_or(bounds::AMOUNT_MAX))
}

pub(super) fn longest_leg(travel: &Travel) -> i64 {
    match travel {
        Travel::Plane(plane) => plane.longest_leg().map_or(0, |leg| leg.seconds.0),
        Travel::Full(matrix) => matrix.seconds().iter().copied().max().unwrap_or(0).into(),
        Travel::Used(legs) => legs.values().map(|leg| leg.seconds.0).max().unwrap_or(0),
    }
}

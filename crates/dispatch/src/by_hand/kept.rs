//! `Kept`: what the next search keeps of a draft: pins, and the steps of locked routes.
//!
//! `Kept::applied` turns a pin into a restriction of the problem and a locked route into a prefix with a limit on
//! tasks. A locked route with a visit of two people keeps its visits, and their order is free.

use crate::document::{Legend, Marks, PlanDocument, Stop, StopKind};
use karavan_model::{HubId, RequestId, VolunteerId};
use karavan_plan::{DepotIx, JobIx, Prefix, Restriction, StepKind, VehicleIx, Who};
use karavan_planner::Order;
use std::collections::BTreeMap;

/// What is kept of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its pins and locks.
    pub marks: Marks,
    /// The locked routes.
    pub routes: Vec<LockedRoute>,
}

/// A route that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedRoute {
    /// Whose route.
    pub volunteer: VolunteerId,
    /// What is done, in order.
    pub steps: Vec<LockedStep>,
}

/// A step of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockedStep {
    /// Goods are loaded.
    Load(HubId),
    /// A request is visited, by the second of two people or not.
    Visit(RequestId, bool),
}

impl Kept {
    /// What a draft has marked.
    #[must_use]
    pub fn of(document: &PlanDocument) -> Self {
        let marks = document.marks.clone();
        let locked = document.routes.iter().filter(|route| marks.is_locked(&route.volunteer));
        let routes = locked.map(|route| LockedRoute {
            volunteer: route.volunteer.clone(),
            steps: route.stops.iter().flat_map(steps).collect(),
        });
        Self {
            routes: routes.collect(),
            marks,
        }
    }

    /// The order of the day with what is kept, and the marks that still mean something: of volunteers who come, and
    /// requests that are open. The order without them is the one to judge by.
    pub(crate) fn applied(&self, order: &Order, legend: &Legend) -> (Order, Marks) {
        let names = Names::new(legend);
        let mut order = order.clone();
        let mut marks = Marks::default();
        for pin in &self.marks.pins {
            let (Some(&[job, ..]), Some(&vehicle)) = (names.jobs(&pin.request), names.vehicles.get(&pin.volunteer))
            else {
                continue;
            };
            marks.pins.push(pin.clone());
            order.rules.restrictions.push(only(job, vehicle));
        }
        for route in &self.routes {
            let Some(&vehicle) = names.vehicles.get(&route.volunteer) else {
                continue;
            };
            let steps = names.steps(&order, &route.steps);
            let jobs: Vec<JobIx> = steps.iter().filter_map(job_of).collect();
            if jobs.is_empty() {
                continue;
            }
            marks.locked.push(route.volunteer.clone());
            let own = &mut order.vehicles[vehicle.at()].tasks_max;
            let most = u32::try_from(jobs.len()).unwrap_or(u32::MAX);
            *own = Some(own.map_or(most, |own| own.min(most)));
            let is_shared = |job: &JobIx| order.rules.together.iter().any(|one| one.jobs.contains(job));
            if jobs.iter().any(is_shared) {
                order
                    .rules
                    .restrictions
                    .extend(jobs.into_iter().map(|job| only(job, vehicle)));
            } else {
                order.rules.prefixes.push(Prefix { vehicle, steps });
            }
        }
        (order, marks)
    }
}

fn steps(stop: &Stop) -> Vec<LockedStep> {
    match stop.kind {
        StopKind::Load => stop.hub.iter().cloned().map(LockedStep::Load).collect(),
        StopKind::Break => Vec::new(),
        StopKind::Visit => {
            let visits = stop.visits.iter();
            visits
                .map(|visit| LockedStep::Visit(visit.request.clone(), visit.is_second))
                .collect()
        }
    }
}

const fn job_of(step: &StepKind) -> Option<JobIx> {
    match step {
        StepKind::Job(job) => Some(*job),
        _ => None,
    }
}

fn only(job: JobIx, vehicle: VehicleIx) -> Restriction {
    Restriction {
        job,
        vehicles: vec![vehicle],
        who: Who::Only,
    }
}

/// The positions of a day by name.
struct Names<'a> {
    requests: BTreeMap<&'a RequestId, Vec<JobIx>>,
    vehicles: BTreeMap<&'a VolunteerId, VehicleIx>,
    hubs: BTreeMap<&'a HubId, DepotIx>,
}

impl<'a> Names<'a> {
    fn new(legend: &'a Legend) -> Self {
        let mut requests: BTreeMap<&RequestId, Vec<JobIx>> = BTreeMap::new();
        for (at, request) in legend.requests.iter().enumerate() {
            requests.entry(request).or_default().push(JobIx::from(at));
        }
        let volunteers = legend.volunteers.iter().enumerate();
        let hubs = legend.hubs.iter().enumerate();
        Self {
            requests,
            vehicles: volunteers.map(|(at, who)| (who, VehicleIx::from(at))).collect(),
            hubs: hubs.map(|(at, hub)| (hub, DepotIx::from(at))).collect(),
        }
    }

    fn jobs(&self, request: &RequestId) -> Option<&[JobIx]> {
        self.requests.get(request).map(Vec::as_slice)
    }

    /// The steps that are still there, without loads that supply nobody any more.
    fn steps(&self, order: &Order, kept: &[LockedStep]) -> Vec<StepKind> {
        let known = kept.iter().filter_map(|step| match step {
            LockedStep::Load(hub) => self.hubs.get(hub).copied().map(StepKind::Load),
            LockedStep::Visit(request, is_second) => {
                let jobs = self.jobs(request)?;
                jobs.get(usize::from(*is_second)).copied().map(StepKind::Job)
            }
        });
        let known: Vec<StepKind> = known.collect();
        let supplies = |at: usize| {
            let StepKind::Load(depot) = known[at] else { return true };
            let rest = &known[at + 1..];
            let mut able = rest.iter().filter_map(job_of);
            able.any(|job| {
                let own = order.jobs[job.at()].depots;
                let last = known
                    .iter()
                    .position(|step| *step == StepKind::Job(job))
                    .unwrap_or_default();
                let source = known[..last]
                    .iter()
                    .rposition(|step| matches!(step, StepKind::Load(other) if own.contains(*other)));
                own.contains(depot) && source == Some(at)
            })
        };
        (0..known.len())
            .filter(|at| supplies(*at))
            .map(|at| known[at])
            .collect()
    }
}

//! `RoutesInWords`: one route of a plan as stops with times, loads and visits; `Companions`: who comes together where
//! a request needs two people.

use crate::day_time::DayTime;
use crate::document::{GoodsIndex, Legend, Stop, StopKind, Visit, VolunteerRoute};
use karavan_model::{Meters, Seconds, VolunteerId};
use karavan_plan::{JobIx, Leg, LocationIx, Plan, Problem, Route, Step, StepKind, VehicleIx};
use std::collections::BTreeMap;

/// Who does each job of two people, and which of the two comes second.
pub(crate) struct Companions {
    vehicles: BTreeMap<JobIx, VehicleIx>,
    others: BTreeMap<JobIx, (JobIx, bool)>,
}

impl Companions {
    pub(crate) fn new(problem: &Problem, plan: &Plan) -> Self {
        let pairs = || problem.rules().together.iter().map(|one| one.jobs);
        let others: BTreeMap<JobIx, (JobIx, bool)> =
            pairs().flat_map(|[a, b]| [(a, (b, false)), (b, (a, true))]).collect();
        let done = plan.routes.iter();
        let done = done.flat_map(|route| route.jobs().map(|job| (job, route.vehicle)));
        Self {
            vehicles: done.filter(|(job, _)| others.contains_key(job)).collect(),
            others,
        }
    }

    /// Whether the job is that of a second person.
    pub(crate) fn is_second(&self, job: JobIx) -> bool {
        self.others.get(&job).is_some_and(|(_, is_second)| *is_second)
    }

    fn with(&self, job: JobIx, legend: &Legend) -> Option<VolunteerId> {
        let (other, _) = self.others.get(&job)?;
        Some(legend.volunteers[self.vehicles.get(other)?.at()].clone())
    }
}

/// What the routes of a plan are told with.
pub(crate) struct RoutesInWords<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) legend: &'a Legend,
    pub(crate) companions: Companions,
    pub(crate) goods: GoodsIndex,
}

impl RoutesInWords<'_> {
    /// One route of a plan.
    pub(crate) fn route(&self, route: &Route) -> VolunteerRoute {
        let Self {
            problem,
            legend,
            companions,
            goods,
        } = self;
        let loads = goods.loads(problem, route);
        let vehicle = &problem.vehicles()[route.vehicle.at()];
        let mut stops: Vec<Stop> = Vec::new();
        let mut before: Option<LocationIx> = None;
        for (step, loads) in route.steps.iter().zip(loads) {
            let leg = before.and_then(|before| problem.leg(vehicle, before, step.location));
            before = Some(step.location);
            match step.kind {
                StepKind::Start | StepKind::End => {}
                StepKind::Break(_) => stops.push(Stop {
                    kind: StopKind::Break,
                    ..halt(step, leg, legend)
                }),
                StepKind::Load(depot) => {
                    let called = &legend.hub_names[depot.at()];
                    stops.push(Stop {
                        kind: StopKind::Load,
                        hub: Some(legend.hubs[depot.at()].clone()),
                        name: Some(called.name.clone()),
                        address: Some(called.address.clone()),
                        loads,
                        ..halt(step, leg, legend)
                    });
                }
                StepKind::Job(job) => {
                    let request = legend.requests[job.at()].clone();
                    let same_building =
                        |stop: &&mut Stop| stop.kind == StopKind::Visit && stop.location == step.location;
                    if stops.last_mut().filter(same_building).is_none() {
                        stops.push(halt(step, leg, legend));
                    }
                    if let Some(stop) = stops.last_mut() {
                        stop.departs_at = DayTime(step.departs);
                        stop.requests.push(request.clone());
                        stop.visits.push(Visit {
                            request,
                            starts_at: DayTime(step.begins),
                            departs_at: DayTime(step.departs),
                            with: companions.with(job, legend),
                            is_second: companions.is_second(job),
                        });
                    }
                }
            }
        }
        let point_of = |location: LocationIx| legend.points[location.at()];
        let leaves_at = route.steps.first().map(|step| step.departs.min(step.begins));
        VolunteerRoute {
            volunteer: legend.volunteers[route.vehicle.at()].clone(),
            start: vehicle.start.map(point_of),
            end: vehicle.end.map(point_of),
            vehicle: legend.vehicles[route.vehicle.at()],
            leaves_at: DayTime(leaves_at.unwrap_or(Seconds::ZERO)),
            ends_at: DayTime(route.steps.last().map_or(Seconds::ZERO, |step| step.departs)),
            travel_seconds: route.travel,
            distance_meters: route.distance,
            stops,
        }
    }
}

fn halt(step: &Step, leg: Option<Leg>, legend: &Legend) -> Stop {
    Stop {
        kind: StopKind::Visit,
        hub: None,
        name: None,
        address: None,
        loads: Vec::new(),
        location: step.location,
        point: legend.points[step.location.at()],
        travel_seconds: leg.map_or(Seconds::ZERO, |leg| leg.seconds),
        distance_meters: leg.map_or(Meters::ZERO, |leg| leg.meters),
        arrives_at: DayTime(step.arrives),
        starts_at: DayTime(step.begins),
        departs_at: DayTime(step.departs),
        requests: Vec::new(),
        visits: Vec::new(),
    }
}

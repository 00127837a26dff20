//! `problem` and `Reader`: read a plan document back into the problem and plan of `karavan_plan`, names into numbers. A
//! document that does not hold together is a `DispatchError`; the rules of a plan are not judged here.

use crate::DispatchError;
use crate::document::{Legend, PlanDocument, Stop, StopKind, Visit, VolunteerRoute};
use karavan_model::{RequestId, Seconds};
use karavan_plan::{BreakIx, JobIx, Plan, Problem, Reason, Route, Step, StepKind, Unassigned, VehicleIx};
use std::collections::BTreeMap;

/// The problem that a document carries.
pub(crate) fn problem(document: &PlanDocument) -> Result<Problem, DispatchError> {
    document.evidence.problem.clone().check().map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        DispatchError::Document(faults.join("; "))
    })
}

/// Reads names back into indexes.
pub(crate) struct Reader<'a> {
    problem: &'a Problem,
    /// The job of each request, and of its second person.
    jobs: BTreeMap<&'a str, Vec<JobIx>>,
    vehicles: BTreeMap<&'a str, usize>,
    depots: BTreeMap<&'a str, usize>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(legend: &'a Legend, problem: &'a Problem) -> Result<Self, DispatchError> {
        let fits = legend.requests.len() == problem.jobs().len()
            && legend.volunteers.len() == problem.vehicles().len()
            && legend.hubs.len() == problem.depots().len();
        if !fits {
            return Err(DispatchError::Document(
                "evidence.legend does not fit evidence.problem".to_owned(),
            ));
        }
        let mut jobs: BTreeMap<&str, Vec<JobIx>> = BTreeMap::new();
        for (ix, request) in legend.requests.iter().enumerate() {
            jobs.entry(request.as_str()).or_default().push(JobIx::from(ix));
        }
        Ok(Self {
            problem,
            jobs,
            vehicles: index(legend.volunteers.iter().map(karavan_model::VolunteerId::as_str)),
            depots: index(legend.hubs.iter().map(karavan_model::HubId::as_str)),
        })
    }

    pub(crate) fn plan(&self, document: &PlanDocument) -> Result<Plan, DispatchError> {
        let routes: Result<Vec<Route>, _> = document.routes.iter().map(|route| self.route(route)).collect();
        let mut unassigned = Vec::with_capacity(document.unassigned.len());
        for left in &document.unassigned {
            let reasons = left.reasons.iter().map(|reason| Reason {
                code: reason.code,
                vehicles: reason.vehicles,
            });
            let reasons: Vec<Reason> = reasons.collect();
            unassigned.extend(self.jobs(&left.request)?.iter().map(|&job| Unassigned {
                job,
                reasons: reasons.clone(),
            }));
        }
        Ok(Plan {
            routes: routes?,
            unassigned,
            cost: document.summary.cost,
        })
    }

    fn route(&self, route: &VolunteerRoute) -> Result<Route, DispatchError> {
        let name = route.volunteer.as_str();
        let vehicle_at = known(&self.vehicles, name, "volunteer")?;
        let vehicle = &self.problem.vehicles()[vehicle_at];
        let mut steps = Vec::new();
        if let Some(location) = vehicle.start {
            let leaves = route.leaves_at.0;
            steps.push(Step {
                kind: StepKind::Start,
                location,
                arrives: leaves,
                begins: leaves,
                departs: leaves,
            });
        }
        for stop in &route.stops {
            self.push_stop(stop, vehicle_at.into(), &mut steps)?;
        }
        if let Some(location) = vehicle.end {
            let ends = route.ends_at.0;
            steps.push(Step {
                kind: StepKind::End,
                location,
                arrives: ends,
                begins: ends,
                departs: ends,
            });
        }
        let (travel, distance) = (route.travel_seconds, route.distance_meters);
        Ok(Route {
            vehicle: vehicle_at.into(),
            steps,
            travel,
            distance,
        })
    }

    fn push_stop(&self, stop: &Stop, vehicle: VehicleIx, steps: &mut Vec<Step>) -> Result<(), DispatchError> {
        let step = |kind, arrives: Seconds, begins: Seconds, departs: Seconds| Step {
            kind,
            location: stop.location,
            arrives,
            begins,
            departs,
        };
        match (&stop.kind, &stop.hub) {
            (StopKind::Load, Some(hub)) => {
                let depot = known(&self.depots, hub.as_str(), "hub")?;
                let (arrives, begins, departs) = (stop.arrives_at.0, stop.starts_at.0, stop.departs_at.0);
                steps.push(step(StepKind::Load(depot.into()), arrives, begins, departs));
            }
            (StopKind::Load, None) => return Err(DispatchError::Document("a loading stop names no hub".to_owned())),
            (StopKind::Break, _) => {
                let rest = self.rest(vehicle, steps)?;
                let (arrives, begins, departs) = (stop.arrives_at.0, stop.starts_at.0, stop.departs_at.0);
                steps.push(step(StepKind::Break(rest), arrives, begins, departs));
            }
            (StopKind::Visit, _) => {
                let named: Vec<&RequestId> = stop.visits.iter().map(|visit| &visit.request).collect();
                if !named.iter().copied().eq(stop.requests.iter()) {
                    return Err(DispatchError::Document(
                        "a stop's requests and visits differ".to_owned(),
                    ));
                }
                let mut arrives = stop.arrives_at.0;
                for visit in &stop.visits {
                    let job = self.job(visit)?;
                    steps.push(step(StepKind::Job(job), arrives, visit.starts_at.0, visit.departs_at.0));
                    arrives = visit.departs_at.0;
                }
            }
        }
        Ok(())
    }

    /// The next break of the volunteer, in the order in which the problem has them.
    fn rest(&self, vehicle: VehicleIx, steps: &[Step]) -> Result<BreakIx, DispatchError> {
        let all = self.problem.rules().breaks.iter().enumerate();
        let mut own = all
            .filter(|(_, rest)| rest.vehicle == vehicle)
            .map(|(ix, _)| BreakIx::from(ix));
        let is_taken = |rest: &BreakIx| steps.iter().any(|step| step.kind == StepKind::Break(*rest));
        let next = own.find(|rest| !is_taken(rest));
        next.ok_or_else(|| DispatchError::Document("a break is taken that nobody asked for".to_owned()))
    }

    fn job(&self, visit: &Visit) -> Result<JobIx, DispatchError> {
        let jobs = self.jobs(&visit.request)?;
        let own = jobs.get(usize::from(visit.is_second)).copied();
        let alone = || DispatchError::Document(format!("request “{}” needs no second person", visit.request));
        own.ok_or_else(alone)
    }

    fn jobs(&self, request: &RequestId) -> Result<&[JobIx], DispatchError> {
        let jobs = self.jobs.get(request.as_str()).map(Vec::as_slice);
        jobs.ok_or_else(|| DispatchError::Document(format!("request “{request}” is not in evidence.legend")))
    }
}

fn index<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    names.enumerate().map(|(position, name)| (name, position)).collect()
}

fn known(positions: &BTreeMap<&str, usize>, name: &str, kind: &str) -> Result<usize, DispatchError> {
    let unknown = || DispatchError::Document(format!("{kind} “{name}” is not in evidence.legend"));
    positions.get(name).copied().ok_or_else(unknown)
}

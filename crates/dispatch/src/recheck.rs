//! A plan document → the judge's verdict, on the very times the volunteers would be given.

mod loads;

pub use loads::complete;

use crate::DispatchError;
use crate::document::{FORMAT, Legend, PlanDocument, Stop, StopKind, Visit, VolunteerRoute, rejected_rows};
use karavan_model::{RequestId, Seconds};
use karavan_plan::{
    BreakIx, JobIx, Plan, Problem, Reason, Route, Step, StepKind, Unassigned, VehicleIx, Violation, judge,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a plan document that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A rule is broken.
    Broken {
        /// Whose route, when it is about one.
        volunteer: Option<String>,
        /// Which request, when it is about one.
        request: Option<RequestId>,
        /// Which rule, and by how much.
        violation: Violation,
    },
    /// A request is in more than one place of the document, or a number of the summary does not fit.
    Inconsistent(String),
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Inconsistent(what) => f.write_str(what),
            Self::Broken {
                volunteer,
                request,
                violation,
            } => {
                let places = [
                    volunteer.as_ref().map(|volunteer| format!("volunteer {volunteer}")),
                    request.as_ref().map(|request| format!("request {request}")),
                    violation.step.map(|step| format!("step {step}")),
                ];
                let places: Vec<String> = places.into_iter().flatten().collect();
                let places = if places.is_empty() {
                    "plan".to_owned()
                } else {
                    places.join(", ")
                };
                write!(f, "{places}: {}", violation.rule.words())?;
                match violation.rule.unit() {
                    "" => Ok(()),
                    unit => write!(f, " ({} {unit})", violation.excess),
                }
            }
        }
    }
}

impl Finding {
    /// Where it is, in Russian; what exactly is wrong is for whoever mends the program.
    #[must_use]
    pub fn place_ru(&self) -> String {
        let Self::Broken { volunteer, request, .. } = self else {
            return "счёт плана".to_owned();
        };
        let places = [
            volunteer.as_ref().map(|volunteer| format!("волонтёр {volunteer}")),
            request.as_ref().map(|request| format!("заявка {request}")),
        ];
        let places: Vec<String> = places.into_iter().flatten().collect();
        if places.is_empty() {
            "план в целом".to_owned()
        } else {
            places.join(", ")
        }
    }
}

/// Judges a document.
///
/// # Errors
/// When it is no plan document, or names things its own evidence does not know.
pub fn check(document: &PlanDocument) -> Result<Vec<Finding>, DispatchError> {
    if document.format != FORMAT {
        let format = &document.format;
        return Err(DispatchError::Document(format!(
            "format “{format}” is not known; expected “{FORMAT}”"
        )));
    }
    let problem = problem(document)?;
    let legend = &document.evidence.legend;
    let plan = Reader::new(legend, &problem)?.plan(document)?;
    let mut findings = repeated_requests(document);
    findings.extend(wrong_summary(document));
    let (misplaced, mut violations) = loads::check(document, &problem, &plan);
    findings.extend(misplaced);
    violations.splice(0..0, judge(&problem, &plan));
    findings.extend(violations.into_iter().map(|violation| {
        Finding::Broken {
            volunteer: violation
                .vehicle
                .map(|vehicle| legend.volunteers[vehicle.at()].to_string()),
            request: violation.job.map(|job| legend.requests[job.at()].clone()),
            violation,
        }
    }));
    Ok(findings)
}

/// The problem that a document carries.
fn problem(document: &PlanDocument) -> Result<Problem, DispatchError> {
    document.evidence.problem.clone().check().map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        DispatchError::Document(faults.join("; "))
    })
}

/// Every request is in exactly one list.
fn repeated_requests(document: &PlanDocument) -> Vec<Finding> {
    let visited = document
        .routes
        .iter()
        .flat_map(|route| &route.stops)
        .flat_map(Stop::held);
    let left = document.unassigned.iter().map(|left| &left.request);
    let open = document.needs_info.iter().map(|question| &question.request);
    let mut seen = BTreeSet::new();
    visited
        .chain(left)
        .chain(open)
        .filter(|request| !seen.insert(*request))
        .map(|request| Finding::Inconsistent(format!("request {request} is in the plan more than once")))
        .collect()
}

fn wrong_summary(document: &PlanDocument) -> Vec<Finding> {
    let said = &document.summary;
    let served: usize = document
        .routes
        .iter()
        .flat_map(|route| &route.stops)
        .map(|stop| stop.held().count())
        .sum();
    let counts = [
        ("served", said.served, served),
        ("unassigned", said.unassigned, document.unassigned.len()),
        ("needs_info", said.needs_info, document.needs_info.len()),
        ("rejected", said.rejected, rejected_rows(&document.rejected)),
        ("routes", said.routes, document.routes.len()),
    ];
    let wrong = counts.into_iter().filter(|(_, said, real)| said != real);
    wrong
        .map(|(name, said, real)| Finding::Inconsistent(format!("summary.{name} says {said}, the plan has {real}")))
        .collect()
}

/// Reads names back into indexes.
struct Reader<'a> {
    problem: &'a Problem,
    /// The job of each request, and of its second person.
    jobs: BTreeMap<&'a str, Vec<JobIx>>,
    vehicles: BTreeMap<&'a str, usize>,
    depots: BTreeMap<&'a str, usize>,
}

impl<'a> Reader<'a> {
    fn new(legend: &'a Legend, problem: &'a Problem) -> Result<Self, DispatchError> {
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

    fn plan(&self, document: &PlanDocument) -> Result<Plan, DispatchError> {
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

#[cfg(test)]
mod tests {
    use super::Finding;
    use karavan_plan::{JobIx, Rule, VehicleIx, Violation};

    #[test]
    fn a_finding_names_people_and_requests_and_no_positions() {
        let finding = Finding::Broken {
            volunteer: Some("V007".to_owned()),
            request: Some("1001-9".into()),
            violation: Violation {
                rule: Rule::Window,
                vehicle: Some(VehicleIx(0)),
                step: Some(4),
                job: Some(JobIx(12)),
                excess: 60,
            },
        };
        let told = finding.to_string();
        assert_eq!(
            told,
            "volunteer V007, request 1001-9, step 4: begins outside the windows (60 s)"
        );
        assert_eq!(finding.place_ru(), "волонтёр V007, заявка 1001-9");
    }
}

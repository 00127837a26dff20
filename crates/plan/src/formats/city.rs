//! `city-json-1`: a synthetic city morning. Volunteers leave home, load at the hub, deliver and end anywhere.
//!
//! Coordinates are metres on a plane; a way takes `⌊13 · (|dx| + |dy|) / 80⌋` seconds, which is 1.3 times the Manhattan
//! distance at 8 m/s. The hub is always open and loading takes no time. The cost is the seconds driven from home over the
//! hub to the last request, plus the penalty for each request left out.

use crate::ix::{DepotIx, LocationIx, ProfileIx};
use crate::plan::Plan;
use crate::plane::{Metric, Plane, PlanePoint, Ratio};
use crate::problem::{Depot, Job, Problem, ProblemError, ProblemParts, TimeWindow, Vehicle, VehicleCosts};
use crate::rules::Rules;
use crate::sets::{DepotSet, SkillSet};
use crate::travel::Travel;
use karavan_model::{Cost, Seconds};
use serde::Deserialize;
use serde_json::{Value, json};
use thiserror::Error;

/// What the file must call itself.
const FORMAT: &str = "city-json-1";

/// Why a file is no instance.
#[derive(Debug, Error)]
pub enum CityError {
    /// It is not JSON of the right shape.
    #[error("not a city morning: {0}")]
    Shape(#[from] serde_json::Error),
    /// It calls itself something else.
    #[error("format is “{0}”; expected “{FORMAT}”")]
    Format(String),
    /// Its numbers make no problem; job `i` is request `i` of the file, vehicle `i` volunteer `i`.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Problem(Vec<ProblemError>),
}

/// An instance: its problem and the file's own numbers.
#[derive(Clone, Debug)]
pub struct CityInstance {
    problem: Problem,
    requests: Vec<u64>,
    volunteers: Vec<u64>,
}

#[derive(Deserialize)]
struct File {
    format: String,
    hub: (i32, i32),
    penalty: i64,
    volunteers: Vec<FileVolunteer>,
    requests: Vec<FileRequest>,
}

#[derive(Deserialize)]
struct FileVolunteer {
    id: u64,
    home: (i32, i32),
    shift: (i64, i64),
    capacity: i64,
}

#[derive(Deserialize)]
struct FileRequest {
    id: u64,
    loc: (i32, i32),
    size: i64,
    tw: (i64, i64),
    service: i64,
}

impl CityInstance {
    /// Reads a file. Locations are the hub, then the requests, then the homes.
    ///
    /// # Errors
    /// When it is not such a file, or its numbers contradict one another.
    pub fn parse(bytes: &[u8]) -> Result<Self, CityError> {
        let file: File = serde_json::from_slice(bytes)?;
        if file.format != FORMAT {
            return Err(CityError::Format(file.format));
        }
        let homes_from = 1 + file.requests.len();
        let requests = file
            .requests
            .iter()
            .zip(1..)
            .map(|(request, at)| job(request, at, file.penalty));
        let volunteers = file
            .volunteers
            .iter()
            .zip(homes_from..)
            .map(|(volunteer, at)| vehicle(volunteer, at));
        let parts = ProblemParts {
            locations: homes_from + file.volunteers.len(),
            dimensions: 1,
            travel: vec![Travel::Plane(plane(&file))],
            depots: vec![Depot {
                location: LocationIx(0),
                windows: vec![TimeWindow::ALWAYS],
                service: Seconds::ZERO,
            }],
            jobs: requests.collect(),
            vehicles: volunteers.collect(),
            rules: Rules::default(),
        };
        Ok(Self {
            problem: Problem::new(parts).map_err(CityError::Problem)?,
            requests: file.requests.iter().map(|request| request.id).collect(),
            volunteers: file.volunteers.iter().map(|volunteer| volunteer.id).collect(),
        })
    }

    /// The problem: job `i` is request `i` of the file, vehicle `i` is volunteer `i`, the only depot is the hub.
    #[must_use]
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }

    /// A plan as `{"cost", "routes": [[volunteer, [request, …]], …], "unassigned": [request, …]}`, all ids the file's own.
    ///
    /// # Panics
    /// When the plan is not of this problem.
    #[must_use]
    pub fn answer(&self, plan: &Plan) -> Value {
        let routes = plan.routes.iter().map(|route| {
            let requests: Vec<u64> = route.jobs().map(|job| self.requests[job.at()]).collect();
            json!([self.volunteers[route.vehicle.at()], requests])
        });
        let unassigned = plan.unassigned.iter().map(|left| self.requests[left.job.at()]);
        json!({
            "cost": plan.cost,
            "routes": routes.collect::<Vec<Value>>(),
            "unassigned": unassigned.collect::<Vec<u64>>(),
        })
    }
}

fn plane(file: &File) -> Plane {
    let requests = file.requests.iter().map(|request| request.loc);
    let homes = file.volunteers.iter().map(|volunteer| volunteer.home);
    let all = std::iter::once(file.hub).chain(requests).chain(homes);
    Plane {
        points: all.map(|(x, y)| PlanePoint { x, y }).collect(),
        metric: Metric::Manhattan {
            seconds: Ratio {
                numerator: 13,
                denominator: 80,
            },
            meters: Ratio {
                numerator: 13,
                denominator: 10,
            },
        },
    }
}

fn job(request: &FileRequest, at: usize, penalty: i64) -> Job {
    let (opens, closes) = request.tw;
    Job {
        location: LocationIx::from(at),
        windows: vec![TimeWindow {
            opens: Seconds(opens),
            closes: Seconds(closes),
        }],
        setup: Seconds::ZERO,
        service: Seconds(request.service),
        load: vec![request.size],
        depots: DepotSet::NONE.with(DepotIx(0)),
        skills: SkillSet::NONE,
        skills_none: SkillSet::NONE,
        prize: Cost(penalty),
        class: 0,
    }
}

fn vehicle(volunteer: &FileVolunteer, at: usize) -> Vehicle {
    let (opens, closes) = volunteer.shift;
    Vehicle {
        profile: ProfileIx(0),
        start: Some(LocationIx::from(at)),
        end: None,
        shift: TimeWindow {
            opens: Seconds(opens),
            closes: Seconds(closes),
        },
        capacity: vec![volunteer.capacity],
        skills: SkillSet::NONE,
        tasks_max: None,
        loads_max: Some(1),
        duration_max: None,
        distance_max: None,
        costs: VehicleCosts::default(),
    }
}

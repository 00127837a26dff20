//! `CityInstance` reads and answers `city-json-1`, a synthetic city morning: volunteers leave home, load at the hub,
//! deliver and end anywhere. `CityFileError` says why a file is not one.
//!
//! Coordinates are metres on a plane; a way takes `⌊13 · (|dx| + |dy|) / 80⌋` seconds, which is 1.3 times the Manhattan
//! distance at 8 m/s. The hub is always open and loading takes no time. The cost is the seconds driven from home over
//! the hub to the last request, plus the penalty for each request left out.

use super::json;
use super::named::{FAULTS_MAX, named};
use super::whole::whole;
use karavan_model::{Cost, Seconds};
use karavan_plan::bounds::{AMOUNT_MAX, LOAD_MAX, TIME_MAX};
use karavan_plan::ix::{DepotIx, LocationIx, ProfileIx};
use karavan_plan::plan::Plan;
use karavan_plan::plane::{Metric, Plane, PlanePoint, Ratio};
use karavan_plan::problem::{Depot, Job, Problem, ProblemError, ProblemParts, TimeWindow, Vehicle, VehicleCosts};
use karavan_plan::rules::Rules;
use karavan_plan::sets::{DepotSet, SkillSet};
use karavan_plan::travel::Travel;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashSet;
use thiserror::Error;

/// What the file must call itself.
const FORMAT: &str = "city-json-1";

/// Along each axis from the hub. Corners are twice as far from one another along both, 1.3 times that by road: no way
/// is longer than a problem holds.
const FAR_METERS: u32 = 1_900_000;

/// Why a file is no instance.
#[derive(Debug, Error)]
pub enum CityFileError {
    /// It is not JSON of the right shape.
    #[error("not a city morning: {0}")]
    Shape(String),
    /// It calls itself something else.
    #[error("format is “{0}”; expected “{FORMAT}”")]
    Format(String),
    /// It contradicts itself, or says what cannot be planned; one sentence for each.
    #[error("{}", .0.join("; "))]
    Said(Vec<String>),
    /// Its numbers make no problem; parts are called as the file calls them.
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
    #[serde(deserialize_with = "whole")]
    hub: (i32, i32),
    #[serde(deserialize_with = "whole")]
    penalty: i64,
    volunteers: Vec<FileVolunteer>,
    requests: Vec<FileRequest>,
}

#[derive(Deserialize)]
struct FileVolunteer {
    #[serde(deserialize_with = "whole")]
    id: u64,
    #[serde(deserialize_with = "whole")]
    home: (i32, i32),
    #[serde(deserialize_with = "whole")]
    shift: (i64, i64),
    #[serde(deserialize_with = "whole")]
    capacity: i64,
}

#[derive(Deserialize)]
struct FileRequest {
    #[serde(deserialize_with = "whole")]
    id: u64,
    #[serde(deserialize_with = "whole")]
    loc: (i32, i32),
    #[serde(deserialize_with = "whole")]
    size: i64,
    #[serde(deserialize_with = "whole")]
    tw: (i64, i64),
    #[serde(deserialize_with = "whole")]
    service: i64,
}

impl CityInstance {
    /// Reads a file. Locations are the hub, then the requests, then the homes.
    ///
    /// # Errors
    /// When it is not such a file, or its numbers contradict one another.
    pub fn parse(bytes: &[u8]) -> Result<Self, CityFileError> {
        let file: File = json::read(bytes).map_err(CityFileError::Shape)?;
        if file.format != FORMAT {
            return Err(CityFileError::Format(file.format));
        }
        let faults = contradictions(&file);
        if !faults.is_empty() {
            return Err(CityFileError::Said(faults));
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
        let name = |kind: &str, at: usize| match kind {
            "job" => Some(format!("request {}", file.requests.get(at)?.id)),
            "vehicle" => Some(format!("volunteer {}", file.volunteers.get(at)?.id)),
            _ => None,
        };
        let problem = Problem::new(parts).map_err(|faults| CityFileError::Problem(named(faults, name)))?;
        Ok(Self {
            problem,
            requests: file.requests.iter().map(|request| request.id).collect(),
            volunteers: file.volunteers.iter().map(|volunteer| volunteer.id).collect(),
        })
    }

    /// The problem: job `i` is request `i` of the file, vehicle `i` is volunteer `i`, the only depot is the hub.
    #[must_use]
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }

    /// A plan as `{"cost", "routes": [[volunteer, [request, …]], …], "unassigned": [request, …]}`, all ids the file's
    /// own.
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

/// What the file says of a request or a volunteer.
struct Said {
    who: &'static str,
    id: u64,
    place: (i32, i32),
    load: (&'static str, i64),
    hours: (&'static str, (i64, i64)),
    service: i64,
}

impl Said {
    fn faults(&self, hub: (i32, i32)) -> impl Iterator<Item = String> {
        let Self { place, service, .. } = *self;
        let ((size, load), (hours, (opens, closes))) = (self.load, self.hours);
        let is_far = place.0.abs_diff(hub.0).max(place.1.abs_diff(hub.1)) > FAR_METERS;
        let is_lasting = (0..=TIME_MAX).contains(&service);
        let is_in_order = -TIME_MAX <= opens && opens <= closes && closes <= TIME_MAX;
        let is_load = (0..=LOAD_MAX).contains(&load);
        let faults = [
            is_far.then(|| format!("must be at most {FAR_METERS} m from the hub along each axis")),
            (!is_load).then(|| format!("{size} must be from 0 to {LOAD_MAX}, not {load}")),
            (!is_in_order).then(|| {
                format!("{hours} {opens}–{closes} must open before it closes, within ±{TIME_MAX} s of midnight")
            }),
            (!is_lasting).then(|| format!("service must be from 0 to {TIME_MAX} s, not {service}")),
        ];
        faults.into_iter().flatten()
    }
}

/// What the keys of the file say wrong, in their own words.
fn contradictions(file: &File) -> Vec<String> {
    let mut faults = Vec::new();
    if file.volunteers.is_empty() {
        faults.push("expected at least one volunteer".to_owned());
    }
    if !(1..=AMOUNT_MAX).contains(&file.penalty) {
        faults.push(format!("penalty must be from 1 to {AMOUNT_MAX}, not {}", file.penalty));
    }
    let requests = file.requests.iter().map(|one| Said {
        who: "request",
        id: one.id,
        place: one.loc,
        load: ("size", one.size),
        hours: ("tw", one.tw),
        service: one.service,
    });
    let volunteers = file.volunteers.iter().map(|one| Said {
        who: "volunteer",
        id: one.id,
        place: one.home,
        load: ("capacity", one.capacity),
        hours: ("shift", one.shift),
        service: 0,
    });
    let mut seen = HashSet::new();
    for said in requests.chain(volunteers) {
        let name = format!("{} {}", said.who, said.id);
        if !seen.insert((said.who, said.id)) {
            faults.push(format!("{name} comes twice: every {} needs an id of its own", said.who));
        }
        faults.extend(said.faults(file.hub).map(|fault| format!("{name}: {fault}")));
    }
    faults.truncate(FAULTS_MAX);
    faults
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

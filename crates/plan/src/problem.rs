//! The planning problem in the field's words. It is checked once at birth and then frozen.
//!
//! Times are seconds after local midnight of the planned day. Windows bound the *start* of service, both ends inside.

use crate::bounds::TIME_MAX;
use crate::checks;
use crate::ix::{JobIx, LocationIx, ProfileIx, VehicleIx};
use crate::matrix::Leg;
use crate::rules::{JobRules, RuleIndex, Rules, Slot, VehicleRules};
use crate::sets::{DepotSet, SkillSet};
use crate::travel::Travel;
use karavan_model::{Cost, Meters, Seconds};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use thiserror::Error;

/// Amounts in every load dimension of the problem (units, kilograms, …), none negative.
pub type Load = Vec<i64>;

/// When service may start, both ends inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeWindow {
    /// Earliest start.
    pub opens: Seconds,
    /// Latest start.
    pub closes: Seconds,
}

impl TimeWindow {
    /// Every moment that a problem can speak of.
    pub const ALWAYS: Self = Self {
        opens: Seconds(-TIME_MAX),
        closes: Seconds(TIME_MAX),
    };
}

/// A visit that delivers goods loaded at a depot earlier on the same route, or delivers nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Where.
    pub location: LocationIx,
    /// When service may start, sorted and disjoint; never empty.
    pub windows: Vec<TimeWindow>,
    /// Parking and finding the entrance: not paid when the step before is at the same location.
    pub setup: Seconds,
    /// At the door.
    pub service: Seconds,
    /// What is delivered.
    pub load: Load,
    /// Depots any one of which supplies the whole load. Empty when nothing is brought; empty with a load says that nobody
    /// hands it out, and the job can only be left unassigned (`NoDepot`).
    /// With a zero load and some depots it is an errand: one of them must still be visited before.
    pub depots: DepotSet,
    /// Skills the vehicle must have.
    pub skills: SkillSet,
    /// Skills the vehicle must not have.
    #[serde(default)]
    pub skills_none: SkillSet,
    /// What is lost when it is left unassigned; positive.
    pub prize: Cost,
    /// Place in the order inside a route: never visited before a job of a lower class on the same route.
    pub class: u8,
}

impl Job {
    /// Whether a load must come before it on the route: it brings something, or is an errand to a depot.
    #[must_use]
    pub fn needs_loading(&self) -> bool {
        !self.depots.is_empty() || self.load.iter().any(|&amount| amount != 0)
    }
}

/// Where goods are loaded. Loading twice is two visits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Depot {
    /// Where.
    pub location: LocationIx,
    /// When loading may start, sorted and disjoint; never empty.
    pub windows: Vec<TimeWindow>,
    /// How long loading takes.
    pub service: Seconds,
}

/// What a vehicle's work costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VehicleCosts {
    /// Paid once when it is used at all. Volunteers are free: usually zero.
    pub fixed: Cost,
    /// Per second of travel.
    pub per_travel_second: i64,
    /// Per second between leaving the start and the end of the route, waiting included.
    pub per_route_second: i64,
    /// Per metre of travel.
    pub per_meter: i64,
}

impl Default for VehicleCosts {
    fn default() -> Self {
        Self {
            fixed: Cost::ZERO,
            per_travel_second: 1,
            per_route_second: 0,
            per_meter: 0,
        }
    }
}

/// One shift of one volunteer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Which travel profile.
    pub profile: ProfileIx,
    /// Where it starts; `None` starts at its first stop.
    pub start: Option<LocationIx>,
    /// Where it ends; `None` ends at its last stop.
    pub end: Option<LocationIx>,
    /// Never moves before `opens`; its last service, and the way to `end` if there is one, is over by `closes`.
    pub shift: TimeWindow,
    /// How much fits at one time.
    pub capacity: Load,
    /// What it can do.
    pub skills: SkillSet,
    /// How many jobs at most.
    pub tasks_max: Option<u32>,
    /// How many loads at most: `Some(1)` loads once and never again.
    #[serde(default)]
    pub loads_max: Option<u32>,
    /// From leaving to the end, at most.
    pub duration_max: Option<Seconds>,
    /// Travel, at most.
    pub distance_max: Option<Meters>,
    /// What its work costs.
    pub costs: VehicleCosts,
}

/// What a problem is made of, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemParts {
    /// Number of locations: rows of every travel table.
    pub locations: usize,
    /// Number of load dimensions; zero when nothing is carried.
    pub dimensions: usize,
    /// Travel per profile.
    pub travel: Vec<Travel>,
    /// Where goods are loaded.
    pub depots: Vec<Depot>,
    /// What is to be done.
    pub jobs: Vec<Job>,
    /// Who can do it.
    pub vehicles: Vec<Vehicle>,
    /// Rules that only some problems have.
    #[serde(default, skip_serializing_if = "Rules::is_empty")]
    pub rules: Rules,
}

/// A checked problem. Build it with [`Problem::new`]; it cannot be changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    parts: ProblemParts,
    index: RuleIndex,
}

/// A part of a problem: what it is, and which of its kind. It is told as `job 17`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is: [`Part::JOB`], [`Part::VEHICLE`], [`Part::DEPOT`], or the words for another.
    pub kind: Cow<'static, str>,
    /// Which of its kind, counted from 0; `None` when there is but one.
    pub position: Option<usize>,
}

impl Part {
    /// A job.
    pub const JOB: &'static str = "job";
    /// A vehicle.
    pub const VEHICLE: &'static str = "vehicle";
    /// A depot.
    pub const DEPOT: &'static str = "depot";

    /// One of several.
    #[must_use]
    pub const fn at(kind: &'static str, position: usize) -> Self {
        Self {
            kind: Cow::Borrowed(kind),
            position: Some(position),
        }
    }

    /// The only one of its kind.
    #[must_use]
    pub fn only(kind: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind: kind.into(),
            position: None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        self.position.map_or(Ok(()), |position| write!(f, " {position}"))
    }
}

/// Why the parts make no problem. Each names the part and the rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{part}: {rule}")]
pub struct ProblemError {
    /// Of which part.
    pub part: Part,
    /// What it must be.
    pub rule: String,
}

impl Problem {
    /// Checks the parts once; afterwards no index, size or amount needs another look.
    ///
    /// # Errors
    /// All faults of the parts at once, each with its place.
    pub fn new(parts: ProblemParts) -> Result<Self, Vec<ProblemError>> {
        let faults = checks::faults(&parts);
        if !faults.is_empty() {
            return Err(faults);
        }
        let index = RuleIndex::new(&parts.rules, parts.jobs.len(), parts.vehicles.len());
        let problem = Self { parts, index };
        let faults = checks::undrivable(&problem);
        if faults.is_empty() { Ok(problem) } else { Err(faults) }
    }

    /// What it is made of.
    #[must_use]
    pub const fn parts(&self) -> &ProblemParts {
        &self.parts
    }

    /// Number of locations.
    #[must_use]
    pub const fn locations(&self) -> usize {
        self.parts.locations
    }

    /// Number of load dimensions.
    #[must_use]
    pub const fn dimensions(&self) -> usize {
        self.parts.dimensions
    }

    /// Travel per profile.
    #[must_use]
    pub fn travel(&self) -> &[Travel] {
        &self.parts.travel
    }

    /// All depots.
    #[must_use]
    pub fn depots(&self) -> &[Depot] {
        &self.parts.depots
    }

    /// All jobs.
    #[must_use]
    pub fn jobs(&self) -> &[Job] {
        &self.parts.jobs
    }

    /// All vehicles.
    #[must_use]
    pub fn vehicles(&self) -> &[Vehicle] {
        &self.parts.vehicles
    }

    /// Rules that only some problems have.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.parts.rules
    }

    /// What those rules say of a job.
    #[must_use]
    pub fn of_job(&self, job: JobIx) -> &JobRules {
        self.index.of_job(job)
    }

    /// What those rules say of a vehicle.
    #[must_use]
    pub fn of_vehicle(&self, vehicle: VehicleIx) -> &VehicleRules {
        self.index.of_vehicle(vehicle)
    }

    /// How the speed of a profile changes over the day; empty when it does not.
    #[must_use]
    pub fn traffic(&self, profile: ProfileIx) -> &[Slot] {
        let own = self.parts.rules.traffic.iter().find(|one| one.profile == profile);
        own.map_or(&[], |one| &one.slots)
    }

    /// Whether a load must come before the job on the route.
    #[must_use]
    pub fn needs_loading(&self, job: JobIx) -> bool {
        !self.of_job(job).is_aboard && self.parts.jobs[job.at()].needs_loading()
    }

    /// The drive of one vehicle between two locations, on free roads.
    #[must_use]
    pub fn leg(&self, vehicle: &Vehicle, from: LocationIx, to: LocationIx) -> Option<Leg> {
        self.parts.travel[vehicle.profile.at()].leg(from, to)
    }
}

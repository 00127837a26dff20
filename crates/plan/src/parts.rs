//! `ProblemParts` and what it is made of, not yet checked: `Job`, `Depot`, `Vehicle`, `VehicleCosts`. `Problem::new`
//! checks them; lists of rules are in `rules/lists.rs`, travel in `travel.rs`.
//!
//! Times are seconds after local midnight of the planned day. Windows bound the *start* of service, both ends inside.

use crate::ix::{LocationIx, ProfileIx};
use crate::load::Load;
use crate::rules::Rules;
use crate::sets::{DepotSet, SkillSet};
use crate::travel::Travel;
use crate::window::TimeWindow;
use karavan_model::{Cost, Meters, Seconds};
use serde::{Deserialize, Serialize};

/// A visit that delivers goods loaded at a depot earlier on the same route, or delivers nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its location.
    pub location: LocationIx,
    /// When service may start, sorted and disjoint; never empty.
    pub windows: Vec<TimeWindow>,
    /// Parking and finding the entrance: not paid when the step before is at the same location.
    pub setup: Seconds,
    /// At the door.
    pub service: Seconds,
    /// What is delivered.
    pub load: Load,
    /// Depots any one of which supplies the whole load. Empty when nothing is brought; empty with a load says that
    /// nobody hands it out, and the job can only be left unassigned (`NoDepot`). With a zero load and some depots it is
    /// an errand: one of them must still be visited before.
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
    /// Its location.
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

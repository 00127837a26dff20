//! The planning problem in the field's words. It is checked once at birth and then frozen.
//!
//! Times are seconds after local midnight of the planned day. Windows bound the *start* of service, both ends inside.

use crate::ix::{DepotIx, LocationIx, ProfileIx};
use crate::matrix::{Leg, Matrix};
use karavan_model::{Cost, Meters, Seconds};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Amounts in every load dimension of the problem (units, kilograms, …), none negative.
pub type Load = Vec<i64>;

/// Skills as bits; `dispatch` keeps the names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SkillSet(pub u64);

impl SkillSet {
    /// Whether all of `wanted` are here.
    #[must_use]
    pub const fn has_all(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// Whether any of `unwanted` is here.
    #[must_use]
    pub const fn has_any(self, unwanted: Self) -> bool {
        self.0 & unwanted.0 != 0
    }
}

/// Depots as bits, depot `i` is bit `i`; a problem has at most 64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DepotSet(pub u64);

impl DepotSet {
    /// No depot.
    pub const NONE: Self = Self(0);

    /// Whether none is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the depot is in it.
    #[must_use]
    pub const fn contains(self, depot: DepotIx) -> bool {
        self.0 >> depot.0 & 1 == 1
    }

    /// With the depot in it.
    #[must_use]
    pub const fn with(self, depot: DepotIx) -> Self {
        Self(self.0 | 1 << depot.0)
    }

    /// The depots in it, in order.
    pub fn iter(self) -> impl Iterator<Item = DepotIx> {
        (0..64).map(DepotIx).filter(move |depot| self.contains(*depot))
    }
}

/// When service may start, both ends inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeWindow {
    /// Earliest start.
    pub opens: Seconds,
    /// Latest start.
    pub closes: Seconds,
}

/// A visit that delivers goods loaded at a depot earlier on the same route, or delivers nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Where.
    pub location: LocationIx,
    /// When service may start, sorted and disjoint; never empty.
    pub windows: Vec<TimeWindow>,
    /// Parking and finding the entrance: paid once when the stop before is at the same location.
    pub setup: Seconds,
    /// At the door.
    pub service: Seconds,
    /// What is delivered.
    pub load: Load,
    /// Depots any one of which supplies the whole load. Empty with a zero load.
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
    /// From leaving to the end, at most.
    pub duration_max: Option<Seconds>,
    /// Travel, at most.
    pub distance_max: Option<Meters>,
    /// What its work costs.
    pub costs: VehicleCosts,
}

/// Travel of one profile: all legs, or only those a finished plan uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Travel {
    /// Every leg; what a solver needs.
    Full(Matrix),
    /// The legs of a plan, for judging it later without the map.
    Used(BTreeMap<(LocationIx, LocationIx), Leg>),
}

impl Travel {
    /// The drive; `None` when there is no road (or, for `Used`, no such leg was kept). Staying costs nothing.
    #[must_use]
    pub fn leg(&self, from: LocationIx, to: LocationIx) -> Option<Leg> {
        if from == to {
            return Some(Leg {
                seconds: Seconds::ZERO,
                meters: Meters::ZERO,
            });
        }
        match self {
            Self::Full(matrix) => matrix.leg(from, to),
            Self::Used(legs) => legs.get(&(from, to)).copied(),
        }
    }
}

/// A checked problem. Build it with [`Problem::new`]; it cannot be changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(crate) locations: usize,
    pub(crate) dimensions: usize,
    pub(crate) travel: Vec<Travel>,
    pub(crate) depots: Vec<Depot>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) vehicles: Vec<Vehicle>,
}

/// Why the parts make no problem. Each names the part and the rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{part}: {rule}")]
pub struct ProblemError {
    /// For example `job 17`.
    pub part: String,
    /// What it must be.
    pub rule: String,
}

impl Problem {
    /// Number of locations.
    #[must_use]
    pub const fn locations(&self) -> usize {
        self.locations
    }

    /// Number of load dimensions.
    #[must_use]
    pub const fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Travel per profile.
    #[must_use]
    pub fn travel(&self) -> &[Travel] {
        &self.travel
    }

    /// All depots.
    #[must_use]
    pub fn depots(&self) -> &[Depot] {
        &self.depots
    }

    /// All jobs.
    #[must_use]
    pub fn jobs(&self) -> &[Job] {
        &self.jobs
    }

    /// All vehicles.
    #[must_use]
    pub fn vehicles(&self) -> &[Vehicle] {
        &self.vehicles
    }

    /// The drive of one vehicle between two locations.
    #[must_use]
    pub fn leg(&self, vehicle: &Vehicle, from: LocationIx, to: LocationIx) -> Option<Leg> {
        self.travel[vehicle.profile.at()].leg(from, to)
    }
}

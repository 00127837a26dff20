//! `Problem`: checked parts with the rules indexed by job and vehicle; read-only once made. What it is made of is in
//! `parts.rs`, its construction in `validation.rs`.
//!
//! Times are seconds after local midnight of the planned day. Windows bound the *start* of service, both ends inside.

pub use crate::load::Load;
pub use crate::parts::{Depot, Job, ProblemParts, Vehicle, VehicleCosts};
pub use crate::problem_error::{Part, ProblemError};
pub use crate::window::TimeWindow;

use crate::ix::{JobIx, LocationIx, ProfileIx, VehicleIx};
use crate::matrix::Leg;
use crate::rules::{JobRules, RuleIndex, Rules, Slot, VehicleRules};
use crate::travel::Travel;

/// A checked problem. Build it with [`Problem::new`]; it cannot be changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(crate) parts: ProblemParts,
    pub(crate) index: RuleIndex,
}

impl Problem {
    /// What it is made of.
    #[must_use]
    pub const fn parts(&self) -> &ProblemParts {
        &self.parts
    }

    /// Taken apart, to be made anew with other rules.
    #[must_use]
    pub fn into_parts(self) -> ProblemParts {
        self.parts
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

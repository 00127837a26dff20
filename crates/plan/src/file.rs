//! `ProblemFile`: a problem as it is written to a file, checked again when read back. `used_travel` picks the legs that
//! a plan and the promised prefixes drive, so that the plan can be judged without the others. How legs are written is
//! in `travel_serde.rs`.

use crate::ix::{LocationIx, ProfileIx};
use crate::matrix::Leg;
use crate::plan::{Plan, Route};
use crate::problem::{Problem, ProblemError, ProblemParts};
use crate::schedule::schedule;
use crate::travel::Travel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Parts that came from a file or go into one. What is read is nothing but a claim until [`ProblemFile::check`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProblemFile {
    parts: ProblemParts,
}

impl ProblemFile {
    /// The whole problem.
    #[must_use]
    pub fn new(problem: &Problem) -> Self {
        Self {
            parts: problem.parts().clone(),
        }
    }

    /// The problem with other travel, one per profile: see [`used_travel`].
    #[must_use]
    pub fn with_travel(problem: &Problem, travel: Vec<Travel>) -> Self {
        let parts = problem.parts();
        Self {
            parts: ProblemParts {
                locations: parts.locations,
                dimensions: parts.dimensions,
                travel,
                depots: parts.depots.clone(),
                jobs: parts.jobs.clone(),
                vehicles: parts.vehicles.clone(),
                rules: parts.rules.clone(),
            },
        }
    }

    /// What is inside, not yet checked.
    #[must_use]
    pub const fn parts(&self) -> &ProblemParts {
        &self.parts
    }

    /// What is inside, not yet checked, by value.
    #[must_use]
    pub fn into_parts(self) -> ProblemParts {
        self.parts
    }

    /// The problem.
    ///
    /// # Errors
    /// All faults at once, as [`Problem::new`] tells them.
    pub fn check(self) -> Result<Problem, Vec<ProblemError>> {
        Problem::new(self.parts)
    }
}

/// The legs that a plan drives, one [`Travel::Used`] per profile of the problem, and those of its prefixes driven
/// alone. The judge needs no others, nor does [`Problem::new`].
#[must_use]
pub fn used_travel(problem: &Problem, plan: &Plan) -> Vec<Travel> {
    let mut used: Vec<BTreeMap<(LocationIx, LocationIx), Leg>> = vec![BTreeMap::new(); problem.travel().len()];
    let promised = problem.rules().prefixes.iter();
    let promised = promised.filter_map(|one| schedule(problem, one.vehicle, &one.steps).ok());
    let promised: Vec<Route> = promised.collect();
    for route in plan.routes.iter().chain(&promised) {
        let Some(vehicle) = problem.vehicles().get(route.vehicle.at()) else {
            continue;
        };
        let ProfileIx(profile) = vehicle.profile;
        for pair in route.steps.windows(2) {
            let (from, to) = (pair[0].location, pair[1].location);
            if from == to || from.at().max(to.at()) >= problem.locations() {
                continue;
            }
            if let Some(leg) = problem.leg(vehicle, from, to) {
                used[profile as usize].insert((from, to), leg);
            }
        }
    }
    used.into_iter().map(Travel::Used).collect()
}

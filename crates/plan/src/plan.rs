//! `Plan`: timed routes (`Route`, `Step`, `StepKind`), jobs left out (`Unassigned`) with their reasons, and the cost.
//! Data: `schedule.rs` times routes, `assemble.rs` makes plans, `judge.rs` checks them.

use crate::ix::{BreakIx, DepotIx, JobIx, LocationIx, VehicleIx};
use crate::reason::Reason;
use karavan_model::{Cost, Meters, Seconds};
use serde::{Deserialize, Serialize};

/// What is done at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Leaving the vehicle's start place.
    Start,
    /// Loading at a depot. Goods of later jobs come from the last such step that can supply them.
    Load(DepotIx),
    /// Doing a job.
    Job(JobIx),
    /// Resting where the step before was.
    Break(BreakIx),
    /// Arriving at the vehicle's end place.
    End,
}

/// One step of a route. `arrives ≤ begins ≤ departs`; the gap before `begins` is waiting and setup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is done there.
    pub kind: StepKind,
    /// The location it happens at.
    pub location: LocationIx,
    /// When the vehicle is there.
    pub arrives: Seconds,
    /// When service begins (after waiting and setup); bounded by a window.
    pub begins: Seconds,
    /// When it leaves: `begins` plus service.
    pub departs: Seconds,
}

/// The day of one vehicle. `Start` and `End` steps are present exactly when the vehicle has such places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The vehicle that drives it.
    pub vehicle: VehicleIx,
    /// In order.
    pub steps: Vec<Step>,
    /// Travel time of all legs.
    pub travel: Seconds,
    /// Travel distance of all legs.
    pub distance: Meters,
}

impl Route {
    /// From leaving to the end: the last departure less the first arrival.
    #[must_use]
    pub fn duration(&self) -> Seconds {
        let leaves = self.steps.first().map_or(0, |step| step.arrives.0);
        let ends = self.steps.last().map_or(0, |step| step.departs.0);
        Seconds(ends.saturating_sub(leaves))
    }

    /// The jobs it does, in order.
    pub fn jobs(&self) -> impl Iterator<Item = JobIx> {
        self.steps.iter().filter_map(|step| match step.kind {
            StepKind::Job(job) => Some(job),
            _ => None,
        })
    }
}

/// A job left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unassigned {
    /// The job that is left out.
    pub job: JobIx,
    /// Why; never empty in a finished plan.
    pub reasons: Vec<Reason>,
}

/// A plan: every job of the problem is in exactly one route or unassigned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Only vehicles that do something, ordered by vehicle.
    pub routes: Vec<Route>,
    /// Ordered by job.
    pub unassigned: Vec<Unassigned>,
    /// The objective (see `objective.rs`).
    pub cost: Cost,
}

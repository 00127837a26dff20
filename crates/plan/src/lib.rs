//! What a problem and a plan are: indexes only, no names, no phones; reasons, violations and the judge.
//!
//! This crate never calls the solver, and shares no code with it.

pub mod ix;
pub mod matrix;
pub mod plan;
pub mod problem;
pub mod reason;

pub use ix::{DepotIx, JobIx, LocationIx, ProfileIx, VehicleIx};
pub use matrix::{Leg, Matrix};
pub use plan::{Plan, Route, Step, StepKind, Unassigned};
pub use problem::{
    Depot, DepotSet, Job, Load, Problem, ProblemError, SkillSet, TimeWindow, Travel, Vehicle, VehicleCosts,
};
pub use reason::{Reason, ReasonCode};

//! What is asked of a planner about a plan changed by hand (`MoveOrder`, `Ground`, `MoveAsk`, `Move`) and what it
//! answers (`MoveAnswer`, `Rearranged`, `Offer`, `Price`, `MoveFault`). Jobs and vehicles are named by position.

use super::offer::Offer;
use crate::Order;
use crate::why::{Why, WhyAsk};
use karavan_plan::{JobIx, Plan, Travel, VehicleIx};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One change of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Move {
    /// A job goes to a vehicle, from another one, from another place of its route, or from those left out.
    Put {
        /// The job that moves.
        job: JobIx,
        /// Who does it afterwards.
        vehicle: VehicleIx,
        /// After how many other jobs of the route; where it costs least when absent.
        place: Option<usize>,
    },
    /// Two jobs of routes change places.
    Swap {
        /// The two.
        jobs: [JobIx; 2],
    },
    /// A job is done by nobody.
    LeaveOut {
        /// The job.
        job: JobIx,
    },
}

/// A change that makes no sense in this plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum MoveFault {
    /// It names a job or a vehicle that is not in the problem.
    #[error("the change names something that is not in the problem")]
    Unknown,
    /// The job is on no route.
    #[error("job {} is on no route", .0.0)]
    Left(JobIx),
}

/// What the travel of a plan is measured from, once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ground {
    /// The order of the plan, with all that its policy prices. Its search is not looked at.
    pub order: Order,
    /// The legs that the plan drives, for each profile: the map must still say the same of them.
    pub legs: Vec<Travel>,
}

/// A question about a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoveOrder {
    /// A name of the measured problem, of whoever asks: asked again under it, nothing is measured anew.
    pub table: String,
    /// What to measure. Without it the planner must have measured before.
    pub ground: Option<Ground>,
    /// The plan as it is.
    pub plan: Plan,
    /// What is asked.
    pub ask: MoveAsk,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoveAsk {
    /// The plan after these changes, made one after another.
    Moves(Vec<Move>),
    /// What it costs to give a job to each of the others.
    Offers(JobIx),
    /// Why a job is left out, or where it is.
    Why(WhyAsk),
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MoveAnswer {
    /// The changed plan.
    Rearranged(Rearranged),
    /// One for each vehicle that does not have the job.
    Offers(Vec<Offer>),
    /// All that is told about one job.
    Why(Why),
}

/// A plan after changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rearranged {
    /// All of it, priced.
    pub plan: Plan,
    /// The legs that it drives, for each profile.
    pub legs: Vec<Travel>,
    /// Whose route is another one now, or gone.
    pub changed: Vec<VehicleIx>,
}

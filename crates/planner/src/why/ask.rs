//! The answer to “why?” about one job of a plan, by position like an order.

use crate::moves::{Offer, Price};
use karavan_model::{Meters, Seconds};
use karavan_plan::{JobIx, ReasonCode, SkillSet, VehicleIx};
use serde::{Deserialize, Serialize};

/// Which job is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyAsk {
    /// The job.
    pub job: JobIx,
    /// Only this vehicle may do it, where one is named: the others are not asked, and one more is not offered.
    pub only: Option<VehicleIx>,
    /// To these vehicles nothing may be added.
    pub closed: Vec<VehicleIx>,
    /// Skills that nothing lets a job do without.
    pub needed: SkillSet,
}

/// How a job stands in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// It is on a route.
    Placed,
    /// It is left out, and somebody could do it with the day as planned.
    Free,
    /// It is left out; somebody could do it with an empty day, and does others instead.
    Sacrificed,
    /// Nobody could do it, not even with an empty day.
    Impossible,
}

/// All that is told about one job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// How it stands.
    pub standing: Standing,
    /// What stops each vehicle, those that would drive the least for it first; empty when it is on a route.
    pub vehicles: Vec<Stopped>,
    /// Rules that together make it impossible; empty unless it is.
    pub conflict: Vec<ReasonCode>,
    /// What would let it in, the cheapest first; empty when it is on a route.
    pub reliefs: Vec<Relieved>,
    /// What its place costs; absent when it is left out.
    pub here: Option<Here>,
}

/// What stops one vehicle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// Which vehicle.
    pub vehicle: VehicleIx,
    /// The first rule that stops it with an empty day; `None` when it could then.
    pub alone: Option<ReasonCode>,
    /// With its day as planned.
    pub planned: AskedOf,
    /// The jobs of its day in whose place it could come; empty also where that was not worked out.
    pub instead: Vec<JobIx>,
}

/// What a vehicle could do with its day as planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskedOf {
    /// It was not worked out: others are nearer, or nothing may be added to its route.
    Nothing,
    /// It could do the job.
    Could,
    /// This rule stops it first.
    Stopped(ReasonCode),
}

/// A change of the day that lets a job in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relief {
    /// Nothing is changed: it only has to be put there.
    AsItIs,
    /// The shift ends so much later.
    LaterShift(Seconds),
    /// The shift begins so much earlier.
    EarlierShift(Seconds),
    /// The last window of the job closes so much later.
    LaterWindow(Seconds),
    /// The first window of the job opens so much earlier.
    EarlierWindow(Seconds),
    /// The job is done without this skill, a bit of its set.
    WithoutSkill(u32),
    /// So many units more fit into the vehicle.
    MoreRoom(i64),
    /// The vehicle does so many jobs more.
    MoreJobs(u32),
    /// Its route may last so much longer.
    LongerDay(Seconds),
    /// Its route may be so much longer.
    FurtherDay(Meters),
    /// One vehicle more, that begins at its first stop and ends at its last, with what the job asks for.
    OneMoreCar {
        /// From when on …
        opens: Seconds,
        /// … and until when it drives.
        closes: Seconds,
        /// How much fits into it.
        room: i64,
    },
}

/// A change that lets a job in, with all it comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relieved {
    /// What changes.
    pub relief: Relief,
    /// Who comes then; absent for one more.
    pub vehicle: Option<VehicleIx>,
    /// After how many other jobs of the route.
    pub place: usize,
    /// When the job begins.
    pub begins: Seconds,
    /// What the whole plan costs more; what several routes pay together is left out.
    pub price: Price,
    /// How much more time somebody gives, the driver or who is visited; the price does not have it.
    pub asked: Seconds,
    /// The jobs left out that are done then, the asked one first.
    pub serves: Vec<JobIx>,
}

/// Why a job is where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Here {
    /// Who does it.
    pub vehicle: VehicleIx,
    /// What its place costs: the plan without it costs so much less, its prize not counted.
    pub price: Price,
    /// The best place with another vehicle, priced as a move away from here; absent when nobody else could.
    pub second: Option<Offer>,
    /// How many of the others could do it, the day as planned.
    pub others: usize,
}

//! `Rules`: lists of rules that only some problems have, and a type for the rules of each: `Shipment`, `Together`,
//! `Wish`, `Preference`, `Restriction`, `Break`, `Prefix`, `Fairness`, `Floor`, `Delay`, `Traffic`, `Collect`,
//! `Release`; `aboard` lists jobs. A list is empty by default; rules name jobs, vehicles or profiles by index.

use crate::ix::{JobIx, ProfileIx, VehicleIx};
use crate::load::Load;
use crate::plan::StepKind;
use crate::window::TimeWindow;
use karavan_model::{Cost, Seconds};
use serde::{Deserialize, Serialize};

/// All rules of a problem beyond its jobs, depots and vehicles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Fetch here, bring there.
    pub shipments: Vec<Shipment>,
    /// Two people at once.
    pub together: Vec<Together>,
    /// Soft windows.
    pub wishes: Vec<Wish>,
    /// Who had better come.
    pub preferences: Vec<Preference>,
    /// Who must come, and who must not.
    pub restrictions: Vec<Restriction>,
    /// Breaks of vehicles.
    pub breaks: Vec<Break>,
    /// What is already done or promised.
    pub prefixes: Vec<Prefix>,
    /// Hours shared out evenly.
    pub fairness: Vec<Fairness>,
    /// Work for everybody who came.
    pub floors: Vec<Floor>,
    /// People served early.
    pub delays: Vec<Delay>,
    /// Travel by time of day.
    pub traffic: Vec<Traffic>,
    /// Jobs whose goods are in the vehicle when its route begins, instead of coming from a depot.
    pub aboard: Vec<JobIx>,
    /// What is taken along.
    pub collects: Vec<Collect>,
    /// Goods that come late to their depot.
    pub releases: Vec<Release>,
}

impl Rules {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Two jobs of one route: what the first takes on board, the second unloads later. Both are done, or neither, and
/// neither brings anything from a depot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// Where it is fetched.
    pub pickup: JobIx,
    /// Where it is brought.
    pub delivery: JobIx,
    /// What is on board between the two; the seats of a passenger are a dimension too.
    pub load: Load,
    /// From leaving the pickup to the begin of the delivery, at most: how long a passenger rides.
    pub ride_max: Option<Seconds>,
}

/// Two jobs done by two vehicles that begin at the same moment. Both are done, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// One job for each of the two people.
    pub jobs: [JobIx; 2],
}

/// A soft window: beginning outside of it is allowed, at a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The job it belongs to.
    pub job: JobIx,
    /// When it had better begin.
    pub window: TimeWindow,
    /// For each second that it begins earlier or later.
    pub per_second: i64,
}

/// A price for who comes: preferred volunteers, continuity, and what it costs to break a published promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preference {
    /// For whom.
    pub job: JobIx,
    /// The ones meant.
    pub vehicles: Vec<VehicleIx>,
    /// The price when one of them comes.
    pub inside: Cost,
    /// The price when somebody else comes.
    pub outside: Cost,
}

/// Who may come at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// To whom.
    pub job: JobIx,
    /// The ones meant.
    pub vehicles: Vec<VehicleIx>,
    /// What holds for them.
    pub who: Who,
}

/// How a restriction reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Only they: a pin.
    Only,
    /// Anybody but they.
    Never,
}

/// A rest of one vehicle. It is due when the route runs beyond the moment at which it must have begun at the latest; it
/// is taken where the step before was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// The vehicle it belongs to.
    pub vehicle: VehicleIx,
    /// When it may begin, sorted and disjoint; never empty.
    pub windows: Vec<TimeWindow>,
    /// How long it takes.
    pub service: Seconds,
}

/// The loads and jobs that the route of a vehicle begins with, in this order: done already, or promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefix {
    /// The vehicle it belongs to.
    pub vehicle: VehicleIx,
    /// Loads and jobs; never empty, and a route of their own.
    pub steps: Vec<StepKind>,
}

impl Prefix {
    /// Its jobs, in order.
    pub fn jobs(&self) -> impl Iterator<Item = JobIx> {
        self.steps.iter().filter_map(|step| match step {
            StepKind::Job(job) => Some(*job),
            _ => None,
        })
    }
}

/// A price on long hours that grows with them: of one vehicle, or of all vehicles of an organisation together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fairness {
    /// Whose route durations are added up.
    pub vehicles: Vec<VehicleIx>,
    /// All tiers that are exceeded are paid, so prices per second add up.
    pub tiers: Vec<Tier>,
}

/// One step of a growing price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// Seconds that cost nothing.
    pub over: Seconds,
    /// For each second beyond.
    pub per_second: i64,
}

/// A price on hours that a vehicle does not get: its route lasts less than it should, or it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Floor {
    /// The vehicle it belongs to.
    pub vehicle: VehicleIx,
    /// How long its route should last at least.
    pub under: Seconds,
    /// For each second that it lasts less; a vehicle without a route pays for all of them.
    pub per_second: i64,
}

/// A price on the wait of one job, in proportion to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    /// The job it belongs to.
    pub job: JobIx,
    /// From when on it waits.
    pub from: Seconds,
    /// For each hour from then until it begins; parts of an hour count in proportion, rounded down to whole units of
    /// cost.
    pub per_hour: i64,
}

/// How much of the free speed is driven by time of day. Before the first slot the road is free.
///
/// Somebody who leaves later never arrives earlier: a leg takes until the speeds driven since leaving add up to it
/// (Ichoua, Gendreau and Potvin, 2003).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traffic {
    /// Of which profile.
    pub profile: ProfileIx,
    /// Sorted by time.
    pub slots: Vec<Slot>,
}

/// From a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// From when.
    pub from: Seconds,
    /// Thousandths of the free speed, 1 to 1,000.
    pub speed: u16,
}

/// Something taken on board at a job and kept to the end of the route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collect {
    /// The job at which it is taken along.
    pub job: JobIx,
    /// How much.
    pub load: Load,
}

/// Goods that are not at the depot from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Whose goods.
    pub job: JobIx,
    /// Loading them begins no earlier.
    pub at: Seconds,
}

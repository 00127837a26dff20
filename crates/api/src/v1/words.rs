//! Words with a fixed list of values. The contract names each value, so that a program can rely on the list being whole.

use karavan_dispatch::{self as dispatch, document};
use karavan_geocode as geocode;
use karavan_model as model;
use karavan_plan as plan;
use karavan_service as service;
use karavan_store as store;
use serde::Serialize;
use utoipa::ToSchema;

/// Declares words beside the enum they come from; a value that is missing here does not compile.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident from $($of:ident)::+ { $($value:ident),+ })+) => {$(
        $(#[$doc])*
        #[allow(clippy::enum_variant_names, reason = "words of the contract")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name { $($value),+ }

        impl From<$($of)::+> for $name {
            fn from(of: $($of)::+) -> Self {
                use $($of)::+ as Of;
                match of { $(Of::$value { .. } => Self::$value),+ }
            }
        }
    )+};
}

words! {
    /// Where a request stands.
    RequestState from model::RequestState { New, NeedsInfo, Located, Planned, Published, Accepted, EnRoute, Closed }
    /// How a closed request ended.
    Outcome from model::Outcome {
        InHand, AtDoor, Partial, NotHome, NoAnswer, Refused, WrongAddress, Unsafe, NotAvailable, Cancelled
    }
    /// How urgent a request is.
    Urgency from model::Urgency { Low, Normal, Urgent }
    /// How near a point is to the door. A place given by hand is an entrance.
    Precision from model::Precision { Entrance, House, Interpolated, Street, Locality }
    /// What a volunteer moves with.
    VehicleKind from model::VehicleKind { Car, Van, Bicycle, OnFoot }
    /// Where a route ends.
    ShiftEnd from model::ShiftEnd { Home, Anywhere }
    /// What happened at a request.
    StatusKind from model::StatusKind { Accepted, EnRoute, Closed, Undone }
    /// How a run stands.
    RunState from store::RunState { Queued, Running, Succeeded, Failed, Cancelled }
    /// What a run comes before in the queue.
    RunClass from store::RunClass { Urgent, Morning, Campaign }
    /// What a run does now.
    RunStage from dispatch::Stage { Locate, Measure, Arrange, Solve, Judge }
    /// What a plan is to be good at, once as many requests as possible are served: hours spread over all who came, people
    /// served early, little driving, few volunteers out.
    Policy from model::Policy { Even, Soonest, Shortest, Fewest }
    /// How a plan stands.
    PlanState from store::PlanState { Draft, Published, Closed }
    /// A kind of door that requests come through.
    DoorKind from model::Door { Api, Table, Operator, Form }
    /// Whether the requests of a source are taken.
    SourceState from model::SourceState { Active, Closed }
    /// How a submission ended; `unfinished` while its rows are kept, or when a stop of the server broke it off.
    SubmissionState from store::SubmissionState { Unfinished, Accepted, Partly, Rejected }
    /// What became of a row.
    ItemOutcome from store::ItemOutcome { Created, Identical, Rejected }
    /// Why a request is on no route.
    ReasonCode from plan::ReasonCode {
        Skills, TooLarge, NoDepot, NoRoad, Window, DepotHours, ShiftTooShort, Limit, Restricted, Ride, Break, SecondPerson,
        NoVehicles, Unasked, ByHand, NoTimeLeft
    }
    /// A rule of a plan.
    Rule from plan::Rule {
        Unknown, Moments, JobMissing, JobTwice, VehicleTwice, Order, EmptyRoute, Ends, Place, NoRoad, Arrival, Setup,
        Window, Service, ShiftOpens, ShiftCloses, Supply, UselessLoad, Capacity, Goods, Loads, Offered, Skills,
        ClassOrder, TasksMax, LoadsMax, DurationMax, DistanceMax, Pair, Ride, Together, Restricted, Break, Prefix,
        Release, TravelTotal, DistanceTotal, Cost, NoReason
    }
    /// Why a person is needed.
    Lack from dispatch::locate::Lack { NoStreet, NoHouse, NoAddress, Ambiguous, OffRoad }
    /// Why an address was not found.
    NotFoundReason from geocode::NotFoundReason { NoAddress, NoStreet, NoHouse }
}

/// What a route halts for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StopKind {
    Load,
    Visit,
    Break,
}

impl From<&document::StopKind> for StopKind {
    fn from(kind: &document::StopKind) -> Self {
        match kind {
            document::StopKind::Load => Self::Load,
            document::StopKind::Visit => Self::Visit,
            document::StopKind::Break => Self::Break,
        }
    }
}

/// Whether an address was found.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::enum_variant_names, reason = "words of the contract")]
pub(crate) enum Found {
    Found,
    Ambiguous,
    NotFound,
}

/// What became of one request of a batch.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BatchStatus {
    Created,
    Existing,
    Rejected,
}

/// What a telephone may report.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "read and written as text; the contract lists the words")]
pub(crate) enum ReportKind {
    Accepted,
    EnRoute,
    Closed,
    Loaded,
    Undone,
}

/// What became of one report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReportOutcome {
    Applied,
    Duplicate,
    Late,
    /// Of a route that is not the caller's.
    Orphan,
    Conflict,
    Rejected,
}

impl From<service::EventResult> for ReportOutcome {
    fn from(result: service::EventResult) -> Self {
        use service::EventResult as Of;
        match result {
            Of::Applied => Self::Applied,
            Of::Duplicate => Self::Duplicate,
            Of::Late => Self::Late,
            Of::Conflict => Self::Conflict,
            Of::Foreign => Self::Orphan,
            Of::Full => Self::Rejected,
        }
    }
}

/// Why the feed of a day speaks of a request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "read and written as text; the contract lists the words")]
pub(crate) enum Cause {
    TakenIn,
    Planned,
    Amended,
    Turned,
    Erased,
    Accepted,
    EnRoute,
    Closed,
    Undone,
}

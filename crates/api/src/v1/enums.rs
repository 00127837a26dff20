//! Enums of the contract, such as `RequestState`, `Outcome`, `Policy` and `ReasonCode`. Those declared by `words!` are
//! converted from enums of other crates, and a value that is missing here does not compile; the others are written out.

use karavan_dispatch::{self as dispatch, by_hand, document};
use karavan_geocode as geocode;
use karavan_model as model;
use karavan_plan as plan;
use karavan_service as service;
use karavan_store as store;
use serde::Serialize;
use utoipa::ToSchema;

/// Declares an enum of the contract from one of another crate; a value that is missing here does not compile.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident from $($of:ident)::+ { $($value:ident),+ })+) => {$(
        $(#[$doc])*
        #[allow(clippy::enum_variant_names, reason = "names of the contract")]
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
    /// The state of a request.
    RequestState from model::RequestState { New, NeedsInfo, Located, Planned, Published, Accepted, EnRoute, Closed }
    /// How a closed request ended.
    Outcome from model::Outcome {
        InHand, AtDoor, Partial, NotHome, NoAnswer, Refused, WrongAddress, Unsafe, NotAvailable, Cancelled
    }
    /// A field of a request that the caller is not shown, or several: `address` with `door`, `place` and `candidates`;
    /// `health` with `quarantine` and `skills`. They are empty in the answer.
    HiddenField from model::RequestField { Recipient, Phone, Address, Comment, Health, Visitors, Person, Notes }
    /// How urgent a request is.
    Urgency from model::Urgency { Low, Normal, Urgent }
    /// How exact a point is. A place set by hand counts as an entrance.
    Precision from model::Precision { Entrance, House, Interpolated, Street, Locality }
    /// What a volunteer travels with.
    VehicleKind from model::VehicleKind { Car, Van, Bicycle, OnFoot }
    /// Where a route ends.
    ShiftEnd from model::ShiftEnd { Home, Anywhere }
    /// The kind of an event of a request.
    StatusKind from model::StatusKind { Accepted, EnRoute, Closed, Undone }
    /// The state of a run.
    RunState from store::RunState { Queued, Running, Succeeded, Failed, Cancelled }
    /// The priority of a run in the queue.
    RunClass from store::RunClass { Urgent, Morning, Campaign }
    /// The current stage of a run.
    RunStage from dispatch::Stage { Locate, Measure, Arrange, Solve, Judge }
    /// The goal of a plan after serving as many requests as possible: hours spread evenly over all volunteers, visits
    /// as early as possible, least driving, fewest volunteers.
    Policy from model::Policy { Even, Soonest, Shortest, Fewest }
    /// The state of a plan.
    PlanState from store::PlanState { Draft, Published, Closed }
    /// The kind of intake door that requests come through.
    DoorKind from model::Door { Api, Table, Operator, Form }
    /// Whether requests of a source are accepted.
    SourceState from model::SourceState { Active, Closed }
    /// The result of a submission; `unfinished` while its rows are being stored, or when a stop of the server
    /// interrupted it.
    SubmissionState from store::SubmissionState { Unfinished, Accepted, Partly, Rejected }
    /// The result of a row.
    ItemOutcome from store::ItemOutcome { Created, Identical, Rejected }
    /// Why a request is not on a route.
    ReasonCode from plan::ReasonCode {
        Skills, TooLarge, NoDepot, NoRoad, Window, DepotHours, ShiftTooShort, Limit, Restricted, Ride, Break,
        SecondPerson,
        NoVehicles, Unasked, ByHand, NoTimeLeft
    }
    /// How a request stands in a plan: on a route; left out though somebody could take it; left out because those who
    /// could with an empty day do others; left out because nobody could.
    Standing from by_hand::Standing { Placed, Free, Sacrificed, Impossible }
    /// What would let a request in.
    ReliefKind from by_hand::ReliefKind {
        AsItIs, LaterShift, EarlierShift, LaterWindow, EarlierWindow, WithoutSkill, MoreRoom, MoreJobs, LongerDay,
        FurtherDay, OneMoreCar
    }
    /// A rule of a plan.
    Rule from plan::Rule {
        Unknown, Moments, JobMissing, JobTwice, VehicleTwice, Order, EmptyRoute, Ends, Place, NoRoad, Arrival, Setup,
        Window, Service, ShiftOpens, ShiftCloses, Supply, UselessLoad, Capacity, Goods, Loads, Offered, Skills,
        ClassOrder, TasksMax, LoadsMax, DurationMax, DistanceMax, Pair, Ride, Together, Restricted, Break, Prefix,
        Release, TravelTotal, DistanceTotal, Cost, NoReason
    }
    /// Why a person must check an address.
    Lack from dispatch::locate::Lack { NoStreet, NoHouse, NoAddress, Ambiguous, OffRoad }
    /// Why an address was not found.
    NotFoundReason from geocode::NotFoundReason { NoAddress, NoStreet, NoHouse }
}

/// What a stop of a route is for.
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

/// The result of one request of a batch.
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

/// The result of one reported event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReportOutcome {
    Applied,
    Duplicate,
    Late,
    /// The request is not on the caller's route.
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

/// Why a request appears in the stream of a day.
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

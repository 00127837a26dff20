//! Domain types: requests and their sources, addresses, volunteers, shifts, vehicles, hubs, stock, events, policies,
//! quotas, regions, units, time, error codes, and who may call what. Plain data without IO, async, SQL or HTTP.

pub mod address;
pub mod address_answer;
pub mod codes;
pub mod event;
pub mod hub;
pub mod id;
pub mod identity;
pub mod point;
pub mod policy;
pub mod quota;
pub mod region;
pub mod remit;
pub mod request;
pub mod request_fields;
pub mod role;
pub mod scope;
pub mod source;
pub mod stock;
pub mod time;
pub mod units;
pub mod vehicle;
pub mod visitors;
pub mod volunteer;

pub use address::{Candidate, DoorCard, Place, Precision};
pub use address_answer::{AddressAnswer, NotFoundReason};
pub use event::{LoadingEvent, LoadingKind, Outcome, StatusEvent, StatusKind};
pub use hub::Hub;
pub use id::{EventId, GoodsCode, HubId, PersonId, PlanId, RequestId, RunId, Skill, SourceId, VehicleId, VolunteerId};
pub use identity::{CALLS, CallerKind, May, may_call};
pub use point::Point;
pub use policy::Policy;
pub use quota::Quota;
pub use region::{Actor, BadRegionName, Region, RegionName};
pub use remit::{Remit, RemitError};
pub use request::{Need, Request, RequestState, Urgency};
pub use request_fields::{RequestField, Shown, VolunteerField, hide, searches_everything};
pub use role::{Role, RoleError};
pub use scope::{Scope, ScopeError, Scopes};
pub use source::{Door, Source, SourceState, UnknownWord};
pub use stock::Stock;
pub use time::{ClockTime, ClockWindow, Date, DateError, Timestamp};
pub use units::{Cost, Meters, Seconds};
pub use vehicle::{Vehicle, VehicleOwner};
pub use visitors::{Visitors, folded_name};
pub use volunteer::{Rest, Shift, ShiftEnd, VehicleKind, Volunteer};

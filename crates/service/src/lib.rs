//! The day as a service: what the HTTP door may ask for, one method per call. Nothing slow runs on async threads.
//!
//! Use cases join the pure day (`dispatch`) with the store, the map and the telephones of volunteers. Moments and chance enter
//! the process in `clock.rs`. This crate never speaks HTTP.

mod access;
mod acting;
mod address_corrections;
mod assigned;
mod buildings;
mod change_feed;
mod clock;
mod drafts;
mod error;
mod events;
mod intake;
mod known;
mod life;
mod links;
mod loading;
pub mod local_time;
mod own_route;
mod past;
mod people;
mod persons;
mod phone_clock;
mod planner;
mod plans;
mod policy;
mod pools;
mod publish;
mod reopen;
mod roads;
mod route_rows;
mod run_progress;
mod run_view;
mod runs;
mod secret;
mod service;
mod since;
mod standing;
mod tables;
mod tiles;
mod vroom;

pub use acting::Acting;
pub use assigned::{AssignedRoute, AssignedStop, AssignedVisit};
pub use change_feed::Feed;
pub use clock::{Chance, Clock, Outside, Stopwatch, SystemChance, SystemClock};
pub use error::ServiceError;
pub use events::{EventReport, EventResult};
pub use intake::{Amended, Amendment, DoorAmendment};
pub use known::People;
pub use links::{LinkHolder, Reading};
pub use loading::LoadingReport;
pub use own_route::OwnRoute;
pub use people::{DayView, ShiftOffer};
pub use plans::{RoutesView, UnassignedView};
pub use publish::{LinkAnswer, PublishAnswer, RouteLink};
pub use reopen::{Turn, Turned};
pub use roads::{Asked, LegFound, NoTravel, Stand, TravelTable};
pub use run_view::{RunBudget, RunFigures, RunOrder, RunStarted, RunView};
pub use secret::{hash_of, new_secret};
pub use service::{Service, Settings, UNNAMED_ORGANISATION};
pub use since::{Changes, RequestChanges, SinceMade};
pub use tables::TableReceipt;
pub use tiles::Asker;
pub use vroom::VroomOrder;

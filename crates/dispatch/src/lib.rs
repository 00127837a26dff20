//! Planning a day: locate addresses, arrange an order for the planner, and write its answer as a plan document; judge
//! such a document again; the states of requests.
//!
//! `day.rs` is the story; every stage is one function from one type to the next. This crate is pure: it never waits,
//! keeps nothing, and has no clock but the one it is given.

pub mod by_hand;
pub mod day;
mod day_time;
pub mod document;
mod error;
pub mod lifecycle;
pub mod locate;
pub mod messages;
pub mod recheck;
pub mod shortage;
mod translate;
pub mod whereabouts;

pub use day::{DayWatch, PlanOptions, PlannedDay, Stage, plan_day};
pub use day_time::DayTime;
pub use document::PlanDocument;
pub use error::DispatchError;
pub use translate::{Customs, NamedOrder, into_order, into_words, profile_of};

//! Planning a day: locate addresses, arrange an order for the planner, and write its answer as a plan document; change
//! a draft by hand; judge a document again; the states of requests.
//!
//! `day.rs` calls the stages in their order. The search is not here: callers pass a function that asks a planner.

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

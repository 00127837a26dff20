//! The day: intake, locate, measure, arrange, solve, judge, publish, track.
//!
//! `day.rs` is the story; every stage is one function from one type to the next. This crate is the only door to the
//! clock and to chance, and never speaks HTTP.

pub mod arrange;
pub mod check;
pub mod clock;
pub mod day;
mod day_time;
pub mod document;
mod error;
pub mod intake;
pub mod lifecycle;
pub mod locate;
pub mod measure;
pub mod phrases;
pub mod service;

pub use clock::{Clock, SystemClock};
pub use day::{DayWatch, PlanOptions, Stage, plan_day};
pub use day_time::DayTime;
pub use document::PlanDocument;
pub use error::DispatchError;
pub use intake::Intake;
pub use service::Service;

//! An order of work in, a judged plan out (`plan`): travel is measured on the map, the plan searched for and judged.
//! Also a plan changed by hand: `rearrange` and `offers`.
//!
//! An order speaks of jobs, vehicles and depots by position; it and what comes back are messages ([`message`]), so that
//! a planner may work on another machine ([`Worker`]). No names of people, addresses or database here.

mod answer;
mod error;
mod measure;
pub mod message;
mod moves;
mod order;
mod planning;
mod policy_terms;
mod watch;
mod why;
mod worker;

pub use answer::{Answer, Progress, Stage};
pub use error::PlannerError;
pub use measure::{between, measure};
pub use moves::{Ground, Move, MoveAnswer, MoveAsk, MoveFault, MoveOrder, Offer, Price, Rearranged, offers, rearrange};
pub use order::{Budget, Order, Search};
pub use planning::plan;
pub use policy_terms::Terms;
pub use watch::Watch;
pub use why::{AskedOf, Here, Relief, Relieved, Standing, Stopped, Why, WhyAsk, answer_why};
pub use worker::{StartClock, Tell, Worker};

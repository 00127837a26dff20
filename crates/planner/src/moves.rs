//! A plan changed by hand: `rearrange` makes `Move`s (jobs put elsewhere, swapped or left out), `offers` prices a job
//! with each other vehicle; `Tables` keeps measured problems for the next question.
//!
//! A change that breaks a rule is made all the same: what cannot be done in time is late, and the judge says so.
//! Nothing is searched for: it is computed from a measured problem and a plan.

mod ask;
mod loading;
mod offers;
mod rearrange;
mod tables;
mod tours;
mod worth;

pub use ask::{Ground, Move, MoveAnswer, MoveAsk, MoveFault, MoveOrder, Offer, Price, Rearranged};
pub use offers::offers;
pub use rearrange::rearrange;
pub(crate) use tables::{Tables, answered};

//! A plan changed by hand: `rearrange` makes `Move`s (jobs put elsewhere, swapped or left out), `offers` prices a job
//! with each other vehicle; `Tables` keeps measured problems for the next question, and `answered` answers one.
//!
//! A job without a given place goes where it costs least in its route, or is least late where the rules cannot be kept;
//! no other job is moved for it. A change that breaks a rule is made all the same, and the judge says so.

mod ask;
mod loading;
mod offer;
mod offers;
mod rearrange;
mod tables;
mod tours;
mod worth;

pub use ask::{Ground, Move, MoveAnswer, MoveAsk, MoveFault, MoveOrder, Rearranged};
pub(crate) use loading::pruned;
pub use offer::{Offer, Price};
pub use offers::offers;
pub(crate) use offers::{allowed_offers, difference};
pub use rearrange::rearrange;
pub(crate) use tables::{Tables, answered};
pub(crate) use tours::{allowed_with_job, without};
pub(crate) use worth::{Scales, is_job};

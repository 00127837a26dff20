//! A plan changed by hand: requests moved, swapped or left out, each change timed and priced at once.
//!
//! Nothing is refused because of a rule: what cannot be done in time is late, and the judge says so. All of it is
//! computed from a measured problem and a plan, without a search.

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

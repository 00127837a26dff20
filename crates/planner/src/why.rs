//! Why a job is left out of a plan, or done by whom it is: what stops each vehicle, which rules conflict, what would
//! let the job in and at what price, and what the second best place costs.
//!
//! What each word means is in `karavan_plan::why`; here it is asked of a plan, and changes of the day are priced.

mod ask;
mod asking;
mod here;
mod nearest;
mod one_more_car;
mod relief;
mod reliefs;

pub use ask::{AskedOf, Here, Relief, Relieved, Standing, Stopped, Why, WhyAsk};
pub use asking::answer_why;

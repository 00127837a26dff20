//! Rules that only some problems have: `lists.rs` declares them, `index.rs` looks them up by job and vehicle. The
//! judge's rules of a plan are in `judge/`.

mod index;
mod lists;

pub(crate) use index::RuleIndex;
pub use index::{JobRules, VehicleRules};
pub use lists::{
    Break, Collect, Delay, Fairness, Floor, Preference, Prefix, Release, Restriction, Rules, Shipment, Slot, Tier,
    Together, Traffic, Who, Wish,
};

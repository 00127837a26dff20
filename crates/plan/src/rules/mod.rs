//! Rules that only some problems have: their lists, and what they say of each job and vehicle.

mod index;
mod lists;

pub(crate) use index::RuleIndex;
pub use index::{JobRules, VehicleRules};
pub use lists::{
    Break, Collect, Delay, Fairness, Floor, Preference, Prefix, Release, Restriction, Rules, Shipment, Slot, Tier,
    Together, Traffic, Who, Wish,
};

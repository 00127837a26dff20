//! The plan of an explorer, late or overloaded perhaps (`relaxed_plan.rs`, `relaxed_tour.rs`), its fines
//! (`penalties.rs`) and what is worked out of a day.

pub(crate) mod day_timing;
pub(crate) mod fitter;
pub(crate) mod penalties;
pub(crate) mod relaxed_plan;
pub(crate) mod relaxed_tour;
pub(crate) mod toll;
pub(crate) mod unused_vehicles;
pub(crate) mod walker;

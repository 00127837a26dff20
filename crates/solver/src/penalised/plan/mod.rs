//! A plan of explorers, late or overloaded perhaps, and what is known of its parts.

pub(crate) mod day_timing;
pub(crate) mod fitter;
pub(crate) mod penalties;
pub(crate) mod relaxed_plan;
pub(crate) mod relaxed_tour;
pub(crate) mod toll;
pub(crate) mod unused_vehicles;
pub(crate) mod walker;

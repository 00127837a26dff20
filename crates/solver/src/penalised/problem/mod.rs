//! The problem as explorers see it (`relaxed_problem.rs`) and its parts: travel, time warp, sources of goods, rests and
//! wishes, prices of hours and of who comes. `shared/problem` holds the whole problem.

pub(crate) mod day_length_prices;
pub(crate) mod job_sources;
pub(crate) mod legs;
pub(crate) mod plane_legs;
pub(crate) mod preferences;
pub(crate) mod relaxed_problem;
pub(crate) mod scope;
pub(crate) mod time_warp;
pub(crate) mod timing_rules;
pub(crate) mod units;
